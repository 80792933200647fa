/** The members of a .NET-shaped type with those of its bases, by lower-case name. */
import type { MethodOverload, PropertyDescriptor } from './descriptor.ts';
import { parseSignature } from './signatures.ts';
import { baseTypeName, type ExtendedMember, findType, registryVersion, type TypeShape } from './types/registry.ts';

/** A member of a type. */
export type TypeMember =
  | { kind: 'property'; name: string; property: PropertyDescriptor }
  | { kind: 'method'; name: string; overloads: MethodOverload[] }
  | { kind: 'extended'; name: string; member: ExtendedMember };

type Table = ReadonlyMap<string, TypeMember>;

let instance = new Map<string, Table>();
let statics = new Map<string, Table>();
let cacheVersion = -1;

function refresh(): void {
  if (cacheVersion === registryVersion() && instance.size < 3000 && statics.size < 3000) return;
  instance = new Map();
  statics = new Map();
  cacheVersion = registryVersion();
}

/** Instance members of a type, by its canonical name. */
export function memberTable(typeName: string): Table {
  refresh();
  let table = instance.get(typeName);
  if (table === undefined) {
    table = build(typeName, false);
    instance.set(typeName, table);
  }
  return table;
}

/** Static members of a type, inherited ones included. */
export function staticTable(typeName: string): Table {
  refresh();
  let table = statics.get(typeName);
  if (table === undefined) {
    table = build(typeName, true);
    statics.set(typeName, table);
  }
  return table;
}

function build(typeName: string, isStatic: boolean): Table {
  const chain: TypeShape[] = [];
  for (let n: string | undefined = typeName; n !== undefined && chain.length < 50; n = baseTypeName(n)) {
    const shape = findType(n);
    if (shape !== undefined) chain.unshift(shape);
  }
  const table = new Map<string, TypeMember>();
  if (chain[0]?.name !== 'System.Object') {
    const object = findType('System.Object');
    if (object !== undefined && !(chain[0]?.isInterface === true && isStatic)) chain.unshift(object);
  }
  const own = findType(typeName);
  if (own?.isInterface === true) for (const i of own.interfaces ?? []) addAll(table, findType(i), isStatic);
  for (const shape of chain) addAll(table, shape, isStatic);
  if (!isStatic) {
    for (const shape of chain) {
      for (const [name, member] of Object.entries(shape.extended ?? {})) table.set(name.toLowerCase(), { kind: 'extended', name, member });
    }
  }
  return chain.length < 3 || isStatic ? table : derivedFirst(table, chain);
}

/** Reflection lists a class's own properties before those of its bases. */
function derivedFirst(table: Map<string, TypeMember>, chain: readonly TypeShape[]): Table {
  const ordered = new Map<string, TypeMember>();
  for (const shape of [...chain].reverse()) {
    for (const name of Object.keys(shape.properties ?? {})) {
      const lower = name.toLowerCase();
      const member = table.get(lower);
      if (member !== undefined && !ordered.has(lower)) ordered.set(lower, member);
    }
  }
  for (const [lower, member] of table) if (!ordered.has(lower)) ordered.set(lower, member);
  return ordered;
}

function addAll(table: Map<string, TypeMember>, shape: TypeShape | undefined, isStatic: boolean): void {
  if (shape === undefined) return;
  for (const [name, property] of Object.entries((isStatic ? shape.staticProperties : shape.properties) ?? {})) {
    table.set(name.toLowerCase(), { kind: 'property', name, property });
  }
  for (const [name, overloads] of Object.entries((isStatic ? shape.staticMethods : shape.methods) ?? {})) {
    const inherited = table.get(name.toLowerCase());
    const rest = inherited?.kind === 'method' ? inherited.overloads.filter((o) => !overloads.some((p) => sameParameters(o, p))) : [];
    table.set(name.toLowerCase(), { kind: 'method', name, overloads: [...overloads, ...rest] });
  }
}

function sameParameters(a: MethodOverload, b: MethodOverload): boolean {
  const p = parseSignature(a).parameters;
  const q = parseSignature(b).parameters;
  return p.length === q.length && p.every((x, i) => x.type === q[i]?.type);
}
