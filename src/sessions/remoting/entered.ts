/** Lines that are typed while another session is entered (S10): they run there. */
import { bindCommandLine } from '../../interpreter/binding/binder.ts';
import { Frame, finish, RET_REPEAT } from '../../interpreter/machine/frames.ts';
import type { Machine } from '../../interpreter/machine/machine.ts';
import { NativeFrame } from '../../interpreter/machine/nativeFrame.ts';
import type { SessionRoot, Thread } from '../../interpreter/machine/state.ts';
import { SourceText } from '../../interpreter/values/code.ts';
import { snapshotClass, touch } from '../../interpreter/values/heap.ts';
import { post } from '../mailbox/outgoing.ts';
import { closeSession, removeSession } from './client.ts';
import sendLine from './cmdlets/sendLine.ts';
import { type Remoting, remotingOf } from './state.ts';
import { watchSession } from './watching.ts';

/** Where a line belongs: here (null), to the entered session, or it is the `exit` that leaves it. */
export function lineFor(remoting: Remoting, line: string): 'remote' | 'exit' | null {
  const { entered } = remoting;
  if (entered === null) return null;
  return !entered.nested && /^\s*(exit|exit-pssession|exsn)\s*;?\s*$/i.test(line) ? 'exit' : 'remote';
}

/** Leaves the entered session. One that Enter-PSSession has made for itself is removed. */
export function leaveEntered(machine: Machine): void {
  const { root } = machine;
  const remoting = remotingOf(root);
  const { entered } = remoting;
  if (entered === null) return;
  touch(remoting);
  remoting.entered = null;
  const { session } = entered;
  if (entered.temporary) {
    removeSession(root, session.instanceId);
    closeSession(machine, session, 'Closed');
    remoting.sessions = remoting.sessions.filter((s) => s !== session);
  } else if (session.participant && session.link !== '') leaveParticipation(root, remoting, session.instanceId, session.link);
  else watchSession(root, session, false);
}

function leaveParticipation(root: SessionRoot, remoting: Remoting, sessionId: string, link: string): void {
  post(root, sessionId, link, 'request', { kind: 'disconnect', client: remoting.client, idleTimeout: null, bufferingMode: 'None' });
}

/** The bottom frame of a line for the entered session. */
export class EnteredFrame extends Frame {
  line: string;
  commandId: string;
  started: boolean;
  constructor(line = '', commandId = '') {
    super();
    this.line = line;
    this.commandId = commandId;
    this.started = false;
  }
  override step(machine: Machine, thread: Thread): void {
    if (this.started) {
      finish(machine, thread, this, null);
      return;
    }
    const frame = new NativeFrame();
    frame.cmdlet = sendLine.name;
    frame.stateVersion = sendLine.stateVersion;
    frame.place = { source: new SourceText(this.line), start: 0, end: this.line.length };
    frame.invocationName = sendLine.name;
    frame.scope = this.scope;
    frame.streams = this.streams;
    machine.enter(this);
    frame.binding = bindCommandLine(sendLine.metadata, [], machine.context, { commandName: sendLine.name, className: sendLine.className });
    frame.state = { ...sendLine.init?.(), line: this.line };
    frame.caller = this;
    frame.ret = RET_REPEAT;
    frame.single = true;
    frame.phase = 'begin';
    frame.todo = 'phase';
    this.started = true;
    thread.frame = frame;
  }
  override receive(): void {
    // step() goes on
  }
}
snapshotClass('RemotingEnteredFrame', 'heap', EnteredFrame as unknown as new () => object);

/** True where a session can be entered: at a console, or in a line typed in an entered session. */
export function canEnter(machine: Machine): boolean {
  const { queue } = remotingOf(machine.root);
  const head = queue[0];
  if (head !== undefined && head.threadId === machine.currentThread.threadId)
    return head.from === '' ? head.typed : head.mode === 'interactive';
  return machine.currentThread.runspace.interactive && machine.currentThread.runspace.hostName === 'ConsoleHost';
}
