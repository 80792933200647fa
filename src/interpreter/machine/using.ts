/** `$using:` expressions of a block that is sent away, and its arguments (ScriptBlockToPowerShellConverter.cs, GetUsingValues). */

import { ScriptBlock } from '../values/code.ts';
import { PSArray, PSHashtable } from '../values/collections.ts';
import { fail } from '../values/errors.ts';
import { isAutomationNull, type Value } from '../values/value.ts';
import type { CmdletContext } from './cmdlet.ts';
import { findVariable } from './state.ts';
import { USING } from './tasks.ts';

/** Name of the variable that an expression begins with, as its message names it: `$h.b` -> `$h`. */
function variableOf(key: string): string {
  return /^\$\{?([\w?:]+)/.exec(key)?.[1] ?? key.replace(/^\$/, '');
}

/**
 * Values of the `$using:` expressions of a block by their keys, evaluated where the command was called. In a block that came from another
 * session itself, what was sent along with it comes first. Throws UsingVariableIsUndefined.
 */
export function usingValues<S extends object>(context: CmdletContext<S>, block: ScriptBlock): PSHashtable {
  const table = new PSHashtable('Hashtable');
  const inherited = findVariable(context.scope, USING)?.value;
  for (const { key, code } of block.code.usings) {
    const sent = inherited instanceof PSHashtable ? inherited.get(key) : undefined;
    if (sent !== undefined) {
      table.set(key, sent);
      continue;
    }
    const name = variableOf(key);
    if (!/^(env|function|variable|alias):/i.test(name)) {
      const bare = name.replace(/^(global|script|local|private):/i, '').toLowerCase();
      const known = ['true', 'false', 'null', 'args', 'input', '_'].includes(bare) || findVariable(context.scope, bare) !== undefined;
      if (!known)
        throw fail(
          'UsingVariableIsUndefined',
          'InvalidOperation',
          `The value of the using variable '$using:${name}' cannot be retrieved because it has not been set in the local session.`,
        );
    }
    // a variable is taken as it is; what an expression writes would come apart
    const simple = /^\$[\w?]+$/.test(key) ? findVariable(context.scope, key.slice(1))?.value : undefined;
    if (simple !== undefined) table.set(key, isAutomationNull(simple) ? null : simple);
    else {
      const output = context.call({ block: new ScriptBlock(code, block.module, block.origin), args: [], scope: 'current' });
      table.set(key, output.length === 0 ? null : output.length === 1 ? output[0] : new PSArray(output));
    }
  }
  return table;
}

/** A parameter's list as its items. */
export function listOf(value: Value | undefined): Value[] {
  if (value === undefined || value === null) return [];
  return value instanceof PSArray ? [...value.items] : [value];
}
