/** Refusing, by name, what the language has and Limpet does not have yet. */
import type { Extent } from '../syntax/token.ts';
import type { Builder } from './builder.ts';

/** Thrown by the compiler; the machine makes a ParserError of it. */
export class NotSupported extends Error {
  readonly extent: Extent;
  constructor(message: string, extent: Extent) {
    super(message);
    this.extent = extent;
  }
}

/** The error for a construct. */
export function refuse(_b: Builder | null, extent: Extent, what: string): NotSupported {
  return new NotSupported(`Limpet does not support ${what} yet. See docs/compatibility.md.`, extent);
}
