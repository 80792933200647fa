/** Binding by position (ParameterBinderController.cs BindPositionalParameters). */
import { BindingError, bindingError } from './bindingErrors.ts';
import { bindArgument } from './bindOne.ts';
import { type Item, itemFor, type Run, withDefaultsRemark } from './state.ts';
import { EVERY_SET, isInSets, matchingSets, type ParameterView, type SetView } from './view.ts';

interface Candidate {
  p: ParameterView;
  sets: SetView[];
}

function candidates(run: Run): Map<number, Candidate[]> {
  const b = run.binding;
  const byPosition = new Map<number, Candidate[]>();
  for (const i of b.open) {
    const p = run.view.parameters[i];
    if (p === undefined || !isInSets(p, b.sets)) continue;
    for (const s of matchingSets(p, b.sets)) {
      if (s.remaining || s.position === null) continue;
      const at = byPosition.get(s.position) ?? [];
      byPosition.set(s.position, at);
      const clash = at.some((c) => c.p !== p && c.sets.some((o) => (o.flag & s.flag) !== 0 || o.flag === s.flag));
      if (clash) throw bindingError(b, 'AmbiguousPositionalParameterNoName');
      const own = at.find((c) => c.p === p);
      if (own === undefined) at.push({ p, sets: [s] });
      else own.sets.push(s);
    }
  }
  return new Map([...byPosition].sort((x, y) => x[0] - y[0]));
}

/** Next argument without a name; a named one and the argument after it are set aside. */
function nextArgument(items: readonly Item[], cursor: { at: number }, aside: Item[]): Item | null {
  while (cursor.at < items.length) {
    const item = items[cursor.at++] as Item;
    if (!item.named) return item;
    aside.push(item);
    const after = items[cursor.at];
    if (after !== undefined && !after.named) {
      aside.push(after);
      cursor.at++;
    }
  }
  return null;
}

interface Attempt {
  bound: boolean;
  error: BindingError | null;
}

function bindInSets(run: Run, sets: number, here: readonly Candidate[], item: Item, coerce: boolean): Attempt {
  const b = run.binding;
  const result: Attempt = { bound: false, error: null };
  for (const c of here) {
    for (const s of c.sets) {
      if (!s.inAll && (s.flag & sets) === 0) continue;
      let bound = false;
      try {
        bound = bindArgument(run, sets, itemFor(c.p.name, item.value, item), c.p, { coerce, delay: true });
      } catch (e) {
        if (!(e instanceof BindingError)) throw e;
        if (e.kind !== 'binding') throw withDefaultsRemark(b, e);
        result.error = e;
      }
      if (bound) {
        result.bound = true;
        b.positional.push(c.p.name);
        break;
      }
    }
  }
  return result;
}

/**
 * Binds the arguments without names in the order of positions: first without conversion, then with it; the default set first.
 * Leaves what found no place in `items`. Answers the error to show if such an argument finds no place later either.
 */
export function bindPositional(run: Run, defaultFlag: number): BindingError | null {
  const b = run.binding;
  if (b.items.length === 0) return null;
  const positions = candidates(run);
  if (positions.size === 0) return null;
  const left: Item[] = [];
  const cursor = { at: 0 };
  let error: BindingError | null = null;
  let sets = b.simple ? EVERY_SET : b.sets;
  for (const at of positions.values()) {
    const here = at.map((c) => ({ p: c.p, sets: c.sets.filter((s) => s.inAll || (s.flag & sets) !== 0) })).filter((c) => c.sets.length > 0);
    if (here.length === 0) continue;
    const item = nextArgument(b.items, cursor, left);
    if (item === null) break;
    const tryDefault = defaultFlag !== 0 && (sets & defaultFlag) !== 0;
    let bound = false;
    for (const coerce of [false, true]) {
      for (const flags of tryDefault ? [defaultFlag, sets] : [sets]) {
        if (bound) break;
        const attempt = bindInSets(run, flags, here, item, coerce);
        error = attempt.error;
        bound = attempt.bound;
      }
    }
    if (!bound) left.push(item);
    else if (!b.simple) sets = b.sets;
  }
  b.items = [...left, ...b.items.slice(cursor.at)];
  return error;
}
