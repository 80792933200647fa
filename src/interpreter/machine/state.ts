/** The state of a session, reachable from {@link SessionRoot}: plain data as values/heap.ts defines it. */
import type { CommandMetadata } from '../binding/metadata.ts';
import type { AttributeSpec, Code, ScriptBlock } from '../values/code.ts';
import { slotOf } from '../values/code.ts';
import { PSList } from '../values/collections.ts';
import { HeapObject, snapshotClass, touch } from '../values/heap.ts';
import type { Value } from '../values/value.ts';
import type { Frame } from './frames.ts';
import type { ThreadTask } from './tasks.ts';

/** Bits of ScopedItemOptions. */
export const ScopedItemOptions = { None: 0, ReadOnly: 1, Constant: 2, Private: 4, AllScope: 8, Unspecified: 16 } as const;

/** What few variables have beside a value. Owned by its variable. */
export interface VariableTraits {
  /** ScopedItemOptions. */
  options: number;
  /** Type constraint and validation attributes; the type constraint is an attribute with typeName 'TypeConstraint', positional [type]. */
  attributes: AttributeSpec[] | null;
  description: string;
  visibility: 'Public' | 'Private';
}

/**
 * A variable's cell. `value === undefined`: known in the layout but not set. `traits === null` for nearly all: then reading and
 * writing need no check, and the cell stays small (one is made for each variable of each call).
 */
export class PSVariable extends HeapObject {
  name: string;
  value: Value | undefined;
  traits: VariableTraits | null;
  constructor(name = '', value: Value | undefined = undefined) {
    super();
    this.name = name;
    this.value = value;
    this.traits = null;
  }
  private get more(): VariableTraits {
    this.traits ??= { options: 0, attributes: null, description: '', visibility: 'Public' };
    return this.traits;
  }
  get options(): number {
    return this.traits === null ? 0 : this.traits.options;
  }
  set options(value: number) {
    if (value !== 0 || this.traits !== null) this.more.options = value;
  }
  get attributes(): AttributeSpec[] | null {
    return this.traits === null ? null : this.traits.attributes;
  }
  set attributes(value: AttributeSpec[] | null) {
    if (value !== null || this.traits !== null) this.more.attributes = value;
  }
  get description(): string {
    return this.traits === null ? '' : this.traits.description;
  }
  set description(value: string) {
    if (value !== '' || this.traits !== null) this.more.description = value;
  }
  get visibility(): 'Public' | 'Private' {
    return this.traits === null ? 'Public' : this.traits.visibility;
  }
  set visibility(value: 'Public' | 'Private') {
    if (value !== 'Public' || this.traits !== null) this.more.visibility = value;
  }
}
snapshotClass('PSVariable', 'heap', PSVariable);

/**
 * A scope. Variables named in the text of the code that opened it live in `cells` by the code's layout; all others in `vars`.
 * Functions and aliases only where some were defined.
 */
export class Scope extends HeapObject {
  parent: Scope | null;
  kind: 'global' | 'module' | 'script' | 'local';
  /** The code whose layout `cells` follow, or null. */
  code: Code | null;
  cells: (PSVariable | undefined)[];
  vars: Map<string, PSVariable> | null;
  functions: Map<string, FunctionInfo> | null;
  aliases: Map<string, AliasInfo> | null;
  drives: Map<string, PSDriveInfo> | null;
  /** The module whose session state this scope belongs to, or null = the runspace's top level. */
  module: PSModuleInfo | null;
  strictMode: number;
  constructor(parent: Scope | null = null, kind: Scope['kind'] = 'local', code: Code | null = null) {
    super();
    this.parent = parent;
    this.kind = kind;
    this.code = code;
    this.cells = [];
    this.vars = null;
    this.functions = null;
    this.aliases = null;
    this.drives = null;
    this.module = parent?.module ?? null;
    this.strictMode = -1;
  }
}
snapshotClass('Scope', 'heap', Scope);

/** The variable cell of this very scope, or undefined. `lower`: name in lower case. */
export function ownVariable(scope: Scope, lower: string): PSVariable | undefined {
  if (scope.code !== null) {
    const slot = slotOf(scope.code, lower);
    if (slot >= 0) {
      const cell = scope.cells[slot];
      if (cell !== undefined) return cell.value === undefined ? undefined : cell;
    }
  }
  return scope.vars?.get(lower);
}

/** The variable as seen from a scope (dynamic scoping; private ones only in their own scope), or undefined. */
export function findVariable(scope: Scope, lower: string): PSVariable | undefined {
  for (let s: Scope | null = scope; s !== null; s = s.parent) {
    const cell = ownVariable(s, lower);
    if (cell !== undefined && (s === scope || (cell.options & ScopedItemOptions.Private) === 0)) return cell;
  }
  return undefined;
}

/** The cell of this very scope, made if missing; the caller sets its value. */
export function declareVariable(scope: Scope, name: string): PSVariable {
  const lower = name.toLowerCase();
  if (scope.code !== null) {
    const slot = slotOf(scope.code, lower);
    if (slot >= 0) {
      let cell = scope.cells[slot];
      if (cell === undefined) {
        cell = new PSVariable(name);
        scope.cells[slot] = cell;
        touch(scope);
      }
      return cell;
    }
  }
  scope.vars ??= new Map();
  let cell = scope.vars.get(lower);
  if (cell === undefined) {
    cell = new PSVariable(name);
    scope.vars.set(lower, cell);
    touch(scope);
  }
  return cell;
}

/** Writes a cell's value without checks. */
export function setCell(cell: PSVariable, value: Value | undefined): void {
  cell.value = value;
  if (cell.dirtyList !== null) touch(cell);
}

/** All variables seen from a scope by lower-case name, nearest first. */
export function visibleVariables(scope: Scope): Map<string, PSVariable> {
  const found = new Map<string, PSVariable>();
  for (let s: Scope | null = scope; s !== null; s = s.parent) {
    for (const cell of scopeVariables(s)) {
      const lower = cell.name.toLowerCase();
      if (!found.has(lower) && (s === scope || (cell.options & ScopedItemOptions.Private) === 0)) found.set(lower, cell);
    }
  }
  return found;
}

/** The set variables of one scope. */
export function scopeVariables(scope: Scope): PSVariable[] {
  const cells = scope.cells.filter((c): c is PSVariable => c !== undefined && c.value !== undefined);
  return scope.vars === null ? cells : [...cells, ...[...scope.vars.values()].filter((c) => c.value !== undefined)];
}

/** Common to all command infos (CommandInfo). */
export abstract class CommandInfo extends HeapObject {
  name: string;
  abstract readonly commandType: 'Alias' | 'Function' | 'Filter' | 'Cmdlet' | 'ExternalScript' | 'Application' | 'Script' | 'Configuration';
  moduleName: string;
  visibility: 'Public' | 'Private';
  options: number;
  description: string;
  constructor(name = '', moduleName = '') {
    super();
    this.name = name;
    this.moduleName = moduleName;
    this.visibility = 'Public';
    this.options = 0;
    this.description = '';
  }
}

/** A function or filter. */
export class FunctionInfo extends CommandInfo {
  readonly commandType: 'Function' | 'Filter';
  scriptBlock: ScriptBlock;
  module: PSModuleInfo | null;
  /** Stands for a cmdlet ('' = its own block) with these parameters and no others: a proxy of a restricted session. Plain data. */
  proxy: { cmdlet: string; metadata: CommandMetadata } | null;
  /** Worked out from the code when first needed; plain data. */
  metadata: CommandMetadata | null;
  constructor(name = '', scriptBlock: ScriptBlock = undefined as unknown as ScriptBlock, isFilter = false) {
    super(name);
    this.commandType = isFilter ? 'Filter' : 'Function';
    this.scriptBlock = scriptBlock;
    this.module = null;
    this.proxy = null;
    this.metadata = null;
  }
}
snapshotClass('FunctionInfo', 'heap', FunctionInfo, ['metadata']);

/** An alias. */
export class AliasInfo extends CommandInfo {
  readonly commandType = 'Alias' as const;
  definition: string;
  constructor(name = '', definition = '') {
    super(name);
    this.definition = definition;
  }
}
snapshotClass('AliasInfo', 'heap', AliasInfo);

/** A native cmdlet, by name; the code is in the registry. */
export class CmdletInfo extends CommandInfo {
  readonly commandType = 'Cmdlet' as const;
}
snapshotClass('CmdletInfo', 'heap', CmdletInfo);

/** A script file. */
export class ExternalScriptInfo extends CommandInfo {
  readonly commandType = 'ExternalScript' as const;
  path: string;
  scriptBlock: ScriptBlock | null;
  constructor(name = '', path = '') {
    super(name);
    this.path = path;
    this.scriptBlock = null;
  }
}
snapshotClass('ExternalScriptInfo', 'heap', ExternalScriptInfo);

/** A drive of a provider (PSDriveInfo). */
export class PSDriveInfo extends HeapObject {
  name: string;
  /** 'FileSystem', 'Variable', 'Environment', 'Function', 'Alias'. */
  provider: string;
  root: string;
  /** Location inside, without root and leading separator. */
  currentLocation: string;
  description: string;
  constructor(name = '', provider = 'FileSystem', root = '/', currentLocation = '') {
    super();
    this.name = name;
    this.provider = provider;
    this.root = root;
    this.currentLocation = currentLocation;
    this.description = '';
  }
}
snapshotClass('PSDriveInfo', 'heap', PSDriveInfo);

/** A module (PSModuleInfo) with its session state. */
export class PSModuleInfo extends HeapObject {
  name: string;
  path: string;
  moduleType: 'Script' | 'Manifest' | 'Binary' | 'Cim';
  /** Its scope; the parent is the runspace's global scope. */
  scope: Scope | null;
  exportedFunctions: Map<string, FunctionInfo>;
  exportedAliases: Map<string, AliasInfo>;
  exportedVariables: Map<string, PSVariable>;
  exportedCmdlets: string[];
  properties: Map<string, Value>;
  nested: PSModuleInfo[];
  constructor(name = '', path = '') {
    super();
    this.name = name;
    this.path = path;
    this.moduleType = 'Script';
    this.scope = null;
    this.exportedFunctions = new Map();
    this.exportedAliases = new Map();
    this.exportedVariables = new Map();
    this.exportedCmdlets = [];
    this.properties = new Map();
    this.nested = [];
  }
}
snapshotClass('PSModuleInfo', 'heap', PSModuleInfo);

/** An entry of the command history (HistoryInfo), as plain data. Times in ms since 1970 UTC. */
export interface HistoryEntry {
  id: number;
  commandLine: string;
  executionStatus: 'NotStarted' | 'Running' | 'Completed' | 'Failed' | 'Stopped';
  startTime: number;
  endTime: number;
}

/** Where a session's code runs: session state, preferences, error list. System.Management.Automation.Runspaces.Runspace. */
export class Runspace extends HeapObject {
  instanceId: string;
  name: string;
  globalScope: Scope;
  /** Cmdlets that are there, lower-case name -> info. Shared rows of the registry; narrowed in restricted sessions. */
  cmdlets: Map<string, CmdletInfo>;
  modules: Map<string, PSModuleInfo>;
  currentDrive: PSDriveInfo | null;
  locationStacks: Map<string, string[]>;
  /** $Error: newest first. */
  errors: PSList;
  history: HistoryEntry[];
  nextHistoryId: number;
  /** $?, $LASTEXITCODE. */
  succeeded: boolean;
  languageMode: 'FullLanguage' | 'RestrictedLanguage' | 'NoLanguage' | 'ConstrainedLanguage';
  /** True: names that are Private can't be seen by code of origin 'user'. */
  restricted: boolean;
  /** Environment variables. */
  environment: Map<string, string>;
  culture: string;
  /** Width of output in characters. */
  width: number;
  /** 'ConsoleHost', 'ServerRemoteHost', 'Default Host'. */
  hostName: string;
  /** False with -NonInteractive: prompts are errors. */
  interactive: boolean;
  /** Script classes and enums by lower-case name. */
  types: Map<string, HeapObject>;
  /** Update-TypeData's members by lower-case type name. */
  typeData: Map<string, HeapObject>;
  /** Further tables that rooms keep here, by room name: plain data or heap objects. */
  extensions: Map<string, unknown>;
  constructor() {
    super();
    this.instanceId = '';
    this.name = '';
    this.globalScope = new Scope(null, 'global');
    this.cmdlets = new Map();
    this.modules = new Map();
    this.currentDrive = null;
    this.locationStacks = new Map();
    this.errors = new PSList([], 'ArrayList');
    this.history = [];
    this.nextHistoryId = 1;
    this.succeeded = true;
    this.languageMode = 'FullLanguage';
    this.restricted = false;
    this.environment = new Map();
    this.culture = 'en-US';
    this.width = 80;
    this.hostName = 'ConsoleHost';
    this.interactive = true;
    this.types = new Map();
    this.typeData = new Map();
    this.extensions = new Map();
  }
}
snapshotClass('Runspace', 'heap', Runspace);

/** What a thread waits for; plain data. */
export interface Wait {
  kind: 'host' | 'sleep' | 'signal';
  id: number;
  /** Host request. */
  request?: Record<string, unknown>;
  /** Wall-clock deadline (ms since 1970 UTC); Infinity = none. */
  until: number;
  /** Longest it may last from the moment it began; a clock set back never waits longer. */
  duration: number;
  /** Clock when it began (or was last seen to go backwards). */
  since: number;
  /** Signal's name. */
  signal?: string;
}

/** A thread of execution: a chain of frames. */
export class Thread extends HeapObject {
  threadId: number;
  /** Top frame; null = finished. */
  frame: Frame | null;
  runspace: Runspace;
  wait: Wait | null;
  /** Set by Ctrl+C, Stop-Job: unwinds at the next safe point. */
  stopRequested: boolean;
  /** 'running' until its last frame is gone. */
  state: 'running' | 'completed' | 'failed' | 'stopped';
  /** Why it failed, an ErrorRecord. */
  failure: Value;
  /** Exit code asked for by `exit`, null if none. */
  exitCode: number | null;
  /** What the thread is for: 'command', 'job:5', 'event' …; its end raises the signal `thread:<id>`. */
  purpose: string;
  /** The task that it runs, null for a command. */
  task: ThreadTask | null;
  /** Depth of the frame chain, for the call depth limit. */
  depth: number;
  constructor(threadId = 0, runspace: Runspace = undefined as unknown as Runspace) {
    super();
    this.threadId = threadId;
    this.frame = null;
    this.runspace = runspace;
    this.wait = null;
    this.stopRequested = false;
    this.state = 'running';
    this.failure = null;
    this.exitCode = null;
    this.purpose = '';
    this.task = null;
    this.depth = 0;
  }
}
snapshotClass('Thread', 'heap', Thread);

/**
 * One record of a session's output, as it goes to pages and terminals. `text` may hold ANSI escapes and newlines; a record of
 * kind 'out' is text as the console shows it (usually whole lines).
 */
export interface OutputRecord {
  kind: 'out' | 'error' | 'warning' | 'verbose' | 'debug' | 'information' | 'host' | 'progress' | 'prompt' | 'seam';
  text: string;
  /** kind 'progress': ProgressData. */
  data?: unknown;
}

/** Everything a session knows. */
export class SessionRoot extends HeapObject {
  sessionId: string;
  runspaces: Runspace[];
  threads: Thread[];
  nextId: number;
  /** Output not yet taken by the driver, in order. */
  output: OutputRecord[];
  /** Messages to other machines not yet taken by the driver; plain data (sessions/protocol.ts). */
  outbox: unknown[];
  /** File operations not yet applied, in order; plain data (providers/fileSystem). */
  fileOperations: unknown[];
  /** Instructions executed over the session's life. */
  instructions: number;
  /** Bytes by the allocation account, roughly. */
  allocated: number;
  /** Further state by room: jobs, PSSessions, mailboxes … plain data or heap objects. */
  extensions: Map<string, unknown>;
  constructor() {
    super();
    this.sessionId = '';
    this.runspaces = [];
    this.threads = [];
    this.nextId = 1;
    this.output = [];
    this.outbox = [];
    this.fileOperations = [];
    this.instructions = 0;
    this.allocated = 0;
    this.extensions = new Map();
  }
}
snapshotClass('SessionRoot', 'heap', SessionRoot);
