/** Handles of sessions and commands: ids, and what can be done with them. */
import type { CommandView, SessionView, ViewRecord } from '../protocol.ts';
import { deleteSession, getSession, patchSession } from '../store/index.ts';
import { isHeld, sessionLock } from '../worker/names.ts';
import { viewOf } from '../worker/records.ts';
import { SessionAttachment } from './attachment.ts';
import { OwnerConnection, withOwners } from './connection.ts';
import { fromStore, limpetError } from './errors.ts';
import type { Site } from './site.ts';
import { readCommand } from './transcript.ts';
import type { Attachment, AttachmentListener, AttachOptions, Command, Session, SessionStatisticsView } from './types.ts';

/** See {@link Session}. */
export class SessionHandle implements Session {
  readonly id: string;
  private readonly site: Site;
  private connection: OwnerConnection | null = null;
  private connecting: Promise<OwnerConnection> | null = null;

  constructor(site: Site, id: string) {
    this.site = site;
    this.id = id;
  }

  async view(): Promise<SessionView | null> {
    const record = await getSession(await this.site.store(), this.id).catch((error: unknown) => {
      throw fromStore(error);
    });
    return record === null ? null : viewOf(record, this.site.clientId, this.site.participants(this.id));
  }

  private connect(): Promise<OwnerConnection> {
    if (this.connection !== null && !this.connection.isClosed) return Promise.resolve(this.connection);
    this.connecting ??= this.refuseClosed()
      .then(() => OwnerConnection.open(this.site, this.id, 'asked'))
      .then((connection) => {
        this.connection = connection;
        return connection;
      })
      .finally(() => {
        this.connecting = null;
      });
    return this.connecting;
  }

  /** What was closed with its client is there for that client alone. */
  private async refuseClosed(): Promise<void> {
    const record = await getSession(await this.site.store(), this.id);
    if (record !== null && record.extra.closedAt !== undefined && record.ownerClient !== this.site.clientId)
      throw limpetError('SessionNotFound', 'The session was closed when its tab was.');
  }

  /** Calls the session's owner, whoever that is by then. */
  ask<T>(call: (connection: OwnerConnection) => Promise<T>): Promise<T> {
    return withOwners(() => this.connect(), call);
  }

  async invoke(text: string, options: { commandId?: string } = {}): Promise<Command> {
    const id = options.commandId ?? crypto.randomUUID();
    const command = { id, text, client: this.site.clientId, kind: 'invoke' as const };
    await this.ask((c) => c.call((r) => r.submit(command)));
    return this.command(id);
  }

  command(commandId: string): Command {
    return new CommandHandle(this.site, this, commandId);
  }

  commands(): Promise<CommandView[]> {
    return this.ask((c) => c.call((r) => r.commands()));
  }

  async remove(): Promise<void> {
    const ids = await deleteSession(await this.site.store(), this.id).catch((error: unknown) => {
      throw fromStore(error);
    });
    this.site.tell({ kind: 'removed', ids: ids.length === 0 ? [this.id] : ids });
  }

  async rename(name: string): Promise<void> {
    await patchSession(await this.site.store(), this.id, { name }).catch((error: unknown) => {
      throw fromStore(error);
    });
    this.site.tell({ kind: 'changed', ids: [this.id] });
  }

  get statistics(): Promise<SessionStatisticsView> {
    return this.readStatistics();
  }

  private async readStatistics(): Promise<SessionStatisticsView> {
    const record = await getSession(await this.site.store(), this.id);
    if (record === null) throw limpetError('SessionNotFound', 'The session is gone.');
    const { instructions: committedInstructions, commits, resumes, resumedAtInstruction, checkpointMs, runMs } = record.statistics;
    const runs = await isHeld(sessionLock(this.site.realm, this.id));
    const instructions = runs ? await this.ask((c) => c.call((r) => r.instructions())).catch(() => 0) : 0;
    return {
      instructions: Math.max(instructions, committedInstructions),
      committedInstructions,
      commits,
      resumes,
      resumedAtInstruction,
      checkpointMs,
      runMs,
    };
  }

  async attach(listener: AttachmentListener, options: AttachOptions = {}): Promise<Attachment> {
    const attachment = await new SessionAttachment(this.site, this, listener, options).begin();
    this.site.attached();
    return attachment;
  }
}

const isFinal = (state: CommandView['state']): boolean => state !== 'Queued' && state !== 'Running';

/** See {@link Command}. */
class CommandHandle implements Command {
  readonly id: string;
  readonly sessionId: string;
  private readonly site: Site;
  private readonly session: SessionHandle;

  constructor(site: Site, session: SessionHandle, id: string) {
    this.site = site;
    this.session = session;
    this.id = id;
    this.sessionId = session.id;
  }

  get state(): Promise<CommandView['state']> {
    return this.readState();
  }

  private async readState(): Promise<CommandView['state']> {
    const command = (await this.session.commands()).find((c) => c.id === this.id);
    if (command === undefined) throw limpetError('CommandNotFound', 'The command is not known (any more).');
    return command.state;
  }

  get finished(): Promise<CommandView['state']> {
    return this.untilFinal();
  }

  private async untilFinal(): Promise<CommandView['state']> {
    const bell = this.bell();
    try {
      for (;;) {
        const state = await this.readState();
        if (isFinal(state)) return state;
        await bell.next();
      }
    } finally {
      bell.close();
    }
  }

  /** Rings when something of the session was committed, and once in a while in any case. */
  private bell(): { next(): Promise<void>; attachment: Promise<SessionAttachment>; close(): void } {
    let rung = false;
    let wake: () => void = () => undefined;
    const ring = (): void => {
      rung = true;
      wake();
    };
    const listener: AttachmentListener = {
      records: () => undefined,
      committed: ring,
      dropped: () => undefined,
      live: ring,
      ended: ring,
    };
    const attachment = new SessionAttachment(this.site, this.session, listener, { tail: 0 });
    const begun = attachment.begin();
    begun.catch(() => ring());
    return {
      attachment: begun,
      next: async () => {
        if (!rung) {
          await new Promise<void>((done) => {
            const timer = setTimeout(done, 1000);
            wake = () => {
              clearTimeout(timer);
              done();
            };
          });
        }
        rung = false;
      },
      close: () => attachment.close(),
    };
  }

  async *records(fromSeq = 0): AsyncGenerator<ViewRecord, void, undefined> {
    const bell = this.bell();
    let from = fromSeq;
    try {
      for (;;) {
        // asked before reading: an end is told when it is stored, and what the command wrote is stored with it or earlier
        const state = await this.readState();
        const { missing, records } = await readCommand(await this.site.store(), this.sessionId, this.id, from);
        if (missing > 0 && records.length > 0) yield warning(records[0], missing);
        for (const record of records) {
          from = record.seq + 1;
          yield record;
        }
        if (records.length > 0) (await bell.attachment).acknowledge(this.id, from);
        else if (isFinal(state)) return;
        else await bell.next();
      }
    } finally {
      bell.close();
    }
  }

  stop(): Promise<void> {
    return this.session.ask((c) => c.call((r) => r.stop(this.id)));
  }
}

/** Said once where records are missing that are not kept any more. */
function warning(first: ViewRecord, missing: number): ViewRecord {
  const text = `WARNING: ${missing} earlier record${missing === 1 ? ' is' : 's are'} not kept any more.\n`;
  return { ...first, seq: first.seq - 1, kind: 'warning', text };
}
