/** Register-ArgumentCompleter. Behaviour: ExtensibleCompletion.cs. */
import { defineCmdlet } from '../../binding/defineCmdlet.ts';
import { ARGUMENT_COMPLETERS, FALLBACK, NATIVE_COMPLETERS } from '../../completion/customCompleters.ts';
import type { CmdletContext } from '../../machine/cmdlet.ts';
import { ScriptBlock } from '../../values/code.ts';
import { touch } from '../../values/heap.ts';
import { listOf, stringOf, stringsOf } from '../support/params.ts';

/** A table of completers of the runspace, made when first needed. */
function table(context: CmdletContext<object>, name: string): Map<string, ScriptBlock> {
  const { extensions } = context.runspace;
  let found = extensions.get(name) as Map<string, ScriptBlock> | undefined;
  if (found === undefined) {
    found = new Map();
    extensions.set(name, found);
  }
  touch(context.runspace);
  return found;
}

export default defineCmdlet({
  name: 'Register-ArgumentCompleter',
  module: 'Microsoft.PowerShell.Core',
  synopsis: 'Has a script block say what the values of a parameter may be when Tab is pressed.',
  className: 'Microsoft.PowerShell.Commands.RegisterArgumentCompleterCommand',
  defaultSet: 'NativeCommandSet',
  parameters: {
    CommandName: {
      type: 'string[]',
      sets: { NativeCommandSet: { mandatory: true }, PowerShellSet: {} },
      help: 'Names of the commands; without them the completer is for every command that has the parameter.',
    },
    ParameterName: { type: 'string', sets: { PowerShellSet: { mandatory: true } }, help: 'Name of the parameter.' },
    ScriptBlock: {
      type: 'scriptblock',
      mandatory: true,
      allowNull: true,
      help: 'Gets the names of command and parameter, the word, the syntax tree of the command, and what is bound; gives the values.',
    },
    Native: { type: 'switch', sets: { NativeCommandSet: {} }, help: 'The commands are native ones, whose arguments have no names.' },
    NativeFallback: { type: 'switch', sets: { NativeFallbackSet: {} }, help: 'For all native commands that have no completer.' },
  },
  stateVersion: 1,
  end(context) {
    const { params } = context;
    const isNative = context.isOn('NativeFallback') || params.ParameterName === undefined;
    const completers = table(context, isNative ? NATIVE_COMPLETERS : ARGUMENT_COMPLETERS);
    const commands = stringsOf(listOf(params.CommandName).length === 0 ? null : params.CommandName, context);
    const parameter = stringOf(params.ParameterName, context) ?? '';
    const keys = context.isOn('NativeFallback')
      ? [FALLBACK]
      : isNative
        ? commands
        : commands.length === 0
          ? [parameter]
          : commands.map((name) => `${name}:${parameter}`);
    for (const key of keys) {
      const lower = key.trim().toLowerCase();
      if (params.ScriptBlock instanceof ScriptBlock) completers.set(lower, params.ScriptBlock);
      else completers.delete(lower);
    }
  },
});
