/**
 * Every golden script that Limpet prints exactly, run straight and with a host that answers later. See also frozen.test.ts and
 * moved.test.ts.
 */
import { describe, expect, test } from 'vitest';
import { passing, readGolden, runGolden } from '../../conformance/goldenRun.ts';

describe('golden scripts print what PowerShell prints', () => {
  test.each(passing())('%s', async (name) => {
    const { text, expected } = readGolden(name);
    expect(await runGolden(text)).toBe(expected);
  });
});

describe('with a host that answers later, as storage in a browser does', () => {
  test.each(passing())('%s', async (name) => {
    const { text, expected } = readGolden(name);
    expect(await runGolden(text, undefined, true)).toBe(expected);
  });
});
