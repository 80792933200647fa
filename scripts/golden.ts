/**
 * npm run golden -- [--write] [--show] [kind/name…]
 *
 * Runs the golden scripts and says which print exactly what PowerShell prints, and how many of each folder. `--write` keeps the list of
 * those that do in test/conformance/passing.json, and the figures in docs/compatibility.md; `npm test` fails when one of that list no
 * longer does. `--show` prints what came instead.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { goldenNames, readGolden, runGolden } from '../test/conformance/goldenRun.ts';
import { root } from './root.ts';

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
const folderOf = (name: string): string => name.slice(0, name.indexOf('/'));
const rows = [...new Set(chosen.map(folderOf))].map((folder) => {
  const count = (names: string[]): number => names.filter((name) => folderOf(name) === folder).length;
  return `| ${folder} | ${count(passing)} | ${count(chosen)} |`;
});
const table = ['| folder | print exactly | scripts |', '|---|---|---|', ...rows, `| all | ${passing.length} | ${chosen.length} |`].join(
  '\n',
);
console.log(table);
if (values.write && positionals.length === 0) {
  writeFileSync(join(root, 'test/conformance/passing.json'), `${JSON.stringify(passing, null, 2)}\n`);
  const page = join(root, 'docs/compatibility.md');
  const text = readFileSync(page, 'utf8');
  const written = text.replace(/(<!-- golden -->\n)[\s\S]*?(<!-- \/golden -->)/, (_all, begin, end) => `${begin}${table}\n${end}`);
  writeFileSync(page, written);
}
process.exit(0);
