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
  // Most derived first, the order in which reflection lists members.
  const chain: TypeShape[] = [];
  for (let n: string | undefined = typeName; n !== undefined && chain.length < 50; n = baseTypeName(n)) {
    const shape = findType(n);
    if (shape !== undefined) chain.push(shape);
  }
  const own = findType(typeName);
  if (own?.isInterface === true) for (const i of own.interfaces ?? []) chain.push(...interfaceShapes(i));
  const object = findType('System.Object');
  if (object !== undefined && chain[chain.length - 1]?.name !== 'System.Object' && !(own?.isInterface === true && isStatic))
    chain.push(object);
  const table = new Map<string, TypeMember>();
  for (const shape of chain) addAll(table, shape, isStatic);
  if (!isStatic) {
    for (const shape of [...chain].reverse()) {
      for (const [name, member] of Object.entries(shape.extended ?? {})) table.set(name.toLowerCase(), { kind: 'extended', name, member });
    }
  }
  return table;
}

function interfaceShapes(name: string): TypeShape[] {
  const shape = findType(name);
  return shape === undefined ? [] : [shape, ...(shape.interfaces ?? []).flatMap(interfaceShapes)];
}

/** Adds what the more derived types before have not hidden. */
function addAll(table: Map<string, TypeMember>, shape: TypeShape, isStatic: boolean): void {
  for (const [name, property] of Object.entries((isStatic ? shape.staticProperties : shape.properties) ?? {})) {
    const lower = name.toLowerCase();
    if (!table.has(lower)) table.set(lower, { kind: 'property', name, property });
  }
  for (const [name, overloads] of Object.entries((isStatic ? shape.staticMethods : shape.methods) ?? {})) {
    const lower = name.toLowerCase();
    const derived = table.get(lower);
    if (derived === undefined) table.set(lower, { kind: 'method', name, overloads });
    else if (derived.kind === 'method') {
      const more = overloads.filter((o) => !derived.overloads.some((d) => sameParameters(o, d)));
      if (more.length > 0) table.set(lower, { kind: 'method', name: derived.name, overloads: [...derived.overloads, ...more] });
    }
  }
}

function sameParameters(a: MethodOverload, b: MethodOverload): boolean {
  const p = parseSignature(a).parameters;
  const q = parseSignature(b).parameters;
  return p.length === q.length && p.every((x, i) => x.type === q[i]?.type);
}
