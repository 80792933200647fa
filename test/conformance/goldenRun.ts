/**
 * Runs a golden script as `limpet -Command` does: in an empty folder shown as /case, 80 columns, no colours, en-US, UTC. The run may
 * be interrupted after every instruction, and may be taken to another machine in the middle.
 */
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  commands,
  Machine,
  newSession,
  parseCommand,
  prepare,
  type SessionRoot,
  startBlock,
  startErrorReport,
  type Thread,
} from '../../src/interpreter/index.ts';
import { installJobs, jobCommands } from '../../src/sessions/remoting/index.ts';
import { type Interruption, TestHost } from '../unit/machine/session.ts';

/** What the command line knows. */
const all = [...commands, ...jobCommands];

/** The folder of the golden scripts, a folder a kind. */
export const GOLDEN = new URL('./golden/', import.meta.url).pathname;

/** Names of all golden scripts, `kind/name`. */
export function goldenNames(): string[] {
  return readdirSync(GOLDEN, { withFileTypes: true })
    .filter((e) => e.isDirectory())
    .flatMap((e) =>
      readdirSync(join(GOLDEN, e.name))
        .filter((n) => n.endsWith('.ps1'))
        .map((n) => `${e.name}/${n.slice(0, -4)}`),
    )
    .sort();
}

/** Names of those that Limpet prints exactly. */
export function passing(): string[] {
  return JSON.parse(readFileSync(new URL('./passing.json', import.meta.url), 'utf8'));
}

const seed = Number(process.env.LIMPET_FAULTS_SEED ?? 1);

/** A number from a name and the seed of the run, the same on every machine. */
export function hash(text: string): number {
  let h = 0x811c9dc5 ^ seed;
  for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193);
  return h >>> 0;
}

/** The script's text and what PowerShell prints for it. */
export function readGolden(name: string): { text: string; expected: string } {
  return { text: readFileSync(`${GOLDEN}${name}.ps1`, 'utf8'), expected: readFileSync(`${GOLDEN}${name}.out`, 'utf8') };
}

/** An empty folder for a run. */
export function makeFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'case-'));
  mkdirSync(join(folder, 'case'));
  return folder;
}

/** Where a run stands: plain data that goes with the root. */
export interface Standing {
  threadId: number;
  reporting: boolean;
  folder: string;
  output: string;
  count: number;
  time: number;
}

/** One run of a script. */
export class GoldenRun {
  readonly host = new TestHost(7);
  machine: Machine;
  standing: Standing;
  private constructor(machine: Machine, standing: Standing) {
    this.machine = machine;
    this.standing = standing;
  }

  /** Starts a script; answers its output at once if it does not parse. */
  static async start(text: string, folder: string): Promise<GoldenRun | string> {
    const host = new TestHost(7);
    const root = newSession(
      {
        sessionId: host.newGuid(),
        width: 80,
        location: join(folder, 'case'),
        home: folder,
        interactive: false,
        environment: {
          HOME: folder,
          PWD: join(folder, 'case'),
          LANG: 'en_US.UTF-8',
          TZ: 'UTC',
          TERM: 'dumb',
          NO_COLOR: '1',
          PATH: '/usr/bin:/bin',
        },
      },
      host,
      all,
    );
    const machine = new Machine(root, host, { commands: all });
    installJobs(machine);
    await prepare(machine);
    const standing: Standing = { threadId: 0, reporting: false, folder, output: '', count: 0, time: host.time };
    const run = new GoldenRun(machine, standing);
    const parsed = parseCommand(machine, text);
    const [runspace] = root.runspaces;
    if ('error' in parsed) {
      if (parsed.incomplete) return 'exit code: 1\n';
      standing.reporting = true;
      standing.threadId = startErrorReport(machine, parsed.error, runspace).threadId;
    } else standing.threadId = startBlock(machine, parsed.block, { runspace }).threadId;
    return run;
  }

  /** Goes on with a root that came from elsewhere. */
  static async resume(root: SessionRoot, standing: Standing): Promise<GoldenRun> {
    const host = new TestHost(7);
    host.time = standing.time;
    const machine = new Machine(root, host, { commands: all });
    installJobs(machine);
    await prepare(machine);
    return new GoldenRun(machine, standing);
  }

  private get thread(): Thread {
    return this.machine.root.threads.find((t) => t.threadId === this.standing.threadId) as Thread;
  }

  /** Goes on with another root in a machine that knows the same cmdlets, as after a resume. */
  private replace(root: SessionRoot): void {
    const machine = new Machine(root, this.machine.host, this.machine.parts);
    for (const [name, definition] of this.machine.definitions) machine.definitions.set(name, definition);
    machine.internalErrors.push(...this.machine.internalErrors);
    this.machine = machine;
  }

  /**
   * Runs to the end, or until `until` instructions have been run. Answers the whole output, or null where it stopped before the end.
   * With `interrupt` one instruction at a time.
   */
  async run(interrupt?: Interruption, until = Number.POSITIVE_INFINITY): Promise<string | null> {
    const { standing } = this;
    const host = this.machine.host as TestHost;
    const single = interrupt !== undefined || until !== Number.POSITIVE_INFINITY;
    for (;;) {
      while (this.thread.state === 'running') {
        if (standing.count >= until) {
          standing.time = host.time;
          return null;
        }
        const busy = single ? this.machine.run(() => true, 1) : this.machine.run(() => this.thread.state !== 'running');
        standing.count++;
        for (const record of this.machine.root.output.splice(0))
          if (record.kind !== 'progress' && record.kind !== 'prompt') standing.output += record.text;
        if (interrupt !== undefined) {
          const root = interrupt(this.machine.root, standing.count);
          if (root !== this.machine.root) this.replace(root);
        }
        if (busy || this.thread.state !== 'running') continue;
        for (const { id, request } of this.machine.pendingRequests()) {
          if (request.op === 'load') this.machine.answer(id, await this.machine.load(request));
          else {
            const reply = host.defers ? host.reply(request) : undefined;
            const message = `No answer to '${String(request.op)}'.`;
            // null is an answer
            this.machine.answer(
              id,
              reply === undefined ? { error: { errorId: 'HostRequestNotSupported', category: 'NotImplemented', message } } : reply,
            );
          }
        }
        const deadline = this.machine.nextDeadline();
        if (deadline !== Number.POSITIVE_INFINITY) host.time = Math.max(host.time, deadline);
      }
      const { thread } = this;
      if (standing.reporting || thread.state !== 'failed' || thread.failure === null) break;
      standing.reporting = true;
      const failure = thread.failure as Parameters<typeof startErrorReport>[1];
      standing.threadId = startErrorReport(this.machine, failure, this.machine.root.runspaces[0]).threadId;
    }
    return this.finished();
  }

  private finished(): string {
    const { standing, machine } = this;
    const [runspace] = machine.root.runspaces;
    const { exitCode } = this.thread;
    const code = standing.reporting ? 1 : exitCode !== null ? exitCode & 0xff : runspace.succeeded ? 0 : 1;
    let text = standing.output.replaceAll(join(standing.folder, 'case'), '/case').replaceAll('\r\n', '\n');
    if (text !== '' && !text.endsWith('\n')) text += '\n';
    return text + (code === 0 ? '' : `exit code: ${code}\n`);
  }
}

/** Runs a script from start to end in a folder of its own, with a host that answers at once or later; answers what it prints. */
export async function runGolden(text: string, interrupt?: Interruption, defers = false): Promise<string> {
  const folder = makeFolder();
  try {
    const run = await GoldenRun.start(text, folder);
    if (typeof run === 'string') return run;
    (run.machine.host as TestHost).defers = defers;
    return (await run.run(interrupt)) as string;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
