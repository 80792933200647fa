/**
 * What stands behind Out-Default, Out-Host, Out-String, Out-File: objects and formatted entries in, lines out. The state is plain
 * data. Behaviour: PowerShell's BaseOutputtingCommand.cs (OutCommandInner), OutputQueue.cs, FormatMsgCtxManager.cs.
 *
 * Rows of a table whose columns have no fixed width are held back until their group ends or 300 ms have passed, because they
 * decide the widths: so what is written to the host meanwhile overtakes them. A pipeline that is thrown away loses them.
 */
import { NO_STYLE, type Style } from '../errors/viewsStyle.ts';
import { fail } from '../values/errors.ts';
import { HeapObject, snapshotClass, touch } from '../values/heap.ts';
import type { Value } from '../values/value.ts';
import type { FormatContext } from './access.ts';
import { plainText } from './cells.ts';
import { FormatCommand } from './command.ts';
import { finish, generate } from './generate.ts';
import {
  FormatEntryData,
  FormatStartData,
  GroupEndData,
  GroupStartData,
  isPacket,
  type Packet,
  packetTypeName,
  type StreamName,
} from './packets.ts';
import { type OpenGroup, renderPacket } from './render.ts';
import { styleOf } from './styleOf.ts';

/** How long rows are held back, in milliseconds. */
const HOLD_BACK = 300;

/** A line to write (a text of several lines where a string was), and the stream that it belongs to. */
export interface OutputLine {
  text: string;
  stream: StreamName;
}

/** Queue of held-back packets. Plain data. */
interface HoldBack {
  /** False: wait for the end of the group, however long it takes (-AutoSize). */
  timed: boolean;
  /** True while packets of a group are held back, since `since`. */
  active: boolean;
  since: number;
  packets: Packet[];
}

/** State of an output command. */
export class FormatterState extends HeapObject {
  /** Columns for lists and free text; Infinity: no wrapping. */
  columns: number;
  /** Columns for tables. */
  tableColumns: number;
  /** Rows of the screen for -RepeatHeader; Infinity = unknown. */
  rows: number;
  /** True: colours as $PSStyle says, where the host shows them; false: none. */
  colours: boolean;
  /** Default formatting of objects that come unformatted. */
  command: FormatCommand;
  phase: 'reset' | 'formatting' | 'insideGroup';
  hold: HoldBack | null;
  /** Start of the output that packets are read by, and the one being written. */
  start: FormatStartData | null;
  group: OpenGroup | null;
  constructor(columns = 79, tableColumns = columns, colours = false) {
    super();
    this.columns = columns;
    this.tableColumns = tableColumns;
    this.rows = Number.POSITIVE_INFINITY;
    this.colours = colours;
    this.command = new FormatCommand();
    this.phase = 'reset';
    this.hold = null;
    this.start = null;
    this.group = null;
  }
}
snapshotClass('FormatterState', 'heap', FormatterState);

interface Run {
  state: FormatterState;
  ctx: FormatContext;
  style: Style;
  lines: OutputLine[];
}

function beginRun(state: FormatterState, ctx: FormatContext): Run {
  return { state, ctx, style: state.colours ? styleOf(ctx) : NO_STYLE, lines: [] };
}

function commandOf(packet: Packet): string {
  if (!(packet instanceof FormatStartData)) return 'format-*';
  return packet.shape === 'custom' ? 'format-complex' : `format-${packet.shape}`;
}

function expectPhase(state: FormatterState, phase: FormatterState['phase'], packet: Packet): void {
  if (state.phase === phase) return;
  throw fail('ConsoleLineOutputOutOfSequencePacket', 'InvalidData', 'Operation is not valid due to the current state of the object.', {
    typeName: 'System.InvalidOperationException',
    details:
      `The object of type "${packetTypeName(packet)}" is not valid or not in the correct sequence. ` +
      `This is likely caused by a user-specified "${commandOf(packet)}" command which is conflicting with the default formatting.`,
  });
}

/** Follows the sequence of packets; one that begins new output ends the open default output first. */
function follow(run: Run, packet: Packet): void {
  const { state } = run;
  if (packet instanceof FormatEntryData) {
    if (!packet.outOfBand) expectPhase(state, 'insideGroup', packet);
  } else if (packet instanceof FormatStartData) {
    if (state.phase === 'insideGroup') endAll(run);
    expectPhase(state, 'reset', packet);
    state.phase = 'formatting';
  } else if (packet instanceof GroupStartData) {
    expectPhase(state, 'formatting', packet);
    state.phase = 'insideGroup';
  } else if (packet instanceof GroupEndData) {
    expectPhase(state, 'insideGroup', packet);
    state.phase = 'formatting';
  } else {
    expectPhase(state, 'formatting', packet);
    state.phase = 'reset';
  }
}

function render(run: Run, packet: Packet, hints: readonly Packet[] | null): void {
  renderPacket(run.state, packet, hints, run.style, (text, stream, raw) => {
    const keep = run.style.reset !== '' || raw;
    run.lines.push({ text: keep ? text : plainText(text), stream });
  });
}

/** Lets held-back packets out; `hints` of them decide column widths. */
function release(run: Run, withHints: boolean): void {
  const hold = run.state.hold;
  if (hold === null) return;
  const packets = hold.packets;
  const hints = withHints ? packets.filter((p) => !(p instanceof FormatEntryData && p.outOfBand)) : null;
  hold.packets = [];
  hold.active = false;
  for (const packet of packets) render(run, packet, packet instanceof GroupStartData ? hints : null);
}

function enqueue(run: Run, packet: Packet): void {
  const { state, ctx } = run;
  follow(run, packet);
  if (packet instanceof FormatStartData) {
    const first = packet.columns[0];
    const timed = !packet.autosize;
    if (packet.autosize || (packet.shape === 'table' && first !== undefined && first.width === 0)) {
      state.hold = { timed, active: false, since: 0, packets: [] };
    }
  }
  const hold = state.hold;
  if (hold === null) {
    render(run, packet, null);
  } else if (!hold.active && packet instanceof GroupStartData) {
    hold.active = true;
    hold.since = ctx.now();
    hold.packets.push(packet);
  } else if (hold.active) {
    hold.packets.push(packet);
    if (packet instanceof GroupEndData || (hold.timed && ctx.now() - hold.since > HOLD_BACK)) release(run, true);
  } else {
    render(run, packet, null);
  }
}

/** Ends default output that is open, and lets out what was held back. */
function endAll(run: Run): void {
  for (const packet of finish(run.state.command)) enqueue(run, packet);
  release(run, false);
}

function packetsOf(state: FormatterState, value: Value, ctx: FormatContext, stream: StreamName): Packet[] {
  return isPacket(value) ? [value] : generate(state.command, value, ctx, stream);
}

/**
 * Takes one object of the pipeline, formatted or not, and answers the lines that are ready. `stream` is where the object came
 * from if not from the output. Asks the context (user code in properties) before it changes anything.
 */
export function feed(state: FormatterState, value: Value, ctx: FormatContext, stream: StreamName = 'out'): OutputLine[] {
  const packets = packetsOf(state, value, ctx, stream);
  const run = beginRun(state, ctx);
  touch(state);
  for (const packet of packets) enqueue(run, packet);
  return run.lines;
}

/** Ends the output: closing blank lines, rows held back. */
export function flush(state: FormatterState, ctx: FormatContext): OutputLine[] {
  const run = beginRun(state, ctx);
  touch(state);
  endAll(run);
  return run.lines;
}

/** Text of lines, each ended by a line end. */
export function linesText(lines: readonly OutputLine[]): string {
  return lines.map((line) => `${line.text}\n`).join('');
}
