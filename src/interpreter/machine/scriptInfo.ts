/** ScriptInfo: the CommandInfo of a script block that is no function. */
import { ScriptBlock } from '../values/code.ts';
import type { NativeContext } from '../values/context.ts';
import { hooks } from '../values/contextHooks.ts';
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

/** A trusted block is not shown to the user of a restricted session. */
const block = (self: Value, ctx: NativeContext): ScriptBlock | null => {
  const { scriptBlock } = self as ScriptInfo;
  return scriptBlock.origin === 'trusted' && hooks(ctx).isConfined?.() === true ? null : scriptBlock;
};
registerType({
  name: 'System.Management.Automation.ScriptInfo',
  base: 'System.Management.Automation.CommandInfo',
  ctor: ScriptInfo,
  properties: {
    ScriptBlock: p('scriptblock', block),
    Definition: p('string', (self, ctx) => block(self, ctx)?.text ?? ''),
  },
  toText: (self) => ((self as ScriptInfo).scriptBlock.origin === 'trusted' ? '' : (self as ScriptInfo).scriptBlock.text),
});
