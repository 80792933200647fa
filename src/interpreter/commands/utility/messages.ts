/** What Write-Warning, Write-Verbose and Write-Debug share. Behaviour: Write.cs. */
import { defineCmdlet } from '../../binding/defineCmdlet.ts';
import type { Cmdlet } from '../../machine/cmdlet.ts';
import { stringOf } from '../support/params.ts';

/** A cmdlet that writes a message to a stream. */
export function messageCmdlet(kind: 'Warning' | 'Verbose' | 'Debug', synopsis: string): Cmdlet {
  return defineCmdlet({
    name: `Write-${kind}`,
    module: 'Microsoft.PowerShell.Utility',
    synopsis,
    className: `Microsoft.PowerShell.Commands.Write${kind}Command`,
    parameters: {
      Message: {
        type: 'string',
        aliases: ['Msg'],
        position: 0,
        mandatory: true,
        pipeline: true,
        allowEmptyString: true,
        help: 'The text.',
      },
    },
    stateVersion: 1,
    process(context) {
      const text = stringOf(context.params.Message, context) ?? '';
      if (kind === 'Warning') context.writeWarning(text);
      else if (kind === 'Verbose') context.writeVerbose(text);
      else context.writeDebug(text);
    },
    help: { examples: [{ code: `Write-${kind} 'a message'` }], related: ['Write-Output', 'Write-Error', 'about_Output_Streams'] },
  });
}
