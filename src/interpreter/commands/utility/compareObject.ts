/** Compare-Object. Behaviour: Compare-Object.cs. */
import { defineCmdlet } from '../../binding/defineCmdlet.ts';
import type { CmdletContext } from '../../machine/cmdlet.ts';
import { PSObject, shapeOf } from '../../values/object.ts';
import { isAutomationNull, type Value } from '../../values/value.ts';
import { type Calculated, expressionText } from '../support/calculated.ts';
import { compareKeys } from '../support/compare.ts';
import { addNote, removeOwnMember } from '../support/members.ts';
import { expandWild, GROUP_KEYS, keysOf, parseOrder } from '../support/ordering.ts';
import { listOf, numberOf } from '../support/params.ts';

interface Entry {
  object: Value;
  keys: (Value | undefined)[];
}

interface State {
  properties: Calculated[];
  /** Reference entries, null until the first comparison. */
  references: Entry[] | null;
  next: number;
  referenceBacklog: Entry[];
  differenceBacklog: Entry[];
}

type Context = CmdletContext<State>;

function entries(context: Context, objects: readonly Value[], properties: readonly Calculated[]): Entry[] {
  const real = objects.filter((o) => o !== null && !isAutomationNull(o));
  const keys = keysOf(real, properties, context);
  return real.map((object, i) => ({ object, keys: keys[i] as Entry['keys'] }));
}

function emit(context: Context, entry: Entry, side: string): void {
  const { properties } = context.state;
  if (context.isOn('PassThru')) {
    removeOwnMember(entry.object, 'SideIndicator');
    context.write(addNote(entry.object, 'SideIndicator', side));
    return;
  }
  const names: string[] = [];
  const values: Value[] = [];
  if (properties.length === 0) {
    names.push('InputObject');
    values.push(entry.object);
  }
  properties.forEach((c, i) => {
    const name = expressionText(c.expression);
    if (names.includes(name)) return;
    names.push(name);
    values.push(entry.keys[i] ?? null);
  });
  context.write(new PSObject(shapeOf([...names, 'SideIndicator']), [...values, side]));
}

const emitMatch = (context: Context, e: Entry): void => {
  const excludes = context.isOn('ExcludeDifferent') && !context.isBound('IncludeEqual');
  if (context.isOn('IncludeEqual') || excludes) emit(context, e, '==');
};
const emitOnly = (context: Context, e: Entry, side: string): void => {
  if (!context.isOn('ExcludeDifferent')) emit(context, e, side);
};

function equal(context: Context, a: Entry, b: Entry): boolean {
  return compareKeys(a.keys, b.keys, [], !context.isOn('CaseSensitive'), context) === 0;
}

function takeMatch(context: Context, entry: Entry | null, list: Entry[]): Entry | null {
  if (entry === null) return null;
  const i = list.findIndex((e) => equal(context, entry, e));
  return i < 0 ? null : (list.splice(i, 1)[0] as Entry);
}

function remember(context: Context, entry: Entry, list: Entry[], side: string): void {
  const window = numberOf(context.params.SyncWindow, 2147483647);
  if (window <= 0) {
    emitOnly(context, entry, side);
    return;
  }
  while (list.length >= window) emitOnly(context, list.shift() as Entry, side);
  list.push(entry);
}

/** Compares one difference object (null: there are no more) with the next reference object. */
function compare(context: Context, incoming: Entry | null): void {
  const { state } = context;
  let difference = incoming;
  let reference = state.references?.[state.next] ?? null;
  if (reference !== null) state.next++;
  if (reference !== null && difference !== null && equal(context, reference, difference)) {
    emitMatch(context, reference);
    return;
  }
  const inReferences = takeMatch(context, difference, state.referenceBacklog);
  if (inReferences !== null) {
    emitMatch(context, inReferences);
    difference = null;
  }
  if (takeMatch(context, reference, state.differenceBacklog) !== null) {
    emitMatch(context, reference as Entry);
    reference = null;
  }
  if (difference !== null) remember(context, difference, state.differenceBacklog, '=>');
  if (reference !== null) remember(context, reference, state.referenceBacklog, '<=');
}

export default defineCmdlet<State>({
  name: 'Compare-Object',
  module: 'Microsoft.PowerShell.Utility',
  aliases: ['diff', 'compare'],
  synopsis: 'Compares two sets of objects.',
  className: 'Microsoft.PowerShell.Commands.CompareObjectCommand',
  parameters: {
    ReferenceObject: { type: 'psobject[]', position: 0, mandatory: true, allowEmptyCollection: true, help: 'The set to compare with.' },
    DifferenceObject: {
      type: 'psobject[]',
      position: 1,
      mandatory: true,
      pipeline: true,
      allowEmptyCollection: true,
      help: 'The set to compare.',
    },
    SyncWindow: { type: 'int', validateRange: [0, 2147483647], help: 'How far around an object its match is looked for.' },
    Property: { type: 'object[]', help: 'Properties that count.' },
    ExcludeDifferent: { type: 'switch', help: 'Shows equal objects only.' },
    IncludeEqual: { type: 'switch', help: 'Shows equal objects too.' },
    PassThru: { type: 'switch', help: 'Writes the compared objects themselves.' },
    Culture: { type: 'string', help: 'Culture whose rules count.' },
    CaseSensitive: { type: 'switch', help: 'Upper and lower case differ.' },
  },
  stateVersion: 1,
  init: () => ({ properties: [], references: null, next: 0, referenceBacklog: [], differenceBacklog: [] }),
  begin(context) {
    context.state.properties = parseOrder(context.params.Property, GROUP_KEYS);
  },
  process(context) {
    const { state, params } = context;
    const references = listOf(params.ReferenceObject);
    const differences = listOf(params.DifferenceObject);
    if (references.length === 0) {
      for (const entry of entries(context, differences, state.properties)) emitOnly(context, entry, '=>');
      return;
    }
    // both before anything is changed: working out keys may have this run again
    const properties = state.references === null ? expandWild(state.properties, references, context) : state.properties;
    const fresh = state.references === null ? entries(context, references, properties) : null;
    const incoming = entries(context, differences, properties);
    if (fresh !== null) {
      state.properties = properties;
      state.references = fresh;
    }
    if (incoming.length === 0) compare(context, null);
    for (const entry of incoming) compare(context, entry);
  },
  end(context) {
    const { state } = context;
    while (state.references !== null && state.next < state.references.length) compare(context, null);
    for (const entry of state.differenceBacklog) emitOnly(context, entry, '=>');
    for (const entry of state.referenceBacklog) emitOnly(context, entry, '<=');
  },
  help: {
    examples: [{ code: 'Compare-Object (Get-Content a.txt) (Get-Content b.txt)' }],
    related: ['Group-Object', 'Sort-Object', 'Where-Object'],
  },
});
