/** The thin lines in a transcript where something happened to the session. */
import type { WakeReason } from '../protocol.ts';

/** What the seam says, or null for what nobody needs to know (a session at rest that wakes). */
export function seamText(reason: WakeReason, running: boolean, at: number): string | null {
  const time = new Date(at).toLocaleTimeString('en-GB');
  if (reason === 'terminated') return `the command did not answer and was stopped at ${time}; the session goes on from its last save`;
  if (!running) return null;
  switch (reason) {
    case 'returned':
    case 'asked':
      return `the page was opened again at ${time}; the command went on`;
    case 'crashed':
      return `the session's tab was lost at ${time}; the command went on`;
    case 'moved':
      return `taken over at ${time}; the command went on`;
    default:
      return null;
  }
}
