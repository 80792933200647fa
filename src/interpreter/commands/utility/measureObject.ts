/** Measure-Object. Behaviour: Measure-Object.cs. */
import { defineCmdlet } from '../../binding/defineCmdlet.ts';
import type { CmdletContext } from '../../machine/cmdlet.ts';
import { strictModeOf } from '../../machine/variables.ts';
import { convertTo, toText, tryConvertTo } from '../../values/convert.ts';
import { compareCulture } from '../../values/dotnet/stringCompare.ts';
import { toJsNumber } from '../../values/numbers.ts';
import { methodText } from '../../values/text.ts';
import { typeNameOf, unwrap } from '../../values/typeNames.ts';
import { isAutomationNull, mkDouble, type Value } from '../../values/value.ts';
import { type Calculated, EXPRESSION_KEY, evaluateAll, isWild, parseCalculated } from '../support/calculated.ts';
import { compareObjects } from '../support/compare.ts';
import { argumentMessage, EX, errorRecord, listOf } from '../support/params.ts';
import { NetRecord } from '../support/record.ts';

interface Statistics {
  name: string;
  count: number;
  sum: number;
  sumPrevious: number;
  variance: number;
  min: Value;
  max: Value;
  characters: number;
  words: number;
  lines: number;
}

interface State {
  properties: Calculated[];
  statistics: Statistics[];
  /** Objects seen. */
  total: number;
  nonNumeric: boolean;
  /** What the switches ask for (wantedOf); undefined = not yet looked at. */
  wanted?: number;
}

type Context = CmdletContext<State>;
const WHOLE = '$_';

function statisticsOf(state: State, name: string): Statistics {
  const [first] = state.statistics;
  if (first !== undefined && first.name === name) return first;
  const lower = name.toLowerCase();
  let found = state.statistics.find((s) => s.name.toLowerCase() === lower);
  if (found === undefined) {
    found = { name, count: 0, sum: 0, sumPrevious: 0, variance: 0, min: null, max: null, characters: 0, words: 0, lines: 0 };
    state.statistics.push(found);
  }
  return found;
}

function measures(context: Context, what: string): boolean {
  return context.isOn(what) || (what !== 'AllStats' && context.isOn('AllStats'));
}

const SUM = 1;
const DEVIATION = 2;
const MINIMUM = 4;
const MAXIMUM = 8;

/** What has to be worked out for each object, as bits. */
function wantedOf(context: Context): number {
  const { state } = context;
  if (state.wanted === undefined) {
    const bit = (what: string, n: number): number => (measures(context, what) ? n : 0);
    state.wanted =
      bit('Sum', SUM) | bit('Average', SUM) | bit('StandardDeviation', DEVIATION) | bit('Minimum', MINIMUM) | bit('Maximum', MAXIMUM);
  }
  return state.wanted;
}

function asDouble(value: Value, context: Context): number | undefined {
  if (typeof value === 'number') return value;
  const converted = tryConvertTo(value, 'double', context);
  return converted === undefined ? undefined : toJsNumber(converted);
}

/** The lesser (or greater) of two: as numbers if both are, else as text. */
function better(value: Value, before: Value, min: boolean, context: Context): Value {
  if (before === null) return value;
  const a = asDouble(before, context);
  const b = value === null ? undefined : asDouble(value, context);
  let order: number;
  if (value === null) order = 1;
  else if (a !== undefined && b !== undefined) order = a < b ? -1 : a > b ? 1 : 0;
  else if (a === undefined && b === undefined && typeNameOf(unwrap(before)) === typeNameOf(unwrap(value)))
    order = compareObjects(before, value, false, context);
  else
    order = compareCulture(
      a === undefined ? methodText(before, context) : methodText(mkDouble(a), context),
      b === undefined ? methodText(value, context) : methodText(mkDouble(b), context),
    );
  return (min ? order : -order) > 0 ? value : before;
}

function countLines(text: string): number {
  if (text === '') return 0;
  const breaks = text.split('\n').length - 1;
  return text.endsWith('\n') ? breaks : breaks + 1;
}

function analyzeText(context: Context, value: Value, s: Statistics): void {
  const text = toText(convertTo(value, 'string', context), context);
  if (context.isOn('Character')) s.characters += context.isOn('IgnoreWhiteSpace') ? text.replace(/\s/g, '').length : text.length;
  if (context.isOn('Word')) s.words += text.split(/\s+/).filter((w) => w !== '').length;
  if (context.isOn('Line')) s.lines += countLines(text);
}

function analyze(context: Context, name: string, value: Value): void {
  const { state } = context;
  const s = statisticsOf(state, name);
  s.count++;
  if (context.parameterSet === 'TextMeasure') {
    analyzeText(context, value, s);
    return;
  }
  const wanted = wantedOf(context);
  if ((wanted & (SUM | DEVIATION)) !== 0) {
    const n = asDouble(value, context);
    if (n === undefined) {
      state.nonNumeric = true;
      context.writeError(
        errorRecord(
          EX.invalidOperation,
          `Input object "${toText(value, context)}" is not numeric.`,
          'NonNumericInputObject',
          'InvalidType',
          value,
        ),
      );
      return;
    }
    s.sumPrevious = s.sum;
    s.sum += n;
    if ((wanted & DEVIATION) !== 0 && s.count > 1) {
      const average = s.sumPrevious / (s.count - 1);
      s.variance *= (s.count - 2) / (s.count - 1);
      s.variance += ((n - average) * (n - average)) / s.count;
    }
  }
  if ((wanted & MINIMUM) !== 0) s.min = better(value, s.min, true, context);
  if ((wanted & MAXIMUM) !== 0) s.max = better(value, s.max, false, context);
}

function process(context: Context): void {
  const { state } = context;
  const input = context.params.InputObject;
  if (input === undefined || input === null || isAutomationNull(input)) return;
  if (state.properties.length === 0) {
    state.total++;
    const value = unwrap(input);
    if (value !== null) analyze(context, WHOLE, value);
    return;
  }
  // first the values, which may run code of the script; then, once, the counting
  const values: { name: string; value: Value }[] = [];
  const missing: string[] = [];
  for (const { expression } of state.properties) {
    const results = evaluateAll(expression, input, context);
    if (results.length === 0 && expression.kind === 'property' && !isWild(expression)) missing.push(expression.name);
    for (const result of results) {
      if (result.error !== null) {
        const e = result.error.exception;
        context.writeError(errorRecord(e.typeName, e.message, 'InvalidPropertyName', 'InvalidResult', input));
      } else values.push({ name: result.name, value: unwrap(result.value) });
    }
  }
  state.total++;
  for (const name of missing) statisticsOf(state, name);
  for (const { name, value } of values) if (value !== null) analyze(context, name, value);
}

function genericInfo(context: Context, s: Statistics): NetRecord {
  const { nonNumeric } = context.state;
  const number = (on: string, n: number): Value => (!nonNumeric && measures(context, on) ? mkDouble(n) : null);
  const minNumber = s.min === null ? null : asDouble(s.min, context);
  const maxNumber = s.max === null ? null : asDouble(s.max, context);
  const generic = minNumber !== undefined && maxNumber !== undefined;
  const fields: Record<string, Value> = {
    Count: s.count,
    Average: s.count > 0 ? number('Average', s.sum / s.count) : null,
    Sum: number('Sum', s.sum),
    Maximum: generic ? (maxNumber === null ? null : mkDouble(maxNumber as number)) : s.max,
    Minimum: generic ? (minNumber === null ? null : mkDouble(minNumber as number)) : s.min,
    StandardDeviation: number('StandardDeviation', Math.sqrt(s.variance)),
    Property: context.state.properties.length > 0 ? s.name : null,
  };
  return new NetRecord(`Microsoft.PowerShell.Commands.${generic ? 'GenericMeasureInfo' : 'GenericObjectMeasureInfo'}`, fields);
}

function textInfo(context: Context, s: Statistics): NetRecord {
  return new NetRecord('Microsoft.PowerShell.Commands.TextMeasureInfo', {
    Lines: context.isOn('Line') ? s.lines : null,
    Words: context.isOn('Word') ? s.words : null,
    Characters: context.isOn('Character') ? s.characters : null,
    Property: context.state.properties.length > 0 ? s.name : null,
  });
}

const generic = { GenericMeasure: {} };
const text = { TextMeasure: {} };

export default defineCmdlet<State>({
  name: 'Measure-Object',
  module: 'Microsoft.PowerShell.Utility',
  aliases: ['measure'],
  synopsis: 'Counts objects and characters, words and lines of text; sums, averages and finds extremes.',
  className: 'Microsoft.PowerShell.Commands.MeasureObjectCommand',
  defaultSet: 'GenericMeasure',
  parameters: {
    InputObject: { type: 'psobject', pipeline: true, help: 'What is measured.' },
    Property: { type: 'object[]', position: 0, notNullOrEmpty: true, help: 'Properties to measure.' },
    StandardDeviation: { type: 'switch', sets: generic, help: 'The standard deviation of a sample.' },
    Sum: { type: 'switch', sets: generic, help: 'The sum.' },
    AllStats: { type: 'switch', sets: generic, help: 'All of these.' },
    Average: { type: 'switch', sets: generic, help: 'The average.' },
    Maximum: { type: 'switch', sets: generic, help: 'The greatest value.' },
    Minimum: { type: 'switch', sets: generic, help: 'The least value.' },
    Line: { type: 'switch', sets: text, help: 'Counts lines.' },
    Word: { type: 'switch', sets: text, help: 'Counts words.' },
    Character: { type: 'switch', sets: text, help: 'Counts characters.' },
    IgnoreWhiteSpace: { type: 'switch', sets: text, help: 'Leaves white space out of the count of characters.' },
  },
  outputTypes: ['GenericMeasureInfo', 'TextMeasureInfo', 'GenericObjectMeasureInfo'].map((n) => `Microsoft.PowerShell.Commands.${n}`),
  stateVersion: 1,
  init: () => ({ properties: [], statistics: [], total: 0, nonNumeric: false }),
  begin(context) {
    context.state.properties = listOf(context.params.Property).map((v) => parseCalculated(v, [EXPRESSION_KEY]));
  },
  process,
  end(context) {
    const { state } = context;
    if (state.total === 0 && state.properties.length === 0) statisticsOf(state, WHOLE);
    const isText = context.parameterSet === 'TextMeasure';
    for (const s of state.statistics) {
      if (s.count === 0 && state.properties.length > 0) {
        if (strictModeOf(context.scope) < 2) continue;
        const id = isText ? 'TextMeasurePropertyNotFound' : 'GenericMeasurePropertyNotFound';
        const message = `Cannot process argument because the value of argument "${s.name}" is not valid. Change the value of the "${s.name}" argument and run the operation again.`;
        const record = errorRecord(EX.argument, argumentMessage(message, s.name), id, 'ObjectNotFound');
        record.details = `The property "${s.name}" cannot be found in the input for any objects.`;
        context.writeError(record);
        continue;
      }
      context.write(isText ? textInfo(context, s) : genericInfo(context, s));
    }
  },
  help: {
    examples: [{ code: '1..10 | Measure-Object -Sum -Average' }, { code: 'Get-Content notes.txt | Measure-Object -Line -Word' }],
    related: ['Group-Object', 'Measure-Command'],
  },
});
