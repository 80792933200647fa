/**
 * Missing mandatory parameters: which ones, given that pipeline input may still bring some; asking for them; the error
 * (CmdletParameterBinderController.cs GetMissingMandatoryParameters, HandleUnboundMandatoryParameters).
 */
import { PSArray } from '../values/collections.ts';
import { PSSecureString } from '../values/types/powershellTypes.ts';
import type { Value } from '../values/value.ts';
import { bindingError } from './bindingErrors.ts';
import { bindArgument } from './bindOne.ts';
import { matchParameter } from './matching.ts';
import { takeSetName, throwAmbiguousSet } from './parameterSets.ts';
import { itemFor, type Run } from './state.ts';
import { allSetFlags, countSets, EVERY_SET, matchingSets, type ParameterView, setEntry } from './view.ts';

/** The missing mandatory parameters of one set (or of all sets: flag EVERY_SET). */
interface Missing {
  flag: number;
  isDefault: boolean;
  isAll: boolean;
  /** Those that pipeline input can't bring. */
  named: Set<ParameterView>;
  piped: Set<ParameterView>;
  byValue: Set<ParameterView>;
  byName: Set<ParameterView>;
}

type Groups = Map<number, Missing>;

function groupOf(groups: Groups, flag: number, defaultFlag: number): Missing {
  let group = groups.get(flag);
  if (group === undefined) {
    group = {
      flag,
      isDefault: defaultFlag !== 0 && (defaultFlag & flag) !== 0,
      isAll: flag === EVERY_SET,
      named: new Set(),
      piped: new Set(),
      byValue: new Set(),
      byName: new Set(),
    };
    groups.set(flag, group);
  }
  return group;
}

/** Parameters to ask for among the chosen sets: those that pipeline input can't bring. */
function namedIn(groups: Groups, sets: number): ParameterView[] {
  const result: ParameterView[] = [];
  for (const g of groups.values()) if ((g.flag & sets) !== 0 || g.isAll) result.push(...g.named);
  return result;
}

function ignoreSets(run: Run, flags: number): void {
  if (flags === 0) return;
  const b = run.binding;
  b.sets = ((b.sets === EVERY_SET ? allSetFlags(run.view) : b.sets) & ~flags) >>> 0;
}

/** One set wins because it alone can get its mandatory parameters from the pipeline; the others stay only if nothing of it is missing. */
function preferSet(run: Run, groups: Groups, chosen: number): ParameterView[] {
  const b = run.binding;
  let others = 0;
  let chosenLacksNamed = false;
  for (const g of groups.values()) {
    if ((g.flag & chosen) !== 0 || g.isAll) {
      if (!g.isAll) chosenLacksNamed = g.named.size > 0;
    } else {
      others |= g.flag;
    }
  }
  if (chosenLacksNamed) {
    b.sets = chosen;
    takeSetName(run);
  } else {
    ignoreSets(run, others);
    takeSetName(run);
    if (b.sets !== chosen) b.prioritized = chosen;
  }
  return namedIn(groups, chosen);
}

/** True if the default set is to be taken now. */
function latchesOntoDefault(run: Run, groups: Groups, mandatorySets: number): boolean {
  const defaultFlag = run.view.defaultFlag;
  if (defaultFlag === 0 || (mandatorySets & defaultFlag) === 0) return false;
  const others = [...groups.values()].filter((g) => !g.isAll && !g.isDefault);
  const anotherPiped = others.some((g) => g.piped.size > 0 && g.named.size === 0);
  const anotherByName = others.some((g) => g.byName.size > 0);
  const own = groups.get(defaultFlag);
  if (own !== undefined && own.byName.size > 0 && !anotherByName) return true;
  if (!anotherPiped) return true;
  return (groups.get(EVERY_SET)?.named.size ?? 0) > 0;
}

/** The only set among the chosen ones for which `test` holds; 0 for none; several = -1. */
function onlySet(groups: Groups, sets: number, test: (g: Missing) => boolean): number {
  let found = 0;
  for (const g of groups.values()) {
    if ((g.flag & sets) === 0 || g.isAll || !test(g)) continue;
    if (found !== 0) return -1;
    found = g.flag;
  }
  return found;
}

function amongSeveralSets(run: Run, groups: Groups, mandatorySets: number): ParameterView[] {
  const b = run.binding;
  if (latchesOntoDefault(run, groups, mandatorySets)) {
    b.sets = run.view.defaultFlag;
    takeSetName(run);
    return namedIn(groups, run.view.defaultFlag);
  }
  const byValue = onlySet(groups, mandatorySets, (g) => g.byValue.size > 0);
  const byName = onlySet(groups, mandatorySets, (g) => g.byName.size > 0);
  const value = Math.max(byValue, 0);
  const name = Math.max(byName, 0);
  let unique = 0;
  if (byValue !== 0 && byName !== 0 && value === name) unique = value;
  if ((byValue !== 0) !== (byName !== 0)) unique = byValue !== 0 ? value : name;
  if (unique !== 0) return preferSet(run, groups, unique);
  let lacking = 0;
  let found = false;
  for (const g of groups.values()) {
    if (((g.flag & mandatorySets) === 0 && !g.isAll) || g.named.size === 0) continue;
    found = true;
    if (!g.isAll) lacking |= g.flag;
  }
  if (!found) return [];
  if (value !== 0) return preferSet(run, groups, value);
  if (byValue !== -1 && byName !== -1) throwAmbiguousSet(run);
  if (lacking !== 0) {
    ignoreSets(run, lacking);
    if (b.sets === 0) throwAmbiguousSet(run);
    if (countSets(b.sets) === 1) takeSetName(run);
  }
  return [];
}

/** The mandatory parameters that must be asked for. Narrows the sets as it decides. Throws AmbiguousParameterSet. */
export function missingMandatory(run: Run, setCount: number, expectingInput: boolean): ParameterView[] {
  if (!run.view.anyMandatory) return [];
  const b = run.binding;
  const defaultFlag = run.view.defaultFlag;
  const groups: Groups = new Map();
  const missing: ParameterView[] = [];
  let mandatorySets = 0;
  let inAllSets = false;
  for (const i of b.open) {
    const p = run.view.parameters[i];
    if (p === undefined || !p.mandatory) continue;
    let lacks = false;
    for (const s of matchingSets(p, b.sets)) {
      if (!s.mandatory) continue;
      lacks = true;
      const flag = s.flag === 0 ? EVERY_SET : s.flag;
      const group = groupOf(groups, flag, defaultFlag);
      if (expectingInput && (s.byValue || s.byName)) {
        group.piped.add(p);
        if (s.byValue) group.byValue.add(p);
        if (s.byName) group.byName.add(p);
      } else {
        group.named.add(p);
      }
      if (flag === EVERY_SET) inAllSets = true;
      else mandatorySets = (mandatorySets | (b.sets & flag)) >>> 0;
    }
    if (lacks) missing.push(p);
  }
  if (!expectingInput) return missing;
  if (missing.length === 0) return [];
  if (mandatorySets === 0) mandatorySets = b.sets;
  if (inAllSets) {
    const all = allSetFlags(run.view);
    mandatorySets = (b.sets & (all === 0 ? EVERY_SET : all)) >>> 0;
  }
  if (setCount > 1 && defaultFlag !== 0 && (defaultFlag & mandatorySets) === 0 && (defaultFlag & b.sets) !== 0) {
    // The default set lacks nothing: it is taken unless another set can get what it lacks from the pipeline.
    const piped = [...groups.values()].some((g) => (g.flag & b.sets) !== 0 && (g.flag & defaultFlag) === 0 && !g.isAll && g.piped.size > 0);
    if (!piped) {
      mandatorySets = (b.sets & ~mandatorySets) >>> 0;
      b.sets = mandatorySets;
      if (b.sets === defaultFlag) takeSetName(run);
      else b.prioritized = defaultFlag;
    }
  }
  const count = countSets(mandatorySets);
  if (count === 0) throwAmbiguousSet(run);
  if (count === 1) return namedIn(groups, mandatorySets);
  return b.prioritized === 0 ? amongSeveralSets(run, groups, mandatorySets) : [];
}

/** ` A B`: the names as they stand in the messages. */
export function missingText(missing: readonly ParameterView[]): string {
  return missing.map((p) => ` ${p.name}`).join('');
}

/** What a person typed, as a value: lines of a collection, or a secret. */
function typedAnswer(type: string, answer: Value | readonly Value[]): Value {
  if (Array.isArray(answer)) return new PSArray([...answer]);
  return /securestring$/i.test(type) && typeof answer === 'string' ? new PSSecureString(answer) : (answer as Value);
}

/**
 * Asks for missing mandatory parameters and binds the answers, or throws MissingMandatoryParameter. The question
 * `prompt.parameters` has `caption`, `message` and `fields`; the reply is a record of values by name, or null for none.
 */
export function demandMandatory(run: Run, setCount: number): void {
  const b = run.binding;
  const missing = missingMandatory(run, setCount, b.expectingInput);
  if (missing.length === 0) return;
  const error = () => bindingError(b, 'MissingMandatoryParameter', { parameter: missingText(missing) });
  if (!b.interactive) throw error();
  const reply = run.ctx.ask('prompt.parameters', {
    caption: `cmdlet ${b.commandName} at command pipeline position ${b.pipelinePosition}`,
    message: 'Supply values for the following parameters:',
    fields: missing.map((p) => ({
      name: p.name,
      type: p.type,
      helpMessage: setEntry(p, b.sets)?.help ?? '',
      isMandatory: true,
      collection: p.collection.kind !== 'none',
    })),
  }) as Record<string, Value> | null | undefined;
  if (reply === null || reply === undefined || Object.keys(reply).length === 0) throw error();
  for (const [name, value] of Object.entries(reply)) {
    const item = itemFor(name, typedAnswer(missing.find((one) => one.name === name)?.type ?? '', value));
    const p = matchParameter(run.view, b, name, { start: -1, end: -1 });
    if (p === undefined) throw bindingError(b, 'NamedParameterNotFound', { parameter: name });
    if (b.bound.includes(p.name)) throw bindingError(b, 'ParameterAlreadyBound', { parameter: name });
    bindArgument(run, b.sets, item, p, { coerce: true, delay: false });
  }
}
