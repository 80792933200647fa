/** $ExecutionContext, SessionState and their parts: variables, invoking commands (SessionState.cs, EngineIntrinsics.cs). */

import { locationOf } from '../providers/info.ts';
import { ScriptBlock } from '../values/code.ts';
import { PSList } from '../values/collections.ts';
import type { NativeContext } from '../values/context.ts';
import { enumerate } from '../values/enumerate.ts';
import { HeapObject, snapshotClass, touch } from '../values/heap.ts';
import { collapse } from '../values/members.ts';
import { enumOf, m, p, rw } from '../values/types/define.ts';
import { extendType, registerType } from '../values/types/registry.ts';
import { EnumValue, type Value } from '../values/value.ts';
import { automaticVariable } from './automaticVariables.ts';
import { commandOfTypes, isVisible } from './commandLookup.ts';
import type { MachineContext } from './context.ts';
import { EngineIntrinsics } from './initialState.ts';
import { ProviderIntrinsics } from './providerIntrinsics.ts';
import { findVariable, ownVariable, PSModuleInfo, PSVariable, type Scope, scopeVariables } from './state.ts';
import { assignVariable, privateVariable } from './variables.ts';

const SMA = 'System.Management.Automation.';
const context = (ctx: NativeContext): MachineContext => ctx as MachineContext;

/** SessionState: a module's, or (null) that of the top level. Its current scope is the one where code of it runs last. */
export class SessionStateView extends HeapObject {
  module: PSModuleInfo | null;
  constructor(module: PSModuleInfo | null = null) {
    super();
    this.module = module;
  }
}
snapshotClass('SessionStateView', 'heap', SessionStateView);

/** PSVariableIntrinsics. */
export class VariableIntrinsics extends HeapObject {
  module: PSModuleInfo | null;
  constructor(module: PSModuleInfo | null = null) {
    super();
    this.module = module;
  }
}
snapshotClass('VariableIntrinsics', 'heap', VariableIntrinsics);

/** CommandInvocationIntrinsics. */
export class CommandIntrinsics extends HeapObject {}
snapshotClass('CommandIntrinsics', 'heap', CommandIntrinsics);

/** PathIntrinsics. */
export class PathIntrinsics extends HeapObject {}
snapshotClass('PathIntrinsics', 'heap', PathIntrinsics);

function scopeOf(self: Value, ctx: NativeContext): Scope {
  const { machine, frame } = context(ctx);
  return machine.blocks.sessionScope((self as VariableIntrinsics).module, frame);
}

/** The scope and bare name that `global:x`, `script:x`, `local:x` mean. */
function named(scope: Scope, text: string): { scope: Scope; name: string } {
  const match = /^(global|script|local|private|variable):(.+)$/i.exec(text);
  if (match === null) return { scope, name: text };
  let target: Scope = scope;
  const prefix = match[1].toLowerCase();
  if (prefix === 'global') while (target.parent !== null) target = target.parent;
  else if (prefix === 'script') while (target.kind === 'local' && target.parent !== null) target = target.parent;
  return { scope: target, name: match[2] };
}

function find(self: Value, name: Value | undefined, ctx: NativeContext): PSVariable | undefined {
  const { scope, name: bare } = named(scopeOf(self, ctx), String(name));
  const cell = findVariable(scope, bare.toLowerCase());
  if (cell !== undefined && cell.visibility === 'Private' && context(ctx).isConfined()) throw privateVariable(cell.name);
  return cell;
}

registerType({
  name: `${SMA}PSVariableIntrinsics`,
  ctor: VariableIntrinsics,
  methods: {
    Get: [m('psvariable Get(string name)', (self, [n], ctx) => find(self, n, ctx) ?? null)],
    GetValue: [
      m('System.Object GetValue(string name)', (self, [n], ctx) => find(self, n, ctx)?.value ?? null),
      m('System.Object GetValue(string name, System.Object defaultValue)', (self, [n, d], ctx) => find(self, n, ctx)?.value ?? d ?? null),
    ],
    Set: [
      m('void Set(string name, System.Object value)', (self, [n, v], ctx) => {
        find(self, n, ctx);
        const { scope, name } = named(scopeOf(self, ctx), String(n));
        assignVariable(context(ctx).machine, scope, name, v ?? null);
      }),
      m('void Set(psvariable variable)', (self, [v], ctx) => {
        const cell = v as PSVariable;
        find(self, cell.name, ctx);
        assignVariable(context(ctx).machine, scopeOf(self, ctx), cell.name, cell.value ?? null);
      }),
    ],
    Remove: [
      m('void Remove(string name)', (self, [n], ctx) => {
        find(self, n, ctx);
        const { scope, name } = named(scopeOf(self, ctx), String(n));
        const cell = ownVariable(scope, name.toLowerCase());
        if (cell !== undefined) {
          cell.value = undefined;
          touch(cell);
        }
      }),
    ],
  },
});

registerType({
  name: `${SMA}PathIntrinsics`,
  ctor: PathIntrinsics,
  properties: {
    CurrentFileSystemLocation: p(`${SMA}PathInfo`, (_s, ctx) => fileLocation(context(ctx))),
    CurrentLocation: p(`${SMA}PathInfo`, (_s, ctx) => automaticVariable(context(ctx).machine, context(ctx).frame as never, 'pwd') ?? null),
  },
  methods: {
    GetUnresolvedProviderPathFromPSPath: [
      m('string GetUnresolvedProviderPathFromPSPath(string path)', (_s, [path], ctx) => context(ctx).machine.drives.resolve(String(path))),
    ],
    Combine: [
      m('string Combine(string parent, string child)', (_s, [a, b]) => `${String(a).replace(/\/+$/, '')}/${String(b).replace(/^\/+/, '')}`),
    ],
  },
});

/** The current location among files, whatever drive is the current one. */
function fileLocation(ctx: MachineContext): Value {
  const { runspace } = ctx.machine.currentThread;
  const drives = [runspace.currentDrive, ...(runspace.globalScope.drives?.values() ?? [])];
  const drive = drives.find((d) => d !== null && d.provider === 'FileSystem') ?? null;
  return drive === null ? null : locationOf(drive);
}

const view = (self: Value): SessionStateView => self as SessionStateView;
registerType({
  name: `${SMA}SessionState`,
  ctor: SessionStateView,
  properties: {
    PSVariable: p(`${SMA}PSVariableIntrinsics`, (self) => new VariableIntrinsics(view(self).module)),
    InvokeCommand: p(`${SMA}CommandInvocationIntrinsics`, () => new CommandIntrinsics()),
    InvokeProvider: p(`${SMA}ProviderIntrinsics`, () => new ProviderIntrinsics()),
    Path: p(`${SMA}PathIntrinsics`, () => new PathIntrinsics()),
    Module: p('psmoduleinfo', (self) => view(self).module),
    LanguageMode: p(`${SMA}PSLanguageMode`, (_s, ctx) => languageMode(ctx)),
  },
  internals: {
    Internal: p(`${SMA}SessionStateInternal`, (self) => new SessionStateInternal(view(self).module)),
  },
  equals: (a, b) => b instanceof SessionStateView && (a as SessionStateView).module === b.module,
});

/** SessionStateInternal: which session state a block runs in, a module's (null = the top level). Reflection alone reaches it. */
export class SessionStateInternal extends HeapObject {
  module: PSModuleInfo | null;
  constructor(module: PSModuleInfo | null = null) {
    super();
    this.module = module;
  }
}
snapshotClass('SessionStateInternal', 'heap', SessionStateInternal);
registerType({
  name: `${SMA}SessionStateInternal`,
  ctor: SessionStateInternal,
  isPublic: false,
  internals: { Module: p('psmoduleinfo', (self) => (self as SessionStateInternal).module) },
  equals: (a, b) => b instanceof SessionStateInternal && (a as SessionStateInternal).module === b.module,
});
extendType(`${SMA}ScriptBlock`, {
  internals: {
    SessionStateInternal: rw(
      `${SMA}SessionStateInternal`,
      (self) => ((self as ScriptBlock).isUnbound ? null : new SessionStateInternal((self as ScriptBlock).module as PSModuleInfo | null)),
      (self, value) => {
        const block = self as ScriptBlock;
        block.module = value instanceof SessionStateInternal ? value.module : null;
        block.isUnbound = value === null;
        touch(block);
      },
    ),
  },
});

function languageMode(ctx: NativeContext): Value {
  const modes = ['FullLanguage', 'RestrictedLanguage', 'NoLanguage', 'ConstrainedLanguage'];
  // a restricted session's own functions run in full language
  const c = context(ctx);
  const mode = c.isConfined() ? c.machine.currentThread.runspace.languageMode : 'FullLanguage';
  return new EnumValue(`${SMA}PSLanguageMode`, modes.indexOf(mode));
}

registerType({
  name: `${SMA}EngineIntrinsics`,
  ctor: EngineIntrinsics,
  properties: {
    SessionState: p(`${SMA}SessionState`, (_s, ctx) => new SessionStateView(context(ctx).frame.scope.module)),
    InvokeCommand: p(`${SMA}CommandInvocationIntrinsics`, () => new CommandIntrinsics()),
    InvokeProvider: p(`${SMA}ProviderIntrinsics`, () => new ProviderIntrinsics()),
    Host: p(`${SMA}Host.PSHost`, (_s, ctx) => ctx.getVariable('Host') ?? null),
  },
});

/** A block as code of a session state. */
function boundTo(state: Value | undefined, block: Value | undefined): ScriptBlock {
  const { code, origin } = block as ScriptBlock;
  return new ScriptBlock(code, (state as SessionStateView).module, origin);
}

function getCommand(_self: Value, [name, types]: Value[], ctx: NativeContext): Value {
  const { machine, frame } = context(ctx);
  return commandOfTypes(machine, frame, String(name), enumOf(types));
}

function run(script: Value | undefined, args: Value | undefined, ctx: NativeContext, scope: 'new' | 'current'): Value {
  const c = context(ctx);
  const block = script instanceof ScriptBlock ? script : c.machine.drives.compile(String(script ?? ''));
  const output = c.call({ block, args: [...(enumerate((args ?? null) as Value) ?? [])], scope });
  return new PSList(output, 'Collection', `${SMA}PSObject`);
}

registerType({
  name: `${SMA}CommandInvocationIntrinsics`,
  ctor: CommandIntrinsics,
  methods: {
    ExpandString: [
      m('string ExpandString(string source)', (_s, [text], ctx) => {
        const c = context(ctx);
        const block = c.machine.drives.compile(`@"\n${String(text ?? '')}\n"@`);
        const output = c.call({ block, args: [], scope: 'current' });
        return output.length === 0 ? '' : collapse(output);
      }),
    ],
    NewScriptBlock: [
      m('scriptblock NewScriptBlock(string scriptText)', (_s, [text], ctx) => context(ctx).machine.drives.compile(String(text ?? ''))),
    ],
    InvokeScript: [
      m('System.Collections.ObjectModel.Collection[psobject] InvokeScript(string script)', (_s, [text], ctx) =>
        run(text, null, ctx, 'new'),
      ),
      m(
        'System.Collections.ObjectModel.Collection[psobject] InvokeScript(string script, params System.Object[] args)',
        (_s, [text, args], ctx) => run(text, args, ctx, 'new'),
      ),
      m(
        `System.Collections.ObjectModel.Collection[psobject] InvokeScript(${SMA}SessionState sessionState, scriptblock scriptBlock, params System.Object[] args)`,
        (_s, [state, block, args], ctx) => run(boundTo(state, block), args, ctx, 'current'),
      ),
      m(
        'System.Collections.ObjectModel.Collection[psobject] InvokeScript(bool useLocalScope, scriptblock scriptBlock, System.Collections.IList input, params System.Object[] args)',
        (_s, [local, block, , args], ctx) => run(block, args, ctx, local === true ? 'new' : 'current'),
      ),
    ],
    GetCommand: [
      m(`${SMA}CommandInfo GetCommand(string commandName, ${SMA}CommandTypes type)`, getCommand),
      m(`${SMA}CommandInfo GetCommand(string commandName, ${SMA}CommandTypes type, System.Object[] arguments)`, getCommand),
    ],
    GetCmdlet: [
      m(`${SMA}CmdletInfo GetCmdlet(string commandName)`, (_s, [name], ctx) => {
        const c = context(ctx);
        const found = c.machine.currentThread.runspace.cmdlets.get(String(name).toLowerCase());
        return found !== undefined && isVisible(c.machine, c.frame, found) ? found : null;
      }),
    ],
  },
});

/** The module that keeps the variables of a closure: copies of the plain variables of one scope (ScriptBlock.GetNewClosure). */
export function closureModule(ctx: MachineContext, from: Scope, make: (parent: Scope) => Scope): PSModuleInfo {
  const { globalScope } = ctx.machine.currentThread.runspace;
  const module = new PSModuleInfo(`__DynamicModule_${ctx.newGuid()}`);
  const scope = make(globalScope);
  scope.module = module;
  module.scope = scope;
  scope.vars = new Map();
  for (const v of scopeVariables(from)) {
    if (v.options !== 0 || v.name === '_') continue;
    const copy = new PSVariable(v.name, v.value);
    copy.attributes = v.attributes === null ? null : [...v.attributes];
    scope.vars.set(v.name.toLowerCase(), copy);
  }
  return module;
}
