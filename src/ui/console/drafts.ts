/** What was typed and not sent, kept over a reload of this tab. */
const keyOf = (sessionId: string) => `limpet:draft:${sessionId}`;

/** The kept text, or an empty one. */
export function keptDraft(sessionId: string): string {
  try {
    return sessionStorage.getItem(keyOf(sessionId)) ?? '';
  } catch {
    return '';
  }
}

/** Keeps a text as far as storage allows. */
export function keepDraft(sessionId: string, text: string): void {
  try {
    if (text === '') sessionStorage.removeItem(keyOf(sessionId));
    else sessionStorage.setItem(keyOf(sessionId), text);
  } catch {
    // Storage that is refused or full: only the draft is lost, and only by a reload.
  }
}
