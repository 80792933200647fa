/** Write-Warning. Behaviour: Write.cs. */
import { messageCmdlet } from './messages.ts';

export default messageCmdlet('Warning', 'Writes a warning.');
