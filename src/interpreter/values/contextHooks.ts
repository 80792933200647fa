/** What native code asks of its machine beyond {@link NativeContext}; a context may lack any of it. */
import type { AttributeSpec, ScriptBlock } from './code.ts';
import type { NativeContext } from './context.ts';
import type { MemberTable } from './heap.ts';
import type { ScriptClass } from './scriptClass.ts';
import type { Value } from './value.ts';

/** Optional services of a context. The machine's own contexts implement all of them. */
export interface ContextHooks {
  /** A class or enum that a script defined, by its name as seen from the running code. */
  findScriptClass?(name: string): ScriptClass | undefined;
  /** Namespaces of the running code's `using namespace`. */
  usingNamespaces?(): readonly string[];
  /** Members given to a type by Update-TypeData, by lower-case type name. */
  typeMembers?(lowerTypeName: string): MemberTable | undefined;
  /** False where no type was given any. */
  hasTypeMembers?(): boolean;
  /** Calls a block once for each item ($_ = item) as one activity; answers each call's output. */
  callEach?(request: { block: ScriptBlock; items: readonly Value[]; args: Value[] }): Value[][];
  /**
   * Imports the file of a lazy type (registry.ts: loadLazyType). Throws NeedActivity until it is there. Not recorded in the replay
   * log: when the phase runs again the type is simply known.
   */
  loadType?(name: string): void;
  /** Checks a value against the validation attributes of a class's property. Throws a TerminatingError with the reason. */
  validate?(attributes: readonly AttributeSpec[], value: Value): void;
  /** True for the user's code in a restricted session: what is Private, and the text of trusted code, is not shown. */
  isConfined?(): boolean;
  /** Environment variables of the session. */
  environment?(): Map<string, string>;
  /** Sets an environment variable of the session; null takes it away. */
  setEnvironment?(name: string, value: string | null): void;
  /** Writes text straight to the session's console, as [Console]::Write does. */
  writeConsole?(text: string, kind: 'out' | 'error'): void;
  /** Size of the console in characters. */
  consoleSize?(): { width: number; height: number };
  /** Sets the current culture by name. */
  setCulture?(name: string): void;
}

/** The hooks of a context. */
export function hooks(ctx: NativeContext): ContextHooks {
  return ctx as NativeContext & ContextHooks;
}

/** The script class of a name, if the context knows one. */
export function scriptClassOf(name: string, ctx: NativeContext): ScriptClass | undefined {
  return hooks(ctx).findScriptClass?.(name);
}

/** Calls a block for each item, as one activity where the machine can. */
export function callEach(ctx: NativeContext, block: ScriptBlock, items: readonly Value[], args: Value[] = []): Value[][] {
  const each = hooks(ctx).callEach;
  if (each !== undefined) return each.call(ctx, { block, items, args });
  return items.map((item) => ctx.call({ block, args, dollarUnder: item }));
}
