/** Read-Host. Behaviour: ReadConsoleCmdlet.cs. The host shows the prompt; a recorded answer is not asked for again. */
import { defineCmdlet } from '../../binding/defineCmdlet.ts';
import { toText } from '../../values/convert.ts';
import { invokeMethod, newObject } from '../../values/members.ts';
import { PSChar, type Value } from '../../values/value.ts';
import { listOf, terminating } from '../support/params.ts';

export default defineCmdlet({
  name: 'Read-Host',
  module: 'Microsoft.PowerShell.Utility',
  synopsis: 'Reads a line from the person at the console.',
  className: 'Microsoft.PowerShell.Commands.ReadHostCommand',
  defaultSet: 'AsString',
  parameters: {
    Prompt: { type: 'object', position: 0, remaining: true, allowNull: true, help: 'What is asked.' },
    AsSecureString: { type: 'switch', sets: { AsSecureString: {} }, help: 'The answer as a SecureString.' },
    MaskInput: { type: 'switch', sets: { AsString: {} }, help: 'Shows stars instead of the answer.' },
  },
  outputTypes: ['System.String', 'System.Security.SecureString'],
  stateVersion: 1,
  begin(context) {
    if (!context.runspace.interactive)
      throw terminating(
        'System.Management.Automation.PSInvalidOperationException',
        'PowerShell is in NonInteractive mode. Read and Prompt functionality is not available.',
        'InvalidOperation',
        'InvalidOperation',
      );
    const prompt = context.params.Prompt;
    const text =
      prompt === undefined
        ? ''
        : `${listOf(prompt)
            .map((p) => toText(p, context))
            .join(' ')}: `;
    const masked = context.isOn('AsSecureString') || context.isOn('MaskInput');
    const reply = context.ask('readLine', { prompt: text, masked }) as { text: string | null } | null;
    const line = reply?.text ?? '';
    if (!context.isOn('AsSecureString')) {
      context.write(line);
      return;
    }
    const secure: Value = newObject('securestring', [], context);
    for (let i = 0; i < line.length; i++) invokeMethod(secure, 'AppendChar', [new PSChar(line.charCodeAt(i))], context);
    context.write(secure);
  },
  help: { examples: [{ code: "$name = Read-Host 'Your name'" }], related: ['Write-Host', 'Get-Credential'] },
});
