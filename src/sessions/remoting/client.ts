/** The client's half: calls to other sessions, what arrives of them, and the state of the sessions that this one is linked to. */
import type { Frame } from '../../interpreter/machine/frames.ts';
import type { Machine } from '../../interpreter/machine/machine.ts';
import { NativeFrame } from '../../interpreter/machine/nativeFrame.ts';
import { PipelineFrame } from '../../interpreter/machine/pipelineFrame.ts';
import type { SessionRoot } from '../../interpreter/machine/state.ts';
import { fail } from '../../interpreter/values/errors.ts';
import { touch } from '../../interpreter/values/heap.ts';
import type { Value } from '../../interpreter/values/value.ts';
import { closeConversation, isOpen, post } from '../mailbox/outgoing.ts';
import type { CreateSession, Envelope, MessageBody, WireValue } from '../protocol.ts';
import { arrivedOutput, deserialize, deserializeError, type Source } from './deserialize.ts';
import { jobSignal, type PSJob, updateJob } from './job.ts';
import type { Availability, PSSession, RunspaceState } from './psSession.ts';
import { type Arrived, ArrivedBatch, RemoteCall, type Remoting, remotingOf, type WireRecord } from './state.ts';
import { showSeen } from './watching.ts';
import type { WireError } from './wire.ts';

type Body<K extends MessageBody['kind']> = Extract<MessageBody, { kind: K }>;

/** Availability of a session: Busy while a command of this client runs there, else what the session said last. */
function updateAvailability(root: SessionRoot, session: PSSession): void {
  const busy =
    session.state === 'Opened' &&
    [...remotingOf(root).calls.values()].some((c) => c.sessionId === session.instanceId && c.state === 'Running');
  const availability = busy ? 'Busy' : session.told;
  if (session.availability === availability) return;
  session.availability = availability;
  touch(session);
}

function callsChanged(root: SessionRoot, sessionId: string): void {
  for (const session of heldSessions(remotingOf(root)))
    if (session.instanceId === sessionId && session.state === 'Opened') updateAvailability(root, session);
}

/** How a command is sent. */
export interface CallOptions {
  sessionId: string;
  computerName: string;
  owner: string;
  script: string;
  /** What to send instead of the script, null = the script. */
  commands?: WireValue;
  args: WireValue;
  using: WireValue;
  hasInput: boolean;
  mode: 'objects' | 'interactive';
  /** For lists of jobs and the directory. */
  text: string;
  /** ms; 0 = asynchronous. */
  wait: number;
  detached?: boolean;
  temporary?: boolean;
  hideComputerName?: boolean;
}

function newCall(
  machine: Machine,
  o: Pick<CallOptions, 'sessionId' | 'computerName' | 'owner' | 'temporary' | 'hideComputerName'>,
): RemoteCall {
  const remoting = remotingOf(machine.root);
  const call = new RemoteCall();
  call.commandId = machine.host.newGuid();
  call.sessionId = o.sessionId;
  call.computerName = o.computerName;
  call.owner = o.owner;
  call.temporary = o.temporary ?? false;
  call.hideComputerName = o.hideComputerName ?? false;
  remoting.calls.set(call.commandId, call);
  touch(remoting);
  callsChanged(machine.root, call.sessionId);
  return call;
}

/** Asks a session to run a script. What comes of it arrives in the call, which raises its owner's signal. */
export function startCall(machine: Machine, o: CallOptions): RemoteCall {
  const call = newCall(machine, o);
  call.interactive = o.mode === 'interactive';
  post(machine.root, o.sessionId, call.commandId, 'request', {
    kind: 'invoke',
    script: (o.commands ?? null) === null ? o.script : null,
    commands: o.commands ?? null,
    args: o.args,
    using: o.using,
    hasInput: o.hasInput,
    mode: o.mode,
    text: o.text,
    client: remotingOf(machine.root).client,
    wait: o.wait,
    detached: o.detached ?? false,
  });
  return call;
}

/** Asks a session for what one of its commands wrote while nobody listened. */
export function startReceive(
  machine: Machine,
  o: Pick<CallOptions, 'sessionId' | 'computerName' | 'owner' | 'hideComputerName'>,
): RemoteCall {
  const call = newCall(machine, o);
  const body: MessageBody = { kind: 'receive', command: null, client: remotingOf(machine.root).client };
  post(machine.root, o.sessionId, call.commandId, 'request', body);
  return call;
}

/** Sends more of a running call's conversation: input, its end, an answer. Nothing happens if the call is over. */
export function sendToCall(root: SessionRoot, call: RemoteCall, body: MessageBody): void {
  if (call.state !== 'Running' || !isOpen(root, call.sessionId, call.commandId)) return;
  post(root, call.sessionId, call.commandId, 'request', body);
}

/** Asks for a call to be stopped, once. */
export function stopCall(root: SessionRoot, call: RemoteCall): void {
  if (call.stopAsked) return;
  call.stopAsked = true;
  touch(call);
  sendToCall(root, call, { kind: 'stop' });
}

/** The reader is done with a call; one that still runs is forgotten when it ends. */
export function releaseCall(root: SessionRoot, call: RemoteCall): void {
  const remoting = remotingOf(root);
  touch(call);
  call.owner = '';
  call.batches = [];
  if (call.state === 'Running') return;
  touch(remoting);
  remoting.calls.delete(call.commandId);
}

/** Where what arrives in a call comes from. */
export function sourceOf(call: RemoteCall): Source {
  return { computerName: call.computerName, runspaceId: call.sessionId, hideComputerName: call.hideComputerName };
}

/** The repository, and the session that was entered, which is not in it if it is temporary. */
function heldSessions(remoting: Remoting): PSSession[] {
  const { sessions, entered } = remoting;
  return entered === null || sessions.includes(entered.session) ? sessions : [...sessions, entered.session];
}

/** Takes a response of another machine. Answers null, or why it is refused. */
export function handleResponse(machine: Machine, envelope: Envelope): string | null {
  const { root } = machine;
  const remoting = remotingOf(root);
  const { body, commandId, from } = envelope;
  const call = remoting.calls.get(commandId);
  if (call !== undefined) return forCall(machine, remoting, call, body);
  const session = heldSessions(remoting).find((s) => s.link === commandId);
  if (body.kind === 'state') {
    if (session !== undefined) sessionState(machine, session, body);
    if (body.state === 'Disconnected' || body.state === 'Closed') closeConversation(root, from, commandId);
    return null;
  }
  if (body.kind === 'seen') {
    if (session !== undefined && remoting.entered?.session === session) showSeen(root, remoting.entered, body);
    return null;
  }
  if (body.kind === 'refused') {
    if (session !== undefined) {
      session.state = 'Broken';
      session.availability = 'None';
      session.reason = body.reason;
      session.link = '';
      touch(session);
      machine.signal(`session:${session.instanceId}`);
    }
    closeConversation(root, from, commandId);
    return null;
  }
  if (body.kind === 'complete') closeConversation(root, from, commandId);
  return body.kind === 'output' || body.kind === 'complete' || body.kind === 'hostCall'
    ? null
    : `Messages of kind '${(body as { kind: string }).kind}' are not understood here.`;
}

function forCall(machine: Machine, remoting: Remoting, call: RemoteCall, body: MessageBody): string | null {
  touch(call);
  call.heard = true;
  switch (body.kind) {
    case 'output':
      if (call.owner !== '') call.batches.push(new ArrivedBatch(body.records.map((r) => arrived(call, r as WireRecord))));
      break;
    case 'complete':
      call.error = body.error === null ? null : deserializeError(body.error as WireError, sourceOf(call));
      call.exited = body.exited;
      call.absent = body.absent === true;
      call.more = body.more === true;
      call.prompt = body.prompt ?? '';
      call.nested = body.nested === true;
      endCall(machine, remoting, call, body.state);
      break;
    case 'state':
      if (body.state === 'Disconnected' || body.state === 'Closed') endCall(machine, remoting, call, 'Disconnected');
      break;
    case 'hostCall':
      // a call that nobody reads any more answers nothing, and its command was told to stop
      if (call.owner !== '') call.hostCalls.push({ callId: body.callId, method: body.method, args: body.args });
      break;
    case 'refused':
      call.error = fail('RemotePipelineExecutionFailed', 'InvalidOperation', body.reason, {
        typeName: 'System.Management.Automation.Remoting.PSRemotingDataStructureException',
      }).record;
      endCall(machine, remoting, call, 'Failed');
      break;
    default:
      return `Messages of kind '${(body as { kind: string }).kind}' are not understood here.`;
  }
  tellOwner(machine, remoting, call);
  return null;
}

function arrived(call: RemoteCall, record: WireRecord): Arrived {
  const { stream, value } = record;
  if (stream === 'output') return { stream, value: arrivedOutput(value, sourceOf(call)) };
  if (stream === 'error') return { stream, value: deserializeError(value as WireError, sourceOf(call)) };
  if (stream === 'host' || stream === 'progress') return { stream, value: value as Value };
  return { stream, value: deserialize(value) };
}

function endCall(machine: Machine, remoting: Remoting, call: RemoteCall, state: RemoteCall['state']): void {
  const { root } = machine;
  call.state = state;
  call.hostCalls = [];
  closeConversation(root, call.sessionId, call.commandId);
  if (call.temporary && state !== 'Broken') post(root, '', '', 'request', { kind: 'remove', sessionId: call.sessionId });
  if (call.exited && !call.temporary && !call.interactive) {
    // `exit` has ended the session, which is listed as Closed until it is removed; what no variable and no list holds goes at once
    const session = remoting.sessions.find((s) => s.instanceId === call.sessionId);
    if (session !== undefined) closeSession(machine, session, 'Closed');
    else removeSession(root, call.sessionId);
  }
  callsChanged(root, call.sessionId);
  // a job holds its call itself
  if (call.owner === '' || call.owner.startsWith('job:')) {
    remoting.calls.delete(call.commandId);
    touch(remoting);
  }
}

function tellOwner(machine: Machine, remoting: Remoting, call: RemoteCall): void {
  if (call.owner === '') return;
  machine.signal(call.owner);
  if (!call.owner.startsWith('job:')) return;
  for (const job of remoting.jobs) {
    for (const child of job.children) {
      if (child.call !== call) continue;
      if (call.more) receiveNext(machine, child, call);
      updateJob(machine, child);
    }
  }
}

/** Gives a call to a job's child, which shows and keeps what comes of it from now on. */
export function adoptCall(machine: Machine, child: PSJob, call: RemoteCall): void {
  const remoting = remotingOf(machine.root);
  touch(call);
  touch(child);
  child.call = call;
  call.owner = jobSignal(child);
  if (call.state !== 'Running') {
    touch(remoting);
    remoting.calls.delete(call.commandId);
    if (call.more) receiveNext(machine, child, call);
  }
  updateJob(machine, child);
}

/** A job that receives goes on with the session's next command. */
function receiveNext(machine: Machine, child: PSJob, call: RemoteCall): void {
  const { sessionId, computerName, owner, hideComputerName } = call;
  const next = startReceive(machine, { sessionId, computerName, owner, hideComputerName });
  next.batches = call.batches;
  if (call.error !== null) next.batches.push(new ArrivedBatch([{ stream: 'error', value: call.error }]));
  touch(child);
  child.call = next;
}

function sessionState(machine: Machine, session: PSSession, body: Body<'state'>): void {
  touch(session);
  // what was said before the session heard of a disconnect
  if (session.state === 'Disconnecting' && body.state === 'Opened') return;
  session.state = body.state as RunspaceState;
  session.told = body.availability as Availability;
  updateAvailability(machine.root, session);
  if (body.privateData !== null) session.privateData = deserialize(body.privateData);
  if (body.state !== 'Opened') {
    session.link = '';
    session.participant = false;
    if (body.state === 'Disconnected') session.disconnectedOn = machine.host.now();
  } else session.disconnectedOn = null;
  machine.signal(`session:${session.instanceId}`);
}

/** A session's object is dead: nothing can be run in it any more, nor can it be repaired (S9). */
export function closeSession(machine: Machine, session: PSSession, state: 'Closed' | 'Broken', reason = ''): void {
  touch(session);
  if (session.state !== 'Broken') session.state = state;
  session.availability = 'None';
  session.link = '';
  if (reason !== '') session.reason = reason;
  machine.signal(`session:${session.instanceId}`);
}

/** A session does not exist any more: its commands and its object end here too. */
export function sessionLost(machine: Machine, sessionId: string): void {
  const remoting = remotingOf(machine.root);
  for (const call of [...remoting.calls.values()]) {
    if (call.sessionId !== sessionId || call.state !== 'Running') continue;
    touch(call);
    endCall(machine, remoting, call, 'Broken');
    tellOwner(machine, remoting, call);
  }
  for (const session of heldSessions(remoting)) {
    if (session.instanceId === sessionId && session.state !== 'Closed' && session.state !== 'Broken')
      closeSession(machine, session, session.state === 'Disconnected' ? 'Broken' : 'Closed');
  }
}

/** Opens a link to a session: its owner's, or a participant's. `replay`: see the message. */
export function openLink(machine: Machine, session: PSSession, role: 'owner' | 'participant', replay = false): void {
  const { root } = machine;
  const remoting = remotingOf(root);
  touch(session);
  session.link = machine.host.newGuid();
  session.participant = role === 'participant';
  post(root, session.instanceId, session.link, 'request', { kind: 'connect', client: remoting.client, role, replay });
}

/** Has the store make a session in this session's next commit. */
export function createSession(root: SessionRoot, session: CreateSession): void {
  post(root, '', '', 'request', { kind: 'create', session });
}

/** Has the store remove a session and its children in this session's next commit. */
export function removeSession(root: SessionRoot, sessionId: string): void {
  post(root, '', '', 'request', { kind: 'remove', sessionId });
}

// ---- invocations that were left ----

/** Enters an invocation, so that its commands are stopped when it is left half-way (Ctrl+C, Select-Object -First, an error). */
export function enterInvocation(root: SessionRoot): number {
  const remoting = remotingOf(root);
  touch(remoting);
  const id = remoting.nextInvocation++;
  remoting.invocations.push({ id, calls: [] });
  return id;
}

/** Adds a call to an invocation. */
export function addToInvocation(root: SessionRoot, id: number, call: RemoteCall): void {
  const remoting = remotingOf(root);
  touch(remoting);
  remoting.invocations.find((i) => i.id === id)?.calls.push(call.commandId);
}

/** Owner of the calls of an invocation: the name of its signal. */
export function invocationOwner(id: number): string {
  return `invocation:${id}`;
}

/** Ends an invocation; its calls belong to nobody, and those that run are stopped. */
export function leaveInvocation(root: SessionRoot, id: number): void {
  const remoting = remotingOf(root);
  const invocation = remoting.invocations.find((i) => i.id === id);
  if (invocation === undefined) return;
  touch(remoting);
  remoting.invocations = remoting.invocations.filter((i) => i !== invocation);
  for (const commandId of invocation.calls) {
    const call = remoting.calls.get(commandId);
    if (call === undefined || call.owner !== invocationOwner(id)) continue;
    stopCall(root, call);
    releaseCall(root, call);
  }
}

function holds(frame: Frame, id: number): boolean {
  return frame instanceof NativeFrame && (frame.state as { invocation?: number }).invocation === id;
}

/** Stops the commands of invocations whose cmdlet is on no thread any more. */
export function leaveAbandoned(root: SessionRoot): void {
  const { invocations } = remotingOf(root);
  if (invocations.length === 0) return;
  const live = new Set<number>();
  for (const thread of root.threads) {
    for (let frame = thread.frame; frame !== null; frame = frame.caller) {
      const frames = frame instanceof PipelineFrame ? [frame, ...frame.stages] : [frame];
      for (const f of frames) for (const { id } of invocations) if (holds(f, id)) live.add(id);
    }
  }
  for (const { id } of [...invocations]) if (!live.has(id)) leaveInvocation(root, id);
}
