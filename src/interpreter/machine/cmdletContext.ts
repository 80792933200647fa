/** The context of a cmdlet's phase: see machine/cmdlet.ts for its contract. */

import { appendItem } from '../values/collections.ts';
import { isTrue } from '../values/convert.ts';
import { enumerate } from '../values/enumerate.ts';
import type { ErrorRecord } from '../values/errors.ts';
import { touch } from '../values/heap.ts';
import { Switch } from '../values/switch.ts';
import { isAutomationNull, type Value } from '../values/value.ts';
import type { CmdletContext, ProgressData } from './cmdlet.ts';
import { MachineContext, StopError } from './context.ts';
import { recordError, stoppedByPreference } from './errorHandling.ts';
import { isRedirected, showProgress } from './hostOutput.ts';
import type { Machine } from './machine.ts';
import type { NativeFrame } from './nativeFrame.ts';
import { completeRecord } from './positions.ts';
import type { Runspace, Scope, Thread } from './state.ts';
import { InformationRecord, MessageRecord } from './streams.ts';

/** An action preference by name. */
export type ActionPreference = 'SilentlyContinue' | 'Stop' | 'Continue' | 'Inquire' | 'Ignore' | 'Suspend' | 'Break';
const byNumber: ActionPreference[] = ['SilentlyContinue', 'Stop', 'Continue', 'Inquire', 'Ignore', 'Suspend', 'Break'];

/** A preference's name from its value: a name, a number, an enum value or a switch (-Verbose). */
export function preferenceName(value: Value | undefined, text: (v: Value) => string, fallback: ActionPreference): ActionPreference {
  if (value === undefined || value === null) return fallback;
  if (value instanceof Switch) return value.isPresent ? 'Continue' : 'SilentlyContinue';
  if (typeof value === 'boolean') return value ? 'Continue' : 'SilentlyContinue';
  if (typeof value === 'number') return byNumber[value] ?? fallback;
  const number = (value as { value?: unknown }).value;
  if (typeof value === 'object' && typeof number === 'number') return byNumber[number] ?? fallback;
  const lower = text(value).toLowerCase();
  return byNumber.find((n) => n.toLowerCase() === lower) ?? fallback;
}

/** Context of one run of a phase. */
export class CmdletRun extends MachineContext implements CmdletContext<Record<string, unknown>> {
  readonly native: NativeFrame;
  readonly thread: Thread;
  constructor(machine: Machine, frame: NativeFrame, thread: Thread) {
    super(machine, frame);
    this.native = frame;
    this.thread = thread;
    machine.context.frame = frame;
  }
  get state(): Record<string, unknown> {
    return this.native.state as Record<string, unknown>;
  }
  get params(): Readonly<Record<string, Value | undefined>> {
    return this.native.binding.values;
  }
  isBound(name: string): boolean {
    const { bound, pipelineBound } = this.native.binding;
    return bound.includes(name) || pipelineBound.includes(name);
  }
  isOn(name: string): boolean {
    const v = this.native.binding.values[name];
    return v !== undefined && v !== null && isTrue(v);
  }
  get parameterSet(): string {
    return this.native.binding.set;
  }
  get input(): Value {
    return this.native.input;
  }
  get expectingInput(): boolean {
    return this.native.expectingInput;
  }
  get pipelinePosition(): number {
    return this.native.pipelinePosition;
  }
  get pipelineLength(): number {
    return this.native.pipelineLength;
  }
  get commandName(): string {
    return this.native.cmdlet;
  }
  get scope(): Scope {
    return this.native.scope;
  }
  get runspace(): Runspace {
    return this.thread.runspace;
  }
  write(value: Value): void {
    if (!isAutomationNull(value)) this.native.queue.push({ stream: 'output', value });
  }
  writeAll(value: Value): void {
    const items = typeof value === 'object' && value !== null ? enumerate(value) : null;
    if (items === null) this.write(value);
    else for (const item of items) this.write(item);
  }
  /** A common parameter or the preference variable. */
  private preference(parameter: string, variable: string, fallback: ActionPreference): ActionPreference {
    const bound = this.native.binding.values[parameter];
    if (bound !== undefined) return preferenceName(bound, (v) => this.machine.text(v), fallback);
    return preferenceName(this.getVariable(variable), (v) => this.machine.text(v), fallback);
  }
  get errorAction(): ActionPreference {
    return this.preference('ErrorAction', 'ErrorActionPreference', 'Continue');
  }
  complete(record: ErrorRecord): void {
    const { native } = this;
    const definition = this.machine.definitionOf(native.cmdlet);
    const className = definition?.ownErrorIds === true ? '' : (definition?.className ?? '');
    if (record.activity === '') record.activity = native.cmdlet;
    if (className !== '' && !record.fullyQualifiedErrorId.includes(',')) record.fullyQualifiedErrorId += `,${className}`;
    completeRecord(record, native.caller ?? native, native.place);
    if (record.invocationInfo !== null && record.invocationInfo.commandName === '') {
      record.invocationInfo.commandName = native.cmdlet;
      record.invocationInfo.invocationName = native.invocationName;
      record.invocationInfo.myCommand = this.runspace.cmdlets.get(native.cmdlet.toLowerCase()) ?? null;
    }
    touch(record);
  }
  writeError(record: ErrorRecord): void {
    this.complete(record);
    const { native } = this;
    native.failed = true;
    const action = this.errorAction;
    if (action === 'Stop') throw new StopError(record);
    if (native.errorVariable !== null && action !== 'Ignore') appendItem(native.errorVariable, record);
    if (action === 'Ignore') return;
    recordError(this.thread, native, record);
    if (action === 'SilentlyContinue') return;
    if (action === 'Inquire') this.inquire(record.exception.message);
    native.queue.push({ stream: 'error', value: record });
  }
  private message(kind: 'warning' | 'verbose' | 'debug', text: string, action: ActionPreference, show: boolean): void {
    if (action === 'Stop') throw new StopError(stoppedByPreference(kind, text));
    if (!show) return;
    if (action === 'Inquire') this.inquire(text);
    this.native.queue.push({ stream: kind, value: new MessageRecord(kind, text) });
  }
  private inquire(text: string): void {
    const answer = this.ask('choice', {
      caption: 'Confirm',
      message: text,
      choices: ['&Yes', 'Yes to &All', '&Halt Command', '&Suspend'],
      default: 0,
    });
    if (answer === 2) throw new StopError(stoppedByPreference('warning', text));
  }
  writeWarning(text: string): void {
    const action = this.preference('WarningAction', 'WarningPreference', 'Continue');
    if (this.native.warningVariable !== null && action !== 'Ignore')
      appendItem(this.native.warningVariable, new MessageRecord('warning', text));
    if (action !== 'Ignore')
      for (const list of this.native.streams.collectors?.warning ?? []) appendItem(list, new MessageRecord('warning', text));
    this.message('warning', text, action, action === 'Continue' || action === 'Inquire');
  }
  writeVerbose(text: string): void {
    const action = this.preference('Verbose', 'VerbosePreference', 'SilentlyContinue');
    this.message('verbose', text, action, action === 'Continue' || action === 'Inquire');
  }
  writeDebug(text: string): void {
    const action = this.preference('Debug', 'DebugPreference', 'SilentlyContinue');
    this.message('debug', text, action, action === 'Continue' || action === 'Inquire');
  }
  writeInformation(messageData: Value, tags: string[], source = ''): void {
    const record = new InformationRecord(messageData, source, this.now(), tags);
    const action = this.preference('InformationAction', 'InformationPreference', 'SilentlyContinue');
    if (this.native.informationVariable !== null && action !== 'Ignore') appendItem(this.native.informationVariable, record);
    if (action !== 'Ignore') for (const list of this.native.streams.collectors?.information ?? []) appendItem(list, record);
    const forHost = tags.includes('PSHOST');
    if (!forHost && action === 'Stop') throw new StopError(stoppedByPreference('warning', this.machine.text(messageData)));
    // Write-Host is always shown; a plain information record only where asked for, but redirections see both
    if (forHost || action === 'Continue' || action === 'Inquire' || isRedirected(this.native, 'information'))
      this.native.queue.push({ stream: 'information', value: record });
  }
  writeProgress(record: ProgressData): void {
    const action = this.preference('ProgressAction', 'ProgressPreference', 'Continue');
    if (action === 'Continue' || action === 'Inquire') showProgress(this.machine, record);
  }
  hostWrite(text: string, kind: 'out' | 'error' | 'warning' | 'verbose' | 'debug' = 'out'): void {
    this.native.queue.push({ stream: 'host', value: text, kind });
  }
  shouldProcess(target: string, action = this.native.cmdlet): boolean {
    return this.machine.confirm.shouldProcess(this, target, action);
  }
  shouldContinue(query: string, caption: string): boolean {
    return this.machine.confirm.shouldContinue(this, query, caption);
  }
}
