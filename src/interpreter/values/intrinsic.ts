/** The Where() and ForEach() methods that every value has (EnumerableOps in MiscOps.cs). */
import { ScriptBlock } from './code.ts';
import { PSList } from './collections.ts';
import { isTrue } from './conditions.ts';
import { newNative } from './construct.ts';
import type { NativeContext } from './context.ts';
import { callEach } from './contextHooks.ts';
import { convertTo } from './convert.ts';
import { dictionaryOf, enumerate } from './enumerate.ts';
import { enumFacts, enumNumber, enumText } from './enums.ts';
import { makeError, methodInvocationError, netError, runtimeError, toException } from './faults.ts';
import { invokeMethod } from './invoke.ts';
import { findProperty, getProperty, setProperty } from './members.ts';
import { PSMethodView } from './memberViews.ts';
import { toInt } from './numbers.ts';
import { toText } from './text.ts';
import { elementTypeOf, splitClosedName } from './typeSyntax.ts';
import { supertypes } from './types/registry.ts';
import { isAutomationNull, TypeValue, type Value } from './value.ts';

/** Where or ForEach on any value; undefined for other names. */
export function intrinsicMethod(value: Value, lower: string, args: Value[], ctx: NativeContext): Value | undefined {
  if (lower === 'where' || lower === 'pswhere') return where(value, args, ctx);
  if (lower === 'foreach' || lower === 'psforeach') return forEach(value, args, ctx);
  return undefined;
}

function countError(text: string, count: number): Error {
  return makeError(
    'System.Management.Automation.MethodException',
    'MethodCountCouldNotFindBest',
    'NotSpecified',
    `Cannot find an overload for "${text}" and the argument count: "${count}".`,
  );
}

function collection(items: Value[]): PSList {
  return new PSList(items, 'Collection', 'System.Management.Automation.PSObject');
}

const MODES = 'System.Management.Automation.WhereOperatorSelectionMode';

function where(value: Value, args: Value[], ctx: NativeContext): Value {
  if (args.length < 1 || args.length > 3) throw countError('.Where({ expression } [, mode [, numberToReturn]])', args.length);
  const items = (enumerate(value) ?? [value]).filter((v) => !isAutomationNull(v));
  const modeValue = args.length > 1 ? convertTo(args[1] as Value, MODES, ctx) : null;
  const facts = enumFacts(MODES);
  const mode = modeValue === null || facts === null ? 'Default' : enumText(facts, enumNumber(modeValue) ?? 0);
  const count = args.length > 2 ? toInt(convertTo(args[2] as Value, 'int', ctx)) : 0;
  if (count < 0)
    throw netError('System.ArgumentOutOfRangeException', 'The value of the numberToReturn parameter must be greater than zero.');
  const block = args[0];
  if (!(block instanceof ScriptBlock)) return collection(takeUnconditionally(items, mode, count));
  return select(items, block, mode, count, ctx);
}

function takeUnconditionally(items: readonly Value[], mode: string, count: number): Value[] {
  switch (mode) {
    case 'First':
      return items.slice(0, count || 1);
    case 'Last':
      return items.slice(-(count || 1));
    default:
      return count > 0 ? items.slice(0, count) : [...items];
  }
}

function select(items: readonly Value[], block: ScriptBlock, mode: string, count: number, ctx: NativeContext): Value {
  // Modes that stop early ask item by item; the others ask for all at once.
  const stopsEarly = mode === 'First' || mode === 'Until' || mode === 'SkipUntil' || (mode === 'Default' && count > 0);
  const tests = stopsEarly ? null : callEach(ctx, block, items).map(outputTrue);
  const test = (i: number): boolean =>
    tests === null ? outputTrue(ctx.call({ block, args: [], dollarUnder: items[i] as Value })) : (tests[i] as boolean);
  const yes: Value[] = [];
  const no: Value[] = [];
  switch (mode) {
    case 'Split': {
      items.forEach((item, i) => {
        if (test(i) && (count === 0 || yes.length < count)) yes.push(item);
        else no.push(item);
      });
      return collection([collection(yes), collection(no)]);
    }
    case 'Last':
      items.forEach((item, i) => {
        if (test(i)) yes.push(item);
      });
      return collection(yes.slice(-(count || 1)));
    case 'Until':
      for (let i = 0; i < items.length; i++) {
        if (test(i)) break;
        yes.push(items[i] as Value);
        if (count > 0 && yes.length >= count) break;
      }
      return collection(yes);
    case 'SkipUntil': {
      let from = 0;
      while (from < items.length && !test(from)) from++;
      return collection(items.slice(from, count > 0 ? from + count : undefined));
    }
    default: {
      const limit = mode === 'First' ? count || 1 : count;
      for (let i = 0; i < items.length; i++) {
        if (test(i)) yes.push(items[i] as Value);
        if (limit > 0 && yes.length >= limit) break;
      }
      return collection(yes);
    }
  }
}

function outputTrue(output: readonly Value[]): boolean {
  if (output.length === 0) return false;
  return output.length > 1 || isTrue(output[0] as Value);
}

function forEach(value: Value, args: Value[], ctx: NativeContext): Value {
  const [expression, ...rest] = args;
  if (expression === undefined) throw countError('.ForEach(expression [, arguments...])', 0);
  const items = (enumerate(value) ?? [value]).filter((v) => !isAutomationNull(v));
  if (expression === null) {
    throw methodInvocationError(
      'ForEach',
      args.length,
      toException(netError('System.ArgumentNullException', "Value cannot be null. (Parameter 'expression')")),
    );
  }
  if (expression instanceof TypeValue) return convertAll(items, expression.name, ctx);
  if (expression instanceof ScriptBlock) return collection(callEach(ctx, expression, items, rest).flat());
  const name = toText(expression, ctx);
  const result: Value[] = [];
  for (const item of items) memberOfItem(item, name, rest, ctx, result);
  return collection(result);
}

function convertAll(items: readonly Value[], type: string, ctx: NativeContext): Value {
  if (supertypes(type).has('System.Collections.ICollection')) {
    if (elementTypeOf(type) !== null) return convertTo(new PSList([...items], 'List'), type, ctx);
    const closed = splitClosedName(type);
    if (closed !== null && closed.args.length !== 1) {
      throw runtimeError(
        'ForEachBadGenericConversionTypeSpecified',
        `The generic collection type [${type}] passed to ForEach() has too many type arguments. Please change the specified type to be a generic collection with only one type argument then try running your script again.`,
        { target: new TypeValue(type) },
      );
    }
    const list = newNative(type, [], ctx);
    for (const item of items) invokeMethod(list, 'Add', [item], ctx);
    return list;
  }
  return new PSList(
    items.map((item) => convertTo(item, type, ctx)),
    'Collection',
    type,
  );
}

function memberOfItem(item: Value, name: string, args: Value[], ctx: NativeContext, result: Value[]): void {
  const table = dictionaryOf(item);
  if (table !== null) {
    if (args.length === 0) result.push(table.get(name) ?? null);
    else table.set(name, args.length === 1 ? (args[0] as Value) : convertTo(new PSList(args), 'object[]', ctx));
    return;
  }
  if (item === null) {
    if (args.length > 0)
      throw methodInvocationError(
        name,
        args.length,
        toException(netError('System.NullReferenceException', 'Object reference not set to an instance of an object.')),
      );
    result.push(null);
    return;
  }
  const property = findProperty(item, name, ctx);
  if (property !== undefined && !isMethodView(property)) {
    if (args.length === 0) result.push(getProperty(item, name, ctx));
    else setProperty(item, name, args.length === 1 ? (args[0] as Value) : convertTo(new PSList(args), 'object[]', ctx), ctx);
    return;
  }
  if (property === undefined && args.length === 0) {
    result.push(null);
    return;
  }
  const answer = invokeMethod(item, name, args, ctx);
  if (!isAutomationNull(answer)) result.push(answer);
}

function isMethodView(value: Value): boolean {
  return value instanceof PSMethodView;
}
