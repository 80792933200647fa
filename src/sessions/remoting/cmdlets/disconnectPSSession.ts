/** Disconnect-PSSession. Behaviour: DisconnectPSSession.cs; mission.md S11, S14. */
import { defineCmdlet } from '../../../interpreter/binding/defineCmdlet.ts';
import type { CmdletContext, Step } from '../../../interpreter/machine/cmdlet.ts';
import { type Parkable, park, unpark } from '../../../interpreter/machine/parking.ts';
import { touch } from '../../../interpreter/values/heap.ts';
import { EnumValue } from '../../../interpreter/values/value.ts';
import { post } from '../../mailbox/outgoing.ts';
import { askDirectory, problem, refreshSessions } from '../directory.ts';
import { sessionSignal } from '../opening.ts';
import { inSets, SESSION_TYPE } from '../parameters.ts';
import { BUFFERING_MODES, type BufferingMode, type PSSession } from '../psSession.ts';
import { givenSessions } from '../selectors.ts';
import { remotingOf } from '../state.ts';

interface State extends Parkable {
  /** Instance ids of those under way or done, in order. */
  sessions: string[];
  /** Those that the directory was told of. */
  told: string[];
}

const SETS = ['Session', 'Name', 'Id', 'InstanceId'];
const INVALID_TIMEOUT = 'CannotDisconnectSessionWithInvalidIdleTimeout';

function modeOf(context: CmdletContext<State>): BufferingMode {
  const value = context.params.OutputBufferingMode;
  return value instanceof EnumValue ? (BUFFERING_MODES[Number(value.value)] ?? 'None') : 'None';
}

/** ms of -IdleTimeoutSec, null if it was not given. */
function idleTimeout(context: CmdletContext<State>): number | null {
  const seconds = context.params.IdleTimeoutSec;
  return typeof seconds === 'number' ? seconds * 1000 : null;
}

function start(context: CmdletContext<State>): Step | void {
  const { machine, state } = context;
  const remoting = remotingOf(machine.root);
  const sessions = givenSessions(context);
  refreshSessions(context, sessions);
  const idle = idleTimeout(context);
  const confirmed = sessions.filter((s) => context.shouldProcess(s.name, 'Disconnect'));
  for (const session of confirmed) {
    if (session.state === 'Disconnected') {
      context.write(session);
      continue;
    }
    if (session.state !== 'Opened') {
      const text = `Cannot disconnect PSSession "${session.name}" because it is not in the Opened state.`;
      context.writeError(
        problem('CannotDisconnectSessionWhenNotOpened', 'InvalidOperation', text, session, 'System.InvalidOperationException'),
      );
      continue;
    }
    if (idle !== null && idle < 60_000) {
      const text = `The session ${session.name} cannot be disconnected because the specified idle time-out value ${idle / 1000} (seconds) is either greater than the server maximum allowed 2147483 (seconds), or less than the minimum allowed 60 (seconds).  Specify an idle time-out value that is within the allowed range, and try again.`;
      context.writeError(problem(INVALID_TIMEOUT, 'InvalidArgument', text, session, 'System.Management.Automation.RuntimeException'));
      continue;
    }
    touch(session);
    session.state = 'Disconnecting';
    session.availability = 'None';
    if (idle !== null) session.idleTimeout = idle;
    if (modeOf(context) !== 'None') session.bufferingMode = modeOf(context);
    post(machine.root, session.instanceId, session.link, 'request', {
      kind: 'disconnect',
      client: remoting.client,
      idleTimeout: idle,
      bufferingMode: modeOf(context),
    });
    state.sessions.push(session.instanceId);
  }
  return state.sessions.length > state.told.length ? { do: 'again' } : undefined;
}

/** Waits for each to answer, then gives the ownership back. */
function wait(context: CmdletContext<State>): Step | void {
  if (unpark(context)) return { do: 'again' };
  const { state } = context;
  const { sessions, client } = remotingOf(context.machine.root);
  for (const id of state.sessions) {
    if (state.told.includes(id)) continue;
    const session = sessions.find((s) => s.instanceId === id);
    if (session === undefined) {
      state.told.push(id);
      continue;
    }
    if (session.state === 'Disconnecting') {
      return park(context, sessionSignal(session));
    }
    if (session.state !== 'Disconnected') {
      state.told.push(id);
      const text = `The Disconnect-PSSession operation failed for runspace Id = ${session.instanceId}.`;
      context.writeError(
        problem('PSSessionDisconnectFailed', 'InvalidOperation', text, session, 'System.Management.Automation.RuntimeException'),
      );
      return { do: 'again' };
    }
    askDirectory(context, {
      op: 'directory.disconnect',
      sessionId: id,
      client,
      idleTimeout: idleTimeout(context),
      bufferingMode: modeOf(context),
    });
    state.told.push(id);
    context.write(session as PSSession);
    return { do: 'again' };
  }
}

export default defineCmdlet<State>({
  name: 'Disconnect-PSSession',
  module: 'Microsoft.PowerShell.Core',
  aliases: ['dnsn'],
  synopsis: 'Disconnects from a session.',
  className: 'Microsoft.PowerShell.Commands.DisconnectPSSessionCommand',
  defaultSet: 'Session',
  supportsShouldProcess: true,
  parameters: {
    Session: {
      type: `${SESSION_TYPE}[]`,
      sets: { Session: { mandatory: true, position: 0, pipeline: true, byName: true } },
      notNullOrEmpty: true,
      help: 'The sessions.',
    },
    Name: {
      type: 'string[]',
      sets: { Name: { mandatory: true, byName: true } },
      wildcards: true,
      notNullOrEmpty: true,
      help: 'Names of sessions.',
    },
    Id: { type: 'int[]', sets: { Id: { mandatory: true, position: 0, byName: true } }, notNull: true, help: 'Ids of sessions.' },
    InstanceId: {
      type: 'guid[]',
      sets: { InstanceId: { mandatory: true, byName: true } },
      notNull: true,
      help: 'Instance ids of sessions.',
    },
    IdleTimeoutSec: {
      type: 'int',
      sets: inSets(SETS),
      validateRange: [0, 2_147_483_647],
      help: 'Seconds after which the session ends by itself.',
    },
    OutputBufferingMode: {
      type: 'System.Management.Automation.Runspaces.OutputBufferingMode',
      sets: inSets(SETS),
      help: 'What happens when the output that nobody takes is too much.',
    },
    ThrottleLimit: { type: 'int', sets: inSets(SETS), help: 'Most sessions at a time.' },
  },
  stateVersion: 1,
  init: () => ({ parked: false, sessions: [], told: [] }),
  process: start,
  resume: wait,
  help: { related: ['Connect-PSSession', 'Receive-PSSession'] },
});
