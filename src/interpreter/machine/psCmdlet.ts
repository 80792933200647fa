/** $PSCmdlet: what an advanced function may ask of the engine (PSScriptCmdlet, MshCommandRuntime.cs). */

import { PSReference } from '../values/code.ts';
import { appendItem, PSList } from '../values/collections.ts';
import type { NativeContext } from '../values/context.ts';
import { enumerate } from '../values/enumerate.ts';
import { ErrorRecord, fail } from '../values/errors.ts';
import { HeapObject, snapshotClass } from '../values/heap.ts';
import { writeReference } from '../values/references.ts';
import { m, p } from '../values/types/define.ts';
import { registerType } from '../values/types/registry.ts';
import { EnumValue, isAutomationNull, type Value } from '../values/value.ts';
import { preferenceName } from './cmdletContext.ts';
import type { MachineContext } from './context.ts';
import { recordError, stoppedByPreference } from './errorHandling.ts';
import type { CodeFrame } from './frames.ts';
import { commandError, metadataOf, myInvocation } from './functions.ts';
import { hostWrite, isRedirected } from './hostOutput.ts';
import { ProviderIntrinsics } from './providerIntrinsics.ts';
import { CommandIntrinsics, SessionStateView } from './sessionState.ts';
import { findVariable, type PSModuleInfo } from './state.ts';
import { InformationRecord, MessageRecord, type StreamName } from './streams.ts';
import { errorUnwinding, UnwindSignal } from './unwind.ts';

/** The value of $PSCmdlet in an advanced function. */
export class PSScriptCmdlet extends HeapObject {
  frame: CodeFrame;
  /** Answers "to All" of this call's questions. */
  yesToAll: boolean;
  noToAll: boolean;
  constructor(frame: CodeFrame = undefined as unknown as CodeFrame) {
    super();
    this.frame = frame;
    this.yesToAll = false;
    this.noToAll = false;
  }
}
snapshotClass('PSScriptCmdlet', 'heap', PSScriptCmdlet as unknown as new () => object);

/** The machine's context behind a method's. */
export function machineContext(ctx: NativeContext): MachineContext {
  return ctx as MachineContext;
}

const SMA = 'System.Management.Automation.';
const frameOf = (self: Value): CodeFrame => (self as PSScriptCmdlet).frame;

/** The session state that a function was called from (CommandBase.cs: the engine's when the command was made). */
function callerState(frame: CodeFrame): PSModuleInfo | null {
  return frame.caller?.scope.module ?? null;
}

/** A preference variable as the function's own code sees it. */
function preference(ctx: MachineContext, frame: CodeFrame, name: string, fallback: 'Continue' | 'SilentlyContinue') {
  return preferenceName(findVariable(frame.scope, name.toLowerCase())?.value, (v) => ctx.machine.text(v), fallback);
}

function write(ctx: MachineContext, frame: CodeFrame, stream: 'output' | StreamName, value: Value): void {
  ctx.perform(() => ({ kind: 'write', stream, value, target: frame }));
}

function stop(ctx: MachineContext, frame: CodeFrame, record: ErrorRecord): never {
  commandError(ctx.machine, frame, record);
  throw new UnwindSignal(errorUnwinding(record, true));
}

/** WriteError: obeys -ErrorAction and $ErrorActionPreference of the function. */
export function writeCommandError(ctx: MachineContext, frame: CodeFrame, record: ErrorRecord): void {
  const action = preference(ctx, frame, 'ErrorActionPreference', 'Continue');
  if (action === 'Stop') stop(ctx, frame, record);
  ctx.once(() => {
    commandError(ctx.machine, frame, record);
    frame.failed = true;
    if (action !== 'Ignore') recordError(ctx.machine.currentThread, frame, record);
    return null;
  });
  if (action === 'Ignore' || action === 'SilentlyContinue') return;
  write(ctx, frame, 'error', record);
}

function message(ctx: MachineContext, frame: CodeFrame, kind: 'warning' | 'verbose' | 'debug', text: string): void {
  const name = { warning: 'WarningPreference', verbose: 'VerbosePreference', debug: 'DebugPreference' }[kind];
  const action = preference(ctx, frame, name, kind === 'warning' ? 'Continue' : 'SilentlyContinue');
  const record = new MessageRecord(kind, text);
  if (action !== 'Ignore')
    ctx.once(() => {
      for (const list of frame.streams.collectors?.[kind] ?? []) appendItem(list, record);
      return null;
    });
  if (action === 'Stop') throw new UnwindSignal(errorUnwinding(stoppedByPreference(kind, text), true));
  if (action === 'Continue' || action === 'Inquire') write(ctx, frame, kind, record);
}

/** ThrowTerminatingError: the caller's statement ends; the function's own catch blocks don't see it. */
function throwTerminating(ctx: MachineContext, frame: CodeFrame, record: ErrorRecord): never {
  commandError(ctx.machine, frame, record);
  const u = errorUnwinding(record, false);
  u.leaving = frame;
  throw new UnwindSignal(u);
}

const IMPACTS = ['None', 'Low', 'Medium', 'High'];

function shouldProcess(self: Value, ctx: MachineContext, description: string, warning: string, caption: string): boolean {
  const cmdlet = self as PSScriptCmdlet;
  const { frame } = cmdlet;
  const whatIf = findVariable(frame.scope, 'whatifpreference')?.value;
  if (whatIf !== undefined && whatIf !== null && ctx.machine.isOn(whatIf)) {
    ctx.once(() => {
      hostWrite(ctx.machine, `What if: ${description}\n`);
      return null;
    });
    return false;
  }
  const impact = IMPACTS.indexOf(metadataOf(frame).confirmImpact);
  const value = findVariable(frame.scope, 'confirmpreference')?.value ?? null;
  const number =
    value instanceof EnumValue ? Number(value.value) : IMPACTS.findIndex((i) => i.toLowerCase() === ctx.machine.text(value).toLowerCase());
  const threshold = value === null || number < 0 ? 3 : number;
  message(ctx, frame, 'verbose', description);
  if (threshold === 0 || impact < threshold) return true;
  return question(cmdlet, ctx, caption, warning);
}

function question(cmdlet: PSScriptCmdlet, ctx: MachineContext, caption: string, text: string): boolean {
  if (cmdlet.yesToAll) return true;
  if (cmdlet.noToAll) return false;
  const answer = ctx.ask('choice', {
    caption,
    message: text,
    choices: ['&Yes', 'Yes to &All', '&No', 'No to A&ll', '&Suspend'],
    default: 0,
  });
  if (answer === 1) cmdlet.yesToAll = true;
  if (answer === 3) cmdlet.noToAll = true;
  return answer === 0 || answer === 1;
}

const action = (frame: CodeFrame): string => frame.info?.name ?? '';
const performing = (what: string, target: string): string => `Performing the operation "${what}" on target "${target}".`;
const sure = (text: string): string => `Are you sure you want to perform this action?\n${text}`;
const record = (v: Value | undefined): ErrorRecord => {
  if (v instanceof ErrorRecord) return v;
  throw fail('ArgumentNull', 'InvalidArgument', "Value cannot be null. (Parameter 'errorRecord')", {
    typeName: 'System.ArgumentNullException',
  });
};

registerType({ name: `${SMA}Internal.InternalCommand`, isAbstract: true });
registerType({ name: `${SMA}Cmdlet`, base: `${SMA}Internal.InternalCommand`, isAbstract: true });
registerType({ name: `${SMA}PSCmdlet`, base: `${SMA}Cmdlet`, isAbstract: true });
registerType({
  name: `${SMA}PSScriptCmdlet`,
  base: `${SMA}PSCmdlet`,
  ctor: PSScriptCmdlet,
  properties: {
    ParameterSetName: p('string', (self) => frameOf(self).binding?.set || '__AllParameterSets'),
    MyInvocation: p(`${SMA}InvocationInfo`, (self, ctx) => myInvocation(machineContext(ctx).machine, frameOf(self))),
    PagingParameters: p(`${SMA}PagingParameters`, () => null),
    InvokeCommand: p(`${SMA}CommandInvocationIntrinsics`, () => new CommandIntrinsics()),
    InvokeProvider: p(`${SMA}ProviderIntrinsics`, () => new ProviderIntrinsics()),
    SessionState: p(`${SMA}SessionState`, (self) => new SessionStateView(callerState(frameOf(self)))),
    Host: p(`${SMA}Host.PSHost`, (self, ctx) => ctx.getVariable('Host') ?? (self === null ? null : null)),
    CommandRuntime: p(`${SMA}ICommandRuntime`, (self) => self),
    CommandOrigin: p(`${SMA}CommandOrigin`, () => new EnumValue(`${SMA}CommandOrigin`, 1)),
    Stopping: p('bool', () => false),
    JobRepository: p(`${SMA}JobRepository`, () => null),
    JobManager: p(`${SMA}JobManager`, () => null),
    Events: p(`${SMA}PSEventManager`, () => null),
    CurrentPSTransaction: p(`${SMA}PSTransactionContext`, () => null),
  },
  methods: {
    WriteObject: [
      m('void WriteObject(System.Object sendToPipeline)', (self, [v], ctx) => {
        if (!isAutomationNull(v as Value)) write(machineContext(ctx), frameOf(self), 'output', v ?? null);
      }),
      m('void WriteObject(System.Object sendToPipeline, bool enumerateCollection)', (self, [v, each], ctx) => {
        const items = each === true ? enumerate(v as Value) : null;
        for (const item of items ?? [v as Value]) if (!isAutomationNull(item)) write(machineContext(ctx), frameOf(self), 'output', item);
      }),
    ],
    WriteError: [
      m(`void WriteError(${SMA}ErrorRecord errorRecord)`, (self, [r], ctx) => {
        writeCommandError(machineContext(ctx), frameOf(self), record(r));
      }),
    ],
    WriteWarning: [
      m('void WriteWarning(string text)', (self, [t], ctx) => void message(machineContext(ctx), frameOf(self), 'warning', String(t ?? ''))),
    ],
    WriteVerbose: [
      m('void WriteVerbose(string text)', (self, [t], ctx) => void message(machineContext(ctx), frameOf(self), 'verbose', String(t ?? ''))),
    ],
    WriteDebug: [
      m('void WriteDebug(string text)', (self, [t], ctx) => void message(machineContext(ctx), frameOf(self), 'debug', String(t ?? ''))),
    ],
    WriteInformation: [
      m('void WriteInformation(System.Object messageData, string[] tags)', (self, [v, tags], ctx) => {
        const c = machineContext(ctx);
        const names = [...(enumerate((tags ?? null) as Value) ?? [])].map((t) => c.machine.text(t));
        const item = c.once(() => new InformationRecord(v ?? null, '', c.now(), names));
        const shown = preference(c, frameOf(self), 'InformationPreference', 'SilentlyContinue');
        if (shown === 'Continue' || isRedirected(frameOf(self), 'information')) write(c, frameOf(self), 'information', item);
      }),
    ],
    WriteProgress: [m(`void WriteProgress(${SMA}ProgressRecord progressRecord)`, () => undefined)],
    WriteCommandDetail: [m('void WriteCommandDetail(string text)', () => undefined)],
    ThrowTerminatingError: [
      m(`void ThrowTerminatingError(${SMA}ErrorRecord errorRecord)`, (self, [r], ctx) =>
        throwTerminating(machineContext(ctx), frameOf(self), record(r)),
      ),
    ],
    ShouldProcess: [
      m('bool ShouldProcess(string target)', (self, [target], ctx) => {
        const text = performing(action(frameOf(self)), String(target ?? ''));
        return shouldProcess(self, machineContext(ctx), text, sure(text), 'Confirm');
      }),
      m('bool ShouldProcess(string target, string action)', (self, [target, what], ctx) => {
        const text = performing(String(what ?? ''), String(target ?? ''));
        return shouldProcess(self, machineContext(ctx), text, sure(text), 'Confirm');
      }),
      m('bool ShouldProcess(string verboseDescription, string verboseWarning, string caption)', (self, [d, w, c], ctx) =>
        shouldProcess(self, machineContext(ctx), String(d ?? ''), String(w ?? ''), String(c ?? '')),
      ),
      m(
        `bool ShouldProcess(string verboseDescription, string verboseWarning, string caption, ref ${SMA}ShouldProcessReason shouldProcessReason)`,
        (self, [d, w, c, reason], ctx) => {
          const answer = shouldProcess(self, machineContext(ctx), String(d ?? ''), String(w ?? ''), String(c ?? ''));
          if (reason instanceof PSReference) writeReference(reason, new EnumValue(`${SMA}ShouldProcessReason`, 0));
          return answer;
        },
      ),
    ],
    ShouldContinue: [
      m('bool ShouldContinue(string query, string caption)', (self, [q, c], ctx) => {
        const answer = machineContext(ctx).ask('choice', {
          caption: String(c ?? ''),
          message: String(q ?? ''),
          choices: ['&Yes', '&No', '&Suspend'],
          default: 0,
        });
        return self !== null && answer === 0;
      }),
      m('bool ShouldContinue(string query, string caption, ref bool yesToAll, ref bool noToAll)', (self, [q, c, yes, no], ctx) => {
        const on = (r: Value | undefined): boolean => r instanceof PSReference && (r.variable?.value ?? r.own) === true;
        if (on(yes)) return true;
        if (on(no)) return false;
        const cmdlet = new PSScriptCmdlet(frameOf(self));
        const answer = question(cmdlet, machineContext(ctx), String(c ?? ''), String(q ?? ''));
        if (cmdlet.yesToAll && yes instanceof PSReference) writeReference(yes, true);
        if (cmdlet.noToAll && no instanceof PSReference) writeReference(no, true);
        return answer;
      }),
    ],
    GetVariableValue: [
      m(
        'System.Object GetVariableValue(string name)',
        (self, [n]) => findVariable(frameOf(self).scope, String(n).toLowerCase())?.value ?? null,
      ),
      m(
        'System.Object GetVariableValue(string name, System.Object defaultValue)',
        (self, [n, d]) => findVariable(frameOf(self).scope, String(n).toLowerCase())?.value ?? d ?? null,
      ),
    ],
    GetUnresolvedProviderPathFromPSPath: [
      m('string GetUnresolvedProviderPathFromPSPath(string path)', (_s, [path], ctx) =>
        machineContext(ctx).machine.drives.resolve(String(path)),
      ),
    ],
    GetResolvedProviderPathFromPSPath: [
      m(
        `System.Collections.ObjectModel.Collection[string] GetResolvedProviderPathFromPSPath(string path, ref ${SMA}ProviderInfo provider)`,
        (_s, [path], ctx) => new PSList([machineContext(ctx).machine.drives.resolve(String(path))], 'Collection', 'System.String'),
      ),
    ],
    ToString: [m('string ToString()', (self) => action(frameOf(self)))],
  },
  toText: (self) => action(frameOf(self)),
});
