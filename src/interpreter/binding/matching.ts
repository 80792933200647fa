/** Finding a parameter by the name on the command line (MergedCommandParameterMetadata.cs GetMatchingParameter). */
import { type BindingError, bindingError, type CommandNames, type Place } from './bindingErrors.ts';
import type { CommandView, ParameterView } from './view.ts';

/** Parameters whose name or alias begins with the text, names first. */
export function parametersByPrefix(view: CommandView, prefix: string): ParameterView[] {
  const lower = prefix.toLowerCase();
  const found = view.parameters.filter((p) => p.lower.startsWith(lower));
  for (const [alias, p] of view.byAlias) if (alias.startsWith(lower) && !found.includes(p)) found.push(p);
  return found;
}

/**
 * The parameter that a name means: itself, an alias, or an unambiguous beginning of either; of several the command's own if there
 * is just one. Undefined if there is none. Throws AmbiguousParameter.
 */
export function matchParameter(view: CommandView, names: CommandNames, name: string, place: Place): ParameterView | undefined {
  const plain = /^[-–—―]./.test(name) ? name.slice(1) : name;
  const lower = plain.toLowerCase();
  const exact = view.byName.get(lower) ?? view.byAlias.get(lower);
  if (exact !== undefined) return exact;
  const all = parametersByPrefix(view, lower);
  // dynamic parameters are looked for only after the others
  const fixed = all.filter((p) => p.meta.association !== 'dynamic');
  const found = fixed.length > 0 ? fixed : all;
  if (found.length <= 1) return found[0];
  const own = found.filter((p) => p.declared);
  if (own.length === 1) return own[0];
  throw ambiguous(names, plain, found, place);
}

function ambiguous(names: CommandNames, name: string, found: readonly ParameterView[], place: Place): BindingError {
  return bindingError(names, 'AmbiguousParameter', { parameter: name, extra: [found.map((p) => ` -${p.name}`).join('')], place });
}
