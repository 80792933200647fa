/** Set-Content. Behaviour: SetContentCommand.cs. */
import { contentCmdlet } from './contentWriter.ts';

export default contentCmdlet('Set', 'Writes content to files and other items, in place of what is there.', []);
