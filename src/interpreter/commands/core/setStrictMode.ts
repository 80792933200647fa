/** Set-StrictMode. Behaviour: Set-StrictMode in InternalCommands.cs: for the scope that calls and those below it. */
import { defineCmdlet } from '../../binding/defineCmdlet.ts';
import { makeError } from '../../values/faults.ts';
import { touch } from '../../values/heap.ts';
import { stringOf } from '../support/params.ts';

export default defineCmdlet({
  name: 'Set-StrictMode',
  module: 'Microsoft.PowerShell.Core',
  synopsis: 'Makes the language strict about unset variables, missing properties and more.',
  className: 'Microsoft.PowerShell.Commands.SetStrictModeCommand',
  defaultSet: 'Version',
  parameters: {
    Off: { type: 'switch', sets: { Off: { mandatory: true } }, help: 'No longer strict.' },
    Version: { type: 'string', aliases: ['v'], sets: { Version: { mandatory: true } }, help: '1.0, 2.0, 3.0 or Latest.' },
  },
  stateVersion: 1,
  end(context) {
    const { scope } = context;
    let level = 0;
    if (!context.isOn('Off')) {
      const text = stringOf(context.params.Version, context) ?? '';
      const number = /^latest$/i.test(text) ? 3 : Number.parseFloat(text);
      if (Number.isNaN(number) || !/^(latest|\d+(\.\d+)*)$/i.test(text))
        throw makeError(
          'System.Management.Automation.ParameterBindingArgumentTransformationException',
          'ParameterArgumentTransformationError',
          'InvalidData',
          `Cannot process argument transformation on parameter 'Version'. Cannot convert value "${text}" to type "System.Version". Error: "Version string portion was too short or too long. (Parameter 'input')"`,
        );
      level = Math.min(3, Math.trunc(number));
      if (number > 7.6)
        throw makeError(
          'System.Management.Automation.ParameterBindingValidationException',
          'ParameterArgumentValidationError',
          'InvalidData',
          `Cannot validate argument on parameter 'Version'. The "${text}" argument is not a valid PowerShell language version.`,
        );
    }
    scope.strictMode = level;
    touch(scope);
  },
  help: { examples: [{ code: 'Set-StrictMode -Version Latest' }], related: ['about_Scopes'] },
});
