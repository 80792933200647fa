/** What a provider of items can do, and the five that there are. */
import type { CmdletContext } from '../machine/cmdlet.ts';
import type { Value } from '../values/value.ts';
import { fileSystem } from './fileSystem.ts';
import type { Place } from './location.ts';
import { sessionState } from './sessionState.ts';

/** The context that providers work in: a cmdlet's. */
export type ProviderContext = CmdletContext<object>;

/** An item's name and place among its neighbours. */
export interface Child {
  name: string;
  path: string;
  isContainer: boolean;
  hidden: boolean;
}

/** A provider. Paths are those inside of it (see location.ts). */
export interface ItemProvider {
  exists(context: ProviderContext, path: string): boolean;
  isContainer(context: ProviderContext, path: string): boolean;
  /** The item as scripts see it, with PSPath and its like; null if there is none. */
  item(context: ProviderContext, place: Place): Value | null;
  /** Items in a container, in the order in which they are listed. */
  children(context: ProviderContext, path: string): Child[];
}

/** The provider of a name. */
export function providerOf(name: string): ItemProvider {
  return name === 'FileSystem' ? fileSystem : sessionState(name);
}
