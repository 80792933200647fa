/** The state of a fresh session: its runspace, variables, aliases, drives. */
import { VIRTUAL_TERMINAL } from '../formatting/styleOf.ts';
import { locationOf } from '../providers/info.ts';
import { PSArray, PSHashtable } from '../values/collections.ts';
import { SemanticVersion } from '../values/dotnet/semver.ts';
import { Version } from '../values/dotnet/version.ts';
import { HeapObject, snapshotClass } from '../values/heap.ts';
import { PSStyle } from '../values/psStyle.ts';
import { EnumValue, type Value } from '../values/value.ts';
import type { CommandEntry } from './cmdlet.ts';
import { defineFunctions } from './defaultFunctions.ts';
import type { Host } from './host.ts';
import {
  AliasInfo,
  CmdletInfo,
  declareVariable,
  PSDriveInfo,
  Runspace,
  type Scope,
  ScopedItemOptions,
  SessionRoot,
  setCell,
} from './state.ts';

/** The PowerShell that Limpet follows. */
export const POWERSHELL_VERSION = '7.6.5';
/** Limpet's own version, as $PSVersionTable shows it. */
export const LIMPET_VERSION = '0.1.0';

/** $Host: what a script may ask of its host. */
export class PSHostInfo extends HeapObject {
  name: string;
  instanceId: string;
  constructor(name = '', instanceId = '') {
    super();
    this.name = name;
    this.instanceId = instanceId;
  }
}
snapshotClass('PSHostInfo', 'heap', PSHostInfo);

/** $ExecutionContext. */
export class EngineIntrinsics extends HeapObject {
  runspace: Runspace;
  constructor(runspace: Runspace = undefined as unknown as Runspace) {
    super();
    this.runspace = runspace;
  }
}
snapshotClass('EngineIntrinsics', 'heap', EngineIntrinsics as unknown as new () => object);

/** What a new session starts with. */
export interface SessionOptions {
  sessionId: string;
  width?: number;
  hostName?: string;
  interactive?: boolean;
  /** Whether who reads its output shows colours. */
  virtualTerminal?: boolean;
  /** Absolute path of the start folder. */
  location?: string;
  home?: string;
  environment?: Record<string, string>;
  userName?: string;
  computerName?: string;
}

const { ReadOnly, Constant, AllScope } = ScopedItemOptions;

function versionTable(): PSHashtable {
  // the key type is what tells it from other hashtables: its type is PSVersionHashTable
  const table = new PSHashtable('Hashtable', true, 'System.String');
  table.set('PSVersion', new SemanticVersion(7, 6, 5));
  table.set('PSEdition', 'Core');
  table.set('GitCommitId', POWERSHELL_VERSION);
  table.set('OS', 'Limpet');
  table.set('Platform', 'Unix');
  table.set(
    'PSCompatibleVersions',
    new PSArray(
      [
        new Version(1, 0),
        new Version(2, 0),
        new Version(3, 0),
        new Version(4, 0),
        new Version(5, 0),
        new Version(5, 1),
        new Version(6, 0),
        new Version(7, 0),
      ],
      'System.Version',
    ),
  );
  table.set('PSRemotingProtocolVersion', new Version(2, 4));
  table.set('SerializationVersion', new Version(1, 1, 0, 1));
  table.set('WSManStackVersion', new Version(3, 0));
  table.set('Limpet', new SemanticVersion(0, 1, 0));
  return table;
}

const preference = (n: number): EnumValue => new EnumValue('System.Management.Automation.ActionPreference', n);

/** Defines the automatic and preference variables of about_Automatic_Variables and about_Preference_Variables. */
export function defineVariables(runspace: Runspace, o: SessionOptions, host: Host): void {
  const scope = runspace.globalScope;
  const set = (name: string, value: Value, options = 0, description = ''): void => {
    const cell = declareVariable(scope, name);
    setCell(cell, value);
    cell.options = options;
    cell.description = description;
  };
  const home = o.home ?? '/home/learner';
  set('Error', runspace.errors, Constant);
  set('PSVersionTable', versionTable(), AllScope | ReadOnly);
  set('PSEdition', 'Core', AllScope | Constant);
  set('HOME', home, AllScope | ReadOnly);
  set('PID', 1 + Math.floor(host.random() * 30_000), AllScope | Constant);
  set('ShellId', 'Microsoft.PowerShell', AllScope | Constant);
  set('PSHOME', '/opt/limpet', AllScope | Constant);
  set('PSCulture', runspace.culture, AllScope | ReadOnly);
  set('PSUICulture', runspace.culture, AllScope | ReadOnly);
  set('IsLinux', true, AllScope | Constant);
  set('IsMacOS', false, AllScope | Constant);
  set('IsWindows', false, AllScope | Constant);
  set('IsCoreCLR', true, AllScope | Constant);
  set('EnabledExperimentalFeatures', new PSArray([], 'System.String'), AllScope | Constant);
  set('Host', new PSHostInfo(runspace.hostName, runspace.instanceId), AllScope | Constant);
  set('ExecutionContext', new EngineIntrinsics(runspace), AllScope | Constant);
  set('PROFILE', `${home}/.config/powershell/Microsoft.PowerShell_profile.ps1`);
  set('ConsoleFileName', '', AllScope | ReadOnly);
  set('StackTrace', '');
  set('OutputEncoding', null);
  set('PSStyle', new PSStyle(), Constant, 'Configuration controlling how text is rendered.');
  set('ErrorActionPreference', preference(2));
  set('WarningPreference', preference(2));
  set('VerbosePreference', preference(0));
  set('DebugPreference', preference(0));
  set('InformationPreference', preference(0));
  set('ProgressPreference', preference(2));
  set('ConfirmPreference', new EnumValue('System.Management.Automation.ConfirmImpact', 3));
  set('WhatIfPreference', false);
  set('ErrorView', new EnumValue('System.Management.Automation.ErrorView', 2));
  set('FormatEnumerationLimit', 4);
  set('MaximumHistoryCount', 4096);
  set('NestedPromptLevel', 0);
  set('PSDefaultParameterValues', new PSHashtable('Hashtable'));
  set('PSNativeCommandUseErrorActionPreference', false);
  set('PSSessionApplicationName', 'wsman');
  set('PSSessionConfigurationName', 'http://schemas.microsoft.com/powershell/Microsoft.PowerShell');
  set('LASTEXITCODE', null);
}

/** Puts the registry's cmdlets and aliases into a runspace. */
export function defineCommands(runspace: Runspace, commands: readonly CommandEntry[]): void {
  const scope: Scope = runspace.globalScope;
  scope.aliases ??= new Map();
  for (const entry of commands) {
    runspace.cmdlets.set(entry.name.toLowerCase(), new CmdletInfo(entry.name, entry.module));
    for (const alias of entry.aliases ?? []) {
      const info = new AliasInfo(alias, entry.name);
      info.options = ReadOnly;
      scope.aliases.set(alias.toLowerCase(), info);
    }
  }
}

/** The drives of a fresh session. */
function defineDrives(runspace: Runspace, location: string): void {
  const drives = new Map<string, PSDriveInfo>();
  const add = (name: string, provider: string, root: string, current = '', description = ''): PSDriveInfo => {
    const drive = new PSDriveInfo(name, provider, root, current);
    drive.description = description;
    drives.set(name.toLowerCase(), drive);
    return drive;
  };
  add('Alias', 'Alias', '', '', 'Drive that contains a view of the aliases stored in a session state');
  add('Env', 'Environment', '', '', 'Drive that contains a view of the environment variables for the process');
  add('Function', 'Function', '', '', 'Drive that contains a view of the functions stored in a session state');
  add('Variable', 'Variable', '', '', 'Drive that contains a view of those variables stored in a session state');
  runspace.currentDrive = add('/', 'FileSystem', '/', location.replace(/^\//, ''));
  add('Temp', 'FileSystem', '/tmp/', '', 'Drive that maps to the temporary directory path for the current user');
  runspace.globalScope.drives = drives;
}

/** What every fresh runspace has: variables, commands, functions, drives, and its place. */
function furnish(runspace: Runspace, o: SessionOptions & { location: string }, host: Host, commands: readonly CommandEntry[]): void {
  defineVariables(runspace, o, host);
  defineCommands(runspace, commands);
  defineFunctions(runspace);
  defineDrives(runspace, o.location);
  if (runspace.currentDrive !== null) setCell(declareVariable(runspace.globalScope, 'PWD'), locationOf(runspace.currentDrive));
}

/** The root of a fresh session with one runspace. */
export function newSession(o: SessionOptions, host: Host, commands: readonly CommandEntry[]): SessionRoot {
  const root = new SessionRoot();
  root.sessionId = o.sessionId;
  const runspace = new Runspace();
  runspace.instanceId = o.sessionId;
  runspace.hostName = o.hostName ?? 'ConsoleHost';
  runspace.width = o.width ?? 80;
  runspace.interactive = o.interactive ?? true;
  if (o.virtualTerminal) runspace.extensions.set(VIRTUAL_TERMINAL, true);
  const home = o.home ?? '/home/learner';
  const location = o.location ?? home;
  runspace.environment = new Map(
    Object.entries({
      HOME: home,
      USER: o.userName ?? 'learner',
      PATH: '/usr/local/bin:/usr/bin:/bin',
      PWD: location,
      LANG: 'en_US.UTF-8',
      TERM: 'xterm-256color',
      HOSTNAME: o.computerName ?? 'localhost',
      ...o.environment,
    }),
  );
  furnish(runspace, { ...o, location }, host, commands);
  root.runspaces.push(runspace);
  return root;
}

/**
 * A fresh runspace beside another one: same place, environment, host and registry, nothing of its variables, functions or modules. With
 * `folder`, that is its place.
 */
export function newRunspace(host: Host, commands: readonly CommandEntry[], from: Runspace, folder?: string): Runspace {
  const runspace = new Runspace();
  runspace.instanceId = host.newGuid();
  runspace.name = 'PSTask';
  runspace.hostName = from.hostName;
  runspace.width = from.width;
  runspace.culture = from.culture;
  runspace.interactive = from.interactive;
  runspace.environment = new Map(from.environment);
  const home = from.environment.get('HOME') ?? '/';
  const drive = from.currentDrive;
  const here = drive !== null && drive.provider === 'FileSystem' ? `${drive.root.replace(/\/$/, '')}/${drive.currentLocation}` : home;
  const location = folder ?? here;
  const colours = from.extensions.get(VIRTUAL_TERMINAL);
  if (colours !== undefined) runspace.extensions.set(VIRTUAL_TERMINAL, colours);
  furnish(runspace, { sessionId: runspace.instanceId, home, location }, host, commands);
  return runspace;
}
