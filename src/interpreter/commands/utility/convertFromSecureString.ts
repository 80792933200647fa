/** ConvertFrom-SecureString. Behaviour: SecureStringCommands.cs. */
import { defineCmdlet } from '../../binding/defineCmdlet.ts';
import { unwrap } from '../../values/typeNames.ts';
import { PSSecureString } from '../../values/types/powershellTypes.ts';
import { refuse } from '../support/params.ts';

export default defineCmdlet({
  name: 'ConvertFrom-SecureString',
  module: 'Microsoft.PowerShell.Security',
  synopsis: 'Makes text of a SecureString.',
  className: 'Microsoft.PowerShell.Commands.ConvertFromSecureStringCommand',
  defaultSet: 'Secure',
  sets: ['Secure', 'AsPlainText', 'Open'],
  parameters: {
    SecureString: { type: 'securestring', position: 0, mandatory: true, pipeline: true, help: 'The SecureString.' },
    SecureKey: { type: 'securestring', position: 1, sets: { Secure: {} }, dontShow: true, help: 'Keys are not supported.' },
    AsPlainText: { type: 'switch', sets: { AsPlainText: {} }, help: 'The text itself.' },
    Key: { type: 'byte[]', sets: { Open: {} }, dontShow: true, help: 'Keys are not supported.' },
  },
  outputTypes: ['System.String'],
  stateVersion: 1,
  begin(context) {
    refuse(context, ['Key', 'SecureKey']);
  },
  process(context) {
    const secure = unwrap(context.params.SecureString ?? null);
    const text = secure instanceof PSSecureString ? secure.text : '';
    if (context.isOn('AsPlainText')) context.write(text);
    else
      context.write(
        Array.from({ length: text.length }, (_, i) => {
          const hex = text.charCodeAt(i).toString(16).padStart(4, '0');
          return hex.slice(2) + hex.slice(0, 2);
        }).join(''),
      );
  },
  help: { examples: [{ code: 'ConvertFrom-SecureString $s -AsPlainText' }], related: ['ConvertTo-SecureString'] },
});
