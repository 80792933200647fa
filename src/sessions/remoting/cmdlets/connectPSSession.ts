/** Connect-PSSession. Behaviour: ConnectPSSession.cs; mission.md S11. */
import { defineCmdlet } from '../../../interpreter/binding/defineCmdlet.ts';
import type { CmdletContext, Step } from '../../../interpreter/machine/cmdlet.ts';
import { type Parkable, park, unpark } from '../../../interpreter/machine/parking.ts';
import { problem, refreshSessions } from '../directory.ts';
import { connect, isPending, sessionSignal } from '../opening.ts';
import { connectionParameters, inSets, SESSION_TYPE } from '../parameters.ts';
import type { PSSession } from '../psSession.ts';
import { querySessions } from '../query.ts';
import { givenSessions } from '../selectors.ts';
import { remotingOf } from '../state.ts';

interface State extends Parkable {
  /** Sessions still to be connected. */
  waiting: PSSession[];
  /** The one under way, by its instance id. */
  current: string;
}

const COMPUTER = ['ComputerName', 'ComputerNameGuid'];
const URI = ['ConnectionUri', 'ConnectionUriGuid'];

function failure(context: CmdletContext<State>, session: PSSession, text: string): void {
  context.writeError(problem('PSSessionConnectFailed', 'InvalidOperation', text, session, 'System.Management.Automation.RuntimeException'));
}

function start(context: CmdletContext<State>): Step | void {
  const { state } = context;
  const query = [...COMPUTER, ...URI].includes(context.parameterSet);
  let sessions: PSSession[];
  if (query) sessions = querySessions(context, 'Disconnected');
  else {
    sessions = givenSessions(context);
    refreshSessions(context, sessions);
  }
  const confirmed = sessions.filter((s) => context.shouldProcess(s.name, 'Connect'));
  state.waiting.push(...confirmed);
  return { do: 'again' };
}

/** Connects one after the other. */
function next(context: CmdletContext<State>): Step | void {
  if (unpark(context)) return { do: 'again' };
  const { state } = context;
  if (state.current !== '') {
    const session = remotingOf(context.machine.root).sessions.find((s) => s.instanceId === state.current);
    if (session !== undefined && isPending(session)) {
      return park(context, sessionSignal(session));
    }
    state.current = '';
    if (session?.state === 'Opened') context.write(session);
    else if (session !== undefined)
      failure(
        context,
        session,
        `The connect operation failed for session ${session.name}. The Runspace state is ${session.state} instead of Opened.`,
      );
    return { do: 'again' };
  }
  const [session] = state.waiting;
  if (session === undefined) return;
  if (session.state === 'Opened') {
    state.waiting.shift();
    context.write(session);
    return { do: 'again' };
  }
  if (session.state !== 'Disconnected' || session.availability === 'Busy') {
    state.waiting.shift();
    failure(
      context,
      session,
      `Cannot connect PSSession "${session.name}", either because it is not in the Disconnected state, or it is not available for connection.`,
    );
    return { do: 'again' };
  }
  const reason = connect(context, session);
  state.waiting.shift();
  if (reason === null) state.current = session.instanceId;
  else failure(context, session, `The connect operation failed for session ${session.name} with the following error message: ${reason}`);
  return { do: 'again' };
}

export default defineCmdlet<State>({
  name: 'Connect-PSSession',
  module: 'Microsoft.PowerShell.Core',
  aliases: ['cnsn'],
  synopsis: 'Reconnects to disconnected sessions.',
  className: 'Microsoft.PowerShell.Commands.ConnectPSSessionCommand',
  defaultSet: 'Name',
  supportsShouldProcess: true,
  parameters: {
    Session: {
      type: `${SESSION_TYPE}[]`,
      sets: { Session: { mandatory: true, position: 0, pipeline: true, byName: true } },
      notNullOrEmpty: true,
      help: 'The sessions.',
    },
    ComputerName: {
      type: 'string[]',
      aliases: ['Cn'],
      sets: { ComputerName: { mandatory: true, position: 0 }, ComputerNameGuid: { mandatory: true } },
      notNullOrEmpty: true,
      help: 'Computers whose disconnected sessions are connected.',
    },
    ConnectionUri: {
      type: 'uri[]',
      aliases: ['URI', 'CU'],
      sets: inSets(URI, { mandatory: true, position: 0, byName: true }),
      help: 'Addresses of computers.',
    },
    Name: {
      type: 'string[]',
      sets: { Name: { mandatory: true }, ComputerName: {}, ConnectionUri: {} },
      wildcards: true,
      notNullOrEmpty: true,
      help: 'Names of sessions.',
    },
    InstanceId: {
      type: 'guid[]',
      sets: inSets(['InstanceId', 'ComputerNameGuid', 'ConnectionUriGuid'], { mandatory: true }),
      notNull: true,
      help: 'Instance ids of sessions.',
    },
    Id: { type: 'int[]', sets: { Id: { mandatory: true, position: 0, byName: true } }, notNull: true, help: 'Ids of sessions.' },
    ...connectionParameters(COMPUTER, URI),
    ThrottleLimit: { type: 'int', help: 'Most sessions at a time.' },
  },
  stateVersion: 1,
  init: () => ({ parked: false, waiting: [], current: '' }),
  process: start,
  resume: next,
  help: { related: ['Disconnect-PSSession', 'Receive-PSSession', 'Get-PSSession'] },
});
