/** ConvertTo-CliXml. Behaviour: XmlCommands.cs. */
import { defineCmdlet } from '../../binding/defineCmdlet.ts';
import { CLIXML_DEPTH, toClixml } from '../../values/clixml.ts';
import { isAutomationNull, type Value } from '../../values/value.ts';

export default defineCmdlet<{ values: Value[] }>({
  name: 'ConvertTo-CliXml',
  module: 'Microsoft.PowerShell.Utility',
  synopsis: 'Writes objects as one text of XML that ConvertFrom-CliXml reads.',
  className: 'Microsoft.PowerShell.Commands.ConvertToClixmlCommand',
  parameters: {
    InputObject: { type: 'psobject', mandatory: true, position: 0, pipeline: true, allowNull: true, help: 'Objects to write.' },
    Depth: { type: 'int', validateRange: [1, 2_147_483_647], help: 'Levels of properties that are written; 2 by default.' },
  },
  outputTypes: ['System.String'],
  stateVersion: 1,
  init: () => ({ values: [] }),
  process(context) {
    if (context.expectingInput && isAutomationNull(context.input)) return;
    context.state.values.push(context.params.InputObject ?? null);
  },
  end(context) {
    context.write(toClixml(context.state.values, Number(context.params.Depth ?? CLIXML_DEPTH), context));
  },
  help: { examples: [{ code: 'Get-Date | ConvertTo-CliXml' }], related: ['ConvertFrom-CliXml', 'Export-Clixml'] },
});
