/** What the variable cmdlets share: parameters, and carrying errors of session state over to the error stream. Behaviour: Var.cs. */
import type { ParameterShort } from '../../binding/metadata.ts';
import type { CmdletContext } from '../../machine/cmdlet.ts';
import type { PSVariable } from '../../machine/state.ts';
import { TerminatingError } from '../../values/errors.ts';
import { containsWildcardCharacters, isWildcardMatch } from '../../values/regex/wildcard.ts';
import { EnumValue, type Value } from '../../values/value.ts';
import { EX, errorRecord, stringsOf } from '../support/params.ts';
import { variableNamed, variablesLike } from '../support/scopes.ts';

/** -Scope. */
export const SCOPE: ParameterShort = { type: 'string', notNullOrEmpty: true, help: 'Global, Local, Script, or how many scopes up.' };
/** -Include and -Exclude. */
export const FILTERS: Record<string, ParameterShort> = {
  Include: { type: 'string[]', help: 'Names that count.' },
  Exclude: { type: 'string[]', help: 'Names that do not count.' },
};

/** Runs something of session state; its error becomes one that does not end the command. */
export function guarded<T>(context: CmdletContext<object>, action: () => T): T | undefined {
  try {
    return action();
  } catch (e) {
    if (!(e instanceof TerminatingError)) throw e;
    context.writeError(e.record);
    return undefined;
  }
}

/** The variables that -Name, -Include and -Exclude mean; those not found are reported unless `quiet`. */
export function wantedVariables(context: CmdletContext<object>, quiet = false): PSVariable[] {
  const { params } = context;
  const names = params.Name === undefined || params.Name === null ? ['*'] : stringsOf(params.Name, context);
  const include = stringsOf(params.Include, context);
  const exclude = stringsOf(params.Exclude, context);
  const fits = (name: string): boolean =>
    (include.length === 0 || include.some((p) => isWildcardMatch(p, name))) && !exclude.some((p) => isWildcardMatch(p, name));
  const found: PSVariable[] = [];
  for (const name of names) {
    if (containsWildcardCharacters(name)) {
      found.push(...variablesLike(context, [name], params.Scope).filter((v) => fits(v.name)));
      continue;
    }
    const cell = variableNamed(context, name, params.Scope);
    if (cell !== undefined) {
      if (fits(cell.name)) found.push(cell);
    } else if (!quiet)
      context.writeError(
        errorRecord(EX.itemNotFound, `Cannot find a variable with the name '${name}'.`, 'VariableNotFound', 'ObjectNotFound', name),
      );
  }
  return found;
}

/** Number of a ScopedItemOptions parameter. */
export function optionsOf(value: Value | undefined): number | undefined {
  return value instanceof EnumValue ? Number(value.value) : undefined;
}

/** Public or Private of a SessionStateEntryVisibility parameter. */
export function visibilityOf(value: Value | undefined): 'Public' | 'Private' | undefined {
  return value instanceof EnumValue ? (Number(value.value) === 1 ? 'Private' : 'Public') : undefined;
}
