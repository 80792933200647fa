/** Deciding on the parameter set (CmdletParameterBinderController.cs ValidateParameterSets and what belongs to it). */
import { bindingError } from './bindingErrors.ts';
import { type Run, withDefaultsRemark } from './state.ts';
import { type CommandView, countSets, EVERY_SET, matchingSets, setNameOf, takesPipelineInput } from './view.ts';

/** Throws AmbiguousParameterSet. */
export function throwAmbiguousSet(run: Run): never {
  throw withDefaultsRemark(run.binding, bindingError(run.binding, 'AmbiguousParameterSet'));
}

/** Takes the current set's name as the command's. */
export function takeSetName(run: Run): void {
  run.binding.set = setNameOf(run.view, run.binding.sets);
}

/** True if an unbound parameter of the sets takes pipeline input. */
export function pipelineInputPossible(run: Run): boolean {
  return run.binding.open.some((i) => {
    const p = run.view.parameters[i];
    return p !== undefined && takesPipelineInput(p, run.binding.sets);
  });
}

/**
 * Of the possible sets the only one none of whose mandatory parameters is missing becomes the set. Answers 1 if there is one,
 * else -1.
 */
export function resolveByMandatory(run: Run): number {
  const b = run.binding;
  let named = 0;
  let incomplete = 0;
  for (const p of run.view.parameters) {
    const open = b.open.includes(p.index);
    for (const s of p.sets) {
      named |= s.flag;
      if (open && s.mandatory) incomplete |= s.flag;
    }
  }
  const left = (b.sets & named & ~incomplete) >>> 0;
  if (countSets(left) !== 1) return -1;
  b.sets = left;
  takeSetName(run);
  return 1;
}

/**
 * Checks the possible sets. `beforeInput`: pipeline input may still decide. `choose`: take the default set where it is possible.
 * Answers how many are left. Throws AmbiguousParameterSet.
 */
export function validateSets(run: Run, beforeInput: boolean, choose: boolean): number {
  const b = run.binding;
  const { view } = run;
  let count = countSets(b.sets);
  if (count === 0) throwAmbiguousSet(run);
  if (count > 1) {
    const defaultPossible = view.defaultFlag !== 0 && (b.sets & view.defaultFlag) !== 0;
    if ((!beforeInput && b.sets === view.defaultFlag) || defaultPossible) {
      b.set = setNameOf(view, view.defaultFlag);
      if (choose) {
        b.sets = view.defaultFlag;
        count = 1;
      }
    } else if (!(beforeInput && pipelineInputPossible(run))) {
      count = resolveByMandatory(run);
      if (count !== 1) throwAmbiguousSet(run);
    }
    return count;
  }
  if (b.sets === EVERY_SET) {
    count = view.setNames.length > 0 ? view.setNames.length : 1;
    if (!(beforeInput && pipelineInputPossible(run))) {
      if (view.defaultFlag !== 0) {
        if (choose) {
          b.sets = view.defaultFlag;
          count = 1;
        }
      } else if (count > 1) {
        count = resolveByMandatory(run);
        if (count !== 1) throwAmbiguousSet(run);
      }
    }
  }
  takeSetName(run);
  return count;
}

/** At the end one set must be chosen: the default one if nothing else decided. Throws AmbiguousParameterSet. */
export function verifySetSelected(run: Run): void {
  const b = run.binding;
  if (run.view.setNames.length <= 1 || b.sets !== EVERY_SET) return;
  if (run.view.defaultFlag === 0) throwAmbiguousSet(run);
  b.sets = run.view.defaultFlag;
}

/** Without the sets that can take no pipeline input, if any can take it. */
export function setsTakingInput(run: Run): number {
  const b = run.binding;
  let taking = 0;
  for (const d of b.delayed) taking |= run.view.byName.get(d.name.toLowerCase())?.flags ?? 0;
  for (const i of b.open) {
    const p = run.view.parameters[i];
    if (p === undefined || !p.pipeline) continue;
    for (const s of matchingSets(p, b.sets)) {
      if (!s.byValue && !s.byName) continue;
      if (s.inAll) return b.sets;
      taking |= s.flag;
    }
  }
  return taking === 0 ? b.sets : (b.sets & taking) >>> 0;
}

/** Names of the sets among the bits. */
export function namesOfSets(view: CommandView, flags: number): string[] {
  return view.setNames.filter((_, i) => ((flags >>> i) & 1) !== 0);
}
