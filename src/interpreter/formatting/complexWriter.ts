/** Free text with frames (Format-Custom, group headings, error views). Behaviour: PowerShell's ComplexWriter.cs. */
import { generateLines } from './cells.ts';
import type { FormatValue } from './packets.ts';

interface Frame {
  left: number;
  right: number;
  first: number;
}

/** Lines of free text on a screen of so many columns (Infinity: no wrapping). */
export function complexLines(values: readonly FormatValue[], screen: number): string[] {
  const lines: string[] = [];
  const frames: Frame[] = [];
  let buffer = '';
  const flush = (): void => {
    const left = frames.reduce((sum, frame) => sum + frame.left, 0);
    const right = frames.reduce((sum, frame) => sum + frame.right, 0);
    let first = frames[frames.length - 1]?.first ?? 0;
    const width = screen - left - right;
    if (width <= 0) buffer = '';
    if (Math.abs(first) >= width) first = 0;
    const firstWidth = first >= 0 ? width - first : width;
    const nextWidth = first >= 0 ? width : width + first;
    const firstIndent = first >= 0 ? left + first : left;
    const nextIndent = first >= 0 ? left : left - first;
    generateLines(buffer, firstWidth, nextWidth).forEach((line, i) => {
      lines.push(' '.repeat(i === 0 ? firstIndent : nextIndent) + line);
    });
    buffer = '';
  };
  const walk = (list: readonly FormatValue[], depth: number): void => {
    for (const value of list) {
      if (value.kind === 'text') buffer += value.text;
      else if (value.kind === 'newLine') flush();
      else if (depth < 50) {
        frames.push(value);
        walk(value.values, depth + 1);
        frames.pop();
      }
    }
  };
  walk(values, 0);
  flush();
  return lines;
}
