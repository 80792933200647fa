/** Binding by name: joining names with the arguments after them, then binding (ParameterBinderController.cs). */
import { BindingError, bindingError } from './bindingErrors.ts';
import { bindArgument } from './bindOne.ts';
import { switchOn } from './coerce.ts';
import { matchParameter } from './matching.ts';
import { type Item, parameterPlace, type Run, withDefaultsRemark } from './state.ts';
import { isInSets, type ParameterView, setNameOf } from './view.ts';

function match(run: Run, item: Item): ParameterView | undefined {
  return matchParameter(run.view, run.binding, item.name, parameterPlace(item));
}

function missingArgument(run: Run, item: Item, p: ParameterView): BindingError {
  return bindingError(run.binding, 'MissingArgument', { parameter: p.name, type: p.type, place: parameterPlace(item) });
}

/**
 * Gives each `-Name` without value the argument that follows it; a switch is on by itself. Throws MissingArgument,
 * AmbiguousParameter.
 */
export function joinNames(run: Run): void {
  const { items } = run.binding;
  const result: Item[] = [];
  for (let i = 0; i < items.length; i++) {
    const item = items[i] as Item;
    const p = item.named && !item.hasValue ? match(run, item) : undefined;
    if (p === undefined) {
      result.push(item);
      continue;
    }
    const joined: Item = { ...item, name: p.name, hasValue: true };
    result.push(joined);
    if (p.isSwitch) {
      joined.value = switchOn();
      continue;
    }
    const next = items[i + 1];
    if (next === undefined) throw missingArgument(run, item, p);
    if (next.named && (next.hasValue || match(run, next) !== undefined)) throw missingArgument(run, item, p);
    // A name that no parameter has is the argument's text: `-Path -x`.
    joined.value = next.named ? next.text : next.value;
    joined.spelling = next.named ? null : next.spelling;
    joined.valueStart = next.valueStart;
    joined.valueEnd = next.valueEnd;
    i++;
  }
  run.binding.items = result;
}

function bindNamed(run: Run, sets: number, item: Item, p: ParameterView): void {
  const b = run.binding;
  if (!b.simple && !isInSets(p, sets)) {
    throw withDefaultsRemark(
      b,
      bindingError(b, 'ParameterNotInParameterSet', { parameter: item.name, extra: [setNameOf(run.view, sets)] }),
    );
  }
  try {
    bindArgument(run, sets, item, p, { coerce: true, delay: true });
  } catch (e) {
    throw e instanceof BindingError ? withDefaultsRemark(b, e) : e;
  }
}

/**
 * Binds all items that have a name. A splatted table's entry gives way to the same parameter written out. Leaves the others in
 * `items`. Throws ParameterAlreadyBound and what binding throws.
 */
export function bindAllNamed(run: Run): void {
  const b = run.binding;
  const sets = b.sets;
  const left: Item[] = [];
  let explicit: Set<string> | null = null;
  for (const item of b.items) {
    const p = item.named ? match(run, item) : undefined;
    if (p === undefined) {
      left.push(item);
      continue;
    }
    if (item.fromSplat) {
      explicit ??= new Set(b.bound);
      if (explicit.has(p.name)) continue;
    }
    if (b.bound.includes(p.name)) {
      throw bindingError(b, 'ParameterAlreadyBound', { parameter: item.name, place: parameterPlace(item) });
    }
    bindNamed(run, sets, item, p);
  }
  b.items = left;
}
