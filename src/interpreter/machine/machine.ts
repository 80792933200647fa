/**
 * The machine: runs the threads of one session. Everything it knows that must survive is in `root`; the rest (contexts, caches,
 * definitions loaded so far) is made anew when a session is thawed.
 *
 * A driver (Node host, session worker, broker) calls {@link Machine.run} again and again, passes {@link Machine.pendingRequests} to
 * its asynchronous side and answers them, takes `root.output`, and may freeze `root` whenever `run` has returned.
 */

import { locationOf } from '../providers/info.ts';
import type { ParseError } from '../syntax/index.ts';
import type { VariablePath } from '../syntax/token.ts';
import { type AttributeSpec, type Code, PSReference, ScriptBlock } from '../values/code.ts';
import { appendItem, PSArray, type PSHashtable, type PSList } from '../values/collections.ts';
import { type Activity, NeedActivity } from '../values/context.ts';
import { convertTo, isTrue, toText } from '../values/convert.ts';
import { type ErrorRecord, fail, type TerminatingError } from '../values/errors.ts';
import { touch } from '../values/heap.ts';
import { ScriptClass } from '../values/scriptClass.ts';
import { canonicalName, isLazyType, lazyTypes, resolveTypeName } from '../values/types/registry.ts';
import { isAutomationNull, TypeValue, type Value } from '../values/value.ts';
import { workNamed } from '../values/work.ts';
import { returnOf, startActivity, stepWork } from './activities.ts';
import './ast/helpContent.ts';
import './ast/types.ts';
import './blockMembers.ts';
import './hostTypes.ts';
import './moduleMembers.ts';
import { BlockStage } from './blockStages.ts';
import { Blocks } from './blocks.ts';
import { callVariable } from './callVariables.ts';
import type { Cmdlet, CommandEntry, ProgressData } from './cmdlet.ts';
import { commandOf, findCommand } from './commandLookup.ts';
import { Confirm } from './confirm.ts';
import { MachineContext, StopError } from './context.ts';
import { DriveAccess } from './driveAccess.ts';
import {
  addError,
  asRuntimeError,
  failureOf,
  parseException,
  recordError,
  recordOf,
  reportError,
  stoppedByPreference,
  thrown,
} from './errorHandling.ts';
import {
  CodeFrame,
  type Frame,
  finish,
  RET_NONE,
  RET_REPEAT,
  type Sink,
  Unwinding,
  unwrapCollected,
  WaitFrame,
  WorkFrame,
} from './frames.ts';
import {
  applyBinding,
  applyCommonParameters,
  bindPipelineInput,
  blockMetadata,
  collectVariable,
  defineFunction,
  runtimeAttribute,
} from './functions.ts';
import type { Host, MachineParts } from './host.ts';
import { deliver } from './instructions.ts';
import { Memory } from './memory.ts';
import { NativeFrame } from './nativeFrame.ts';
import type { PipelineFrame } from './pipelineFrame.ts';
import { type Place, placeOf } from './positions.ts';
import { runThread } from './run.ts';
import {
  type CommandInfo,
  declareVariable,
  type ExternalScriptInfo,
  findVariable,
  type OutputRecord,
  type PSVariable,
  type Runspace,
  type Scope,
  ScopedItemOptions,
  type SessionRoot,
  setCell,
  Thread,
} from './state.ts';
import { HostMessage, HostSink, hostText, InformationRecord, MessageRecord, type StreamName, StreamRecord, Streams } from './streams.ts';
import { errorUnwinding, UnwindSignal, unwind } from './unwind.ts';
import { assignVariable, constrained, readSlot } from './variables.ts';

/** Most instructions between two looks at the clock. */
const SLICE = 2000;

export class Machine {
  root: SessionRoot;
  readonly host: Host;
  readonly parts: MachineParts;
  /** Cmdlets loaded so far, by lower-case name. */
  readonly definitions = new Map<string, Cmdlet>();
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
  private readonly direct = new WeakMap<Cmdlet, { name: string | null }>();

  constructor(root: SessionRoot, host: Host, parts: MachineParts) {
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
        if (thread.stopRequested) this.stopThread(thread);
        if (thread.wait !== null && !this.waitOver(thread)) continue;
        ran = true;
        this.root.instructions += runThread(this, thread, slice);
        touch(this.root);
        if (expired()) return true;
      }
      if (!ran) return false;
    }
  }

  /** Earliest wall-clock time at which a waiting thread wants to go on; Infinity if none does. */
  nextDeadline(): number {
    let earliest = Number.POSITIVE_INFINITY;
    for (const thread of this.root.threads)
      if (thread.wait !== null && thread.state === 'running') earliest = Math.min(earliest, thread.wait.until);
    return earliest;
  }

  /** Host requests that wait for an answer. */
  pendingRequests(): { id: number; request: Record<string, unknown> }[] {
    const found: { id: number; request: Record<string, unknown> }[] = [];
    for (const thread of this.root.threads)
      if (thread.wait !== null && thread.wait.kind === 'host' && thread.state === 'running')
        found.push({ id: thread.wait.id, request: thread.wait.request ?? {} });
    return found;
  }

  /** The answer to a host request. `{ error: {errorId, category, message, typeName?} }` becomes a terminating error. */
  answer(id: number, reply: unknown): void {
    for (const thread of this.root.threads) {
      if (thread.wait === null || thread.wait.id !== id) continue;
      this.currentThread = thread;
      const error = (reply as { error?: { errorId: string; category: ErrorRecord['category']; message: string; typeName?: string } } | null)
        ?.error;
      if (error !== undefined) {
        const waiting = thread.frame as Frame;
        thread.wait = null;
        thread.frame = waiting.caller;
        const { record } = fail(error.errorId, error.category, error.message, { typeName: error.typeName });
        this.unwind(thread, errorUnwinding(record, false));
      } else this.endWait(thread, reply);
      return;
    }
  }

  /** Wakes the threads that wait for a signal. */
  signal(name: string): void {
    for (const thread of this.root.threads) if (thread.wait?.signal === name) this.endWait(thread, true);
  }

  private waitOver(thread: Thread): boolean {
    const wait = thread.wait as NonNullable<Thread['wait']>;
    if (wait.until === Number.POSITIVE_INFINITY) return false;
    const now = this.host.now();
    // a clock set back never makes it longer than it was to be
    if (now < wait.since) {
      wait.until -= wait.since - now;
      wait.since = now;
    }
    if (now < wait.until) return false;
    this.endWait(thread, wait.kind === 'signal' ? false : null);
    return true;
  }

  private endWait(thread: Thread, value: unknown): void {
    thread.wait = null;
    const waiting = thread.frame as Frame;
    finish(this, thread, waiting, value);
  }

  /** Ctrl+C, Stop-Job: the thread unwinds at its next turn. */
  stop(thread: Thread): void {
    thread.stopRequested = true;
    touch(thread);
  }

  private stopThread(thread: Thread): void {
    thread.stopRequested = false;
    if (thread.wait !== null) {
      thread.wait = null;
      thread.frame = (thread.frame as Frame).caller;
    }
    unwind(this, thread, new Unwinding('stop'));
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

  /** The last frame of a thread returned. */
  threadEnded(thread: Thread): void {
    thread.state = 'completed';
    this.threadGone(thread);
  }

  /** An unwinding left the last frame of a thread. */
  threadUnwound(thread: Thread, u: Unwinding): void {
    thread.state = u.kind === 'stop' ? 'stopped' : u.kind === 'error' ? 'failed' : 'completed';
    if (u.kind === 'error') {
      thread.failure = u.record;
      if (u.record !== null && !u.reported) addError(thread.runspace, u.record);
      thread.runspace.succeeded = false;
    }
    if (u.kind === 'exit') thread.exitCode = this.exitCode(u.exitCode);
    this.threadGone(thread);
  }

  /** The number that `exit value` means. */
  exitCode(value: Value): number {
    if (value === null) return 0;
    try {
      return Number(convertTo(value, 'int', this.context));
    } catch {
      return 0;
    }
  }

  private threadGone(thread: Thread): void {
    touch(thread);
    this.signal(`thread:${thread.threadId}`);
  }

  startActivity(thread: Thread, frame: Frame, activity: Activity, ret: number): void {
    if (frame.isCode) (frame as CodeFrame).scopeSeen = true;
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
  /** Variables without a cell: worked out when read. */
  automaticVariable(frame: CodeFrame, lower: string): Value | undefined {
    switch (lower) {
      case 'true':
        return true;
      case 'false':
        return false;
      case 'null':
        return null;
      case '?':
        return this.currentThread.runspace.succeeded;
      case 'psscriptroot':
      case 'pscommandpath': {
        const { file } = frame.code.source;
        return lower === 'pscommandpath' ? file : file.slice(0, Math.max(0, file.lastIndexOf('/')));
      }
      case 'pwd': {
        const { currentDrive } = this.currentThread.runspace;
        return currentDrive === null ? null : locationOf(currentDrive);
      }
      case 'myinvocation':
      case 'psboundparameters':
      case 'pscmdlet':
        return callVariable(this, frame, lower);
      case 'args':
        return new PSArray();
      default:
        return undefined;
    }
  }
  setMatches(frame: CodeFrame, matches: PSHashtable): void {
    setCell(declareVariable(frame.scope, 'Matches'), matches);
  }
  /** Value of `$using:`: sent along with the block. */
  usingValue(frame: CodeFrame, key: string): Value {
    const table = findVariable(frame.scope, '\u0000using')?.value as PSHashtable | undefined;
    const value = table?.get(key);
    if (value === undefined)
      throw fail(
        'UsingWithoutInvokeCommand',
        'InvalidOperation',
        'A Using variable cannot be retrieved. A Using variable can be used only with Invoke-Command, Start-Job, or InlineScript in the script workflow. When it is used with Invoke-Command, the Using variable is valid only if the script block is invoked on a remote computer.',
      );
    return value;
  }
  reference(frame: CodeFrame, path: VariablePath): Value {
    if (path.userPath.toLowerCase() === 'null') return new PSReference(null, null);
    const cell = findVariable(frame.scope, path.name.toLowerCase());
    if (cell === undefined)
      throw fail('NonExistingVariableReference', 'InvalidOperation', '[ref] cannot be applied to a variable that does not exist.', {
        target: path.userPath,
      });
    return new PSReference(cell as PSVariable & { value: Value | undefined });
  }
  collectVariable(scope: Scope, name: string): PSList {
    return collectVariable(this, scope, name);
  }
  runtimeAttribute(spec: AttributeSpec, frame: CodeFrame): AttributeSpec {
    return runtimeAttribute(spec, frame.block);
  }
  /** An argument as a parameter of a type gets it: strings keep a number's own spelling. */
  spelled(value: Value, text: string | undefined, type: string | null): Value {
    return text !== undefined && type === 'System.String' ? text : value;
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
  /** A cmdlet's definition; waits until it is loaded. */
  needDefinition(name: string): Cmdlet {
    const found = this.definitions.get(name.toLowerCase());
    if (found === undefined) throw new NeedActivity({ kind: 'host', op: 'load', command: name });
    return found;
  }
  /** The definition for a frame's next step, or null: then the thread waits until it is loaded. */
  definitionFor(thread: Thread, frame: NativeFrame): Cmdlet | null {
    const found = this.definitions.get(frame.cmdlet.toLowerCase());
    if (found !== undefined) {
      if (found.stateVersion !== frame.stateVersion) {
        if (found.migrate === undefined)
          throw fail(
            'CommandStateVersion',
            'OperationStopped',
            `The command ${frame.cmdlet} was stopped: it was running in an older version of Limpet whose state this version cannot continue.`,
          );
        frame.state = found.migrate(frame.state, frame.stateVersion);
        frame.stateVersion = found.stateVersion;
      }
      return found;
    }
    startActivity(this, thread, frame, { kind: 'host', op: 'load', command: frame.cmdlet }, RET_REPEAT);
    return null;
  }
  /** Loads what a 'load' request asks for. Drivers call it and then `answer(id, true)`. */
  async load(request: Record<string, unknown>): Promise<unknown> {
    if (typeof request.command === 'string') {
      const entry = this.entry(request.command);
      if (entry === undefined)
        return {
          error: {
            errorId: 'CommandNotFoundException',
            category: 'ObjectNotFound',
            message: `The term '${request.command}' is not recognized as a name of a cmdlet, function, script file, or executable program.`,
          },
        };
      const module = await entry.load();
      this.definitions.set(entry.name.toLowerCase(), module.default);
      return true;
    }
    const { loadLazyType } = await import('../values/types/registry.ts');
    await loadLazyType(String(request.type));
    return true;
  }
  /** The parameter that takes pipeline objects as they are, if the cmdlet has just one simple one. */
  directInput(definition: Cmdlet): string | null {
    let row = this.direct.get(definition);
    if (row === undefined) {
      const takers = definition.metadata.parameters.filter((p) =>
        Object.values(p.sets).some((s) => s.valueFromPipeline || s.valueFromPipelineByPropertyName),
      );
      const [only] = takers;
      const simple =
        takers.length === 1 &&
        /^(psobject|object|system\.object|system\.management\.automation\.psobject)$/i.test(only.type) &&
        only.attributes.every((a) => !/^Validate/i.test(a.typeName)) &&
        Object.keys(only.sets).length === 1;
      row = {
        name:
          simple &&
          definition.metadata.parameters.every(
            (p) => p === only || Object.keys(p.sets).join() === Object.keys(only.sets).join() || p.isCommon,
          )
            ? only.name
            : null,
      };
      this.direct.set(definition, row);
    }
    return row.name;
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

  // ---- pipelines ----

  /** A single cmdlet finished. */
  commandDone(thread: Thread, frame: NativeFrame): void {
    thread.runspace.succeeded = !frame.failed;
    touch(thread.runspace);
  }
  pipelineDone(thread: Thread, pipeline: PipelineFrame): void {
    let failed = false;
    for (const stage of pipeline.stages) {
      if (stage instanceof NativeFrame) failed ||= stage.failed;
      else if (stage instanceof CodeFrame) {
        failed ||= stage.failed;
        this.blocks.leave(thread, stage);
      }
    }
    // the outermost pipeline leaves $? as its script left it: the exit code asks for it
    if (pipeline.caller === null) return;
    thread.runspace.succeeded = !failed;
    touch(thread.runspace);
  }
  pipelineAbandoned(thread: Thread, pipeline: PipelineFrame): void {
    for (const stage of pipeline.stages) {
      if (stage instanceof BlockStage) setCell(stage.cell, stage.saved);
      else if (stage instanceof CodeFrame) this.blocks.leave(thread, stage);
    }
  }
  cmdletAbandoned(_thread: Thread, frame: NativeFrame, u: Unwinding): void {
    frame.queue.length = 0;
    this.passedCommand(frame.cmdlet, frame.invocationName, u);
  }

  /** An error of a block that a cmdlet ran becomes one of the cmdlet (CommandProcessor.ManageInvocationException); `throw` stays as it is. */
  passedCommand(name: string, invocationName: string, u: Unwinding): void {
    const { record } = u;
    if (u.kind !== 'error' || record === null || record.exception.thrownByScript) return;
    const className = this.definitions.get(name.toLowerCase())?.className;
    if (className === undefined || record.fullyQualifiedErrorId === '' || record.fullyQualifiedErrorId.includes(',')) return;
    record.fullyQualifiedErrorId += `,${className}`;
    if (record.activity === '') record.activity = name;
    const info = record.invocationInfo;
    if (info !== null && info.commandName === '') {
      info.commandName = name;
      info.invocationName = invocationName;
      info.myCommand = this.currentThread.runspace.cmdlets.get(name.toLowerCase()) ?? null;
    }
    touch(record);
  }

  // ---- errors and streams ----

  addError(runspace: Runspace, record: ErrorRecord): void {
    addError(runspace, record);
  }
  failureOf(_thread: Thread, frame: NativeFrame, error: unknown): { record: ErrorRecord; endsScript: boolean } {
    const failure = failureOf(this, frame, error);
    frame.failed = true;
    const { record } = failure;
    const definition = this.definitions.get(frame.cmdlet.toLowerCase());
    const className = definition?.ownErrorIds === true && record.invocationInfo !== null ? undefined : definition?.className;
    if (record.activity === '') record.activity = frame.cmdlet;
    if (className !== undefined && record.fullyQualifiedErrorId !== '' && !record.fullyQualifiedErrorId.includes(','))
      record.fullyQualifiedErrorId += `,${className}`;
    this.completeCommandError(frame, record);
    return failure;
  }
  private completeCommandError(frame: NativeFrame, record: ErrorRecord): void {
    if (record.invocationInfo === null) record.invocationInfo = myPlace(frame);
    const info = record.invocationInfo;
    if (info.commandName === '') info.commandName = frame.cmdlet;
    if (info.myCommand === null) info.myCommand = this.currentThread.runspace.cmdlets.get(frame.cmdlet.toLowerCase()) ?? null;
    if (info.invocationName === '') info.invocationName = frame.invocationName;
  }
  /** ParseException for the errors of a text: the first one's id and position. */
  parseError(errors: readonly ParseError[], text: string, file: string): TerminatingError {
    return parseException(errors, text, file);
  }
  thrown(frame: CodeFrame, value: Value | undefined): ErrorRecord {
    return thrown(this, frame, value);
  }
  recordError(thread: Thread, frame: Frame, record: ErrorRecord): void {
    recordError(thread, frame, record);
  }
  reportError(thread: Thread, frame: CodeFrame, u: Unwinding, action: string, target: number): void {
    reportError(this, thread, frame, u, action, target);
  }
  stoppedByPreference(kind: string, text: string, _run: unknown): ErrorRecord {
    return stoppedByPreference(kind, text);
  }

  /** Sends a record into a stream of a frame. True if a stage took it: another frame is on top then. */
  writeStream(thread: Thread, frame: Frame, stream: StreamName, value: Value): boolean {
    const target: Sink = frame.streams[stream];
    if (target === null) return false;
    const merged = frame.streams.merged.includes(stream);
    if (target instanceof HostSink) {
      this.hostStream(thread, stream, value);
      return false;
    }
    const record = merged ? value : new StreamRecord(stream, value);
    if (target instanceof PSArray) {
      appendItem(target, record);
      return false;
    }
    deliver(this, thread, frame, target as Frame, record);
    return true;
  }
  private hostStream(thread: Thread, stream: StreamName, value: Value): void {
    if (value instanceof MessageRecord)
      this.root.output.push({ kind: value.kind, text: `${value.kind.toUpperCase()}: ${value.message}\n` });
    else if (value instanceof InformationRecord) {
      const data = value.messageData;
      if (value.tags.includes('PSHOST') && data instanceof HostMessage)
        this.root.output.push({ kind: 'host', text: hostText(data, thread.runspace) });
      else this.root.output.push({ kind: 'information', text: `${this.text(data as Value)}\n` });
    } else this.root.output.push({ kind: stream === 'error' ? 'error' : 'out', text: `${this.text(value)}\n` });
    touch(this.root);
  }
  isRedirected(frame: Frame, stream: StreamName): boolean {
    return !(frame.streams[stream] instanceof HostSink);
  }
  /** Text for the console as it is. */
  hostWrite(_thread: Thread, _frame: Frame, text: string, kind: OutputRecord['kind'] = 'out'): void {
    this.root.output.push({ kind, text });
    touch(this.root);
  }
  showProgress(_frame: Frame, record: ProgressData): void {
    this.root.output.push({ kind: 'progress', text: record.activity, data: { ...record } });
    touch(this.root);
  }

  // ---- not in this room ----

  /** `command &`: a job, made by the sessions layer. */
  background(frame: CodeFrame, text: string): void {
    const start = (this.parts as { background?: (machine: Machine, frame: CodeFrame, text: string) => void }).background;
    if (start === undefined) throw fail('BackgroundJobsNotSupported', 'NotImplemented', 'Background jobs are not available in this host.');
    start(this, frame, text);
  }
  fileLines(frame: CodeFrame, path: string): Value {
    return this.drives.readLines(frame, path);
  }
}

function myPlace(frame: NativeFrame) {
  return invocationAtPlace(frame.place);
}

import { invocationAt as invocationAtPlace } from './positions.ts';

export { lazyTypes, RET_NONE, ScopedItemOptions, Streams, WaitFrame };
