/** ProviderInfo and PathInfo, and the drives' own type. Behaviour: ProviderInfo.cs, PathInfo.cs, PSDriveInfo.cs. */
import type { PSDriveInfo, Runspace, Scope } from '../machine/state.ts';
import { PSList } from '../values/collections.ts';
import type { NativeContext } from '../values/context.ts';
import { HeapObject, snapshotClass, touch } from '../values/heap.ts';
import { extendType, registerType } from '../values/types/registry.ts';
import { TypeValue, type Value } from '../values/value.ts';

/** What is known of a provider. */
export interface ProviderFacts {
  name: string;
  capabilities: string;
  /** Full name of the class that PowerShell has for it. */
  type: string;
}

/** The five providers. */
export const PROVIDERS: readonly ProviderFacts[] = [
  { name: 'Alias', capabilities: 'ShouldProcess', type: 'Microsoft.PowerShell.Commands.AliasProvider' },
  { name: 'Environment', capabilities: 'ShouldProcess', type: 'Microsoft.PowerShell.Commands.EnvironmentProvider' },
  { name: 'FileSystem', capabilities: 'Filter, ShouldProcess, Credentials', type: 'Microsoft.PowerShell.Commands.FileSystemProvider' },
  { name: 'Function', capabilities: 'ShouldProcess', type: 'Microsoft.PowerShell.Commands.FunctionProvider' },
  { name: 'Variable', capabilities: 'ShouldProcess', type: 'Microsoft.PowerShell.Commands.VariableProvider' },
];

/** ProviderInfo: a provider by name. */
export class ProviderInfo {
  readonly name: string;
  constructor(name = 'FileSystem') {
    this.name = name;
  }
}
snapshotClass('ProviderInfo', 'value', ProviderInfo);

/** PathInfo: a location in a drive. `path` is the path inside of the provider. */
export class PathInfo extends HeapObject {
  drive: PSDriveInfo | null;
  provider: string;
  path: string;
  constructor(drive: PSDriveInfo | null = null, provider = 'FileSystem', path = '/') {
    super();
    this.drive = drive;
    this.provider = provider;
    this.path = path;
  }
}
snapshotClass('PathInfo', 'heap', PathInfo);

/** Full path inside of the provider of a path inside of a drive. */
export function providerPath(drive: PSDriveInfo, inside: string): string {
  const bare = inside.replace(/^[\\/]+/, '');
  if (drive.provider !== 'FileSystem') return bare;
  const root = drive.root.replace(/\/+$/, '');
  return bare === '' ? (root === '' ? '/' : root) : `${root}/${bare}`;
}

/** A path inside of a provider as the user sees it, through a drive. */
export function shownPath(drive: PSDriveInfo | null, provider: string, path: string): string {
  if (drive === null) return `Microsoft.PowerShell.Core\\${provider}::${path}`;
  if (drive.name === '/') return path === '' ? '/' : path;
  let inside = path;
  if (drive.provider === 'FileSystem') {
    const root = drive.root.replace(/\/+$/, '');
    if (inside === root) inside = '';
    else if (inside.startsWith(`${root}/`)) inside = inside.slice(root.length + 1);
  }
  return `${drive.name}:/${inside.replace(/^\/+/, '')}`;
}

/** Path of a drive's current location as $PWD shows it. */
export function locationOf(drive: PSDriveInfo): PathInfo {
  return new PathInfo(drive, drive.provider, providerPath(drive, drive.currentLocation));
}

/** All drives seen from a scope, by lower-case name. */
export function drivesSeen(scope: Scope): Map<string, PSDriveInfo> {
  const found = new Map<string, PSDriveInfo>();
  for (let s: Scope | null = scope; s !== null; s = s.parent)
    for (const [lower, drive] of s.drives ?? []) if (!found.has(lower)) found.set(lower, drive);
  return found;
}

function runspaceOf(ctx: NativeContext): Runspace | undefined {
  const c = ctx as NativeContext & { runspace?: Runspace; machine?: { currentThread: { runspace: Runspace } } };
  return c.runspace ?? c.machine?.currentThread.runspace;
}

const fullName = (name: string): string => `Microsoft.PowerShell.Core\\${name}`;
const facts = (v: Value): ProviderFacts => PROVIDERS.find((p) => p.name === (v as ProviderInfo).name) as ProviderFacts;
const SMA = 'System.Management.Automation';

registerType({
  name: `${SMA}.ProviderInfo`,
  ctor: ProviderInfo,
  properties: {
    ImplementingType: { type: 'type', get: (s) => new TypeValue(facts(s).type) },
    HelpFile: { type: 'string', get: () => 'System.Management.Automation.dll-Help.xml' },
    Name: { type: 'string', get: (s) => (s as ProviderInfo).name },
    PSSnapIn: { type: `${SMA}.PSSnapInInfo`, get: () => null },
    ModuleName: { type: 'string', get: () => 'Microsoft.PowerShell.Core' },
    Module: { type: 'psmoduleinfo', get: () => null },
    Description: { type: 'string', get: () => '' },
    Capabilities: { type: `${SMA}.Provider.ProviderCapabilities`, get: (s) => facts(s).capabilities },
    Home: {
      type: 'string',
      get: (s, ctx) => (facts(s).name === 'FileSystem' ? (runspaceOf(ctx)?.environment.get('HOME') ?? '') : ''),
      set: () => {},
    },
    Drives: {
      type: 'System.Collections.ObjectModel.Collection[System.Management.Automation.PSDriveInfo]',
      get: (s, ctx) => {
        const runspace = runspaceOf(ctx);
        const drives = runspace === undefined ? [] : [...drivesSeen(runspace.globalScope).values()];
        return new PSList(
          drives.filter((d) => d.provider === facts(s).name),
          'Collection',
          `${SMA}.PSDriveInfo`,
        );
      },
    },
    VolumeSeparatedByColon: { type: 'bool', get: (s) => facts(s).name !== 'FileSystem' },
    ItemSeparator: { type: 'char', get: () => '/' },
    AltItemSeparator: { type: 'char', get: () => '\\' },
  },
  methods: { ToString: [{ signature: 'string ToString()', body: (s) => fullName((s as ProviderInfo).name) }] },
  toText: (s) => fullName((s as ProviderInfo).name),
});

const path = (v: Value): PathInfo => v as PathInfo;
const shown = (v: Value): string => shownPath(path(v).drive, path(v).provider, path(v).path);

registerType({
  name: `${SMA}.PathInfo`,
  ctor: PathInfo,
  properties: {
    Drive: { type: 'psdriveinfo', get: (s) => path(s).drive },
    Provider: { type: `${SMA}.ProviderInfo`, get: (s) => new ProviderInfo(path(s).provider) },
    ProviderPath: { type: 'string', get: (s) => path(s).path },
    Path: { type: 'string', get: shown },
  },
  methods: { ToString: [{ signature: 'string ToString()', body: shown }] },
  toText: shown,
});

const drive = (v: Value): PSDriveInfo => v as PSDriveInfo;

extendType(`${SMA}.PSDriveInfo`, {
  properties: {
    CurrentLocation: {
      type: 'string',
      get: (s) => drive(s).currentLocation,
      set: (s, v) => {
        drive(s).currentLocation = String(v);
        touch(drive(s));
      },
    },
    Name: { type: 'string', get: (s) => drive(s).name },
    Provider: { type: `${SMA}.ProviderInfo`, get: (s) => new ProviderInfo(drive(s).provider) },
    Root: { type: 'string', get: (s) => drive(s).root },
    Description: { type: 'string', get: (s) => drive(s).description, set: (s, v) => Object.assign(drive(s), { description: String(v) }) },
    MaximumSize: { type: 'System.Nullable[long]', get: () => null },
    Credential: { type: 'pscredential', get: () => null },
    DisplayRoot: { type: 'string', get: () => null },
    VolumeSeparatedByColon: { type: 'bool', get: (s) => drive(s).name !== '/' },
  },
  extended: {
    Used: { memberType: 'ScriptProperty', definition: 'System.Object Used {get=…;}', get: () => null },
    Free: { memberType: 'ScriptProperty', definition: 'System.Object Free {get=…;}', get: () => null },
  },
  methods: { ToString: [{ signature: 'string ToString()', body: (s) => drive(s).name }] },
  toText: (s) => drive(s).name,
});
