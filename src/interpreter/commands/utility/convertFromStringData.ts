/** ConvertFrom-StringData. Behaviour: ConvertFrom-StringData.cs. */
import { defineCmdlet } from '../../binding/defineCmdlet.ts';
import { PSHashtable } from '../../values/collections.ts';
import { toText } from '../../values/convert.ts';
import { isNetError } from '../../values/faults.ts';
import { invokeStatic } from '../../values/members.ts';
import { PSChar } from '../../values/value.ts';
import { EX, stringOf, terminating } from '../support/params.ts';

export default defineCmdlet({
  name: 'ConvertFrom-StringData',
  module: 'Microsoft.PowerShell.Utility',
  synopsis: 'Makes a table of lines of the form name=value.',
  className: 'Microsoft.PowerShell.Commands.ConvertFromStringDataCommand',
  defaultSet: 'Default',
  parameters: {
    StringData: { type: 'string', position: 0, mandatory: true, pipeline: true, allowEmptyString: true, help: 'The lines.' },
    Delimiter: { type: 'char', position: 1, help: 'The character between name and value.' },
  },
  outputTypes: ['System.Collections.Hashtable'],
  stateVersion: 1,
  process(context) {
    const given = context.params.Delimiter;
    const delimiter = given instanceof PSChar ? String.fromCharCode(given.code) : '=';
    const table = new PSHashtable();
    const unescaped = (text: string): string => {
      if (!text.includes('\\')) return text;
      try {
        return toText(invokeStatic('regex', 'Unescape', [text], context), context);
      } catch (e) {
        if (isNetError(e)) return text;
        throw e;
      }
    };
    for (const line of (stringOf(context.params.StringData, context) ?? '').split('\n')) {
      const text = line.trim();
      if (text === '' || text.startsWith('#')) continue;
      const at = text.indexOf(delimiter);
      if (at < 0)
        throw terminating(
          EX.invalidOperation,
          `Data line '${line}' is not in 'name=value' format. `,
          'InvalidOperation',
          'InvalidOperation',
        );
      const name = text.slice(0, at).trim();
      if (table.has(name))
        throw terminating(
          EX.invalidOperation,
          `Data item '${name}' in line '${line}' is already defined. `,
          'InvalidOperation',
          'InvalidOperation',
        );
      table.set(name, unescaped(text.slice(at + 1).trim()));
    }
    context.write(table);
  },
  help: { examples: [{ code: "'a=1', 'b=2' -join \"`n\" | ConvertFrom-StringData" }] },
});
