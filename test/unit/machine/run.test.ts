import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { Op } from '../../../src/interpreter/compiler/opcodes.ts';

it('has case labels that are the opcodes they say', () => {
  const text = readFileSync(new URL('../../../src/interpreter/machine/run.ts', import.meta.url), 'utf8');
  const labels = [...text.matchAll(/case (\d+): \/\/ Op\.([A-Z]+)/g)];
  expect(labels.length).toBeGreaterThan(35);
  for (const [, number, name] of labels) expect([name, Number(number)]).toEqual([name, Op[name as keyof typeof Op]]);
  expect([...text.matchAll(/^\s+case \d+:(?! \/\/ Op)/gm)]).toEqual([]);
});
