/** Session records from and to the form in which machines ask for sessions. */
import { isUnrestricted } from '../configurations/names.ts';
import type { CreateSession, SessionView } from '../protocol.ts';
import type { NewSession, SessionRecord } from '../store/index.ts';

/** How long a Disconnected session is kept unless configured: PowerShell's IdleTimeout of two hours. */
export const IDLE_TIMEOUT = 7_200_000;

/** A new session's record as its maker describes it. One that nobody is connected to (-InDisconnectedSession) is Disconnected. */
export function newRecord(session: CreateSession, at: number): NewSession {
  const { options, bufferingMode, ...fields } = session;
  const record: NewSession = { ...fields, createdAt: at, extra: { options, bufferingMode } };
  if (session.kind !== 'Session' || session.ownerClient !== null) return record;
  return { ...record, state: 'Disconnected', availability: 'None', disconnectedAt: at };
}

/** What pages list of a session. `participants`: pages that look at it, as far as is known. */
export function viewOf(record: SessionRecord, client: string, participants: number): SessionView {
  return {
    id: record.id,
    name: record.name,
    kind: record.kind,
    computer: record.computer,
    user: record.user,
    configuration: record.configuration,
    state: record.state,
    availability: record.availability,
    mine: record.ownerClient === client,
    restricted: !isUnrestricted(record.configuration),
    running: record.running,
    lastCommitAt: record.lastCommitAt,
    participants,
    problem: record.problem,
  };
}

/** Who the sessions that this one makes belong to: a console acts for its tab, every other session is a client itself. */
export function clientOf(record: SessionRecord): string | null {
  return record.kind === 'Console' ? record.ownerClient : record.id;
}

/**
 * Whether others than its own client see a session: not a console whose client lives, nor what was closed for others. Jobs and temporary
 * sessions are seen by the client that has the session which made them. `find`: a session by its id.
 */
export function isListed(
  record: SessionRecord,
  client: string,
  find: (id: string) => SessionRecord | undefined = () => undefined,
): boolean {
  if (record.kind === 'Job' || record.kind === 'Temporary') {
    let top: SessionRecord | undefined = record;
    while (top?.parent != null) top = find(top.parent);
    return (top ?? record).ownerClient === client;
  }
  if (record.ownerClient === client) return true;
  if (record.extra.closedAt !== undefined || record.state === 'Closed') return false;
  return record.kind !== 'Console' || record.state === 'Disconnected';
}
