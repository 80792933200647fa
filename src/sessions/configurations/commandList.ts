/**
 * Lists of plain commands: all that a session without a language takes. The client makes them of what was typed, computing arguments that
 * are constant in its own full language; what is more than that it sends as text, which such a session always refuses. Rules:
 * ScriptBlockToPowerShell.cs (its checker and converter), and NoLanguage as measured through Invoke-Command.
 */
import { Builder } from '../../interpreter/compiler/builder.ts';
import { compileScriptBlock } from '../../interpreter/compiler/compile.ts';
import { numberValue } from '../../interpreter/compiler/constants.ts';
import {
  compileCommandList,
  type ListedArgument,
  type ListedCommand,
  type ListedStatements,
  valueSlots,
} from '../../interpreter/compiler/languageModes.ts';
import { type CommandOptions, startBlock } from '../../interpreter/machine/command.ts';
import { CodeFrame } from '../../interpreter/machine/frames.ts';
import type { Machine } from '../../interpreter/machine/machine.ts';
import { PipelineFrame } from '../../interpreter/machine/pipelineFrame.ts';
import { PSVariable, type Thread } from '../../interpreter/machine/state.ts';
import {
  type Ast,
  type CommandAst,
  type ExpressionAst,
  parseInput,
  pureExpression,
  type ScriptBlockAst,
  walk,
} from '../../interpreter/syntax/index.ts';
import { ScriptBlock, SourceText } from '../../interpreter/values/code.ts';
import { PSArray, PSHashtable } from '../../interpreter/values/collections.ts';
import type { NativeContext } from '../../interpreter/values/context.ts';
import { fail } from '../../interpreter/values/errors.ts';
import type { HeapObject } from '../../interpreter/values/heap.ts';
import { isAutomationNull, type Value } from '../../interpreter/values/value.ts';
import type { WireValue } from '../protocol.ts';
import { deserialize, serialize } from '../remoting/serialization.ts';

/** A command list as it crosses (MessageBody 'invoke', field commands). Plain data. */
export interface CommandList extends ListedStatements {
  values: WireValue[];
}

/** A list of no commands: what an empty line is. */
export function noCommands(): CommandList {
  return { text: '', statements: [], values: [] };
}

/** What the client found: commands, and the expressions whose values they need. */
interface Plan {
  ast: ScriptBlockAst;
  text: string;
  statements: ListedCommand[][];
  expressions: ExpressionAst[];
}

/** Nodes that make a text more than plain commands, wherever they stand. */
const REFUSED: readonly Ast['kind'][] = [
  'ScriptBlockExpressionAst',
  'FileRedirectionAst',
  'FunctionDefinitionAst',
  'TypeDefinitionAst',
  'AssignmentStatementAst',
  'PipelineChainAst',
  'DataStatementAst',
  'ErrorStatementAst',
  'ErrorExpressionAst',
];

/**
 * The commands of a text if it is only plain commands with constant arguments, else null: then it can only be sent as it is, and a session
 * without a language refuses it.
 */
export function checkNoLanguage(text: string): Plan | null {
  const { ast, errors } = parseInput(text, null);
  return errors.length > 0 ? null : plan(ast, text);
}

function plan(ast: ScriptBlockAst, text: string): Plan | null {
  if (ast.beginBlock || ast.processBlock || ast.dynamicParamBlock || ast.cleanBlock || ast.usingStatements.length > 0) return null;
  const body = ast.endBlock;
  if (body === null || body.traps || body.statements.length === 0) return null;
  const parameters = new Set((ast.paramBlock?.parameters ?? []).map((p) => p.name.variablePath.userPath.toLowerCase()));
  if (ast.paramBlock?.parameters.some((p) => p.defaultValue !== null || p.attributes.some((a) => a.kind === 'AttributeAst'))) return null;
  const found: Plan = { ast, text, statements: [], expressions: [] };
  const top = new Set<Ast>();
  for (const statement of body.statements) {
    if (statement.kind !== 'PipelineAst') return null;
    for (const element of statement.pipelineElements) {
      if (element.kind !== 'CommandAst') return null;
      top.add(element);
    }
  }
  if (!isPlain(body, top, parameters)) return null;
  for (const statement of body.statements) {
    if (statement.kind !== 'PipelineAst') return null;
    const commands: ListedCommand[] = [];
    for (const element of statement.pipelineElements) {
      const command = listed(element as CommandAst, found);
      if (command === null) return null;
      commands.push(command);
    }
    found.statements.push(commands);
  }
  return found;
}

/** True if nothing below is more than a constant expression. */
function isPlain(root: Ast, top: ReadonlySet<Ast>, parameters: ReadonlySet<string>): boolean {
  let plain = true;
  walk(root, (node) => {
    if (REFUSED.includes(node.kind)) plain = false;
    if (node.kind === 'CommandAst' && (!top.has(node) || node.invocationOperator === 'Dot')) plain = false;
    if (node.kind === 'MergingRedirectionAst' && node.toStream !== 'Output') plain = false;
    // evaluated on the client whatever it is
    if (node.kind === 'UsingExpressionAst') return 'skip';
    if (node.kind === 'VariableExpressionAst') {
      const name = node.variablePath.userPath.toLowerCase();
      if (!['true', 'false', 'null', 'args'].includes(name) && !parameters.has(name)) plain = false;
    }
    return undefined;
  });
  return plain;
}

function listed(node: CommandAst, found: Plan): ListedCommand | null {
  const [head, ...elements] = node.commandElements;
  if (head.kind !== 'StringConstantExpressionAst') return null;
  const value = (expression: ExpressionAst): number => found.expressions.push(expression) - 1;
  const args: ListedArgument[] = [];
  for (const element of elements) {
    if (element.kind === 'CommandParameterAst') {
      const given = element.argument === null ? -1 : value(element.argument);
      args.push({ parameter: element.parameterName, value: given, joined: given >= 0 });
    } else if (!(element.kind === 'VariableExpressionAst' && element.splatted))
      args.push({ parameter: null, value: value(element), joined: false });
  }
  return { name: head.value, args, start: node.extent.start, end: node.extent.end };
}

/** How a text's arguments are computed. */
export interface ListOptions {
  /** -ArgumentList: values of the text's own parameters. */
  args?: readonly Value[];
  /** Session state of the block that the text is of. */
  module?: HeapObject | null;
  origin?: 'trusted' | 'user';
}

/**
 * The command list of a text, or null if it is more than that. Called on the client in a cmdlet's phase: arguments that are no plain
 * constants are evaluated there (it may ask for activities). Throws what the evaluation throws.
 */
export function toCommandList(text: string, ctx: NativeContext, options: ListOptions = {}): CommandList | null {
  const found = checkNoLanguage(text);
  if (found === null) return null;
  const values = found.expressions.map((e) =>
    serialize(e.kind === 'StringConstantExpressionAst' ? e.value : evaluate(found, e, ctx, options), ctx),
  );
  return { text, statements: found.statements, values };
}

/**
 * The command list of a text that a page sends straight to the session itself, where nothing of the text may be evaluated: null unless
 * all arguments are literals.
 */
export function literalCommandList(text: string, ctx: NativeContext): CommandList | null {
  const found = checkNoLanguage(text);
  if (found === null) return null;
  const values: WireValue[] = [];
  for (const expression of found.expressions) {
    const value = literal(expression);
    if (value === undefined) return null;
    values.push(serialize(value, ctx));
  }
  return { text, statements: found.statements, values };
}

/** The value of a literal; undefined for anything else. */
function literal(node: ExpressionAst): Value | undefined {
  switch (node.kind) {
    case 'StringConstantExpressionAst':
      return node.value;
    case 'ExpandableStringExpressionAst':
      return node.nestedExpressions.length === 0 ? node.value : undefined;
    case 'ConstantExpressionAst':
      return node.value.type === 'Boolean' ? true : numberValue(node.value);
    case 'VariableExpressionAst': {
      const name = node.variablePath.userPath.toLowerCase();
      return name === 'null' ? null : name === 'true' ? true : name === 'false' ? false : undefined;
    }
    case 'UnaryExpressionAst': {
      const value = node.tokenKind === 'Minus' ? literal(node.child) : undefined;
      return typeof value === 'number' && value !== 0 ? -value : undefined;
    }
    case 'ArrayLiteralAst':
      return items(node.elements.map(literal));
    case 'ArrayExpressionAst':
      return items(
        node.subExpression.statements.flatMap((s): (Value | undefined)[] => {
          const expression = pureExpression(s);
          const value = expression === null ? undefined : literal(expression);
          return value instanceof PSArray ? value.items : [value];
        }),
      );
    case 'ParenExpressionAst': {
      const expression = pureExpression(node.pipeline);
      return expression === null ? undefined : literal(expression);
    }
    case 'HashtableAst': {
      const table = new PSHashtable('Hashtable');
      for (const { item1, item2 } of node.keyValuePairs) {
        const expression = pureExpression(item2);
        const key = literal(item1);
        const value = expression === null ? undefined : literal(expression);
        if (key === undefined || key === null || value === undefined) return undefined;
        table.set(key, value);
      }
      return table;
    }
    default:
      return undefined;
  }
}

function items(values: (Value | undefined)[]): Value | undefined {
  return values.every((v) => v !== undefined) ? new PSArray(values as Value[]) : undefined;
}

/** A copy of a tree in which `$using:x` is `$x`: it is evaluated where it was written. */
function withoutUsing<T>(node: T): T {
  if (Array.isArray(node)) return node.map(withoutUsing) as T;
  if (typeof node !== 'object' || node === null) return node;
  const one = node as Record<string, unknown>;
  if (one.kind === 'UsingExpressionAst') return withoutUsing(one.subExpression) as T;
  return Object.fromEntries(Object.entries(one).map(([k, v]) => [k, withoutUsing(v)])) as T;
}

function evaluate(found: Plan, node: ExpressionAst, ctx: NativeContext, options: ListOptions): Value {
  const { ast, text } = found;
  const { extent } = node;
  // a comma in front: the value comes out as it is
  const expression: ExpressionAst = { kind: 'ArrayLiteralAst', extent, elements: [withoutUsing(node)] };
  const body: ScriptBlockAst = {
    ...ast,
    endBlock: {
      kind: 'NamedBlockAst',
      extent,
      unnamed: true,
      blockKind: 'End',
      traps: null,
      statements: [
        {
          kind: 'PipelineAst',
          extent,
          background: false,
          pipelineElements: [{ kind: 'CommandExpressionAst', extent, expression, redirections: [] }],
        },
      ],
    },
  };
  const root = new Builder(new SourceText(text, ''), 0, text.length);
  const code = compileScriptBlock(root, body, { name: '', start: extent.start, end: extent.end });
  code.key += '-argument';
  const block = new ScriptBlock(code, options.module ?? null, options.origin ?? 'user');
  const output = ctx.call({ block, args: [...(options.args ?? [])] });
  const value = output.length === 0 ? null : output.length === 1 ? output[0] : new PSArray(output);
  return isAutomationNull(value) ? null : value;
}

// ---- where it runs ----

/** Most commands and values of one list. */
const LIMIT = 10_000;

/** True for what is a command list indeed: it comes from another machine. */
export function isCommandList(value: unknown): value is CommandList {
  const list = value as CommandList | null;
  if (typeof list !== 'object' || list === null || typeof list.text !== 'string') return false;
  if (!Array.isArray(list.values) || list.values.length > LIMIT || !Array.isArray(list.statements) || list.statements.length > LIMIT)
    return false;
  const isIndex = (n: unknown): boolean => Number.isInteger(n) && (n as number) >= -1 && (n as number) < list.values.length;
  return list.statements.every(
    (commands) =>
      Array.isArray(commands) &&
      commands.length > 0 &&
      commands.length <= LIMIT &&
      commands.every(
        (c) =>
          typeof c?.name === 'string' &&
          c.name !== '' &&
          Number.isInteger(c.start) &&
          Number.isInteger(c.end) &&
          Array.isArray(c.args) &&
          c.args.every(
            (a) =>
              isIndex(a?.value) &&
              (a.parameter === null
                ? a.value >= 0
                : typeof a.parameter === 'string' && a.parameter !== '' && typeof a.joined === 'boolean'),
          ),
      ),
  );
}

/** The block that runs a list; its values must be given to its frame ({@link giveValues}). Throws for what is no list. */
export function commandListBlock(list: unknown, hasInput = false): ScriptBlock {
  if (!isCommandList(list))
    throw fail('InvalidCommandList', 'InvalidData', 'The list of commands that the client sent is not valid.', {
      typeName: 'System.Management.Automation.Remoting.PSRemotingDataStructureException',
    });
  return new ScriptBlock(compileCommandList(list, hasInput), null, 'user');
}

/** Gives a list's values to the frame that is to run its block. They are in no scope: no command can name them. */
export function giveValues(frame: CodeFrame, list: CommandList): void {
  const slots = valueSlots(frame.code, list.values.length);
  list.values.forEach((wire, i) => {
    if (slots[i] >= 0) frame.cells[slots[i]] = new PSVariable(frame.code.names[slots[i]], deserialize(wire));
  });
}

/** Starts a list as a thread, as startBlock() does a block. */
export function runCommandList(machine: Machine, list: unknown, options: CommandOptions): Thread {
  const block = commandListBlock(list, options.input !== undefined);
  const thread = startBlock(machine, block, options);
  const pipeline = thread.frame;
  const [first] = pipeline instanceof PipelineFrame ? pipeline.stages : [];
  if (first instanceof CodeFrame) giveValues(first, list as CommandList);
  return thread;
}
