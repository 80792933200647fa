import { CULTURES, type CultureName, type NumberSymbols } from './culture.ts';
import { Decimal } from './decimal.ts';
import { divideHalfEven, powerOfTen } from './digits.ts';
import { compareToDouble } from './double.ts';
import { ArgumentError, FormatError, OverflowError } from './errors.ts';
import { integerValue, rangeError } from './integerMath.ts';
import { INTEGER_FACTS, type IntegerKind, isIntegerKind, type NumericKind, type NumericValue } from './kinds.ts';

/** System.Globalization.NumberStyles: the flags and the usual combinations. */
export const NumberStyles = {
  None: 0,
  AllowLeadingWhite: 1,
  AllowTrailingWhite: 2,
  AllowLeadingSign: 4,
  AllowTrailingSign: 8,
  AllowParentheses: 16,
  AllowDecimalPoint: 32,
  AllowThousands: 64,
  AllowExponent: 128,
  AllowCurrencySymbol: 256,
  AllowHexSpecifier: 512,
  AllowBinarySpecifier: 1024,
  Integer: 7,
  HexNumber: 515,
  BinaryNumber: 1027,
  Number: 111,
  Float: 167,
  FloatAndThousands: 231,
  Currency: 383,
  Any: 511,
} as const;

/** A parsed number before it becomes a kind: 0.DIGITS × 10^scale; digits keep trailing zeros. */
interface Parsed {
  digits: string;
  scale: number;
  negative: boolean;
  /** A decimal point was read. */
  point: boolean;
}

function isWhite(code: number): boolean {
  return code === 32 || (code >= 9 && code <= 13);
}

function isDigit(code: number): boolean {
  return code >= 48 && code <= 57;
}

const MAX_EXPONENT = 99999999;

/** The scanner all kinds share, after .NET's rules for white space, signs, parentheses, currency, groups and exponents. */
class NumberScanner {
  private at = 0;
  private readonly text: string;
  private readonly styles: number;
  private readonly symbols: NumberSymbols;
  private sign = false;
  private parentheses = false;
  private currencySeen = false;
  private currencyPending: boolean;
  private negative = false;

  constructor(text: string, styles: number, symbols: NumberSymbols) {
    this.text = text;
    this.styles = styles;
    this.symbols = symbols;
    this.currencyPending = (styles & NumberStyles.AllowCurrencySymbol) !== 0;
  }

  private match(symbol: string): boolean {
    if (!this.text.startsWith(symbol, this.at)) return false;
    this.at += symbol.length;
    return true;
  }

  private signSymbol(): boolean {
    if (this.match(this.symbols.positive)) return true;
    if (!this.match(this.symbols.negative)) return false;
    this.negative = true;
    return true;
  }

  private leading(): void {
    const { styles } = this;
    for (;;) {
      const code = this.text.charCodeAt(this.at);
      // White space may not follow a sign, unless a currency symbol came between.
      if (isWhite(code) && styles & NumberStyles.AllowLeadingWhite && !(this.sign && !this.currencySeen)) {
        this.at++;
      } else if (styles & NumberStyles.AllowLeadingSign && !this.sign && this.signSymbol()) {
        this.sign = true;
      } else if (styles & NumberStyles.AllowParentheses && !this.sign && code === 40) {
        this.at++;
        this.sign = true;
        this.parentheses = true;
        this.negative = true;
      } else if (this.currencyPending && this.match(this.symbols.currency)) {
        this.currencySeen = true;
        this.currencyPending = false;
      } else {
        return;
      }
    }
  }

  private trailing(): void {
    const { styles } = this;
    for (;;) {
      const code = this.text.charCodeAt(this.at);
      if (isWhite(code) && styles & NumberStyles.AllowTrailingWhite) {
        this.at++;
      } else if (styles & NumberStyles.AllowTrailingSign && !this.sign && this.signSymbol()) {
        this.sign = true;
      } else if (code === 41 && this.parentheses) {
        this.at++;
        this.parentheses = false;
      } else if (this.currencyPending && this.match(this.symbols.currency)) {
        this.currencyPending = false;
      } else {
        return;
      }
    }
  }

  private exponent(): number {
    const start = this.at++;
    let negative = false;
    if (!this.match(this.symbols.positive) && this.match(this.symbols.negative)) negative = true;
    const first = this.at;
    while (isDigit(this.text.charCodeAt(this.at))) this.at++;
    if (this.at === first) {
      this.at = start;
      return 0;
    }
    const size = Math.min(Number(this.text.slice(first, this.at)), MAX_EXPONENT);
    return negative ? -size : size;
  }

  /** Null if the text is no number; trailing NULs are allowed. */
  scan(): Parsed | null {
    const { styles, text } = this;
    this.leading();
    let digits = '';
    let scale = 0;
    let anyDigit = false;
    let nonZero = false;
    let point = false;
    for (;;) {
      const code = text.charCodeAt(this.at);
      if (isDigit(code)) {
        anyDigit = true;
        if (code !== 48 || nonZero) {
          digits += text[this.at];
          nonZero = true;
          if (!point) scale++;
        } else if (point) {
          scale--;
        }
        this.at++;
      } else if (styles & NumberStyles.AllowDecimalPoint && !point && this.match(this.symbols.decimal)) {
        point = true;
      } else if (!(styles & NumberStyles.AllowThousands && anyDigit && !point && this.match(this.symbols.group))) {
        break;
      }
    }
    if (!anyDigit) return null;
    const code = text.charCodeAt(this.at);
    if ((code === 69 || code === 101) && styles & NumberStyles.AllowExponent) scale += this.exponent();
    this.trailing();
    if (this.parentheses) return null;
    while (text.charCodeAt(this.at) === 0) this.at++;
    return this.at < text.length ? null : { digits, scale, negative: this.negative, point };
  }
}

function scanNumber(text: string, styles: number, culture: CultureName): Parsed | null {
  return new NumberScanner(text, styles, CULTURES[culture].number).scan();
}

/** Beyond this many digits a BigInteger is not worth computing. */
const MAX_INTEGER_DIGITS = 1_000_000;

/** An integer of a parsed number; null if it has a fraction or is absurdly large. */
function parsedToInteger(parsed: Parsed): bigint | null {
  const digits = parsed.digits.replace(/0+$/, '');
  if (digits === '') return 0n;
  if (digits.length > parsed.scale || parsed.scale > MAX_INTEGER_DIGITS) return null;
  const size = BigInt(digits) * powerOfTen(parsed.scale - digits.length);
  return parsed.negative ? -size : size;
}

function parsedToDecimal(parsed: Parsed): Decimal {
  const { digits, negative } = parsed;
  const places = digits.length - parsed.scale;
  if (digits === '') return new Decimal(0n, Math.min(Math.max(places, 0), 28));
  if (parsed.scale > 29) throw new OverflowError('Value was either too large or too small for a Decimal.');
  if (parsed.scale < -29) return new Decimal(0n, 28);
  const mantissa = BigInt(digits) * (negative ? -1n : 1n);
  return places < 0 ? Decimal.fit(mantissa * powerOfTen(-places), 0) : parseFit(mantissa, places);
}

/** As Decimal.fit; a value that rounds to nothing keeps 28 places. */
function parseFit(mantissa: bigint, places: number): Decimal {
  if (places > 28 && divideHalfEven(mantissa, powerOfTen(places - 28)) === 0n) return new Decimal(0n, 28);
  return Decimal.fit(mantissa, places);
}

function parsedToDouble(parsed: Parsed): number {
  const size = parsed.digits === '' ? 0 : Number(`0.${parsed.digits}e${parsed.scale}`);
  return parsed.negative ? -size : size;
}

/** The nearest single. Rounding a double that lies midway between two singles needs the digits beyond it. */
function parsedToSingle(parsed: Parsed): number {
  const double = parsedToDouble(parsed);
  const single = Math.fround(double);
  if (single === double || !Number.isFinite(double)) return single;
  const beyond = compareToDouble(parsed.digits, parsed.scale, Math.abs(double));
  return beyond === 0 ? single : Math.fround(double * (1 + beyond * Number.EPSILON));
}

function specialFloat(text: string, symbols: NumberSymbols): number | null {
  const trimmed = text.trim().toLowerCase();
  const infinity = symbols.infinity.toLowerCase();
  const nan = symbols.nan.toLowerCase();
  if (trimmed === infinity || trimmed === symbols.positive + infinity) return Number.POSITIVE_INFINITY;
  if (trimmed === symbols.negativeInfinity.toLowerCase()) return Number.NEGATIVE_INFINITY;
  if (trimmed === nan || trimmed === symbols.positive + nan || trimmed === symbols.negative + nan) return Number.NaN;
  return null;
}

function formatError(kind: NumericKind, text: string): FormatError {
  if (kind === 'BigInteger') return new FormatError('The value could not be parsed.');
  return new FormatError(`The input string '${text}' was not in a correct format.`);
}

/** Hexadecimal or binary digits, read as the kind's two's complement. */
function parseRadix(kind: IntegerKind | 'BigInteger', text: string, styles: number): bigint {
  const binary = (styles & NumberStyles.AllowBinarySpecifier) !== 0;
  let body = text;
  if (styles & NumberStyles.AllowLeadingWhite) body = body.replace(/^[ \t-\r]+/, '');
  body = body.replace(/\0+$/, '');
  if (styles & NumberStyles.AllowTrailingWhite) body = body.replace(/[ \t-\r]+$/, '');
  if (!(binary ? /^[01]+$/ : /^[0-9A-Fa-f]+$/).test(body)) throw formatError(kind, text);
  const value = BigInt((binary ? '0b' : '0x') + body);
  if (kind === 'BigInteger') return BigInt.asIntN(body.length * (binary ? 1 : 4), value);
  const { bits, signed } = INTEGER_FACTS[kind];
  if (value >> BigInt(bits) !== 0n) throw rangeError(kind);
  return signed ? BigInt.asIntN(bits, value) : value;
}

/** The styles that a kind's Parse(string) uses. */
export function defaultStyles(kind: NumericKind): number {
  if (kind === 'Double' || kind === 'Single') return NumberStyles.FloatAndThousands;
  return kind === 'Decimal' ? NumberStyles.Number : NumberStyles.Integer;
}

function parseOther(kind: NumericKind, text: string, styles: number, culture: CultureName): NumericValue {
  const parsed = scanNumber(text, styles, culture);
  if (kind === 'Double' || kind === 'Single') {
    if (parsed !== null) return kind === 'Double' ? parsedToDouble(parsed) : parsedToSingle(parsed);
    const special = specialFloat(text, CULTURES[culture].number);
    if (special === null) throw formatError(kind, text);
    return special;
  }
  if (parsed === null) throw formatError(kind, text);
  if (kind === 'Decimal') return parsedToDecimal(parsed);
  const integer = parsedToInteger(parsed);
  if (kind === 'BigInteger') {
    if (integer !== null) return integer;
    throw parsed.scale > MAX_INTEGER_DIGITS ? new OverflowError('The value could not be parsed.') : formatError(kind, text);
  }
  // .NET takes "-0.0" for a negative number, though not "-0".
  const negativeZero = parsed.negative && parsed.point && parsed.digits === '';
  if (negativeZero && isIntegerKind(kind) && !INTEGER_FACTS[kind].signed) throw rangeError(kind);
  if (!isIntegerKind(kind) || integer === null || integer < INTEGER_FACTS[kind].min || integer > INTEGER_FACTS[kind].max) {
    throw rangeError(isIntegerKind(kind) ? kind : 'Int32');
  }
  return integerValue(kind, integer);
}

/**
 * Parse(text, styles, culture) of a numeric kind. Throws FormatError, OverflowError, and ArgumentError for hexadecimal
 * styles on kinds that have none. Behaviour: .NET 10.
 */
export function parseNumber(
  kind: NumericKind,
  text: string,
  culture: CultureName = 'iv',
  styles: number = defaultStyles(kind),
): NumericValue {
  if (styles & (NumberStyles.AllowHexSpecifier | NumberStyles.AllowBinarySpecifier)) {
    if (kind === 'Double' || kind === 'Single' || kind === 'Decimal') {
      throw new ArgumentError(
        'The number styles AllowHexSpecifier and AllowBinarySpecifier are not supported on floating point data types.',
        'style',
      );
    }
    const value = parseRadix(kind, text, styles);
    return isIntegerKind(kind) ? integerValue(kind, value) : value;
  }
  return parseOther(kind, text, styles, culture);
}

/** TryParse: the value, or null where Parse would throw. */
export function tryParseNumber(kind: NumericKind, text: string, culture?: CultureName, styles?: number): NumericValue | null {
  try {
    return parseNumber(kind, text, culture, styles);
  } catch (error) {
    if (error instanceof FormatError || error instanceof OverflowError) return null;
    throw error;
  }
}
