/**
 * Binding a pipeline object (CmdletParameterBinderController.cs BindPipelineParameters): by value, by property name, then both with
 * conversion; the sets narrow for this one object only.
 */
import { PSArray, PSHashtable } from '../values/collections.ts';
import type { NativeContext } from '../values/context.ts';
import { TerminatingError } from '../values/errors.ts';
import { findProperty } from '../values/members.ts';
import { PSMethodView } from '../values/memberViews.ts';
import { unwrap } from '../values/typeNames.ts';
import { isAutomationNull, type Value } from '../values/value.ts';
import { BindingError, type BindingErrorId, bindingError, type Place, withTarget } from './bindingErrors.ts';
import { bindArgument, bindValue } from './bindOne.ts';
import { applyDefaults } from './defaults.ts';
import { finishBinding } from './finish.ts';
import { missingMandatory, missingText } from './mandatory.ts';
import type { CommandMetadata } from './metadata.ts';
import { validateSets, verifySetSelected } from './parameterSets.ts';
import { type Binding, itemFor, type Run, withDefaultsRemark } from './state.ts';
import { countSets, matchingSets, type ParameterView, viewOf } from './view.ts';

/** Views of an object that are no properties. */
const VIEWS = new Set(['psobject', 'psbase', 'psadapted', 'psextended', 'pstypenames']);

/**
 * Value of a property that the object itself has, undefined if it has none (PSObject.Properties[name]): not a method, not a table's
 * entry, not a property of a collection's items.
 */
export function ownProperty(value: Value, name: string, ctx: NativeContext): Value | undefined {
  if (value === null || VIEWS.has(name.toLowerCase())) return undefined;
  const bare = unwrap(value);
  if (bare instanceof PSHashtable && bare.has(name)) return undefined;
  const found = findProperty(value, name, ctx);
  return found instanceof PSMethodView ? undefined : found;
}

/** The input for a parameter by property name: the parameter's own name first, then its aliases. */
function propertyFor(p: ParameterView, input: Value, ctx: NativeContext): Value | undefined {
  const own = ownProperty(input, p.name, ctx);
  if (own !== undefined) return own;
  for (const alias of p.meta.aliases) {
    const value = ownProperty(input, alias, ctx);
    if (value !== undefined) return value;
  }
  return undefined;
}

/** Puts the parameters of the last object back to unbound. Their values go too, unless the caller sees to it. */
function release(run: Run, keepValues = false): void {
  const b = run.binding;
  for (const name of b.pipelineBound) {
    if (!keepValues) delete b.values[name];
    const p = run.view.byName.get(name.toLowerCase());
    if (p !== undefined && !b.open.includes(p.index)) b.open.push(p.index);
  }
  b.pipelineBound = [];
}

/** Binds one value that came through the pipeline; false if it doesn't fit. Throws validation errors and, by name, conversions that fail. */
function bindPiped(run: Run, value: Value, p: ParameterView, coerce: boolean, byName: boolean): boolean {
  if (isAutomationNull(value)) return false;
  try {
    return bindArgument(run, run.binding.sets, itemFor(p.name, value), p, { coerce, delay: false }, true);
  } catch (e) {
    if (!(e instanceof BindingError)) throw e;
    if (e.kind === 'binding') return false;
    if (e.kind === 'transformation' && e.fromCast && !byName) return false;
    throw withDefaultsRemark(run.binding, e);
  }
}

/** One of the four passes over the unbound parameters of the given sets. */
function pass(run: Run, input: Value, byName: boolean, coerce: boolean, sets: number): boolean {
  const b = run.binding;
  let any = false;
  for (let at = b.open.length - 1; at >= 0; at--) {
    const p = run.view.parameters[b.open[at] as number];
    if (p === undefined || !p.pipeline || (!p.inAll && (p.flags & sets) === 0)) continue;
    for (const s of matchingSets(p, sets)) {
      let bound = false;
      if (byName && s.byName && input !== null) {
        const value = propertyFor(p, input, run.ctx);
        bound = value !== undefined && bindPiped(run, value, p, coerce, true);
      } else if (!byName && s.byValue) {
        bound = bindPiped(run, input, p, coerce, false);
      }
      if (bound) {
        any = true;
        break;
      }
    }
  }
  return any;
}

/** A pass with the default set first; the others only if it took nothing. */
function passDefaultFirst(run: Run, input: Value, byName: boolean, coerce: boolean, sets: number): boolean {
  const defaultFlag = run.view.defaultFlag;
  if (defaultFlag === 0 || (sets & defaultFlag) === 0) return pass(run, input, byName, coerce, sets);
  return pass(run, input, byName, coerce, defaultFlag) || pass(run, input, byName, coerce, (sets & ~defaultFlag) >>> 0);
}

const PASSES = [
  { byName: false, coerce: false },
  { byName: true, coerce: false },
  { byName: false, coerce: true },
  { byName: true, coerce: true },
] as const;

function bindFromInput(run: Run, input: Value): boolean {
  const b = run.binding;
  release(run, true);
  b.sets = b.setsBeforePipeline;
  const first = b.prioritized;
  let sets = first !== 0 ? first : b.sets;
  let any = false;
  for (let step = first !== 0 ? 0 : 1; step < 2; step++) {
    for (const { byName, coerce } of PASSES) {
      if (byName ? !run.view.anyByName : !run.view.anyByValue) continue;
      if (!passDefaultFirst(run, input, byName, coerce, sets)) continue;
      any = true;
      if (step === 1) {
        validateSets(run, true, true);
        sets = b.sets;
      }
    }
    if (step === 0) {
      if (b.sets === first) break;
      sets = (b.sets & ~first) >>> 0;
    }
  }
  validateSets(run, false, true);
  if (!b.defaultsInUse) applyDefaults(run);
  return any;
}

/** Runs the script blocks that were put off and binds what they output. Answers whether there were any. */
function bindDelayed(run: Run, input: Value): boolean {
  const b = run.binding;
  for (const d of b.delayed) {
    const p = run.view.byName.get(d.name.toLowerCase());
    if (p === undefined) continue;
    const place: Place = { start: d.start, end: d.end };
    let output: readonly Value[];
    try {
      output = run.ctx.call({ block: d.block, args: [], dollarUnder: input, input: [input] });
    } catch (e) {
      if (!(e instanceof TerminatingError)) throw e;
      const inner = e.record.exception;
      throw bindingError(b, 'ScriptBlockArgumentInvocationFailed', { parameter: p.name, extra: [inner.message], inner, place });
    }
    if (output.length === 0) throw bindingError(b, 'ScriptBlockArgumentNoOutput', { parameter: p.name, place });
    const item = itemFor(p.name, output.length === 1 ? (output[0] as Value) : new PSArray([...output]));
    item.valueStart = d.start;
    item.valueEnd = d.end;
    bindValue(run, item, p, true);
  }
  return b.delayed.length > 0;
}

function refuse(b: Binding, id: BindingErrorId, input: Value, extra: string[] = []): Binding {
  b.error = bindingError(b, id, { extra, target: input }).record;
  return b;
}

/**
 * Binds one input object. The binding is changed in place and returned, and may have been changed by an interrupted attempt: each
 * attempt starts by releasing what the last object bound. (A binding not yet finished is finished first; then the result is a new
 * one.) `error` of the result is null if the object was bound; else it says why not (InputObjectNotBound,
 * InputObjectMissingMandatory, or what went wrong with the object): a non-terminating error to write before the next object.
 */
export function bindPipelineObject(meta: CommandMetadata, start: Binding, input: Value, ctx: NativeContext): Binding {
  const binding = start.finished ? start : finishBinding(meta, start, ctx);
  const run: Run = { view: viewOf(meta), binding, ctx };
  binding.error = null;
  const value = isAutomationNull(input) ? null : input;
  const before = binding.pipelineBound;
  try {
    const delayed = bindDelayed(run, value);
    const bound = bindFromInput(run, value);
    verifySetSelected(run);
    if (!delayed && !bound) {
      release(run);
      return refuse(binding, 'InputObjectNotBound', value);
    }
  } catch (e) {
    if (!(e instanceof BindingError)) throw e;
    release(run);
    binding.error = withTarget(e.record, value);
    return binding;
  } finally {
    // Values of the last object that this one didn't bring again. (Deleting and setting each anew would slow the object down.)
    for (const name of before) if (!binding.pipelineBound.includes(name)) delete binding.values[name];
  }
  const missing = missingMandatory(run, countSets(binding.sets), false);
  if (missing.length > 0) return refuse(binding, 'InputObjectMissingMandatory', value, [missingText(missing)]);
  return binding;
}

/** Names of the parameters that take pipeline input in some set: those not in `values` have their default value. */
export function pipelineParameters(meta: CommandMetadata): { byValue: string[]; byName: string[] } {
  const { parameters } = viewOf(meta);
  return {
    byValue: parameters.filter((p) => p.sets.some((s) => s.byValue)).map((p) => p.name),
    byName: parameters.filter((p) => p.sets.some((s) => s.byName)).map((p) => p.name),
  };
}
