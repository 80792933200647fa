/** Paths: CompletionCompleters.cs CompleteFilename, GetFileSystemProviderResults, EscapePath. */
import { type FileEntry, isFailure } from '../providers/fileProtocol.ts';
import { shownPath } from '../providers/info.ts';
import { type Place as Location, placeOf } from '../providers/location.ts';
import { extensionOf, relativeTo } from '../providers/paths.ts';
import { compareCulture } from '../values/dotnet/stringCompare.ts';
import { TerminatingError } from '../values/errors.ts';
import { isProviderShown, itemsOf } from './items.ts';
import type { Question } from './question.ts';
import { type Candidate, candidate, matches, unquoted } from './results.ts';

type Quote = '' | "'" | '"';

/** What is to be offered. */
export interface PathOptions {
  containersOnly?: boolean;
  /** Extensions of files in lower case, with the dot. */
  extensions?: readonly string[];
  /** Wildcard characters are not escaped. */
  literal?: boolean;
}

/** A piece of a path as it is written in a quote; `isForced`: it needs quotes. */
function escaped(text: string, quote: Quote, literal: boolean): { text: string; isForced: boolean } {
  let out = '';
  let isForced = false;
  const single = quote !== '"';
  for (let i = 0; i < text.length; i++) {
    const c = text[i];
    if (/[#\-@]/.test(c)) isForced ||= i === 0 && quote === '';
    else if (/[ ,;(){}|&]/.test(c)) isForced ||= quote === '';
    else if (c === '[' || c === ']') {
      if (!literal) {
        out += '`'.repeat(single ? 1 : out.endsWith('`') ? 4 : 2);
        isForced = true;
      }
    } else if (c === '`') {
      if (single) out += literal ? '' : '`';
      else out += '`'.repeat(!literal && out.endsWith('`') ? 3 : 1);
      isForced ||= quote !== "'";
    } else if (c === '$') {
      if (!single) out += '`';
      isForced ||= quote !== "'";
    } else if (single && /['\u2018\u2019\u201a\u201b]/.test(c)) {
      out += "'";
      isForced = true;
    } else if (/["\u201c\u201d\u201e]/.test(c)) {
      if (!single) out += '`';
      isForced ||= !single || quote === '';
    }
    out += c;
  }
  return { text: out, isForced };
}

function written(base: { text: string; isForced: boolean }, name: string, quote: Quote, literal: boolean): string {
  const leaf = escaped(name, quote, literal);
  const text = base.text + leaf.text;
  return quote !== '' ? quote + text + quote : base.isForced || leaf.isForced ? `'${text}'` : text;
}

function locate(q: Question, path: string): Location | null {
  try {
    return placeOf(q, path);
  } catch (error) {
    if (error instanceof TerminatingError) return null;
    throw error;
  }
}

/** Paths that begin as the word of the question, in the order of their names. */
export function completePath(q: Question, o: PathOptions = {}): Candidate[] {
  const { word, quote } = unquoted(q.word);
  const literal = o.literal === true || q.literalPaths;
  const providerEnd = word.indexOf('::');
  const bare = word.slice(providerEnd < 0 ? 0 : providerEnd + 2);
  const isHome = /^~[\\/]/.test(bare);
  const cut = Math.max(word.lastIndexOf('/'), word.lastIndexOf('\\'), word.lastIndexOf(':')) + 1;
  const folder = word.slice(0, cut);
  const pattern = `${word.slice(cut)}*`;
  const place = locate(q, folder === '' ? '.' : folder.replaceAll('\\', '/'));
  if (place === null || !isProviderShown(q, place.provider)) return [];
  const isRelative = folder === '' || (!isHome && !/^[\\/]/.test(folder) && !folder.includes(':'));
  const prefix = providerEnd < 0 ? '' : word.slice(0, providerEnd + 2);
  const base = (): string => {
    if (isRelative) return relativeBase(q, place);
    const shown = shownPath(place.drive, place.provider, place.path);
    const home = q.runspace.environment.get('HOME') ?? '/';
    const path = isHome && (shown === home || shown.startsWith(`${home}/`)) ? `~${shown.slice(home.length)}` : shown;
    return prefix + (/[\\/:]$/.test(path) ? path : `${path}/`);
  };
  if (place.provider !== 'FileSystem') return stateItems(q, place, base(), pattern, quote, literal, o);
  const entries = q.ctx.ask('file.list', { path: place.path }) as FileEntry[] | { failure: unknown };
  if (isFailure(entries) || !Array.isArray(entries)) return [];
  const start = escaped(base(), quote, literal);
  return entries
    .filter((e) => matches(e.name, pattern) && (o.containersOnly !== true || e.kind === 'directory') && fits(e, o.extensions))
    .sort((a, b) => compareCulture(a.path, b.path))
    .map((e) =>
      candidate(written(start, e.name, quote, literal), e.kind === 'directory' ? 'ProviderContainer' : 'ProviderItem', e.name, e.path),
    );
}

function fits(entry: FileEntry, extensions: readonly string[] | undefined): boolean {
  return extensions === undefined || entry.kind === 'directory' || extensions.includes(extensionOf(entry.name).toLowerCase());
}

function relativeBase(q: Question, place: Location): string {
  const { currentDrive } = q.runspace;
  if (place.provider !== 'FileSystem' || currentDrive === null) return './';
  const here = placeOf(q, '.').path;
  const relative = relativeTo(place.path, here).replace(/\/$/, '');
  const path =
    relative === '' || relative === '.' ? '.' : relative.startsWith('..') || relative.startsWith('./') ? relative : `./${relative}`;
  return `${path}/`;
}

function stateItems(
  q: Question,
  place: Location,
  base: string,
  pattern: string,
  quote: Quote,
  literal: boolean,
  o: PathOptions,
): Candidate[] {
  if (o.containersOnly === true || place.path !== '') return [];
  const start = escaped(base, quote, literal);
  return (itemsOf(q, place.provider) ?? [])
    .filter(({ name }) => matches(name, pattern))
    .map(({ name }) => candidate(written(start, name, quote, literal), 'ProviderItem', name, `${base}${name}`));
}
