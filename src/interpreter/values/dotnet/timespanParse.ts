import { quotedText, repeatCount } from './datePattern.ts';
import { FormatError, OverflowError } from './errors.ts';
import { TimeSpan } from './timespan.ts';

/** TimeSpan.Parse and ParseExact. Behaviour: .NET 10. */

function notRecognized(text: string): FormatError {
  return new FormatError(`String '${text}' was not recognized as a valid TimeSpan.`);
}

function outOfRange(text: string): OverflowError {
  return new OverflowError(
    `The TimeSpan string '${text}' could not be parsed because at least one of the numeric components is out of range or contains too many digits.`,
  );
}

/** What each number of a text means: days, hours, minutes, seconds, fraction. */
type Field = 'd' | 'h' | 'm' | 's' | 'f';

/** The accepted shapes: the separators around the numbers and the fields. */
const SHAPES: readonly { readonly separators: string; readonly fields: readonly Field[] }[] = [
  { separators: '', fields: ['d'] },
  { separators: ':', fields: ['h', 'm'] },
  { separators: ': :', fields: ['h', 'm', 's'] },
  { separators: '. :', fields: ['d', 'h', 'm'] },
  { separators: ': :.', fields: ['h', 'm', 'f'] },
  { separators: ': :', fields: ['d', 'h', 'm'] },
  { separators: ': : .', fields: ['h', 'm', 's', 'f'] },
  { separators: '. : :', fields: ['d', 'h', 'm', 's'] },
  { separators: '. : :.', fields: ['d', 'h', 'm', 'f'] },
  { separators: ': : :', fields: ['d', 'h', 'm', 's'] },
  { separators: ': : :.', fields: ['d', 'h', 'm', 'f'] },
  { separators: '. : : .', fields: ['d', 'h', 'm', 's', 'f'] },
  { separators: ': : : .', fields: ['d', 'h', 'm', 's', 'f'] },
];

const LIMITS: Readonly<Record<Exclude<Field, 'f'>, number>> = { d: 10675199, h: 23, m: 59, s: 59 };

/** Ticks of a fraction's digits: seven, or more after a leading zero, rounded; null if there are too many. */
function fractionTicks(digits: string): bigint | null {
  if (digits.length <= 7) return BigInt(digits.padEnd(7, '0'));
  const significant = digits.replace(/^0+/, '');
  if (significant === '') return 0n;
  if (significant.length === digits.length || Number(significant.slice(0, -1)) >= 2 ** 28) return null;
  return BigInt(Math.round(Number(significant) / 10 ** (digits.length - 7)));
}

/** Ticks of the numbers in a shape, or null if one is out of range. */
function shapeTicks(numbers: readonly string[], fields: readonly Field[], negative: boolean): bigint | null {
  const value = { d: 0n, h: 0n, m: 0n, s: 0n, f: 0n };
  for (const [at, field] of fields.entries()) {
    const text = numbers[at] ?? '';
    if (field === 'f') {
      const ticks = fractionTicks(text);
      if (ticks === null) return null;
      value.f = ticks;
    } else {
      const number = BigInt(text);
      if (number > BigInt(LIMITS[field])) return null;
      value[field] = number;
    }
  }
  const seconds = ((value.d * 24n + value.h) * 60n + value.m) * 60n + value.s;
  const ticks = seconds * 10_000_000n + value.f;
  if (ticks > (negative ? 9223372036854775808n : 9223372036854775807n)) return null;
  return negative ? -ticks : ticks;
}

/** TimeSpan.Parse: `[-]d`, `[-][d.]hh:mm[:ss[.fffffff]]` and with a colon after the days. Throws FormatError, OverflowError. */
export function parseTimeSpan(text: string): TimeSpan {
  const match = /^(-?)(\d+(?:(?::\.|[.:])\d+){0,4})$/.exec(text.trim());
  if (match === null) throw notRecognized(text);
  const negative = match[1] === '-';
  const numbers = (match[2] ?? '').match(/\d+/g) ?? [];
  const separators = ((match[2] ?? '').match(/[.:]+/g) ?? []).join(' ');
  let known = false;
  for (const shape of SHAPES) {
    if (shape.separators !== separators) continue;
    known = true;
    const ticks = shapeTicks(numbers, shape.fields, negative);
    if (ticks !== null) return new TimeSpan(ticks);
  }
  throw known ? outOfRange(text) : notRecognized(text);
}

/** TimeSpan.TryParse: null where parseTimeSpan throws. */
export function tryParseTimeSpan(text: string): TimeSpan | null {
  try {
    return parseTimeSpan(text);
  } catch (error) {
    if (error instanceof FormatError || error instanceof OverflowError) return null;
    throw error;
  }
}

function badInput(): FormatError {
  return new FormatError('Input string was not in a correct format.');
}

function badSpecifier(format: string): FormatError {
  return new FormatError(`Format specifier '${format}' was invalid.`);
}

/** Reads a text by a custom format. */
function parseCustom(text: string, format: string): TimeSpan {
  const found = new Map<Field, string>();
  let at = 0;
  const take = (field: Field, min: number, max: number): void => {
    if (found.has(field)) throw badInput();
    let end = at;
    while (end < text.length && end - at < max && /[0-9]/.test(text[end] ?? '')) end++;
    if (end - at < min) throw badInput();
    found.set(field, text.slice(at, end));
    at = end;
  };
  const literal = (expected: string): void => {
    if (!text.startsWith(expected, at)) throw badInput();
    at += expected.length;
  };
  for (let pos = 0; pos < format.length; ) {
    const ch = format[pos] ?? '';
    let length = 1;
    switch (ch) {
      case 'h':
      case 'm':
      case 's':
        length = repeatCount(format, pos);
        if (length > 2) throw badInput();
        take(ch, length, 2);
        break;
      case 'd':
        length = repeatCount(format, pos);
        if (length > 8) throw badInput();
        take('d', length < 2 ? 1 : length, length < 2 ? 8 : length);
        break;
      case 'f':
      case 'F':
        length = repeatCount(format, pos);
        if (length > 7) throw badInput();
        take('f', ch === 'f' ? length : 0, length);
        break;
      case "'":
      case '"': {
        const quoted = quotedText(format, pos);
        literal(quoted.text);
        length = quoted.length;
        break;
      }
      case '%':
        if (pos + 1 >= format.length || format[pos + 1] === '%') throw badInput();
        break;
      case '\\':
        if (pos + 1 >= format.length) throw badInput();
        literal(format[pos + 1] ?? '');
        length = 2;
        break;
      default:
        throw badInput();
    }
    pos += length;
  }
  if (at < text.length) throw badInput();
  const numbers = [...found.values()].map((digits) => (digits === '' ? '0' : digits));
  const ticks = shapeTicks(numbers, [...found.keys()], false);
  if (ticks === null) throw outOfRange(text);
  return new TimeSpan(ticks);
}

/** TimeSpan.ParseExact with one format. Throws FormatError, OverflowError. */
export function parseTimeSpanExact(text: string, format: string): TimeSpan {
  if (format === '') throw badSpecifier(format);
  if (format.length !== 1) return parseCustom(text, format);
  switch (format) {
    case 'c':
    case 't':
    case 'T': {
      if (!/^\s*-?(\d+|(\d+\.)?\d+:\d+(:\d+(\.\d+)?)?)\s*$/.test(text)) throw badInput();
      return parseTimeSpan(text);
    }
    case 'g':
    case 'G': {
      const long = /^\s*-?\d+:\d+:\d+:\d+\.\d+\s*$/;
      const short = /^\s*-?(\d+|\d+:\d+(:\d+(\.\d+)?)?|\d+:\d+:\d+:\d+(\.\d+)?)\s*$/;
      if (!(format === 'G' ? long : short).test(text)) throw notRecognized(text);
      return parseTimeSpan(text);
    }
    default:
      throw badSpecifier(format);
  }
}
