/** Convert-Path. Behaviour: ConvertPathCommand.cs. */
import { defineCmdlet } from '../../binding/defineCmdlet.ts';
import { pathParameters, places } from '../support/items.ts';

export default defineCmdlet({
  name: 'Convert-Path',
  module: 'Microsoft.PowerShell.Management',
  aliases: ['cvpa'],
  synopsis: "Turns paths into paths of their provider's own.",
  className: 'Microsoft.PowerShell.Commands.ConvertPathCommand',
  defaultSet: 'Path',
  parameters: { ...pathParameters('The paths.'), Force: { type: 'switch', help: 'Hidden items too.' } },
  outputTypes: ['System.String'],
  stateVersion: 1,
  process(context) {
    for (const place of places(context)) context.write(place.path);
  },
  help: { examples: [{ code: 'Convert-Path ~' }], related: ['Resolve-Path'] },
});
