/** A context for tests of values: no machine behind it; script blocks are stood in for by functions. */
import { ScriptBlock } from '../../../src/interpreter/values/code.ts';
import type { NativeContext } from '../../../src/interpreter/values/context.ts';
import { TerminatingError } from '../../../src/interpreter/values/errors.ts';
import '../../../src/interpreter/values/types/core.ts';
import { lazyTypes } from '../../../src/interpreter/values/types/registry.ts';
import type { Value } from '../../../src/interpreter/values/value.ts';

// Nobody here would import the file of a type when it is first named.
await Promise.all(Object.values(lazyTypes).map((load) => load()));

/** What a stand-in block sees. */
export interface Call {
  args: Value[];
  dollarUnder: Value | undefined;
  thisValue: Value | undefined;
}

const bodies = new WeakMap<ScriptBlock, (call: Call) => Value[]>();

/** A script block whose calls run a function. */
export function block(body: (call: Call) => Value[]): ScriptBlock {
  const made = new ScriptBlock();
  bodies.set(made, body);
  return made;
}

/** A context with variables. */
export function context(variables: Record<string, Value> = {}): NativeContext {
  return {
    culture: 'en-US',
    now: () => 1_700_000_000_000,
    zoneOffset: () => 0,
    random: () => 0.5,
    newGuid: () => '00000000-0000-4000-8000-000000000000',
    call: (request) => {
      const body = bodies.get(request.block);
      if (body === undefined) throw new Error('no body');
      return body({ args: request.args, dollarUnder: request.dollarUnder, thisValue: request.thisValue });
    },
    work: () => {
      throw new Error('no work here');
    },
    ask: () => null,
    sleep: () => undefined,
    awaitSignal: () => true,
    once: (action) => action(),
    getVariable: (name) => variables[name],
    allocate: () => undefined,
  };
}

/** Id and message of the error that an action throws. */
export function errorOf(action: () => unknown): string {
  try {
    action();
  } catch (e) {
    if (e instanceof TerminatingError) return `${e.record.errorId}: ${e.record.exception.message}`;
    throw e;
  }
  return 'no error';
}
