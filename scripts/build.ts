/**
 * npm run build [-- --only site|node] [--out-dir DIR] [--build-id ID]
 *
 * Builds the site and the Node host into dist, prints the brotli size of each entry, keeps the sizes in dist/sizes.json and fails when an
 * entry is above its budget.
 */
import { createHash } from 'node:crypto';
import { chmodSync, existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { build, type Rolldown } from 'vite';
import { root } from './root.ts';
import { entrySizes, overBudget, sizeTable } from './sizes.ts';

/**
 * What to build and where. `buildId` names another build of the same sources: all its files in assets/ get other names, as those of the next
 * release would.
 */
export type BuildOptions = { only?: 'site' | 'node'; outDir?: string; buildId?: string; quiet?: boolean };

/**
 * Names what is built: the version and a hash of all sources, so that equal sources give equal builds. Broker and pages compare it in
 * their first message.
 */
export function buildId(): string {
  const hash = createHash('sha256');
  const add = (path: string) => {
    for (const entry of readdirSync(path, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1))) {
      const full = join(path, entry.name);
      if (entry.isDirectory()) add(full);
      else hash.update(entry.name).update(readFileSync(full));
    }
  };
  add(join(root, 'src'));
  for (const file of ['package-lock.json', 'vite.config.ts']) hash.update(readFileSync(join(root, file)));
  const version: string = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).version;
  return `${version}-${hash.digest('hex').slice(0, 12)}`;
}

const oneOutput = (result: Awaited<ReturnType<typeof build>>): Rolldown.RolldownOutput => {
  const output = Array.isArray(result) ? result[0] : result;
  if (!output || !('output' in output)) throw new Error('the build gave no output');
  return output;
};

/** All files of a built site by relative path, without those that no page asks for. */
function siteFiles(outDir: string, folder = ''): string[] {
  return readdirSync(join(outDir, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
    if (['node', 'sizes.json', 'sw.js'].includes(path)) return [];
    return entry.isDirectory() ? siteFiles(outDir, path) : [path];
  });
}

/** Builds sw.js with the list of everything that the site consists of. Files in assets/ have their content in their name. */
async function buildServiceWorker(outDir: string, name: string | undefined): Promise<void> {
  const files = siteFiles(outDir).map((url) => ({
    url,
    revision: url.startsWith('assets/')
      ? null
      : createHash('sha256')
          .update(readFileSync(join(outDir, url)))
          .digest('hex')
          .slice(0, 16),
  }));
  await build({
    root,
    configFile: false,
    publicDir: false,
    logLevel: 'warn',
    define: {
      __LIMPET_FILES__: JSON.stringify(files),
      'process.env.NODE_ENV': '"production"',
      __LIMPET_BUILD__: JSON.stringify(name ?? buildId()),
    },
    build: {
      outDir,
      emptyOutDir: false,
      target: 'es2023',
      lib: { entry: 'src/ui/pwa/serviceWorker.ts', formats: ['iife'], name: 'limpetServiceWorker', fileName: () => 'sw.js' },
    },
  });
}

/**
 * Builds what `only` names, or all, and returns the sentences of entries over budget.
 * Throws what Vite throws when the sources do not build.
 */
export async function buildAll(options: BuildOptions = {}): Promise<string[]> {
  const outDir = resolve(root, options.outDir ?? 'dist');
  const define = { __LIMPET_BUILD__: JSON.stringify(options.buildId ?? buildId()) };
  const shared = { configFile: join(root, 'vite.config.ts'), logLevel: 'warn' as const, define };
  let problems: string[] = [];

  if (options.only !== 'node') {
    const node = join(outDir, 'node');
    if (existsSync(outDir))
      for (const name of readdirSync(outDir)) if (join(outDir, name) !== node) rmSync(join(outDir, name), { recursive: true });
    const name = (extension: string) => `assets/[name]-[hash]${options.buildId ? `-${options.buildId}` : ''}${extension}`;
    const names = { entryFileNames: name('.js'), chunkFileNames: name('.js'), assetFileNames: name('[extname]') };
    const { output } = oneOutput(await build({ ...shared, build: { outDir, emptyOutDir: false, rolldownOptions: { output: names } } }));
    const sizes = entrySizes(outDir, output);
    problems = overBudget(sizes);
    writeFileSync(join(outDir, 'sizes.json'), `${JSON.stringify(sizes, null, 2)}\n`);
    if (!options.quiet) console.log(sizeTable(sizes));
    await buildServiceWorker(outDir, options.buildId);
  }

  if (options.only !== 'site') {
    // One file that runs from any folder, so the lazily loaded commands are inside it; not minified: nobody downloads it, and people read
    // its stack traces.
    await build({
      root,
      configFile: false,
      publicDir: false,
      logLevel: 'warn',
      define,
      ssr: { noExternal: true },
      build: {
        ssr: 'src/node/limpet.ts',
        outDir: join(outDir, 'node'),
        emptyOutDir: true,
        target: 'node20',
        minify: false,
        rolldownOptions: { output: { format: 'es', entryFileNames: 'limpet.js', codeSplitting: false } },
      },
    });
    chmodSync(join(outDir, 'node/limpet.js'), 0o755);
  }
  return problems;
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const { values } = parseArgs({ options: { only: { type: 'string' }, 'out-dir': { type: 'string' }, 'build-id': { type: 'string' } } });
  if (values.only !== undefined && values.only !== 'site' && values.only !== 'node')
    throw new Error(`--only takes site or node, not ${values.only}`);
  const problems = await buildAll({ only: values.only, outDir: values['out-dir'], buildId: values['build-id'] });
  for (const problem of problems) console.error(problem);
  process.exit(problems.length > 0 ? 1 : 0);
}
