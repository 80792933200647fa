/** Imports that fail for a moment: src/sessions/worker/imports.ts. */
import { expect, test } from 'vitest';
import { imported } from '../../../src/sessions/worker/imports.ts';

const waits: number[] = [];
const timers = {
  set: (milliseconds: number, task: () => void) => {
    waits.push(milliseconds);
    queueMicrotask(task);
  },
  clear: () => undefined,
};

test('an import is tried again after a while, and fails for good in the end', async () => {
  let tries = 0;
  const fails = (times: number) => async () => {
    if (tries++ < times) throw new TypeError(`try ${tries}`);
    return 'module';
  };
  expect(await imported(fails(2), timers)).toBe('module');
  expect([tries, waits.length]).toEqual([3, 2]);
  tries = 0;
  await expect(imported(fails(100), timers)).rejects.toThrow('try 4');
});
