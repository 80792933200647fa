/** $args: what no parameter of a simple function took. */
import { PSArray } from '../values/collections.ts';
import { PSObject, SpelledNumber } from '../values/object.ts';
import { PSNumber, type Value } from '../values/value.ts';
import type { Item } from './state.ts';

/** Hidden property of a name in $args, by which splatting @args knows it (ScriptParameterBinderController.cs). */
export const NAME_IN_ARGS = '<CommandParameterName>';

/** A parameter name as a string of $args that remembers what it is. */
function nameInArgs(item: Item): Value {
  const text = new PSObject(undefined, [], item.text);
  text.instanceMembers = new Map([
    [NAME_IN_ARGS.toLowerCase(), { name: NAME_IN_ARGS, memberType: 'NoteProperty', value: item.name, hidden: true }],
  ]);
  return text;
}

/** $args of a simple function: what no parameter took, names too. */
export function remainingOfSimple(items: readonly Item[]): Value[] {
  const args: Value[] = [];
  for (const item of items) {
    if (item.named && item.hasValue && item.name.toLowerCase() === '$args') {
      if (item.value instanceof PSArray) args.push(...item.value.items);
      else args.push(item.value);
      continue;
    }
    if (item.named) args.push(nameInArgs(item));
    if (!item.hasValue) continue;
    const { spelling, value } = item;
    const isNumber = typeof value === 'number' || value instanceof PSNumber;
    args.push(spelling !== null && isNumber ? new SpelledNumber(value, spelling) : value);
  }
  return args;
}
