/** Add-Content. Behaviour: AddContentCommand.cs. */
import { contentCmdlet } from './contentWriter.ts';

export default contentCmdlet('Add', 'Adds content at the end of files.', ['ac']);
