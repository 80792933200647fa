/** Get-Credential. Behaviour: CredentialCommands.cs: asks for what is not given. */
import { defineCmdlet } from '../../binding/defineCmdlet.ts';
import { toText } from '../../values/convert.ts';
import { unwrap } from '../../values/typeNames.ts';
import { PSCredential, PSSecureString } from '../../values/types/powershellTypes.ts';
import { stringOf, terminating } from '../support/params.ts';

export default defineCmdlet({
  name: 'Get-Credential',
  module: 'Microsoft.PowerShell.Security',
  synopsis: 'Asks for a user name and a password.',
  className: 'Microsoft.PowerShell.Commands.GetCredentialCommand',
  defaultSet: 'CredentialSet',
  parameters: {
    Credential: { type: 'object', position: 0, sets: { CredentialSet: {} }, help: 'A user name, or a credential.' },
    Message: { type: 'string', sets: { MessageSet: {} }, notNullOrEmpty: true, help: 'What is shown with the question.' },
    UserName: { type: 'string', position: 0, sets: { MessageSet: {} }, notNullOrEmpty: true, help: 'The user name.' },
    Title: { type: 'string', sets: { MessageSet: {} }, help: 'What is shown above the question.' },
  },
  outputTypes: ['System.Management.Automation.PSCredential'],
  stateVersion: 1,
  begin(context) {
    const { params } = context;
    const given = unwrap(params.Credential ?? null);
    if (given instanceof PSCredential) {
      context.write(given);
      return;
    }
    if (!context.runspace.interactive)
      throw terminating(
        'System.Management.Automation.PSInvalidOperationException',
        'PowerShell is in NonInteractive mode. Read and Prompt functionality is not available.',
        'InvalidOperation',
        'InvalidOperation',
      );
    // the one question that has a dialog
    const reply = context.ask('prompt.credential', {
      caption: stringOf(params.Title, context) ?? 'PowerShell credential request',
      message: stringOf(params.Message, context) ?? 'Enter your credentials.',
      userName: given === null ? (stringOf(params.UserName, context) ?? '') : toText(given, context),
    }) as { userName: string; password: string } | null;
    if (reply !== null && reply.userName !== '') context.write(new PSCredential(reply.userName, new PSSecureString(reply.password)));
  },
  help: { examples: [{ code: '$c = Get-Credential ann' }], related: ['ConvertTo-SecureString'] },
});
