/** Objects of simple .NET-shaped types that cmdlets write: a type name and named values. */
import type { MethodOverload } from '../../values/descriptor.ts';
import { HeapObject, snapshotClass, touch } from '../../values/heap.ts';
import { registerType, type TypeShape } from '../../values/types/registry.ts';
import type { Value } from '../../values/value.ts';

/** An object whose type is told by name; its values by the properties' names. */
export class NetRecord extends HeapObject {
  typeName: string;
  fields: Record<string, Value>;
  constructor(typeName = '', fields: Record<string, Value> = {}) {
    super();
    this.typeName = typeName;
    this.fields = fields;
  }
  get(name: string): Value {
    return this.fields[name] ?? null;
  }
}
snapshotClass('NetRecord', 'heap', NetRecord);
registerType({ name: 'System.Management.Automation.Limpet.NetRecord', ctor: NetRecord, nameOf: (v) => (v as NetRecord).typeName });

/** A field of a record as written in a table: `name: 'type'`, settable with a `!` in front of the type. */
export function defineRecord(name: string, fields: Record<string, string>, more: Partial<TypeShape> = {}): void {
  const properties: TypeShape['properties'] = {};
  for (const [field, declared] of Object.entries(fields)) {
    const type = declared.replace(/^!/, '');
    const get = (self: Value): Value => (self as NetRecord).get(field);
    properties[field] = declared.startsWith('!')
      ? {
          type,
          get,
          set: (self, value) => {
            (self as NetRecord).fields[field] = value;
            touch(self as NetRecord);
          },
        }
      : { type, get };
  }
  registerType({ name, ...more, properties: { ...properties, ...more.properties } });
}

/** A method without arguments or with those of its signature. */
export function method(signature: string, body: MethodOverload['body']): MethodOverload[] {
  return [{ signature, body }];
}
