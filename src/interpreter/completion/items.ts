/** Names in the providers of session state, as the person at the prompt sees them. */
import { isShown } from '../machine/restrictions.ts';
import { type Scope, visibleVariables } from '../machine/state.ts';
import { HIDDEN_PROVIDERS } from '../providers/hidden.ts';
import { compareCulture } from '../values/dotnet/stringCompare.ts';
import type { Place } from './question.ts';

/** Names of the environment's variables. */
export function environmentItems(q: Place): string[] {
  return [...q.runspace.environment.keys()].sort((a, b) => compareCulture(a, b, true));
}

/** True if the person at the prompt may use a provider. */
export function isProviderShown(q: Place, provider: string): boolean {
  const hidden = q.runspace.extensions.get(HIDDEN_PROVIDERS) as string[] | undefined;
  return hidden?.includes(provider) !== true;
}

/** What is in a provider of session state, sorted by name; null for one that is hidden or no such provider. */
export function itemsOf(q: Place, provider: string): { name: string }[] | null {
  if (!isProviderShown(q, provider)) return null;
  const names = new Map<string, string>();
  const inScopes = (table: (s: Scope) => Iterable<{ name: string; visibility: 'Public' | 'Private' }>): void => {
    for (let s: Scope | null = q.scope; s !== null; s = s.parent)
      for (const info of table(s)) {
        const lower = info.name.toLowerCase();
        if (!names.has(lower) && isShown(q.runspace, info)) names.set(lower, info.name);
      }
  };
  switch (provider) {
    case 'Environment':
      for (const name of q.runspace.environment.keys()) names.set(name, name);
      break;
    case 'Variable':
      for (const cell of visibleVariables(q.scope).values())
        if (!cell.name.startsWith('\u0000') && isShown(q.runspace, cell)) names.set(cell.name.toLowerCase(), cell.name);
      break;
    case 'Function':
      inScopes((s) => s.functions?.values() ?? []);
      break;
    case 'Alias':
      inScopes((s) => s.aliases?.values() ?? []);
      break;
    default:
      return null;
  }
  return [...names.values()].sort((a, b) => compareCulture(a, b, true)).map((name) => ({ name }));
}
