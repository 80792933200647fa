/** ConvertTo-SecureString. Behaviour: SecureStringCommands.cs. Encrypted text is, as on Linux without a key, its characters in hexadecimal. */
import { defineCmdlet } from '../../binding/defineCmdlet.ts';
import { PSSecureString } from '../../values/types/powershellTypes.ts';
import { EX, errorRecord, refuse, stringOf } from '../support/params.ts';

export default defineCmdlet({
  name: 'ConvertTo-SecureString',
  module: 'Microsoft.PowerShell.Security',
  synopsis: 'Makes a SecureString of text.',
  className: 'Microsoft.PowerShell.Commands.ConvertToSecureStringCommand',
  defaultSet: 'Secure',
  sets: ['Secure', 'PlainText', 'Open'],
  parameters: {
    String: { type: 'string', position: 0, mandatory: true, pipeline: true, help: 'The text.' },
    AsPlainText: { type: 'switch', position: 1, sets: { PlainText: {} }, help: 'The text is not encrypted.' },
    Force: { type: 'switch', position: 2, sets: { PlainText: {} }, help: 'Changes nothing.' },
    SecureKey: { type: 'securestring', position: 1, sets: { Secure: {} }, dontShow: true, help: 'Keys are not supported.' },
    Key: { type: 'byte[]', sets: { Open: {} }, dontShow: true, help: 'Keys are not supported.' },
  },
  outputTypes: ['System.Security.SecureString'],
  stateVersion: 1,
  begin(context) {
    refuse(context, ['Key', 'SecureKey']);
  },
  process(context) {
    const text = stringOf(context.params.String, context) ?? '';
    let plain = text;
    if (!context.isOn('AsPlainText')) {
      if (!/^([0-9a-fA-F]{4})*$/.test(text)) {
        context.writeError(
          errorRecord(
            EX.argument,
            'The parameter value "String" is not a valid encrypted string. (Parameter \'String\')',
            'ImportSecureString_InvalidArgument',
            'InvalidArgument',
          ),
        );
        return;
      }
      plain = (text.match(/.{4}/g) ?? []).map((h) => String.fromCharCode(Number.parseInt(h.slice(2) + h.slice(0, 2), 16))).join('');
    }
    const secure = new PSSecureString(plain);
    secure.readOnly = true;
    context.write(secure);
  },
  help: { examples: [{ code: "ConvertTo-SecureString 'text' -AsPlainText" }], related: ['ConvertFrom-SecureString', 'Get-Credential'] },
});
