/** Choice among overloads and conversion of arguments, as Adapter.FindBestMethod and GetMethodArgumentsBase do (CoreAdapter.cs). */
import { PSReference } from './code.ts';
import { PSArray } from './collections.ts';
import type { NativeContext } from './context.ts';
import { scriptClassOf } from './contextHooks.ts';
import { conversionRank, Rank } from './conversionRank.ts';
import { convertTo } from './convert.ts';
import type { MethodOverload } from './descriptor.ts';
import { PSException, TerminatingError } from './errors.ts';
import { makeError } from './faults.ts';
import { PSObject } from './object.ts';
import { readReference } from './references.ts';
import { ScriptEnumValue, ScriptObject } from './scriptClass.ts';
import { type Parameter, parseSignature } from './signatures.ts';
import { methodText } from './text.ts';
import { baseTypeHierarchy, typeNameOf, unwrap } from './typeNames.ts';
import { elementTypeOf } from './typeSyntax.ts';
import { isAssignable, registryVersion } from './types/registry.ts';
import { isAutomationNull, type Value } from './value.ts';

/** Something that can be overloaded: a native method or a script class's. */
export interface Candidate {
  parameters: readonly Parameter[];
  hasParams: boolean;
  optionals: number;
}

interface Ranked<T> {
  item: T;
  parameters: readonly Parameter[];
  declared: number;
  expanded: boolean;
  ranks: number[];
}

/** The overload that fits best, with its arguments converted. */
export interface Choice<T> {
  item: T;
  args: Value[];
}

const METHOD_EXCEPTION = 'System.Management.Automation.MethodException';

/** A native overload as a candidate. */
export interface NativeCandidate extends Candidate {
  overload: MethodOverload;
}

let natives = new WeakMap<readonly MethodOverload[], NativeCandidate[]>();
let nativesVersion = -1;

/** The candidates of a list of native overloads; kept, so that choices among them can be remembered. */
export function nativeCandidates(overloads: readonly MethodOverload[]): readonly NativeCandidate[] {
  if (nativesVersion !== registryVersion()) {
    natives = new WeakMap();
    choices = new WeakMap();
    nativesVersion = registryVersion();
  }
  let list = natives.get(overloads);
  if (list === undefined) {
    list = overloads.map((overload) => {
      const s = parseSignature(overload);
      return { parameters: s.parameters, hasParams: s.hasParams, optionals: s.optionals, overload };
    });
    natives.set(overloads, list);
  }
  return list;
}

/** Choices made before, by the types of the arguments. */
let choices = new WeakMap<readonly Candidate[], Map<string, { item: Candidate; expanded: boolean }>>();

/** The types of arguments as a key; null where the choice depends on more than that. */
function choiceKey(args: readonly Value[]): string | null {
  let key = '';
  for (const arg of args) {
    const bare = unwrap(arg);
    if (bare !== null && typeof bare === 'object') {
      if (
        bare instanceof PSArray ||
        bare instanceof PSReference ||
        bare instanceof ScriptObject ||
        bare instanceof ScriptEnumValue ||
        bare instanceof PSException
      )
        return null;
      if (arg instanceof PSObject) return null;
    }
    const type = bare === null ? 'null' : typeNameOf(bare);
    key = args.length === 1 ? type : `${key}|${type}`;
  }
  return key;
}

/**
 * Picks the best overload and converts the arguments for it. `argTypes`: types of casts in front of arguments; `convertName`: the
 * method's name in errors of conversion (`.ctor` where the count's error says `new`).
 * Throws MethodException (MethodCountCouldNotFindBest, MethodArgumentConversionInvalidCastArgument, …).
 */
export function chooseOverload<T extends Candidate>(
  name: string,
  candidates: readonly T[],
  args: readonly Value[],
  ctx: NativeContext,
  argTypes?: readonly (string | null)[],
  convertName = name,
): Choice<T> {
  const only = candidates.length === 1 ? candidates[0] : undefined;
  if (only !== undefined && !only.hasParams && only.parameters.length === args.length) {
    return { item: only, args: convertArguments(convertName, only.parameters, args, false, ctx) };
  }
  const constrained = argTypes?.some((t) => t !== null) === true;
  const key = constrained ? null : choiceKey(args);
  if (key !== null) {
    const known = choices.get(candidates)?.get(key);
    if (known !== undefined)
      return { item: known.item as T, args: convertArguments(convertName, known.item.parameters, args, known.expanded, ctx) };
  }
  const best = findOverload(name, candidates, args, ctx, constrained ? argTypes : undefined);
  if (key !== null) {
    let table = choices.get(candidates);
    if (table === undefined) {
      table = new Map();
      choices.set(candidates, table);
    }
    if (table.size < 200) table.set(key, { item: best.item, expanded: best.expanded });
  }
  return { item: best.item, args: convertArguments(convertName, best.item.parameters, args, best.expanded, ctx) };
}

function findOverload<T extends Candidate>(
  name: string,
  candidates: readonly T[],
  args: readonly Value[],
  ctx: NativeContext,
  argTypes: readonly (string | null)[] | undefined,
): Ranked<T> {
  let ranked: Ranked<T>[] = [];
  for (const c of candidates) {
    const r = rank(c, args, ctx);
    if (r !== null) ranked.push(r);
  }
  if (argTypes !== undefined) {
    const exact = ranked.filter((r) => argTypes.every((t, i) => t === null || r.item.parameters[i]?.type === t));
    if (exact.length > 0) ranked = exact;
  }
  if (ranked.length === 0) throw countError(name, args.length);
  const best = ranked.length === 1 ? ranked[0] : findBest(ranked, args);
  if (best !== undefined) return best;
  throw makeError(
    METHOD_EXCEPTION,
    'MethodCountCouldNotFindBest',
    'NotSpecified',
    `Multiple ambiguous overloads found for "${name}" and the argument count: "${args.length}".`,
  );
}

/** No overload takes these arguments. */
export function countError(name: string, count: number): TerminatingError {
  return makeError(
    METHOD_EXCEPTION,
    'MethodCountCouldNotFindBest',
    'NotSpecified',
    `Cannot find an overload for "${name}" and the argument count: "${count}".`,
  );
}

function rank<T extends Candidate>(item: T, args: readonly Value[], ctx: NativeContext): Ranked<T> | null {
  const { parameters } = item;
  if (args.length > parameters.length && !item.hasParams) return null;
  if (args.length < parameters.length) {
    if (item.optionals === 0 && (!item.hasParams || args.length + 1 !== parameters.length)) return null;
    if (item.optionals > 0 && args.length + item.optionals + (item.hasParams ? 1 : 0) < parameters.length) return null;
  }
  const ranks: number[] = new Array(args.length).fill(0);
  const result: Ranked<T> = { item, parameters, declared: parameters.length, expanded: false, ranks };
  for (let j = 0; j < parameters.length; j++) {
    const p = parameters[j] as Parameter;
    if (p.isParams) {
      const element = elementTypeOf(p.type) ?? 'System.Object';
      if (parameters.length === args.length) {
        const whole = argumentRank(args[j] as Value, p.type, false, ctx);
        const one = argumentRank(args[j] as Value, element, false, ctx);
        ranks[j] = Math.max(whole, one);
        if (ranks[j] === Rank.None) return null;
        if (one > whole) expand(result, element, args.length);
      } else {
        for (let k = j; k < args.length; k++) {
          ranks[k] = argumentRank(args[k] as Value, element, false, ctx);
          if (ranks[k] === Rank.None) return null;
        }
        expand(result, element, args.length);
      }
    } else if (j >= args.length) {
      break;
    } else {
      ranks[j] = argumentRank(args[j] as Value, p.type, p.isRef, ctx);
      if (ranks[j] === Rank.None) return null;
    }
  }
  return result;
}

function expand<T>(r: Ranked<T>, element: string, count: number): void {
  const last = r.parameters[r.parameters.length - 1] as Parameter;
  const rest = Array.from({ length: Math.max(0, count - r.parameters.length + 1) }, () => ({ ...last, type: element, isParams: false }));
  r.parameters = [...r.parameters.slice(0, -1), ...rest];
  r.expanded = true;
}

/** Adapter.GetArgumentConversionRank. */
function argumentRank(value: Value, type: string, isRef: boolean, ctx: NativeContext): number {
  let bare = unwrap(value);
  if (bare instanceof PSReference) {
    if (!isRef) return conversionRank('System.Management.Automation.PSReference', type);
    bare = unwrap(readReference(bare));
  }
  if (bare === null || isAutomationNull(bare)) return conversionRank('', type);
  if (bare instanceof ScriptObject || bare instanceof ScriptEnumValue || (bare instanceof PSException && bare.script !== null)) {
    const names = baseTypeHierarchy(bare);
    if (names[0] === type) return Rank.Identity;
    const interfaces = bare instanceof ScriptObject ? bare.type.interfaces : [];
    if ([...names, ...interfaces].some((n) => isAssignable(n, type))) return Rank.Assignable;
  }
  const from = typeNameOf(bare);
  if (value instanceof PSObject && value.base === undefined && type === 'System.Management.Automation.PSObject') return Rank.Identity;
  const known = conversionRank(from, type);
  if (known !== Rank.None) return known;
  const target = scriptClassOf(type, ctx);
  if (target === undefined) return Rank.None;
  if (target.kind === 'enum') return typeof bare === 'string' ? Rank.Parse : typeof bare === 'number' ? Rank.Language : Rank.None;
  const takes = target.constructors.some((c) => c.parameters.length === 1 && isAssignable(from, c.parameters[0]?.type ?? ''));
  return takes || from === 'System.Collections.Hashtable' || from === 'System.Management.Automation.PSCustomObject'
    ? Rank.Constructor
    : Rank.None;
}

function findBest<T>(ranked: Ranked<T>[], args: readonly Value[]): Ranked<T> | undefined {
  let best: Ranked<T> | undefined;
  let several = false;
  for (const r of ranked) {
    if (best === undefined) {
      best = r;
      continue;
    }
    const order = compare(best, r, args);
    if (order === 0) several = true;
    else if (order < 0) {
      best = r;
      several = false;
    }
  }
  return several ? undefined : best;
}

function compare<T>(a: Ranked<T>, b: Ranked<T>, args: readonly Value[]): number {
  const n = a.ranks.length;
  let better = 0;
  for (let i = 0; i < n; i++) {
    const weight = n - i;
    const ra = a.ranks[i] as number;
    const rb = b.ranks[i] as number;
    if (ra !== rb) better += ra < rb ? -weight : weight;
    else if (ra === Rank.UnrelatedArrays) better += weight * compareElements(a, b, i, args[i] as Value);
  }
  if (better !== 0) return better;
  let weight = n;
  for (let i = 0; i < n; i++, weight = Math.abs(weight) - 1) {
    const ra = a.ranks[i] as number;
    const rb = b.ranks[i] as number;
    if (ra < Rank.NullToValue || rb < Rank.NullToValue) continue;
    if (ra >= Rank.NumericImplicit !== rb >= Rank.NumericImplicit) continue;
    // Where the argument is widened, the narrower parameter is the closer one; else the wider.
    if (ra >= Rank.NumericImplicit) weight = -weight;
    const ta = a.parameters[i]?.type ?? '';
    const tb = b.parameters[i]?.type ?? '';
    const ab = conversionRank(ta, tb);
    const ba = conversionRank(tb, ta);
    if (ab < ba) better += weight;
    else if (ab > ba) better -= weight;
  }
  if (better !== 0) return better;
  for (let i = 0; i < n; i++) if (a.parameters[i]?.type !== b.parameters[i]?.type) return 0;
  if (a.expanded && b.expanded) return a.declared > b.declared ? 1 : -1;
  if (a.expanded) return -1;
  if (b.expanded) return 1;
  return b.declared - a.declared;
}

function compareElements<T>(a: Ranked<T>, b: Ranked<T>, i: number, arg: Value): number {
  const element = elementTypeOf(effectiveType(arg)) ?? 'System.Object';
  const ra = conversionRank(element, elementTypeOf(a.parameters[i]?.type ?? '') ?? '');
  const rb = conversionRank(element, elementTypeOf(b.parameters[i]?.type ?? '') ?? '');
  return Math.sign(ra - rb);
}

/** Adapter.EffectiveArgumentType: an object[] whose items are all of one type counts as an array of that type. */
export function effectiveType(arg: Value): string {
  const bare = unwrap(arg);
  if (bare instanceof PSArray && bare.elementType === 'System.Object' && bare.items.length > 0) {
    const first = typeNameOf(unwrap(bare.items[0] as Value));
    if (first !== '' && bare.items.every((v) => typeNameOf(unwrap(v)) === first)) return `${first}[]`;
  }
  return typeNameOf(bare);
}

function convertArguments(
  name: string,
  parameters: readonly Parameter[],
  args: readonly Value[],
  expanded: boolean,
  ctx: NativeContext,
): Value[] {
  const count = parameters.length;
  if (count === 0) return [];
  const result: Value[] = new Array(count);
  const fixed = expanded ? count - 1 : count;
  for (let i = 0; i < fixed; i++) {
    const p = parameters[i] as Parameter;
    if (i < args.length) result[i] = convertArgument(name, args[i] as Value, p, p.type, i, ctx);
    else result[i] = p.isParams ? new PSArray([], elementTypeOf(p.type) ?? 'System.Object') : p.defaultValue;
  }
  if (expanded) {
    const last = parameters[count - 1] as Parameter;
    const element = elementTypeOf(last.type) ?? 'System.Object';
    const rest = args.slice(count - 1);
    result[count - 1] =
      rest.length === 1 && rest[0] === null
        ? null
        : new PSArray(
            rest.map((v, i) => convertArgument(name, v, last, element, count - 1 + i, ctx)),
            element,
          );
  }
  return result;
}

function convertArgument(name: string, arg: Value, p: Parameter, type: string, index: number, ctx: NativeContext): Value {
  const bare = unwrap(arg);
  if (bare instanceof PSReference) {
    if (p.isRef) return bare;
    // A parameter of type object or [ref] takes the reference as it is.
    if (type === 'System.Object' || type.startsWith('System.Management.Automation.PSReference')) return bare;
    throw makeError(
      METHOD_EXCEPTION,
      'RefArgumentToNonRefParameterMsg',
      'NotSpecified',
      `Argument: '${index + 1}' should not be a System.Management.Automation.PSReference. Do not use [ref].`,
    );
  }
  if (p.isRef) {
    throw makeError(
      METHOD_EXCEPTION,
      'NonRefArgumentToRefParameterMsg',
      'NotSpecified',
      `Argument: '${index + 1}' should be a System.Management.Automation.PSReference. Use [ref].`,
    );
  }
  if (type === 'System.Object') return isAutomationNull(arg) ? null : bare;
  try {
    return convertTo(arg, type, ctx);
  } catch (e) {
    if (!(e instanceof TerminatingError)) throw e;
    throw makeError(
      METHOD_EXCEPTION,
      'MethodArgumentConversionInvalidCastArgument',
      'NotSpecified',
      `Cannot convert argument "${p.name}", with value: "${methodText(arg, ctx)}", for "${name}" to type "${type}": "${e.record.exception.message}"`,
      null,
      e.record.exception,
    );
  }
}
