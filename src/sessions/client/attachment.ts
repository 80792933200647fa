/**
 * A page's view of a session: what is committed comes from the store, what is newer and everything live from the owner. When the owner
 * is gone the page looks for the next one and carries on; what was not committed is taken back.
 */
import * as Comlink from 'comlink';
import type { Attached, CommandView, Completion, DirectoryNews, OwnerLive, ViewEvent, ViewRecord, WakeReason } from '../protocol.ts';
import { getSession, type SessionRecord } from '../store/index.ts';
import { isHeld, sessionLock } from '../worker/names.ts';
import { viewOf } from '../worker/records.ts';
import { OwnerConnection, withOwners } from './connection.ts';
import { limpetError, OwnerGone } from './errors.ts';
import { isIncompleteText } from './incomplete.ts';
import type { Site } from './site.ts';
import { readBefore, readBetween } from './transcript.ts';
import type { Attachment, AttachmentListener, AttachOptions, Session, SessionLive, Unsubscribe } from './types.ts';

/** Records missed at once beyond which only the last ones are given: the others are left to `older`. */
const GAP = 20_000;
const TAIL = 1000;
/** How long a stop may take before the session's worker is ended. */
const STOP = 1000;

export class SessionAttachment implements Attachment {
  readonly session: Session;
  live!: SessionLive;
  firstSeq = 0;
  private readonly site: Site;
  private readonly listener: AttachmentListener;
  private readonly tail: number;
  private columns: number | null;
  private record!: SessionRecord;
  private connection: OwnerConnection | null = null;
  private joining: Promise<OwnerConnection> | null = null;
  private events: MessagePort | null = null;
  private unsubscribe: Unsubscribe = () => undefined;
  /** Number after the last record given, and below which all are committed. */
  private endSeq = 0;
  private committedSeq = 0;
  private shownTimer: ReturnType<typeof setTimeout> | null = null;
  private closed = false;

  constructor(site: Site, session: Session, listener: AttachmentListener, options: AttachOptions) {
    this.site = site;
    this.session = session;
    this.listener = listener;
    this.tail = options.tail ?? TAIL;
    this.columns = options.columns ?? null;
  }

  /** Reads what is stored and looks for an owner. Throws LimpetError. */
  async begin(): Promise<this> {
    const made = this.site.takeMade(this.session.id);
    const [record, stored] = made === null ? await this.read() : [made, []];
    if (record === null) throw limpetError('SessionNotFound', 'The session is gone.');
    this.record = record;
    const records = this.tail === 0 ? [] : stored;
    const last = stored.at(-1);
    this.endSeq = last === undefined ? 0 : last.seq + 1;
    this.committedSeq = this.endSeq;
    this.firstSeq = records[0]?.seq ?? this.endSeq;
    this.live = this.atRest(record);
    this.unsubscribe = this.site.onNews((news) => this.heard(news));
    if (records.length > 0) this.listener.records(records);
    this.listener.live(this.live);
    if (record.checkpoint === 0 || record.running !== null) {
      this.setLive({ connection: 'connecting' });
      void this.join('asked').catch(() => undefined);
    } else void this.joinIfOwned();
    return this;
  }

  private async read(): Promise<[SessionRecord | null, ViewRecord[]]> {
    const store = await this.site.store();
    const { id } = this.session;
    return Promise.all([getSession(store, id), readBefore(store, id, Number.MAX_SAFE_INTEGER, Math.max(this.tail, 1))]);
  }

  /** A session at rest is not woken to be looked at. */
  private async joinIfOwned(): Promise<void> {
    if ((await isHeld(sessionLock(this.site.realm, this.session.id))) && !this.closed && this.connection === null)
      await this.join('asked').catch(() => undefined);
  }

  /** What is known without an owner. */
  private atRest(record: SessionRecord): SessionLive {
    const { running } = record;
    return {
      view: viewOf(record, this.site.clientId, this.site.participants(record.id)),
      prompt: typeof record.extra.prompt === 'string' ? record.extra.prompt : `PS /home/${record.user}> `,
      entered: null,
      running:
        running === null
          ? null
          : { id: running.commandId, text: running.text, state: 'Running', client: '', startedAt: running.startedAt, endedAt: null },
      queued: [],
      requests: [],
      progress: [],
      lastCommitAt: record.lastCommitAt,
      dirty: false,
      connection: 'connected',
    };
  }

  private setLive(patch: Partial<SessionLive>): void {
    this.live = { ...this.live, ...patch };
    this.listener.live(this.live);
  }

  // ---- the owner ----

  private connect(reason: WakeReason = 'asked'): Promise<OwnerConnection> {
    if (this.closed) return Promise.reject(limpetError('Closed', 'The view was closed.'));
    if (this.connection !== null && !this.connection.isClosed) return Promise.resolve(this.connection);
    return this.join(reason);
  }

  private join(reason: WakeReason): Promise<OwnerConnection> {
    this.joining ??= withOwners(
      () => OwnerConnection.open(this.site, this.session.id, reason),
      (c) => this.attach(c),
    )
      .catch((error: Error & { code?: string }) => {
        if (error.code === 'SessionNotFound') this.end(null);
        else if (error.code === 'SessionProblem') this.end(error.message);
        throw error;
      })
      .finally(() => {
        this.joining = null;
      });
    return this.joining;
  }

  private async attach(connection: OwnerConnection): Promise<OwnerConnection> {
    await this.see(connection);
    if (this.connection === connection) connection.onClose(() => this.lost(connection));
    return connection;
  }

  /** Sees what the owner of a connection does, from what this page has on. */
  private async see(connection: OwnerConnection): Promise<void> {
    const { port1, port2 } = new MessageChannel();
    const early: ViewEvent[] = [];
    port1.onmessage = ({ data }: MessageEvent<ViewEvent>) => early.push(data);
    const attached = await connection.call((r) => r.attach(Comlink.transfer(port2, [port2]), this.site.clientId, this.columns));
    if (this.closed) {
      connection.close();
      return;
    }
    await this.catchUp(attached);
    if (connection.isClosed) throw new OwnerGone('The owner of the session is gone.');
    if (this.connection !== connection) this.connection?.close();
    this.connection = connection;
    this.events = port1;
    this.ownerLive(attached.live);
    for (const event of early) this.take(event);
    port1.onmessage = ({ data }: MessageEvent<ViewEvent>) => this.take(data);
  }

  /** This page was too slow: it reads what it missed from the store. Its owner hears it all the while, Ctrl+C above all. */
  private async seeAgain(connection: OwnerConnection | null): Promise<void> {
    if (this.closed || connection === null || this.connection !== connection) return;
    this.events?.close();
    this.events = null;
    await this.see(connection).catch(() => this.lost(connection));
  }

  /** Takes back what was not committed, and gives what was missed. */
  private async catchUp(attached: Attached): Promise<void> {
    if (this.endSeq > this.committedSeq) this.listener.dropped(this.committedSeq);
    this.endSeq = this.committedSeq;
    const { committedSeq, tail } = attached;
    if (committedSeq > this.endSeq) {
      const store = await this.site.store();
      const missed =
        committedSeq - this.endSeq > GAP || this.tail === 0
          ? await readBefore(store, this.session.id, committedSeq, Math.max(this.tail, 1))
          : await readBetween(store, this.session.id, this.endSeq, committedSeq);
      this.committedSeq = committedSeq;
      this.give(missed.filter((r) => r.seq >= this.endSeq));
      this.endSeq = committedSeq;
    }
    this.give(tail);
    this.listener.committed(this.committedSeq);
  }

  private give(records: readonly ViewRecord[]): void {
    const fresh = records.filter((r) => r.seq >= this.endSeq);
    if (fresh.length === 0) return;
    this.endSeq = fresh[fresh.length - 1].seq + 1;
    this.listener.records(fresh);
    this.shownTimer ??= setTimeout(() => {
      this.shownTimer = null;
      this.connection?.tell((r) => r.shown(this.endSeq));
    }, 50);
  }

  private ownerLive(live: OwnerLive): void {
    const { prompt, entered, running, queued, requests, progress, lastCommitAt, dirty, participants, problem } = live;
    const view = { ...this.live.view, participants, problem: problem ?? this.record.problem, running: this.live.view.running };
    view.running = running === null ? null : { commandId: running.id, text: running.text, startedAt: running.startedAt ?? Date.now() };
    if (view.state === 'Opened') view.availability = running === null ? 'Available' : 'Busy';
    this.setLive({ view, prompt, entered, running, queued, requests, progress, lastCommitAt, dirty, connection: 'connected' });
  }

  private take(event: ViewEvent): void {
    switch (event.kind) {
      case 'records':
        this.give(event.records);
        if (!this.live.dirty) this.setLive({ dirty: true });
        break;
      case 'committed':
        this.committedSeq = Math.max(this.committedSeq, event.beforeSeq);
        this.listener.committed(this.committedSeq);
        this.setLive({ lastCommitAt: event.at, dirty: this.endSeq > this.committedSeq });
        break;
      case 'live':
        this.ownerLive(event.live);
        break;
      case 'behind':
        // everything that was missed is committed by the time this page has drawn what it has
        setTimeout(() => void this.seeAgain(this.connection), 100);
        break;
      case 'released':
        this.released(event);
        break;
    }
  }

  private released(event: Extract<ViewEvent, { kind: 'released' }>): void {
    const { connection } = this;
    this.connection = null;
    this.events?.close();
    this.events = null;
    connection?.close();
    if (event.reason === 'removed') this.end(null);
    else if (event.reason === 'problem') this.end(event.text);
    else if (event.reason === 'moved') {
      this.setLive({ connection: 'connecting' });
      void this.join('moved').catch(() => undefined);
    }
  }

  /** The owner died. */
  private lost(connection: OwnerConnection | null): void {
    if (this.closed || connection === null || this.connection !== connection) return;
    this.connection = null;
    this.events?.close();
    this.events = null;
    connection.close();
    this.setLive({ connection: 'connecting' });
    void this.join('crashed').catch(() => undefined);
  }

  private heard(news: DirectoryNews): void {
    const { id } = this.session;
    if (news.kind === 'removed' && news.ids.includes(id)) this.end(null);
    else if (news.kind === 'owned' && news.id === id && this.connection === null) void this.join('asked').catch(() => undefined);
    else if (news.kind === 'changed' && news.ids.includes(id)) void this.refresh();
    else if (news.kind === 'participants' && news.id === id) this.setLive({ view: { ...this.live.view, participants: news.count } });
  }

  private async refresh(): Promise<void> {
    const record = await this.site
      .store()
      .then((store) => getSession(store, this.session.id))
      .catch(() => null);
    if (record === null || this.closed) return;
    this.record = record;
    if (this.connection === null && this.joining === null) this.setLive(this.atRest(record));
    else {
      const { running, participants } = this.live.view;
      this.setLive({ view: { ...viewOf(record, this.site.clientId, participants), running } });
    }
  }

  private end(reason: string | null): void {
    if (this.closed) return;
    this.setLive({ connection: 'ended' });
    this.close();
    this.listener.ended(reason);
  }

  // ---- what the page does ----

  async older(beforeSeq: number, limit = TAIL): Promise<ViewRecord[]> {
    const records = await readBefore(await this.site.store(), this.session.id, beforeSeq, limit);
    if (records.length > 0) this.firstSeq = Math.min(this.firstSeq, records[0].seq);
    return records;
  }

  submit(text: string): Promise<CommandView> {
    const command = { id: crypto.randomUUID(), text, client: this.site.clientId, kind: 'line' as const };
    return withOwners(
      () => this.connect(),
      (c) => c.call((r) => r.submit(command)),
    );
  }

  withdraw(commandId: string): Promise<boolean> {
    return withOwners(
      () => this.connect(),
      (c) => c.call((r) => r.withdraw(commandId)),
    );
  }

  async stop(): Promise<void> {
    // no owner, nothing to stop; one that is being looked for is told when it is found
    const connection = this.connection ?? (await this.joining?.catch(() => null)) ?? null;
    if (connection === null) return;
    const late = new Promise<'late'>((done) => setTimeout(() => done('late'), STOP));
    const answer = connection.call((r) => r.stop(null)).catch(() => 'gone');
    if ((await Promise.race([answer, late])) === 'late') await this.terminate();
  }

  terminate(): Promise<void> {
    this.site.link.send({ kind: 'terminate', id: this.session.id });
    return Promise.resolve();
  }

  answer(requestId: number, value: unknown): Promise<void> {
    return withOwners(
      () => this.connect(),
      (c) => c.call((r) => r.answer(requestId, value)),
    );
  }

  complete(text: string, cursor: number): Promise<Completion> {
    return withOwners(
      () => this.connect(),
      (c) => c.call((r) => r.complete(text, cursor)),
    );
  }

  isIncomplete(text: string): boolean {
    return isIncompleteText(text);
  }

  resize(columns: number): void {
    this.columns = columns;
    this.connection?.tell((r) => r.resize(columns));
  }

  async history(): Promise<string[]> {
    const records = await readBefore(await this.site.store(), this.session.id, Number.MAX_SAFE_INTEGER, 5000);
    const prompts = records.filter((r) => r.kind === 'prompt').map((r) => (r.data as { text?: string } | undefined)?.text ?? '');
    return prompts.filter((text) => text !== '');
  }

  /** Acknowledges a command's records: they need not be kept for this client any more. */
  acknowledge(commandId: string, seq: number): void {
    this.connection?.tell((r) => r.acknowledge(commandId, seq));
  }

  close(): void {
    if (this.closed) return;
    this.closed = true;
    this.unsubscribe();
    if (this.shownTimer !== null) clearTimeout(this.shownTimer);
    const { connection, events } = this;
    this.connection = null;
    connection?.tell((r) => r.detach());
    // the message must leave first
    setTimeout(() => {
      events?.close();
      connection?.close();
    }, 100);
  }
}
