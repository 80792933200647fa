/** Positions of errors: InvocationInfo from a source and an extent, and completing error records. */
import type { Code, SourceText } from '../values/code.ts';
import { type ErrorRecord, InvocationInfo } from '../values/errors.ts';
import { touch } from '../values/heap.ts';
import type { CodeFrame, Frame } from './frames.ts';

/** Where a command or statement stands. Owned by its frame. */
export interface Place {
  source: SourceText;
  start: number;
  end: number;
}

/** The position information of an extent. */
export function invocationAt(place: Place): InvocationInfo {
  const info = new InvocationInfo();
  const { text, file } = place.source;
  const lineStart = text.lastIndexOf('\n', place.start - 1) + 1;
  let lineEnd = text.indexOf('\n', place.start);
  if (lineEnd < 0) lineEnd = text.length;
  let number = 1;
  for (let i = text.indexOf('\n'); i >= 0 && i < place.start; i = text.indexOf('\n', i + 1)) number++;
  info.scriptName = file;
  info.line = text.slice(lineStart, lineEnd).replace(/\r$/, '');
  info.scriptLineNumber = number;
  info.offsetInLine = place.start - lineStart + 1;
  info.statement = text.slice(place.start, place.end);
  info.length = place.end - place.start;
  return info;
}

/** Extent of the instruction at a frame's pc. */
export function placeOf(frame: CodeFrame): Place {
  const { code } = frame;
  const i = Math.min(frame.pc >> 1, code.positions.length - 2);
  return { source: code.source, start: code.positions[i] ?? code.start, end: code.positions[i + 1] ?? code.end };
}

/** The nearest code frame at or under a frame. */
export function codeFrameOf(frame: Frame | null): CodeFrame | null {
  for (let f = frame; f !== null; f = f.caller) if (f.isCode) return f as CodeFrame;
  return null;
}

/** ScriptStackTrace: one line a code frame. */
export function stackTrace(frame: Frame | null): string {
  const lines: string[] = [];
  for (let f = frame; f !== null; f = f.caller) {
    if (!f.isCode || lines.length > 100) continue;
    const code = f as CodeFrame;
    const place = placeOf(code);
    const { text, file } = place.source;
    let line = 1;
    for (let i = text.indexOf('\n'); i >= 0 && i < place.start; i = text.indexOf('\n', i + 1)) line++;
    const name =
      code.info !== null
        ? code.info.name
        : code.code.name !== ''
          ? code.code.name
          : code.code.start === 0 && file !== ''
            ? ''
            : '<ScriptBlock>';
    lines.push(`at ${name === '' ? '<ScriptBlock>' : name}, ${file === '' ? '<No file>' : file}: line ${line}`);
  }
  return lines.join('\n');
}

/** Gives a record that has none its position and stack trace. */
export function completeRecord(record: ErrorRecord, frame: Frame | null, place: Place | null): void {
  if (record.invocationInfo === null && place !== null) {
    record.invocationInfo = invocationAt(place);
    touch(record);
  }
  if (record.scriptStackTrace === '') {
    record.scriptStackTrace = stackTrace(frame);
    touch(record);
  }
}

export type { Code };
