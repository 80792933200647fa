/** Compiled code and script blocks as values. */
import { HeapObject, snapshotClass } from './heap.ts';
import type { Value } from './value.ts';

/** A text that was parsed, and where it came from. Shared by all code compiled from it. */
export class SourceText {
  readonly text: string;
  /** Path of the script file; '' for typed or generated text. */
  readonly file: string;
  /** Hash of both, part of the content address of the code compiled from it. */
  readonly hash: string;
  constructor(text = '', file = '') {
    this.text = text;
    this.file = file;
    let h1 = 0x811c9dc5;
    let h2 = 0x01000193;
    for (const s of [text, file]) {
      for (let i = 0; i < s.length; i++) {
        const c = s.charCodeAt(i);
        h1 = Math.imul(h1 ^ c, 0x01000193);
        h2 = Math.imul(h2 + c, 0x85ebca6b) ^ (h2 >>> 13);
      }
      h1 ^= 0xff51;
    }
    this.hash = `${(h1 >>> 0).toString(36)}${(h2 >>> 0).toString(36)}${text.length.toString(36)}`;
  }
}
snapshotClass('SourceText', 'value', SourceText);

/** An attribute as written: its type's name, its arguments' values (constants by the time of use). Plain data. */
export interface AttributeSpec {
  /** Name as written, e.g. `Parameter`, `ValidateSet`, `MyClassAttribute`. */
  typeName: string;
  positional: unknown[];
  named: Record<string, unknown>;
}

/** A parameter of a function or script block as compiled. Plain data. */
export interface ParameterSpec {
  name: string;
  /** Type constraint as written in full (`int`, `string[]`, `System.Object` when none). */
  type: string;
  attributes: AttributeSpec[];
  /** Slot of the variable in the code's layout. */
  slot: number;
  hasDefault: boolean;
  /** Text of the default value's expression (shown by help), null if none. */
  defaultText: string | null;
}

/**
 * Compiled code of one script block: immutable, content-addressed (`key`), stored once beside the checkpoints and executed
 * as stored. The layout gives each variable name that the text mentions unscoped a slot.
 */
export class Code {
  /** Content address: hash of instruction-set version, source text, file and extent. */
  key = '';
  /** Function's name, or ''. */
  name = '';
  /** Four int32 an instruction: opcode, a, b, c. */
  ops: Int32Array = new Int32Array(0);
  /** Constants: values, nested Code, descriptors (plain data). */
  consts: unknown[] = [];
  /** Slot -> variable name in the spelling of its first use. */
  names: string[] = [];
  registers = 0;
  /** Constants that are operands: they have the registers from `registers` on, in this order. */
  operandConstants: number[] = [];
  /** Protected regions, see machine/unwind.ts. */
  handlers: Int32Array = new Int32Array(0);
  /** Per instruction: start and end offset of the extent it belongs to. */
  positions: Int32Array = new Int32Array(0);
  source: SourceText = new SourceText();
  /** Extent of the script block (including braces) in the source. */
  start = 0;
  end = 0;
  parameters: ParameterSpec[] = [];
  /** Attributes of the script block ([CmdletBinding()] …). */
  attributes: AttributeSpec[] = [];
  /** First instruction of each named block, -1 where absent. A plain body is `end` (`process` in a filter). */
  dynamicParamPc = -1;
  beginPc = -1;
  processPc = -1;
  endPc = -1;
  cleanPc = -1;
  /** First instruction of the prologue that evaluates default values of parameters; -1 without any. Ends with PROLOGUEEND. */
  paramPc = -1;
  /** `$using:` expressions of this code and of what it contains: textual key and code that evaluates the expression. */
  usings: { key: string; code: Code }[] = [];
  /** True for `filter` and bodies that are a process block by default. */
  isFilter = false;
  /** Of `using namespace`: for names of types in strings. */
  namespaces: string[] = [];
  /** True: nothing but an end block that does not ask for $input: it may be entered directly. */
  isPlain = false;
  /** Registers of a new frame: a cache. */
  template: unknown[] | null = null;
  /** Finished frames that may be used again: a cache of the machine's. */
  pool: unknown[] | null = null;
  /** Whether calls of it leave their scopes to nobody (machine/functionCalls.ts): a cache. */
  quiet: boolean | null = null;
  /** Call sites by constant: a cache of the machine's. */
  sites: unknown[] | null = null;
  /** Lower-case name -> slot: a cache. */
  slots: Map<string, number> | null = null;
}
snapshotClass('Code', 'value', Code, ['slots', 'sites', 'template', 'pool', 'quiet']);

/** Registers for a new frame of the code. */
export function newRegisters(code: Code): unknown[] {
  if (code.template === null) {
    const template = new Array<unknown>(code.registers).fill(undefined);
    for (const constant of code.operandConstants) template.push(code.consts[constant]);
    code.template = template;
  }
  return code.template.slice();
}

/** Slot of a variable name in a code's layout, or -1. */
export function slotOf(code: Code, lowerName: string): number {
  let slots = code.slots;
  if (slots === null) {
    slots = new Map(code.names.map((n, i) => [n.toLowerCase(), i]));
    code.slots = slots;
  }
  return slots.get(lowerName) ?? -1;
}

/** System.Management.Automation.ScriptBlock. */
export class ScriptBlock extends HeapObject {
  code: Code;
  /** Session state it is bound to: a module (ModuleState of machine/state.ts) or null = the runspace it runs in. */
  module: HeapObject | null;
  /** Where the text came from, for restricted sessions: 'user' = sent or typed by the client. Inherited by everything made of it. */
  origin: 'trusted' | 'user';
  isFilter: boolean;
  /** True: bound to no session state, it runs in that of whoever calls it ([scriptblock]::Create, script files). */
  isUnbound: boolean;
  constructor(code: Code = new Code(), module: HeapObject | null = null, origin: 'trusted' | 'user' = 'user') {
    super();
    this.code = code;
    this.module = module;
    this.origin = origin;
    this.isFilter = code.isFilter;
    this.isUnbound = false;
  }
  /** Text of the block without its braces, as ToString shows it. */
  get text(): string {
    return scriptBlockText(this.code);
  }
}
snapshotClass('ScriptBlock', 'heap', ScriptBlock);

/** Text between the braces of a script block; the whole text of a script. */
export function scriptBlockText(code: Code): string {
  const text = code.source.text.slice(code.start, code.end);
  return text.startsWith('{') && text.endsWith('}') ? text.slice(1, -1) : text;
}

/** A reference cell of `[ref]`: wraps a variable (a heap object with `value`) or a value of its own. */
export class PSReference extends HeapObject {
  /** The variable cell it stands for, or null. */
  variable: (HeapObject & { value: Value | undefined }) | null;
  own: Value;
  constructor(variable: (HeapObject & { value: Value | undefined }) | null = null, own: Value = null) {
    super();
    this.variable = variable;
    this.own = own;
  }
}
snapshotClass('PSReference', 'heap', PSReference);
