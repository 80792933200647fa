/** New-Guid. Behaviour: NewGuidCommand.cs. */
import { defineCmdlet } from '../../binding/defineCmdlet.ts';
import { convertTo } from '../../values/convert.ts';
import { TerminatingError } from '../../values/errors.ts';
import { isNetError } from '../../values/faults.ts';
import { errorRecord, stringOf } from '../support/params.ts';

export default defineCmdlet({
  name: 'New-Guid',
  module: 'Microsoft.PowerShell.Utility',
  synopsis: 'Makes a GUID.',
  className: 'Microsoft.PowerShell.Commands.NewGuidCommand',
  defaultSet: 'Default',
  parameters: {
    Empty: { type: 'switch', sets: { Empty: {} }, help: 'The GUID of zeros.' },
    InputObject: {
      type: 'string',
      sets: { InputObject: { position: 0, pipeline: true } },
      help: 'Text of a GUID.',
    },
  },
  outputTypes: ['System.Guid'],
  stateVersion: 1,
  process(context) {
    const text = stringOf(context.params.InputObject, context);
    if (text === undefined) {
      context.write(convertTo(context.isOn('Empty') ? '00000000-0000-0000-0000-000000000000' : context.newGuid(), 'guid', context));
      return;
    }
    try {
      context.write(convertTo(text, 'guid', context));
    } catch (e) {
      if (!(e instanceof TerminatingError) && !isNetError(e)) throw e;
      const inner = e instanceof TerminatingError ? (e.record.exception.inner ?? e.record.exception) : null;
      context.writeError(
        errorRecord(
          inner?.typeName ?? 'System.FormatException',
          inner?.message ?? (e as Error).message,
          'StringNotRecognizedAsGuid',
          'InvalidArgument',
        ),
      );
    }
  },
  help: { examples: [{ code: 'New-Guid' }] },
});
