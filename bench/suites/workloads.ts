/** workloads.ps1 in Limpet's Node host: the same text that PowerShell ran, best of five rounds each, results compared with PowerShell's. */
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../../scripts/root.ts';
import type { Benchmark } from '../benchmark.ts';

interface Row {
  ms: number;
  result: string;
}

function rows(text: string): Map<string, Row> {
  const found = new Map<string, Row>();
  for (const line of text.split('\n')) {
    const match = /^(\w+) ([\d.]+) (.*)$/.exec(line.trim());
    if (match !== null) found.set(match[1], { ms: Number(match[2]), result: match[3] });
  }
  return found;
}

const native = rows(readFileSync(join(root, 'bench/workloads-native.txt'), 'utf8'));
let measured: Map<string, Row> | null = null;

/** Runs all workloads once, in a process of the built host. */
function run(): Map<string, Row> {
  const host = join(root, 'dist/node/limpet.js');
  if (!existsSync(host)) throw new Error('build first: npm run build');
  measured ??= rows(execFileSync(process.execPath, [host, join(root, 'bench/workloads.ps1')], { encoding: 'utf8', timeout: 600_000 }));
  return measured;
}

const targets: Record<string, number> = { loop: 50, fib22: 15, pipeline: 40, calls: 15 };

export const benchmarks: Benchmark[] = [...native].map(([name, expected]) => ({
  name: `workload ${name}`,
  unit: 'ms',
  where: 'Node',
  target: targets[name],
  native: expected.ms,
  runs: 1,
  measure: async () => {
    const row = run().get(name);
    if (row === undefined) throw new Error('did not run');
    if (row.result !== expected.result) throw new Error(`gave ${row.result}, PowerShell gives ${expected.result}`);
    return row.ms;
  },
}));
