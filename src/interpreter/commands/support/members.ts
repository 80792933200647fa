/** Giving values note properties, as PSObject.Properties.Add does. */
import { HeapObject, touch } from '../../values/heap.ts';
import { PSObject, shapeOf } from '../../values/object.ts';
import type { Value } from '../../values/value.ts';

/** The value as one that can carry members: itself, or a wrapper around a value without identity. */
export function asObject(value: Value): HeapObject {
  if (value instanceof HeapObject) return value;
  return new PSObject(shapeOf([]), [], value);
}

/** Adds or sets a note property; answers the value that has it (a wrapper for a value without identity). */
export function addNote(value: Value, name: string, note: Value): HeapObject {
  const object = asObject(value);
  // behind members that are not notes the order of adding is kept in the table of members
  const inTable =
    object instanceof PSObject && object.instanceMembers !== null && object.instanceMembers.size > 0 && object.get(name) === undefined;
  if (object instanceof PSObject && !inTable) object.set(name, note);
  else {
    object.instanceMembers ??= new Map();
    object.instanceMembers.set(name.toLowerCase(), { name, memberType: 'NoteProperty', value: note });
    touch(object);
  }
  return object;
}

/** Removes a member that was added to this very value. */
export function removeOwnMember(value: Value, name: string): void {
  if (value instanceof PSObject) value.remove(name);
  if (value instanceof HeapObject && value.instanceMembers?.delete(name.toLowerCase())) touch(value);
}

/** True if the value has a member of its own (not of its type). */
export function hasOwnMember(value: Value, name: string): boolean {
  const lower = name.toLowerCase();
  if (value instanceof PSObject && value.shape.index.has(lower)) return true;
  return value instanceof HeapObject && value.instanceMembers?.has(lower) === true;
}
