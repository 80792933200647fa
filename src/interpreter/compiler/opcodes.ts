/**
 * The instruction set. An instruction is four int32: opcode, a, b, c.
 *
 * *Operands* (written `op(x)` below) are coded in one int: `x >= 0` a register; `-1 … -65536` the variable in slot `-1 - x` of the
 * layout. Constants that are operands have registers of their own behind the others (Code.operandConstants); while a code is being
 * built they are coded as `-65537 - index`.
 *
 * Opcodes under {@link FIRST_EXTENDED} are cases of the run loop's switch, which must stay small: V8 never optimises a function of
 * more than 61,440 bytes of bytecode. All others go through tables of handlers (machine/handlers*.ts).
 * The set is append-only from version 1.0 on; until then {@link INSTRUCTION_SET} rises when an opcode changes its meaning.
 */
export const INSTRUCTION_SET = 1;
/** Rises when the same text compiles to other instructions of the set: code stored before has another key then. */
export const COMPILATION = 3;

export const Op = {
  /** r[a] = op(b) */
  MOVE: 0,
  /** variable slot a = op(b) */
  SETVAR: 1,
  /** r[a] = op(b) + op(c), and so on */
  ADD: 2,
  SUB: 3,
  MUL: 4,
  DIV: 5,
  REM: 6,
  EQ: 7,
  NE: 8,
  LT: 9,
  LE: 10,
  GT: 11,
  GE: 12,
  /** pc = c */
  JMP: 13,
  /** if not op(a): pc = c */
  JF: 14,
  JT: 15,
  /** if not (op(a) < op(b)): pc = c, and so on */
  JNLT: 16,
  JNLE: 17,
  JNGT: 18,
  JNGE: 19,
  JNEQ: 20,
  JNNE: 21,
  /** variable slot a += b (1 or -1), no result */
  INC: 22,
  /** variable slot a += op(b) */
  ADDVAR: 23,
  /** pc = c, at the end of a loop's body */
  LOOP: 24,
  /** write op(a), unrolled, to the output; r[b] counts */
  EMIT: 25,
  /** next item of the enumeration in r[a], r[a+1] into variable slot b (or r[~b] if b < 0), or pc = c when over */
  FOREACHNEXT: 26,
  /** r[a] = op(b).consts[c] */
  GETPROP: 27,
  /** r[a] = op(b)[op(c)] */
  INDEX: 28,
  /** op(a)[op(b)] = op(c) */
  SETINDEX: 29,
  /** r[a] = -not op(b) */
  NOT: 30,
  /** r[a] = texts of r[b] … r[b+c-1] joined; c = -1: of the operands of descriptor consts[b] */
  CONCAT: 31,
  /** r[a] = array of r[b] … r[b+c-1] */
  MKARRAY: 32,
  /** run the command of descriptor consts[b]; output to r[a] if a >= 0, else to the frame's output */
  INVOKE: 33,
  /** end of a block: back to whoever started it */
  ENDBLOCK: 34,
  /** r[a] = call of the method of descriptor consts[b] */
  CALLMETHOD: 35,
  /** r[a] = old value of variable slot b, which is then changed by c (1 or -1) */
  POSTINC: 36,
  /** r[a] = bool of op(b) */
  TOBOOL: 37,
  /** r[a] = op(b) converted to the type named consts[c] */
  CONVERT: 38,
  /** start the pipeline of descriptor consts[b]; output as INVOKE */
  PIPELINE: 39,
  /** push the frame's output and write into a new collector */
  COLLECT: 40,
  /** pop it; r[a] = what was collected: b 0 = unwrapped (AutomationNull, item, array), 1 = always an array, 2 = dropped */
  COLLECTED: 41,
  /** like a slot access, but makes unset variables null (strict mode: an error): r[a] = op(b) */
  GETVAR: 42,
  /**
   * At the end of a loop's body, before the instructions that do the same in general. Numbers in plain variables only, else nothing is
   * done: if op(a) < op(b): pc = c, and so on
   */
  JLT: 43,
  JLE: 44,
  JGT: 45,
  JGE: 46,
  /** … if variable slot a + 1 < op(b): add 1, pc = c */
  INCLT: 47,
  INCLE: 48,

  // ---- extended ----
  /** r[a] = the enumeration state for op(b) (foreach): r[a] collection, r[a+1] index */
  FOREACHINIT: 64,
  /** r[a] = the variable of path consts[b] */
  GETPATH: 65,
  /** variable of path consts[a] = op(b) */
  SETPATH: 66,
  /** op(a).consts[b] = op(c) */
  SETPROP: 67,
  /** r[a] = op(b).(op(c)) with a computed name */
  GETPROPD: 68,
  /** op(a).(op(b)) = op(c) */
  SETPROPD: 69,
  /** r[a] = [op(b)]::consts[c] */
  GETSTATIC: 70,
  SETSTATIC: 71,
  /** r[a] = type named consts[b] */
  TYPE: 72,
  /** r[a] = hashtable of c pairs in r[b]…; */
  MKHASH: 73,
  /** the same, ordered */
  MKORDERED: 74,
  /** r[a] = script block of code consts[b] */
  MKBLOCK: 75,
  /** r[a] = [pscustomobject] of c pairs in r[b]… */
  MKCUSTOM: 76,
  /** define the function of descriptor consts[a] */
  DEFFUNC: 77,
  /** throw op(a) (b: 1 = nothing given) */
  THROW: 78,
  /** go on with the unwinding in r[a] (rethrow) */
  RETHROW: 79,
  /** end of a finally block: go on with the unwinding in r[a] if there is one */
  ENDFINALLY: 80,
  /** r[a] = whether the error in r[b] is of one of the types consts[c] */
  CATCHTEST: 81,
  /** r[a] = the ErrorRecord of the unwinding in r[b]; clears the error state */
  CATCH: 82,
  /** jump out to c through finally blocks; a = depth of collectors there */
  LEAVE: 83,
  /** break (b 0) or continue (b 1) out of the frame with label op(a) or none (a = 0x7fffffff) */
  BREAK: 84,
  /** return from the block; output is written already */
  RETURN: 85,
  /** exit with op(a) */
  EXIT: 86,
  /** r[a] = unary operator b (index in token kinds) of op(c) */
  UNARY: 87,
  /** r[a] = value of variable slot b, undefined if not set in this scope; and back */
  SAVEVAR: 88,
  RESTOREVAR: 89,
  /** if parameter in slot a was bound: pc = c */
  JBOUND: 90,
  PROLOGUEEND: 91,
  /** r[a] = -match of op(b), op(c), setting $Matches; MATCH+1.. for the four kinds */
  MATCH: 92,
  NOTMATCH: 93,
  CMATCH: 94,
  CNOTMATCH: 95,
  /** r[a] = whether switch clause matches: descriptor consts[c], item r[b] */
  SWITCHTEST: 96,
  /** r[a] = $using: value of key consts[b] */
  USING: 97,
  /** declare variable with attributes: descriptor consts[a], initial value op(b) */
  DECLARE: 98,
  /** r[a] = $? */
  STATUS: 99,
  /** $? = b */
  SETSTATUS: 100,
  /** r[a] = r[b] … for `$a, $b = …`: element c of op(b) or the rest (c < 0: from ~c on) */
  ELEMENT: 101,
  /** r[a] = index with several subscripts, descriptor consts[c]: {target, indices} */
  INDEXN: 102,
  /** slice c of member access with `?.`: if op(a) is null jump */
  JNULL: 103,
  JNOTNULL: 104,
  /** define script classes: descriptor consts[a] */
  DEFTYPE: 105,
  /** run code of `trap`: descriptor consts[b], unwinding in r[a] */
  TRAP: 106,
  /** r[a] = lazily enumerated range op(b)..op(c) */
  RANGE: 107,
  /** r[a] = splatted or dynamic keyword … refused */
  REFUSE: 108,
  /** r[a] = [ref] to the variable of path consts[b] */
  REF: 109,
  /** r[a] = a -as/-is … with a type literal */
  CASTREF: 110,
  /** method call result discarded checks: op(a) to [void] */
  VOID: 111,
  /** SETINDEX with several subscripts */
  SETINDEXN: 112,
  /** data section variable */
  DATA: 113,
  /** r[a] = [op(b)] cast to type computed at run time op(c) */
  CASTDYN: 114,
  /** begin of a statement list with file redirection of an expression: descriptor consts[b] value op(a) */
  REDIRECT: 115,
  /** background job: descriptor consts[a] */
  BACKGROUND: 116,
  /** using statements */
  USINGSTMT: 117,
  /** the value that a class's method returns, as it is: op(a) */
  RESULT: 119,
  /** switch -file: r[a] = lines of file op(b) */
  SWITCHFILE: 118,
  /** r[a] = what COLLECT, EMIT of op(b), COLLECTED would give; c as of COLLECTED (0, 1). b = 0x7fffffff: nothing was written */
  UNROLL: 120,

  /** r[a] = op(b) <operator> op(c): BINARY + index of the operator in binaryOperators */
  BINARY: 160,
} as const;

export const FIRST_EXTENDED = 64;

/** Operators that have no opcode of their own, in order of their opcodes from BINARY on. Append-only. */
export const binaryOperators = [
  'Plus',
  'Minus',
  'Multiply',
  'Divide',
  'Rem',
  'Ieq',
  'Ine',
  'Ilt',
  'Ile',
  'Igt',
  'Ige',
  'Ceq',
  'Cne',
  'Clt',
  'Cle',
  'Cgt',
  'Cge',
  'Ilike',
  'Inotlike',
  'Clike',
  'Cnotlike',
  'Ireplace',
  'Creplace',
  'Icontains',
  'Inotcontains',
  'Ccontains',
  'Cnotcontains',
  'Iin',
  'Inotin',
  'Cin',
  'Cnotin',
  'Isplit',
  'Csplit',
  'Join',
  'Format',
  'Is',
  'IsNot',
  'As',
  'Band',
  'Bor',
  'Bxor',
  'Shl',
  'Shr',
  'Xor',
  'DotDot',
  'And',
  'Or',
] as const;

/** Opcode of a binary operator by TokenKind name; undefined for those that compile to jumps or MATCH. */
export function binaryOpcode(operator: string): number | undefined {
  const index = (binaryOperators as readonly string[]).indexOf(operator);
  return index < 0 ? undefined : Op.BINARY + index;
}

/** Unary operators of {@link Op.UNARY} by index. Append-only. */
export const unaryOperators = [
  'Minus',
  'Plus',
  'Bnot',
  'Join',
  'Isplit',
  'Csplit',
  'Comma',
  'Not',
  'Exclaim',
  'PlusPlus',
  'MinusMinus',
] as const;

/** Kinds of rows in Code.handlers: [kind, start, end, target, depth, x, y]. Innermost first. */
export const Handler = {
  /** x: register for the unwinding. */
  CATCH: 1,
  FINALLY: 2,
  /** target: first instruction after the statement. */
  STATEMENT: 3,
  /** target: break; x: continue; y: constant of the label or -1. */
  LOOP: 4,
  /** x: register for the unwinding, y: constant of the trap's type list. */
  TRAP: 5,
} as const;
export const HANDLER_ROW = 7;

/** Operand of a slot. */
export const slotOperand = (slot: number): number => -1 - slot;
/** Operand of a constant. */
export const constOperand = (index: number): number => -65537 - index;
/** No label. */
export const NO_OPERAND = 0x7fffffff;
