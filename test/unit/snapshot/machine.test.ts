/** The machine's own state in snapshots: stored between any two instructions, every change announced. */
import { beforeAll, expect, test } from 'vitest';
import { Machine, newSession, parseCommand, startBlock } from '../../../src/interpreter/index.ts';
import type { Host } from '../../../src/interpreter/machine/host.ts';
import type { SessionRoot } from '../../../src/interpreter/machine/state.ts';
import { HostSink, Streams } from '../../../src/interpreter/machine/streams.ts';
import { CheckpointEncoder, decode, freezeThaw, Heap, walk } from '../../../src/interpreter/snapshot/index.ts';
import { PSArray } from '../../../src/interpreter/values/collections.ts';
import { difference } from './build.ts';

const script = `
$i = 0; $list = @(); $t = @{a = 1}
function f($n) { if ($n -le 1) { return 1 }; $r = $n * (f ($n - 1)); $r }
while ($i -lt 4) { $i++; $list += $i; $t["k$i"] = f $i }
$o = [pscustomobject]@{Name = 'x'; List = $list}
$o.Name = 'y'
$o.Name
1..4 | & { process { $_ * 2 } }
try { throw 'bad' } catch { "caught $_" } finally { $done = $true }
& { param($a, $b = 3) $a + $b } 4
$sb = { $i + 1 }
& $sb
1..3 | . { process { $acc += $_ } }
$acc; $t.Count; $o.List.Count
switch (1, 2, 3) { 2 { 'two' } default { "d$_" } }
`;

let guid = 0;
const host: Host = {
  now: () => 1_000_000,
  random: () => 0.5,
  newGuid: () => `00000000-0000-0000-0000-${String(++guid).padStart(12, '0')}`,
  zoneOffset: () => 0,
  ask: () => undefined,
};

function start(text: string): { root: SessionRoot; machine: Machine } {
  const root = newSession({ sessionId: 'test' }, host, []);
  const machine = new Machine(root, host, { commands: [] });
  const parsed = parseCommand(machine, text);
  if ('error' in parsed) throw new Error(parsed.error.exception.message);
  const sink = new PSArray([]);
  root.extensions.set('sink', sink);
  startBlock(machine, parsed.block, { runspace: root.runspaces[0], sink, streams: new Streams(sink, new HostSink()) });
  return { root, machine };
}

function output(root: SessionRoot): unknown[] {
  return (root.extensions.get('sink') as PSArray).items.map((v) => (typeof v === 'object' && v !== null ? v.constructor.name : v));
}

let expected: unknown[] = [];
beforeAll(() => {
  const { root, machine } = start(script);
  machine.run(() => false);
  expect(machine.internalErrors).toEqual([]);
  expected = output(root);
});

test('stored and resumed at every instruction, a script writes the same', () => {
  let { root, machine } = start(script);
  const problems = new Set<string>();
  while (machine.run(() => true, 1)) {
    walk(root);
    const copy = freezeThaw(root);
    const d = difference(root, copy);
    if (d !== null) problems.add(d);
    root = copy;
    machine = new Machine(root, host, { commands: [] });
  }
  expect([...problems]).toEqual([]);
  expect(output(root)).toEqual(expected);
});

test('every change is announced: base and deltas give the state at any time', () => {
  const { root, machine } = start(script);
  const heap = new Heap();
  const streams: Uint8Array[] = [];
  const codes = new Map<string, Uint8Array>();
  const problems = new Set<string>();
  for (let n = 0; ; n++) {
    const encoder = new CheckpointEncoder(heap, root, { instructionSet: 1, kind: n === 0 ? 'base' : 'delta' });
    encoder.step(() => false);
    streams.push(encoder.result().bytes);
    for (const [key, bytes] of encoder.result().codes) codes.set(key, bytes);
    if (n % 4 === 0) {
      const d = difference(root, decode(streams, codes).root);
      if (d !== null) problems.add(d);
    }
    if (!machine.run(() => true, 3)) break;
  }
  expect([...problems]).toEqual([]);
  expect(output(root)).toEqual(expected);
});
