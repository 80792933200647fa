/**
 * The files of a session's computer as the session sees them: the store's, and over them its own writes that are not committed yet.
 * What it writes is a list of operations in the session's root, applied in its next commit and invisible to others until then.
 *
 * Writing and appending need no condition and are answered at once. Making, moving, copying and deleting carry the versions they saw and
 * are answered after the commit, so that the cmdlet gets the error when another session was quicker (the design's "Files").
 */
import type { SessionRoot } from '../../interpreter/machine/state.ts';
import type { FileEntry, FileFailure } from '../../interpreter/providers/fileProtocol.ts';
import { touch } from '../../interpreter/values/heap.ts';
import {
  type ConflictReason,
  type FileNode,
  type FileOperation,
  listFiles,
  parentOf,
  readFile,
  type Store,
  statFile,
} from '../store/index.ts';
import { directoryNode, entryOf } from './fileEntries.ts';
import { decodeText, encodeText } from './fileText.ts';

/** What is to happen for a request: a reply, and operations that go into the root in the same step. */
export interface FileOutcome {
  reply: unknown;
  operations?: FileOperation[];
  /** True: the reply counts only if the commit had no conflict with the operations. */
  conditional?: boolean;
}

/** What the overlay needs to know of its driver. */
export interface OverlayDriver {
  readonly root: SessionRoot;
  /** Operations that were detached for a commit which is not complete. */
  readonly fileOperationsInFlight: readonly FileOperation[];
  /** Changes whenever operations are detached or become part of the store. */
  readonly fileGeneration: number;
  /** Resolves when no commit with file operations is under way. */
  untilFilesSettled(): Promise<void>;
  now(): number;
}

type Request = Record<string, unknown>;

/** A failure as providers understand it. */
export function failure(code: string, path: string): FileFailure {
  const texts: Record<string, string> = {
    ENOENT: 'no such file or directory',
    EEXIST: 'file already exists',
    ENOTDIR: 'not a directory',
    EISDIR: 'illegal operation on a directory',
    ENOTEMPTY: 'directory not empty',
    EINVAL: 'invalid argument',
    ECONFLICT: 'changed by another session',
  };
  return { failure: { code, message: `${code}: ${texts[code] ?? 'failed'}, '${path}'` } };
}

/** The failure that a conflict means. */
export function conflictFailure(reason: ConflictReason | string, path: string): FileFailure {
  const codes: Record<string, string> = {
    exists: 'EEXIST',
    missing: 'ENOENT',
    changed: 'ECONFLICT',
    noDirectory: 'ENOENT',
    isDirectory: 'EISDIR',
    notEmpty: 'ENOTEMPTY',
    intoItself: 'EINVAL',
  };
  return failure(codes[reason] ?? 'ECONFLICT', path);
}

/** A node with the content that it is to have, as far as it was asked for. */
interface Seen {
  node: FileNode;
  content: Uint8Array | null;
}

export class FileOverlay {
  private readonly store: Store;
  private readonly computer: string;
  private readonly user: string;
  private readonly driver: OverlayDriver;
  /** Makes versions of one request unique. */
  private parts = 0;

  constructor(store: Store, computer: string, user: string, driver: OverlayDriver) {
    this.store = store;
    this.computer = computer;
    this.user = user;
    this.driver = driver;
  }

  /** Answers a request; `id` names it in its session. Rejects with StoreError when the database is gone. */
  async handle(request: Request, id: number): Promise<FileOutcome> {
    const path = normal(request.path);
    this.parts = 0;
    switch (request.op) {
      case 'file.stat': {
        const node = await this.stat(path);
        return { reply: node === null ? null : entryOf(node) };
      }
      case 'file.list':
        return { reply: await this.list(path) };
      case 'file.readText':
      case 'file.readBytes': {
        const seen = await this.see(path, true);
        if (seen === null) return { reply: failure('ENOENT', path) };
        if (seen.node.kind === 'directory') return { reply: failure('EISDIR', path) };
        const bytes = seen.content ?? new Uint8Array();
        return { reply: request.op === 'file.readBytes' ? { bytes } : decodeText(bytes, request.encoding) };
      }
      case 'file.write':
      case 'file.append':
        return this.write(request, path, id);
      case 'file.mkdir':
        return this.makeDirectory(path, request.recurse === true, id);
      case 'file.remove':
        return this.remove(path, request.recurse === true, id);
      case 'file.move':
        return this.move(normal(request.from), normal(request.to), request.overwrite === true, id);
      case 'file.copy':
        return this.copy(normal(request.from), normal(request.to), request.overwrite === true, id);
      case 'file.touch':
        return this.change(request, path, id);
      default:
        return { reply: failure('EINVAL', path) };
    }
  }

  /** A node as the session sees it. */
  private async stat(path: string): Promise<FileNode | null> {
    return (await this.see(path, false))?.node ?? null;
  }

  private async see(path: string, withContent: boolean): Promise<Seen | null> {
    if (path === '/') return { node: directoryNode(this.computer, '/'), content: null };
    const read = await this.consistently(path, async () => {
      if (!withContent) return { node: await statFile(this.store, this.computer, path), content: null };
      const file = await readFile(this.store, this.computer, path);
      return file === null
        ? { node: await statFile(this.store, this.computer, path), content: null }
        : { node: file.node, content: file.content };
    });
    let { node } = read.result;
    let { content } = read.result;
    for (const operation of read.operations) {
      if (operation.op === 'write') {
        node = {
          ...(node ?? this.newNode(operation)),
          version: operation.version,
          size: operation.content.length,
          modifiedAt: operation.at,
        };
        content = operation.content;
      } else if (operation.op === 'append') {
        node ??= this.newNode(operation);
        node = { ...node, version: operation.version, size: node.size + operation.content.length, modifiedAt: operation.at };
        if (withContent) content = concat(content ?? new Uint8Array(), operation.content);
      } else if (operation.op === 'change' && node !== null) node = { ...node, ...operation.patch, version: operation.version };
    }
    return node === null ? null : { node, content };
  }

  private newNode(operation: FileOperation): FileNode {
    return { ...directoryNode(this.computer, operation.path), kind: 'file', mode: 0o644, owner: this.user, group: this.user };
  }

  private async list(path: string): Promise<FileEntry[] | FileFailure> {
    const node = await this.stat(path);
    if (node === null) return failure('ENOENT', path);
    if (node.kind === 'file') return failure('ENOTDIR', path);
    const read = await this.consistently(null, () => listFiles(this.store, this.computer, path));
    const paths = new Set(read.result.map((n) => n.path));
    const written = new Set(read.operations.map((o) => o.path).filter((p) => parentOf(p) === path));
    const entries: FileEntry[] = [];
    for (const one of read.result) if (!written.has(one.path)) entries.push(entryOf(one));
    for (const one of written) {
      const own = await this.stat(one);
      if (own !== null && (paths.has(one) || own.kind === 'file')) entries.push(entryOf(own));
    }
    return entries.sort((a, b) => (a.name < b.name ? -1 : 1));
  }

  /**
   * Reads the store together with the operations that are not in it: again, if some of them got there meanwhile. `path`: only
   * those on it, and what the store has of them already left out.
   */
  private async consistently<T>(path: string | null, read: () => Promise<T>): Promise<{ result: T; operations: FileOperation[] }> {
    for (;;) {
      await this.driver.untilFilesSettled();
      const generation = this.driver.fileGeneration;
      const operations = [...this.driver.fileOperationsInFlight, ...(this.driver.root.fileOperations as FileOperation[])];
      const result = await read();
      if (generation !== this.driver.fileGeneration) continue;
      return { result, operations: path === null ? operations : operations.filter((o) => o.path === path) };
    }
  }

  private version(id: number): string {
    this.parts++;
    return `${this.driver.root.sessionId}:${id}:${this.driver.now().toString(36)}${this.parts > 1 ? `.${this.parts}` : ''}`;
  }

  private async write(request: Request, path: string, id: number): Promise<FileOutcome> {
    const problem = await this.placeProblem(path);
    if (problem !== null) return { reply: problem };
    const node = await this.stat(path);
    if (node?.kind === 'directory') return { reply: failure('EISDIR', path) };
    const content = request.bytes instanceof Uint8Array ? request.bytes : encodeText(String(request.text ?? ''));
    const base = { path, version: this.version(id), at: this.driver.now() };
    const owner = node === null ? { owner: this.user, group: this.user } : {};
    if (request.op === 'file.append') return { reply: true, operations: [{ op: 'append', content, ...base, ...owner }] };
    if (request.createNew !== true) return { reply: true, operations: [{ op: 'write', content, ...base, ...owner }] };
    if (node !== null) return { reply: failure('EEXIST', path) };
    return { reply: true, conditional: true, operations: [{ op: 'write', content, expect: null, ...base, ...owner }] };
  }

  /** Why nothing can be made at a path, or null. */
  private async placeProblem(path: string): Promise<FileFailure | null> {
    if (path === '/') return failure('EISDIR', path);
    const parent = await this.stat(parentOf(path));
    if (parent === null) return failure('ENOENT', path);
    return parent.kind === 'directory' ? null : failure('ENOTDIR', path);
  }

  private async makeDirectory(path: string, recurse: boolean, id: number): Promise<FileOutcome> {
    const found = await this.stat(path);
    if (found !== null) return { reply: recurse && found.kind === 'directory' ? true : failure('EEXIST', path) };
    const missing = [path];
    for (let at = parentOf(path); at !== '/'; at = parentOf(at)) {
      const node = await this.stat(at);
      if (node?.kind === 'file') return { reply: failure('ENOTDIR', path) };
      if (node !== null) break;
      missing.unshift(at);
    }
    if (missing.length > 1 && !recurse) return { reply: failure('ENOENT', path) };
    const operations = missing.map((one): FileOperation => {
      const base = { path: one, version: this.version(id), at: this.driver.now(), owner: this.user, group: this.user };
      return { op: 'makeDirectory', ...base, ...(recurse ? {} : { expect: null }) };
    });
    return { reply: true, conditional: true, operations };
  }

  private async remove(path: string, recursive: boolean, id: number): Promise<FileOutcome> {
    const node = await this.stat(path);
    if (node === null) return { reply: failure('ENOENT', path) };
    if (path === '/') return { reply: failure('EINVAL', path) };
    if (node.kind === 'directory' && !recursive) {
      const inside = await this.list(path);
      if (Array.isArray(inside) && inside.length > 0) return { reply: failure('ENOTEMPTY', path) };
    }
    const operation: FileOperation = { op: 'delete', path, recursive, version: this.version(id), at: this.driver.now() };
    return { reply: true, conditional: true, operations: [operation] };
  }

  private async move(path: string, to: string, overwrite: boolean, id: number): Promise<FileOutcome> {
    const node = await this.stat(path);
    if (node === null) return { reply: failure('ENOENT', path) };
    const problem = await this.placeProblem(to);
    if (problem !== null) return { reply: problem };
    const target = await this.stat(to);
    if (target !== null && !overwrite) return { reply: failure('EEXIST', to) };
    const base = { path, to, version: this.version(id), at: this.driver.now(), expect: node.version };
    return { reply: true, conditional: true, operations: [{ op: 'move', ...base, ...(overwrite ? {} : { expectTarget: null }) }] };
  }

  private async copy(from: string, to: string, overwrite: boolean, id: number): Promise<FileOutcome> {
    const source = await this.see(from, true);
    if (source === null) return { reply: failure('ENOENT', from) };
    if (source.node.kind === 'directory') return this.makeDirectory(to, true, id);
    const problem = await this.placeProblem(to);
    if (problem !== null) return { reply: problem };
    const target = await this.stat(to);
    if (target?.kind === 'directory') return { reply: failure('EISDIR', to) };
    if (target !== null && !overwrite) return { reply: failure('EEXIST', to) };
    const base = { path: to, version: this.version(id), at: this.driver.now(), mode: source.node.mode, owner: this.user, group: this.user };
    const content = source.content ?? new Uint8Array();
    if (overwrite) return { reply: true, operations: [{ op: 'write', content, ...base }] };
    return { reply: true, conditional: true, operations: [{ op: 'write', content, expect: null, ...base }] };
  }

  private async change(request: Request, path: string, id: number): Promise<FileOutcome> {
    const node = await this.stat(path);
    if (node === null) return { reply: failure('ENOENT', path) };
    const patch: Extract<FileOperation, { op: 'change' }>['patch'] = {};
    if (typeof request.modified === 'number') patch.modifiedAt = request.modified;
    if (typeof request.created === 'number') patch.createdAt = request.created;
    if (typeof request.accessed === 'number') patch.accessedAt = request.accessed;
    if (typeof request.mode === 'number') patch.mode = request.mode;
    else if (typeof request.readOnly === 'boolean') patch.mode = request.readOnly ? node.mode & ~0o222 : node.mode | 0o200;
    return { reply: true, operations: [{ op: 'change', path, patch, version: this.version(id), at: this.driver.now() }] };
  }
}

/**
 * Puts an operation behind the others of a root. Appends to the same file become one: a loop of Add-Content between two commits
 * would else read and write the file's last piece once per line.
 */
export function addOperation(root: SessionRoot, operation: FileOperation): void {
  const list = root.fileOperations as FileOperation[];
  const last = list[list.length - 1];
  if (operation.op === 'append' && last?.path === operation.path && (last.op === 'append' || last.op === 'write')) {
    list[list.length - 1] = { ...last, content: concat(last.content, operation.content), at: operation.at };
  } else list.push(operation);
  touch(root);
}

function concat(a: Uint8Array, b: Uint8Array): Uint8Array {
  const both = new Uint8Array(a.length + b.length);
  both.set(a);
  both.set(b, a.length);
  return both;
}

/** The path as the store has it: without a slash at the end. */
function normal(path: unknown): string {
  const text = String(path ?? '');
  return text.length > 1 ? text.replace(/\/+$/, '') || '/' : text;
}
