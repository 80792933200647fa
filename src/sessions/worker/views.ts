/** The pages that look at a session. */
import type { OwnerLive, ViewEvent, ViewRecord } from '../protocol.ts';

/** One page. */
export interface View {
  readonly port: MessagePort;
  readonly client: string;
  columns: number | null;
  /** Records below were sent, and shown. */
  sent: number;
  shown: number;
}

/** Records that a page may be behind before it gets no more: it reads them from the store when it has caught up. */
const WINDOW = 20_000;

/** All views of one session. They are a convenience: nothing waits for them. */
export class Views {
  private readonly views = new Set<View>();

  get count(): number {
    return this.views.size;
  }

  add(port: MessagePort, client: string, columns: number | null, seq: number): View {
    const view = { port, client, columns, sent: seq, shown: seq };
    this.views.add(view);
    return view;
  }

  remove(view: View): boolean {
    view.port.close();
    return this.views.delete(view);
  }

  /** Takes off the views of a page that is gone. */
  removeClient(client: string): boolean {
    let found = false;
    for (const view of this.views) if (view.client === client) found = this.remove(view) || found;
    return found;
  }

  records(records: ViewRecord[]): void {
    if (records.length === 0) return;
    const end = records[records.length - 1].seq + 1;
    for (const view of this.views) {
      if (end - view.shown > WINDOW) {
        this.post(view, { kind: 'behind' });
        this.views.delete(view);
        continue;
      }
      this.post(view, { kind: 'records', records });
      view.sent = end;
    }
  }

  committed(beforeSeq: number, at: number): void {
    this.all({ kind: 'committed', beforeSeq, at });
  }

  live(live: OwnerLive): void {
    this.all({ kind: 'live', live });
  }

  /** Says that the owner gives the session up, and closes. */
  released(reason: Extract<ViewEvent, { kind: 'released' }>['reason'], text: string | null): void {
    this.all({ kind: 'released', reason, text });
    this.close();
  }

  /** Sends nothing more. */
  close(): void {
    for (const view of this.views) view.port.close();
    this.views.clear();
  }

  private all(event: ViewEvent): void {
    for (const view of this.views) this.post(view, event);
  }

  private post(view: View, event: ViewEvent): void {
    view.port.postMessage(event);
  }
}
