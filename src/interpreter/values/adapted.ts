/** Objects whose properties are their content, not their class's: PowerShell's adapters over .NET objects (CoreAdapter.cs). */
import type { NativeContext } from './context.ts';
import { HeapObject } from './heap.ts';
import type { Value } from './value.ts';

/** A property as an adapter shows it. */
export interface AdaptedProperty {
  name: string;
  /** Full name of its value's type. */
  type: string;
  settable: boolean;
}

/** An object with an adapter. Members of its type are found behind the adapted ones. */
export abstract class AdaptedObject extends HeapObject {
  /** The value of an adapted property; undefined if there is none of that name. */
  abstract adaptedGet(lower: string): Value | undefined;
  /** Sets an adapted property; false if there is none of that name. Throws SetValueException. */
  abstract adaptedSet(name: string, value: Value, ctx: NativeContext): boolean;
  /** All adapted properties. */
  abstract adaptedProperties(): AdaptedProperty[];
  /** A type name in front of the type's own, or null. */
  abstract adaptedTypeName(): string | null;
}
