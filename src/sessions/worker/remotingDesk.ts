/** The desk of a real session: remoting's queue takes the commands of pages and of other machines alike. */
import { parseCommand, startBlock } from '../../interpreter/index.ts';
import { findFunction } from '../../interpreter/machine/commandLookup.ts';
import type { Machine } from '../../interpreter/machine/machine.ts';
import { AliasInfo, type HistoryEntry, type Runspace, type Thread } from '../../interpreter/machine/state.ts';
import { Streams } from '../../interpreter/machine/streams.ts';
import { PSArray } from '../../interpreter/values/collections.ts';
import { HeapObject, snapshotClass, touch } from '../../interpreter/values/heap.ts';
import * as mailbox from '../mailbox/mailbox.ts';
import type { Acknowledgement, CommandView, Envelope } from '../protocol.ts';
import * as remoting from '../remoting/index.ts';
import { plainPrompt } from '../remoting/prompt.ts';
import type { SessionRecord } from '../store/index.ts';
import type { CommandDesk, PageCommand, TaggedOutput } from './desk.ts';
import { createdAs } from './records.ts';

/** A page's command that has ended. Plain data. */
interface Kept extends CommandView {
  typed: boolean;
}

/** What the desk keeps in the root beside remoting's own state. */
export class DeskState extends HeapObject {
  prompt: string;
  /** True: the prompt is to be worked out again. */
  stale: boolean;
  promptThread: Thread | null;
  promptOutput: PSArray | null;
  /** The command that runs, and its entry in the history. */
  current: string;
  typed: boolean;
  historyId: number;
  kept: Kept[];
  constructor() {
    super();
    this.prompt = '';
    this.stale = true;
    this.promptThread = null;
    this.promptOutput = null;
    this.current = '';
    this.typed = false;
    this.historyId = 0;
    this.kept = [];
  }
}
snapshotClass('DeskState', 'heap', DeskState);

/** Commands of pages that are kept after their end. */
const KEPT = 50;
/** Characters of their text that are kept. */
const TEXT = 500;

/** Aliases that PowerShell has on Windows only, and Limpet's consoles and default sessions too: there are no native programs here (design, "Platform"). */
const WINDOWS_ALIASES: Record<string, string> = {
  ac: 'Add-Content',
  cat: 'Get-Content',
  clear: 'Clear-Host',
  compare: 'Compare-Object',
  cp: 'Copy-Item',
  cpp: 'Copy-ItemProperty',
  diff: 'Compare-Object',
  kill: 'Stop-Process',
  ls: 'Get-ChildItem',
  man: 'help',
  mount: 'New-PSDrive',
  mv: 'Move-Item',
  ps: 'Get-Process',
  rm: 'Remove-Item',
  rmdir: 'Remove-Item',
  sleep: 'Start-Sleep',
  sort: 'Sort-Object',
  start: 'Start-Process',
  tee: 'Tee-Object',
  write: 'Write-Output',
};

/** See the head of the file. */
export class RemotingDesk implements CommandDesk {
  private readonly machine: Machine;
  constructor(machine: Machine) {
    this.machine = machine;
  }
  private get state(): DeskState {
    const { extensions } = this.machine.root;
    let state = extensions.get('desk') as DeskState | undefined;
    if (state === undefined) {
      state = new DeskState();
      extensions.set('desk', state);
    }
    return state;
  }
  private get runspace(): Runspace {
    return this.machine.root.runspaces[0];
  }
  private get head() {
    return remoting.remotingOf(this.machine.root).queue.at(0);
  }

  started(fresh: boolean, record: SessionRecord): void {
    const { machine } = this;
    remoting.installRemoting(machine);
    if (fresh) {
      remoting.sessionStarted(machine, createdAs(record));
      const { globalScope } = this.runspace;
      globalScope.aliases ??= new Map();
      for (const [name, target] of Object.entries(WINDOWS_ALIASES))
        if (!globalScope.aliases.has(name)) globalScope.aliases.set(name, new AliasInfo(name, target));
      touch(globalScope);
    }
    if (record.kind === 'Console' && record.ownerClient !== null) remoting.setClient(machine, record.ownerClient);
  }

  lost(reason: string): void {
    const { root } = this.machine;
    const text = this.head?.text ?? '';
    remoting.stop(this.machine, null);
    remoting.service(this.machine);
    root.output.push({ kind: 'error', text: `The command '${text}' was stopped: it can't go on in this version of Limpet. ${reason}\n` });
  }

  submit(command: PageCommand): void {
    if (this.find(command.id) !== null) return;
    const { id, client, text, kind } = command;
    remoting.submit(this.machine, { commandId: id, client, text, typed: kind === 'line' });
  }

  advance(): boolean {
    const { machine, state } = this;
    const { root } = machine;
    const threads = () => root.threads.map((t) => `${t.threadId}${t.state}`).join();
    const before = threads();
    remoting.service(machine);
    const { head } = this;
    const running = head !== undefined && head.state === 'Running' ? head : undefined;
    if (state.current !== '' && running?.commandId !== state.current) this.ended_();
    if (running !== undefined && running.commandId !== state.current) this.begun(running.commandId, running.text, running.typed);
    this.keep();
    if (running === undefined) this.workOutPrompt();
    return threads() !== before;
  }

  /** A command has begun: a typed line is shown behind its prompt, and entered in the history. */
  private begun(id: string, text: string, typed: boolean): void {
    const { state, runspace, machine } = this;
    state.current = id;
    state.typed = typed;
    state.historyId = 0;
    touch(state);
    if (!typed) return;
    machine.root.output.push({ kind: 'prompt', text: `${this.prompt()}${text}\n`, data: { prompt: this.prompt(), text, commandId: id } });
    const entry: HistoryEntry = {
      id: runspace.nextHistoryId++,
      commandLine: text,
      executionStatus: 'Running',
      startTime: machine.host.now(),
      endTime: machine.host.now(),
    };
    runspace.history.push(entry);
    touch(runspace);
    state.historyId = entry.id;
  }

  private ended_(): void {
    const { state, runspace, machine } = this;
    const view = this.find(state.current);
    const entry = runspace.history.find((h) => h.id === state.historyId);
    if (entry !== undefined) {
      entry.executionStatus = view === null || view.state === 'Queued' || view.state === 'Running' ? 'Completed' : view.state;
      entry.endTime = machine.host.now();
      touch(runspace);
    }
    state.current = '';
    state.stale = true;
    touch(state);
  }

  private keep(): void {
    const { state } = this;
    const typed = state.typed;
    const ended = remoting.takeEnded(this.machine.root);
    if (ended.length === 0) return;
    for (const view of ended) state.kept.push({ ...view, text: view.text.slice(0, TEXT), typed });
    state.kept.splice(0, Math.max(0, state.kept.length - KEPT));
    touch(state);
  }

  /** The prompt is what the session's `prompt` function says; its thread leaves $? alone and shows nothing. */
  private workOutPrompt(): void {
    const { state, machine, runspace } = this;
    const { root } = machine;
    if (state.promptThread !== null) {
      if (state.promptThread.state === 'running') return;
      const thread = state.promptThread;
      root.threads = root.threads.filter((t) => t !== thread);
      touch(root);
      const first = state.promptOutput?.items[0];
      const text = first === undefined || first === null ? '' : machine.text(first);
      Object.assign(state, { promptThread: null, promptOutput: null, prompt: text === '' ? 'PS>' : text });
      touch(state);
    }
    if (!state.stale) return;
    state.stale = false;
    touch(state);
    state.prompt = plainPrompt(runspace);
    if (findFunction(runspace.globalScope, 'prompt') === undefined) return;
    const parsed = parseCommand(machine, 'try { prompt } catch { }', '', 'trusted');
    if ('error' in parsed) return;
    state.promptOutput = new PSArray();
    state.promptThread = startBlock(machine, parsed.block, {
      runspace,
      sink: state.promptOutput,
      streams: new Streams(null, null),
      purpose: 'prompt',
    });
  }

  prompt(): string {
    const { entered } = remoting.remotingOf(this.machine.root);
    if (entered !== null) return `[${entered.session.computerName}]: ${entered.prompt ?? 'PS> '}`;
    return this.state.prompt === '' ? plainPrompt(this.runspace) : this.state.prompt;
  }

  entered(): { sessionId: string; computer: string; name: string } | null {
    const { entered } = remoting.remotingOf(this.machine.root);
    if (entered === null) return null;
    const { session } = entered;
    return { sessionId: session.instanceId, computer: session.computerName, name: session.name };
  }

  private views(): CommandView[] {
    return remoting.commandViews(this.machine.root);
  }
  running(): CommandView | null {
    return this.views().find((c) => c.state === 'Running') ?? null;
  }
  queued(): CommandView[] {
    return this.views().filter((c) => c.state === 'Queued');
  }
  ended(): CommandView[] {
    return [...this.state.kept];
  }
  find(id: string): CommandView | null {
    return this.views().find((c) => c.id === id) ?? this.state.kept.find((c) => c.id === id) ?? null;
  }
  isDelivered(id: string): boolean {
    const kept = this.state.kept.find((c) => c.id === id);
    if (kept !== undefined) return !kept.typed;
    const command = remoting.remotingOf(this.machine.root).queue.find((c) => c.commandId === id);
    return command !== undefined && command.from === '' && !command.typed;
  }
  waitsForOthers(): boolean {
    const { root } = this.machine;
    const waits = root.threads.some((t) => t.threadId === this.head?.threadId && t.wait?.kind === 'signal');
    return waits && [...remoting.remotingOf(root).calls.values()].some((call) => call.state === 'Running');
  }
  isOthersRequest(id: number): boolean {
    return remoting.isClientsRequest(this.machine.root, id);
  }
  nextDeadline(): number {
    return remoting.nextServiceDeadline(this.machine.root);
  }
  stop(id: string | null): void {
    remoting.stop(this.machine, id);
  }
  withdraw(id: string): boolean {
    return remoting.withdraw(this.machine, id);
  }
  takeOutput(): TaggedOutput[] {
    return remoting.takeOutput(this.machine.root);
  }
  history(): string[] {
    return this.runspace.history.map((h) => h.commandLine);
  }
  receive(envelope: Envelope): void {
    mailbox.receive(this.machine, envelope);
  }
  acknowledged(ack: Acknowledgement): void {
    mailbox.acknowledge(this.machine, ack);
  }
  reconcile(rows: readonly Envelope[]): void {
    mailbox.reconcile(this.machine, rows);
  }
  gone(sessionId: string): Acknowledgement[] {
    return mailbox.sessionGone(this.machine, sessionId);
  }
  takeOutgoing(epoch: number): Envelope[] {
    remoting.flushOutput(this.machine.root);
    return mailbox.takeOutgoing(this.machine.root, epoch);
  }
  takeAcknowledgements(): Acknowledgement[] {
    return mailbox.takeAcknowledgements(this.machine.root);
  }
  hasOutgoing(): boolean {
    const { root } = this.machine;
    return mailbox.hasOutgoing(root) || remoting.hasOutput(root);
  }
}
