/** New-Alias. Behaviour: NewAliasCommand.cs. */
import { aliasCmdlet } from './aliasWriter.ts';

export default aliasCmdlet('New', ['nal'], 'Makes an alias of a command.');
