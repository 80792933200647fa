/** System.Random. A seeded one keeps .NET's generator in its state, any other asks the host for every number. */
import { PSArray, touchItems } from '../collections.ts';
import type { NativeContext } from '../context.ts';
import { ArgumentNullError } from '../dotnet/errors.ts';
import { Random } from '../dotnet/random.ts';
import { HeapObject, snapshotClass, touch } from '../heap.ts';
import { byte, rawNumber } from '../numbers.ts';
import { mkDouble, mkLong, PSNumber, type Value } from '../value.ts';
import { int, m } from './define.ts';
import { registerType } from './registry.ts';
import { constructors, methods, properties } from './tables.ts';

/** A Random: `state` is empty where it has no seed. */
export class PSRandom extends HeapObject {
  state: number[] = [];
  next1 = 0;
  next2 = 0;
}
snapshotClass('Random', 'heap', PSRandom);

function seeded(seed: number): PSRandom {
  const made = new Random(seed);
  const self = new PSRandom();
  self.state = made.state;
  self.next1 = made.next1;
  self.next2 = made.next2;
  return self;
}

/** Draws with the object's own generator and keeps where it came to; without a seed with one that the host seeds now. */
function draw<T>(self: Value, ctx: NativeContext, use: (generator: Random) => T): T {
  if (!(self instanceof PSRandom) || self.state.length === 0) return use(new Random(Math.floor(ctx.random() * 0x7fffffff)));
  const generator: Random = Object.assign(Object.create(Random.prototype) as object, {
    state: self.state,
    next1: self.next1,
    next2: self.next2,
  }) as Random;
  touch(self);
  try {
    return use(generator);
  } finally {
    self.next1 = generator.next1;
    self.next2 = generator.next2;
  }
}

const big = (v: Value | undefined): bigint => BigInt(rawNumber(v as Value) as bigint | number);

function hexString(self: Value, length: number, lower: boolean, ctx: NativeContext): string {
  const digits = lower ? '0123456789abcdef' : '0123456789ABCDEF';
  return draw(self, ctx, (r) => Array.from({ length }, () => digits.charAt(r.nextBetween(0, 16))).join(''));
}

registerType({
  name: 'System.Random',
  ctor: PSRandom,
  methods: {
    ...methods({
      'string GetHexString(int stringLength, bool lowercase = False)': (self, [n, l], ctx) => hexString(self, int(n), l === true, ctx),
      'int Next()': (self, _a, ctx) => draw(self, ctx, (r) => r.next()),
      'int Next(int maxValue)': (self, [n], ctx) => draw(self, ctx, (r) => r.nextBelow(int(n))),
      'int Next(int minValue, int maxValue)': (self, [a, b], ctx) => draw(self, ctx, (r) => r.nextBetween(int(a), int(b))),
      'void NextBytes(byte[] buffer)': (self, [buffer], ctx) => {
        if (!(buffer instanceof PSArray)) throw new ArgumentNullError('buffer');
        const bytes = draw(self, ctx, (r) => r.nextBytes(buffer.items.length));
        buffer.items = bytes.map(byte);
        touchItems(buffer);
        return undefined;
      },
      'double NextDouble()': (self, _a, ctx) => mkDouble(draw(self, ctx, (r) => r.nextDouble())),
      'long NextInt64()': (self, _a, ctx) => mkLong(draw(self, ctx, (r) => r.nextInt64())),
      'long NextInt64(long maxValue)': (self, [n], ctx) => mkLong(draw(self, ctx, (r) => r.nextInt64Below(big(n)))),
      'long NextInt64(long minValue, long maxValue)': (self, [a, b], ctx) =>
        mkLong(draw(self, ctx, (r) => r.nextInt64Between(big(a), big(b)))),
      'float NextSingle()': (self, _a, ctx) =>
        new PSNumber(
          'Single',
          draw(self, ctx, (r) => r.nextSingle()),
        ),
    }),
    Shuffle: [
      m('void Shuffle[T](array values)', (self, [values], ctx) => {
        if (!(values instanceof PSArray)) throw new ArgumentNullError('values');
        draw(self, ctx, (r) => r.shuffle(values.items));
        touchItems(values);
        return undefined;
      }),
    ],
  },
  staticProperties: properties({ 'System.Random Shared': () => new PSRandom() }),
  constructors: constructors('System.Random', {
    '': () => new PSRandom(),
    'int Seed': (_s, [n]) => seeded(int(n)),
  }),
});
