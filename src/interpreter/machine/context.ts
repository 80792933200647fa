/** The contexts that native code sees: see values/context.ts for their contract. */

import { validateOne } from '../binding/attributes.ts';
import type { AttributeSpec, ScriptBlock } from '../values/code.ts';
import type { Activity, CallRequest, NativeContext } from '../values/context.ts';
import { NeedActivity } from '../values/context.ts';
import { ErrorRecord, TerminatingError } from '../values/errors.ts';
import type { MemberTable } from '../values/heap.ts';
import { snapshotClass, touch } from '../values/heap.ts';
import type { ScriptClass } from '../values/scriptClass.ts';
import type { Value } from '../values/value.ts';
import type { MachineActivity } from './activities.ts';
import { isConfined } from './commandLookup.ts';
import type { Frame } from './frames.ts';
import type { Machine } from './machine.ts';
import { codeFrameOf } from './positions.ts';
import { runtimeAttribute } from './runtimeAttribute.ts';
import { findVariable } from './state.ts';

/** A terminating error that ends the script, not just the statement: -ErrorAction Stop and preferences of Stop, `throw`. */
export class StopError extends TerminatingError {}

/** Entry of a replay log: the block that native code called failed. The context throws it to the native code when that is run again. */
export class CallFailure {
  readonly record: ErrorRecord;
  readonly endsScript: boolean;
  constructor(record: ErrorRecord = new ErrorRecord(), endsScript = false) {
    this.record = record;
    this.endsScript = endsScript;
  }
}
snapshotClass('CallFailure', 'value', CallFailure);

/** Context of the instruction that runs, or of a cmdlet's phase. */
export class MachineContext implements NativeContext {
  readonly machine: Machine;
  frame: Frame;
  /** How many activities this run has asked for. */
  cursor = 0;
  constructor(machine: Machine, frame: Frame) {
    this.machine = machine;
    this.frame = frame;
  }
  get culture(): string {
    return this.machine.currentThread.runspace.culture;
  }
  now(): number {
    return this.machine.host.now();
  }
  zoneOffset(utcMs: number): number {
    return this.machine.host.zoneOffset(utcMs);
  }
  random(): number {
    return this.machine.host.random();
  }
  newGuid(): string {
    return this.machine.host.newGuid();
  }
  /** The logged answer, or the activity. */
  perform(make: () => Activity | MachineActivity): unknown {
    const { log } = this.frame;
    const i = this.cursor++;
    if (log !== null && i < log.length) {
      const entry = log[i];
      if (entry instanceof CallFailure) throw entry.endsScript ? new StopError(entry.record) : new TerminatingError(entry.record);
      return entry;
    }
    throw new NeedActivity(make() as Activity);
  }
  call(request: Omit<CallRequest, 'kind'>): Value[] {
    return this.perform(() => ({ kind: 'call', ...request })) as Value[];
  }
  callEach(request: { block: ScriptBlock; items: readonly Value[]; args: Value[] }): Value[][] {
    return this.perform(() => ({ kind: 'each', catches: false, ...request })) as Value[][];
  }
  /** As callEach, but a call that fails answers its error record and the others go on. */
  tryEach(request: { block: ScriptBlock; items: readonly Value[]; args: Value[] }): (Value[] | ErrorRecord)[] {
    return this.perform(() => ({ kind: 'each', catches: true, ...request })) as (Value[] | ErrorRecord)[];
  }
  work(name: string, makeState: () => object): unknown {
    const { log } = this.frame;
    if (log === null || this.cursor >= log.length) {
      const state = makeState();
      // small work is done at once: no frame, no second run
      const result = this.machine.tryWork(name, state, 2000);
      if (result !== undefined) {
        this.frame.log ??= [];
        this.frame.log.push(result.value);
        this.cursor++;
        return result.value;
      }
      throw new NeedActivity({ kind: 'work', name, state });
    }
    return log[this.cursor++];
  }
  ask(op: string, args: Record<string, unknown> = {}): unknown {
    const { log } = this.frame;
    if (log !== null && this.cursor < log.length) return log[this.cursor++];
    const request = { ...args, op };
    const reply = this.machine.host.ask(request);
    if (reply === undefined) throw new NeedActivity({ kind: 'host', ...request });
    this.frame.log ??= [];
    this.frame.log.push(reply);
    this.cursor++;
    return reply;
  }
  sleep(milliseconds: number): void {
    this.perform(() => ({ kind: 'sleep', until: this.now() + milliseconds, duration: milliseconds }));
  }
  awaitSignal(name: string, until?: number): boolean {
    return this.perform(() => ({ kind: 'signal', name, until })) as boolean;
  }
  once<T>(action: () => T): T {
    const { log } = this.frame;
    if (log !== null && this.cursor < log.length) return log[this.cursor++] as T;
    const result = action();
    this.frame.log ??= [];
    this.frame.log.push(result);
    this.cursor++;
    return result;
  }
  getVariable(name: string): Value | undefined {
    const cell = findVariable(this.frame.scope, name.toLowerCase());
    return cell === undefined ? undefined : cell.value;
  }
  /** True for the user's code in a restricted session: what is Private, and the text of trusted code, is not shown. */
  isConfined(): boolean {
    return isConfined(this.machine, this.frame);
  }
  allocate(bytes: number): void {
    this.machine.memory.charge(bytes);
  }
  findScriptClass(name: string): ScriptClass | undefined {
    return this.machine.currentThread.runspace.types.get(name.toLowerCase()) as ScriptClass | undefined;
  }
  validate(attributes: readonly AttributeSpec[], value: Value): void {
    const block = codeFrameOf(this.frame)?.block ?? null;
    for (const spec of [...attributes].reverse())
      if (/^Validate/i.test(spec.typeName)) validateOne(runtimeAttribute(spec, block), value, this);
  }
  usingNamespaces(): readonly string[] {
    return codeFrameOf(this.frame)?.code.namespaces ?? [];
  }
  typeMembers(lowerTypeName: string): MemberTable | undefined {
    return this.machine.currentThread.runspace.typeData.get(lowerTypeName)?.instanceMembers ?? undefined;
  }
  hasTypeMembers(): boolean {
    return this.machine.currentThread.runspace.typeData.size > 0;
  }
  environment(): Map<string, string> {
    return this.machine.currentThread.runspace.environment;
  }
  writeConsole(text: string, kind: 'out' | 'error'): void {
    this.once(() => {
      const { root } = this.machine;
      root.output.push({ kind, text });
      touch(root);
      return null;
    });
  }
  consoleSize(): { width: number; height: number } {
    const { width } = this.machine.currentThread.runspace;
    return { width, height: 24 };
  }
  setCulture(name: string): void {
    const { runspace } = this.machine.currentThread;
    runspace.culture = name;
    touch(runspace);
  }
  setEnvironment(name: string, value: string | null): void {
    const { runspace } = this.machine.currentThread;
    if (value === null) runspace.environment.delete(name);
    else runspace.environment.set(name, value);
    touch(runspace);
  }
}
