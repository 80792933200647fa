/** Write-Information. Behaviour: Write.cs. */
import { defineCmdlet } from '../../binding/defineCmdlet.ts';
import { EX, errorRecord, stringsOf } from '../support/params.ts';

export default defineCmdlet({
  name: 'Write-Information',
  module: 'Microsoft.PowerShell.Utility',
  synopsis: 'Writes to the information stream.',
  className: 'Microsoft.PowerShell.Commands.WriteInformationCommand',
  parameters: {
    MessageData: {
      type: 'object',
      aliases: ['Msg', 'Message'],
      position: 0,
      mandatory: true,
      pipeline: true,
      allowNull: true,
      help: 'What is written.',
    },
    Tags: { type: 'string[]', position: 1, help: 'Words by which records can be told apart.' },
  },
  stateVersion: 1,
  process(context) {
    const tags = stringsOf(context.params.Tags, context);
    const reserved = tags.find((t) => /^PS/i.test(t));
    if (reserved !== undefined) {
      const text = `Cannot use tag '${reserved}'. The 'PS' prefix is reserved.`;
      context.writeError(errorRecord(EX.invalidOperation, text, 'PSPrefixReservedInInformationTag', 'InvalidArgument', reserved));
      return;
    }
    context.writeInformation(context.params.MessageData ?? null, tags, context.commandName);
  },
  help: { examples: [{ code: "Write-Information 'step 1' -InformationAction Continue" }], related: ['Write-Host', 'Write-Verbose'] },
});
