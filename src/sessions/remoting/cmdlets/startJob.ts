/** Start-Job. Behaviour: StartJob.cs; mission.md S20. A job is a session of its own, a child of this one. */
import { defineCmdlet } from '../../../interpreter/binding/defineCmdlet.ts';
import type { CmdletContext } from '../../../interpreter/machine/cmdlet.ts';
import { refuseLimited, ThreadTask } from '../../../interpreter/machine/tasks.ts';
import { listOf, usingValues } from '../../../interpreter/machine/using.ts';
import type { ScriptBlock } from '../../../interpreter/values/code.ts';
import { PSArray, type PSHashtable } from '../../../interpreter/values/collections.ts';
import { fail } from '../../../interpreter/values/errors.ts';
import { touch } from '../../../interpreter/values/heap.ts';
import { isAutomationNull } from '../../../interpreter/values/value.ts';
import { deserialize } from '../deserialize.ts';
import { type InvocationState, newInvocation } from '../invocation.ts';
import { startJobCalls } from '../jobCalls.ts';
import { inSets } from '../parameters.ts';
import { scriptFile } from '../scriptFile.ts';
import { serialize } from '../serialize.ts';
import { remotingOf } from '../state.ts';
import { newThreadJob } from '../threadJobs.ts';

/** The folder the job begins in: -WorkingDirectory, else this session's. */
function location(context: CmdletContext<InvocationState>): string {
  const given = context.params.WorkingDirectory;
  if (typeof given !== 'string') return context.machine.drives.resolve('.');
  const path = context.machine.drives.resolve(given);
  const entry = context.ask('file.stat', { path }) as { kind?: string } | null;
  if (entry?.kind !== 'directory')
    throw fail('DirectoryNotFoundException', 'InvalidOperation', `Cannot find the WorkingDirectory path ${given}.`, {
      typeName: 'System.IO.DirectoryNotFoundException',
      target: given,
    });
  return path;
}

export default defineCmdlet<InvocationState>({
  name: 'Start-Job',
  module: 'Microsoft.PowerShell.Core',
  aliases: ['sajb'],
  synopsis: 'Starts a PowerShell background job.',
  className: 'Microsoft.PowerShell.Commands.StartJobCommand',
  defaultSet: 'ComputerName',
  parameters: {
    ScriptBlock: {
      type: 'scriptblock',
      aliases: ['Command'],
      sets: { ComputerName: { mandatory: true, position: 0 } },
      notNull: true,
      help: 'The command.',
    },
    FilePath: { type: 'string', sets: { FilePathComputerName: { mandatory: true, position: 0 } }, help: 'A script file.' },
    LiteralPath: {
      type: 'string',
      aliases: ['PSPath', 'LP'],
      sets: { LiteralFilePathComputerName: { mandatory: true } },
      help: 'A script file, its name taken as it is.',
    },
    DefinitionName: { type: 'string', sets: { DefinitionName: { mandatory: true, position: 0 } }, help: 'Not in Limpet.' },
    DefinitionPath: { type: 'string', sets: { DefinitionName: { position: 1 } }, help: 'Not in Limpet.' },
    Type: { type: 'string', sets: { DefinitionName: { position: 2 } }, help: 'Not in Limpet.' },
    Name: { type: 'string', byName: true, help: 'Name of the job.' },
    InitializationScript: { type: 'scriptblock', position: 1, help: 'Runs before the command.' },
    InputObject: { type: 'psobject', pipeline: true, help: 'Objects that the command reads as $input.' },
    ArgumentList: { type: 'object[]', aliases: ['Args'], help: 'Arguments of the command.' },
    WorkingDirectory: { type: 'string', notNullOrEmpty: true, help: 'Folder the job begins in.' },
    PSVersion: { type: 'version', help: 'Has no meaning in a page.' },
    RunAs32: { type: 'switch', help: 'Has no meaning in a page.' },
    Credential: {
      type: 'pscredential',
      sets: inSets(['ComputerName', 'FilePathComputerName', 'LiteralFilePathComputerName']),
      help: 'User of the job.',
    },
    Authentication: {
      type: 'System.Management.Automation.Runspaces.AuthenticationMechanism',
      sets: inSets(['ComputerName', 'FilePathComputerName', 'LiteralFilePathComputerName']),
      help: 'Has no meaning in a page.',
    },
  },
  stateVersion: 1,
  init: newInvocation,
  begin(context) {
    if (context.isBound('DefinitionName'))
      throw fail('JobDefinitionNotFound', 'ObjectNotFound', 'Job definitions are not available in Limpet.', {
        typeName: 'System.InvalidOperationException',
      });
  },
  process(context) {
    const { state } = context;
    if (!context.isBound('InputObject') || (context.expectingInput && isAutomationNull(context.input))) return;
    state.input.push(serialize(context.params.InputObject ?? null, context));
    state.hasInput = true;
  },
  end(context) {
    const { state, params, machine } = context;
    const block = params.ScriptBlock as ScriptBlock | undefined;
    const script = block !== undefined ? block.text : scriptFile(context, String(params.FilePath ?? params.LiteralPath ?? ''));
    const using = block === undefined ? null : serialize(usingValues(context, block), context);
    const args = serialize(new PSArray(listOf(params.ArgumentList)), context);
    const folder = location(context);
    const initialization = (params.InitializationScript as ScriptBlock | undefined)?.text ?? null;
    if (machine.parts.alone === true) {
      refuseLimited(context.runspace, 'Start-Job');
      const input = state.hasInput ? new PSArray(state.input.map((v) => deserialize(v))) : undefined;
      const command = {
        script,
        initialization: initialization ?? '',
        args: (deserialize(args) as PSArray).items.slice(),
        using: using === null ? null : (deserialize(using) as PSHashtable),
        input,
        location: context.isBound('WorkingDirectory') ? folder : undefined,
        origin: block?.origin ?? ('user' as const),
      };
      const name = typeof params.Name === 'string' ? params.Name : null;
      const text = state.text === '' ? script : state.text;
      const job = { name, command: text, jobType: 'BackgroundJob', location: 'localhost', throttle: 1, thread: false, copies: true };
      context.write(newThreadJob(machine, [new ThreadTask(command)], job));
      return;
    }
    const remoting = remotingOf(machine.root);
    touch(remoting);
    const here = remoting.created;
    const id = machine.host.newGuid();
    Object.assign(state, { script, using, args, text: state.text === '' ? script : state.text, inputEnded: true });
    const create = {
      id,
      name: typeof params.Name === 'string' ? params.Name : `Job${remoting.nextJobId}`,
      kind: 'Job' as const,
      computer: here?.computer ?? 'localhost',
      user: here?.user ?? '',
      configuration: 'Microsoft.PowerShell',
      ownerClient: remoting.client,
      parent: machine.root.sessionId,
      idleTimeout: null,
      bufferingMode: 'Block' as const,
      options: { location: folder },
    };
    const target = { session: null, create, sessionId: id, computerName: 'localhost', wait: 0 };
    context.write(startJobCalls(context, [target], params.Name, 'BackgroundJob', initialization));
  },
  help: {
    examples: [{ code: 'Start-Job { Get-ChildItem }' }],
    related: ['Get-Job', 'Receive-Job', 'Wait-Job', 'Stop-Job', 'Remove-Job'],
  },
});
