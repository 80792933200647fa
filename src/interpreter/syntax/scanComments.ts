/** Line comments, among them `#requires` and the line that opens a signature block (tokenizer.cs). */
import { isWhitespace } from './chars.ts';
import type { Tokenizer } from './tokenizer.ts';

const signature = 'sig#beginsignatureblock\n';
const threshold = 10;

/** Scans to the end of a line comment whose `#` was taken. */
export function scanLineComment(t: Tokenizer): void {
  const start = t.index;
  const { script } = t;
  let i = start;
  while (i < script.length) {
    const c = script.charCodeAt(i);
    if (c === 13 || c === 10) break;
    i++;
  }
  t.index = i;
  const token = t.newToken('Comment');
  if (looksLikeSignature(script, start, i)) t.signatureStart = t.currentExtent().start;
  else if (t.nestedAdjustment === 0 && script.slice(start, start + 8).toLowerCase() === 'requires') t.requiresTokens.push(token);
}

/** Comments whose text is near enough to "SIG # Begin signature block" start a signature: code after it is an error. */
function looksLikeSignature(script: string, start: number, end: number): boolean {
  // Cheap refusals first, since every comment passes here.
  if (end - start < signature.length - threshold - 1) return false;
  let line = '';
  for (let i = start; i < end; i++) {
    if (isWhitespace(script.charCodeAt(i))) continue;
    line += script[i];
    if (line.length > signature.length + threshold) return false;
  }
  line = `${line}${end < script.length ? script[end] : '\0'}`.toLowerCase();
  if (line.length < signature.length - threshold || line.length > signature.length + threshold) return false;
  return distance(line, signature) < threshold;
}

/** Levenshtein's distance. */
function distance(first: string, second: string): number {
  let previous = Array.from({ length: second.length + 1 }, (_, i) => i);
  for (let row = 1; row <= first.length; row++) {
    const current = [row];
    for (let column = 1; column <= second.length; column++) {
      current.push(
        first[row - 1] === second[column - 1]
          ? previous[column - 1]
          : 1 + Math.min(previous[column], current[column - 1], previous[column - 1]),
      );
    }
    previous = current;
  }
  return previous[second.length];
}
