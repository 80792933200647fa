/** What the parts of the client library share. */
import type { DirectoryNews } from '../protocol.ts';
import type { SessionRecord, Store } from '../store/index.ts';
import type { Realm } from '../worker/names.ts';
import type { BrokerLink } from './brokerLink.ts';
import type { Unsubscribe } from './types.ts';

/** The page's connection as its sessions see it. */
export interface Site {
  readonly realm: Realm;
  readonly clientId: string;
  readonly link: BrokerLink;
  /** The open store; opened again if the browser closed it. Rejects with LimpetError. */
  store(): Promise<Store>;
  /** Hears the directory's news. */
  onNews(listener: (news: DirectoryNews) => void): Unsubscribe;
  /** Tells everybody, this page included. */
  tell(news: DirectoryNews): void;
  /** A promise that rejects when the broker says that a session can't be had. */
  refusals(id: string): { refused: Promise<never>; forget: () => void };
  participants(id: string): number;
  /** The record of a session that this page has just made, told once: nobody has owned it, so nothing else is stored of it. Null for others. */
  takeMade(id: string): SessionRecord | null;
  /** A session can be seen: there is time now for what can wait. */
  attached(): void;
}
