/** How a page starts workers: src/sessions/client/workerHost.ts. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { WorkerHost } from '../../../src/sessions/client/workerHost.ts';
import type { ToBroker, ToWorker } from '../../../src/sessions/protocol.ts';

class FakeWorker {
  static readonly all: FakeWorker[] = [];
  readonly messages: ToWorker[] = [];
  onmessage: ((event: { data: unknown }) => void) | null = null;
  isOver = false;
  constructor() {
    FakeWorker.all.push(this);
  }
  postMessage(message: ToWorker): void {
    this.messages.push(message);
  }
  terminate(): void {
    this.isOver = true;
  }
  /** It has loaded. */
  begin(): void {
    this.onmessage?.({ data: { kind: 'starting', id: '', worker: '' } });
  }
}

const told: ToBroker[] = [];
let host: WorkerHost;

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal('Worker', FakeWorker);
  vi.stubGlobal('navigator', { hardwareConcurrency: 3, locks: { request: () => new Promise(() => undefined) } });
  FakeWorker.all.length = 0;
  told.length = 0;
  host = new WorkerHost({ database: 'd' }, (message) => told.push(message));
});
afterEach(() => {
  host.close();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

test('of many sessions that are to be started a few load at a time, and the broker knows of all', () => {
  for (let i = 0; i < 10; i++) host.spawn(`s${i}`, 'crashed');
  expect(FakeWorker.all.length).toBe(3);
  expect(told.filter((m) => m.kind === 'worker').length).toBe(10);
  // asked again for one that waits, by somebody who wants it
  host.spawn('s9', 'asked');
  for (let i = 0; i < 10; i++) FakeWorker.all[i].begin();
  expect(FakeWorker.all.length).toBe(10);
  const started = FakeWorker.all.map((w) => w.messages.map((m) => (m.kind === 'start' ? m.id : m.kind)));
  expect(started).toEqual([0, 1, 2, 9, 3, 4, 5, 6, 7, 8].map((i) => [`s${i}`, 'broker']));
});

test('one that does not begin in time is ended and tried again with twice the time', () => {
  host.spawn('s', 'asked');
  vi.advanceTimersByTime(15_000);
  expect(FakeWorker.all.map((w) => w.isOver)).toEqual([true, false]);
  vi.advanceTimersByTime(29_000);
  expect(FakeWorker.all.length).toBe(2);
  vi.advanceTimersByTime(1000);
  expect(FakeWorker.all.map((w) => w.isOver)).toEqual([true, true, false]);
  FakeWorker.all[2].begin();
  vi.advanceTimersByTime(100_000);
  expect(FakeWorker.all[2].isOver).toBe(false);
  // nothing loads any more: a spare is made
  expect(FakeWorker.all.length).toBe(4);
});

test('one that is asked for while its worker dies is started when the page learns of that, and the broker is told', async () => {
  let free: () => void = () => undefined;
  vi.stubGlobal('navigator', { hardwareConcurrency: 3, locks: { request: () => new Promise<void>((done) => (free = done)) } });
  host.spawn('s', 'asked');
  FakeWorker.all[0].begin();
  host.spawn('s', 'crashed');
  vi.advanceTimersByTime(1000);
  expect(FakeWorker.all.length).toBe(1);
  free();
  await vi.advanceTimersByTimeAsync(0);
  expect(FakeWorker.all.map((w) => w.messages.some((m) => m.kind === 'start'))).toEqual([true, true]);
  expect(told.map((m) => m.kind)).toEqual(['worker', 'worker', 'workerGone']);
});
