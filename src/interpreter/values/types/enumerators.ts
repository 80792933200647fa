/** IEnumerator objects: what GetEnumerator() answers. */

import { PSDictionaryEntry, type PSHashtable } from '../collections.ts';
import './interfaces.ts';
import { HeapObject, snapshotClass, touch } from '../heap.ts';
import type { Value } from '../value.ts';
import { m, p } from './define.ts';
import { registerType } from './registry.ts';

/** An enumerator over items taken when it was made. */
export class PSEnumerator extends HeapObject {
  items: Value[];
  position: number;
  typeName: string;
  constructor(items: Value[] = [], typeName = 'System.Collections.IEnumerator') {
    super();
    this.items = items;
    this.position = -1;
    this.typeName = typeName;
  }
}
snapshotClass('Enumerator', 'heap', PSEnumerator);

const e = (self: Value): PSEnumerator => self as PSEnumerator;
const current = (self: Value): Value => e(self).items[e(self).position] ?? null;

registerType({
  name: 'System.Collections.Enumerator',
  ctor: PSEnumerator,
  nameOf: (v) => (v as PSEnumerator).typeName,
  interfaces: ['System.Collections.IDictionaryEnumerator', 'System.Collections.IEnumerator', 'System.IDisposable'],
});
for (const name of [
  'System.Collections.IEnumerator',
  'System.Collections.IDictionaryEnumerator',
  'System.Array+ArrayEnumerator',
  'System.Collections.Hashtable+HashtableEnumerator',
]) {
  registerType({
    name,
    base: 'System.Object',
    interfaces: name.includes('+') ? ['System.Collections.IEnumerator'] : [],
    properties: {
      Current: p('System.Object', current),
      Entry: p('System.Collections.DictionaryEntry', current),
      Key: p('System.Object', (self) => (current(self) instanceof PSDictionaryEntry ? (current(self) as PSDictionaryEntry).key : null)),
      Value: p('System.Object', (self) =>
        current(self) instanceof PSDictionaryEntry ? (current(self) as PSDictionaryEntry).value : current(self),
      ),
    },
    methods: {
      MoveNext: [
        m('bool MoveNext()', (self) => {
          const x = e(self);
          if (x.position < x.items.length) x.position++;
          touch(x);
          return x.position < x.items.length;
        }),
      ],
      Reset: [
        m('void Reset()', (self) => {
          e(self).position = -1;
          touch(e(self));
          return undefined;
        }),
      ],
      Dispose: [m('void Dispose()', () => undefined)],
    },
    // The pipeline takes what is left.
    enumerate: (self) => e(self).items.slice(Math.max(0, e(self).position + 1)),
  });
}

/** A table's entries as DictionaryEntry or KeyValuePair values. */
export function entryValues(table: PSHashtable): PSDictionaryEntry[] {
  const generic = table.kind.endsWith('Dictionary') && table.kind !== 'OrderedDictionary';
  const name = generic
    ? `System.Collections.Generic.KeyValuePair\`2[${table.keyType},${table.valueType}]`
    : 'System.Collections.DictionaryEntry';
  return [...table.entries.values()].map((x) => new PSDictionaryEntry(x.key, x.value, name));
}
