import { ArgumentError, ArgumentOutOfRangeError, FormatError, OverflowError } from './errors.ts';
import { parseNumber } from './parseNumber.ts';

function checked(value: number, name: string): number {
  if (value < 0) throw new ArgumentOutOfRangeError(name, `${name} ('${value}') must be a non-negative value.`, String(value));
  return value;
}

/** System.Version: two to four numbers; build and revision are -1 when absent. Immutable. Behaviour: .NET 10. */
export class Version {
  readonly major: number;
  readonly minor: number;
  readonly build: number;
  readonly revision: number;

  /** Throws ArgumentOutOfRangeError for a negative part that is given. */
  constructor(major: number, minor: number, build?: number, revision?: number) {
    this.major = checked(major, 'major');
    this.minor = checked(minor, 'minor');
    this.build = build === undefined ? -1 : checked(build, 'build');
    this.revision = revision === undefined ? -1 : checked(revision, 'revision');
  }

  /** Version.Parse. Throws ArgumentError, ArgumentOutOfRangeError, FormatError, OverflowError. */
  static parse(text: string): Version {
    const parts = text.split('.');
    if (parts.length < 2 || parts.length > 4) throw new ArgumentError('Version string portion was too short or too long.', 'input');
    const numbers = parts.map((part) => {
      const number = Number(parseNumber('Int32', part));
      if (number < 0) throw new ArgumentOutOfRangeError('input', `input ('${number}') must be a non-negative value.`, String(number));
      return number;
    });
    return new Version(numbers[0] ?? 0, numbers[1] ?? 0, numbers[2], numbers[3]);
  }

  /** Version.TryParse: null where parse throws. */
  static tryParse(text: string): Version | null {
    try {
      return Version.parse(text);
    } catch (error) {
      if (error instanceof ArgumentError || error instanceof FormatError || error instanceof OverflowError) return null;
      throw error;
    }
  }

  /** The high and low halves of the revision; of an absent one they are -1. */
  get majorRevision(): number {
    return this.revision >> 16;
  }

  /** The low half of the revision as an Int16. */
  get minorRevision(): number {
    return (this.revision << 16) >> 16;
  }

  /** Version.CompareTo: -1, 0 or 1; an absent part is less than 0. */
  compare(other: Version): -1 | 0 | 1 {
    const difference = this.major - other.major || this.minor - other.minor || this.build - other.build || this.revision - other.revision;
    return difference < 0 ? -1 : difference > 0 ? 1 : 0;
  }

  /** Equal in all four parts. */
  equals(other: Version): boolean {
    return this.compare(other) === 0;
  }

  /** Version.ToString(fieldCount); without a count, all parts that are given. Throws ArgumentError. */
  toString(fieldCount?: number): string {
    const parts = [this.major, this.minor, this.build, this.revision];
    const given = this.build < 0 ? 2 : this.revision < 0 ? 3 : 4;
    const count = fieldCount ?? given;
    if (count < 0 || count > given) throw new ArgumentError(`Argument must be between 0 and ${given}.`, 'fieldCount');
    return parts.slice(0, count).join('.');
  }
}
