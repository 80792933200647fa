/** Compiles class and enum definitions to descriptors. */
import type { ScriptBlockAst, TypeDefinitionAst } from '../syntax/ast.ts';
import type { Builder } from './builder.ts';
import { compileScriptBlock, compileValue } from './compile.ts';
import { attributeSpec, typeNameText } from './constants.ts';
import type { TypeDefinitionDescriptor } from './descriptors.ts';
import { baseCall } from './expressions.ts';
import { refuse } from './refuse.ts';

/** The types defined in a script block's own statements (not in nested blocks), in order; null if none. */
export function typeDefinitions(b: Builder, ast: ScriptBlockAst): TypeDefinitionDescriptor[] | null {
  const found: TypeDefinitionAst[] = [];
  for (const block of [ast.beginBlock, ast.processBlock, ast.endBlock])
    for (const s of block?.statements ?? []) if (s.kind === 'TypeDefinitionAst') found.push(s);
  return found.length === 0 ? null : found.map((t) => describe(b, t));
}

function describe(b: Builder, node: TypeDefinitionAst): TypeDefinitionDescriptor {
  const noBlocks = (): never => {
    throw refuse(b, node.extent, 'a script block in an attribute of a class');
  };
  const descriptor: TypeDefinitionDescriptor = {
    name: node.name,
    kind: node.isEnum ? 'enum' : node.isInterface ? 'interface' : 'class',
    isFlags: node.attributes.some((a) => /^(System\.)?Flags(Attribute)?$/i.test(typeNameText(a.typeName, b.unit))),
    underlying: node.isEnum && node.baseTypes.length > 0 ? typeNameText(node.baseTypes[0].typeName, b.unit) : 'int',
    baseTypes: node.baseTypes.map((t) => typeNameText(t.typeName, b.unit)),
    attributes: node.attributes.map((a) => attributeSpec(a, noBlocks, b.unit)),
    properties: [],
    methods: [],
  };
  for (const member of node.members) {
    if (member.kind === 'PropertyMemberAst') {
      descriptor.properties.push({
        name: member.name,
        type: member.propertyType ? typeNameText(member.propertyType.typeName, b.unit) : 'System.Object',
        isStatic: member.isStatic,
        isHidden: member.isHidden,
        attributes: member.attributes.map((a) => attributeSpec(a, noBlocks, b.unit)),
        initial: member.initialValue ? compileValue(b, member.initialValue) : null,
      });
      continue;
    }
    const { functionDefinition } = member;
    const parameters = functionDefinition.parameters ?? functionDefinition.body.paramBlock?.parameters ?? [];
    // the parser puts a call of the base constructor in front of every constructor's body; without arguments it means nothing here
    const first = functionDefinition.body.endBlock?.statements[0];
    const base = first === undefined ? null : baseCall(first);
    const code = compileScriptBlock(
      b,
      functionDefinition.body,
      { name: member.name, start: functionDefinition.body.extent.start, end: functionDefinition.body.extent.end },
      parameters,
      false,
      true,
    );
    const baseArguments =
      base !== null && base.arguments !== null && base.arguments.length > 0
        ? compileValue(b, { kind: 'ArrayLiteralAst', extent: base.extent, elements: base.arguments }, code.parameters)
        : null;
    descriptor.methods.push({
      name: member.name,
      returnType: member.returnType ? typeNameText(member.returnType.typeName, b.unit) : member.isConstructor ? 'void' : 'System.Object',
      isStatic: member.isStatic,
      isHidden: member.isHidden,
      isConstructor: member.isConstructor,
      parameters: parameters.map((p) => {
        const type = p.attributes.find((a) => a.kind === 'TypeConstraintAst');
        return { name: p.name.variablePath.name, type: type ? typeNameText(type.typeName, b.unit) : 'System.Object' };
      }),
      code,
      baseArguments,
    });
  }
  return descriptor;
}
