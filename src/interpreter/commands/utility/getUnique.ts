/** Get-Unique. Behaviour: GetUnique.cs: compares each object with the one before it. */
import { defineCmdlet } from '../../binding/defineCmdlet.ts';
import { toText } from '../../values/convert.ts';
import { compareCulture } from '../../values/dotnet/stringCompare.ts';
import { typeHierarchy } from '../../values/typeNames.ts';
import { isAutomationNull, type Value } from '../../values/value.ts';
import { compareObjects } from '../support/compare.ts';

interface State {
  last: Value;
  lastText: string | null;
}

export default defineCmdlet<State>({
  name: 'Get-Unique',
  module: 'Microsoft.PowerShell.Utility',
  aliases: ['gu'],
  synopsis: 'Writes each run of equal objects of a sorted list once.',
  className: 'Microsoft.PowerShell.Commands.GetUniqueCommand',
  defaultSet: 'AsString',
  parameters: {
    InputObject: { type: 'psobject', pipeline: true, allowNull: true, help: 'Sorted objects.' },
    AsString: { type: 'switch', sets: { AsString: {} }, help: 'Compares the text of the objects.' },
    OnType: { type: 'switch', sets: { UniqueByType: {} }, help: 'One object of each type.' },
    CaseInsensitive: { type: 'switch', help: 'Upper and lower case are the same.' },
  },
  stateVersion: 1,
  init: () => ({ last: null, lastText: null }),
  process(context) {
    const { state } = context;
    const input = context.params.InputObject ?? null;
    if (isAutomationNull(input)) return;
    const ignoreCase = context.isOn('CaseInsensitive');
    let unique = true;
    if (state.last === null) unique = true;
    else if (context.isOn('OnType')) unique = typeHierarchy(input).join() !== typeHierarchy(state.last).join();
    else if (context.isOn('AsString')) {
      const text = toText(input, context);
      state.lastText ??= toText(state.last, context);
      unique = ignoreCase ? compareCulture(text, state.lastText, true) !== 0 : text !== state.lastText;
      if (unique) state.lastText = text;
    } else unique = compareObjects(input, state.last, ignoreCase, context) !== 0;
    if (!unique) return;
    state.last = input;
    context.write(input);
  },
  help: { examples: [{ code: 'Get-Content words.txt | Sort-Object | Get-Unique' }], related: ['Select-Object', 'Sort-Object'] },
});
