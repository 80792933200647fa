/** Arithmetic of extents, as Parser.cs and Position.cs have it. */
import type { Extent } from './token.ts';

/** Anything with an extent: a token, a node, a type name. */
export type Positioned = Extent | { extent: Extent };

function of(item: Positioned): Extent {
  return 'extent' in item ? item.extent : item;
}

/** PowerShell's empty extent, which stands for what is not in the text. */
export function emptyExtent(): Extent {
  return { start: 0, end: 0 };
}

/** From the start of one to the end of another; the empty extent counts for nothing. */
export function span(first: Positioned, last: Positioned): Extent {
  const a = of(first);
  const b = of(last);
  if (a.start === 0 && a.end === 0) return b;
  if (b.start === 0 && b.end === 0) return a;
  return { start: a.start, end: b.end };
}

/** The position directly after. */
export function after(item: Positioned): Extent {
  const { end } = of(item);
  return { start: end, end };
}

/** The position one character before the start. */
export function before(item: Positioned): Extent {
  const start = Math.max(0, of(item).start - 1);
  return { start, end: start };
}

/** The extent of the first that is there, else the empty extent. */
export function firstExtent(...items: (Positioned | null | undefined)[]): Extent {
  for (const item of items) if (item) return of(item);
  return emptyExtent();
}

/** Offsets at which lines start: after LF, CR LF or a lone CR. */
export function lineStarts(text: string): number[] {
  const starts = [0];
  for (let i = 0; i < text.length; i++) {
    const c = text.charCodeAt(i);
    if (c === 13) {
      if (text.charCodeAt(i + 1) === 10) i++;
      starts.push(i + 1);
    } else if (c === 10) starts.push(i + 1);
  }
  return starts;
}

/** Line and column, both from 1, of an offset (IScriptPosition). `starts` is what lineStarts() gave for the text. */
export function lineAndColumn(starts: readonly number[], offset: number): { line: number; column: number } {
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (starts[middle] <= offset) low = middle;
    else high = middle - 1;
  }
  return { line: low + 1, column: offset - starts[low] + 1 };
}
