/**
 * npm run test:browser [-- NAME…] [--seed N] [--minutes N] [--full] [--jobs N]
 *
 * Runs the scenarios whose names contain one of the words given, or all, two at a time, each with a browser, a profile and a server of its
 * own. The site must be built. Prints a line per scenario; the results are also in .cache/browser.json.
 */
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { findChromium } from '../../scripts/chromium.ts';
import { root } from '../../scripts/root.ts';
import { Context, limitOf, type Options, type Scenario } from './rig/scenario.ts';
import { within } from './rig/wait.ts';

export type Result = { name: string; ok: boolean; milliseconds: number; notes: string[]; error?: string };

const folder = join(root, 'test/browser/scenarios');

/** All scenarios of test/browser/scenarios: each file exports `scenario` or `scenarios`. Throws for a file with neither and for a name used twice. */
export async function loadScenarios(): Promise<Scenario[]> {
  const all: Scenario[] = [];
  for (const file of readdirSync(folder)
    .filter((name) => name.endsWith('.ts'))
    .sort()) {
    const module: { scenario?: Scenario; scenarios?: Scenario[] } = await import(pathToFileURL(join(folder, file)).href);
    const found = module.scenarios ?? (module.scenario ? [module.scenario] : []);
    if (found.length === 0) throw new Error(`${file} exports neither scenario nor scenarios`);
    for (const scenario of found) {
      if (all.some((other) => other.name === scenario.name)) throw new Error(`two scenarios are named ${scenario.name}`);
      all.push(scenario);
    }
  }
  return all;
}

/** Runs one scenario; what it throws, what goes wrong in its browser and what takes too long are its failure. */
export async function runScenario(scenario: Scenario, executable: string, options: Options): Promise<Result> {
  const begin = Date.now();
  const context = new Context(scenario, executable, options);
  let error: string | undefined;
  try {
    await context.start();
    await within(scenario.name, limitOf(scenario, options) * 1000, scenario.run(context));
    const problems = context.problems();
    if (problems.length > 0) error = problems.join('\n');
  } catch (thrown) {
    const text = thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown);
    error = [text, ...context.problems(), ...context.notes, `seed ${options.seed}`, ...context.browser.messages.slice(-20)].join('\n');
  }
  try {
    await context.end();
  } catch (thrown) {
    error ??= `while ending: ${thrown}`;
  }
  return { name: scenario.name, ok: error === undefined, milliseconds: Date.now() - begin, notes: [...context.notes], error };
}

/** Runs scenarios, `jobs` at a time, those that must be alone after the others, and prints each result as it comes. */
export async function runScenarios(scenarios: Scenario[], options: Options, jobs = 2): Promise<Result[]> {
  const executable = findChromium();
  if (!executable) throw new Error('there is no Chromium: apt-get install chromium, or set CHROMIUM to its path');
  const results: Result[] = [];
  const work = async (queue: Scenario[]) => {
    for (let scenario = queue.shift(); scenario; scenario = queue.shift()) {
      const result = await runScenario(scenario, executable, options);
      results.push(result);
      console.log(`${result.ok ? 'ok    ' : 'failed'}  ${result.name}  ${result.milliseconds} ms`);
      if (result.error) console.log(result.error.replace(/^/gm, '        '));
    }
  };
  // The longest first, so that none runs alone at the end for want of company.
  const together = scenarios.filter((scenario) => !scenario.alone).sort((a, b) => limitOf(b, options) - limitOf(a, options));
  await Promise.all(Array.from({ length: jobs }, () => work(together)));
  await work(scenarios.filter((scenario) => scenario.alone));
  mkdirSync(join(root, '.cache'), { recursive: true });
  writeFileSync(join(root, '.cache/browser.json'), `${JSON.stringify({ options, results }, null, 2)}\n`);
  return results;
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  // A scenario that ran out of time may leave waits behind, which fail when its browser goes; they must not end the other scenarios.
  process.on('unhandledRejection', (reason) => console.log(`left behind: ${reason instanceof Error ? reason.message : reason}`));
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { seed: { type: 'string' }, minutes: { type: 'string' }, full: { type: 'boolean' }, jobs: { type: 'string' } },
  });
  const all = await loadScenarios();
  const chosen = positionals.length === 0 ? all : all.filter((scenario) => positionals.some((word) => scenario.name.includes(word)));
  if (chosen.length === 0)
    throw new Error(`no scenario is named like ${positionals.join(', ')}; there are: ${all.map((scenario) => scenario.name).join(', ')}`);
  const seed = values.seed === undefined ? Math.floor(Math.random() * 2 ** 31) : Number(values.seed);
  const options = { seed, minutes: Number(values.minutes ?? 1), full: values.full ?? false };
  const results = await runScenarios(chosen, options, Number(values.jobs ?? 2));
  const failed = results.filter((result) => !result.ok).length;
  console.log(`scenarios: ${results.length - failed} passed, ${failed} failed`);
  process.exit(failed > 0 ? 1 : 0);
}
