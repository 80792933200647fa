/** ConvertTo-Json. Behaviour: ConvertToJsonCommand.cs, JsonObject.cs. Large values are written in portions. */
import { defineCmdlet } from '../../binding/defineCmdlet.ts';
import type { CmdletContext, Step } from '../../machine/cmdlet.ts';
import { appendItem, PSArray } from '../../values/collections.ts';
import type { Value } from '../../values/value.ts';
import { type JsonOptions, type JsonWriting, startJson, writeJson } from '../support/jsonWriter.ts';
import { nameOf, numberOf } from '../support/params.ts';

interface State {
  input: PSArray;
  writing: JsonWriting | null;
}

function next(context: CmdletContext<State>): Step | void {
  const { writing } = context.state;
  if (writing === null) return;
  if (!writeJson(writing, 2000, context)) return { do: 'again' };
  if (writing.truncated)
    context.writeWarning(`Resulting JSON is truncated as serialization has exceeded the set depth of ${writing.options.maxDepth}.`);
  const text = writing.pieces.join('');
  context.allocate(text.length * 2);
  context.write(text);
}

export default defineCmdlet<State>({
  name: 'ConvertTo-Json',
  module: 'Microsoft.PowerShell.Utility',
  synopsis: 'Turns objects into JSON.',
  className: 'Microsoft.PowerShell.Commands.ConvertToJsonCommand',
  parameters: {
    InputObject: { type: 'object', position: 0, mandatory: true, pipeline: true, allowNull: true, help: 'What is turned.' },
    Depth: { type: 'int', validateRange: [0, 100], help: 'How deep objects are gone into; 2 if not given.' },
    Compress: { type: 'switch', help: 'No line breaks and indentation.' },
    EnumsAsStrings: { type: 'switch', help: 'Names of enums instead of numbers.' },
    AsArray: { type: 'switch', help: 'An array even for one object.' },
    EscapeHandling: { type: 'string', validateSet: ['Default', 'EscapeNonAscii', 'EscapeHtml'], help: 'Which characters are escaped.' },
  },
  outputTypes: ['System.String'],
  stateVersion: 1,
  init: () => ({ input: new PSArray(), writing: null }),
  process(context) {
    appendItem(context.state.input, context.params.InputObject ?? null);
  },
  end(context) {
    const { state, params } = context;
    const items = state.input.items;
    if (items.length === 0) return;
    const value: Value = items.length > 1 || context.isOn('AsArray') ? new PSArray([...items]) : (items[0] as Value);
    const handling = nameOf(params.EscapeHandling, context, 'Default').toLowerCase();
    const options: JsonOptions = {
      maxDepth: numberOf(params.Depth, 2),
      compress: context.isOn('Compress'),
      enumsAsStrings: context.isOn('EnumsAsStrings'),
      escape: (['Default', 'EscapeNonAscii', 'EscapeHtml'] as const).find((n) => n.toLowerCase() === handling) ?? 'Default',
    };
    state.writing = startJson(value, options);
    return next(context);
  },
  resume: next,
  help: { examples: [{ code: "@{ name = 'Ann'; age = 30 } | ConvertTo-Json" }], related: ['ConvertFrom-Json'] },
});
