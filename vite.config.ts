import { basename, dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { defineConfig, type Plugin } from 'vite';
import { contentSecurityPolicy } from './scripts/policy.ts';

const root = dirname(fileURLToPath(import.meta.url));

/** The files that keep their names, because other people's pages and older pages of ours name them. */
const unhashed = {
  'broker.js': 'src/sessions/broker/broker.ts',
  'limpet-shell.js': 'src/ui/embed/limpet-shell.ts',
  // limpet-shell.js must hold no import that a bundler could rename, so that it also runs as a plain script: it asks for this one by name.
  'limpet-mount.js': 'src/ui/embed/mount.ts',
};

/**
 * Puts everything named as `new URL('./file.ts', import.meta.url)` into the one module graph as an entry, and the URL of the built file in
 * its place. Vite itself would build each worker apart from the pages, so that the interpreter would be there once for the session worker
 * and once more for the broker; as one graph they share its chunks.
 */
function urlsOfModules(): Plugin {
  const pattern = /new URL\(\s*(['"])(\.[^'"]+\.ts)\1\s*,\s*import\.meta\.url\s*,?\s*\)/g;
  const references = new Map<string, string>();
  return {
    name: 'limpet:urls-of-modules',
    apply: 'build',
    enforce: 'pre',
    buildStart() {
      references.clear();
      for (const [fileName, source] of Object.entries(unhashed)) {
        const id = resolve(root, source);
        references.set(id, this.emitFile({ type: 'chunk', id, fileName, preserveSignature: 'strict' }));
      }
    },
    transform(code, id) {
      if (!code.includes('import.meta.url')) return null;
      const result = code.replace(pattern, (_whole, _quote, path: string) => {
        const file = resolve(dirname(id), path);
        const known = references.get(file);
        const reference = known ?? this.emitFile({ type: 'chunk', id: file, name: basename(file, '.ts') });
        references.set(file, reference);
        return `new URL(import.meta.ROLLUP_FILE_URL_${reference})`;
      });
      return result === code ? null : { code: result, map: null };
    },
  };
}

/**
 * Replaces Vite's wrapper of import(), which looks for `document` and `window` and so hides the real error of an import that fails in a
 * worker. It exists to load style sheets of lazy chunks; ours have none.
 */
function plainImports(): Plugin {
  const helper = '\0vite/preload-helper.js';
  return {
    name: 'limpet:plain-imports',
    apply: 'build',
    enforce: 'pre',
    resolveId: (id) => (id === helper ? id : null),
    load: (id) => (id === helper ? 'export const __vitePreload = (load) => load();' : null),
  };
}

/**
 * Which modules make a chunk together. Split by who imports what, as bundlers do, the session worker would be sixty files, most of them of
 * a few lines, because nearly every cmdlet's own chunk shares another part of the interpreter with it; a first visit asks for them six at a
 * time. What any page needs is kept apart from it:
 *
 * - base: what broker, worker and page share;
 * - client: the rest of the client library;
 * - connecting: the app's first step, evaluated before its components (src/ui/app/connecting.ts);
 * - session: the rest of what the worker imports, but for the parser, which pages load alone.
 */
function chunks(): { plugin: Plugin; name(id: string): string | null } {
  const named = new Map<string, string>();
  return {
    name: (id) => named.get(id) ?? null,
    plugin: {
      name: 'limpet:chunks',
      apply: 'build',
      buildEnd() {
        const reach = (...paths: string[]): Set<string> => {
          const found = new Set(paths.map((path) => resolve(root, 'src', path)));
          for (const id of found) for (const next of this.getModuleInfo(id)?.importedIds ?? []) found.add(next);
          return found;
        };
        const entries = new Set(['sessions/broker/broker.ts', 'sessions/worker/worker.ts'].map((path) => resolve(root, 'src', path)));
        const broker = reach('sessions/broker/broker.ts');
        const worker = reach('sessions/worker/worker.ts');
        const parser = reach('interpreter/syntax/index.ts');
        const pages = reach('ui/app/main.ts', 'ui/embed/main.ts', 'ui/embed/mount.ts', 'ui/embed/limpet-shell.ts');
        named.clear();
        for (const id of worker) if (!pages.has(id) && !parser.has(id)) named.set(id, 'session');
        for (const id of reach('sessions/client/index.ts')) named.set(id, broker.has(id) || worker.has(id) ? 'base' : 'client');
        for (const id of broker) named.set(id, 'base');
        named.set(resolve(root, 'src/ui/app/connecting.ts'), 'connecting');
        for (const id of entries) named.delete(id);
      },
    },
  };
}

const chunking = chunks();

function policy(): Plugin {
  return {
    name: 'limpet:policy',
    apply: 'build',
    transformIndexHtml: () => [
      { tag: 'meta', attrs: { 'http-equiv': 'Content-Security-Policy', content: contentSecurityPolicy }, injectTo: 'head-prepend' },
    ],
  };
}

/**
 * The app's first step is a script of its own, which runs as soon as it and the client library have come: it does not wait for the
 * components. The app's script finds it evaluated.
 */
function firstStep(): Plugin {
  return {
    name: 'limpet:first-step',
    apply: 'build',
    transformIndexHtml: {
      order: 'post',
      handler(page, { bundle, filename }) {
        const step = Object.values(bundle ?? {}).find((file) => file.type === 'chunk' && file.name === 'connecting');
        if (step === undefined || !filename.endsWith('index.html')) return page;
        const src = `./${step.fileName}`;
        return page
          .replace(`    <link rel="modulepreload" crossorigin href="${src}">\n`, '')
          .replace('<script type="module"', `<script type="module" async crossorigin src="${src}"></script>\n    <script type="module"`);
      },
    },
  };
}

/** The site: the app, the embed's page, the broker, the element. Relative addresses throughout, so that dist runs from any folder. */
export default defineConfig({
  root,
  base: './',
  plugins: [urlsOfModules(), plainImports(), chunking.plugin, policy(), firstStep()],
  worker: { format: 'es' },
  build: {
    target: 'es2023',
    sourcemap: false,
    // a page asks for all its chunks at once, not for each when the one before it has come
    modulePreload: { polyfill: false, resolveDependencies: (_file, files, { hostType }) => (hostType === 'html' ? files : []) },
    assetsInlineLimit: 0,
    reportCompressedSize: false,
    chunkSizeWarningLimit: 1000,
    rolldownOptions: {
      input: { index: 'index.html', embed: 'embed.html' },
      output: { codeSplitting: { includeDependenciesRecursively: false, groups: [{ name: chunking.name, debugName: 'limpet' }] } },
    },
  },
});
