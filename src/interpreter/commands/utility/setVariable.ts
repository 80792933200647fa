/** Set-Variable. Behaviour: Var.cs. Objects of the pipeline become one array. */
import { defineCmdlet } from '../../binding/defineCmdlet.ts';
import type { CmdletContext } from '../../machine/cmdlet.ts';
import { appendItem, PSArray } from '../../values/collections.ts';
import { toText } from '../../values/convert.ts';
import { enumerate } from '../../values/enumerate.ts';
import { containsWildcardCharacters, isWildcardMatch } from '../../values/regex/wildcard.ts';
import type { Value } from '../../values/value.ts';
import { stringOf, stringsOf } from '../support/params.ts';
import { changeVariable, scopeNamed, variableNamed, variablesLike } from '../support/scopes.ts';
import { FILTERS, guarded, optionsOf, SCOPE, visibilityOf } from './variableShared.ts';

interface State {
  values: PSArray;
}

function set(context: CmdletContext<State>, names: readonly string[], given: Value | undefined): void {
  const { params } = context;
  const include = stringsOf(params.Include, context);
  const exclude = stringsOf(params.Exclude, context);
  for (const name of names) {
    const wild = containsWildcardCharacters(name);
    const targets = wild ? variablesLike(context, [name], params.Scope).map((v) => v.name) : [name];
    for (const target of targets) {
      if (include.length > 0 && !include.some((p) => isWildcardMatch(p, target))) continue;
      if (exclude.some((p) => isWildcardMatch(p, target))) continue;
      let value = given;
      if (context.isOn('Append')) {
        const before = variableNamed(context, target, params.Scope)?.value ?? null;
        const items = before === null ? [] : [...(enumerate(before) ?? [before])];
        value = new PSArray([...items, ...(given === undefined || given === null ? [] : (enumerate(given) ?? [given]))]);
      }
      const shown = value === undefined || value === null ? '' : toText(value, context);
      if (!context.shouldProcess(`Name: ${target} Value: ${shown}`, 'Set variable')) continue;
      guarded(context, () => {
        const cell = changeVariable(context, scopeNamed(context, params.Scope), target, {
          value,
          options: optionsOf(params.Option),
          description: stringOf(params.Description, context),
          visibility: visibilityOf(params.Visibility),
          force: context.isOn('Force'),
        });
        if (context.isOn('PassThru')) context.write(cell);
      });
    }
  }
}

export default defineCmdlet<State>({
  name: 'Set-Variable',
  module: 'Microsoft.PowerShell.Utility',
  aliases: ['set', 'sv'],
  synopsis: 'Sets variables, and makes those that are missing.',
  className: 'Microsoft.PowerShell.Commands.SetVariableCommand',
  supportsShouldProcess: true,
  parameters: {
    Name: { type: 'string[]', position: 0, mandatory: true, byName: true, help: 'Names of the variables.' },
    Value: { type: 'object', position: 1, pipeline: true, byName: true, help: 'The value.' },
    ...FILTERS,
    Description: { type: 'string', help: 'What it is for.' },
    Option: { type: 'System.Management.Automation.ScopedItemOptions', help: 'ReadOnly, Constant, Private, AllScope.' },
    Force: { type: 'switch', help: 'Changes a read-only variable too.' },
    Visibility: { type: 'System.Management.Automation.SessionStateEntryVisibility', help: 'Public or Private.' },
    PassThru: { type: 'switch', help: 'Writes the variables.' },
    Append: { type: 'switch', help: 'Adds to what the variable holds.' },
    Scope: SCOPE,
  },
  stateVersion: 1,
  init: () => ({ values: new PSArray() }),
  process(context) {
    if (context.expectingInput && context.isBound('Value')) {
      appendItem(context.state.values, context.params.Value ?? null);
      return;
    }
    if (!context.expectingInput)
      set(context, stringsOf(context.params.Name, context), context.isBound('Value') ? (context.params.Value ?? null) : undefined);
  },
  end(context) {
    if (!context.expectingInput) return;
    const { items } = context.state.values;
    const value: Value = items.length === 0 ? null : items.length === 1 ? (items[0] as Value) : new PSArray([...items]);
    set(context, stringsOf(context.params.Name, context), value);
  },
  help: { examples: [{ code: 'Set-Variable count 3 -Scope Script' }], related: ['Get-Variable', 'New-Variable', 'Clear-Variable'] },
});
