/** System.Management.Automation.SwitchParameter. */
import { snapshotClass } from './heap.ts';

/** The value of a [switch] parameter. */
export class Switch {
  readonly isPresent: boolean;
  constructor(isPresent = false) {
    this.isPresent = isPresent;
  }
}
snapshotClass('SwitchParameter', 'value', Switch);
