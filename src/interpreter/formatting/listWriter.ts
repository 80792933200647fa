/** Lists as text: `Label : value`, wrapped under the value. Behaviour: PowerShell's ListWriter.cs. */

import type { Style } from '../errors/viewsStyle.ts';
import { cellLength, cellSubstring, fitFromStart, generateLines, splitLines } from './cells.ts';

const SEPARATOR = ' : ';

/** The lines of one object's list; none if the screen is too narrow. */
export function listLines(fields: readonly (readonly [string, string])[], screen: number, style: Style): string[] {
  if (fields.length === 0 || screen - SEPARATOR.length - 2 < 0) return [];
  const widest = Math.max(...fields.map(([label]) => cellLength(label)));
  const labelWidth = Math.min(widest, screen - SEPARATOR.length - 1);
  const indent = labelWidth + SEPARATOR.length;
  const room = screen - indent;
  const lines: string[] = [];
  for (const [label, value] of fields) {
    const cells = cellLength(label);
    const fitted = cells < labelWidth ? label + ' '.repeat(labelWidth - cells) : cellSubstring(label, 0, fitFromStart(label, labelWidth));
    let head = style.accent === '' ? fitted + SEPARATOR : `${style.accent}${fitted}${SEPARATOR}${style.reset}`;
    for (const line of splitLines(value)) {
      for (const part of generateLines(line, room, room)) {
        lines.push(head + part);
        head = ' '.repeat(indent);
      }
    }
  }
  return lines;
}
