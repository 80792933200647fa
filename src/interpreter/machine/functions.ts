/** Functions: definition, bound parameters, automatic variables of a call. */

import { bindPipelineObject } from '../binding/binder.ts';
import { metadataOfCode } from '../binding/functionMetadata.ts';
import type { CommandMetadata } from '../binding/metadata.ts';
import { pipelineParameters } from '../binding/pipeline.ts';
import type { Binding } from '../binding/state.ts';
import { type Code, ScriptBlock } from '../values/code.ts';
import { PSArray, type PSHashtable, PSList } from '../values/collections.ts';
import { type ErrorRecord, fail, type InvocationInfo } from '../values/errors.ts';
import { touch } from '../values/heap.ts';
import type { Value } from '../values/value.ts';
import { boundParameters } from './boundParameters.ts';
import { preferenceName } from './cmdletContext.ts';
import { addError } from './errorHandling.ts';
import type { CodeFrame, Frame } from './frames.ts';
import { writeStream } from './hostOutput.ts';
import type { Machine } from './machine.ts';
import { invocationAt, placeOfCall, stackTrace } from './positions.ts';
import { runtimeAttribute } from './runtimeAttribute.ts';
import { ScriptInfo } from './scriptInfo.ts';
import {
  declareVariable,
  ExternalScriptInfo,
  FunctionInfo,
  findVariable,
  ownVariable,
  type Scope,
  ScopedItemOptions,
  setCell,
  type Thread,
} from './state.ts';
import { TeeFrame } from './teeFrame.ts';
import { errorUnwinding, UnwindSignal } from './unwind.ts';

const metadataCache = new WeakMap<Code, CommandMetadata>();

/** Metadata of a script block's parameters. */
export function blockMetadata(block: ScriptBlock, name = ''): CommandMetadata {
  let meta = metadataCache.get(block.code);
  if (meta === undefined) {
    meta = metadataOfCode(block.code, name);
    for (const p of meta.parameters) p.attributes = p.attributes.map((a) => runtimeAttribute(a, block));
    metadataCache.set(block.code, meta);
  }
  return meta;
}

/** `function name {…}`: defines it in the current scope, or where a prefix says. */
export function defineFunction(machine: Machine, frame: CodeFrame, name: string, code: Code, isFilter: boolean): void {
  const block = new ScriptBlock(code, frame.scope.module, frame.block?.origin ?? 'user');
  setFunction(machine, frame.scope, name, block, { isFilter });
}

/**
 * Makes a function in a scope, or where a prefix of its name says (`script:x`). Throws FunctionNotWritable. Behaviour:
 * SessionStateInternal.SetFunction.
 */
export function setFunction(
  machine: Machine,
  from: Scope,
  name: string,
  block: ScriptBlock,
  how: { isFilter?: boolean; options?: number; force?: boolean } = {},
): void {
  const match = /^(global|script|local|private):(.+)$/i.exec(name);
  const bare = match ? match[2] : name;
  let scope = from;
  const prefix = match?.[1].toLowerCase();
  if (prefix === 'global') scope = machine.currentThread.runspace.globalScope;
  else if (prefix === 'script') while (scope.kind === 'local' && scope.parent !== null) scope = scope.parent;
  const existing = scope.functions?.get(bare.toLowerCase());
  const fixed = how.force === true ? ScopedItemOptions.Constant : ScopedItemOptions.ReadOnly | ScopedItemOptions.Constant;
  if (existing !== undefined && (existing.options & fixed) !== 0)
    throw fail('FunctionNotWritable', 'WriteError', `Cannot write to function ${bare} because it is read-only or constant.`, {
      typeName: 'System.Management.Automation.SessionStateUnauthorizedAccessException',
      target: bare,
    });
  const info = new FunctionInfo(bare, block, how.isFilter === true);
  info.options = how.options ?? 0;
  info.module = scope.module;
  info.moduleName = scope.module?.name ?? '';
  // what a restricted session's own code defines while it runs is not the user's to see
  if (machine.currentThread.runspace.restricted && info.scriptBlock.origin === 'trusted') info.visibility = 'Private';
  if (scope.functions === null) {
    scope.functions = new Map();
    if (scope.kind === 'local') machine.scopesWithFunctions++;
  }
  scope.functions.set(bare.toLowerCase(), info);
  touch(scope);
  machine.commandsChanged();
}

/** Writes bound parameters to the variables of a function's scope. */
export function applyBinding(machine: Machine, frame: CodeFrame, binding: Binding): void {
  const { parameters } = frame.code;
  parameters.forEach((p, i) => {
    const value = binding.values[p.name];
    const cell = machine.blocks.parameterCell(frame, i);
    if (value === undefined) {
      if (!binding.bound.includes(p.name)) machine.blocks.unboundParameter(frame, i);
      return;
    }
    const specs = p.attributes.filter((a) => /^Validate|^AllowNull|^AllowEmpty/i.test(a.typeName));
    if (specs.length > 0 && p.attributes.some((a) => /^Validate/i.test(a.typeName)))
      cell.attributes = [...(cell.attributes ?? []), ...specs.map((a) => runtimeAttribute(a, frame.block))];
    const spelling = p.type === 'System.Object' ? binding.texts[p.name] : undefined;
    setCell(cell, spelling?.length === 1 ? machine.spelled(value, spelling[0] ?? undefined, null) : value);
    frame.boundSlots ??= [];
    frame.boundSlots.push(p.slot);
  });
}

/** Preference variables that common parameters set inside of an advanced function. */
export function applyCommonParameters(machine: Machine, frame: CodeFrame, binding: Binding): void {
  const { values } = binding;
  const set = (name: string, value: Value): void => {
    setCell(declareVariable(frame.scope, name), value);
  };
  const on = (v: Value | undefined): boolean => v !== undefined && machine.isOn(v);
  if (values.Verbose !== undefined) set('VerbosePreference', on(values.Verbose) ? 'Continue' : 'SilentlyContinue');
  if (values.Debug !== undefined) set('DebugPreference', on(values.Debug) ? 'Continue' : 'SilentlyContinue');
  if (values.WhatIf !== undefined) set('WhatIfPreference', on(values.WhatIf));
  if (values.Confirm !== undefined) set('ConfirmPreference', on(values.Confirm) ? 'Low' : 'None');
  for (const [parameter, variable] of [
    ['ErrorAction', 'ErrorActionPreference'],
    ['WarningAction', 'WarningPreference'],
    ['InformationAction', 'InformationPreference'],
    ['ProgressAction', 'ProgressPreference'],
  ] as const)
    if (values[parameter] !== undefined) set(variable, values[parameter]);
  const outer = frame.scope.parent ?? frame.scope;
  const list = (name: string): PSList | null =>
    values[name] === undefined ? null : collectVariable(machine, outer, machine.text(values[name]));
  const out = list('OutVariable');
  if (out !== null || values.PipelineVariable !== undefined) {
    frame.tee = new TeeFrame(null, out, values.PipelineVariable === undefined ? '' : machine.text(values.PipelineVariable));
    frame.tee.scope = outer;
    frame.tee.streams = frame.streams;
  }
  for (const [parameter, stream] of [
    ['ErrorVariable', 'error'],
    ['WarningVariable', 'warning'],
    ['InformationVariable', 'information'],
  ] as const) {
    const collected = list(parameter);
    if (collected !== null) frame.streams = frame.streams.collecting(stream, collected);
  }
}

/** The list behind -OutVariable and its kind; `+name` goes on with what is there. */
export function collectVariable(machine: Machine, scope: Scope, name: string): PSList {
  const append = name.startsWith('+');
  const bare = append ? name.slice(1) : name;
  const cell = declareVariable(scope, bare);
  const before = cell.value;
  const list = new PSList(append && (before instanceof PSList || before instanceof PSArray) ? [...before.items] : [], 'ArrayList');
  setCell(cell, list);
  void machine;
  return list;
}

/** $PSBoundParameters of a call: what was bound by the binder, or by position where a method or Invoke called. */
export function boundTable(frame: CodeFrame): PSHashtable {
  const table = boundParameters();
  if (frame.binding !== null) for (const [name, value] of Object.entries(frame.binding.recorded)) table.set(name, value);
  else
    for (const p of frame.code.parameters)
      if (frame.boundSlots?.includes(p.slot) === true) table.set(p.name, frame.cells[p.slot]?.value ?? null);
  return table;
}

/** True for the code of a whole script file. */
export function isFile(code: Code): boolean {
  return code.source.file !== '' && code.start === 0 && code.end === code.source.text.length;
}

/** What a block is as a command: a whole file (a module's .psm1) is a script with a path. */
function commandOf(block: ScriptBlock): ScriptInfo | ExternalScriptInfo {
  if (!isFile(block.code)) return new ScriptInfo(block);
  const { source } = block.code;
  const script = new ExternalScriptInfo(source.file.slice(source.file.lastIndexOf('/') + 1), source.file);
  script.scriptBlock = block;
  return script;
}

/** $MyInvocation of a call. */
export function myInvocation(machine: Machine, frame: CodeFrame): InvocationInfo {
  const info = invocationAt(placeOfCall(frame));
  info.invocationName = frame.invocationName;
  info.commandName = frame.info?.name ?? '';
  info.myCommand = frame.info ?? (frame.block === null ? null : commandOf(frame.block));
  info.expectingInput = frame.expectingInput;
  info.pipelineLength = frame.pipelineLength;
  info.pipelinePosition = frame.pipelinePosition;
  info.boundParameters = boundTable(frame);
  info.unboundArguments = new PSArray(frame.binding?.unbound ?? []);
  void machine;
  return info;
}

/** Binds a pipeline object to a function's parameters. False if refused: the error is on its way. */
export function bindPipelineInput(machine: Machine, thread: Thread, binder: Frame, frame: CodeFrame, value: Value): boolean {
  if (frame.binding === null) return true;
  const meta = metadataOf(frame);
  const takers = pipelineParameters(meta);
  if (takers.byValue.length === 0 && takers.byName.length === 0 && !meta.isAdvanced) return true;
  machine.enter(binder);
  const binding = bindPipelineObject(meta, frame.binding, value, machine.context);
  binder.log = null;
  frame.binding = binding;
  if (binding.error !== null) {
    const record = binding.error;
    commandError(machine, frame, record);
    const action = preferenceName(findVariable(frame.scope, 'erroractionpreference')?.value, (v) => machine.text(v), 'Continue');
    if (action === 'Stop') throw new UnwindSignal(errorUnwinding(record, true));
    // -ErrorVariable does not see it
    if (action !== 'Ignore') addError(thread.runspace, record);
    frame.failed = true;
    // the process block is skipped: the frame goes on at the end of a block
    frame.pc = frame.code.ops.length - 4;
    thread.frame = frame;
    if (action !== 'Ignore' && action !== 'SilentlyContinue') writeStream(machine, thread, frame, 'error', record);
    return false;
  }
  const taking = new Set([...takers.byValue, ...takers.byName]);
  frame.code.parameters.forEach((p, i) => {
    if (Object.hasOwn(binding.values, p.name)) setCell(machine.blocks.parameterCell(frame, i), binding.values[p.name]);
    // what this object did not bring has its default again
    else if (taking.has(p.name)) {
      const first = frame.defaults?.[i];
      if (first === undefined) machine.blocks.unboundParameter(frame, i);
      else setCell(machine.blocks.parameterCell(frame, i), first);
    }
  });
  const table = ownVariable(frame.scope, 'psboundparameters');
  if (table !== undefined) setCell(table, boundTable(frame));
  return true;
}

/** Metadata of the command that a frame runs, its dynamic parameters included. */
export function metadataOf(frame: CodeFrame): CommandMetadata {
  if (frame.metadata !== null) return frame.metadata;
  return frame.info instanceof FunctionInfo ? functionMetadataOf(frame.info) : blockMetadata(frame.block as ScriptBlock);
}

/** Gives an error of a function as a command its activity, id and position: those of the call. */
export function commandError(machine: Machine, frame: CodeFrame, record: ErrorRecord): void {
  const name = frame.info?.name ?? '';
  if (record.activity === '') record.activity = name;
  if (name !== '' && record.fullyQualifiedErrorId !== '' && !record.fullyQualifiedErrorId.includes(','))
    record.fullyQualifiedErrorId += `,${name}`;
  record.invocationInfo = myInvocation(machine, frame);
  if (record.scriptStackTrace === '') record.scriptStackTrace = stackTrace(frame);
  touch(record);
}

/** Metadata of a function, worked out once. */
export function functionMetadataOf(info: FunctionInfo): CommandMetadata {
  if (info.proxy !== null) return info.proxy.metadata;
  if (info.metadata === null) {
    info.metadata = blockMetadata(info.scriptBlock, info.name);
  }
  return info.metadata;
}
