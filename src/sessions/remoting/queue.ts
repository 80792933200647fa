/**
 * A session's queue of commands: pages' and other machines', one at a time (S15), each with its thread, its prompt and its end.
 */

import { parseCommand, startBlock, startErrorReport } from '../../interpreter/machine/command.ts';
import { addError } from '../../interpreter/machine/errorHandling.ts';
import type { Machine } from '../../interpreter/machine/machine.ts';
import { type SessionRoot, Thread } from '../../interpreter/machine/state.ts';
import { HostSink, Streams } from '../../interpreter/machine/streams.ts';
import { ErrorRecord } from '../../interpreter/values/errors.ts';
import { touch } from '../../interpreter/values/heap.ts';
import { commandListBlock, literalCommandList, runCommandList } from '../configurations/commandList.ts';
import { withoutPosition } from './cmdlets/outRemoteDefault.ts';
import { EnteredFrame, lineFor } from './entered.ts';
import { tellLinks } from './listeners.ts';
import { plainPrompt, promptText } from './prompt.ts';
import { askClient } from './questions.ts';
import { flushCommand, postComplete } from './served.ts';
import { busyError, closedError, errorOnWire } from './servedErrors.ts';
import { ServedFrame } from './servedFrame.ts';
import { captureOutput, showLine, showPrompt } from './sessionOutput.ts';
import { type Remoting, remotingOf, ServedCommand } from './state.ts';

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
  if (remoting.open) remoting.queue.push(command);
  else refuseLine(machine, remoting, command);
  service(machine);
}

/** A line for a session that `exit` has ended. */
function refuseLine(machine: Machine, remoting: Remoting, command: ServedCommand): void {
  const { root } = machine;
  captureOutput(root, remoting, null);
  root.output.push({ kind: 'error', text: `${closedError().exception.message}\n` });
  captureOutput(root, remoting, command);
  command.state = 'Failed';
  command.endedAt = machine.host.now();
  remoting.ended.push(command);
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

/** Ends a command: one that waits leaves the queue, one that runs unwinds. */
export function stopCommand(machine: Machine, command: ServedCommand): void {
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
  showLine(remoting, command);
  let thread: Thread;
  if (command.typed) enterHistory(machine, remoting, command);
  const line = command.mode === 'interactive' && (command.from !== '' || command.typed) ? lineFor(remoting, command.script) : null;
  if (line === 'exit') {
    command.script = 'Exit-PSSession';
    thread = threadFor(machine, command, new ServedFrame(command));
  } else if (line === 'remote') thread = threadFor(machine, command, new EnteredFrame(command.script, command.commandId));
  else if (command.from === '') {
    // without a language a page's line is taken as a list of commands with literal arguments
    const list = runspace.languageMode === 'FullLanguage' ? null : literalCommandList(command.script, machine.context);
    const parsed = list === null ? parseCommand(machine, command.script) : { block: commandListBlock(list) };
    thread =
      'error' in parsed
        ? startErrorReport(machine, parsed.error, runspace)
        : list !== null
          ? runCommandList(machine, list, { runspace, purpose: `command:${command.commandId}` })
          : startBlock(machine, parsed.block, { runspace, purpose: `command:${command.commandId}` });
    if ('error' in parsed) {
      addError(runspace, parsed.error);
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
  // a line of the entered session that Ctrl+C has stopped says so
  if (command.state === 'Stopped' && command.typed && remotingOf(machine.root).entered !== null)
    machine.root.output.push({ kind: 'error', text: 'Error: The pipeline has been stopped.\n' });
  if (thread.state !== 'failed' || !(thread.failure instanceof ErrorRecord)) return;
  if (command.mode === 'interactive') {
    if (command.from === '' || thread.failure.category === 'ParserError') {
      const record = command.from === '' ? thread.failure : withoutPosition(thread.failure);
      command.promptThread = startErrorReport(machine, record, runspace).threadId;
    } else machine.root.output.push({ kind: 'error', text: `Error: ${thread.failure.exception.message}\n` });
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
  showPrompt(remoting, command);
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
