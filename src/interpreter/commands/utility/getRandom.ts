/** Get-Random. Behaviour: GetRandomCommand.cs. Only after -SetSeed do its numbers repeat. */
import { defineCmdlet } from '../../binding/defineCmdlet.ts';
import { RANDOM_PARAMETERS, type RandomState, randomPhases } from './randomShared.ts';

export default defineCmdlet<RandomState>({
  name: 'Get-Random',
  module: 'Microsoft.PowerShell.Utility',
  synopsis: 'Gets random numbers, or chooses objects at random.',
  className: 'Microsoft.PowerShell.Commands.GetRandomCommand',
  defaultSet: 'RandomNumberParameterSet',
  parameters: { SetSeed: { type: 'System.Nullable[int]', help: 'Starts a sequence that repeats.' }, ...RANDOM_PARAMETERS },
  outputTypes: ['System.Int32', 'System.Int64', 'System.Double'],
  ...randomPhases(false),
  help: { examples: [{ code: 'Get-Random -Minimum 1 -Maximum 7' }, { code: "'a', 'b', 'c' | Get-Random" }], related: ['Get-SecureRandom'] },
});
