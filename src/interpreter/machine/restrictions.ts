/** What the machine checks again in restricted sessions, whatever the compiler and the lookup of commands have let through. */
import type { Binding } from '../binding/state.ts';
import { COMMAND_LIST, languageRefusal } from '../compiler/languageModes.ts';
import { parserMessages } from '../syntax/index.ts';
import type { ScriptBlock } from '../values/code.ts';
import type { NativeContext } from '../values/context.ts';
import { hooks } from '../values/contextHooks.ts';
import { fail } from '../values/errors.ts';
import { touch } from '../values/heap.ts';
import type { Cmdlet } from './cmdlet.ts';
import { originOf } from './commandLookup.ts';
import type { Frame } from './frames.ts';
import type { Machine } from './machine.ts';
import type { Runspace } from './state.ts';

/** Throws ScriptsNotAllowed for a block of the user's in a session whose language does not take one. */
export function checkBlock(machine: Machine, block: ScriptBlock): void {
  if (block.origin !== 'user' || block.code.name === COMMAND_LIST) return;
  const refusal = languageRefusal(machine.currentThread.runspace.languageMode, block.text);
  if (refusal !== null) throw refusal;
}

/** True if a person at a session's prompt may see a command or variable: for completion and lists that no code asks for. */
export function isShown(runspace: Runspace, info: { visibility: 'Public' | 'Private' }): boolean {
  return info.visibility === 'Public' || !runspace.restricted;
}

/** True for a cmdlet that the user's code called in a session without the full language. */
export function isLanguageLimited(ctx: NativeContext & { readonly runspace: Runspace }): boolean {
  return ctx.runspace.languageMode !== 'FullLanguage' && hooks(ctx).isConfined?.() === true;
}

/** Common parameters that name a variable. */
const VARIABLE_PARAMETERS = ['OutVariable', 'ErrorVariable', 'WarningVariable', 'InformationVariable', 'PipelineVariable'];

/**
 * Checks what a command was given. Throws VariableReferenceNotSupportedInDataSection for -OutVariable and its like without a language,
 * and NamedParameterNotFound for a parameter that a proxy has and its cmdlet (`target`) lacks.
 */
export function checkRestrictedBinding(machine: Machine, caller: Frame, binding: Binding, target: Cmdlet | null): void {
  const { runspace } = machine.currentThread;
  if (runspace.languageMode !== 'FullLanguage' && originOf(caller) === 'user')
    for (const name of VARIABLE_PARAMETERS)
      if (binding.values[name] !== undefined)
        throw fail(
          'VariableReferenceNotSupportedInDataSection',
          'InvalidOperation',
          parserMessages.VariableReferenceNotSupportedInDataSection.replace('{0}', '$PSCulture, $PSUICulture, $true, $false, $null'),
        );
  if (target === null) return;
  const known = new Set(target.metadata.parameters.map((p) => p.name.toLowerCase()));
  for (const name of binding.bound)
    if (!known.has(name.toLowerCase())) {
      const error = fail(
        'NamedParameterNotFound',
        'InvalidArgument',
        `A parameter cannot be found that matches parameter name '${name}'.`,
        {
          typeName: 'System.Management.Automation.ParameterBindingException',
        },
      );
      error.record.fullyQualifiedErrorId += `,${target.className}`;
      error.record.activity = target.name;
      touch(error.record);
      throw error;
    }
}
