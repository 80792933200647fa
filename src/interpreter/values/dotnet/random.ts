import { ArgumentOutOfRangeError } from './errors.ts';

/** A source of random bytes: a seeded Random, or the host's generator. */
export interface ByteSource {
  /** So many bytes, each 0 to 255. */
  nextBytes(count: number): number[];
}

const MAX = 2147483647;

/**
 * System.Random with a seed: the subtractive generator that .NET keeps for compatibility. Its fields are its whole state,
 * and the methods advance it. Behaviour: .NET 10.
 */
export class Random implements ByteSource {
  /** 56 numbers of which the first is unused, and two positions in them. */
  readonly state: number[];
  next1: number;
  next2: number;

  constructor(seed: number) {
    const state = new Array<number>(56).fill(0);
    let mj = (161803398 - (seed === -2147483648 ? MAX : Math.abs(seed))) | 0;
    state[55] = mj;
    let mk = 1;
    let at = 0;
    for (let i = 1; i < 55; i++) {
      at += 21;
      if (at >= 55) at -= 55;
      state[at] = mk;
      mk = (mj - mk) | 0;
      if (mk < 0) mk += MAX;
      mj = state[at] ?? 0;
    }
    for (let round = 1; round < 5; round++) {
      for (let i = 1; i < 56; i++) {
        const n = i + 30 >= 55 ? i - 25 : i + 30;
        let value = ((state[i] ?? 0) - (state[1 + n] ?? 0)) | 0;
        if (value < 0) value += MAX;
        state[i] = value;
      }
    }
    this.state = state;
    this.next1 = 0;
    this.next2 = 21;
  }

  private sample(): number {
    this.next1 = this.next1 >= 55 ? 1 : this.next1 + 1;
    this.next2 = this.next2 >= 55 ? 1 : this.next2 + 1;
    let value = ((this.state[this.next1] ?? 0) - (this.state[this.next2] ?? 0)) | 0;
    if (value === MAX) value--;
    if (value < 0) value += MAX;
    this.state[this.next1] = value;
    return value;
  }

  /** Next(): 0 to Int32.MaxValue - 1. */
  next(): number {
    return this.sample();
  }

  /** Next(maxValue). Throws ArgumentOutOfRangeError. */
  nextBelow(max: number): number {
    if (max < 0) throw negative('maxValue', max);
    return Math.trunc(this.nextDouble() * max);
  }

  /** Next(minValue, maxValue). Throws ArgumentOutOfRangeError. */
  nextBetween(min: number, max: number): number {
    if (min > max) throw crossed();
    const range = max - min;
    if (range <= MAX) return Math.trunc(this.nextDouble() * range) + min;
    const first = this.sample();
    const signed = this.sample() % 2 === 0 ? -first : first;
    return Math.trunc(((signed + (MAX - 1)) / (2 * MAX - 1)) * range) + min;
  }

  /** NextDouble(): at least 0, below 1. */
  nextDouble(): number {
    return this.sample() * (1 / MAX);
  }

  /** NextSingle(): at least 0, below 1. */
  nextSingle(): number {
    for (;;) {
      const value = Math.fround(this.nextDouble());
      if (value < 1) return value;
    }
  }

  private nextUInt64(): bigint {
    const low = BigInt(this.nextBelow(1 << 22));
    const middle = BigInt(this.nextBelow(1 << 22));
    const high = BigInt(this.nextBelow(1 << 20));
    return low | (middle << 22n) | (high << 44n);
  }

  /** NextInt64(): 0 to Int64.MaxValue - 1. */
  nextInt64(): bigint {
    for (;;) {
      const value = this.nextUInt64() >> 1n;
      if (value !== 9223372036854775807n) return value;
    }
  }

  /** NextInt64(maxValue). Throws ArgumentOutOfRangeError. */
  nextInt64Below(max: bigint): bigint {
    if (max < 0n) throw negative('maxValue', max);
    return this.nextInt64Between(0n, max);
  }

  /** NextInt64(minValue, maxValue). Throws ArgumentOutOfRangeError. */
  nextInt64Between(min: bigint, max: bigint): bigint {
    if (min > max) throw crossed();
    const range = max - min;
    if (range <= 1n) return min;
    const shift = BigInt(64 - (range - 1n).toString(2).length);
    for (;;) {
      const value = this.nextUInt64() >> shift;
      if (value < range) return value + min;
    }
  }

  /** NextBytes(byte[]). */
  nextBytes(count: number): number[] {
    return Array.from({ length: count }, () => this.sample() & 255);
  }

  /** Shuffle: rearranges the items in place. */
  shuffle<T>(items: T[]): void {
    for (let at = 0; at < items.length - 1; at++) {
      const other = this.nextBetween(at, items.length);
      const item = items[at] as T;
      items[at] = items[other] as T;
      items[other] = item;
    }
  }
}

function negative(name: string, value: number | bigint): ArgumentOutOfRangeError {
  return new ArgumentOutOfRangeError(name, `${name} ('${value}') must be a non-negative value.`, String(value));
}

function crossed(): ArgumentOutOfRangeError {
  return new ArgumentOutOfRangeError('minValue', "'minValue' cannot be greater than maxValue.");
}

function int32Of(bytes: readonly number[]): number {
  const [a = 0, b = 0, c = 0, d = 0] = bytes;
  return a | (b << 8) | (c << 16) | (d << 24);
}

/**
 * Get-Random's numbers, from a seeded Random after -SetSeed or else from the host's bytes
 * (PolymorphicRandomNumberGenerator in GetRandomCommandBase.cs). The four functions below follow it call by call.
 */
export function randomInt(source: ByteSource): number {
  for (;;) {
    const value = int32Of(source.nextBytes(4));
    if (value !== MAX) return value < 0 ? value + MAX : value;
  }
}

/** 0 to 1, Get-Random's way. */
export function randomDouble(source: ByteSource): number {
  return randomInt(source) * (1 / MAX);
}

/** An Int32 from min to below max, Get-Random's way. The caller has checked that min <= max. */
export function randomIntBetween(source: ByteSource, min: number, max: number): number {
  const range = max - min;
  if (range <= MAX) return Math.trunc(randomDouble(source) * range) + min;
  let sample: number;
  do sample = int32Of(source.nextBytes(4));
  while (sample === MAX);
  return Math.trunc((sample + MAX) * (1 / (2 * MAX)) * range + min);
}

/** An Int64 from min to below max, Get-Random's way: through Double for wide ranges. */
export function randomInt64Between(source: ByteSource, min: bigint, max: bigint): bigint {
  const range = max - min;
  if (range <= BigInt(MAX)) return min + BigInt(randomIntBetween(source, 0, Number(range)));
  const mask = (1n << BigInt(range.toString(2).length)) - 1n;
  let value: bigint;
  do {
    const bytes = source.nextBytes(8);
    value = 0n;
    for (let at = 7; at >= 0; at--) value = (value << 8n) | BigInt(bytes[at] ?? 0);
    value &= mask;
  } while (range <= value);
  const double = BigInt(Number(min) + Number(value));
  return BigInt.asIntN(64, double > 9223372036854775807n ? 9223372036854775807n : double);
}

/** A double from min to below max, Get-Random's way. */
export function randomDoubleBetween(source: ByteSource, min: number, max: number): number {
  let range = max - min;
  let value: number;
  if (Number.isFinite(range)) {
    do {
      const sample = randomDouble(source);
      value = min + sample * range;
      range *= sample;
    } while (value >= max);
    return value;
  }
  do {
    const sample = randomDouble(source);
    value = min + sample * max - sample * min;
  } while (value >= max);
  return value;
}
