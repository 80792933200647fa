#!/usr/bin/env node
/**
 * Limpet on the command line: `limpet -Command TEXT`, `limpet [-File] file.ps1 [arguments]`. Runs one session over the real file
 * system, current folder included; exit codes as pwsh's. Unlike in a browser nothing is checkpointed.
 */
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import {
  commands,
  Machine,
  newSession,
  type OutputRecord,
  parseCommand,
  prepare,
  startBlock,
  startErrorReport,
  type Thread,
} from '../interpreter/index.ts';
import { installJobs, jobCommands } from '../sessions/remoting/index.ts';
import { NodeHost } from './nodeHost.ts';

interface Arguments {
  text: string;
  file: string;
  rest: string[];
  interactive: boolean;
}

function usage(message: string): never {
  process.stderr.write(`${message}\nUsage: limpet [-NoProfile] [-NonInteractive] (-Command TEXT | [-File] FILE.ps1 [ARGUMENTS])\n`);
  process.exit(64);
}

function parseArguments(argv: string[]): Arguments {
  const result: Arguments = { text: '', file: '', rest: [], interactive: false };
  for (let i = 0; i < argv.length; i++) {
    const name = /^-{1,2}([a-z]+)$/i.exec(argv[i])?.[1].toLowerCase();
    if (name === undefined) {
      result.file = argv[i];
      result.rest = argv.slice(i + 1);
      return result;
    }
    if (name === 'command' || name === 'c') {
      if (i + 1 >= argv.length) usage(`Cannot process the command because of a missing parameter. A command must follow -Command.`);
      const text = argv.slice(i + 1).join(' ');
      result.text = text === '-' ? readFileSync(0, 'utf8') : text;
      return result;
    }
    if (name === 'file' || name === 'f') {
      if (i + 1 >= argv.length) usage('-File needs a path.');
      result.file = argv[i + 1];
      result.rest = argv.slice(i + 2);
      return result;
    }
    if (!['noprofile', 'nop', 'noninteractive', 'noni', 'nologo', 'nol'].includes(name)) usage(`Limpet does not know the option -${name}.`);
  }
  usage('Nothing to run.');
}

function write(record: OutputRecord): void {
  if (record.kind === 'progress' || record.kind === 'prompt') return;
  process.stdout.write(record.text);
}

/** Runs the machine until a thread has ended; answers host requests as they come. */
async function drive(machine: Machine, host: NodeHost, thread: Thread): Promise<void> {
  const asked = new Set<number>();
  while (thread.state === 'running') {
    const until = Date.now() + 50;
    const busy = machine.run(() => Date.now() >= until || machine.root.output.length > 0 || thread.state !== 'running');
    for (const record of machine.root.output.splice(0)) write(record);
    for (const { id, request } of machine.pendingRequests()) {
      if (asked.has(id)) continue;
      asked.add(id);
      const answer = request.op === 'load' ? machine.load(request) : host.later(request);
      answer.then((reply) => machine.answer(id, reply));
    }
    if (busy || thread.state !== 'running') continue;
    const wait = Math.min(machine.nextDeadline() - Date.now(), 20);
    await new Promise((done) => (wait > 0 ? setTimeout(done, wait) : setImmediate(done)));
  }
  for (const record of machine.root.output.splice(0)) write(record);
}

async function main(): Promise<number> {
  const args = parseArguments(process.argv.slice(2));
  const host = new NodeHost();
  const all = [...commands, ...jobCommands];
  const root = newSession(
    {
      sessionId: host.newGuid(),
      width: process.stdout.isTTY ? process.stdout.columns : 80,
      location: process.cwd(),
      home: process.env.HOME ?? '/',
      environment: Object.fromEntries(Object.entries(process.env).filter((e): e is [string, string] => e[1] !== undefined)),
      interactive: false,
    },
    host,
    all,
  );
  const machine = new Machine(root, host, { commands: all });
  installJobs(machine);
  await prepare(machine);
  const [runspace] = root.runspaces;
  let text = args.text;
  let file = '';
  if (args.file !== '') {
    file = resolve(args.file);
    try {
      text = readFileSync(file, 'utf8').replace(/^\uFEFF/, '');
    } catch {
      process.stderr.write(
        `The argument '${args.file}' is not recognized as the name of a script file. Check the spelling of the name, or if a path was included, verify that the path is correct and try again.\n`,
      );
      return 64;
    }
  }
  const parsed = parseCommand(machine, text, file);
  if ('error' in parsed) {
    // as pwsh: text that merely is not finished is refused without a word
    if (file !== '' || !parsed.incomplete) await drive(machine, host, startErrorReport(machine, parsed.error, runspace));
    return 1;
  }
  const thread = startBlock(machine, parsed.block, {
    runspace,
    file,
    args: args.rest.map((value) => {
      const name = /^-([a-z_]\w*)(:?)$/i.exec(value);
      return name === null
        ? { kind: 'argument' as const, value, start: -1, end: -1 }
        : { kind: 'parameter' as const, name: name[1], text: value, hasArgument: false, start: -1, end: -1 };
    }),
  });
  await drive(machine, host, thread);
  if (thread.state === 'failed' && thread.failure !== null) {
    await drive(machine, host, startErrorReport(machine, thread.failure as Parameters<typeof startErrorReport>[1], runspace));
    for (const line of machine.internalErrors) if (process.env.LIMPET_DEBUG) process.stderr.write(`${line}\n`);
    return 1;
  }
  for (const line of machine.internalErrors) if (process.env.LIMPET_DEBUG) process.stderr.write(`${line}\n`);
  if (thread.exitCode !== null) return thread.exitCode & 0xff;
  return file === '' && !runspace.succeeded ? 1 : 0;
}

// whoever reads our output may have had enough of it (`limpet … | head -1`): there is nobody left to tell
for (const stream of [process.stdout, process.stderr])
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(0);
    throw error;
  });

process.exitCode = await main();
