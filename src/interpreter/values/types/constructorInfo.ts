/** System.Reflection.ConstructorInfo: one constructor of a type, public or not (Type.GetConstructor). */
import { PSArray } from '../collections.ts';
import { newObject } from '../construct.ts';
import type { NativeContext } from '../context.ts';
import type { MethodOverload } from '../descriptor.ts';
import { HeapObject, snapshotClass } from '../heap.ts';
import { chooseOverload, nativeCandidates } from '../overloads.ts';
import { ScriptClass } from '../scriptClass.ts';
import { parseSignature } from '../signatures.ts';
import { unwrap } from '../typeNames.ts';
import { TypeValue, type Value } from '../value.ts';
import { m, p } from './define.ts';
import { canonicalName, findType, registerType } from './registry.ts';

const INSTANCE = 4;
const PUBLIC = 16;
const NON_PUBLIC = 32;
/** What GetConstructor looks for when nothing is said. */
export const PUBLIC_INSTANCE = PUBLIC | INSTANCE;

/** A constructor: its type and the full names of its parameters' types. */
export class ConstructorInfoValue extends HeapObject {
  type: TypeValue | ScriptClass;
  parameters: string[];
  isPublic: boolean;
  constructor(type: TypeValue | ScriptClass = new TypeValue('System.Object'), parameters: string[] = [], isPublic = true) {
    super();
    this.type = type;
    this.parameters = parameters;
    this.isPublic = isPublic;
  }
}
snapshotClass('ConstructorInfo', 'heap', ConstructorInfoValue);

const same = (a: readonly string[], b: readonly string[]): boolean => a.length === b.length && a.every((x, i) => x === b[i]);
const typesOf = (overload: MethodOverload): string[] => parseSignature(overload).parameters.map((x) => x.type);

function overloadsOf(type: TypeValue, isPublic: boolean): readonly MethodOverload[] {
  const shape = findType(type.name);
  return (isPublic ? shape?.constructors : shape?.internalConstructors) ?? [];
}

/** Type.GetConstructor: null where none has parameters of just these types. */
export function constructorOfType(type: TypeValue | ScriptClass, types: Value | undefined, flags: number): Value {
  if ((flags & INSTANCE) === 0) return null;
  const wanted = types instanceof PSArray ? types.items.map((x) => (unwrap(x) as TypeValue | ScriptClass | null)?.name ?? '') : [];
  if (type instanceof ScriptClass) {
    const found = type.constructors.length === 0 ? wanted.length === 0 : type.constructors.some((c) => same(parameterTypes(c), wanted));
    return found && (flags & PUBLIC) !== 0 ? new ConstructorInfoValue(type, wanted) : null;
  }
  for (const isPublic of [true, false])
    if ((flags & (isPublic ? PUBLIC : NON_PUBLIC)) !== 0)
      if (overloadsOf(type, isPublic).some((o) => same(typesOf(o), wanted))) return new ConstructorInfoValue(type, wanted, isPublic);
  return null;
}

function parameterTypes(method: ScriptClass['constructors'][number]): string[] {
  return method.parameters.map((x) => canonicalName(x.type) ?? x.type);
}

const info = (self: Value): ConstructorInfoValue => self as ConstructorInfoValue;

function invoke(self: Value, given: Value | undefined, ctx: NativeContext): Value {
  const { type, parameters, isPublic } = info(self);
  const args = given instanceof PSArray ? [...given.items] : [];
  if (type instanceof ScriptClass) return newObject(type, args, ctx);
  const overload = overloadsOf(type, isPublic).find((o) => same(typesOf(o), parameters));
  if (overload === undefined) return newObject(type.name, args, ctx);
  const choice = chooseOverload('.ctor', nativeCandidates([overload]), args, ctx);
  return overload.body(type, choice.args, ctx) ?? null;
}

/** As .NET shows it: `Void .ctor(System.String)`. */
function shown(self: Value): string {
  return `Void .ctor(${info(self).parameters.join(', ')})`;
}

registerType({
  name: 'System.Reflection.ConstructorInfo',
  base: 'System.Reflection.MemberInfo',
  isAbstract: true,
  ctor: ConstructorInfoValue,
  properties: {
    Name: p('string', () => '.ctor'),
    MemberType: p('string', () => 'Constructor'),
    DeclaringType: p('type', (self) => info(self).type),
    ReflectedType: p('type', (self) => info(self).type),
    IsPublic: p('bool', (self) => info(self).isPublic),
    IsStatic: p('bool', () => false),
    IsConstructor: p('bool', () => true),
  },
  methods: {
    Invoke: [m('System.Object Invoke(System.Object[] parameters)', (self, [args], ctx) => invoke(self, args, ctx))],
    ToString: [m('string ToString()', shown)],
  },
  toText: shown,
});
