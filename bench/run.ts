/**
 * npm run bench [-- NAME…]
 *
 * Measures the suites of bench/suites, or those whose names contain a word given, prints their figures as a Markdown table and puts it into
 * docs/performance.md. Times are scaled by a calibration loop, run before and after each suite, to the machine on which PowerShell was
 * measured. Builds first if nothing is built.
 */
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus, loadavg, release, totalmem, type } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { buildAll } from '../scripts/build.ts';
import { findChromium, installChromium } from '../scripts/chromium.ts';
import { root } from '../scripts/root.ts';
import { Context } from '../test/browser/rig/scenario.ts';
import type { Bench, Figure, Suite } from './benchmark.ts';
import { calibrate, referenceMilliseconds } from './calibrate.ts';
import { figureTable, withSection } from './table.ts';

const folder = join(root, 'bench/suites');
const order = ['build', 'Node', 'Chromium'];

async function loadSuites(): Promise<Suite[]> {
  const files = readdirSync(folder).filter((name) => name.endsWith('.ts'));
  const modules = await Promise.all(files.sort().map((file) => import(pathToFileURL(join(folder, file)).href)));
  return modules.map((module: { suite: Suite }) => module.suite).sort((a, b) => order.indexOf(a.where) - order.indexOf(b.where));
}

let version = 'no Chromium';

/** Runs a suite; its figures as far as it got, and what went wrong. */
async function measure(suite: Suite): Promise<{ figures: Figure[]; error: unknown }> {
  const raw: Pick<Figure, 'kind' | 'best' | 'median'>[] = [];
  const bench: Bench = {
    figure(kind, values) {
      const sorted = [...values].sort((a, b) => a - b);
      raw.push({ kind, best: sorted[0], median: sorted[sorted.length >> 1] });
      console.log(`${kind.name}: ${sorted.map((value) => value.toFixed(value < 10 ? 2 : 0)).join(', ')} ${kind.unit}`);
    },
    async inBrowser(action) {
      const executable = findChromium() ?? installChromium();
      const context = new Context({ name: suite.name, run: async () => undefined }, executable, { seed: 1, minutes: 1, full: true });
      await context.start();
      try {
        const { product } = (await context.browser.connection.send('Browser.getVersion')) as { product: string };
        version = product.replace(/^.*\//, 'Chromium ');
        return await action(context);
      } finally {
        await context.end();
      }
    },
  };
  const before = calibrate(2);
  let error: unknown = null;
  try {
    await suite.run(bench);
  } catch (thrown) {
    error = thrown;
  }
  const scale = referenceMilliseconds / Math.min(before, calibrate(2));
  const figures = raw.map((one) => ({ ...one, where: suite.where, scaled: one.kind.unit === 'ms' ? one.best * scale : one.best }));
  return { figures, error };
}

const { positionals } = parseArgs({ allowPositionals: true });
if (!existsSync(join(root, 'dist/sizes.json')) || !existsSync(join(root, 'dist/node/limpet.js')))
  for (const problem of await buildAll()) console.error(problem);
const suites = (await loadSuites()).filter((suite) => positionals.length === 0 || positionals.some((word) => suite.name.includes(word)));
if (suites.length === 0) throw new Error(`no suite is named like ${positionals.join(', ')}`);

const load = loadavg()[0];
const calibration = calibrate();
const figures: Figure[] = [];
let broken = 0;
for (const suite of suites) {
  console.log(`\n${suite.name} (${suite.where})`);
  const { figures: measured, error } = await measure(suite);
  figures.push(...measured);
  if (error === null) continue;
  broken++;
  console.error(`${suite.name}: ${error instanceof Error ? error.stack : error}`);
}

const machine = [
  new Date().toISOString().slice(0, 10),
  `${cpus().length} × ${cpus()[0]?.model ?? 'unknown processor'}, ${Math.round(totalmem() / 2 ** 30)} GiB`,
  `${type()} ${release()}`,
  `Node ${process.versions.node}`,
  version,
  `load ${load.toFixed(1)} before the first suite`,
].join('; ');
const scaling = `Calibration loop ${calibration.toFixed(0)} ms, on the reference machine ${referenceMilliseconds} ms.`;
const text = `Measured ${machine}. ${scaling}\n\n${figureTable(figures)}`;
console.log(`\n${text}`);
if (positionals.length === 0 && broken === 0) {
  const file = join(root, 'docs/performance.md');
  mkdirSync(join(root, 'docs'), { recursive: true });
  writeFileSync(file, withSection(existsSync(file) ? readFileSync(file, 'utf8') : '# Performance\n', 'bench', text));
} else console.log('\ndocs/performance.md is written only when all suites ran.');
process.exit(broken > 0 ? 1 : 0);
