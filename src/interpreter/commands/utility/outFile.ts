/** Out-File: formatted objects as text in a file; also what `>` and `>>` use. Behaviour: Out-File.cs. */
import { defineCmdlet } from '../../binding/defineCmdlet.ts';
import { FormatterState, feed, flush, type OutputLine } from '../../formatting/formatter.ts';
import { registerPacketTypes } from '../../formatting/types.ts';
import type { CmdletContext } from '../../machine/cmdlet.ts';
import { StreamRecord } from '../../machine/streams.ts';
import { stat } from '../../providers/fileSystem.ts';
import { placeOf } from '../../providers/location.ts';
import { parentOf } from '../../providers/paths.ts';
import { TerminatingError } from '../../values/errors.ts';
import { makeError } from '../../values/faults.ts';
import { ENCODING, encodingOf } from '../support/encodings.ts';
import { addText, type FileSink, flushSink, newSink } from '../support/fileSink.ts';
import { noSuchFolder } from '../support/fileWrites.ts';
import { numberOf, stringOf } from '../support/params.ts';

registerPacketTypes();

interface State {
  formatter: FormatterState | null;
  sink: FileSink | null;
}

/** Opens the file that a path names: throws where it can't be written. */
export function openFile(context: CmdletContext<object>, typed: string, append: boolean): FileSink {
  const { path } = placeOf(context, typed);
  const entry = stat(context, path);
  const refuse = (type: string, message: string, category: 'OpenError' | 'ResourceExists' = 'OpenError', id = 'FileOpenFailure') =>
    makeError(type, id, category, message, null);
  if (entry?.kind === 'directory') throw refuse('System.UnauthorizedAccessException', `Access to the path '${path}' is denied.`);
  if (entry !== null && context.isOn('NoClobber') && !append)
    throw refuse('System.IO.IOException', `The file '${path}' already exists.`, 'ResourceExists', 'NoClobber');
  if (entry?.readOnly === true) {
    if (!context.isOn('Force')) throw refuse('System.UnauthorizedAccessException', `Access to the path '${path}' is denied.`);
    context.ask('file.touch', { path, readOnly: false });
  }
  if (entry === null && parentOf(path) !== '' && stat(context, parentOf(path)) === null)
    throw new TerminatingError(noSuchFolder(path, 'FileOpenFailure', 'OpenError'));
  encodingOf(context.params.Encoding, context);
  const sink = newSink(path, append && entry !== null);
  if (!sink.started) flushSink(context, sink, 'FileOpenFailure');
  return sink;
}

/** Writes lines to the file. */
export function writeLines(context: CmdletContext<object>, sink: FileSink, lines: readonly OutputLine[]): void {
  const end = context.isOn('NoNewline') ? '' : '\n';
  if (lines.length > 0) addText(context, sink, lines.map((line) => line.text + end).join(''), 'FileOpenFailure');
}

export default defineCmdlet<State>({
  name: 'Out-File',
  module: 'Microsoft.PowerShell.Utility',
  synopsis: 'Writes output to a file as the console would show it.',
  className: 'Microsoft.PowerShell.Commands.OutFileCommand',
  defaultSet: 'ByPath',
  supportsShouldProcess: true,
  parameters: {
    FilePath: { type: 'string', aliases: ['Path'], sets: { ByPath: { position: 0, mandatory: true } }, help: 'The file.' },
    LiteralPath: {
      type: 'string',
      aliases: ['PSPath', 'LP'],
      sets: { ByLiteralPath: { mandatory: true, byName: true } },
      help: 'The file.',
    },
    Encoding: { ...ENCODING, position: 1 },
    Append: { type: 'switch', help: 'At the end of what is there.' },
    Force: { type: 'switch', help: 'A read-only file too.' },
    NoClobber: { type: 'switch', aliases: ['NoOverwrite'], help: 'Leaves a file that is there alone.' },
    Width: { type: 'int', validateRange: [2, 2147483647], help: 'Characters in a line.' },
    NoNewline: { type: 'switch', help: 'No line ends.' },
    InputObject: { type: 'psobject', pipeline: true, allowNull: true, help: 'What is written.' },
  },
  stateVersion: 1,
  init: () => ({ formatter: null, sink: null }),
  begin(context) {
    const typed = stringOf(context.params.LiteralPath ?? context.params.FilePath, context) ?? '';
    if (!context.shouldProcess(placeOf(context, typed).path, 'Output to File')) return;
    const sink = openFile(context, typed, context.isOn('Append'));
    context.state.sink = sink;
    const width = context.params.Width;
    context.state.formatter =
      width === undefined ? new FormatterState(Number.POSITIVE_INFINITY, context.runspace.width) : new FormatterState(numberOf(width));
  },
  process(context) {
    const { formatter, sink } = context.state;
    const input = context.params.InputObject ?? null;
    if (formatter !== null && sink !== null)
      writeLines(context, sink, feed(formatter, input instanceof StreamRecord ? input.value : input, context));
  },
  end(context) {
    const { formatter, sink } = context.state;
    if (formatter === null || sink === null) return;
    writeLines(context, sink, flush(formatter, context));
    flushSink(context, sink, 'FileOpenFailure');
  },
  help: { examples: [{ code: 'Get-ChildItem | Out-File list.txt' }], related: ['Out-String', 'Tee-Object', 'Set-Content'] },
});
