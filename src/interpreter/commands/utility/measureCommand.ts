/** Measure-Command. Behaviour: TimeExpressionCommand.cs: output is dropped, time is added up over the input. */
import { defineCmdlet } from '../../binding/defineCmdlet.ts';
import type { ScriptBlock } from '../../values/code.ts';
import { TimeSpan } from '../../values/dotnet/timespan.ts';
import { isAutomationNull } from '../../values/value.ts';

interface State {
  /** Milliseconds so far, and when the block under way began. */
  total: number;
  began: number;
}

export default defineCmdlet<State>({
  name: 'Measure-Command',
  module: 'Microsoft.PowerShell.Utility',
  synopsis: 'Measures how long a script block runs.',
  className: 'Microsoft.PowerShell.Commands.MeasureCommandCommand',
  parameters: {
    InputObject: { type: 'psobject', pipeline: true, allowNull: true, help: 'Objects that the block gets as $_.' },
    Expression: { type: 'scriptblock', position: 0, mandatory: true, help: 'What is measured.' },
  },
  outputTypes: ['System.TimeSpan'],
  stateVersion: 1,
  init: () => ({ total: 0, began: 0 }),
  process(context) {
    const input = context.params.InputObject;
    context.state.began = context.now();
    return {
      do: 'await',
      activity: {
        kind: 'call',
        block: context.params.Expression as ScriptBlock,
        args: [],
        scope: 'current',
        ...(input === undefined || isAutomationNull(input) ? {} : { dollarUnder: input }),
      },
    };
  },
  resume(context) {
    context.state.total += Math.max(0, context.now() - context.state.began);
  },
  end(context) {
    context.write(new TimeSpan(BigInt(Math.round(context.state.total * 10_000))));
  },
  help: { examples: [{ code: 'Measure-Command { 1..10000 | ForEach-Object { $_ } }' }], related: ['Get-Date', 'New-TimeSpan'] },
});
