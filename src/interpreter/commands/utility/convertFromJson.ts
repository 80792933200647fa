/** ConvertFrom-Json. Behaviour: ConvertFromJsonCommand.cs. Long texts are read in portions. */
import { defineCmdlet } from '../../binding/defineCmdlet.ts';
import type { CmdletContext, Step } from '../../machine/cmdlet.ts';
import { appendItem, PSArray } from '../../values/collections.ts';
import { makeError } from '../../values/faults.ts';
import type { Value } from '../../values/value.ts';
import { JsonError, type JsonReading, type ReadOptions, readJson, startReading } from '../support/jsonReader.ts';
import { nameOf, numberOf, stringOf, terminating } from '../support/params.ts';

interface State {
  lines: PSArray;
  reading: JsonReading | null;
  /** Texts still to be read; `null` while it is not known whether each line is a value of its own. */
  rest: string[];
  trying: boolean;
}

type Context = CmdletContext<State>;

function options(context: Context): ReadOptions {
  const dates = nameOf(context.params.DateKind, context, 'Default').toLowerCase();
  return {
    asTable: context.isOn('AsHashtable'),
    maxDepth: numberOf(context.params.Depth, 1024),
    dates: (['Default', 'Local', 'Utc', 'Offset', 'String'] as const).find((n) => n.toLowerCase() === dates) ?? 'Default',
  };
}

function write(context: Context, value: Value): void {
  if (value instanceof PSArray && !context.isOn('NoEnumerate')) context.writeAll(value);
  else context.write(value);
}

function fail(e: JsonError): Error {
  if (e.errorId !== '') return terminating('System.InvalidOperationException', e.message, e.errorId, 'InvalidOperation');
  return makeError(
    'System.ArgumentException',
    'System.ArgumentException',
    'NotSpecified',
    `Conversion from JSON failed with error: ${e.message}`,
  );
}

function next(context: Context): Step | void {
  const { state } = context;
  for (;;) {
    if (state.reading === null) {
      const text = state.rest.shift();
      if (text === undefined) return;
      if (text.trim() === '') continue;
      state.reading = startReading(text, options(context));
    }
    try {
      if (!readJson(state.reading, 4000, context)) return { do: 'again' };
    } catch (e) {
      if (!(e instanceof JsonError)) throw e;
      if (!state.trying) throw fail(e);
      // the first line alone is no value: all lines are one text
      state.trying = false;
      state.rest = [state.lines.items.join('\n')];
      state.reading = null;
      continue;
    }
    state.trying = false;
    const { result } = state.reading;
    state.reading = null;
    write(context, result);
  }
}

export default defineCmdlet<State>({
  name: 'ConvertFrom-Json',
  module: 'Microsoft.PowerShell.Utility',
  synopsis: 'Turns JSON into objects.',
  className: 'Microsoft.PowerShell.Commands.ConvertFromJsonCommand',
  parameters: {
    InputObject: { type: 'string', position: 0, mandatory: true, pipeline: true, allowEmptyString: true, help: 'The JSON.' },
    AsHashtable: { type: 'switch', help: 'Tables instead of objects.' },
    Depth: { type: 'int', validateRange: [1, 2147483647], help: 'How deep the JSON may be.' },
    NoEnumerate: { type: 'switch', help: 'Writes an array as one object.' },
    DateKind: { type: 'string', validateSet: ['Default', 'Local', 'Utc', 'Offset', 'String'], help: 'What becomes of dates.' },
  },
  stateVersion: 1,
  init: () => ({ lines: new PSArray(), reading: null, rest: [], trying: false }),
  process(context) {
    appendItem(context.state.lines, stringOf(context.params.InputObject, context) ?? '');
  },
  end(context) {
    const { state } = context;
    state.rest = state.lines.items.map(String);
    state.trying = state.rest.length > 1;
    return next(context);
  },
  resume: next,
  help: { examples: [{ code: `'{ "a": 1 }' | ConvertFrom-Json` }], related: ['ConvertTo-Json'] },
});
