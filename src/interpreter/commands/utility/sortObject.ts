/** Sort-Object. Behaviour: Sort-Object.cs, OrderObjectBase.cs. Always stable; large sorts run as work that can be stopped. */
import { defineCmdlet } from '../../binding/defineCmdlet.ts';
import type { CmdletContext, Step } from '../../machine/cmdlet.ts';
import type { Value } from '../../values/value.ts';
import { compareKeys } from '../support/compare.ts';
import { collect, newOrder, type OrderState, orderStep, takeOrder } from '../support/order.ts';
import { expandWild, isDescending, parseOrder, SORT_KEYS } from '../support/ordering.ts';
import { numberOf } from '../support/params.ts';

interface State extends OrderState {
  /** Items to write, in order; null while not known. */
  output: Value[] | null;
}

function select(context: CmdletContext<State>, order: readonly number[]): Value[] {
  const { state } = context;
  const ignoreCase = !context.isOn('CaseSensitive');
  let numbers = order;
  if (context.isOn('Unique')) {
    const kept: number[] = [];
    for (const i of order) {
      const last = kept[kept.length - 1];
      if (last === undefined || compareKeys(state.keys[last] as Value[], state.keys[i] as Value[], [], ignoreCase, context) !== 0)
        kept.push(i);
    }
    numbers = kept;
  }
  if (context.isBound('Top')) numbers = numbers.slice(0, numberOf(context.params.Top));
  if (context.isBound('Bottom')) numbers = numbers.slice(-numberOf(context.params.Bottom));
  return numbers.map((i) => state.items.items[i] as Value);
}

function next(context: CmdletContext<State>): Step | void {
  const { state } = context;
  if (state.output === null) {
    const step = orderStep(state, context, !context.isOn('CaseSensitive'));
    if (step !== null) return step;
    state.output = select(context, state.order ?? []);
    state.at = 0;
  }
  const end = Math.min(state.at + 1000, state.output.length);
  for (let i = state.at; i < end; i++) context.write(state.output[i] as Value);
  state.at = end;
  if (end < state.output.length) return { do: 'again' };
}

export default defineCmdlet<State>({
  name: 'Sort-Object',
  module: 'Microsoft.PowerShell.Utility',
  synopsis: 'Sorts objects by the values of their properties.',
  className: 'Microsoft.PowerShell.Commands.SortObjectCommand',
  defaultSet: 'Default',
  sets: ['Default', 'Top', 'Bottom'],
  parameters: {
    Stable: { type: 'switch', sets: { Default: {} }, help: 'Keeps the order of equal objects (always so here).' },
    Descending: { type: 'switch', help: 'From the greatest down.' },
    Unique: { type: 'switch', help: 'One of several equal objects only.' },
    Top: { type: 'int', sets: { Top: { mandatory: true } }, validateRange: [1, 2147483647], help: 'How many from the beginning.' },
    Bottom: { type: 'int', sets: { Bottom: { mandatory: true } }, validateRange: [1, 2147483647], help: 'How many from the end.' },
    InputObject: { type: 'psobject', pipeline: true, help: 'Objects to sort.' },
    Culture: { type: 'string', help: 'Culture whose order counts.' },
    CaseSensitive: { type: 'switch', help: 'Upper and lower case differ.' },
    Property: { type: 'object[]', position: 0, help: 'Properties, script blocks or tables to sort by.' },
  },
  stateVersion: 1,
  init: () => ({ ...newOrder(), output: null }),
  begin(context) {
    context.state.properties = parseOrder(context.params.Property, SORT_KEYS);
  },
  process(context) {
    collect(context.state, context.params.InputObject);
  },
  end(context) {
    const { state } = context;
    if (state.items.items.length === 0) return;
    state.properties = expandWild(state.properties, state.items.items, context);
    const descending = context.isOn('Descending');
    state.descending = state.properties.length === 0 ? [descending] : state.properties.map((c) => isDescending(c, descending));
    return next(context);
  },
  resume(context, answer) {
    takeOrder(context.state, answer);
    return next(context);
  },
  help: {
    examples: [{ code: 'Get-ChildItem | Sort-Object Length -Descending' }, { code: '3, 1, 2 | Sort-Object' }],
    related: ['Group-Object', 'Select-Object', 'Compare-Object'],
  },
});
