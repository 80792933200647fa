/** Splatting: @table and @list as arguments (engine/runtime/Operations/MiscOps.cs Splat). */
import { PSHashtable } from '../values/collections.ts';
import type { NativeContext } from '../values/context.ts';
import { toText } from '../values/convert.ts';
import { enumerate } from '../values/enumerate.ts';
import { PSObject } from '../values/object.ts';
import { unwrap } from '../values/typeNames.ts';
import type { Value } from '../values/value.ts';
import { NAME_IN_ARGS } from './argsList.ts';
import type { CommandArgument } from './state.ts';

/** A name as `-Name:` (GetParameterText). */
function parameterText(name: string): string {
  const trimmed = name.trimEnd();
  return trimmed === '' || trimmed.endsWith(':') ? `-${name}` : `-${trimmed}:${name.slice(trimmed.length)}`;
}

function element(value: Value, start: number, end: number): CommandArgument {
  if (value instanceof PSObject && typeof value.base === 'string') {
    const name = value.instanceMembers?.get(NAME_IN_ARGS.toLowerCase())?.value;
    if (typeof name === 'string') return { kind: 'parameter', name, text: value.base, hasArgument: false, start, end };
  }
  return { kind: 'argument', value, fromSplat: true, start, end };
}

/**
 * The arguments that a splatted value stands for: a table's entries as named ones, a list's items as positional ones (names that
 * came through $args as names again), anything else as one argument. `start` and `end`: extent of the splatted variable.
 */
export function expandSplat(value: Value, ctx: NativeContext, start = -1, end = -1): CommandArgument[] {
  const bare = value === null ? null : unwrap(value);
  if (bare instanceof PSHashtable) {
    return [...bare.entries.values()].map(({ key, value: entry }) => {
      const name = typeof key === 'string' ? key : toText(key, ctx);
      return {
        kind: 'parameter' as const,
        name,
        text: parameterText(name),
        hasArgument: true,
        value: entry,
        fromSplat: true,
        start,
        end,
        valueStart: start,
        valueEnd: end,
      };
    });
  }
  if (bare === null) return [element(null, start, end)];
  return (enumerate(bare) ?? [bare]).map((item) => element(item, start, end));
}
