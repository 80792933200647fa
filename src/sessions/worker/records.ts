/** Session records from and to the form in which machines ask for sessions. */
import type { CreateSession, SessionView } from '../protocol.ts';
import type { NewSession, SessionRecord } from '../store/index.ts';

/** How long a Disconnected session is kept unless configured: PowerShell's IdleTimeout of two hours. */
export const IDLE_TIMEOUT = 7_200_000;

/** A new session's record as its maker describes it. */
export function newRecord(session: CreateSession, at: number): NewSession {
  const { options, bufferingMode, ...fields } = session;
  return { ...fields, createdAt: at, extra: { options, bufferingMode } };
}

/** The description of a session by its record. */
export function createdAs(record: SessionRecord): CreateSession {
  const { id, name, kind, computer, user, configuration, ownerClient, parent, idleTimeout, extra } = record;
  const options = (extra.options ?? {}) as Record<string, unknown>;
  const bufferingMode = (extra.bufferingMode ?? 'Block') as CreateSession['bufferingMode'];
  return { id, name, kind, computer, user, configuration, ownerClient, parent, idleTimeout, bufferingMode, options };
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
    restricted: !/^(microsoft\.powershell|powershell\.7)/i.test(record.configuration),
    running: record.running,
    lastCommitAt: record.lastCommitAt,
    participants,
    problem: record.problem,
  };
}

/** Whether others than its own client see a session: not a console whose client lives, nor what was closed for others. */
export function isListed(record: SessionRecord, client: string): boolean {
  if (record.kind === 'Job' || record.kind === 'Temporary') return record.ownerClient === client;
  if (record.ownerClient === client) return true;
  if (record.extra.closedAt !== undefined) return false;
  return record.kind !== 'Console' || record.state === 'Disconnected';
}
