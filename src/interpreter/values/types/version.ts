/** System.Version. Members as .NET 10 has them. */
import { ArgumentError, FormatError, OverflowError } from '../dotnet/errors.ts';
import { Version } from '../dotnet/version.ts';
import { makeNumber } from '../numbers.ts';
import type { Value } from '../value.ts';
import { int, out, text } from './define.ts';
import { registerType } from './registry.ts';
import { comparable, constructors, methods, properties } from './tables.ts';

const v = (value: Value | undefined): Version => value as Version;
const order = comparable({
  short: 'version',
  ctor: Version,
  order: (a, b) => a.compare(b),
  wrong: 'Object must be of type Version.',
  wrongParameter: 'version',
  names: ['v1', 'v2'],
});

function tryParse(s: Value | undefined, ref: Value | undefined): boolean {
  try {
    if (typeof s !== 'string') throw new FormatError();
    out(ref, Version.parse(s));
    return true;
  } catch (e) {
    if (!(e instanceof ArgumentError) && !(e instanceof FormatError) && !(e instanceof OverflowError)) throw e;
    out(ref, null);
    return false;
  }
}

registerType({
  name: 'System.Version',
  accelerators: ['version'],
  isSealed: true,
  ctor: Version,
  interfaces: [
    'System.ICloneable',
    'System.IComparable',
    'System.IComparable`1[System.Version]',
    'System.IEquatable`1[System.Version]',
    'System.ISpanFormattable',
  ],
  properties: properties<Version>({
    'int Major': (s) => s.major,
    'int Minor': (s) => s.minor,
    'int Build': (s) => s.build,
    'int Revision': (s) => s.revision,
    'short MajorRevision': (s) => makeNumber('Int16', s.majorRevision),
    'short MinorRevision': (s) => makeNumber('Int16', s.minorRevision),
  }),
  methods: methods(order.methods, {
    'System.Object Clone()': (self) => self,
    'string ToString()': (self) => v(self).toString(),
    'string ToString(int fieldCount)': (self, [n]) => v(self).toString(int(n)),
  }),
  staticMethods: methods(order.statics, {
    'version Parse(string input)': (_s, [s]) => Version.parse(text(s, 'input')),
    'bool TryParse(string input, [ref] version result)': (_s, [s, r]) => tryParse(s, r),
  }),
  constructors: constructors('version', {
    'int major, int minor, int build, int revision': (_s, [a, b, c, d]) => new Version(int(a), int(b), int(c), int(d)),
    'int major, int minor, int build': (_s, [a, b, c]) => new Version(int(a), int(b), int(c)),
    'int major, int minor': (_s, [a, b]) => new Version(int(a), int(b)),
    'string version': (_s, [s]) => Version.parse(text(s, 'input')),
    '': () => new Version(0, 0),
  }),
  textIn: (self) => v(self).toString(),
  compare: order.compare,
  equals: order.equals,
});
