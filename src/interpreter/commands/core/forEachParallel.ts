/** ForEach-Object -Parallel: a task for each object, as many at a time as -ThrottleLimit says (InternalCommands.cs, PSTask.cs). */
import type { CmdletContext, Step } from '../../machine/cmdlet.ts';
import { writeForeign, writeForeignError } from '../../machine/foreignRecords.ts';
import { type Parkable, park, unpark } from '../../machine/parking.ts';
import { refuseLimited, startTask, stopTask, ThreadTask } from '../../machine/tasks.ts';
import { usingValues } from '../../machine/using.ts';
import { ScriptBlock } from '../../values/code.ts';
import type { PSHashtable } from '../../values/collections.ts';
import { ErrorRecord, fail } from '../../values/errors.ts';
import { touch } from '../../values/heap.ts';
import { isAutomationNull, type Value } from '../../values/value.ts';

/** What ForEach-Object keeps of -Parallel. */
export interface ParallelState extends Parkable {
  /** Those that have not been written out to their end, in order; waiting ones last. */
  tasks: ThreadTask[];
  using: PSHashtable | null;
  /** When -TimeoutSeconds is over; null = never. */
  deadline: number | null;
}

/** State of ForEach-Object as far as -Parallel sees it. */
interface Holder {
  parallel: ParallelState | null;
  /** Owner of the tasks: the signal that their changes raise, and what keeps them alive. */
  taskOwner: string;
}

type Context = CmdletContext<Holder>;

/** Common parameters that would have to reach into other runspaces. */
const REFUSED = ['ErrorAction', 'WarningAction', 'InformationAction', 'ProgressAction', 'PipelineVariable'];

/** Throttle of -Parallel and of thread jobs, unless told. */
const THROTTLE = 5;

const SMA = 'System.Management.Automation';

/** Checks the command line, and takes the values of `$using:`. */
export function beginParallel(context: Context): void {
  refuseLimited(context.runspace, 'ForEach-Object -Parallel');
  const block = context.params.Parallel as ScriptBlock;
  if (REFUSED.some((name) => context.isBound(name)))
    throw fail(
      'ParallelCommonParametersNotSupported',
      'NotImplemented',
      'The following common parameters are not currently supported in the Parallel parameter set:\nErrorAction, WarningAction, InformationAction, PipelineVariable',
      { typeName: `${SMA}.PSNotSupportedException` },
    );
  const using = usingValues(context, block);
  for (const { value } of using.entries.values())
    if (value instanceof ScriptBlock)
      throw fail(
        'ParallelUsingVariableCannotBeScriptBlock',
        'InvalidType',
        'A ForEach-Object -Parallel using variable cannot be a script block. Passed-in script block variables are not supported with ForEach-Object -Parallel, and can result in undefined behavior.',
        { typeName: `${SMA}.PSArgumentException` },
      );
  if (context.isOn('AsJob') && context.isBound('TimeoutSeconds'))
    throw fail(
      'ParallelCannotUseTimeoutWithJob',
      'InvalidOperation',
      "The 'TimeoutSeconds' parameter cannot be used with the 'AsJob' parameter.",
      { typeName: `${SMA}.PSArgumentException` },
    );
  const { state } = context;
  const seconds = Number(context.params.TimeoutSeconds ?? 0);
  state.taskOwner = `tasks:${context.machine.root.nextId++}`;
  state.parallel = { parked: false, tasks: [], using, deadline: seconds > 0 ? context.now() + seconds * 1000 : null };
}

/** One object: a task for it, and what has arrived meanwhile. */
export function processParallel(context: Context): void {
  const parallel = context.state.parallel as ParallelState;
  const input: Value = context.params.InputObject ?? null;
  if (context.expectingInput && isAutomationNull(context.input)) return;
  if (input instanceof ScriptBlock) {
    context.writeError(
      fail(
        'ParallelPipedInputObjectCannotBeScriptBlock',
        'InvalidType',
        'A ForEach-Object -Parallel piped input object cannot be a script block. Passed-in script block variables are not supported with ForEach-Object -Parallel, and can result in undefined behavior.',
        { typeName: `${SMA}.PSArgumentException` },
      ).record,
    );
    return;
  }
  const block = context.params.Parallel as ScriptBlock;
  const task = new ThreadTask(
    { script: block.text, initialization: '', args: [], using: parallel.using, under: input, origin: block.origin },
    context.state.taskOwner,
  );
  parallel.tasks.push(task);
  if (context.isOn('AsJob')) return;
  task.held = true;
  startReady(context, parallel);
  writeArrived(context, parallel);
}

const throttle = (context: Context): number => Number(context.params.ThrottleLimit ?? THROTTLE);

function startReady(context: Context, parallel: ParallelState): void {
  let running = parallel.tasks.filter((t) => t.state === 'Running').length;
  for (const task of parallel.tasks) {
    if (running >= throttle(context)) return;
    if (task.state !== 'NotStarted') continue;
    startTask(context.machine, task, context.runspace);
    running++;
  }
}

/** Writes what the tasks wrote, and forgets those that are done. True if there was anything. */
function writeArrived(context: Context, parallel: ParallelState): boolean {
  let written = false;
  for (const task of parallel.tasks) {
    if (task.records.length > 0) {
      written = true;
      const records = task.records;
      task.records = [];
      touch(task);
      for (const record of records) writeForeign(context, record);
    }
    if (task.state === 'Failed' && task.failure !== null) {
      written = true;
      writeForeignError(context, failureOf(task.failure));
    }
  }
  parallel.tasks = parallel.tasks.filter((t) => t.state === 'NotStarted' || t.state === 'Running');
  return written;
}

/** What ended a task, as an error that ends nothing here. */
function failureOf(failure: ErrorRecord): ErrorRecord {
  return new ErrorRecord(failure.exception, 'PSTaskException', 'InvalidOperation');
}

/** The end of the input: waits for all tasks, writing what comes. */
export function endParallel(context: Context): Step | void {
  const parallel = context.state.parallel as ParallelState;
  if (unpark({ state: parallel })) return { do: 'again' };
  if (context.isOn('AsJob')) {
    const { taskJob } = context.machine.parts;
    if (taskJob === undefined) throw fail('JobsNotSupported', 'NotImplemented', 'Jobs are not available in this host.');
    context.write(taskJob(context, parallel.tasks, (context.params.Parallel as ScriptBlock).text, throttle(context)));
    return;
  }
  if (parallel.deadline !== null && context.now() >= parallel.deadline) {
    for (const task of parallel.tasks) stopTask(context.machine, task);
    parallel.deadline = null;
  } else startReady(context, parallel);
  if (writeArrived(context, parallel)) return { do: 'again' };
  if (parallel.tasks.length === 0) return;
  startReady(context, parallel);
  return park(
    { state: parallel, awaitSignal: (n, u) => context.awaitSignal(n, u) },
    context.state.taskOwner,
    parallel.deadline ?? undefined,
  );
}
