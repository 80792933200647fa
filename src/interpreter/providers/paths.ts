/** Paths of the file system and of providers as text. Behaviour: NavigationCmdletProvider.cs, FileSystemProvider.cs on Unix. */

/** An absolute path without `.`, `..`, double and trailing separators; both slashes count. */
export function normalize(path: string): string {
  const parts: string[] = [];
  for (const part of path.split(/[\\/]+/)) {
    if (part === '' || part === '.') continue;
    if (part === '..') parts.pop();
    else parts.push(part);
  }
  return `/${parts.join('/')}`;
}

/** Two paths put together. */
export function join(parent: string, child: string): string {
  const left = parent.replace(/\\/g, '/');
  const right = child.replace(/\\/g, '/');
  if (left === '' && right === '') return '/';
  if (right === '') return left.endsWith('/') ? left : `${left}/`;
  if (left === '') return right.startsWith('/') ? right : `/${right}`;
  return `${left.replace(/\/$/, '')}/${right.replace(/^\//, '')}`;
}

/** The last part; '/' for the root. */
export function leafOf(path: string): string {
  const trimmed = path.replace(/[\\/]+$/, '');
  if (trimmed === '') return path === '' ? '' : '/';
  return trimmed.slice(Math.max(trimmed.lastIndexOf('/'), trimmed.lastIndexOf('\\')) + 1);
}

/** What is before the last part; '' where there is nothing. */
export function parentOf(path: string): string {
  const trimmed = path.replace(/[\\/]+$/, '');
  const at = Math.max(trimmed.lastIndexOf('/'), trimmed.lastIndexOf('\\'));
  if (at < 0) return '';
  return at === 0 ? (trimmed.length > 1 ? '/' : '') : trimmed.slice(0, at);
}

/** A name's extension with its dot, '' without one. */
export function extensionOf(name: string): string {
  const at = name.lastIndexOf('.');
  return at < 0 || at === name.length - 1 ? '' : name.slice(at);
}

/** A path seen from a folder: `./x`, `../x`. Both absolute and normal. */
export function relativeTo(path: string, folder: string): string {
  const from = folder.split('/').filter((p) => p !== '');
  const to = path.split('/').filter((p) => p !== '');
  let same = 0;
  while (same < from.length && same < to.length && from[same] === to[same]) same++;
  const ups = from.slice(same).map(() => '..');
  const rest = [...ups, ...to.slice(same)].join('/');
  return ups.length > 0 ? rest : rest === '' ? '.' : `./${rest}`;
}

/** A path that begins at the root. */
export function isRooted(path: string): boolean {
  return path.startsWith('/') || path.startsWith('\\');
}
