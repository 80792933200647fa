/** Write-Progress. Behaviour: WriteProgressCmdlet.cs. */
import { defineCmdlet } from '../../binding/defineCmdlet.ts';
import { numberOf, stringOf } from '../support/params.ts';

export default defineCmdlet({
  name: 'Write-Progress',
  module: 'Microsoft.PowerShell.Utility',
  synopsis: 'Shows how far a command is.',
  className: 'Microsoft.PowerShell.Commands.WriteProgressCommand',
  parameters: {
    Activity: { type: 'string', position: 0, help: 'What is being done.' },
    Status: { type: 'string', position: 1, notNullOrEmpty: true, help: 'How it stands.' },
    Id: { type: 'int', position: 2, validateRange: [0, 2147483647], help: 'Number of the bar.' },
    PercentComplete: { type: 'int', validateRange: [-1, 100], help: 'Part that is done, in percent.' },
    SecondsRemaining: { type: 'int', help: 'Seconds to the end.' },
    CurrentOperation: { type: 'string', help: 'The step under way.' },
    ParentId: { type: 'int', validateRange: [-1, 2147483647], help: 'Number of the bar above.' },
    Completed: { type: 'switch', help: 'Takes the bar away.' },
    SourceId: { type: 'int', help: 'Where it comes from.' },
  },
  stateVersion: 1,
  process(context) {
    const { params } = context;
    context.writeProgress({
      activityId: numberOf(params.Id),
      parentActivityId: numberOf(params.ParentId, -1),
      activity: stringOf(params.Activity, context) ?? '',
      statusDescription: stringOf(params.Status, context) ?? 'Processing',
      currentOperation: stringOf(params.CurrentOperation, context) ?? '',
      percentComplete: numberOf(params.PercentComplete, -1),
      secondsRemaining: numberOf(params.SecondsRemaining, -1),
      completed: context.isOn('Completed'),
    });
  },
  help: { examples: [{ code: "Write-Progress 'Copying' -PercentComplete 40" }], related: ['Write-Host'] },
});
