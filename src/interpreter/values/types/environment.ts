/** System.Environment and System.OperatingSystem: what a script may know of its surroundings. */

import { PSHashtable } from '../collections.ts';
import type { NativeContext } from '../context.ts';
import { hooks } from '../contextHooks.ts';
import { ArgumentNullError } from '../dotnet/errors.ts';
import { Version } from '../dotnet/version.ts';
import { badArgument, notSupported } from '../faults.ts';
import { snapshotClass } from '../heap.ts';
import { EnumValue, mkLong, type Value } from '../value.ts';
import { enumOf, rw, strings, text } from './define.ts';
import { normalizePath, processFolder } from './path.ts';
import { registerType } from './registry.ts';
import { methods, properties } from './tables.ts';

/** System.OperatingSystem: a Linux without a version of its own. */
export class PSOperatingSystem {
  readonly version = '6.8.0.0';
}
snapshotClass('OperatingSystem', 'value', PSOperatingSystem);

function variables(ctx: NativeContext): Map<string, string> {
  return hooks(ctx).environment?.() ?? new Map();
}

function get(v: Value | undefined, ctx: NativeContext): Value {
  return variables(ctx).get(text(v, 'variable')) ?? null;
}

/** Variables of user and machine exist on Windows only. */
const ofProcess = (target: Value | undefined): boolean => enumOf(target) === 0;

function set(name: Value | undefined, value: Value | undefined, ctx: NativeContext): undefined {
  const variable = text(name, 'variable');
  if (variable === '') throw badArgument('String cannot be of zero length.', 'variable');
  if (variable.includes('=')) throw badArgument('Environment variable name cannot contain equal character.', 'variable');
  const change = hooks(ctx).setEnvironment;
  if (change === undefined) throw notSupported('The environment cannot be changed here.');
  change.call(ctx, variable, typeof value === 'string' && value !== '' ? value : null);
  return undefined;
}

function table(ctx: NativeContext): PSHashtable {
  const result = new PSHashtable('Hashtable', false);
  for (const [name, value] of variables(ctx)) result.set(name, value);
  return result;
}

const home = (ctx: NativeContext): string => variables(ctx).get('HOME') ?? '/';

/** Environment.GetFolderPath on Linux: folders under HOME, most others ''. */
function folder(n: number, ctx: NativeContext): string {
  const base = home(ctx);
  switch (n) {
    case 0:
    case 16:
      return `${base}/Desktop`;
    case 5:
      return `${base}/Documents`;
    case 13:
      return `${base}/Music`;
    case 14:
      return `${base}/Videos`;
    case 20:
      return `${base}/.local/share/fonts`;
    case 21:
      return `${base}/Templates`;
    case 26:
      return variables(ctx).get('XDG_CONFIG_HOME') ?? `${base}/.config`;
    case 28:
      return variables(ctx).get('XDG_DATA_HOME') ?? `${base}/.local/share`;
    case 35:
      return '/usr/share';
    case 39:
      return `${base}/Pictures`;
    case 40:
      return base;
    default:
      return '';
  }
}

const user = (ctx: NativeContext): string => variables(ctx).get('USER') ?? variables(ctx).get('LOGNAME') ?? 'learner';
const machine = (ctx: NativeContext): string =>
  (variables(ctx).get('HOSTNAME') ?? variables(ctx).get('COMPUTERNAME') ?? 'localhost').replace(/\..*$/s, '');
const ticks = (ctx: NativeContext): number => Math.trunc(ctx.now());

registerType({
  name: 'System.OperatingSystem',
  isSealed: true,
  ctor: PSOperatingSystem,
  interfaces: ['System.ICloneable'],
  properties: properties<PSOperatingSystem>({
    'System.PlatformID Platform': () => new EnumValue('System.PlatformID', 4),
    'string ServicePack': () => '',
    'version Version': (s) => Version.parse(s.version),
    'string VersionString': (s) => `Unix ${s.version}`,
  }),
  staticMethods: methods({
    'bool IsWindows()': () => false,
    'bool IsLinux()': () => true,
    'bool IsMacOS()': () => false,
    'bool IsBrowser()': () => false,
  }),
  toText: (self) => `Unix ${(self as PSOperatingSystem).version}`,
});

registerType({
  name: 'System.Environment',
  isStatic: true,
  isAbstract: true,
  isSealed: true,
  staticProperties: {
    ...properties({
      'int CurrentManagedThreadId': () => 1,
      'int ProcessorCount': () => 1,
      'bool IsPrivilegedProcess': () => false,
      'bool HasShutdownStarted': () => false,
      'string CommandLine': () => 'pwsh',
      'int ProcessId': () => 1,
      'string ProcessPath': () => '/opt/microsoft/powershell/7/pwsh',
      'bool Is64BitProcess': () => true,
      'bool Is64BitOperatingSystem': () => true,
      'string NewLine': () => '\n',
      'System.OperatingSystem OSVersion': () => new PSOperatingSystem(),
      'int SystemPageSize': () => 4096,
      'int TickCount': (_s, ctx) => ticks(ctx) | 0,
      'long TickCount64': (_s, ctx) => mkLong(ticks(ctx)),
      'bool UserInteractive': () => true,
      'string SystemDirectory': () => '',
      'string UserDomainName': (_s, ctx) => machine(ctx),
      'string MachineName': (_s, ctx) => machine(ctx),
      'string UserName': (_s, ctx) => user(ctx),
      'version Version': () => new Version(10, 0, 0),
    }),
    CurrentDirectory: rw(
      'string',
      (_s, ctx) => processFolder(ctx),
      (_s, v, ctx) => {
        if (typeof v !== 'string') throw new ArgumentNullError('value');
        set('PWD', normalizePath(v.startsWith('/') ? v : `${processFolder(ctx)}/${v}`), ctx);
      },
    ),
  },
  staticMethods: methods({
    'string ExpandEnvironmentVariables(string name)': (_s, [s], ctx) =>
      text(s, 'name').replace(/%([^%]+)%/g, (all, name: string) => variables(ctx).get(name) ?? all),
    'string[] GetCommandLineArgs()': () => strings(['/opt/microsoft/powershell/7/pwsh.dll']),
    'string GetEnvironmentVariable(string variable)': (_s, [v], ctx) => get(v, ctx),
    'string GetEnvironmentVariable(string variable, System.EnvironmentVariableTarget target)': (_s, [v, t], ctx) =>
      ofProcess(t) ? get(v, ctx) : null,
    'System.Collections.IDictionary GetEnvironmentVariables(System.EnvironmentVariableTarget target)': (_s, [t], ctx) =>
      ofProcess(t) ? table(ctx) : new PSHashtable('Hashtable', false),
    'System.Collections.IDictionary GetEnvironmentVariables()': (_s, _a, ctx) => table(ctx),
    'string GetFolderPath(System.Environment+SpecialFolder folder)': (_s, [f], ctx) => folder(enumOf(f), ctx),
    'string GetFolderPath(System.Environment+SpecialFolder folder, System.Environment+SpecialFolderOption option)': (_s, [f], ctx) =>
      folder(enumOf(f), ctx),
    'string[] GetLogicalDrives()': () => strings(['/']),
    'void SetEnvironmentVariable(string variable, string value)': (_s, [n, v], ctx) => set(n, v, ctx),
    'void SetEnvironmentVariable(string variable, string value, System.EnvironmentVariableTarget target)': (_s, [n, v, t], ctx) =>
      ofProcess(t) ? set(n, v, ctx) : undefined,
  }),
});
