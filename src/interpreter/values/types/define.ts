/** Small helpers with which the types' files write their descriptors. */
import { PSReference } from '../code.ts';
import { PSArray } from '../collections.ts';
import type { NativeContext } from '../context.ts';
import type { MethodBody, MethodOverload, PropertyDescriptor } from '../descriptor.ts';
import { ArgumentNullError } from '../dotnet/errors.ts';
import { writeReference } from '../references.ts';
import { EnumValue, PSChar, type Value } from '../value.ts';

/** One overload. */
export function m(signature: string, body: MethodBody): MethodOverload {
  return { signature, body };
}

/** A read-only property. */
export function p(type: string, get: (self: Value, context: NativeContext) => Value): PropertyDescriptor {
  return { type, get };
}

/** A property that can be set. */
export function rw(
  type: string,
  get: (self: Value, context: NativeContext) => Value,
  set: (self: Value, value: Value, context: NativeContext) => void,
): PropertyDescriptor {
  return { type, get, set };
}

/** An argument that is a string; null is refused with ArgumentNullException. */
export function text(v: Value | undefined, parameter = 'value'): string {
  if (typeof v === 'string') return v;
  throw new ArgumentNullError(parameter);
}

/** An int argument. */
export function int(v: Value | undefined): number {
  return v as number;
}

/** A char argument as a string of one character. */
export function char(v: Value | undefined): string {
  return String.fromCharCode((v as PSChar).code);
}

/** The number of an enum argument. */
export function enumOf(v: Value | undefined): number {
  return v instanceof EnumValue ? Number(v.value) : 0;
}

/** The characters of a string as a char[]. */
export function chars(s: string): PSArray {
  return new PSArray(
    Array.from({ length: s.length }, (_, i) => new PSChar(s.charCodeAt(i))),
    'System.Char',
  );
}

/** The string that a char[] argument spells; '' for null. */
export function fromChars(v: Value | undefined): string {
  if (!(v instanceof PSArray)) return '';
  return v.items.map((c) => String.fromCharCode((c as PSChar).code)).join('');
}

/** A string[] . */
export function strings(items: Value[]): PSArray {
  return new PSArray(items, 'System.String');
}

/** Writes an out or ref argument. */
export function out(ref: Value | undefined, value: Value): void {
  if (ref instanceof PSReference) writeReference(ref, value);
}
