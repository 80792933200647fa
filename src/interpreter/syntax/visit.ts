/** Walking the tree: children in the order in which PowerShell's visitors meet them, search, and parent pointers. */
import type { Ast, StatementAst, TrapStatementAst } from './ast.ts';

function block(node: { traps: TrapStatementAst[] | null; statements: StatementAst[] }): Ast[] {
  return node.traps ? [...node.traps, ...node.statements] : node.statements;
}

function present(...nodes: (Ast | null)[]): Ast[] {
  return nodes.filter((node) => node !== null);
}

/**
 * The direct children of a node in the visiting order of each class's InternalVisit (ast.cs): traps before statements, the condition of
 * `do` before its body, and so on. The result must not be changed; it may be a list of the tree itself.
 */
export function children(node: Ast): readonly Ast[] {
  switch (node.kind) {
    case 'ScriptBlockAst':
      return [
        ...node.usingStatements,
        ...node.attributes,
        ...present(node.paramBlock, node.dynamicParamBlock, node.beginBlock, node.processBlock, node.endBlock, node.cleanBlock),
      ];
    case 'ParamBlockAst':
      return [...node.attributes, ...node.parameters];
    case 'NamedBlockAst':
    case 'StatementBlockAst':
      return block(node);
    case 'ParameterAst':
      return [...node.attributes, ...present(node.name, node.defaultValue)];
    case 'AttributeAst':
      return [...node.positionalArguments, ...node.namedArguments];
    case 'NamedAttributeArgumentAst':
      return [node.argument];
    case 'FunctionDefinitionAst':
      return node.parameters ? [...node.parameters, node.body] : [node.body];
    case 'TypeDefinitionAst':
      return [...node.attributes, ...node.baseTypes, ...node.members];
    case 'PropertyMemberAst':
      return [...present(node.propertyType), ...node.attributes, ...present(node.initialValue)];
    case 'FunctionMemberAst':
      return [...node.attributes, ...present(node.returnType), node.functionDefinition];
    case 'UsingStatementAst':
      return present(node.name, node.moduleSpecification, node.alias);
    case 'ConfigurationDefinitionAst':
      return [node.instanceName, node.body];
    case 'DynamicKeywordStatementAst':
      return node.commandElements;
    case 'IfStatementAst':
      return [...node.clauses.flatMap((clause) => [clause.item1, clause.item2]), ...present(node.elseClause)];
    case 'DataStatementAst':
    case 'BlockStatementAst':
      return [node.body];
    case 'ForEachStatementAst':
      return [node.variable, node.condition, node.body];
    case 'ForStatementAst':
      return present(node.initializer, node.condition, node.iterator, node.body);
    case 'DoWhileStatementAst':
    case 'DoUntilStatementAst':
    case 'WhileStatementAst':
      return [node.condition, node.body];
    case 'SwitchStatementAst':
      return [node.condition, ...node.clauses.flatMap((clause) => [clause.item1, clause.item2]), ...present(node.default)];
    case 'TryStatementAst':
      return [node.body, ...node.catchClauses, ...present(node.finally)];
    case 'CatchClauseAst':
      return [...node.catchTypes, node.body];
    case 'TrapStatementAst':
      return present(node.trapType, node.body);
    case 'BreakStatementAst':
    case 'ContinueStatementAst':
      return present(node.label);
    case 'ReturnStatementAst':
    case 'ExitStatementAst':
    case 'ThrowStatementAst':
      return present(node.pipeline);
    case 'ErrorStatementAst':
      return [
        ...(node.nestedAst ?? []),
        ...present(...(node.flags ?? []).map((flag) => flag.value)),
        ...(node.conditions ?? []),
        ...(node.bodies ?? []),
      ];
    case 'ErrorExpressionAst':
      return node.nestedAst ?? [];
    case 'PipelineChainAst':
      return [node.lhsPipelineChain, node.rhsPipeline];
    case 'PipelineAst':
      return node.pipelineElements;
    case 'AssignmentStatementAst':
    case 'BinaryExpressionAst':
      return [node.left, node.right];
    case 'CommandAst':
      return node.redirections.length > 0 ? [...node.commandElements, ...node.redirections] : node.commandElements;
    case 'CommandExpressionAst':
      return [node.expression, ...node.redirections];
    case 'CommandParameterAst':
      return present(node.argument);
    case 'FileRedirectionAst':
      return [node.location];
    case 'TernaryExpressionAst':
      return [node.condition, node.ifTrue, node.ifFalse];
    case 'UnaryExpressionAst':
      return [node.child];
    case 'AttributedExpressionAst':
    case 'ConvertExpressionAst':
      return [node.attribute, node.child];
    case 'MemberExpressionAst':
      return [node.expression, node.member];
    case 'InvokeMemberExpressionAst':
    case 'BaseCtorInvokeMemberExpressionAst':
      return [node.expression, node.member, ...(node.arguments ?? [])];
    case 'IndexExpressionAst':
      return [node.target, node.index];
    case 'ExpandableStringExpressionAst':
      return node.nestedExpressions;
    case 'ScriptBlockExpressionAst':
      return [node.scriptBlock];
    case 'ArrayLiteralAst':
      return node.elements;
    case 'HashtableAst':
      return node.keyValuePairs.flatMap((pair) => [pair.item1, pair.item2]);
    case 'ArrayExpressionAst':
    case 'SubExpressionAst':
    case 'UsingExpressionAst':
      return [node.subExpression];
    case 'ParenExpressionAst':
      return [node.pipeline];
    case 'TypeConstraintAst':
    case 'MergingRedirectionAst':
    case 'TypeExpressionAst':
    case 'VariableExpressionAst':
    case 'ConstantExpressionAst':
    case 'StringConstantExpressionAst':
      return [];
  }
}

/**
 * Calls `visit` for a node and its descendants, parents first, in visiting order. `visit` answers 'skip' to leave out a node's children
 * and 'stop' to end the walk. Iterative, so that depth is no limit.
 */
export function walk(root: Ast, visit: (node: Ast) => 'skip' | 'stop' | undefined): void {
  const stack: Ast[] = [root];
  for (let node = stack.pop(); node; node = stack.pop()) {
    const answer = visit(node);
    if (answer === 'stop') return;
    if (answer === 'skip') continue;
    const list = children(node);
    for (let i = list.length - 1; i >= 0; i--) stack.push(list[i]);
  }
}

/**
 * Walks a tree with calls before and after each node's children. `path` holds the node's ancestors, the parent last, in both calls.
 * Iterative as walk() is.
 */
export function traverse(
  root: Ast,
  enter: (node: Ast, path: readonly Ast[]) => void,
  leave: (node: Ast, path: readonly Ast[]) => void,
): void {
  const path: Ast[] = [];
  // The children of each node of the path, and how many of them were visited.
  const lists: (readonly Ast[])[] = [];
  const visited: number[] = [];
  let node: Ast | undefined = root;
  for (;;) {
    if (node) {
      enter(node, path);
      const list = children(node);
      if (list.length > 0) {
        path.push(node);
        lists.push(list);
        visited.push(1);
        node = list[0];
        continue;
      }
      leave(node, path);
    }
    const depth = path.length - 1;
    if (depth < 0) return;
    const next: Ast | undefined = lists[depth][visited[depth]++];
    if (!next) {
      lists.pop();
      visited.pop();
      const finished = path.pop();
      if (finished) leave(finished, path);
    }
    node = next;
  }
}

/**
 * Ast.FindAll: the nodes below and including `root` that satisfy `predicate`. Without `searchNestedScriptBlocks` functions and script
 * block expressions are tested themselves, but not entered. A constructor's call of its base is never given itself, since AstSearcher
 * does not test it (AstVisitor.cs).
 */
export function findAll(root: Ast, predicate: (node: Ast) => boolean, searchNestedScriptBlocks: boolean): Ast[] {
  const found: Ast[] = [];
  walk(root, (node) => {
    if (node.kind !== 'BaseCtorInvokeMemberExpressionAst' && predicate(node)) found.push(node);
    if (searchNestedScriptBlocks) return undefined;
    return node.kind === 'FunctionDefinitionAst' || node.kind === 'ScriptBlockExpressionAst' ? 'skip' : undefined;
  });
  return found;
}

/** Ast.Find: the first node that findAll would give, or null. */
export function find(root: Ast, predicate: (node: Ast) => boolean, searchNestedScriptBlocks: boolean): Ast | null {
  let found: Ast | null = null;
  walk(root, (node) => {
    if (node.kind !== 'BaseCtorInvokeMemberExpressionAst' && predicate(node)) {
      found = node;
      return 'stop';
    }
    if (searchNestedScriptBlocks) return undefined;
    return node.kind === 'FunctionDefinitionAst' || node.kind === 'ScriptBlockExpressionAst' ? 'skip' : undefined;
  });
  return found;
}

/** Sets `parent` on every node below `root` (Ast.Parent). */
export function linkParents(root: Ast): void {
  walk(root, (node) => {
    for (const child of children(node)) child.parent = node;
    return undefined;
  });
}
