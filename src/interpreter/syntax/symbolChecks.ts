/** Names of classes, and assignments to properties without $this, after the parse (SymbolResolver.cs). */
import type { Ast, ScriptBlockAst, TypeDefinitionAst, TypeName, UsingStatementAst, VariablePath } from './ast.ts';
import { constantValue, isConstant } from './constants.ts';
import type { Parser } from './parser.ts';
import { requiredModule } from './requires.ts';
import { findAll, traverse } from './visit.ts';

/** A scope for the names of types: a script block, a function, a class, or a method. */
interface Scope {
  type: TypeDefinitionAst | null;
  isMethod: boolean;
  /** Names in lower case; for types that modules export, the modules' names. */
  types: Map<string, { modules: string[] | null }>;
  /** A class's properties by name in lower case; whether they are static. */
  properties: Map<string, { name: string; isStatic: boolean }>;
}

/** Reports what SymbolResolver reports; asks the host about types and modules that the script does not define itself. */
export function checkSymbols(p: Parser, root: ScriptBlockAst): void {
  // Without classes and modules there is nothing to find, and most scripts have none.
  if (!p.sawTypeDefinition && !root.usingStatements.some(({ usingStatementKind }) => usingStatementKind === 'Module')) return;
  const scopes: Scope[] = [];
  const namespaces = root.usingStatements
    .filter((statement) => statement.usingStatementKind === 'Namespace' && statement.name)
    .map((statement) => statement.name?.value ?? '');

  const enterScope = (node: Ast, type: TypeDefinitionAst | null, isMethod: boolean): void => {
    const scope: Scope = { type, isMethod, types: new Map(), properties: new Map() };
    for (const member of type?.members ?? []) {
      const key = member.name.toLowerCase();
      if (member.kind === 'PropertyMemberAst' && !scope.properties.has(key)) {
        scope.properties.set(key, { name: member.name, isStatic: member.isStatic });
      }
    }
    scopes.push(scope);
    for (const definition of findAll(node, (found) => found.kind === 'TypeDefinitionAst', false)) addType(scope, definition);
  };
  const addType = (scope: Scope, definition: Ast): void => {
    if (definition.kind !== 'TypeDefinitionAst') return;
    const known = scope.types.get(definition.name.toLowerCase());
    if (known && !known.modules) p.report(definition.extent, 'MemberAlreadyDefined', definition.name);
    else scope.types.set(definition.name.toLowerCase(), { modules: null });
  };
  const currentType = () => scopes.findLast((scope) => scope.type !== null)?.type ?? null;
  const lookUpProperty = (path: VariablePath) => {
    const key = path.userPath.toLowerCase();
    return scopes.findLast((scope) => scope.properties.has(key))?.properties.get(key) ?? null;
  };

  const checkTypeName = (type: TypeName, isAttribute: boolean, genericArgumentCount = 0): void => {
    if (type.kind === 'ArrayTypeName') checkTypeName(type.elementType, false);
    else if (type.kind === 'GenericTypeName') {
      checkTypeName(type.typeName, false, type.genericArguments.length);
      for (const argument of type.genericArguments) checkTypeName(argument, false);
    } else {
      const key = type.name.toLowerCase();
      const found = type.assemblyName === null ? scopes.findLast((scope) => scope.types.has(key))?.types.get(key) : undefined;
      if (found?.modules && found.modules.length > 1) {
        const [first, second] = found.modules;
        p.report(type.extent, 'AmbiguousTypeReference', type.name, `${first}.${type.name}`, `${second}.${type.name}`);
      } else if ((!found || genericArgumentCount > 0) && currentType() && p.host.typeExists && key !== 'ordered') {
        if (p.host.typeExists(type.fullName, { isAttribute, genericArgumentCount, namespaces })) return;
        p.report(type.extent, isAttribute ? 'CustomAttributeTypeNotFound' : 'TypeNotFound', type.name);
      }
    }
  };

  const checkAssignmentTarget = (target: Ast): void => {
    let node = target;
    while (node.kind === 'ConvertExpressionAst') node = node.child;
    if (node.kind !== 'VariableExpressionAst' || !node.variablePath.isVariable) return;
    const property = lookUpProperty(node.variablePath);
    if (property?.isStatic) {
      p.report(node.extent, 'MissingTypeInStaticPropertyAssignment', `[${currentType()?.name ?? ''}]::`, property.name);
    } else if (property) p.report(node.extent, 'MissingThis', '$this.', property.name);
  };

  const checkUsingModule = (statement: UsingStatementAst): void => {
    const specification = statement.moduleSpecification;
    if (specification && !isConstant(specification, { requires: true })) {
      p.report(statement.extent, 'RequiresArgumentMustBeConstant');
      return;
    }
    const module = requiredModule(specification ? constantValue(specification) : (statement.name?.value ?? ''));
    if (typeof module === 'string') p.report(statement.extent, 'RequiresModuleInvalid', module);
    else if (/[*?[\]]/.test(module.name)) p.report(statement.extent, 'WildCardModuleNameError');
    else if (p.host.moduleTypes) {
      const types = p.host.moduleTypes(module.name);
      if (!types) {
        const text = statement.name?.value ?? (specification ? p.tokenizer.textOf(specification.extent) : '');
        p.report(statement.extent, 'ModuleNotFoundDuringParse', text);
        return;
      }
      const scope = scopes[scopes.length - 1];
      for (const type of types) {
        const known = scope.types.get(type.toLowerCase());
        if (!known) scope.types.set(type.toLowerCase(), { modules: [module.name] });
        else known.modules?.push(module.name);
        scope.types.set(`${module.name}.${type}`.toLowerCase(), { modules: null });
      }
    }
  };

  const enter = (node: Ast, path: readonly Ast[]): void => {
    switch (node.kind) {
      case 'TypeDefinitionAst':
        enterScope(node, node, false);
        break;
      case 'ScriptBlockExpressionAst':
        enterScope(node.scriptBlock, null, false);
        break;
      case 'FunctionDefinitionAst':
        if (path.at(-1)?.kind !== 'FunctionMemberAst') enterScope(node.body, null, false);
        break;
      case 'FunctionMemberAst':
        enterScope(node.functionDefinition.body, null, true);
        break;
      case 'AssignmentStatementAst':
        if (!scopes[scopes.length - 1].isMethod) break;
        if (node.left.kind === 'ArrayLiteralAst') node.left.elements.forEach(checkAssignmentTarget);
        else checkAssignmentTarget(node.left);
        break;
      case 'TypeExpressionAst':
      case 'TypeConstraintAst':
        checkTypeName(node.typeName, false);
        break;
      case 'AttributeAst':
        checkTypeName(node.typeName, true);
        break;
      case 'UsingStatementAst':
        if (node.usingStatementKind === 'Module') checkUsingModule(node);
        break;
    }
  };
  const leave = (node: Ast, path: readonly Ast[]): void => {
    switch (node.kind) {
      case 'FunctionDefinitionAst':
        if (path.at(-1)?.kind !== 'FunctionMemberAst') scopes.pop();
        break;
      case 'TypeDefinitionAst':
      case 'ScriptBlockExpressionAst':
      case 'FunctionMemberAst':
        scopes.pop();
        break;
    }
  };
  enterScope(root, null, false);
  traverse(root, enter, leave);
}
