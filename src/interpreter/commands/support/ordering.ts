/** Keys by which objects are sorted, grouped and compared. Behaviour: OrderObjectBase.cs. */

import { resolveExpression } from '../../formatting/expressions.ts';
import type { CmdletContext } from '../../machine/cmdlet.ts';
import { MachineContext } from '../../machine/context.ts';
import { isTrue } from '../../values/convert.ts';
import { ErrorRecord } from '../../values/errors.ts';
import { collapse } from '../../values/members.ts';
import { isAutomationNull, type Value } from '../../values/value.ts';
import { type Calculated, EXPRESSION_KEY, evaluateOne, type KeyDefinition, parseCalculated } from './calculated.ts';
import { listOf } from './params.ts';

/** Keys of the tables that Sort-Object takes. */
export const SORT_KEYS: KeyDefinition[] = [
  EXPRESSION_KEY,
  { name: 'ascending', types: ['System.Boolean'] },
  { name: 'descending', types: ['System.Boolean'] },
];

/** Keys of the tables that Group-Object and Compare-Object take. */
export const GROUP_KEYS: KeyDefinition[] = [EXPRESSION_KEY];

/** The properties of -Property. */
export function parseOrder(value: Value | undefined, keys: readonly KeyDefinition[]): Calculated[] {
  return listOf(value).map((v) => parseCalculated(v, keys));
}

/** Names with wildcards replaced by those that the objects have, in order of name. */
export function expandWild(list: readonly Calculated[], objects: readonly Value[], ctx: CmdletContext<object>): Calculated[] {
  return list.flatMap((c) => {
    if (c.expression.kind !== 'property' || !/[*?[]/.test(c.expression.name.replace(/`./g, ''))) return [c];
    const names = new Map<string, Calculated>();
    for (const object of objects)
      for (const e of resolveExpression(c.expression, object, ctx))
        if (e.kind === 'property') names.set(e.name.toLowerCase(), { expression: e, entries: c.entries });
    return [...names.keys()].sort().map((name) => names.get(name) as Calculated);
  });
}

/** Direction of a property: its own, else that of the command. */
export function isDescending(c: Calculated, descending: boolean): boolean {
  const up = c.entries.ascending;
  const down = c.entries.descending;
  if (up === undefined && down === undefined) return descending;
  if (up !== undefined && down !== undefined && isTrue(up) === isTrue(down)) return descending;
  return up !== undefined ? !isTrue(up) : isTrue(down as Value);
}

/** Rows of keys for objects; undefined where an object has no such property. Script blocks run once for each object. */
export function keysOf(objects: readonly Value[], list: readonly Calculated[], ctx: CmdletContext<object>): (Value | undefined)[][] {
  if (list.length === 0) return objects.map((o) => [o]);
  const columns = list.map((c): (Value | undefined)[] => {
    const { expression } = c;
    if (expression.kind === 'script' && ctx instanceof MachineContext) {
      return ctx.tryEach({ block: expression.block, items: objects, args: [] }).map((output) => {
        if (output instanceof ErrorRecord) return undefined;
        const value = collapse(output);
        return isAutomationNull(value) ? null : value;
      });
    }
    return objects.map((o) => evaluateOne(expression, o, ctx));
  });
  return objects.map((_, i) => columns.map((column) => column[i]));
}
