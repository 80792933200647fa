/**
 * Long native work as step machines: plain state, a step that does a bounded amount, a result. Rooms register theirs by name
 * (`registerWork` at the top level of their module); the names are part of the snapshot.
 */

/** A kind of work. */
export interface Work<S extends object> {
  /** Does up to about `budget` units (a unit: what takes well under a microsecond); true when finished. */
  step(state: S, budget: number): boolean;
  /** The result once finished: a value or plain data. */
  result(state: S): unknown;
}

const works = new Map<string, Work<object>>();

/** Registers a kind of work. */
export function registerWork<S extends object>(name: string, work: Work<S>): void {
  works.set(name, work as unknown as Work<object>);
}

/** The kind of a name. Throws if there is none. */
export function workNamed(name: string): Work<object> {
  const work = works.get(name);
  if (work === undefined) throw new Error(`no work named ${name}`);
  return work;
}
