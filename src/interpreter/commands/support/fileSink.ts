/** Text going to a file in portions: the first replaces what is there, the others are appended. */
import type { CmdletContext } from '../../machine/cmdlet.ts';
import { isFailure } from '../../providers/fileProtocol.ts';
import { TerminatingError } from '../../values/errors.ts';
import { contentArguments, encodingOf } from './encodings.ts';
import { changeFailed } from './fileWrites.ts';

/** Plain state of a file being written. */
export interface FileSink {
  path: string;
  /** True once something was written, so that more is appended. */
  started: boolean;
  pieces: string[];
  length: number;
}

/** A file to be written from its beginning, or at its end. */
export function newSink(path: string, append: boolean): FileSink {
  return { path, started: append, pieces: [], length: 0 };
}

/** Characters after which a portion is written. */
const PORTION = 65_536;

/** Adds text; writes a portion when enough has come. */
export function addText(context: CmdletContext<object>, sink: FileSink, text: string, base: string): void {
  sink.pieces.push(text);
  sink.length += text.length;
  if (sink.length > PORTION) flushSink(context, sink, base);
}

/** Writes what is left; an empty file is made too. Throws for a file that can't be written. */
export function flushSink(context: CmdletContext<object>, sink: FileSink, base: string): void {
  if (sink.started && sink.pieces.length === 0) return;
  const encoding = encodingOf(context.params.Encoding, context);
  const text = sink.pieces.join('');
  const args = { path: sink.path, ...contentArguments(text, encoding, !sink.started) };
  const reply = context.ask(sink.started ? 'file.append' : 'file.write', args);
  if (isFailure(reply)) throw new TerminatingError(changeFailed(reply, sink.path, base));
  sink.started = true;
  sink.pieces = [];
  sink.length = 0;
}
