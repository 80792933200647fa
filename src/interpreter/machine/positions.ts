/** Positions of errors: InvocationInfo from a source and an extent, and completing error records. */
import type { SourceText } from '../values/code.ts';
import { type ErrorRecord, InvocationInfo } from '../values/errors.ts';
import { touch } from '../values/heap.ts';
import type { CodeFrame, Frame } from './frames.ts';

/** Where a command or statement stands. Owned by its frame. */
export interface Place {
  source: SourceText;
  start: number;
  end: number;
}

/** File of sources that nobody may see: the functions of a restricted session. No path can be spelled so. */
export const HIDDEN_SOURCE = '\u0000hidden';

/** True for a source whose text must not show in errors. */
export function isHidden(source: SourceText): boolean {
  return source.file === HIDDEN_SOURCE;
}

/** The position information of an extent; nothing of a hidden source. */
export function invocationAt(place: Place): InvocationInfo {
  const info = new InvocationInfo();
  if (isHidden(place.source)) return info;
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

/** Where the command stands that a frame runs. */
export function placeOfCall(frame: CodeFrame): Place {
  if (frame.place !== null) return frame.place;
  const caller = codeFrameOf(frame.caller);
  return caller === null ? { source: frame.code.source, start: 0, end: 0 } : placeOf(caller);
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
    if (isHidden(place.source)) continue;
    const { text, file } = place.source;
    let line = 1;
    for (let i = text.indexOf('\n'); i >= 0 && i < place.start; i = text.indexOf('\n', i + 1)) line++;
    const name =
      code.info !== null && code.info.commandType !== 'ExternalScript'
        ? code.info.name
        : code.code.name !== '' && !code.code.name.startsWith('\u0000')
          ? code.code.name
          : code.code.start === 0 && file !== ''
            ? ''
            : '<ScriptBlock>';
    lines.push(`at ${name === '' ? '<ScriptBlock>' : name}, ${file === '' ? '<No file>' : file}: line ${line}`);
  }
  return lines.join('\n');
}

/** Where the nearest code that may be seen called what is hidden. */
function shownPlace(frame: Frame | null): Place | null {
  for (let f = frame; f !== null; f = f.caller) {
    if (!f.isCode) continue;
    const place = placeOf(f as CodeFrame);
    if (!isHidden(place.source)) return place;
  }
  return null;
}

/** Gives a record that has none its position and stack trace. Errors in hidden code stand where it was called. */
export function completeRecord(record: ErrorRecord, frame: Frame | null, place: Place | null): void {
  const info = record.invocationInfo;
  if (info === null && place !== null) {
    const shown = isHidden(place.source) ? shownPlace(frame) : place;
    record.invocationInfo = invocationAt(shown ?? place);
    touch(record);
  } else if (info !== null && info.scriptLineNumber === 0 && place !== null && isHidden(place.source)) {
    const shown = shownPlace(frame);
    if (shown !== null) {
      const { scriptName, line, scriptLineNumber, offsetInLine, statement, length } = invocationAt(shown);
      Object.assign(info, { scriptName, line, scriptLineNumber, offsetInLine, statement, length });
      touch(info);
    }
  }
  if (record.scriptStackTrace === '') {
    record.scriptStackTrace = stackTrace(frame);
    touch(record);
  }
}
