/** Members of tree nodes: their .NET properties by class, worked out from the syntax tree (ast.cs). */

import { numberValue, typeNameText } from '../../compiler/constants.ts';
import { type Ast, SwitchFlags, type TypeName } from '../../syntax/ast.ts';
import { type NumberValue, type TokenKind, tokenKindValue } from '../../syntax/token.ts';
import { PSArray, PSHashtable, PSList } from '../../values/collections.ts';
import type { PropertyDescriptor } from '../../values/descriptor.ts';
import { canonicalName } from '../../values/types/registry.ts';
import { PSTuple } from '../../values/types/tuple.ts';
import { EnumValue, TypeValue, type Value } from '../../values/value.ts';
import { AstPart, type AstValue, astValue, ExtentValue, nodeOf, parsedSource, VariablePathValue } from './source.ts';

export const LANGUAGE = 'System.Management.Automation.Language.';

/** Classes, their base, and their own properties in order. */
export const CLASSES: Record<string, { base: string; properties: string; isAbstract?: boolean }> = {
  Ast: { base: '', properties: 'Extent Parent', isAbstract: true },
  StatementAst: { base: 'Ast', properties: '', isAbstract: true },
  PipelineBaseAst: { base: 'StatementAst', properties: '', isAbstract: true },
  ChainableAst: { base: 'PipelineBaseAst', properties: '', isAbstract: true },
  CommandBaseAst: { base: 'StatementAst', properties: 'Redirections', isAbstract: true },
  CommandElementAst: { base: 'Ast', properties: '', isAbstract: true },
  ExpressionAst: { base: 'CommandElementAst', properties: 'StaticType', isAbstract: true },
  RedirectionAst: { base: 'Ast', properties: 'FromStream', isAbstract: true },
  AttributeBaseAst: { base: 'Ast', properties: 'TypeName', isAbstract: true },
  MemberAst: { base: 'Ast', properties: 'Name', isAbstract: true },
  LabeledStatementAst: { base: 'StatementAst', properties: 'Label Condition', isAbstract: true },
  LoopStatementAst: { base: 'LabeledStatementAst', properties: 'Body', isAbstract: true },
  ScriptBlockAst: {
    base: 'Ast',
    properties: 'UsingStatements Attributes ParamBlock DynamicParamBlock BeginBlock ProcessBlock EndBlock CleanBlock ScriptRequirements',
  },
  ParamBlockAst: { base: 'Ast', properties: 'Attributes Parameters' },
  NamedBlockAst: { base: 'Ast', properties: 'Unnamed BlockKind Statements Traps' },
  StatementBlockAst: { base: 'Ast', properties: 'Statements Traps' },
  ParameterAst: { base: 'Ast', properties: 'Attributes Name DefaultValue StaticType' },
  AttributeAst: { base: 'AttributeBaseAst', properties: 'PositionalArguments NamedArguments' },
  NamedAttributeArgumentAst: { base: 'Ast', properties: 'ArgumentName Argument ExpressionOmitted' },
  TypeConstraintAst: { base: 'AttributeBaseAst', properties: '' },
  FunctionDefinitionAst: { base: 'StatementAst', properties: 'IsFilter IsWorkflow Name Parameters Body' },
  TypeDefinitionAst: { base: 'StatementAst', properties: 'Name Attributes BaseTypes Members TypeAttributes IsEnum IsClass IsInterface' },
  PropertyMemberAst: {
    base: 'MemberAst',
    properties: 'PropertyType Attributes PropertyAttributes InitialValue IsPublic IsPrivate IsHidden IsStatic',
  },
  FunctionMemberAst: {
    base: 'MemberAst',
    properties: 'Attributes ReturnType Parameters Body MethodAttributes IsPublic IsPrivate IsHidden IsStatic IsConstructor',
  },
  UsingStatementAst: { base: 'StatementAst', properties: 'UsingStatementKind Name Alias ModuleSpecification' },
  ConfigurationDefinitionAst: { base: 'StatementAst', properties: 'Body ConfigurationType InstanceName' },
  DynamicKeywordStatementAst: { base: 'StatementAst', properties: 'CommandElements' },
  IfStatementAst: { base: 'StatementAst', properties: 'Clauses ElseClause' },
  DataStatementAst: { base: 'StatementAst', properties: 'Variable CommandsAllowed Body' },
  ForEachStatementAst: { base: 'LoopStatementAst', properties: 'Flags ThrottleLimit Variable' },
  ForStatementAst: { base: 'LoopStatementAst', properties: 'Initializer Iterator' },
  DoWhileStatementAst: { base: 'LoopStatementAst', properties: '' },
  DoUntilStatementAst: { base: 'LoopStatementAst', properties: '' },
  WhileStatementAst: { base: 'LoopStatementAst', properties: '' },
  SwitchStatementAst: { base: 'LabeledStatementAst', properties: 'Flags Clauses Default' },
  TryStatementAst: { base: 'StatementAst', properties: 'Body CatchClauses Finally' },
  CatchClauseAst: { base: 'Ast', properties: 'CatchTypes IsCatchAll Body' },
  TrapStatementAst: { base: 'StatementAst', properties: 'TrapType Body' },
  BreakStatementAst: { base: 'StatementAst', properties: 'Label' },
  ContinueStatementAst: { base: 'StatementAst', properties: 'Label' },
  ReturnStatementAst: { base: 'StatementAst', properties: 'Pipeline' },
  ExitStatementAst: { base: 'StatementAst', properties: 'Pipeline' },
  ThrowStatementAst: { base: 'StatementAst', properties: 'Pipeline IsRethrow' },
  BlockStatementAst: { base: 'StatementAst', properties: 'Body' },
  ErrorStatementAst: { base: 'PipelineBaseAst', properties: 'Conditions Bodies NestedAst' },
  PipelineChainAst: { base: 'ChainableAst', properties: 'LhsPipelineChain RhsPipeline Operator Background' },
  PipelineAst: { base: 'ChainableAst', properties: 'PipelineElements Background' },
  AssignmentStatementAst: { base: 'PipelineBaseAst', properties: 'Left Operator Right ErrorPosition' },
  CommandAst: { base: 'CommandBaseAst', properties: 'CommandElements InvocationOperator' },
  CommandExpressionAst: { base: 'CommandBaseAst', properties: 'Expression' },
  CommandParameterAst: { base: 'CommandElementAst', properties: 'ParameterName Argument ErrorPosition' },
  MergingRedirectionAst: { base: 'RedirectionAst', properties: 'ToStream' },
  FileRedirectionAst: { base: 'RedirectionAst', properties: 'Location Append' },
  TernaryExpressionAst: { base: 'ExpressionAst', properties: 'Condition IfTrue IfFalse' },
  BinaryExpressionAst: { base: 'ExpressionAst', properties: 'Operator Left Right ErrorPosition' },
  UnaryExpressionAst: { base: 'ExpressionAst', properties: 'TokenKind Child' },
  AttributedExpressionAst: { base: 'ExpressionAst', properties: 'Child Attribute' },
  ConvertExpressionAst: { base: 'AttributedExpressionAst', properties: 'Type' },
  MemberExpressionAst: { base: 'ExpressionAst', properties: 'Expression Member Static NullConditional' },
  InvokeMemberExpressionAst: { base: 'MemberExpressionAst', properties: 'GenericTypeArguments Arguments' },
  BaseCtorInvokeMemberExpressionAst: { base: 'InvokeMemberExpressionAst', properties: '' },
  IndexExpressionAst: { base: 'ExpressionAst', properties: 'Target Index NullConditional' },
  TypeExpressionAst: { base: 'ExpressionAst', properties: 'TypeName' },
  VariableExpressionAst: { base: 'ExpressionAst', properties: 'VariablePath Splatted' },
  ConstantExpressionAst: { base: 'ExpressionAst', properties: 'Value' },
  StringConstantExpressionAst: { base: 'ConstantExpressionAst', properties: 'StringConstantType' },
  ExpandableStringExpressionAst: { base: 'ExpressionAst', properties: 'Value StringConstantType NestedExpressions' },
  ScriptBlockExpressionAst: { base: 'ExpressionAst', properties: 'ScriptBlock' },
  ArrayLiteralAst: { base: 'ExpressionAst', properties: 'Elements' },
  HashtableAst: { base: 'ExpressionAst', properties: 'KeyValuePairs' },
  ArrayExpressionAst: { base: 'ExpressionAst', properties: 'SubExpression' },
  ParenExpressionAst: { base: 'ExpressionAst', properties: 'Pipeline' },
  SubExpressionAst: { base: 'ExpressionAst', properties: 'SubExpression' },
  UsingExpressionAst: { base: 'ExpressionAst', properties: 'SubExpression' },
  ErrorExpressionAst: { base: 'ExpressionAst', properties: 'NestedAst' },
};

/** Properties whose value is an enum: the enum's short name. */
const ENUMS: Record<string, string> = {
  Operator: 'TokenKind',
  TokenKind: 'TokenKind',
  BlockKind: 'TokenKind',
  InvocationOperator: 'TokenKind',
  StringConstantType: 'StringConstantType',
  FromStream: 'RedirectionStream',
  ToStream: 'RedirectionStream',
  UsingStatementKind: 'UsingStatementKind',
  ConfigurationType: 'ConfigurationType',
};
/** Names and numbers of the enums, but TokenKind. */
export const ENUM_NUMBERS: Record<string, Record<string, number>> = {
  StringConstantType: { SingleQuoted: 0, SingleQuotedHereString: 1, DoubleQuoted: 2, DoubleQuotedHereString: 3, BareWord: 4 },
  RedirectionStream: { All: 0, Output: 1, Error: 2, Warning: 3, Verbose: 4, Debug: 5, Information: 6 },
  UsingStatementKind: { Assembly: 0, Command: 1, Module: 2, Namespace: 3, Type: 4 },
  ConfigurationType: { Resource: 0, Meta: 1 },
  SwitchFlags: { ...SwitchFlags },
  ForEachFlags: { None: 0, Parallel: 1 },
  PropertyAttributes: { None: 0, Public: 1, Private: 2, Static: 16, Literal: 32, Hidden: 64 },
  MethodAttributes: { None: 0, Public: 1, Private: 2, Static: 16, Hidden: 64 },
  TypeAttributes: { None: 0, Class: 1, Interface: 2, Enum: 4 },
};

/** A value of one of the language's enums. */
export const enumValue = (name: string, number: number): EnumValue => new EnumValue(LANGUAGE + name, number);
/** A TokenKind. */
export const kindValue = (kind: TokenKind): EnumValue => enumValue('TokenKind', tokenKindValue(kind));

/** The value that scripts see of something in the tree; `path` leads to it from the node. */
export function shown(node: AstValue, value: unknown, path: (string | number)[]): Value {
  if (value === null || value === undefined) return null;
  if (typeof value === 'boolean' || typeof value === 'number' || typeof value === 'string') return value;
  if (Array.isArray(value)) {
    const items = value.map((v, i) => shown(node, v, [...path, i]));
    const list = new PSList(items, 'Collection', 'System.Object');
    list.readOnly = true;
    return list;
  }
  const object = value as Record<string, unknown>;
  if (parsedSource(node.source).numbers.has(value as Ast)) return astValue(node.source, value as Ast);
  if ('item1' in object) return new PSTuple([shown(node, object.item1, [...path, 'item1']), shown(node, object.item2, [...path, 'item2'])]);
  if ('userPath' in object) return new VariablePathValue(String(object.userPath));
  if ('fullName' in object) return new AstPart(node, path, String(object.kind));
  if ('start' in object && 'end' in object) return new ExtentValue(node.source, object.start as number, object.end as number);
  if ('type' in object && 'value' in object) return numberOf(object as NumberValue);
  return null;
}

function numberOf(value: NumberValue | { type: 'Boolean'; value: boolean }): Value {
  return value.type === 'Boolean' ? value.value : numberValue(value);
}

/** What an AstPart stands for. */
export function partOf(part: AstPart): unknown {
  let value: unknown = nodeOf(part.node);
  for (const key of part.path) value = (value as Record<string | number, unknown>)[key];
  return value;
}

/** A .NET property's name as the syntax tree has it. */
export const camel = (name: string): string => name[0].toLowerCase() + name.slice(1);

/** Value of a property of a node. */
export function propertyOf(self: AstValue, name: string): Value {
  const node = nodeOf(self) as Ast & Record<string, unknown>;
  switch (name) {
    case 'Extent':
      return new ExtentValue(self.source, node.extent.start, node.extent.end);
    case 'Parent':
      return node.parent === undefined ? null : astValue(self.source, node.parent);
    case 'StaticType':
      return staticType(node);
    case 'Type':
      return shown(self, node.attribute, ['attribute']);
    case 'Flags':
      if (node.kind === 'SwitchStatementAst') return enumValue('SwitchFlags', node.flags);
      return enumValue('ForEachFlags', node.kind === 'ForEachStatementAst' && node.parallel ? 1 : 0);
    case 'PropertyAttributes':
    case 'MethodAttributes':
      return enumValue(name, modifiers(node, name === 'PropertyAttributes'));
    case 'TypeAttributes':
      return enumValue(name, node.isClass ? 1 : node.isInterface ? 2 : 4);
    case 'IsPublic':
      return node.isPublic === true;
    case 'Body':
      if (node.kind === 'FunctionMemberAst') return astValue(self.source, node.functionDefinition.body);
      break;
    case 'Parameters':
      if (node.kind === 'FunctionMemberAst')
        return shown(self, node.functionDefinition.parameters ?? [], ['functionDefinition', 'parameters']);
      break;
    case 'Value':
      if (node.kind === 'ConstantExpressionAst') return numberOf(node.value);
      break;
    case 'ScriptRequirements':
      return null;
  }
  const value = node[camel(name)];
  const kind = ENUMS[name];
  if (kind !== undefined && typeof value === 'string')
    return kind === 'TokenKind' ? kindValue(value as TokenKind) : enumValue(kind, ENUM_NUMBERS[kind][value] ?? 0);
  return shown(self, value, [camel(name)]);
}

function modifiers(node: Record<string, unknown>, isProperty: boolean): number {
  return (
    (node.isPublic ? 1 : 0) |
    (node.isPrivate ? 2 : 0) |
    (node.isStatic ? 16 : 0) |
    (isProperty && node.isLiteral ? 32 | 16 | 1 : 0) |
    (node.isHidden ? 64 : 0)
  );
}

function typeOf(name: TypeName): TypeValue {
  return new TypeValue(canonicalName(typeNameText(name)) ?? 'System.Object');
}

function staticType(node: Ast): Value {
  switch (node.kind) {
    case 'ParameterAst': {
      const type = node.attributes.find((a) => a.kind === 'TypeConstraintAst');
      return type === undefined ? new TypeValue('System.Object') : typeOf(type.typeName);
    }
    case 'ConvertExpressionAst':
      return typeOf(node.attribute.typeName);
    case 'StringConstantExpressionAst':
    case 'ExpandableStringExpressionAst':
      return new TypeValue('System.String');
    case 'ConstantExpressionAst':
      return new TypeValue(`System.${node.value.type === 'BigInteger' ? 'Numerics.' : ''}${node.value.type}`);
    case 'ArrayLiteralAst':
    case 'ArrayExpressionAst':
      return new TypeValue('System.Object[]');
    case 'HashtableAst':
      return new TypeValue('System.Collections.Hashtable');
    case 'ScriptBlockExpressionAst':
      return new TypeValue('System.Management.Automation.ScriptBlock');
    case 'TypeExpressionAst':
      return new TypeValue('System.Type');
    case 'BinaryExpressionAst':
      return new TypeValue(
        /^(I|C)?(eq|ne|gt|ge|lt|le)$|^And$|^Or$|^Xor$|^Is(Not)?$/.test(node.operator) ? 'System.Boolean' : 'System.Object',
      );
    case 'UnaryExpressionAst':
      return new TypeValue(node.tokenKind === 'Not' || node.tokenKind === 'Exclaim' ? 'System.Boolean' : 'System.Object');
    default:
      return new TypeValue('System.Object');
  }
}

/** Properties of a type's name. */
export function typeNameProperties(): Record<string, PropertyDescriptor> {
  const get =
    <T>(pick: (part: T, self: AstPart) => Value): PropertyDescriptor['get'] =>
    (self) =>
      pick(partOf(self as AstPart) as T, self as AstPart);
  return {
    FullName: { type: 'string', get: get<TypeName>((t) => t.fullName) },
    Name: { type: 'string', get: get<TypeName>((t) => t.name) },
    AssemblyName: { type: 'string', get: get<TypeName>((t) => t.assemblyName) },
    IsArray: { type: 'bool', get: get<TypeName>((t) => t.isArray) },
    IsGeneric: { type: 'bool', get: get<TypeName>((t) => t.isGeneric) },
    Extent: { type: `${LANGUAGE}IScriptExtent`, get: get<TypeName>((t, self) => shown(self.node, t.extent, [])) },
    TypeName: {
      type: `${LANGUAGE}ITypeName`,
      get: get<TypeName>((t, self) => (t.kind === 'GenericTypeName' ? shown(self.node, t.typeName, [...self.path, 'typeName']) : null)),
    },
    GenericArguments: {
      type: 'System.Object',
      get: get<TypeName>((t, self) =>
        t.kind === 'GenericTypeName' ? shown(self.node, t.genericArguments, [...self.path, 'genericArguments']) : null,
      ),
    },
    ElementType: {
      type: `${LANGUAGE}ITypeName`,
      get: get<TypeName>((t, self) => (t.kind === 'ArrayTypeName' ? shown(self.node, t.elementType, [...self.path, 'elementType']) : null)),
    },
    Rank: { type: 'int', get: get<TypeName>((t) => (t.kind === 'ArrayTypeName' ? t.rank : null)) },
  };
}

/** SafeGetValue(): the value of what needs no code; undefined where it does. */
export function safeValue(node: Ast): Value | undefined {
  switch (node.kind) {
    case 'ConstantExpressionAst':
      return numberOf(node.value);
    case 'StringConstantExpressionAst':
      return node.value;
    case 'ExpandableStringExpressionAst':
      return node.nestedExpressions.length === 0 ? node.value : undefined;
    case 'VariableExpressionAst': {
      const name = node.variablePath.userPath.toLowerCase();
      return name === 'true' ? true : name === 'false' ? false : name === 'null' ? null : undefined;
    }
    case 'UnaryExpressionAst': {
      const v = safeValue(node.child);
      return node.tokenKind === 'Minus' && typeof v === 'number' ? -v : node.tokenKind === 'Plus' ? v : undefined;
    }
    case 'ConvertExpressionAst':
      return safeValue(node.child);
    case 'ArrayLiteralAst': {
      const items = node.elements.map(safeValue);
      return items.includes(undefined) ? undefined : new PSArray(items as Value[]);
    }
    case 'ParenExpressionAst':
      return safeStatement(node.pipeline);
    case 'ArrayExpressionAst': {
      const items = node.subExpression.statements.map(safeStatement);
      return items.includes(undefined) ? undefined : new PSArray(items.flatMap((v) => (v instanceof PSArray ? v.items : [v as Value])));
    }
    case 'HashtableAst': {
      const table = new PSHashtable('Hashtable');
      for (const { item1, item2 } of node.keyValuePairs) {
        const key = safeValue(item1);
        const value = safeStatement(item2);
        if (key === undefined || key === null || value === undefined) return undefined;
        table.set(key, value);
      }
      return table;
    }
    default:
      return undefined;
  }
}

function safeStatement(node: Ast): Value | undefined {
  if (node.kind === 'CommandExpressionAst') return safeValue(node.expression);
  if (node.kind !== 'PipelineAst' || node.pipelineElements.length !== 1) return undefined;
  const [only] = node.pipelineElements;
  return only.kind === 'CommandExpressionAst' ? safeValue(only.expression) : undefined;
}
