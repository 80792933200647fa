/** Write-Output. Behaviour: Write-Object.cs. */
import { defineCmdlet } from '../../binding/defineCmdlet.ts';

export default defineCmdlet({
  name: 'Write-Output',
  module: 'Microsoft.PowerShell.Utility',
  aliases: ['echo', 'write'],
  synopsis: 'Writes objects to the pipeline.',
  className: 'Microsoft.PowerShell.Commands.WriteOutputCommand',
  parameters: {
    InputObject: {
      type: 'psobject',
      position: 0,
      mandatory: true,
      pipeline: true,
      remaining: true,
      allowNull: true,
      allowEmptyCollection: true,
      help: 'What is written.',
    },
    NoEnumerate: { type: 'switch', help: 'Writes a collection as one object.' },
  },
  stateVersion: 1,
  process(context) {
    const value = context.params.InputObject ?? null;
    if (context.isOn('NoEnumerate')) context.write(value);
    else context.writeAll(value);
  },
  help: { examples: [{ code: "Write-Output 'one' 'two'" }], related: ['Write-Host', 'Tee-Object'] },
});
