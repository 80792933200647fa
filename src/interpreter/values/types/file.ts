/** System.IO.File and System.IO.Directory over the host's files. Texts of .NET 10. */

import { PSArray } from '../collections.ts';
import { newObject } from '../construct.ts';
import type { NativeContext } from '../context.ts';
import type { MethodBody } from '../descriptor.ts';
import { DateTime } from '../dotnet/datetime.ts';
import { ArgumentNullError } from '../dotnet/errors.ts';
import { enumerate } from '../enumerate.ts';
import { badArgument, netError } from '../faults.ts';
import type { FileEntry } from '../fileEntry.ts';
import { compileWildcard, matchWildcard, WildcardOptions } from '../regex/wildcard.ts';
import { methodText } from '../text.ts';
import type { Value } from '../value.ts';
import { EnumValue } from '../value.ts';
import { byteArray, bytesOf } from './bytes.ts';
import { instantOf, localDateTime } from './dateTime.ts';
import { enumOf, strings } from './define.ts';
import { decode, encode, PSEncoding, preambleOf, UTF8_NO_BOM } from './encoding.ts';
import { decodeBytes } from './encodingCodec.ts';
import { directoryName, normalizePath, processFolder } from './path.ts';
import { findType, registerType } from './registry.ts';
import { methods } from './tables.ts';

/** A path argument made absolute. Throws ArgumentNullException, ArgumentException. */
export function fullPathOf(v: Value | undefined, ctx: NativeContext, name = 'path'): string {
  if (typeof v !== 'string') throw new ArgumentNullError(name);
  if (v === '') throw badArgument('The value cannot be an empty string.', name);
  return normalizePath(v.startsWith('/') ? v : `${processFolder(ctx)}/${v}`).replace(/(?<=.)\/$/, '');
}

/** The exception for a reply that is a failure. */
export function ioError(reply: unknown, path: string): Error | undefined {
  if (typeof reply !== 'object' || reply === null || !('failure' in reply)) return undefined;
  const { code } = (reply as { failure: { code: string } }).failure;
  switch (code) {
    case 'ENOENT':
      return netError('System.IO.FileNotFoundException', `Could not find file '${path}'.`);
    case 'ENOTDIR':
      return netError('System.IO.DirectoryNotFoundException', `Could not find a part of the path '${path}'.`);
    case 'EEXIST':
      return netError('System.IO.IOException', `The file '${path}' already exists.`);
    case 'ENOTEMPTY':
      return netError('System.IO.IOException', `Directory not empty : '${path}'`);
    default:
      return netError('System.UnauthorizedAccessException', `Access to the path '${path}' is denied.`);
  }
}

function stat(path: string, ctx: NativeContext): FileEntry | null {
  return ctx.ask('file.stat', { path }) as FileEntry | null;
}

/** A file must lie in a folder that exists. */
function needFolder(path: string, ctx: NativeContext): void {
  const folder = directoryName(path) ?? '/';
  if (folder !== '/' && stat(folder, ctx)?.kind !== 'directory') {
    throw netError('System.IO.DirectoryNotFoundException', `Could not find a part of the path '${path}'.`);
  }
}

function ask(op: string, args: Record<string, unknown>, path: string, ctx: NativeContext): unknown {
  const reply = ctx.ask(op, args);
  const error = ioError(reply, path);
  if (error !== undefined) throw error;
  return reply;
}

/** All bytes of a file. Throws FileNotFoundException, DirectoryNotFoundException. */
export function readBytes(path: string, ctx: NativeContext): Uint8Array {
  const entry = stat(path, ctx);
  if (entry === null) {
    needFolder(path, ctx);
    throw netError('System.IO.FileNotFoundException', `Could not find file '${path}'.`);
  }
  if (entry.kind === 'directory') throw netError('System.UnauthorizedAccessException', `Access to the path '${path}' is denied.`);
  ctx.allocate(entry.size * 2);
  return (ask('file.readBytes', { path }, path, ctx) as { bytes: Uint8Array }).bytes;
}

/** Text of a file: by its byte order mark, else by the encoding. */
export function readText(path: string, encoding: Value | undefined, ctx: NativeContext): string {
  const bytes = readBytes(path, ctx);
  const [a, b, c] = bytes;
  if (a === 0xef && b === 0xbb && c === 0xbf) return decodeBytes('utf-8', bytes.subarray(3));
  if (a === 0xff && b === 0xfe) return decodeBytes('utf-16', bytes.subarray(2));
  if (a === 0xfe && b === 0xff) return decodeBytes('utf-16BE', bytes.subarray(2));
  return decode(encoding instanceof PSEncoding ? encoding : UTF8_NO_BOM, bytes);
}

/** Writes or appends text; a byte order mark only where the encoding asks for one and the file is new. */
export function writeText(path: string, text: string, encoding: Value | undefined, append: boolean, ctx: NativeContext): void {
  needFolder(path, ctx);
  const chosen = encoding instanceof PSEncoding ? encoding : UTF8_NO_BOM;
  const fresh = !append || stat(path, ctx) === null;
  const bytes = Uint8Array.from([...(fresh ? preambleOf(chosen) : []), ...encode(chosen, text)]);
  ask(append ? 'file.append' : 'file.write', { path, bytes }, path, ctx);
}

/** Lines of a text: a line break at the end makes no empty line. */
export function linesOf(text: string): string[] {
  const lines = text.split(/\r\n|\n|\r/);
  if (lines[lines.length - 1] === '') lines.pop();
  return lines;
}

const lineItems = (v: Value | undefined, ctx: NativeContext): string => {
  if (v === null || v === undefined) throw new ArgumentNullError('contents');
  return (enumerate(v) ?? [v]).map((x) => `${x === null ? '' : methodText(x, ctx)}\n`).join('');
};
const textOf = (v: Value | undefined): string => (typeof v === 'string' ? v : '');

const ENCODING = 'System.Text.Encoding encoding';
const LINES = 'System.Collections.Generic.IEnumerable[string] contents';
const p = fullPathOf;

/** Get…Time and Set…Time in local time and UTC. */
function times(): Record<string, MethodBody> {
  const table: Record<string, MethodBody> = {};
  for (const [name, field] of [
    ['Creation', 'created'],
    ['LastAccess', 'accessed'],
    ['LastWrite', 'modified'],
  ] as const) {
    for (const utc of ['', 'Utc']) {
      table[`datetime Get${name}Time${utc}(string path)`] = (_s, [path], ctx) => {
        const at = stat(p(path, ctx), ctx)?.[field] ?? Date.UTC(1601, 0, 1);
        return utc === '' ? localDateTime(at, ctx) : DateTime.fromUnixMilliseconds(at);
      };
      table[`void Set${name}Time${utc}(string path, datetime ${field}Time${utc})`] = (_s, [path, time], ctx) => {
        const full = p(path, ctx);
        ask('file.touch', { path: full, [field]: instantOf(time as DateTime, ctx) }, full, ctx);
        return undefined;
      };
    }
  }
  return table;
}

function remove(path: string, ctx: NativeContext): undefined {
  const entry = stat(path, ctx);
  if (entry === null) needFolder(path, ctx);
  else if (entry.kind === 'directory') throw netError('System.UnauthorizedAccessException', `Access to the path '${path}' is denied.`);
  else ask('file.remove', { path, recurse: false }, path, ctx);
  return undefined;
}

function transfer(op: 'file.copy' | 'file.move'): MethodBody {
  return (_s, [source, target, overwrite], ctx) => {
    const [from, to] = [p(source, ctx, 'sourceFileName'), p(target, ctx, 'destFileName')];
    if (stat(from, ctx) === null) throw netError('System.IO.FileNotFoundException', `Could not find file '${from}'.`);
    if (overwrite !== true && stat(to, ctx) !== null) {
      const message = op === 'file.copy' ? `The file '${to}' already exists.` : 'Cannot create a file when that file already exists.';
      throw netError('System.IO.IOException', message);
    }
    needFolder(to, ctx);
    ask(op, { from, to, overwrite: overwrite === true }, to, ctx);
    return undefined;
  };
}

function attributes(path: string, ctx: NativeContext): Value {
  const entry = stat(path, ctx);
  if (entry === null) throw netError('System.IO.FileNotFoundException', `Could not find file '${path}'.`);
  const n = (entry.readOnly ? 1 : 0) + (entry.hidden ? 2 : 0) + (entry.kind === 'directory' ? 16 : 0);
  return new EnumValue('System.IO.FileAttributes', n === 0 ? 128 : n);
}

registerType({
  name: 'System.IO.File',
  isStatic: true,
  isAbstract: true,
  isSealed: true,
  staticMethods: methods(
    {
      [`void AppendAllLines(string path, ${LINES})`]: (_s, [f, c], ctx) =>
        writeText(p(f, ctx), lineItems(c, ctx), null, true, ctx) as undefined,
      [`void AppendAllLines(string path, ${LINES}, ${ENCODING})`]: (_s, [f, c, e], ctx) =>
        writeText(p(f, ctx), lineItems(c, ctx), e, true, ctx) as undefined,
      'void AppendAllText(string path, string contents)': (_s, [f, c], ctx) =>
        writeText(p(f, ctx), textOf(c), null, true, ctx) as undefined,
      [`void AppendAllText(string path, string contents, ${ENCODING})`]: (_s, [f, c, e], ctx) =>
        writeText(p(f, ctx), textOf(c), e, true, ctx) as undefined,
      'void Copy(string sourceFileName, string destFileName)': transfer('file.copy'),
      'void Copy(string sourceFileName, string destFileName, bool overwrite)': transfer('file.copy'),
      'void Delete(string path)': (_s, [f], ctx) => remove(p(f, ctx), ctx),
      'bool Exists(string path)': (_s, [f], ctx) => typeof f === 'string' && f !== '' && stat(p(f, ctx), ctx)?.kind === 'file',
      'System.IO.FileAttributes GetAttributes(string path)': (_s, [f], ctx) => attributes(p(f, ctx), ctx),
      'void Move(string sourceFileName, string destFileName)': transfer('file.move'),
      'void Move(string sourceFileName, string destFileName, bool overwrite)': transfer('file.move'),
      'byte[] ReadAllBytes(string path)': (_s, [f], ctx) => byteArray(readBytes(p(f, ctx), ctx)),
      'string[] ReadAllLines(string path)': (_s, [f], ctx) => strings(linesOf(readText(p(f, ctx), null, ctx))),
      [`string[] ReadAllLines(string path, ${ENCODING})`]: (_s, [f, e], ctx) => strings(linesOf(readText(p(f, ctx), e, ctx))),
      'string ReadAllText(string path)': (_s, [f], ctx) => readText(p(f, ctx), null, ctx),
      [`string ReadAllText(string path, ${ENCODING})`]: (_s, [f, e], ctx) => readText(p(f, ctx), e, ctx),
      'System.Collections.Generic.IEnumerable[string] ReadLines(string path)': (_s, [f], ctx) =>
        strings(linesOf(readText(p(f, ctx), null, ctx))),
      [`System.Collections.Generic.IEnumerable[string] ReadLines(string path, ${ENCODING})`]: (_s, [f, e], ctx) =>
        strings(linesOf(readText(p(f, ctx), e, ctx))),
      'void SetAttributes(string path, System.IO.FileAttributes fileAttributes)': (_s, [f, a], ctx) => {
        const full = p(f, ctx);
        ask('file.touch', { path: full, readOnly: (enumOf(a) & 1) !== 0 }, full, ctx);
        return undefined;
      },
      'void WriteAllBytes(string path, byte[] bytes)': (_s, [f, b], ctx) => {
        const full = p(f, ctx);
        if (b === null || b === undefined) throw new ArgumentNullError('bytes');
        needFolder(full, ctx);
        ask('file.write', { path: full, bytes: Uint8Array.from(bytesOf(b)) }, full, ctx);
        return undefined;
      },
      'void WriteAllLines(string path, string[] contents)': (_s, [f, c], ctx) =>
        writeText(p(f, ctx), lineItems(c, ctx), null, false, ctx) as undefined,
      [`void WriteAllLines(string path, ${LINES})`]: (_s, [f, c], ctx) =>
        writeText(p(f, ctx), lineItems(c, ctx), null, false, ctx) as undefined,
      [`void WriteAllLines(string path, string[] contents, ${ENCODING})`]: (_s, [f, c, e], ctx) =>
        writeText(p(f, ctx), lineItems(c, ctx), e, false, ctx) as undefined,
      'void WriteAllText(string path, string contents)': (_s, [f, c], ctx) =>
        writeText(p(f, ctx), textOf(c), null, false, ctx) as undefined,
      [`void WriteAllText(string path, string contents, ${ENCODING})`]: (_s, [f, c, e], ctx) =>
        writeText(p(f, ctx), textOf(c), e, false, ctx) as undefined,
    },
    times(),
  ),
});

/** Paths under a folder that a pattern matches, files or folders or both. */
function list(
  path: string,
  shown: string,
  kinds: 'file' | 'directory' | 'both',
  pattern: string,
  deep: boolean,
  ctx: NativeContext,
): string[] {
  const entries = ask('file.list', { path }, path, ctx) as FileEntry[];
  const program = compileWildcard(pattern.replace(/[[\]`]/g, '`$&'), WildcardOptions.None);
  const found: string[] = [];
  for (const e of entries) {
    if ((kinds === 'both' || e.kind === kinds) && (pattern === '*' || matchWildcard(program, e.name))) found.push(`${shown}/${e.name}`);
  }
  if (deep) {
    for (const e of entries)
      if (e.kind === 'directory') found.push(...list(`${path}/${e.name}`, `${shown}/${e.name}`, kinds, pattern, true, ctx));
  }
  return found;
}

function listing(name: string, kinds: 'file' | 'directory' | 'both', result: string): Record<string, MethodBody> {
  const run: MethodBody = (_s, [f, pattern, option], ctx) => {
    const full = p(f, ctx);
    if (stat(full, ctx)?.kind !== 'directory') {
      throw netError('System.IO.DirectoryNotFoundException', `Could not find a part of the path '${full}'.`);
    }
    return strings(
      list(full, String(f).replace(/(?<=.)\/$/, ''), kinds, typeof pattern === 'string' ? pattern : '*', enumOf(option) === 1, ctx),
    );
  };
  return {
    [`${result} ${name}(string path)`]: run,
    [`${result} ${name}(string path, string searchPattern)`]: run,
    [`${result} ${name}(string path, string searchPattern, System.IO.SearchOption searchOption)`]: run,
  };
}

/** A DirectoryInfo, where the FileSystem provider's types are loaded. */
function info(path: string, ctx: NativeContext): Value {
  return findType('System.IO.DirectoryInfo') === undefined ? null : newObject('System.IO.DirectoryInfo', [path], ctx);
}

const ENUM = 'System.Collections.Generic.IEnumerable[string]';
registerType({
  name: 'System.IO.Directory',
  isStatic: true,
  isAbstract: true,
  isSealed: true,
  staticMethods: methods(
    {
      'System.IO.DirectoryInfo CreateDirectory(string path)': (_s, [f], ctx) => {
        const full = p(f, ctx);
        ask('file.mkdir', { path: full, recurse: true }, full, ctx);
        return info(full, ctx);
      },
      'void Delete(string path)': (_s, [f], ctx) => removeFolder(p(f, ctx), false, ctx),
      'void Delete(string path, bool recursive)': (_s, [f, r], ctx) => removeFolder(p(f, ctx), r === true, ctx),
      'bool Exists(string path)': (_s, [f], ctx) => typeof f === 'string' && f !== '' && stat(p(f, ctx), ctx)?.kind === 'directory',
      'string GetCurrentDirectory()': (_s, _a, ctx) => processFolder(ctx),
      'string GetDirectoryRoot(string path)': () => '/',
      'string[] GetLogicalDrives()': () => new PSArray(['/'], 'System.String'),
      'System.IO.DirectoryInfo GetParent(string path)': (_s, [f], ctx) => {
        const parent = directoryName(p(f, ctx));
        return parent === null ? null : info(parent, ctx);
      },
      'void Move(string sourceDirName, string destDirName)': transfer('file.move'),
    },
    listing('GetFiles', 'file', 'string[]'),
    listing('GetDirectories', 'directory', 'string[]'),
    listing('GetFileSystemEntries', 'both', 'string[]'),
    listing('EnumerateFiles', 'file', ENUM),
    listing('EnumerateDirectories', 'directory', ENUM),
    listing('EnumerateFileSystemEntries', 'both', ENUM),
    times(),
  ),
});

function removeFolder(path: string, recurse: boolean, ctx: NativeContext): undefined {
  if (stat(path, ctx)?.kind !== 'directory') {
    throw netError('System.IO.DirectoryNotFoundException', `Could not find a part of the path '${path}'.`);
  }
  if (!recurse && (ask('file.list', { path }, path, ctx) as FileEntry[]).length > 0) {
    throw netError('System.IO.IOException', `Directory not empty : '${path}'`);
  }
  ask('file.remove', { path, recurse }, path, ctx);
  return undefined;
}
