/** Remove-PSBreakpoint. Behaviour: PSBreakpointCommandBase.cs. There is no debugger here, so that no breakpoint is ever found. */
import { defineCmdlet } from '../../binding/defineCmdlet.ts';
import { errorRecord, listOf, numberOf } from '../support/params.ts';

export default defineCmdlet({
  name: 'Remove-PSBreakpoint',
  module: 'Microsoft.PowerShell.Utility',
  aliases: ['rbp'],
  synopsis: 'Removes breakpoints.',
  className: 'Microsoft.PowerShell.Commands.RemovePSBreakpointCommand',
  defaultSet: 'Breakpoint',
  sets: ['Breakpoint', 'Id'],
  supportsShouldProcess: true,
  parameters: {
    Breakpoint: { type: 'object[]', sets: { Breakpoint: { position: 0, mandatory: true, pipeline: true } }, help: 'The breakpoints.' },
    Id: { type: 'int[]', sets: { Id: { position: 0, mandatory: true, byName: true } }, help: 'Their numbers.' },
  },
  stateVersion: 1,
  process(context) {
    for (const value of listOf(context.params.Id)) {
      const id = numberOf(value);
      context.writeError(
        errorRecord(
          'System.ArgumentException',
          `There is no breakpoint with ID '${id}'.`,
          'PSBreakpoint:BreakpointIdNotFound',
          'InvalidArgument',
          id,
        ),
      );
    }
  },
});
