/**
 * Values to JSON in portions. Behaviour: JsonObject.cs (ProcessValue, AppendPsProperties) and the JSON writer behind it. The state is
 * plain data; a portion may run code of the script (properties), so it works on copies of what it changes.
 */
import { PSArray } from '../../values/collections.ts';
import type { NativeContext } from '../../values/context.ts';
import { toText } from '../../values/convert.ts';
import { cultureRules } from '../../values/culture.ts';
import { DateTime } from '../../values/dotnet/datetime.ts';
import { DateTimeOffset } from '../../values/dotnet/datetimeoffset.ts';
import { Decimal } from '../../values/dotnet/decimal.ts';
import { doubleToRoundTripString, singleToRoundTripString } from '../../values/dotnet/double.ts';
import { dictionaryOf, enumerate } from '../../values/enumerate.ts';
import { enumNumber } from '../../values/enums.ts';
import { TerminatingError } from '../../values/errors.ts';
import { isNetError } from '../../values/faults.ts';
import { formatValue } from '../../values/formatValue.ts';
import { HeapObject } from '../../values/heap.ts';
import { getProperty, listMembers } from '../../values/members.ts';
import { numericKind, rawNumber } from '../../values/numbers.ts';
import { PSObject } from '../../values/object.ts';
import { Switch } from '../../values/switch.ts';
import { methodText } from '../../values/text.ts';
import { typeNameOf, unwrap } from '../../values/typeNames.ts';
import { isAutomationNull, PSChar, TypeValue, type Value } from '../../values/value.ts';

/** How JSON is written. */
export interface JsonOptions {
  maxDepth: number;
  compress: boolean;
  enumsAsStrings: boolean;
  escape: 'Default' | 'EscapeNonAscii' | 'EscapeHtml';
}

/** An array or object being written. */
interface Level {
  keys: string[] | null;
  values: Value[];
  at: number;
}

/** State of a writing. Plain data. */
export interface JsonWriting {
  options: JsonOptions;
  stack: Level[];
  pieces: string[];
  /** True once something was cut off for its depth. */
  truncated: boolean;
}

/** A writing of one value. */
export function startJson(value: Value, options: JsonOptions): JsonWriting {
  return { options, stack: [{ keys: null, values: [value], at: 0 }], pieces: [], truncated: false };
}

const SHORT: Record<string, string> = { '"': '\\"', '\\': '\\\\', '\b': '\\b', '\f': '\\f', '\n': '\\n', '\r': '\\r', '\t': '\\t' };

/** A string as JSON. */
export function quote(text: string, handling: JsonOptions['escape']): string {
  if (/^[\w .:/-]*$/.test(text)) return `"${text}"`;
  const pattern =
    handling === 'EscapeNonAscii'
      ? /["\\\u0000-\u001f\u007f-\uffff]/g
      : handling === 'EscapeHtml'
        ? /["\\\u0000-\u001f\u0085\u2028\u2029<>&']/g
        : /["\\\u0000-\u001f\u0085\u2028\u2029]/g;
  if (handling === 'EscapeHtml')
    return `"${text.replace(pattern, (c) => (SHORT[c] !== undefined && c !== '"' ? (SHORT[c] as string) : hex(c)))}"`;
  return `"${text.replace(pattern, (c) => (c === '\u007f' ? c : (SHORT[c] ?? hex(c))))}"`;
}

function hex(c: string): string {
  return `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

function withPoint(text: string): string {
  return /^-?\d+$/.test(text) ? `${text}.0` : text;
}

function numberText(value: Value): string | null {
  const kind = numericKind(value);
  if (kind === null) return null;
  const raw = rawNumber(value);
  if (raw instanceof Decimal) return withPoint(raw.toString());
  if (kind === 'Double' || kind === 'Single') {
    const n = raw as number;
    if (!Number.isFinite(n)) return `"${Number.isNaN(n) ? 'NaN' : n > 0 ? 'Infinity' : '-Infinity'}"`;
    return withPoint(kind === 'Double' ? doubleToRoundTripString(n) : singleToRoundTripString(n));
  }
  return String(raw);
}

/** Text of values that are no containers; null for those that are. */
function scalar(bare: Value, o: JsonOptions, ctx: NativeContext): string | null {
  if (bare === null || isAutomationNull(bare)) return 'null';
  if (typeof bare === 'string') return quote(bare, o.escape);
  if (typeof bare === 'boolean') return String(bare);
  const number = numberText(bare);
  if (number !== null) return number;
  if (bare instanceof PSChar) return quote(String.fromCharCode(bare.code), o.escape);
  if (bare instanceof DateTime) return quote(formatValue(bare, "yyyy'-'MM'-'dd'T'HH':'mm':'ss.FFFFFFFK", cultureRules(''), ctx), o.escape);
  if (bare instanceof DateTimeOffset)
    return quote(formatValue(bare, "yyyy'-'MM'-'dd'T'HH':'mm':'ss.FFFFFFFzzz", cultureRules(''), ctx), o.escape);
  const n = enumNumber(bare);
  if (n !== undefined) return o.enumsAsStrings ? quote(methodText(bare, ctx), o.escape) : String(n);
  const type = typeNameOf(bare);
  if (type === 'System.Guid' || type === 'System.Uri' || type === 'System.Numerics.BigInteger')
    return quote(methodText(bare, ctx), o.escape);
  if (type === 'System.DBNull') return 'null';
  return null;
}

function value(target: Value, name: string, ctx: NativeContext): Value {
  try {
    return getProperty(target, name, ctx);
  } catch (e) {
    if (e instanceof TerminatingError || isNetError(e)) return null;
    throw e;
  }
}

/** Properties of an object that is no collection: fields of a custom object, properties of a type with what was added. */
function members(target: Value, ctx: NativeContext): Level {
  const keys: string[] = [];
  const values: Value[] = [];
  if (target instanceof PSObject && target.base === undefined && target.instanceMembers === null) {
    keys.push(...target.shape.names);
    values.push(...target.values);
    return { keys, values, at: 0 };
  }
  const list = listMembers(target, ctx).filter(
    (m) => /^(Note|Alias|Script|Code)?Property$/.test(m.memberType) && !m.hidden && m.isGettable,
  );
  const ordered =
    target instanceof PSObject && target.base === undefined
      ? list
      : [...list.filter((m) => m.memberType === 'Property'), ...list.filter((m) => m.memberType !== 'Property')];
  for (const m of ordered) {
    keys.push(m.name);
    values.push(value(target, m.name, ctx));
  }
  return { keys, values, at: 0 };
}

/** Note properties that were added to a value that is no custom object. */
function added(target: Value, ctx: NativeContext): [string, Value][] {
  const found: [string, Value][] = [];
  if (target instanceof PSObject && target.base !== undefined) {
    const bare = unwrap(target);
    if (typeof bare === 'string' || bare instanceof DateTime) return [];
    target.shape.names.forEach((n, i) => void found.push([n, target.values[i] ?? null]));
  }
  if (target instanceof HeapObject)
    for (const m of target.instanceMembers?.values() ?? [])
      if (m.hidden !== true && /Property$/.test(m.memberType)) found.push([m.name, value(target, m.name, ctx)]);
  return found;
}

/** A value as text or as a level to go into. */
function describe(given: Value, depth: number, w: JsonWriting, ctx: NativeContext): string | Level {
  const o = w.options;
  if (typeof given === 'string') return quote(given, o.escape);
  if (typeof given === 'number' && (given | 0) === given) return String(given);
  const bare = given instanceof Switch ? given : unwrap(given);
  const text = scalar(bare, o, ctx);
  const extra = text === 'null' ? [] : added(given, ctx);
  if (text !== null) {
    if (extra.length === 0 || typeof bare === 'string' || bare instanceof DateTime) return text;
    return { keys: ['value', ...extra.map((e) => e[0])], values: [bare, ...extra.map((e) => e[1])], at: 0 };
  }
  if (depth > o.maxDepth) {
    w.truncated = true;
    return quote(toText(bare instanceof PSObject || bare instanceof TypeValue ? bare : given, ctx), o.escape);
  }
  const table = dictionaryOf(bare);
  if (table !== null) {
    const entries = [...table.entries.values()];
    const keys = entries.map((e) => toText(e.key, ctx));
    const values = entries.map((e) => e.value);
    for (const [n, v] of extra)
      if (!keys.includes(n)) {
        keys.push(n);
        values.push(v);
      }
    return { keys, values, at: 0 };
  }
  const items = enumerate(bare);
  if (items !== null) {
    if (extra.length === 0) return { keys: null, values: [...items], at: 0 };
    return { keys: ['value', ...extra.map((e) => e[0])], values: [new PSArray([...items]), ...extra.map((e) => e[1])], at: 0 };
  }
  return members(given, ctx);
}

/** Goes on for about `budget` values; true when all is written. */
export function writeJson(w: JsonWriting, budget: number, ctx: NativeContext): boolean {
  // copies: if code of the script must run first, this portion is begun again
  const stack = w.stack.map((l) => ({ ...l }));
  const pieces: string[] = [];
  const { compress } = w.options;
  const indent = (n: number): string => `\n${'  '.repeat(n)}`;
  let left = budget;
  while (stack.length > 0 && left-- > 0) {
    const level = stack[stack.length - 1] as Level;
    const root = stack.length === 1;
    if (level.at >= level.values.length) {
      stack.pop();
      if (!root) pieces.push(compress ? '' : indent(stack.length - 1), level.keys === null ? ']' : '}');
      continue;
    }
    if (!root) {
      if (level.at > 0) pieces.push(',');
      if (!compress) pieces.push(indent(stack.length - 1));
    }
    if (level.keys !== null) pieces.push(quote(level.keys[level.at] as string, w.options.escape), compress ? ':' : ': ');
    const next = describe(level.values[level.at] as Value, stack.length - 1, w, ctx);
    level.at++;
    if (typeof next === 'string') pieces.push(next);
    else if (next.values.length === 0) pieces.push(next.keys === null ? '[]' : '{}');
    else {
      pieces.push(next.keys === null ? '[' : '{');
      stack.push(next);
    }
  }
  w.stack = stack;
  w.pieces.push(pieces.join(''));
  return stack.length === 0;
}
