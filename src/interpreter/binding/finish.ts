/** The last step of binding a command line: the parameter set and the mandatory parameters. */
import type { NativeContext } from '../values/context.ts';
import { BindingError } from './bindingErrors.ts';
import { applyDefaults } from './defaults.ts';
import { demandMandatory } from './mandatory.ts';
import type { CommandMetadata } from './metadata.ts';
import { setsTakingInput, takeSetName, validateSets, verifySetSelected } from './parameterSets.ts';
import { type Binding, copyBinding, type Run, withDefaultsRemark } from './state.ts';
import { viewOf } from './view.ts';

/**
 * Chooses the parameter set as far as it can be chosen without pipeline input, and asks for missing mandatory parameters. Throws
 * AmbiguousParameterSet, MissingMandatoryParameter.
 */
export function finishBinding(meta: CommandMetadata, before: Binding, ctx: NativeContext): Binding {
  if (before.finished) return before;
  const view = viewOf(meta);
  // Only default values and questions can interrupt this step; without them the binding need not be kept for another attempt.
  const interruptible = before.defaults !== null || (before.interactive && view.anyMandatory);
  const binding = interruptible ? copyBinding(before) : before;
  const run: Run = { view, binding, ctx };
  const input = binding.expectingInput;
  let count = validateSets(run, input, !input);
  if (count === 1 && !binding.defaultsInUse) applyDefaults(run);
  if (count > 1 && input) {
    const taking = setsTakingInput(run);
    if (taking !== binding.sets) {
      binding.sets = taking;
      count = validateSets(run, true, false);
    }
  }
  try {
    demandMandatory(run, count);
  } catch (e) {
    throw e instanceof BindingError ? withDefaultsRemark(binding, e) : e;
  }
  if (!input) verifySetSelected(run);
  if (!input) takeSetName(run);
  binding.setsBeforePipeline = binding.sets;
  binding.finished = true;
  return binding;
}
