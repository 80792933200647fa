/** + - * / % and the bitwise operators on numbers and everything else (Binders.cs, NumericOps.cs, ArrayOps.cs, StringOps.cs). */
import { callStaticMethod } from './classes.ts';
import { PSArray, PSHashtable } from './collections.ts';
import { numericOperand, stringOperand } from './compare.ts';
import type { NativeContext } from './context.ts';
import { convertTo } from './convert.ts';
import type { MethodOverload } from './descriptor.ts';
import { Decimal } from './dotnet/decimal.ts';
import { DivideByZeroError } from './dotnet/errors.ts';
import { INTEGER_FACTS, type IntegerKind } from './dotnet/kinds.ts';
import { dictionaryOf, enumerate } from './enumerate.ts';
import { enumFromNumber, enumNumber, factsOf } from './enums.ts';
import { TerminatingError } from './errors.ts';
import { isNetError, netError, netErrorAsRuntime, runtimeError, toException } from './faults.ts';
import { convertNumber, makeNumber, numericKind, rawNumber, toJsNumber } from './numbers.ts';
import { chooseOverload, type NativeCandidate, nativeCandidates } from './overloads.ts';
import { ScriptObject } from './scriptClass.ts';
import { toText } from './text.ts';
import { typeNameOf, unwrap } from './typeNames.ts';
import { findType } from './types/registry.ts';
import { isAutomationNull, mkDouble, type NumericKind, PSChar, TypeValue, type Value } from './value.ts';

/** An arithmetic operator. */
export type Arithmetic = 'Plus' | 'Minus' | 'Multiply' | 'Divide' | 'Rem';
/** A bitwise operator. */
export type Bitwise = 'Band' | 'Bor' | 'Bxor' | 'Shl' | 'Shr';

const METHOD: Record<Arithmetic | Bitwise, string> = {
  Plus: 'op_Addition',
  Minus: 'op_Subtraction',
  Multiply: 'op_Multiply',
  Divide: 'op_Division',
  Rem: 'op_Modulus',
  Band: 'op_BitwiseAnd',
  Bor: 'op_BitwiseOr',
  Bxor: 'op_ExclusiveOr',
  Shl: 'op_LeftShift',
  Shr: 'op_RightShift',
};
const TEXT: Record<Arithmetic | Bitwise, string> = {
  Plus: '+',
  Minus: '-',
  Multiply: '*',
  Divide: '/',
  Rem: '%',
  Band: '-band',
  Bor: '-bor',
  Bxor: '-bxor',
  Shl: '-shl',
  Shr: '-shr',
};

/** .NET's TypeCode of a number's kind: the operation is done in the type with the greater code. */
export const CODE: Record<NumericKind, number> = {
  SByte: 5,
  Byte: 6,
  Int16: 7,
  UInt16: 8,
  Int32: 9,
  UInt32: 10,
  Int64: 11,
  UInt64: 12,
  Single: 13,
  Double: 14,
  Decimal: 15,
  BigInteger: 99,
};
const SIGNED = new Set<NumericKind>(['SByte', 'Int16', 'Int32', 'Int64']);

/** The value without wrapper; AutomationNull as null. */
export function bareOf(v: Value): Value {
  const bare = unwrap(v);
  return isAutomationNull(bare) ? null : bare;
}

/** True for what counts as a number on the left: numbers, enums; with `primitive` also booleans and chars. */
export function isNumberLike(v: Value, primitive: boolean): boolean {
  const kind = numericKind(v);
  if (kind !== null) return kind !== 'BigInteger';
  if (enumNumber(v) !== undefined) return true;
  return primitive && (typeof v === 'boolean' || v instanceof PSChar);
}

/** Booleans, chars and enums as the numbers they are. */
export function asNumber(v: Value): Value {
  if (typeof v === 'boolean') return v ? 1 : 0;
  if (v instanceof PSChar) return v.code;
  const n = enumNumber(v);
  if (n === undefined) return v;
  return typeof n === 'bigint' || (n | 0) !== n ? makeNumber('Int64', BigInt(n)) : n;
}

/** The five arithmetic operators. Throws what PowerShell throws. */
export function arithmetic(op: Arithmetic, x: Value, y: Value, ctx: NativeContext): Value {
  if (typeof x === 'number' && typeof y === 'number') return numbers(op, x, y);
  let a = bareOf(x);
  const b = bareOf(y);
  if (a === null) {
    if (op === 'Plus') return isAutomationNull(y) ? null : y;
    if (op === 'Multiply') return null;
    a = 0;
  }
  if (isNumberLike(a, op !== 'Multiply') && !(op === 'Plus' && a instanceof PSChar)) {
    const n = numericOperand(b, typeof a === 'object' || typeof a === 'number' ? typeNameOf(a) : 'System.Int32', ctx, false);
    if (n !== undefined && n !== 'failed') return backToEnum(a, numbers(op, asNumber(a), n));
  }
  if (op === 'Plus') {
    const special = add(a, x, y, b, ctx);
    if (special !== undefined) return special;
  } else if (op === 'Multiply') {
    const special = multiply(a, b, ctx);
    if (special !== undefined) return special;
  } else if (typeof a === 'string') {
    return arithmetic(op, stringOperand(a, b === null ? 'System.Int32' : typeNameOf(b), ctx), b, ctx);
  }
  return implicitOperator(op, a, b, ctx);
}

/** Arithmetic with an enum on the left gives the enum. */
export function backToEnum(a: Value, result: Value): Value {
  const facts = typeof a === 'object' ? factsOf(a) : null;
  return facts === null ? result : enumFromNumber(result, facts);
}

function add(a: Value, x: Value, y: Value, b: Value, ctx: NativeContext): Value | undefined {
  if (typeof a === 'string' || a instanceof PSChar) {
    const left = typeof a === 'string' ? a : String.fromCharCode(a.code);
    const right = typeof b === 'string' ? b : toText(y, ctx);
    if (left.length + right.length > 50_000) ctx.allocate((left.length + right.length) * 2);
    return left + right;
  }
  const items = enumerate(a);
  if (items !== null) {
    const more = enumerate(y);
    const count = items.length + (more?.length ?? 1);
    if (count > 1000) ctx.allocate(count * 8);
    return new PSArray(more === null ? [...items, isAutomationNull(y) ? null : y] : [...items, ...more]);
  }
  const table = dictionaryOf(x);
  if (table === null) return undefined;
  const other = dictionaryOf(b);
  if (other === null) throw runtimeError('AddHashTableToNonHashTable', 'A hash table can only be added to another hash table.');
  return addTables(table, other, ctx);
}

function addTables(a: PSHashtable, b: PSHashtable, ctx: NativeContext): PSHashtable {
  const result = new PSHashtable(a.kind === 'OrderedDictionary' ? 'OrderedDictionary' : 'Hashtable');
  for (const e of a.entries.values()) result.set(e.key, e.value);
  for (const e of b.entries.values()) {
    if (result.has(e.key)) {
      const message = `Item has already been added. Key in dictionary: '${toText(existingKey(result, e.key), ctx)}'  Key being added: '${toText(e.key, ctx)}'`;
      throw netErrorAsRuntime(netError('System.ArgumentException', message));
    }
    result.set(e.key, e.value);
  }
  return result;
}

/** A key in the spelling in which a table has it. */
export function existingKey(table: PSHashtable, key: Value): Value {
  const probe = new PSHashtable(table.kind, table.ignoreCase);
  probe.set(key, null);
  const [k] = probe.entries.keys();
  return table.entries.get(k)?.key ?? key;
}

function multiply(a: Value, b: Value, ctx: NativeContext): Value | undefined {
  if (typeof a === 'string') {
    const times = toJsNumber(
      typeof b === 'string' ? convertTo(stringOperand(b, 'System.Int32', ctx), 'System.Int32', ctx) : convertTo(b, 'System.Int32', ctx),
    );
    if (times < 0)
      throw netErrorAsRuntime(
        netError('System.ArgumentOutOfRangeException', "Specified argument was out of the range of valid values. (Parameter 'times')"),
      );
    if (times === 0 || a.length === 0) return '';
    ctx.allocate(a.length * times * 2);
    return a.repeat(times);
  }
  const items = enumerate(a);
  if (items === null) return undefined;
  const times = toJsNumber(
    typeof b === 'string' ? convertTo(stringOperand(b, 'System.Int32', ctx), 'System.UInt32', ctx) : convertTo(b, 'System.UInt32', ctx),
  );
  ctx.allocate(items.length * times * 8);
  const result: Value[] = new Array(items.length * times);
  for (let i = 0, n = 0; i < times; i++) for (let j = 0; j < items.length; j++) result[n++] = items[j] as Value;
  return new PSArray(result, a instanceof PSArray ? a.elementType : 'System.Object');
}

/** Arithmetic on two numbers, promoted as PowerShell does. Throws for division by zero and decimal overflow. */
export function numbers(op: Arithmetic, a: Value, b: Value): Value {
  const ka = numericKind(a) as NumericKind;
  const kb = numericKind(b) as NumericKind;
  if (ka === 'Int32' && kb === 'Int32') return integers32(op, a as number, b as number);
  if (ka === 'BigInteger' || kb === 'BigInteger') return bigIntegers(op, a, b);
  const top = CODE[ka] >= CODE[kb] ? ka : kb;
  if (top === 'Decimal') return decimals(op, a, b);
  if (CODE[top] >= CODE.Single) return doubles(op, toJsNumber(a), toJsNumber(b));
  if (CODE[top] <= CODE.Int32) return integers32(op, Number(rawNumber(a)), Number(rawNumber(b)));
  const x = BigInt(rawNumber(a) as number | bigint);
  const y = BigInt(rawNumber(b) as number | bigint);
  // A negative signed operand beside an unsigned one: in long, or for ulong in decimal.
  const mixedNegative = (SIGNED.has(ka) && x < 0n) || (SIGNED.has(kb) && y < 0n);
  if (top === 'UInt32') return integers(op, x, y, mixedNegative ? 'Int64' : 'UInt32');
  if (top === 'Int64') return integers(op, x, y, 'Int64');
  if (mixedNegative) {
    try {
      return decimals(op, a, b);
    } catch (e) {
      if (!(e instanceof TerminatingError) || e.record.exception.inner?.typeName !== 'System.OverflowException') throw e;
      return doubles(op, Number(x), Number(y));
    }
  }
  return integers(op, x, y, 'UInt64');
}

function divideByZero(): TerminatingError {
  const inner = toException(new DivideByZeroError());
  return runtimeError('RuntimeException', inner.message, { inner, category: 'NotSpecified' });
}

function integers32(op: Arithmetic, a: number, b: number): Value {
  switch (op) {
    case 'Plus':
      return fit32(a + b);
    case 'Minus':
      return fit32(a - b);
    case 'Multiply': {
      const product = a * b;
      // Products beyond 2^53 are doubles anyway; -0 is the integer 0.
      return fit32(product === 0 ? 0 : product);
    }
    case 'Divide': {
      if (b === 0) throw divideByZero();
      const quotient = a / b;
      return Number.isInteger(quotient) && quotient <= 2147483647 ? quotient | 0 : mkDouble(quotient);
    }
    default:
      if (b === 0) throw divideByZero();
      return (a % b) | 0;
  }
}

function fit32(n: number): Value {
  return (n | 0) === n ? n | 0 : mkDouble(n);
}

function integers(op: Arithmetic, a: bigint, b: bigint, kind: IntegerKind): Value {
  const { min, max } = INTEGER_FACTS[kind];
  let result: bigint;
  switch (op) {
    case 'Plus':
      result = a + b;
      break;
    case 'Minus':
      result = a - b;
      break;
    case 'Multiply':
      result = a * b;
      break;
    case 'Divide':
      if (b === 0n) throw divideByZero();
      if (a % b !== 0n) return mkDouble(Number(a) / Number(b));
      result = a / b;
      break;
    default:
      if (b === 0n) throw divideByZero();
      result = a % b;
  }
  if (result >= min && result <= max) return makeNumber(kind, result);
  return doubles(op, Number(a), Number(b));
}

function doubles(op: Arithmetic, a: number, b: number): Value {
  switch (op) {
    case 'Plus':
      return mkDouble(a + b);
    case 'Minus':
      return mkDouble(a - b);
    case 'Multiply':
      return mkDouble(a * b);
    case 'Divide':
      return mkDouble(a / b);
    default:
      return mkDouble(a % b);
  }
}

function decimals(op: Arithmetic, x: Value, y: Value): Value {
  try {
    const a = convertNumber(x, 'Decimal') as Decimal;
    const b = convertNumber(y, 'Decimal') as Decimal;
    switch (op) {
      case 'Plus':
        return a.add(b);
      case 'Minus':
        return a.subtract(b);
      case 'Multiply':
        return a.multiply(b);
      case 'Divide':
        return a.divide(b);
      default:
        return a.remainder(b);
    }
  } catch (e) {
    if (!isNetError(e)) throw e;
    throw runtimeError('RuntimeException', e.message, { inner: toException(e), category: 'NotSpecified' });
  }
}

function bigIntegers(op: Arithmetic, x: Value, y: Value): Value {
  const a = rawNumber(convertNumber(x, 'BigInteger')) as bigint;
  const b = rawNumber(convertNumber(y, 'BigInteger')) as bigint;
  const make = (n: bigint): Value => makeNumber('BigInteger', n);
  switch (op) {
    case 'Plus':
      return make(a + b);
    case 'Minus':
      return make(a - b);
    case 'Multiply':
      return make(a * b);
    default:
      if (b === 0n) throw netErrorAsRuntime(new DivideByZeroError());
      return make(op === 'Divide' ? a / b : a % b);
  }
}

function isPrimitive(v: Value): boolean {
  const kind = numericKind(v);
  return typeof v === 'boolean' || v instanceof PSChar || (kind !== null && kind !== 'Decimal' && kind !== 'BigInteger');
}

function shownType(v: Value): string {
  return v === null ? '$null' : typeNameOf(v);
}

/** ParserOps.ImplicitOp: an operator that a type defines, the left one's unless that is a primitive. */
export function implicitOperator(op: Arithmetic | Bitwise, a: Value, b: Value, ctx: NativeContext): Value {
  const owner = a === null || isPrimitive(a) ? (b === null || isPrimitive(b) ? null : b) : a;
  if (owner === null) {
    throw runtimeError('NotADefinedOperationForType', `The operation '[${shownType(a)}] ${TEXT[op]} [${shownType(b)}]' is not defined.`);
  }
  const method = METHOD[op];
  if (numericKind(owner) === 'BigInteger' && !(op in BITS)) {
    return bigIntegers(op as Arithmetic, convertTo(a, 'System.Numerics.BigInteger', ctx), convertTo(b, 'System.Numerics.BigInteger', ctx));
  }
  if (owner instanceof ScriptObject) {
    const result = callStaticMethod(owner.type, method, [a, b], ctx);
    if (result !== undefined) return result;
  }
  const type = typeNameOf(owner);
  const shape = findType(type);
  const overloads = shape?.staticMethods?.[method];
  if (overloads !== undefined) {
    const choice = chooseOverload(method, operatorCandidates(overloads), [a, b], ctx);
    try {
      return choice.item.overload.body(new TypeValue(type), choice.args, ctx) ?? null;
    } catch (e) {
      if (isNetError(e)) throw netErrorAsRuntime(e);
      throw e;
    }
  }
  const native = shape?.operators?.[method]?.(a, b, ctx);
  if (native !== undefined) return native;
  throw runtimeError('MethodNotFound', `Method invocation failed because [${type}] does not contain a method named '${method}'.`, {
    target: method,
  });
}

const byPosition = new WeakMap<readonly NativeCandidate[], NativeCandidate[]>();

/** Operators are called by reflection, whose errors number the arguments instead of naming them. */
function operatorCandidates(overloads: readonly MethodOverload[]): readonly NativeCandidate[] {
  const natives = nativeCandidates(overloads);
  let list = byPosition.get(natives);
  if (list === undefined) {
    list = natives.map((c) => ({ ...c, parameters: c.parameters.map((p, i) => ({ ...p, name: String(i) })) }));
    byPosition.set(natives, list);
  }
  return list;
}

const BITS: Record<string, true> = { Band: true, Bor: true, Bxor: true, Shl: true, Shr: true };

/** Unary minus, plus: on strings by their number, on types with the operator. */
export function unaryMinus(x: Value, ctx: NativeContext): Value {
  const a = bareOf(x);
  if (a === null) return 0;
  if (typeof a === 'string') return unaryMinus(stringOperand(a, 'System.Int32', ctx), ctx);
  const kind = numericKind(a);
  if (kind === 'Double' || kind === 'Single') return mkDouble(-toJsNumber(a));
  if (kind !== null)
    return numbers('Minus', kind === 'Decimal' ? Decimal.ZERO : kind === 'BigInteger' ? makeNumber('BigInteger', 0n) : 0, a);
  if (isNumberLike(a, true)) return backToEnum(a, numbers('Minus', 0, asNumber(a)));
  // A type without the operator is subtracted from 0.
  return findType(typeNameOf(a))?.staticMethods?.op_UnaryNegation === undefined
    ? implicitOperator('Minus', 0, a, ctx)
    : implicitUnary('op_UnaryNegation', a, ctx);
}

/** Unary plus. */
export function unaryPlus(x: Value, ctx: NativeContext): Value {
  const a = bareOf(x);
  if (a === null) return 0;
  if (typeof a === 'string') return stringOperand(a, 'System.Int32', ctx);
  const kind = numericKind(a);
  if (kind !== null) return CODE[kind] < CODE.Int32 ? Number(rawNumber(a)) : a;
  if (isNumberLike(a, true)) return asNumber(a);
  return implicitUnary('op_UnaryPlus', a, ctx);
}

/** A unary operator that a type defines. Throws MethodNotFound. */
export function implicitUnary(method: string, a: Value, ctx: NativeContext): Value {
  const type = typeNameOf(a);
  const overloads = findType(type)?.staticMethods?.[method];
  const body = overloads?.[0]?.body;
  if (body !== undefined) return body(new TypeValue(type), [a], ctx) ?? null;
  if (a instanceof ScriptObject) {
    const result = callStaticMethod(a.type, method, [a], ctx);
    if (result !== undefined) return result;
  }
  throw runtimeError('MethodNotFound', `Method invocation failed because [${type}] does not contain a method named '${method}'.`, {
    target: method,
  });
}

/** ++ and --: the value one more or less. Throws OperatorRequiresNumber. */
export function increment(x: Value, by: 1 | -1): Value {
  const a = bareOf(x);
  if (a === null) return by;
  const kind = numericKind(a);
  if (kind === null || kind === 'BigInteger') {
    if (isNumberLike(a, true) && enumNumber(a) !== undefined) return backToEnum(a, numbers('Plus', asNumber(a), by));
    if (kind === 'BigInteger') return bigIntegers('Plus', a, by);
    throw runtimeError(
      'OperatorRequiresNumber',
      `The '${by === 1 ? '++' : '--'}' operator works only on numbers. The operand is a '${typeNameOf(a)}'.`,
    );
  }
  return numbers('Plus', a, by);
}
