/** Dynamic parameters of a function whose command line is being typed: its dynamicparam block is run with what is bound so far. */
import { bindCommandLine, withDynamicParameters } from '../binding/binder.ts';
import type { CommandMetadata } from '../binding/metadata.ts';
import type { CommandArgument } from '../binding/state.ts';
import { dynamicParametersOf } from '../machine/dynamicParameters.ts';
import type { CodeFrame } from '../machine/frames.ts';
import type { FunctionInfo } from '../machine/state.ts';
import type { PSHashtable } from '../values/collections.ts';
import { TerminatingError } from '../values/errors.ts';
import type { Question } from './question.ts';

/** The metadata with the dynamic parameters; as it is where there are none, or where the block fails. */
export function withDynamic(q: Question, info: FunctionInfo, meta: CommandMetadata, bound: PSHashtable): CommandMetadata {
  if (!q.canRun) return meta;
  const { machine, ctx } = q;
  const args = [...bound.entries.values()].map(
    ({ key, value }): CommandArgument => ({
      kind: 'parameter',
      name: String(key),
      text: `-${key}:`,
      hasArgument: true,
      value,
      start: -1,
      end: -1,
    }),
  );
  try {
    const frame = ctx.once(() => {
      const block = info.scriptBlock;
      const made: CodeFrame = machine.blocks.frameWithScope(
        machine.currentThread,
        block.code,
        machine.blocks.sessionScope(info.module, ctx.frame),
        ctx.frame,
      );
      made.block = block;
      made.info = info;
      made.invocationName = info.name;
      made.place = (ctx.frame as CodeFrame).place;
      made.streams = ctx.frame.streams;
      made.binding = bindCommandLine(meta, args, ctx, { commandName: info.name, className: info.name });
      machine.applyBinding(made, made.binding);
      return made;
    });
    return withDynamicParameters(meta, dynamicParametersOf(machine, frame));
  } catch (error) {
    if (error instanceof TerminatingError) return meta;
    throw error;
  }
}
