/** Names of values' types: full .NET names, PSTypeNames, and the short forms that messages and signatures show. */
import type { Value } from './value.ts';

/** Full .NET name of a value's type; '' for null. */
export function typeNameOf(_v: Value): string {
  throw new Error('being written');
}
/** PSTypeNames of a value, most derived first. */
export function typeHierarchy(_v: Value): string[] {
  throw new Error('being written');
}
/** A type's name as PowerShell writes it in signatures: accelerators for well-known types. */
export function shortTypeName(_fullName: string): string {
  throw new Error('being written');
}
/** The value itself where it is wrapped in a PSObject only to carry members. */
export function unwrap(_v: Value): Value {
  throw new Error('being written');
}
