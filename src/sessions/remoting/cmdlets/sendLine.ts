/** Carries a typed line to the session that was entered, and shows what comes of it. */
import { defineCmdlet } from '../../../interpreter/binding/defineCmdlet.ts';
import type { CmdletContext, Step } from '../../../interpreter/machine/cmdlet.ts';
import { park, unpark } from '../../../interpreter/machine/parking.ts';
import { touch } from '../../../interpreter/values/heap.ts';
import { toCommandList } from '../../configurations/commandList.ts';
import { isUnrestricted } from '../../configurations/names.ts';
import { enterInvocation, invocationOwner, leaveInvocation, releaseCall } from '../client.ts';
import { answerFarQuestion } from '../farQuestions.ts';
import { type InvocationState, newInvocation, startWaiting } from '../invocation.ts';
import { takeArrived, writeArrived } from '../records.ts';
import { type Entered, type RemoteCall, remotingOf } from '../state.ts';

interface State extends InvocationState {
  line: string;
}

/** The entered session is lost: back to this one (PSRemotingCmdlet, forced pop). */
function popForced(context: CmdletContext<State>, entered: Entered): void {
  const remoting = remotingOf(context.machine.root);
  touch(remoting);
  if (remoting.entered === entered) remoting.entered = null;
  context.hostWrite(
    `Command '${context.state.line}' was not run as the session in which it was intended to run was either closed or broken\n`,
    'error',
  );
}

function callOf(context: CmdletContext<State>): RemoteCall | undefined {
  const commandId = context.state.running[0]?.commandId;
  return commandId === undefined ? undefined : remotingOf(context.machine.root).calls.get(commandId);
}

function go(context: CmdletContext<State>): Step | void {
  if (unpark(context)) return { do: 'again' };
  const { machine } = context;
  const remoting = remotingOf(machine.root);
  const { entered } = remoting;
  const call = callOf(context);
  if (call === undefined || entered === null) return;
  if (call.batches.length > 0) {
    touch(call);
    for (const record of takeArrived(call)) writeArrived(context, record);
    return { do: 'again' };
  }
  if (answerFarQuestion(context, call)) return { do: 'again' };
  if (call.state === 'Running') {
    return park(context, invocationOwner(context.state.invocation));
  }
  releaseCall(machine.root, call);
  leaveInvocation(machine.root, context.state.invocation);
  touch(entered);
  entered.prompt = call.prompt;
  entered.nested = call.nested;
  // `exit 3` runs there and only leaves the session here
  if (call.exited && remoting.entered === entered) {
    touch(remoting);
    remoting.entered = null;
  } else if (call.state === 'Broken' || call.state === 'Disconnected') popForced(context, entered);
}

export default defineCmdlet<State>({
  name: 'Send-Line',
  module: 'Limpet',
  synopsis: 'Runs a line in the session that was entered.',
  className: 'Limpet.SendLineCommand',
  parameters: {},
  stateVersion: 1,
  init: () => ({ ...newInvocation(), line: '' }),
  process(context) {
    const { machine, state } = context;
    const { entered } = remotingOf(machine.root);
    if (entered === null) return;
    const { session } = entered;
    if (session.state !== 'Opened') {
      popForced(context, entered);
      return;
    }
    // arguments are computed here, before anything is changed
    const commands = isUnrestricted(session.configurationName) ? null : toCommandList(state.line, context);
    state.invocation = enterInvocation(machine.root);
    state.commands = commands;
    state.script = state.line;
    state.text = state.line;
    state.mode = 'interactive';
    state.waiting = [
      { session, create: null, sessionId: session.instanceId, computerName: session.computerName, wait: session.commandWait },
    ];
    startWaiting(context);
    return { do: 'again' };
  },
  resume: go,
});
