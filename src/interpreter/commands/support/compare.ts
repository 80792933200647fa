/** Order of values for Sort-Object, Group-Object, Compare-Object and their like. Behaviour: ObjectCommandComparer.cs. */

import { compareValues } from '../../values/compare.ts';
import type { NativeContext } from '../../values/context.ts';
import { compareCulture } from '../../values/dotnet/stringCompare.ts';
import { TerminatingError } from '../../values/errors.ts';
import { isNetError } from '../../values/faults.ts';
import { methodText } from '../../values/text.ts';
import { unwrap } from '../../values/typeNames.ts';
import { isAutomationNull, type Value } from '../../values/value.ts';

/** Order of two values; what can't be compared is compared as text. Never throws for values. */
export function compareObjects(first: Value, second: Value, ignoreCase: boolean, ctx: NativeContext): number {
  if (typeof first === 'number' && typeof second === 'number' && first === second) return 0;
  if (typeof first === 'string' && typeof second === 'string') return compareCulture(first, second, ignoreCase);
  const a = unwrap(first);
  const b = unwrap(second);
  const aNull = a === null || isAutomationNull(a);
  const bNull = b === null || isAutomationNull(b);
  if (aNull && bNull) return 0;
  try {
    const result = compareValues(a, b, ignoreCase, ctx);
    if (!Number.isNaN(result)) return result;
    return order(Number.isNaN(numeric(a)), Number.isNaN(numeric(b)));
  } catch (e) {
    if (!(e instanceof TerminatingError) && !isNetError(e)) throw e;
    return compareCulture(methodText(first, ctx), methodText(second, ctx), ignoreCase);
  }
}

function numeric(v: Value): number {
  return typeof v === 'number' ? v : Number((v as { value?: unknown } | null)?.value ?? Number.NaN);
}

/** Double.CompareTo puts NaN before everything. */
function order(aNaN: boolean, bNaN: boolean): number {
  return aNaN ? (bNaN ? 0 : -1) : 1;
}

/** Order of two rows of keys (undefined = no such property: after all others, whatever the direction). */
export function compareKeys(
  a: readonly (Value | undefined)[],
  b: readonly (Value | undefined)[],
  descending: readonly boolean[],
  ignoreCase: boolean,
  ctx: NativeContext,
): number {
  const n = Math.max(a.length, b.length);
  for (let k = 0; k < n; k++) {
    const x = a[k];
    const y = b[k];
    if (x === undefined || y === undefined) {
      if (x !== y) return x === undefined ? 1 : -1;
      continue;
    }
    const result = compareObjects(x, y, ignoreCase, ctx);
    if (result !== 0) return descending[k] === true ? -result : result;
  }
  return 0;
}
