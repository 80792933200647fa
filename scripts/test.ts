/**
 * npm test [-- --checks] [--seed N]
 *
 * Everything that must hold, one step after another: types, lint, imports, unit tests, build, sizes, the run loop, then the browser
 * scenarios against the built site. `--checks` stops before the unit tests. Installs Debian's Chromium when none is found. A step that
 * fails does not stop the others. The last line sums up all steps, tests and scenarios.
 */
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { buildAll } from './build.ts';
import { checkImports } from './check-imports.ts';
import { checkRunLoop } from './check-run-loop.ts';
import { findChromium, installChromium } from './chromium.ts';
import { root } from './root.ts';
import { run } from './run.ts';

const { values } = parseArgs({ options: { checks: { type: 'boolean' }, seed: { type: 'string' } } });
const cache = join(root, '.cache');
let passed = 0;
let failed = 0;

/** Runs a step and counts it once: it passes when it returns no problems and throws nothing. */
async function step(name: string, work: () => Promise<string[]>): Promise<boolean> {
  console.log(`\n— ${name}`);
  const begin = Date.now();
  let problems: string[];
  try {
    problems = await work();
  } catch (error) {
    problems = [error instanceof Error ? (error.stack ?? error.message) : String(error)];
  }
  for (const problem of problems) console.log(problem);
  const ok = problems.length === 0;
  if (ok) passed++;
  else failed++;
  console.log(`${ok ? 'ok    ' : 'failed'}  ${name}  ${Date.now() - begin} ms`);
  return ok;
}

const program =
  (name: string, ...args: string[]) =>
  async () => {
    const code = await run(name, args);
    return code === 0 ? [] : [`${name} ${args.join(' ')} ended with ${code}`];
  };

/** Reads a report that a child process left; a child that died before leaving one is a failure of its own. */
function report<T>(file: string): T | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}

async function unitTests(): Promise<void> {
  console.log('\n— unit tests');
  const file = join(cache, 'vitest.json');
  rmSync(file, { force: true });
  const code = await run('vitest', ['run', '--reporter=dot', '--reporter=json', `--outputFile.json=${file}`]);
  type Suite = { status: string; assertionResults: unknown[] };
  const results = report<{ numPassedTests: number; numFailedTests: number; testResults: Suite[] }>(file);
  passed += results?.numPassedTests ?? 0;
  // A file that does not load has no tests that could fail.
  const unloaded = results?.testResults.filter((suite) => suite.status === 'failed' && suite.assertionResults.length === 0).length ?? 0;
  const known = (results?.numFailedTests ?? 0) + unloaded;
  failed += code !== 0 && known === 0 ? 1 : known;
}

async function scenarios(): Promise<void> {
  console.log('\n— browser scenarios');
  const file = join(cache, 'browser.json');
  rmSync(file, { force: true });
  const code = await run('tsx', ['test/browser/run.ts', ...(values.seed ? ['--seed', values.seed] : [])]);
  const results = report<{ results: { ok: boolean }[] }>(file)?.results ?? [];
  const bad = results.filter((result) => !result.ok).length;
  passed += results.length - bad;
  failed += code !== 0 && bad === 0 ? 1 : bad;
}

mkdirSync(cache, { recursive: true });
await step('types', program('tsc'));
await step('types of the interpreter, which knows no DOM, worker or Node', program('tsc', '-p', 'tsconfig.interpreter.json'));
await step('lint and format', program('biome', 'check', '--error-on-warnings'));
await step('imports', async () => checkImports().map(({ file, line, text }) => `src/${file}:${line}: ${text}`));
if (!values.checks) {
  await unitTests();
  const built = await step('build, and sizes within budget', () => buildAll());
  await step('run loop within what V8 optimises', async () => {
    const { problems, summary } = await checkRunLoop();
    console.log(summary);
    return problems;
  });
  const browser = await step('Chromium', async () => {
    console.log(findChromium() ?? installChromium());
    return [];
  });
  // A site over its budget is built all the same, and its scenarios are worth knowing; one that is not built fails each of them.
  if (browser) await scenarios();
  else if (!built) console.log('the browser scenarios could not run');
}
console.log(`\n${passed} passed, ${failed} failed`);
process.exit(failed > 0 ? 1 : 0);
