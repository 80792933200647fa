/**
 * Every golden script is run one instruction at a time, frozen and thawed after each of its first 300 instructions and at 50 seeded random
 * ones after that; with LIMPET_FAULTS=full after every instruction. It must print the same.
 */
import { describe, expect, test } from 'vitest';
import { hash, passing, readGolden, runGolden } from '../../conformance/goldenRun.ts';
import { frozen } from './session.ts';

const first = process.env.LIMPET_FAULTS === 'full' ? Number.POSITIVE_INFINITY : 300;

describe('frozen and thawed at many instructions', () => {
  test.each(passing())(
    '%s',
    async (name) => {
      const { text, expected } = readGolden(name);
      expect(await runGolden(text, frozen(first, 50, hash(name)))).toBe(expected);
    },
    process.env.LIMPET_FAULTS === 'full' ? 0 : 60_000,
  );
});
