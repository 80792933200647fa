/**
 * npm run golden -- [--write] [--show] [kind/name…]
 *
 * Runs the golden scripts and says which print exactly what PowerShell prints. `--write` keeps the list of those that do in
 * test/conformance/passing.json; `npm test` fails when one of that list no longer does. `--show` prints what came instead.
 */
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { goldenNames, readGolden, runGolden } from '../test/conformance/goldenRun.ts';

const { values, positionals } = parseArgs({
  options: { write: { type: 'boolean' }, show: { type: 'boolean' } },
  allowPositionals: true,
});
const chosen = goldenNames().filter((n) => positionals.length === 0 || positionals.some((p) => n.startsWith(p)));
const passing: string[] = [];
for (const name of chosen) {
  const { text, expected } = readGolden(name);
  let output: string;
  try {
    output = await Promise.race([
      runGolden(text),
      new Promise<string>((_done, fail) => setTimeout(() => fail(new Error('took longer than 20 s')), 20_000).unref()),
    ]);
  } catch (error) {
    output = String(error instanceof Error ? error.stack : error);
  }
  if (output === expected) passing.push(name);
  else {
    console.log(name);
    if (values.show) console.log(output);
  }
}
console.log(`${passing.length} of ${chosen.length} pass`);
if (values.write && positionals.length === 0)
  writeFileSync(new URL('../test/conformance/passing.json', import.meta.url), `${JSON.stringify(passing, null, 1)}\n`);
process.exit(0);
