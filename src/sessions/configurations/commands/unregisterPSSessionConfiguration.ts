/** Unregister-PSSessionConfiguration. Behaviour: CustomShellCommands.cs; a pattern that matches nothing is an error too. */
import { defineCmdlet } from '../../../interpreter/binding/defineCmdlet.ts';
import { isWildcardMatch } from '../../../interpreter/values/regex/wildcard.ts';
import { askStore, computerOf, notFound } from './shared.ts';

export default defineCmdlet({
  name: 'Unregister-PSSessionConfiguration',
  module: 'Microsoft.PowerShell.Core',
  synopsis: 'Takes session configurations away.',
  className: 'Microsoft.PowerShell.Commands.UnregisterPSSessionConfigurationCommand',
  parameters: {
    Name: {
      type: 'string',
      position: 0,
      mandatory: true,
      byName: true,
      notNullOrEmpty: true,
      wildcards: true,
      help: 'Name of the configuration.',
    },
    Force: { type: 'switch', help: 'Asks nothing.' },
    NoServiceRestart: { type: 'switch', help: 'Has no effect: there is no service to restart.' },
  },
  supportsShouldProcess: true,
  stateVersion: 1,
  process(context) {
    const pattern = String(context.params.Name);
    const computer = computerOf(context);
    const found = askStore<'configuration.list'>(context, { op: 'configuration.list', computer }).filter((c) =>
      isWildcardMatch(pattern, c.name),
    );
    if (found.length === 0) {
      context.writeError(notFound(pattern));
      return;
    }
    for (const { name } of found) {
      if (!context.isOn('Force') && !context.shouldProcess(`Name: ${name}`)) continue;
      askStore<'configuration.delete'>(context, { op: 'configuration.delete', computer, name });
    }
  },
  help: {
    examples: [{ code: 'Unregister-PSSessionConfiguration -Name Lesson' }],
    related: ['Register-PSSessionConfiguration', 'Get-PSSessionConfiguration'],
  },
});
