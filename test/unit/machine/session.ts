/** A session in Node for tests: a clock that jumps to the next deadline instead of waiting, seeded chance, files in a folder. */
import {
  commands,
  type Host,
  Machine,
  newSession,
  parseCommand,
  prepare,
  type SessionRoot,
  startBlock,
  startErrorReport,
  type Thread,
} from '../../../src/interpreter/index.ts';
import { freezeThaw, walk } from '../../../src/interpreter/snapshot/index.ts';
import { answerFile } from '../../../src/node/fileHost.ts';

/** A host whose time and chance are the test's own. */
export class TestHost implements Host {
  time = Date.UTC(2026, 10, 21, 12, 0, 0);
  /** Whether it answers later, as a host with asynchronous storage does. */
  defers = false;
  private seed: number;
  private readonly replies: Record<string, unknown>;
  constructor(seed = 1, replies: Record<string, unknown> = {}) {
    this.seed = seed;
    this.replies = replies;
  }
  now(): number {
    return this.time;
  }
  random(): number {
    this.seed = (Math.imul(this.seed, 1664525) + 1013904223) >>> 0;
    return this.seed / 4294967296;
  }
  newGuid(): string {
    const hex = Array.from({ length: 32 }, () => Math.floor(this.random() * 16).toString(16)).join('');
    return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20)}`;
  }
  zoneOffset(): number {
    return 0;
  }
  ask(request: Record<string, unknown>): unknown {
    return this.defers ? undefined : this.reply(request);
  }
  /** What it answers, at once or later. */
  reply(request: Record<string, unknown>): unknown {
    // null is an answer: nothing is there
    const answer = answerFile(request);
    return answer === undefined ? this.replies[String(request.op)] : answer;
  }
}

/** Lets a test look at, or replace, the root after every so many instructions. Answers the root to go on with. */
export type Interruption = (root: SessionRoot, count: number) => SessionRoot;

/** A session that runs commands one after the other. */
export class TestSession {
  readonly host: TestHost;
  machine: Machine;
  private constructor(host: TestHost, machine: Machine) {
    this.host = host;
    this.machine = machine;
  }

  static async start(options: { seed?: number; location?: string; replies?: Record<string, unknown> } = {}): Promise<TestSession> {
    const host = new TestHost(options.seed, options.replies);
    const location = options.location ?? '/tmp';
    const root = newSession({ sessionId: host.newGuid(), location, home: location, interactive: false }, host, commands);
    const machine = new Machine(root, host, { commands });
    await prepare(machine);
    return new TestSession(host, machine);
  }

  /** Goes on with another root in a machine that knows the same definitions, as after a resume. */
  replace(root: SessionRoot): void {
    const machine = new Machine(root, this.host, this.machine.parts);
    for (const [name, definition] of this.machine.definitions) machine.definitions.set(name, definition);
    machine.internalErrors.push(...this.machine.internalErrors);
    this.machine = machine;
  }

  /** Runs a text to its end; answers what it printed. With `interrupt` one instruction at a time. */
  async run(text: string, interrupt?: Interruption): Promise<string> {
    const parsed = parseCommand(this.machine, text);
    const [runspace] = this.machine.root.runspaces;
    if ('error' in parsed) return this.drive(startErrorReport(this.machine, parsed.error, runspace), interrupt);
    const thread = startBlock(this.machine, parsed.block, { runspace });
    let output = await this.drive(thread, interrupt);
    const ended = this.thread(thread.threadId);
    if (ended.state === 'failed' && ended.failure !== null)
      output += await this.drive(
        startErrorReport(this.machine, ended.failure as Parameters<typeof startErrorReport>[1], this.machine.root.runspaces[0]),
      );
    if (this.machine.internalErrors.length > 0) throw new Error(this.machine.internalErrors.join('\n'));
    this.machine.root.threads = this.machine.root.threads.filter((t) => t.state === 'running');
    return output;
  }

  private thread(id: number): Thread {
    return this.machine.root.threads.find((t) => t.threadId === id) as Thread;
  }

  private async drive(started: Thread, interrupt?: Interruption): Promise<string> {
    const id = started.threadId;
    let output = '';
    let count = 0;
    const take = (): void => {
      for (const record of this.machine.root.output.splice(0)) if (record.kind !== 'progress') output += record.text;
    };
    while (this.thread(id).state === 'running') {
      const busy = interrupt === undefined ? this.machine.run(() => this.thread(id).state !== 'running') : this.machine.run(() => true, 1);
      take();
      if (interrupt !== undefined) {
        const root = interrupt(this.machine.root, ++count);
        if (root !== this.machine.root) this.replace(root);
      }
      if (busy || this.thread(id).state !== 'running') continue;
      for (const { id: wait, request } of this.machine.pendingRequests()) {
        if (request.op !== 'load') throw new Error(`the test's host does not answer ${String(request.op)}`);
        this.machine.answer(wait, await this.machine.load(request));
      }
      const deadline = this.machine.nextDeadline();
      if (deadline !== Number.POSITIVE_INFINITY) this.host.time = Math.max(this.host.time, deadline);
    }
    take();
    return output;
  }
}

/** Freezes and thaws after each of the first `first` instructions and at seeded random ones after that. */
export function frozen(first: number, random: number, seed = 1): Interruption {
  let state = seed >>> 0;
  let left = random;
  return (root, count) => {
    if (count > first) {
      if (left === 0) return root;
      state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
      if (state % 97 !== 0) return root;
      left--;
    }
    if (count % 50 === 1) walk(root);
    return freezeThaw(root);
  };
}
