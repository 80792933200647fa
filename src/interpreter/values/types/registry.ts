/** All .NET-shaped types by name. */
import type { TypeDescriptor } from '../descriptor.ts';
import type { TypeValue } from '../value.ts';

/** Makes a type known. */
export function registerType(_descriptor: TypeDescriptor): void {
  throw new Error('being written');
}
/** Adds members to a type that is registered (or will be): other rooms give machine-bound members so. */
export function extendType(_name: string, _more: Partial<TypeDescriptor>): void {
  throw new Error('being written');
}
/** The descriptor of a type by any of its names, undefined if there is none (or it is lazy and not loaded). */
export function findType(_name: string): TypeDescriptor | undefined {
  throw new Error('being written');
}
/** The type value for a name as scripts write it. */
export function resolveTypeName(_name: string): TypeValue | undefined {
  throw new Error('being written');
}
/** Lower-case full names and accelerators of types whose file is imported when first named. */
export const lazyTypes: Record<string, () => Promise<unknown>> = {};
/** True if the name (also inside `[]` or a generic) needs a file that is not imported yet. */
export function isLazyType(_name: string): boolean {
  throw new Error('being written');
}
/** Type.IsAssignableFrom the other way round: can a `from` be used where a `to` is wanted. Canonical full names. */
export function isAssignable(_from: string, _to: string): boolean {
  throw new Error('being written');
}
