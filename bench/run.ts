/**
 * npm run bench [-- NAME…] [--write]
 *
 * Measures what bench/suites/*.ts list (each file exports `benchmarks`), or those whose names contain a word given, and prints a Markdown
 * table; `--write` puts it into docs/performance.md. Times are scaled by a calibration loop to the machine on which PowerShell was measured.
 */
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus, release, totalmem, type } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { findChromium } from '../scripts/chromium.ts';
import { root } from '../scripts/root.ts';
import { Context } from '../test/browser/rig/scenario.ts';
import type { Benchmark, Figure } from './benchmark.ts';
import { calibrate, referenceMilliseconds } from './calibrate.ts';
import { figureTable, withFigures } from './table.ts';

async function loadBenchmarks(): Promise<Benchmark[]> {
  const folder = join(root, 'bench/suites');
  const files = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith('.ts')) : [];
  const modules = await Promise.all(files.sort().map((file) => import(pathToFileURL(join(folder, file)).href)));
  return modules.flatMap((module: { benchmarks: Benchmark[] }) => module.benchmarks);
}

async function measureOnce(benchmark: Benchmark): Promise<number> {
  if (benchmark.where === 'Node') return benchmark.measure(undefined);
  const executable = findChromium();
  if (!executable) throw new Error('there is no Chromium: apt-get install chromium, or set CHROMIUM to its path');
  const context = new Context({ name: benchmark.name, run: async () => undefined }, executable, { seed: 1, minutes: 1, full: true });
  await context.start();
  try {
    return await benchmark.measure(context);
  } finally {
    await context.end();
  }
}

const { values, positionals } = parseArgs({ allowPositionals: true, options: { write: { type: 'boolean' } } });
const calibration = calibrate();
const scale = referenceMilliseconds / calibration;
const machine = `${new Date().toISOString().slice(0, 10)}, ${cpus().length} × ${cpus()[0]?.model ?? 'unknown processor'}, ${Math.round(totalmem() / 2 ** 30)} GiB, ${type()} ${release()}, Node ${process.versions.node}. Calibration loop ${calibration.toFixed(0)} ms (reference ${referenceMilliseconds} ms): times are scaled by ${scale.toFixed(2)}.`;
console.log(machine);

const figures: Figure[] = [];
let broken = 0;
for (const benchmark of await loadBenchmarks()) {
  if (positionals.length > 0 && !positionals.some((word) => benchmark.name.includes(word))) continue;
  try {
    const measures: number[] = [];
    for (let run = 0; run < (benchmark.runs ?? (benchmark.where === 'Node' ? 5 : 3)); run++) measures.push(await measureOnce(benchmark));
    measures.sort((a, b) => a - b);
    const best = measures[0];
    figures.push({ benchmark, best, median: measures[measures.length >> 1], scaled: benchmark.unit === 'ms' ? best * scale : best });
    console.log(`${benchmark.name}: ${best.toFixed(2)} ${benchmark.unit}`);
  } catch (error) {
    broken++;
    console.error(`${benchmark.name}: ${error instanceof Error ? error.message : error}`);
  }
}

const text = `Measured ${machine}\n\n${figureTable(figures)}`;
console.log(`\n${figureTable(figures)}`);
if (values.write) {
  const file = join(root, 'docs/performance.md');
  mkdirSync(join(root, 'docs'), { recursive: true });
  writeFileSync(file, withFigures(existsSync(file) ? readFileSync(file, 'utf8') : '# Performance\n', text));
}
process.exit(broken > 0 ? 1 : 0);
