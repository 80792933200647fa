/** [System.Management.Automation.CommandCompletion]::CompleteInput, which TabExpansion2 calls: CommandCompletion.cs. */

import { AstValue, PositionValue } from '../machine/ast/source.ts';
import type { MachineContext } from '../machine/context.ts';
import { PSHashtable, PSList } from '../values/collections.ts';
import type { NativeContext } from '../values/context.ts';
import { makeError } from '../values/faults.ts';
import { m } from '../values/types/define.ts';
import { registerType } from '../values/types/registry.ts';
import type { Value } from '../values/value.ts';
import { completeText } from './complete.ts';
import { CommandCompletionValue, CompletionResultValue, commandCompletionShape } from './completionResult.ts';

const SMA = 'System.Management.Automation.';

function complete(context: NativeContext, text: string, cursor: number, options: Value): Value {
  const ctx = context as MachineContext;
  const { machine, frame } = ctx;
  const { runspace } = machine.currentThread;
  if (cursor < 0 || cursor > text.length)
    throw makeError(
      `${SMA}PSArgumentException`,
      'Argument',
      'InvalidArgument',
      'Cannot process argument because the value of argument "cursorIndex" is not valid. Change the value of the "cursorIndex" argument and run the operation again.',
    );
  const found = completeText(
    { machine, ctx, runspace, scope: frame.scope, canRun: true },
    text,
    cursor,
    options instanceof PSHashtable ? options : null,
  );
  const list = new PSList(found.matches.map(CompletionResultValue.from), 'Collection', `${SMA}CompletionResult`);
  return new CommandCompletionValue(list, found.replacementIndex, found.replacementLength);
}

registerType({
  ...commandCompletionShape,
  staticMethods: {
    CompleteInput: [
      m(`${SMA}CommandCompletion CompleteInput(string input, int cursorIndex, hashtable options)`, (_s, [text, cursor, options], context) =>
        complete(context, String(text ?? ''), Number(cursor), options ?? null),
      ),
      m(
        `${SMA}CommandCompletion CompleteInput(${SMA}Language.Ast ast, ${SMA}Language.Token[] tokens, ${SMA}Language.IScriptPosition positionOfCursor, hashtable options)`,
        (_s, [ast, _tokens, position, options], context) =>
          complete(
            context,
            ast instanceof AstValue ? ast.source.text : '',
            position instanceof PositionValue ? position.offset : 0,
            options ?? null,
          ),
      ),
    ],
  },
});
