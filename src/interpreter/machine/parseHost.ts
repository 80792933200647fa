/** What the parser asks about the names of types in classes, enums and attributes. */
import type { ParseHost } from '../syntax/parser.ts';
import { NeedActivity } from '../values/context.ts';
import { canonicalName, isLazyType } from '../values/types/registry.ts';
import type { Runspace } from './state.ts';

/** Answers from the types that a runspace's code sees. */
export function parseHost(runspace: Runspace): ParseHost {
  const known = (name: string): boolean => {
    if (runspace.types.has(name.toLowerCase()) || isLazyType(name)) return true;
    try {
      return canonicalName(name) !== undefined;
    } catch (error) {
      if (error instanceof NeedActivity) return true;
      throw error;
    }
  };
  return {
    typeExists: (name, { isAttribute, genericArgumentCount, namespaces }) => {
      const args = genericArgumentCount > 0 ? `[${new Array(genericArgumentCount).fill('System.Object').join(',')}]` : '';
      const names = [name, ...namespaces.map((n) => `${n}.${name}`)].flatMap((n) => (isAttribute ? [n, `${n}Attribute`] : [n]));
      return names.some((n) => known(n + args));
    },
  };
}
