/** Get-Error. Behaviour: Get-Error.cs: records of $Error, shown in depth. */
import { defineCmdlet } from '../../binding/defineCmdlet.ts';
import { ErrorRecord, PSException } from '../../values/errors.ts';
import { HeapObject } from '../../values/heap.ts';
import { PSObject, shapeOf } from '../../values/object.ts';
import { typeHierarchy, unwrap } from '../../values/typeNames.ts';
import type { Value } from '../../values/value.ts';
import { numberOf } from '../support/params.ts';

/** The record with a type name that its view in depth goes by; the record itself stays as it is. */
function extended(value: Value): Value {
  const bare = unwrap(value);
  const name =
    bare instanceof ErrorRecord ? 'System.Management.Automation.ErrorRecord#PSExtendedError' : 'System.Exception#PSExtendedError';
  const object = new PSObject(shapeOf([]), [], bare, [name, ...typeHierarchy(bare)]);
  object.typeNamesOnly = true;
  return object;
}

export default defineCmdlet({
  name: 'Get-Error',
  module: 'Microsoft.PowerShell.Utility',
  aliases: ['gerr'],
  synopsis: 'Shows errors in full.',
  className: 'Microsoft.PowerShell.Commands.GetErrorCommand',
  defaultSet: 'Newest',
  parameters: {
    InputObject: { type: 'psobject', position: 0, pipeline: true, sets: { Error: {} }, help: 'Errors to show.' },
    Newest: { type: 'int', aliases: ['Last'], sets: { Newest: {} }, validateRange: [1, 2147483647], help: 'How many of the latest.' },
  },
  outputTypes: ['System.Management.Automation.ErrorRecord#PSExtendedError', 'System.Exception#PSExtendedError'],
  stateVersion: 1,
  process(context) {
    const input = context.params.InputObject;
    if (input !== undefined && input !== null) {
      const bare = unwrap(input);
      if (bare instanceof ErrorRecord || bare instanceof PSException) context.write(extended(bare));
      else context.write(input);
      return;
    }
    if (context.expectingInput && context.isBound('InputObject')) return;
    const count = numberOf(context.params.Newest, 1);
    for (const record of context.runspace.errors.items.slice(0, count)) if (record instanceof HeapObject) context.write(extended(record));
  },
  help: { examples: [{ code: 'Get-Error' }], related: ['about_Try_Catch_Finally'] },
});
