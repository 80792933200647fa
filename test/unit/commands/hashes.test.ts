import { createHash } from 'node:crypto';
import { expect, it } from 'vitest';
import { ALGORITHMS, hashOf } from '../../../src/interpreter/values/dotnet/hashes.ts';

it('hashes as Node does, around the ends of blocks', () => {
  for (const algorithm of ALGORITHMS)
    for (const length of [0, 1, 3, 55, 56, 63, 64, 65, 111, 112, 119, 127, 128, 129, 1000]) {
      const bytes = Uint8Array.from({ length }, (_, i) => (i * 37 + length) & 255);
      const expected = createHash(algorithm.toLowerCase()).update(bytes).digest('hex').toUpperCase();
      expect([algorithm, length, hashOf(algorithm, bytes)]).toEqual([algorithm, length, expected]);
    }
});
