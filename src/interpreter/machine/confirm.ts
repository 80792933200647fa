/** -WhatIf and -Confirm (ShouldProcess, ShouldContinue), as MshCommandRuntime.cs decides. */
import { isTrue } from '../values/convert.ts';
import type { Value } from '../values/value.ts';
import type { CmdletRun } from './cmdletContext.ts';

const impacts = ['None', 'Low', 'Medium', 'High'];

/** The two questions. */
export class Confirm {
  shouldProcess(run: CmdletRun, target: string, action: string): boolean {
    const whatIf = run.native.binding.values.WhatIf ?? run.getVariable('WhatIfPreference');
    if (whatIf !== undefined && whatIf !== null && isTrue(whatIf)) {
      run.hostWrite(`What if: Performing the operation "${action}" on target "${target}".\n`);
      return false;
    }
    const confirm = run.native.binding.values.Confirm;
    const definition = run.machine.definitionOf(run.native.cmdlet);
    const impact = impacts.indexOf(definition?.confirmImpact ?? 'Medium');
    const threshold = this.threshold(run.getVariable('ConfirmPreference'), run);
    const asks = confirm !== undefined && confirm !== null ? isTrue(confirm) : threshold !== 0 && impact >= threshold;
    run.writeVerbose(`Performing the operation "${action}" on target "${target}".`);
    if (!asks) return true;
    return this.question(
      run,
      'Confirm',
      `Are you sure you want to perform this action?\nPerforming the operation "${action}" on target "${target}".`,
    );
  }

  shouldContinue(run: CmdletRun, query: string, caption: string): boolean {
    return this.question(run, caption, query);
  }

  private threshold(value: Value | undefined, run: CmdletRun): number {
    if (value === undefined || value === null) return 3;
    if (typeof value === 'number') return value;
    const i = impacts.findIndex((n) => n.toLowerCase() === run.machine.text(value).toLowerCase());
    return i < 0 ? 3 : i;
  }

  /** Yes, Yes to All, No, No to All. The answers "to All" hold for the rest of the command. */
  private question(run: CmdletRun, caption: string, message: string): boolean {
    const state = run.native.binding as { confirmAll?: boolean };
    if (state.confirmAll !== undefined) return state.confirmAll;
    const answer = run.ask('choice', { caption, message, choices: ['&Yes', 'Yes to &All', '&No', 'No to A&ll', '&Suspend'], default: 0 });
    if (answer === 1) state.confirmAll = true;
    if (answer === 3) state.confirmAll = false;
    return answer === 0 || answer === 1;
  }
}
