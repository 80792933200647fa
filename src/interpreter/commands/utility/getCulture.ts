/** Get-Culture. Behaviour: GetCultureCommand.cs. */
import { defineCmdlet } from '../../binding/defineCmdlet.ts';
import { convertTo } from '../../values/convert.ts';
import { PSCulture } from '../../values/culture.ts';
import '../../values/types/cultureInfo.ts';
import { TerminatingError } from '../../values/errors.ts';
import { errorRecord, stringsOf } from '../support/params.ts';

export default defineCmdlet({
  name: 'Get-Culture',
  module: 'Microsoft.PowerShell.Utility',
  synopsis: 'Gets the culture of the session.',
  className: 'Microsoft.PowerShell.Commands.GetCultureCommand',
  defaultSet: 'CurrentCulture',
  parameters: {
    NoUserOverrides: { type: 'switch', sets: { CurrentCulture: {}, Name: {} }, help: 'Changes nothing.' },
    Name: { type: 'string[]', position: 0, pipeline: true, sets: { Name: {} }, help: 'Names of cultures.' },
    ListAvailable: { type: 'switch', sets: { ListAvailable: {} }, help: 'All cultures.' },
  },
  outputTypes: ['System.Globalization.CultureInfo'],
  stateVersion: 1,
  process(context) {
    if (context.isOn('ListAvailable')) {
      for (const name of ['', 'en-US']) context.write(new PSCulture(name));
      return;
    }
    const names = stringsOf(context.params.Name, context);
    if (names.length === 0) context.write(new PSCulture(context.culture));
    for (const name of names) {
      try {
        context.write(convertTo(name, 'cultureinfo', context));
      } catch (e) {
        if (!(e instanceof TerminatingError)) throw e;
        const inner = e.record.exception.inner ?? e.record.exception;
        context.writeError(errorRecord(inner.typeName, inner.message, 'ItemNotFoundException', 'ObjectNotFound', name));
      }
    }
  },
  help: { examples: [{ code: 'Get-Culture' }], related: ['Get-UICulture'] },
});
