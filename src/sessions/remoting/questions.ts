/** Questions of served commands go to the client that listens. */
import type { SessionRoot } from '../../interpreter/machine/state.ts';
import { touch } from '../../interpreter/values/heap.ts';
import { post } from '../mailbox/outgoing.ts';
import { remotingOf, type ServedCommand } from './state.ts';

/** Operations of the host that a person answers. */
const QUESTIONS = new Set(['readLine', 'choice', 'prompt.credential', 'prompt.parameters']);

/** Questions of a served command go to the client that listens. */
export function askClient(root: SessionRoot, command: ServedCommand): void {
  if (command.from === '' || command.attached === null) return;
  for (const thread of root.threads) {
    const { wait } = thread;
    if (thread.threadId !== command.threadId || wait?.kind !== 'host' || wait.request === undefined) continue;
    const { op, kind: _kind, ...args } = wait.request;
    if (!QUESTIONS.has(String(op)) || command.asked.includes(wait.id)) continue;
    command.asked.push(wait.id);
    touch(command);
    post(root, command.attached.peer, command.attached.commandId, 'response', {
      kind: 'hostCall',
      callId: wait.id,
      method: String(op),
      args,
    });
  }
}

/** True if a pending host request is another machine's to answer: the driver leaves it alone. */
export function isClientsRequest(root: SessionRoot, waitId: number): boolean {
  const [running] = remotingOf(root).queue;
  if (running === undefined || running.from === '') return false;
  return root.threads.some(
    (t) => t.threadId === running.threadId && t.wait?.id === waitId && t.wait.kind === 'host' && QUESTIONS.has(String(t.wait.request?.op)),
  );
}
