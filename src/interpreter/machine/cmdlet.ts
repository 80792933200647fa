/**
 * Native cmdlets: plain state and phases.
 *
 * A cmdlet is an object literal in a file of its own, `export default defineCmdlet({...})`. The machine calls `begin` once,
 * `process` for each pipeline object (once, with `input` AutomationNull, when it is first in the pipeline), `end` once. Each
 * writes output through its context; what it wrote goes downstream after the phase function returned, in order with the
 * errors and messages it wrote. No JavaScript local survives a phase: what must survive is in `context.state`, plain data as
 * values/heap.ts defines it, whose shape is versioned by `stateVersion`.
 *
 * A phase that needs the result of user code, a wait or long work may simply ask the context (see values/context.ts: the
 * phase is then run again). A phase that has to alternate output and waiting, or makes many calls, returns a {@link Step}
 * instead; the machine performs it and calls `resume`, as often as steps are returned.
 */
import type { CommandMetadata, ParameterShort } from '../binding/metadata.ts';
import type { Activity, NativeContext } from '../values/context.ts';
import type { ErrorRecord } from '../values/errors.ts';
import type { Value } from '../values/value.ts';
import type { Machine } from './machine.ts';
import type { Runspace, Scope, Thread } from './state.ts';

/** What a phase wants before it is resumed; nothing or undefined = the phase is done. */
export type Step =
  /** Perform the activity; `resume` gets its answer (call: Value[] of its output; work: result; host: reply; sleep: null; signal: boolean). */
  | { do: 'await'; activity: Activity }
  /** Call a block whose output streams directly to this cmdlet's output; `resume` gets null. */
  | { do: 'stream'; activity: Extract<Activity, { kind: 'call' }> }
  /** Let what was written go downstream (and the machine take a breath), then `resume`. For long output: return it every thousand objects. */
  | { do: 'again' }
  /** Stop the upstream commands (Select-Object -First); then this cmdlet's and the later ones' `end` run. */
  | { do: 'stopUpstream' };

/** What a cmdlet's phases see. Made anew for each phase; never stored. */
export interface CmdletContext<S extends object = Record<string, unknown>> extends NativeContext {
  /** The cmdlet's plain state. */
  readonly state: S;
  /** Bound parameters, converted, by declared name; undefined = not bound. Pipeline-bound ones change with each input. */
  readonly params: Readonly<Record<string, Value | undefined>>;
  /** True if the parameter was given (command line or pipeline). */
  isBound(name: string): boolean;
  /** True if a switch parameter is on. */
  isOn(name: string): boolean;
  /** Name of the resolved parameter set. */
  readonly parameterSet: string;
  /** The pipeline object of this `process` call. */
  readonly input: Value;
  /** True if objects come from the pipeline. */
  readonly expectingInput: boolean;
  /** Position in the pipeline, 1-based, and its length. */
  readonly pipelinePosition: number;
  readonly pipelineLength: number;
  /** Writes an object to the output, not enumerated. AutomationNull writes nothing. */
  write(value: Value): void;
  /** Writes each item of a collection (one level), as WriteObject(x, true). */
  writeAll(value: Value): void;
  /** Writes a non-terminating error; completes id (`,Class`), activity and position. May end the command (-ErrorAction Stop). */
  writeError(record: ErrorRecord): void;
  writeWarning(text: string): void;
  writeVerbose(text: string): void;
  writeDebug(text: string): void;
  /** A record for the information stream; `host` = written by Write-Host (shown at once). */
  writeInformation(messageData: Value, tags: string[], source?: string): void;
  writeProgress(record: ProgressData): void;
  /** Text for the host as it is (Write-Host, Out-Default). Colours as ANSI escapes. */
  hostWrite(text: string, kind?: 'out' | 'error' | 'warning' | 'verbose' | 'debug'): void;
  /** -WhatIf and -Confirm: true = do it. Asks the person where needed. */
  shouldProcess(target: string, action?: string): boolean;
  shouldContinue(query: string, caption: string): boolean;
  /** Name as invoked and as defined. */
  readonly commandName: string;
  /** The scope of the code that called the cmdlet. */
  readonly scope: Scope;
  readonly runspace: Runspace;
  readonly thread: Thread;
  /** The machine: command resolution, provider access, remoting. Services are documented there. */
  readonly machine: Machine;
}

/** Plain data of a ProgressRecord. */
export interface ProgressData {
  activityId: number;
  parentActivityId: number;
  activity: string;
  statusDescription: string;
  currentOperation: string;
  percentComplete: number;
  secondsRemaining: number;
  completed: boolean;
}

/** What a native cmdlet's file exports. */
export interface CmdletDefinition<S extends object = Record<string, unknown>> {
  name: string;
  /** Module: 'Microsoft.PowerShell.Utility' … */
  module: string;
  aliases?: string[];
  /** One sentence, our own words. */
  synopsis: string;
  /** Class name that ends FullyQualifiedErrorId, e.g. 'Microsoft.PowerShell.Commands.SortObjectCommand'. */
  className: string;
  /** True: the ids of errors that it gives a position itself are whole, no class name is put behind (Write-Error). */
  ownErrorIds?: boolean;
  parameters: Record<string, ParameterShort>;
  defaultSet?: string;
  /** Names of the sets in order when it matters (Get-Command -Syntax); else in order of appearance. */
  sets?: string[];
  supportsShouldProcess?: boolean;
  confirmImpact?: 'None' | 'Low' | 'Medium' | 'High';
  outputTypes?: string[];
  /** Version of the shape of its state. */
  stateVersion: number;
  /** Brings a state of an older version to this one; absent = such a command is stopped with an error. */
  migrate?: (state: object, fromVersion: number) => S;
  /** The initial state. */
  init?: () => S;
  begin?(context: CmdletContext<S>): Step | void;
  process?(context: CmdletContext<S>): Step | void;
  end?(context: CmdletContext<S>): Step | void;
  /** Continues the phase that returned a Step, with the activity's answer. */
  resume?(context: CmdletContext<S>, answer: unknown): Step | void;
  /** Adds parameters that depend on others already bound (dynamicparam). */
  dynamicParameters?(context: CmdletContext<S>): Record<string, ParameterShort> | null;
  /** For Get-Help: examples and related topics. */
  help?: { description?: string; examples?: { code: string; remarks?: string }[]; related?: string[] };
}

/** A cmdlet as the machine uses it: the definition with its parameters' metadata worked out. */
export interface Cmdlet extends CmdletDefinition<Record<string, unknown>> {
  metadata: CommandMetadata;
}

/** One row of a registry of lazy imports (commands/registry.ts and others given to the machine). */
export interface CommandEntry {
  name: string;
  module: string;
  aliases?: string[];
  load: () => Promise<{ default: Cmdlet }>;
}
