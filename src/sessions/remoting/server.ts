/**
 * What a session does for others: commands of other machines and of pages, one at a time, their output, and who is linked to it.
 *
 * Rules of mission.md: S7 (commands of one session share its global scope), S11 to S13 (a command goes on without its client), S15 (one
 * command at a time; a synchronous one waits, an asynchronous one fails at once). Details: PSSession behaviour, sections 3 and 4.
 */
import type { Machine } from '../../interpreter/machine/machine.ts';
import type { ErrorRecord } from '../../interpreter/values/errors.ts';
import { touch } from '../../interpreter/values/heap.ts';
import { type CommandList, isCommandList } from '../configurations/commandList.ts';
import { post } from '../mailbox/outgoing.ts';
import type { Envelope, MessageBody } from '../protocol.ts';
import { deserialize } from './deserialize.ts';
import { detach, disconnect, receiveCommand, takeOver, tellLinks } from './listeners.ts';
import { service, stopCommand } from './queue.ts';
import { postComplete } from './served.ts';
import { closedError, concurrentError, errorOnWire } from './servedErrors.ts';
import { type Remoting, remotingOf, ServedCommand } from './state.ts';

type Body<K extends MessageBody['kind']> = Extract<MessageBody, { kind: K }>;

/** Takes a request of another machine. Answers null, or why it is refused. */
export function serve(machine: Machine, envelope: Envelope): string | null {
  const { root } = machine;
  const remoting = remotingOf(root);
  touch(remoting);
  const { body, from, commandId } = envelope;
  switch (body.kind) {
    case 'invoke':
      return invoke(machine, remoting, envelope, body);
    case 'receive':
      return receiveCommand(machine, { peer: from, commandId }, body);
    case 'input':
    case 'end': {
      const command = findCommand(remoting, envelope);
      if (command === undefined || command.inputEnded) return null;
      touch(command);
      if (body.kind === 'input') for (const value of body.values) command.input.push(deserialize(value));
      else {
        command.inputEnded = true;
        if (command.state === 'Queued') command.deadline = machine.host.now() + command.wait;
      }
      machine.signal(`input:${command.commandId}`);
      return null;
    }
    case 'stop': {
      const command = findCommand(remoting, envelope);
      if (command !== undefined) stopCommand(machine, command);
      return null;
    }
    case 'hostReply': {
      const command = findCommand(remoting, envelope);
      if (command?.asked.includes(body.callId)) {
        command.asked = command.asked.filter((id) => id !== body.callId);
        touch(command);
        machine.answer(body.callId, body.value);
      }
      return null;
    }
    case 'connect': {
      if (body.role === 'owner') takeOver(root, remoting, from, body.replay === true);
      remoting.links = remoting.links.filter((l) => l.peer !== from || l.commandId === commandId);
      remoting.links.push({ peer: from, commandId, client: body.client, told: '', watches: false, unseen: [], prompt: null });
      tellLinks(machine, remoting);
      return null;
    }
    case 'watch':
      for (const link of remoting.links) if (link.peer === from && link.commandId === commandId) link.watches = body.on;
      return null;
    case 'disconnect':
      disconnect(root, remoting, { peer: from, commandId }, body);
      return null;
    case 'refused':
      return null;
    default:
      return `Messages of kind '${(body as { kind: string }).kind}' are not understood here.`;
  }
}

function findCommand(remoting: Remoting, envelope: Envelope): ServedCommand | undefined {
  return [...remoting.queue, ...remoting.ended].find(
    (c) => c.attached !== null && c.attached.commandId === envelope.commandId && c.attached.peer === envelope.from,
  );
}

/** Another machine wants a command run. A known commandId never starts a second run. */
function invoke(machine: Machine, remoting: Remoting, envelope: Envelope, body: Body<'invoke'>): string | null {
  const { from, commandId } = envelope;
  if ([...remoting.queue, ...remoting.ended].some((c) => c.commandId === commandId)) return null;
  if (body.script === null && !isCommandList(body.commands)) return 'The list of commands is not valid.';
  const command = new ServedCommand();
  command.commandId = commandId;
  command.from = from;
  command.client = body.client;
  command.text = body.text;
  command.script = body.script ?? (body.commands as CommandList).text;
  command.commands = body.script === null ? body.commands : null;
  command.args = body.args;
  command.using = body.using;
  command.mode = body.mode;
  command.hasInput = body.hasInput;
  command.wait = body.wait;
  command.attached = { peer: from, commandId };
  if (!remoting.open) refuse(machine, remoting, command, closedError());
  else if (remoting.queue.length > 0 && body.wait === 0) refuse(machine, remoting, command, concurrentError());
  else {
    if (!command.hasInput) command.deadline = machine.host.now() + body.wait;
    remoting.queue.push(command);
    // an asynchronous command is heard of at once, as its refusal would be
    if (body.wait === 0 && !body.detached)
      post(machine.root, from, commandId, 'response', {
        kind: 'state',
        state: 'Opened',
        availability: 'Busy',
        reason: null,
        privateData: null,
      });
  }
  if (body.detached) detach(machine.root, command, 'Disconnected');
  service(machine);
  return null;
}

function refuse(machine: Machine, remoting: Remoting, command: ServedCommand, error: ErrorRecord): void {
  command.state = 'Failed';
  command.error = errorOnWire(machine, error);
  command.endedAt = machine.host.now();
  remoting.ended.push(command);
  postComplete(machine.root, command);
}
