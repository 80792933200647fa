/** Splitting and trimming of strings as System.String does. */
import { ArgumentOutOfRangeError } from '../dotnet/errors.ts';

const WHITE = /[\t-\r \u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]/;

/** True for Char.IsWhiteSpace. */
export function isWhite(c: string): boolean {
  return WHITE.test(c);
}

/** String.TrimStart; `set` null = white space. */
export function trimStart(t: string, set: string | null): string {
  let i = 0;
  while (i < t.length && (set === null ? isWhite(t.charAt(i)) : set.includes(t.charAt(i)))) i++;
  return t.slice(i);
}

/** String.TrimEnd. */
export function trimEnd(t: string, set: string | null): string {
  let i = t.length;
  while (i > 0 && (set === null ? isWhite(t.charAt(i - 1)) : set.includes(t.charAt(i - 1)))) i--;
  return t.slice(0, i);
}

/** String.Split. Options: 1 = RemoveEmptyEntries, 2 = TrimEntries. No separators = white space. Throws for a negative count. */
export function splitText(t: string, separators: string[], count: number, options: number, counted = false): string[] {
  if (counted && count < 0) throw new ArgumentOutOfRangeError('count', 'Count cannot be less than zero.');
  if (counted && count === 0) return [];
  const limit = counted ? count : Number.POSITIVE_INFINITY;
  const removeEmpty = (options & 1) !== 0;
  const trim = (options & 2) !== 0;
  const marks = separators.filter((x) => x !== '');
  if (limit === 1 || t === '') return finish([t], removeEmpty, trim);
  const raw: string[] = [];
  let from = 0;
  let kept = 0;
  let i = 0;
  while (i < t.length && kept < limit - 1) {
    const length = marks.length > 0 ? markAt(t, i, marks) : separators.length === 0 && isWhite(t.charAt(i)) ? 1 : 0;
    if (length === 0) {
      i++;
      continue;
    }
    const piece = trim ? t.slice(from, i).trim() : t.slice(from, i);
    if (!(removeEmpty && piece === '')) {
      raw.push(piece);
      kept++;
    }
    i += length;
    from = i;
  }
  let rest = t.slice(from);
  if (removeEmpty && kept >= limit - 1) rest = dropLeading(rest, marks, separators.length === 0);
  raw.push(trim ? rest.trim() : rest);
  return finish(raw, removeEmpty, trim);
}

/** With RemoveEmptyEntries the last piece does not begin with separators. */
function dropLeading(t: string, marks: string[], white: boolean): string {
  let i = 0;
  for (;;) {
    const length = marks.length > 0 ? markAt(t, i, marks) : white && i < t.length && isWhite(t.charAt(i)) ? 1 : 0;
    if (length === 0) return t.slice(i);
    i += length;
  }
}

function markAt(t: string, i: number, marks: string[]): number {
  for (const mark of marks) if (t.startsWith(mark, i)) return mark.length;
  return 0;
}

function finish(parts: string[], removeEmpty: boolean, trim: boolean): string[] {
  const trimmed = trim ? parts.map((x) => x.trim()) : parts;
  return removeEmpty ? trimmed.filter((x) => x !== '') : trimmed;
}
