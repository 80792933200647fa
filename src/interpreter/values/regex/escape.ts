/** Regex.Escape and Regex.Unescape. */
import { PatternScanner } from './scanner.ts';

const LETTERS: Record<string, string> = { '\n': 'n', '\r': 'r', '\t': 't', '\f': 'f' };

/** Regex.Escape: a pattern that matches exactly this text. */
export function escapeRegex(text: string): string {
  return text.replace(/[\t\n\f\r #$()*+.?[\\^{|]/g, (char) => `\\${LETTERS[char] ?? char}`);
}

/** Regex.Unescape: the text in which every escape is replaced by its character. @throws RegexParseError */
export function unescapeRegex(text: string): string {
  const scanner = new PatternScanner(text, 0);
  let out = '';
  for (;;) {
    const next = text.indexOf('\\', scanner.pos);
    if (next < 0) return out + text.slice(scanner.pos);
    out += text.slice(scanner.pos, next);
    scanner.pos = next + 1;
    if (scanner.atEnd) return out;
    out += String.fromCharCode(scanner.scanCharEscape());
  }
}
