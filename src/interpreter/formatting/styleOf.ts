/** The style that a session's console output has, and its width. */

import { DEFAULT_STYLE, NO_STYLE, type Style } from '../errors/viewsStyle.ts';
import { PSStyle } from '../values/psStyle.ts';
import type { FormatContext } from './access.ts';

/** Runspace extension that is true where the host shows colours ($Host.UI.SupportsVirtualTerminal). */
export const VIRTUAL_TERMINAL = 'virtualTerminal';

/** Escape sequences for output: as $PSStyle.OutputRendering says, by default none where the host shows no colours. */
export function styleOf(ctx: FormatContext): Style {
  const own = ctx.getVariable('PSStyle');
  const rendering = own instanceof PSStyle ? own.outputRendering : 0;
  if (rendering === 1 || (rendering === 0 && ctx.runspace?.extensions.get(VIRTUAL_TERMINAL) !== true)) return NO_STYLE;
  if (!(own instanceof PSStyle)) return DEFAULT_STYLE;
  const { sequences } = own.formatting;
  return {
    tableHeader: sequences.TableHeader,
    customTableHeader: sequences.CustomTableHeaderLabel,
    accent: sequences.FormatAccent,
    error: sequences.Error,
    errorAccent: sequences.ErrorAccent,
    reset: DEFAULT_STYLE.reset,
  };
}

/** Width of the window in characters. */
export function windowWidth(ctx: FormatContext): number {
  return ctx.runspace?.width ?? 80;
}
