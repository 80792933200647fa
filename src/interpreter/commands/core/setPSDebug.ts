/** Set-PSDebug: strict mode on and off; there is no tracing (InternalCommands.cs). */
import { defineCmdlet } from '../../binding/defineCmdlet.ts';
import { fail } from '../../values/errors.ts';
import { touch } from '../../values/heap.ts';

export default defineCmdlet({
  name: 'Set-PSDebug',
  module: 'Microsoft.PowerShell.Core',
  synopsis: 'Turns strict mode on or off; tracing is not in Limpet.',
  className: 'Microsoft.PowerShell.Commands.SetPSDebugCommand',
  defaultSet: 'on',
  parameters: {
    Trace: { type: 'int', validateRange: [0, 2], sets: { on: {} }, help: 'Only 0 in Limpet.' },
    Step: { type: 'switch', sets: { on: {} }, help: 'Not in Limpet.' },
    Strict: { type: 'switch', sets: { on: {} }, help: 'Unset variables are errors.' },
    Off: { type: 'switch', sets: { off: {} }, help: 'Turns all off.' },
  },
  stateVersion: 1,
  begin(context) {
    const { globalScope } = context.runspace;
    if (context.isOn('Step') || Number(context.params.Trace ?? 0) > 0)
      throw fail('TracingNotSupported', 'NotImplemented', 'Limpet does not trace scripts.', { typeName: 'System.NotSupportedException' });
    if (context.isOn('Off')) globalScope.strictMode = -1;
    else if (context.isOn('Strict')) globalScope.strictMode = 1;
    touch(globalScope);
  },
  help: { related: ['Set-StrictMode'] },
});
