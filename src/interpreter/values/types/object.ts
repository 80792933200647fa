/** System.Object, ValueType, Enum, Void, Nullable, Delegate and PowerShell's own object types. */
import { PSArray } from '../collections.ts';
import { sameValue } from '../compare.ts';
import { cultureRules } from '../culture.ts';
import { enumFacts, enumFromNumber, enumNumber, enumText, factsOf, parseEnumExact } from '../enums.ts';
import { PSException } from '../errors.ts';
import { badArgument } from '../faults.ts';
import { formatValue } from '../formatValue.ts';
import { HeapObject, snapshotClass } from '../heap.ts';
import { long } from '../numbers.ts';
import { PSObject } from '../object.ts';
import { ScriptClass, ScriptEnumValue, ScriptObject } from '../scriptClass.ts';
import { Switch } from '../switch.ts';
import { methodText } from '../text.ts';
import { typeNameOf, unwrap } from '../typeNames.ts';
import { TypeValue, type Value } from '../value.ts';
import { m, out, p, text } from './define.ts';
import { registerType } from './registry.ts';

/** A plain [object]::new(). */
export class PlainObject extends HeapObject {}
snapshotClass('Object', 'heap', PlainObject);

/** The value that GetType() answers. */
export function typeValueOf(v: Value): Value {
  const bare = unwrap(v);
  if (bare instanceof ScriptObject || bare instanceof ScriptEnumValue) return bare.type;
  if (bare instanceof PSException && bare.script instanceof ScriptObject) return bare.script.type;
  return new TypeValue(typeNameOf(bare));
}

/** A hash code that is the same for equal values; not .NET's numbers. */
export function hashCode(v: Value): number {
  const bare = unwrap(v);
  if (typeof bare === 'number' && (bare | 0) === bare) return bare;
  if (typeof bare === 'boolean') return bare ? 1 : 0;
  if (bare instanceof HeapObject) return identityHash(bare);
  const key =
    bare === null ? '' : `${typeNameOf(bare)}:${typeof bare === 'object' ? JSON.stringify(Object.values(bare).map(String)) : String(bare)}`;
  let h = 17;
  for (let i = 0; i < key.length; i++) h = (Math.imul(h, 31) + key.charCodeAt(i)) | 0;
  return h;
}

/** Identity hashes are not kept in snapshots: they are only asked to be alike for one object while it lives. */
const identities = new WeakMap<object, number>();
let nextIdentity = 58225482;
function identityHash(o: object): number {
  let h = identities.get(o);
  if (h === undefined) {
    nextIdentity = (Math.imul(nextIdentity, 1103515245) + 12345) & 0x7fffffff;
    h = nextIdentity;
    identities.set(o, h);
  }
  return h;
}

registerType({
  name: 'System.Object',
  accelerators: ['object'],
  ctor: PlainObject,
  methods: {
    GetType: [m('type GetType()', (self) => typeValueOf(self))],
    // PSCustomObject's own ToString() is empty; expansion shows the properties.
    ToString: [
      m('string ToString()', (self, _a, ctx) => (self instanceof PSObject && self.base === undefined ? '' : methodText(self, ctx))),
    ],
    Equals: [m('bool Equals(System.Object obj)', (self, [o]) => sameValue(self, o ?? null))],
    GetHashCode: [m('int GetHashCode()', (self) => hashCode(self))],
  },
  staticMethods: {
    Equals: [m('bool Equals(System.Object objA, System.Object objB)', (_s, [a, b]) => sameValue(a ?? null, b ?? null))],
    ReferenceEquals: [
      m(
        'bool ReferenceEquals(System.Object objA, System.Object objB)',
        (_s, [a, b]) => a === b && (a === null || typeof a === 'object' || typeof a === 'string'),
      ),
    ],
  },
  constructors: [m('System.Object new()', () => new PlainObject())],
});

registerType({ name: 'System.ValueType', isAbstract: true });
registerType({ name: 'System.Void', accelerators: ['void'], isValueType: true });
registerType({ name: 'System.DBNull', interfaces: ['System.IConvertible'] });
registerType({
  name: 'System.Nullable`1',
  typeParameters: ['T'],
  isValueType: true,
});
registerType({ name: 'System.Delegate', isAbstract: true });
registerType({ name: 'System.MulticastDelegate', base: 'System.Delegate', isAbstract: true });
registerType({ name: 'System.Attribute', isAbstract: true });
registerType({ name: 'System.MarshalByRefObject', isAbstract: true });

function intOf(n: number | bigint): Value {
  return typeof n === 'bigint' || (n | 0) !== n ? long(n) : n;
}

function typeArgument(v: Value | undefined): string | ScriptClass {
  if (v instanceof ScriptClass) return v;
  return v instanceof TypeValue ? v.name : '';
}

function factsFor(v: Value | undefined) {
  const facts = enumFacts(typeArgument(v));
  if (facts === null) throw badArgument('Type provided must be an Enum.', 'enumType');
  return facts;
}

function parse(type: Value | undefined, value: Value | undefined, ignoreCase: boolean): Value {
  const facts = factsFor(type);
  const n = parseEnumExact(facts, text(value), ignoreCase);
  if (n === undefined) throw badArgument(`Requested value '${String(value)}' was not found.`);
  return facts.make(n);
}

registerType({
  name: 'System.Enum',
  base: 'System.ValueType',
  isAbstract: true,
  interfaces: ['System.IComparable', 'System.ISpanFormattable', 'System.IConvertible'],
  properties: { value__: p('int', (self) => intOf(enumNumber(self) ?? 0)) },
  methods: {
    HasFlag: [
      m('bool HasFlag(System.Enum flag)', (self, [flag]) => {
        const f = BigInt(enumNumber(flag as Value) ?? 0);
        return (BigInt(enumNumber(self) ?? 0) & f) === f;
      }),
    ],
    CompareTo: [
      m('int CompareTo(System.Object target)', (self, [o]) => Math.sign(Number(enumNumber(self)) - Number(enumNumber(o as Value)))),
    ],
    ToString: [
      m('string ToString()', (self, _a, ctx) => methodText(self, ctx)),
      m('string ToString(string format)', (self, [f], ctx) => formatValue(self, String(f ?? ''), cultureRules(ctx.culture), ctx)),
    ],
  },
  staticMethods: {
    GetNames: [
      m(
        'string[] GetNames(type enumType)',
        (_s, [t]) =>
          new PSArray(
            factsFor(t).members.map((x) => x[0]),
            'System.String',
          ),
      ),
    ],
    GetValues: [
      m('array GetValues(type enumType)', (_s, [t]) => {
        const facts = factsFor(t);
        return new PSArray(
          facts.members.map((x) => facts.make(x[1])),
          facts.name,
        );
      }),
    ],
    GetName: [
      m('string GetName(type enumType, System.Object value)', (_s, [t, v]) => {
        const facts = factsFor(t);
        const n = enumNumber(v as Value) ?? Number(v);
        return facts.members.find((x) => x[1] === n)?.[0] ?? null;
      }),
    ],
    GetUnderlyingType: [
      m('type GetUnderlyingType(type enumType)', (_s, [t]) => new TypeValue(t instanceof ScriptClass ? t.baseType : 'System.Int32')),
    ],
    IsDefined: [
      m('bool IsDefined(type enumType, System.Object value)', (_s, [t, v]) => {
        const facts = factsFor(t);
        if (typeof v === 'string') return facts.members.some((x) => x[0] === v);
        const n = enumNumber(v as Value) ?? Number(v);
        return facts.members.some((x) => x[1] === n);
      }),
    ],
    Parse: [
      m('System.Object Parse(type enumType, string value)', (_s, [t, v]) => parse(t, v, false)),
      m('System.Object Parse(type enumType, string value, bool ignoreCase)', (_s, [t, v, i]) => parse(t, v, i === true)),
    ],
    TryParse: [
      m('bool TryParse(type enumType, string value, [ref] System.Object result)', (_s, [t, v, r]) => tryParse(t, v, false, r)),
      m('bool TryParse(type enumType, string value, bool ignoreCase, [ref] System.Object result)', (_s, [t, v, i, r]) =>
        tryParse(t, v, i === true, r),
      ),
      m('bool TryParse(string value, [ref] System.Object result)', (_s, [v, r]) => tryParseByReference(v, false, r)),
      m('bool TryParse(string value, bool ignoreCase, [ref] System.Object result)', (_s, [v, i, r]) =>
        tryParseByReference(v, i === true, r),
      ),
    ],
    ToObject: [m('System.Object ToObject(type enumType, System.Object value)', (_s, [t, v]) => enumFromNumber(v as Value, factsFor(t)))],
    Format: [
      m('string Format(type enumType, System.Object value, string format)', (_s, [t, v, f]) => {
        const n = enumNumber(v as Value) ?? Number(v);
        return String(f).toLowerCase() === 'd' ? String(n) : enumText(factsFor(t), n);
      }),
    ],
  },
});

function tryParse(t: Value | undefined, v: Value | undefined, ignoreCase: boolean, ref: Value | undefined): boolean {
  const facts = factsFor(t);
  const n = typeof v === 'string' ? parseEnumExact(facts, v, ignoreCase) : undefined;
  out(ref, n === undefined ? facts.make(0) : facts.make(n));
  return n !== undefined;
}

/** TryParse<T> takes its type from the variable behind [ref]. */
function tryParseByReference(v: Value | undefined, ignoreCase: boolean, ref: Value | undefined): boolean {
  const current = (ref as { variable?: { value?: Value } | null; own?: Value }) ?? {};
  const held = unwrap((current.variable ? current.variable.value : current.own) ?? null);
  const facts = factsOf(held);
  if (facts === null) return false;
  const n = typeof v === 'string' ? parseEnumExact(facts, v, ignoreCase) : undefined;
  out(ref, n === undefined ? facts.make(0) : facts.make(n));
  return n !== undefined;
}

registerType({
  name: 'System.Management.Automation.PSObject',
  accelerators: ['psobject', 'pscustomobject'],
  interfaces: ['System.IFormattable', 'System.IComparable'],
  constructors: [
    m('psobject new()', () => new PSObject()),
    m('psobject new(System.Object obj)', (_s, [o]) => (o instanceof HeapObject ? o : new PSObject(undefined, [], o ?? null))),
  ],
  staticMethods: { AsPSObject: [m('psobject AsPSObject(System.Object obj)', (_s, [o]) => o ?? null)] },
});
registerType({
  name: 'System.Management.Automation.PSCustomObject',
  isSealed: true,
  methods: { ToString: [m('string ToString()', () => '')] },
});

registerType({
  name: 'System.Management.Automation.SwitchParameter',
  accelerators: ['switch'],
  isValueType: true,
  ctor: Switch,
  zero: () => new Switch(false),
  properties: { IsPresent: p('bool', (self) => (self as Switch).isPresent) },
  methods: { ToBool: [m('bool ToBool()', (self) => (self as Switch).isPresent)] },
  staticProperties: { Present: p('switch', () => new Switch(true)) },
  constructors: [m('switch new(bool isPresent)', (_s, [b]) => new Switch(b === true))],
  toText: (self) => ((self as Switch).isPresent ? 'True' : 'False'),
  equals: (a, b) => (a as Switch).isPresent === (b as Switch).isPresent,
  implicitFrom: ['System.Boolean'],
  convertFrom: (v) => (typeof v === 'boolean' ? new Switch(v) : undefined),
});
