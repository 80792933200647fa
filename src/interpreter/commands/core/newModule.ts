/** New-Module. Behaviour: NewModuleCommand.cs: a dynamic module; its exports are there at once. */
import { defineCmdlet } from '../../binding/defineCmdlet.ts';
import type { CmdletContext } from '../../machine/cmdlet.ts';
import type { PSModuleInfo } from '../../machine/state.ts';
import type { ScriptBlock } from '../../values/code.ts';
import { touch } from '../../values/heap.ts';
import { PSObject, shapeOf } from '../../values/object.ts';
import type { Value } from '../../values/value.ts';
import { listOf, stringOf, stringsOf } from '../support/params.ts';
import { boundTo, finishExports, importMembers, importTarget, newModule } from './moduleSupport.ts';

interface State {
  module: PSModuleInfo | null;
}

/** An object whose methods are the module's functions and whose properties its variables. */
export function customObjectOf(context: CmdletContext<object>, module: PSModuleInfo): PSObject {
  const object = new PSObject(shapeOf([]), []);
  object.instanceMembers = new Map();
  for (const cell of module.exportedVariables.values()) {
    const getter = context.machine.drives.compile(`,\${${cell.name}}`);
    const setter = context.machine.drives.compile(`Set-Variable -Name '${cell.name.replaceAll("'", "''")}' -Value $args[0] -Scope Script`);
    for (const block of [getter, setter]) {
      block.module = module;
      block.isUnbound = false;
    }
    object.instanceMembers.set(cell.name.toLowerCase(), { name: cell.name, memberType: 'ScriptProperty', getter, setter });
  }
  for (const [lower, info] of module.exportedFunctions)
    object.instanceMembers.set(lower, { name: info.name, memberType: 'ScriptMethod', getter: boundTo(info.scriptBlock, module) });
  touch(object);
  return object;
}

export default defineCmdlet<State>({
  name: 'New-Module',
  module: 'Microsoft.PowerShell.Core',
  aliases: ['nmo'],
  synopsis: 'Makes a module of a script block.',
  className: 'Microsoft.PowerShell.Commands.NewModuleCommand',
  defaultSet: 'ScriptBlock',
  parameters: {
    Name: { type: 'string', position: 0, mandatory: true, pipeline: true, sets: { Name: {} }, help: 'Name of the module.' },
    ScriptBlock: {
      type: 'scriptblock',
      sets: { Name: { position: 1, mandatory: true }, ScriptBlock: { position: 0, mandatory: true } },
      notNull: true,
      help: 'What the module is made of.',
    },
    Function: { type: 'string[]', notNull: true, help: 'Functions to export.' },
    Cmdlet: { type: 'string[]', notNull: true, help: 'Cmdlets to export.' },
    ReturnResult: { type: 'switch', help: 'Writes what the block writes, not the module.' },
    AsCustomObject: { type: 'switch', help: 'Writes an object with the functions as methods.' },
    ArgumentList: { type: 'object[]', aliases: ['Args'], remaining: true, help: 'Arguments of the block.' },
  },
  outputTypes: ['System.Management.Automation.PSModuleInfo'],
  stateVersion: 1,
  init: () => ({ module: null }),
  process(context) {
    const { params, state } = context;
    const name = stringOf(params.Name, context) ?? `__DynamicModule_${context.newGuid()}`;
    const module = newModule(context, name, '');
    state.module = module;
    return {
      do: 'await',
      activity: {
        kind: 'call',
        block: boundTo(params.ScriptBlock as ScriptBlock, module),
        args: [...listOf(params.ArgumentList)],
        scope: 'current',
      },
    };
  },
  resume(context, answer) {
    const { params, state } = context;
    const { module } = state;
    if (module === null) return;
    state.module = null;
    finishExports(module);
    const output = answer as Value[];
    if (context.isOn('ReturnResult')) {
      importMembers(context, module, importTarget(context, false), { prefix: '' });
      for (const value of output) context.write(value);
      return;
    }
    if (context.isOn('AsCustomObject')) {
      context.write(customObjectOf(context, module));
      return;
    }
    const functions = params.Function === undefined ? undefined : stringsOf(params.Function, context);
    importMembers(context, module, importTarget(context, false), { prefix: '', ...(functions === undefined ? {} : { functions }) });
    context.write(module);
  },
  help: {
    examples: [{ code: "New-Module -Name Greeting { function Get-Greeting { 'hello' } }" }],
    related: ['Import-Module', 'Export-ModuleMember'],
  },
});
