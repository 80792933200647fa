/** System.Xml.XmlNamespaceManager and XmlNameTable. */
import { HeapObject, snapshotClass, touch } from '../heap.ts';
import type { Value } from '../value.ts';
import { text } from './define.ts';
import { registerType } from './registry.ts';
import { constructors, methods, properties } from './tables.ts';

/** A XmlNamespaceManager: prefixes and what they stand for. */
export class PSNamespaceManager extends HeapObject {
  names: Map<string, string> = new Map();
}
snapshotClass('XmlNamespaceManager', 'heap', PSNamespaceManager);

/** A NameTable: nothing is kept in it. */
export class PSNameTable extends HeapObject {}
snapshotClass('XmlNameTable', 'heap', PSNameTable);

const m = (v: Value): PSNamespaceManager => v as PSNamespaceManager;

registerType({ name: 'System.Xml.XmlNameTable', isAbstract: true });
registerType({
  name: 'System.Xml.NameTable',
  base: 'System.Xml.XmlNameTable',
  ctor: PSNameTable,
  constructors: constructors('System.Xml.NameTable', { '': () => new PSNameTable() }),
});
registerType({
  name: 'System.Xml.XmlNamespaceManager',
  ctor: PSNamespaceManager,
  interfaces: ['System.Collections.IEnumerable'],
  enumerate: (self) => ['', 'xmlns', 'xml', ...m(self).names.keys()],
  properties: properties<PSNamespaceManager>({ 'string DefaultNamespace': (s) => s.names.get('') ?? '' }),
  methods: methods({
    'void AddNamespace(string prefix, string uri)': (self, [p, u]) => {
      m(self).names.set(text(p, 'prefix'), text(u, 'uri'));
      touch(m(self));
      return undefined;
    },
    'bool HasNamespace(string prefix)': (self, [p]) => m(self).names.has(String(p ?? '')),
    'string LookupNamespace(string prefix)': (self, [p]) => m(self).names.get(String(p ?? '')) ?? null,
    'string LookupPrefix(string uri)': (self, [u]) => [...m(self).names].find(([, uri]) => uri === u)?.[0] ?? null,
    'void RemoveNamespace(string prefix, string uri)': (self, [p, u]) => {
      if (m(self).names.get(String(p)) === u) m(self).names.delete(String(p));
      touch(m(self));
      return undefined;
    },
  }),
  constructors: constructors('System.Xml.XmlNamespaceManager', {
    'System.Xml.XmlNameTable nameTable': () => new PSNamespaceManager(),
  }),
});
