/** New-PSSession. Behaviour: NewPSSession.cs; mission.md S1, S2, S16, S17. */
import { defineCmdlet } from '../../../interpreter/binding/defineCmdlet.ts';
import type { CmdletContext, Step } from '../../../interpreter/machine/cmdlet.ts';
import { type Parkable, park, unpark } from '../../../interpreter/machine/parking.ts';
import { listOf } from '../../../interpreter/machine/using.ts';
import { fail } from '../../../interpreter/values/errors.ts';
import { abandonSession, beginSession, brokenWhileOpening, isPending, sessionSignal } from '../opening.ts';
import { computersOf, connectionParameters, inSets, otherTransports, refuseTransports, SESSION_TYPE } from '../parameters.ts';
import type { PSSession } from '../psSession.ts';
import { remotingOf } from '../state.ts';
import { openComputers } from '../targets.ts';

interface State extends Parkable {
  /** Instance ids of those on their way, in the order of the arguments. */
  opening: string[];
  /** How many of -Name were used. */
  named: number;
}

function sessionBy(context: CmdletContext<State>, instanceId: string): PSSession | undefined {
  return remotingOf(context.machine.root).sessions.find((s) => s.instanceId === instanceId);
}

/** Waits for all, then writes them in order. */
function wait(context: CmdletContext<State>): Step | void {
  if (unpark(context)) return { do: 'again' };
  const { state } = context;
  for (const id of state.opening) {
    const session = sessionBy(context, id);
    if (session !== undefined && isPending(session)) {
      return park(context, sessionSignal(session));
    }
  }
  for (const id of state.opening) {
    const session = sessionBy(context, id);
    if (session === undefined) continue;
    if (session.state === 'Opened') context.write(session);
    else {
      abandonSession(context, session);
      context.writeError(brokenWhileOpening(session));
    }
  }
  state.opening = [];
}

export default defineCmdlet<State>({
  name: 'New-PSSession',
  module: 'Microsoft.PowerShell.Core',
  aliases: ['nsn'],
  synopsis: 'Creates a persistent connection to a local or remote computer.',
  className: 'Microsoft.PowerShell.Commands.NewPSSessionCommand',
  defaultSet: 'ComputerName',
  parameters: {
    ComputerName: {
      type: 'string[]',
      aliases: ['Cn'],
      sets: { ComputerName: { position: 0, pipeline: true, byName: true } },
      notNullOrEmpty: true,
      help: 'Computers to make a session on; this one if none is given.',
    },
    ConnectionUri: {
      type: 'uri[]',
      aliases: ['URI', 'CU'],
      sets: { Uri: { mandatory: true, position: 0, byName: true } },
      help: 'Addresses of computers.',
    },
    Session: {
      type: `${SESSION_TYPE}[]`,
      sets: { Session: { position: 0, pipeline: true, byName: true } },
      help: 'Sessions on whose computers new ones are made.',
    },
    Name: {
      type: 'string[]',
      sets: inSets(['ComputerName', 'Uri', 'Session', 'SSHHost', 'VMId', 'VMName', 'ContainerId']),
      help: 'Names for the sessions.',
    },
    ...connectionParameters(['ComputerName'], ['Uri']),
    EnableNetworkAccess: { type: 'switch', sets: inSets(['ComputerName', 'Uri', 'Session']), help: 'Has no meaning in a page.' },
    ThrottleLimit: { type: 'int', sets: inSets(['ComputerName', 'Uri', 'Session']), help: 'Most connections at a time.' },
    UseWindowsPowerShell: { type: 'switch', sets: { UseWindowsPowerShellParameterSet: { mandatory: true } }, help: 'Not in a page.' },
    ...otherTransports(),
  },
  stateVersion: 1,
  init: () => ({ parked: false, opening: [], named: 0 }),
  process(context) {
    refuseTransports(context);
    if (context.isOn('UseWindowsPowerShell'))
      throw fail('PSWindowsPowerShellNotAvailable', 'NotInstalled', 'Windows PowerShell is not available on this machine.', {
        typeName: 'System.Management.Automation.PSInvalidOperationException',
      });
    const { state } = context;
    const names = listOf(context.params.Name).map(String);
    let computers = computersOf(context);
    if (context.parameterSet === 'Session') {
      const sessions = listOf(context.params.Session) as (PSSession | null)[];
      if (new Set(sessions).size !== sessions.length)
        throw fail('RemoteRunspaceInfoHasDuplicates', 'InvalidArgument', 'Specified RemoteRunspaceInfo objects have duplicates.', {
          typeName: 'System.ArgumentException',
        });
      computers = sessions.flatMap((s) => (s === null ? [] : [s.computerName]));
    }
    if (computers.length === 0) computers = ['localhost'];
    const opened = openComputers(context, computers);
    for (const one of opened) state.opening.push(beginSession(context, one, names[state.named++] ?? null).instanceId);
  },
  end: wait,
  resume: wait,
  help: {
    examples: [
      { code: 'New-PSSession', remarks: 'A session on this computer.' },
      { code: '$s = New-PSSession -ComputerName Server01, Server02 -Name One, Two' },
    ],
    related: ['Get-PSSession', 'Enter-PSSession', 'Invoke-Command', 'Remove-PSSession'],
  },
});
