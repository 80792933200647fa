/** A client library without sessions behind it: what components are tested with. Everything is plain and at once. */
import type {
  Attachment,
  AttachmentListener,
  AttachOptions,
  Command,
  CommandView,
  Completion,
  ComputerView,
  ConnectOptions,
  Limpet,
  LimpetEvents,
  NewSessionOptions,
  Session,
  SessionLive,
  SessionStatisticsView,
  SessionView,
  SiteStatus,
  ViewRecord,
} from '../../../src/sessions/client/types.ts';

/** A session as it is listed, with what matters to a test set. */
export function aView(values: Partial<SessionView> = {}): SessionView {
  return {
    id: '00000000-0000-0000-0000-000000000001',
    name: 'Console',
    kind: 'Console',
    computer: 'localhost',
    user: 'learner',
    configuration: 'Microsoft.PowerShell',
    state: 'Opened',
    availability: 'Available',
    mine: true,
    restricted: false,
    running: null,
    lastCommitAt: 0,
    participants: 1,
    problem: null,
    ...values,
  };
}

/** A committed record, with what matters to a test set. */
export function aRecord(values: Partial<ViewRecord> & { seq: number }): ViewRecord {
  return { kind: 'out', text: `${values.seq}\n`, epoch: 1, committed: true, commandId: 'c1', at: 0, ...values };
}

/** Records with a line each, numbered. */
export const someRecords = (from: number, count: number, values: Partial<ViewRecord> = {}): ViewRecord[] =>
  Array.from({ length: count }, (_, index) => aRecord({ ...values, seq: from + index, text: `line ${from + index}\n` }));

type Script = (text: string, session: FakeSession, command: CommandView) => void;

/** A session whose output is what a test says. */
export class FakeSession implements Session {
  readonly id: string;
  readonly all: ViewRecord[] = [];
  readonly submitted: string[] = [];
  readonly answers: { id: number; value: unknown }[] = [];
  readonly withdrawn: string[] = [];
  readonly widths: number[] = [];
  readonly renamed: string[] = [];
  stops = 0;
  removed = false;
  attachments = 0;
  completion: Completion = { replacementIndex: 0, replacementLength: 0, matches: [] };
  lines: string[] = [];
  refusal: Error | null = null;
  live: SessionLive;
  /** What a submitted line does; nothing unless told. */
  script: Script = () => undefined;
  private listeners = new Set<AttachmentListener>();
  private commands_ = 0;

  constructor(view: SessionView) {
    this.id = view.id;
    this.live = {
      view,
      prompt: 'PS /home/learner> ',
      entered: null,
      running: null,
      queued: [],
      requests: [],
      progress: [],
      lastCommitAt: 0,
      dirty: false,
      connection: 'connected',
    };
  }

  get nextSeq(): number {
    return (this.all.at(-1)?.seq ?? -1) + 1;
  }

  /** Changes the state and tells it. */
  set(values: Partial<SessionLive>): void {
    this.live = { ...this.live, ...values };
    for (const listener of this.listeners) listener.live(this.live);
  }

  /** Writes records at the end. */
  write(...records: ViewRecord[]): void {
    for (const record of records) this.all.push(record);
    for (const listener of this.listeners) listener.records(records);
  }

  /** Writes a text as one record. */
  say(text: string, values: Partial<ViewRecord> = {}): void {
    this.write(aRecord({ commandId: this.live.running?.id ?? 'c0', at: Date.now(), ...values, seq: this.nextSeq, text }));
  }

  commit(beforeSeq: number): void {
    for (let at = this.all.length - 1; at >= 0 && !this.all[at].committed; at--)
      if (this.all[at].seq < beforeSeq) this.all[at].committed = true;
    for (const listener of this.listeners) listener.committed(beforeSeq);
  }

  drop(fromSeq: number): void {
    while (this.all.length > 0 && this.all.at(-1)!.seq >= fromSeq) this.all.pop();
    for (const listener of this.listeners) listener.dropped(fromSeq);
  }

  end(reason: string | null): void {
    for (const listener of this.listeners) listener.ended(reason);
  }

  async attach(listener: AttachmentListener, options: AttachOptions = {}): Promise<Attachment> {
    if (this.refusal) throw this.refusal;
    this.attachments++;
    this.listeners.add(listener);
    const shown = this.all.slice(-(options.tail ?? 1000));
    if (shown.length > 0) listener.records(shown);
    listener.live(this.live);
    const session = this;
    return {
      session,
      get live() {
        return session.live;
      },
      get firstSeq() {
        return session.all[0]?.seq ?? 0;
      },
      async older(beforeSeq, limit = 1000) {
        return session.all.filter((record) => record.seq < beforeSeq && record.committed).slice(-limit);
      },
      async submit(text) {
        if (session.refusal) throw session.refusal;
        session.submitted.push(text);
        const command: CommandView = {
          id: `c${++session.commands_}`,
          text,
          state: 'Running',
          client: 'me',
          startedAt: Date.now(),
          endedAt: null,
        };
        session.script(text, session, command);
        return command;
      },
      async withdraw(id) {
        session.withdrawn.push(id);
        session.set({ queued: session.live.queued.filter((command) => command.id !== id) });
        return true;
      },
      async stop() {
        session.stops++;
      },
      async terminate() {
        session.stops += 100;
      },
      async answer(id, value) {
        session.answers.push({ id, value });
        session.set({ requests: session.live.requests.filter((request) => request.id !== id) });
      },
      async complete() {
        return session.completion;
      },
      isIncomplete: (text) => text.split('{').length > text.split('}').length,
      resize: (columns) => void session.widths.push(columns),
      history: async () => session.lines,
      close: () => void session.listeners.delete(listener),
    };
  }

  async view(): Promise<SessionView> {
    return this.live.view;
  }

  async invoke(): Promise<Command> {
    throw new Error('no commands here');
  }

  command(): Command {
    throw new Error('no commands here');
  }

  async commands(): Promise<CommandView[]> {
    return [];
  }

  async remove(): Promise<void> {
    this.removed = true;
  }

  async rename(name: string): Promise<void> {
    this.renamed.push(name);
  }

  get statistics(): Promise<SessionStatisticsView> {
    return Promise.reject(new Error('no figures here'));
  }
}

/** A connection to sessions that a test makes up. */
export class FakeLimpet implements Limpet {
  readonly clientId = 'me';
  readonly build = 'test';
  readonly console: FakeSession;
  readonly made: NewSessionOptions[] = [];
  readonly known = new Map<string, FakeSession>();
  persisted = 0;
  resets = 0;
  closed = 0;
  views: SessionView[];
  status: SiteStatus = { tabs: 1, shared: true, persistent: true, usage: null, update: 'none', storageProblem: null };
  options: ConnectOptions;
  private readonly listeners: { [K in keyof LimpetEvents]: Set<(value: LimpetEvents[K]) => void> } = {
    sessions: new Set(),
    status: new Set(),
  };

  constructor(options: ConnectOptions = {}) {
    this.options = options;
    const view = aView({ computer: options.computerName ?? 'localhost' });
    this.console = new FakeSession(view);
    this.views = [view];
    this.known.set(view.id, this.console);
  }

  /** Changes the list of sessions and tells it. */
  list(...views: SessionView[]): void {
    this.views = views;
    for (const listener of this.listeners.sessions) listener(views);
  }

  /** Changes the status and tells it. */
  tell(values: Partial<SiteStatus>): void {
    this.status = { ...this.status, ...values };
    for (const listener of this.listeners.status) listener(this.status);
  }

  async sessions(): Promise<SessionView[]> {
    return this.views;
  }

  session(id: string): FakeSession {
    let session = this.known.get(id);
    if (!session) {
      session = new FakeSession(this.views.find((view) => view.id === id) ?? aView({ id, kind: 'Session', name: 'Session1' }));
      this.known.set(id, session);
    }
    return session;
  }

  async newSession(options: NewSessionOptions = {}): Promise<Session> {
    this.made.push(options);
    const number = this.views.length;
    const view = aView({
      id: `00000000-0000-0000-0000-00000000010${number}`,
      kind: 'Session',
      name: options.name ?? `Session${number}`,
      computer: options.computerName ?? 'localhost',
    });
    this.list(...this.views, view);
    return this.session(view.id);
  }

  async computers(): Promise<ComputerView[]> {
    return ['localhost', 'Server01', 'Server02', 'Server03'].map((name) => ({ name, remotingEnabled: true }));
  }

  on<K extends keyof LimpetEvents>(event: K, listener: (value: LimpetEvents[K]) => void): () => void {
    this.listeners[event].add(listener);
    return () => void this.listeners[event].delete(listener);
  }

  async persistStorage(): Promise<boolean> {
    this.persisted++;
    this.tell({ persistent: true });
    return true;
  }

  async resetSite(): Promise<void> {
    this.resets++;
  }

  async close(): Promise<void> {
    this.closed++;
  }
}
