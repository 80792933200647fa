/** Get-PSCallStack. Behaviour: Get-PSCallStack.cs. */
import { defineCmdlet } from '../../binding/defineCmdlet.ts';
import { CmdletRun } from '../../machine/cmdletContext.ts';
import type { CodeFrame, Frame } from '../../machine/frames.ts';
import { invocationAt, placeOf } from '../../machine/positions.ts';
import { slotOf } from '../../values/code.ts';
import { methodText } from '../../values/text.ts';
import type { Value } from '../../values/value.ts';
import { frameName } from '../support/caller.ts';
import { NetRecord } from '../support/record.ts';

export default defineCmdlet({
  name: 'Get-PSCallStack',
  module: 'Microsoft.PowerShell.Utility',
  aliases: ['gcs'],
  synopsis: 'Lists the functions and scripts that are running.',
  className: 'Microsoft.PowerShell.Commands.GetPSCallStackCommand',
  parameters: {},
  outputTypes: ['System.Management.Automation.CallStackFrame'],
  stateVersion: 1,
  process(context) {
    if (!(context instanceof CmdletRun)) return;
    let first = true;
    for (let f: Frame | null = context.native.caller; f !== null; f = f.caller) {
      if (!f.isCode) continue;
      const frame = f as CodeFrame;
      const at = first ? context.native.place : placeOf(frame);
      first = false;
      const info = invocationAt(at);
      const name = frameName(frame);
      const args = frame.code.parameters.map((p) => {
        const slot = slotOf(frame.code, p.name.toLowerCase());
        const value: Value = frame.cells[slot]?.value ?? null;
        return `${p.name}=${value === null ? '' : methodText(value, context)}`;
      });
      context.write(
        new NetRecord('System.Management.Automation.CallStackFrame', {
          ScriptName: frame.code.source.file === '' ? null : frame.code.source.file,
          ScriptLineNumber: info.scriptLineNumber,
          InvocationInfo: info,
          Position: null,
          FunctionName: name === '' ? '<ScriptBlock>' : name,
          Arguments: `{${args.join(', ')}}`,
        }),
      );
    }
  },
  help: { examples: [{ code: 'Get-PSCallStack' }] },
});
