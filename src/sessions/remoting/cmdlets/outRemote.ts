/** The end of a pipeline that another machine asked for: what comes out of it goes into the command's queue. */
import { defineCmdlet } from '../../../interpreter/binding/defineCmdlet.ts';
import { StreamRecord } from '../../../interpreter/machine/streams.ts';
import { touch } from '../../../interpreter/values/heap.ts';
import { isAutomationNull } from '../../../interpreter/values/value.ts';
import { serialize, serializeRecord } from '../serialize.ts';
import { isBlocked } from '../served.ts';
import { type ServedCommand, type StreamKind, sizeOf } from '../state.ts';
import type { Wire } from '../wire.ts';

interface State {
  command: ServedCommand;
}

export default defineCmdlet<State>({
  name: 'Out-Remote',
  module: 'Limpet',
  synopsis: 'Sends objects to the session that asked for them.',
  className: 'Limpet.OutRemoteCommand',
  parameters: { InputObject: { type: 'psobject', pipeline: true, allowNull: true, help: 'Objects to send.' } },
  stateVersion: 1,
  process(context) {
    const { command } = context.state;
    const input = context.params.InputObject ?? null;
    if (isAutomationNull(context.input)) return;
    // OutputBufferingMode Block: the command waits until its client has taken something
    while (context.once(() => isBlocked(context.machine.root, command))) context.awaitSignal(`drained:${command.commandId}`);
    let stream: StreamKind = 'output';
    let value: Wire;
    if (input instanceof StreamRecord) {
      ({ stream } = input);
      value = serializeRecord(input.value, context);
    } else value = serialize(input, context);
    command.pending.push({ stream, value });
    command.pendingBytes += sizeOf(value);
    touch(command);
  },
});
