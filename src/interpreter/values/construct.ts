/** Making objects of .NET-shaped types: [type]::new(…), New-Object, defaults of value types. */

import { instantiate } from './classes.ts';
import { PSArray } from './collections.ts';
import type { NativeContext } from './context.ts';
import { resolveType, type TypeLike } from './convert.ts';
import type { TerminatingError } from './errors.ts';
import { isNetError, methodInvocationError, OverflowError, runtimeError, toException } from './faults.ts';
import { kindOfType, makeNumber, toInt } from './numbers.ts';
import { chooseOverload, countError, nativeCandidates } from './overloads.ts';
import { ScriptClass } from './scriptClass.ts';
import { simpleTypeName } from './typeNames.ts';
import { elementTypeOf, splitClosedName } from './typeSyntax.ts';
import { canonicalName, findType } from './types/registry.ts';
import { EnumValue, PSChar, TypeValue, type Value } from './value.ts';

/** [type]::new(args). Throws MethodCountCouldNotFindBest, MethodInvocationException, TypeNotFound. */
export function newObject(type: TypeLike, args: Value[], ctx: NativeContext, argTypes?: readonly (string | null)[]): Value {
  const target = resolveType(type, ctx);
  if (target === undefined) throw typeNotFound(typeof type === 'string' ? type : '');
  if (target instanceof ScriptClass) return instantiate(target, args, ctx, argTypes);
  return newNative(target, args, ctx, argTypes);
}

/** `Unable to find type [x].` */
export function typeNotFound(name: string): TerminatingError {
  return runtimeError('TypeNotFound', `Unable to find type [${name}].`, { target: name });
}

/** An object of a .NET-shaped type by canonical name. `label`: the method's name in messages (New-Object names the type). */
export function newNative(name: string, args: Value[], ctx: NativeContext, argTypes?: readonly (string | null)[], label = 'new'): Value {
  const element = elementTypeOf(name);
  if (element !== null) return newArray(name, element, args, ctx);
  const shape = findType(name);
  const kind = kindOfType(name);
  if (args.length === 0 && (shape?.zero !== undefined || kind !== undefined || name === 'System.Boolean' || name === 'System.Char'))
    return zeroValue(name);
  const constructors = shape?.constructors ?? [];
  if (constructors.length === 0 || shape?.isAbstract === true) {
    if (args.length === 0 && shape?.isValueType === true) return zeroValue(name);
    throw countError(label === 'new' ? 'new' : simpleTypeName(name), args.length);
  }
  const choice = chooseOverload(label, nativeCandidates(constructors), args, ctx, argTypes, '.ctor');
  try {
    return choice.item.overload.body(new TypeValue(name), choice.args, ctx) ?? null;
  } catch (e) {
    if (isNetError(e)) throw methodInvocationError('.ctor', args.length, toException(e));
    throw e;
  }
}

function newArray(name: string, element: string, args: Value[], ctx: NativeContext): Value {
  const rank = name.length - element.length - 1;
  if (args.length !== rank) throw countError('new', args.length);
  const lengths = args.map((a) => toInt(a));
  const total = lengths.reduce((a, b) => a * b, 1);
  if (lengths.some((n) => n < 0)) {
    throw methodInvocationError('.ctor', args.length, toException(new OverflowError()));
  }
  ctx.allocate(total * 8);
  return new PSArray(new Array(total).fill(zeroValue(element)), canonicalName(element) ?? element, rank > 1 ? lengths : null);
}

/** The default of a type: null for classes, zero for value types. Name as declared or canonical. */
export function zeroValue(declared: string): Value {
  const name = canonicalName(declared) ?? declared;
  const kind = kindOfType(name);
  if (kind !== undefined) return makeNumber(kind, 0);
  switch (name) {
    case 'System.Boolean':
      return false;
    case 'System.Char':
      return new PSChar(0);
    case 'System.String':
    case 'System.Object':
      return null;
  }
  const shape = findType(name);
  if (splitClosedName(name)?.open === 'System.Nullable`1') return null;
  if (shape?.enumNames !== undefined) return new EnumValue(shape.name, 0);
  if (shape?.zero !== undefined) return shape.zero(shape.name);
  return null;
}
