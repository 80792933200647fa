/** ScriptBlock, PSReference, PSVariable's neighbours that need no machine. Members that need the compiler are given by the machine's room. */
import { PSReference, type ScriptBlock } from '../code.ts';
import { PSList } from '../collections.ts';
import type { NativeContext } from '../context.ts';
import { enumerate } from '../enumerate.ts';
import { collapse } from '../members.ts';
import { readReference, writeReference } from '../references.ts';
import { AutomationNull, type Value } from '../value.ts';
import { m, p, rw } from './define.ts';
import { registerType } from './registry.ts';

const b = (self: Value): ScriptBlock => self as ScriptBlock;

function argumentsOf(v: Value | undefined): Value[] {
  return v === null || v === undefined ? [] : [...(enumerate(v) ?? [v])];
}

function call(self: Value, args: Value | undefined, ctx: NativeContext): Value[] {
  return ctx.call({ block: b(self), args: argumentsOf(args) });
}

registerType({
  name: 'System.Management.Automation.ScriptBlock',
  accelerators: ['scriptblock'],
  properties: {
    IsFilter: rw(
      'bool',
      (self) => b(self).isFilter,
      (self, v) => {
        b(self).isFilter = v === true;
      },
    ),
    IsConfiguration: p('bool', () => false),
    File: p('string', (self) => b(self).code.source.file || null),
    Module: p('psmoduleinfo', (self) => b(self).module),
    DebuggerHidden: p('bool', () => false),
  },
  methods: {
    Invoke: [
      m(
        'System.Collections.ObjectModel.Collection[psobject] Invoke(Params System.Object[] args)',
        (self, [args], ctx) => new PSList(call(self, args, ctx), 'Collection', 'System.Management.Automation.PSObject'),
      ),
    ],
    InvokeReturnAsIs: [
      m('System.Object InvokeReturnAsIs(Params System.Object[] args)', (self, [args], ctx) => {
        const output = call(self, args, ctx);
        return output.length === 0 ? AutomationNull : collapse(output);
      }),
    ],
    ToString: [m('string ToString()', (self) => b(self).text)],
  },
  equals: (x, y) => x === y,
});

registerType({
  name: 'System.Management.Automation.PSReference',
  accelerators: ['ref'],
  properties: {
    Value: rw(
      'System.Object',
      (self) => readReference(self as PSReference),
      (self, v) => writeReference(self as PSReference, v),
    ),
  },
  constructors: [m('System.Management.Automation.PSReference new(System.Object value)', (_s, [v]) => new PSReference(null, v ?? null))],
});
registerType({
  name: 'System.Management.Automation.PSReference`1',
  typeParameters: ['T'],
  base: 'System.Management.Automation.PSReference',
});
