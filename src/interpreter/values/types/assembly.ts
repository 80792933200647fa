/** System.Reflection.Assembly, as far as scripts look at a type's home. */
import { netError } from '../faults.ts';
import { snapshotClass } from '../heap.ts';
import { assemblyOf } from '../typeNames.ts';
import { TypeValue, type Value } from '../value.ts';
import { m, p, text } from './define.ts';
import { canonicalName, registerType } from './registry.ts';

/** An assembly by its full name. */
export class AssemblyValue {
  readonly fullName: string;
  constructor(fullName = '') {
    this.fullName = fullName;
  }
}
snapshotClass('Assembly', 'value', AssemblyValue);

const full = (self: Value): string => (self as AssemblyValue).fullName;

/** A type by its full name, public or not, as long as it is this assembly's; null where there is none. */
function typeOf(self: Value, name: Value | undefined, throws: boolean, ignoreCase: boolean): Value {
  const given = text(name, 'name');
  const found = canonicalName(given);
  const same = found !== undefined && (ignoreCase ? found.toLowerCase() === given.toLowerCase() : found === given);
  if (same && assemblyOf(found) === full(self)) return new TypeValue(found);
  if (throws) throw netError('System.TypeLoadException', `Could not load type '${given}' from assembly '${full(self)}'.`);
  return null;
}

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
    GetType: [
      m('type GetType()', () => new TypeValue('System.Reflection.RuntimeAssembly')),
      m('type GetType(string name)', (self, [n]) => typeOf(self, n, false, false)),
      m('type GetType(string name, bool throwOnError)', (self, [n, e]) => typeOf(self, n, e === true, false)),
      m('type GetType(string name, bool throwOnError, bool ignoreCase)', (self, [n, e, i]) => typeOf(self, n, e === true, i === true)),
    ],
    ToString: [m('string ToString()', full)],
  },
  toText: full,
  equals: (a, b) => full(a) === full(b),
});
