/** Packets as text. Behaviour: the output contexts of PowerShell's BaseOutputtingCommand.cs. */
import type { Style } from '../errors/viewsStyle.ts';
import { cellLength } from './cells.ts';
import { complexLines } from './complexWriter.ts';
import { listLines } from './listWriter.ts';
import {
  type FormatEntry,
  FormatEntryData,
  FormatStartData,
  GroupEndData,
  GroupStartData,
  type Packet,
  type StreamName,
} from './packets.ts';
import { layoutTable, type TableLayout, tableHeader, tableRow, wideItemsPerRow } from './tableWriter.ts';

/** What is known of the group being written. Plain data. */
export interface OpenGroup {
  /** Layout of a table or wide output. */
  layout: TableLayout | null;
  header: string[];
  /** Rows since the last header. */
  rowCount: number;
  /** Wide: entries of the row that is being filled. */
  wide: string[];
}

/** The part of an output command's state that rendering uses. */
export interface RenderState {
  columns: number;
  tableColumns: number;
  rows: number;
  start: FormatStartData | null;
  group: OpenGroup | null;
}

/** Takes a line; `raw`: a string as it is, in which escape sequences are the user's. */
export type LineWriter = (text: string, stream: StreamName, raw: boolean) => void;

/** Widest cell per column among rows and labels. */
function tableHints(start: FormatStartData, hints: readonly Packet[]): number[] {
  const widths = start.columns.map((column) => cellLength(column.label));
  for (const packet of hints) {
    if (!(packet instanceof FormatEntryData) || packet.entry.kind !== 'table') continue;
    packet.entry.cells.forEach((cell, k) => {
      const cells = cellLength(cell);
      if (k < widths.length && (widths[k] as number) < cells) widths[k] = cells;
    });
  }
  return widths;
}

function wideHint(hints: readonly Packet[]): number {
  let widest = 0;
  for (const packet of hints) {
    if (packet instanceof FormatEntryData && packet.entry.kind === 'wide') widest = Math.max(widest, cellLength(packet.entry.text));
  }
  return widest;
}

function openTable(state: RenderState, start: FormatStartData, hints: readonly Packet[] | null, style: Style): OpenGroup {
  const group: OpenGroup = { layout: null, header: [], rowCount: 0, wide: [] };
  if (start.columns.length === 0) return group;
  const widths = hints === null ? start.columns.map((column) => column.width) : tableHints(start, hints);
  const alignments = start.columns.map((column) => column.alignment);
  const own = start.columns.map((column) => column.isProperty);
  group.layout = layoutTable(widths, alignments, own, start.hideHeader, state.tableColumns);
  group.header = tableHeader(
    group.layout,
    start.columns.map((column) => column.label),
    style,
  );
  group.rowCount = group.header.length;
  return group;
}

function openWide(state: RenderState, start: FormatStartData, hints: readonly Packet[] | null): OpenGroup {
  const widest = hints === null || start.wideColumns !== 0 ? 0 : wideHint(hints);
  let perRow = 2;
  if (widest > 0) perRow = wideItemsPerRow(widest, state.tableColumns);
  else if (start.wideColumns > 0) perRow = start.wideColumns;
  const widths = new Array<number>(perRow).fill(0);
  const layout = layoutTable(widths, new Array(perRow).fill('left'), new Array<boolean>(perRow).fill(true), true, state.tableColumns);
  return { layout, header: [], rowCount: 0, wide: [] };
}

function writeWide(group: OpenGroup, write: LineWriter, stream: StreamName): void {
  if (group.wide.length === 0 || group.layout === null) return;
  const values = group.layout.widths.map((_, k) => group.wide[k] ?? '');
  for (const line of tableRow(group.layout, values, false, null)) write(line, stream, false);
  group.wide = [];
}

function writeTableRow(state: RenderState, entry: Extract<FormatEntry, { kind: 'table' }>, write: LineWriter, stream: StreamName): void {
  const { group, start } = state;
  if (group === null || group.layout === null || start === null) return;
  if (start.repeatHeader && group.rowCount >= state.rows - 2) {
    write('', stream, false);
    for (const line of group.header) write(line, stream, false);
    group.rowCount = group.header.length;
  }
  const values = start.columns.map((_, k) => entry.cells[k] ?? '');
  for (const line of tableRow(group.layout, values, entry.wrap, entry.alignments)) write(line, stream, false);
  group.rowCount++;
}

function writeEntry(state: RenderState, packet: FormatEntryData, style: Style, write: LineWriter): void {
  const { entry, stream, outOfBand } = packet;
  switch (entry.kind) {
    case 'raw':
      write(entry.text, stream, true);
      return;
    case 'custom':
      for (const line of complexLines(entry.values, outOfBand ? Number.POSITIVE_INFINITY : state.columns)) write(line, stream, false);
      return;
    case 'list':
      if (outOfBand) write('', stream, false);
      for (const line of listLines(entry.fields, state.columns, style)) write(line, stream, false);
      write('', stream, false);
      return;
    case 'table':
      writeTableRow(state, entry, write, stream);
      return;
    case 'wide':
      if (state.group === null || state.group.layout === null) return;
      state.group.wide.push(entry.text);
      if (state.group.wide.length === state.group.layout.widths.length) writeWide(state.group, write, stream);
  }
}

/** Writes one packet's lines. `hints`: the packets of the group, where they decide widths. */
export function renderPacket(state: RenderState, packet: Packet, hints: readonly Packet[] | null, style: Style, write: LineWriter): void {
  if (packet instanceof FormatEntryData) {
    writeEntry(state, packet, style, write);
  } else if (packet instanceof FormatStartData) {
    state.start = packet;
    write('', 'out', false);
  } else if (packet instanceof GroupStartData) {
    if (packet.heading !== null) {
      for (const line of complexLines(packet.heading, state.columns)) write(line, 'out', false);
      write('', 'out', false);
    }
    const start = state.start;
    if (start === null) return;
    if (start.shape === 'table') {
      state.group = openTable(state, start, hints, style);
      for (const line of state.group.header) write(line, 'out', false);
    } else if (start.shape === 'wide') {
      state.group = openWide(state, start, hints);
    }
  } else if (packet instanceof GroupEndData) {
    if (state.group !== null && state.start?.shape === 'wide') writeWide(state.group, write, 'out');
    state.group = null;
  } else {
    if (state.start?.shape !== 'list') write('', 'out', false);
    state.start = null;
  }
}
