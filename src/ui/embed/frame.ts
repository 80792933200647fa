import type { EmbedElement } from './embed.ts';
import { EMBED_PROTOCOL, type FrameMessage, readPageMessage } from './protocol.ts';

/** The windows and origins that a frame's talk needs; a test gives its own. */
export interface FrameSurroundings {
  /** The window that holds the frame, or the frame itself if nothing does. */
  parent: Window;
  self: Window;
}

/**
 * Listens to the page around the frame. Only messages of the holding window count; the origin that says hello first is the only one that
 * is listened to and answered from then on. Answers what ends it.
 */
export function listenToPage(embed: EmbedElement, { parent, self }: FrameSurroundings): () => void {
  if (parent === self) return () => undefined;
  let origin: string | null = null;
  const say = (message: FrameMessage) => {
    // A page without an origin (a file, a sandbox) is named by the star; what is said here is no secret.
    if (origin !== null) parent.postMessage(message, origin === 'null' ? '*' : origin);
  };
  const received = (event: MessageEvent) => {
    if (event.source !== parent || (origin !== null && event.origin !== origin)) return;
    const message = readPageMessage(event.data);
    if (!message) return;
    if (message.kind === 'hello') {
      origin = event.origin;
      say({ limpet: EMBED_PROTOCOL, kind: 'ready' });
      return;
    }
    if (origin === null) return;
    if (message.kind === 'look') {
      embed.theme = message.theme;
      for (const [name, value] of Object.entries(message.tokens)) embed.style.setProperty(name, value);
    } else if (message.kind === 'focus') embed.focus();
    else if (!embed.ephemeral) {
      say({
        limpet: EMBED_PROTOCOL,
        kind: 'refused',
        reason: 'Only a person may do that here: this shell is on a computer of the reader.',
      });
    } else if (message.kind === 'run') embed.runCommand();
    else void embed.reset();
  };
  const state = (event: Event) => {
    const { running } = (event as CustomEvent<{ running: boolean }>).detail;
    say({ limpet: EMBED_PROTOCOL, kind: 'state', running });
  };
  self.addEventListener('message', received);
  embed.addEventListener('limpet-state', state);
  return () => {
    self.removeEventListener('message', received);
    embed.removeEventListener('limpet-state', state);
  };
}
