/** Properties, methods, statics, constructors, indexers of any value. */
import type { NativeContext } from './context.ts';
import type { ScriptClass } from './scriptClass.ts';
import type { TypeValue, Value } from './value.ts';

/** Types as members take them: by name, or as the values of type literals. */
export type TypeLike = string | TypeValue | ScriptClass;

/** What Get-Member shows of a member. */
export interface MemberInfo {
  name: string;
  memberType: string;
  definition: string;
  /** Hidden members (get_X, psbase …) are listed only with -Force. */
  hidden: boolean;
  typeName: string;
  isSettable: boolean;
  isGettable: boolean;
}

/** Value of a property; null where there is none (an error with `strict`). */
export function getProperty(_value: Value, _name: string, _ctx: NativeContext, _strict = false): Value {
  throw new Error('being written');
}
/** Sets a property. */
export function setProperty(_value: Value, _name: string, _newValue: Value, _ctx: NativeContext): void {
  throw new Error('being written');
}
/** Calls a method; AutomationNull for void. `argTypes`: types of casts in front of arguments, null where none. */
export function invokeMethod(_value: Value, _name: string, _args: Value[], _ctx: NativeContext, _argTypes?: (string | null)[]): Value {
  throw new Error('being written');
}
/** [type]::name. */
export function getStatic(_type: TypeLike, _name: string, _ctx: NativeContext, _strict = false): Value {
  throw new Error('being written');
}
/** [type]::name = value. */
export function setStatic(_type: TypeLike, _name: string, _value: Value, _ctx: NativeContext): void {
  throw new Error('being written');
}
/** [type]::name(args); `new` is newObject. */
export function invokeStatic(_type: TypeLike, _name: string, _args: Value[], _ctx: NativeContext, _argTypes?: (string | null)[]): Value {
  throw new Error('being written');
}
/** [type]::new(args), New-Object. */
export function newObject(_type: TypeLike, _args: Value[], _ctx: NativeContext, _argTypes?: (string | null)[]): Value {
  throw new Error('being written');
}
/** target[indices]. */
export function getIndex(_target: Value, _indices: Value[], _ctx: NativeContext, _strict = false, _indexTypes?: (string | null)[]): Value {
  throw new Error('being written');
}
/** target[indices] = value. */
export function setIndex(_target: Value, _indices: Value[], _value: Value, _ctx: NativeContext, _indexTypes?: (string | null)[]): void {
  throw new Error('being written');
}
/** All members as Get-Member lists them, unsorted. `statics`: of a type value, its static ones. */
export function listMembers(_value: Value, _ctx: NativeContext, _statics = false): MemberInfo[] {
  throw new Error('being written');
}
