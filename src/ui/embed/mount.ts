/** What both ways of embedding share: the component with the client library behind it. Loaded when the first shell is shown. */
import { connect } from '../../sessions/client/index.ts';
import type { Theme } from '../theme/choice.ts';
import './embed.ts';
import type { EmbedElement } from './embed.ts';

/** What an embed is made of; attributes and query parameters alike. */
export interface EmbedOptions {
  command: string | null;
  run: boolean;
  computer: string | null;
  configuration: string | null;
  theme: Theme;
  /** Address of the app. */
  app: string;
}

/** Makes an embed and puts it into a place; taking it out of the document ends it. */
export function mount(into: Node, options: EmbedOptions): EmbedElement {
  const element = document.createElement('limpet-embed');
  Object.assign(element, options, { connect });
  into.appendChild(element);
  return element;
}
