/** What may stand to the left of an assignment or under ++, and conversions to [ref] and [ordered] (SemanticChecks.cs). */
import type { Ast, ConvertExpressionAst, ExpressionAst } from './ast.ts';
import { isReference, isVoid, knownType } from './knownTypes.ts';
import { pureExpression } from './nodes.ts';
import type { Parser } from './parser.ts';
import type { Extent } from './token.ts';
import { find } from './visit.ts';

/** Automatic variables with the only type that they may be assigned with. */
const automaticTypes: Record<string, string> = {
  _: 'System.Object',
  args: 'System.Object[]',
  this: 'System.Object',
  input: 'System.Object',
  pscmdlet: 'System.Management.Automation.PSScriptCmdlet',
  psboundparameters: 'System.Management.Automation.PSBoundParametersDictionary',
  myinvocation: 'System.Management.Automation.InvocationInfo',
  psscriptroot: 'System.String',
  pscommandpath: 'System.String',
};

/** Calls `reportBad` for each part of a target that nothing can be assigned to. `simple`: the operator is `=`, so lists are allowed. */
export function checkAssignmentTarget(p: Parser, target: ExpressionAst, simple: boolean, reportBad: (bad: Ast) => void): void {
  switch (target.kind) {
    case 'ArrayLiteralAst':
      if (simple) for (const element of target.elements) checkAssignmentTarget(p, element, true, reportBad);
      else reportBad(target);
      break;
    case 'ParenExpressionAst': {
      const inner = pureExpression(target.pipeline);
      if (inner) checkAssignmentTarget(p, inner, simple, reportBad);
      else reportBad(target.pipeline);
      break;
    }
    case 'MemberExpressionAst':
    case 'InvokeMemberExpressionAst':
    case 'BaseCtorInvokeMemberExpressionAst':
    case 'IndexExpressionAst':
      if (target.nullConditional) reportBad(target);
      break;
    case 'VariableExpressionAst':
      break;
    case 'AttributedExpressionAst':
    case 'ConvertExpressionAst':
      checkConstrainedTarget(p, target, simple, reportBad);
      break;
    default:
      reportBad(target);
  }
}

function sameType(id: string, name: string | null): boolean {
  const lower = name?.toLowerCase();
  return lower === id.toLowerCase() || `system.${lower}` === id.toLowerCase();
}

function checkConstrainedTarget(p: Parser, target: ExpressionAst, simple: boolean, reportBad: (bad: Ast) => void): void {
  let node = target;
  let converts = 0;
  let reference: Extent | null = null;
  let last: string | null = null;
  while (node.kind === 'AttributedExpressionAst' || node.kind === 'ConvertExpressionAst') {
    if (node.kind === 'ConvertExpressionAst') {
      const { typeName, extent } = node.attribute;
      converts++;
      last = knownType(typeName)?.id ?? typeName.name;
      if (isReference(typeName)) reference = extent;
      else if (isVoid(typeName)) p.report(extent, 'VoidTypeConstraintNotAllowed');
    }
    node = node.child;
  }
  if (reference && converts > 1) {
    p.report(reference, 'ReferenceNeedsToBeByItselfInTypeConstraint');
    return;
  }
  if (node.kind === 'VariableExpressionAst') {
    const path = node.variablePath;
    const local = path.isVariable && (path.isUnscopedVariable || path.isLocal || path.isPrivate);
    const expected = local && Object.hasOwn(automaticTypes, path.name.toLowerCase()) ? automaticTypes[path.name.toLowerCase()] : null;
    if (expected !== null && !sameType(expected, last)) {
      p.report(target.extent, 'AssignmentStatementToAutomaticNotSupported', path.name, expected);
    }
  }
  checkAssignmentTarget(p, node, simple, reportBad);
}

/** [ordered] needs a hashtable; [ref] stands alone and last. */
export function checkConversion(p: Parser, node: ConvertExpressionAst, path: readonly Ast[]): void {
  const { typeName } = node.attribute;
  if (typeName.fullName.toLowerCase() === 'ordered') {
    if (node.child.kind !== 'HashtableAst') p.report(node.extent, 'OrderedAttributeOnlyOnHashLiteralNode', typeName.fullName);
    return;
  }
  if (!isReference(typeName)) return;
  let several = false;
  for (let child = node.child; child.kind === 'AttributedExpressionAst' || child.kind === 'ConvertExpressionAst'; child = child.child) {
    if (child.kind !== 'ConvertExpressionAst' || !isReference(child.attribute.typeName)) continue;
    several = true;
    p.report(child.attribute.extent, 'ReferenceNeedsToBeByItselfInTypeSequence');
  }
  const parent = path.at(-1);
  if (several || parent?.kind !== 'ConvertExpressionAst' || isReference(parent.attribute.typeName)) return;
  for (let i = path.length - 2; i >= 0; i--) {
    const ancestor = path[i];
    if (ancestor.kind === 'CommandExpressionAst') break;
    if (ancestor.kind !== 'AssignmentStatementAst') continue;
    // To the left of an assignment another error says it.
    if (find(ancestor.left, (inner) => inner === node, true)) return;
    break;
  }
  p.report(node.attribute.extent, 'ReferenceNeedsToBeLastTypeInTypeConversion');
}
