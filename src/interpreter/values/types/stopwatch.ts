/** System.Diagnostics.Stopwatch over the session's clock. Time that the session was away counts as elapsed. */
import type { NativeContext } from '../context.ts';
import { TimeSpan } from '../dotnet/timespan.ts';
import { HeapObject, snapshotClass, touch } from '../heap.ts';
import { rawNumber } from '../numbers.ts';
import { mkLong, type Value } from '../value.ts';
import { registerType } from './registry.ts';
import { constructors, methods, properties } from './tables.ts';

/** A Stopwatch: when it was started last (ms since 1970, null while stopped) and what it had measured before. */
export class PSStopwatch extends HeapObject {
  started: number | null = null;
  /** Milliseconds. */
  before = 0;
}
snapshotClass('Stopwatch', 'heap', PSStopwatch);

const w = (v: Value): PSStopwatch => v as PSStopwatch;

function elapsed(self: PSStopwatch, ctx: NativeContext): number {
  // A clock that was set back takes nothing away.
  return self.before + (self.started === null ? 0 : Math.max(0, ctx.now() - self.started));
}

const ticks = (ms: number): bigint => BigInt(Math.round(ms * 10_000));
const nanoseconds = (ms: number): bigint => BigInt(Math.round(ms * 1_000_000));
const span = (self: Value, ctx: NativeContext): TimeSpan => new TimeSpan(ticks(elapsed(w(self), ctx)));

function begin(self: PSStopwatch, ctx: NativeContext): PSStopwatch {
  touch(self);
  self.started ??= ctx.now();
  return self;
}

function reset(self: PSStopwatch): PSStopwatch {
  touch(self);
  self.started = null;
  self.before = 0;
  return self;
}

const big = (v: Value | undefined): bigint => BigInt(rawNumber(v as Value) as bigint | number);
const timestamp = (ctx: NativeContext): bigint => nanoseconds(ctx.now());

registerType({
  name: 'System.Diagnostics.Stopwatch',
  ctor: PSStopwatch,
  properties: properties<PSStopwatch>({
    'bool IsRunning': (s) => s.started !== null,
    'timespan Elapsed': (s, ctx) => span(s, ctx),
    'long ElapsedMilliseconds': (s, ctx) => mkLong(ticks(elapsed(s, ctx)) / 10_000n),
    'long ElapsedTicks': (s, ctx) => mkLong(nanoseconds(elapsed(s, ctx))),
  }),
  methods: methods({
    'void Reset()': (self) => void reset(w(self)),
    'void Restart()': (self, _a, ctx) => void begin(reset(w(self)), ctx),
    'void Start()': (self, _a, ctx) => void begin(w(self), ctx),
    'void Stop()': (self, _a, ctx) => {
      const s = w(self);
      s.before = elapsed(s, ctx);
      s.started = null;
      touch(s);
      return undefined;
    },
    'string ToString()': (self, _a, ctx) => span(self, ctx).toString(),
  }),
  staticProperties: properties({ 'long Frequency': () => mkLong(1_000_000_000), 'bool IsHighResolution': () => true }),
  staticMethods: methods({
    'timespan GetElapsedTime(long startingTimestamp)': (_s, [a], ctx) => new TimeSpan((timestamp(ctx) - big(a)) / 100n),
    'timespan GetElapsedTime(long startingTimestamp, long endingTimestamp)': (_s, [a, b]) => new TimeSpan((big(b) - big(a)) / 100n),
    'long GetTimestamp()': (_s, _a, ctx) => mkLong(timestamp(ctx)),
    'System.Diagnostics.Stopwatch StartNew()': (_s, _a, ctx) => begin(new PSStopwatch(), ctx),
  }),
  constructors: constructors('System.Diagnostics.Stopwatch', { '': () => new PSStopwatch() }),
  toText: (self, ctx) => span(self, ctx).toString(),
});
