/**
 * Choice of the view for an object. PowerShell takes, of all views for a type in the object's hierarchy, the one whose type
 * comes first in the hierarchy, and of those the first defined; then once more without the prefix `Deserialized.`.
 * Source: typeDataQuery.cs.
 */

import { isTrue } from '../values/convert.ts';
import type { Value } from '../values/value.ts';
import { type FormatContext, isRemotingProperty, userViewsOf, withoutDeserialized } from './access.ts';
import { firstValue } from './expressions.ts';
import type { Shape } from './packets.ts';
import type { UserView } from './userViews.ts';
import { BUILTIN_VIEWS } from './views/index.ts';
import type { Selector, ViewDefinition } from './viewTypes.ts';

/** A view found: a built-in one by its number, or a loaded one. */
export interface FoundView {
  definition: ViewDefinition;
  /** Number in the built-in table, -1 for a loaded one. */
  builtin: number;
  user: UserView | null;
}

const byType = new Map<string, number[]>();
BUILTIN_VIEWS.forEach((view, number) => {
  for (const type of view.types) {
    const key = type.toLowerCase();
    const numbers = byType.get(key);
    if (numbers === undefined) byType.set(key, [number]);
    else numbers.push(number);
  }
});

/** A built-in view by its number. */
export function builtinView(number: number): ViewDefinition {
  return BUILTIN_VIEWS[number] as ViewDefinition;
}

function* candidates(type: string, ctx: FormatContext): Iterable<FoundView> {
  const lower = type.toLowerCase();
  const user = userViewsOf(ctx);
  const matching = (list: readonly UserView[]): UserView[] => list.filter((v) => v.definition.types.some((t) => t.toLowerCase() === lower));
  for (const view of matching(user?.prepended ?? [])) yield { definition: view.definition, builtin: -1, user: view };
  for (const number of byType.get(lower) ?? []) yield { definition: builtinView(number), builtin: number, user: null };
  for (const view of matching(user?.appended ?? [])) yield { definition: view.definition, builtin: -1, user: view };
}

function search(types: readonly string[], ctx: FormatContext, fits: (view: ViewDefinition) => boolean): FoundView | null {
  for (const type of types) {
    for (const found of candidates(type, ctx)) if (fits(found.definition)) return found;
  }
  const stripped = withoutDeserialized(types);
  return stripped === null ? null : search(stripped, ctx, fits);
}

function isOutOfBand(view: ViewDefinition): boolean {
  return view.outOfBand && (view.control.kind === 'custom' || view.control.kind === 'list');
}

/** The view for an object of these types; `shape` null: of any shape; `name`: only views of that name. */
export function findView(types: readonly string[], shape: Shape | null, name: string | null, ctx: FormatContext): FoundView | null {
  const wanted = name?.toLowerCase();
  return search(
    types,
    ctx,
    (view) =>
      !isOutOfBand(view) && (shape === null || view.control.kind === shape) && (wanted === undefined || view.name.toLowerCase() === wanted),
  );
}

/** The view by which objects of these types stand between others wherever they come (errors, script blocks), or null. */
export function findOutOfBandView(types: readonly string[], ctx: FormatContext): FoundView | null {
  // Get-Error takes the plain type's name off its objects, so that their own view is used.
  if (types[0]?.endsWith('#PSExtendedError')) return null;
  return search(types, ctx, isOutOfBand);
}

/** All views in the order in which they are looked through (Get-FormatData). */
export function allViews(ctx: FormatContext): ViewDefinition[] {
  const user = userViewsOf(ctx);
  return [...(user?.prepended ?? []).map((v) => v.definition), ...BUILTIN_VIEWS, ...(user?.appended ?? []).map((v) => v.definition)];
}

/** Views of these exact types, for messages about unknown view names. */
export function viewsFor(type: string, ctx: FormatContext): ViewDefinition[] {
  return [...candidates(type, ctx)].map((found) => found.definition);
}

/** True if a view is for objects of these types. */
export function isApplicable(view: ViewDefinition, types: readonly string[]): boolean {
  const wanted = new Set(view.types.map((type) => type.toLowerCase()));
  if (types.some((type) => wanted.has(type.toLowerCase()))) return true;
  const stripped = withoutDeserialized(types);
  return stripped !== null && isApplicable(view, stripped);
}

/** True if a condition (none: always) holds for an object. */
export function conditionHolds(condition: Selector['condition'], target: Value, ctx: FormatContext): boolean {
  if (condition === null) return true;
  const result = firstValue(condition, target, ctx);
  return result !== undefined && result.error === null && isTrue(result.value);
}

/** The entry of a control that is for an object: the best by type, else the one for all. */
export function selectEntry<T extends Selector>(
  entries: readonly T[],
  types: readonly string[],
  target: Value,
  ctx: FormatContext,
): T | undefined {
  const chosen = entries.filter((entry) => entry.types !== null || entry.condition !== null);
  for (const list of [types, withoutDeserialized(types) ?? []]) {
    for (const type of list) {
      const lower = type.toLowerCase();
      const found = chosen.find(
        (entry) => (entry.types ?? [type]).some((t) => t.toLowerCase() === lower) && conditionHolds(entry.condition, target, ctx),
      );
      if (found !== undefined) return found;
    }
  }
  return entries.find((entry) => entry.types === null && entry.condition === null);
}

/** True if an object has properties besides those that remoting adds. */
export function hasOwnProperties(names: readonly string[]): boolean {
  return names.some((name) => !isRemotingProperty(name));
}
