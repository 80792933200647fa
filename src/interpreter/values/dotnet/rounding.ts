/** System.MidpointRounding, by name. */
export type RoundingMode = 'ToEven' | 'AwayFromZero' | 'ToZero' | 'ToNegativeInfinity' | 'ToPositiveInfinity';

/** The modes by the number that .NET gives them. */
export const ROUNDING_MODES: readonly RoundingMode[] = ['ToEven', 'AwayFromZero', 'ToZero', 'ToNegativeInfinity', 'ToPositiveInfinity'];

/** value / divisor as an integer, rounded by the mode; the divisor is positive. */
export function roundQuotient(value: bigint, divisor: bigint, mode: RoundingMode): bigint {
  const quotient = value / divisor;
  const remainder = value % divisor;
  if (remainder === 0n) return quotient;
  const away = value < 0n ? -1n : 1n;
  switch (mode) {
    case 'ToZero':
      return quotient;
    case 'ToNegativeInfinity':
      return value < 0n ? quotient - 1n : quotient;
    case 'ToPositiveInfinity':
      return value < 0n ? quotient : quotient + 1n;
    default: {
      const twice = remainder * 2n * away;
      if (twice !== divisor) return twice > divisor ? quotient + away : quotient;
      return mode === 'AwayFromZero' || quotient % 2n !== 0n ? quotient + away : quotient;
    }
  }
}

/** A double rounded to an integer, ties to even (Math.Round's default), keeping the sign of zero. */
export function roundHalfEven(value: number): number {
  if (!Number.isFinite(value) || Math.abs(value) >= 4503599627370496) return value;
  const floor = Math.floor(value);
  const rest = value - floor;
  let result: number;
  if (rest < 0.5) result = floor;
  else if (rest > 0.5) result = floor + 1;
  else result = floor % 2 === 0 ? floor : floor + 1;
  return result === 0 && (value < 0 || Object.is(value, -0)) ? -0 : result;
}

/** A double rounded to an integer by the mode. */
export function roundDouble(value: number, mode: RoundingMode): number {
  switch (mode) {
    case 'ToEven':
      return roundHalfEven(value);
    case 'AwayFromZero': {
      const whole = Math.trunc(value);
      return Math.abs(value - whole) >= 0.5 ? whole + Math.sign(value) : whole;
    }
    case 'ToZero':
      return Math.trunc(value);
    case 'ToNegativeInfinity':
      return Math.floor(value);
    case 'ToPositiveInfinity':
      return Math.ceil(value);
  }
}
