/** Write-Host. Behaviour: WriteConsoleCmdlet.cs: text to the information stream with the tag PSHOST. */
import { defineCmdlet } from '../../binding/defineCmdlet.ts';
import { HostMessage } from '../../machine/streams.ts';
import { PSDictionaryEntry } from '../../values/collections.ts';
import type { NativeContext } from '../../values/context.ts';
import { dictionaryOf, enumerate } from '../../values/enumerate.ts';
import { methodText } from '../../values/text.ts';
import { EnumValue, type Value } from '../../values/value.ts';

/** The text of what is shown: items of collections one after the other. */
export function hostText(value: Value, separator: string, ctx: NativeContext): string {
  if (value === null) return '';
  if (typeof value === 'string') return value;
  const table = dictionaryOf(value);
  const items: readonly Value[] | null =
    table === null ? enumerate(value) : [...table.entries.values()].map((e) => new PSDictionaryEntry(e.key, e.value));
  if (items === null) return methodText(value, ctx);
  return items.map((item) => (item === null ? '' : hostText(item, separator, ctx))).join(separator);
}

export default defineCmdlet({
  name: 'Write-Host',
  module: 'Microsoft.PowerShell.Utility',
  synopsis: 'Shows text on the console.',
  className: 'Microsoft.PowerShell.Commands.WriteHostCommand',
  parameters: {
    Object: { type: 'object', aliases: ['Msg', 'Message'], position: 0, pipeline: true, remaining: true, help: 'What is shown.' },
    NoNewline: { type: 'switch', help: 'No end of line after it.' },
    Separator: { type: 'object', notNull: true, help: 'Text between the objects.' },
    ForegroundColor: { type: 'System.ConsoleColor', help: 'Colour of the text.' },
    BackgroundColor: { type: 'System.ConsoleColor', help: 'Colour behind the text.' },
  },
  stateVersion: 1,
  process(context) {
    const { params } = context;
    const separator = params.Separator === undefined ? ' ' : hostText(params.Separator, ' ', context);
    const text = hostText(params.Object ?? null, separator, context);
    const colour = (v: Value | undefined): number | null => (v instanceof EnumValue ? Number(v.value) : null);
    const message = new HostMessage(text, context.isOn('NoNewline'), colour(params.ForegroundColor), colour(params.BackgroundColor));
    context.writeInformation(message, ['PSHOST'], context.commandName);
  },
  help: { examples: [{ code: "Write-Host 'Ready' -ForegroundColor Green" }], related: ['Write-Output', 'Write-Information', 'Out-Host'] },
});
