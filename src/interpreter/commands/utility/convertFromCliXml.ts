/** ConvertFrom-CliXml. Behaviour: XmlCommands.cs. */
import { defineCmdlet } from '../../binding/defineCmdlet.ts';
import { fromClixml } from '../../values/clixmlRead.ts';

export default defineCmdlet<{ text: string }>({
  name: 'ConvertFrom-CliXml',
  module: 'Microsoft.PowerShell.Utility',
  synopsis: 'Makes objects of the XML that ConvertTo-CliXml wrote.',
  className: 'Microsoft.PowerShell.Commands.ConvertFromClixmlCommand',
  parameters: { InputObject: { type: 'string', mandatory: true, position: 0, pipeline: true, notNullOrEmpty: true, help: 'The XML.' } },
  stateVersion: 1,
  init: () => ({ text: '' }),
  process(context) {
    if (typeof context.params.InputObject === 'string') context.state.text += context.params.InputObject;
  },
  end(context) {
    for (const value of fromClixml(context.state.text, context)) context.write(value);
  },
  help: { examples: [{ code: '1, 2 | ConvertTo-CliXml | ConvertFrom-CliXml' }], related: ['ConvertTo-CliXml'] },
});
