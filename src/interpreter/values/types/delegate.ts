/** Func, Action, Predicate, Comparison, Converter, EventHandler and their like. */
import { callDelegate, PSDelegate } from '../delegates.ts';
import { m, p } from './define.ts';
import { registerType } from './registry.ts';

function delegate(name: string, typeParameters: string[], parameters: string[], returns: string, owner = false): void {
  const list = parameters.map((t, i) => `${t} arg${i + 1}`).join(', ');
  registerType({
    name,
    base: 'System.MulticastDelegate',
    isSealed: true,
    ...(typeParameters.length > 0 ? { typeParameters } : {}),
    ...(owner ? { ctor: PSDelegate, nameOf: (v: object) => (v as PSDelegate).typeName } : {}),
    delegate: { parameters, returns },
    properties: { Method: p('System.Reflection.MethodInfo', () => null), Target: p('System.Object', (self) => (self as PSDelegate).block) },
    methods: {
      Invoke: [m(`${returns} Invoke(${list})`, (self, args, ctx) => callDelegate(self, args, ctx))],
      DynamicInvoke: [
        m('System.Object DynamicInvoke(params System.Object[] args)', (self, [args], ctx) =>
          callDelegate(self, (args as { items?: never[] } | null)?.items ?? [], ctx),
        ),
      ],
    },
  });
}

const T = (n: number): string[] => Array.from({ length: n }, (_, i) => `T${i + 1}`);
delegate('System.Action', [], [], 'System.Void', true);
for (let n = 1; n <= 16; n++) delegate(`System.Action\`${n}`, n === 1 ? ['T'] : T(n), n === 1 ? ['T'] : T(n), 'System.Void');
for (let n = 0; n <= 16; n++) {
  const inputs = n === 1 ? ['T'] : T(n);
  delegate(`System.Func\`${n + 1}`, [...inputs, 'TResult'], inputs, 'TResult');
}
delegate('System.Predicate`1', ['T'], ['T'], 'System.Boolean');
delegate('System.Comparison`1', ['T'], ['T', 'T'], 'System.Int32');
delegate('System.Converter`2', ['TInput', 'TOutput'], ['TInput'], 'TOutput');
delegate('System.EventHandler', [], ['System.Object', 'System.EventArgs'], 'System.Void');
delegate('System.EventHandler`1', ['TEventArgs'], ['System.Object', 'TEventArgs'], 'System.Void');
delegate('System.Threading.ThreadStart', [], [], 'System.Void');
delegate('System.Text.RegularExpressions.MatchEvaluator', [], ['System.Text.RegularExpressions.Match'], 'System.String');
delegate('System.ConsoleCancelEventHandler', [], ['System.Object', 'System.Object'], 'System.Void');
registerType({ name: 'System.EventArgs', constructors: [] });
