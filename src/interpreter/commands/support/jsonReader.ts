/**
 * JSON to values in portions: a reader with a stack of its own, whose state is plain data. Behaviour: JsonObject.cs and the JSON reader
 * behind it, which takes comments, single quotes and names without quotes too.
 */
import { PSArray, PSHashtable } from '../../values/collections.ts';
import type { NativeContext } from '../../values/context.ts';
import { DateTime } from '../../values/dotnet/datetime.ts';
import { PSObject, type Shape, shapeOf } from '../../values/object.ts';
import { findType } from '../../values/types/registry.ts';
import { mkDouble, mkLong, PSNumber, type Value } from '../../values/value.ts';

/** How JSON is read. */
export interface ReadOptions {
  asTable: boolean;
  maxDepth: number;
  dates: 'Default' | 'Local' | 'Utc' | 'Offset' | 'String';
}

interface Level {
  kind: 'array' | 'object';
  values: Value[];
  keys: string[];
  /** The key whose value comes next; null before a key. */
  key: string | null;
  /** True after a value: a comma or the end must come. */
  full: boolean;
}

/** State of a reading. Plain data. */
export interface JsonReading {
  text: string;
  at: number;
  stack: Level[];
  options: ReadOptions;
  done: boolean;
  result: Value;
}

/** What is wrong with the text; the message as PowerShell shows it after `Conversion from JSON failed with error: `. */
export class JsonError extends Error {
  readonly errorId: string;
  constructor(message: string, errorId = '') {
    super(message);
    this.errorId = errorId;
  }
}

/** A reading of a text. */
export function startReading(text: string, options: ReadOptions): JsonReading {
  return { text, at: 0, stack: [], options, done: false, result: null };
}

function where(r: JsonReading): string {
  const before = r.text.slice(0, r.at);
  const line = before.split('\n').length;
  const position = r.at - (before.lastIndexOf('\n') + 1);
  const path = r.stack
    .map((l) =>
      l.kind === 'array'
        ? `[${Math.max(0, l.values.length - (l.full ? 1 : 0))}]`
        : l.key !== null
          ? `.${l.key}`
          : l.keys.length > 0
            ? `.${l.keys[l.keys.length - 1]}`
            : '',
    )
    .join('');
  return `Path '${path.replace(/^\./, '')}', line ${line}, position ${position}.`;
}

function wrong(r: JsonReading, message: string): JsonError {
  return new JsonError(`${message} ${where(r)}`);
}

function skipSpace(r: JsonReading): void {
  const { text } = r;
  for (;;) {
    const c = text[r.at];
    if (c === ' ' || c === '\n' || c === '\r' || c === '\t' || c === '\u00a0' || c === '\ufeff') r.at++;
    else if (c === '/' && text[r.at + 1] === '/') {
      const end = text.indexOf('\n', r.at);
      r.at = end < 0 ? text.length : end;
    } else if (c === '/' && text[r.at + 1] === '*') {
      const end = text.indexOf('*/', r.at + 2);
      if (end < 0) throw wrong(r, 'Unexpected end while parsing comment.');
      r.at = end + 2;
    } else return;
  }
}

function readString(r: JsonReading): string {
  const { text } = r;
  const mark = text[r.at] as string;
  let i = r.at + 1;
  let result = '';
  let from = i;
  for (;;) {
    const c = text[i];
    if (c === undefined) {
      r.at = text.length;
      throw wrong(r, `Unterminated string. Expected delimiter: ${mark}.`);
    }
    if (c === mark) break;
    if (c !== '\\') {
      i++;
      continue;
    }
    result += text.slice(from, i);
    const e = text[i + 1];
    const simple: Record<string, string> = { b: '\b', f: '\f', n: '\n', r: '\r', t: '\t', '\\': '\\', '/': '/', '"': '"', "'": "'" };
    if (e === 'u') {
      const digits = text.slice(i + 2, i + 6);
      if (!/^[0-9a-fA-F]{4}$/.test(digits)) {
        r.at = i;
        throw wrong(r, `Invalid Unicode escape sequence: \\u${digits}.`);
      }
      result += String.fromCharCode(Number.parseInt(digits, 16));
      i += 6;
    } else if (e !== undefined && simple[e] !== undefined) {
      result += simple[e];
      i += 2;
    } else {
      r.at = i + 2;
      throw wrong(r, `Bad JSON escape sequence: \\${e ?? ''}.`);
    }
    from = i;
  }
  result += text.slice(from, i);
  r.at = i + 1;
  return result;
}

const ISO = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,7})?(Z|[+-]\d{2}:?\d{2})?$/;

function dateOf(text: string, r: JsonReading, ctx: NativeContext): Value {
  const match = /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2}):(\d{2})(?:\.(\d{1,7}))?(Z|[+-]\d{2}:?\d{2})?$/.exec(text);
  if (match === null) return text;
  const n = (i: number): number => Number(match[i]);
  let date: DateTime;
  try {
    date = DateTime.fromParts(n(1), n(2), n(3), n(4), n(5), n(6));
  } catch {
    return text;
  }
  const fraction = BigInt((match[7] ?? '').padEnd(7, '0'));
  const zone = (ms: number): number => ctx.zoneOffset(ms);
  let ticks = date.ticks + fraction;
  const offset = match[8];
  let kind: 0 | 1 | 2 = 0;
  if (offset === 'Z') kind = 1;
  else if (offset !== undefined) {
    const sign = offset.startsWith('-') ? -1n : 1n;
    const digits = offset.replace(/[^\d]/g, '');
    ticks -= sign * (BigInt(digits.slice(0, 2)) * 36_000_000_000n + BigInt(digits.slice(2)) * 600_000_000n);
    return new DateTime(ticks, 1).toLocalTime(zone);
  }
  const result = new DateTime(ticks, kind);
  if (r.options.dates === 'Local') return kind === 1 ? result.toLocalTime(zone) : result.withKind(2);
  if (r.options.dates === 'Utc') return kind === 1 ? result : result.toUniversalTime(zone);
  if (r.options.dates === 'Offset') return findType('System.DateTimeOffset')?.convertFrom?.(result, ctx) ?? result;
  return result;
}

function stringValue(text: string, r: JsonReading, ctx: NativeContext): Value {
  return r.options.dates !== 'String' && text.length >= 19 && text.length <= 33 && ISO.test(text) ? dateOf(text, r, ctx) : text;
}

function readWord(r: JsonReading): Value {
  const small = smallInteger(r);
  if (small !== null) return small;
  const rest = /^[-+.\w]+/.exec(r.text.slice(r.at, r.at + 400))?.[0] ?? '';
  const names: Record<string, Value> = {
    true: true,
    false: false,
    null: null,
    undefined: null,
    NaN: Number.NaN,
    Infinity: Number.POSITIVE_INFINITY,
    '-Infinity': Number.NEGATIVE_INFINITY,
  };
  if (Object.hasOwn(names, rest)) {
    r.at += rest.length;
    return names[rest] ?? null;
  }
  if (/^-?\d+$/.test(rest)) {
    r.at += rest.length;
    const n = BigInt(rest);
    return n >= -9223372036854775808n && n <= 9223372036854775807n ? mkLong(n) : new PSNumber('BigInteger', n);
  }
  if (/^-?(\d+\.?\d*|\.\d+)([eE][-+]?\d+)?$/.test(rest)) {
    r.at += rest.length;
    return mkDouble(Number(rest));
  }
  if (/^-?0[xX][0-9a-fA-F]+$/.test(rest)) {
    r.at += rest.length;
    return mkLong(rest.startsWith('-') ? -BigInt(rest.slice(1)) : BigInt(rest));
  }
  const c = r.text[r.at];
  if (c === undefined)
    throw wrong(r, r.stack.length === 0 ? 'Unexpected end when reading JSON.' : 'Unexpected end of content while loading.');
  if (/^[-\d]/.test(rest)) {
    r.at += rest.length;
    throw wrong(r, `Input string '${rest}' is not a valid number.`);
  }
  throw wrong(r, `Unexpected character encountered while parsing value: ${c}.`);
}

/** An integer of few digits, as nearly all numbers are; null for anything else. */
function smallInteger(r: JsonReading): Value {
  const { text } = r;
  let n = 0;
  let i = r.at;
  for (; i < r.at + 9; i++) {
    const c = text.charCodeAt(i) - 0x30;
    if (!(c >= 0 && c <= 9)) break;
    n = n * 10 + c;
  }
  const next = text[i];
  if (i === r.at || (next !== ',' && next !== '}' && next !== ']')) return null;
  r.at = i;
  return mkLong(BigInt(n));
}

/** Shapes made before, by the number of their names and the first: a cache of pure values. */
const shapes = new Map<string, Shape>();

function knownShape(keys: readonly string[]): Shape | undefined {
  const shape = shapes.get(`${keys.length} ${keys[0]}`);
  if (shape === undefined) return undefined;
  for (let i = 0; i < keys.length; i++) if (shape.names[i] !== keys[i]) return undefined;
  return shape;
}

function finishObject(level: Level, r: JsonReading): Value {
  const { keys, values } = level;
  if (r.options.asTable) {
    const table = new PSHashtable('Hashtable', false);
    keys.forEach((k, i) => {
      if (table.has(k))
        throw new JsonError(
          `Cannot convert the JSON string because a dictionary that was converted from the string contains the duplicated key '${k}'.`,
          'DuplicateKeysInJsonString',
        );
      table.set(k, values[i] as Value);
    });
    return table;
  }
  const known = knownShape(keys);
  if (known !== undefined) return new PSObject(known, values);
  const seen = new Map<string, string>();
  for (const k of keys) {
    if (k === '')
      throw new JsonError(
        'The provided JSON includes a property whose name is an empty string, this is only supported using the -AsHashTable switch.',
        'EmptyKeyInJsonString',
      );
    const before = seen.get(k.toLowerCase());
    if (before !== undefined && before !== k)
      throw new JsonError(
        `Cannot convert the JSON string because it contains keys with different casing. Please use the -AsHashTable switch instead. The key that was attempted to be added to the existing key '${before}' was '${k}'.`,
        'KeysWithDifferentCasingInJsonString',
      );
    if (before !== undefined)
      throw new JsonError(
        `Cannot convert the JSON string because a dictionary that was converted from the string contains the duplicated key '${k}'.`,
        'DuplicateKeysInJsonString',
      );
    seen.set(k.toLowerCase(), k);
  }
  const shape = shapeOf(keys);
  if (shapes.size > 500) shapes.clear();
  shapes.set(`${keys.length} ${keys[0]}`, shape);
  return new PSObject(shape, values);
}

/** Takes a finished value into the level above; true if it was the whole. */
function put(r: JsonReading, value: Value): boolean {
  const level = r.stack[r.stack.length - 1];
  if (level === undefined) {
    r.result = value;
    skipSpace(r);
    if (r.at < r.text.length) throw wrong(r, `Additional text encountered after finished reading JSON content: ${r.text[r.at]}.`);
    r.done = true;
    return true;
  }
  if (level.kind === 'object') {
    level.keys.push(level.key as string);
    level.key = null;
  }
  level.values.push(value);
  level.full = true;
  return false;
}

function open(r: JsonReading, kind: Level['kind']): void {
  r.at++;
  r.stack.push({ kind, values: [], keys: [], key: null, full: false });
  if (r.stack.length > r.options.maxDepth) throw wrong(r, `The reader's MaxDepth of ${r.options.maxDepth} has been exceeded.`);
}

function readKey(r: JsonReading): string {
  const c = r.text[r.at];
  if (c === '"' || c === "'") return readString(r);
  const name = /^[A-Za-z_$][\w$]*/.exec(r.text.slice(r.at, r.at + 400))?.[0];
  if (name === undefined) {
    if (c === undefined) throw wrong(r, 'Unexpected end when reading JSON.');
    throw wrong(r, `Invalid property identifier character: ${c}.`);
  }
  r.at += name.length;
  return name;
}

/** Goes on for about `budget` tokens; true when the value is there. Throws {@link JsonError}. */
export function readJson(r: JsonReading, budget: number, ctx: NativeContext): boolean {
  let left = budget;
  while (left-- > 0) {
    skipSpace(r);
    const level = r.stack[r.stack.length - 1];
    const c = r.text[r.at];
    if (level !== undefined) {
      const close = level.kind === 'array' ? ']' : '}';
      if (c === close && level.key === null) {
        r.at++;
        r.stack.pop();
        const value = level.kind === 'array' ? new PSArray(level.values) : finishObject(level, r);
        if (put(r, value)) return true;
        continue;
      }
      if (level.full) {
        if (c !== ',') {
          if (c === undefined)
            throw wrong(
              r,
              level.kind === 'array'
                ? 'Unexpected end of content while loading JArray.'
                : 'Unexpected end of content while loading JObject.',
            );
          throw wrong(r, `After parsing a value an unexpected character was encountered: ${c}.`);
        }
        r.at++;
        level.full = false;
        continue;
      }
      if (level.kind === 'object' && level.key === null) {
        const key = readKey(r);
        skipSpace(r);
        if (r.text[r.at] !== ':')
          throw wrong(r, `Invalid character after parsing property name. Expected ':' but got: ${r.text[r.at] ?? ''}.`);
        r.at++;
        level.key = key;
        continue;
      }
    }
    if (c === '[') open(r, 'array');
    else if (c === '{') open(r, 'object');
    else if (put(r, c === '"' || c === "'" ? stringValue(readString(r), r, ctx) : readWord(r))) return true;
  }
  return false;
}
