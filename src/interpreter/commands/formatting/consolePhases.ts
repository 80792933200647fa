/** What Out-Default and Out-Host share: objects to lines of the session's console. Behaviour: OutConsole.cs, ConsoleLineOutput.cs. */
import { FormatterState, feed, flush, type OutputLine } from '../../formatting/formatter.ts';
import { registerPacketTypes } from '../../formatting/types.ts';
import type { CmdletContext, CmdletDefinition } from '../../machine/cmdlet.ts';
import { StreamRecord } from '../../machine/streams.ts';

registerPacketTypes();

/** State of a cmdlet that writes to the console. */
export interface ConsoleState {
  formatter: FormatterState | null;
}

/** What the console puts in front of messages that were merged into the output. */
const PREFIXES: Record<string, string> = { warning: 'WARNING: ', verbose: 'VERBOSE: ', debug: 'DEBUG: ' };

const KINDS: Record<string, 'error' | 'warning' | 'verbose' | 'debug'> = {
  error: 'error',
  warning: 'warning',
  verbose: 'verbose',
  debug: 'debug',
};

/** Empty lines of errors are not shown: ConsoleHost's WriteErrorLine does nothing for them. */
function writeLines(context: CmdletContext<ConsoleState>, lines: readonly OutputLine[]): void {
  for (const { text, stream } of lines) {
    if (stream !== 'error' || text !== '') context.hostWrite(`${PREFIXES[stream] ?? ''}${text}\n`, KINDS[stream] ?? 'out');
  }
}

/** The phases of a cmdlet that shows its input on the console. The last column is left free, as ConsoleLineOutput does. */
export function consolePhases(): Pick<CmdletDefinition<ConsoleState>, 'stateVersion' | 'init' | 'begin' | 'process' | 'end'> {
  return {
    stateVersion: 1,
    init: () => ({ formatter: null }),
    begin(context) {
      const columns = context.runspace.width - 1;
      context.state.formatter = new FormatterState(columns, columns, true);
    },
    process(context) {
      const { formatter } = context.state;
      const input = context.params.InputObject ?? null;
      if (formatter === null) return;
      if (!(input instanceof StreamRecord)) writeLines(context, feed(formatter, input, context));
      else if (input.stream !== 'progress') writeLines(context, feed(formatter, input.value, context, input.stream));
    },
    end(context) {
      const { formatter } = context.state;
      if (formatter !== null) writeLines(context, flush(formatter, context));
    },
  };
}
