/** Join-String. Behaviour: Join-String.cs. */
import { defineCmdlet } from '../../binding/defineCmdlet.ts';
import { toText } from '../../values/convert.ts';
import { cultureRules } from '../../values/culture.ts';
import { formatText } from '../../values/formatValue.ts';
import { isAutomationNull, type Value } from '../../values/value.ts';
import { type Calculated, EXPRESSION_KEY, evaluateOne, parseCalculated } from '../support/calculated.ts';
import { listOf, stringOf } from '../support/params.ts';

interface State {
  property: Calculated | null;
  pieces: string[];
}

export default defineCmdlet<State>({
  name: 'Join-String',
  module: 'Microsoft.PowerShell.Utility',
  synopsis: 'Joins objects to one string.',
  className: 'Microsoft.PowerShell.Commands.Utility.JoinStringCommand',
  defaultSet: 'default',
  parameters: {
    Property: { type: 'object', position: 0, help: 'Property or script block whose values are joined.' },
    Separator: { type: 'string', position: 1, allowEmptyCollection: true, help: 'Text between the values; $OFS if not given.' },
    OutputPrefix: { type: 'string', aliases: ['op'], help: 'Text before all.' },
    OutputSuffix: { type: 'string', aliases: ['os'], help: 'Text after all.' },
    SingleQuote: { type: 'switch', sets: { SingleQuote: {} }, help: 'Puts each value in single quotes.' },
    DoubleQuote: { type: 'switch', sets: { DoubleQuote: {} }, help: 'Puts each value in double quotes.' },
    FormatString: { type: 'string', sets: { Format: {} }, help: 'A format for each value.' },
    UseCulture: { type: 'switch', help: 'By the rules of the current culture.' },
    InputObject: { type: 'psobject[]', pipeline: true, help: 'What is joined.' },
  },
  outputTypes: ['System.String'],
  stateVersion: 1,
  init: () => ({ property: null, pieces: [] }),
  begin(context) {
    const property = context.params.Property;
    if (property !== undefined && property !== null) context.state.property = parseCalculated(property, [EXPRESSION_KEY]);
  },
  process(context) {
    const { state, params } = context;
    const quote = context.isOn('SingleQuote') ? "'" : context.isOn('DoubleQuote') ? '"' : '';
    const format = stringOf(params.FormatString, context) ?? '';
    const culture = context.isOn('UseCulture') ? cultureRules(context.culture) : cultureRules('');
    const pieces: string[] = [];
    for (const input of listOf(params.InputObject)) {
      if (input === null || isAutomationNull(input)) continue;
      const value: Value = state.property === null ? input : (evaluateOne(state.property.expression, input, context) ?? null);
      if (quote !== '' || format === '') pieces.push(quote + toText(value, context) + quote);
      else pieces.push(formatText(format, [value], culture, context));
    }
    state.pieces.push(...pieces);
  },
  end(context) {
    const { params, state } = context;
    const ofs = context.getVariable('OFS');
    const separator = stringOf(params.Separator, context) ?? (ofs === undefined || ofs === null ? '' : toText(ofs, context));
    const text = state.pieces.join(separator);
    context.allocate(text.length * 2);
    context.write((stringOf(params.OutputPrefix, context) ?? '') + text + (stringOf(params.OutputSuffix, context) ?? ''));
  },
  help: { examples: [{ code: "1..5 | Join-String -Separator ', '" }], related: ['Out-String', 'about_Join'] },
});
