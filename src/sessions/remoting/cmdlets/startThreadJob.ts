/** Start-ThreadJob. Behaviour: module Microsoft.PowerShell.ThreadJob (ThreadJob.cs) as its documentation page says. */
import { defineCmdlet } from '../../../interpreter/binding/defineCmdlet.ts';
import { refuseLimited, ThreadTask } from '../../../interpreter/machine/tasks.ts';
import { listOf, usingValues } from '../../../interpreter/machine/using.ts';
import type { ScriptBlock } from '../../../interpreter/values/code.ts';
import { PSArray } from '../../../interpreter/values/collections.ts';
import { isAutomationNull, type Value } from '../../../interpreter/values/value.ts';
import { scriptFile } from '../scriptFile.ts';
import { newThreadJob } from '../threadJobs.ts';

interface State {
  input: Value[];
}

export default defineCmdlet<State>({
  name: 'Start-ThreadJob',
  module: 'Microsoft.PowerShell.ThreadJob',
  synopsis: 'Starts a job on a thread of this session.',
  className: 'Microsoft.PowerShell.ThreadJob.StartThreadJobCommand',
  defaultSet: 'ScriptBlock',
  parameters: {
    ScriptBlock: {
      type: 'scriptblock',
      sets: { ScriptBlock: { mandatory: true, position: 0 } },
      notNull: true,
      help: 'The command.',
    },
    FilePath: { type: 'string', sets: { FilePath: { mandatory: true, position: 0 } }, notNullOrEmpty: true, help: 'A script file.' },
    Name: { type: 'string', notNullOrEmpty: true, help: 'Name of the job.' },
    InitializationScript: { type: 'scriptblock', notNull: true, help: 'Runs before the command.' },
    InputObject: { type: 'psobject', pipeline: true, notNull: true, help: 'Objects that the command reads as $input.' },
    ArgumentList: { type: 'object[]', help: 'Arguments of the command.' },
    ThrottleLimit: { type: 'int', validateRange: [1, 1_000_000], help: 'Most thread jobs at a time; 5 by default.' },
    StreamingHost: { type: 'System.Management.Automation.Host.PSHost', notNull: true, help: 'Has no meaning here.' },
  },
  outputTypes: ['Microsoft.PowerShell.ThreadJob.ThreadJob'],
  stateVersion: 1,
  init: () => ({ input: [] }),
  begin(context) {
    refuseLimited(context.runspace, 'Start-ThreadJob');
  },
  process(context) {
    if (!context.isBound('InputObject') || (context.expectingInput && isAutomationNull(context.input))) return;
    context.state.input.push(context.params.InputObject ?? null);
  },
  end(context) {
    const { params, state, machine } = context;
    const block = params.ScriptBlock as ScriptBlock | undefined;
    const script = block !== undefined ? block.text : scriptFile(context, String(params.FilePath ?? ''));
    const using = block === undefined ? null : usingValues(context, block);
    const task = new ThreadTask({
      script,
      initialization: (params.InitializationScript as ScriptBlock | undefined)?.text ?? '',
      args: listOf(params.ArgumentList),
      using,
      input: state.input.length > 0 ? new PSArray([...state.input]) : undefined,
      origin: block?.origin ?? 'user',
    });
    context.write(
      newThreadJob(machine, [task], {
        name: typeof params.Name === 'string' ? params.Name : null,
        command: script,
        jobType: 'ThreadJob',
        location: 'PowerShell',
        throttle: Number(params.ThrottleLimit ?? 5),
        thread: true,
        copies: false,
      }),
    );
  },
  help: { examples: [{ code: '$job = Start-ThreadJob { 1..3 }' }], related: ['Start-Job', 'ForEach-Object', 'Receive-Job'] },
});
