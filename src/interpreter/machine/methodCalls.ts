/**
 * Direct calls of methods and constructors of script classes: the method's frame is pushed as a function's is, and its value goes to
 * the register of the instruction that called it.
 *
 * What is not so simple (an argument or a result to be converted, an error that leaves the method) goes the general way
 * (values/classes.ts), which asks its context for the call and is run again with the answer: {@link recordedBefore} is what that
 * run would have recorded in the replay log up to the call, so that the instruction can be repeated with the answer in the log and no second call.
 */
import type { MethodDescriptor } from '../compiler/descriptors.ts';
import { constructsPlainly, hasStatics, plainInstance } from '../values/classes.ts';
import { type Code, slotOf } from '../values/code.ts';
import type { PSArray } from '../values/collections.ts';
import { lowerName } from '../values/members.ts';
import { findScriptMethods } from '../values/scriptCalls.ts';
import { type ScriptClass, type ScriptMethod, ScriptObject } from '../values/scriptClass.ts';
import { unwrap } from '../values/typeNames.ts';
import { canonicalName } from '../values/types/registry.ts';
import { AutomationNull, type Value } from '../values/value.ts';
import { type CodeFrame, finish, LAZY, LazyCollector, scopesSeen } from './frames.ts';
import { alreadyIs, pooledFrame } from './functionCalls.ts';
import type { Machine } from './machine.ts';
import { PSVariable, type Runspace, type Thread } from './state.ts';

/** What the end of a method's frame needs to know. Owned by the frame. */
export interface MethodCall {
  returnType: string;
  /** The new object, for a constructor. */
  made: ScriptObject | null;
  /** What it would have recorded of static members; null for nothing, as for most classes. */
  statics: unknown[] | null;
}

/** What the general way would have recorded before the call: of static members once for the class, once for the object. */
export function recordedBefore(call: MethodCall): unknown[] {
  const statics = call.statics ?? [];
  return call.made === null ? [...statics] : [...statics, ...statics, call.made];
}

/** The method that a call site found last, by the class that it was asked of. */
class MethodSite {
  readonly type: ScriptClass;
  /** Null: not to be called directly. */
  readonly method: ScriptMethod | null;
  readonly code: Code | null;
  /** Full names of the parameters' types. */
  readonly types: string[];
  /** True: there are others with as many parameters, and the choice holds for arguments of just these types. */
  readonly isOverloaded: boolean;
  readonly constructs: boolean;
  /** Classes whose static members must be there. */
  readonly statics: ScriptClass[];
  readonly thisSlot: number;
  constructor(type: ScriptClass, method: ScriptMethod | null, isOverloaded: boolean, constructs: boolean, statics: ScriptClass[]) {
    this.type = type;
    this.method = method;
    this.code = method === null ? null : method.block.code;
    this.types = method === null ? [] : method.parameters.map((p) => canonicalName(p.type) ?? p.type);
    this.isOverloaded = isOverloaded;
    this.constructs = constructs;
    this.statics = statics;
    this.thisSlot = this.code === null ? -1 : slotOf(this.code, 'this');
  }
}

/** True for a value that needs no conversion to a type. */
function fits(v: Value, type: string, runspace: Runspace): boolean {
  if (alreadyIs(v, type)) return true;
  return v instanceof ScriptObject && v.type.name === type && runspace.types.get(lowerName(type)) === v.type;
}

function takes(site: MethodSite, args: readonly Value[], runspace: Runspace): boolean {
  const { types } = site;
  if (args.length !== types.length) return false;
  for (let i = 0; i < args.length; i++) if (types[i] !== 'System.Object' && !fits(args[i], types[i], runspace)) return false;
  return true;
}

/** True for a body that may be entered without anything that the general way prepares. */
function isSimple(code: Code): boolean {
  return (
    code.isPlain &&
    code.paramPc < 0 &&
    slotOf(code, 'args') < 0 &&
    slotOf(code, 'myinvocation') < 0 &&
    slotOf(code, 'psboundparameters') < 0
  );
}

/** Finds the method for a call. */
function lookUp(d: MethodDescriptor, type: ScriptClass, args: readonly Value[], runspace: Runspace): MethodSite {
  const lower = lowerName(d.name as string);
  const constructs = d.isStatic && lower === 'new';
  const statics: ScriptClass[] = [];
  if (d.isStatic) for (let c: ScriptClass | null = type; c !== null; c = c.baseClass) if (hasStatics(c)) statics.push(c);
  const none = new MethodSite(type, null, false, constructs, statics);
  if (type.kind !== 'class' || (constructs && !constructsPlainly(type))) return none;
  const found = constructs ? type.constructors : findScriptMethods(type, lower, d.isStatic);
  const right = found.filter((m) => m.parameters.length === args.length && (constructs || m.baseArguments === null));
  for (const m of right) {
    const site = new MethodSite(type, m, right.length > 1, constructs, statics);
    if (m.baseArguments !== null || !isSimple(m.block.code)) continue;
    if (right.length === 1) return site;
    if (site.types.includes('System.Object') || d.argumentTypes.some((t) => t !== null)) continue;
    if (takes(site, args, runspace)) return site;
  }
  return none;
}

/** What the general way records of classes whose static members it needs; false where they must be made first. */
function recordOfStatics(statics: readonly ScriptClass[]): unknown[] | null | false {
  if (statics.length === 0) return null;
  const record: unknown[] = [];
  for (const c of statics) {
    if (c.staticState === 'none') return false;
    record.push(c.staticState);
  }
  return record;
}

/**
 * CALLMETHOD on an instance of a script class, or on a class: pushes the method's frame. False where the general way must do it.
 * `target`: the register that gets the value.
 */
export function callDirectly(
  machine: Machine,
  thread: Thread,
  frame: CodeFrame,
  target: number,
  constant: number,
  d: MethodDescriptor,
  on: ScriptObject | ScriptClass,
  args: readonly Value[],
): boolean {
  const { runspace } = thread;
  // members of the object itself, or given to a type, come first
  if (on.instanceMembers !== null || runspace.typeData.size > 0) return false;
  const type = on instanceof ScriptObject ? on.type : on;
  frame.code.sites ??= [];
  let site = frame.code.sites[constant] as MethodSite | undefined;
  if (site === undefined || site.type !== type || (site.isOverloaded && !takes(site, args, runspace))) {
    site = lookUp(d, type, args, runspace);
    frame.code.sites[constant] = site;
  }
  const { method, code, thisSlot } = site;
  if (method === null || code === null || !takes(site, args, runspace)) return false;
  const statics = recordOfStatics(site.statics);
  if (statics === false) return false;
  let self: ScriptObject | null = on instanceof ScriptObject ? on : null;
  if (site.constructs) {
    machine.enter(frame);
    self = plainInstance(type, machine.context);
  }
  const { block } = method;
  const parent = block.module === frame.scope.module ? frame.scope : machine.blocks.scopeFor(block, frame);
  const callee = pooledFrame(machine, code, parent);
  if (callee.scopeSeen) scopesSeen(frame);
  const { cells } = callee;
  const { parameters } = code;
  for (let i = 0; i < parameters.length; i++) {
    const p = parameters[i];
    const value = unwrap(args[i]);
    const known = cells[p.slot];
    if (known !== undefined) {
      known.value = value;
      continue;
    }
    const cell = new PSVariable(p.name, value);
    cells[p.slot] = cell;
    if (p.type !== 'System.Object') cell.attributes = machine.blocks.typeConstraint(p.type);
  }
  if (thisSlot < 0) callee.scope.vars = new Map([['this', new PSVariable('this', self)]]);
  else {
    const cell = cells[thisSlot];
    if (cell !== undefined) cell.value = self;
    else cells[thisSlot] = new PSVariable('this', self);
  }
  callee.ownsScope = true;
  callee.caller = frame;
  callee.ret = target;
  callee.block = block;
  callee.streams = frame.streams;
  callee.sink = LAZY;
  callee.collects = true;
  callee.method = { returnType: method.returnType, made: site.constructs ? self : null, statics };
  machine.blocks.start(thread, callee);
  return true;
}

/** The end of a method's frame: its value goes to the register, or the calling instruction is run again with it. */
export function methodOver(machine: Machine, thread: Thread, frame: CodeFrame, call: MethodCall): void {
  frame.method = null;
  if (call.made !== null) {
    finish(machine, thread, frame, call.made);
    return;
  }
  const { sink } = frame;
  const { returnType } = call;
  const output = sink instanceof LazyCollector ? frame.single : (sink as PSArray).items.at(-1);
  if (returnType === 'System.Void') finish(machine, thread, frame, AutomationNull);
  else if (returnType === 'System.Object') finish(machine, thread, frame, output === undefined ? null : output);
  else if (output !== undefined && fits(output, returnType, thread.runspace)) finish(machine, thread, frame, output);
  else {
    // to be converted, which may fail or run code
    const caller = frame.caller as CodeFrame;
    caller.log = [...recordedBefore(call), output === undefined ? [] : [output]];
    thread.frame = caller;
  }
}
