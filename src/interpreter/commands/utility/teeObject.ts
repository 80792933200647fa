/** Tee-Object. Behaviour: Tee-Object.cs. */
import { defineCmdlet } from '../../binding/defineCmdlet.ts';
import { FormatterState, feed, flush } from '../../formatting/formatter.ts';
import { registerPacketTypes } from '../../formatting/types.ts';
import { assignVariable } from '../../machine/variables.ts';
import { appendItem, PSArray } from '../../values/collections.ts';
import { isAutomationNull, type Value } from '../../values/value.ts';
import { ENCODING } from '../support/encodings.ts';
import { type FileSink, flushSink } from '../support/fileSink.ts';
import { stringOf } from '../support/params.ts';
import { variableNamed } from '../support/scopes.ts';
import { openFile, writeLines } from './outFile.ts';

registerPacketTypes();

interface State {
  formatter: FormatterState | null;
  sink: FileSink | null;
  values: PSArray;
}

export default defineCmdlet<State>({
  name: 'Tee-Object',
  module: 'Microsoft.PowerShell.Utility',
  synopsis: 'Passes objects on and keeps them in a file or variable.',
  className: 'Microsoft.PowerShell.Commands.TeeObjectCommand',
  defaultSet: 'File',
  parameters: {
    InputObject: { type: 'psobject', pipeline: true, help: 'What is passed on.' },
    FilePath: { type: 'string', aliases: ['Path'], sets: { File: { position: 0, mandatory: true } }, help: 'The file.' },
    LiteralPath: { type: 'string', aliases: ['PSPath', 'LP'], sets: { LiteralFile: { mandatory: true } }, help: 'The file.' },
    Append: { type: 'switch', sets: { File: {}, Variable: {} }, help: 'At the end of what is there.' },
    Encoding: { ...ENCODING, sets: { File: {}, LiteralFile: {} } },
    Variable: { type: 'string', sets: { Variable: { mandatory: true } }, help: 'The variable.' },
  },
  stateVersion: 1,
  init: () => ({ formatter: null, sink: null, values: new PSArray() }),
  begin(context) {
    const { params } = context;
    if (context.parameterSet === 'Variable') return;
    context.state.sink = openFile(context, stringOf(params.LiteralPath ?? params.FilePath, context) ?? '', context.isOn('Append'));
    context.state.formatter = new FormatterState(Number.POSITIVE_INFINITY, context.runspace.width);
  },
  process(context) {
    const input = context.params.InputObject;
    if (input === undefined || isAutomationNull(input)) return;
    const { formatter, sink, values } = context.state;
    if (formatter !== null && sink !== null) writeLines(context, sink, feed(formatter, input, context));
    else appendItem(values, input);
    context.write(input);
  },
  end(context) {
    const { formatter, sink, values } = context.state;
    if (formatter !== null && sink !== null) {
      writeLines(context, sink, flush(formatter, context));
      flushSink(context, sink, 'FileOpenFailure');
      return;
    }
    const name = stringOf(context.params.Variable, context) ?? '';
    const before = context.isOn('Append') ? (variableNamed(context, name, undefined)?.value ?? null) : null;
    const items = [...(before instanceof PSArray ? before.items : before === null ? [] : [before]), ...values.items];
    const value: Value = items.length === 0 ? null : items.length === 1 ? (items[0] as Value) : new PSArray(items);
    assignVariable(context.machine, context.scope, name, value);
  },
  help: { examples: [{ code: 'Get-ChildItem | Tee-Object -Variable files' }], related: ['Out-File', 'Set-Variable'] },
});
