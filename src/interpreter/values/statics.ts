/** Static members of types and classes. */
import {
  callStaticMethod,
  constructorDefinitions,
  ensureStatics,
  getStaticField,
  methodDefinition,
  noMethod,
  setStaticField,
} from './classes.ts';
import { newObject, typeNotFound } from './construct.ts';
import type { NativeContext } from './context.ts';
import { convertTo, resolveType, type TypeLike } from './convert.ts';
import { isNetError, makeError, runtimeError, toException } from './faults.ts';
import { type ArgumentTypes, invokeMethod, runOverloads } from './invoke.ts';
import { findProperty, lowerName } from './members.ts';
import { staticTable } from './memberTable.ts';
import { PSMethodView } from './memberViews.ts';
import { findScriptMethods } from './scriptCalls.ts';
import { ScriptClass } from './scriptClass.ts';
import { canonicalName, findType } from './types/registry.ts';
import { EnumValue, TypeValue, type Value } from './value.ts';

function resolve(type: TypeLike, ctx: NativeContext): string | ScriptClass {
  const target = resolveType(type, ctx);
  if (target === undefined) throw typeNotFound(typeof type === 'string' ? type : '');
  if (target instanceof ScriptClass && target.kind === 'class') ensureStatics(target, ctx);
  return target;
}

/** [type]::name; null where there is none (PropertyNotFoundStrict with `strict`). */
export function getStatic(type: TypeLike, name: string, ctx: NativeContext, strict = false): Value {
  const target = resolve(type, ctx);
  const lower = lowerName(name);
  const value = target instanceof ScriptClass ? scriptStatic(target, name, lower) : nativeStatic(target, lower, ctx);
  if (value !== undefined) return value;
  const native = target instanceof ScriptClass ? nativeStatic(target.baseType, lower, ctx) : undefined;
  if (native !== undefined) return native;
  // Members of the type object itself are reached by :: too where no static one has the name.
  const ofType = findProperty(target instanceof ScriptClass ? target : new TypeValue(target), name, ctx);
  if (ofType !== undefined && !(ofType instanceof PSMethodView)) return ofType;
  if (strict) {
    throw makeError(
      'System.Management.Automation.PropertyNotFoundException',
      'PropertyNotFoundStrict',
      'NotSpecified',
      `The property '${name}' cannot be found on this object. Verify that the property exists.`,
    );
  }
  return null;
}

function scriptStatic(type: ScriptClass, name: string, lower: string): Value | undefined {
  const field = getStaticField(type, name);
  if (field !== undefined) return field;
  if (lower === 'new') return new PSMethodView(type, 'new', true, constructorDefinitions(type));
  const methods = findScriptMethods(type, lower, true);
  return methods.length === 0 ? undefined : new PSMethodView(type, methods[0]?.name ?? name, true, methods.map(methodDefinition));
}

function nativeStatic(name: string, lower: string, ctx: NativeContext): Value | undefined {
  const shape = findType(name);
  if (shape?.enumNames !== undefined) {
    for (const [n, value] of Object.entries(shape.enumNames)) if (n.toLowerCase() === lower) return new EnumValue(shape.name, value);
  }
  const member = staticTable(name).get(lower);
  if (member?.kind === 'property') {
    try {
      return member.property.get(new TypeValue(name), ctx);
    } catch (e) {
      if (!isNetError(e)) throw e;
      throw makeError(
        'System.Management.Automation.GetValueInvocationException',
        'ExceptionWhenGetting',
        'NotSpecified',
        `Exception getting "${member.name}": "${e.message}"`,
        null,
        toException(e),
      );
    }
  }
  if (member?.kind === 'method')
    return new PSMethodView(
      new TypeValue(name),
      member.name,
      true,
      member.overloads.map((o) => `static ${o.signature}`),
    );
  if (lower === 'new' && shape?.constructors !== undefined)
    return new PSMethodView(
      new TypeValue(name),
      'new',
      true,
      shape.constructors.map((c) => c.signature),
    );
  return undefined;
}

/** [type]::name = value. Throws PropertyNotFoundForType, PropertyIsReadOnly. */
export function setStatic(type: TypeLike, name: string, value: Value, ctx: NativeContext): void {
  const target = resolve(type, ctx);
  if (target instanceof ScriptClass && setStaticField(target, name, value, ctx)) return;
  const typeName = target instanceof ScriptClass ? target.baseType : target;
  const member = staticTable(typeName).get(lowerName(name));
  if (member?.kind !== 'property') {
    const shown = target instanceof ScriptClass ? target.name : target;
    const isMember = findType(typeName)?.enumNames !== undefined && getStatic(type, name, ctx) !== null;
    if (isMember) throw runtimeError('PropertyAssignmentException', `'${name}' is a ReadOnly property.`);
    throw runtimeError(
      'PropertyAssignmentException',
      `The property '${name}' cannot be found on this object. Verify that the property exists and can be set.`,
      {
        target: shown,
      },
    );
  }
  if (member.property.set === undefined) throw runtimeError('PropertyAssignmentException', `'${member.name}' is a ReadOnly property.`);
  member.property.set(new TypeValue(typeName), convertTo(value, canonicalName(member.property.type) ?? 'System.Object', ctx), ctx);
}

/** [type]::name(args); `new` makes an object. AutomationNull for void. */
export function invokeStatic(type: TypeLike, name: string, args: Value[], ctx: NativeContext, argTypes?: ArgumentTypes): Value {
  const target = resolve(type, ctx);
  const lower = lowerName(name);
  if (lower === 'new') return newObject(type, args, ctx, argTypes);
  if (target instanceof ScriptClass) {
    const result = callStaticMethod(target, name, args, ctx, argTypes);
    if (result !== undefined) return result;
  }
  const typeName = target instanceof ScriptClass ? target.baseType : target;
  const member = staticTable(typeName).get(lower);
  if (member?.kind === 'method') return runOverloads(member.name, member.overloads, new TypeValue(typeName), args, ctx, argTypes);
  if (lower.startsWith('get_') && args.length === 0) return getStatic(type, name.slice(4), ctx);
  const self = target instanceof ScriptClass ? target : new TypeValue(target);
  if (findProperty(self, name, ctx) instanceof PSMethodView) return invokeMethod(self, name, args, ctx, argTypes);
  throw noMethod(target instanceof ScriptClass ? target.name : target, name);
}
