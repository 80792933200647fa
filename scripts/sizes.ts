import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, constants } from 'node:zlib';
import type { Rolldown } from 'vite';

/** What a visitor downloads for one entry: its files and their bytes as a server that compresses with brotli sends them. */
export type EntrySize = { entry: string; bytes: number; brotli: number; files: string[] };

/**
 * Most bytes, after brotli, that each entry may ask for. `before the prompt` is what a first visit loads until it can type (a browser
 * scenario holds the session worker back and types); `before a command runs` adds the interpreter, which is loaded meanwhile.
 */
export const budgets: Record<string, number> = {
  'before the prompt': 60_000,
  'before a command runs': 355_000,
  'limpet-shell.js': 4_000,
};

/** The chunk and everything it imports statically, transitively. */
function closure(chunks: Map<string, Rolldown.OutputChunk>, fileName: string, found = new Set<string>()): Set<string> {
  if (found.has(fileName)) return found;
  found.add(fileName);
  for (const next of chunks.get(fileName)?.imports ?? []) closure(chunks, next, found);
  return found;
}

/** The sizes of the built site's entries, largest question first: what comes before the prompt. */
export function entrySizes(outDir: string, output: Rolldown.RolldownOutput['output']): EntrySize[] {
  const chunks = new Map<string, Rolldown.OutputChunk>();
  for (const item of output) if (item.type === 'chunk') chunks.set(item.fileName, item);
  const sizes = new Map<string, { bytes: number; brotli: number }>();
  const sizeOf = (file: string) => {
    let size = sizes.get(file);
    if (!size) {
      const content = readFileSync(join(outDir, file));
      const brotli = brotliCompressSync(content, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }).length;
      size = { bytes: content.length, brotli };
      sizes.set(file, size);
    }
    return size;
  };
  const entryOf = (test: (chunk: Rolldown.OutputChunk) => boolean) => [...chunks.values()].filter(test).map((chunk) => chunk.fileName);
  const add = (entry: string, files: Iterable<string>): EntrySize => {
    const list = [...files].sort();
    return {
      entry,
      files: list,
      bytes: list.reduce((sum, file) => sum + sizeOf(file).bytes, 0),
      brotli: list.reduce((sum, file) => sum + sizeOf(file).brotli, 0),
    };
  };
  const html = (page: string) => [page, ...entryOf((chunk) => chunk.isEntry && (chunk.facadeModuleId ?? '').endsWith(`/${page}`))];
  const styles = output.filter((item) => item.fileName.endsWith('.css')).map((item) => item.fileName);
  const workers = entryOf((chunk) => /\/worker\/worker\.ts$/.test(chunk.facadeModuleId ?? ''));
  const reach = (files: string[]) => files.reduce((found, file) => closure(chunks, file, found), new Set<string>());

  const result = [
    add('before the prompt', [...reach([...html('index.html'), 'broker.js']), ...styles]),
    add('before a command runs', [...reach([...html('index.html'), 'broker.js', ...workers]), ...styles]),
    add('index.html', [...reach(html('index.html')), ...styles]),
    add('embed.html', [...reach(html('embed.html')), ...styles]),
    ...['broker.js', 'limpet-shell.js', ...workers].map((file) => add(file, reach([file]))),
  ];
  const early = new Set(result.flatMap((size) => size.files));
  result.push(
    add(
      'loaded when needed',
      [...chunks.keys()].filter((file) => !early.has(file)),
    ),
  );
  return result;
}

/** Sentences that name each entry above its budget; none when all is well. */
export function overBudget(sizes: EntrySize[]): string[] {
  return sizes
    .filter((size) => size.brotli > (budgets[size.entry] ?? Number.POSITIVE_INFINITY))
    .map((size) => `${size.entry}: ${size.brotli} bytes after brotli, more than the ${budgets[size.entry]} allowed`);
}

/** The sizes as a table for people. */
export function sizeTable(sizes: EntrySize[]): string {
  const kilobytes = (bytes: number) => `${(bytes / 1000).toFixed(1)} kB`;
  const rows = sizes.map((size) => {
    const budget = budgets[size.entry];
    return `${size.entry.padEnd(32)}${kilobytes(size.bytes).padStart(12)}${kilobytes(size.brotli).padStart(12)}  ${budget ? `of ${kilobytes(budget)}` : ''}`;
  });
  return [`${'entry'.padEnd(32)}${'bytes'.padStart(12)}${'brotli'.padStart(12)}`, ...rows].join('\n');
}
