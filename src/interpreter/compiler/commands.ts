/** Compiles commands and pipelines to descriptors. */
import type { CommandAst, CommandBaseAst, CommandElementAst, ExpressionAst, PipelineAst } from '../syntax/ast.ts';
import type { Builder } from './builder.ts';
import { compileRedirected } from './compile.ts';
import type { ArgumentDescriptor, CommandDescriptor, PipelineDescriptor, RedirectionDescriptor } from './descriptors.ts';
import { expression, isSlotVariable, mayWrite, onlyExpression, regOf, slotName } from './expressions.ts';
import { Op } from './opcodes.ts';
import { refuse } from './refuse.ts';

/** An operand that stays right while the elements after it are evaluated. */
function argumentOperand(b: Builder, node: ExpressionAst, later: readonly CommandElementAst[]): number {
  const operand = expression(b, node);
  const isSlot = operand < 0 && operand > -65537;
  if (isSlot && later.some((e) => (e.kind === 'CommandParameterAst' ? e.argument !== null && mayWrite(e.argument) : mayWrite(e))))
    return regOf(b, operand);
  return operand;
}

function argument(b: Builder, node: CommandElementAst, later: readonly CommandElementAst[]): ArgumentDescriptor {
  const { start, end } = node.extent;
  if (node.kind === 'CommandParameterAst') {
    return {
      kind: 'parameter',
      name: node.parameterName,
      text: b.code.source.text.slice(start, node.argument ? node.argument.extent.start : end),
      operand: node.argument === null ? null : argumentOperand(b, node.argument, later),
      start,
      end,
    };
  }
  if (node.kind === 'VariableExpressionAst' && node.splatted) {
    const operand = isSlotVariable(node) ? b.slotOperand(slotName(node)) : expression(b, { ...node, splatted: false });
    return { kind: 'splat', operand, start, end };
  }
  if (node.kind === 'UsingExpressionAst' && node.subExpression.kind === 'VariableExpressionAst' && node.subExpression.splatted)
    return { kind: 'splat', operand: expression(b, node), start, end };
  const operand = argumentOperand(b, node, later);
  if (node.kind === 'ConstantExpressionAst') return { kind: 'argument', operand, text: b.code.source.text.slice(start, end), start, end };
  return { kind: 'argument', operand, start, end };
}

function redirections(b: Builder, node: CommandBaseAst): RedirectionDescriptor[] {
  return node.redirections.map((r) =>
    r.kind === 'MergingRedirectionAst'
      ? { from: r.fromStream, to: r.toStream, path: null, append: false }
      : { from: r.fromStream, to: null, path: regOf(b, expression(b, r.location)), append: r.append },
  );
}

/** Compiles one command. */
export function commandDescriptor(b: Builder, node: CommandAst): CommandDescriptor {
  const [head, ...rest] = node.commandElements;
  // the first `--` only says that what follows are arguments
  const elements = rest.filter((e) => e.kind !== 'CommandParameterAst' || e.parameterName !== '-');
  if (head.kind === 'CommandParameterAst') throw refuse(b, head.extent, 'a parameter as a command name');
  const isName = head.kind === 'StringConstantExpressionAst' && head.value.trim() !== '';
  const operand = isName ? 0 : regOf(b, expression(b, head));
  const args = elements.map((e, i) => argument(b, e, elements.slice(i + 1)));
  const only = elements.length === 1 && elements[0].kind === 'ParenExpressionAst' ? onlyExpression(elements[0].pipeline) : null;
  const asMethod = only?.kind === 'ArrayLiteralAst' && elements[0].extent.start === head.extent.end;
  return {
    ...(asMethod ? { asMethod } : {}),
    name: isName ? head.value : null,
    operand,
    invocation: node.invocationOperator,
    args,
    redirections: redirections(b, node),
    plain: !asMethod && node.redirections.length === 0 && node.invocationOperator !== 'Dot' && args.every((a) => a.kind === 'argument'),
    start: node.extent.start,
    end: node.extent.end,
    isExpression: false,
  };
}

/** Emits the run of a pipeline of commands; output goes to register `target`, or to the frame's output if it is -1. */
export function emitInvocation(b: Builder, node: PipelineAst, target: number): void {
  const mark = b.mark();
  const elements = node.pipelineElements;
  const first = elements[0];
  const { start, end } = b;
  if (elements.length === 1 && first.kind === 'CommandAst') {
    const descriptor = commandDescriptor(b, first);
    b.start = first.extent.start;
    b.end = first.extent.end;
    b.emit(Op.INVOKE, target, b.descriptor(descriptor));
  } else {
    const descriptor: PipelineDescriptor = { input: null, commands: [], start: node.extent.start, end: node.extent.end };
    elements.forEach((e, i) => {
      if (e.kind === 'CommandAst') {
        descriptor.commands.push(commandDescriptor(b, e));
        return;
      }
      if (i > 0) throw refuse(b, e.extent, 'an expression after the first element of a pipeline');
      if (e.redirections.length === 0) {
        descriptor.input = source(b, e.expression);
        return;
      }
      // `expression > file`, `$(…) 2>&1`: what the expression itself runs writes there too, so it is a block of its own
      const block = b.register();
      b.emit(Op.MKBLOCK, block, b.constant(compileRedirected(b, e.expression)));
      descriptor.commands.push({
        name: null,
        operand: block,
        invocation: 'Dot',
        args: [],
        redirections: redirections(b, e),
        plain: false,
        start: e.extent.start,
        end: e.extent.end,
        isExpression: true,
      });
    });
    b.emit(Op.PIPELINE, target, b.descriptor(descriptor));
  }
  b.start = start;
  b.end = end;
  b.release(mark);
}

/** The source of a pipeline or foreach: `a..b` stays a lazy range. */
export function source(b: Builder, node: ExpressionAst): number {
  if (node.kind === 'ParenExpressionAst' && node.pipeline.kind === 'PipelineAst' && node.pipeline.pipelineElements.length === 1) {
    const inner = node.pipeline.pipelineElements[0];
    if (inner.kind === 'CommandExpressionAst' && inner.redirections.length === 0 && inner.expression.kind === 'BinaryExpressionAst')
      return source(b, inner.expression);
  }
  if (node.kind === 'BinaryExpressionAst' && node.operator === 'DotDot') {
    const r = b.register();
    const left = regOf(b, expression(b, node.left));
    b.emit(Op.RANGE, r, left, expression(b, node.right));
    return r;
  }
  return regOf(b, expression(b, node));
}
