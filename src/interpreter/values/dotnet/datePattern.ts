import { FormatError } from './errors.ts';

/** What the custom formats of dates, times and spans have in common. */

/** How often the character at an index is repeated there. */
export function repeatCount(format: string, at: number): number {
  let end = at + 1;
  while (end < format.length && format[end] === format[at]) end++;
  return end - at;
}

/** The text in quotes that starts at an index, with backslash escapes, and how long it is with its quotes. Throws FormatError. */
export function quotedText(format: string, at: number): { text: string; length: number } {
  const quote = format[at];
  let text = '';
  let next = at + 1;
  while (next < format.length) {
    const ch = format[next++];
    if (ch === quote) return { text, length: next - at };
    if (ch === '\\') {
      if (next >= format.length) throw new FormatError('Input string was not in a correct format.');
      text += format[next++];
    } else {
      text += ch;
    }
  }
  throw new FormatError(`Cannot find a matching quote character for the character '${quote}'.`);
}

/** The same pattern, if none of the letters occurs in it outside quotes and escapes. Throws FormatError. */
export function checkedPattern(format: string, forbidden: string): string {
  for (let at = 0; at < format.length; at++) {
    const ch = format[at] ?? '';
    if (ch === '\\') {
      at++;
    } else if (ch === "'" || ch === '"') {
      at += quotedText(format, at).length - 1;
    } else if (forbidden.includes(ch)) {
      throw new FormatError('Input string was not in a correct format.');
    }
  }
  return format;
}
