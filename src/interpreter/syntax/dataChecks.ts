/** What a data section may hold (SemanticChecks.cs RestrictedLanguageChecker). Restricted language mode uses it too. */
import type { Ast, TypeName } from './ast.ts';
import type { ParserMessageId } from './errors.ts';
import { knownType } from './knownTypes.ts';
import { commandName } from './nodes.ts';
import { type Extent, hasTrait, kindText, TokenFlags } from './token.ts';
import { walk } from './visit.ts';

const defaultVariables = ['PSCulture', 'PSUICulture', 'true', 'false', 'null'];

/** Nodes that are refused whatever they hold. */
const refused: Partial<Record<Ast['kind'], ParserMessageId>> = {
  ScriptBlockAst: 'ScriptBlockNotSupportedInDataSection',
  ScriptBlockExpressionAst: 'ScriptBlockNotSupportedInDataSection',
  ParamBlockAst: 'ParameterDeclarationNotSupportedInDataSection',
  AttributeAst: 'AttributeNotSupportedInDataSection',
  AttributedExpressionAst: 'AttributeNotSupportedInDataSection',
  FunctionDefinitionAst: 'FunctionDeclarationNotSupportedInDataSection',
  TrapStatementAst: 'TrapStatementNotSupportedInDataSection',
  SwitchStatementAst: 'SwitchStatementNotSupportedInDataSection',
  DataStatementAst: 'DataSectionStatementNotSupportedInDataSection',
  ForEachStatementAst: 'ForeachStatementNotSupportedInDataSection',
  DoWhileStatementAst: 'DoWhileStatementNotSupportedInDataSection',
  DoUntilStatementAst: 'DoWhileStatementNotSupportedInDataSection',
  ForStatementAst: 'ForWhileStatementNotSupportedInDataSection',
  WhileStatementAst: 'ForWhileStatementNotSupportedInDataSection',
  TryStatementAst: 'TryStatementNotSupportedInDataSection',
  BreakStatementAst: 'FlowControlStatementNotSupportedInDataSection',
  ContinueStatementAst: 'FlowControlStatementNotSupportedInDataSection',
  ReturnStatementAst: 'FlowControlStatementNotSupportedInDataSection',
  ExitStatementAst: 'FlowControlStatementNotSupportedInDataSection',
  ThrowStatementAst: 'FlowControlStatementNotSupportedInDataSection',
  AssignmentStatementAst: 'AssignmentStatementNotSupportedInDataSection',
  MergingRedirectionAst: 'RedirectionNotSupportedInDataSection',
  FileRedirectionAst: 'RedirectionNotSupportedInDataSection',
  MemberExpressionAst: 'PropertyReferenceNotSupportedInDataSection',
  InvokeMemberExpressionAst: 'MethodCallNotSupportedInDataSection',
  IndexExpressionAst: 'ArrayReferenceNotSupportedInDataSection',
  BlockStatementAst: 'ParallelAndSequenceBlockNotSupportedInDataSection',
};

/** Names that are allowed: `commands` null allows every command; `variables` adds to the default ones, '*' allows all. */
export interface DataLimits {
  commands: readonly string[] | null;
  variables?: readonly string[];
  environment?: boolean;
}

function isSimple(type: TypeName): boolean {
  return knownType(type.kind === 'ArrayTypeName' ? type.elementType : type)?.simple ?? false;
}

/** Reports everything below `root` that a data section refuses. `text` is the whole source. */
export function checkDataSection(
  root: Ast,
  text: string,
  limits: DataLimits,
  report: (extent: Extent, id: ParserMessageId, ...args: unknown[]) => void,
): void {
  const allowAll = limits.variables?.length === 1 && limits.variables[0] === '*';
  const names = [...defaultVariables, ...(limits.variables ?? [])];
  const allowed = new Set(names.map((name) => name.toLowerCase()));
  walk(root, (node) => {
    const id = refused[node.kind];
    if (id) report(node.extent, id);
    switch (node.kind) {
      case 'TypeConstraintAst':
      case 'TypeExpressionAst':
        if (!isSimple(node.typeName)) report(node.extent, 'TypeNotAllowedInDataSection', node.typeName.fullName);
        break;
      case 'CommandAst': {
        if (node.invocationOperator === 'Dot') {
          report(node.extent, 'DotSourcingNotSupportedInDataSection');
          break;
        }
        if (!limits.commands) break;
        const name = commandName(node);
        if (name === null && node.invocationOperator === 'Ampersand') {
          report(node.extent, 'OperatorNotSupportedInDataSection', kindText('Ampersand'));
        } else if (name === null || !limits.commands.some((command) => command.toLowerCase() === name.toLowerCase())) {
          report(node.extent, 'CmdletNotInAllowedListForDataSection', name ?? text.slice(node.extent.start, node.extent.end));
        }
        break;
      }
      case 'BinaryExpressionAst':
        if (hasTrait(node.operator, TokenFlags.DisallowedInRestrictedMode)) {
          report(node.errorPosition, 'OperatorNotSupportedInDataSection', kindText(node.operator));
        }
        break;
      case 'UnaryExpressionAst':
        if (hasTrait(node.tokenKind, TokenFlags.DisallowedInRestrictedMode)) {
          report(node.extent, 'OperatorNotSupportedInDataSection', kindText(node.tokenKind));
        }
        break;
      case 'VariableExpressionAst': {
        const path = node.variablePath;
        if (allowAll || allowed.has(path.userPath.toLowerCase())) break;
        if (limits.environment && path.driveName?.toLowerCase() === 'env') break;
        report(node.extent, 'VariableReferenceNotSupportedInDataSection', names.map((name) => `$${name}`).join(', '));
        break;
      }
    }
    return undefined;
  });
}
