/** Calling methods (PSInvokeMemberBinder in Binders.cs, DotNetAdapter.MethodInvokeDotNet in CoreAdapter.cs). */
import { callMethod, noMethod } from './classes.ts';
import { ScriptBlock } from './code.ts';
import { PSArray } from './collections.ts';
import type { NativeContext } from './context.ts';
import { resolveType, type TypeLike } from './convert.ts';
import { callDelegate, PSDelegate } from './delegates.ts';
import type { MethodOverload } from './descriptor.ts';
import { enumerate } from './enumerate.ts';
import { PSException, TerminatingError } from './errors.ts';
import { isNetError, makeError, methodInvocationError, runtimeError, toException } from './faults.ts';
import { HeapObject, type PSMember } from './heap.ts';
import { getIndex } from './indexers.ts';
import { intrinsicMethod } from './intrinsic.ts';
import { collapse, findProperty, lowerName, setProperty, typeMember } from './members.ts';
import { memberTable } from './memberTable.ts';
import { baseOf, PSObjectView } from './memberViews.ts';
import { PSObject, SpelledNumber } from './object.ts';
import { chooseOverload, nativeCandidates } from './overloads.ts';
import { ScriptClass, ScriptObject } from './scriptClass.ts';
import { memberTypeOf, typeNameOf, unwrap } from './typeNames.ts';
import { findType } from './types/registry.ts';
import { AutomationNull, isAutomationNull, type Value } from './value.ts';

/** Types of casts in front of arguments, null where none. */
export type ArgumentTypes = readonly (string | null)[];

/**
 * Calls a method; AutomationNull for void. `argTypes`: types of casts in front of arguments, null where none.
 * Throws InvokeMethodOnNull, MethodNotFound, MethodException, MethodInvocationException.
 */
export function invokeMethod(value: Value, name: string, args: Value[], ctx: NativeContext, argTypes?: ArgumentTypes): Value {
  const result = tryInvoke(value, name, args, ctx, argTypes);
  if (result !== undefined) return result;
  const bare = unwrap(value);
  if (bare === null || isAutomationNull(bare))
    throw runtimeError('InvokeMethodOnNull', 'You cannot call a method on a null-valued expression.');
  const intrinsic = intrinsicMethod(value, lowerName(name), args, ctx);
  if (intrinsic !== undefined) return intrinsic;
  const items = enumerate(value);
  if (items !== null) return overItems(value, items, name, args, ctx, argTypes);
  throw noMethod(typeNameOf(bare), name, bare instanceof PSObject ? name : null);
}

/** EnumerableOps.MethodInvoker: the method of each item, results opened one level. */
function overItems(
  value: Value,
  items: readonly Value[],
  name: string,
  args: Value[],
  ctx: NativeContext,
  argTypes?: ArgumentTypes,
): Value {
  const result: Value[] = [];
  let found = false;
  const visit = (list: readonly Value[]): void => {
    for (const item of list) {
      const answer = item === null ? undefined : tryInvoke(item, name, args, ctx, argTypes);
      if (answer === undefined) {
        const inner = item === null ? null : enumerate(item);
        if (inner !== null) {
          visit(inner);
          continue;
        }
        if (item === null) throw runtimeError('InvokeMethodOnNull', 'You cannot call a method on a null-valued expression.');
        throw noMethod(typeNameOf(unwrap(item)), name);
      }
      found = true;
      if (isAutomationNull(answer)) continue;
      const opened = enumerate(answer);
      if (opened === null) result.push(answer);
      else result.push(...opened);
    }
  };
  visit(items);
  if (!found) throw noMethod(typeNameOf(unwrap(value)), name);
  if (result.length === 1) return result[0] as Value;
  return result.length === 0 ? AutomationNull : new PSArray(result);
}

/** Calls the value's own method; undefined if it has none. */
function tryInvoke(value: Value, name: string, args: Value[], ctx: NativeContext, argTypes?: ArgumentTypes): Value | undefined {
  if (value === null) return undefined;
  const lower = lowerName(name);
  if (value instanceof HeapObject && value.instanceMembers !== null) {
    const member = value.instanceMembers.get(lower);
    if (member !== undefined && member.hidden !== true) return callMember(value, member, args, ctx);
  }
  if (value instanceof SpelledNumber && lower === 'tostring' && args.length === 0) return value.text;
  const bare = unwrap(value);
  if (bare === null || isAutomationNull(bare)) return undefined;
  const updated = typeMember(value, lower, ctx);
  if (updated?.memberType === 'ScriptMethod') return callMember(value, updated, args, ctx);
  const script = bare instanceof PSException && bare.script !== null ? bare.script : bare;
  if (script instanceof ScriptObject) {
    const result = callMethod(script, script.type, name, args, ctx, argTypes);
    if (result !== undefined) return result;
    if (script.base !== null && !(script.base instanceof PSException)) {
      const inherited = nativeMethod(script.base, script.base, typeNameOf(script.base), name, lower, args, ctx, argTypes);
      if (inherited !== undefined && !OBJECT_METHODS.has(lower)) return inherited;
    } else if (script.base instanceof PSException) {
      const inherited = OBJECT_METHODS.has(lower)
        ? undefined
        : nativeMethod(script.base, script.base, script.base.typeName, name, lower, args, ctx, argTypes);
      if (inherited !== undefined) return inherited;
    }
    return nativeMethod(script, script, 'System.Object', name, lower, args, ctx, argTypes);
  }
  const base = bare instanceof PSObjectView ? baseOf(bare) : null;
  if (base !== null) {
    const result = nativeMethod(base, base, memberTypeOf(base), name, lower, args, ctx, argTypes);
    if (result !== undefined) return result;
  }
  return nativeMethod(value, bare, memberTypeOf(bare), name, lower, args, ctx, argTypes);
}

const OBJECT_METHODS = new Set(['tostring', 'gettype', 'equals', 'gethashcode']);

function nativeMethod(
  value: Value,
  bare: Value,
  typeName: string,
  name: string,
  lower: string,
  args: Value[],
  ctx: NativeContext,
  argTypes?: ArgumentTypes,
): Value | undefined {
  const member = memberTable(typeName).get(lower);
  if (member?.kind === 'method') return runOverloads(member.name, member.overloads, bare, args, ctx, argTypes);
  if (member?.kind === 'extended' && member.member.invoke !== undefined) {
    const { invoke } = member.member;
    return guarded(member.name, args.length, () => invoke(value, args, ctx));
  }
  if (bare instanceof PSDelegate && lower === 'invoke') return callDelegate(bare, args, ctx);
  const shape = findType(typeName);
  if (shape?.indexer !== undefined && lower === (shape.indexer.name ?? 'Item').toLowerCase() && args.length > 0)
    return getIndex(bare, args, ctx);
  return accessor(value, name, lower, args, ctx);
}

/** get_X() and set_X(v), the accessor methods of properties. */
function accessor(value: Value, name: string, lower: string, args: Value[], ctx: NativeContext): Value | undefined {
  if (lower.startsWith('get_') && args.length === 0) return findProperty(value, name.slice(4), ctx);
  if (lower === 'get_item' && args.length > 0) return getIndex(value, args, ctx);
  if (lower.startsWith('set_') && args.length === 1 && findProperty(value, name.slice(4), ctx) !== undefined) {
    setProperty(value, name.slice(4), args[0] as Value, ctx);
    return AutomationNull;
  }
  return undefined;
}

/** Picks among native overloads, converts arguments and runs the body. Exceptions become MethodInvocationException. */
export function runOverloads(
  name: string,
  overloads: readonly MethodOverload[],
  self: Value,
  args: Value[],
  ctx: NativeContext,
  argTypes?: ArgumentTypes,
): Value {
  const choice = chooseOverload(name, nativeCandidates(overloads), args, ctx, argTypes);
  return guarded(name, args.length, () => choice.item.overload.body(self, choice.args, ctx));
}

/** Runs a body; its exceptions become MethodInvocationException, undefined becomes AutomationNull. */
function guarded(name: string, count: number, run: () => Value | undefined): Value {
  let result: Value | undefined;
  try {
    result = run();
  } catch (e) {
    if (isNetError(e)) throw methodInvocationError(name, count, toException(e));
    if (e instanceof TerminatingError && !isMethodError(e)) throw methodInvocationError(name, count, e.record.exception);
    throw e;
  }
  return result === undefined ? AutomationNull : result;
}

/** MethodInvocationException passes through methods as it is. */
function isMethodError(e: TerminatingError): boolean {
  return e.record.exception.typeName === 'System.Management.Automation.MethodInvocationException';
}

/** Calls a script method, or refuses another member of that name. */
function callMember(self: Value, member: PSMember, args: Value[], ctx: NativeContext): Value {
  if (member.memberType !== 'ScriptMethod' || !(member.getter instanceof ScriptBlock))
    throw noMethod(typeNameOf(unwrap(self)), member.name);
  let output: Value[];
  try {
    output = ctx.call({ block: member.getter, args, thisValue: self });
  } catch (e) {
    if (!(e instanceof TerminatingError)) throw e;
    const inner = e.record.exception;
    throw makeError(
      'System.Management.Automation.MethodInvocationException',
      'ScriptMethodRuntimeException',
      'NotSpecified',
      `Exception calling "${member.name}" with "${args.length}" argument(s): "${inner.message}"`,
      null,
      inner,
    );
  }
  return output.length === 0 ? AutomationNull : collapse(output);
}

/** Calls a method as a base type has it: `([Base]$this).Method()`. */
export function invokeMethodOf(
  type: TypeLike,
  value: Value,
  name: string,
  args: Value[],
  ctx: NativeContext,
  argTypes?: ArgumentTypes,
): Value {
  const target = resolveType(type, ctx);
  const bare = unwrap(value);
  const self = bare instanceof PSException && bare.script instanceof ScriptObject ? bare.script : bare;
  if (target instanceof ScriptClass && self instanceof ScriptObject) {
    const result = callMethod(self, target, name, args, ctx, argTypes);
    if (result !== undefined) return result;
  } else if (typeof target === 'string' && self instanceof ScriptObject) {
    const base = self.base ?? self;
    const own = base instanceof PSException ? base.typeName : self.base === null ? 'System.Object' : typeNameOf(base);
    const result = nativeMethod(base, base, target === 'System.Object' ? 'System.Object' : own, name, lowerName(name), args, ctx, argTypes);
    if (result !== undefined) return result;
  }
  return invokeMethod(value, name, args, ctx, argTypes);
}
