/** Classes with [DscResource()] (SemanticChecks.cs DscResourceChecker). Base classes count where the script defines them at its top. */
import type { FunctionMemberAst, PropertyMemberAst, TypeDefinitionAst } from './ast.ts';
import { isConstant } from './constants.ts';
import { isVoid, knownAttribute, knownType } from './knownTypes.ts';
import type { Parser } from './parser.ts';

interface Found {
  get: boolean;
  set: boolean;
  test: boolean;
  key: boolean;
}

export function checkDscResource(p: Parser, node: TypeDefinitionAst): void {
  const attribute = node.attributes.find((candidate) => knownAttribute(candidate.typeName)?.name === 'DscResource');
  if (!attribute) return;
  const found: Found = { get: false, set: false, test: false, key: false };
  let hasDefault = false;
  let hasOther = false;
  for (const member of node.members) {
    look(p, node, member, found);
    if (member.kind !== 'FunctionMemberAst' || !member.isConstructor || member.isStatic) continue;
    if (member.functionDefinition.parameters) hasOther = true;
    else hasDefault = true;
  }
  // A base class may bring what is missing, and it may not be known here.
  const complete = node.baseTypes.length > 0;
  if (!found.set && !complete) p.report(attribute.extent, 'DscResourceMissingSetMethod', node.name);
  if (!found.get && !complete) p.report(attribute.extent, 'DscResourceMissingGetMethod', node.name);
  if (!found.test && !complete) p.report(attribute.extent, 'DscResourceMissingTestMethod', node.name);
  if (!hasDefault && hasOther) p.report(attribute.extent, 'DscResourceMissingDefaultConstructor', node.name);
  if (!found.key && !complete) p.report(attribute.extent, 'DscResourceMissingKeyProperty', node.name);
}

function look(p: Parser, node: TypeDefinitionAst, member: FunctionMemberAst | PropertyMemberAst, found: Found): void {
  if (member.kind === 'PropertyMemberAst') {
    if (!isKey(member)) return;
    found.key = true;
    const type = member.propertyType?.typeName;
    const known = type && knownType(type);
    const allowed = known ? known.id === 'System.String' || /^System\.(S?Byte|U?Int\d+)$/.test(known.id) : type !== undefined;
    if (!allowed) p.report(member.extent, 'DscResourceInvalidKeyProperty');
    return;
  }
  if (member.functionDefinition.parameters) return;
  const type = member.returnType?.typeName;
  switch (member.name.toLowerCase()) {
    case 'get': {
      if (found.get) return;
      const element = type?.kind === 'ArrayTypeName' ? type.elementType : type;
      if (element?.name.toLowerCase() !== node.name.toLowerCase()) p.report(member.extent, 'DscResourceInvalidGetMethod', node.name);
      found.get = true;
      break;
    }
    case 'set':
      found.set ||= !type || isVoid(type);
      break;
    case 'test':
      found.test ||= type !== undefined && knownType(type)?.id === 'System.Boolean';
      break;
  }
}

function isKey(member: PropertyMemberAst): boolean {
  return member.attributes.some(
    (attribute) =>
      knownAttribute(attribute.typeName)?.name === 'DscProperty' &&
      attribute.namedArguments.some(
        ({ argumentName, argument }) =>
          argumentName.toLowerCase() === 'key' &&
          isConstant(argument, { attribute: true }) &&
          !(argument.kind === 'VariableExpressionAst' && argument.variablePath.name.toLowerCase() !== 'true'),
      ),
  );
}
