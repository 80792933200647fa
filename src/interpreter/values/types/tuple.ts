/** System.Tuple, System.ValueTuple, KeyValuePair. */
import { PSDictionaryEntry } from '../collections.ts';
import { sameValue } from '../compare.ts';
import type { PropertyDescriptor } from '../descriptor.ts';
import { HeapObject, snapshotClass } from '../heap.ts';
import { methodText } from '../text.ts';
import { typeNameOf, unwrap } from '../typeNames.ts';
import { splitClosedName } from '../typeSyntax.ts';
import type { TypeValue, Value } from '../value.ts';
import { m, p } from './define.ts';
import { registerType } from './registry.ts';

/** A Tuple or ValueTuple. */
export class PSTuple extends HeapObject {
  items: Value[];
  /** Full names of the items' types. */
  types: string[];
  isValue: boolean;
  constructor(items: Value[] = [], types: string[] = [], isValue = false) {
    super();
    this.items = items;
    this.types = types;
    this.isValue = isValue;
  }
}
snapshotClass('Tuple', 'heap', PSTuple);

function typeOf(v: Value): string {
  return v === null ? 'System.Object' : typeNameOf(v);
}

/** A ValueTuple of these items. */
export function valueTuple(items: Value[]): PSTuple {
  return new PSTuple(items, items.map(typeOf), true);
}

const items = (self: Value): Value[] => (self as PSTuple).items;
const NAMES = ['T1', 'T2', 'T3', 'T4', 'T5', 'T6', 'T7'];

for (let n = 1; n <= 7; n++) {
  for (const isValue of [false, true]) {
    const typeParameters = NAMES.slice(0, n);
    const parameters = typeParameters.map((t, i) => `${t} item${i + 1}`).join(', ');
    const properties: Record<string, PropertyDescriptor> = {};
    typeParameters.forEach((t, i) => {
      properties[`Item${i + 1}`] = p(t, (self) => items(self)[i] as Value);
    });
    properties.Length = p('int', (self) => items(self).length);
    registerType({
      name: `System.${isValue ? 'ValueTuple' : 'Tuple'}\`${n}`,
      typeParameters,
      isValueType: isValue,
      interfaces: ['System.IComparable', 'System.Runtime.CompilerServices.ITuple'],
      properties,
      constructors: [
        m(
          `System.Tuple new(${parameters})`,
          (self, args) => new PSTuple(args, splitClosedName((self as TypeValue).name)?.args ?? args.map(typeOf), isValue),
        ),
      ],
      ...(n === 1 && !isValue
        ? {
            ctor: PSTuple,
            nameOf: (v: object) =>
              `System.${(v as PSTuple).isValue ? 'ValueTuple' : 'Tuple'}\`${(v as PSTuple).types.length}[${(v as PSTuple).types.join(',')}]`,
          }
        : {}),
      toText: (self, ctx) =>
        `(${items(self)
          .map((v) => (v === null ? '' : methodText(v, ctx)))
          .join(', ')})`,
      equals: (a, b) => items(a).every((v, i) => sameValue(v, items(b)[i] as Value)),
    });
  }
}

for (const isValue of [false, true]) {
  registerType({
    name: isValue ? 'System.ValueTuple' : 'System.Tuple',
    isStatic: !isValue,
    staticMethods: {
      Create: NAMES.map((_t, i) =>
        m(
          `System.Object Create(${NAMES.slice(0, i + 1)
            .map((t, k) => `${t} item${k + 1}`)
            .join(', ')})`,
          (_s, args) => new PSTuple(args, args.map(typeOf), isValue),
        ),
      ),
    },
  });
}

registerType({
  name: 'System.Collections.Generic.KeyValuePair`2',
  typeParameters: ['TKey', 'TValue'],
  isValueType: true,
  zero: (name) => new PSDictionaryEntry(null, null, name),
  properties: {
    Key: p('TKey', (self) => (self as PSDictionaryEntry).key),
    Value: p('TValue', (self) => (self as PSDictionaryEntry).value),
  },
  constructors: [
    m(
      'System.Collections.Generic.KeyValuePair[TKey,TValue] new(TKey key, TValue value)',
      (self, [k, v]) => new PSDictionaryEntry(k ?? null, v ?? null, (self as TypeValue).name),
    ),
  ],
});
registerType({
  name: 'System.Collections.DictionaryEntry',
  isValueType: true,
  zero: (name) => new PSDictionaryEntry(null, null, name),
  properties: {
    Key: p('System.Object', (self) => (self as PSDictionaryEntry).key),
    Value: p('System.Object', (self) => (self as PSDictionaryEntry).value),
  },
  extended: {
    Name: { memberType: 'AliasProperty', definition: 'Name = Key', get: (self) => (unwrap(self) as PSDictionaryEntry).key },
  },
  constructors: [
    m(
      'System.Collections.DictionaryEntry new(System.Object key, System.Object value)',
      (_s, [k, v]) => new PSDictionaryEntry(k ?? null, v ?? null),
    ),
  ],
});
