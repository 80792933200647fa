/** Tables as text. Behaviour: PowerShell's TableWriter.cs and ColumnWidthManager.cs. */

import type { Style } from '../errors/viewsStyle.ts';
import { cellLength, cellSubstring, ELLIPSIS, firstLine, fitFromEnd, fitFromStart, generateLines, RESET } from './cells.ts';
import type { Alignment } from './packets.ts';

const SEPARATOR = 1;
const MIN_WIDTH = 1;
const MIN_SCREEN = 5;

/** A table's columns as laid out on the screen. Plain data. */
export interface TableLayout {
  /** Cells per column; below 1 = hidden. */
  widths: number[];
  alignments: Alignment[];
  isProperty: boolean[];
  hideHeader: boolean;
  /** True: nothing can be shown (screen too narrow). */
  disabled: boolean;
}

function currentWidth(widths: readonly number[]): number {
  let sum = 0;
  let visible = 0;
  for (const width of widths) {
    if (width > 0) {
      sum += width;
      visible++;
    }
  }
  return sum + SEPARATOR * (visible - 1);
}

/** Gives columns without a width their share of the screen; false if the columns don't fit. */
function assignWidths(widths: number[], screen: number): boolean {
  if (widths.every((width) => width > 0)) return currentWidth(widths) <= screen;
  const fixed = widths.map((width) => width > 0);
  for (let k = 0; k < widths.length; k++) if (widths[k] === 0) widths[k] = MIN_WIDTH;
  let available = screen - currentWidth(widths);
  if (available < 0) return false;
  while (available > 0) {
    for (let k = 0; k < widths.length && available > 0; k++) {
      if (fixed[k]) continue;
      widths[k] = (widths[k] as number) + 1;
      available--;
    }
  }
  return true;
}

/** Takes what is too much from the right-most column, hiding it if nothing is left, and so on leftwards. */
function trimWidths(widths: number[], screen: number): void {
  for (;;) {
    const excess = currentWidth(widths) - screen;
    if (excess <= 0) return;
    const hidden = widths.findIndex((width) => width < 0);
    const last = hidden < 0 ? widths.length - 1 : hidden - 1;
    if (last < 0) return;
    const width = (widths[last] as number) - excess;
    widths[last] = width < MIN_WIDTH ? -1 : width;
  }
}

/** Lays columns out for a screen. Widths of 0 are worked out. */
export function layoutTable(
  wanted: readonly number[],
  alignments: readonly Alignment[],
  isProperty: readonly boolean[],
  hideHeader: boolean,
  screen: number,
): TableLayout {
  const widths = [...wanted];
  const layout: TableLayout = { widths, alignments: [...alignments], isProperty: [...isProperty], hideHeader, disabled: false };
  if (screen < MIN_SCREEN) {
    layout.disabled = true;
    return layout;
  }
  if (!assignWidths(widths, screen)) trimWidths(widths, screen);
  layout.disabled = !widths.some((width) => width >= MIN_WIDTH);
  return layout;
}

/** How many equal columns of a text's width fit (Format-Wide -AutoSize). */
export function wideItemsPerRow(cells: number, screen: number): number {
  if (cells <= 0 || screen < 1 || cells >= screen) return 1;
  let columns = 1;
  while (cells * (columns + 1) + columns * SEPARATOR < screen) columns++;
  return columns;
}

/** A cell cut or padded to its width. The last column (`pad` false) is not padded on the right. */
function fitCell(value: string, width: number, alignment: Alignment, pad: boolean): string {
  let text = firstLine(value);
  const cells = cellLength(text);
  if (cells < width) {
    const room = width - cells;
    if (alignment === 'right') text = ' '.repeat(room) + text;
    else if (alignment === 'center') {
      const left = Math.floor(room / 2);
      text = ' '.repeat(left) + text + (pad ? ' '.repeat(room - left) : '');
    } else if (pad) text += ' '.repeat(room);
  } else if (cells > width) {
    const keep = width - 1;
    if (keep > 0) {
      if (alignment === 'right') {
        const count = fitFromEnd(text, keep);
        text = ELLIPSIS + tail(text, count);
      } else {
        text = cellSubstring(text, 0, fitFromStart(text, keep));
        text = text.endsWith(RESET) ? text.slice(0, -RESET.length) + ELLIPSIS + RESET : text + ELLIPSIS;
      }
    } else {
      text = alignment === 'right' ? tail(text, fitFromEnd(text, width)) : cellSubstring(text, 0, fitFromStart(text, width));
    }
  }
  if (cellLength(text) === width) return text;
  // A double-width character that didn't fit leaves one cell empty.
  if (alignment === 'right') return ` ${text}`;
  return pad ? `${text} ` : text;
}

function tail(text: string, count: number): string {
  const length = cellSubstringLength(text);
  return cellSubstring(text, length - count, count);
}

function cellSubstringLength(text: string): number {
  return text.replace(/\x1b\[[\d;]*m/g, '').length;
}

function singleRow(layout: TableLayout, values: readonly string[], alignments: readonly Alignment[], headerStyle: Style | null): string {
  let line = '';
  const last = layout.widths.length - 1;
  for (let k = 0; k <= last; k++) {
    const width = layout.widths[k] as number;
    if (width <= 0) continue;
    if (k > 0) line += ' '.repeat(SEPARATOR);
    const field = fitCell(values[k] ?? '', width, alignments[k] as Alignment, k < last);
    if (headerStyle !== null) line += headerStyle.tableHeader + field + headerStyle.reset;
    else line += field.includes('\x1b') && !field.trimEnd().endsWith(RESET) ? field + RESET : field;
  }
  return line;
}

function wrappedRows(
  layout: TableLayout,
  values: readonly string[],
  alignments: readonly Alignment[],
  headerStyle: Style | null,
): string[] {
  const visible = layout.widths.map((_, k) => k).filter((k) => (layout.widths[k] as number) > 0);
  if (visible.length === 0) return [];
  const fields = visible.map((k, position) => {
    const width = layout.widths[k] as number;
    const alignment = alignments[k] as Alignment;
    const pad = position < visible.length - 1;
    const lines = generateLines(values[k] ?? '', width, width).map((line) =>
      (pad || alignment === 'right' || alignment === 'center') && cellLength(line) < width ? fitCell(line, width, alignment, pad) : line,
    );
    return position > 0 ? lines.map((line) => ' '.repeat(SEPARATOR) + line) : lines;
  });
  const height = Math.max(...fields.map((lines) => lines.length));
  const rows: string[] = [];
  for (let row = 0; row < height; row++) {
    let lastWithContent = 0;
    fields.forEach((lines, column) => {
      if (lines.length > row) lastWithContent = column;
    });
    let text = '';
    fields.forEach((lines, column) => {
      let value = lines[row];
      if (value === undefined) {
        const blanks = column < fields.length - 1 ? (layout.widths[visible[column] as number] as number) + (column > 0 ? SEPARATOR : 0) : 0;
        value = column > lastWithContent ? '' : ' '.repeat(blanks);
      }
      if (column === lastWithContent && height > 1) value = value.trimEnd();
      if (headerStyle === null) {
        text += value;
        return;
      }
      const own = layout.isProperty[visible[column] as number] as boolean;
      if (own) text += headerStyle.tableHeader + value;
      else if (value.length > 0)
        text += value.slice(0, column === 0 ? 0 : 1) + headerStyle.customTableHeader + value.slice(column === 0 ? 0 : 1);
      text += headerStyle.reset;
    });
    rows.push(text);
  }
  return rows;
}

/** A row as one line, or several with `wrap`. `alignments`: per cell, null or 'none' = the column's. */
export function tableRow(layout: TableLayout, values: readonly string[], wrap: boolean, alignments: readonly Alignment[] | null): string[] {
  if (layout.disabled) return [];
  const used = layout.alignments.map((own, k) => {
    const cell = alignments?.[k] ?? 'none';
    return cell === 'none' ? own : cell;
  });
  return wrap ? wrappedRows(layout, values, used, null) : [singleRow(layout, values, used, null)];
}

/** Header lines: labels (wrapped downwards where narrow) and dashes. */
export function tableHeader(layout: TableLayout, labels: readonly string[], style: Style): string[] {
  if (layout.disabled || layout.hideHeader) return [];
  const headerStyle = style.reset === '' ? null : style;
  const lines = wrappedRows(layout, labels, layout.alignments, headerStyle);
  const dashes = layout.widths.map((width, k) => {
    if (width <= 0) return '';
    const label = labels[k] ?? '';
    return '-'.repeat(label === '' ? width : Math.min(width, cellLength(label)));
  });
  return [...lines, singleRow(layout, dashes, layout.alignments, headerStyle)];
}
