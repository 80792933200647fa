/** Binding one argument to one parameter: transform, coerce, validate, record (ParameterBinderBase.cs BindParameter). */

import { ScriptBlock } from '../values/code.ts';
import { PSList } from '../values/collections.ts';
import { enumerate } from '../values/enumerate.ts';
import { PSException, TerminatingError } from '../values/errors.ts';
import { typeHierarchy, typeNameOf, unwrap } from '../values/typeNames.ts';
import { isAutomationNull, type Value } from '../values/value.ts';
import { attributeName } from './attributeNames.ts';
import { transformOne, validateOne } from './attributes.ts';
import { BindingError } from './bindingErrors.ts';
import { applyTypeConstraint, argumentError, coerceTo, uncoerced } from './coerce.ts';
import { close, type Item, type Run } from './state.ts';
import { isValueType, OBJECT, STRING } from './types.ts';
import { type ParameterView, takesPipelineInput } from './view.ts';

/** How to bind. */
export interface BindFlags {
  /** Convert where the type differs. */
  coerce: boolean;
  /** A script block for a pipeline parameter may be put off until there is an object. */
  delay: boolean;
}

function specified(value: Value): string | undefined {
  return value === null || isAutomationNull(value) ? undefined : typeNameOf(unwrap(value));
}

function transform(run: Run, item: Item, p: ParameterView, start: Value, coerce: boolean): Value {
  let value = start;
  const wrap = (e: unknown): never => {
    if (!(e instanceof TerminatingError) || e instanceof BindingError) throw e;
    const cause = e.record.exception;
    const fromCast = cause.typeName.endsWith('InvalidCastException');
    const inner = fromCast
      ? new PSException('System.Management.Automation.ArgumentTransformationMetadataException', cause.message, cause)
      : cause;
    throw argumentError(run, item, p, 'ParameterArgumentTransformationError', {
      kind: 'transformation',
      category: 'InvalidData',
      specified: specified(value),
      extra: [cause.message],
      inner,
      fromCast,
    });
  };
  for (const spec of p.transforms) {
    // [Credential()] leaves an optional parameter's null alone, else it would ask for every one.
    if (value === null && !p.mandatory && !p.cannotBeNull && attributeName(spec) === 'credential') continue;
    try {
      value = transformOne(spec, value, run.ctx);
    } catch (e) {
      wrap(e);
    }
  }
  if (coerce && p.meta.scriptTyped === true) {
    try {
      value = applyTypeConstraint(run, p, value);
    } catch (e) {
      wrap(e);
    }
  }
  return value;
}

function checkTypeName(run: Run, item: Item, p: ParameterView, value: Value, coerce: boolean): void {
  const wanted = p.meta.psTypeName;
  if (wanted === undefined || value === null) return;
  for (const one of enumerate(value) ?? [value]) {
    if (one === null || typeHierarchy(one).some((n) => n.toLowerCase() === wanted.toLowerCase())) continue;
    throw argumentError(run, item, p, 'MismatchedPSTypeName', {
      kind: coerce ? 'transformation' : 'binding',
      specified: specified(one),
      extra: [wanted],
      fromCast: true,
    });
  }
}

/** Mandatory parameters take no null, empty string or empty collection unless an Allow… attribute says so. */
function checkEmptiness(run: Run, item: Item, p: ParameterView, type: string, value: Value, inside: boolean): void {
  const { meta } = p;
  const refuse = (id: Parameters<typeof argumentError>[3]) =>
    argumentError(run, item, p, id, { kind: 'validation', category: 'InvalidData', specified: specified(value) });
  if (value === null || isAutomationNull(value)) {
    if (type === 'System.Nullable`1[System.Boolean]' || meta.allowNull) return;
    throw refuse('ParameterArgumentValidationErrorNullNotAllowed');
  }
  if (type === STRING) {
    if (value === '' && !meta.allowEmptyString) throw refuse('ParameterArgumentValidationErrorEmptyStringNotAllowed');
    return;
  }
  if (inside || p.collection.kind === 'none') return;
  const items = enumerate(value) ?? [];
  if (items.length === 0) {
    if (meta.allowEmptyCollection) return;
    throw refuse(
      p.collection.kind === 'array'
        ? 'ParameterArgumentValidationErrorEmptyArrayNotAllowed'
        : 'ParameterArgumentValidationErrorEmptyCollectionNotAllowed',
    );
  }
  const element = p.collection.element ?? OBJECT;
  if (isValueType(element, run.ctx)) return;
  for (const one of items) checkEmptiness(run, item, p, element, one, true);
}

function validate(run: Run, item: Item, p: ParameterView, value: Value): void {
  for (const spec of p.validations) {
    try {
      validateOne(spec, value, run.ctx);
    } catch (e) {
      if (!(e instanceof TerminatingError)) throw e;
      throw argumentError(run, item, p, 'ParameterArgumentValidationError', {
        kind: spec.named.swallow === true ? 'binding' : 'validation',
        category: 'InvalidData',
        specified: specified(value),
        extra: [e.record.exception.message],
        inner: e.record.exception,
      });
    }
  }
  if (p.mandatory) checkEmptiness(run, item, p, p.type, value, false);
}

/** A bareword's spelling stands for its value where text is wanted: `1.50` stays `1.50`. */
function spelled(item: Item, p: ParameterView): Value {
  if (item.spelling === null) return item.value;
  return p.type === STRING || p.collection.element === STRING ? item.spelling : item.value;
}

function warnObsolete(run: Run, p: ParameterView): void {
  const mark = `obsolete:${p.lower}`;
  if (p.meta.obsolete === undefined || run.binding.warned.includes(mark)) return;
  run.binding.warned.push(mark);
  run.binding.warnings.push(`Parameter '${p.name}' is obsolete. ${p.meta.obsolete}`);
}

/** Stores a bound value. `fromPipeline`: it lasts for one object. */
function store(run: Run, item: Item, p: ParameterView, value: Value, fromPipeline: boolean): void {
  const b = run.binding;
  const kept = isAutomationNull(value) ? null : value;
  b.values[p.name] = kept;
  b.recorded[p.name] = kept;
  if (item.spelling !== null) b.texts[p.name] = [item.spelling];
  if (fromPipeline) {
    if (!b.pipelineBound.includes(p.name)) b.pipelineBound.push(p.name);
  } else if (!b.bound.includes(p.name)) {
    b.bound.push(p.name);
  }
  if (!b.simple && p.flags !== 0) b.sets = (b.sets & p.flags) >>> 0;
  close(b, p);
  warnObsolete(run, p);
}

/**
 * Binds an item's value to a parameter; false if it can't be without coercion. Throws BindingError. Does not put off script
 * blocks: see {@link bindArgument}.
 */
export function bindValue(run: Run, item: Item, p: ParameterView, coerce: boolean, fromPipeline = false): boolean {
  const start = coerce ? spelled(item, p) : item.value;
  let value: Value = start;
  if (p.transforms.length > 0 || (coerce && p.meta.scriptTyped === true)) value = transform(run, item, p, start, coerce);
  if (coerce) value = coerceTo(run, item, p, p.type, p.collection, value);
  else {
    const plain = uncoerced(run, item, p, value);
    if (plain === undefined) return false;
    value = plain.value;
  }
  checkTypeName(run, item, p, value, coerce);
  validate(run, item, p, value);
  store(run, item, p, value, fromPipeline);
  return true;
}

/** True for types that take a script block as it is (IsParameterScriptBlockBindable). */
function takesScriptBlock(p: ParameterView): boolean {
  const is = (t: string | null) => t === OBJECT || t === 'System.Management.Automation.ScriptBlock';
  return is(p.type) || (p.collection.kind !== 'none' && is(p.collection.element));
}

/**
 * Binds an argument as CmdletParameterBinderController does: a script block for a parameter that takes pipeline input, and isn't
 * of a type that holds blocks, is kept to be run for each object. Throws ScriptBlockArgumentNoInput where there is no input.
 */
export function bindArgument(run: Run, sets: number, item: Item, p: ParameterView, flags: BindFlags, fromPipeline = false): boolean {
  const b = run.binding;
  if (
    flags.delay &&
    !b.simple &&
    item.hasValue &&
    item.value instanceof ScriptBlock &&
    takesPipelineInput(p, sets) &&
    !takesScriptBlock(p)
  ) {
    if (!b.expectingInput) throw argumentError(run, item, p, 'ScriptBlockArgumentNoInput', { category: 'MetadataError' });
    if (!b.delayed.some((d) => d.name === p.name)) {
      b.delayed.push({ name: p.name, block: item.value, start: item.valueStart, end: item.valueEnd });
    }
    if (p.flags !== 0) b.sets = (b.sets & p.flags) >>> 0;
    close(b, p);
    if (!b.bound.includes(p.name)) b.bound.push(p.name);
    if (!Object.hasOwn(b.recorded, p.name)) b.recorded[p.name] = item.value;
    return false;
  }
  try {
    return bindValue(run, item, p, flags.coerce, fromPipeline);
  } catch (e) {
    if (!flags.coerce && !b.simple && e instanceof BindingError && e.fromCast) return false;
    throw e;
  }
}

/** The list that takes the remaining arguments, a List<object>; barewords by their spelling where the parameter wants text. */
export function remainingValues(p: ParameterView, values: readonly Value[], spellings: readonly (string | null)[]): Value {
  const text = p.type === STRING || p.collection.element === STRING;
  return new PSList(
    values.map((v, i) => (text ? (spellings[i] ?? v) : v)),
    'List',
  );
}
