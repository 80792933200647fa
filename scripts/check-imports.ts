/** Imports run one way, and the interpreter asks no clock and no dice. `tsx scripts/check-imports.ts` prints what breaks this. */
import { readdirSync, readFileSync } from 'node:fs';
import { join, posix, relative, sep } from 'node:path';
import { pathToFileURL } from 'node:url';
import { root } from './root.ts';

/**
 * Who may import whom: a room (a folder under src) and the rooms its files may import, beside their own. The longest room that a file's
 * path begins with is its own. `types` are rooms of which only types may be imported (`import type`), which leaves no trace at run time.
 */
export const rooms: Record<string, { may: string[]; types?: string[] }> = {
  'interpreter/syntax': { may: [] },
  'interpreter/values': { may: [], types: ['interpreter/syntax'] },
  'interpreter/errors': { may: ['interpreter/values'], types: ['interpreter/syntax'] },
  'interpreter/compiler': { may: ['interpreter/syntax', 'interpreter/values', 'interpreter/errors'] },
  'interpreter/formatting': { may: ['interpreter/values', 'interpreter/errors'], types: ['interpreter/syntax', 'interpreter/machine'] },
  'interpreter/binding': {
    may: ['interpreter/syntax', 'interpreter/values', 'interpreter/errors'],
    types: ['interpreter/compiler', 'interpreter/machine'],
  },
  'interpreter/providers': { may: ['interpreter/values', 'interpreter/errors'], types: ['interpreter/machine'] },
  'interpreter/snapshot': { may: ['interpreter/syntax', 'interpreter/values', 'interpreter/compiler', 'interpreter/machine'] },
  'interpreter/machine': {
    may: [
      'interpreter/syntax',
      'interpreter/values',
      'interpreter/errors',
      'interpreter/compiler',
      'interpreter/binding',
      'interpreter/formatting',
      'interpreter/providers',
    ],
    types: ['interpreter/commands'],
  },
  'interpreter/completion': {
    may: ['interpreter/syntax', 'interpreter/values', 'interpreter/binding', 'interpreter/machine', 'interpreter/providers'],
  },
  'interpreter/commands': { may: ['interpreter'] },
  interpreter: { may: ['interpreter'] },
  'sessions/protocol.ts': { may: [], types: ['interpreter'] },
  'sessions/client': {
    may: ['sessions/protocol.ts', 'sessions/worker', 'sessions/broker', 'sessions/store', 'interpreter/syntax'],
    types: ['interpreter', 'sessions'],
  },
  sessions: { may: ['interpreter', 'sessions'] },
  ui: { may: ['ui', 'sessions', 'interpreter/syntax', 'interpreter/formatting'], types: ['interpreter'] },
  node: { may: ['interpreter', 'sessions/remoting'] },
};

/** Files that may break one rule each, with the reason. */
export const exceptions: { file: string; imports: RegExp; because: string }[] = [
  {
    file: 'interpreter/machine/',
    imports: /^interpreter\/commands\/registry\.ts$/,
    because: 'the table of lazy imports is how the machine reaches commands',
  },
];

/** Calls that the interpreter must leave to its host, so that tests can inject time and chance and a resumed command never repeats them. */
const hostOnly: [RegExp, string][] = [
  [/\bDate\.now\s*\(/, 'Date.now()'],
  [/\bnew Date\s*\(\s*\)/, 'new Date()'],
  [/\bMath\.random\s*\(/, 'Math.random()'],
  [/\bawait\s+new Promise\b/, 'a promise of its own'],
];

export type Breach = { file: string; line: number; text: string };

const within = (file: string, room: string) => file === room || file.startsWith(`${room}/`);

function roomOf(file: string): string | undefined {
  return Object.keys(rooms)
    .filter((room) => within(file, room))
    .sort((a, b) => b.length - a.length)[0];
}

/** What one file of src breaks; `file` is its path under src with forward slashes. Comments and strings may mention anything. */
export function breachesOf(file: string, source: string): Breach[] {
  const found: Breach[] = [];
  const lineAt = (index: number) => source.slice(0, index).split('\n').length;
  const room = roomOf(file);
  if (!room) return [{ file, line: 1, text: 'is in no room that scripts/check-imports.ts knows' }];
  const rule = rooms[room];

  const imports =
    /^[ \t]*(import|export)\s+(type\s)?[^;'"]*?from\s*['"]([^'"]+)['"]|^[ \t]*import\s*['"]([^'"]+)['"]|\bimport\(\s*['"]([^'"]+)['"]\s*\)|\bnew URL\(\s*['"](\.[^'"]+\.ts)['"]/gm;
  for (const match of source.matchAll(imports)) {
    const target = match[3] ?? match[4] ?? match[5] ?? match[6] ?? '';
    // import('…').Type in a type position is written the same as a lazy import; a lazy import is awaited or returned from a function.
    const onlyTypes =
      match[2] !== undefined || (match[5] !== undefined && /^\s*\.\s*[A-Z]/.test(source.slice(match.index + match[0].length)));
    const breach = (text: string) => found.push({ file, line: lineAt(match.index + match[0].indexOf(target)), text });
    if (!target.startsWith('.')) {
      if (file.startsWith('interpreter/')) breach(`the interpreter stands alone and imports no package: '${target}'`);
      else if (target.startsWith('node:') && !file.startsWith('node/')) breach(`only src/node knows Node: '${target}'`);
      continue;
    }
    if (!/\.(ts|css|svg|json)(\?\w+)?$/.test(target)) breach(`an import path ends in .ts: '${target}'`);
    const path = posix.normalize(posix.join(posix.dirname(file), target));
    if (within(path, room) || rule.may.some((allowed) => within(path, allowed))) continue;
    if (onlyTypes && rule.types?.some((allowed) => within(path, allowed))) continue;
    if (exceptions.some((exception) => file.startsWith(exception.file) && exception.imports.test(path))) continue;
    breach(`${room} may not import ${path}${rule.types?.some((allowed) => within(path, allowed)) ? ' other than as `import type`' : ''}`);
  }

  if (file.startsWith('interpreter/')) {
    source.split('\n').forEach((line, index) => {
      if (/^\s*(\*|\/\/|\/\*)/.test(line)) return;
      for (const [pattern, name] of hostOnly)
        if (pattern.test(line)) found.push({ file, line: index + 1, text: `the interpreter leaves this to its host: ${name}` });
    });
  }
  return found;
}

/** What all files under a folder like src break. */
export function checkImports(src = join(root, 'src')): Breach[] {
  const files = readdirSync(src, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.ts$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name));
  return files.sort().flatMap((path) => breachesOf(relative(src, path).split(sep).join('/'), readFileSync(path, 'utf8')));
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const breaches = checkImports();
  for (const { file, line, text } of breaches) console.error(`${join('src', file)}:${line}: ${text}`);
  console.log(breaches.length === 0 ? 'imports run one way' : `${breaches.length} imports or calls against the rules`);
  process.exit(breaches.length > 0 ? 1 : 0);
}
