import { ArgumentError, FormatError, OverflowError } from './errors.ts';
import { tryParseNumber } from './parseNumber.ts';
import { Version } from './version.ts';

/** PowerShell's System.Management.Automation.SemanticVersion, after PSVersionInfo.cs. */

const NUMBERS = /^(\d+)(?:\.(\d+))?(?:\.(\d+))?$/;
const PRE_RELEASE = /^(?:0|[1-9]\d*|\d*[a-zA-Z-][0-9a-zA-Z-]*)(?:\.(?:0|[1-9]\d*|\d*[a-zA-Z-][0-9a-zA-Z-]*))*$/;
const BUILD = /^[0-9a-zA-Z-]+(?:\.[0-9a-zA-Z-]+)*$/;
const LABEL =
  /^((?:0|[1-9]\d*|\d*[a-zA-Z-][0-9a-zA-Z-]*)(?:\.(?:0|[1-9]\d*|\d*[a-zA-Z-][0-9a-zA-Z-]*))*)?(?:\+([0-9a-zA-Z-]+(?:\.[0-9a-zA-Z-]+)*))?$/;

function argument(name: string): ArgumentError {
  return new ArgumentError(
    `Cannot process argument because the value of argument "${name}" is not valid. Change the value of the "${name}" argument and run the operation again.`,
    name,
    'System.Management.Automation.PSArgumentException',
  );
}

/** What a failed parse throws: the FormatException of Int32.Parse(""). */
function parseError(): FormatError {
  return new FormatError("The input string '' was not in a correct format.");
}

function part(text: string | undefined): number {
  if (text === undefined) return 0;
  const value = tryParseNumber('Int32', text);
  if (value === null) throw parseError();
  return Number(value);
}

function sign(value: number): -1 | 0 | 1 {
  return value < 0 ? -1 : value > 0 ? 1 : 0;
}

function compareUnits(left: string, right: string): number {
  const a = tryParseNumber('Int32', left);
  const b = tryParseNumber('Int32', right);
  if (a !== null && b !== null) return Number(a) - Number(b);
  if (a !== null) return -1;
  if (b !== null) return 1;
  return left < right ? -1 : left > right ? 1 : 0;
}

/** A semantic version: three numbers, a pre-release label and a build label (null when absent). Immutable. */
export class SemanticVersion {
  readonly major: number;
  readonly minor: number;
  readonly patch: number;
  readonly preReleaseLabel: string | null;
  readonly buildLabel: string | null;

  /** Throws ArgumentError for negative numbers, FormatError (naming the parameter) for malformed labels. */
  constructor(major: number, minor = 0, patch = 0, preReleaseLabel: string | null = null, buildLabel: string | null = null) {
    if (major < 0) throw argument('major');
    if (minor < 0) throw argument('minor');
    if (patch < 0) throw argument('patch');
    if (preReleaseLabel && !PRE_RELEASE.test(preReleaseLabel)) throw new FormatError('preReleaseLabel');
    if (buildLabel && !BUILD.test(buildLabel)) throw new FormatError('buildLabel');
    this.major = major;
    this.minor = minor;
    this.patch = patch;
    this.preReleaseLabel = preReleaseLabel || null;
    this.buildLabel = buildLabel || null;
  }

  /** SemanticVersion(major, minor, patch, label) where the label is `pre+build`. Throws ArgumentError, FormatError. */
  static withLabel(major: number, minor: number, patch: number, label: string): SemanticVersion {
    if (label === '') return new SemanticVersion(major, minor, patch);
    const match = LABEL.exec(label);
    if (match === null) throw new FormatError('label');
    return new SemanticVersion(major, minor, patch, match[1] ?? '', match[2] ?? '');
  }

  /** SemanticVersion(Version). Throws ArgumentError if the revision is above 0. */
  static fromVersion(version: Version): SemanticVersion {
    if (version.revision > 0) throw argument('version');
    return new SemanticVersion(version.major, version.minor, Math.max(version.build, 0));
  }

  /** SemanticVersion.Parse. Throws FormatError. */
  static parse(text: string): SemanticVersion {
    if (text === '') throw new FormatError('version');
    if (/[-+.]$/.test(text)) throw parseError();
    const dash = text.indexOf('-');
    const plus = text.indexOf('+');
    let core = text;
    let pre: string | null = null;
    let build: string | null = null;
    if (plus >= 0) {
      build = text.slice(plus + 1);
      core = text.slice(0, plus);
    }
    if (dash >= 0 && (plus < 0 || dash < plus)) {
      pre = core.slice(dash + 1);
      core = core.slice(0, dash);
    }
    if (pre === '' || build === '' || core === '') throw parseError();
    const match = NUMBERS.exec(core);
    if (match === null) throw parseError();
    const numbers = [part(match[1]), part(match[2]), part(match[3])] as const;
    if ((pre !== null && !PRE_RELEASE.test(pre)) || (build !== null && !BUILD.test(build))) throw parseError();
    return new SemanticVersion(...numbers, pre, build);
  }

  /** SemanticVersion.TryParse: null where parse throws. */
  static tryParse(text: string): SemanticVersion | null {
    try {
      return SemanticVersion.parse(text);
    } catch (error) {
      if (error instanceof FormatError || error instanceof OverflowError) return null;
      throw error;
    }
  }

  /** The System.Version of the three numbers; PowerShell adds the labels as note properties. */
  toVersion(): Version {
    return new Version(this.major, this.minor, this.patch);
  }

  /** CompareTo by SemVer 2.0: the build label does not count. */
  compare(other: SemanticVersion): -1 | 0 | 1 {
    const numbers = this.major - other.major || this.minor - other.minor || this.patch - other.patch;
    if (numbers !== 0) return sign(numbers);
    if (this.preReleaseLabel === null || other.preReleaseLabel === null) {
      return sign((this.preReleaseLabel === null ? 1 : 0) - (other.preReleaseLabel === null ? 1 : 0));
    }
    const left = this.preReleaseLabel.split('.');
    const right = other.preReleaseLabel.split('.');
    for (let at = 0; at < Math.min(left.length, right.length); at++) {
      const order = compareUnits(left[at] ?? '', right[at] ?? '');
      if (order !== 0) return sign(order);
    }
    return sign(left.length - right.length);
  }

  /** Equal numbers and pre-release label, ordinal. */
  equals(other: SemanticVersion): boolean {
    return (
      this.major === other.major &&
      this.minor === other.minor &&
      this.patch === other.patch &&
      this.preReleaseLabel === other.preReleaseLabel
    );
  }

  /** major.minor.patch-pre+build. */
  toString(): string {
    const pre = this.preReleaseLabel === null ? '' : `-${this.preReleaseLabel}`;
    const build = this.buildLabel === null ? '' : `+${this.buildLabel}`;
    return `${this.major}.${this.minor}.${this.patch}${pre}${build}`;
  }
}
