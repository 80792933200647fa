/**
 * Properties, methods, statics, constructors, indexers of any value, as PowerShell's binders find them (Binders.cs, CoreAdapter.cs,
 * MshObject.cs): members of the object itself, then of types.ps1xml and Update-TypeData, then of the type, then over a
 * collection's items.
 */

import { AdaptedObject } from './adapted.ts';
import { findScriptProperty, setScriptField, settingError } from './classes.ts';
import { ScriptBlock } from './code.ts';
import { PSArray, PSHashtable, PSList } from './collections.ts';
import type { NativeContext } from './context.ts';
import { hooks } from './contextHooks.ts';
import { convertTo, toText } from './convert.ts';
import { dictionaryOf, enumerate } from './enumerate.ts';
import { PSException, TerminatingError } from './errors.ts';
import { isNetError, makeError, runtimeError, toException } from './faults.ts';
import { HeapObject, type PSMember, touch } from './heap.ts';
import { methodView } from './memberList.ts';
import { memberTable, type TypeMember } from './memberTable.ts';
import { baseOf, PSObjectView, PSTypeNamesView } from './memberViews.ts';
import { PSObject } from './object.ts';
import { ScriptObject } from './scriptClass.ts';
import { putEntry } from './tables.ts';
import { memberTypeOf, typeHierarchy, unwrap } from './typeNames.ts';
import { canonicalName } from './types/registry.ts';
import { isAutomationNull, type Value } from './value.ts';

export { newObject } from './construct.ts';
export type { TypeLike } from './convert.ts';
export { getIndex, setIndex } from './indexers.ts';
export { invokeMethod, invokeMethodOf } from './invoke.ts';
export { listMembers, type MemberInfo } from './memberList.ts';
export { getStatic, invokeStatic, setStatic } from './statics.ts';

/** Names in lower case: member names are few and asked for again and again. */
const lowered = new Map<string, string>();

/** A member's name in lower case. */
export function lowerName(name: string): string {
  let lower = lowered.get(name);
  if (lower === undefined) {
    lower = name.toLowerCase();
    if (lowered.size > 10_000) lowered.clear();
    lowered.set(name, lower);
  }
  return lower;
}

/** Value of a property; null where there is none (PropertyNotFoundStrict with `strict`). Over a collection: its items' values. */
export function getProperty(value: Value, name: string, ctx: NativeContext, strict = false): Value {
  if (value instanceof PSObject && value.base === undefined && value.instanceMembers === null) {
    const i = value.shape.index.get(lowerName(name));
    if (i !== undefined) return value.values[i] as Value;
  }
  const found = findProperty(value, name, ctx);
  if (found !== undefined) return found;
  return missingProperty(value, name, ctx, strict);
}

/** `$x.(member)` where the member is any value: tables are asked for the key as it is. */
export function getMember(value: Value, member: Value, ctx: NativeContext, strict = false): Value {
  if (typeof member === 'string') return getProperty(value, member, ctx, strict);
  const table = dictionaryOf(value);
  const direct = table?.get(unwrap(member));
  return direct !== undefined ? direct : getProperty(value, toText(member, ctx), ctx, strict);
}

/** As {@link getProperty}; undefined where there is no such property, and without looking into collections' items. */
export function findProperty(value: Value, name: string, ctx: NativeContext): Value | undefined {
  if (value === null) return undefined;
  const lower = lowerName(name);
  if (typeof value === 'string') {
    if (lower === 'length') return value.length;
  } else if (value instanceof PSArray || value instanceof PSList) {
    if ((lower === 'count' || (lower === 'length' && value instanceof PSArray)) && value.instanceMembers === null)
      return value.items.length;
  } else if (value instanceof PSObject) {
    const i = value.shape.index.get(lower);
    if (i !== undefined) return value.values[i];
  }
  if (value instanceof HeapObject && value.instanceMembers !== null) {
    const member = value.instanceMembers.get(lower);
    if (member !== undefined && member.hidden !== true) return memberValue(value, member, ctx);
  }
  const bare = unwrap(value);
  if (bare !== value) {
    if (bare instanceof HeapObject && bare.instanceMembers !== null) return findProperty(bare, name, ctx);
  }
  const table = bare instanceof PSHashtable ? bare : bare instanceof ScriptObject ? dictionaryOf(bare) : null;
  if (table !== null) {
    const entry = table.get(name);
    if (entry !== undefined) return entry;
  }
  if (bare instanceof PSException && bare.script !== null) {
    const own = findProperty(bare.script, name, ctx);
    if (own !== undefined) return own;
  }
  if (lower.startsWith('ps')) {
    const special = specialMember(value, lower);
    if (special !== undefined) return special;
  }
  if (bare instanceof PSObjectView) {
    const base = baseOf(bare);
    const own = base === null ? undefined : memberTable(memberTypeOf(base)).get(lower);
    if (base !== null && own?.kind === 'property') return typeMemberValue(base, base, own, lower, ctx);
  }
  const updated = typeMember(value, lower, ctx);
  if (updated !== undefined) return memberValue(value, updated, ctx);
  if (bare instanceof ScriptObject) {
    const field = bare.fields.get(lower);
    if (field !== undefined) return field;
    if (bare.base instanceof PSException) {
      const inherited = memberTable(bare.base.typeName).get(lower);
      if (inherited?.kind === 'property') return typeMemberValue(bare.base, bare.base, inherited, lower, ctx);
    } else if (bare.base !== null) {
      const inherited = findProperty(bare.base, name, ctx);
      if (inherited !== undefined) return inherited;
    }
  }
  if (bare instanceof AdaptedObject) {
    const adapted = bare.adaptedGet(lower);
    if (adapted !== undefined) return adapted;
  }
  const member = memberTable(memberTypeOf(bare)).get(lower);
  if (member === undefined) return bare instanceof ScriptObject ? (methodView(value, lower, ctx) ?? undefined) : undefined;
  return typeMemberValue(value, bare, member, lower, ctx);
}

function typeMemberValue(value: Value, bare: Value, member: TypeMember, lower: string, ctx: NativeContext): Value | undefined {
  switch (member.kind) {
    case 'property':
      return netGet(member.name, () => member.property.get(bare, ctx));
    case 'extended':
      if (member.member.get === undefined) return methodView(value, lower, ctx) ?? undefined;
      return netGet(member.name, () => (member.member.get as (v: Value, c: NativeContext) => Value)(value, ctx));
    default:
      return methodView(value, lower, ctx) ?? undefined;
  }
}

/** Runs a getter; an exception in it is GetValueInvocationException. */
function netGet(name: string, get: () => Value): Value {
  try {
    return get();
  } catch (e) {
    if (!isNetError(e)) throw e;
    throw makeError(
      'System.Management.Automation.GetValueInvocationException',
      'ExceptionWhenGetting',
      'NotSpecified',
      `Exception getting "${name}": "${e.message}"`,
      null,
      toException(e),
    );
  }
}

/** A member that Update-TypeData gave to one of the value's types. */
export function typeMember(value: Value, lower: string, ctx: NativeContext): PSMember | undefined {
  const table = hooks(ctx).typeMembers;
  if (table === undefined || hooks(ctx).hasTypeMembers?.() === false) return undefined;
  for (const type of typeHierarchy(value)) {
    const member = table.call(ctx, type.toLowerCase())?.get(lower);
    if (member !== undefined) return member;
  }
  return undefined;
}

/** The value of an extended member. Runs script properties. */
export function memberValue(self: Value, member: PSMember, ctx: NativeContext): Value {
  switch (member.memberType) {
    case 'NoteProperty':
      return (member.value ?? null) as Value;
    case 'AliasProperty':
      return getProperty(self, member.referencedMember ?? '', ctx);
    case 'ScriptProperty': {
      if (!(member.getter instanceof ScriptBlock)) {
        throw makeError(
          'System.Management.Automation.GetValueException',
          'GetWithoutGetterFromScriptPropertyValue',
          'NotSpecified',
          `Get accessor for property "${member.name}" is unavailable.`,
        );
      }
      return collapse(scriptGet(member, self, ctx));
    }
    case 'ScriptMethod':
      return methodView(self, member.name.toLowerCase(), ctx);
    case 'PropertySet':
      return new PSArray([...(member.names ?? [])], 'System.String');
    default:
      return null;
  }
}

function scriptGet(member: PSMember, self: Value, ctx: NativeContext): Value[] {
  try {
    return ctx.call({ block: member.getter as ScriptBlock, args: [], thisValue: self });
  } catch (e) {
    if (!(e instanceof TerminatingError)) throw e;
    const inner = e.record.exception;
    throw makeError(
      'System.Management.Automation.GetValueInvocationException',
      'ScriptGetValueException',
      'NotSpecified',
      `Exception getting "${member.name}": "${inner.message}"`,
      null,
      inner,
    );
  }
}

/** Output of a call as one value. */
export function collapse(output: Value[]): Value {
  return output.length === 0 ? null : output.length === 1 ? (output[0] as Value) : new PSArray(output);
}

/** psobject, psbase, psadapted, psextended, pstypenames. */
function specialMember(value: Value, lower: string): Value | undefined {
  switch (lower) {
    case 'psobject':
    case 'psbase':
    case 'psadapted':
    case 'psextended':
      return new PSObjectView(value, lower);
    case 'pstypenames':
      return new PSTypeNamesView(value);
  }
  return undefined;
}

function missingProperty(value: Value, name: string, ctx: NativeContext, strict: boolean): Value {
  const items = isAutomationNull(value) ? null : enumerate(value);
  if (items !== null) {
    const result: Value[] = [];
    collectProperty(items, name, ctx, strict, result);
    if (result.length === 1) return result[0] as Value;
    if (result.length > 0) return new PSArray(result);
    if (strict) throw notFoundStrict(name);
    const lower = lowerName(name);
    // A collection without the property, like any other single object, has a Length and a Count.
    return lower === 'length' || lower === 'count' ? items.length : null;
  }
  if (strict) throw notFoundStrict(name);
  const lower = lowerName(name);
  if (lower === 'length' || lower === 'count') {
    if (value instanceof PSObject && value.base === undefined) return 1;
    return unwrap(value) === null || isAutomationNull(value) ? 0 : 1;
  }
  return null;
}

function notFoundStrict(name: string): TerminatingError {
  return makeError(
    'System.Management.Automation.PropertyNotFoundException',
    'PropertyNotFoundStrict',
    'NotSpecified',
    `The property '${name}' cannot be found on this object. Verify that the property exists.`,
  );
}

/** EnumerableOps.PropertyGetter: values of the items' properties, one level of collections opened. */
function collectProperty(items: readonly Value[], name: string, ctx: NativeContext, strict: boolean, result: Value[]): void {
  for (const item of items) {
    const value = item === null ? undefined : findProperty(item, name, ctx);
    if (value === undefined) {
      const inner = item === null ? null : enumerate(item);
      if (inner !== null) {
        collectProperty(inner, name, ctx, strict, result);
        continue;
      }
      // Custom objects answer null for what they lack, other objects nothing.
      if (item instanceof PSObject && item.base === undefined) {
        if (strict) throw notFoundStrict(name);
        const lower = lowerName(name);
        result.push(lower === 'length' || lower === 'count' ? 1 : null);
      } else if (item !== null) {
        const lower = lowerName(name);
        if (strict) throw notFoundStrict(name);
        if (lower === 'length' || lower === 'count') result.push(1);
      }
      continue;
    }
    if (isAutomationNull(value)) continue;
    const inner = enumerate(value);
    if (inner === null) result.push(value);
    else for (const v of inner) if (!isAutomationNull(v)) result.push(v);
  }
}

/** Sets a property. Throws PropertyNotFound, PropertyAssignmentException, ExceptionWhenSetting. */
export function setProperty(value: Value, name: string, newValue: Value, ctx: NativeContext): void {
  const stored = isAutomationNull(newValue) ? null : newValue;
  const lower = lowerName(name);
  if (value instanceof PSObject) {
    const i = value.shape.index.get(lower);
    if (i !== undefined) {
      value.values[i] = stored;
      touch(value);
      return;
    }
  }
  const bare = unwrap(value);
  if (bare === null || isAutomationNull(bare)) throw notSettable('PropertyNotFound', name);
  if (value instanceof HeapObject) {
    const member = value.instanceMembers?.get(lower);
    if (member !== undefined && member.hidden !== true) {
      setMember(value, member, stored, ctx);
      return;
    }
  }
  const table = dictionaryOf(bare);
  if (table !== null && (table.keyType === 'System.Object' || table.keyType === 'System.String')) {
    if (!(bare instanceof ScriptObject && findScriptProperty(bare.type, lower, false) !== undefined)) {
      putEntry(table, name, table.valueType === 'System.Object' ? stored : convertTo(stored, table.valueType, ctx));
      return;
    }
  }
  const updated = typeMember(value, lower, ctx);
  if (updated !== undefined) {
    setMember(value, updated, stored, ctx);
    return;
  }
  const script = bare instanceof PSException && bare.script !== null ? bare.script : bare;
  if (script instanceof ScriptObject) {
    if (setScriptField(script, name, stored, ctx)) return;
    if (script.base !== null && !(script.base instanceof PSException)) {
      setProperty(script.base, name, stored, ctx);
      return;
    }
  }
  if (bare instanceof AdaptedObject && bare.adaptedSet(name, stored, ctx)) return;
  setTypeMember(value, bare, name, lower, stored, ctx);
}

function setTypeMember(value: Value, bare: Value, name: string, lower: string, stored: Value, ctx: NativeContext): void {
  const member = memberTable(memberTypeOf(bare)).get(lower);
  if (member === undefined || member.kind === 'method') {
    // A custom object's missing property is refused by its adapter, other objects' by the binder.
    if (value instanceof PSObject && value.base === undefined) {
      const message = `The property '${name}' cannot be found on this object. Verify that the property exists and can be set.`;
      throw makeError(
        'System.Management.Automation.SetValueInvocationException',
        'ExceptionWhenSetting',
        'NotSpecified',
        `Exception setting "${name}": "${message}"`,
        null,
        runtimeError('PropertyAssignmentException', message).record.exception,
      );
    }
    throw notSettable('PropertyAssignmentException', name);
  }
  const set = member.kind === 'property' ? member.property.set : member.member.set;
  if (set === undefined) {
    const message = `'${member.name}' is a ReadOnly property.`;
    throw runtimeError('PropertyAssignmentException', message, {
      inner: makeError('System.Management.Automation.SetValueException', 'PropertyAssignmentException', 'NotSpecified', message).record
        .exception,
    });
  }
  try {
    const type = member.kind === 'property' ? (canonicalName(member.property.type) ?? 'System.Object') : 'System.Object';
    set(bare, stored === null && type === 'System.String' ? null : convertTo(stored, type, ctx), ctx);
  } catch (e) {
    if (e instanceof TerminatingError) throw settingError(member.name, e);
    if (!isNetError(e)) throw e;
    throw makeError(
      'System.Management.Automation.SetValueInvocationException',
      'ExceptionWhenSetting',
      'NotSpecified',
      `Exception setting "${member.name}": "${e.message}"`,
      null,
      toException(e),
    );
  }
}

function notSettable(id: string, name: string): TerminatingError {
  return runtimeError(id, `The property '${name}' cannot be found on this object. Verify that the property exists and can be set.`);
}

/** Sets an extended member of an object. */
export function setMember(self: Value, member: PSMember, value: Value, ctx: NativeContext): void {
  switch (member.memberType) {
    case 'NoteProperty':
      member.value = value;
      if (self instanceof HeapObject) touch(self);
      return;
    case 'AliasProperty':
      setProperty(self, member.referencedMember ?? '', value, ctx);
      return;
    case 'ScriptProperty': {
      if (!(member.setter instanceof ScriptBlock)) {
        throw makeError(
          'System.Management.Automation.SetValueException',
          'SetWithoutSetterFromScriptProperty',
          'NotSpecified',
          `Set accessor for property "${member.name}" is unavailable.`,
        );
      }
      try {
        ctx.call({ block: member.setter, args: [value], thisValue: self });
      } catch (e) {
        if (!(e instanceof TerminatingError)) throw e;
        throw settingError(member.name, e);
      }
      return;
    }
    default:
      throw runtimeError('PropertyAssignmentException', `'${member.name}' is a ReadOnly property.`);
  }
}
