/** Steppable pipelines: `$block.GetSteppablePipeline()` with Begin, Process, End as proxy functions use them (ScriptBlock.cs, SteppablePipeline). */
import type { ScriptBlock } from '../values/code.ts';
import { PSArray } from '../values/collections.ts';
import type { NativeContext } from '../values/context.ts';
import { fail } from '../values/errors.ts';
import { HeapObject, snapshotClass, touch } from '../values/heap.ts';
import { m } from '../values/types/define.ts';
import { registerType } from '../values/types/registry.ts';
import { AutomationNull, type Value } from '../values/value.ts';
import type { MachineContext } from './context.ts';
import { type CodeFrame, Frame, finish, RET_REPEAT, realSink, type Sink } from './frames.ts';
import type { Machine } from './machine.ts';
import type { PipelineFrame } from './pipelineFrame.ts';
import { PSScriptCmdlet } from './psCmdlet.ts';
import type { Thread } from './state.ts';

const SMA = 'System.Management.Automation.';

/** A pipeline whose objects are fed by hand. */
export class SteppablePipeline extends HeapObject {
  pipeline: PipelineFrame;
  state: 'new' | 'begun' | 'ended';
  /** What was written and not yet answered, where nothing else takes the output. */
  collected: PSArray | null;
  constructor(pipeline: PipelineFrame = undefined as unknown as PipelineFrame) {
    super();
    this.pipeline = pipeline;
    this.state = 'new';
    this.collected = null;
  }
}
snapshotClass('SteppablePipeline', 'heap', SteppablePipeline as unknown as new () => object);

/** One call of Begin, Process, End or Clean. */
export class StepFrame extends Frame {
  pipeline: PipelineFrame;
  phase: 'begin' | 'process' | 'end' | 'clean';
  value: Value;
  index: number;
  constructor(pipeline: PipelineFrame = undefined as unknown as PipelineFrame, phase: StepFrame['phase'] = 'begin', value: Value = null) {
    super();
    this.pipeline = pipeline;
    this.phase = phase;
    this.value = value;
    this.index = 0;
  }
  override owns(frame: Frame): boolean {
    return this.pipeline.owns(frame);
  }
  override step(machine: Machine, thread: Thread): void {
    const { stages } = this.pipeline;
    const count = this.phase === 'process' ? 1 : stages.length;
    while (this.index < count) {
      const stage = stages[this.index++];
      if (this.phase === 'clean' && !stage.wantsClean) continue;
      stage.caller = this;
      stage.ret = RET_REPEAT;
      if (this.phase === 'begin') {
        if (stage.hasBegun) continue;
        stage.hasBegun = true;
        stage.startBegin(machine, thread);
      } else if (this.phase === 'process') stage.startProcess(machine, thread, this.value);
      else if (this.phase === 'end') stage.startEnd(machine, thread);
      else stage.startClean(machine, thread);
      return;
    }
    if (this.phase === 'end') {
      this.phase = 'clean';
      this.index = 0;
      return;
    }
    finish(machine, thread, this, null);
  }
  override receive(): void {
    // a stage is back: step() goes on
  }
}
snapshotClass('StepFrame', 'heap', StepFrame as unknown as new () => object);

/** Makes the pipeline that a block consists of, its arguments evaluated now. */
export function steppablePipeline(block: ScriptBlock, args: Value[], ctx: MachineContext): SteppablePipeline {
  const { machine } = ctx;
  const frame = ctx.once(() => {
    const made = machine.blocks.prepareCall(machine.currentThread, ctx.frame, block, machine.blocks.scopeFor(block, ctx.frame), args);
    made.captures = true;
    return made;
  });
  const pipeline = ctx.perform(() => ({ kind: 'frame', frame })) as PipelineFrame | Value[];
  if (Array.isArray(pipeline))
    throw fail(
      'CanConvertOneClauseOnly',
      'InvalidOperation',
      'Cannot convert a script block that does not consist of one pipeline of commands.',
      { typeName: `${SMA}ScriptBlockToPowerShellNotSupportedException` },
    );
  return ctx.once(() => new SteppablePipeline(pipeline));
}

const s = (self: Value): SteppablePipeline => self as SteppablePipeline;

function begin(self: Value, sink: Sink, ctx: MachineContext): void {
  ctx.once(() => {
    const steppable = s(self);
    if (steppable.state !== 'new') throw invalid();
    steppable.state = 'begun';
    let target = sink;
    if (target === null) {
      steppable.collected = new PSArray();
      target = steppable.collected;
    }
    const { stages } = steppable.pipeline;
    const last = stages[stages.length - 1] as Frame & { sink: Sink; tee?: { sink: Sink } | null };
    if (last.tee) last.tee.sink = target;
    else last.sink = target;
    touch(steppable);
    return null;
  });
  run(self, 'begin', null, ctx);
}

function invalid() {
  return fail('InvalidOperation', 'InvalidOperation', 'Operation is not valid due to the current state of the object.', {
    typeName: `${SMA}PSInvalidOperationException`,
  });
}

function run(self: Value, phase: StepFrame['phase'], value: Value, ctx: MachineContext): Value {
  ctx.perform(() => ({ kind: 'frame', frame: new StepFrame(s(self).pipeline, phase, value) }));
  const { collected } = s(self);
  if (collected === null) return AutomationNull;
  return ctx.once(() => {
    const output = new PSArray([...collected.items]);
    collected.items.length = 0;
    touch(collected);
    return output;
  });
}

const context = (ctx: NativeContext): MachineContext => ctx as MachineContext;

registerType({
  name: `${SMA}SteppablePipeline`,
  ctor: SteppablePipeline,
  interfaces: ['System.IDisposable'],
  methods: {
    Begin: [
      m('void Begin(bool expectInput)', (self, [input], ctx) => {
        s(self).pipeline.hasInput = input === true;
        begin(self, null, context(ctx));
      }),
      m(`void Begin(bool expectInput, ${SMA}EngineIntrinsics contextToRedirectTo)`, (self, _args, ctx) => {
        const code = context(ctx).frame as CodeFrame;
        begin(self, realSink(code), context(ctx));
      }),
      m(`void Begin(${SMA}Internal.InternalCommand command)`, (self, [cmdlet], ctx) => {
        begin(self, cmdlet instanceof PSScriptCmdlet ? realSink(cmdlet.frame) : null, context(ctx));
      }),
    ],
    Process: [
      m('array Process(System.Object input)', (self, [v], ctx) => {
        if (s(self).state !== 'begun') throw invalid();
        return run(self, 'process', v ?? null, context(ctx));
      }),
      m('array Process()', (self, _a, ctx) => {
        if (s(self).state !== 'begun') throw invalid();
        return run(self, 'process', AutomationNull, context(ctx));
      }),
    ],
    End: [
      m('array End()', (self, _a, ctx) => {
        if (s(self).state !== 'begun') throw invalid();
        const output = run(self, 'end', null, context(ctx));
        s(self).state = 'ended';
        touch(s(self));
        return output;
      }),
    ],
    Clean: [m('void Clean()', (self, _a, ctx) => void run(self, 'clean', null, context(ctx)))],
    Dispose: [m('void Dispose()', () => undefined)],
  },
});
