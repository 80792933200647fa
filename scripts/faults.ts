/**
 * npm run test:faults -- [--minutes N] [--seed S]
 *
 * The long runs: the unit tests that read LIMPET_FAULTS (freezing after every instruction, all crash schedules), then the browser scenarios
 * whose names begin with `faults:`, in full. A failing run prints its seed; the same seed makes the same choices. What passed is written into
 * docs/performance.md. The crash schedules are numbered by their seeds: without --seed a run goes on after the last one that is written there.
 */
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { withSection } from '../bench/table.ts';
import type { Result } from '../test/browser/run.ts';
import { buildAll } from './build.ts';
import { findChromium, installChromium } from './chromium.ts';
import { root } from './root.ts';
import { run } from './run.ts';

const { values } = parseArgs({ options: { minutes: { type: 'string' }, seed: { type: 'string' } } });
const seed = values.seed ?? String(Math.floor(Math.random() * 2 ** 31));
const minutes = values.minutes ?? '30';
console.log(`seed ${seed}, ${minutes} minutes`);
for (const problem of await buildAll()) console.log(problem);
if (!findChromium()) installChromium();
const document = join(root, 'docs/performance.md');
const before = existsSync(document) ? readFileSync(document, 'utf8') : '# Performance\n';
const schedulesBefore = Number(/Crash schedules 1 to ([\d,]+)/.exec(before)?.[1].replaceAll(',', '') ?? 0);
const schedules = join(root, '.cache/schedules.json');
const unitResults = join(root, '.cache/unit.json');
const browserResults = join(root, '.cache/browser.json');
for (const file of [unitResults, browserResults, schedules]) rmSync(file, { force: true });
const json = ['--reporter=default', '--reporter=json', `--outputFile.json=${unitResults}`];
const unit = await run('vitest', ['run', '--testTimeout', '0', '--hookTimeout', '0', ...json], {
  LIMPET_FAULTS: 'full',
  LIMPET_FAULTS_SEED: seed,
  LIMPET_FAULTS_MINUTES: minutes,
  LIMPET_FAULTS_SCHEDULE: values.seed ?? String(schedulesBefore + 1),
  LIMPET_FAULTS_REPORT: schedules,
});
const browser = await run('tsx', ['test/browser/run.ts', 'faults:', '--full', '--seed', seed, '--minutes', minutes, '--jobs', '1']);
if (unit !== 0 || browser !== 0) console.log(`failed with seed ${seed}`);

type UnitResults = { numTotalTests: number; numPassedTests: number };
const read = <T>(file: string): T | null => (existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : null);
const tests = read<UnitResults>(unitResults);
const scenarios = read<{ results: Result[] }>(browserResults)?.results ?? [];
const rows = scenarios.map(
  ({ name, ok, milliseconds, notes }) =>
    `| ${name} | ${ok ? 'passed' : 'failed'} | ${Math.round(milliseconds / 1000)} | ${notes.join('; ').replaceAll('|', '\\|')} |`,
);
const date = new Date().toISOString().slice(0, 10);
const counts = tests === null ? 'the unit tests did not end' : `${tests.numPassedTests} of ${tests.numTotalTests} unit tests passed`;
const table = ['| scenario | result | seconds | counted |', '|---|---|---:|---|', ...rows].join('\n');
const ran = read<{ first: number; done: number; failed: number }>(schedules);
// a run that did not begin where the last one ended is no part of the unbroken row
const last = ran !== null && ran.failed === 0 && ran.first === schedulesBefore + 1 ? schedulesBefore + ran.done : schedulesBefore;
const passed = `Crash schedules 1 to ${last.toLocaleString('en')} of two machines over a store that crashes anywhere have passed.`;
const text = `Run ${date} with seed ${seed}, ${minutes} minutes for each long run: ${counts}, frozen after every instruction. ${passed}\n\n${table}`;
writeFileSync(document, withSection(before, 'faults', text));
process.exit(unit !== 0 || browser !== 0 ? 1 : 0);
