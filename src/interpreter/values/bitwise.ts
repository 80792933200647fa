/** -band -bor -bxor -shl -shr -bnot (Binders.cs, NumericOps.cs). */
import { asNumber, type Bitwise, backToEnum, bareOf, CODE, implicitOperator, implicitUnary, isNumberLike } from './arithmetic.ts';
import { stringOperand } from './compare.ts';
import type { NativeContext } from './context.ts';
import { convertTo } from './convert.ts';
import { Decimal } from './dotnet/decimal.ts';
import { INTEGER_FACTS, type IntegerKind } from './dotnet/kinds.ts';
import { enumFromNumber, factsOf } from './enums.ts';
import { netError, runtimeError, toException } from './faults.ts';
import { convertNumber, makeNumber, numericKind, type Raw, rawNumber, toJsNumber } from './numbers.ts';
import { typeNameOf } from './typeNames.ts';
import { type NumericKind, PSChar, type Value } from './value.ts';

/** -band -bor -bxor -shl -shr. */
export function bitwise(op: Bitwise, x: Value, y: Value, ctx: NativeContext): Value {
  const a = bareOf(x);
  const b = bareOf(y);
  if (op === 'Shl' || op === 'Shr') return shift(op, a, b, ctx);
  if (a === null && b === null) return 0;
  if (numericKind(a) === 'BigInteger' || numericKind(b) === 'BigInteger') {
    return bitsOf(op, BigInt(toWhole(convertTo(a, 'bigint', ctx))), BigInt(toWhole(convertTo(b, 'bigint', ctx))), 'BigInteger');
  }
  const left = isNumberLike(a, true);
  const right = isNumberLike(b, true);
  if ((left || a === null) && (right || b === null)) {
    const result = bitsOfNumbers(op, a === null ? 0 : asNumber(a), b === null ? 0 : asNumber(b));
    return backToEnum(a, result);
  }
  if (typeof a === 'string' || typeof b === 'string') {
    const p = typeof a === 'string' ? stringOperand(a, b === null ? 'System.Int32' : typeNameOf(b), ctx) : a;
    const q = typeof b === 'string' ? stringOperand(b, a === null ? 'System.Int32' : typeNameOf(a), ctx) : b;
    const facts = typeof a === 'object' ? factsOf(a) : null;
    const result = bitwise(op, facts === null ? p : asNumber(a), q, ctx);
    return facts === null ? result : enumFromNumber(result, facts);
  }
  return implicitOperator(op, a, b, ctx);
}

function toWhole(v: Value): bigint | number {
  const raw: Raw = rawNumber(v);
  return raw instanceof Decimal ? raw.toBigInt() : raw;
}

function bitsOfNumbers(op: Bitwise, a: Value, b: Value): Value {
  const ka = numericKind(a) as NumericKind;
  const kb = numericKind(b) as NumericKind;
  const top = CODE[ka] >= CODE[kb] ? ka : kb;
  if (CODE[top] <= CODE.Int32) return bits32(op, Number(rawNumber(a)), Number(rawNumber(b)));
  if (CODE[top] >= CODE.Single) {
    const p = roundWhole(a);
    const q = roundWhole(b);
    const fits = (k: IntegerKind): boolean =>
      p >= INTEGER_FACTS[k].min && p <= INTEGER_FACTS[k].max && q >= INTEGER_FACTS[k].min && q <= INTEGER_FACTS[k].max;
    const kind = (['Int32', 'UInt32', 'Int64', 'UInt64'] as const).find(fits);
    if (kind === undefined) {
      const e = netError('System.OverflowException', 'Value was either too large or too small for an Int64.');
      throw runtimeError('RuntimeException', e.message, { inner: toException(e), category: 'NotSpecified' });
    }
    return bitsOf(op, p, q, kind);
  }
  const kind: IntegerKind = top === 'UInt32' ? 'UInt32' : top === 'UInt64' ? 'UInt64' : 'Int64';
  const wrap = (v: Value): bigint => BigInt.asIntN(64, BigInt(toWhole(v)));
  return bitsOf(op, wrap(a), wrap(b), kind);
}

function roundWhole(v: Value): bigint {
  const raw = rawNumber(convertNumber(v, 'Decimal')) as Decimal;
  return raw.round().toBigInt();
}

function bits32(op: Bitwise, a: number, b: number): number {
  return op === 'Band' ? a & b : op === 'Bor' ? a | b : a ^ b;
}

function bitsOf(op: Bitwise, a: bigint, b: bigint, kind: NumericKind): Value {
  const result = op === 'Band' ? a & b : op === 'Bor' ? a | b : a ^ b;
  if (kind === 'BigInteger') return makeNumber(kind, result);
  const { bits, signed } = INTEGER_FACTS[kind as IntegerKind];
  return makeNumber(kind, signed ? BigInt.asIntN(bits, result) : BigInt.asUintN(bits, result));
}

function shift(op: 'Shl' | 'Shr', a: Value, b: Value, ctx: NativeContext): Value {
  if (a === null) return 0;
  if (typeof a === 'string' || typeof b === 'string') {
    const p = typeof a === 'string' ? stringOperand(a, b === null ? 'System.Int32' : typeNameOf(b), ctx) : a;
    const q = typeof b === 'string' ? stringOperand(b, typeNameOf(a), ctx) : b;
    return shift(op, p, q, ctx);
  }
  const number = asNumber(a);
  const kind = numericKind(number);
  if (kind === null || typeof a === 'boolean' || a instanceof PSChar) return implicitOperator(op, a, b, ctx);
  const count = toJsNumber(convertTo(b, 'System.Int32', ctx));
  if (kind === 'BigInteger') {
    const n = rawNumber(number) as bigint;
    return makeNumber(kind, op === 'Shl' ? n << BigInt(count) : n >> BigInt(count));
  }
  const target: IntegerKind = kind === 'Double' || kind === 'Single' || kind === 'Decimal' ? wholeKind(number) : (kind as IntegerKind);
  const facts = INTEGER_FACTS[target];
  // C# shifts small integers as int.
  const work: IntegerKind = facts.bits < 32 ? 'Int32' : target;
  const bits = INTEGER_FACTS[work].bits;
  const by = BigInt(count & (bits === 64 ? 63 : 31));
  const n = BigInt(toWhole(convertNumber(number, target)));
  const shifted = op === 'Shl' ? n << by : n >> by;
  const result = INTEGER_FACTS[work].signed ? BigInt.asIntN(bits, shifted) : BigInt.asUintN(bits, shifted);
  return backToEnum(a, makeNumber(work, result));
}

function wholeKind(v: Value): IntegerKind {
  const n = roundWhole(v);
  const kinds = ['Int32', 'UInt32', 'Int64', 'UInt64'] as const;
  return kinds.find((k) => n >= INTEGER_FACTS[k].min && n <= INTEGER_FACTS[k].max) ?? 'Int64';
}

/** -bnot. */
export function bitwiseNot(x: Value, ctx: NativeContext): Value {
  const a = bareOf(x);
  if (a === null) return -1;
  if (typeof a === 'string') return bitwiseNot(stringOperand(a, 'System.Int32', ctx), ctx);
  const number = asNumber(a);
  const kind = numericKind(number);
  if (kind === null) return implicitUnary('op_OnesComplement', a, ctx);
  if (kind === 'BigInteger') return makeNumber(kind, ~(rawNumber(number) as bigint));
  const target: IntegerKind = kind === 'Double' || kind === 'Single' || kind === 'Decimal' ? wholeKind(number) : (kind as IntegerKind);
  const work: IntegerKind = INTEGER_FACTS[target].bits < 32 ? 'Int32' : target;
  const n = ~BigInt(toWhole(convertNumber(number, target)));
  const { bits, signed } = INTEGER_FACTS[work];
  return backToEnum(a, makeNumber(work, signed ? BigInt.asIntN(bits, n) : BigInt.asUintN(bits, n)));
}
