/**
 * All .NET-shaped types by name.
 *
 * Descriptors are code, not session state: they are registered when their file is imported and never change afterwards except
 * through {@link extendType}, which other rooms call at import time too. Closed generics and arrays are made from their open
 * descriptors when first asked for.
 */

import { type NativeContext, NeedActivity } from '../context.ts';
import type { MethodOverload, PropertyDescriptor, TypeDescriptor } from '../descriptor.ts';
import type { CultureName } from '../dotnet/culture.ts';
import { shortTypeName } from '../typeNames.ts';
import { elementTypeOf, type ParsedTypeName, parseTypeName, splitClosedName } from '../typeSyntax.ts';
import { TypeValue, type Value } from '../value.ts';

/** A member that PowerShell's own types.ps1xml adds to a type, in native form. */
export interface ExtendedMember {
  memberType: 'AliasProperty' | 'ScriptProperty' | 'CodeProperty' | 'NoteProperty' | 'ScriptMethod' | 'CodeMethod' | 'PropertySet';
  /** Property's type or method's definition as Get-Member shows it. */
  definition: string;
  get?: (self: Value, context: NativeContext) => Value;
  set?: (self: Value, value: Value, context: NativeContext) => void;
  invoke?: (self: Value, args: Value[], context: NativeContext) => Value | undefined;
}

/** A descriptor with what the registry itself needs besides. */
export interface TypeShape extends TypeDescriptor {
  isInterface?: boolean;
  /** Open generics: names of the parameters as signatures mention them, `['T']`. */
  typeParameters?: string[];
  /** Name of an instance's type where it depends on the instance (closed generics). */
  nameOf?: (value: object) => string;
  /** ToString() of types whose text depends on the culture; comes before `toText`. */
  textIn?: (self: Value, culture: CultureName, context: NativeContext) => string;
  /** IFormattable by culture; comes before `format`. An empty format is the general one. */
  formatIn?: (self: Value, format: string, culture: CultureName, context: NativeContext) => string;
  /** Members of types.ps1xml by name. They come before the type's own. */
  extended?: Record<string, ExtendedMember>;
  /** Enum: full name of the underlying type if not System.Int32. */
  underlying?: string;
  /** Delegates: signature of Invoke. */
  delegate?: { parameters: string[]; returns: string };
  /** Types with op_Implicit or op_Explicit to this one, and those this one has such operators to. */
  implicitFrom?: string[];
  explicitFrom?: string[];
  implicitTo?: string[];
  explicitTo?: string[];
  /** True: a TypeConverter: `convertFrom` is tried for any value. */
  converts?: boolean;
  /** Indexer as Get-Member shows it, `char Chars(int index) {get;}`, and its name if not Item. */
  indexer?: { name?: string; text: string };
  /** Value types: the value of `default`, what a constructor without arguments makes. */
  zero?: (name: string) => Value;
  /** Properties that are not public: reflection alone reaches them. */
  internals?: Record<string, PropertyDescriptor>;
  /** Constructors that are not public. */
  internalConstructors?: MethodOverload[];
  /** Set on closed generics. */
  typeArguments?: string[];
  /** False: a type that no type literal finds, only reflection (Assembly.GetType). */
  isPublic?: boolean;
}

const byName = new Map<string, TypeShape>();
const byConstructor = new Map<unknown, TypeShape>();
const pendingExtensions = new Map<string, Partial<TypeShape>[]>();
/** Caches of pure derivations; cleared when a type is registered or extended. */
const closed = new Map<string, TypeShape | null>();
const resolved = new Map<string, string | null>();
const chains = new Map<string, string[]>();
const supers = new Map<string, Set<string>>();
let version = 0;

/** A number that changes when types are registered or extended: caches keyed by type compare it. */
export function registryVersion(): number {
  return version;
}

function invalidate(): void {
  version++;
  closed.clear();
  found.clear();
  complete.clear();
  resolved.clear();
  chains.clear();
  supers.clear();
}

/** Makes a type known. The later of two registrations under one name wins. */
export function registerType(descriptor: TypeShape): void {
  let shape = descriptor;
  for (const more of pendingExtensions.get(descriptor.name.toLowerCase()) ?? []) shape = merge(shape, more);
  byName.set(shape.name.toLowerCase(), shape);
  for (const accelerator of shape.accelerators ?? []) byName.set(accelerator.toLowerCase(), shape);
  if (shape.ctor !== undefined) byConstructor.set(shape.ctor, shape);
  invalidate();
}

/** Adds members to a type that is registered or will be: rooms above give machine-bound members so. */
export function extendType(name: string, more: Partial<TypeShape>): void {
  const lower = name.toLowerCase();
  const list = pendingExtensions.get(lower) ?? [];
  list.push(more);
  pendingExtensions.set(lower, list);
  const existing = byName.get(lower);
  if (existing === undefined) return;
  const shape = merge(existing, more);
  for (const [key, value] of byName) if (value === existing) byName.set(key, shape);
  if (shape.ctor !== undefined) byConstructor.set(shape.ctor, shape);
  invalidate();
}

function merge(a: TypeShape, b: Partial<TypeShape>): TypeShape {
  return {
    ...a,
    ...b,
    name: a.name,
    properties: { ...a.properties, ...b.properties },
    methods: { ...a.methods, ...b.methods },
    staticProperties: { ...a.staticProperties, ...b.staticProperties },
    staticMethods: { ...a.staticMethods, ...b.staticMethods },
    internals: { ...a.internals, ...b.internals },
    extended: { ...a.extended, ...b.extended },
  };
}

/** Full name of the type of an instance whose JavaScript class a descriptor claims. */
export function lookupClass(value: object): string | undefined {
  const shape = byConstructor.get(value.constructor);
  return shape === undefined ? lazyClasses.get(value.constructor) : (shape.nameOf?.(value) ?? shape.name);
}

function lookup(name: string, arity: number): TypeShape | undefined {
  const lower = name.toLowerCase();
  const key = arity > 0 && !lower.includes('`') ? `${lower}\`${arity}` : lower;
  const shape = byName.get(key) ?? byName.get(`system.${key}`);
  if (shape === undefined && (key in lazyTypes || `system.${key}` in lazyTypes))
    throw new NeedActivity({ kind: 'host', op: 'load', type: key });
  return shape;
}

/** What is registered under a name as written, nothing if its file is not imported. */
function registered(name: string, arity: number): TypeShape | undefined {
  const lower = name.toLowerCase();
  const key = arity > 0 && !lower.includes('`') ? `${lower}\`${arity}` : lower;
  return byName.get(key) ?? byName.get(`system.${key}`);
}

/** Canonical full name of a type written in any form; undefined if there is no such type (loaded). */
export function canonicalName(name: string): string | undefined {
  const known = resolved.get(name);
  if (known !== undefined) return known ?? undefined;
  const parsed = parseTypeName(name);
  const result = parsed === null ? undefined : canonicalOf(parsed);
  if (resolved.size > 5000) resolved.clear();
  resolved.set(name, result ?? null);
  return result;
}

/** As {@link canonicalName}, with names that only the caller knows (classes of scripts): `extra` answers their full name. */
export function canonicalNameWith(name: string, extra: (name: string) => string | undefined): string | undefined {
  const known = canonicalName(name);
  if (known !== undefined) return known;
  const parsed = parseTypeName(name);
  return parsed === null ? undefined : canonicalOf(parsed, extra);
}

function canonicalOf(parsed: ParsedTypeName, extra?: (name: string) => string | undefined): string | undefined {
  const shape = lookup(parsed.name, parsed.args.length);
  let name = shape?.name ?? (parsed.args.length === 0 ? extra?.(parsed.name) : undefined);
  if (name === undefined) return undefined;
  if (parsed.args.length > 0) {
    if (shape?.typeParameters?.length !== parsed.args.length) return undefined;
    const args: string[] = [];
    for (const a of parsed.args) {
      const arg = canonicalOf(a, extra);
      if (arg === undefined) return undefined;
      args.push(arg);
    }
    name = `${name}[${args.join(',')}]`;
  }
  return name + parsed.ranks.map((r) => `[${','.repeat(r - 1)}]`).join('');
}

/** Features that a type takes from its base where it has none of its own. */
const INHERITED = ['textIn', 'toText', 'format', 'formatIn', 'enumerate', 'getItem', 'setItem', 'compare', 'equals', 'indexer'] as const;
const complete = new Map<TypeShape, TypeShape>();

/** A descriptor with what it inherits. */
function withInherited(shape: TypeShape): TypeShape {
  if (shape.base === undefined || shape.base === 'System.Object') return shape;
  let result = complete.get(shape);
  if (result === undefined) {
    const base = findType(shape.base);
    const more: Partial<TypeShape> = {};
    if (base !== undefined)
      for (const key of INHERITED) if (shape[key] === undefined && base[key] !== undefined) Object.assign(more, { [key]: base[key] });
    result = Object.keys(more).length === 0 ? shape : { ...shape, ...more };
    complete.set(shape, result);
  }
  return result;
}

/** Descriptors already found, by the spelling asked for. */
const found = new Map<string, TypeShape | null>();

/** The descriptor of a type by any of its names, undefined if there is none (or it is lazy and not loaded). */
export function findType(name: string): TypeShape | undefined {
  let shape = found.get(name);
  if (shape === undefined) {
    const made = lookupType(name);
    shape = made === undefined ? null : withInherited(made);
    if (found.size > 5000) found.clear();
    found.set(name, shape);
  }
  return shape ?? undefined;
}

function lookupType(name: string): TypeShape | undefined {
  const direct = byName.get(name.toLowerCase());
  if (direct !== undefined) return direct;
  const canonical = canonicalName(name) ?? (splitClosedName(name) !== null || elementTypeOf(name) !== null ? name : undefined);
  if (canonical === undefined) return undefined;
  let shape = closed.get(canonical);
  if (shape === undefined) {
    shape = make(canonical);
    if (closed.size > 2000) closed.clear();
    closed.set(canonical, shape);
  }
  return shape ?? undefined;
}

function make(name: string): TypeShape | null {
  const direct = byName.get(name.toLowerCase());
  if (direct !== undefined) return direct;
  const element = elementTypeOf(name);
  if (element !== null) return arrayShape(name, element);
  const parts = splitClosedName(name);
  if (parts === null) return null;
  const open = byName.get(parts.open.toLowerCase());
  return open?.typeParameters === undefined ? null : closeShape(open, name, parts.args);
}

function arrayShape(name: string, element: string): TypeShape {
  const generic = ['IList', 'ICollection', 'IEnumerable', 'IReadOnlyList', 'IReadOnlyCollection'].map(
    (i) => `System.Collections.Generic.${i}\`1[${element}]`,
  );
  const rank = name.length - element.length - 1;
  return {
    name,
    base: 'System.Array',
    interfaces: rank === 1 ? generic : [],
    isSealed: true,
    methods: {
      Get: [{ signature: `${element} Get(int index)`, body: () => null }],
      Set: [{ signature: `void Set(int index, ${element} value)`, body: () => undefined }],
    },
  };
}

function closeShape(open: TypeShape, name: string, args: string[]): TypeShape {
  const parameters = open.typeParameters ?? [];
  const patterns = parameters.map((p) => new RegExp(`\\b${p}\\b`, 'g'));
  const shorts = args.map(shortTypeName);
  const substitute = (text: string, by: string[]): string =>
    patterns.reduce((t, pattern, i) => t.replace(pattern, () => by[i] ?? 'System.Object'), text);
  const sub = (text: string): string => substitute(text, shorts);
  const full = (text: string): string => substitute(text, args);
  const properties = (table: Record<string, PropertyDescriptor> | undefined): Record<string, PropertyDescriptor> | undefined =>
    table && Object.fromEntries(Object.entries(table).map(([k, p]) => [k, { ...p, type: sub(p.type) }]));
  const methods = (table: TypeDescriptor['methods']): TypeDescriptor['methods'] =>
    table && Object.fromEntries(Object.entries(table).map(([k, list]) => [k, list.map((m) => ({ ...m, signature: sub(m.signature) }))]));
  const { accelerators: _dropped, ...rest } = open;
  return {
    ...rest,
    name,
    typeArguments: args,
    ...(open.base === undefined ? {} : { base: full(open.base) }),
    interfaces: (open.interfaces ?? []).map(full),
    properties: properties(open.properties) ?? {},
    staticProperties: properties(open.staticProperties) ?? {},
    methods: methods(open.methods) ?? {},
    staticMethods: methods(open.staticMethods) ?? {},
    constructors: (open.constructors ?? []).map((m) => ({ ...m, signature: sub(m.signature) })),
    ...(open.delegate === undefined
      ? {}
      : { delegate: { parameters: open.delegate.parameters.map(full), returns: full(open.delegate.returns) } }),
  };
}

/** The type value for a name as scripts write it. */
export function resolveTypeName(name: string): TypeValue | undefined {
  const canonical = canonicalName(name);
  return canonical === undefined ? undefined : new TypeValue(canonical);
}

/** Lower-case full names and accelerators of types whose file is imported when first named. Filled by types/lazy.ts. */
export const lazyTypes: Record<string, () => Promise<unknown>> = {};
/** Full names of lazy types in their own spelling. */
export const lazyNames: string[] = [];
/** Accelerators of lazy types and their full names. */
export const lazyAccelerators = new Map<string, string>();
/** JavaScript classes whose values exist before the file of their type is imported, and the type's name. */
export const lazyClasses = new Map<unknown, string>();

/** The imports that a type name needs before it can be resolved; empty if none. Names as scripts write them. */
export function lazyImports(name: string): (() => Promise<unknown>)[] {
  const imports: (() => Promise<unknown>)[] = [];
  const visit = (p: ParsedTypeName): void => {
    if (registered(p.name, p.args.length) === undefined) {
      const bare = p.name.toLowerCase();
      const lower = p.args.length > 0 && !bare.includes('`') ? `${bare}\`${p.args.length}` : bare;
      const load = lazyTypes[lower] ?? lazyTypes[`system.${lower}`];
      if (load !== undefined) imports.push(load);
    }
    p.args.forEach(visit);
  };
  const parsed = parseTypeName(name);
  if (parsed !== null) visit(parsed);
  return imports;
}

/** True if the name (also inside `[]` or a generic) needs a file that is not imported yet. */
export function isLazyType(name: string): boolean {
  return lazyImports(name).length > 0;
}

/** Imports what a type name needs. Drivers call it for a host request 'load'. */
export async function loadLazyType(name: string): Promise<void> {
  for (const load of lazyImports(name)) await load();
}

/** Name of the base class; undefined for System.Object and interfaces. */
export function baseTypeName(name: string): string | undefined {
  const shape = findType(name);
  if (name === 'System.Object' || shape?.isInterface === true) return undefined;
  if (shape?.base !== undefined) return shape.base;
  if (shape?.enumNames !== undefined) return 'System.Enum';
  if (shape?.delegate !== undefined) return 'System.MulticastDelegate';
  return shape?.isValueType === true ? 'System.ValueType' : 'System.Object';
}

/** A type's name followed by its base classes up to System.Object. */
export function baseChain(name: string): string[] {
  let chain = chains.get(name);
  if (chain === undefined) {
    chain = [];
    for (let n: string | undefined = name; n !== undefined && chain.length < 50; n = baseTypeName(n)) chain.push(n);
    if (chains.size > 5000) chains.clear();
    chains.set(name, chain);
  }
  return [...chain];
}

/** All types that a type can be used as, itself included. */
export function supertypes(name: string): ReadonlySet<string> {
  let set = supers.get(name);
  if (set === undefined) {
    set = new Set();
    const visit = (n: string): void => {
      if (set?.has(n)) return;
      set?.add(n);
      const shape = findType(n);
      for (const i of shape?.interfaces ?? []) visit(i);
      const base = baseTypeName(n);
      if (base !== undefined) visit(base);
    };
    visit(name);
    set.add('System.Object');
    if (supers.size > 5000) supers.clear();
    supers.set(name, set);
  }
  return set;
}

/** True for types with value semantics, by canonical name. */
export function isValueTypeName(name: string): boolean {
  const shape = findType(name);
  return shape?.isValueType === true || shape?.enumNames !== undefined;
}

/** Type.IsAssignableFrom the other way round: can a `from` be used where a `to` is wanted. Canonical full names. */
export function isAssignable(from: string, to: string): boolean {
  if (from === to || to === 'System.Object') return true;
  if (supertypes(from).has(to)) return true;
  const fromElement = elementTypeOf(from);
  if (fromElement !== null) {
    const toElement = elementTypeOf(to);
    if (toElement !== null) {
      return (
        from.length - fromElement.length === to.length - toElement.length &&
        !isValueTypeName(fromElement) &&
        isAssignable(fromElement, toElement)
      );
    }
  }
  const target = splitClosedName(to);
  if (target === null) return false;
  if (target.open === 'System.Nullable`1') return target.args[0] === from;
  // Covariant interfaces: IEnumerable<string> is an IEnumerable<object>.
  if (COVARIANT.has(target.open) && target.args.length === 1) {
    for (const s of supertypes(from)) {
      const source = splitClosedName(s);
      if (source?.open !== target.open) continue;
      const arg = source.args[0] ?? '';
      if (!isValueTypeName(arg) && isAssignable(arg, target.args[0] ?? '')) return true;
    }
  }
  return false;
}
const COVARIANT = new Set([
  'System.Collections.Generic.IEnumerable`1',
  'System.Collections.Generic.IReadOnlyCollection`1',
  'System.Collections.Generic.IReadOnlyList`1',
]);

/** All registered types (each once), for completion and tests. */
export function allTypes(): Iterable<TypeShape> {
  return new Set(byName.values());
}

/** All type accelerators and their full names (`[psobject].Assembly…TypeAccelerators`). */
export function allAccelerators(): Map<string, string> {
  const map = new Map<string, string>(lazyAccelerators);
  for (const shape of new Set(byName.values())) for (const a of shape.accelerators ?? []) map.set(a, shape.name);
  return map;
}

/** Full names of all types that are known, those included whose file is imported when first named. */
export function allTypeNames(): Set<string> {
  const names = new Set<string>();
  for (const shape of byName.values()) names.add(shape.name);
  for (const name of lazyNames) names.add(name);
  return names;
}
