/** The commands of the crash schedules: those of remoting, and a line of a file that is committed with the machine that writes it. */
import { defineCmdlet } from '../../src/interpreter/binding/defineCmdlet.ts';
import { commands } from '../../src/interpreter/index.ts';
import type { CommandEntry } from '../../src/interpreter/machine/cmdlet.ts';
import { toText } from '../../src/interpreter/values/convert.ts';
import { touch } from '../../src/interpreter/values/heap.ts';
import { remotingCommands } from '../../src/sessions/remoting/registry.ts';

/** Appends a line; the operation is part of the commit, as a file operation is. */
const addLine = defineCmdlet({
  name: 'Add-Line',
  module: 'Test',
  synopsis: 'Appends a line to the one file of the test.',
  className: 'Test.AddLineCommand',
  parameters: { Text: { type: 'object', mandatory: true, position: 0, pipeline: true, help: 'The line.' } },
  stateVersion: 1,
  process(context) {
    const { root } = context.machine;
    root.fileOperations.push(toText(context.params.Text ?? null, context));
    touch(root);
  },
});

/** A pause that ends at the clock's will. */
const pause = defineCmdlet({
  name: 'Wait-Moment',
  module: 'Test',
  synopsis: 'Waits.',
  className: 'Test.WaitMomentCommand',
  parameters: { Milliseconds: { type: 'int', mandatory: true, position: 0, help: 'How long.' } },
  stateVersion: 1,
  process(context) {
    context.sleep(context.params.Milliseconds as number);
  },
});

const own: CommandEntry[] = [
  { name: 'Add-Line', module: 'Test', load: async () => ({ default: addLine }) },
  { name: 'Wait-Moment', module: 'Test', load: async () => ({ default: pause }) },
];
const wanted = new Set([
  'Out-Default',
  'Out-Host',
  'ForEach-Object',
  'Where-Object',
  'Write-Output',
  'Write-Error',
  'Select-Object',
  'Read-Host',
]);

/** All of them. */
export const faultCommands: CommandEntry[] = [...commands.filter((c) => wanted.has(c.name)), ...remotingCommands, ...own];
