/**
 * Binding a command line to a command's parameters.
 *
 * The order is PowerShell's: named arguments, positional ones, default values, dynamic parameters, remaining arguments, then the
 * parameter set and missing mandatory parameters. Calls, in order:
 *
 * 1. {@link bindCommandLine};
 * 2. where the metadata says `hasDynamicParameters`: {@link withDynamicParameters}, then {@link bindDynamicParameters} (also with an
 *    empty list), and from then on the merged metadata;
 * 3. {@link finishBinding};
 * 4. bindPipelineObject of pipeline.ts for each input object if input is expected.
 *
 * A Binding is plain data. Steps 1 to 3 answer a new one and leave the old alone, so a step that asked the context for something
 * can be run again. Sources: CmdletParameterBinderController.cs, ScriptParameterBinderController.cs.
 */
import { PSArray } from '../values/collections.ts';
import type { NativeContext } from '../values/context.ts';
import { toText } from '../values/convert.ts';
import { enumerate } from '../values/enumerate.ts';
import type { TerminatingError } from '../values/errors.ts';
import { typeNameOf, unwrap } from '../values/typeNames.ts';
import { isAutomationNull, type Value } from '../values/value.ts';
import { remainingOfSimple } from './argsList.ts';
import { BindingError, bindingError } from './bindingErrors.ts';
import { bindValue, remainingValues } from './bindOne.ts';
import { applyDefaults, loadDefaults } from './defaults.ts';
import type { CommandMetadata, ParameterMetadata } from './metadata.ts';
import { bindAllNamed, joinNames } from './named.ts';
import { namesOfSets, validateSets } from './parameterSets.ts';
import { checkNames } from './parameterTable.ts';
import { bindPositional } from './positional.ts';
import {
  type Binding,
  type BindOptions,
  type CommandArgument,
  copyBinding,
  type Item,
  itemFor,
  itemsOf,
  newBinding,
  parameterPlace,
  type Run,
  withDefaultsRemark,
} from './state.ts';
import { EVERY_SET, type ParameterView, setEntry, viewOf } from './view.ts';

export { BindingError } from './bindingErrors.ts';
export { fastShape } from './fastShape.ts';
export { finishBinding } from './finish.ts';
export { bindPipelineObject } from './pipeline.ts';
export { expandSplat } from './splat.ts';
export type { Binding, BindOptions, CommandArgument } from './state.ts';

/**
 * Binds what stands on the command line. For a command with dynamic parameters arguments may be left over for
 * {@link bindDynamicParameters}. Throws BindingError: NamedParameterNotFound, PositionalParameterNotFound, AmbiguousParameter,
 * MissingArgument, ParameterAlreadyBound, ParameterArgumentTransformationError, ParameterArgumentValidationError…,
 * CannotConvertArgument…, AmbiguousParameterSet.
 */
export function bindCommandLine(
  meta: CommandMetadata,
  args: readonly CommandArgument[],
  ctx: NativeContext,
  options: BindOptions,
): Binding {
  const view = viewOf(meta);
  const binding = newBinding(view, options);
  const run: Run = { view, binding, ctx };
  binding.items = itemsOf(args);
  if (binding.simple) {
    joinNames(run);
    bindAllNamed(run);
    bindPositional(run, EVERY_SET);
    binding.unbound = remainingOfSimple(binding.items);
    binding.items = [];
    binding.finished = true;
    return binding;
  }
  loadDefaults(run);
  joinNames(run);
  bindAllNamed(run);
  hold(binding, bindPositional(run, view.defaultFlag));
  applyDefaults(run);
  validateSets(run, true, false);
  if (meta.hasDynamicParameters !== true) completeCommandLine(run);
  return binding;
}

/**
 * The command's metadata with the dynamic parameters added at the end. Throws MetadataException for a name that occurs twice.
 */
export function withDynamicParameters(meta: CommandMetadata, extra: readonly ParameterMetadata[]): CommandMetadata {
  if (extra.length === 0) return meta;
  const parameters = [...meta.parameters, ...extra.map((p) => ({ ...p, isDynamic: true, association: 'dynamic' as const }))];
  checkNames(parameters);
  return { ...meta, parameters };
}

/** Goes on binding the command line with the metadata that holds the dynamic parameters. Throws as bindCommandLine. */
export function bindDynamicParameters(merged: CommandMetadata, before: Binding, ctx: NativeContext): Binding {
  const view = viewOf(merged);
  const binding = copyBinding(before);
  const run: Run = { view, binding, ctx };
  const added = view.parameters.filter((p) => p.meta.isDynamic);
  for (const p of added) if (!binding.open.includes(p.index)) binding.open.push(p.index);
  if (added.length > 0 && binding.items.length > 0) {
    joinNames(run);
    bindAllNamed(run);
    const error = bindPositional(run, view.defaultFlag);
    if (binding.held === null) hold(binding, error);
  }
  applyDefaults(run, true);
  completeCommandLine(run);
  return binding;
}

/** Names of the parameter sets that are still possible; none where the command declares none. */
export function possibleSets(meta: CommandMetadata, binding: Binding): string[] {
  return namesOfSets(viewOf(meta), binding.sets);
}

/** The error to throw where the block or function that makes dynamic parameters failed. */
export function dynamicParametersError(binding: Binding, cause: TerminatingError): BindingError {
  const inner = cause.record.exception;
  return bindingError(binding, 'GetDynamicParametersException', { extra: [inner.message], inner });
}

function hold(b: Binding, error: BindingError | null): void {
  b.held = error === null ? null : { record: error.record, kind: error.kind, start: error.start, end: error.end, fromCast: error.fromCast };
}

function completeCommandLine(run: Run): void {
  bindRemaining(run);
  verifyNothingLeft(run);
}

/** [Parameter(ValueFromRemainingArguments)] takes what is left, names included. */
function bindRemaining(run: Run): void {
  const b = run.binding;
  if (b.items.length === 0) return;
  let target: ParameterView | undefined;
  for (const i of b.open) {
    const p = run.view.parameters[i];
    if (p === undefined || setEntry(p, b.sets)?.remaining !== true) continue;
    if (target !== undefined) {
      throw withDefaultsRemark(b, bindingError(b, 'AmbiguousParameterSet', { category: 'MetadataError', parameter: p.name, type: p.type }));
    }
    target = p;
  }
  if (target === undefined) return;
  const values: Value[] = [];
  const spellings: (string | null)[] = [];
  for (const item of b.items) {
    if (item.named) {
      values.push(item.text);
      spellings.push(null);
    }
    if (item.hasValue && !isAutomationNull(item.value)) {
      values.push(item.value);
      spellings.push(item.spelling);
    }
  }
  const only = values.length === 1 && enumerate(values[0] as Value) !== null ? (values[0] as Value) : null;
  const from = b.items.length === 1 ? (b.items[0] as Item) : null;
  const item = itemFor(target.name, only ?? remainingValues(target, values, spellings), from);
  item.spelling = null;
  try {
    bindValue(run, item, target, true);
  } catch (e) {
    throw e instanceof BindingError ? withDefaultsRemark(b, e) : e;
  }
  if (only === null && spellings.some((s) => s !== null)) b.texts[target.name] = spellings;
  b.items = [];
}

/** An argument that no parameter took is an error. */
function verifyNothingLeft(run: Run): void {
  const b = run.binding;
  const first = b.items[0];
  if (first === undefined) return;
  const specified = !first.hasValue || first.value === null ? undefined : typeNameOf(unwrap(first.value));
  if (first.named) {
    throw withDefaultsRemark(
      b,
      bindingError(b, 'NamedParameterNotFound', { parameter: first.name, specified, place: parameterPlace(first) }),
    );
  }
  if (b.held !== null) throw withDefaultsRemark(b, new BindingError(b.held.record, b.held.kind, b.held, b.held.fromCast));
  throw withDefaultsRemark(b, bindingError(b, 'PositionalParameterNotFound', { parameter: argumentText(first, run.ctx), specified }));
}

/** An argument as the message shows it: ToString(), which for an array is its type. */
function argumentText(item: Item, ctx: NativeContext): string {
  if (item.value === null) return '$null';
  if (item.spelling !== null) return item.spelling;
  const bare = unwrap(item.value);
  return bare instanceof PSArray ? typeNameOf(bare) : toText(item.value, ctx);
}
