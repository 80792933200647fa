/** System.Math. */

import type { MethodOverload } from '../descriptor.ts';
import type { NumericValue } from '../dotnet/kinds.ts';
import { MATH_E, MATH_METHODS, MATH_PI, MATH_TAU, type MathMethod } from '../dotnet/mathFunctions.ts';
import { makeNumber, rawNumber } from '../numbers.ts';
import { mkDouble, type NumericKind, type Value } from '../value.ts';
import { enumOf, m, out, p } from './define.ts';
import { registerType } from './registry.ts';
import { valueTuple } from './tuple.ts';

const SHORT: Record<string, string> = {
  Int32: 'int',
  Int64: 'long',
  Int16: 'short',
  Byte: 'byte',
  SByte: 'sbyte',
  UInt16: 'ushort',
  UInt32: 'uint',
  UInt64: 'ulong',
  Double: 'double',
  Single: 'float',
  Decimal: 'decimal',
  BigInteger: 'bigint',
  MidpointRounding: 'System.MidpointRounding',
};

function overload(method: MathMethod): MethodOverload {
  const inputs = method.parameters.filter((x) => x.out !== true);
  const outIndex = method.parameters.findIndex((x) => x.out === true);
  const returns = typeof method.returns === 'string' ? (SHORT[method.returns] ?? method.returns) : 'System.ValueTuple';
  const list = method.parameters.map((x) => `${x.out === true ? '[ref] ' : ''}${SHORT[x.kind] ?? x.kind} ${x.name}`).join(', ');
  return m(`${returns} ${method.name}(${list})`, (_self, args) => {
    const raw = method.parameters
      .map((x, i) => [x, args[i] as Value] as const)
      .filter(([x]) => x.out !== true)
      .map(([x, v]): NumericValue => (x.kind === 'MidpointRounding' ? enumOf(v) : rawNumber(v)));
    const result = method.call(...raw.slice(0, inputs.length));
    if (!Array.isArray(result)) return makeNumber(method.returns as NumericKind, result as NumericValue);
    const [first, second] = result as readonly [NumericValue, NumericValue];
    if (outIndex >= 0) {
      out(args[outIndex], makeNumber((method.parameters[outIndex] as { kind: NumericKind }).kind, second));
      return makeNumber(method.returns as NumericKind, first);
    }
    const kinds = method.returns as readonly [NumericKind, NumericKind];
    return valueTuple([makeNumber(kinds[0], first), makeNumber(kinds[1], second)]);
  });
}

const methods: Record<string, MethodOverload[]> = {};
for (const method of MATH_METHODS) methods[method.name] = [...(methods[method.name] ?? []), overload(method)];

registerType({
  name: 'System.Math',
  accelerators: ['math'],
  isStatic: true,
  isAbstract: true,
  isSealed: true,
  staticProperties: { PI: p('double', () => MATH_PI), E: p('double', () => MATH_E), Tau: p('double', () => mkDouble(MATH_TAU)) },
  staticMethods: methods,
});
