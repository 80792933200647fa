/**
 * Machines that talk through committed mailboxes over a store and a network that fail everywhere: before a message is sent, after it was
 * sent, applied, committed or acknowledged; the client, the server or both; packets lost, doubled, out of order; owners replaced.
 *
 * One seed makes one schedule. {@link runSchedule} throws when a record is lost, doubled or out of order, a value is wrong, a session is
 * gone, or something is left in an outbox.
 */
import { commandViews, service, submit } from '../../src/sessions/remoting/index.ts';
import { type Loaded, World } from './world.ts';

/** What a schedule is about. */
export interface Scenario {
  name: string;
  /** Typed at the client's console, one after another. */
  lines: string[];
  /** Lines that the files must hold at the end, in order. */
  files: string[];
  /** Text shown at the client's console, without prompts, line by line. */
  output: string[];
  /** Presses Ctrl+C once at a random moment: output may then be any beginning of what is expected. */
  stop?: boolean;
}

/** One random step. */
function step(world: World): void {
  const nodes = [...world.nodes.values()];
  const roll = world.random();
  const node = nodes.length === 0 ? null : world.pick(nodes);
  if (node === null || roll < 0.04) {
    const asleep = [...world.store.sessions.keys()].filter((id) => !world.nodes.has(id));
    if (asleep.length > 0) world.wake(world.pick(asleep));
    return;
  }
  if (roll < 0.38) {
    let slices = 1 + Math.floor(world.random() * 12);
    node.machine.run(() => --slices <= 0, 1 + Math.floor(world.random() * 40));
    if (world.random() < 0.5) world.answer(node);
    service(node.machine);
  } else if (roll < 0.52) world.beginCommit(node);
  else if (roll < 0.64) world.completeCommit(node);
  else if (roll < 0.66) world.failCommit(node);
  else if (roll < 0.75) world.release(node);
  else if (roll < 0.95) {
    const { network } = world.store;
    if (network.length === 0) return;
    const i = world.random() < 0.7 ? 0 : Math.floor(world.random() * network.length);
    const fate = world.random();
    if (fate < 0.08) network.splice(i, 1);
    else world.deliver(i, fate < 0.16);
  } else if (roll < 0.97) world.reconnect(node);
  else if (roll < 0.982) world.crash(node);
  else if (roll < 0.988) for (const n of nodes) world.crash(n);
  else if (roll < 0.995) {
    // another owner takes over while this one still believes in itself
    const zombie = node;
    world.wake(zombie.id);
    world.completeZombie(zombie);
  } else world.now += Math.floor(world.random() * 2000);
}

/** Runs one schedule of a scenario, a long one if wanted. Throws with what went wrong. */
export function runSchedule(seed: number, scenario: Scenario, loaded: Loaded, long = false): World {
  const world = new World(seed, loaded);
  world.console('console', 'client');
  const console_ = world.nodes.get('console');
  if (console_ === undefined) throw new Error('no console');
  scenario.lines.forEach((text, i) => {
    submit(console_.machine, { commandId: `line${i}`, client: 'client', text, typed: true });
  });
  world.tick = 400;
  world.beginCommit(console_);
  world.completeCommit(console_);
  const steps = Math.floor((0.15 + world.random()) * (long ? 700 : 110));
  const stopAt = scenario.stop === true ? Math.floor(world.random() * steps) : -1;
  for (let i = 0; i < steps; i++) {
    step(world);
    const node = i >= stopAt && stopAt >= 0 ? world.nodes.get('console') : undefined;
    const thread = node?.machine.root.threads.find((t) => t.state === 'running');
    if (node !== undefined && thread !== undefined && !world.stopped) {
      node.machine.stop(thread);
      world.stopped = true;
    }
  }
  let rounds = 0;
  while (!world.isQuiet) {
    if (++rounds > 400) throw new Error(`seed ${seed}: does not come to rest: ${describeWorld(world)}`);
    if (rounds % 7 === 0) for (const node of world.nodes.values()) world.reconnect(node);
    world.quietRound();
  }
  check(world, scenario, seed);
  return world;
}

function describeWorld(world: World): string {
  return JSON.stringify(
    [...world.nodes.values()].map((n) => ({
      id: n.id,
      commands: commandViews(n.machine.root).map((c) => `${c.id} ${c.state}`),
      threads: n.machine.root.threads.map((t) => `${t.purpose} ${t.state} ${t.wait?.signal ?? t.wait?.kind ?? ''}`),
      outbox: [...(world.store.sessions.get(n.id)?.outbox.values() ?? [])].map((e) => `${e.to} ${e.body.kind} ${e.seq}`),
      errors: n.machine.internalErrors,
    })),
  );
}

function check(world: World, scenario: Scenario, seed: number): void {
  const fail = (what: string, got: unknown, wanted: unknown): never => {
    throw new Error(`seed ${seed}, ${scenario.name}: ${what}\n got    ${JSON.stringify(got)}\n wanted ${JSON.stringify(wanted)}`);
  };
  const errors = [...world.nodes.values()].flatMap((n) => n.machine.internalErrors);
  if (errors.length > 0) fail('errors inside', errors, []);
  const files = world.store.lines.filter((l) => !l.startsWith('\u0000'));
  const shown = world.store.lines
    .filter((l) => l.startsWith('\u0000'))
    .map((l) => l.slice(1))
    .join('')
    .split('\n')
    .filter((l) => l.trim() !== '');
  if (scenario.stop === true) {
    const head = (got: string[], all: string[]): boolean => got.every((l, i) => l === all[i]);
    if (!head(files, scenario.files)) fail('files', files, scenario.files);
    if (!head(shown, scenario.output)) fail('output', shown, scenario.output);
  } else {
    if (files.join('\n') !== scenario.files.join('\n')) fail('files', files, scenario.files);
    if (shown.join('\n') !== scenario.output.join('\n')) fail('output', shown, scenario.output);
  }
  const rows = [...world.store.sessions.values()].flatMap((s) => [...s.outbox.values()]);
  if (rows.length > 0)
    fail(
      'left in outboxes',
      rows.map((r) => `${r.from} -> ${r.to} ${r.body.kind} ${r.seq}`),
      [],
    );
  const temporary = [...world.store.sessions.values()].filter((s) => s.create.kind === 'Temporary');
  if (temporary.length > 0)
    fail(
      'temporary sessions',
      temporary.map((s) => s.create.name),
      [],
    );
  for (const node of world.nodes.values()) {
    const views = commandViews(node.machine.root).filter((c) => !c.id.startsWith('line'));
    if (views.length > 0)
      fail(
        'commands not forgotten',
        views.map((c) => `${c.text} ${c.state}`),
        [],
      );
  }
}
