/** Get-Error. Behaviour: GetErrorCommand.cs; the view is formatting/errorDetails.ts; golden script errors/069. */
import { defineCmdlet } from '../../binding/defineCmdlet.ts';
import { ErrorRecord, PSException } from '../../values/errors.ts';
import { PSObject, shapeOf } from '../../values/object.ts';
import { unwrap } from '../../values/typeNames.ts';
import type { Value } from '../../values/value.ts';

/** The record or exception under a type name whose view shows it in depth. */
function extended(value: Value, index: number | null): Value {
  const base = unwrap(value);
  const name =
    base instanceof ErrorRecord ? 'System.Management.Automation.ErrorRecord' : base instanceof PSException ? 'System.Exception' : null;
  if (name === null) return value;
  const shape = shapeOf(index === null ? [] : ['PSErrorIndex']);
  return new PSObject(shape, index === null ? [] : [index], base, [`${name}#PSExtendedError`]);
}

export default defineCmdlet({
  name: 'Get-Error',
  module: 'Microsoft.PowerShell.Utility',
  synopsis: 'Shows the newest errors in depth.',
  className: 'Microsoft.PowerShell.Commands.GetErrorCommand',
  parameters: {
    InputObject: {
      type: 'psobject',
      position: 0,
      pipeline: true,
      mandatory: true,
      sets: { Error: {} },
      help: 'A record or exception to show.',
    },
    Newest: {
      type: 'int',
      aliases: ['Last'],
      validateRange: [1, 2147483647],
      sets: { Newest: {} },
      help: 'How many of the newest errors; one by default.',
    },
  },
  defaultSet: 'Newest',
  outputTypes: ['System.Management.Automation.ErrorRecord#PSExtendedError'],
  stateVersion: 1,
  process(context) {
    const { InputObject, Newest } = context.params;
    if (InputObject !== undefined) {
      context.write(extended(InputObject, null));
      return;
    }
    const records = context.runspace.errors.items.slice(0, typeof Newest === 'number' ? Newest : 1);
    for (const [i, record] of records.entries()) context.write(extended(record, records.length > 1 ? i : null));
  },
  help: { examples: [{ code: 'Get-Error -Newest 3' }] },
});
