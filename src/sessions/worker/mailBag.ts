/**
 * A session's mail. Messages to others are rows of the store from the sender's commit on; a doorbell tells their receivers, who read
 * the rows themselves. The commit that holds a message's effect takes the row away. So nothing depends on a bell being heard.
 */
import type { Acknowledgement, DirectoryNews, Envelope, MailNews } from '../protocol.ts';
import { type CommitResult, getSession, type OutboxRecord, readMail } from '../store/index.ts';
import type { Batch } from './committer.ts';
import type { SessionDriver } from './driver.ts';

/** One driver's mail. */
export class MailBag {
  private readonly driver: SessionDriver;
  private fetching = false;
  private again = false;
  private closed = false;
  /** Sessions that this one wrote to and that exist. */
  private readonly peers = new Set<string>();
  private outboxAcks: Acknowledgement[] = [];

  constructor(driver: SessionDriver) {
    this.driver = driver;
  }

  /** After the start: rings for what is stored, and fetches what came meanwhile. */
  start(rows: readonly OutboxRecord[]): void {
    const envelopes = rows.map((row) => row.message as Envelope);
    this.driver.act(() => this.driver.desk.reconcile(envelopes));
    const to = [...new Set(envelopes.map((e) => e.to))];
    if (to.length > 0) this.driver.env.mailNews({ kind: 'mail', to });
    for (const id of to) void this.checkPeer(id);
    void this.fetch();
  }

  close(): void {
    this.closed = true;
  }

  /** Something was heard on the channel of the mail. */
  heard(news: MailNews): void {
    const { id } = this.driver;
    if (news.kind === 'mail') {
      if (news.to.includes(id)) void this.fetch();
      return;
    }
    const mine = news.acks.filter((ack) => ack.to === id);
    if (mine.length > 0)
      this.driver.act(() => {
        for (const ack of mine) this.driver.desk.acknowledged(ack);
      });
  }

  /** Something was heard on the channel of the directory. */
  heardDirectory(news: DirectoryNews): void {
    if (news.kind !== 'removed') return;
    if (news.ids.includes(this.driver.id)) this.driver.removed();
    else for (const id of news.ids) if (this.peers.has(id)) this.gone(id);
  }

  private gone(id: string): void {
    this.peers.delete(id);
    this.driver.act(() => this.outboxAcks.push(...this.driver.desk.gone(id)));
  }

  /** Rows to delete in the next commit because their receiver does not exist. */
  takeOutboxAcks(): Acknowledgement[] {
    return this.outboxAcks.splice(0);
  }

  /** A commit is complete: its messages may be known. */
  release(batch: Batch, result: CommitResult): void {
    const { env } = this.driver;
    const to = [...new Set(batch.outgoing.map((e) => e.to))].filter((id) => id !== '');
    if (to.length > 0) env.mailNews({ kind: 'mail', to });
    if (batch.acks.length > 0) env.mailNews({ kind: 'acknowledged', acks: batch.acks });
    const made = batch.outgoing.flatMap((e) => (e.body.kind === 'create' ? [e.body.session.id] : []));
    if (made.length > 0) env.directoryNews({ kind: 'changed', ids: made });
    if (result.removed.length > 0) env.directoryNews({ kind: 'removed', ids: result.removed });
    for (const id of to) if (!this.peers.has(id)) void this.checkPeer(id);
    if (result.removed.includes(this.driver.id)) this.driver.removed();
  }

  private async checkPeer(id: string): Promise<void> {
    const record = await getSession(this.driver.env.store, id).catch(() => undefined);
    if (this.closed || record === undefined) return;
    if (record === null) this.gone(id);
    else this.peers.add(id);
  }

  /** Reads what waits for this session; again if the bell rang meanwhile. */
  private async fetch(): Promise<void> {
    if (this.fetching) {
      this.again = true;
      return;
    }
    this.fetching = true;
    do {
      this.again = false;
      const mail = await this.read().catch(() => []);
      if (this.closed) return;
      if (mail.length > 0) {
        await new Promise<void>((done) =>
          this.driver.act(() => {
            for (const envelope of mail) this.driver.desk.receive(envelope);
            this.driver.commits.soon();
            done();
          }),
        );
      }
    } while (this.again && !this.closed);
    this.fetching = false;
  }

  /** The rows in order. What is stored is vouched for by whoever owns the sender now, so it carries that epoch. */
  private async read(): Promise<Envelope[]> {
    const { store } = this.driver.env;
    const rows = await readMail(store, this.driver.id);
    const epochs = new Map<string, number>();
    for (const id of new Set(rows.map((r) => r.sessionId))) epochs.set(id, (await getSession(store, id))?.epoch ?? 0);
    return rows.map((row) => {
      const envelope = row.message as Envelope;
      return { ...envelope, epoch: Math.max(envelope.epoch, epochs.get(row.sessionId) ?? 0) };
    });
  }
}
