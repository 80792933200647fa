/** System.Management.Automation.SemanticVersion. Members as in PSVersionInfo.cs. */

import { ArgumentNullError, FormatError, OverflowError } from '../dotnet/errors.ts';
import { SemanticVersion } from '../dotnet/semver.ts';
import { Version } from '../dotnet/version.ts';
import { PSObject, shapeOf } from '../object.ts';
import type { Value } from '../value.ts';
import { int, out, text } from './define.ts';
import { registerType } from './registry.ts';
import { comparable, constructors, methods, properties } from './tables.ts';

const v = (value: Value | undefined): SemanticVersion => value as SemanticVersion;
const label = (value: Value | undefined): string | null => (typeof value === 'string' ? value : null);
const order = comparable({
  short: 'semver',
  ctor: SemanticVersion,
  order: (a, b) => a.compare(b),
  wrong:
    'Cannot process argument because the value of argument "version" is not valid. Change the value of the "version" argument and run the operation again.',
  wrongParameter: 'version',
  names: ['v1', 'v2'],
});

/** Equals looks at the build label too, unlike CompareTo. */
function same(a: Value, b: Value): boolean {
  return a instanceof SemanticVersion && b instanceof SemanticVersion && a.compare(b) === 0 && a.buildLabel === b.buildLabel;
}

/** op_Implicit to System.Version: the labels stay as note properties, and a type name tells the formatter. */
function toVersion(s: SemanticVersion): Value {
  const version = s.toVersion();
  if (s.preReleaseLabel === null && s.buildLabel === null) return version;
  const names = ['PSSemVerPreReleaseLabel', 'PSSemVerBuildLabel'];
  return new PSObject(shapeOf(names), [s.preReleaseLabel, s.buildLabel], version, ['System.Version#IncludeLabel']);
}

function tryParse(s: Value | undefined, ref: Value | undefined): boolean {
  try {
    if (typeof s !== 'string') throw new FormatError();
    out(ref, SemanticVersion.parse(s));
    return true;
  } catch (e) {
    if (!(e instanceof FormatError) && !(e instanceof OverflowError)) throw e;
    out(ref, null);
    return false;
  }
}

/** SemanticVersion.Parse, whose null is refused as an argument. */
function parse(s: Value | undefined): SemanticVersion {
  if (s === null || s === undefined) throw new ArgumentNullError('version');
  return SemanticVersion.parse(text(s, 'version'));
}

registerType({
  name: 'System.Management.Automation.SemanticVersion',
  accelerators: ['semver'],
  isSealed: true,
  ctor: SemanticVersion,
  interfaces: [
    'System.IComparable',
    'System.IComparable`1[System.Management.Automation.SemanticVersion]',
    'System.IEquatable`1[System.Management.Automation.SemanticVersion]',
  ],
  properties: properties<SemanticVersion>({
    'int Major': (s) => s.major,
    'int Minor': (s) => s.minor,
    'int Patch': (s) => s.patch,
    'string PreReleaseLabel': (s) => s.preReleaseLabel,
    'string BuildLabel': (s) => s.buildLabel,
  }),
  methods: methods(order.methods, { 'string ToString()': (self) => v(self).toString() }),
  staticMethods: methods(order.statics, {
    'int Compare(semver versionA, semver versionB)': (_s, [a, b]) =>
      a === null ? (b === null ? 0 : -1) : b === null ? 1 : v(a).compare(v(b)),
    'semver Parse(string version)': (_s, [s]) => parse(s),
    'bool TryParse(string version, [ref] semver result)': (_s, [s, r]) => tryParse(s, r),
    'version op_Implicit(semver semver)': (_s, [s]) => toVersion(v(s)),
  }),
  constructors: constructors('semver', {
    'string version': (_s, [s]) => parse(s),
    'int major, int minor, int patch, string preReleaseLabel, string buildLabel': (_s, [a, b, c, p, l]) =>
      new SemanticVersion(int(a), int(b), int(c), label(p), label(l)),
    'int major, int minor, int patch, string label': (_s, [a, b, c, l]) =>
      SemanticVersion.withLabel(int(a), int(b), int(c), label(l) ?? ''),
    'int major, int minor, int patch': (_s, [a, b, c]) => new SemanticVersion(int(a), int(b), int(c)),
    'int major, int minor': (_s, [a, b]) => new SemanticVersion(int(a), int(b)),
    'int major': (_s, [a]) => new SemanticVersion(int(a)),
    'version version': (_s, [x]) => {
      if (!(x instanceof Version)) throw new ArgumentNullError('version');
      return SemanticVersion.fromVersion(x);
    },
  }),
  implicitTo: ['System.Version'],
  convertTo: (value, target) => (target === 'System.Version' ? toVersion(v(value)) : undefined),
  textIn: (self) => v(self).toString(),
  compare: order.compare,
  equals: same,
});
