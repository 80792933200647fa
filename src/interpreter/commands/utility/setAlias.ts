/** Set-Alias. Behaviour: SetAliasCommand.cs. */
import { aliasCmdlet } from './aliasWriter.ts';

export default aliasCmdlet('Set', ['sal'], 'Makes or changes an alias of a command.');
