/** What a broker decides by, as pure functions over the directory's records. */
import type { WakeReason } from '../protocol.ts';
import type { DirectoryPatch, SessionRecord } from '../store/index.ts';

/** A running session is adopted this long after the last tab has closed: a reload comes back earlier. */
export const ADOPT_AFTER = 1000;
/** Most sessions that a broker drives itself. */
export const ADOPT_LIMIT = 16;
/** What was closed for others is kept so long for the page that comes back. */
export const KEEP_CLOSED = 24 * 3_600_000;

/** Why a session at rest must be started now, or null. `mail`: something waits for it. */
export function wakeReason(record: SessionRecord, now: number, mail: boolean): WakeReason | null {
  if (record.problem !== null) return null;
  // what was closed for others rests until its page comes back
  if (record.extra.closedAt !== undefined) return null;
  // what `exit` has ended only refuses
  if (record.state === 'Closed') return mail ? 'mail' : null;
  if (record.wakeAt !== null && record.wakeAt <= now) return 'deadline';
  if (mail) return 'mail';
  const runs = record.running !== null || Number(record.extra.queued ?? 0) > 0;
  return runs && record.extra.waits !== true ? 'crashed' : null;
}

/** When the next of these sessions wants to be woken; Infinity = none. */
export function nextWake(records: Iterable<SessionRecord>): number {
  let next = Number.POSITIVE_INFINITY;
  for (const r of records) if (r.wakeAt !== null && wakeReason(r, r.wakeAt, false) === 'deadline') next = Math.min(next, r.wakeAt);
  return next;
}

/**
 * What becomes of a session whose client is gone in the eyes of others (the design's rules about consoles and links), or null for
 * nothing. `consoles`: names of Console<n> already given.
 */
export function afterClientGone(record: SessionRecord, client: string, now: number, consoles: readonly string[]): DirectoryPatch | null {
  if (record.ownerClient !== client || record.parent !== null || record.extra.goneClient !== undefined) return null;
  // what is stored in its queue will run
  const runs = record.running !== null || Number(record.extra.queued ?? 0) > 0;
  if (record.kind === 'Console') {
    // a console that waits for another session stops there; an idle one is closed for all but its own page
    if (!runs || record.extra.remote === true) return { extra: { closedAt: now, goneClient: client } };
    let n = 1;
    while (consoles.includes(`Console${n}`)) n++;
    const away = { state: 'Disconnected' as const, availability: 'None' as const, disconnectedAt: now };
    return { ...away, name: `Console${n}`, extra: { goneClient: client, goneName: record.name } };
  }
  if (record.kind !== 'Session' || (record.state !== 'Opened' && record.state !== 'Closed')) return null;
  if (!runs) return { extra: { closedAt: now, goneClient: client } };
  return { state: 'Disconnected', availability: 'None', disconnectedAt: now, extra: { goneClient: client } };
}

/** What brings a session back to its client, who has returned; null for nothing. Nobody else may have taken it meanwhile. */
export function afterClientBack(record: SessionRecord, client: string): DirectoryPatch | null {
  if (record.ownerClient !== client || record.extra.goneClient !== client) return null;
  const extra = { closedAt: undefined, goneClient: undefined, goneName: undefined };
  const name = typeof record.extra.goneName === 'string' ? { name: record.extra.goneName } : {};
  if (record.state === 'Closed') return { extra };
  return { ...name, state: 'Opened', availability: record.running === null ? 'Available' : 'Busy', disconnectedAt: null, extra };
}

/** True if a session is to be deleted: disconnected and idle for longer than its time-out, or kept long enough for a page that did not come. */
export function isOver(record: SessionRecord, now: number): boolean {
  const { closedAt } = record.extra;
  if (typeof closedAt === 'number' && now - closedAt > KEEP_CLOSED) return true;
  if (record.state === 'Closed') return now - record.lastCommitAt > KEEP_CLOSED;
  if (record.state !== 'Disconnected' || record.disconnectedAt === null || record.idleTimeout === null || record.idleTimeout < 0)
    return false;
  // it is not idle while a command runs, and what the command left can be received for as long as that of any other
  return record.running === null && now - Math.max(record.disconnectedAt, record.lastCommitAt) > record.idleTimeout;
}

/** Workers that broke: a session whose workers do so again and again is left alone for a while. */
export class Failures {
  private readonly times = new Map<string, number[]>();

  enter(id: string, now: number): void {
    this.times.set(id, [...(this.times.get(id) ?? []), now].slice(-3));
  }

  /** Three times within the last ten seconds. */
  isTooOften(id: string, now: number): boolean {
    const times = this.times.get(id) ?? [];
    return times.length === 3 && now - times[0] < 10_000;
  }
}
