/** Instances of script classes: construction, fields, static members, methods (PSType.cs, ClassOps in MiscOps.cs). */

import { newNative, zeroValue } from './construct.ts';
import type { NativeContext } from './context.ts';
import { hooks, scriptClassOf } from './contextHooks.ts';
import { convertTo } from './convert.ts';
import { enumerate } from './enumerate.ts';
import { enumFacts } from './enums.ts';
import { PSException, TerminatingError } from './errors.ts';
import { makeError, runtimeError } from './faults.ts';
import { HeapObject, touch } from './heap.ts';
import { type Candidate, chooseOverload, countError } from './overloads.ts';
import { callScriptMethod, findScriptMethods } from './scriptCalls.ts';
import { type ScriptClass, type ScriptMethod, ScriptObject, type ScriptProperty, setField } from './scriptClass.ts';
import type { Parameter } from './signatures.ts';
import { shortTypeName } from './typeNames.ts';
import { canonicalName, findType } from './types/registry.ts';
import type { Value } from './value.ts';

/** Opcodes of the instructions that return a constant (compiler/opcodes.ts; a test holds them against it). */
const MOVE = 0;
const RESULT = 119;

/** A method as a candidate for overload choice. */
interface MethodCandidate extends Candidate {
  method: ScriptMethod;
}

function candidate(method: ScriptMethod): MethodCandidate {
  const parameters: Parameter[] = method.parameters.map((p) => ({
    name: p.name,
    type: canonicalName(p.type) ?? p.type,
    isParams: false,
    isRef: p.type === 'ref' || p.type === 'System.Management.Automation.PSReference',
    isOptional: false,
    defaultValue: null,
  }));
  return { parameters, hasParams: false, optionals: 0, method };
}

/** A property of a class or its bases by lower-case name. */
export function findScriptProperty(type: ScriptClass, lower: string, isStatic: boolean): ScriptProperty | undefined {
  if (isStatic) return lookUpProperty(type, lower, true);
  type.found ??= new Map();
  let property = type.found.get(lower);
  if (property === undefined) {
    property = lookUpProperty(type, lower, false);
    if (property !== undefined) type.found.set(lower, property);
  }
  return property;
}

function lookUpProperty(type: ScriptClass, lower: string, isStatic: boolean): ScriptProperty | undefined {
  for (let c: ScriptClass | null = type; c !== null; c = c.baseClass) {
    for (const p of c.properties) if (p.isStatic === isStatic && p.name.toLowerCase() === lower) return p;
  }
  return undefined;
}

/** All properties of a class with its bases, its own first, as reflection lists them. */
export function allScriptProperties(type: ScriptClass, isStatic: boolean): ScriptProperty[] {
  const list: ScriptProperty[] = [];
  for (let c: ScriptClass | null = type; c !== null; c = c.baseClass)
    for (const p of c.properties)
      if (p.isStatic === isStatic && !list.some((q) => q.name.toLowerCase() === p.name.toLowerCase())) list.push(p);
  return list;
}

/** The definition of a method as Get-Member and OverloadDefinitions show it. */
export function methodDefinition(method: ScriptMethod): string {
  const parameters = method.parameters.map((p) => `${shortTypeName(canonicalName(p.type) ?? p.type)} ${p.name}`).join(', ');
  return `${method.isStatic ? 'static ' : ''}${shortTypeName(method.returnType)} ${method.name}(${parameters})`;
}

/** Definitions of a class's constructors. */
export function constructorDefinitions(type: ScriptClass): string[] {
  const list = type.constructors.length === 0 ? [[]] : type.constructors.map((c) => c.parameters);
  return list.map((ps) => `${type.name} new(${ps.map((p) => `${shortTypeName(canonicalName(p.type) ?? p.type)} ${p.name}`).join(', ')})`);
}

/** True for a class that has code to run before its first use. */
export function hasStatics(type: ScriptClass): boolean {
  return type.staticConstructor !== null || type.properties.some((p) => p.isStatic && p.initializer !== null);
}

/** True for a property of instances whose initial value has code to run: more than a constant of its very type. */
const hasCode = (p: ScriptProperty): boolean => !p.isStatic && p.initializer !== null && constantOf(p) === undefined;

const hasInitializers = (type: ScriptClass): boolean => type.properties.some(hasCode);

/** The constant that a property begins with; undefined where its initial value is anything else. */
function constantOf(p: ScriptProperty): Value | undefined {
  if (p.initializer === null || p.attributes.length > 0) return undefined;
  const { consts, operandConstants, ops, registers } = p.initializer.code;
  // the code of `$x = 5`: a constant's register is moved to another and returned
  const at = ops[1] === ops[5] ? ops[2] - registers : -1;
  if (ops.length !== 12 || ops[0] !== MOVE || ops[4] !== RESULT || at < 0 || at >= operandConstants.length) return undefined;
  const value = consts[operandConstants[at] as number] as Value;
  return isOfType(value, p.type) ? value : undefined;
}

/** As {@link blankInstance}, with the constants that its properties begin with: for a class that {@link constructsPlainly}. */
export function plainInstance(type: ScriptClass, ctx: NativeContext): ScriptObject {
  const self = blankInstance(type, ctx);
  if (type.constants === null) {
    type.constants = [];
    for (const p of allScriptProperties(type, false)) {
      const value = constantOf(p);
      if (value !== undefined) type.constants.push(p.name.toLowerCase(), value);
    }
  }
  for (let i = 0; i < type.constants.length; i += 2) self.fields.set(type.constants[i] as string, type.constants[i + 1] as Value);
  return self;
}

/** True for a class of which an instance is made by one of its own constructors alone: nothing else has code or a .NET part. */
export function constructsPlainly(type: ScriptClass): boolean {
  if (hasInitializers(type)) return false;
  for (let c = type.baseClass; c !== null; c = c.baseClass) if (c.constructors.length > 0 || hasInitializers(c)) return false;
  return type.baseType === 'System.Object' || findType(type.baseType)?.isAbstract === true;
}

/**
 * Initialises a class's static members when first needed. The state seen is recorded, so that the run after an activity takes the
 * same way.
 */
export function ensureStatics(type: ScriptClass, ctx: NativeContext): void {
  for (let c: ScriptClass | null = type; c !== null; c = c.baseClass) {
    const own = c;
    if (!hasStatics(own)) continue;
    const state = ctx.once(() => {
      const before = own.staticState;
      if (before === 'none') {
        own.staticState = 'running';
        touch(own);
      }
      return before;
    });
    if (state === 'none') initializeStatics(own, ctx);
  }
}

/** [Class]::new(args). Runs initialisers and constructors through the context. */
export function instantiate(type: ScriptClass, args: Value[], ctx: NativeContext, argTypes?: readonly (string | null)[]): Value {
  if (type.kind === 'enum') return (enumFacts(type) as { make(n: number): Value }).make(0);
  ensureStatics(type, ctx);
  const self = ctx.once(() => blankInstance(type, ctx));
  construct(self, type, args, ctx, argTypes);
  return self;
}

/** An instance with every field at its type's default. */
export function blankInstance(type: ScriptClass, ctx: NativeContext): ScriptObject {
  const self = new ScriptObject(type);
  if (type.blank !== null) return self;
  let isFixed = true;
  for (const p of allScriptProperties(type, false)) {
    const zero = declaredZero(p.type, ctx);
    self.fields.set(p.name.toLowerCase(), zero);
    isFixed &&= typeof zero !== 'object' || (zero === null && canonicalName(p.type) !== undefined);
  }
  if (isFixed) type.blank = [...self.fields].flat();
  return self;
}

/** Default of a declared type, enums of scripts included. */
function declaredZero(type: string, ctx: NativeContext): Value {
  const zero = zeroValue(type);
  if (zero !== null) return zero;
  const own = scriptClassOf(type, ctx);
  return own?.kind === 'enum' ? (enumFacts(own)?.make(0) ?? null) : null;
}

/** True for a property of a class that a class derived from it, down to `actual`, has too: then what it begins with is not seen. */
function isRedeclared(p: ScriptProperty, type: ScriptClass, actual: ScriptClass): boolean {
  const lower = p.name.toLowerCase();
  for (let c: ScriptClass | null = actual; c !== null && c !== type; c = c.baseClass)
    if (c.properties.some((own) => !own.isStatic && own.name.toLowerCase() === lower)) return true;
  return false;
}

/** Runs initialisers, base constructors and the constructor of one class on an object. */
function construct(
  self: ScriptObject,
  type: ScriptClass,
  args: readonly Value[],
  ctx: NativeContext,
  argTypes?: readonly (string | null)[],
): void {
  for (const p of type.properties) {
    if (p.isStatic || p.initializer === null) continue;
    const output = ctx.call({ block: p.initializer, args: [], thisValue: self });
    const value = fieldValue(p, single(output), ctx, true);
    if (isRedeclared(p, type, self.type)) continue;
    ctx.once(() => {
      setField(self, p.name.toLowerCase(), value);
      return null;
    });
  }
  let baseArgs: readonly Value[] = [];
  let chosen: { item: MethodCandidate; args: Value[] } | undefined;
  if (type.constructors.length === 0) {
    if (args.length > 0) throw countError('new', args.length);
  } else {
    chosen = chooseOverload('new', type.constructors.map(candidate), args, ctx, argTypes, '.ctor');
    const { baseArguments } = chosen.item.method;
    if (baseArguments !== null) {
      const output = ctx.call({ block: baseArguments, args: chosen.args, thisValue: self });
      baseArgs = (output.length === 1 ? enumerate(output[0] as Value) : null) ?? output;
    }
  }
  if (type.baseClass !== null) construct(self, type.baseClass, baseArgs, ctx);
  else if (type.baseType !== 'System.Object' && findType(type.baseType)?.isAbstract !== true) {
    const base = newNative(type.baseType, [...baseArgs], ctx);
    ctx.once(() => attachBase(self, base));
  }
  if (chosen !== undefined) ctx.call({ block: chosen.item.method.block, args: chosen.args, thisValue: self });
}

function attachBase(self: ScriptObject, base: Value): null {
  if (base instanceof HeapObject) self.base = base;
  if (base instanceof PSException) {
    base.script = self;
    touch(base);
  }
  touch(self);
  return null;
}

function single(output: readonly Value[]): Value {
  return output.length === 0 ? null : (output[output.length - 1] ?? null);
}

/** True for the values that the most frequent types take as they are. */
function isOfType(value: Value, type: string): boolean {
  if (typeof value === 'number') return type === 'System.Int32' && (value | 0) === value;
  return typeof value === 'string' ? type === 'System.String' : typeof value === 'boolean' && type === 'System.Boolean';
}

/** A value on its way into a property: converted to the declared type and validated. */
function fieldValue(p: ScriptProperty, value: Value, ctx: NativeContext, raw: boolean): Value {
  if (p.attributes.length === 0 && isOfType(value, p.type)) return value;
  const type = canonicalName(p.type) ?? p.type;
  try {
    const converted = type === 'System.Object' ? value : value === null && type === 'System.String' ? '' : convertTo(value, type, ctx);
    if (p.attributes.length > 0) hooks(ctx).validate?.(p.attributes, converted);
    return converted;
  } catch (e) {
    if (raw || !(e instanceof TerminatingError)) throw e;
    throw settingError(p.name, e);
  }
}

/** SetValueInvocationException. */
export function settingError(name: string, e: TerminatingError): TerminatingError {
  const inner = e.record.exception;
  return makeError(
    'System.Management.Automation.SetValueInvocationException',
    'ExceptionWhenSetting',
    'NotSpecified',
    `Exception setting "${name}": "${inner.message}"`,
    null,
    inner,
  );
}

/** Writes a property of an instance; false if the class has none of that name. Throws ExceptionWhenSetting. */
export function setScriptField(self: ScriptObject, name: string, value: Value, ctx: NativeContext): boolean {
  const lower = name.toLowerCase();
  const property = findScriptProperty(self.type, lower, false);
  if (property === undefined) return false;
  setField(self, lower, fieldValue(property, value, ctx, false));
  return true;
}

/** Calls a method of an instance, looking from `from` upwards (a cast to a base class); undefined if there is none. */
export function callMethod(
  self: ScriptObject,
  from: ScriptClass,
  name: string,
  args: Value[],
  ctx: NativeContext,
  argTypes?: readonly (string | null)[],
): Value | undefined {
  const methods = findScriptMethods(from, name.toLowerCase(), false);
  if (methods.length === 0) return undefined;
  const choice = chooseOverload(methods[0]?.name ?? name, methods.map(candidate), args, ctx, argTypes);
  return callScriptMethod(choice.item.method, self, choice.args, ctx);
}

/** Calls a static method of a class; undefined if there is none. */
export function callStaticMethod(
  type: ScriptClass,
  name: string,
  args: Value[],
  ctx: NativeContext,
  argTypes?: readonly (string | null)[],
): Value | undefined {
  const methods = findScriptMethods(type, name.toLowerCase(), true);
  if (methods.length === 0) return undefined;
  const choice = chooseOverload(methods[0]?.name ?? name, methods.map(candidate), args, ctx, argTypes);
  return callScriptMethod(choice.item.method, null, choice.args, ctx);
}

/** The class of a chain that declares a static property, or undefined. */
function staticOwner(type: ScriptClass, lower: string): { owner: ScriptClass; property: ScriptProperty } | undefined {
  for (let c: ScriptClass | null = type; c !== null; c = c.baseClass) {
    const property = c.properties.find((p) => p.isStatic && p.name.toLowerCase() === lower);
    if (property !== undefined) return { owner: c, property };
  }
  return undefined;
}

/** Value of a static property or enum member; undefined if there is none. */
export function getStaticField(type: ScriptClass, name: string): Value | undefined {
  const lower = name.toLowerCase();
  if (type.kind === 'enum') {
    const member = type.enumNames.find((m) => m[0].toLowerCase() === lower);
    return member === undefined ? undefined : (enumFacts(type)?.make(member[1]) ?? null);
  }
  const found = staticOwner(type, lower);
  if (found === undefined) return undefined;
  const value = found.owner.statics.get(lower);
  return value === undefined ? zeroValue(found.property.type) : value;
}

/** Writes a static property; false if there is none. */
export function setStaticField(type: ScriptClass, name: string, value: Value, ctx: NativeContext): boolean {
  const lower = name.toLowerCase();
  const found = staticOwner(type, lower);
  if (found === undefined) return false;
  found.owner.statics.set(lower, fieldValue(found.property, value, ctx, false));
  touch(found.owner);
  return true;
}

/**
 * Runs a class's static initialisers and static constructor; see {@link ensureStatics}.
 */
export function initializeStatics(type: ScriptClass, ctx: NativeContext): void {
  for (const p of type.properties) {
    if (!p.isStatic || p.initializer === null) continue;
    const value = fieldValue(p, single(ctx.call({ block: p.initializer, args: [] })), ctx, true);
    ctx.once(() => {
      type.statics.set(p.name.toLowerCase(), value);
      touch(type);
      return null;
    });
  }
  if (type.staticConstructor !== null) ctx.call({ block: type.staticConstructor.block, args: [] });
  type.staticState = 'done';
  touch(type);
}

/** The exception that a thrown value is: an exception itself, or the .NET part of a class derived from one; null for others. */
export function exceptionOf(value: Value): PSException | null {
  if (value instanceof PSException) return value;
  return value instanceof ScriptObject && value.base instanceof PSException ? value.base : null;
}

/** The error for a method that a value does not have. Only adapted objects name it as the target. */
export function noMethod(typeName: string, name: string, target: Value = null): TerminatingError {
  return runtimeError('MethodNotFound', `Method invocation failed because [${typeName}] does not contain a method named '${name}'.`, {
    target,
  });
}
