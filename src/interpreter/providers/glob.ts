/** Paths with wildcards, filters of names, and resolving the paths that cmdlets get. Behaviour: LocationGlobber.cs, CmdletProviderContext.cs. */
import { containsWildcardCharacters, isWildcardMatch, unescapeWildcard } from '../values/regex/wildcard.ts';
import { type Place, pathNotFound, placeOf } from './location.ts';
import { leafOf } from './paths.ts';
import { type ProviderContext, providerOf } from './provider.ts';

/** How paths are resolved. */
export interface ResolveOptions {
  /** True: no wildcards (-LiteralPath). */
  literal?: boolean;
  /** Hidden items match wildcards too. */
  force?: boolean;
  /** A path without wildcards that is not there is answered too. */
  allowMissing?: boolean;
  filters?: NameFilters;
}

/** -Include, -Exclude, -Filter. */
export interface NameFilters {
  include: string[];
  exclude: string[];
  filter: string;
}

/** No filters. */
export const NO_FILTERS: NameFilters = { include: [], exclude: [], filter: '' };

/** True if a name passes. */
export function passes(name: string, filters: NameFilters): boolean {
  const { include, exclude, filter } = filters;
  if (filter !== '' && !isWildcardMatch(filter, name)) return false;
  if (include.length > 0 && !include.some((p) => isWildcardMatch(p, name))) return false;
  return !exclude.some((p) => isWildcardMatch(p, name));
}

/** True if any filter is set. */
export function hasFilters(filters: NameFilters | undefined): boolean {
  return filters !== undefined && (filters.include.length > 0 || filters.exclude.length > 0 || filters.filter !== '');
}

/** The name of a place's item. */
export function nameOfPlace(place: Place): string {
  return place.provider === 'FileSystem' ? leafOf(place.path) : place.path;
}

/** The places that a path with wildcards matches. */
function expand(context: ProviderContext, typed: string, force: boolean): Place[] {
  const place = placeOf(context, typed);
  const provider = providerOf(place.provider);
  if (place.provider !== 'FileSystem') {
    return provider
      .children(context, '')
      .filter((c) => isWildcardMatch(place.path, c.name))
      .map((c) => ({ ...place, path: c.path }));
  }
  let found: string[] = ['/'];
  for (const part of place.path.split('/')) {
    if (part === '') continue;
    const next: string[] = [];
    const wild = containsWildcardCharacters(part);
    for (const folder of found) {
      if (!wild) {
        const path = `${folder === '/' ? '' : folder}/${unescapeWildcard(part)}`;
        if (provider.exists(context, path)) next.push(path);
        continue;
      }
      if (!provider.isContainer(context, folder)) continue;
      for (const child of provider.children(context, folder))
        if ((force || !child.hidden) && isWildcardMatch(part, child.name)) next.push(child.path);
    }
    found = next;
  }
  return found.map((path) => ({ ...place, path }));
}

/** The places that a path given to a cmdlet means. Throws PathNotFound, DriveNotFound. */
export function resolve(context: ProviderContext, typed: string, options: ResolveOptions = {}): Place[] {
  const filtered = (places: Place[]): Place[] =>
    options.filters === undefined ? places : places.filter((p) => passes(nameOfPlace(p), options.filters as NameFilters));
  if (options.literal !== true && containsWildcardCharacters(typed)) {
    const found = expand(context, typed, options.force === true);
    if (found.length > 0) return filtered(found);
    // a name that merely looks like a pattern
    const place = placeOf(context, typed);
    return place.path !== '' && /[[\]]/.test(typed) && providerOf(place.provider).exists(context, place.path) ? filtered([place]) : [];
  }
  const place = placeOf(context, options.literal === true ? typed : unescapeWildcard(typed));
  if (options.allowMissing !== true && !providerOf(place.provider).exists(context, place.path))
    throw pathNotFound(place.provider === 'FileSystem' ? place.path : place.path);
  return filtered([place]);
}
