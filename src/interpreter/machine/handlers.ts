/** Handlers of extended instructions, by opcode. Each may write registers, move the frame's pc, or throw. */

import type {
  DeclareDescriptor,
  FunctionDescriptor,
  IndexDescriptor,
  SwitchTest,
  TypeDefinitionDescriptor,
} from '../compiler/descriptors.ts';
import { binaryOperators, NO_OPERAND, Op, unaryOperators } from '../compiler/opcodes.ts';
import type { VariablePath } from '../syntax/token.ts';
import { type Code, ScriptBlock } from '../values/code.ts';
import { appendItem, PSArray, PSHashtable } from '../values/collections.ts';
import { isTrue, toCustomObject, toText } from '../values/convert.ts';
import { dictionaryOf, enumerate } from '../values/enumerate.ts';
import { type ErrorRecord, fail } from '../values/errors.ts';
import { touch } from '../values/heap.ts';
import { getIndex, getMember, getStatic, setIndex, setProperty, setStatic } from '../values/members.ts';
import { PSObject, type Shape, shapeOf } from '../values/object.ts';
import { binary, matchOperator, unary } from '../values/operators.ts';
import { isWildcardMatch, WildcardOptions } from '../values/regex/wildcard.ts';
import { AutomationNull, isAutomationNull, PSNumber, type Value } from '../values/value.ts';
import { reference, usingValue } from './automaticVariables.ts';
import { recordError, thrown } from './errorHandling.ts';
import { type CatchDescriptor, findHandler, shownRecord, trapFor } from './errorTypes.ts';
import { type CodeFrame, LazyCollector, Unwinding, unwrapCollected } from './frames.ts';
import { operand, slowBinary, taken, truth } from './instructions.ts';
import type { Machine } from './machine.ts';
import { RangeValue } from './range.ts';
import { declareVariable, ownVariable, setCell, type Thread } from './state.ts';
import { trapFrame } from './trap.ts';
import { defineTypes } from './typeDefinition.ts';
import { errorUnwinding, UnwindSignal } from './unwind.ts';
import { declareConstrained, readPath, strictModeOf, writePath } from './variables.ts';

export type InstructionHandler = (machine: Machine, thread: Thread, frame: CodeFrame, a: number, b: number, c: number) => void;

const plain = (v: Value): Value => (isAutomationNull(v) ? null : v);
const konst = (frame: CodeFrame, i: number): unknown => frame.code.consts[i];
/** A name operand: a constant's index, or -1 - register. */
const nameOf = (machine: Machine, frame: CodeFrame, c: number): string =>
  c >= 0 ? (konst(frame, c) as string) : machine.text(frame.regs[-1 - c] as Value);

export const handlers: Record<number, InstructionHandler> = {
  [Op.COLLECTED]: (_m, _t, frame, a, b) => {
    const list = frame.sink as PSArray;
    frame.sink = (frame.sinks as CodeFrame['sink'][]).pop() as CodeFrame['sink'];
    frame.regs[a] = b === 1 ? list : b === 2 ? AutomationNull : unwrapCollected(list);
  },
  [Op.SETINDEX]: (machine, _t, frame, a, b, c) => {
    const table = operand(machine, frame, a);
    const key = operand(machine, frame, b);
    if (
      table instanceof PSHashtable &&
      typeof key === 'string' &&
      table.kind === 'Hashtable' &&
      table.keyType === 'System.Object' &&
      table.valueType === 'System.Object' &&
      !table.readOnly
    ) {
      table.set(key, plain(operand(machine, frame, c)));
      return;
    }
    machine.enter(frame);
    setIndex(plain(operand(machine, frame, a)), [plain(operand(machine, frame, b))], plain(operand(machine, frame, c)), machine.context);
    frame.log = null;
  },
  [Op.BINARY]: (machine, thread, frame, a, b, c) => {
    const op = binaryOperators[frame.code.ops[frame.pc] - Op.BINARY];
    frame.regs[a] = slowBinary(machine, thread, frame, op, operand(machine, frame, b), operand(machine, frame, c));
  },
  [Op.FOREACHINIT]: (machine, _t, frame, a, b, c) => {
    const v = operand(machine, frame, b);
    frame.regs[a + 1] = 0;
    if (v instanceof RangeValue || v instanceof PSArray) frame.regs[a] = v;
    else if (isAutomationNull(v)) frame.regs[a] = new PSArray();
    else if (v === null) frame.regs[a] = new PSArray(c === 1 ? [null] : []);
    else {
      const items = typeof v === 'object' ? enumerate(v) : null;
      frame.regs[a] = items === null ? new PSArray([v]) : new PSArray([...items]);
      taken(v);
    }
  },
  [Op.GETPATH]: (machine, _t, frame, a, b) => {
    machine.enter(frame);
    frame.regs[a] = readPath(machine, frame, konst(frame, b) as VariablePath);
  },
  [Op.SETPATH]: (machine, _t, frame, a, b) => {
    machine.enter(frame);
    writePath(machine, frame, konst(frame, a) as VariablePath, operand(machine, frame, b));
  },
  [Op.SETPROP]: (machine, _t, frame, a, b, c) => {
    machine.enter(frame);
    setProperty(plain(operand(machine, frame, a)), konst(frame, b) as string, plain(operand(machine, frame, c)), machine.context);
  },
  [Op.GETPROPD]: (machine, _t, frame, a, b, c) => {
    machine.enter(frame);
    const name = operand(machine, frame, c);
    if (name instanceof ScriptBlock) throw fail('PropertyNotFound', 'InvalidOperation', 'A property name must be a string.');
    const v = getMember(plain(operand(machine, frame, b)), name, machine.context, strictModeOf(frame.scope) >= 2);
    frame.regs[a] = v === undefined ? null : v;
  },
  [Op.SETPROPD]: (machine, _t, frame, a, b, c) => {
    machine.enter(frame);
    setProperty(
      plain(operand(machine, frame, a)),
      toText(operand(machine, frame, b), machine.context),
      plain(operand(machine, frame, c)),
      machine.context,
    );
  },
  [Op.GETSTATIC]: (machine, _t, frame, a, b, c) => {
    machine.enter(frame);
    frame.regs[a] = getStatic(
      machine.asType(operand(machine, frame, b)),
      nameOf(machine, frame, c),
      machine.context,
      strictModeOf(frame.scope) >= 2,
    );
  },
  [Op.SETSTATIC]: (machine, _t, frame, a, b, c) => {
    machine.enter(frame);
    setStatic(machine.asType(operand(machine, frame, a)), nameOf(machine, frame, b), plain(operand(machine, frame, c)), machine.context);
  },
  [Op.TYPE]: (machine, _t, frame, a, b) => {
    machine.enter(frame);
    frame.regs[a] = machine.typeLiteral(frame, konst(frame, b) as string);
  },
  [Op.MKHASH]: (machine, _t, frame, a, b, c) => {
    frame.regs[a] = makeTable(machine, frame, b, c, 'Hashtable');
  },
  [Op.MKORDERED]: (machine, _t, frame, a, b, c) => {
    frame.regs[a] = makeTable(machine, frame, b, c, 'OrderedDictionary');
  },
  [Op.MKCUSTOM]: (machine, _t, frame, a, b, c) => {
    const { regs, code } = frame;
    // the shape that this instruction made last: its names nearly always are constants
    code.sites ??= [];
    const at = code.consts.length + (frame.pc >> 2);
    const known = code.sites[at] as Shape | undefined;
    if (known !== undefined && known.names.length === c) {
      const found: Value[] = c === 1 ? [null] : c === 2 ? [null, null] : c === 3 ? [null, null, null] : new Array(c).fill(null);
      let i = 0;
      for (; i < c && regs[b + 2 * i] === known.names[i]; i++) found[i] = plain(regs[b + 2 * i + 1] as Value);
      if (i === c) {
        regs[a] = new PSObject(known, found);
        return;
      }
    }
    const names: string[] = [];
    const values: Value[] = [];
    const seen = new Set<string>();
    for (let i = 0; i < c; i++) {
      const key = regs[b + 2 * i] as Value;
      const name = typeof key === 'string' ? key : machine.text(key);
      if (seen.has(name.toLowerCase()) || name.toLowerCase() === 'pstypename') {
        frame.regs[a] = toCustomObject(makeTable(machine, frame, b, c, 'OrderedDictionary'));
        return;
      }
      seen.add(name.toLowerCase());
      names.push(name);
      values.push(plain(regs[b + 2 * i + 1] as Value));
    }
    const shape = shapeOf(names);
    code.sites[at] = shape;
    frame.regs[a] = new PSObject(shape, values);
  },
  [Op.MKBLOCK]: (_m, _t, frame, a, b) => {
    frame.regs[a] = new ScriptBlock(konst(frame, b) as Code, frame.scope.module, frame.block?.origin ?? 'user');
  },
  [Op.DEFFUNC]: (machine, _t, frame, a) => {
    const d = konst(frame, a) as FunctionDescriptor;
    machine.defineFunction(frame, d.name, d.code, d.isFilter);
  },
  [Op.THROW]: (machine, _t, frame, a, b) => {
    // the statement's own place
    frame.pc -= 4;
    throw new UnwindSignal(errorUnwinding(thrown(machine, frame, b === 1 ? undefined : operand(machine, frame, a)), true));
  },
  [Op.RETHROW]: (_m, _t, frame, a) => {
    throw new UnwindSignal(frame.regs[a] as Unwinding);
  },
  [Op.ENDFINALLY]: (_m, _t, frame, a) => {
    const u = frame.regs[a];
    if (u instanceof Unwinding) {
      frame.regs[a] = undefined;
      throw new UnwindSignal(u);
    }
  },
  [Op.CATCHTEST]: (machine, _t, frame, a, b, c) => {
    const { record } = frame.regs[b] as Unwinding;
    const d = konst(frame, c) as CatchDescriptor;
    const found = record === null ? -1 : findHandler(machine, record, d.types).handler;
    frame.regs[a] = found >= d.from && found < d.to;
  },
  [Op.CATCH]: (machine, thread, frame, a, b, c) => {
    const u = frame.regs[b] as Unwinding;
    const record = u.record as ErrorRecord;
    if (!u.reported) recordError(thread, frame, record);
    u.reported = true;
    thread.runspace.succeeded = false;
    touch(thread.runspace);
    const { exception } = findHandler(machine, record, (konst(frame, c) as CatchDescriptor).types);
    frame.regs[a] = shownRecord(record, exception);
  },
  [Op.LEAVE]: (_m, _t, _frame, a, _b, c) => {
    const u = new Unwinding('jump');
    u.pc = c;
    u.depth = a;
    throw new UnwindSignal(u);
  },
  [Op.BREAK]: (machine, _t, frame, a, b) => {
    const u = new Unwinding(b === 0 ? 'break' : 'continue');
    u.label = a === NO_OPERAND ? null : machine.text(operand(machine, frame, a));
    throw new UnwindSignal(u);
  },
  [Op.RETURN]: (machine, thread, frame) => {
    const { handlers: rows } = frame.code;
    for (let i = 0; i < rows.length; i += 7) if (rows[i] === 2) throw new UnwindSignal(new Unwinding('return'));
    frame.pc -= 4;
    machine.blocks.endBlock(thread, frame);
  },
  [Op.PROLOGUEEND]: (machine, thread, frame) => {
    machine.blocks.endBlock(thread, frame);
  },
  [Op.EXIT]: (machine, _t, frame, a) => {
    const u = new Unwinding('exit');
    u.exitCode = plain(operand(machine, frame, a));
    throw new UnwindSignal(u);
  },
  [Op.UNARY]: (machine, _t, frame, a, b, c) => {
    machine.enter(frame);
    frame.regs[a] = unary(unaryOperators[b], plain(operand(machine, frame, c)), machine.context);
  },
  [Op.SAVEVAR]: (_m, _t, frame, a, b) => {
    frame.regs[a] = ownVariable(frame.scope, frame.code.names[b].toLowerCase())?.value;
  },
  [Op.RESTOREVAR]: (_m, _t, frame, a, b) => {
    const cell = declareVariable(frame.scope, frame.code.names[b]);
    setCell(cell, frame.regs[a] as Value | undefined);
    frame.cells[b] = cell;
  },
  [Op.JBOUND]: (_m, _t, frame, a, _b, c) => {
    if (frame.boundSlots?.includes(a)) frame.pc = c;
  },
  [Op.MATCH]: match('Imatch'),
  [Op.NOTMATCH]: match('Inotmatch'),
  [Op.CMATCH]: match('Cmatch'),
  [Op.CNOTMATCH]: match('Cnotmatch'),
  [Op.SWITCHTEST]: switchTest,
  [Op.USING]: (_machine, _t, frame, a, b) => {
    frame.regs[a] = usingValue(frame, konst(frame, b) as string);
  },
  [Op.DECLARE]: (machine, _t, frame, a, b) => {
    machine.enter(frame);
    const d = konst(frame, a) as DeclareDescriptor;
    // The value of the assignment is the converted one; its register is the assignment's own.
    const v = declareConstrained(machine, frame, d.path, d.attributes, operand(machine, frame, b));
    if (b >= 0) frame.regs[b] = v;
  },
  [Op.STATUS]: (_m, thread, frame, a) => {
    frame.regs[a] = thread.runspace.succeeded;
  },
  [Op.SETSTATUS]: (_m, thread, _f, _a, b) => {
    thread.runspace.succeeded = b === 1;
    touch(thread.runspace);
  },
  [Op.ELEMENT]: (machine, _t, frame, a, b, c) => {
    const v = plain(operand(machine, frame, b));
    const items = typeof v === 'object' && v !== null ? enumerate(v) : null;
    if (c >= 0) frame.regs[a] = items === null ? (c === 0 ? v : null) : (items[c] ?? null);
    else {
      const from = -1 - c;
      if (items === null) frame.regs[a] = from === 0 ? v : null;
      else frame.regs[a] = items.length <= from ? null : items.length === from + 1 ? items[from] : new PSArray(items.slice(from));
    }
  },
  [Op.INDEXN]: (machine, _t, frame, a, _b, c) => {
    machine.enter(frame);
    const d = konst(frame, c) as IndexDescriptor;
    const table = d.asKey === true ? dictionaryOf(plain(operand(machine, frame, d.target))) : null;
    if (table !== null) {
      frame.regs[a] = table.get(plain(operand(machine, frame, d.indices[0]))) ?? null;
      return;
    }
    const v = getIndex(
      plain(operand(machine, frame, d.target)),
      d.indices.map((i) => plain(operand(machine, frame, i))),
      machine.context,
      strictModeOf(frame.scope) >= 3,
    );
    frame.regs[a] = v === undefined ? null : v;
  },
  [Op.SETINDEXN]: (machine, _t, frame, _a, b, c) => {
    machine.enter(frame);
    const d = konst(frame, b) as IndexDescriptor;
    setIndex(
      plain(operand(machine, frame, d.target)),
      d.indices.map((i) => plain(operand(machine, frame, i))),
      plain(operand(machine, frame, c)),
      machine.context,
    );
  },
  [Op.JNULL]: (machine, _t, frame, a, _b, c) => {
    const v = operand(machine, frame, a);
    if (v === null || isAutomationNull(v)) frame.pc = c;
  },
  [Op.JNOTNULL]: (machine, _t, frame, a, _b, c) => {
    const v = operand(machine, frame, a);
    if (v !== null && !isAutomationNull(v)) frame.pc = c;
  },
  [Op.DEFTYPE]: (machine, _t, frame, a) => {
    machine.enter(frame);
    defineTypes(machine, frame, konst(frame, a) as TypeDefinitionDescriptor[]);
  },
  [Op.TRAP]: (machine, thread, frame, a, b) => {
    const u = frame.regs[a] as Unwinding;
    const d = konst(frame, b) as { types: string[]; codes: Code[] };
    const { handler, exception } = trapFor(machine, u.record as ErrorRecord, d.types);
    trapFrame(machine, thread, frame, u, d.codes[handler], exception);
  },
  [Op.RANGE]: (machine, thread, frame, a, b, c) => {
    const from = rangeEnd(operand(machine, frame, b));
    const to = rangeEnd(operand(machine, frame, c));
    if (typeof from === 'number' && typeof to === 'number' && (from | 0) === from && (to | 0) === to)
      frame.regs[a] = new RangeValue(from, to);
    else frame.regs[a] = slowBinary(machine, thread, frame, 'DotDot', from, to);
  },
  [Op.REF]: (_machine, _t, frame, a, b) => {
    frame.regs[a] = reference(frame, konst(frame, b) as VariablePath);
  },
  [Op.BACKGROUND]: (machine, _t, frame, a) => {
    machine.background(frame, (konst(frame, a) as { text: string }).text);
  },
  [Op.RESULT]: (machine, _t, frame, a) => {
    const sink = frame.sinks !== null && frame.sinks.length > 0 ? frame.sinks[0] : frame.sink;
    const v = operand(machine, frame, a);
    if (isAutomationNull(v)) return;
    // the last one counts
    if (sink instanceof LazyCollector) frame.single = v;
    else if (sink instanceof PSArray) appendItem(sink, v);
  },
  [Op.UNROLL]: (machine, _t, frame, a, b, c) => {
    const v = b === NO_OPERAND ? AutomationNull : operand(machine, frame, b);
    if (c === 0 && (typeof v !== 'object' || v === null || isAutomationNull(v))) {
      frame.regs[a] = v;
      return;
    }
    const items = typeof v === 'object' && v !== null ? enumerate(v) : null;
    if (items === null) frame.regs[a] = c === 0 ? v : new PSArray(isAutomationNull(v) ? [] : [v]);
    else {
      if (items.length > 10_000) machine.memory.charge(items.length * 8);
      const list = new PSArray([...items]);
      taken(v);
      frame.regs[a] = c === 0 ? unwrapCollected(list) : list;
    }
  },
  [Op.SWITCHFILE]: (machine, _t, frame, a, b) => {
    machine.enter(frame);
    frame.regs[a] = machine.fileLines(frame, machine.text(operand(machine, frame, b)));
  },
};

/** An end of a range: a double is rounded to an int, as ParserOps.RangeOperator converts it. */
function rangeEnd(v: Value): Value {
  const n = typeof v === 'number' ? v : v instanceof PSNumber && v.kind === 'Double' ? Number(v.value) : null;
  if (n === null || !Number.isFinite(n)) return v;
  const floor = Math.floor(n);
  const rounded = n - floor === 0.5 ? floor + (floor % 2) : Math.round(n);
  return (rounded | 0) === rounded ? rounded | 0 : v;
}

function makeTable(machine: Machine, frame: CodeFrame, first: number, count: number, kind: 'Hashtable' | 'OrderedDictionary'): PSHashtable {
  const table = new PSHashtable(kind);
  for (let i = 0; i < count; i++) {
    const key = frame.regs[first + 2 * i] as Value;
    if (key === null || isAutomationNull(key))
      throw fail('InvalidOperation', 'InvalidOperation', 'A null key is not allowed in a hash literal.', {
        typeName: 'System.Management.Automation.PSInvalidOperationException',
      });
    if (table.has(key))
      throw fail(
        'DuplicateKeyInHashLiteral',
        'InvalidOperation',
        `Item has already been added. Key in dictionary: '${machine.text(key)}'  Key being added: '${machine.text(key)}'`,
        {
          typeName: 'System.ArgumentException',
        },
      );
    table.set(key, plain(frame.regs[first + 2 * i + 1] as Value));
  }
  return table;
}

function match(op: string): InstructionHandler {
  return (machine, _t, frame, a, b, c) => {
    machine.enter(frame);
    const { result, matches } = matchOperator(op, plain(operand(machine, frame, b)), plain(operand(machine, frame, c)), machine.context);
    if (matches !== null) machine.setMatches(frame, matches);
    frame.regs[a] = result;
  };
}

/** One clause of a switch against the item. SwitchFlags: 2 regex, 4 wildcard, 8 exact, 16 case-sensitive. */
function switchTest(machine: Machine, _t: Thread, frame: CodeFrame, a: number, b: number, c: number): void {
  const d = konst(frame, c) as SwitchTest;
  machine.enter(frame);
  const ctx = machine.context;
  const item = plain(frame.regs[b] as Value);
  const clause = plain(operand(machine, frame, d.operand));
  const caseSensitive = (d.flags & 16) !== 0;
  if (clause instanceof ScriptBlock) {
    const result = ctx.call({ block: clause, args: [], dollarUnder: item, scope: 'current' });
    frame.regs[a] = result.length === 1 ? isTrue(result[0]) : result.length > 1;
  } else if ((d.flags & 2) !== 0) {
    const { result, matches } = matchOperator(caseSensitive ? 'Cmatch' : 'Imatch', toText(item, ctx), toText(clause, ctx), ctx);
    if (matches !== null) machine.setMatches(frame, matches);
    frame.regs[a] = truth(result);
  } else if ((d.flags & 4) !== 0)
    frame.regs[a] = isWildcardMatch(
      toText(clause, ctx),
      toText(item, ctx),
      caseSensitive ? WildcardOptions.None : WildcardOptions.IgnoreCase,
    );
  else if (typeof item === 'string' || typeof clause === 'string') {
    const x = toText(item, ctx);
    const y = toText(clause, ctx);
    frame.regs[a] = caseSensitive ? x === y : x === y || x.toLowerCase() === y.toLowerCase();
  } else frame.regs[a] = truth(binary(caseSensitive ? 'Ceq' : 'Ieq', item, clause, ctx));
}
