/** Members of script blocks that need the compiler or the machine: Create, GetNewClosure, InvokeWithContext, GetSteppablePipeline. */
import { ScriptBlock } from '../values/code.ts';
import { PSHashtable, PSList } from '../values/collections.ts';
import type { NativeContext } from '../values/context.ts';
import { enumerate } from '../values/enumerate.ts';
import { makeError } from '../values/faults.ts';
import { m, p } from '../values/types/define.ts';
import { extendType } from '../values/types/registry.ts';
import type { Value } from '../values/value.ts';
import { attributeObject } from './attributeObjects.ts';
import type { MachineContext } from './context.ts';
import { closureModule } from './sessionState.ts';
import { declareVariable, FunctionInfo, PSVariable, Scope, setCell } from './state.ts';
import { steppablePipeline } from './steppable.ts';

const SMA = 'System.Management.Automation.';
const b = (self: Value): ScriptBlock => self as ScriptBlock;
const context = (ctx: NativeContext): MachineContext => ctx as MachineContext;

/** Runs a block in a scope of its own that begins with the given functions and variables. */
function invokeWithContext(self: Value, functions: Value, variables: Value, args: Value, ctx: MachineContext): Value {
  const frame = ctx.once(() => {
    const { machine } = ctx;
    const parent = machine.blocks.scopeFor(b(self), ctx.frame);
    const outer = new Scope(parent, 'local');
    if (functions instanceof PSHashtable) {
      outer.functions = new Map();
      for (const { key, value } of functions.entries.values())
        if (value instanceof ScriptBlock) outer.functions.set(machine.text(key).toLowerCase(), new FunctionInfo(machine.text(key), value));
      machine.commandsChanged();
    }
    for (const v of enumerate(variables) ?? (variables === null ? [] : [variables])) {
      if (!(v instanceof PSVariable))
        throw makeError(`${SMA}PSArgumentException`, 'Argument', 'InvalidArgument', 'The variables must be PSVariable objects.');
      setCell(declareVariable(outer, v.name), v.value);
    }
    return machine.blocks.prepareCall(machine.currentThread, ctx.frame, b(self), outer, [...(enumerate(args) ?? [])]);
  });
  return new PSList(ctx.perform(() => ({ kind: 'frame', frame })) as Value[], 'Collection', `${SMA}PSObject`);
}

extendType(`${SMA}ScriptBlock`, {
  properties: {
    Attributes: p(
      'System.Collections.Generic.List[System.Attribute]',
      (self) => new PSList(b(self).code.attributes.map(attributeObject), 'List', 'System.Attribute'),
    ),
    Id: p('guid', () => null),
  },
  methods: {
    GetNewClosure: [
      m('scriptblock GetNewClosure()', (self, _a, ctx) => {
        const c = context(ctx);
        const module = c.once(() => closureModule(c, c.frame.scope, (parent) => new Scope(parent, 'module')));
        return new ScriptBlock(b(self).code, module, b(self).origin);
      }),
    ],
    InvokeWithContext: [
      m(
        'System.Collections.ObjectModel.Collection[psobject] InvokeWithContext(hashtable functionsToDefine, System.Collections.Generic.List[psvariable] variablesToDefine, params System.Object[] args)',
        (self, [f, v, a], ctx) => invokeWithContext(self, f ?? null, v ?? null, a ?? null, context(ctx)),
      ),
      m(
        'System.Collections.ObjectModel.Collection[psobject] InvokeWithContext(System.Collections.Generic.Dictionary[string,scriptblock] functionsToDefine, System.Collections.Generic.List[psvariable] variablesToDefine, params System.Object[] args)',
        (self, [f, v, a], ctx) => invokeWithContext(self, f ?? null, v ?? null, a ?? null, context(ctx)),
      ),
    ],
    GetSteppablePipeline: [
      m(`${SMA}SteppablePipeline GetSteppablePipeline()`, (self, _a, ctx) => steppablePipeline(b(self), [], context(ctx))),
      m(`${SMA}SteppablePipeline GetSteppablePipeline(${SMA}CommandOrigin commandOrigin)`, (self, _a, ctx) =>
        steppablePipeline(b(self), [], context(ctx)),
      ),
      m(`${SMA}SteppablePipeline GetSteppablePipeline(${SMA}CommandOrigin commandOrigin, System.Object[] args)`, (self, [, args], ctx) =>
        steppablePipeline(b(self), [...(enumerate((args ?? null) as Value) ?? [])], context(ctx)),
      ),
    ],
    CheckRestrictedLanguage: [
      m(
        'void CheckRestrictedLanguage(System.Collections.Generic.IEnumerable[string] allowedCommands, System.Collections.Generic.IEnumerable[string] allowedVariables, bool allowEnvironmentVariables)',
        () => {
          throw makeError(
            `${SMA}PSNotSupportedException`,
            'NotSupported',
            'NotImplemented',
            'Limpet does not support CheckRestrictedLanguage yet. See docs/compatibility.md.',
          );
        },
      ),
    ],
  },
  staticMethods: {
    Create: [
      m('scriptblock Create(string script)', (_s, [text], ctx) => {
        const c = context(ctx);
        const origin = c.frame.isCode ? ((c.frame as { block?: ScriptBlock | null }).block?.origin ?? 'user') : 'user';
        return c.machine.drives.compile(String(text ?? ''), '', origin);
      }),
    ],
  },
});
