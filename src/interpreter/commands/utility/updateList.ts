/** Update-List. Behaviour: Update-List.cs. */
import { defineCmdlet } from '../../binding/defineCmdlet.ts';
import { appendItem, PSHashtable, PSList, touchItems } from '../../values/collections.ts';
import { sameValue } from '../../values/compare.ts';
import { fail } from '../../values/errors.ts';
import { getProperty } from '../../values/members.ts';
import { unwrap } from '../../values/typeNames.ts';
import type { Value } from '../../values/value.ts';
import { listOf, stringOf } from '../support/params.ts';

function removeFrom(list: PSList, value: Value): void {
  const at = list.items.findIndex((v) => sameValue(v, value));
  if (at < 0) return;
  list.items.splice(at, 1);
  touchItems(list);
}

export default defineCmdlet({
  name: 'Update-List',
  module: 'Microsoft.PowerShell.Utility',
  synopsis: 'Adds items to and removes items from a property that holds a collection.',
  className: 'Microsoft.PowerShell.Commands.UpdateListCommand',
  defaultSet: 'AddRemoveSet',
  parameters: {
    Add: { type: 'object[]', notNullOrEmpty: true, sets: { AddRemoveSet: {} }, help: 'Items to add.' },
    Remove: { type: 'object[]', notNullOrEmpty: true, sets: { AddRemoveSet: {} }, help: 'Items to remove.' },
    Replace: { type: 'object[]', notNullOrEmpty: true, sets: { ReplaceSet: { mandatory: true } }, help: 'Items instead of those there.' },
    InputObject: { type: 'psobject', pipeline: true, notNullOrEmpty: true, help: 'Objects that have the property.' },
    Property: { type: 'string', position: 0, notNullOrEmpty: true, help: 'Name of the property.' },
  },
  stateVersion: 1,
  process(context) {
    const { params } = context;
    const name = stringOf(params.Property, context);
    const input = params.InputObject;
    if (input === undefined || input === null) return;
    if (name === undefined || name === null || name === '')
      throw fail('MissingPropertyParameter', 'InvalidArgument', 'The Property parameter must be used when InputObject is given.', {
        typeName: 'System.ArgumentException',
      });
    const list = unwrap(getProperty(input, name, context));
    if (!(list instanceof PSList)) {
      context.writeError(
        fail('MemberDoesntExist', 'InvalidType', `Property '${name}' cannot be updated because it is no list that can change.`, {
          typeName: 'System.Management.Automation.PSInvalidOperationException',
          target: input,
        }).record,
      );
      return;
    }
    if (context.isBound('Replace')) {
      list.items = [];
      touchItems(list);
      for (const v of listOf(params.Replace)) appendItem(list, v);
    }
    for (const v of listOf(params.Add)) appendItem(list, v);
    for (const v of listOf(params.Remove)) removeFrom(list, v);
    context.write(input);
  },
  end(context) {
    if (context.isBound('InputObject') || context.expectingInput) return;
    const table = new PSHashtable('Hashtable');
    for (const key of ['Add', 'Remove', 'Replace'] as const) {
      const value = context.params[key];
      if (value !== undefined) table.set(key, value);
    }
    context.write(table);
  },
  help: { examples: [{ code: 'Update-List -InputObject $o -Property Tags -Add new' }], related: ['Set-Variable'] },
});
