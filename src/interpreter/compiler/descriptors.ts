/** Constants of code that describe commands, calls and definitions: plain data. */

import type { VariablePath } from '../syntax/token.ts';
import type { AttributeSpec, Code } from '../values/code.ts';

/** An element of a command after its name. Operands as opcodes.ts codes them. */
export type ArgumentDescriptor =
  | { kind: 'argument'; operand: number; text?: string; start: number; end: number }
  | { kind: 'splat'; operand: number; start: number; end: number }
  | { kind: 'parameter'; name: string; text: string; operand: number | null; start: number; end: number };

/** A redirection: merging (`to`) or to a file (`path`). */
export interface RedirectionDescriptor {
  from: 'All' | 'Output' | 'Error' | 'Warning' | 'Verbose' | 'Debug' | 'Information';
  /** Merge target stream ('Output') or null. */
  to: string | null;
  path: number | null;
  append: boolean;
}

/** A command of a pipeline. */
export interface CommandDescriptor {
  /** Constant name, or null: then `operand` is the command. */
  name: string | null;
  operand: number;
  invocation: 'Unknown' | 'Ampersand' | 'Dot';
  args: ArgumentDescriptor[];
  redirections: RedirectionDescriptor[];
  /** True: written like a method call, `f(1, 2)`, which strict mode refuses. */
  asMethod?: boolean;
  /** True: only plain positional arguments: the fast call path may be tried. */
  plain: boolean;
  start: number;
  end: number;
  /** The element is an expression in a pipeline's first place (its value is `operand`). */
  isExpression: boolean;
}

/** A pipeline of more than one element, or one that starts with an expression. */
export interface PipelineDescriptor {
  /** Operand of the first element's value if it is an expression, else null. */
  input: number | null;
  commands: CommandDescriptor[];
  start: number;
  end: number;
}

/** The parts of an expandable string: operands. */
export interface TextDescriptor {
  args: number[];
}

/** A method call. */
export interface MethodDescriptor {
  target: number;
  /** Constant name, or null: then `nameOperand`. */
  name: string | null;
  nameOperand: number;
  args: number[];
  isStatic: boolean;
  /** Type arguments of a generic call. */
  typeArguments: string[];
  /** Type that the target is cast to: a base class's own method is called. */
  targetType: string | null;
  /** Types that casts of the arguments give for overload choice. */
  argumentTypes: (string | null)[];
}

/** A function definition. */
export interface FunctionDescriptor {
  name: string;
  isFilter: boolean;
  code: Code;
}

/** A variable with type constraint or attributes. */
export interface DeclareDescriptor {
  path: VariablePath;
  attributes: AttributeSpec[];
}

/** A clause of a switch statement. */
export interface SwitchTest {
  /** Operand of the clause's value, or a script block's register. */
  operand: number;
  flags: number;
}

/** Several indices. */
export interface IndexDescriptor {
  target: number;
  indices: number[];
  /** True: the one index is cast to [object]: a key even of an ordered dictionary. */
  asKey?: boolean;
}

/** Type definitions (classes, enums) of a script block, in order. */
export interface TypeDefinitionDescriptor {
  name: string;
  kind: 'class' | 'enum' | 'interface';
  isFlags: boolean;
  underlying: string;
  baseTypes: string[];
  attributes: AttributeSpec[];
  properties: {
    name: string;
    type: string;
    isStatic: boolean;
    isHidden: boolean;
    attributes: AttributeSpec[];
    /** Code of the initial value's expression, or null. */
    initial: Code | null;
  }[];
  methods: {
    name: string;
    returnType: string;
    isStatic: boolean;
    isHidden: boolean;
    isConstructor: boolean;
    parameters: { name: string; type: string }[];
    code: Code;
    /** Arguments of `: base(…)` as code that yields an array, or null. */
    baseArguments: Code | null;
  }[];
}
