/** Members of PSModuleInfo that run code in the module's session state (PSModuleInfo.cs). */
import { ScriptBlock } from '../values/code.ts';
import { enumerate } from '../values/enumerate.ts';
import { collapse } from '../values/members.ts';
import { m, p } from '../values/types/define.ts';
import { extendType } from '../values/types/registry.ts';
import { AutomationNull, type Value } from '../values/value.ts';
import { SessionStateView } from './sessionState.ts';
import type { PSModuleInfo } from './state.ts';

const SMA = 'System.Management.Automation.';
const bound = (self: Value, block: Value | undefined): ScriptBlock => {
  const { code, origin } = block as ScriptBlock;
  return new ScriptBlock(code, self as PSModuleInfo, origin);
};

extendType(`${SMA}PSModuleInfo`, {
  properties: {
    SessionState: p(`${SMA}SessionState`, (self) =>
      (self as PSModuleInfo).scope === null ? null : new SessionStateView(self as PSModuleInfo),
    ),
  },
  methods: {
    NewBoundScriptBlock: [m('scriptblock NewBoundScriptBlock(scriptblock scriptBlockToBind)', (self, [block]) => bound(self, block))],
    Invoke: [
      m('System.Object Invoke(scriptblock sb, params System.Object[] args)', (self, [block, args], ctx) => {
        const output = ctx.call({ block: bound(self, block), args: [...(enumerate((args ?? null) as Value) ?? [])] });
        return output.length === 0 ? AutomationNull : collapse(output);
      }),
    ],
  },
});
