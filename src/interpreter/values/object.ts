/** PSObject: custom objects, and wrappers that carry members for values without identity. */
import { HeapObject, snapshotClass, touch } from './heap.ts';
import type { Value } from './value.ts';

/**
 * The names of an object's note properties in order. Objects made alike share one shape, so that a property access can be
 * cached by shape and a snapshot writes the names once. Shapes are immutable and interned by {@link shapeOf}.
 */
export class Shape {
  readonly names: readonly string[];
  /** Lower-case name, and name as spelt -> index. */
  readonly index: ReadonlyMap<string, number>;
  constructor(names: readonly string[] = []) {
    this.names = names;
    // both spellings: code asks with its own first, which usually is the right one
    this.index = new Map(names.flatMap((n, i) => [[n, i] as const, [n.toLowerCase(), i] as const]));
  }
}

/** Interned shapes: a cache of pure values, not state of a session. Cleared when it grows past a bound. */
const interned = new Map<string, Shape>();

/** The shape with these names. */
export function shapeOf(names: readonly string[]): Shape {
  const key = names.join('\u0000');
  let shape = interned.get(key);
  if (shape === undefined) {
    if (interned.size > 10_000) interned.clear();
    shape = new Shape(names);
    interned.set(key, shape);
  }
  return shape;
}

/**
 * An object of PowerShell's extended type system.
 * `base === undefined`: a PSCustomObject, its note properties are `shape` + `values`.
 * Otherwise a wrapper that gives note properties to a value without identity of its own (string, number, DateTime, …);
 * heap objects keep added members in their `instanceMembers` and are never wrapped.
 * Script properties, methods and other members are in `instanceMembers`.
 */
export class PSObject extends HeapObject {
  base: Value | undefined;
  shape: Shape;
  values: Value[];
  /** Type names in front of the base type's own (PSTypeName, Deserialized.*); null = only the base's. */
  typeNames: string[] | null;
  /** True: `typeNames` is the whole list (it was changed through PSTypeNames), nothing is added behind it. */
  typeNamesOnly: boolean;
  constructor(shape: Shape = EMPTY_SHAPE, values: Value[] = [], base: Value | undefined = undefined, typeNames: string[] | null = null) {
    super();
    this.base = base;
    this.shape = shape;
    this.values = values;
    this.typeNames = typeNames;
    this.typeNamesOnly = false;
  }
  /** The note property's value, or undefined. */
  get(name: string): Value | undefined {
    const i = this.shape.index.get(name.toLowerCase());
    return i === undefined ? undefined : this.values[i];
  }
  /** Sets or adds a note property. */
  set(name: string, value: Value): void {
    touch(this);
    const i = this.shape.index.get(name.toLowerCase());
    if (i !== undefined) {
      this.values[i] = value;
      return;
    }
    this.shape = shapeOf([...this.shape.names, name]);
    this.values.push(value);
  }
  /** Removes a note property. */
  remove(name: string): void {
    const i = this.shape.index.get(name.toLowerCase());
    if (i === undefined) return;
    touch(this);
    this.shape = shapeOf(this.shape.names.filter((_, j) => j !== i));
    this.values.splice(i, 1);
  }
}
const EMPTY_SHAPE: Shape = shapeOf([]);
snapshotClass('PSObject', 'heap', PSObject);

/** A number that was a bareword argument spelt otherwise than its text: `0x1F`, `1kb`, `1.50` (TokenText of MshObject.cs). */
export class SpelledNumber extends PSObject {
  text: string;
  constructor(value: Value = 0, text = '') {
    super(EMPTY_SHAPE, [], value);
    this.text = text;
  }
}
snapshotClass('SpelledNumber', 'heap', SpelledNumber as unknown as new () => object);

/** A custom object from [name, value] pairs. */
export function customObject(pairs: readonly (readonly [string, Value])[], typeNames: string[] | null = null): PSObject {
  return new PSObject(
    shapeOf(pairs.map((p) => p[0])),
    pairs.map((p) => p[1]),
    undefined,
    typeNames,
  );
}
