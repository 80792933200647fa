/** ScriptInfo: the CommandInfo of a script block that is no function. */
import { ScriptBlock } from '../values/code.ts';
import { snapshotClass } from '../values/heap.ts';
import { p } from '../values/types/define.ts';
import { registerType } from '../values/types/registry.ts';
import type { Value } from '../values/value.ts';
import { CommandInfo } from './state.ts';

export class ScriptInfo extends CommandInfo {
  readonly commandType = 'Script' as const;
  scriptBlock: ScriptBlock;
  constructor(scriptBlock: ScriptBlock = new ScriptBlock()) {
    super('');
    this.scriptBlock = scriptBlock;
  }
}
snapshotClass('ScriptInfo', 'heap', ScriptInfo);

const block = (self: Value): ScriptBlock => (self as ScriptInfo).scriptBlock;
registerType({
  name: 'System.Management.Automation.ScriptInfo',
  base: 'System.Management.Automation.CommandInfo',
  ctor: ScriptInfo,
  properties: {
    ScriptBlock: p('scriptblock', block),
    Definition: p('string', (self) => block(self).text),
  },
  toText: (self) => block(self).text,
});
