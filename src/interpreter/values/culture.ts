/** CultureInfo as a value, and which culture's rules a conversion follows. */
import type { NativeContext } from './context.ts';
import { CULTURES, type CultureName } from './dotnet/culture.ts';
import { snapshotClass } from './heap.ts';
import type { Value } from './value.ts';

/** System.Globalization.CultureInfo (also as its NumberFormat and DateTimeFormat, by `part`). */
export class PSCulture {
  /** '' = invariant. */
  readonly name: string;
  readonly part: 'culture' | 'number' | 'date' | 'text' | 'compare' | 'calendar';
  constructor(name = '', part: PSCulture['part'] = 'culture') {
    this.name = name;
    this.part = part;
  }
}
snapshotClass('CultureInfo', 'value', PSCulture);

/** CultureInfo.InvariantCulture. */
export const INVARIANT: PSCulture = new PSCulture('');

/** The rules a culture's name stands for; those of en-US for the cultures whose rules we don't carry. */
export function cultureRules(name: string): CultureName {
  if (name === '') return 'iv';
  return Object.hasOwn(CULTURES, name) ? (name as CultureName) : 'en-US';
}

/** Rules for an IFormatProvider argument; null = the current culture. */
export function rulesOf(provider: Value | undefined, ctx: NativeContext): CultureName {
  return provider instanceof PSCulture ? cultureRules(provider.name) : cultureRules(ctx.culture);
}
