/** The style that a session's console output has, and its width. */

import { DEFAULT_STYLE, NO_STYLE, type Style } from '../errors/viewsStyle.ts';
import { getProperty } from '../values/members.ts';
import type { Value } from '../values/value.ts';
import type { FormatContext } from './access.ts';

/** Runspace extension that is true where the host shows colours ($Host.UI.SupportsVirtualTerminal). */
export const VIRTUAL_TERMINAL = 'virtualTerminal';

function part(formatting: Value, name: string, fallback: string, ctx: FormatContext): string {
  const value = formatting === null ? null : getProperty(formatting, name, ctx);
  return typeof value === 'string' ? value : fallback;
}

/** Escape sequences for output: none where the host shows no colours, else those of $PSStyle.Formatting. */
export function styleOf(ctx: FormatContext): Style {
  if (ctx.runspace?.extensions.get(VIRTUAL_TERMINAL) !== true) return NO_STYLE;
  const own = ctx.getVariable('PSStyle');
  if (own === undefined || own === null) return DEFAULT_STYLE;
  const formatting = getProperty(own, 'Formatting', ctx);
  return {
    tableHeader: part(formatting, 'TableHeader', DEFAULT_STYLE.tableHeader, ctx),
    customTableHeader: part(formatting, 'CustomTableHeaderLabel', DEFAULT_STYLE.customTableHeader, ctx),
    accent: part(formatting, 'FormatAccent', DEFAULT_STYLE.accent, ctx),
    error: part(formatting, 'Error', DEFAULT_STYLE.error, ctx),
    errorAccent: part(formatting, 'ErrorAccent', DEFAULT_STYLE.errorAccent, ctx),
    reset: DEFAULT_STYLE.reset,
  };
}

/** Width of the window in characters. */
export function windowWidth(ctx: FormatContext): number {
  return ctx.runspace?.width ?? 80;
}
