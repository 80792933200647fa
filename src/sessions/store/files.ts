/**
 * The computers' files. A session's changes are an ordered list of operations, applied in its commit; each is either applied or,
 * when what it expects is not so any more, reported as a conflict while all others go through.
 */
import { quiet, type Store, type WriteTransaction } from './open.ts';
import { CHUNK, type FileNode } from './schema.ts';

/** What every operation has. */
interface OperationBase {
  path: string;
  /** The node's version after it: any text that no other operation has (session id and a count of its own). */
  version: string;
  /** Version that the node must have, null = must not exist; absent = no condition. */
  expect?: string | null;
  /** Time in ms since 1970 UTC. */
  at: number;
}

/** One change of the file system. */
export type FileOperation =
  /** A whole file; made if missing. */
  | (OperationBase & { op: 'write'; content: Uint8Array; mode?: number; owner?: string; group?: string; link?: string | null })
  /** More content at the end; made if missing. */
  | (OperationBase & { op: 'append'; content: Uint8Array; owner?: string; group?: string })
  | (OperationBase & { op: 'makeDirectory'; mode?: number; owner?: string; group?: string })
  /** To another path, with all that is in it. `expectTarget` as `expect`; a file there is replaced unless it says null. */
  | (OperationBase & { op: 'move'; to: string; expectTarget?: string | null })
  /** `recursive`: a directory with all that is in it. */
  | (OperationBase & { op: 'delete'; recursive?: boolean })
  /** Times, mode and owner. */
  | (OperationBase & {
      op: 'change';
      patch: Partial<Pick<FileNode, 'createdAt' | 'modifiedAt' | 'accessedAt' | 'mode' | 'owner' | 'group'>>;
    });

/** Why an operation was left out. */
export type ConflictReason =
  /** The node is there already, is gone, or has another version. */
  | 'exists'
  | 'missing'
  | 'changed'
  /** The directory that it would be in is not there, or is a file. */
  | 'noDirectory'
  /** A directory where a file is needed, or one that is not empty. */
  | 'isDirectory'
  | 'notEmpty'
  /** A directory moved into itself. */
  | 'intoItself';

/** An operation that was left out. */
export interface FileConflict {
  /** Its place in the list. */
  index: number;
  operation: FileOperation;
  reason: ConflictReason;
  /** What is there now. */
  found: FileNode | null;
}

/** The directory of a path. */
export function parentOf(path: string): string {
  const cut = path.lastIndexOf('/');
  return cut <= 0 ? '/' : path.slice(0, cut);
}

/** Applies operations inside of a commit's transaction, in order. */
export async function applyFileOperations(
  tx: WriteTransaction,
  computer: string,
  operations: readonly FileOperation[],
): Promise<FileConflict[]> {
  const conflicts: FileConflict[] = [];
  for (let index = 0; index < operations.length; index++) {
    const operation = operations[index];
    const found = (await tx.objectStore('files').get([computer, operation.path])) ?? null;
    const reason = check(operation, found) ?? (await apply(tx, computer, operation, found));
    if (reason !== null) conflicts.push({ index, operation, reason, found });
  }
  return conflicts;
}

function check(operation: FileOperation, found: FileNode | null): ConflictReason | null {
  if (operation.expect === null && found !== null) return 'exists';
  if (typeof operation.expect === 'string') {
    if (found === null) return 'missing';
    if (found.version !== operation.expect) return 'changed';
  }
  return null;
}

async function apply(
  tx: WriteTransaction,
  computer: string,
  operation: FileOperation,
  found: FileNode | null,
): Promise<ConflictReason | null> {
  switch (operation.op) {
    case 'write':
    case 'append':
      return writeFile(tx, computer, operation, found);
    case 'makeDirectory':
      if (found !== null) return found.kind === 'directory' && operation.expect === undefined ? null : 'exists';
      if (!(await isDirectory(tx, computer, parentOf(operation.path)))) return 'noDirectory';
      quiet(tx.objectStore('files').put({ ...newNode(computer, operation), kind: 'directory', mode: operation.mode ?? 0o755 }));
      return null;
    case 'move':
      return found === null ? 'missing' : move(tx, computer, operation, found);
    case 'delete':
      return found === null ? 'missing' : remove(tx, computer, operation, found);
    default:
      if (found === null) return 'missing';
      quiet(tx.objectStore('files').put({ ...found, ...operation.patch, version: operation.version }));
      return null;
  }
}

function newNode(computer: string, operation: OperationBase & { owner?: string; group?: string }): FileNode {
  const { path, version, at } = operation;
  const { owner = '', group = '' } = operation;
  return {
    computer,
    path,
    parent: parentOf(path),
    kind: 'file',
    version,
    content: version,
    size: 0,
    createdAt: at,
    modifiedAt: at,
    accessedAt: at,
    mode: 0o644,
    owner,
    group,
    link: null,
  };
}

async function isDirectory(tx: WriteTransaction, computer: string, path: string): Promise<boolean> {
  return path === '/' || (await tx.objectStore('files').get([computer, path]))?.kind === 'directory';
}

async function writeFile(
  tx: WriteTransaction,
  computer: string,
  operation: Extract<FileOperation, { op: 'write' | 'append' }>,
  found: FileNode | null,
): Promise<ConflictReason | null> {
  if (found?.kind === 'directory') return 'isDirectory';
  if (found === null && !(await isDirectory(tx, computer, parentOf(operation.path)))) return 'noDirectory';
  const old = found ?? newNode(computer, operation);
  const node: FileNode = { ...old, version: operation.version, modifiedAt: operation.at };
  let data = operation.content;
  let number = 0;
  if (operation.op === 'write') {
    if (found !== null) deleteContent(tx, found.content);
    node.content = operation.version;
    node.size = data.length;
    node.mode = operation.mode ?? old.mode;
    node.owner = operation.owner ?? old.owner;
    node.group = operation.group ?? old.group;
    node.link = operation.link ?? null;
  } else {
    number = Math.floor(old.size / CHUNK);
    node.size = old.size + data.length;
    if (old.size % CHUNK !== 0) {
      const last = await tx.objectStore('chunks').get([old.content, number]);
      if (last !== undefined) data = concat(last.bytes, data);
    }
  }
  for (let at = 0; at < data.length; at += CHUNK) {
    // A slice, not a view: a view would store its whole buffer.
    quiet(tx.objectStore('chunks').put({ content: node.content, number: number++, bytes: data.slice(at, at + CHUNK) }));
  }
  quiet(tx.objectStore('files').put(node));
  return null;
}

function concat(a: Uint8Array, b: Uint8Array): Uint8Array {
  const both = new Uint8Array(a.length + b.length);
  both.set(a);
  both.set(b, a.length);
  return both;
}

function deleteContent(tx: WriteTransaction, content: string): void {
  quiet(tx.objectStore('chunks').delete(IDBKeyRange.bound([content], [content, []])));
}

/** Keys of everything below a directory: '0' is the character after '/'. */
function below(computer: string, path: string): IDBKeyRange {
  return IDBKeyRange.bound([computer, `${path}/`], [computer, `${path}0`], false, true);
}

async function move(
  tx: WriteTransaction,
  computer: string,
  operation: Extract<FileOperation, { op: 'move' }>,
  found: FileNode,
): Promise<ConflictReason | null> {
  const files = tx.objectStore('files');
  const { path, to, expectTarget } = operation;
  if (to === path) return null;
  if (to.startsWith(`${path}/`)) return 'intoItself';
  if (!(await isDirectory(tx, computer, parentOf(to)))) return 'noDirectory';
  const target = await files.get([computer, to]);
  if (target !== undefined) {
    if (expectTarget === null) return 'exists';
    if (expectTarget !== undefined && expectTarget !== target.version) return 'changed';
    if (target.kind === 'directory') return 'isDirectory';
    if (found.kind === 'directory') return 'exists';
    deleteContent(tx, target.content);
  } else if (typeof expectTarget === 'string') return 'changed';
  const inside = found.kind === 'directory' ? await files.getAll(below(computer, path)) : [];
  for (const node of inside) {
    quiet(files.delete([computer, node.path]));
    quiet(files.put({ ...node, path: to + node.path.slice(path.length), parent: to + node.parent.slice(path.length) }));
  }
  quiet(files.delete([computer, path]));
  quiet(files.put({ ...found, path: to, parent: parentOf(to), version: operation.version }));
  return null;
}

async function remove(
  tx: WriteTransaction,
  computer: string,
  operation: Extract<FileOperation, { op: 'delete' }>,
  found: FileNode,
): Promise<ConflictReason | null> {
  const files = tx.objectStore('files');
  const range = below(computer, operation.path);
  if (found.kind === 'directory') {
    if (operation.recursive !== true) {
      if ((await files.count(range)) > 0) return 'notEmpty';
    } else {
      for (const node of await files.getAll(range)) if (node.kind === 'file') deleteContent(tx, node.content);
      quiet(files.delete(range));
    }
  } else deleteContent(tx, found.content);
  quiet(files.delete([computer, operation.path]));
  return null;
}

/** A node, or null. The root directory has none. */
export async function statFile(store: Store, computer: string, path: string): Promise<FileNode | null> {
  return (await store.db.get('files', [computer, path])) ?? null;
}

/** The nodes directly in a directory, by name. */
export async function listFiles(store: Store, computer: string, directory: string): Promise<FileNode[]> {
  const nodes = await store.db.getAllFromIndex('files', 'parent', [computer, directory]);
  return nodes.sort((a, b) => (a.path < b.path ? -1 : 1));
}

/** Everything below a directory, by path. */
export async function listTree(store: Store, computer: string, directory: string): Promise<FileNode[]> {
  return store.db.getAll('files', below(computer, directory === '/' ? '' : directory));
}

/** A file with its content, or part of it; null if there is no such file. One transaction, so both belong together. */
export async function readFile(
  store: Store,
  computer: string,
  path: string,
  from = 0,
  length = Number.POSITIVE_INFINITY,
): Promise<{ node: FileNode; content: Uint8Array } | null> {
  const tx = store.db.transaction(['files', 'chunks'], 'readonly');
  const node = await tx.objectStore('files').get([computer, path]);
  if (node === undefined || node.kind !== 'file') return null;
  const end = Math.min(node.size, from + length);
  const content = new Uint8Array(Math.max(0, end - from));
  if (end > from) {
    const range = IDBKeyRange.bound([node.content, Math.floor(from / CHUNK)], [node.content, Math.floor((end - 1) / CHUNK)]);
    for (const chunk of await tx.objectStore('chunks').getAll(range)) {
      const start = chunk.number * CHUNK;
      const piece = chunk.bytes.subarray(Math.max(0, from - start), Math.min(chunk.bytes.length, end - start));
      content.set(piece, Math.max(0, start - from));
    }
  }
  return { node, content };
}
