/**
 * Frames: what a thread is in the middle of. Plain data, linked by `caller`.
 *
 * A frame that finished hands its value to its caller as `ret` says. The pc of a code frame that is waiting for another frame
 * stands at the instruction that waits, so that unwinding finds the right region; it moves on when the value arrives.
 */
import type { CommandMetadata } from '../binding/metadata.ts';
import type { Binding } from '../binding/state.ts';
import { type Code, newRegisters, type ScriptBlock } from '../values/code.ts';
import { PSArray, type PSHashtable, type PSList } from '../values/collections.ts';
import type { ErrorRecord } from '../values/errors.ts';
import { HeapObject, snapshotClass } from '../values/heap.ts';
import { AutomationNull, type Value } from '../values/value.ts';
import type { Machine } from './machine.ts';
import type { MethodCall } from './methodCalls.ts';
import type { Place } from './positions.ts';
import type { ExternalScriptInfo, FunctionInfo, PSVariable, Scope, Thread, Wait } from './state.ts';
import type { HostSink, Streams } from './streams.ts';
import type { TeeFrame } from './teeFrame.ts';

/**
 * A collector not yet made: most commands whose value is wanted write one object, which then is kept in the frame itself
 * (`CodeFrame.single`). Belongs to one frame; whoever else is to write there makes it real first (`realSink`).
 */
export class LazyCollector {}
snapshotClass('LazyCollector', 'value', LazyCollector);
/** The one instance; another one may come out of a snapshot. */
export const LAZY: LazyCollector = Object.freeze(new LazyCollector());

/** Where output goes: a collector, the next stage of a pipeline, the console, or nowhere. */
export type Sink = PSArray | Frame | HostSink | LazyCollector | null;

/** `ret` of a frame whose end lets its caller go on after the instruction, without a value. */
export const RET_NONE = -1;
/** … whose value is an entry of the caller's replay log; the caller's instruction or phase is run again. */
export const RET_LOG = -2;
/** … whose value goes to the caller's `receive` as the answer to a Step. */
export const RET_RESUME = -3;
/** … whose end makes the caller run the same instruction again (EMIT delivering items). */
export const RET_REPEAT = -4;

/** Any frame. */
export abstract class Frame extends HeapObject {
  /** Frames on a thread's chain are written with every checkpoint; they need no dirty marks. */
  static readonly alwaysDirty = true;
  caller: Frame | null;
  ret: number;
  /** Answers to activities of the instruction or phase that is being run again; null for none. */
  log: unknown[] | null;
  streams: Streams;
  /** The scope that code of this frame, or the command it runs, sees as current. */
  scope: Scope;
  // written out: with field initialisers alone the constructor would pass its arguments on as an array, for each call of a function
  constructor() {
    super();
    this.caller = null;
    this.ret = RET_NONE;
    this.log = null;
    this.streams = undefined as unknown as Streams;
    this.scope = undefined as unknown as Scope;
  }
  /** True for {@link CodeFrame}: the run loop runs it by itself. */
  get isCode(): boolean {
    return false;
  }
  /** True for a stage of a pipeline (of a block stage: its body). */
  isStage = false;
  /** As a stage: true once its begin has been started. */
  hasBegun = false;
  /** True for a frame that takes errors of the blocks it calls, as a try statement does. */
  get takesErrors(): boolean {
    return false;
  }
  /** One step of a frame that is no code. */
  abstract step(machine: Machine, thread: Thread): void;
  /** Takes the value of a frame that this one started with RET_LOG, RET_RESUME or RET_REPEAT. */
  abstract receive(machine: Machine, thread: Thread, from: Frame, value: unknown): void;
  /** As a stage: takes a pipeline object; `caller` and `ret` are set. Makes this frame (or one that works for it) the top frame. */
  startProcess(_machine: Machine, _thread: Thread, _value: Value): void {
    throw new Error('not a stage');
  }
  /** True for a pipeline of which a frame is a stage. */
  owns(_frame: Frame): boolean {
    return false;
  }
  /** As a stage: the frame that works for it, if that is another one. */
  get worker(): Frame | null {
    return null;
  }
  /** As a stage: begin and end. */
  startBegin(_machine: Machine, _thread: Thread): void {
    throw new Error('not a stage');
  }
  startEnd(_machine: Machine, _thread: Thread): void {
    throw new Error('not a stage');
  }
  /** As a stage: whether it has a clean block that must still run. */
  get wantsClean(): boolean {
    return false;
  }
  /** As a stage: runs the clean block. */
  startClean(_machine: Machine, _thread: Thread): void {
    throw new Error('nothing to clean');
  }
  /** Called when an unwinding passes; true = it was caught here (thread.frame is set). */
  caught(_machine: Machine, _thread: Thread, _unwinding: Unwinding): boolean {
    return false;
  }
}

/** Which block of its code a frame is in. */
export type BlockPhase = 'prologue' | 'dynamicparam' | 'begin' | 'process' | 'end' | 'clean' | 'done';

/** A frame that runs compiled code. */
export class CodeFrame extends Frame {
  code: Code;
  pc: number;
  regs: unknown[];
  /** Variable cells by slot: the scope's own array, or a cache of lookups where the scope belongs to other code. */
  cells: (PSVariable | undefined)[];
  sink: Sink;
  /** With a lazy collector: the one object written so far; undefined = none. */
  single: Value | undefined;
  /** Outputs put aside by COLLECT. */
  sinks: Sink[] | null;
  phase: BlockPhase;
  /** True: the values written come back as an array, not unwrapped (activities). */
  asList: boolean;
  /** True: `ret >= 0` or a log entry gets what the sink, a collector of this frame's own, collected. */
  collects: boolean;
  info: FunctionInfo | ExternalScriptInfo | null;
  block: ScriptBlock | null;
  /** Slots of parameters that were bound (JBOUND). */
  boundSlots: number[] | null;
  /** Items of $input not yet seen by an end block. */
  input: PSArray | null;
  /** Name as invoked, and where: for $MyInvocation and stack traces. */
  invocationName: string;
  /** True if it opened a scope (counts for the call depth). */
  ownsScope: boolean;
  /** True while it counts for the call depth. */
  counted: boolean;
  /** Cell of $_ and its value before, restored at the end (blocks called with dollarUnder in the caller's scope). */
  savedUnder: { cell: PSVariable; value: Value | undefined } | null;
  /** Where output is copied for -OutVariable, null if nowhere. */
  outVariable: PSList | null;
  /** Copies its output for -OutVariable and -PipelineVariable, or null. */
  tee: TeeFrame | null;
  /** Where the command stands that called it, null where the caller's instruction says it. */
  place: Place | null;
  pipelinePosition: number;
  pipelineLength: number;
  /** True: its first pipeline is not run but answered (steppable pipelines). */
  captures: boolean;
  /** True once $PSCmdlet wrote an error: then $? is false. */
  failed: boolean;
  /** True from the first block on until the clean block has run. */
  cleanPending: boolean;
  /** What goes on when the clean block is over. */
  unwinding: Unwinding | null;
  /** Binding of a function with pipeline parameters, else null. */
  binding: Binding | null;
  /** The metadata with its dynamic parameters, null where it has none. */
  metadata: CommandMetadata | null;
  /** What its dynamicparam block made. */
  runtimeParameters: PSHashtable | null;
  /** Values of parameters before pipeline input, by index: what they go back to. */
  defaults: (Value | undefined)[] | null;
  expectingInput: boolean;
  /** True for a frame of a plain call: when it ends normally nothing refers to it, and it may be used again. */
  pooled: boolean;
  /** True when somebody else may have seen its scope, which then is not used again with it ({@link scopesSeen}). */
  scopeSeen: boolean;
  /** A direct call of a class's method: how its value goes back. */
  method: MethodCall | null;
  constructor(
    code: Code = undefined as unknown as Code,
    scope: Scope = undefined as unknown as Scope,
    cells: (PSVariable | undefined)[] = [],
  ) {
    super();
    this.scope = scope;
    this.code = code;
    this.pc = 0;
    this.regs = code === undefined ? [] : newRegisters(code);
    this.cells = cells;
    this.sink = null;
    this.single = undefined;
    this.sinks = null;
    this.phase = 'end';
    this.asList = false;
    this.collects = false;
    this.info = null;
    this.block = null;
    this.boundSlots = null;
    this.input = null;
    this.invocationName = '';
    this.ownsScope = false;
    this.counted = false;
    this.savedUnder = null;
    this.outVariable = null;
    this.tee = null;
    this.place = null;
    this.pipelinePosition = 1;
    this.pipelineLength = 1;
    this.captures = false;
    this.failed = false;
    this.cleanPending = false;
    this.unwinding = null;
    this.binding = null;
    this.metadata = null;
    this.runtimeParameters = null;
    this.defaults = null;
    this.expectingInput = false;
    this.pooled = false;
    this.scopeSeen = false;
    this.method = null;
  }
  override get isCode(): boolean {
    return true;
  }
  override step(): void {
    throw new Error('code frames are run by the run loop');
  }
  override receive(): void {
    throw new Error('code frames take values through finish()');
  }
  override startBegin(machine: Machine, thread: Thread): void {
    machine.blocks.begin(thread, this);
  }
  override startProcess(machine: Machine, thread: Thread, value: Value): void {
    machine.blocks.process(thread, this, value);
  }
  override startEnd(machine: Machine, thread: Thread): void {
    machine.blocks.end(thread, this);
  }
  override get wantsClean(): boolean {
    return this.cleanPending;
  }
  override startClean(machine: Machine, thread: Thread): void {
    machine.blocks.clean(thread, this, null);
  }
}
snapshotClass('CodeFrame', 'heap', CodeFrame as unknown as new () => object);

/**
 * Marks the scopes that whatever a frame starts can see: its own and those of its callers. What is marked has marked callers already,
 * because only calls of functions that are not marked themselves leave them unmarked (functionCalls.ts).
 */
export function scopesSeen(from: Frame): void {
  for (let f: Frame | null = from; f !== null; f = f.caller) {
    if (!f.isCode) continue;
    const frame = f as CodeFrame;
    if (frame.scopeSeen) return;
    frame.scopeSeen = true;
  }
}

/** The frame's output as something that others may write to. */
export function realSink(frame: CodeFrame): Sink {
  if (frame.sink instanceof LazyCollector) {
    const list = new PSArray(frame.single === undefined ? [] : [frame.single]);
    frame.single = undefined;
    frame.sink = list;
  }
  return frame.sink;
}

/** What was collected, as an expression's value: nothing, the item, or an array. */
export function unwrapCollected(list: PSArray): Value {
  const { items } = list;
  return items.length === 0 ? AutomationNull : items.length === 1 ? items[0] : list;
}

/** A frame that waits for the host, a time or a signal. */
export class WaitFrame extends Frame {
  wait: Wait;
  constructor(wait: Wait = undefined as unknown as Wait) {
    super();
    this.wait = wait;
  }
  override step(_machine: Machine, thread: Thread): void {
    thread.wait = this.wait;
  }
  override receive(): void {
    throw new Error('nothing runs above a wait');
  }
}
snapshotClass('WaitFrame', 'heap', WaitFrame as unknown as new () => object);

/** A frame that does long native work in steps (machine/work.ts). */
export class WorkFrame extends Frame {
  work: string;
  state: object;
  constructor(work = '', state: object = {}) {
    super();
    this.work = work;
    this.state = state;
  }
  override step(machine: Machine, thread: Thread): void {
    machine.stepWork(thread, this);
  }
  override receive(): void {
    // what it needs was loaded: the step is done again
  }
}
snapshotClass('WorkFrame', 'heap', WorkFrame as unknown as new () => object);

/** Why frames are being left. Lives in a register while finally blocks run. */
export class Unwinding extends HeapObject {
  kind: 'error' | 'break' | 'continue' | 'return' | 'jump' | 'exit' | 'stop' | 'stopUpstream';
  /** error */
  record: ErrorRecord | null;
  /** error: ends the script, not just the statement (throw, -ErrorAction Stop). */
  endsScript: boolean;
  /** error: the function or stage that it must leave first: until then only finally blocks run ($PSCmdlet.ThrowTerminatingError; upstream commands see only that they are stopped). */
  leaving: Frame | null;
  /** error: the frame whose traps have had it already. */
  pastTraps: Frame | null;
  /** error: reported already (a rethrown one is not added to $Error again). */
  reported: boolean;
  /** break, continue */
  label: string | null;
  /** jump: target pc and depth of collectors there */
  pc: number;
  depth: number;
  /** stopUpstream: the pipeline and the stage that asked */
  pipeline: Frame | null;
  stage: number;
  exitCode: Value;
  constructor(kind: Unwinding['kind'] = 'error') {
    super();
    this.kind = kind;
    this.record = null;
    this.endsScript = false;
    this.leaving = null;
    this.pastTraps = null;
    this.reported = false;
    this.label = null;
    this.pc = 0;
    this.depth = 0;
    this.pipeline = null;
    this.stage = 0;
    this.exitCode = null;
  }
}
snapshotClass('Unwinding', 'heap', Unwinding);

/** Hands a finished frame's value to its caller, which becomes the top frame. */
export function finish(machine: Machine, thread: Thread, frame: Frame, value: unknown): void {
  const { caller, ret } = frame;
  thread.frame = caller;
  if (caller === null) {
    machine.threadEnded(thread);
    return;
  }
  if (caller.isCode) {
    const code = caller as CodeFrame;
    if (ret >= 0) {
      code.regs[ret] = value;
      code.pc += 4;
    } else if (ret === RET_NONE) code.pc += 4;
    else if (ret === RET_LOG) {
      code.log ??= [];
      code.log.push(value);
    }
  } else caller.receive(machine, thread, frame, value);
}
