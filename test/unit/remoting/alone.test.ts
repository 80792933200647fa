/** Jobs where there is one session only, as in the Node host: they run on threads of it. */
import { expect, test } from 'vitest';
import { runGolden } from '../../conformance/goldenRun.ts';

test('-WorkingDirectory is where a job begins', async () => {
  const text =
    '$null = mkdir sub; $here = "$PWD"\nfunction folder($job) { $job | Receive-Job -Wait }\n(folder (Start-Job { "$PWD" })) -eq $here\n(folder (Start-Job { "$PWD" } -WorkingDirectory sub)) -eq "$here/sub"\n"$PWD" -eq $here';
  expect((await runGolden(text)).trim().split('\n')).toEqual(['True', 'True', 'True']);
});
