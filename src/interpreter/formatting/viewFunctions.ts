/** The functions that our own views name (`@name`): what PowerShell's views have script blocks for. */
import type { Value } from '../values/value.ts';
import type { FormatContext } from './access.ts';

/** Computes what a view shows of an object. */
export type ViewFunction = (target: Value, ctx: FormatContext) => Value;

const functions = new Map<string, ViewFunction>();

/** Makes functions known; called at the top level of the files in views/. */
export function registerViewFunctions(table: Record<string, ViewFunction>): void {
  for (const [name, body] of Object.entries(table)) functions.set(name, body);
}

/** A function by name. A name that no file registered is a mistake in a view. */
export function viewFunction(name: string): ViewFunction {
  const found = functions.get(name);
  if (found === undefined) throw new Error(`No view function ${name}`);
  return found;
}
