/** Write-Verbose. Behaviour: Write.cs. */
import { messageCmdlet } from './messages.ts';

export default messageCmdlet('Verbose', 'Writes a message that is shown on demand.');
