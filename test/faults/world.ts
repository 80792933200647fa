/**
 * The world of one schedule: machines, the store that they commit to, and the network between them, all of which can fail (twoMachines.ts
 * makes them). Remoting's own tests use it without failures.
 */
import { Machine, newSession } from '../../src/interpreter/index.ts';
import type { CommandEntry } from '../../src/interpreter/machine/cmdlet.ts';
import type { Host } from '../../src/interpreter/machine/host.ts';
import type { OutputRecord, SessionRoot } from '../../src/interpreter/machine/state.ts';
import type { Heap } from '../../src/interpreter/snapshot/index.ts';
import { lazyTypes, loadLazyType } from '../../src/interpreter/values/types/registry.ts';
import {
  acknowledge,
  hasOutgoing,
  missingBefore,
  receive,
  reconcile,
  resend,
  resendFrom,
  sessionGone,
  takeAcknowledgements,
  takeOutgoing,
} from '../../src/sessions/mailbox/mailbox.ts';
import type { Acknowledgement, Envelope } from '../../src/sessions/protocol.ts';
import type { DirectoryEntry } from '../../src/sessions/remoting/hostRequests.ts';
import {
  commandViews,
  flushOutput,
  hasOutput,
  installRemoting,
  isClientsRequest,
  service,
  sessionStarted,
  setClient,
  takeOutput,
} from '../../src/sessions/remoting/index.ts';
import { remotingOf } from '../../src/sessions/remoting/state.ts';
import { CheckpointEncoder, type FakeBatch, FakeStore, type Packet, type StoredSession } from './fakeStore.ts';

/** mulberry32: a small generator whose state is its seed. */
export function generator(seed: number): () => number {
  let a = seed >>> 0;
  return () => {
    a = (a + 0x6d2b79f5) | 0;
    let t = Math.imul(a ^ (a >>> 15), 1 | a);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** Definitions of the commands, loaded once. */
export type Loaded = { entries: CommandEntry[]; definitions: Machine['definitions'] };

/** Loads everything that schedules use. */
export async function load(entries: CommandEntry[]): Promise<Loaded> {
  const definitions: Machine['definitions'] = new Map();
  for (const name of Object.keys(lazyTypes)) await loadLazyType(name);
  for (const entry of entries) definitions.set(entry.name.toLowerCase(), (await entry.load()).default);
  return { entries, definitions };
}

/** A session that is owned by a live worker. */
interface Node {
  id: string;
  machine: Machine;
  heap: Heap;
  epoch: number;
  /** A commit whose transaction is not complete yet. */
  inFlight: FakeBatch | null;
  /** What a failed commit left for the next one. */
  carried: Omit<FakeBatch, 'checkpoint'>;
  rowsDone: FakeBatch['rowsDone'];
  /** What is committed and not yet handed to the network. */
  unsent: { outgoing: Envelope[]; acks: Acknowledgement[] } | null;
}

const empty = (): Omit<FakeBatch, 'checkpoint'> => ({ outgoing: [], acks: [], rowsDone: [], lines: [] });

/** The world of one schedule. */
export class World {
  /** How far the clock moves in one calm round, in ms. */
  tick = 150;
  readonly store = new FakeStore();
  readonly nodes = new Map<string, Node>();
  readonly random: () => number;
  readonly loaded: Loaded;
  readonly shown: OutputRecord[] = [];
  /** True: typed lines are part of what is shown. */
  showPrompts = false;
  now = 1_700_000_000_000;
  /** Questions that were answered. */
  readonly asked: Record<string, unknown>[] = [];
  crashes = 0;
  packets = 0;
  /** Clients that do not live any more. */
  readonly gone = new Set<string>();
  /** True once Ctrl+C was pressed. */
  stopped = false;
  /** Receivers delete rows themselves, as the one database allows; else the sender does so when it hears of it. */
  readonly sharedStore: boolean;
  /** Questions to the host are answered later, or at once. */
  readonly slow: boolean;
  private readonly host: Host;
  private guids = 0;

  constructor(seed: number, loaded: Loaded) {
    this.random = generator(seed);
    this.loaded = loaded;
    this.sharedStore = this.random() < 0.5;
    this.host = {
      now: () => this.now,
      random: () => this.random(),
      newGuid: () => {
        const n = (++this.guids).toString(16).padStart(12, '0');
        return `${Math.floor(this.random() * 0xffffffff)
          .toString(16)
          .padStart(8, '0')}-0000-4000-8000-${n}`;
      },
      zoneOffset: () => 0,
      ask: (request) => (this.slow ? undefined : this.ask(request)),
    };
    this.slow = this.random() < 0.5;
  }

  pick<T>(list: readonly T[]): T {
    return list[Math.floor(this.random() * list.length)];
  }

  private entries(): DirectoryEntry[] {
    return [...this.store.sessions.values()].map((s) => this.entry(s));
  }

  private entry(session: StoredSession): DirectoryEntry {
    const { create, owner } = session;
    return {
      ...create,
      state: this.isClosed(create.id) ? 'Closed' : owner === null ? 'Disconnected' : 'Opened',
      availability: 'Available',
      ownerClient: owner,
      ownerGone: owner !== null && this.gone.has(owner),
      disconnectedAt: null,
    };
  }

  /** As the driver's commit would have it in the directory. */
  private isClosed(id: string): boolean {
    const node = this.nodes.get(id);
    return node !== undefined && !remotingOf(node.machine.root).open;
  }

  private ask(request: Record<string, unknown>): unknown {
    switch (request.op) {
      case 'directory.open':
        return {
          ok: true,
          computer: request.computer,
          user: 'learner',
          configuration: 'Microsoft.PowerShell',
          idleTimeout: null,
          maxIdleTimeout: null,
        };
      case 'directory.get':
        return { sessions: this.entries().filter((e) => (request.ids as string[]).includes(e.id)) };
      case 'directory.list':
        return {
          ok: true,
          sessions: this.entries().filter(
            (e) => e.kind === 'Session' && e.computer.toLowerCase() === String(request.computer).toLowerCase(),
          ),
        };
      case 'directory.connect': {
        const session = this.store.sessions.get(String(request.sessionId));
        if (session === undefined) return { ok: false, failure: 'SessionNotFound' };
        if (session.owner !== null && session.owner !== request.client && !this.gone.has(session.owner))
          return { ok: false, failure: 'InUse' };
        const replay = session.owner === null && session.last !== null && this.gone.has(session.last);
        session.owner = String(request.client);
        session.last = null;
        return { ok: true, session: this.entry(session), replay };
      }
      case 'directory.disconnect': {
        const session = this.store.sessions.get(String(request.sessionId));
        if (session !== undefined && session.owner === request.client) {
          session.last = session.owner;
          session.owner = null;
        }
        return { ok: true };
      }
      case 'readLine':
        return { text: 'yes' };
      case 'prompt.credential':
        this.asked.push(request);
        return { userName: request.userName === '' ? 'ada' : request.userName, password: 'secret' };
      case 'prompt.parameters': {
        this.asked.push(request);
        const fields = request.fields as { name: string; collection: boolean }[];
        return Object.fromEntries(fields.map((f) => [f.name, f.collection ? ['one', 'two'] : 'given']));
      }
      default:
        return { error: { errorId: 'NotThere', category: 'NotImplemented', message: `The test has no ${String(request.op)}.` } };
    }
  }

  // ---- workers ----

  /** A console of a tab. */
  console(id: string, client: string): void {
    this.store.create({
      id,
      name: id,
      kind: 'Console',
      computer: 'localhost',
      user: 'learner',
      configuration: 'Microsoft.PowerShell',
      ownerClient: client,
      parent: null,
      idleTimeout: null,
      bufferingMode: 'Block',
      options: {},
    });
    this.wake(id);
  }

  /** Rounds without faults until nothing is left to do. Answers what the consoles showed meanwhile. */
  settle(rounds = 400): string {
    const before = this.store.lines.length;
    for (let i = 0; i < rounds && !this.isQuiet; i++) {
      if (i % 7 === 6) for (const node of this.nodes.values()) this.reconnect(node);
      this.quietRound();
    }
    return this.store.lines
      .slice(before)
      .filter((l) => l.startsWith('\u0000'))
      .map((l) => l.slice(1))
      .join('');
  }

  /** Starts a worker for a session, as after a crash or for a fresh one. */
  wake(id: string): void {
    const resumed = this.store.resume(id);
    if (resumed === null) return;
    const fresh = resumed.root === null;
    const root: SessionRoot =
      resumed.root ??
      newSession(
        { sessionId: id, hostName: resumed.create.kind === 'Console' ? 'ConsoleHost' : 'ServerRemoteHost' },
        this.host,
        this.loaded.entries,
      );
    const machine = new Machine(root, this.host, { commands: this.loaded.entries });
    for (const [name, definition] of this.loaded.definitions) machine.definitions.set(name, definition);
    installRemoting(machine);
    if (fresh) {
      sessionStarted(machine, resumed.create);
      if (resumed.create.kind === 'Console') setClient(machine, resumed.create.ownerClient ?? 'client');
    }
    const node: Node = {
      id,
      machine,
      heap: resumed.heap,
      epoch: resumed.epoch,
      inFlight: null,
      carried: empty(),
      rowsDone: [],
      unsent: null,
    };
    this.nodes.set(id, node);
    reconcile(machine, resumed.rows);
    this.send(resend(resumed.rows, node.epoch), []);
    // mail that waited for it
    for (const sender of this.store.sessions.values()) {
      const rows = [...sender.outbox.values()].filter((e) => e.to === id).sort((a, b) => a.seq - b.seq);
      this.send(resend(rows, sender.epoch), []);
    }
  }

  /** The worker is gone in the middle of whatever it was doing. */
  crash(node: Node): void {
    this.crashes++;
    this.nodes.delete(node.id);
  }

  /** A worker that was replaced without knowing it tries to commit once more: it is fenced, and drops everything. */
  completeZombie(zombie: Node): void {
    const successor = this.nodes.get(zombie.id);
    if (successor === undefined || successor === zombie) return;
    this.crashes++;
    const before = JSON.stringify([this.store.lines.length, [...this.store.sessions.keys()]]);
    if (zombie.inFlight !== null && this.store.commit(zombie.id, zombie.epoch, zombie.inFlight, this.sharedStore))
      throw new Error('a worker that was replaced has committed');
    if (before !== JSON.stringify([this.store.lines.length, [...this.store.sessions.keys()]]))
      throw new Error('a fenced commit had effects');
  }

  private send(outgoing: readonly Envelope[], acks: readonly Acknowledgement[]): void {
    for (const envelope of outgoing) if (envelope.to !== '') this.put({ kind: 'message', to: envelope.to, envelope });
    for (const ack of acks) this.put({ kind: 'ack', to: ack.to, ack });
  }

  private put(packet: Packet): void {
    this.packets++;
    // a structured clone, as a message port makes one
    this.store.network.push(structuredClone(packet));
  }

  /** Sends everything again that is stored for others, as after a reconnect. */
  reconnect(node: Node): void {
    const session = this.store.sessions.get(node.id);
    if (session === undefined || session.epoch !== node.epoch) return;
    const rows = [...session.outbox.values()].sort((a, b) => a.seq - b.seq);
    reconcile(node.machine, rows.concat(node.inFlight?.outgoing ?? [], node.carried.outgoing, node.machine.root.outbox as Envelope[]));
    this.send(resend(rows, node.epoch), []);
  }

  // ---- commits ----

  beginCommit(node: Node): void {
    if (node.inFlight !== null || node.unsent !== null) return;
    const { machine, heap } = node;
    const { root } = machine;
    service(machine);
    const { carried } = node;
    node.carried = empty();
    for (const { records } of takeOutput(root)) if (node.id.startsWith('console')) this.shownLater(node, records);
    flushOutput(root);
    const batch = {
      outgoing: [...carried.outgoing, ...takeOutgoing(root, node.epoch)],
      acks: [...carried.acks, ...takeAcknowledgements(root)],
      rowsDone: [...carried.rowsDone, ...node.rowsDone],
      lines: [...carried.lines, ...(root.fileOperations.splice(0) as string[])],
    };
    node.rowsDone = [];
    const encoder = new CheckpointEncoder(heap, root, { instructionSet: 1 });
    encoder.step(() => false);
    node.inFlight = { ...batch, checkpoint: encoder.result() };
  }

  /** What the console shows becomes durable with the commit, like a file. */
  private shownLater(node: Node, records: OutputRecord[]): void {
    for (const record of records) {
      if (record.kind === 'prompt' && !this.showPrompts) continue;
      node.machine.root.fileOperations.push(`\u0000${record.text}`);
    }
  }

  completeCommit(node: Node): void {
    const batch = node.inFlight;
    if (batch === null) return;
    node.inFlight = null;
    if (!this.store.commit(node.id, node.epoch, batch, this.sharedStore)) {
      // fenced, or removed
      this.nodes.delete(node.id);
      return;
    }
    node.unsent = { outgoing: batch.outgoing, acks: batch.acks };
  }

  failCommit(node: Node): void {
    const batch = node.inFlight;
    if (batch === null) return;
    node.inFlight = null;
    node.heap.forget();
    const { checkpoint: _, ...rest } = batch;
    node.carried = rest;
  }

  release(node: Node): void {
    if (node.unsent === null) return;
    this.send(node.unsent.outgoing, node.unsent.acks);
    node.unsent = null;
  }

  // ---- packets ----

  deliver(index: number, keep: boolean): void {
    const packet = this.store.network[index];
    if (packet === undefined) return;
    if (!keep) this.store.network.splice(index, 1);
    const node = this.nodes.get(packet.to);
    if (node === undefined) {
      if (packet.kind === 'message' && this.store.removed.has(packet.to)) this.undeliverable(packet.envelope);
      return;
    }
    switch (packet.kind) {
      case 'message': {
        const receipt = receive(node.machine, structuredClone(packet.envelope));
        if (receipt === 'gap') {
          const missing = missingBefore(node.machine.root, packet.envelope);
          this.put({ kind: 'missing', to: missing.from, missing });
        }
        return;
      }
      case 'ack':
        acknowledge(node.machine, packet.ack);
        node.rowsDone.push(packet.ack);
        return;
      case 'missing': {
        const session = this.store.sessions.get(node.id);
        if (session === undefined || session.epoch !== node.epoch) return;
        const rows = [...session.outbox.values()];
        const { from, to, ...rest } = packet.missing;
        this.send(resendFrom(rows, { from, to, ...rest }, node.epoch), []);
      }
    }
  }

  /** The receiver was removed: its sender is told. */
  private undeliverable(envelope: Envelope): void {
    const sender = this.nodes.get(envelope.from);
    if (sender === undefined) return;
    sender.rowsDone.push(...sessionGone(sender.machine, envelope.to));
    sender.rowsDone.push({ commandId: envelope.commandId, direction: envelope.direction, seq: envelope.seq });
  }

  /** Answers what a machine has asked, but for what another machine answers. */
  answer(node: Node): void {
    for (const { id, request } of node.machine.pendingRequests()) {
      if (!isClientsRequest(node.machine.root, id)) node.machine.answer(id, this.ask(request));
    }
  }

  // ---- quiet ----

  /** True when nothing is left to do anywhere. */
  get isQuiet(): boolean {
    for (const id of this.store.sessions.keys()) if (!this.nodes.has(id)) return false;
    for (const node of this.nodes.values()) {
      const { root } = node.machine;
      if (node.inFlight !== null || node.unsent !== null || node.rowsDone.length > 0 || hasOutgoing(root) || hasOutput(root)) return false;
      if (root.fileOperations.length > 0 || node.carried.outgoing.length > 0 || node.carried.lines.length > 0) return false;
      if (root.threads.some((t) => t.state === 'running')) return false;
      // an acknowledgement was lost whose rows are gone already: the next reconnect tells
      if (commandViews(root).some((c) => !c.id.startsWith('line'))) return false;
    }
    // what is stored for others is sent again at the next reconnect
    return this.store.network.length === 0 && [...this.store.sessions.values()].every((x) => x.outbox.size === 0);
  }

  /** One round without faults: everything that can go on does. */
  quietRound(): void {
    for (const id of [...this.store.sessions.keys()]) if (!this.nodes.has(id)) this.wake(id);
    for (const node of [...this.nodes.values()]) {
      if (!this.store.sessions.has(node.id)) {
        this.nodes.delete(node.id);
        continue;
      }
      let slices = 20;
      node.machine.run(() => --slices <= 0);
      this.answer(node);
      service(node.machine);
      this.completeCommit(node);
      if (!this.nodes.has(node.id)) continue;
      this.release(node);
      if (!this.owes(node)) continue;
      this.beginCommit(node);
      this.completeCommit(node);
      this.release(node);
    }
    const count = this.store.network.length;
    for (let i = 0; i < count; i++) this.deliver(0, false);
    this.now += this.tick;
  }

  /** True if a commit would hold something that others wait for. */
  private owes(node: Node): boolean {
    const { root } = node.machine;
    const { outgoing, acks, lines, rowsDone } = node.carried;
    if (outgoing.length + acks.length + lines.length + rowsDone.length + node.rowsDone.length + root.fileOperations.length > 0) return true;
    return hasOutgoing(root) || hasOutput(root);
  }
}
