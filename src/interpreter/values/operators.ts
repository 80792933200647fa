/**
 * The operators of the language in their complete forms; the machine does int arithmetic and the like by itself. Operators are
 * named as tokens: Plus, Ieq, Ccontains (TokenKind of syntax/token.ts).
 */
import { type Arithmetic, arithmetic, type Bitwise, increment, unaryMinus, unaryPlus } from './arithmetic.ts';
import { bitwise, bitwiseNot } from './bitwise.ts';
import { PSArray, type PSHashtable } from './collections.ts';
import { compareValues, looseEquals } from './compare.ts';
import { isTrue } from './conditions.ts';
import type { NativeContext } from './context.ts';
import { convertTo, isInstance, resolveType, toText, tryConvertTo } from './convert.ts';
import { parseNumber } from './dotnet/parseNumber.ts';
import { enumerate } from './enumerate.ts';
import { TerminatingError } from './errors.ts';
import { castError, isNetError, netErrorAsRuntime, runtimeError } from './faults.ts';
import { formatOperator } from './formatValue.ts';
import { toInt } from './numbers.ts';
import { ScriptClass } from './scriptClass.ts';
import { joinOperator, splitOperator, splitUnary } from './splitOperator.ts';
import { likeOperator, matchText, replaceOperator } from './textOperators.ts';
import { unwrap } from './typeNames.ts';
import { PSChar, TypeValue, type Value } from './value.ts';

/** A binary operator by its TokenKind's name. Throws TerminatingError. */
export function binary(op: string, a: Value, b: Value, ctx: NativeContext): Value {
  switch (op) {
    case 'Plus':
    case 'Minus':
    case 'Multiply':
    case 'Divide':
    case 'Rem':
      return arithmetic(op as Arithmetic, a, b, ctx);
    case 'Band':
    case 'Bor':
    case 'Bxor':
    case 'Shl':
    case 'Shr':
      return bitwise(op as Bitwise, a, b, ctx);
    case 'And':
      return isTrue(a) && isTrue(b);
    case 'Or':
      return isTrue(a) || isTrue(b);
    case 'Xor':
      return isTrue(a) !== isTrue(b);
    case 'Ieq':
    case 'Ceq':
    case 'Ine':
    case 'Cne':
      return equality(a, b, op[0] === 'I', op.endsWith('ne'), ctx);
    case 'Ilt':
    case 'Clt':
    case 'Ile':
    case 'Cle':
    case 'Igt':
    case 'Cgt':
    case 'Ige':
    case 'Cge':
      return ordering(op.slice(1), a, b, op[0] === 'I', ctx);
    case 'Ilike':
    case 'Clike':
    case 'Inotlike':
    case 'Cnotlike':
      return likeOperator(a, b, op[0] === 'I', op.includes('not'), ctx);
    case 'Imatch':
    case 'Cmatch':
    case 'Inotmatch':
    case 'Cnotmatch':
      return matchOperator(op, a, b, ctx).result;
    case 'Ireplace':
    case 'Creplace':
      return replaceOperator(a, b, op === 'Ireplace', op === 'Ireplace' ? '-ireplace' : '-creplace', ctx);
    case 'Icontains':
    case 'Ccontains':
    case 'Inotcontains':
    case 'Cnotcontains':
      return contains(a, b, op[0] === 'I', ctx) !== op.includes('not');
    case 'Iin':
    case 'Cin':
    case 'Inotin':
    case 'Cnotin':
      return contains(b, a, op[0] === 'I', ctx) !== op.includes('not');
    case 'Isplit':
    case 'Csplit':
      return splitOperator(a, b, op === 'Isplit', ctx);
    case 'Join':
      return joinOperator(a, b, ctx);
    case 'Format':
      return formatOperator(a, b, ctx);
    case 'Is':
    case 'IsNot':
      return isOperator(a, b, ctx) !== (op === 'IsNot');
    case 'As':
      return asOperator(a, b, ctx);
    case 'DotDot':
      return range(a, b, ctx);
    case 'QuestionQuestion':
      return unwrap(a) === null ? b : a;
    default:
      throw new Error(`unknown operator ${op}`);
  }
}

function equality(a: Value, b: Value, ignoreCase: boolean, negate: boolean, ctx: NativeContext): Value {
  const items = enumerate(a);
  if (items === null) return looseEquals(a, b, ignoreCase, ctx) !== negate;
  return new PSArray(items.filter((v) => looseEquals(v, b, ignoreCase, ctx) !== negate));
}

function holds(op: string, order: number): boolean {
  switch (op) {
    case 'lt':
      return order < 0;
    case 'le':
      return order <= 0;
    case 'gt':
      return order > 0;
    default:
      return order >= 0;
  }
}

function ordering(op: string, a: Value, b: Value, ignoreCase: boolean, ctx: NativeContext): Value {
  const items = enumerate(a);
  if (items === null) return holds(op, compareValues(a, b, ignoreCase, ctx));
  return new PSArray(items.filter((v) => holds(op, compareValues(v, b, ignoreCase, ctx))));
}

function contains(list: Value, item: Value, ignoreCase: boolean, ctx: NativeContext): boolean {
  const items = enumerate(list);
  if (items === null) return looseEquals(list, item, ignoreCase, ctx);
  for (const v of items) if (looseEquals(v, item, ignoreCase, ctx)) return true;
  return false;
}

/** -match and its like: `matches` is the new $Matches, null = leave it. */
export function matchOperator(op: string, a: Value, b: Value, ctx: NativeContext): { result: Value; matches: PSHashtable | null } {
  return matchText(a, b, op[0] === 'I', op.includes('not'), ctx);
}

/** The type on the right of -is and -as: a type, or what converts to one. */
function rightType(b: Value, ctx: NativeContext): TypeValue | ScriptClass | string {
  const bare = unwrap(b);
  if (bare instanceof TypeValue || bare instanceof ScriptClass) return bare;
  const text = toText(b, ctx);
  const name = resolveType(text, ctx);
  if (name === undefined) {
    throw castError('InvalidCastFromStringToType', `Cannot convert the "${text}" value of type "System.String" to type "System.Type".`);
  }
  return name;
}

function isOperator(a: Value, b: Value, ctx: NativeContext): boolean {
  if (unwrap(b) === null) throw runtimeError('IsOperatorRequiresType', "The right operand of '-is' must be a type.");
  try {
    return isInstance(a, rightType(b, ctx), ctx);
  } catch (e) {
    if (!(e instanceof TerminatingError)) throw e;
    const inner = e.record.exception;
    throw runtimeError('RuntimeException', inner.message, { inner, target: b });
  }
}

function asOperator(a: Value, b: Value, ctx: NativeContext): Value {
  if (unwrap(b) === null) throw runtimeError('AsOperatorRequiresType', "The right operand of '-as' must be a type.");
  return tryConvertTo(a, rightType(b, ctx), ctx) ?? null;
}

/** The char that an end of a range is: a char, or a string of one character that is no digit. */
function rangeChar(v: Value): number | null {
  const bare = unwrap(v);
  if (bare instanceof PSChar) return bare.code;
  return typeof bare === 'string' && bare.length === 1 && !/\p{Nd}/u.test(bare) ? bare.charCodeAt(0) : null;
}

/** Convert.ToInt32 of an end: strings must be plain integers. */
function rangeEnd(v: Value, ctx: NativeContext): number {
  const bare = unwrap(v);
  if (typeof bare !== 'string') return toInt(convertTo(bare, 'System.Int32', ctx));
  try {
    return Number(parseNumber('Int32', bare));
  } catch (e) {
    throw isNetError(e) ? netErrorAsRuntime(e) : e;
  }
}

/** The .. operator. Asks the allocation account first. */
export function range(a: Value, b: Value, ctx: NativeContext): PSArray {
  const from = rangeChar(a);
  const to = rangeChar(b);
  const chars = from !== null && to !== null;
  const start = chars ? from : rangeEnd(a, ctx);
  const end = chars ? to : rangeEnd(b, ctx);
  const count = Math.abs(end - start) + 1;
  ctx.allocate(count * 8);
  const step = end >= start ? 1 : -1;
  const items: Value[] = new Array(count);
  for (let i = 0, n = start; i < count; i++, n += step) items[i] = chars ? new PSChar(n) : n;
  return new PSArray(items);
}

/** A unary operator: Plus, Minus, Exclaim, Not, Bnot, Join, Isplit, Csplit, PlusPlus, MinusMinus, Comma. */
export function unary(op: string, v: Value, ctx: NativeContext): Value {
  switch (op) {
    case 'Exclaim':
    case 'Not':
      return !isTrue(v);
    case 'Minus':
      return unaryMinus(v, ctx);
    case 'Plus':
      return unaryPlus(v, ctx);
    case 'Bnot':
      return bitwiseNot(v, ctx);
    case 'Join':
      return enumerate(v) === null ? toText(v, ctx) : joinOperator(v, '', ctx);
    case 'Isplit':
    case 'Csplit':
      return splitUnary(v, ctx);
    case 'PlusPlus':
    case 'PostfixPlusPlus':
      return increment(v, 1);
    case 'MinusMinus':
    case 'PostfixMinusMinus':
      return increment(v, -1);
    case 'Comma':
      return new PSArray([v]);
    default:
      throw new Error(`unknown operator ${op}`);
  }
}
