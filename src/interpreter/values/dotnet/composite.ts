import { FormatError } from './errors.ts';

/**
 * String.Format's composite format strings as plain segments; the caller formats each argument by its own rules.
 * Behaviour: .NET 10's StringBuilder.AppendFormat.
 */

/** Text to copy, or a place for an argument. */
export type CompositeSegment =
  | { readonly kind: 'text'; readonly text: string }
  | {
      readonly kind: 'argument';
      readonly index: number;
      /** Minimum width; negative means left-justified; 0 none. */
      readonly width: number;
      /** What stands after the colon; empty if nothing does. */
      readonly format: string;
    };

const LIMIT = 1_000_000;

const ENDS_EARLY = 'Format item ends prematurely.';
const EXPECTED_DIGIT = 'Expected an ASCII digit.';
const UNEXPECTED_BRACE = 'Unexpected closing brace without a corresponding opening brace.';

function invalid(offset: number, reason: string): FormatError {
  return new FormatError(`Input string was not in a correct format. Failure to parse near offset ${offset}. ${reason}`);
}

/** Reads one format string. */
class CompositeReader {
  private at = 0;
  private readonly format: string;
  readonly segments: CompositeSegment[] = [];

  constructor(format: string) {
    this.format = format;
  }

  private move(): string {
    this.at++;
    const ch = this.format[this.at];
    if (ch === undefined) throw invalid(this.at, ENDS_EARLY);
    return ch;
  }

  private text(text: string): void {
    if (text !== '') this.segments.push({ kind: 'text', text });
  }

  /** Reads a number from its first digit; gives it and the character after it. */
  private count(first: string): [number, string] {
    let ch = first;
    if (ch < '0' || ch > '9') throw invalid(this.at, EXPECTED_DIGIT);
    let value = Number(ch);
    ch = this.move();
    while (ch >= '0' && ch <= '9' && value < LIMIT) {
      value = value * 10 + Number(ch);
      ch = this.move();
    }
    return [value, ch];
  }

  private spaces(first: string): string {
    let ch = first;
    while (ch === ' ') ch = this.move();
    return ch;
  }

  private item(first: string): void {
    let [index, ch] = this.count(first);
    let width = 0;
    let format = '';
    ch = this.spaces(ch);
    if (ch === ',') {
      ch = this.spaces(this.move());
      const left = ch === '-';
      if (left) ch = this.move();
      [width, ch] = this.count(ch);
      ch = this.spaces(ch);
      if (left) width = -width;
    }
    if (ch !== '}') {
      if (ch !== ':') throw invalid(this.at, ENDS_EARLY);
      const start = this.at + 1;
      do {
        ch = this.move();
        if (ch === '{') throw invalid(this.at, ENDS_EARLY);
      } while (ch !== '}');
      format = this.format.slice(start, this.at);
    }
    this.at++;
    this.segments.push({ kind: 'argument', index, width, format });
  }

  read(): CompositeSegment[] {
    const { format } = this;
    while (this.at < format.length) {
      let end = this.at;
      while (end < format.length && format[end] !== '{' && format[end] !== '}') end++;
      this.text(format.slice(this.at, end));
      this.at = end;
      if (end === format.length) break;
      const brace = format[end];
      const ch = this.move();
      if (ch === brace) {
        this.text(ch);
        this.at++;
      } else if (brace !== '{') {
        throw invalid(this.at, UNEXPECTED_BRACE);
      } else {
        this.item(ch);
      }
    }
    return this.segments;
  }
}

/** Parse a composite format string. Throws FormatError with .NET's texts. */
export function parseComposite(format: string): CompositeSegment[] {
  return new CompositeReader(format).read();
}

/** The error of String.Format for an item whose index has no argument. */
export function compositeIndexError(): FormatError {
  return new FormatError('Index (zero based) must be greater than or equal to zero and less than the size of the argument list.');
}

/** Pad a formatted argument to its segment's width. */
export function alignComposite(text: string, width: number): string {
  return width < 0 ? text.padEnd(-width) : text.padStart(width);
}

/** String.Format with a function that formats argument `index` by `format`. Throws FormatError. */
export function formatComposite(format: string, count: number, argument: (index: number, format: string) => string): string {
  let out = '';
  for (const segment of parseComposite(format)) {
    if (segment.kind === 'text') {
      out += segment.text;
    } else {
      if (segment.index >= count) throw compositeIndexError();
      out += alignComposite(argument(segment.index, segment.format), segment.width);
    }
  }
  return out;
}
