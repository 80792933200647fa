/** What the reference machine, a quiet one of 2 cores on which PowerShell's own times were taken, needs for the calibration loop. */
export const referenceMilliseconds = 615;

/** The calibration loop: a hundred million additions and remainders. The sum is returned so that no engine can leave the loop out. */
export function calibrationLoop(): number {
  let s = 0;
  for (let i = 0; i < 1e8; i++) s = (s + i) % 1000003;
  return s;
}

/** The best of several runs of the calibration loop on this machine, in milliseconds. */
export function calibrate(runs = 5): number {
  let best = Number.POSITIVE_INFINITY;
  for (let run = 0; run < runs; run++) {
    const begin = performance.now();
    calibrationLoop();
    best = Math.min(best, performance.now() - begin);
  }
  return best;
}
