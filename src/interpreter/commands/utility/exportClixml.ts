/** Export-Clixml. Behaviour: XmlCommands.cs. */
import { defineCmdlet } from '../../binding/defineCmdlet.ts';
import { CLIXML_DEPTH, toClixml } from '../../values/clixml.ts';
import { isAutomationNull, type Value } from '../../values/value.ts';
import { ENCODING } from '../support/encodings.ts';
import { addText, type FileSink, flushSink } from '../support/fileSink.ts';
import { stringOf, terminating } from '../support/params.ts';
import { openFile } from './outFile.ts';

interface State {
  values: Value[];
  sink: FileSink | null;
}

export default defineCmdlet<State>({
  name: 'Export-Clixml',
  module: 'Microsoft.PowerShell.Utility',
  synopsis: 'Writes objects to a file as XML that Import-Clixml reads.',
  className: 'Microsoft.PowerShell.Commands.ExportClixmlCommand',
  defaultSet: 'ByPath',
  supportsShouldProcess: true,
  parameters: {
    Depth: { type: 'int', validateRange: [1, 2_147_483_647], help: 'Levels of properties that are written; 2 by default.' },
    Path: { type: 'string', sets: { ByPath: { mandatory: true, position: 0 } }, help: 'The file.' },
    LiteralPath: { type: 'string', aliases: ['PSPath', 'LP'], sets: { ByLiteralPath: { mandatory: true } }, help: 'The file.' },
    InputObject: { type: 'psobject', mandatory: true, pipeline: true, allowNull: true, help: 'Objects to write.' },
    Force: { type: 'switch', help: 'A read-only file too.' },
    NoClobber: { type: 'switch', aliases: ['NoOverwrite'], help: 'Leaves a file that is there alone.' },
    Encoding: ENCODING,
  },
  stateVersion: 1,
  init: () => ({ values: [], sink: null }),
  begin(context) {
    const typed = stringOf(context.params.LiteralPath ?? context.params.Path, context);
    if (typed === undefined || typed === null)
      throw terminating('System.ArgumentException', 'A path is needed.', 'PathNotSpecified', 'InvalidArgument');
    context.state.sink = openFile(context, typed, false);
  },
  process(context) {
    if (context.expectingInput && isAutomationNull(context.input)) return;
    context.state.values.push(context.params.InputObject ?? null);
  },
  end(context) {
    const { sink, values } = context.state;
    if (sink === null) return;
    addText(context, sink, toClixml(values, Number(context.params.Depth ?? CLIXML_DEPTH), context), 'FileOpenFailure');
    flushSink(context, sink, 'FileOpenFailure');
  },
  help: { examples: [{ code: 'Get-Date | Export-Clixml date.xml' }], related: ['Import-Clixml', 'ConvertTo-Xml'] },
});
