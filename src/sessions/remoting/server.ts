/**
 * What a session does for others: commands of other machines and of pages, one at a time, their output, and who is linked to it.
 *
 * Rules of mission.md: S7 (commands of one session share its global scope), S11 to S13 (a command goes on without its client), S15 (one
 * command at a time; a synchronous one waits, an asynchronous one fails at once). Details: PSSession behaviour, sections 3 and 4.
 */
import { parseCommand, startBlock, startErrorReport } from '../../interpreter/machine/command.ts';
import type { Machine } from '../../interpreter/machine/machine.ts';
import { type SessionRoot, Thread } from '../../interpreter/machine/state.ts';
import { HostSink, Streams } from '../../interpreter/machine/streams.ts';
import { NeedActivity } from '../../interpreter/values/context.ts';
import { ErrorRecord, fail } from '../../interpreter/values/errors.ts';
import { touch } from '../../interpreter/values/heap.ts';
import { post } from '../mailbox/outgoing.ts';
import type { CommandView, Envelope, MessageBody, WireValue } from '../protocol.ts';
import { withoutPosition } from './cmdlets/outRemoteDefault.ts';
import { deserialize } from './deserialize.ts';
import { EnteredFrame, lineFor } from './entered.ts';
import { linkState, privateData } from './links.ts';
import { plainPrompt, promptText } from './prompt.ts';
import { serializeError } from './serialize.ts';
import { batchesAcknowledged, flushCommand, postComplete, replay, rewind } from './served.ts';
import { ServedFrame } from './servedFrame.ts';
import { type Conversation, type Remoting, remotingOf, ServedCommand, sizeOf } from './state.ts';
import type { WireError } from './wire.ts';

/** S15: how long a synchronous command waits for the session. */
export const COMMAND_WAIT = 240_000;
/** Text of an asynchronous command that finds the session busy. */
const CONCURRENT = 'The pipeline was not run because a pipeline is already running. Pipelines cannot be run concurrently.';

type Body<K extends MessageBody['kind']> = Extract<MessageBody, { kind: K }>;

/** Takes a request of another machine. Answers null, or why it is refused. */
export function serve(machine: Machine, envelope: Envelope): string | null {
  const { root } = machine;
  const remoting = remotingOf(root);
  touch(remoting);
  const { body, from, commandId } = envelope;
  switch (body.kind) {
    case 'invoke':
      return invoke(machine, remoting, envelope, body);
    case 'receive':
      return receiveCommand(machine, remoting, { peer: from, commandId }, body);
    case 'input':
    case 'end': {
      const command = findCommand(remoting, envelope);
      if (command === undefined || command.inputEnded) return null;
      touch(command);
      if (body.kind === 'input') for (const value of body.values) command.input.push(deserialize(value));
      else {
        command.inputEnded = true;
        if (command.state === 'Queued') command.deadline = machine.host.now() + command.wait;
      }
      machine.signal(`input:${command.commandId}`);
      return null;
    }
    case 'stop': {
      const command = findCommand(remoting, envelope);
      if (command !== undefined) stopCommand(machine, command);
      return null;
    }
    case 'hostReply': {
      const command = findCommand(remoting, envelope);
      if (command?.asked.includes(body.callId)) {
        command.asked = command.asked.filter((id) => id !== body.callId);
        touch(command);
        machine.answer(body.callId, body.value);
      }
      return null;
    }
    case 'connect': {
      if (body.role === 'owner') takeOver(root, remoting, from);
      remoting.links = remoting.links.filter((l) => l.peer !== from || l.commandId === commandId);
      remoting.links.push({ peer: from, commandId, client: body.client, told: '' });
      tellLinks(machine, remoting);
      return null;
    }
    case 'disconnect':
      disconnect(root, remoting, { peer: from, commandId }, body);
      return null;
    case 'refused':
      return null;
    default:
      return `Messages of kind '${(body as { kind: string }).kind}' are not understood here.`;
  }
}

function findCommand(remoting: Remoting, envelope: Envelope): ServedCommand | undefined {
  return [...remoting.queue, ...remoting.ended].find(
    (c) => c.attached !== null && c.attached.commandId === envelope.commandId && c.attached.peer === envelope.from,
  );
}

/** Another machine wants a command run. A known commandId never starts a second run. */
function invoke(machine: Machine, remoting: Remoting, envelope: Envelope, body: Body<'invoke'>): string | null {
  const { from, commandId } = envelope;
  if ([...remoting.queue, ...remoting.ended].some((c) => c.commandId === commandId)) return null;
  if (body.script === null) return 'This session takes the text of a script only.';
  const command = new ServedCommand();
  command.commandId = commandId;
  command.from = from;
  command.client = body.client;
  command.text = body.text;
  command.script = body.script;
  command.args = body.args;
  command.using = body.using;
  command.mode = body.mode;
  command.hasInput = body.hasInput;
  command.wait = body.wait;
  command.attached = { peer: from, commandId };
  if (!remoting.open) refuse(machine, remoting, command, closedError());
  else if (remoting.queue.length > 0 && body.wait === 0) refuse(machine, remoting, command, concurrentError());
  else {
    if (!command.hasInput) command.deadline = machine.host.now() + body.wait;
    remoting.queue.push(command);
  }
  if (body.detached) detach(machine.root, command, 'Disconnected');
  service(machine);
  return null;
}

function closedError(): ErrorRecord {
  return fail(
    'InvalidRunspaceState',
    'OperationStopped',
    "Cannot invoke the pipeline because the runspace is not in the Opened state. Current state of the runspace is 'Closed'.",
    { typeName: 'System.Management.Automation.Runspaces.InvalidRunspaceStateException' },
  ).record;
}

function concurrentError(): ErrorRecord {
  return fail('RemotePipelineExecutionFailed', 'OperationStopped', CONCURRENT, {
    typeName: 'System.Management.Automation.PSInvalidOperationException',
  }).record;
}

function refuse(machine: Machine, remoting: Remoting, command: ServedCommand, error: ErrorRecord): void {
  command.state = 'Failed';
  command.error = errorOnWire(machine, error);
  command.endedAt = machine.host.now();
  remoting.ended.push(command);
  postComplete(machine.root, command);
}

/** An error that ends a command, outside of any frame: what would need script code is left out. */
function errorOnWire(machine: Machine, record: ErrorRecord): WireError {
  try {
    const bottom = new ServedFrame();
    bottom.scope = machine.root.runspaces[0].globalScope;
    machine.enter(bottom);
    return serializeError(record, machine.context);
  } catch (error) {
    if (!(error instanceof NeedActivity)) throw error;
    const plain = withoutPosition(record);
    plain.targetName = '';
    plain.targetObject = null;
    return serializeError(plain, machine.context);
  }
}

/** A line or text that a page submits, through the driver: it goes through the same queue. */
export interface Submission {
  commandId: string;
  client: string;
  text: string;
  /** True: typed at the console, as opposed to `session.invoke`. */
  typed: boolean;
}

/** Puts a page's command into the session's queue. A known id changes nothing. Its output is what the session shows. */
export function submit(machine: Machine, submission: Submission): void {
  const remoting = remotingOf(machine.root);
  if ([...remoting.queue, ...remoting.ended].some((c) => c.commandId === submission.commandId)) return;
  touch(remoting);
  const command = new ServedCommand();
  command.commandId = submission.commandId;
  command.client = submission.client;
  command.text = submission.text;
  command.script = submission.text;
  command.typed = submission.typed;
  command.mode = 'interactive';
  remoting.queue.push(command);
  service(machine);
}

/** Takes a page's command that has not begun out of the queue. */
export function withdraw(machine: Machine, commandId: string): boolean {
  const command = remotingOf(machine.root).queue.find((c) => c.commandId === commandId && c.state === 'Queued');
  if (command === undefined) return false;
  stopCommand(machine, command);
  return true;
}

/** Ctrl+C for a command, or with null for what runs now. */
export function stop(machine: Machine, commandId: string | null): void {
  const { queue } = remotingOf(machine.root);
  const command = commandId === null ? queue[0] : queue.find((c) => c.commandId === commandId);
  if (command !== undefined) stopCommand(machine, command);
}

function stopCommand(machine: Machine, command: ServedCommand): void {
  if (command.state === 'Queued') {
    command.state = 'Stopped';
    finishCommand(machine, remotingOf(machine.root), command);
    return;
  }
  const thread = threadOf(machine.root, command.threadId);
  if (thread?.state === 'running') machine.stop(thread);
}

function threadOf(root: SessionRoot, id: number): Thread | undefined {
  return id === 0 ? undefined : root.threads.find((t) => t.threadId === id);
}

function dropThread(root: SessionRoot, thread: Thread): void {
  root.threads = root.threads.filter((t) => t !== thread);
  touch(root);
}

/**
 * Moves things on: starts the next command, ends those that are over, hands questions to clients, tells links. The driver calls it after
 * every run of the machine and before every commit; `receive` does so itself.
 */
export function service(machine: Machine): void {
  const { root } = machine;
  const remoting = remotingOf(root);
  const now = machine.host.now();
  for (const command of [...remoting.queue]) {
    if (command.state === 'Queued' && command !== remoting.queue[0] && command.deadline <= now) {
      command.error = errorOnWire(machine, busyError());
      command.state = 'Failed';
      finishCommand(machine, remoting, command);
    }
  }
  for (let [head] = remoting.queue; head !== undefined; [head] = remoting.queue) {
    if (head.state === 'Queued') start(machine, remoting, head);
    else if (!over(machine, head)) break;
    else finishCommand(machine, remoting, head);
  }
  const [running] = remoting.queue;
  if (running !== undefined) askClient(root, running);
  tellLinks(machine, remoting);
}

function busyError(): ErrorRecord {
  return fail(
    'InvokeCommandCommandInvalidSessionAvailability',
    'InvalidOperation',
    'The session is not available to run commands.  The session availability is Busy.',
    { typeName: 'System.Management.Automation.Runspaces.InvalidRunspaceStateException' },
  ).record;
}

/** When {@link service} has something to do by itself: the driver wakes the machine then. */
export function nextServiceDeadline(root: SessionRoot): number {
  return Math.min(
    Number.POSITIVE_INFINITY,
    ...remotingOf(root)
      .queue.slice(1)
      .map((c) => c.deadline),
  );
}

/** Starts a command's thread. */
function start(machine: Machine, remoting: Remoting, command: ServedCommand): void {
  const { root } = machine;
  const [runspace] = root.runspaces;
  touch(command);
  captureOutput(root, remoting, null);
  command.state = 'Running';
  command.startedAt = machine.host.now();
  let thread: Thread;
  if (command.typed) enterHistory(machine, remoting, command);
  const line = command.mode === 'interactive' && (command.from !== '' || command.typed) ? lineFor(remoting, command.script) : null;
  if (line === 'exit') {
    command.script = 'Exit-PSSession';
    thread = threadFor(machine, command, new ServedFrame(command));
  } else if (line === 'remote') thread = threadFor(machine, command, new EnteredFrame(command.script, command.commandId));
  else if (command.from === '') {
    const parsed = parseCommand(machine, command.script);
    thread =
      'error' in parsed
        ? startErrorReport(machine, parsed.error, runspace)
        : startBlock(machine, parsed.block, { runspace, purpose: `command:${command.commandId}` });
    if ('error' in parsed) {
      machine.addError(runspace, parsed.error);
      runspace.succeeded = false;
      command.error = true;
    }
  } else thread = threadFor(machine, command, new ServedFrame(command));
  command.threadId = thread.threadId;
}

/** A thread whose bottom frame makes the rest. */
function threadFor(machine: Machine, command: ServedCommand, bottom: ServedFrame | EnteredFrame): Thread {
  const { root } = machine;
  const [runspace] = root.runspaces;
  const thread = new Thread(root.nextId++, runspace);
  thread.purpose = `command:${command.commandId}`;
  bottom.scope = runspace.globalScope;
  bottom.streams = new Streams(null, new HostSink());
  thread.frame = bottom;
  root.threads.push(thread);
  touch(root);
  return thread;
}

/** A line typed at the console: shown behind the prompt, and kept for Get-History. */
function enterHistory(machine: Machine, remoting: Remoting, command: ServedCommand): void {
  const { root } = machine;
  const [runspace] = root.runspaces;
  root.output.push({ kind: 'prompt', text: `${shownPrompt(root)}${command.text}\n`, data: { text: command.text } });
  const entry = {
    id: runspace.nextHistoryId++,
    commandLine: command.text,
    executionStatus: 'Running' as const,
    startTime: machine.host.now(),
    endTime: 0,
  };
  runspace.history.push(entry);
  command.historyId = entry.id;
  touch(runspace);
  touch(remoting);
}

/** What stands before the cursor: the session's prompt, or that of the session that was entered. */
export function shownPrompt(root: SessionRoot): string {
  const { entered, prompt } = remotingOf(root);
  if (entered === null) return prompt ?? plainPrompt(root.runspaces[0]);
  return `[${entered.session.computerName}]: ${entered.prompt ?? 'PS>'}`;
}

/** True when a running command has nothing left to do. */
function over(machine: Machine, command: ServedCommand): boolean {
  const { root } = machine;
  const thread = threadOf(root, command.threadId);
  if (thread !== undefined) {
    if (thread.state === 'running') return false;
    touch(command);
    threadEnded(machine, command, thread);
    dropThread(root, thread);
    command.threadId = 0;
  }
  const after = threadOf(root, command.promptThread);
  if (after !== undefined) {
    if (after.state === 'running') return false;
    dropThread(root, after);
    touch(command);
    command.promptThread = 0;
  }
  if (command.mode === 'interactive' && (command.from !== '' || command.typed) && command.prompt === '') {
    const { entered } = remotingOf(root);
    if (entered !== null) command.prompt = entered.prompt ?? 'PS>';
    else {
      // a prompt that is a function of the person's runs as a thread and leaves $? alone
      const result = promptText(machine, command);
      if (result !== null) {
        command.promptThread = result;
        return false;
      }
      if (command.typed) remotingOf(root).prompt = command.prompt;
    }
  }
  return true;
}

function threadEnded(machine: Machine, command: ServedCommand, thread: Thread): void {
  const { runspace } = thread;
  command.exited = thread.exitCode !== null;
  command.state = thread.state === 'stopped' ? 'Stopped' : thread.state === 'failed' || command.error !== null ? 'Failed' : 'Completed';
  if (thread.state !== 'failed' || !(thread.failure instanceof ErrorRecord)) return;
  if (command.mode === 'interactive') {
    const record = command.from === '' ? thread.failure : withoutPosition(thread.failure);
    command.promptThread = startErrorReport(machine, record, runspace).threadId;
    command.error = true;
  } else command.error = errorOnWire(machine, thread.failure);
}

/** The command leaves the queue: its last output and its end go out. */
function finishCommand(machine: Machine, remoting: Remoting, command: ServedCommand): void {
  const { root } = machine;
  touch(remoting);
  touch(command);
  if (remoting.queue[0] === command) captureOutput(root, remoting, command);
  command.endedAt = machine.host.now();
  if (command.error === true) command.error = null;
  const entry = root.runspaces[0].history.find((h) => h.id === command.historyId);
  if (entry !== undefined && command.historyId > 0) {
    entry.executionStatus = command.state === 'Stopped' ? 'Stopped' : command.state === 'Failed' ? 'Failed' : 'Completed';
    entry.endTime = command.endedAt;
    touch(root.runspaces[0]);
  }
  remoting.queue = remoting.queue.filter((c) => c !== command);
  remoting.ended.push(command);
  flushCommand(root, command);
  postComplete(root, command);
  // `exit` ends a session; in an entered one it only ends the line
  if (command.exited && command.from !== '' && command.mode === 'objects') {
    remoting.open = false;
    for (const waiting of [...remoting.queue]) {
      waiting.state = 'Failed';
      waiting.error = errorOnWire(machine, closedError());
      finishCommand(machine, remoting, waiting);
    }
  }
}

/** Operations of the host that a person answers. */
const QUESTIONS = new Set(['readLine', 'choice', 'prompt.credential', 'prompt.parameters']);

/** Questions of a served command go to the client that listens. */
function askClient(root: SessionRoot, command: ServedCommand): void {
  if (command.from === '' || command.attached === null) return;
  for (const thread of root.threads) {
    const { wait } = thread;
    if (thread.threadId !== command.threadId || wait?.kind !== 'host' || wait.request === undefined) continue;
    const { op, kind: _kind, ...args } = wait.request;
    if (!QUESTIONS.has(String(op)) || command.asked.includes(wait.id)) continue;
    command.asked.push(wait.id);
    touch(command);
    post(root, command.attached.peer, command.attached.commandId, 'response', {
      kind: 'hostCall',
      callId: wait.id,
      method: String(op),
      args,
    });
  }
}

/** True if a pending host request is another machine's to answer: the driver leaves it alone. */
export function isClientsRequest(root: SessionRoot, waitId: number): boolean {
  const [running] = remotingOf(root).queue;
  if (running === undefined || running.from === '') return false;
  return root.threads.some(
    (t) => t.threadId === running.threadId && t.wait?.id === waitId && t.wait.kind === 'host' && QUESTIONS.has(String(t.wait.request?.op)),
  );
}

// ---- who listens ----

/** Nobody listens to a command any more: the last one is told that it goes on without him. */
function detach(root: SessionRoot, command: ServedCommand, availability: string): void {
  if (command.attached === null) return;
  touch(command);
  flushCommand(root, command);
  post(
    root,
    command.attached.peer,
    command.attached.commandId,
    'response',
    { kind: 'state', state: 'Disconnected', availability, reason: null, privateData: null },
    true,
  );
  command.attached = null;
  command.asked = [];
}

/** A client gives the session up in good order: what it was sent is its own, the rest waits for the next one. */
function disconnect(root: SessionRoot, remoting: Remoting, link: Conversation, body: Body<'disconnect'>): void {
  remoting.links = remoting.links.filter((l) => l.peer !== link.peer);
  for (const command of [...remoting.queue, ...remoting.ended]) if (command.attached?.peer === link.peer) detach(root, command, 'None');
  if (remoting.created !== null) {
    if (body.idleTimeout !== null) remoting.created.idleTimeout = body.idleTimeout;
    if (body.bufferingMode !== 'None') remoting.created.bufferingMode = body.bufferingMode;
  }
  const state: MessageBody = { kind: 'state', state: 'Disconnected', availability: 'None', reason: null, privateData: null };
  post(root, link.peer, link.commandId, 'response', state, true);
}

/** A new owner, as the directory has decided: whoever listened before is gone, and what is kept is replayed from its beginning. */
function takeOver(root: SessionRoot, remoting: Remoting, owner: string): void {
  for (const link of remoting.links) {
    if (link.peer === owner) continue;
    const state: MessageBody = { kind: 'state', state: 'Disconnected', availability: 'Busy', reason: null, privateData: null };
    post(root, link.peer, link.commandId, 'response', state, true);
  }
  remoting.links = remoting.links.filter((l) => l.peer === owner);
  for (const command of [...remoting.queue, ...remoting.ended]) {
    if (command.attached === null || command.attached.peer === owner) continue;
    detach(root, command, 'Busy');
    rewind(command);
  }
}

/** Gives a command's output to a conversation: the named one's, or the first that nobody has received to its end. */
function receiveCommand(machine: Machine, remoting: Remoting, to: Conversation, body: Body<'receive'>): null {
  const { root } = machine;
  const waiting = [...remoting.ended, ...remoting.queue].filter((c) => c.from !== '' && c.attached === null);
  const command = body.command === null ? waiting[0] : waiting.find((c) => c.commandId === body.command);
  if (command === undefined) {
    post(root, to.peer, to.commandId, 'response', { kind: 'complete', state: 'Completed', error: null, exited: false, absent: true }, true);
    return null;
  }
  touch(command);
  command.attached = to;
  command.client = body.client;
  flushCommand(root, command);
  replay(root, command);
  if (command.endedAt !== null) postComplete(root, command);
  else askClient(root, command);
  return null;
}

function tellLinks(machine: Machine, remoting: Remoting): void {
  if (remoting.links.length === 0) return;
  for (const link of remoting.links) {
    const { told } = link;
    const state = linkState(remoting, link.peer);
    const news = `${state.state} ${state.availability}`;
    if (told === news) continue;
    const first = told === '';
    link.told = news;
    touch(remoting);
    post(machine.root, link.peer, link.commandId, 'response', {
      kind: 'state',
      state: state.state,
      availability: state.availability,
      reason: null,
      privateData: first ? privateData(machine) : null,
    });
  }
}

// ---- acknowledgements ----

/** A client has everything of a response up to a number; `over`: its end too, and the command is forgotten. */
export function responseAcknowledged(machine: Machine, peer: string, commandId: string, seq: number, isOver: boolean): void {
  const remoting = remotingOf(machine.root);
  for (const command of [...remoting.queue, ...remoting.ended]) {
    if (command.attached?.peer !== peer || command.attached.commandId !== commandId) continue;
    batchesAcknowledged(command, seq);
    machine.signal(`drained:${command.commandId}`);
    if (isOver && command.endedAt !== null) {
      touch(remoting);
      remoting.ended = remoting.ended.filter((c) => c !== command);
    }
  }
}

/** A machine is gone for ever: commands that it asked for go on for whoever receives them. */
export function clientGone(root: SessionRoot, peer: string): void {
  const remoting = remotingOf(root);
  touch(remoting);
  remoting.links = remoting.links.filter((l) => l.peer !== peer);
  for (const command of [...remoting.queue, ...remoting.ended]) {
    if (command.attached?.peer !== peer) continue;
    command.attached = null;
    command.asked = [];
    rewind(command);
  }
}

// ---- output of the session itself ----

/** What the session showed since the last time is the given command's; a served one's client gets it too. */
function captureOutput(root: SessionRoot, remoting: Remoting, command: ServedCommand | null): void {
  if (root.output.length === 0) return;
  const records = root.output;
  root.output = [];
  touch(root);
  touch(remoting);
  const commandId = command?.commandId ?? '';
  const last = remoting.output[remoting.output.length - 1];
  if (last !== undefined && last.commandId === commandId) last.records.push(...records);
  else remoting.output.push({ commandId, records });
  if (command === null || command.from === '') return;
  touch(command);
  for (const record of records) {
    const value: WireValue = { ...record };
    command.pending.push({ stream: record.kind === 'progress' ? 'progress' : 'host', value });
    command.pendingBytes += sizeOf(value);
  }
}

/** What the session showed and the driver has not taken yet, with the commands that wrote it. Changes nothing. */
export function peekOutput(root: SessionRoot): { commandId: string; records: SessionRoot['output'] }[] {
  const { output, queue } = remotingOf(root);
  if (root.output.length === 0) return output;
  const commandId = queue.length > 0 && queue[0].startedAt !== null ? queue[0].commandId : '';
  return [...output, { commandId, records: root.output }];
}

/** Takes what the session showed, for a commit. The driver uses this instead of `root.output`, before it encodes. */
export function takeOutput(root: SessionRoot): { commandId: string; records: SessionRoot['output'] }[] {
  const remoting = remotingOf(root);
  const [head] = remoting.queue;
  // one whose prompt is being worked out is not Running any more, but what it wrote is its own
  captureOutput(root, remoting, head !== undefined && head.startedAt !== null ? head : null);
  if (remoting.output.length === 0) return [];
  touch(remoting);
  const taken = remoting.output;
  remoting.output = [];
  return taken;
}

/** Turns what served commands wrote into messages. The driver calls it before `takeOutgoing`, after {@link takeOutput}. */
export function flushOutput(root: SessionRoot): void {
  const [head] = remotingOf(root).queue;
  if (head !== undefined) flushCommand(root, head);
}

/** True if a commit would hold output. */
export function hasOutput(root: SessionRoot): boolean {
  const { output, queue } = remotingOf(root);
  return root.output.length > 0 || output.length > 0 || (queue[0]?.pending.length ?? 0) > 0;
}

// ---- for the directory and pages ----

const view = (c: ServedCommand): CommandView => ({
  id: c.commandId,
  text: c.text,
  state: c.state,
  client: c.client,
  startedAt: c.startedAt,
  endedAt: c.endedAt,
});

/** The queue, the running one first, then those that have ended and are not forgotten. */
export function commandViews(root: SessionRoot): CommandView[] {
  const { queue, ended } = remotingOf(root);
  return [...queue, ...ended].map(view);
}

/** Takes the pages' commands that have ended off the list. */
export function takeEnded(root: SessionRoot): CommandView[] {
  const remoting = remotingOf(root);
  const taken = remoting.ended.filter((c) => c.from === '');
  if (taken.length === 0) return [];
  touch(remoting);
  remoting.ended = remoting.ended.filter((c) => c.from !== '');
  return taken.map(view);
}

/** What the directory says of the session: for the driver's directoryPatch. */
export function activityOf(root: SessionRoot): {
  availability: 'Available' | 'Busy';
  running: { commandId: string; text: string; startedAt: number } | null;
} {
  const [head] = remotingOf(root).queue;
  if (head === undefined) return { availability: 'Available', running: null };
  return { availability: 'Busy', running: { commandId: head.commandId, text: head.text, startedAt: head.startedAt ?? 0 } };
}
