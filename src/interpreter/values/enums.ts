/** Enum values: names, text, parsing (Enum.cs of .NET as seen from scripts, LanguagePrimitives.cs, EnumMinimumDisambiguation.cs). */
import { castError, netError, toException } from './faults.ts';
import { numericKind, rawNumber, toJsNumber } from './numbers.ts';
import { ScriptClass, ScriptEnumValue } from './scriptClass.ts';
import { findType } from './types/registry.ts';
import { EnumValue, type Value } from './value.ts';

/** What is known of an enum type, built-in or of a script. */
export interface EnumFacts {
  /** Full name. */
  name: string;
  /** Names and numbers in order of number. */
  members: readonly (readonly [string, number | bigint])[];
  isFlags: boolean;
  /** A value of the type. */
  make(n: number | bigint): Value;
}

/** Facts of a built-in enum by full name, or of a script's enum; null if it is none. */
export function enumFacts(type: string | ScriptClass): EnumFacts | null {
  if (type instanceof ScriptClass) {
    if (type.kind !== 'enum') return null;
    const members = [...type.enumNames].sort((a, b) => (a[1] < b[1] ? -1 : a[1] > b[1] ? 1 : 0));
    return { name: type.name, members, isFlags: type.isFlags, make: (n) => new ScriptEnumValue(type, n) };
  }
  const shape = findType(type);
  if (shape?.enumNames === undefined) return null;
  const name = shape.name;
  return { name, members: Object.entries(shape.enumNames), isFlags: shape.isFlags === true, make: (n) => new EnumValue(name, n) };
}

/** Facts of an enum value's type; null for other values. */
export function factsOf(v: Value): EnumFacts | null {
  if (v instanceof EnumValue) return enumFacts(v.typeName);
  if (v instanceof ScriptEnumValue) return enumFacts(v.type);
  return null;
}

/** The number behind an enum value, undefined for other values. */
export function enumNumber(v: Value): number | bigint | undefined {
  return v instanceof EnumValue || v instanceof ScriptEnumValue ? v.value : undefined;
}

/** Enum.ToString(). */
export function enumText(facts: EnumFacts, value: number | bigint): string {
  const exact = facts.members.find((m) => m[1] === value);
  if (exact !== undefined) return exact[0];
  if (!facts.isFlags) return String(value);
  if (value === 0 || value === 0n) return '0';
  let rest = BigInt(value);
  const found: string[] = [];
  for (let i = facts.members.length - 1; i >= 0; i--) {
    const member = facts.members[i];
    if (member === undefined) continue;
    const n = BigInt(member[1]);
    if (n !== 0n && (rest & n) === n) {
      rest &= ~n;
      found.unshift(member[0]);
    }
  }
  return rest === 0n && found.length > 0 ? found.join(', ') : String(value);
}

/** Text of an enum value. */
export function enumValueText(v: Value): string {
  const facts = factsOf(v);
  const n = enumNumber(v);
  if (n === undefined) return '';
  return facts === null ? String(n) : enumText(facts, n);
}

/** Enum.Parse; undefined where it throws ArgumentException. */
export function parseEnumExact(facts: EnumFacts, text: string, ignoreCase: boolean): number | bigint | undefined {
  const trimmed = text.trim();
  if (trimmed === '') return undefined;
  if (/^[+-]?\d/.test(trimmed)) return /^[+-]?\d+$/.test(trimmed) ? Number(trimmed) : undefined;
  let result = 0n;
  for (const part of trimmed.split(',')) {
    const name = part.trim();
    const member =
      facts.members.find((m) => m[0] === name) ??
      (ignoreCase ? facts.members.find((m) => m[0].toLowerCase() === name.toLowerCase()) : undefined);
    if (member === undefined) return undefined;
    result |= BigInt(member[1]);
  }
  return narrow(result);
}

function narrow(n: bigint): number | bigint {
  return n >= BigInt(Number.MIN_SAFE_INTEGER) && n <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(n) : n;
}

function names(facts: EnumFacts): string {
  return facts.members.map((m) => m[0]).join(',');
}

/** True if a number is a member or, for flags, made of members. */
function isDefined(facts: EnumFacts, n: number | bigint): boolean {
  if (facts.members.some((m) => m[1] === n)) return true;
  if (!facts.isFlags) return false;
  const all = facts.members.reduce((mask, m) => mask | BigInt(m[1]), 0n);
  return (BigInt(n) & ~all) === 0n && BigInt(n) !== 0n;
}

/** The error for a value that is no member. */
export function undefinedEnum(errorId: string, shown: string, facts: EnumFacts): Error {
  return castError(
    errorId,
    `Cannot convert value "${shown}" to type "${facts.name}" due to enumeration values that are not valid. Specify one of the following enumeration values and try again. The possible enumeration values are "${names(facts)}".`,
  );
}

/** String to enum: exact, then without case, then by unique beginning. Throws as casts do. */
export function stringToEnum(text: string, facts: EnumFacts): Value {
  const parsed = parseEnumExact(facts, text, true) ?? disambiguate(text, facts);
  if (!isDefined(facts, parsed)) throw undefinedEnum('EnumParseUndefined', text, facts);
  return facts.make(parsed);
}

function disambiguate(text: string, facts: EnumFacts): number | bigint {
  const lower = text.toLowerCase();
  const list = facts.members.map((m) => m[0]);
  const matches = facts.members.filter((m) => m[0].toLowerCase().startsWith(lower));
  let message: string;
  if (text !== '' && matches.length === 1 && matches[0] !== undefined) return matches[0][1];
  if (text === '' || matches.length === 0) {
    message = `Unable to match the identifier name ${text} to a valid enumerator name. Specify one of the following enumerator names and try again:\n${list.join(', ')}`;
  } else {
    message = `The identifier name ${text} cannot be processed because it is either too similar or identical to the following enumerator names: ${matches.map((m) => m[0]).join(', ')}. Use a more specific identifier name.`;
  }
  throw castError(
    'SubstringDisambiguationEnumParseThrewAnException',
    `Cannot convert value "${text}" to type "${facts.name}". Error: "${message}"`,
    toException(netError('System.Management.Automation.PSArgumentException', message)),
  );
}

/** Integer to enum. */
export function integerToEnum(v: Value, facts: EnumFacts): Value {
  const raw = rawNumber(v);
  const n = typeof raw === 'bigint' ? narrow(raw) : Number(raw);
  if (!isDefined(facts, n)) throw undefinedEnum('UndefinedIntegerToEnum', String(n), facts);
  return facts.make(n);
}

/** Enum.ToObject: any number, defined or not. */
export function enumFromNumber(v: Value, facts: EnumFacts): Value {
  return facts.make(numericKind(v) === null ? 0 : toJsNumber(v));
}
