import { timeParts } from './calendar.ts';
import { CULTURES, type CultureName } from './culture.ts';
import { quotedText, repeatCount } from './datePattern.ts';
import { FormatError } from './errors.ts';

const TICKS_PER_DAY = 864_000_000_000n;

function invalid(): FormatError {
  return new FormatError('Input string was not in a correct format.');
}

function two(value: number): string {
  return String(value).padStart(2, '0');
}

interface Parts {
  readonly negative: boolean;
  readonly days: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
  readonly fraction: number;
}

function parts(ticks: bigint): Parts {
  const negative = ticks < 0n;
  const size = negative ? -ticks : ticks;
  const days = size / TICKS_PER_DAY;
  return { negative, days: Number(days), ...timeParts(Number(size - days * TICKS_PER_DAY)) };
}

function constant(p: Parts): string {
  const days = p.days === 0 ? '' : `${p.days}.`;
  const fraction = p.fraction === 0 ? '' : `.${String(p.fraction).padStart(7, '0')}`;
  return `${p.negative ? '-' : ''}${days}${two(p.hour)}:${two(p.minute)}:${two(p.second)}${fraction}`;
}

function general(p: Parts, long: boolean, culture: CultureName): string {
  const sign = p.negative ? '-' : '';
  const point = CULTURES[culture].number.decimal;
  const digits = String(p.fraction).padStart(7, '0');
  if (long) return `${sign}${p.days}:${two(p.hour)}:${two(p.minute)}:${two(p.second)}${point}${digits}`;
  const days = p.days === 0 ? '' : `${p.days}:`;
  const fraction = p.fraction === 0 ? '' : point + digits.replace(/0+$/, '');
  return `${sign}${days}${p.hour}:${two(p.minute)}:${two(p.second)}${fraction}`;
}

function custom(p: Parts, format: string): string {
  let out = '';
  for (let at = 0; at < format.length; ) {
    const ch = format[at] ?? '';
    let length = 1;
    const counted = (max: number): number => {
      length = repeatCount(format, at);
      if (length > max) throw invalid();
      return length;
    };
    switch (ch) {
      case 'h':
        out += String(p.hour).padStart(counted(2), '0');
        break;
      case 'm':
        out += String(p.minute).padStart(counted(2), '0');
        break;
      case 's':
        out += String(p.second).padStart(counted(2), '0');
        break;
      case 'd':
        out += String(p.days).padStart(counted(8), '0');
        break;
      case 'f':
      case 'F': {
        const digits = String(p.fraction).padStart(7, '0').slice(0, counted(7));
        out += ch === 'f' ? digits : digits.replace(/0+$/, '');
        break;
      }
      case "'":
      case '"': {
        const quoted = quotedText(format, at);
        out += quoted.text;
        length = quoted.length;
        break;
      }
      case '%': {
        const next = format[at + 1];
        if (next === undefined || next === '%') throw invalid();
        out += custom(p, next);
        length = 2;
        break;
      }
      case '\\':
        if (at + 1 >= format.length) throw invalid();
        out += format[at + 1];
        length = 2;
        break;
      default:
        throw invalid();
    }
    at += length;
  }
  return out;
}

/** TimeSpan.ToString(format, culture) of ticks. Throws FormatError. Behaviour: .NET 10. */
export function formatTimeSpan(ticks: bigint, format: string, culture: CultureName): string {
  const p = parts(ticks);
  if (format.length <= 1) {
    switch (format) {
      case '':
      case 'c':
      case 't':
      case 'T':
        return constant(p);
      case 'g':
        return general(p, false, culture);
      case 'G':
        return general(p, true, culture);
      default:
        throw invalid();
    }
  }
  return custom(p, format);
}
