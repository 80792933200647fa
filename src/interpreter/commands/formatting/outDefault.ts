/** Out-Default: what ends every pipeline whose output nobody takes. Behaviour: OutConsole.cs. */
import { defineCmdlet } from '../../binding/defineCmdlet.ts';
import { consolePhases } from './console.ts';

const phases = consolePhases();

export default defineCmdlet({
  name: 'Out-Default',
  module: 'Microsoft.PowerShell.Core',
  synopsis: 'Formats objects by default and shows them on the console.',
  className: 'Microsoft.PowerShell.Commands.OutDefaultCommand',
  parameters: {
    Transcript: { type: 'switch', help: 'Passes the input on as well.' },
    InputObject: { type: 'psobject', pipeline: true, allowNull: true, help: 'Objects to show.' },
  },
  ...phases,
  process(context) {
    const step = phases.process(context);
    if (context.isOn('Transcript')) context.write(context.params.InputObject ?? null);
    return step;
  },
  help: { related: ['Out-Host', 'Out-String'] },
});
