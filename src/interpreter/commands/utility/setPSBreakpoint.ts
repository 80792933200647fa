/** Set-PSBreakpoint. Behaviour: SetPSBreakpointCommand.cs. There is no debugger here: setting a breakpoint fails by name. */
import { defineCmdlet } from '../../binding/defineCmdlet.ts';
import { TerminatingError } from '../../values/errors.ts';
import { errorRecord } from '../support/params.ts';

export default defineCmdlet({
  name: 'Set-PSBreakpoint',
  module: 'Microsoft.PowerShell.Utility',
  aliases: ['sbp'],
  synopsis: 'Sets breakpoints, which are not supported here.',
  className: 'Microsoft.PowerShell.Commands.SetPSBreakpointCommand',
  defaultSet: 'Line',
  sets: ['Line', 'Command', 'Variable'],
  parameters: {
    Script: {
      type: 'string[]',
      sets: { Line: { position: 0, mandatory: true }, Command: { position: 0 }, Variable: { position: 0 } },
      help: 'The script files.',
    },
    Line: { type: 'int[]', sets: { Line: { position: 1, mandatory: true } }, help: 'The lines.' },
    Column: { type: 'int', sets: { Line: { position: 2 } }, validateRange: [1, 2147483647], help: 'The column.' },
    Command: { type: 'string[]', aliases: ['C'], sets: { Command: { mandatory: true } }, help: 'Commands to stop at.' },
    Variable: { type: 'string[]', aliases: ['V'], sets: { Variable: { mandatory: true } }, help: 'Variables to stop at.' },
    Mode: { type: 'System.Management.Automation.VariableAccessMode', sets: { Variable: {} }, help: 'Read, Write or ReadWrite.' },
    Action: { type: 'scriptblock', help: 'What runs instead of stopping.' },
  },
  outputTypes: [
    'System.Management.Automation.VariableBreakpoint',
    'System.Management.Automation.CommandBreakpoint',
    'System.Management.Automation.LineBreakpoint',
  ],
  stateVersion: 1,
  process() {
    throw new TerminatingError(
      errorRecord(
        'System.Management.Automation.PSNotSupportedException',
        'Limpet does not support breakpoints yet. See docs/compatibility.md.',
        'NotSupported',
        'NotImplemented',
      ),
    );
  },
});
