/** System.Text.StringBuilder. Its capacity grows as .NET's does, since objects show it. */
import { PSArray, touchItems } from '../collections.ts';
import type { NativeContext } from '../context.ts';
import { rulesOf } from '../culture.ts';
import type { MethodBody } from '../descriptor.ts';
import { ArgumentOutOfRangeError } from '../dotnet/errors.ts';
import { enumerate } from '../enumerate.ts';
import { badArgument, outOfBounds } from '../faults.ts';
import { formatText } from '../formatValue.ts';
import { HeapObject, snapshotClass, touch } from '../heap.ts';
import { methodText } from '../text.ts';
import { PSChar, type Value } from '../value.ts';
import { char, fromChars, int, rw, text } from './define.ts';
import { registerType } from './registry.ts';
import { constructors, methods, properties } from './tables.ts';

const MAX = 2147483647;
const CHUNK = 8000;
const NAME = 'System.Text.StringBuilder';

/** A StringBuilder. */
export class PSStringBuilder extends HeapObject {
  text: string;
  capacity: number;
  maxCapacity: number;
  constructor(initial = '', capacity = 16, maxCapacity = MAX) {
    super();
    this.text = initial;
    this.capacity = Math.max(capacity, initial.length);
    this.maxCapacity = maxCapacity;
  }
}
snapshotClass('StringBuilder', 'heap', PSStringBuilder);

const b = (v: Value | undefined): PSStringBuilder => v as PSStringBuilder;
const OUTSIDE = 'Index was out of range. Must be non-negative and less than or equal to the size of the collection.';

function negative(name: string, n: number): ArgumentOutOfRangeError {
  return new ArgumentOutOfRangeError(name, `${name} ('${n}') must be a non-negative value.`, String(n));
}

function within(name: string, ok: boolean): void {
  if (!ok) throw new ArgumentOutOfRangeError(name, OUTSIDE);
}

/** Gives the builder another text; a longer one makes its capacity grow by chunks. */
function put(self: PSStringBuilder, value: string, ctx: NativeContext): PSStringBuilder {
  const grown = value.length - self.text.length;
  if (grown > 10_000) ctx.allocate(grown * 2);
  if (value.length > self.capacity) self.capacity += Math.max(value.length - self.capacity, Math.min(self.capacity, CHUNK));
  self.text = value;
  touch(self);
  return self;
}

const append = (self: Value, more: string, ctx: NativeContext): PSStringBuilder => put(b(self), b(self).text + more, ctx);

function insert(self: Value, index: number, part: string, ctx: NativeContext): PSStringBuilder {
  const { text: t } = b(self);
  within('index', index >= 0 && index <= t.length);
  return put(b(self), t.slice(0, index) + part + t.slice(index), ctx);
}

const shown = (v: Value | undefined, ctx: NativeContext): string => (v === null || v === undefined ? '' : methodText(v, ctx));

function part(t: string, start: number, count: number, startName: string, countName: string): string {
  if (start < 0) throw negative(startName, start);
  if (count < 0) throw negative(countName, count);
  within(startName, start <= t.length - count);
  return t.slice(start, start + count);
}

function repeat(c: Value | undefined, n: number, ctx: NativeContext): string {
  if (n < 0) throw negative('repeatCount', n);
  if (n > 10_000) ctx.allocate(n * 2);
  return char(c).repeat(n);
}

function replace(self: Value, from: string, to: string, start: number, count: number, ctx: NativeContext): PSStringBuilder {
  const t = b(self).text;
  within('startIndex', start >= 0 && start <= t.length);
  within('count', count >= 0 && start <= t.length - count);
  if (from === '') throw badArgument('The value cannot be an empty string.', 'oldValue');
  const changed = t.slice(start, start + count).replaceAll(from, () => to);
  return put(b(self), t.slice(0, start) + changed + t.slice(start + count), ctx);
}

const items = (v: Value | undefined): Value[] => [...(enumerate(v ?? null) ?? [])];

function format(self: Value, template: Value | undefined, args: Value[], provider: Value | undefined, ctx: NativeContext): PSStringBuilder {
  return append(self, formatText(text(template, 'format'), args, rulesOf(provider, ctx), ctx), ctx);
}

function setLength(self: PSStringBuilder, n: number, ctx: NativeContext): void {
  if (n < 0) throw negative('value', n);
  if (n > self.text.length) put(self, self.text + '\0'.repeat(n - self.text.length), ctx);
  else {
    self.text = self.text.slice(0, n);
    touch(self);
  }
}

function setCapacity(self: PSStringBuilder, n: number): void {
  if (n < 0) throw new ArgumentOutOfRangeError('value', 'Capacity must be positive.');
  if (n < self.text.length) throw new ArgumentOutOfRangeError('value', 'capacity was less than the current size.');
  self.capacity = n;
  touch(self);
}

const SIMPLE = ['sbyte', 'byte', 'short', 'int', 'long', 'float', 'double', 'decimal', 'ushort', 'uint', 'ulong', 'System.Object'];
const appendAny: MethodBody = (self, [v], ctx) => append(self, shown(v, ctx), ctx);
const insertAny: MethodBody = (self, [i, v], ctx) => insert(self, int(i), shown(v, ctx), ctx);
const PROVIDER = 'System.IFormatProvider provider';

registerType({
  name: NAME,
  isSealed: true,
  ctor: PSStringBuilder,
  properties: {
    Capacity: rw(
      'int',
      (s) => b(s).capacity,
      (s, v) => setCapacity(b(s), int(v)),
    ),
    ...properties<PSStringBuilder>({ 'int MaxCapacity': (s) => s.maxCapacity }),
    Length: rw(
      'int',
      (s) => b(s).text.length,
      (s, v, ctx) => setLength(b(s), int(v), ctx),
    ),
  },
  indexer: { name: 'Chars', text: 'char Chars(int index) {get;set;}' },
  getItem: (self, [i]) => {
    const n = int(i);
    if (n < 0 || n >= b(self).text.length) throw outOfBounds();
    return new PSChar(b(self).text.charCodeAt(n));
  },
  setItem: (self, [i], v, ctx) => {
    const t = b(self).text;
    const n = int(i);
    if (n < 0 || n >= t.length)
      throw new ArgumentOutOfRangeError('index', 'Index was out of range. Must be non-negative and less than the size of the collection.');
    const c = typeof v === 'string' ? v.charAt(0) : char(v);
    put(b(self), t.slice(0, n) + c + t.slice(n + 1), ctx);
  },
  methods: methods({
    [`${NAME} Append(char value, int repeatCount)`]: (self, [c, n], ctx) => append(self, repeat(c, int(n), ctx), ctx),
    [`${NAME} Append(char[] value, int startIndex, int charCount)`]: (self, [v, i, n], ctx) =>
      append(self, part(fromChars(v), int(i), int(n), 'startIndex', 'charCount'), ctx),
    [`${NAME} Append(string value)`]: (self, [v], ctx) => append(self, typeof v === 'string' ? v : '', ctx),
    [`${NAME} Append(string value, int startIndex, int count)`]: (self, [v, i, n], ctx) =>
      append(self, part(String(v ?? ''), int(i), int(n), 'startIndex', 'count'), ctx),
    [`${NAME} Append(${NAME} value)`]: (self, [v], ctx) => append(self, v === null ? '' : b(v).text, ctx),
    [`${NAME} Append(${NAME} value, int startIndex, int count)`]: (self, [v, i, n], ctx) =>
      append(self, part(v === null ? '' : b(v).text, int(i), int(n), 'startIndex', 'count'), ctx),
    [`${NAME} Append(bool value)`]: appendAny,
    [`${NAME} Append(char value)`]: appendAny,
    ...Object.fromEntries(SIMPLE.map((type) => [`${NAME} Append(${type} value)`, appendAny])),
    [`${NAME} Append(char[] value)`]: (self, [v], ctx) => append(self, fromChars(v), ctx),
    [`${NAME} AppendFormat(string format, System.Object arg0)`]: (self, [f, ...args], ctx) => format(self, f, args, null, ctx),
    [`${NAME} AppendFormat(string format, System.Object arg0, System.Object arg1)`]: (self, [f, ...args], ctx) =>
      format(self, f, args, null, ctx),
    [`${NAME} AppendFormat(string format, System.Object arg0, System.Object arg1, System.Object arg2)`]: (self, [f, ...args], ctx) =>
      format(self, f, args, null, ctx),
    [`${NAME} AppendFormat(string format, Params System.Object[] args)`]: (self, [f, a], ctx) => format(self, f, items(a), null, ctx),
    [`${NAME} AppendFormat(${PROVIDER}, string format, System.Object arg0)`]: (self, [c, f, ...args], ctx) => format(self, f, args, c, ctx),
    [`${NAME} AppendFormat(${PROVIDER}, string format, System.Object arg0, System.Object arg1)`]: (self, [c, f, ...args], ctx) =>
      format(self, f, args, c, ctx),
    [`${NAME} AppendFormat(${PROVIDER}, string format, Params System.Object[] args)`]: (self, [c, f, a], ctx) =>
      format(self, f, items(a), c, ctx),
    ...Object.fromEntries(
      (['string', 'char'] as const).flatMap((separator) =>
        ['System.Object', 'string'].map((type): [string, MethodBody] => [
          `${NAME} AppendJoin(${separator} separator, Params ${type}[] values)`,
          (self, [s, values], ctx) =>
            append(
              self,
              items(values)
                .map((v) => shown(v, ctx))
                .join(separator === 'char' ? char(s) : String(s ?? '')),
              ctx,
            ),
        ]),
      ),
    ),
    [`${NAME} AppendLine()`]: (self, _a, ctx) => append(self, '\n', ctx),
    [`${NAME} AppendLine(string value)`]: (self, [v], ctx) => append(self, `${typeof v === 'string' ? v : ''}\n`, ctx),
    [`${NAME} Clear()`]: (self, _a, ctx) => {
      setLength(b(self), 0, ctx);
      return self;
    },
    'void CopyTo(int sourceIndex, char[] destination, int destinationIndex, int count)': (self, [i, target, at, n]) => {
      if (!(target instanceof PSArray)) throw badArgument('Value cannot be null.', 'destination');
      const piece = part(b(self).text, int(i), int(n), 'sourceIndex', 'count');
      if (int(at) + piece.length > target.items.length)
        throw badArgument(
          'Either offset did not refer to a position in the string, or there is an insufficient length of destination character array.',
        );
      [...piece].forEach((c, k) => {
        target.items[int(at) + k] = new PSChar(c.charCodeAt(0));
      });
      touchItems(target);
      return undefined;
    },
    'int EnsureCapacity(int capacity)': (self, [n]) => {
      if (int(n) < 0) throw new ArgumentOutOfRangeError('capacity', 'Capacity must be positive.');
      if (int(n) > b(self).capacity) setCapacity(b(self), int(n));
      return b(self).capacity;
    },
    [`bool Equals(${NAME} sb)`]: (self, [o]) => o instanceof PSStringBuilder && o.text === b(self).text,
    [`${NAME} Insert(int index, string value, int count)`]: (self, [i, v, n], ctx) => {
      if (int(n) < 0) throw negative('count', int(n));
      return insert(self, int(i), String(v ?? '').repeat(int(n)), ctx);
    },
    [`${NAME} Insert(int index, string value)`]: insertAny,
    [`${NAME} Insert(int index, bool value)`]: insertAny,
    [`${NAME} Insert(int index, char value)`]: insertAny,
    [`${NAME} Insert(int index, char[] value)`]: (self, [i, v], ctx) => insert(self, int(i), fromChars(v), ctx),
    ...Object.fromEntries(SIMPLE.map((type) => [`${NAME} Insert(int index, ${type} value)`, insertAny])),
    [`${NAME} Remove(int startIndex, int length)`]: (self, [i, n], ctx) => {
      const t = b(self).text;
      if (int(n) < 0) throw negative('length', int(n));
      if (int(i) < 0) throw negative('startIndex', int(i));
      within('length', int(n) <= t.length - int(i));
      return put(b(self), t.slice(0, int(i)) + t.slice(int(i) + int(n)), ctx);
    },
    [`${NAME} Replace(string oldValue, string newValue)`]: (self, [x, y], ctx) =>
      replace(self, text(x, 'oldValue'), String(y ?? ''), 0, b(self).text.length, ctx),
    [`${NAME} Replace(string oldValue, string newValue, int startIndex, int count)`]: (self, [x, y, i, n], ctx) =>
      replace(self, text(x, 'oldValue'), String(y ?? ''), int(i), int(n), ctx),
    [`${NAME} Replace(char oldChar, char newChar)`]: (self, [x, y], ctx) => replace(self, char(x), char(y), 0, b(self).text.length, ctx),
    [`${NAME} Replace(char oldChar, char newChar, int startIndex, int count)`]: (self, [x, y, i, n], ctx) =>
      replace(self, char(x), char(y), int(i), int(n), ctx),
    'string ToString()': (self) => b(self).text,
    'string ToString(int startIndex, int length)': (self, [i, n]) => {
      const t = b(self).text;
      if (int(i) < 0) throw new ArgumentOutOfRangeError('startIndex', 'StartIndex cannot be less than zero.');
      if (int(i) > t.length) throw new ArgumentOutOfRangeError('startIndex', 'startIndex cannot be larger than length of string.');
      if (int(n) < 0) throw new ArgumentOutOfRangeError('length', 'Length cannot be less than zero.');
      if (int(i) > t.length - int(n))
        throw new ArgumentOutOfRangeError('length', 'Index and length must refer to a location within the string.');
      return t.slice(int(i), int(i) + int(n));
    },
  }),
  constructors: constructors(NAME, {
    '': () => new PSStringBuilder(),
    'int capacity': (_s, [n]) => {
      if (int(n) < 0) throw negative('capacity', int(n));
      return new PSStringBuilder('', int(n) || 16);
    },
    'string value': (_s, [v]) => new PSStringBuilder(String(v ?? '')),
    'string value, int capacity': (_s, [v, n]) => {
      if (int(n) < 0) throw negative('capacity', int(n));
      return new PSStringBuilder(String(v ?? ''), int(n) || 16);
    },
    'string value, int startIndex, int length, int capacity': (_s, [v, i, n, c]) =>
      new PSStringBuilder(part(String(v ?? ''), int(i), int(n), 'startIndex', 'length'), int(c) || 16),
    'int capacity, int maxCapacity': (_s, [n, most]) => {
      if (int(n) > int(most)) throw new ArgumentOutOfRangeError('capacity', 'Capacity exceeds maximum capacity.');
      if (int(most) < 1) throw new ArgumentOutOfRangeError('maxCapacity', 'MaxCapacity must be one or greater.');
      if (int(n) < 0) throw negative('capacity', int(n));
      return new PSStringBuilder('', int(n) || Math.min(16, int(most)), int(most));
    },
  }),
  toText: (self) => b(self).text,
});
