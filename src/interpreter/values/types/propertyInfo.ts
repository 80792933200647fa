/** System.Reflection.PropertyInfo: a property of a type, read and set on any of its objects (Type.GetProperty). */
import { PSArray } from '../collections.ts';
import type { NativeContext } from '../context.ts';
import { resolveType } from '../convert.ts';
import type { PropertyDescriptor } from '../descriptor.ts';
import { badArgument } from '../faults.ts';
import { HeapObject, snapshotClass } from '../heap.ts';
import { findProperty, getStatic, setProperty, setStatic } from '../members.ts';
import { ScriptClass } from '../scriptClass.ts';
import { unwrap } from '../typeNames.ts';
import { EnumValue, TypeValue, type Value } from '../value.ts';
import { m, p } from './define.ts';
import { baseTypeName, findType, registerType, type TypeShape } from './registry.ts';

const STATIC = 8;
const INSTANCE = 4;
const PUBLIC = 16;
const NON_PUBLIC = 32;
const IGNORE_CASE = 1;
/** What is looked for when nothing is said: Instance, Static, Public. */
export const DEFAULT_FLAGS = INSTANCE | STATIC | PUBLIC;

/** A property of a type. */
export class PropertyInfoValue extends HeapObject {
  type: TypeValue | ScriptClass;
  name: string;
  isStatic: boolean;
  isPublic: boolean;
  constructor(type: TypeValue | ScriptClass = new TypeValue('System.Object'), name = '', isStatic = false, isPublic = true) {
    super();
    this.type = type;
    this.name = name;
    this.isStatic = isStatic;
    this.isPublic = isPublic;
  }
}
snapshotClass('PropertyInfo', 'heap', PropertyInfoValue);

function* shapesOf(type: TypeValue): Generator<TypeShape> {
  for (let name: string | undefined = type.name; name !== undefined; name = baseTypeName(name)) {
    const shape = findType(name);
    if (shape !== undefined) yield shape;
  }
}

function scriptProperties(type: ScriptClass, flags: number): PropertyInfoValue[] {
  const found: PropertyInfoValue[] = [];
  if ((flags & PUBLIC) !== 0)
    for (let c: ScriptClass | null = type; c !== null; c = c.baseClass)
      for (const x of c.properties)
        if ((flags & (x.isStatic ? STATIC : INSTANCE)) !== 0) found.push(new PropertyInfoValue(type, x.name, x.isStatic));
  return found;
}

/** Properties of a type that the flags ask for. */
export function propertiesOfType(type: TypeValue | ScriptClass, flags: number): PropertyInfoValue[] {
  if (type instanceof ScriptClass) return scriptProperties(type, flags);
  const found = new Map<string, PropertyInfoValue>();
  const add = (members: Record<string, unknown> | undefined, isStatic: boolean, isPublic: boolean): void => {
    for (const name of Object.keys(members ?? {}))
      if (!found.has(name)) found.set(name, new PropertyInfoValue(type, name, isStatic, isPublic));
  };
  for (const shape of shapesOf(type)) {
    if ((flags & PUBLIC) !== 0 && (flags & INSTANCE) !== 0) add(shape.properties, false, true);
    if ((flags & PUBLIC) !== 0 && (flags & STATIC) !== 0) add(shape.staticProperties, true, true);
    if ((flags & NON_PUBLIC) !== 0 && (flags & INSTANCE) !== 0) add(shape.internals, false, false);
  }
  return [...found.values()];
}

/** Type.GetProperty: null where there is none of that name. */
export function propertyOfType(type: TypeValue | ScriptClass, name: Value | undefined, flags: Value | number | undefined): Value {
  const wanted = flags instanceof EnumValue ? Number(flags.value) : Number(flags);
  const fold = (s: string): string => ((wanted & IGNORE_CASE) === 0 ? s : s.toLowerCase());
  return propertiesOfType(type, wanted).find((x) => fold(x.name) === fold(String(name))) ?? null;
}

const info = (self: Value): PropertyInfoValue => self as PropertyInfoValue;

function descriptor(x: PropertyInfoValue): PropertyDescriptor | undefined {
  if (x.type instanceof ScriptClass) return undefined;
  for (const shape of shapesOf(x.type)) {
    const members = x.isPublic ? (x.isStatic ? shape.staticProperties : shape.properties) : shape.internals;
    if (members !== undefined && Object.hasOwn(members, x.name)) return members[x.name];
  }
  return undefined;
}

function read(self: Value, target: Value | undefined, ctx: NativeContext): Value {
  const x = info(self);
  if (x.isStatic) return getStatic(x.type instanceof ScriptClass ? x.type : x.type.name, x.name, ctx);
  const object = unwrap(target ?? null);
  if (object === null) throw badArgument('Non-static method requires a target.');
  return x.isPublic ? (findProperty(object, x.name, ctx) ?? null) : (descriptor(x)?.get(object, ctx) ?? null);
}

function write(self: Value, target: Value | undefined, value: Value, ctx: NativeContext): undefined {
  const x = info(self);
  const object = unwrap(target ?? null);
  if (x.isStatic) setStatic(x.type instanceof ScriptClass ? x.type : x.type.name, x.name, value, ctx);
  else if (object === null) throw badArgument('Non-static method requires a target.');
  else if (x.isPublic) setProperty(object, x.name, value, ctx);
  else {
    const set = descriptor(x)?.set;
    if (set === undefined) throw badArgument('Property set method not found.');
    set(object, unwrap(value), ctx);
  }
}

function propertyType(self: Value, ctx: NativeContext): Value {
  const x = info(self);
  const name =
    x.type instanceof ScriptClass
      ? x.type.properties.find((property) => property.name === x.name)?.type
      : descriptor(x)?.type.replace(/^\*/, '');
  const found = resolveType(name ?? 'System.Object', ctx);
  return found instanceof ScriptClass ? found : new TypeValue(found ?? 'System.Object');
}

registerType({
  name: 'System.Reflection.PropertyInfo',
  base: 'System.Reflection.MemberInfo',
  ctor: PropertyInfoValue,
  properties: {
    Name: p('string', (self) => info(self).name),
    MemberType: p('string', () => 'Property'),
    PropertyType: p('type', propertyType),
    DeclaringType: p('type', (self) => info(self).type),
    ReflectedType: p('type', (self) => info(self).type),
    CanRead: p('bool', () => true),
    CanWrite: p('bool', (self) => info(self).type instanceof ScriptClass || descriptor(info(self))?.set !== undefined),
  },
  methods: {
    GetValue: [
      m('System.Object GetValue(System.Object obj)', (self, [o], ctx) => read(self, o, ctx)),
      m('System.Object GetValue(System.Object obj, System.Object[] index)', (self, [o], ctx) => read(self, o, ctx)),
    ],
    SetValue: [
      m('void SetValue(System.Object obj, System.Object value)', (self, [o, v], ctx) => write(self, o, v ?? null, ctx)),
      m('void SetValue(System.Object obj, System.Object value, System.Object[] index)', (self, [o, v], ctx) =>
        write(self, o, v ?? null, ctx),
      ),
    ],
    ToString: [m('string ToString()', (self, _a, ctx) => `${(propertyType(self, ctx) as TypeValue).name} ${info(self).name}`)],
  },
});

/** A PropertyInfo[]. */
export function propertyArray(items: PropertyInfoValue[]): PSArray {
  return new PSArray(items, 'System.Reflection.PropertyInfo');
}
