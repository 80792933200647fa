/** LanguagePrimitives.ConvertTo and what belongs to it. */
import type { PSHashtable } from './collections.ts';
import type { NativeContext } from './context.ts';
import type { PSObject } from './object.ts';
import type { ScriptClass } from './scriptClass.ts';
import type { TypeValue, Value } from './value.ts';

/** Converts as a cast does. Throws TerminatingError (PSInvalidCastException). */
export function convertTo(_value: Value, _type: string | TypeValue | ScriptClass, _ctx: NativeContext): Value {
  throw new Error('being written');
}
/** As {@link convertTo}; undefined where it would throw. */
export function tryConvertTo(_value: Value, _type: string | TypeValue | ScriptClass, _ctx: NativeContext): Value | undefined {
  throw new Error('being written');
}
/** A value's text as [string] makes it ($OFS between items, "@{a=1}" for custom objects). */
export function toText(_value: Value, _ctx: NativeContext): string {
  throw new Error('being written');
}
/** A value as a condition. */
export function isTrue(_value: Value): boolean {
  throw new Error('being written');
}
/** [pscustomobject]@{…}: the compiler passes the literal's table in order. */
export function toCustomObject(_table: PSHashtable): PSObject {
  throw new Error('being written');
}
