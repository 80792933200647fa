/** Invoke-Expression. Behaviour: InvokeExpressionCommand.cs: the text runs in the caller's scope. */
import { defineCmdlet } from '../../binding/defineCmdlet.ts';
import { callerFrame } from '../support/caller.ts';
import { stringOf } from '../support/params.ts';

export default defineCmdlet({
  name: 'Invoke-Expression',
  module: 'Microsoft.PowerShell.Utility',
  aliases: ['iex'],
  synopsis: 'Runs text as commands.',
  className: 'Microsoft.PowerShell.Commands.InvokeExpressionCommand',
  parameters: { Command: { type: 'string', position: 0, mandatory: true, pipeline: true, help: 'The commands.' } },
  stateVersion: 1,
  process(context) {
    const caller = callerFrame(context);
    // the text belongs to whoever called the command, not to what came down the pipeline
    const block = context.machine.drives.compile(stringOf(context.params.Command, context) ?? '');
    block.module = caller?.block?.module ?? null;
    return { do: 'stream', activity: { kind: 'call', block, args: [], scope: 'current' } };
  },
  resume() {},
  help: { examples: [{ code: "Invoke-Expression '1 + 1'" }], related: ['about_Operators'] },
});
