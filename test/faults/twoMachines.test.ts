/**
 * 2,000 crash schedules in a plain run; with LIMPET_FAULTS=full 100,000, or as many as LIMPET_FAULTS_MINUTES allows, from the one numbered
 * LIMPET_FAULTS_SCHEDULE on. How many passed is written into the file LIMPET_FAULTS_REPORT.
 */
import { writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { faultCommands } from './commands.ts';
import { scenarios } from './scenarios.ts';
import { runSchedule } from './twoMachines.ts';
import { load } from './world.ts';

const full = process.env.LIMPET_FAULTS === 'full';
const first = Number(process.env.LIMPET_FAULTS_SCHEDULE ?? 1);
const wanted = full ? 100_000 : 2000;
const until = Date.now() + (full ? Number(process.env.LIMPET_FAULTS_MINUTES ?? 30) * 60_000 : Number.POSITIVE_INFINITY);

test(`machines over a store that crashes anywhere: ${wanted} schedules`, { timeout: 0 }, async () => {
  const loaded = await load(faultCommands);
  const problems: string[] = [];
  let done = 0;
  for (; done < wanted && problems.length < 5 && Date.now() < until; done++) {
    const seed = first + done;
    try {
      runSchedule(seed, scenarios[seed % scenarios.length], loaded, full);
    } catch (error) {
      problems.push((error as Error).message);
    }
    // lets the test runner breathe
    if (done % 200 === 0) await new Promise((go) => setImmediate(go));
  }
  console.log(`${done} schedules from seed ${first}`);
  const report = process.env.LIMPET_FAULTS_REPORT;
  if (report !== undefined) writeFileSync(report, JSON.stringify({ first, done, failed: problems.length }));
  expect(problems).toEqual([]);
});
