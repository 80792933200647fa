/** Get-SecureRandom. Behaviour: GetSecureRandomCommand.cs. */
import { defineCmdlet } from '../../binding/defineCmdlet.ts';
import { RANDOM_PARAMETERS, type RandomState, randomPhases } from './randomShared.ts';

export default defineCmdlet<RandomState>({
  name: 'Get-SecureRandom',
  module: 'Microsoft.PowerShell.Utility',
  synopsis: 'Gets random numbers that nobody can foresee, or chooses objects so.',
  className: 'Microsoft.PowerShell.Commands.GetSecureRandomCommand',
  defaultSet: 'RandomNumberParameterSet',
  parameters: RANDOM_PARAMETERS,
  outputTypes: ['System.Int32', 'System.Int64', 'System.Double'],
  ...randomPhases(true),
  help: { examples: [{ code: 'Get-SecureRandom -Maximum 100' }], related: ['Get-Random'] },
});
