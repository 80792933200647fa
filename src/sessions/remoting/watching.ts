/** The client's side of joining: who has entered a session sees what others type there. */
import type { OutputRecord, SessionRoot } from '../../interpreter/machine/state.ts';
import { touch } from '../../interpreter/values/heap.ts';
import { post } from '../mailbox/outgoing.ts';
import type { MessageBody } from '../protocol.ts';
import type { PSSession } from './psSession.ts';
import type { Entered } from './state.ts';

/** Shows what another client has typed in the session that was entered here. */
export function showSeen(root: SessionRoot, entered: Entered, body: Extract<MessageBody, { kind: 'seen' }>): void {
  for (const { value } of body.records) {
    const record = value as unknown as OutputRecord;
    const line = (record.data as { text?: string } | undefined)?.text ?? '';
    const prompt = `[${entered.session.computerName}]: ${entered.prompt ?? 'PS>'}`;
    root.output.push(record.kind === 'prompt' ? { ...record, text: `${prompt}${line}\n` } : record);
  }
  touch(root);
  touch(entered);
  entered.prompt = body.prompt ?? entered.prompt;
}

/** Tells a session that it was entered from here, or left: who is inside sees what others type. */
export function watchSession(root: SessionRoot, session: PSSession, on: boolean): void {
  if (session.link !== '') post(root, session.instanceId, session.link, 'request', { kind: 'watch', on });
}
