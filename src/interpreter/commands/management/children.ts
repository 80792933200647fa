/** Listing of containers for Get-ChildItem. Behaviour: SessionStateContainer.cs, FileSystemProvider.cs (Dir). */
import type { CmdletContext } from '../../machine/cmdlet.ts';
import type { FileEntry } from '../../providers/fileProtocol.ts';
import { fileItem, listFolder, stat } from '../../providers/fileSystem.ts';
import { type NameFilters, NO_FILTERS, nameOfPlace, passes, resolve } from '../../providers/glob.ts';
import { type Place, placeOf } from '../../providers/location.ts';
import { leafOf } from '../../providers/paths.ts';
import { providerOf } from '../../providers/provider.ts';
import { containsWildcardCharacters } from '../../values/regex/wildcard.ts';
import type { Value } from '../../values/value.ts';
import { attempt } from '../support/items.ts';

/** How a listing is wanted. */
export interface Listing {
  recurse: boolean;
  depth: number;
  force: boolean;
  literal: boolean;
  names: boolean;
  filters: NameFilters;
  /** -File, -Directory, -Hidden, -ReadOnly, -Attributes. */
  fits: (entry: FileEntry) => boolean;
  /** True: hidden entries are wanted by an attribute. */
  wantsHidden: boolean;
  followLinks: boolean;
}

type Context = CmdletContext<object>;
/** Takes an item, or its name relative to where the listing began. */
type Take = (item: Value) => void;

/** Items of a container of session state. */
export function containerItems(context: Context, place: Place): Value[] {
  const provider = providerOf(place.provider);
  return provider.children(context, place.path).flatMap((c) => provider.item(context, { ...place, path: c.path }) ?? []);
}

function visible(entry: FileEntry, o: Listing): boolean {
  return o.force || o.wantsHidden || !entry.hidden;
}

/** One folder and, if wanted, those in it: the folder's own items first. */
function dir(context: Context, place: Place, relative: string, depth: number, o: Listing, filters: NameFilters, take: Take): void {
  const entries = attempt(context, () => listFolder(context, place.path));
  if (entries === undefined) return;
  const folders = entries.filter((e) => e.kind === 'directory');
  const write = (e: FileEntry): void => take(o.names ? relative + e.name : fileItem(e, place));
  const manual = filters.include.length > 0 || filters.exclude.length > 0;
  for (const e of entries) {
    if (visible(e, o) && passes(e.name, filters) && o.fits(e)) write(e);
    // with -Include and -Exclude the folders are gone into as they come
    if (manual && !o.names && e.kind === 'directory') into(e);
  }
  if (!manual || o.names) for (const e of folders) into(e);

  function into(e: FileEntry): void {
    if (!o.recurse || depth <= 0 || !visible(e, o) || (e.linkTarget !== null && !o.followLinks)) return;
    dir(context, { ...place, path: e.path }, `${relative}${e.name}/`, depth - 1, o, filters, take);
  }
}

function single(context: Context, place: Place, o: Listing, take: Take): void {
  if (place.provider !== 'FileSystem') {
    const item = providerOf(place.provider).item(context, place);
    if (item !== null) take(o.names ? nameOfPlace(place) : item);
    return;
  }
  const entry = stat(context, place.path);
  if (entry === null || !o.fits(entry) || !visible(entry, o)) return;
  take(o.names ? leafOf(place.path) : fileItem(entry, place));
}

function stateChildren(context: Context, place: Place, o: Listing, take: Take): void {
  const provider = providerOf(place.provider);
  for (const child of provider.children(context, place.path)) {
    if (!passes(child.name, o.filters)) continue;
    const item = provider.item(context, { ...place, path: child.path });
    if (item !== null) take(o.names ? child.name : item);
  }
}

/** Lists what a path means. */
export function listPath(context: Context, typed: string, given: Listing, take: Take): void {
  const o = { ...given, filters: { ...given.filters, include: [...given.filters.include] } };
  let path = typed;
  const exists = (p: string): boolean => {
    const place = placeOf(context, p);
    return providerOf(place.provider).isContainer(context, place.path);
  };
  if (o.recurse && !o.literal && !/[\\/]$/.test(path) && !o.names) {
    const leaf = path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\'), path.lastIndexOf(':')) + 1);
    if (leaf === '*' && given.fits !== everything) path = path.slice(0, -1);
    // dir temp* -Recurse looks for the name in all folders
    if (o.filters.include.length === 0 && path !== '' && leaf !== '' && (containsWildcardCharacters(path) || !exists(path))) {
      if (leaf !== '*') o.filters.include.push(leaf);
      path = path.slice(0, path.length - (path.endsWith(leaf) ? leaf.length : 0));
    }
    if (path === '') path = '.';
  }
  const wild = !o.literal && containsWildcardCharacters(path);
  const named = o.filters.include.length > 0 || o.filters.exclude.length > 0;
  const globFilters = !o.recurse && !o.names && (wild || named) ? o.filters : NO_FILTERS;
  const found = resolve(context, path, { literal: o.literal, force: o.force || o.wantsHidden, filters: globFilters });
  for (const place of found) {
    const provider = providerOf(place.provider);
    const container = provider.isContainer(context, place.path);
    if (place.provider !== 'FileSystem') {
      if (container) stateChildren(context, place, o, take);
      else single(context, place, o, take);
      continue;
    }
    const manual = !o.names && (named || (o.recurse && wild && o.filters.include.length === 0));
    if (o.names ? container && (!wild || o.recurse) : container && (manual || !wild || o.recurse)) {
      dir(context, place, '', o.depth, o, o.filters, take);
    } else if (manual || o.names) {
      if (passes(leafOf(place.path), { ...o.filters, filter: '' })) single(context, place, o, take);
    } else single(context, place, o, take);
  }
}

/** The test of attributes that all pass. */
export function everything(): boolean {
  return true;
}
