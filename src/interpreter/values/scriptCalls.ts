/** Calling methods of script classes. */
import type { NativeContext } from './context.ts';
import { convertTo } from './convert.ts';
import type { ScriptClass, ScriptMethod } from './scriptClass.ts';
import { AutomationNull, type Value } from './value.ts';

/** Methods by lower-case name of a class and its bases; an override hides what it overrides. */
export function findScriptMethods(type: ScriptClass, lower: string, isStatic: boolean): ScriptMethod[] {
  const found: ScriptMethod[] = [];
  for (let c: ScriptClass | null = type; c !== null; c = c.baseClass) {
    for (const method of c.methods) {
      if (method.isStatic !== isStatic || method.name.toLowerCase() !== lower) continue;
      if (!found.some((f) => sameParameters(f, method))) found.push(method);
    }
  }
  return found;
}

function sameParameters(a: ScriptMethod, b: ScriptMethod): boolean {
  return a.parameters.length === b.parameters.length && a.parameters.every((p, i) => p.type === b.parameters[i]?.type);
}

/** Runs a method's body and converts what it returned to its return type; AutomationNull for void. */
export function callScriptMethod(method: ScriptMethod, self: Value, args: Value[], ctx: NativeContext): Value {
  const output = ctx.call({ block: method.block, args, thisValue: self });
  if (method.returnType === 'System.Void') return AutomationNull;
  const result = output.length === 0 ? null : (output[output.length - 1] ?? null);
  if (method.returnType === 'System.Object') return result;
  return convertTo(result, method.returnType, ctx);
}
