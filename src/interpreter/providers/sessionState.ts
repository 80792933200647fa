/** The providers Variable, Environment, Function and Alias. Behaviour: SessionStateProviderBase.cs and its four children. */
import type { AliasInfo, FunctionInfo, PSVariable, Scope } from '../machine/state.ts';
import { PSDictionaryEntry } from '../values/collections.ts';
import { hooks } from '../values/contextHooks.ts';
import { compareCulture } from '../values/dotnet/stringCompare.ts';
import { HeapObject, type PSMember, touch } from '../values/heap.ts';
import { PSObject, shapeOf } from '../values/object.ts';
import type { Value } from '../values/value.ts';
import { ProviderInfo } from './info.ts';
import type { Place } from './location.ts';
import type { ItemProvider, ProviderContext } from './provider.ts';

/** All variables seen from a scope: the cells of layouts and the tables. */
function variables(context: ProviderContext): Map<string, PSVariable> {
  const found = new Map<string, PSVariable>();
  const add = (cell: PSVariable | undefined): void => {
    if (cell === undefined || cell.value === undefined || cell.name.startsWith('\u0000')) return;
    const lower = cell.name.toLowerCase();
    if (!found.has(lower)) found.set(lower, cell);
  };
  for (let s: Scope | null = context.scope; s !== null; s = s.parent) {
    for (const cell of s.cells) add(cell);
    for (const cell of s.vars?.values() ?? []) add(cell);
  }
  return found;
}

function inScopes<T>(context: ProviderContext, table: (s: Scope) => Map<string, T> | null): Map<string, T> {
  const found = new Map<string, T>();
  for (let s: Scope | null = context.scope; s !== null; s = s.parent)
    for (const [lower, info] of table(s) ?? []) if (!found.has(lower)) found.set(lower, info);
  return found;
}

/** Objects of a provider by key (names in lower case; those of the environment as they are), with their names. */
export function stateItems(context: ProviderContext, provider: string): Map<string, { name: string; value: Value }> {
  const result = new Map<string, { name: string; value: Value }>();
  // the user's code in a restricted session sees what is public
  const confined = hooks(context).isConfined?.() === true;
  const isSeen = (info: { visibility: string }): boolean => !confined || info.visibility === 'Public';
  switch (provider) {
    case 'Variable':
      for (const [lower, cell] of variables(context)) if (isSeen(cell)) result.set(lower, { name: cell.name, value: cell });
      break;
    case 'Environment':
      for (const [name, value] of context.runspace.environment) result.set(name, { name, value });
      break;
    case 'Function':
      for (const [lower, info] of inScopes<FunctionInfo>(context, (s) => s.functions))
        if (isSeen(info)) result.set(lower, { name: info.name, value: info });
      break;
    default:
      for (const [lower, info] of inScopes<AliasInfo>(context, (s) => s.aliases))
        if (isSeen(info)) result.set(lower, { name: info.name, value: info });
  }
  return result;
}

/** One object by name, or undefined. */
export function stateItem(context: ProviderContext, provider: string, name: string): { name: string; value: Value } | undefined {
  const key = provider === 'Environment' ? name : name.toLowerCase();
  const bare = provider === 'Function' || provider === 'Variable' ? key.replace(/^(global|script|local|private):/, '') : key;
  return stateItems(context, provider).get(bare);
}

function notes(place: Place, name: string, isContainer: boolean): [string, Value][] {
  return [
    ['PSPath', `Microsoft.PowerShell.Core\\${place.provider}::${name}`],
    ['PSDrive', place.drive],
    ['PSProvider', new ProviderInfo(place.provider)],
    ['PSIsContainer', isContainer],
  ];
}

/** The object with the properties that providers add. */
export function decorate(value: Value, place: Place, name: string): Value {
  const list = notes(place, name, false);
  if (value instanceof HeapObject && !(value instanceof PSObject)) {
    value.instanceMembers ??= new Map<string, PSMember>();
    for (const [note, v] of list) value.instanceMembers.set(note.toLowerCase(), { name: note, memberType: 'NoteProperty', value: v });
    touch(value);
    return value;
  }
  const base = place.provider === 'Environment' ? new PSDictionaryEntry(name, value) : value;
  return new PSObject(
    shapeOf(list.map((n) => n[0])),
    list.map((n) => n[1]),
    base,
  );
}

const cache = new Map<string, ItemProvider>();

/** The provider of a name. */
export function sessionState(provider: string): ItemProvider {
  let found = cache.get(provider);
  if (found === undefined) {
    found = {
      exists: (context, path) => path === '' || stateItem(context, provider, path) !== undefined,
      isContainer: (_context, path) => path === '',
      item(context, place) {
        if (place.path === '') return null;
        const item = stateItem(context, provider, place.path);
        return item === undefined ? null : decorate(item.value, place, item.name);
      },
      children: (context, path) =>
        path !== ''
          ? []
          : [...stateItems(context, provider).values()]
              .map(({ name }) => ({ name, path: name, isContainer: false, hidden: false }))
              .sort((a, b) => compareCulture(a.name, b.name, true)),
    };
    cache.set(provider, found);
  }
  return found;
}
