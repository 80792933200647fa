import type { ViewRecord } from '../../sessions/client/types.ts';
import type { Style } from '../text/ansi.ts';

/** What kind of writing a run of text is; beside its ANSI style. */
export type Tone = '' | 'error' | 'warning' | 'verbose' | 'debug' | 'prompt' | 'command';

/** A run of text in a line. `seq` is the record it came from, by which a crash takes it back. */
export interface Span {
  text: string;
  style: Style;
  tone: Tone;
  seq: number;
}

/** A line of the transcript. It may be made of several records, and a record may make many. */
export interface Line {
  readonly id: number;
  spans: Span[];
  /** The record with which it begins, and which of that record's lines it is. */
  readonly seq: number;
  readonly index: number;
  /** The last record that wrote on it, and which of its lines that was. */
  toSeq: number;
  toIndex: number;
  /** Not committed: a crash may take it back. */
  pending: boolean;
}

/** A command with what it wrote, or a seam. Lines in order. */
export interface Block {
  readonly id: number;
  readonly kind: 'command' | 'seam';
  readonly commandId: string;
  /** The command; empty where its echo is out of sight. For a seam its sentence. */
  label: string;
  readonly lines: Line[];
}

/** A record, or the rest of one whose first `firstLine` lines were left out. */
export interface TextRecord extends ViewRecord {
  firstLine?: number;
}

const countLines = (text: string): number => {
  let count = 0;
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) count++;
  return count;
};

/** How many lines a record has; a last one without an end counts as one. */
export const linesOf = (record: ViewRecord): number => countLines(record.text) + (record.text.endsWith('\n') ? 0 : 1);

/** The last `limit` lines of some records: leading records left out, and the first one that stays cut if need be. */
export function lastLines(records: readonly TextRecord[], limit: number): TextRecord[] {
  let left = limit;
  for (let at = records.length - 1; at >= 0; at--) {
    const lines = linesOf(records[at]);
    if (lines < left) {
      left -= lines;
      continue;
    }
    const kept = records.slice(at);
    if (lines > left) kept[0] = withoutLines(records[at], lines - left);
    return kept;
  }
  return [...records];
}

/** A record without its first `count` lines. */
export function withoutLines(record: TextRecord, count: number): TextRecord {
  let from = 0;
  for (let left = count; left > 0; left--) {
    const end = record.text.indexOf('\n', from);
    if (end < 0) return { ...record, text: '', firstLine: (record.firstLine ?? 0) + count };
    from = end + 1;
  }
  return { ...record, text: record.text.slice(from), firstLine: (record.firstLine ?? 0) + count };
}

/** The first `count` lines of a record. */
export function firstLines(record: TextRecord, count: number): TextRecord {
  let to = 0;
  for (let left = count; left > 0; left--) {
    const end = record.text.indexOf('\n', to);
    if (end < 0) return record;
    to = end + 1;
  }
  return { ...record, text: record.text.slice(0, to) };
}

/** The first `limit` lines of some records, the last one cut if need be. */
export function headLines(records: readonly TextRecord[], limit: number): TextRecord[] {
  let left = limit;
  for (const [at, record] of records.entries()) {
    const lines = linesOf(record);
    if (lines <= left) {
      left -= lines;
      continue;
    }
    return left === 0 ? records.slice(0, at) : [...records.slice(0, at), firstLines(record, left)];
  }
  return [...records];
}

const promptPattern = /^(?:\[[^\]\n]*\]: ?)*(?:PS[ >][^\n]*?>+|>>) ?/;

/**
 * Where the prompt ends in a line that shows a typed command: the record tells the prompt or the command beside its text (`data.prompt`,
 * `data.text`), or it is seen by its look.
 */
export function promptLength(record: ViewRecord): number {
  const { prompt, text } = (record.data ?? {}) as { prompt?: unknown; text?: unknown };
  if (typeof prompt === 'string' && record.text.startsWith(prompt)) return prompt.length;
  const line = record.text.replace(/\n$/, '');
  if (typeof text === 'string' && text !== '' && line.endsWith(text)) return line.length - text.length;
  return promptPattern.exec(record.text)?.[0].length ?? 0;
}
