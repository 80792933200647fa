/**
 * The machine: runs the threads of one session. Everything it knows that must survive is in `root`; the rest (contexts, caches,
 * definitions loaded so far) is made anew when a session is thawed.
 *
 * A driver (Node host, session worker, broker) calls {@link Machine.run} again and again, passes {@link Machine.pendingRequests} to
 * its asynchronous side and answers them, takes `root.output`, and may freeze `root` whenever `run` has returned.
 */

import { type AttributeSpec, type Code, ScriptBlock } from '../values/code.ts';
import type { PSArray, PSHashtable, PSList } from '../values/collections.ts';
import { type Activity, NeedActivity } from '../values/context.ts';
import { convertTo, isTrue, toText } from '../values/convert.ts';
import { fail } from '../values/errors.ts';
import { touch } from '../values/heap.ts';
import { SpelledNumber } from '../values/object.ts';
import { ScriptClass } from '../values/scriptClass.ts';
import { canonicalName, isLazyType, resolveTypeName } from '../values/types/registry.ts';
import { isAutomationNull, PSNumber, TypeValue, type Value } from '../values/value.ts';
import { workNamed } from '../values/work.ts';
import { returnOf, startActivity, stepWork } from './activities.ts';
import './ast/helpContent.ts';
import './ast/psParser.ts';
import './ast/types.ts';
import './ast/visitors.ts';
import './blockMembers.ts';
import './hostTypes.ts';
import './moduleMembers.ts';
import { Blocks } from './blocks.ts';
import type { Cmdlet, CommandEntry } from './cmdlet.ts';
import { commandOf, findCommand } from './commandLookup.ts';
import { Confirm } from './confirm.ts';
import { MachineContext, StopError } from './context.ts';
import { loadRequested } from './definitions.ts';
import { DriveAccess } from './driveAccess.ts';
import { asRuntimeError, recordOf } from './errorHandling.ts';
import { type CodeFrame, type Frame, finish, scopesSeen, type Unwinding, unwrapCollected, WorkFrame } from './frames.ts';
import { applyBinding, applyCommonParameters, bindPipelineInput, blockMetadata, collectVariable, defineFunction } from './functions.ts';
import type { Host, MachineParts } from './host.ts';
import { Memory } from './memory.ts';
import { NativeFrame } from './nativeFrame.ts';
import { type Place, placeOf } from './positions.ts';
import { runThread } from './run.ts';
import { runtimeAttribute } from './runtimeAttribute.ts';
import {
  type CommandInfo,
  declareVariable,
  type ExternalScriptInfo,
  findVariable,
  type PSVariable,
  type Scope,
  type SessionRoot,
  setCell,
  Thread,
} from './state.ts';
import { stopAbandoned, taskEnded } from './tasks.ts';
import { Threads } from './threads.ts';
import { errorUnwinding, UnwindSignal, unwind } from './unwind.ts';
import { assignVariable, constrained, readSlot } from './variables.ts';

/** Most instructions between two looks at the clock. */
const SLICE = 2000;

/** One session's machine. */
export class Machine extends Threads {
  root: SessionRoot;
  readonly host: Host;
  readonly parts: MachineParts;
  /** Cmdlets loaded so far, by lower-case name. */
  readonly definitions = new Map<string, Cmdlet>();
  private lastDefinition: { name: string; cmdlet: Cmdlet } | null = null;
  readonly blocks = new Blocks(this);
  readonly memory = new Memory(() => this.root);
  readonly confirm = new Confirm();
  readonly drives = new DriveAccess(this);
  readonly context: MachineContext;
  currentThread: Thread;
  /** Rises when a function, alias or module changes: call sites look up again. */
  commandEpoch = 1;
  /** Local scopes that hold functions of their own: then no call site may cache. */
  scopesWithFunctions = 0;
  /** Where the command being bound stands. */
  bindingPlace: Place | null = null;
  /** Its name as invoked. */
  bindingName = '';
  /** JavaScript errors of Limpet's own, for the driver to report. */
  readonly internalErrors: string[] = [];

  constructor(root: SessionRoot, host: Host, parts: MachineParts) {
    super();
    this.root = root;
    this.host = host;
    this.parts = parts;
    this.currentThread = root.threads[0] ?? new Thread(0, root.runspaces[0]);
    this.context = new MachineContext(this, undefined as unknown as Frame);
  }

  // ---- running ----

  /**
   * Runs all threads in turn until `expired()` says stop or none can go on. Answers true if some thread could go on at once.
   * `slice`: most instructions between two calls of `expired` (1 = one instruction a call).
   */
  run(expired: () => boolean, slice = SLICE): boolean {
    for (;;) {
      let ran = false;
      for (const thread of [...this.root.threads]) {
        if (thread.state !== 'running' || thread.frame === null) continue;
        this.currentThread = thread;
        if (thread.stopRequested || (thread.task?.held === true && stopAbandoned(this, thread))) this.stopThread(thread);
        if (thread.wait !== null && !this.waitOver(thread)) continue;
        ran = true;
        this.root.instructions += runThread(this, thread, slice);
        touch(this.root);
        if (expired()) return true;
      }
      if (!ran) return false;
    }
  }

  /** One step of a frame that is no code. Answers what it counts for, so that the clock is looked at often enough. */
  stepNative(thread: Thread): number {
    const frame = thread.frame as Frame;
    this.stepFrame(thread, frame);
    return frame instanceof WorkFrame ? 1000 : frame instanceof NativeFrame ? 10 : 1;
  }
  private stepFrame(thread: Thread, frame: Frame): void {
    try {
      frame.step(this, thread);
    } catch (error) {
      if (error instanceof NeedActivity) {
        this.startActivity(thread, frame, error.activity, returnOf(error.activity));
        return;
      }
      if (error instanceof UnwindSignal) unwind(this, thread, error.unwinding);
      else unwind(this, thread, errorUnwinding(recordOf(this, error, null), false));
    }
  }

  /** An exception left the run loop at a frame's pc. */
  caught(thread: Thread, frame: CodeFrame, pc: number, error: unknown): void {
    frame.pc = pc;
    thread.frame = frame;
    if (error instanceof NeedActivity) {
      this.startActivity(thread, frame, error.activity, returnOf(error.activity));
      return;
    }
    frame.log = null;
    if (error instanceof UnwindSignal) {
      unwind(this, thread, error.unwinding);
      return;
    }
    const record = asRuntimeError(recordOf(this, error, this.bindingPlace ?? placeOf(frame)));
    this.bindingPlace = null;
    unwind(this, thread, errorUnwinding(record, error instanceof StopError));
  }

  unwind(thread: Thread, u: Unwinding): void {
    unwind(this, thread, u);
  }
  protected gone(thread: Thread): void {
    taskEnded(this, thread);
  }
  protected finish(thread: Thread, frame: Frame, value: unknown): void {
    finish(this, thread, frame, value);
  }

  startActivity(thread: Thread, frame: Frame, activity: Activity, ret: number): void {
    scopesSeen(frame);
    try {
      startActivity(this, thread, frame, activity, ret);
    } catch (error) {
      // a call that is too deep, or whose arguments don't convert
      thread.frame = frame;
      unwind(this, thread, errorUnwinding(asRuntimeError(recordOf(this, error, null)), false));
    }
  }
  stepWork(thread: Thread, frame: WorkFrame): void {
    stepWork(this, thread, frame);
  }
  /** Does work at once if it takes no more than a budget; undefined = it needs a frame (the state has moved on). */
  tryWork(name: string, state: object, budget: number): { value: unknown } | undefined {
    const work = workNamed(name);
    return work.step(state, budget) ? { value: work.result(state) } : undefined;
  }

  // ---- native code ----

  /** Prepares the context for native code of a frame's instruction. */
  enter(frame: Frame): void {
    this.context.frame = frame;
    this.context.cursor = 0;
  }
  /** Runs native code that may be inside of another native run. */
  native<T>(frame: Frame, action: () => T): T {
    if (this.context.frame !== frame) this.enter(frame);
    return action();
  }
  readSlot(frame: CodeFrame, slot: number): Value {
    return readSlot(this, frame, slot);
  }
  /** PowerShell's text of a value, where no user code may be needed. */
  text(value: Value): string {
    return typeof value === 'string' ? value : toText(isAutomationNull(value) ? null : value, this.context);
  }
  isOn(value: Value): boolean {
    return value !== null && isTrue(value);
  }
  isBlock(value: Value): boolean {
    return value instanceof ScriptBlock;
  }

  // ---- types ----

  /** A type by name as written, for casts: a script class, or the name. May wait for the type's file. */
  resolveType(_frame: Frame, name: string): string | ScriptClass {
    const own = this.currentThread.runspace.types.get(name.toLowerCase());
    if (own instanceof ScriptClass) return own;
    this.loadType(name);
    return name;
  }
  private loadType(name: string): void {
    if (isLazyType(name)) throw new NeedActivity({ kind: 'host', op: 'load', type: name });
  }
  /** Value of a type literal. Throws TypeNotFound. */
  typeLiteral(frame: Frame, name: string): Value {
    const found = this.resolveType(frame, name);
    if (found instanceof ScriptClass) return found;
    const type = resolveTypeName(name);
    if (type !== undefined) return type;
    throw fail('TypeNotFound', 'InvalidOperation', `Unable to find type [${name}].`, { target: name });
  }
  /** Full name of a type as written, script classes by their own name. */
  typeNameFor(name: string): string {
    return canonicalName(name) ?? name;
  }
  /** Left side of `::`. */
  asType(value: Value): TypeValue | ScriptClass | string {
    if (value instanceof TypeValue || value instanceof ScriptClass) return value;
    if (typeof value === 'string') return value;
    return this.context === undefined ? '' : (resolveTypeName(this.text(value)) ?? this.text(value));
  }
  /** Value of a typed parameter that got nothing. */
  defaultOfType(type: string): Value {
    const lower = type.toLowerCase();
    if (lower === 'switch' || lower === 'switchparameter') return convertTo(false, 'switch', this.context);
    if (lower === 'string') return '';
    try {
      return lower.includes('[')
        ? null
        : convertTo(null, this.currentThread.runspace.types.get(lower) instanceof ScriptClass ? 'object' : type, this.context);
    } catch (error) {
      if (error instanceof NeedActivity) throw error;
      return null;
    }
  }
  constantOf(code: Code, _type: ScriptClass): number {
    // an enum member's initialiser: a constant, moved or written by the code's first instruction
    const value = code.consts.find((v) => typeof v === 'number');
    const negative = code.source.text.slice(code.start, code.end).trim().startsWith('-');
    return typeof value === 'number' ? (negative && value > 0 ? -value : value) : 0;
  }

  // ---- variables ----

  constrain(cell: PSVariable, value: Value): Value {
    return cell.attributes === null ? value : constrained(this, cell.attributes, value, cell.name, null);
  }
  setVariable(scope: Scope, name: string, value: Value): void {
    assignVariable(this, scope, name, value);
  }
  isReservedVariable(lower: string): boolean {
    return lower === 'true' || lower === 'false' || lower === 'null' || lower === '?';
  }
  setMatches(frame: CodeFrame, matches: PSHashtable): void {
    setCell(declareVariable(frame.scope, 'Matches'), matches);
  }
  collectVariable(scope: Scope, name: string): PSList {
    return collectVariable(this, scope, name);
  }
  runtimeAttribute(spec: AttributeSpec, frame: CodeFrame): AttributeSpec {
    return runtimeAttribute(spec, frame.block);
  }
  /** An argument as a parameter of a type gets it: strings keep a number's own spelling. */
  spelled(value: Value, text: string | undefined, type: string | null): Value {
    if (text === undefined) return value;
    return type === 'System.String'
      ? text
      : typeof value === 'number' || value instanceof PSNumber
        ? new SpelledNumber(value, text)
        : value;
  }

  // ---- commands ----

  commandsChanged(): void {
    this.commandEpoch++;
  }
  scopeWithFunctionsLeft(_scope: Scope): void {
    if (this.scopesWithFunctions > 0) this.scopesWithFunctions--;
    this.commandEpoch++;
  }
  findCommand(frame: Frame, name: string, quiet: boolean): CommandInfo | null {
    return findCommand(this, frame, name, quiet);
  }
  commandOf(frame: Frame, value: Value, invocation: string): Value | CommandInfo {
    return commandOf(this, frame, value, invocation);
  }
  scriptOf(frame: Frame, info: ExternalScriptInfo): ScriptBlock {
    return this.drives.scriptBlock(frame, info);
  }
  /** Registry row of a cmdlet. */
  entry(name: string): CommandEntry | undefined {
    const lower = name.toLowerCase();
    return this.parts.commands.find((e) => e.name.toLowerCase() === lower);
  }
  /** A cmdlet's definition, if it is loaded. */
  definitionOf(name: string): Cmdlet | undefined {
    if (this.lastDefinition?.name === name) return this.lastDefinition.cmdlet;
    const cmdlet = this.definitions.get(name.toLowerCase());
    if (cmdlet !== undefined) this.lastDefinition = { name, cmdlet };
    return cmdlet;
  }
  /** A cmdlet's definition; waits until it is loaded. */
  needDefinition(name: string): Cmdlet {
    const found = this.definitionOf(name);
    if (found === undefined) throw new NeedActivity({ kind: 'host', op: 'load', command: name });
    return found;
  }
  /** Loads what a 'load' request asks for. Drivers call it and then `answer(id, true)`. */
  load(request: Record<string, unknown>): Promise<unknown> {
    return loadRequested(this, request);
  }
  hasDefaultParameterValues(frame: Frame): boolean {
    const v = findVariable(frame.scope, 'psdefaultparametervalues')?.value as PSHashtable | undefined;
    return v?.entries !== undefined && v.entries.size > 0;
  }
  dynamicParameters(_thread: Thread, _frame: NativeFrame, _definition: Cmdlet): null {
    return null;
  }
  blockMetadata(block: ScriptBlock) {
    return blockMetadata(block);
  }
  defineFunction(frame: CodeFrame, name: string, code: Code, isFilter: boolean): void {
    defineFunction(this, frame, name, code, isFilter);
  }
  applyBinding = applyBinding.bind(null, this);
  applyCommonParameters = applyCommonParameters.bind(null, this);
  bindPipelineInput(thread: Thread, binder: Frame, frame: CodeFrame, value: Value): boolean {
    return bindPipelineInput(this, thread, binder, frame, value);
  }
  collectedValue(list: PSArray, asList: boolean): unknown {
    return asList ? [...list.items] : unwrapCollected(list);
  }

  // ---- not in this room ----

  /** `command &`: a job, made by the sessions layer. */
  background(frame: CodeFrame, text: string): void {
    const start = this.parts.background;
    if (start === undefined) throw fail('BackgroundJobsNotSupported', 'NotImplemented', 'Background jobs are not available in this host.');
    start(this, frame, text);
  }
  fileLines(frame: CodeFrame, path: string): Value {
    return this.drives.readLines(frame, path);
  }
}
