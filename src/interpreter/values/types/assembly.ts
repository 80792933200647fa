/** System.Reflection.Assembly, as far as scripts look at a type's home. */
import { snapshotClass } from '../heap.ts';
import type { Value } from '../value.ts';
import { m, p } from './define.ts';
import { registerType } from './registry.ts';

/** An assembly by its full name. */
export class AssemblyValue {
  readonly fullName: string;
  constructor(fullName = '') {
    this.fullName = fullName;
  }
}
snapshotClass('Assembly', 'value', AssemblyValue);

const full = (self: Value): string => (self as AssemblyValue).fullName;

registerType({
  name: 'System.Reflection.Assembly',
  isAbstract: true,
  ctor: AssemblyValue,
  properties: {
    FullName: p('string', full),
    Location: p('string', () => ''),
    IsDynamic: p('bool', () => false),
    ImageRuntimeVersion: p('string', () => 'v4.0.30319'),
  },
  methods: {
    GetName: [m('System.Reflection.AssemblyName GetName()', (self) => new AssemblyValue(full(self)))],
    ToString: [m('string ToString()', full)],
  },
  toText: full,
  equals: (a, b) => full(a) === full(b),
});
