/**
 * ForEach-Object. One script block without parameters is run by the machine itself (machine/blockStages.ts); this is every other
 * form. Behaviour: InternalCommands.cs.
 */
import { defineCmdlet } from '../../binding/defineCmdlet.ts';
import type { CmdletContext, Step } from '../../machine/cmdlet.ts';
import { isLanguageLimited } from '../../machine/restrictions.ts';
import type { ScriptBlock } from '../../values/code.ts';
import { PSArray } from '../../values/collections.ts';
import { toText } from '../../values/convert.ts';
import { fail } from '../../values/errors.ts';
import { getProperty, invokeMethod, listMembers } from '../../values/members.ts';
import { containsWildcardCharacters, isWildcardMatch } from '../../values/regex/wildcard.ts';
import { isAutomationNull, type Value } from '../../values/value.ts';
import { beginParallel, endParallel, type ParallelState, processParallel } from './forEachParallel.ts';

interface State {
  begin: ScriptBlock | null;
  process: ScriptBlock[];
  end: ScriptBlock | null;
  /** Index of the next process block for the current object. */
  next: number;
  parallel: ParallelState | null;
  taskOwner: string;
}

const blocks = (v: Value | undefined): ScriptBlock[] =>
  v instanceof PSArray ? (v.items.filter((b) => b !== null) as ScriptBlock[]) : v === undefined || v === null ? [] : [v as ScriptBlock];

function stream(block: ScriptBlock, under: Value): Step {
  return { do: 'stream', activity: { kind: 'call', block, args: [], dollarUnder: under, scope: 'current' } };
}

function nextBlock(context: CmdletContext<State>): Step | void {
  const { state } = context;
  if (state.next >= state.process.length) return;
  const input = context.input;
  return stream(state.process[state.next++], isAutomationNull(input) ? null : input);
}

function member(context: CmdletContext<State>): void {
  const name = toText(context.params.MemberName as Value, context);
  const args = context.params.ArgumentList;
  const target = context.input;
  if (target === null || isAutomationNull(target)) {
    context.writeError(fail('InputObjectIsNull', 'InvalidArgument', 'The input to the script block for foreach-object is null.').record);
    return;
  }
  if (containsWildcardCharacters(name)) {
    const found = listMembers(target, context).filter((m) => isWildcardMatch(name, m.name));
    if (found.length > 1)
      throw fail(
        'AmbiguousPropertyOrMethodName',
        'InvalidArgument',
        `Input name "${name}" is ambiguous. It can be resolved to multiple matched members. Possible matches include: ${found.map((m) => m.name).join(' ')}.`,
        { target },
      );
    if (found.length === 1) {
      invokeOrRead(context, target, found[0].name, args);
      return;
    }
  }
  invokeOrRead(context, target, name, args);
}

function invokeOrRead(context: CmdletContext<State>, target: Value, name: string, args: Value | undefined): void {
  const found = listMembers(target, context).find((m) => m.name.toLowerCase() === name.toLowerCase());
  const isMethod = found !== undefined && /Method/.test(found.memberType);
  if (args !== undefined || isMethod) {
    if (isLanguageLimited(context))
      throw fail(
        'MethodInvocationNotSupportedInConstrainedLanguage',
        'InvalidOperation',
        'Cannot invoke method. Method invocation is supported only on core types in this language mode.',
      );
    const list = args === undefined ? [] : args instanceof PSArray ? [...args.items] : [args];
    if (!context.shouldProcess(`InputObject: ${toText(target, context)}`, `Method: '${name}'`)) return;
    context.writeAll(invokeMethod(target, name, list, context));
    return;
  }
  context.writeAll(getProperty(target, name, context));
}

export default defineCmdlet<State>({
  name: 'ForEach-Object',
  module: 'Microsoft.PowerShell.Core',
  aliases: ['%', 'foreach'],
  synopsis: 'Runs a script block, reads a property or calls a method for each object of the pipeline.',
  className: 'Microsoft.PowerShell.Commands.ForEachObjectCommand',
  defaultSet: 'ScriptBlockSet',
  supportsShouldProcess: true,
  parameters: {
    InputObject: {
      type: 'psobject',
      pipeline: true,
      allowNull: true,
      sets: { ScriptBlockSet: {}, PropertyAndMethodSet: {}, ParallelParameterSet: {} },
      help: 'Objects to work on.',
    },
    Begin: { type: 'scriptblock', sets: { ScriptBlockSet: {} }, help: 'Runs once before the first object.' },
    Process: {
      type: 'scriptblock[]',
      sets: { ScriptBlockSet: { mandatory: true, position: 0 } },
      allowNull: true,
      allowEmptyCollection: true,
      help: 'Runs for each object.',
    },
    End: { type: 'scriptblock', sets: { ScriptBlockSet: {} }, help: 'Runs once after the last object.' },
    RemainingScripts: {
      type: 'scriptblock[]',
      sets: { ScriptBlockSet: { remaining: true } },
      allowNull: true,
      allowEmptyCollection: true,
      help: 'Further blocks.',
    },
    MemberName: {
      type: 'string',
      sets: { PropertyAndMethodSet: { mandatory: true, position: 0 } },
      notNullOrEmpty: true,
      help: 'Property to read or method to call.',
    },
    ArgumentList: {
      type: 'object[]',
      aliases: ['Args'],
      sets: { PropertyAndMethodSet: { remaining: true } },
      help: 'Arguments of the method.',
    },
    Parallel: { type: 'scriptblock', sets: { ParallelParameterSet: { mandatory: true } }, help: 'Runs for several objects at a time.' },
    ThrottleLimit: {
      type: 'int',
      validateRange: [1, 2_147_483_647],
      sets: { ParallelParameterSet: {} },
      help: 'Most blocks at a time; 5 by default.',
    },
    TimeoutSeconds: { type: 'int', sets: { ParallelParameterSet: {} }, help: 'Time for all blocks.' },
    AsJob: { type: 'switch', sets: { ParallelParameterSet: {} }, help: 'Returns a job at once.' },
    UseNewRunspace: { type: 'switch', sets: { ParallelParameterSet: {} }, help: 'A fresh runspace for each block.' },
  },
  stateVersion: 2,
  migrate: (state) => ({ ...(state as State), parallel: null, taskOwner: '' }),
  init: () => ({ begin: null, process: [], end: null, next: 0, parallel: null, taskOwner: '' }),
  begin(context) {
    if (context.isBound('Parallel')) {
      beginParallel(context);
      return;
    }
    if (context.parameterSet === 'PropertyAndMethodSet') return;
    const { state } = context;
    const list = [...blocks(context.params.Process), ...blocks(context.params.RemainingScripts)];
    state.begin = (context.params.Begin as ScriptBlock | undefined) ?? null;
    state.end = (context.params.End as ScriptBlock | undefined) ?? null;
    // blocks given without a name: the first is Begin, the last End, if there are that many
    if (state.begin === null && list.length > 1) state.begin = list.shift() as ScriptBlock;
    if (state.end === null && !context.isBound('End') && list.length > 1) state.end = list.pop() as ScriptBlock;
    state.process = list;
    if (state.begin !== null) return stream(state.begin, null);
  },
  process(context) {
    if (context.state.parallel !== null) {
      processParallel(context);
      return;
    }
    if (context.parameterSet === 'PropertyAndMethodSet') {
      member(context);
      return;
    }
    context.state.next = 0;
    return nextBlock(context);
  },
  end(context) {
    const { state } = context;
    if (state.parallel !== null) return endParallel(context);
    state.next = Number.MAX_SAFE_INTEGER;
    if (context.parameterSet !== 'PropertyAndMethodSet' && state.end !== null) return stream(state.end, null);
  },
  resume(context) {
    if (context.state.parallel !== null) return endParallel(context);
    // after Begin and End there is nothing more in their phase: `next` is past the list, or the first object has not come
    if (isAutomationNull(context.input) && context.expectingInput) return;
    if (context.state.next === 0) return;
    return nextBlock(context);
  },
  help: {
    examples: [{ code: '1..3 | ForEach-Object { $_ * 2 }', remarks: 'Doubles three numbers.' }],
    related: ['Where-Object', 'about_Foreach'],
  },
});
