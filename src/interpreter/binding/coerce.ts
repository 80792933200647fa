/** Bringing an argument to its parameter's type (ParameterBinderBase.cs, ArgumentTypeConverterAttribute.cs). */
import { PSReference } from '../values/code.ts';
import { PSArray } from '../values/collections.ts';
import { convertTo, tryConvertTo } from '../values/convert.ts';
import { fail, PSException, TerminatingError } from '../values/errors.ts';
import { toJsNumber } from '../values/numbers.ts';
import { readReference } from '../values/references.ts';
import { ScriptEnumValue } from '../values/scriptClass.ts';
import { Switch } from '../values/switch.ts';
import { typeNameOf, unwrap } from '../values/typeNames.ts';
import { EnumValue, isAutomationNull, type Value } from '../values/value.ts';
import { type BindingError, type BindingErrorDetails, type BindingErrorId, bindingError } from './bindingErrors.ts';
import { argumentPlace, type Item, type Run } from './state.ts';
import {
  BOOLEAN,
  type CollectionInfo,
  collectionOf,
  isBooleanLike,
  isEnumType,
  isInstance,
  isNumeric,
  isValueType,
  listItems,
  NULLABLE_BOOLEAN,
  OBJECT,
  PSOBJECT,
  REFERENCE,
  STRING,
  SWITCH,
} from './types.ts';
import type { ParameterView } from './view.ts';

const INVALID_CAST = 'System.Management.Automation.PSInvalidCastException';

/** True for an error that says a value can't be converted. */
export function isCastError(e: unknown): e is TerminatingError {
  return e instanceof TerminatingError && e.record.exception.typeName.endsWith('InvalidCastException');
}

/** `[switch]` that is on. */
export function switchOn(): Value {
  return new Switch(true);
}

/** An error about one argument of a parameter. */
export function argumentError(run: Run, item: Item, p: ParameterView, id: BindingErrorId, details: BindingErrorDetails = {}): BindingError {
  return bindingError(run.binding, id, { parameter: p.name, type: p.type, place: argumentPlace(item), ...details });
}

function castFailure(errorId: string, message: string): TerminatingError {
  return fail(errorId, 'InvalidArgument', message, { typeName: INVALID_CAST });
}

function requireBoolean(value: Value, type: string): void {
  const bad = (name: string) =>
    castFailure(
      'InvalidCastExceptionUnsupportedParameterType',
      `Cannot convert value "${name}" to type "${type}". Boolean parameters accept only Boolean values and numbers, such as $True, $False, 1 or 0.`,
    );
  if (value === null || isAutomationNull(value)) {
    if (type === BOOLEAN) throw bad('');
    return;
  }
  const bare = unwrap(value);
  if (typeof bare === 'boolean' || isNumeric(bare)) return;
  const name = typeNameOf(bare);
  if (!isBooleanLike(name)) throw bad(name);
}

/**
 * The type constraint of a parameter declared in a script: converts as a cast does, but takes only booleans and numbers for
 * [bool] and [switch], wants a reference for [ref] and, in advanced functions, no array for [string]. Throws
 * PSInvalidCastException as TerminatingError.
 */
export function applyTypeConstraint(run: Run, p: ParameterView, input: Value): Value {
  const { ctx } = run;
  const advanced = run.view.meta.isAdvanced;
  let value = isAutomationNull(input) ? null : input;
  const bare = value === null ? null : unwrap(value);
  if (p.type === REFERENCE) {
    if (!(bare instanceof PSReference))
      throw castFailure('InvalidCastExceptionReferenceTypeExpected', 'Reference type is expected in argument.');
    return value;
  }
  if (bare instanceof PSReference) value = readReference(bare);
  if (advanced && p.type === STRING && value !== null && unwrap(value) instanceof PSArray) {
    throw castFailure('InvalidCastFromAnyTypeToString', 'Cannot convert value to type System.String.');
  }
  if (isBooleanLike(p.type)) requireBoolean(value, p.type);
  if (p.isSwitch) return toSwitch(value);
  const element = p.collection.element;
  if (advanced && element !== null && isBooleanLike(element)) {
    const items = listItems(value);
    if (items === null) requireBoolean(value, element);
    else for (const item of items) requireBoolean(item, element);
  }
  return convertTo(value, p.type, ctx);
}

/** A boolean, number, switch or null as [switch]. */
function toSwitch(value: Value): Value {
  const bare = value === null ? false : unwrap(value);
  if (bare instanceof Switch) return bare;
  if (typeof bare === 'boolean') return new Switch(bare);
  const number = bare instanceof EnumValue || bare instanceof ScriptEnumValue ? Number(bare.value) : toJsNumber(bare);
  return new Switch(number !== 0);
}

function coerceNull(run: Run, item: Item, p: ParameterView, type: string): Value {
  if (type === BOOLEAN) throw argumentError(run, item, p, 'ParameterArgumentValidationErrorNullNotAllowed', { type });
  return type === SWITCH ? switchOn() : null;
}

function coerceBoolean(run: Run, item: Item, p: ParameterView, type: string, value: Value): Value {
  const bare = unwrap(value);
  if (typeof bare !== 'boolean' && !isNumeric(bare) && !(bare instanceof Switch)) {
    const own = typeNameOf(bare);
    throw argumentError(run, item, p, 'CannotConvertArgument', { type, specified: own, extra: [own, ''] });
  }
  const on = toSwitch(bare) as Switch;
  return type === SWITCH ? on : on.isPresent;
}

/** .NET's ToString() of a collection: its type's name. */
function plainText(value: Value): string {
  return value === null ? 'null' : typeNameOf(unwrap(value));
}

/** Coerces to a type. Throws CannotConvertArgument, CannotConvertArgumentNoMessage, …NullNotAllowed. */
export function coerceTo(run: Run, item: Item, p: ParameterView, type: string, collection: CollectionInfo, value: Value): Value {
  const { ctx } = run;
  if (value === null || isAutomationNull(value)) return coerceNull(run, item, p, type);
  if (type === OBJECT || type === PSOBJECT) return value;
  if (isInstance(value, type)) return unwrap(value);
  if (type === BOOLEAN || type === SWITCH || type === NULLABLE_BOOLEAN) return coerceBoolean(run, item, p, type, value);
  if (collection.kind === 'generic' || (collection.kind === 'list' && type !== 'System.Array')) {
    const direct = tryConvertTo(value, type, ctx);
    if (direct !== undefined) return direct;
  }
  if (collection.kind !== 'none') {
    const encoded = encodeCollection(run, item, p, type, collection, value, collection.element !== null);
    return encoded === undefined ? null : encoded;
  }
  if (listItems(value) !== null && !type.includes('PSListModifier') && !type.includes('FlagsExpression') && !isEnumType(type, ctx)) {
    throw argumentError(run, item, p, 'CannotConvertArgument', {
      type,
      specified: typeNameOf(unwrap(value)),
      extra: [plainText(value), 'Specified method is not supported.'],
      inner: new PSException('System.NotSupportedException', 'Specified method is not supported.'),
    });
  }
  try {
    return convertTo(value, type, ctx);
  } catch (e) {
    if (!isCastError(e)) throw e;
    throw argumentError(run, item, p, 'CannotConvertArgumentNoMessage', {
      type,
      specified: typeNameOf(unwrap(value)),
      extra: [e.record.exception.message],
      inner: e.record.exception,
      fromCast: true,
    });
  }
}

/**
 * A collection of the parameter's type from a list or a single value. Without coercion of the elements: undefined where an
 * element isn't of the element type.
 */
export function encodeCollection(
  run: Run,
  item: Item,
  p: ParameterView,
  type: string,
  collection: CollectionInfo,
  value: Value,
  coerceElements: boolean,
): Value | undefined {
  if (value === null) return undefined;
  const element = type === 'System.Array' ? OBJECT : collection.element;
  const source = listItems(value) ?? [value];
  const inner = element === null ? null : collectionOf(element);
  const items: Value[] = [];
  run.ctx.allocate(source.length * 8);
  for (const one of source) {
    if (coerceElements && element !== null && inner !== null) {
      items.push(coerceTo(run, item, p, element, inner, one));
      continue;
    }
    if (element !== null && one !== null && !isInstance(one, element)) return undefined;
    items.push(one);
  }
  const array = new PSArray(items, element ?? OBJECT);
  if (collection.kind === 'array' || type === 'System.Array') return array;
  return convertTo(array, type, run.ctx);
}

/** Binding without coercion (ShouldContinueUncoercedBind): the value to bind, or undefined. */
export function uncoerced(run: Run, item: Item, p: ParameterView, value: Value): { value: Value } | undefined {
  if (value === null || isAutomationNull(value)) {
    return p.type === STRING || isValueType(p.type, run.ctx) ? undefined : { value: null };
  }
  if (isInstance(value, p.type)) return { value: p.type === OBJECT || p.type === PSOBJECT ? value : unwrap(value) };
  if (p.collection.kind === 'none') return undefined;
  const encoded = encodeCollection(run, item, p, p.type, p.collection, value, false);
  return encoded === undefined ? undefined : { value: encoded };
}
