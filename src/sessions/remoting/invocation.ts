/** A synchronous Invoke-Command under way: starts its calls as the throttle allows, writes what arrives, answers questions, ends. */
import type { CmdletContext, Step } from '../../interpreter/machine/cmdlet.ts';
import { writeForeignError } from '../../interpreter/machine/foreignRecords.ts';
import { type Parkable, park, unpark } from '../../interpreter/machine/parking.ts';
import type { ErrorRecord } from '../../interpreter/values/errors.ts';
import { TerminatingError } from '../../interpreter/values/errors.ts';
import { touch } from '../../interpreter/values/heap.ts';
import { isUnrestricted } from '../configurations/names.ts';
import type { CreateSession, WireValue } from '../protocol.ts';
import {
  addToInvocation,
  createSession,
  invocationOwner,
  leaveInvocation,
  releaseCall,
  sendToCall,
  startCall,
  startReceive,
} from './client.ts';
import { problem } from './directory.ts';
import { answerFarQuestion } from './farQuestions.ts';
import type { PSSession } from './psSession.ts';
import { takeArrived, writeArrived } from './records.ts';
import { remotingOf } from './state.ts';

/** Where a command is to run. */
export interface Target {
  /** The session it runs in; null for one made for this call. */
  session: PSSession | null;
  create: CreateSession | null;
  sessionId: string;
  computerName: string;
  wait: number;
}

/** State of an invocation: part of the cmdlet's. */
export interface InvocationState extends Parkable {
  /** 0 = not begun. */
  invocation: number;
  script: string;
  /** The script as a list of plain commands, for targets with a configuration of their own; null = it is more than that. */
  commands: WireValue;
  text: string;
  args: WireValue;
  using: WireValue;
  hasInput: boolean;
  inputEnded: boolean;
  hideComputerName: boolean;
  throttle: number;
  waiting: Target[];
  running: { target: Target; commandId: string }[];
  /** Input for targets that have not begun. */
  input: WireValue[];
  /** True: a `throw` of the only target ends this command too. */
  single: boolean;
  /** Targets that ran or run; without any, the command fails at the end. */
  usable: number;
  mode: 'objects' | 'interactive';
  /** True: takes what a disconnected command wrote instead of running one. */
  receiving: boolean;
}

/** A state for a new invocation. */
export function newInvocation(): InvocationState {
  return {
    parked: false,
    invocation: 0,
    script: '',
    commands: null,
    text: '',
    args: null,
    using: null,
    hasInput: false,
    inputEnded: false,
    hideComputerName: false,
    throttle: 32,
    waiting: [],
    running: [],
    input: [],
    single: false,
    usable: 0,
    mode: 'objects',
    receiving: false,
  };
}

/** What a target gets instead of the script: restricted sessions take lists of commands. */
export function commandsFor(state: InvocationState, target: Target): WireValue {
  const name = target.create?.configuration ?? target.session?.configurationName;
  return name === undefined || isUnrestricted(name) ? null : state.commands;
}

/** Starts what the throttle allows. */
export function startWaiting<S extends InvocationState>(context: CmdletContext<S>): void {
  const { state } = context;
  const { machine } = context;
  while (state.waiting.length > 0 && state.running.length < state.throttle) {
    const target = state.waiting.shift() as Target;
    if (target.create !== null) createSession(machine.root, target.create);
    const where = {
      sessionId: target.sessionId,
      computerName: target.computerName,
      owner: invocationOwner(state.invocation),
      hideComputerName: state.hideComputerName,
    };
    const call = state.receiving
      ? startReceive(machine, where)
      : startCall(machine, {
          ...where,
          script: state.script,
          commands: commandsFor(state, target),
          args: state.args,
          using: state.using,
          hasInput: state.hasInput,
          mode: state.mode,
          text: state.text,
          wait: target.wait,
          temporary: target.create !== null,
        });
    addToInvocation(machine.root, state.invocation, call);
    state.running.push({ target, commandId: call.commandId });
    if (state.input.length > 0) sendToCall(machine.root, call, { kind: 'input', values: state.input });
    if (state.inputEnded) sendToCall(machine.root, call, { kind: 'end' });
  }
}

/** Sends an input object to every target. */
export function sendInput<S extends InvocationState>(context: CmdletContext<S>, value: WireValue): void {
  const { state, machine } = context;
  if (state.waiting.length > 0) state.input.push(value);
  for (const { commandId } of state.running) {
    const call = remotingOf(machine.root).calls.get(commandId);
    if (call !== undefined) sendToCall(machine.root, call, { kind: 'input', values: [value] });
  }
}

/** Says that there is no more input. */
export function endInput<S extends InvocationState>(context: CmdletContext<S>): void {
  const { state, machine } = context;
  if (!state.hasInput || state.inputEnded) return;
  state.inputEnded = true;
  for (const { commandId } of state.running) {
    const call = remotingOf(machine.root).calls.get(commandId);
    if (call !== undefined) sendToCall(machine.root, call, { kind: 'end' });
  }
}

/**
 * Writes what has arrived. Answers true if anything was written or changed: then the phase should return `{ do: 'again' }`, so that it goes
 * downstream before more is done.
 */
export function writeWhatArrived<S extends InvocationState>(context: CmdletContext<S>): boolean {
  const { state, machine } = context;
  const remoting = remotingOf(machine.root);
  let written = false;
  for (const entry of [...state.running]) {
    const call = remoting.calls.get(entry.commandId);
    if (call === undefined) {
      state.running = state.running.filter((e) => e !== entry);
      continue;
    }
    if (call.batches.length > 0) {
      touch(call);
      for (const record of takeArrived(call)) writeArrived(context, record);
      written = true;
      continue;
    }
    if (call.state === 'Running') continue;
    written = true;
    state.running = state.running.filter((e) => e !== entry);
    releaseCall(machine.root, call);
    const { error } = call;
    if (call.state === 'Failed' && error !== null) failed(context, entry.target, error as ErrorRecord);
    else if (call.state === 'Broken') context.writeError(brokenError(entry.target));
    else if (call.state === 'Disconnected') context.writeWarning(disconnectedText(entry.target));
    // what another command of the session wrote comes next
    if (call.more && state.receiving) state.waiting.push(entry.target);
  }
  return written;
}

function brokenError(target: Target): ErrorRecord {
  const record = problem(
    'JobFailure',
    'OperationStopped',
    `The session on ${target.computerName} was closed while the command was running.`,
    target.computerName,
    'System.Management.Automation.Remoting.PSRemotingTransportException',
  );
  record.details = `[${target.computerName}] ${record.exception.message}`;
  return record;
}

function disconnectedText(target: Target): string {
  const name = target.session?.name ?? '';
  return `Session ${name} with instance ID ${target.sessionId} on computer ${target.computerName} has been successfully disconnected.`;
}

/** A command that failed: S15's busy session, a `throw`, or an error of the far side. */
function failed<S extends InvocationState>(context: CmdletContext<S>, target: Target, error: ErrorRecord): void {
  const { state } = context;
  if (error.fullyQualifiedErrorId === 'InvokeCommandCommandInvalidSessionAvailability') {
    state.usable--;
    context.writeError(availabilityError(target.session, 'Busy'));
    return;
  }
  if (state.receiving) {
    const text = `The remote pipeline failed for the following reason: ${error.exception.message}`;
    const type = 'System.Management.Automation.RuntimeException';
    context.writeError(problem('ReceivePSSessionPipelineFailed', 'OperationStopped', text, target.session, type));
    return;
  }
  if (error.exception.thrownByScript && state.single) {
    // `throw` in the only target ends this command too; as a plain record, without origin
    error.origin = null;
    error.instanceMembers = null;
    throw new TerminatingError(error);
  }
  writeForeignError(context, error);
}

/** A session that is not available. */
export function availabilityError(session: PSSession | null, availability: string): ErrorRecord {
  return problem(
    'InvokeCommandCommandInvalidSessionAvailability',
    'InvalidOperation',
    `The session ${session?.name ?? ''}, ${session?.instanceId ?? ''}, ${session?.computerName ?? ''} is not available to run commands.  The session availability is ${availability}.`,
    session,
    'System.Management.Automation.Runspaces.InvalidRunspaceStateException',
  );
}

/** Asks this session's person what a command on the far side wants to know. True if one was answered. */
function answerQuestion<S extends InvocationState>(context: CmdletContext<S>): boolean {
  const { state, machine } = context;
  const remoting = remotingOf(machine.root);
  for (const { commandId } of state.running) {
    const call = remoting.calls.get(commandId);
    if (call !== undefined && answerFarQuestion(context, call)) return true;
  }
  return false;
}

/** One round of waiting for the calls to end: the step to return, or undefined when all have ended. */
export function pump<S extends InvocationState>(context: CmdletContext<S>): Step | undefined {
  if (unpark(context)) return { do: 'again' };
  const { state } = context;
  startWaiting(context);
  if (writeWhatArrived(context)) return { do: 'again' };
  if (answerQuestion(context)) return { do: 'again' };
  if (state.running.length === 0) {
    if (state.waiting.length > 0) return { do: 'again' };
    leaveInvocation(context.machine.root, state.invocation);
    return undefined;
  }
  return park(context, invocationOwner(state.invocation));
}
