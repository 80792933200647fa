/**
 * What a page and the frame of an embedded shell say to each other by postMessage. The page speaks first; the frame answers only the window
 * that holds it, at the origin that said hello, and takes nothing from it that could read or run anything outside the embed's own computer.
 */

/** Version of this protocol; messages of another one are ignored. */
export const EMBED_PROTOCOL = 1;

/** From the page to the frame. */
export type PageMessage = { limpet: typeof EMBED_PROTOCOL } & (
  | { kind: 'hello' }
  /** Theme and the page's own `--limpet-*` values. */
  | { kind: 'look'; theme: 'system' | 'light' | 'dark'; tokens: Record<string, string> }
  /** Runs the command the frame was made with; only in an ephemeral computer. */
  | { kind: 'run' }
  | { kind: 'reset' }
  | { kind: 'focus' }
);

/** From the frame to the page. */
export type FrameMessage = { limpet: typeof EMBED_PROTOCOL } & (
  | { kind: 'ready' }
  | { kind: 'state'; running: boolean }
  /** What the page asked for is not allowed; a sentence. */
  | { kind: 'refused'; reason: string }
);

const tokenName = /^--limpet-[a-z0-9-]{1,40}$/;
// Nothing that fetches, ends the declaration or opens another one.
const tokenValue = /^(?!.*(?:url\s*\(|image-set|@import))[^;{}<>\\]{1,200}$/i;

/** Whether a custom property may be set from outside. */
export const isToken = (name: string, value: unknown): value is string =>
  tokenName.test(name) && typeof value === 'string' && tokenValue.test(value);

/** Reads what arrived as a message of the page; null if it is none, whatever it is. Tokens that may not be set are left out. */
export function readPageMessage(data: unknown): PageMessage | null {
  if (typeof data !== 'object' || data === null) return null;
  const message = data as Record<string, unknown>;
  if (message.limpet !== EMBED_PROTOCOL) return null;
  const { kind } = message;
  if (kind === 'hello' || kind === 'run' || kind === 'reset' || kind === 'focus') return { limpet: EMBED_PROTOCOL, kind };
  if (kind !== 'look') return null;
  const theme = message.theme === 'light' || message.theme === 'dark' ? message.theme : 'system';
  const given = typeof message.tokens === 'object' && message.tokens !== null ? Object.entries(message.tokens) : [];
  const tokens: Record<string, string> = {};
  for (const [name, value] of given.slice(0, 100)) if (isToken(name, value)) tokens[name] = value;
  return { limpet: EMBED_PROTOCOL, kind, theme, tokens };
}
