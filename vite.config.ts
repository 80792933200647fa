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

function policy(): Plugin {
  return {
    name: 'limpet:policy',
    apply: 'build',
    transformIndexHtml: () => [
      { tag: 'meta', attrs: { 'http-equiv': 'Content-Security-Policy', content: contentSecurityPolicy }, injectTo: 'head-prepend' },
    ],
  };
}

/** The site: the app, the embed's page, the broker, the element. Relative addresses throughout, so that dist runs from any folder. */
export default defineConfig({
  root,
  base: './',
  plugins: [urlsOfModules(), plainImports(), policy()],
  worker: { format: 'es' },
  build: {
    target: 'es2023',
    sourcemap: false,
    modulePreload: false,
    assetsInlineLimit: 0,
    reportCompressedSize: false,
    rolldownOptions: {
      input: { index: 'index.html', embed: 'embed.html' },
    },
  },
});
