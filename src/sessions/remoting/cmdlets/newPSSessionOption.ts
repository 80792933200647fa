/** New-PSSessionOption. Behaviour: NewPSSessionOptionCommand.cs; -CommandWaitTimeoutMSec is Limpet's own (mission.md, S15). */
import { defineCmdlet } from '../../../interpreter/binding/defineCmdlet.ts';
import { PSSessionOption, setOption } from '../sessionOption.ts';

/** Parameter -> property, where the names differ. */
const PROPERTIES: Record<string, string> = { MaximumRedirection: 'MaximumConnectionRedirectionCount' };

const time = (aliases: string[], help: string, least = 0) => ({
  type: 'int',
  aliases,
  validateRange: [least, 2_147_483_647] as [number, number],
  help,
});
const none = 'Has no meaning in a page.';

export default defineCmdlet({
  name: 'New-PSSessionOption',
  module: 'Microsoft.PowerShell.Core',
  synopsis: 'Creates an object that contains advanced options for a PSSession.',
  className: 'Microsoft.PowerShell.Commands.NewPSSessionOptionCommand',
  parameters: {
    MaximumRedirection: { type: 'int', help: none },
    NoCompression: { type: 'switch', help: none },
    NoMachineProfile: { type: 'switch', help: none },
    Culture: { type: 'cultureinfo', notNull: true, help: 'Culture of the session.' },
    UICulture: { type: 'cultureinfo', notNull: true, help: 'Culture of its texts.' },
    MaximumReceivedDataSizePerCommand: { type: 'int', help: none },
    MaximumReceivedObjectSize: { type: 'int', help: none },
    OutputBufferingMode: {
      type: 'System.Management.Automation.Runspaces.OutputBufferingMode',
      help: 'What happens when the output that nobody takes is too much.',
    },
    MaxConnectionRetryCount: { type: 'int', validateRange: [0, 2_147_483_647], help: none },
    ApplicationArguments: { type: 'hashtable', notNull: true, help: 'Shown in the session as $PSSenderInfo.ApplicationArguments.' },
    OpenTimeout: time(['OpenTimeoutMSec'], 'How long opening may take, in ms.'),
    CancelTimeout: time(['CancelTimeoutMSec'], 'How long stopping may take, in ms.'),
    IdleTimeout: time(['IdleTimeoutMSec'], 'How long a disconnected session is kept, in ms.', -1),
    CommandWaitTimeout: time(['CommandWaitTimeoutMSec'], 'How long a command waits for a busy session, in ms.'),
    SkipCACheck: { type: 'switch', help: none },
    SkipCNCheck: { type: 'switch', help: none },
    SkipRevocationCheck: { type: 'switch', help: none },
    OperationTimeout: time(['OperationTimeoutMSec'], none),
    NoEncryption: { type: 'switch', help: none },
    UseUTF16: { type: 'switch', help: none },
    IncludePortInSPN: { type: 'switch', help: none },
    ProxyAccessType: { type: 'object', help: none },
    ProxyAuthentication: { type: 'System.Management.Automation.Runspaces.AuthenticationMechanism', help: none },
    ProxyCredential: { type: 'pscredential', help: none },
  },
  stateVersion: 1,
  process(context) {
    const option = new PSSessionOption();
    for (const [name, value] of Object.entries(context.params)) {
      if (value === undefined || !context.isBound(name)) continue;
      const isSwitch = typeof value === 'object' && value !== null && 'isPresent' in value;
      setOption(option, PROPERTIES[name] ?? name, isSwitch ? context.isOn(name) : value, context);
    }
    context.write(option);
  },
  help: { examples: [{ code: '$o = New-PSSessionOption -IdleTimeout 600000' }], related: ['New-PSSession'] },
});
