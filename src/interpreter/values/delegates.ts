/** Delegates: script blocks cast to Func, Action, Predicate and their like (ScriptBlock.CreateDelegateProxy). */
import type { ScriptBlock } from './code.ts';
import { PSArray } from './collections.ts';
import type { NativeContext } from './context.ts';
import { convertTo } from './convert.ts';
import { HeapObject, snapshotClass } from './heap.ts';
import { findType } from './types/registry.ts';
import { AutomationNull, type Value } from './value.ts';

/** A delegate made from a script block. */
export class PSDelegate extends HeapObject {
  /** Full name of the delegate's type. */
  typeName: string;
  block: ScriptBlock | null;
  constructor(typeName = 'System.Action', block: ScriptBlock | null = null) {
    super();
    this.typeName = typeName;
    this.block = block;
  }
}
snapshotClass('Delegate', 'heap', PSDelegate);

/** A script block as a delegate of a type. */
export function convertToDelegate(block: ScriptBlock, to: string): PSDelegate {
  return new PSDelegate(to, block);
}

/** Calls a delegate (or the script block itself); the result is converted to the delegate's return type. */
export function callDelegate(delegate: Value, args: Value[], ctx: NativeContext): Value {
  if (!(delegate instanceof PSDelegate)) return AutomationNull;
  const block = delegate.block as ScriptBlock;
  // The proxy gives a single argument as $_ as well.
  const output = ctx.call({ block, args, ...(args.length > 0 ? { dollarUnder: args[0] as Value } : {}) });
  // A block given where any delegate is taken has no type to convert to.
  const returns = findType(delegate.typeName)?.delegate?.returns ?? 'System.Object';
  if (returns === 'System.Void' || returns === 'void') return AutomationNull;
  const value = output.length === 0 ? null : output.length === 1 ? (output[0] ?? null) : new PSArray(output);
  return convertTo(value, returns, ctx);
}
