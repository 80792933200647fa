/** The beginning of a pipeline that another machine feeds: hands on what arrives until the sender says that this was all. */
import { defineCmdlet } from '../../../interpreter/binding/defineCmdlet.ts';
import type { CmdletContext, Step } from '../../../interpreter/machine/cmdlet.ts';
import { touch } from '../../../interpreter/values/heap.ts';
import type { ServedCommand } from '../state.ts';

interface State {
  command: ServedCommand;
}

function read(context: CmdletContext<State>): Step | void {
  const { command } = context.state;
  if (command.input.length > 0) {
    for (const value of command.input) context.write(value);
    command.input = [];
    touch(command);
    return { do: 'again' };
  }
  if (command.inputEnded) return;
  context.awaitSignal(`input:${command.commandId}`);
  return { do: 'again' };
}

export default defineCmdlet<State>({
  name: 'Read-RemoteInput',
  module: 'Limpet',
  synopsis: 'Hands on what another session sends.',
  className: 'Limpet.ReadRemoteInputCommand',
  parameters: {},
  stateVersion: 1,
  process: read,
  resume: read,
});
