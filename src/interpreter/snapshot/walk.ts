/** Checks that everything reachable from a root can be stored, and names the way to what can't. */
import { Code } from '../values/code.ts';
import { describe, Kind, type TypeInfo, typeInfo } from './classify.ts';
import { SnapshotError } from './errors.ts';

/** How an object was reached. */
interface Step {
  from: Step | null;
  /** Written behind the path of `from`: `.name`, `[3]`, `['key']`. */
  key: string;
  object: object;
  /** True inside of a Code object or value object: immutable, so its parts may be shared. */
  immutable: boolean;
}

/** Settings of {@link walk}. */
export interface WalkOptions {
  /** Also refuse owned arrays, objects, Maps and Sets that are reachable from two owners: they would come back as two. */
  ownership?: boolean;
}

/**
 * Visits everything reachable from a root and throws SnapshotError ('unsupported', with the path from the root as `$…`) at the
 * first function, Promise, generator, iterator, WeakRef, Date, RegExp or object of an unregistered class. Changes nothing.
 * Slower than encoding: for tests, and to find the path when encoding has failed.
 */
export function walk(root: object, options: WalkOptions = {}): void {
  const seen = new Map<object, Step>();
  const queue: Step[] = [];
  const visit = (value: unknown, from: Step | null, key: string, immutable: boolean): void => {
    if (typeof value === 'function' || typeof value === 'symbol') throw refuse(value, { from, key, object: {}, immutable });
    if (typeof value !== 'object' || value === null) return;
    const before = seen.get(value);
    if (before === undefined) {
      const step: Step = { from, key, object: value, immutable };
      seen.set(value, step);
      queue.push(step);
    } else if (options.ownership === true && !immutable && !before.immutable && isOwned(value)) {
      throw new SnapshotError(
        'unsupported',
        `An owned structure has two owners, ${pathOf(before)} as well`,
        pathOf({ from, key, object: value, immutable }),
      );
    }
  };
  visit(root, null, '$', false);
  for (let i = 0; i < queue.length; i++) {
    const step = queue[i];
    const info = typeInfo(step.object);
    if (info === undefined) throw refuse(step.object, step);
    children(step, info, visit);
  }
}

function isOwned(value: object): boolean {
  const info = typeInfo(value);
  return info !== undefined && info.entry === null && info.kind !== Kind.Shape && !Object.isFrozen(value);
}

function children(step: Step, info: TypeInfo, visit: (value: unknown, from: Step, key: string, immutable: boolean) => void): void {
  const { object } = step;
  const immutable = info.kind === Kind.Code || info.kind === Kind.Value || (step.immutable && info.kind !== Kind.Heap);
  switch (info.kind) {
    case Kind.Typed:
    case Kind.Shape:
    case Kind.Source:
      return;
    case Kind.Array:
      (object as unknown[]).forEach((item, i) => {
        visit(item, step, `[${i}]`, immutable);
      });
      return;
    case Kind.Map:
      for (const [key, value] of object as Map<unknown, unknown>) {
        visit(key, step, '.keys()', immutable);
        visit(value, step, `[${keyText(key)}]`, immutable);
      }
      return;
    case Kind.Set:
      for (const item of object as Set<unknown>) visit(item, step, '.values()', immutable);
      return;
    default:
      if (object instanceof Code && object.key === '') throw new SnapshotError('unsupported', 'A code object has no key', pathOf(step));
      for (const name of Object.keys(object)) {
        if (!info.skip.has(name)) visit((object as Record<string, unknown>)[name], step, `.${name}`, immutable);
      }
  }
}

function keyText(key: unknown): string {
  return typeof key === 'string' ? `'${key}'` : typeof key === 'object' && key !== null ? '…' : String(key);
}

function pathOf(step: Step): string {
  const parts: string[] = [];
  for (let s: Step | null = step; s !== null; s = s.from) parts.push(s.key);
  if (parts.length > 40) parts.splice(20, parts.length - 40, '…');
  return parts.reverse().join('');
}

function refuse(value: unknown, step: Step): SnapshotError {
  return new SnapshotError('unsupported', `A session's state can't hold ${describe(value)}`, pathOf(step));
}
