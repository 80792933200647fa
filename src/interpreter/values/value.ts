/**
 * The values of the language and how each is represented.
 *
 * | PowerShell | here |
 * |---|---|
 * | $null | `null` |
 * | no output (AutomationNull.Value) | {@link AutomationNull} |
 * | [bool] | boolean |
 * | [string] | string |
 * | [int] | a JS number that is an int32 (and not -0) |
 * | [double] | any other JS number; a boxed {@link PSNumber} of kind Double where the value is int32-valued or -0 |
 * | other numbers | {@link PSNumber}; [decimal] is dotnet/decimal.ts's Decimal |
 * | [char] | {@link PSChar} |
 * | everything else | a registered value class or a {@link HeapObject} |
 *
 * `undefined` never is a value of the language: it means "not set" (a variable cell without value, a parameter not given).
 *
 * The double rule is the one to get wrong: whoever makes a double must go through {@link mkDouble}, else `2.0` turns
 * into the int 2. Whoever reads a number of unknown kind goes through `numericKind`/`toJsNumber`.
 */
import { snapshotClass } from './heap.ts';

/** Any value of the language. `object` is a registered value class or heap object. */
export type Value = null | boolean | number | string | object;

/** The type of {@link AutomationNull}. */
export class AutomationNullType {}
snapshotClass('AutomationNull', 'value', AutomationNullType);
/** What a command without output yields: null where a value is needed, nothing in a pipeline. Compare with {@link isAutomationNull}. */
export const AutomationNull: AutomationNullType = Object.freeze(new AutomationNullType());
/** True for AutomationNull, also one that came out of a snapshot. */
export function isAutomationNull(value: unknown): boolean {
  return value instanceof AutomationNullType;
}

/** Names of .NET's numeric types without the namespace. */
export type NumericKind =
  | 'Int32'
  | 'Double'
  | 'Byte'
  | 'SByte'
  | 'Int16'
  | 'UInt16'
  | 'UInt32'
  | 'Int64'
  | 'UInt64'
  | 'Single'
  | 'BigInteger'
  | 'Decimal';

/** A boxed number: every kind except int32, ordinary doubles and Decimal. Int64, UInt64 and BigInteger hold a bigint. */
export class PSNumber {
  readonly kind: Exclude<NumericKind, 'Int32' | 'Decimal'>;
  readonly value: number | bigint;
  constructor(kind: Exclude<NumericKind, 'Int32' | 'Decimal'> = 'Double', value: number | bigint = 0) {
    this.kind = kind;
    this.value = value;
  }
}
snapshotClass('PSNumber', 'value', PSNumber);

/** A [char]: one UTF-16 code unit. */
export class PSChar {
  readonly code: number;
  constructor(code = 0) {
    this.code = code;
  }
}
snapshotClass('PSChar', 'value', PSChar);

/** A [double] from a JS number: the only way to make one. */
export function mkDouble(n: number): number | PSNumber {
  return (n | 0) === n ? new PSNumber('Double', n) : n;
}

/** A [long] from a bigint already in range. */
export function mkLong(n: bigint | number): PSNumber {
  return new PSNumber('Int64', BigInt(n));
}

/** A [long] or [int] from an integral JS number: int where it fits, as .NET APIs here decide by `kind`. */
export function mkInt(n: number): Value {
  return (n | 0) === n ? n | 0 : mkLong(BigInt(n));
}

/** A type literal's value, `[int]`: a built-in .NET-shaped type, named; two with one name are the same type. */
export class TypeValue {
  /** Full .NET name, e.g. `System.Int32`, `System.Object[]`, `System.Collections.Generic.List`1[System.String]`. */
  readonly name: string;
  constructor(name = 'System.Object') {
    this.name = name;
  }
}
snapshotClass('TypeValue', 'value', TypeValue);

/** A value of a .NET enum: its type's full name and its number. The names are in the type's descriptor. */
export class EnumValue {
  readonly typeName: string;
  readonly value: number | bigint;
  constructor(typeName = '', value: number | bigint = 0) {
    this.typeName = typeName;
    this.value = value;
  }
}
snapshotClass('EnumValue', 'value', EnumValue);

/** True for a heap object. */
