/**
 * npm run test:faults -- [--minutes N] [--seed S]
 *
 * The long runs: the unit tests that read LIMPET_FAULTS (freezing after every instruction, all crash schedules), then the browser scenarios
 * whose names begin with `faults:`, in full. A failing run prints its seed; the same seed makes the same choices.
 */
import { parseArgs } from 'node:util';
import { buildAll } from './build.ts';
import { findChromium, installChromium } from './chromium.ts';
import { run } from './run.ts';

const { values } = parseArgs({ options: { minutes: { type: 'string' }, seed: { type: 'string' } } });
const seed = values.seed ?? String(Math.floor(Math.random() * 2 ** 31));
const minutes = values.minutes ?? '30';
console.log(`seed ${seed}, ${minutes} minutes`);
for (const problem of await buildAll()) console.log(problem);
if (!findChromium()) installChromium();
const unit = await run('vitest', ['run', '--testTimeout', '0', '--hookTimeout', '0'], {
  LIMPET_FAULTS: 'full',
  LIMPET_FAULTS_SEED: seed,
  LIMPET_FAULTS_MINUTES: minutes,
});
const browser = await run('tsx', ['test/browser/run.ts', 'faults:', '--full', '--seed', seed, '--minutes', minutes, '--jobs', '1']);
if (unit !== 0 || browser !== 0) console.log(`failed with seed ${seed}`);
process.exit(unit !== 0 || browser !== 0 ? 1 : 0);
