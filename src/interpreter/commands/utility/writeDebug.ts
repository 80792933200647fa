/** Write-Debug. Behaviour: Write.cs. */
import { messageCmdlet } from './messages.ts';

export default messageCmdlet('Debug', 'Writes a message for those who look for a fault.');
