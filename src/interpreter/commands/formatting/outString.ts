/** Out-String. Behaviour: Out-String.cs: lists and text aren't wrapped, tables have the window's width unless -Width says. */
import { defineCmdlet } from '../../binding/defineCmdlet.ts';
import { FormatterState, feed, flush, type OutputLine } from '../../formatting/formatter.ts';
import { registerPacketTypes } from '../../formatting/types.ts';
import type { CmdletContext } from '../../machine/cmdlet.ts';
import { StreamRecord } from '../../machine/streams.ts';

registerPacketTypes();

interface OutStringState {
  formatter: FormatterState | null;
  /** Text so far, in pieces. */
  pieces: string[];
}

function take(context: CmdletContext<OutStringState>, lines: readonly OutputLine[]): void {
  const end = context.isOn('NoNewline') ? '' : '\n';
  if (context.isOn('Stream')) for (const line of lines) context.write(line.text);
  else if (lines.length > 0) context.state.pieces.push(lines.map((line) => line.text + end).join(''));
}

export default defineCmdlet<OutStringState>({
  name: 'Out-String',
  module: 'Microsoft.PowerShell.Utility',
  synopsis: 'Makes text of objects as the console would show them.',
  className: 'Microsoft.PowerShell.Commands.OutStringCommand',
  parameters: {
    Stream: { type: 'switch', sets: { StreamFormatting: {} }, help: 'One string a line instead of one for all.' },
    Width: { type: 'int', validateRange: [2, 2147483647], help: 'Characters in a line.' },
    NoNewline: { type: 'switch', sets: { NoNewLineFormatting: {} }, help: 'No line ends.' },
    InputObject: { type: 'psobject', pipeline: true, allowNull: true, help: 'Objects to make text of.' },
  },
  defaultSet: 'NoNewLineFormatting',
  outputTypes: ['System.String'],
  stateVersion: 1,
  init: () => ({ formatter: null, pieces: [] }),
  begin(context) {
    const width = context.params.Width;
    context.state.formatter =
      typeof width === 'number' ? new FormatterState(width) : new FormatterState(Number.POSITIVE_INFINITY, context.runspace.width);
  },
  process(context) {
    const { formatter } = context.state;
    const input = context.params.InputObject ?? null;
    if (formatter !== null) take(context, feed(formatter, input instanceof StreamRecord ? input.value : input, context));
  },
  end(context) {
    const { formatter, pieces } = context.state;
    if (formatter !== null) take(context, flush(formatter, context));
    if (!context.isOn('Stream')) context.write(pieces.join(''));
  },
  help: {
    examples: [{ code: 'Get-Date | Out-String' }],
    related: ['Out-Default', 'Out-File', 'Out-Host'],
  },
});
