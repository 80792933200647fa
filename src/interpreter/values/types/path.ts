/** System.IO.Path on Linux. Texts of .NET 10. */
import type { NativeContext } from '../context.ts';
import { hooks } from '../contextHooks.ts';
import { ArgumentNullError } from '../dotnet/errors.ts';
import { enumerate } from '../enumerate.ts';
import { badArgument } from '../faults.ts';
import { PSChar, type Value } from '../value.ts';
import { chars, text } from './define.ts';
import { registerType } from './registry.ts';
import { methods, properties } from './tables.ts';

/** Takes `.`, `..` and doubled slashes out of an absolute path. */
export function normalizePath(path: string): string {
  const out: string[] = [];
  for (const part of path.split('/')) {
    if (part === '' || part === '.') continue;
    if (part === '..') out.pop();
    else out.push(part);
  }
  const trailing = path.length > 1 && /\/$/.test(path) && out.length > 0 ? '/' : '';
  return `/${out.join('/')}${trailing}`;
}

/** The folder of the process: PWD of the session's environment, which Set-Location does not change in .NET either. */
export function processFolder(ctx: NativeContext): string {
  return hooks(ctx).environment?.().get('PWD') ?? '/';
}

/** Path.Combine: a rooted part drops all before it. */
export function combinePaths(parts: readonly string[]): string {
  let result = '';
  for (const part of parts) {
    if (part === '') continue;
    if (result === '' || part.startsWith('/')) result = part;
    else result += (result.endsWith('/') ? '' : '/') + part;
  }
  return result;
}

function joinPaths(parts: readonly string[]): string {
  let result = '';
  for (const part of parts) {
    if (part === '') continue;
    result += result === '' || result.endsWith('/') || part.startsWith('/') ? part : `/${part}`;
  }
  return result;
}

/** Path.GetFileName. */
export function fileName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** Path.GetExtension: with the dot; '' for none. */
export function extension(path: string): string {
  const name = fileName(path);
  const dot = name.lastIndexOf('.');
  return dot < 0 || dot === name.length - 1 ? '' : name.slice(dot);
}

function withoutExtension(name: string): string {
  const dot = name.lastIndexOf('.');
  return dot < 0 ? name : name.slice(0, dot);
}

/** Path.GetDirectoryName; null for a root and for ''. */
export function directoryName(path: string): string | null {
  if (path === '' || path === '/') return null;
  const slash = path.lastIndexOf('/');
  if (slash < 0) return '';
  const end = path.slice(0, slash).replace(/\/+$/, '');
  return (end === '' ? '/' : end).replace(/(?<=.)\/{2,}/g, '/');
}

function changeExtension(path: string, value: Value): string {
  const slash = path.lastIndexOf('/');
  const dot = path.lastIndexOf('.');
  const base = dot > slash ? path.slice(0, dot) : path;
  if (value === null) return base;
  const ext = String(value);
  return ext === '' ? `${base}.` : base + (ext.startsWith('.') ? ext : `.${ext}`);
}

function fullPath(path: string, base: string): string {
  if (path === '') throw badArgument('The value cannot be an empty string.', 'path');
  if (path.includes('\0')) throw badArgument('Null character in path.', 'path');
  return normalizePath(path.startsWith('/') ? path : `${base}/${path}`);
}

function relativePath(from: string, to: string, ctx: NativeContext): string {
  const parts = (p: string): string[] =>
    fullPath(p, processFolder(ctx))
      .split('/')
      .filter((x) => x !== '');
  const [a, b] = [parts(from), parts(to)];
  let i = 0;
  while (i < a.length && i < b.length && a[i] === b[i]) i++;
  const result = [...a.slice(i).map(() => '..'), ...b.slice(i)].join('/');
  return result === '' ? '.' : result + (to.endsWith('/') && b.length > i ? '/' : '');
}

function given(v: Value | undefined, name: string): string {
  if (typeof v !== 'string') throw new ArgumentNullError(name);
  return v;
}

const list = (v: Value | undefined): string[] => {
  if (v === null || v === undefined) throw new ArgumentNullError('paths');
  return [...(enumerate(v) ?? [])].map((p) => given(p, 'paths'));
};
const nullable = (get: (path: string) => Value) => (_s: Value, args: Value[]) => (args[0] === null ? null : get(args[0] as string));
const named = (args: Value[]): string[] => args.map((p, i) => given(p, `path${i + 1}`));
const loose = (args: readonly Value[]): string[] => args.map((p) => String(p ?? ''));

const LETTERS = 'abcdefghijklmnopqrstuvwxyz012345';

/** Eight letters, a dot, three letters. */
function randomName(ctx: NativeContext): string {
  const name = Array.from({ length: 11 }, () => LETTERS.charAt(Math.floor(ctx.random() * LETTERS.length))).join('');
  return `${name.slice(0, 8)}.${name.slice(8)}`;
}

/** Path.GetTempPath(): TMPDIR, else /tmp/. */
export function tempPath(ctx: NativeContext): string {
  const folder = hooks(ctx).environment?.().get('TMPDIR') ?? '';
  return folder === '' ? '/tmp/' : `${folder.replace(/\/$/, '')}/`;
}

/** GetTempFileName: makes an empty file. */
function tempFile(ctx: NativeContext): string {
  const path = ctx.once(() => {
    const name = Array.from({ length: 6 }, () => LETTERS.charAt(Math.floor(ctx.random() * LETTERS.length))).join('');
    return `${tempPath(ctx)}tmp${name}.tmp`;
  });
  ctx.ask('file.write', { path, text: '', createNew: true });
  return path;
}

const root = (path: string): string => (path.startsWith('/') ? '/' : '');

registerType({
  name: 'System.IO.Path',
  isStatic: true,
  isAbstract: true,
  isSealed: true,
  staticProperties: properties({
    'char DirectorySeparatorChar': () => new PSChar(47),
    'char AltDirectorySeparatorChar': () => new PSChar(47),
    'char VolumeSeparatorChar': () => new PSChar(47),
    'char PathSeparator': () => new PSChar(58),
    'char[] InvalidPathChars': () => chars('\0'),
  }),
  staticMethods: methods({
    'string ChangeExtension(string path, string extension)': (_s, [p, e]) =>
      p === null ? null : p === '' ? '' : changeExtension(String(p), e ?? null),
    'string Combine(string path1, string path2)': (_s, args) => combinePaths(named(args)),
    'string Combine(string path1, string path2, string path3)': (_s, args) => combinePaths(named(args)),
    'string Combine(string path1, string path2, string path3, string path4)': (_s, args) => combinePaths(named(args)),
    'string Combine(Params string[] paths)': (_s, [p]) => combinePaths(list(p)),
    'bool EndsInDirectorySeparator(string path)': (_s, [p]) => String(p ?? '').endsWith('/'),
    'bool Exists(string path)': (_s, [p], ctx) =>
      typeof p === 'string' && p !== '' && ctx.ask('file.stat', { path: fullPath(p, processFolder(ctx)) }) !== null,
    'string GetDirectoryName(string path)': nullable(directoryName),
    'string GetExtension(string path)': nullable(extension),
    'string GetFileName(string path)': nullable(fileName),
    'string GetFileNameWithoutExtension(string path)': nullable((p) => withoutExtension(fileName(p))),
    'string GetFullPath(string path)': (_s, [p], ctx) => fullPath(given(p, 'path'), processFolder(ctx)),
    'string GetFullPath(string path, string basePath)': (_s, [p, b]) => {
      const base = given(b, 'basePath');
      if (!base.startsWith('/')) throw badArgument('Basepath argument is not fully qualified.', 'basePath');
      return given(p, 'path') === '' ? normalizePath(base) : fullPath(given(p, 'path'), base);
    },
    'char[] GetInvalidFileNameChars()': () => chars('\0/'),
    'char[] GetInvalidPathChars()': () => chars('\0'),
    'string GetPathRoot(string path)': (_s, [p]) => (p === null || p === '' ? null : root(String(p))),
    'string GetRandomFileName()': (_s, _a, ctx) => randomName(ctx),
    'string GetRelativePath(string relativeTo, string path)': (_s, [a, b], ctx) =>
      relativePath(given(a, 'relativeTo'), given(b, 'path'), ctx),
    'string GetTempFileName()': (_s, _a, ctx) => tempFile(ctx),
    'string GetTempPath()': (_s, _a, ctx) => tempPath(ctx),
    'bool HasExtension(string path)': (_s, [p]) => extension(String(p ?? '')) !== '',
    'bool IsPathFullyQualified(string path)': (_s, [p]) => text(p, 'path').startsWith('/'),
    'bool IsPathRooted(string path)': (_s, [p]) => String(p ?? '').startsWith('/'),
    'string Join(string path1, string path2)': (_s, args) => joinPaths(loose(args)),
    'string Join(string path1, string path2, string path3)': (_s, args) => joinPaths(loose(args)),
    'string Join(string path1, string path2, string path3, string path4)': (_s, args) => joinPaths(loose(args)),
    'string Join(Params string[] paths)': (_s, [p]) => joinPaths(loose(enumerate(p ?? null) ?? [])),
    'string TrimEndingDirectorySeparator(string path)': (_s, [p]) => (p === '/' ? '/' : String(p ?? '').replace(/\/$/, '')),
  }),
});
