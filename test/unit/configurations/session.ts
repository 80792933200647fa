/** A client and a restricted session beside it, in Node: what a line does as it would in an entered session or through Invoke-Command. */
import { defineCmdlet } from '../../../src/interpreter/binding/defineCmdlet.ts';
import { commands, Machine, newSession, parseCommand, prepare, startBlock, type Thread } from '../../../src/interpreter/index.ts';
import type { CommandEntry } from '../../../src/interpreter/machine/cmdlet.ts';
import { HostSink, StreamRecord, Streams } from '../../../src/interpreter/machine/streams.ts';
import { PSArray } from '../../../src/interpreter/values/collections.ts';
import { NeedActivity } from '../../../src/interpreter/values/context.ts';
import { ErrorRecord } from '../../../src/interpreter/values/errors.ts';
import type { Value } from '../../../src/interpreter/values/value.ts';
import { answerFile } from '../../../src/node/fileHost.ts';
import {
  applyConfiguration,
  type CommandList,
  configurationCommands,
  prepareConfiguration,
  readSessionConfiguration,
  runCommandList,
  type StoredConfiguration,
  toCommandList,
} from '../../../src/sessions/configurations/index.ts';
import { TestHost } from '../machine/session.ts';

const SENT = 'test:sent';

/** Turns a line into what is sent of it: a cmdlet, as Invoke-Command and an entered console do it. */
const send = defineCmdlet({
  name: 'Send-Line',
  module: 'Test',
  synopsis: 'Makes a command list.',
  className: 'SendLine',
  parameters: { Text: { type: 'string', position: 0, mandatory: true }, ArgumentList: { type: 'object[]' } },
  stateVersion: 1,
  begin(context) {
    const text = String(context.params.Text);
    const args = context.params.ArgumentList;
    const list = toCommandList(text, context, { args: args instanceof PSArray ? args.items : [] });
    context.runspace.extensions.set(SENT, list ?? text);
  },
});

class ConfigurationHost extends TestHost {
  readonly stored = new Map<string, { name: string; definition: StoredConfiguration }>();
  override ask(request: Record<string, unknown>): unknown {
    const name = String(request.name ?? '');
    switch (request.op) {
      case 'configuration.list':
        return [...this.stored.values()];
      case 'configuration.put':
        this.stored.set(name.toLowerCase(), { name, definition: request.definition as StoredConfiguration });
        return true;
      case 'configuration.delete':
        return this.stored.delete(name.toLowerCase());
      default:
        return answerFile(request) ?? super.ask(request);
    }
  }
}

/** What came of a line. */
export interface Outcome {
  output: Value[];
  errors: ErrorRecord[];
  /** FullyQualifiedErrorId of the first error, '' without any. */
  id: string;
  /** Text of the output's items. */
  text: string[];
}

/** A machine that runs lines to their end. */
export class Session {
  readonly host: ConfigurationHost;
  readonly machine: Machine;
  private constructor(host: ConfigurationHost, machine: Machine) {
    this.host = host;
    this.machine = machine;
  }

  static async start(location = '/tmp'): Promise<Session> {
    const host = new ConfigurationHost();
    const root = newSession({ sessionId: host.newGuid(), location, home: location, interactive: false }, host, rows);
    const machine = new Machine(root, host, { commands: rows });
    await prepare(machine);
    return new Session(host, machine);
  }

  /** A session narrowed by the text of a configuration file, as New-PSSession -ConfigurationName makes it. */
  static async restricted(file: string): Promise<Session> {
    const session = await Session.start();
    const configuration = readSessionConfiguration(file, '/tmp/lesson.pssc');
    await prepareConfiguration(session.machine, configuration);
    applyConfiguration(session.machine, session.machine.root.runspaces[0], configuration);
    return session;
  }

  /** Runs a text that a client sent as it is. */
  async script(text: string): Promise<Outcome> {
    const parsed = parseCommand(this.machine, text);
    if ('error' in parsed) return outcome(this.machine, new PSArray([new StreamRecord('error', parsed.error)]));
    return this.drive((options) => startBlock(this.machine, parsed.block, options));
  }

  /** Runs a command list that a client sent. */
  async list(list: unknown): Promise<Outcome> {
    return this.drive((options) => runCommandList(this.machine, list, options));
  }

  private async drive(
    start: (options: { runspace: Machine['root']['runspaces'][number]; sink: PSArray; streams: Streams }) => Thread,
  ): Promise<Outcome> {
    const { machine } = this;
    const sink = new PSArray();
    const thread = start({ runspace: machine.root.runspaces[0], sink, streams: new Streams(sink, new HostSink()) });
    const id = thread.threadId;
    while (thread.state === 'running') {
      machine.run(() => thread.state !== 'running');
      for (const { id: wait, request } of machine.pendingRequests()) {
        if (request.op !== 'load') throw new Error(`nobody answers ${String(request.op)}`);
        machine.answer(wait, await machine.load(request));
      }
    }
    machine.root.threads = machine.root.threads.filter((t) => t.threadId !== id);
    if (machine.internalErrors.length > 0) throw new Error(machine.internalErrors.join('\n'));
    if (
      thread.state === 'failed' &&
      thread.failure !== null &&
      !sink.items.some((i) => i instanceof StreamRecord && i.value === thread.failure)
    )
      sink.items.push(new StreamRecord('error', thread.failure));
    return outcome(machine, sink);
  }
}

const rows: readonly CommandEntry[] = [
  ...commands,
  ...configurationCommands,
  { name: 'Send-Line', module: 'Test', load: async () => ({ default: send }) },
];

/** A value's text; the file of its type may have to come first. */
async function textOf(machine: Machine, value: Value): Promise<string> {
  for (;;) {
    try {
      return machine.text(value);
    } catch (error) {
      if (!(error instanceof NeedActivity) || error.activity.kind !== 'host') throw error;
      await machine.load(error.activity);
    }
  }
}

async function outcome(machine: Machine, sink: PSArray): Promise<Outcome> {
  const errors = sink.items.flatMap((i) => (i instanceof StreamRecord && i.value instanceof ErrorRecord ? [i.value] : []));
  const output = sink.items.filter((i) => !(i instanceof StreamRecord));
  const text: string[] = [];
  for (const value of output) text.push(await textOf(machine, value));
  return { output, errors, id: errors[0]?.fullyQualifiedErrorId ?? '', text };
}

/** A client and the session that it has entered. */
export class Pair {
  readonly client: Session;
  readonly server: Session;
  private constructor(client: Session, server: Session) {
    this.client = client;
    this.server = server;
  }
  static async open(file: string): Promise<Pair> {
    return new Pair(await Session.start(), await Session.restricted(file));
  }

  /** What the client sends of a line: a list, or the text. */
  async sent(text: string, setup = ''): Promise<CommandList | string> {
    const { extensions } = this.client.machine.root.runspaces[0];
    extensions.delete(SENT);
    const line = `${setup}\nSend-Line -Text '${text.replaceAll("'", "''")}'`;
    const result = await this.client.script(line);
    if (!extensions.has(SENT)) throw new Error(`nothing was sent of ${text}: ${result.errors[0]?.exception.message}`);
    return extensions.get(SENT) as CommandList | string;
  }

  /** A line as typed in the entered session. */
  async line(text: string, setup = ''): Promise<Outcome> {
    const sent = await this.sent(text, setup);
    return typeof sent === 'string' ? this.server.script(sent) : this.server.list(structuredClone(sent));
  }
}
