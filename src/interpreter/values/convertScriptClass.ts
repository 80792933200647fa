/** Conversions to classes and enums of scripts. */

import { newObject } from './construct.ts';
import type { NativeContext } from './context.ts';
import { convertToEnum, finalCastError, isSubtype } from './convert.ts';
import { propertyPairs, setProperties } from './convertObjects.ts';
import { type EnumFacts, enumFacts } from './enums.ts';
import { PSException } from './errors.ts';
import { castError } from './faults.ts';
import { numericKind } from './numbers.ts';
import { callScriptMethod, findScriptMethods } from './scriptCalls.ts';
import { derivesFrom, type ScriptClass, ScriptEnumValue, ScriptObject } from './scriptClass.ts';
import { toText } from './text.ts';
import { typeNameOf, unwrap } from './typeNames.ts';
import { canonicalName } from './types/registry.ts';
import { isAutomationNull, type Value } from './value.ts';

/** A value as an instance of a script's class or a member of its enum. Throws as casts do. */
export function convertToScriptClass(value: Value, type: ScriptClass, ctx: NativeContext): Value {
  const bare = unwrap(value);
  if (type.kind === 'enum') return toEnum(value, bare, type, ctx);
  if (bare === null || isAutomationNull(bare)) return null;
  const own = bare instanceof PSException && bare.script !== null ? bare.script : bare;
  if (own instanceof ScriptObject && derivesFrom(own.type, type)) return own;
  if (typeof bare === 'string') {
    const parse = findScriptMethods(type, 'parse', true).find(
      (m) => m.parameters.length === 1 && m.parameters[0]?.type.toLowerCase() !== 'int',
    );
    if (parse !== undefined) return callScriptMethod(parse, null, [bare], ctx);
  }
  const from = typeNameOf(bare);
  const takes = (value: Value, name: string): boolean =>
    type.constructors.some((c) => {
      const p = canonicalName(c.parameters[0]?.type ?? '') ?? c.parameters[0]?.type ?? '';
      return c.parameters.length === 1 && p !== 'System.Object' && isSubtype(value, name, p);
    });
  if (takes(bare, from)) return newObject(type, [bare], ctx);
  // Numbers go by way of their text, like any conversion that only exists for strings.
  if (numericKind(bare) !== null && takes('', 'System.String')) return newObject(type, [toText(bare, ctx)], ctx);
  const pairs = propertyPairs(bare, ctx);
  if (pairs !== undefined && (type.constructors.length === 0 || type.constructors.some((c) => c.parameters.length === 0))) {
    const object = newObject(type, [], ctx);
    setProperties(object, pairs, type.name, ctx);
    return object;
  }
  if (type.constructors.some((c) => c.parameters.length === 1 && c.parameters[0]?.type === 'System.Object'))
    return newObject(type, [bare], ctx);
  throw finalCastError(value, type.name, ctx);
}

function toEnum(value: Value, bare: Value, type: ScriptClass, ctx: NativeContext): Value {
  const facts = enumFacts(type) as EnumFacts;
  if (bare instanceof ScriptEnumValue && bare.type === type) return bare;
  if (bare === null || isAutomationNull(bare)) {
    const names = facts.members.map((m) => m[0]).join(',');
    throw castError(
      'nullToEnumInvalidCast',
      `Cannot convert null to type "${type.name}" due to enumeration values that are not valid. Specify one of the following enumeration values and try again. The possible enumeration values are "${names}".`,
    );
  }
  const result = convertToEnum(bare, facts, ctx);
  if (result === undefined) throw finalCastError(value, type.name, ctx);
  return result;
}
