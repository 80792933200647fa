/**
 * What Format-* cmdlets and default formatting emit and Out-* cmdlets render: PowerShell's FormatStartData, GroupStartData,
 * FormatEntryData, GroupEndData, FormatEndData (FormattingObjects.cs), as plain values.
 */
import { snapshotClass } from '../values/heap.ts';

/** How a cell's text is aligned; 'none' leaves it to the column (or left). */
export type Alignment = 'none' | 'left' | 'center' | 'right';
/** Shapes of formatted output. */
export type Shape = 'table' | 'list' | 'wide' | 'custom';
/** Stream a record came from. */
export type StreamName = 'out' | 'error' | 'warning' | 'verbose' | 'debug' | 'information' | 'progress';

/** A column of a table as its rows need it. Plain data. */
export interface TableColumn {
  label: string;
  /** 0 = worked out by the renderer. */
  width: number;
  alignment: Alignment;
  /** False: the label is not the name of a property (shown in another style when colours are on). */
  isProperty: boolean;
}

/** A piece of free text (Format-Custom, group headings): text, a line end, or a frame with indentation. Plain data. */
export type FormatValue =
  | { kind: 'text'; text: string }
  | { kind: 'newLine' }
  | { kind: 'frame'; left: number; right: number; first: number; values: FormatValue[] };

/** What one object became. Plain data. */
export type FormatEntry =
  | { kind: 'raw'; text: string }
  | { kind: 'table'; cells: string[]; alignments: Alignment[] | null; wrap: boolean }
  | { kind: 'list'; fields: [label: string, value: string][] }
  | { kind: 'wide'; text: string }
  | { kind: 'custom'; values: FormatValue[] };

/** Begins formatted output of one shape. */
export class FormatStartData {
  readonly shape: Shape;
  readonly autosize: boolean;
  readonly columns: TableColumn[];
  readonly hideHeader: boolean;
  readonly repeatHeader: boolean;
  /** Format-Wide: columns, 0 = worked out. */
  readonly wideColumns: number;
  constructor(
    shape: Shape = 'list',
    autosize = false,
    columns: TableColumn[] = [],
    hideHeader = false,
    repeatHeader = false,
    wideColumns = 0,
  ) {
    this.shape = shape;
    this.autosize = autosize;
    this.columns = columns;
    this.hideHeader = hideHeader;
    this.repeatHeader = repeatHeader;
    this.wideColumns = wideColumns;
  }
}
snapshotClass('FormatStartData', 'value', FormatStartData);

/** Begins a group; `heading` is what stands above it, null without -GroupBy. */
export class GroupStartData {
  readonly heading: FormatValue[] | null;
  constructor(heading: FormatValue[] | null = null) {
    this.heading = heading;
  }
}
snapshotClass('GroupStartData', 'value', GroupStartData);

/** One formatted object. `outOfBand`: it stands between the others as it is (strings, errors, objects of other types). */
export class FormatEntryData {
  readonly entry: FormatEntry;
  readonly outOfBand: boolean;
  readonly stream: StreamName;
  constructor(entry: FormatEntry = { kind: 'raw', text: '' }, outOfBand = false, stream: StreamName = 'out') {
    this.entry = entry;
    this.outOfBand = outOfBand;
    this.stream = stream;
  }
}
snapshotClass('FormatEntryData', 'value', FormatEntryData);

/** Ends a group. */
export class GroupEndData {}
snapshotClass('GroupEndData', 'value', GroupEndData);

/** Ends formatted output. */
export class FormatEndData {}
snapshotClass('FormatEndData', 'value', FormatEndData);

/** Any of them. */
export type Packet = FormatStartData | GroupStartData | FormatEntryData | GroupEndData | FormatEndData;

/** Namespace that the packets' types are in. */
export const PACKET_NAMESPACE = 'Microsoft.PowerShell.Commands.Internal.Format';

/** The packet's .NET type name, or null for any other value. */
export function packetTypeName(value: unknown): string | null {
  if (!isPacket(value)) return null;
  return `${PACKET_NAMESPACE}.${packetName(value)}`;
}

function packetName(packet: Packet): string {
  if (packet instanceof FormatStartData) return 'FormatStartData';
  if (packet instanceof GroupStartData) return 'GroupStartData';
  if (packet instanceof FormatEntryData) return 'FormatEntryData';
  return packet instanceof GroupEndData ? 'GroupEndData' : 'FormatEndData';
}

/** True for formatted output. */
export function isPacket(value: unknown): value is Packet {
  return (
    value instanceof FormatEntryData ||
    value instanceof FormatStartData ||
    value instanceof GroupStartData ||
    value instanceof GroupEndData ||
    value instanceof FormatEndData
  );
}
