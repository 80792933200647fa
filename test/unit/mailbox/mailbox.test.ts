/** The rules of committed mailboxes, one by one. Whole schedules of crashes: test/faults. */
import { beforeEach, expect, test } from 'vitest';
import { Machine, newSession } from '../../../src/interpreter/index.ts';
import type { Host } from '../../../src/interpreter/machine/host.ts';
import {
  acknowledge,
  closeConversation,
  hasOutgoing,
  isOpen,
  missingBefore,
  post,
  receive,
  reconcile,
  resend,
  resendFrom,
  sessionGone,
  takeAcknowledgements,
  takeOutgoing,
} from '../../../src/sessions/mailbox/mailbox.ts';
import { mailboxOf } from '../../../src/sessions/mailbox/state.ts';
import type { Envelope, MessageBody } from '../../../src/sessions/protocol.ts';
import { installRemoting } from '../../../src/sessions/remoting/index.ts';

let guid = 0;
const host: Host = {
  now: () => 1_000_000,
  random: () => 0.5,
  newGuid: () => `00000000-0000-4000-8000-${String(++guid).padStart(12, '0')}`,
  zoneOffset: () => 0,
  ask: () => undefined,
};

function machineOf(id: string): Machine {
  const machine = new Machine(newSession({ sessionId: id }, host, []), host, { commands: [] });
  installRemoting(machine);
  return machine;
}

const invoke = (script: string): MessageBody => ({
  kind: 'invoke',
  script,
  commands: null,
  args: null,
  using: null,
  hasInput: true,
  mode: 'objects',
  text: script,
  client: 'tab',
  wait: 1000,
  detached: false,
});
const input = (n: number): MessageBody => ({ kind: 'input', values: [n] });

let a: Machine;
let b: Machine;
beforeEach(() => {
  a = machineOf('a');
  b = machineOf('b');
});

/** What `a` sends to `b` in the conversation `c`. */
function send(...bodies: MessageBody[]): Envelope[] {
  for (const body of bodies) post(a.root, 'b', 'c', 'request', body);
  return takeOutgoing(a.root, 1);
}

test('numbers count per conversation and direction; the epoch is that of the commit', () => {
  post(a.root, 'b', 'c', 'request', invoke('1'));
  post(a.root, 'b', 'c', 'request', input(1));
  post(a.root, 'b', 'd', 'request', invoke('2'));
  expect(hasOutgoing(a.root)).toBe(true);
  const sent = takeOutgoing(a.root, 7);
  expect(sent.map((e) => [e.commandId, e.conversation, e.seq, e.epoch])).toEqual([
    ['c', 1, 1, 7],
    ['c', 1, 2, 7],
    ['d', 2, 1, 7],
  ]);
  expect(takeOutgoing(a.root, 7)).toEqual([]);
  expect(hasOutgoing(a.root)).toBe(false);
});

test('a message is applied once; a repeated one is acknowledged again', () => {
  const [first, second] = send(invoke('$input'), input(1));
  expect(receive(b, first)).toBe('applied');
  expect(receive(b, first)).toBe('duplicate');
  expect(receive(b, second)).toBe('applied');
  expect(takeAcknowledgements(b.root)).toEqual([{ from: 'b', to: 'a', commandId: 'c', direction: 'request', seq: 2 }]);
  expect(receive(b, first)).toBe('duplicate');
  expect(takeAcknowledgements(b.root)).toEqual([{ from: 'b', to: 'a', commandId: 'c', direction: 'request', seq: 2 }]);
});

test('a gap says what is missing, and the sender answers with all from there', () => {
  const sent = send(invoke('$input'), input(1), input(2));
  expect(receive(b, sent[2])).toBe('gap');
  const missing = missingBefore(b.root, sent[2]);
  expect(missing).toEqual({ from: 'a', to: 'b', commandId: 'c', direction: 'request', seq: 1 });
  const again = resendFrom(sent, missing, 3);
  expect(again.map((e) => [e.seq, e.epoch])).toEqual([
    [1, 3],
    [2, 3],
    [3, 3],
  ]);
  expect(again.map((e) => receive(b, e))).toEqual(['applied', 'applied', 'applied']);
});

test('an owner that was replaced is not listened to, but what it stored is, from the new one', () => {
  const sent = send(invoke('$input'), input(1));
  expect(receive(b, { ...sent[0], epoch: 5 })).toBe('applied');
  expect(receive(b, sent[1])).toBe('stale');
  expect(receive(b, resend(sent, 5)[1])).toBe('applied');
});

test('what is not for this session is left alone', () => {
  const [first] = send(invoke('1'));
  expect(receive(b, { ...first, to: 'x' })).toBe('stale');
});

test('a kind that nobody knows is refused, and the sender is told', () => {
  const [first] = send({ kind: 'dance' } as unknown as MessageBody);
  expect(receive(b, first)).toBe('refused');
  const [answer] = takeOutgoing(b.root, 1);
  expect(answer).toMatchObject({ to: 'a', direction: 'response', body: { kind: 'refused', seq: 1 } });
  expect(receive(a, answer)).toBe('applied');
  // a refusal ends the conversation that it answers the beginning of
  expect(isOpen(a.root, 'b', 'c')).toBe(false);
});

test('a conversation is forgotten when its end is acknowledged, and a late copy of it starts nothing', () => {
  const [first] = send(invoke("'x'"));
  expect(receive(b, first)).toBe('applied');
  post(b.root, 'a', 'c', 'response', { kind: 'complete', state: 'Completed', error: null, exited: false }, true);
  const [answer] = takeOutgoing(b.root, 1);
  expect(receive(a, answer)).toBe('applied');
  closeConversation(a.root, 'b', 'c');
  const [ack] = takeAcknowledgements(a.root);
  acknowledge(b, ack);
  expect(mailboxOf(b.root).received.size).toBe(0);
  expect(mailboxOf(b.root).sent.size).toBe(0);
  const threads = b.root.threads.length;
  expect(receive(b, first)).toBe('duplicate');
  expect(b.root.threads.length).toBe(threads);
  // its end, come again, is acknowledged again
  expect(receive(a, answer)).toBe('duplicate');
  expect(takeAcknowledgements(a.root)).toHaveLength(1);
  // nothing follows an end
  expect(post(b.root, 'a', 'c', 'response', { kind: 'stop' })).toBe(-1);
});

test('conversations may end in any order', () => {
  for (const id of ['c1', 'c2', 'c3']) post(a.root, 'b', id, 'request', invoke("'x'"));
  const sent = takeOutgoing(a.root, 1);
  for (const e of sent) receive(b, e);
  for (const id of ['c3', 'c1', 'c2']) {
    post(b.root, 'a', id, 'response', { kind: 'complete', state: 'Completed', error: null, exited: false }, true);
    acknowledge(b, { from: 'a', to: 'b', commandId: id, direction: 'response', seq: 1 });
    for (const e of sent) if (e.commandId === id) expect(receive(b, e)).toBe('duplicate');
  }
  expect(mailboxOf(b.root).peers.get('a')).toMatchObject({ floor: 3, settled: [] });
});

test('acknowledgements that were stored without a checkpoint are seen at the resume', () => {
  const sent = send(invoke("'x'"), input(1), input(2));
  receive(b, sent[0]);
  reconcile(a, sent.slice(2));
  expect([...mailboxOf(a.root).sent.values()][0]).toMatchObject({ seq: 3, acknowledged: 2 });
  reconcile(a, []);
  expect([...mailboxOf(a.root).sent.values()][0]).toMatchObject({ acknowledged: 3 });
});

test('a session that is gone takes along what waits for it', () => {
  const sent = send(invoke("'x'"), input(1));
  post(a.root, 'b', 'c', 'request', input(2));
  expect(sessionGone(a, 'b')).toEqual([{ from: 'b', to: 'a', commandId: 'c', direction: 'request', seq: 3 }]);
  expect(takeOutgoing(a.root, 1)).toEqual([]);
  expect(sent).toHaveLength(2);
});

test('messages for the store itself have no number', () => {
  expect(post(a.root, '', '', 'request', { kind: 'remove', sessionId: 'b' })).toBe(0);
  expect(takeOutgoing(a.root, 2)).toMatchObject([{ to: '', seq: 0, epoch: 2, body: { kind: 'remove' } }]);
  expect(mailboxOf(a.root).sent.size).toBe(0);
});
