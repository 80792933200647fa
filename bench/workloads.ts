/** workloads.ps1: the text that PowerShell ran too, with what it needed for it. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../scripts/root.ts';
import type { Bench } from './benchmark.ts';

/** Scaled milliseconds that are wanted. */
const targets: Record<string, number> = { loop: 50, fib22: 15, pipeline: 40, calls: 15 };

/** Workloads whose result hangs on how fast they were: the widths of a table's columns are those of the rows that came first. */
const timed = ['format'];

type Row = { ms: number; result: string };

function rows(text: string): Map<string, Row> {
  const found = new Map<string, Row>();
  for (const line of text.split('\n')) {
    const match = /^(\w+) ([\d.]+) (.*)$/.exec(line.trim());
    if (match !== null) found.set(match[1], { ms: Number(match[2]), result: match[3] });
  }
  return found;
}

const read = (name: string) => readFileSync(join(root, 'bench', name), 'utf8');

/** How often the script is run: a machine that others share is slower for seconds at a time. */
const RUNS = 4;

/** Runs the workloads' script several times and puts what it printed into the table. Throws when a result is not PowerShell's. */
export async function measure(bench: Bench, run: (script: string) => Promise<string>): Promise<void> {
  const script = read('workloads.ps1');
  const runs: Map<string, Row>[] = [];
  for (let i = 0; i < RUNS; i++) runs.push(rows(await run(script)));
  for (const [name, expected] of rows(read('workloads-native.txt'))) {
    const times = runs.map((measured) => {
      const row = measured.get(name);
      if (row === undefined) throw new Error(`${name} did not run`);
      if (row.result !== expected.result && !timed.includes(name))
        throw new Error(`${name} gave ${row.result}, PowerShell gives ${expected.result}`);
      return row.ms;
    });
    bench.figure({ name: `workload ${name}`, unit: 'ms', target: targets[name], native: expected.ms }, times);
  }
}
