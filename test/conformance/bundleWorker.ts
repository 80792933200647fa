/** Bundles a worker's TypeScript file to JavaScript that node:worker_threads can run. */
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'vite';

/** Answers the path of the bundle, in a folder of its own under the system's temporary folder. */
export async function bundleWorker(entry: string): Promise<{ file: string; folder: string }> {
  const folder = mkdtempSync(join(tmpdir(), 'limpet-worker-'));
  await build({
    configFile: false,
    logLevel: 'error',
    ssr: { noExternal: true },
    build: {
      ssr: entry,
      outDir: folder,
      emptyOutDir: false,
      minify: false,
      target: 'node20',
      rollupOptions: { output: { entryFileNames: 'worker.mjs' } },
    },
  });
  return { file: join(folder, 'worker.mjs'), folder };
}
