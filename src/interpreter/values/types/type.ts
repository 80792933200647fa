/** System.Type: what type literals and GetType() answer. */
import { PSArray } from '../collections.ts';
import { newNative, newObject } from '../construct.ts';
import type { NativeContext } from '../context.ts';
import { isInstance, isSubtype, resolveType } from '../convert.ts';
import { enumFacts } from '../enums.ts';
import { castError, netError } from '../faults.ts';
import { listMembers } from '../memberList.ts';
import { derivesFrom, ScriptClass } from '../scriptClass.ts';
import { methodText } from '../text.ts';
import { assemblyOf, reflectionFullName, simpleTypeName, typeNameOf, unwrap } from '../typeNames.ts';
import { elementTypeOf, splitClosedName } from '../typeSyntax.ts';
import { TypeValue, type Value } from '../value.ts';
import { AssemblyValue } from './assembly.ts';
import { constructorOfType, PUBLIC_INSTANCE } from './constructorInfo.ts';
import { enumOf, m, p, strings, text } from './define.ts';
import { DEFAULT_FLAGS, propertiesOfType, propertyArray, propertyOfType } from './propertyInfo.ts';
import { baseTypeName, canonicalName, findType, isAssignable, registerType, supertypes, type TypeShape } from './registry.ts';

type Type = TypeValue | ScriptClass;
const t = (v: Value | undefined): Type => unwrap(v ?? null) as Type;
const nameOf = (v: Value | undefined): string => t(v).name;
const shape = (v: Value): TypeShape | undefined => {
  const type = t(v);
  return type instanceof TypeValue ? findType(type.name) : undefined;
};
const isEnum = (v: Value): boolean => {
  const type = t(v);
  return type instanceof ScriptClass ? type.kind === 'enum' : shape(v)?.enumNames !== undefined;
};
const value = (name: string | undefined): Value => (name === undefined ? null : new TypeValue(name));

function baseType(v: Value): Value {
  const type = t(v);
  if (type instanceof ScriptClass)
    return type.kind === 'enum' ? new TypeValue('System.Enum') : (type.baseClass ?? new TypeValue(type.baseType));
  return elementTypeOf(type.name) === null ? value(baseTypeName(type.name)) : new TypeValue('System.Array');
}

function isValueType(v: Value): boolean {
  return isEnum(v) || shape(v)?.isValueType === true;
}

function isPublicClass(v: Value): boolean {
  return shape(v)?.isInterface !== true && !isValueType(v);
}

function genericArguments(v: Value): PSArray {
  const closed = splitClosedName(nameOf(v));
  if (closed !== null)
    return new PSArray(
      closed.args.map((a) => new TypeValue(a)),
      'System.Type',
    );
  return new PSArray(
    (shape(v)?.typeParameters ?? []).map((a) => new TypeValue(a)),
    'System.Type',
  );
}

/** `to` can hold a `from`. */
function assignable(to: Value | undefined, from: Value | undefined): boolean {
  const target = t(to);
  const source = unwrap(from ?? null);
  if (source instanceof ScriptClass) {
    if (target instanceof ScriptClass) return derivesFrom(source, target);
    let base: ScriptClass = source;
    while (base.baseClass !== null) base = base.baseClass;
    return (
      target.name === 'System.Object' ||
      isAssignable(base.kind === 'enum' ? 'System.Enum' : base.baseType, target.name) ||
      source.interfaces.some((i) => isAssignable(i, target.name))
    );
  }
  return source instanceof TypeValue && target instanceof TypeValue && isAssignable(source.name, target.name);
}

function subclass(self: Value, other: Value | undefined): boolean {
  return assignable(other, self) && nameOf(self) !== nameOf(other) && shape(t(other))?.isInterface !== true;
}

function interfacesOf(v: Value): PSArray {
  const type = t(v);
  const names =
    type instanceof ScriptClass
      ? type.interfaces
      : [...supertypes(type.name)].filter((n) => findType(n)?.isInterface === true && n !== type.name);
  return new PSArray(
    names.map((n) => new TypeValue(n)),
    'System.Type',
  );
}

/** Type.GetType(name): null where there is none. */
function getType(name: Value | undefined): Value {
  return value(canonicalName(text(name, 'typeName')));
}

function members(self: Value, ctx: NativeContext, statics: boolean): Value {
  const type = t(self);
  const list = listMembers(type, ctx, statics);
  return strings(list.map((x) => x.name));
}

const CONSTRUCTOR = 'System.Reflection.ConstructorInfo';
const FLAGS = 'System.Reflection.BindingFlags';

const flag = (get: (self: Value) => boolean) => p('bool', get);

registerType({
  name: 'System.Reflection.MemberInfo',
  isAbstract: true,
  interfaces: ['System.Reflection.ICustomAttributeProvider'],
});
registerType({
  name: 'System.Type',
  accelerators: ['type'],
  base: 'System.Reflection.MemberInfo',
  isAbstract: true,
  staticMethods: {
    GetType: [
      m('type GetType(string typeName)', (_s, [n]) => getType(n)),
      m('type GetType(string typeName, bool throwOnError)', (_s, [n, e]) => {
        const found = getType(n);
        if (found === null && e === true)
          throw netError('System.TypeLoadException', `Could not load type '${String(n)}' from assembly 'System.Management.Automation'.`);
        return found;
      }),
      m('type GetType(string typeName, bool throwOnError, bool ignoreCase)', (_s, [n]) => getType(n)),
    ],
    GetTypeCode: [m('System.TypeCode GetTypeCode(type type)', () => 1)],
  },
  staticProperties: { EmptyTypes: p('type[]', () => new PSArray([], 'System.Type')) },
  convertFrom: (v, ctx) => {
    if (typeof v !== 'string') return undefined;
    const name = resolveType(v, ctx);
    if (name instanceof ScriptClass) return name;
    if (name === undefined)
      throw castError('InvalidCastFromStringToType', `Cannot convert the "${v}" value of type "System.String" to type "System.Type".`);
    return new TypeValue(name);
  },
});
registerType({ name: 'System.Reflection.TypeInfo', base: 'System.Type', isAbstract: true });
registerType({
  name: 'System.RuntimeType',
  base: 'System.Reflection.TypeInfo',
  properties: {
    Name: p('string', (self) => simpleTypeName(nameOf(self))),
    FullName: p('string', (self) => reflectionFullName(nameOf(self))),
    Namespace: p('string', (self) => {
      const bare = splitClosedName(nameOf(self))?.open ?? elementTypeOf(nameOf(self)) ?? nameOf(self);
      const dot = bare.lastIndexOf('.');
      return dot < 0 ? null : bare.slice(0, dot);
    }),
    AssemblyQualifiedName: p('string', (self) => `${reflectionFullName(nameOf(self))}, ${assemblyOf(nameOf(self))}`),
    Assembly: p('System.Reflection.Assembly', (self) => new AssemblyValue(assemblyOf(nameOf(self)))),
    BaseType: p('type', baseType),
    UnderlyingSystemType: p('type', (self) => t(self)),
    DeclaringType: p('type', () => null),
    ReflectedType: p('type', () => null),
    MemberType: p('string', () => 'TypeInfo'),
    GUID: p('string', () => '00000000-0000-0000-0000-000000000000'),
    GenericTypeArguments: p('type[]', (self) =>
      splitClosedName(nameOf(self)) === null ? new PSArray([], 'System.Type') : genericArguments(self),
    ),
    ImplementedInterfaces: p('type[]', interfacesOf),
    IsAbstract: flag((self) => shape(self)?.isAbstract === true || shape(self)?.isStatic === true),
    IsArray: flag((self) => elementTypeOf(nameOf(self)) !== null),
    IsClass: flag(isPublicClass),
    IsEnum: flag(isEnum),
    IsGenericType: flag((self) => splitClosedName(nameOf(self)) !== null || shape(self)?.typeParameters !== undefined),
    IsGenericTypeDefinition: flag((self) => splitClosedName(nameOf(self)) === null && shape(self)?.typeParameters !== undefined),
    IsInterface: flag((self) => shape(self)?.isInterface === true),
    IsNested: flag((self) => nameOf(self).includes('+')),
    IsPrimitive: flag((self) => PRIMITIVES.has(nameOf(self))),
    IsPublic: flag(() => true),
    IsNotPublic: flag(() => false),
    IsSealed: flag((self) => shape(self)?.isSealed === true || isValueType(self) || elementTypeOf(nameOf(self)) !== null),
    IsSerializable: flag(
      (self) =>
        isValueType(self) || nameOf(self) === 'System.String' || nameOf(self) === 'System.Object' || SERIALIZABLE.test(nameOf(self)),
    ),
    IsValueType: flag(isValueType),
    IsVisible: flag(() => true),
    IsByRef: flag(() => false),
    IsPointer: flag(() => false),
    ContainsGenericParameters: flag((self) => splitClosedName(nameOf(self)) === null && shape(self)?.typeParameters !== undefined),
  },
  extended: {
    IsSerial: {
      memberType: 'AliasProperty',
      definition: 'IsSerial = IsSerializable',
      get: (self) => isValueType(self) || SERIALIZABLE.test(nameOf(self)),
    },
  },
  methods: {
    Equals: [m('bool Equals(System.Object o)', (self, [o]) => (o instanceof TypeValue ? nameOf(self) === o.name : unwrap(self) === o))],
    GetArrayRank: [m('int GetArrayRank()', (self) => nameOf(self).length - (elementTypeOf(nameOf(self))?.length ?? 0) - 1)],
    GetConstructors: [
      m('System.Object GetConstructors()', (self, _a, ctx) =>
        strings(
          listMembers(t(self), ctx, true)
            .filter((x) => x.name === 'new')
            .map((x) => x.definition),
        ),
      ),
    ],
    GetConstructor: [
      m(`${CONSTRUCTOR} GetConstructor(type[] types)`, (self, [types]) => constructorOfType(t(self), types, PUBLIC_INSTANCE)),
      m(`${CONSTRUCTOR} GetConstructor(${FLAGS} bindingAttr, type[] types)`, (self, [f, types]) =>
        constructorOfType(t(self), types, enumOf(f)),
      ),
      m(
        `${CONSTRUCTOR} GetConstructor(${FLAGS} bindingAttr, System.Object binder, type[] types, System.Object[] modifiers)`,
        (self, [f, _binder, types]) => constructorOfType(t(self), types, enumOf(f)),
      ),
    ],
    GetElementType: [m('type GetElementType()', (self) => value(elementTypeOf(nameOf(self)) ?? undefined))],
    GetEnumNames: [
      m('string[] GetEnumNames()', (self) =>
        strings((enumFacts(t(self) instanceof ScriptClass ? (t(self) as ScriptClass) : nameOf(self))?.members ?? []).map((x) => x[0])),
      ),
    ],
    GetEnumUnderlyingType: [
      m(
        'type GetEnumUnderlyingType()',
        (self) =>
          new TypeValue(t(self) instanceof ScriptClass ? (t(self) as ScriptClass).baseType : (shape(self)?.underlying ?? 'System.Int32')),
      ),
    ],
    GetEnumValues: [
      m('array GetEnumValues()', (self) => {
        const type = t(self);
        const facts = enumFacts(type instanceof ScriptClass ? type : type.name);
        return new PSArray(
          (facts?.members ?? []).map((x) => facts?.make(x[1]) ?? null),
          type.name,
        );
      }),
    ],
    GetGenericArguments: [m('type[] GetGenericArguments()', genericArguments)],
    GetGenericTypeDefinition: [
      m('type GetGenericTypeDefinition()', (self) => new TypeValue(splitClosedName(nameOf(self))?.open ?? nameOf(self))),
    ],
    GetInterface: [
      m(
        'type GetInterface(string name)',
        (self, [n]) =>
          interfacesOf(self).items.find((i) => (i as TypeValue).name === n || simpleTypeName((i as TypeValue).name) === n) ?? null,
      ),
      m('type GetInterface(string name, bool ignoreCase)', (self, [n, i]) => {
        const fold = (name: string): string => (i === true ? name.toLowerCase() : name);
        const wanted = fold(text(n, 'name'));
        return (
          interfacesOf(self).items.find((x) => {
            const { name } = x as TypeValue;
            return fold(name) === wanted || fold(simpleTypeName(name)) === wanted;
          }) ?? null
        );
      }),
    ],
    GetInterfaces: [m('type[] GetInterfaces()', interfacesOf)],
    GetMember: [
      m('System.Object GetMember(string name)', (self, [n], ctx) =>
        strings((members(self, ctx, true) as PSArray).items.filter((x) => String(x).toLowerCase() === String(n).toLowerCase())),
      ),
    ],
    GetMembers: [m('System.Object GetMembers()', (self, _a, ctx) => members(self, ctx, true))],
    GetProperty: [
      m('System.Reflection.PropertyInfo GetProperty(string name)', (self, [n]) => propertyOfType(t(self), n, DEFAULT_FLAGS)),
      m('System.Reflection.PropertyInfo GetProperty(string name, System.Reflection.BindingFlags bindingAttr)', (self, [n, f]) =>
        propertyOfType(t(self), n, f),
      ),
    ],
    GetProperties: [
      m('System.Reflection.PropertyInfo[] GetProperties()', (self) => propertyArray(propertiesOfType(t(self), DEFAULT_FLAGS))),
      m('System.Reflection.PropertyInfo[] GetProperties(System.Reflection.BindingFlags bindingAttr)', (self, [f]) =>
        propertyArray(propertiesOfType(t(self), enumOf(f))),
      ),
    ],
    GetHashCode: [m('int GetHashCode()', (self) => [...nameOf(self)].reduce((h, c) => (Math.imul(h, 31) + c.charCodeAt(0)) | 0, 7))],
    IsAssignableFrom: [m('bool IsAssignableFrom(type c)', (self, [c]) => assignable(self, c))],
    IsAssignableTo: [m('bool IsAssignableTo(type targetType)', (self, [c]) => assignable(c, self))],
    IsInstanceOfType: [
      m('bool IsInstanceOfType(System.Object o)', (self, [o], ctx) =>
        t(self) instanceof ScriptClass
          ? isInstance(o ?? null, t(self), ctx)
          : o !== null && isSubtype(unwrap(o ?? null), typeNameOf(unwrap(o ?? null)), nameOf(self)),
      ),
    ],
    IsEquivalentTo: [m('bool IsEquivalentTo(type other)', (self, [o]) => nameOf(self) === nameOf(o))],
    IsSubclassOf: [m('bool IsSubclassOf(type c)', (self, [c]) => subclass(self, c))],
    MakeArrayType: [
      m('type MakeArrayType()', (self) => new TypeValue(`${nameOf(self)}[]`)),
      m('type MakeArrayType(int rank)', (self, [n]) => new TypeValue(`${nameOf(self)}[${','.repeat(Number(n) - 1)}]`)),
    ],
    MakeGenericType: [
      m(
        'type MakeGenericType(params type[] typeArguments)',
        (self, [a]) => new TypeValue(`${nameOf(self)}[${(a as PSArray).items.map((x) => (x as Type).name).join(',')}]`),
      ),
    ],
    ToString: [m('string ToString()', (self, _a, ctx) => methodText(unwrap(self), ctx))],
  },
});

const PRIMITIVES = new Set(
  [
    'Boolean',
    'Char',
    'SByte',
    'Byte',
    'Int16',
    'UInt16',
    'Int32',
    'UInt32',
    'Int64',
    'UInt64',
    'Single',
    'Double',
    'IntPtr',
    'UIntPtr',
  ].map((n) => `System.${n}`),
);
/** Reference types that .NET marks serializable, as Format-Table of a type shows it. */
const SERIALIZABLE =
  /^System\.(?:String|Object|Exception|Array|Version|Uri|Random|Collections\.(?!Generic\.(?:Queue|Stack)).*|Text\.StringBuilder|.*Exception)$|^System\.Management\.Automation\.(?:ScriptBlock|PSObject|ErrorRecord)|\[\]$/;

registerType({
  name: 'System.Activator',
  isStatic: true,
  staticMethods: {
    CreateInstance: [
      m('System.Object CreateInstance(type type)', (_s, [x], ctx) =>
        t(x) instanceof ScriptClass ? newObject(t(x), [], ctx) : newNative(nameOf(x), [], ctx),
      ),
      m('System.Object CreateInstance(type type, params System.Object[] args)', (_s, [x, a], ctx) =>
        newObject(t(x), [...(a as PSArray).items], ctx),
      ),
    ],
  },
});
