/** Group-Object. Behaviour: Group-Object.cs: in order of the keys where they are of one type, else as they come. */
import { defineCmdlet } from '../../binding/defineCmdlet.ts';
import type { CmdletContext, Step } from '../../machine/cmdlet.ts';
import { PSHashtable, PSList } from '../../values/collections.ts';
import { dictionaryOf, enumerate } from '../../values/enumerate.ts';
import type { TerminatingError } from '../../values/errors.ts';
import { methodText } from '../../values/text.ts';
import { typeNameOf, unwrap } from '../../values/typeNames.ts';
import type { Value } from '../../values/value.ts';
import { isWild } from '../support/calculated.ts';
import { compareKeys } from '../support/compare.ts';
import { collect, newOrder, type OrderState, orderStep, takeOrder } from '../support/order.ts';
import { expandWild, GROUP_KEYS, parseOrder } from '../support/ordering.ts';
import { errorRecord, listOf, terminating } from '../support/params.ts';
import { NetRecord } from '../support/record.ts';

interface State extends OrderState {
  /** True: keys of several types, not sorted. */
  mixed: boolean;
}

interface Group {
  keys: (Value | undefined)[];
  items: Value[];
  count: number;
}

/** True if some column has values of several types. */
function hasSeveralTypes(rows: readonly (readonly (Value | undefined)[])[]): boolean {
  const types: (string | null)[] = [];
  for (const row of rows) {
    for (let k = 0; k < row.length; k++) {
      const key = row[k];
      if (key === undefined || unwrap(key) === null) continue;
      const name = typeNameOf(unwrap(key));
      if (types[k] === undefined || types[k] === null) types[k] = name;
      else if (types[k] !== name) return true;
    }
  }
  return false;
}

function groupName(keys: readonly (Value | undefined)[], context: CmdletContext<State>): string {
  const parts: string[] = [];
  for (const key of keys) {
    if (key === undefined || key === null) continue;
    const items = dictionaryOf(key) === null ? enumerate(key) : null;
    parts.push(items === null ? methodText(key, context) : `{${items.map((i) => (i === null ? '' : methodText(i, context))).join(', ')}}`);
  }
  return parts.join(', ');
}

function groupsOf(context: CmdletContext<State>): Group[] {
  const { state } = context;
  const ignoreCase = !context.isOn('CaseSensitive');
  const groups: Group[] = [];
  const numbers = state.order ?? state.keys.map((_, i) => i);
  for (const i of numbers) {
    const keys = state.keys[i] as (Value | undefined)[];
    const [only] = keys;
    const same = (g: Group): boolean =>
      (keys.length === 1 && typeof only === 'number' && g.keys[0] === only) || compareKeys(g.keys, keys, [], ignoreCase, context) === 0;
    const last = groups[groups.length - 1];
    const found = state.order !== null ? (last !== undefined && same(last) ? last : undefined) : groups.find(same);
    const group = found ?? { keys, items: [], count: 0 };
    if (found === undefined) groups.push(group);
    group.items.push(state.items.items[i] as Value);
    group.count++;
  }
  return groups;
}

const collection = (items: Value[]): PSList => new PSList(items, 'Collection', 'System.Management.Automation.PSObject');
const DUPLICATE =
  'The objects grouped by this property cannot be expanded because there is a key duplication. Provide a valid value for the property, and then try again.';

function writeTable(context: CmdletContext<State>, groups: readonly Group[]): void {
  const table = new PSHashtable('Hashtable', !context.isOn('CaseSensitive'));
  for (const group of groups) {
    const key = context.isOn('AsString') ? groupName(group.keys, context) : unwrap(group.keys[0] ?? null);
    if (key === null || table.has(key)) {
      context.writeError(errorRecord('System.Exception', DUPLICATE, DUPLICATE, 'InvalidArgument'));
      return;
    }
    table.set(key, collection(group.items));
  }
  context.write(table);
}

function finish(context: CmdletContext<State>): Step | void {
  const { state } = context;
  for (;;) {
    const step = orderStep(state, context, !context.isOn('CaseSensitive'), !state.mixed);
    if (step !== null) {
      // the types are known only once the keys are
      if (step.do !== 'await' || !hasSeveralTypes(state.keys)) return step;
      state.mixed = true;
      state.stage = 'done';
    }
    break;
  }
  if (!state.mixed && hasSeveralTypes(state.keys)) state.order = null;
  const groups = groupsOf(context);
  if (context.isOn('AsHashTable')) {
    writeTable(context, groups);
    return;
  }
  const noElement = context.isOn('NoElement');
  for (const group of groups) {
    context.write(
      new NetRecord(`Microsoft.PowerShell.Commands.${noElement ? 'GroupInfoNoElement' : 'GroupInfo'}`, {
        Values: new PSList(group.keys.map((k) => k ?? null)),
        Count: group.count,
        Group: collection(noElement ? [] : group.items),
        Name: groupName(group.keys, context),
      }),
    );
  }
}

export default defineCmdlet<State>({
  name: 'Group-Object',
  module: 'Microsoft.PowerShell.Utility',
  aliases: ['group'],
  synopsis: 'Groups objects that have the same value of a property.',
  className: 'Microsoft.PowerShell.Commands.GroupObjectCommand',
  parameters: {
    NoElement: { type: 'switch', help: 'Leaves the members out of the groups.' },
    AsHashTable: { type: 'switch', aliases: ['AHT'], sets: { HashTable: {} }, help: 'One table with the groups as values.' },
    AsString: { type: 'switch', sets: { HashTable: {} }, help: 'Keys of the table as text.' },
    InputObject: { type: 'psobject', pipeline: true, help: 'Objects to group.' },
    Property: { type: 'object[]', position: 0, help: 'Properties or script blocks to group by.' },
    Culture: { type: 'string', help: 'Culture whose rules count.' },
    CaseSensitive: { type: 'switch', help: 'Upper and lower case differ.' },
  },
  outputTypes: ['System.Collections.Hashtable', 'Microsoft.PowerShell.Commands.GroupInfo'],
  stateVersion: 1,
  init: () => ({ ...newOrder(), mixed: false }),
  begin(context) {
    context.state.properties = parseOrder(context.params.Property, GROUP_KEYS);
  },
  process(context) {
    collect(context.state, context.params.InputObject);
  },
  end(context) {
    const { state } = context;
    if (state.items.items.length === 0) return;
    const refuse = (message: string, target: Value): TerminatingError =>
      terminating('System.ArgumentException', message, 'ArgumentException', 'InvalidArgument', target);
    if (context.isOn('AsString') && !context.isOn('AsHashTable'))
      throw refuse('The command cannot be run because the AsString parameter requires that you specify the AsHashtable parameter.', true);
    if (context.isOn('AsHashTable') && !context.isOn('AsString') && listOf(context.params.Property).length > 1)
      throw refuse(
        'The command cannot be run because using the AsHashTable parameter with more than one property requires adding the AsString parameter.',
        context.params.Property ?? null,
      );
    if (state.properties.some((c) => isWild(c.expression))) state.properties = expandWild(state.properties, state.items.items, context);
    return finish(context);
  },
  resume(context, answer) {
    takeOrder(context.state, answer);
    return finish(context);
  },
  help: {
    examples: [{ code: 'Get-ChildItem -File | Group-Object Extension' }, { code: "'a', 'b', 'a' | Group-Object -NoElement" }],
    related: ['Sort-Object', 'Measure-Object', 'Select-Object'],
  },
});
