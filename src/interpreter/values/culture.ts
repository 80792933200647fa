/** CultureInfo as a value, and which culture's rules a conversion follows. */
import { type NativeContext, NeedActivity } from './context.ts';
import { CULTURES, type CultureName } from './dotnet/culture.ts';
import { snapshotClass } from './heap.ts';
import { isLazyType } from './types/registry.ts';
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

/** The file with the rules of most cultures is imported with this type's. */
export const CULTURE_TYPE = 'System.Globalization.CultureInfo';

/**
 * The rules a culture's name stands for; those of en-US for the cultures whose rules we don't carry. May ask for the file that has them:
 * a resumed session has not imported it yet.
 */
export function cultureRules(name: string): CultureName {
  if (name === '') return 'iv';
  if (Object.hasOwn(CULTURES, name)) return name as CultureName;
  if (isLazyType(CULTURE_TYPE)) throw new NeedActivity({ kind: 'host', op: 'load', type: CULTURE_TYPE });
  return 'en-US';
}

/** Rules for an IFormatProvider argument; null = the current culture. */
export function rulesOf(provider: Value | undefined, ctx: NativeContext): CultureName {
  return provider instanceof PSCulture ? cultureRules(provider.name) : cultureRules(ctx.culture);
}
