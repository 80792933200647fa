/** Makes the frames of commands whose arguments are evaluated: binds them, opens scopes, sets what the common parameters ask for. */
import { bindCommandLine, bindDynamicParameters, dynamicParametersError, finishBinding, withDynamicParameters } from '../binding/binder.ts';
import type { CommandMetadata } from '../binding/metadata.ts';
import type { Binding, CommandArgument } from '../binding/state.ts';
import { ScriptBlock, slotOf } from '../values/code.ts';
import { PSArray, PSHashtable, type PSList } from '../values/collections.ts';
import { fail, TerminatingError } from '../values/errors.ts';
import type { Value } from '../values/value.ts';
import { blockStage } from './blockStages.ts';
import { originOf } from './commandLookup.ts';
import { dynamicParametersOf } from './dynamicParameters.ts';
import type { CodeFrame, Frame } from './frames.ts';
import { boundTable, functionMetadataOf } from './functions.ts';
import type { Machine } from './machine.ts';
import { NativeFrame } from './nativeFrame.ts';
import type { Place } from './positions.ts';
import { checkBlock, checkRestrictedBinding } from './restrictions.ts';
import {
  CmdletInfo,
  type CommandInfo,
  declareVariable,
  ExternalScriptInfo,
  FunctionInfo,
  findVariable,
  ownVariable,
  setCell,
  type Thread,
} from './state.ts';

/** What surrounds a command that is about to be run. */
export interface StageOptions {
  place: Place;
  invocationName: string;
  dot: boolean;
  expectingInput: boolean;
  position: number;
  length: number;
}

/** The frame of a resolved command with arguments. */
export function stageOf(
  machine: Machine,
  thread: Thread,
  caller: Frame,
  command: Value | CommandInfo,
  args: CommandArgument[],
  o: StageOptions,
): Frame {
  if (command instanceof CmdletInfo) return nativeStage(machine, thread, caller, command, args, o);
  if (command instanceof FunctionInfo && command.proxy !== null && command.proxy.cmdlet !== '')
    return nativeStage(machine, thread, caller, command, args, o);
  if (command instanceof FunctionInfo) return blockFrame(machine, thread, caller, command.scriptBlock, command, args, o);
  if (command instanceof ScriptBlock) return blockFrame(machine, thread, caller, command, null, args, o);
  if (command instanceof ExternalScriptInfo)
    return blockFrame(machine, thread, caller, machine.scriptOf(caller, command), command, args, o);
  throw fail('CommandNotFoundException', 'ObjectNotFound', `The term '${machine.text(command as Value)}' is not recognized.`);
}

function nativeStage(
  machine: Machine,
  thread: Thread,
  caller: Frame,
  info: CmdletInfo | FunctionInfo,
  args: CommandArgument[],
  o: StageOptions,
): Frame {
  const proxy = info instanceof FunctionInfo ? info.proxy : null;
  const definition = machine.needDefinition(proxy?.cmdlet ?? info.name);
  const lower = definition.name.toLowerCase();
  if (
    proxy === null &&
    (lower === 'foreach-object' || lower === 'where-object') &&
    args.length === 1 &&
    args[0].kind === 'argument' &&
    args[0].value instanceof ScriptBlock
  ) {
    const block = args[0].value;
    const { code } = block;
    if (
      code.parameters.length === 0 &&
      code.beginPc < 0 &&
      code.cleanPc < 0 &&
      code.dynamicParamPc < 0 &&
      code.processPc < 0 !== code.endPc < 0 &&
      !machine.hasDefaultParameterValues(caller) &&
      slotOf(code, 'args') < 0 &&
      slotOf(code, 'input') < 0
    )
      return blockStage(machine, lower === 'where-object' ? 'where' : 'foreach', block, caller);
  }
  const frame = new NativeFrame();
  frame.cmdlet = definition.name;
  frame.origin = originOf(caller);
  frame.info = info instanceof FunctionInfo ? info : null;
  frame.stateVersion = definition.stateVersion;
  frame.place = o.place;
  frame.invocationName = o.invocationName;
  frame.scope = caller.scope;
  frame.streams = caller.streams;
  frame.expectingInput = o.expectingInput;
  frame.pipelinePosition = o.position;
  frame.pipelineLength = o.length;
  const metadata = proxy?.metadata ?? definition.metadata;
  const [name, className] = proxy === null ? [definition.name, definition.className] : [info.name, info.name];
  frame.binding = bind(machine, caller, metadata, args, o, name, className, () =>
    definition.dynamicParameters === undefined ? null : machine.dynamicParameters(thread, frame, definition),
  ).binding;
  if (machine.currentThread.runspace.restricted) checkRestrictedBinding(machine, caller, frame.binding, proxy === null ? null : definition);
  frame.state = definition.init?.() ?? {};
  const { values } = frame.binding;
  const variable = (name: string): PSList | null =>
    values[name] === undefined ? null : machine.collectVariable(caller.scope, machine.text(values[name]));
  frame.outVariable = variable('OutVariable');
  frame.errorVariable = variable('ErrorVariable');
  frame.warningVariable = variable('WarningVariable');
  frame.informationVariable = variable('InformationVariable');
  if (values.PipelineVariable !== undefined) frame.pipelineVariable = machine.text(values.PipelineVariable);
  return frame;
}

/** Binds the command line. `dynamic`: makes the dynamic parameters of what is bound so far. */
function bind(
  machine: Machine,
  caller: Frame,
  meta: CommandMetadata,
  args: CommandArgument[],
  o: StageOptions,
  name: string,
  className: string | undefined,
  dynamic: (before: Binding) => CommandMetadata['parameters'] | null,
): { binding: Binding; meta: CommandMetadata } {
  // a restricted session's own code does not take default values from its user
  const own = machine.currentThread.runspace.restricted && originOf(caller) === 'trusted';
  const defaults = own ? null : findVariable(caller.scope, 'psdefaultparametervalues')?.value;
  machine.bindingPlace = o.place;
  machine.bindingName = o.invocationName === '&' || o.invocationName === '.' ? name : o.invocationName;
  let binding = bindCommandLine(meta, args, machine.context, {
    commandName: name,
    className,
    expectingInput: o.expectingInput,
    defaultParameterValues: defaults instanceof PSHashtable && defaults.entries.size > 0 ? defaults : null,
    aliases: o.invocationName.toLowerCase() === name.toLowerCase() ? [] : [o.invocationName],
    interactive: machine.currentThread.runspace.interactive,
    pipelinePosition: o.position,
  });
  let merged = meta;
  if (meta.hasDynamicParameters === true) {
    try {
      merged = withDynamicParameters(meta, dynamic(binding) ?? []);
    } catch (error) {
      if (error instanceof TerminatingError) throw dynamicParametersError(binding, error);
      throw error;
    }
    binding = bindDynamicParameters(merged, binding, machine.context);
  }
  binding = finishBinding(merged, binding, machine.context);
  machine.bindingPlace = null;
  return { binding, meta: merged };
}

/** A frame for a script block, function or script with arguments. */
function blockFrame(
  machine: Machine,
  thread: Thread,
  caller: Frame,
  block: ScriptBlock,
  info: FunctionInfo | ExternalScriptInfo | null,
  args: CommandArgument[],
  o: StageOptions,
): CodeFrame {
  const { code } = block;
  if (machine.currentThread.runspace.restricted) checkBlock(machine, block);
  const meta = info instanceof FunctionInfo ? functionMetadataOf(info) : machine.blockMetadata(block);
  const name = info?.name ?? '';
  const make = (): CodeFrame => {
    const parent = machine.blocks.scopeFor(block, caller);
    const frame = o.dot ? machine.blocks.frameInScope(code, parent, caller) : machine.blocks.frameWithScope(thread, code, parent, caller);
    if (info instanceof ExternalScriptInfo && !o.dot) frame.scope.kind = 'script';
    frame.block = block;
    frame.info = info;
    frame.invocationName = o.invocationName;
    frame.place = o.place;
    frame.pipelinePosition = o.position;
    frame.pipelineLength = o.length;
    frame.streams = caller.streams;
    frame.expectingInput = o.expectingInput;
    return frame;
  };
  if (meta.parameters.length === 0 && !meta.isAdvanced && args.every((a) => a.kind === 'argument')) {
    const frame = make();
    // Get-Variable asks for it by name
    if (slotOf(code, 'args') >= 0 || (args.length > 0 && !o.dot))
      setCell(
        declareVariable(frame.scope, 'args'),
        new PSArray(args.map((a) => (a.kind === 'argument' ? machine.spelled(a.value, a.text, null) : null))),
      );
    return frame;
  }
  let frame: CodeFrame | null = null;
  const { binding, meta: merged } = bind(machine, caller, meta, args, o, name, name === '' ? undefined : name, (before) => {
    // the block runs in the scope that begin and the others will see
    const made = machine.context.once(() => {
      const f = make();
      f.binding = before;
      machine.applyBinding(f, before);
      if (meta.isAdvanced) machine.applyCommonParameters(f, before);
      return f;
    });
    frame = made;
    return dynamicParametersOf(machine, made);
  });
  if (meta.isAdvanced && machine.currentThread.runspace.restricted) checkRestrictedBinding(machine, caller, binding, null);
  frame ??= make();
  frame.binding = binding;
  frame.metadata = merged === meta ? null : merged;
  machine.applyBinding(frame, binding);
  if (slotOf(code, 'args') >= 0 || (binding.unbound.length > 0 && !o.dot))
    setCell(declareVariable(frame.scope, 'args'), new PSArray(binding.unbound));
  // the dynamicparam block may have asked for it before its parameters were bound
  const bound = ownVariable(frame.scope, 'psboundparameters');
  if (bound !== undefined) setCell(bound, boundTable(frame));
  if (meta.isAdvanced) machine.applyCommonParameters(frame, binding);
  return frame;
}
