/** File nodes as providers see them, and the folders that every computer begins with. */
import type { FileEntry } from '../../interpreter/providers/fileProtocol.ts';
import { applyFileOperations, type FileNode, type FileOperation, parentOf, type Store } from '../store/index.ts';
import { write } from '../store/open.ts';

/** A folder's node that no session made. */
export function directoryNode(computer: string, path: string): FileNode {
  return {
    computer,
    path,
    parent: parentOf(path),
    kind: 'directory',
    version: '0',
    content: '0',
    size: 0,
    createdAt: 0,
    modifiedAt: 0,
    accessedAt: 0,
    mode: 0o755,
    owner: 'root',
    group: 'root',
    link: null,
  };
}

/** What the FileSystem provider gets to see of a node. */
export function entryOf(node: FileNode): FileEntry {
  const name = node.path === '/' ? '/' : node.path.slice(node.path.lastIndexOf('/') + 1);
  return {
    name,
    path: node.path,
    kind: node.kind,
    size: node.size,
    modified: node.modifiedAt,
    created: node.createdAt,
    accessed: node.accessedAt,
    readOnly: (node.mode & 0o200) === 0,
    hidden: name.startsWith('.'),
    mode: node.mode,
    user: node.owner,
    group: node.group,
    linkTarget: node.link,
  };
}

/** The folders of a fresh computer besides homes, as a Linux system has them. */
const FOLDERS = [
  '/etc',
  '/home',
  '/opt',
  '/opt/limpet',
  '/root',
  '/tmp',
  '/usr',
  '/usr/bin',
  '/usr/local',
  '/usr/local/bin',
  '/var',
  '/var/tmp',
];

/** Makes the folders of a computer and a user's home, as far as they are missing. Throws StoreError. */
export async function furnish(store: Store, computer: string, user: string, at: number): Promise<void> {
  const home = user === 'root' ? '/root' : `/home/${user}`;
  if ((await store.db.getKey('files', [computer, home])) !== undefined) return;
  const operations: FileOperation[] = [...FOLDERS, home].map((path) => ({
    op: 'makeDirectory',
    path,
    version: `furnish:${path}`,
    at,
    mode: path === '/tmp' || path === '/var/tmp' ? 0o1777 : 0o755,
    owner: path === home ? user : 'root',
    group: path === home ? user : 'root',
  }));
  operations.push({
    op: 'write',
    path: '/etc/hostname',
    version: 'furnish:/etc/hostname',
    at,
    expect: null,
    content: new TextEncoder().encode(`${computer}\n`),
    owner: 'root',
    group: 'root',
  });
  await write(store, ['files', 'chunks'], 'relaxed', (tx) => applyFileOperations(tx, computer, operations));
}
