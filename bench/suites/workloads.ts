/** workloads.ps1 in Limpet's Node host, several times: best of five rounds each, results compared with PowerShell's. */
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { root } from '../../scripts/root.ts';
import type { Suite } from '../benchmark.ts';
import { measure } from '../workloads.ts';

export const suite: Suite = {
  name: 'workloads',
  where: 'Node',
  async run(bench) {
    const files = [join(root, 'dist/node/limpet.js'), join(root, 'bench/workloads.ps1')];
    await measure(bench, async () => execFileSync(process.execPath, files, { encoding: 'utf8', timeout: 300_000 }));
  },
};
