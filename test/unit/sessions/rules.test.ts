/** Pure rules: when to commit, what a broker does. */
import { expect, test } from 'vitest';
import {
  afterClientBack,
  afterClientGone,
  Failures,
  isOver,
  KEEP_CLOSED,
  nextWake,
  wakeReason,
} from '../../../src/sessions/broker/rules.ts';
import { applyPatch } from '../../../src/sessions/store/directory.ts';
import { newSession, type SessionRecord } from '../../../src/sessions/store/index.ts';
import { dueIn } from '../../../src/sessions/worker/commitPolicy.ts';
import { isListed, newRecord } from '../../../src/sessions/worker/records.ts';

const nothing = { urgent: false, output: false, mail: false, changed: false, busy: false };

test('a commit is due at once when somebody waits for it', () => {
  expect(dueIn(nothing, 1e9, 1)).toBe(Number.POSITIVE_INFINITY);
  expect(dueIn({ ...nothing, urgent: true, busy: true }, 0, 500)).toBe(0);
  expect(dueIn({ ...nothing, mail: true }, 0, 500)).toBe(0);
});

test('after output as soon as the cost is a tenth of the time, a second at most', () => {
  expect(dueIn({ ...nothing, output: true, changed: true, busy: true }, 0, 3)).toBe(30);
  expect(dueIn({ ...nothing, output: true, changed: true, busy: true }, 30, 3)).toBe(0);
  expect(dueIn({ ...nothing, output: true, changed: true, busy: true }, 0, 400)).toBe(1000);
});

test('without output the cost stays under two per cent', () => {
  expect(dueIn({ ...nothing, changed: true, busy: true }, 0, 20)).toBe(1000);
  expect(dueIn({ ...nothing, changed: true, busy: true }, 0, 1)).toBe(250);
});

const record = (fields: Partial<SessionRecord>): SessionRecord =>
  newSession({ id: 's', name: 'S', computer: 'localhost', user: 'learner', createdAt: 0, ...fields });
const running = { commandId: 'c', text: 'x', startedAt: 0 };

test('what is at rest is woken for its deadline, its mail, and when it was cut off in the middle', () => {
  expect(wakeReason(record({}), 100, false)).toBeNull();
  expect(wakeReason(record({}), 100, true)).toBe('mail');
  expect(wakeReason(record({ running }), 100, false)).toBe('crashed');
  expect(wakeReason(record({ running, extra: { waits: true } }), 100, false)).toBeNull();
  expect(wakeReason(record({ running, wakeAt: 99, extra: { waits: true } }), 100, false)).toBe('deadline');
  expect(wakeReason(record({ running, problem: 'broken' }), 100, true)).toBeNull();
  expect(wakeReason(record({ running, extra: { closedAt: 1 } }), 100, true)).toBeNull();
  // what `exit` has ended answers mail by refusing it
  expect(wakeReason(record({ state: 'Closed' }), 100, true)).toBe('mail');
  expect(wakeReason(record({ state: 'Closed', running }), 100, false)).toBeNull();
  expect(nextWake([record({ wakeAt: 50 }), record({ wakeAt: 20 }), record({ wakeAt: 5, problem: 'x' })])).toBe(20);
  // what will not be started wakes nobody
  expect(nextWake([record({ wakeAt: 5, state: 'Closed' }), record({ wakeAt: 50 })])).toBe(50);
});

test('sessions of a client that is gone, and what comes back with it', () => {
  const gone = (fields: Partial<SessionRecord>) => {
    const r = record({ ownerClient: 'me', ...fields });
    const patch = afterClientGone(r, 'me', 1000, ['Console1']);
    if (patch !== null) applyPatch(r, patch);
    return r;
  };
  const idle = gone({});
  expect(isListed(idle, 'other')).toBe(false);
  expect(isListed(idle, 'me')).toBe(true);
  expect(gone({ running })).toMatchObject({ state: 'Disconnected', disconnectedAt: 1000, ownerClient: 'me' });
  expect(gone({ extra: { queued: 1 } })).toMatchObject({ state: 'Disconnected' });
  expect(isListed(gone({ kind: 'Console' }), 'other')).toBe(false);
  const console = gone({ kind: 'Console', name: 'Console', running });
  expect(console).toMatchObject({ state: 'Disconnected', name: 'Console2' });
  expect(isListed(console, 'other')).toBe(true);
  expect(isListed(gone({ kind: 'Console', running, extra: { remote: true } }), 'other')).toBe(false);
  expect(afterClientGone(record({ ownerClient: 'other', running }), 'me', 0, [])).toBeNull();
  applyPatch(console, afterClientBack(console, 'me') ?? {});
  expect(console).toMatchObject({ state: 'Opened', name: 'Console', disconnectedAt: null });
  expect(console.extra).toEqual({});
  const closed = gone({ state: 'Closed' });
  expect([isListed(closed, 'me'), isListed(closed, 'other'), closed.extra.closedAt]).toEqual([true, false, 1000]);
  applyPatch(closed, afterClientBack(closed, 'me') ?? {});
  expect([closed.state, closed.extra]).toEqual(['Closed', {}]);
  // somebody else has connected to it meanwhile
  const taken = gone({ running });
  taken.ownerClient = 'other';
  expect(afterClientBack(taken, 'me')).toBeNull();
});

test('a session that nobody is connected to begins Disconnected', () => {
  const create = { id: 's', name: 'Left', computer: 'Server01', user: 'learner', configuration: 'Microsoft.PowerShell', parent: null };
  const rest = { idleTimeout: 1000, bufferingMode: 'Block', options: {} } as const;
  const made = (kind: 'Session' | 'Job', ownerClient: string | null) => newSession(newRecord({ ...create, ...rest, kind, ownerClient }, 7));
  expect(made('Session', null)).toMatchObject({ state: 'Disconnected', availability: 'None', disconnectedAt: 7 });
  expect(made('Session', 'me')).toMatchObject({ state: 'Opened', availability: 'Available', disconnectedAt: null });
  expect(made('Job', null)).toMatchObject({ state: 'Opened' });
});

test('what is over is deleted', () => {
  expect(isOver(record({ state: 'Disconnected', disconnectedAt: 0, idleTimeout: 1000 }), 1001)).toBe(true);
  expect(isOver(record({ state: 'Disconnected', disconnectedAt: 0, idleTimeout: 1000, running }), 1001)).toBe(false);
  expect(isOver(record({ state: 'Disconnected', disconnectedAt: 0, idleTimeout: null }), 1e12)).toBe(false);
  expect(isOver(record({ extra: { closedAt: 1 } }), KEEP_CLOSED + 2)).toBe(true);
  // a command that has just ended has its whole time-out to be received in
  expect(isOver(record({ state: 'Disconnected', disconnectedAt: 0, lastCommitAt: 5000, idleTimeout: 1000 }), 5500)).toBe(false);
  expect(isOver(record({ state: 'Closed' }), 1000)).toBe(false);
  expect(isOver(record({ state: 'Closed' }), KEEP_CLOSED + 1)).toBe(true);
});

test('workers that break again and again are left alone for a while', () => {
  const failures = new Failures();
  for (const at of [0, 1000, 2000]) failures.enter('s', at);
  expect(failures.isTooOften('s', 2001)).toBe(true);
  expect(failures.isTooOften('s', 11_000)).toBe(false);
  expect(failures.isTooOften('t', 0)).toBe(false);
});
