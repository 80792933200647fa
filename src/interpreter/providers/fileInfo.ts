/** FileInfo and DirectoryInfo. Behaviour: .NET's System.IO on Unix, and the members that FileSystem's types.ps1xml adds. */
import type { PSDriveInfo } from '../machine/state.ts';
import { PSArray } from '../values/collections.ts';
import type { NativeContext } from '../values/context.ts';
import { cultureRules } from '../values/culture.ts';
import type { PropertyDescriptor } from '../values/descriptor.ts';
import { DateTime } from '../values/dotnet/datetime.ts';
import { netError } from '../values/faults.ts';
import { formatText } from '../values/formatValue.ts';
import { HeapObject, snapshotClass } from '../values/heap.ts';
import { unwrap } from '../values/typeNames.ts';
import { type ExtendedMember, findType, registerType } from '../values/types/registry.ts';
import { EnumValue, mkLong, type Value } from '../values/value.ts';
import { type FileEntry, isFailure } from './fileProtocol.ts';
import { ProviderInfo } from './info.ts';
import { extensionOf, leafOf, normalize, parentOf } from './paths.ts';

/** A file or folder. `entry` is what was known when it was looked at; null = not looked at yet, or not there. */
export class FileSystemInfo extends HeapObject {
  path: string;
  isDirectory: boolean;
  entry: FileEntry | null;
  /** The drive through which the provider found it; null for one made by a constructor. */
  drive: PSDriveInfo | null;
  constructor(path = '/', isDirectory = false, entry: FileEntry | null = null, drive: PSDriveInfo | null = null) {
    super();
    this.path = path;
    this.isDirectory = isDirectory;
    this.entry = entry;
    this.drive = drive;
  }
}
snapshotClass('FileSystemInfo', 'heap', FileSystemInfo);

const info = (v: Value): FileSystemInfo => v as FileSystemInfo;

/** What is known of the file, asked for if it was not yet. */
function entryOf(v: Value, ctx: NativeContext): FileEntry | null {
  const f = info(v);
  return f.entry ?? (ctx.ask('file.stat', { path: f.path }) as FileEntry | null);
}

/** Throws the .NET exception for a failed file operation. */
export function checked<T>(reply: T, path: string): T {
  if (!isFailure(reply)) return reply;
  const { code, message } = reply.failure;
  if (code === 'ENOENT') throw netError('System.IO.FileNotFoundException', `Could not find file '${path}'.`);
  if (code === 'EACCES' || code === 'EPERM' || code === 'EISDIR')
    throw netError('System.UnauthorizedAccessException', `Access to the path '${path}' is denied.`);
  if (code === 'EEXIST') throw netError('System.IO.IOException', `The file '${path}' already exists.`);
  if (code === 'ENOTEMPTY') throw netError('System.IO.IOException', `Directory not empty : '${path}'`);
  throw netError('System.IO.IOException', message);
}

function time(field: 'modified' | 'created' | 'accessed', utc: boolean): PropertyDescriptor {
  return {
    type: 'datetime',
    get: (s, ctx) => {
      const entry = entryOf(s, ctx);
      const date = entry === null ? new DateTime(504_911_232_000_000_000n, 1) : DateTime.fromUnixMilliseconds(entry[field]);
      return utc ? date : date.toLocalTime((ms) => ctx.zoneOffset(ms));
    },
    set: (s, value, ctx) => {
      const given = unwrap(value);
      if (!(given instanceof DateTime)) return;
      const date = utc && given.kind === 0 ? given.withKind(1) : given.toUniversalTime((ms) => ctx.zoneOffset(ms));
      const ms = Number(date.ticks - DateTime.UNIX_EPOCH.ticks) / 10_000;
      checked(ctx.ask('file.touch', { path: info(s).path, [field]: ms }), info(s).path);
      const entry = info(s).entry;
      if (entry !== null) info(s).entry = { ...entry, [field]: ms };
    },
  };
}

/** Number of FileAttributes. */
export function attributesOf(entry: FileEntry | null): number {
  if (entry === null) return -1;
  let n = 0;
  if (entry.readOnly) n |= 1;
  if (entry.hidden) n |= 2;
  if (entry.kind === 'directory') n |= 16;
  if (entry.linkTarget !== null) n |= 1024;
  return n === 0 ? 128 : n;
}

/** The Mode column: `d-r--`. */
function mode(entry: FileEntry | null): string {
  const n = attributesOf(entry);
  return [(n & 1024) !== 0 ? 'l' : (n & 16) !== 0 ? 'd' : '-', '-', (n & 1) !== 0 ? 'r' : '-', (n & 2) !== 0 ? 'h' : '-', '-'].join('');
}

/** The UnixMode column: `-rw-r--r--`. */
export function unixMode(entry: FileEntry | null): string {
  if (entry === null) return '';
  const kind = entry.linkTarget !== null ? 'l' : entry.kind === 'directory' ? 'd' : '-';
  let text = '';
  for (let bit = 8; bit >= 0; bit--) text += (entry.mode & (1 << bit)) !== 0 ? 'xwr'[bit % 3] : '-';
  const special = (i: number, on: number, x: string, none: string): void => {
    if ((entry.mode & on) !== 0) text = text.slice(0, i) + (text[i] === 'x' ? x : none) + text.slice(i + 1);
  };
  special(2, 0o4000, 's', 'S');
  special(5, 0o2000, 's', 'S');
  special(8, 0o1000, 't', 'T');
  return kind + text;
}

function nameShown(s: Value, ctx: NativeContext): string {
  const entry = entryOf(s, ctx);
  const name = leafOf(info(s).path);
  return entry?.linkTarget ? `${name} -> ${entry.linkTarget}` : name;
}

const code = (type: string, name: string, get: ExtendedMember['get']): ExtendedMember => ({
  memberType: 'CodeProperty',
  definition: `${type} ${name}{get=${name};}`,
  get,
});
const script = (name: string, text: string, get: ExtendedMember['get']): ExtendedMember => ({
  memberType: 'ScriptProperty',
  definition: `System.Object ${name} {get=${text};}`,
  get,
});
/** A property that the provider's items have; files made by a constructor have none of them. */
const note = (name: string, get: (f: FileSystemInfo) => Value): ExtendedMember => ({
  memberType: 'NoteProperty',
  definition: `string ${name}=`,
  get: (s) => (info(s).drive === null ? null : get(info(s))),
});

/** Provider-qualified path. */
export function psPath(path: string): string {
  return `Microsoft.PowerShell.Core\\FileSystem::${path}`;
}

const shared: Record<string, ExtendedMember> = {
  PSPath: note('PSPath', (f) => psPath(f.path)),
  PSParentPath: note('PSParentPath', (f) => (parentOf(f.path) === '' ? '' : psPath(parentOf(f.path)))),
  PSChildName: note('PSChildName', (f) => leafOf(f.path)),
  PSDrive: { ...note('PSDrive', (f) => f.drive), definition: 'PSDriveInfo PSDrive=/' },
  PSProvider: {
    ...note('PSProvider', () => new ProviderInfo('FileSystem')),
    definition: 'ProviderInfo PSProvider=Microsoft.PowerShell.Core\\FileSystem',
  },
  PSIsContainer: { ...note('PSIsContainer', (f) => f.isDirectory), definition: 'bool PSIsContainer=' },
  Mode: code('string', 'Mode', (s, ctx) => mode(entryOf(s, ctx))),
  ModeWithoutHardLink: code('string', 'ModeWithoutHardLink', (s, ctx) => mode(entryOf(s, ctx))),
  UnixMode: code('string', 'UnixMode', (s, ctx) => unixMode(entryOf(s, ctx))),
  User: code('string', 'User', (s, ctx) => entryOf(s, ctx)?.user ?? null),
  Group: code('string', 'Group', (s, ctx) => entryOf(s, ctx)?.group ?? null),
  Size: code('long', 'Size', (s, ctx) => mkLong(entryOf(s, ctx)?.size ?? 0)),
  Target: code('string', 'Target', (s, ctx) => entryOf(s, ctx)?.linkTarget ?? null),
  ResolvedTarget: code('string', 'ResolvedTarget', (s, ctx) => entryOf(s, ctx)?.linkTarget ?? info(s).path),
  LinkType: code('string', 'LinkType', (s, ctx) => (entryOf(s, ctx)?.linkTarget ? 'SymbolicLink' : null)),
  NameString: code('string', 'NameString', nameShown),
  LengthString: code('string', 'LengthString', (s, ctx) => (info(s).isDirectory ? '' : String(entryOf(s, ctx)?.size ?? 0))),
  LastWriteTimeString: code('string', 'LastWriteTimeString', (s, ctx) =>
    formatText('{0,10:d} {0,8:t}', [time('modified', false).get(s, ctx)], cultureRules(ctx.culture), ctx),
  ),
};

if (findType('System.IO.FileAttributes') === undefined)
  registerType({
    name: 'System.IO.FileAttributes',
    isFlags: true,
    enumNames: {
      None: 0,
      ReadOnly: 1,
      Hidden: 2,
      System: 4,
      Directory: 16,
      Archive: 32,
      Device: 64,
      Normal: 128,
      Temporary: 256,
      SparseFile: 512,
      ReparsePoint: 1024,
      Compressed: 2048,
      Offline: 4096,
      NotContentIndexed: 8192,
      Encrypted: 16384,
      IntegrityStream: 32768,
      NoScrubData: 131072,
    },
  });

function find(s: Value, pattern: Value | undefined, kinds: 'file' | 'directory' | 'both', ctx: NativeContext): PSArray {
  const f = info(s);
  const list = checked(ctx.ask('file.list', { path: f.path }) as FileEntry[], f.path);
  const wild =
    pattern === undefined
      ? null
      : new RegExp(
          `^${String(pattern)
            .replace(/[.+^${}()|[\]\\]/g, '\\$&')
            .replace(/\*/g, '.*')
            .replace(/\?/g, '.')}$`,
        );
  const type = kinds === 'both' ? 'FileSystemInfo' : kinds === 'file' ? 'FileInfo' : 'DirectoryInfo';
  return new PSArray(
    list
      .filter((e) => (kinds === 'both' || e.kind === kinds) && (wild === null || wild.test(e.name)))
      .map((e) => new FileSystemInfo(e.path, e.kind === 'directory', e)),
    `System.IO.${type}`,
  );
}

const full = (v: Value): string => info(v).path;

/** An absolute path of text given to a constructor, seen from the session's location. */
function absolute(path: string, ctx: NativeContext): string {
  const machine = (ctx as NativeContext & { machine?: { drives: { resolve(path: string): string } } }).machine;
  return path.startsWith('/') || machine === undefined ? normalize(path) : machine.drives.resolve(path);
}

registerType({
  name: 'System.IO.FileSystemInfo',
  base: 'System.MarshalByRefObject',
  isAbstract: true,
  ctor: FileSystemInfo,
  nameOf: (v) => (info(v).isDirectory ? 'System.IO.DirectoryInfo' : 'System.IO.FileInfo'),
  properties: {
    Attributes: {
      type: 'System.IO.FileAttributes',
      get: (s, ctx) => new EnumValue('System.IO.FileAttributes', attributesOf(entryOf(s, ctx))),
      set: (s, v, ctx) => {
        const readOnly = v instanceof EnumValue && (Number(v.value) & 1) !== 0;
        checked(ctx.ask('file.touch', { path: full(s), readOnly }), full(s));
        info(s).entry = ctx.ask('file.stat', { path: full(s) }) as FileEntry | null;
      },
    },
    CreationTime: time('created', false),
    CreationTimeUtc: time('created', true),
    Exists: { type: 'bool', get: (s, ctx) => entryOf(s, ctx)?.kind === (info(s).isDirectory ? 'directory' : 'file') },
    Extension: { type: 'string', get: (s) => extensionOf(leafOf(full(s))) },
    FullName: { type: 'string', get: full },
    LastAccessTime: time('accessed', false),
    LastAccessTimeUtc: time('accessed', true),
    LastWriteTime: time('modified', false),
    LastWriteTimeUtc: time('modified', true),
    LinkTarget: { type: 'string', get: (s, ctx) => entryOf(s, ctx)?.linkTarget ?? null },
    Name: { type: 'string', get: (s) => leafOf(full(s)) },
    UnixFileMode: { type: 'System.IO.UnixFileMode', get: (s, ctx) => entryOf(s, ctx)?.mode ?? 0 },
  },
  methods: {
    Refresh: [
      {
        signature: 'void Refresh()',
        body: (s, _args, ctx) => {
          info(s).entry = ctx.ask('file.stat', { path: full(s) }) as FileEntry | null;
          return undefined;
        },
      },
    ],
    ToString: [{ signature: 'string ToString()', body: full }],
  },
  toText: full,
});

registerType({
  name: 'System.IO.FileInfo',
  base: 'System.IO.FileSystemInfo',
  isSealed: true,
  extended: {
    ...shared,
    BaseName: script(
      'BaseName',
      'if ($this.Extension.Length -gt 0){$this.Name.Remove($this.Name.Length - $this.Extension.Length)}else{$this.Name}',
      (s) => {
        const name = leafOf(full(s));
        return name.slice(0, name.length - extensionOf(name).length);
      },
    ),
    VersionInfo: script('VersionInfo', '[System.Diagnostics.FileVersionInfo]::GetVersionInfo($this.FullName)', () => null),
  },
  properties: {
    Directory: { type: 'System.IO.DirectoryInfo', get: (s) => new FileSystemInfo(parentOf(full(s)), true) },
    DirectoryName: { type: 'string', get: (s) => parentOf(full(s)) },
    IsReadOnly: {
      type: 'bool',
      get: (s, ctx) => entryOf(s, ctx)?.readOnly ?? false,
      set: (s, v, ctx) => {
        checked(ctx.ask('file.touch', { path: full(s), readOnly: v === true }), full(s));
        const entry = info(s).entry;
        if (entry !== null) info(s).entry = { ...entry, readOnly: v === true };
      },
    },
    Length: {
      type: 'long',
      get: (s, ctx) => {
        const entry = entryOf(s, ctx);
        if (entry === null) throw netError('System.IO.FileNotFoundException', `Could not find file '${full(s)}'.`);
        return mkLong(entry.size);
      },
    },
  },
  constructors: [
    {
      signature: 'System.IO.FileInfo new(string fileName)',
      body: (_s, [path], ctx) => new FileSystemInfo(absolute(String(path), ctx), false),
    },
  ],
  methods: {
    Delete: [
      {
        signature: 'void Delete()',
        body: (s, _args, ctx) => {
          if (entryOf(s, ctx) !== null) checked(ctx.ask('file.remove', { path: full(s), recurse: false }), full(s));
          info(s).entry = null;
          return undefined;
        },
      },
    ],
    CopyTo: [false, true].map((two) => ({
      signature: two ? 'System.IO.FileInfo CopyTo(string destFileName, bool overwrite)' : 'System.IO.FileInfo CopyTo(string destFileName)',
      body: (s: Value, args: Value[], ctx: NativeContext) => {
        const to = absolute(String(args[0]), ctx);
        checked(ctx.ask('file.copy', { from: full(s), to, overwrite: args[1] === true }), to);
        return new FileSystemInfo(to, false);
      },
    })),
    MoveTo: [false, true].map((two) => ({
      signature: two ? 'void MoveTo(string destFileName, bool overwrite)' : 'void MoveTo(string destFileName)',
      body: (s: Value, args: Value[], ctx: NativeContext) => {
        const to = absolute(String(args[0]), ctx);
        checked(ctx.ask('file.move', { from: full(s), to, overwrite: args[1] === true }), to);
        info(s).path = to;
        info(s).entry = null;
        return undefined;
      },
    })),
  },
});

const listing = (name: string, type: string, kinds: 'file' | 'directory' | 'both') => [
  { signature: `System.IO.${type}[] ${name}()`, body: (s: Value, _a: Value[], ctx: NativeContext) => find(s, undefined, kinds, ctx) },
  {
    signature: `System.IO.${type}[] ${name}(string searchPattern)`,
    body: (s: Value, a: Value[], ctx: NativeContext) => find(s, a[0], kinds, ctx),
  },
];

registerType({
  name: 'System.IO.DirectoryInfo',
  base: 'System.IO.FileSystemInfo',
  isSealed: true,
  extended: { ...shared, BaseName: script('BaseName', '$this.Name', (s) => leafOf(full(s))) },
  properties: {
    Parent: {
      type: 'System.IO.DirectoryInfo',
      get: (s) => (parentOf(full(s)) === '' ? null : new FileSystemInfo(parentOf(full(s)), true)),
    },
    Root: { type: 'System.IO.DirectoryInfo', get: () => new FileSystemInfo('/', true) },
  },
  constructors: [
    {
      signature: 'System.IO.DirectoryInfo new(string path)',
      body: (_s, [path], ctx) => new FileSystemInfo(absolute(String(path), ctx), true),
    },
  ],
  methods: {
    Create: [
      {
        signature: 'void Create()',
        body: (s, _args, ctx) => {
          checked(ctx.ask('file.mkdir', { path: full(s), recurse: true }), full(s));
          return undefined;
        },
      },
    ],
    CreateSubdirectory: [
      {
        signature: 'System.IO.DirectoryInfo CreateSubdirectory(string path)',
        body: (s, [name], ctx) => {
          const path = normalize(`${full(s)}/${String(name)}`);
          checked(ctx.ask('file.mkdir', { path, recurse: true }), path);
          return new FileSystemInfo(path, true);
        },
      },
    ],
    Delete: [false, true].map((recursive) => ({
      signature: recursive ? 'void Delete(bool recursive)' : 'void Delete()',
      body: (s: Value, args: Value[], ctx: NativeContext) => {
        checked(ctx.ask('file.remove', { path: full(s), recurse: args[0] === true }), full(s));
        info(s).entry = null;
        return undefined;
      },
    })),
    GetFiles: listing('GetFiles', 'FileInfo', 'file'),
    GetDirectories: listing('GetDirectories', 'DirectoryInfo', 'directory'),
    GetFileSystemInfos: listing('GetFileSystemInfos', 'FileSystemInfo', 'both'),
  },
});
