import type { SessionView } from '../../sessions/client/types.ts';

/**
 * Which sessions have written something since they were looked at: what ran there committed something new or ended. The session that the
 * prompt is in is always read.
 */
export class UnreadMarks {
  private readonly seen = new Map<string, { command: string | null; at: number }>();
  private readonly marked = new Set<string>();

  /** Compares with what was there before. */
  update(views: readonly SessionView[], current: string | null): void {
    for (const view of views) {
      const before = this.seen.get(view.id);
      const now = { command: view.running?.commandId ?? null, at: view.lastCommitAt };
      // A person's own console is read even while another session is entered from it: its transcript is the one that is shown.
      if (view.id === current || (view.kind === 'Console' && view.mine)) this.marked.delete(view.id);
      else if (before && before.command !== null && (now.at > before.at || now.command !== before.command)) this.marked.add(view.id);
      this.seen.set(view.id, now);
    }
    for (const id of this.seen.keys()) {
      if (views.some((view) => view.id === id)) continue;
      this.seen.delete(id);
      this.marked.delete(id);
    }
  }

  has(id: string): boolean {
    return this.marked.has(id);
  }
}
