/** What a visitor downloads, after brotli: as the last build measured it. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../../scripts/root.ts';
import type { EntrySize } from '../../scripts/sizes.ts';
import type { Suite } from '../benchmark.ts';

const targets: Record<string, number> = { 'before the prompt': 250 };

export const suite: Suite = {
  name: 'sizes',
  where: 'build',
  async run(bench) {
    const sizes: EntrySize[] = JSON.parse(readFileSync(join(root, 'dist/sizes.json'), 'utf8'));
    for (const { entry, brotli } of sizes) {
      if (!['before the prompt', 'before a command runs', 'limpet-shell.js', 'loaded when needed'].includes(entry)) continue;
      bench.figure({ name: `bytes ${entry}`, unit: 'kB', target: targets[entry] }, [brotli / 1000]);
    }
  },
};
