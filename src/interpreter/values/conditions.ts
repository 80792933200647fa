/** Values as conditions: LanguagePrimitives.IsTrue. */
import { PSArray, PSList } from './collections.ts';
import { listItems } from './enumerate.ts';
import { enumNumber } from './enums.ts';
import { numericKind, toJsNumber } from './numbers.ts';
import { PSObject } from './object.ts';
import { ScriptObject } from './scriptClass.ts';
import { Switch } from './switch.ts';
import { isAutomationNull, PSChar, type Value } from './value.ts';

/** A value as a condition. */
export function isTrue(value: Value): boolean {
  switch (typeof value) {
    case 'boolean':
      return value;
    case 'number':
      return value !== 0;
    case 'string':
      return value.length > 0;
  }
  if (value === null) return false;
  if (value instanceof PSArray || value instanceof PSList || value instanceof ScriptObject) {
    const items = listItems(value);
    return items === null || listTrue(items);
  }
  if (value instanceof PSObject) return value.base === undefined ? true : isTrue(value.base);
  if (numericKind(value) !== null) return toJsNumber(value) !== 0;
  if (value instanceof PSChar) return value.code !== 0;
  if (value instanceof Switch) return value.isPresent;
  const n = enumNumber(value);
  if (n !== undefined) return Number(n) !== 0;
  return !isAutomationNull(value);
}

/** A list is true by its only element; one that holds several is true. */
function listTrue(items: readonly Value[]): boolean {
  if (items.length !== 1) return items.length > 1;
  const first = items[0] as Value;
  const inner = listItems(first);
  return inner === null ? isTrue(first) : inner.length > 0;
}
