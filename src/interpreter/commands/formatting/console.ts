/**
 * What ends every pipeline shows its input as Out-Host does, whose file brings formatting along: it is imported when there is something to
 * show for the first time, so that a first command can begin without it.
 */
import type { CmdletContext, CmdletDefinition } from '../../machine/cmdlet.ts';
import type { ConsoleState } from './consolePhases.ts';

export type { ConsoleState };

/** Out-Host's phases; may ask the machine to load it. */
function host(context: CmdletContext<ConsoleState>): Pick<CmdletDefinition<ConsoleState>, 'begin' | 'process' | 'end'> {
  return context.machine.needDefinition('Out-Host') as Pick<CmdletDefinition<ConsoleState>, 'begin' | 'process' | 'end'>;
}

/** The phases of a cmdlet that shows its input on the console. Its state begins when the first object comes. */
export function consolePhases(): Required<Pick<CmdletDefinition<ConsoleState>, 'stateVersion' | 'init' | 'process' | 'end'>> {
  return {
    stateVersion: 1,
    init: () => ({ formatter: null }),
    process(context) {
      const phases = host(context);
      if (context.state.formatter === null) phases.begin?.(context);
      return phases.process?.(context);
    },
    end(context) {
      return context.state.formatter === null ? undefined : host(context).end?.(context);
    },
  };
}
