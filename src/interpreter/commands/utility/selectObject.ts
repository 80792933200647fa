/** Select-Object. Behaviour: Select-Object.cs. */
import { defineCmdlet } from '../../binding/defineCmdlet.ts';
import type { CmdletContext, Step } from '../../machine/cmdlet.ts';
import { PSArray } from '../../values/collections.ts';
import { enumerate } from '../../values/enumerate.ts';
import type { ErrorRecord } from '../../values/errors.ts';
import { listMembers } from '../../values/members.ts';
import { PSObject, shapeOf } from '../../values/object.ts';
import { isWildcardMatch } from '../../values/regex/wildcard.ts';
import { typeHierarchy, typeNameOf, unwrap } from '../../values/typeNames.ts';
import { isAutomationNull, type Value } from '../../values/value.ts';
import { type Calculated, EXPRESSION_KEY, evaluateAll, isWild, type KeyDefinition, parseCalculated } from '../support/calculated.ts';
import { compareObjects } from '../support/compare.ts';
import { addNote, asObject } from '../support/members.ts';
import { argumentMessage, EX, errorRecord, listOf, numberOf, stringOf, stringsOf, terminating } from '../support/params.ts';

interface Unique {
  object: Value;
  notes: string[];
}

interface State {
  properties: Calculated[];
  expand: Calculated | null;
  exclude: string[];
  /** True: -Property or -ExcludeProperty was given. */
  selects: boolean;
  queue: PSArray;
  streamed: number;
  skip: number;
  indices: number[];
  at: number;
  filter: number;
  uniques: Unique[];
  done: boolean;
}

type Context = CmdletContext<State>;
type Note = [name: string, value: Value];

const KEYS: KeyDefinition[] = [EXPRESSION_KEY, { name: 'name', also: ['label'], types: ['System.String'] }];

function excluded(state: State, name: string): boolean {
  return state.exclude.some((pattern) => isWildcardMatch(pattern, name));
}

/** The notes that one -Property gives; null if it was refused. */
function notesOf(context: Context, c: Calculated, input: Value): Note[] {
  const { state } = context;
  const name = c.entries.name as string | undefined;
  const results = evaluateAll(c.expression, input, context).filter((r) => !excluded(state, r.name));
  if (results.length === 0 && !isWild(c.expression)) {
    const own = c.expression.kind === 'script' ? c.expression.block.text : c.expression.name;
    if (!excluded(state, own)) results.push({ name: own, value: null, error: null });
  } else if (name !== undefined && name !== '' && results.length > 1) {
    context.writeError(
      errorRecord(EX.netInvalidOperation, 'Cannot rename multiple results.', 'RenamingMultipleResults', 'InvalidOperation', input),
    );
    return [];
  }
  return results.map((r): Note => {
    const label = name === undefined || name === '' ? r.name : name;
    if (label === '')
      throw terminating(
        EX.argument,
        argumentMessage('A property is an empty script block and does not provide a name.', 'Property'),
        'EmptyScriptBlockAndNoName',
        'InvalidArgument',
      );
    return [label, r.value];
  });
}

function alreadyThere(context: Context, name: string, input: Value, id: string): void {
  context.writeError(
    errorRecord(
      EX.argument,
      argumentMessage(`The property cannot be processed because the property "${name}" already exists.`, 'Property'),
      id,
      'InvalidOperation',
      input,
    ),
  );
}

function write(context: Context, object: Value, notes: readonly Note[], input: Value): void {
  if (!context.isOn('Unique')) {
    named(object, notes.length > 0, input);
    context.write(object);
    return;
  }
  const ignoreCase = context.isOn('CaseInsensitive');
  const { state } = context;
  const same = (u: Unique): boolean => {
    const a = unwrap(object);
    const b = unwrap(u.object);
    const bothCustom = a instanceof PSObject && b instanceof PSObject;
    if (!bothCustom && compareObjects(a, b, ignoreCase, context) !== 0) return false;
    if (bothCustom && notes.length === 0 && a !== b && compareObjects(a, b, ignoreCase, context) !== 0) return false;
    if (u.notes.length !== notes.length) return false;
    return notes.every(([name, value]) => {
      const other = (asObject(u.object) as PSObject).get?.(name);
      return other !== undefined && compareObjects(other, value, ignoreCase, context) === 0;
    });
  };
  if (state.uniques.some(same)) return;
  named(object, notes.length > 0, input);
  state.uniques.push({ object, notes: notes.map(([n]) => n) });
}

/** Custom objects are called Selected.<type of the input>. */
function named(object: Value, isNew: boolean, input: Value): void {
  if (!(object instanceof PSObject) || object.base !== undefined) return;
  const name = `Selected.${typeNameOf(unwrap(input))}`;
  if (!isNew && typeHierarchy(object).includes(name)) return;
  if (object.typeNames === null) object.typeNames = [name];
  else object.typeNames.unshift(name);
}

function expandInto(context: Context, input: Value, notes: readonly Note[]): void {
  const c = context.state.expand as Calculated;
  const name = stringOf(context.params.ExpandProperty, context) ?? '';
  const results = evaluateAll(c.expression, input, context);
  const failed = (message: string, id: string): ErrorRecord =>
    errorRecord(EX.argument, argumentMessage(message, 'ExpandProperty'), id, 'InvalidArgument', input);
  if (results.length === 0) {
    context.writeError(failed(`Property "${name}" cannot be found.`, 'ExpandPropertyNotFound'));
    return;
  }
  if (results.length > 1) {
    context.writeError(failed('Multiple properties cannot be expanded.', 'MutlipleExpandProperties'));
    return;
  }
  const [{ value, error }] = results as [(typeof results)[0]];
  if (error !== null) {
    const record = errorRecord(error.exception.typeName, error.exception.message, 'PropertyEvaluationExpand', 'InvalidResult', input);
    context.writeError(record);
    return;
  }
  if (value === null) return;
  for (const item of enumerate(value) ?? [value]) {
    if (item === null || isAutomationNull(item)) continue;
    let object: Value = item;
    for (const [note, v] of notes) {
      const lower = note.toLowerCase();
      const exists = listMembers(object, context).some((m) => m.name.toLowerCase() === lower && /Property$/.test(m.memberType));
      if (exists) alreadyThere(context, note, input, 'AlreadyExistingUserSpecifiedPropertyExpand');
      else object = addNote(object, note, v);
    }
    write(context, object, notes, input);
  }
}

function processObject(context: Context, input: Value): void {
  const { state } = context;
  if (!state.selects && state.expand === null) {
    write(context, input, [], input);
    return;
  }
  const notes = state.properties.flatMap((c) => notesOf(context, c, input));
  if (state.expand !== null) {
    expandInto(context, input, notes);
    return;
  }
  const names: string[] = [];
  const values: Value[] = [];
  const seen = new Set<string>();
  for (const [name, value] of notes) {
    const lower = name.toLowerCase();
    if (seen.has(lower)) alreadyThere(context, name, input, 'AlreadyExistingUserSpecifiedPropertyNoExpand');
    else {
      seen.add(lower);
      names.push(name);
      values.push(value);
    }
  }
  write(context, new PSObject(shapeOf(names), values), notes, input);
}

/** The next queued object that goes on at once, or undefined. */
function dequeue(context: Context): Value | undefined {
  const { state, params } = context;
  const items = state.queue.items;
  const first = numberOf(params.First);
  const last = numberOf(params.Last);
  const skipLast = numberOf(params.SkipLast);
  if (state.skip === 0) {
    if (skipLast > 0) return items.length > skipLast ? items.shift() : undefined;
    if (state.streamed < first || !(context.isBound('First') || context.isBound('Last'))) {
      state.streamed++;
      return items.shift();
    }
    if (last === 0) items.shift();
  } else if (last === 0) {
    items.shift();
    state.skip--;
  } else if (first !== 0) {
    state.skip--;
    items.shift();
  }
  return undefined;
}

function enqueue(context: Context, value: Value): void {
  const { params, state } = context;
  const items = state.queue.items;
  const first = numberOf(params.First);
  const last = numberOf(params.Last);
  if (last > 0 && first === 0 && items.length >= last + numberOf(params.Skip)) items.shift();
  else if (last > 0 && first !== 0 && items.length >= last) items.shift();
  items.push(value);
}

function indexed(context: Context, input: Value): Step | void {
  const { state } = context;
  const { indices } = state;
  const wanted = indices[state.filter];
  const hit = wanted !== undefined && state.at === wanted;
  const skips = context.isBound('SkipIndex');
  if (hit === !skips) processObject(context, input);
  if (hit) while (state.filter < indices.length && indices[state.filter] === wanted) state.filter++;
  state.at++;
  if (!skips && !context.isOn('Wait') && state.filter >= indices.length) return { do: 'stopUpstream' };
}

const selecting = { DefaultParameter: { position: 0 }, SkipLastParameter: { position: 0 } };
const both = { DefaultParameter: {}, SkipLastParameter: {} };
const range: [number, number] = [0, 2147483647];

export default defineCmdlet<State>({
  name: 'Select-Object',
  module: 'Microsoft.PowerShell.Utility',
  aliases: ['select'],
  synopsis: 'Selects objects, or properties of objects.',
  className: 'Microsoft.PowerShell.Commands.SelectObjectCommand',
  defaultSet: 'DefaultParameter',
  sets: ['DefaultParameter', 'SkipLastParameter', 'IndexParameter', 'SkipIndexParameter'],
  parameters: {
    InputObject: { type: 'psobject', pipeline: true, help: 'Objects to select from.' },
    Property: { type: 'object[]', sets: selecting, help: 'Names, script blocks or tables of the properties to keep.' },
    ExcludeProperty: { type: 'string[]', sets: both, help: 'Properties to leave out.' },
    ExpandProperty: { type: 'string', sets: both, help: 'A property whose value takes the place of the object.' },
    Unique: { type: 'switch', help: 'Each object once.' },
    CaseInsensitive: { type: 'switch', help: 'Upper and lower case are the same for -Unique.' },
    Last: { type: 'int', sets: { DefaultParameter: {} }, validateRange: range, help: 'How many from the end.' },
    First: { type: 'int', sets: { DefaultParameter: {} }, validateRange: range, help: 'How many from the beginning.' },
    Skip: { type: 'int', sets: both, validateRange: range, help: 'How many to leave out at the beginning.' },
    SkipLast: { type: 'int', sets: { SkipLastParameter: {} }, validateRange: range, help: 'How many to leave out at the end.' },
    Wait: { type: 'switch', sets: { DefaultParameter: {}, IndexParameter: {} }, help: 'Lets the commands before go on to their end.' },
    Index: { type: 'int[]', sets: { IndexParameter: {} }, validateRange: range, help: 'Numbers of the objects to keep.' },
    SkipIndex: { type: 'int[]', sets: { SkipIndexParameter: {} }, validateRange: range, help: 'Numbers of the objects to leave out.' },
  },
  stateVersion: 1,
  init: () => ({
    properties: [],
    expand: null,
    exclude: [],
    selects: false,
    queue: new PSArray(),
    streamed: 0,
    skip: 0,
    indices: [],
    at: 0,
    filter: 0,
    uniques: [],
    done: false,
  }),
  begin(context) {
    const { state, params } = context;
    state.properties = listOf(params.Property).map((v) => parseCalculated(v, KEYS));
    state.exclude = stringsOf(params.ExcludeProperty, context);
    if (state.exclude.length > 0 && state.properties.length === 0) state.properties = [parseCalculated('*', KEYS)];
    state.selects = state.properties.length > 0;
    const expand = stringOf(params.ExpandProperty, context);
    state.expand = expand === undefined || expand === '' ? null : parseCalculated(expand, KEYS);
    state.skip = numberOf(params.Skip);
    state.indices = [...listOf(params.Index), ...listOf(params.SkipIndex)].map((v) => numberOf(v)).sort((a, b) => a - b);
  },
  process(context) {
    const input = context.params.InputObject;
    if (input === undefined || input === null || isAutomationNull(input)) return;
    if (context.isBound('Index') || context.isBound('SkipIndex')) return indexed(context, input);
    // what the state machine below changes must be done once, though the properties' code may have this run again
    const next = context.once(() => {
      enqueue(context, input);
      return dequeue(context);
    });
    if (next !== undefined) processObject(context, next);
    const first = numberOf(context.params.First);
    const { state } = context;
    const enough = context.isBound('First') && numberOf(context.params.Last) === 0 && first !== 0 && state.streamed >= first;
    if (enough && !context.isOn('Wait')) return { do: 'stopUpstream' };
  },
  end(context) {
    const { state } = context;
    if (context.parameterSet === 'DefaultParameter' && !state.done) {
      const items = state.queue.items;
      const skip = numberOf(context.params.First) !== 0 ? 0 : numberOf(context.params.Skip);
      const rest = items.slice(0, Math.max(0, items.length - skip));
      for (const item of rest) processObject(context, item);
    }
    state.done = true;
    for (const { object } of state.uniques) context.write(object);
  },
  help: {
    examples: [
      { code: 'Get-ChildItem | Select-Object Name, Length' },
      { code: '1..1000 | Select-Object -First 3', remarks: 'Stops the range as soon as three numbers are there.' },
    ],
    related: ['Where-Object', 'Sort-Object', 'Group-Object'],
  },
});
