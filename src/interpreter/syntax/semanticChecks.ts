/** Checks of the finished tree (SemanticChecks.cs): what the grammar allows and PowerShell refuses all the same. */

import { checkAssignmentTarget, checkConversion } from './assignmentChecks.ts';
import type {
  Ast,
  AttributeAst,
  ExpressionAst,
  FunctionMemberAst,
  HashtableAst,
  ParameterAst,
  PropertyMemberAst,
  ScriptBlockAst,
  TryStatementAst,
  VariableExpressionAst,
} from './ast.ts';
import { SwitchFlags } from './ast.ts';
import { isConstant, numberText } from './constants.ts';
import { checkDataSection } from './dataChecks.ts';
import { checkDscResource } from './dscChecks.ts';
import { before, firstExtent } from './extents.ts';
import type { AttributeTarget } from './knownTypes.ts';
import { isSameOrDerivedException, isVoid, knownAttribute } from './knownTypes.ts';
import { analyzeMethod } from './methodAnalysis.ts';
import type { Parser } from './parser.ts';
import { kindText } from './token.ts';
import { traverse } from './visit.ts';

const namespacePattern =
  /^[\p{L}\p{Nl}_][\p{L}\p{Nl}\p{Nd}\p{Pc}\p{Mn}\p{Mc}\p{Cf}_]*(?:\.[\p{L}\p{Nl}_][\p{L}\p{Nl}\p{Nd}\p{Pc}\p{Mn}\p{Mc}\p{Cf}_]*)*$/u;

/** What the walk carries along. */
interface State {
  p: Parser;
  path: readonly Ast[];
  /** The class member that surrounds a node; null inside of a script block that belongs to none. */
  members: (FunctionMemberAst | PropertyMemberAst | null)[];
  /** Variables of methods that may not have been assigned. */
  unassigned: Set<VariableExpressionAst>;
}

/** Whether a method returns nothing. */
export function returnsVoid(member: FunctionMemberAst): boolean {
  if (!member.returnType) return true;
  const { typeName } = member.returnType;
  return typeName.kind === 'TypeName' && isVoid(typeName);
}

/** Reports what SemanticChecks reports, in the same order. */
export function checkSemantics(p: Parser, root: ScriptBlockAst): void {
  const state: State = { p, path: [], members: [], unassigned: new Set() };
  const opensScope = (node: Ast, path: readonly Ast[]) =>
    node.kind === 'ScriptBlockAst' && (path.at(-1)?.kind === 'ScriptBlockExpressionAst' || path.at(-2)?.kind !== 'FunctionMemberAst');
  traverse(
    root,
    (node, path) => {
      state.path = path;
      if (opensScope(node, path)) state.members.push(null);
      check(state, node);
    },
    (node, path) => {
      if (opensScope(node, path) || node.kind === 'FunctionMemberAst' || node.kind === 'PropertyMemberAst') state.members.pop();
    },
  );
}

function check(state: State, node: Ast): void {
  const { p, path } = state;
  switch (node.kind) {
    case 'ParamBlockAst':
      checkParameterNames(p, node.parameters);
      break;
    case 'AttributeAst':
      checkAttribute(state, node);
      break;
    case 'ParameterAst':
      checkParameter(state, node);
      break;
    case 'TypeDefinitionAst':
      checkDscResource(p, node);
      break;
    case 'FunctionMemberAst':
      state.members.push(node);
      checkMethod(state, node);
      break;
    case 'PropertyMemberAst':
      checkProperty(p, node);
      state.members.push(node);
      break;
    case 'FunctionDefinitionAst':
      if (node.parameters && node.body.paramBlock) p.report(node.body.paramBlock.extent, 'OnlyOneParameterListAllowed');
      else if (node.parameters) checkParameterNames(p, node.parameters);
      if (node.isWorkflow) p.report(node.extent, 'WorkflowNotSupportedInPowerShellCore');
      break;
    case 'SwitchStatementAst':
      if ((node.flags & SwitchFlags.Parallel) !== 0) p.report(node.extent, 'KeywordParameterReservedForFutureUse', 'switch', 'parallel');
      break;
    case 'DataStatementAst':
      checkData(p, node);
      break;
    case 'ForEachStatementAst':
      if (node.parallel) p.report(node.extent, 'KeywordParameterReservedForFutureUse', 'foreach', 'parallel');
      if (!node.throttleLimit) break;
      p.report(node.extent, 'KeywordParameterReservedForFutureUse', 'foreach', 'throttlelimit');
      if (!node.parallel) p.report(node.extent, 'ThrottleLimitRequiresParallelFlag');
      break;
    case 'TryStatementAst':
      checkCatchOrder(p, node);
      break;
    case 'BreakStatementAst':
    case 'ContinueStatementAst': {
      const label = node.label ? (node.label.kind === 'StringConstantExpressionAst' ? node.label.value : null) : '';
      checkLeavesFinally(state, node, label);
      checkLabel(state, node, label);
      break;
    }
    case 'ReturnStatementAst':
      checkLeavesFinally(state, node, null);
      checkReturn(state, node, node.pipeline !== null);
      break;
    case 'AssignmentStatementAst':
      checkAssignmentTarget(p, node.left, node.operator === 'Equals', (bad) => p.report(bad.extent, 'InvalidLeftHandSide'));
      break;
    case 'UnaryExpressionAst': {
      const { tokenKind } = node;
      if (!/PlusPlus|MinusMinus/.test(tokenKind)) break;
      checkAssignmentTarget(p, node.child, false, (bad) => p.report(bad.extent, 'OperatorRequiresVariableOrProperty', kindText(tokenKind)));
      break;
    }
    case 'ConvertExpressionAst':
      checkConversion(p, node, path);
      break;
    case 'UsingExpressionAst': {
      const bad = badUsingExpression(node.subExpression);
      if (bad) p.report(bad.extent, 'InvalidUsingExpression');
      break;
    }
    case 'VariableExpressionAst':
      checkVariable(state, node);
      break;
    case 'HashtableAst':
      checkKeys(p, node);
      break;
    case 'AttributedExpressionAst': {
      let child: ExpressionAst = node.child;
      while (child.kind === 'AttributedExpressionAst' || child.kind === 'ConvertExpressionAst') child = child.child;
      if (child.kind !== 'VariableExpressionAst') {
        p.report(node.attribute.extent, 'UnexpectedAttribute', node.attribute.typeName.fullName);
      }
      break;
    }
    case 'BlockStatementAst':
      if (path.some((ancestor) => ancestor.kind === 'FunctionDefinitionAst' && ancestor.isWorkflow)) break;
      p.report(node.kindToken.extent, 'UnexpectedKeyword', node.kindToken.text);
      break;
    case 'UsingStatementAst': {
      const kind = node.usingStatementKind;
      if (kind === 'Command' || kind === 'Type' || node.alias) p.report(node.extent, 'UsingStatementNotSupported');
      if (kind === 'Namespace' && node.name && !namespacePattern.test(node.name.value)) {
        p.report(node.name.extent, 'InvalidNamespaceValue');
      }
      break;
    }
  }
}

function checkParameterNames(p: Parser, parameters: readonly ParameterAst[]): void {
  const names = new Set<string>();
  for (const parameter of parameters) {
    const name = parameter.name.variablePath.userPath;
    if (names.has(name.toLowerCase())) p.report(parameter.name.extent, 'DuplicateFormalParameter', name);
    names.add(name.toLowerCase());
    const voidType = parameter.attributes.find((attribute) => attribute.kind === 'TypeConstraintAst' && isVoid(attribute.typeName));
    if (voidType) p.report(voidType.extent, 'VoidTypeConstraintNotAllowed');
  }
}

/** What an attribute stands on, where that is a class or part of one. */
function attributeTargets(state: State): readonly AttributeTarget[] | null {
  const parent = state.path.at(-1);
  switch (parent?.kind) {
    case 'TypeDefinitionAst':
      return [parent.isClass ? 'Class' : parent.isEnum ? 'Enum' : 'Interface'];
    case 'PropertyMemberAst':
      return ['Property', 'Field'];
    case 'FunctionMemberAst':
      return [parent.isConstructor ? 'Constructor' : 'Method'];
    case 'ParameterAst':
      return state.members.at(-1)?.kind === 'FunctionMemberAst' ? ['Parameter'] : null;
    default:
      return null;
  }
}

function checkAttribute(state: State, node: AttributeAst): void {
  const { p } = state;
  const targets = attributeTargets(state);
  const known = targets && knownAttribute(node.typeName);
  if (known && targets) {
    if (!known.validOn.some((target) => targets.includes(target))) {
      p.report(node.extent, 'AttributeNotAllowedOnDeclaration', known.name, known.validOn.join(', '));
    }
    for (const argument of node.namedArguments) {
      const name = argument.argumentName;
      if (known.properties.some((property) => property.toLowerCase() === name.toLowerCase())) continue;
      p.report(argument.extent, 'PropertyNotFoundForAttribute', name, known.name, known.properties.join(', '));
    }
  }
  const use = { attribute: true, classAttribute: targets !== null };
  const id = targets ? 'ParameterAttributeArgumentNeedsToBeConstant' : 'ParameterAttributeArgumentNeedsToBeConstantOrScriptBlock';
  const names = new Set<string>();
  for (const argument of node.namedArguments) {
    const key = argument.argumentName.toLowerCase();
    if (names.has(key)) p.report(argument.extent, 'DuplicateNamedArgument', argument.argumentName);
    else if (!argument.expressionOmitted && !isConstant(argument.argument, use)) p.report(argument.argument.extent, id);
    names.add(key);
  }
  for (const argument of node.positionalArguments) if (!isConstant(argument, use)) p.report(argument.extent, id);
}

function checkParameter(state: State, node: ParameterAst): void {
  const isMethod = state.path.at(-2)?.kind === 'FunctionMemberAst';
  let hasType = false;
  for (const attribute of node.attributes) {
    if (attribute.kind !== 'TypeConstraintAst') continue;
    if (attribute.typeName.fullName.toLowerCase() === 'ordered') {
      state.p.report(attribute.extent, 'OrderedAttributeOnlyOnHashLiteralNode', attribute.typeName.fullName);
    } else if (isMethod) {
      if (hasType) state.p.report(attribute.extent, 'MultipleTypeConstraintsOnMethodParam');
      hasType = true;
    }
  }
}

function checkMethod(state: State, node: FunctionMemberAst): void {
  const { p } = state;
  const { body } = node.functionDefinition;
  if (body.paramBlock) p.report(body.paramBlock.extent, 'ParamBlockNotAllowedInMethod');
  const { dynamicParamBlock, beginBlock, processBlock, endBlock, cleanBlock } = body;
  if (beginBlock || processBlock || cleanBlock || dynamicParamBlock || !endBlock?.unnamed) {
    p.report(firstExtent(dynamicParamBlock, beginBlock, processBlock, endBlock), 'NamedBlockNotAllowedInMethod');
  }
  if (node.isConstructor && node.returnType) p.report(node.returnType.extent, 'ConstructorCantHaveReturnType');
  const { allPathsReturn, unassigned } = analyzeMethod(node);
  for (const variable of unassigned) state.unassigned.add(variable);
  if (!allPathsReturn && !returnsVoid(node)) p.report(node.functionDefinition.nameExtent, 'MethodHasCodePathNotReturn');
}

function checkProperty(p: Parser, node: PropertyMemberAst): void {
  const type = node.propertyType?.typeName;
  if (!node.propertyType || !type) return;
  if (isVoid(type) || (type.kind === 'TypeName' && /`\d+$/.test(type.name))) {
    p.report(node.propertyType.extent, 'TypeNotAllowedForProperty', type.fullName);
  }
}

function checkData(p: Parser, node: Ast & { kind: 'DataStatementAst' }): void {
  const commands = ['ConvertFrom-StringData'];
  let constant = true;
  for (const command of node.commandsAllowed) {
    if (command.kind === 'StringConstantExpressionAst') commands.push(command.value);
    else constant = false;
  }
  // With a computed name the check is left to run time.
  checkDataSection(node.body, p.text, { commands: constant ? commands : null }, (extent, id, ...args) => p.report(extent, id, ...args));
}

function checkCatchOrder(p: Parser, node: TryStatementAst): void {
  const clauses = node.catchClauses;
  for (let i = 0; i < clauses.length - 1; i++) {
    for (let j = i + 1; j < clauses.length; j++) {
      if (clauses[i].isCatchAll) {
        p.report(before(clauses[j]), 'EmptyCatchNotLast');
        break;
      }
      for (const first of clauses[i].catchTypes) {
        for (const second of clauses[j].catchTypes) {
          if (!isSameOrDerivedException(second.typeName, first.typeName)) continue;
          const name = second.typeName.name;
          p.report(second.extent, 'ExceptionTypeAlreadyCaught', /^system\./i.test(name) ? name : `System.${name}`);
        }
      }
    }
  }
}

function labelMatches(label: string, loopLabel: string | null): boolean {
  return label === '' || label.toLowerCase() === (loopLabel ?? '').toLowerCase();
}

type LoopAst = Ast & { kind: `${'ForEach' | 'For' | 'While' | 'DoWhile' | 'DoUntil'}StatementAst` };

function isLoop(node: Ast): node is LoopAst {
  return /^(ForEach|For|While|DoWhile|DoUntil)StatementAst$/.test(node.kind);
}

/** A label that a method's code jumps to must be in the method. */
function checkLabel(state: State, node: Ast, label: string | null): void {
  if (!label) return;
  for (let i = state.path.length - 1; i >= 0; i--) {
    const ancestor = state.path[i];
    if (ancestor.kind === 'FunctionDefinitionAst') {
      if (state.path[i - 1]?.kind === 'FunctionMemberAst') state.p.report(node.extent, 'LabelNotFound', label);
      return;
    }
    if (isLoop(ancestor) && labelMatches(label, ancestor.label)) return;
  }
}

function checkLeavesFinally(state: State, node: Ast, label: string | null): void {
  for (let i = state.path.length - 1; i >= 0; i--) {
    const ancestor = state.path[i];
    if (ancestor.kind === 'NamedBlockAst' || ancestor.kind === 'TrapStatementAst' || ancestor.kind === 'ScriptBlockAst') return;
    if (label !== null && (isLoop(ancestor) || ancestor.kind === 'SwitchStatementAst') && labelMatches(label, ancestor.label)) return;
    const parent = state.path[i - 1];
    if (parent?.kind === 'TryStatementAst' && parent.finally === ancestor) {
      state.p.report(node.extent, 'ControlLeavingFinally');
      return;
    }
  }
}

function checkReturn(state: State, node: Ast, hasValue: boolean): void {
  const member = state.members.at(-1);
  if (member?.kind !== 'FunctionMemberAst') return;
  if (hasValue && returnsVoid(member)) state.p.report(node.extent, 'VoidMethodHasReturn');
  else if (!hasValue && !returnsVoid(member)) state.p.report(node.extent, 'NonVoidMethodMissingReturnValue');
}

/** The part of a $using: expression that is not allowed, or null. */
function badUsingExpression(expression: ExpressionAst): ExpressionAst | null {
  let node = expression;
  for (;;) {
    if (node.kind === 'VariableExpressionAst') return null;
    if (node.kind === 'MemberExpressionAst' && node.member.kind === 'StringConstantExpressionAst') node = node.expression;
    else if (node.kind === 'IndexExpressionAst') {
      if (!isConstant(node.index, { attribute: true })) return node.index;
      node = node.target;
    } else return node;
  }
}

function checkVariable(state: State, node: VariableExpressionAst): void {
  const { p, path } = state;
  const parent = path.at(-1);
  const name = node.variablePath.userPath;
  if (node.splatted && parent?.kind !== 'CommandAst' && parent?.kind !== 'UsingExpressionAst') {
    const inList = parent?.kind === 'ArrayLiteralAst' && path.at(-2)?.kind === 'CommandAst';
    p.report(node.extent, inList ? 'SplattingNotPermittedInArgumentList' : 'SplattingNotPermitted', name);
  }
  if (state.unassigned.has(node)) p.report(node.extent, 'VariableNotLocal');
  if (name.toLowerCase() === 'this' && state.members.at(-1)?.isStatic) {
    p.report(node.extent, 'NonStaticMemberAccessInStaticMember', name);
  }
}

function checkKeys(p: Parser, node: HashtableAst): void {
  const keys = new Set<string>();
  for (const { item1 } of node.keyValuePairs) {
    let key: string;
    if (item1.kind === 'StringConstantExpressionAst') key = item1.value;
    else if (item1.kind === 'ConstantExpressionAst') key = item1.value.type === 'Boolean' ? 'True' : numberText(item1.value);
    else continue;
    if (keys.has(key.toLowerCase())) p.report(item1.extent, 'DuplicateKeyInHashLiteral', key);
    keys.add(key.toLowerCase());
  }
}
