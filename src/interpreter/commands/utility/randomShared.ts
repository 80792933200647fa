/** What Get-Random and Get-SecureRandom share. Behaviour: GetRandomCommandBase.cs. */
import type { ParameterShort } from '../../binding/metadata.ts';
import type { CmdletContext, CmdletDefinition } from '../../machine/cmdlet.ts';
import { appendItem, PSArray } from '../../values/collections.ts';
import { convertTo } from '../../values/convert.ts';
import { scanNumberString } from '../../values/dotnet/powershellNumber.ts';
import { type ByteSource, Random, randomDoubleBetween, randomInt64Between, randomIntBetween } from '../../values/dotnet/random.ts';
import { touch } from '../../values/heap.ts';
import { makeNumber, numericKind, rawNumber, toJsNumber } from '../../values/numbers.ts';
import { methodText } from '../../values/text.ts';
import { unwrap } from '../../values/typeNames.ts';
import { mkDouble, mkLong, type Value } from '../../values/value.ts';
import { listOf, numberOf, terminating } from '../support/params.ts';

/** State: items chosen so far. */
export interface RandomState {
  chosen: PSArray;
  seen: number;
}

type Context = CmdletContext<RandomState>;

/** Name of the runspace extension with the generator's state after -SetSeed. */
const SEEDED = 'randomSeeded';

interface Seeded {
  state: number[];
  next1: number;
  next2: number;
}

/** Starts the runspace's repeatable sequence. */
export function setSeed(context: Context, seed: number): void {
  const random = new Random(seed);
  context.runspace.extensions.set(SEEDED, { state: [...random.state], next1: random.next1, next2: random.next2 } satisfies Seeded);
  touch(context.runspace);
}

/** Runs something with the runspace's generator: the seeded one, whose state goes on, or the host's. */
function withSource<T>(context: Context, secure: boolean, use: (source: ByteSource) => T): T {
  const seeded = secure ? undefined : (context.runspace.extensions.get(SEEDED) as Seeded | undefined);
  if (seeded === undefined) return use({ nextBytes: (count) => Array.from({ length: count }, () => Math.floor(context.random() * 256)) });
  const random = new Random(0);
  random.state.splice(0, random.state.length, ...seeded.state);
  random.next1 = seeded.next1;
  random.next2 = seeded.next2;
  const result = use(random);
  context.runspace.extensions.set(SEEDED, { state: [...random.state], next1: random.next1, next2: random.next2 });
  touch(context.runspace);
  return result;
}

function operand(value: Value | undefined, context: Context): Value {
  const bare = unwrap(value ?? null);
  if (typeof bare !== 'string') return bare;
  const scanned = scanNumberString(bare);
  return scanned === null ? convertTo(bare, 'int', context) : makeNumber(scanned.kind, scanned.value);
}

function checkRange(min: Value, max: Value, isWrong: boolean, context: Context): void {
  if (!isWrong) return;
  throw terminating(
    'System.ArgumentException',
    `The Minimum value (${methodText(min, context)}) cannot be greater than or equal to the Maximum value (${methodText(max, context)}).`,
    'MinGreaterThanOrEqualMax',
    'InvalidArgument',
  );
}

function numbers(context: Context, secure: boolean): void {
  const max = operand(context.params.Maximum, context);
  const min = operand(context.params.Minimum, context);
  const kind = (v: Value): string => (v === null ? 'none' : (numericKind(v) ?? 'other'));
  const kinds = [kind(max), kind(min)];
  const count = numberOf(context.params.Count, 1);
  const values = withSource(context, secure, (source): Value[] => {
    const many = (one: () => Value): Value[] => Array.from({ length: count }, one);
    if (kinds.every((k) => k === 'none' || k === 'Int32')) {
      const low = min === null ? 0 : (min as number);
      const high = max === null ? 2147483647 : (max as number);
      checkRange(low, high, low >= high, context);
      return many(() => randomIntBetween(source, low, high));
    }
    if (kinds.every((k) => k === 'none' || k === 'Int32' || k === 'Int64')) {
      const low = min === null ? 0n : BigInt(rawNumber(min) as number | bigint);
      const high = max === null ? 9223372036854775807n : BigInt(rawNumber(max) as number | bigint);
      checkRange(mkLong(low), mkLong(high), low >= high, context);
      return many(() => mkLong(randomInt64Between(source, low, high)));
    }
    const low = min === null ? 0 : toJsNumber(convertTo(min, 'double', context));
    const high = max === null ? Number.MAX_VALUE : toJsNumber(convertTo(max, 'double', context));
    checkRange(mkDouble(low), mkDouble(high), low >= high, context);
    return many(() => mkDouble(randomDoubleBetween(source, low, high)));
  });
  for (const value of values) context.write(value);
}

/** True where items are chosen, not numbers made. */
function choosesItems(context: Context): boolean {
  return context.parameterSet !== 'RandomNumberParameterSet' || unwrap(context.params.Maximum ?? null) instanceof PSArray;
}

/** The phases of both cmdlets. */
export function randomPhases(secure: boolean): Pick<CmdletDefinition<RandomState>, 'stateVersion' | 'init' | 'begin' | 'process' | 'end'> {
  return {
    stateVersion: 1,
    init: () => ({ chosen: new PSArray(), seen: 0 }),
    begin(context) {
      if (context.params.SetSeed !== undefined && context.params.SetSeed !== null) setSeed(context, numberOf(context.params.SetSeed));
      if (!choosesItems(context)) numbers(context, secure);
    },
    process(context) {
      if (!choosesItems(context)) return;
      const { state, params } = context;
      const input = params.InputObject ?? unwrap(params.Maximum ?? null);
      const items = input === null ? [null] : listOf(input);
      const count = numberOf(params.Count, 1);
      if (context.isOn('Shuffle')) {
        for (const item of items) appendItem(state.chosen, item);
        return;
      }
      withSource(context, secure, (source) => {
        for (const item of items) {
          if (state.seen < count) appendItem(state.chosen, item);
          else if (randomIntBetween(source, 0, state.seen + 1) < count) {
            state.chosen.items[randomIntBetween(source, 0, state.chosen.items.length)] = item;
            touch(state.chosen);
          }
          state.seen++;
        }
      });
    },
    end(context) {
      if (!choosesItems(context)) return;
      const chosen = [...context.state.chosen.items];
      const n = chosen.length;
      withSource(context, secure, (source) => {
        for (let i = 0; i < n; i++) {
          const j = randomIntBetween(source, i, n);
          context.write(chosen[j] as Value);
          if (i !== j) chosen[j] = chosen[i] as Value;
        }
      });
    },
  };
}

const number = { RandomNumberParameterSet: {} };
const item = { mandatory: true, position: 0, pipeline: true };

/** The parameters of both cmdlets. */
export const RANDOM_PARAMETERS: Record<string, ParameterShort> = {
  Maximum: { type: 'object', sets: { RandomNumberParameterSet: { position: 0 } }, help: 'Numbers are below it.' },
  Minimum: { type: 'object', sets: number, help: 'The least number.' },
  InputObject: {
    type: 'object[]',
    sets: { RandomListItemParameterSet: item, ShuffleParameterSet: item },
    allowNull: true,
    help: 'Objects to choose from.',
  },
  Count: {
    type: 'int',
    sets: { RandomNumberParameterSet: {}, RandomListItemParameterSet: {} },
    validateRange: [1, 2147483647],
    help: 'How many.',
  },
  Shuffle: { type: 'switch', sets: { ShuffleParameterSet: { mandatory: true } }, help: 'All objects in another order.' },
};
