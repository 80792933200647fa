/**
 * The abstract syntax tree: System.Management.Automation.Language's classes as plain objects.
 *
 * `kind` is the .NET class name, every other field the .NET property's name in camel case (ast.cs). A list that .NET may leave null is
 * null here in the same cases. Extents are UTF-16 offsets into the one text that was parsed; {start: 0, end: 0} where PowerShell has
 * the empty extent. There are no parent pointers unless linkParents() (visit.ts) was called, so a tree is plain data and has no cycles.
 *
 * Departures: .NET's `Kind` of ErrorStatementAst and BlockStatementAst is `kindToken`; FunctionMemberAst shows the function definition
 * it wraps; ExpandableStringExpressionAst has `parts`, what its private format string says, ready to be concatenated.
 */
import type { Extent, NumberValue, RedirectionStream, Token, TokenKind, VariablePath } from './token.ts';

export type { Extent, NumberValue, RedirectionStream, Token, TokenKind, VariablePath } from './token.ts';

interface Node {
  extent: Extent;
  /** Set by linkParents(). */
  parent?: Ast;
}

// ---- Type names (ITypeName; no Ast) ----

interface TypeNameBase {
  extent: Extent;
  /** Name with assembly, as FullName. */
  fullName: string;
  /** Name without assembly. */
  name: string;
  assemblyName: string | null;
  isArray: boolean;
  isGeneric: boolean;
}

/** A plain type name. `genericArgumentCount` is set where the name is the definition of a generic, e.g. `List` of [List[int]]. */
export interface SimpleTypeName extends TypeNameBase {
  kind: 'TypeName';
  genericArgumentCount: number;
}

/** A closed generic type, e.g. [List[int]]. */
export interface GenericTypeName extends TypeNameBase {
  kind: 'GenericTypeName';
  typeName: SimpleTypeName;
  genericArguments: TypeName[];
}

/** An array type, e.g. [int[]] or [int[,]]. */
export interface ArrayTypeName extends TypeNameBase {
  kind: 'ArrayTypeName';
  elementType: TypeName;
  rank: number;
}

export type TypeName = SimpleTypeName | GenericTypeName | ArrayTypeName;

// ---- Script blocks ----

/** Names what a script asks for by `#requires` (ScriptRequirements). */
export interface ScriptRequirements {
  requiredApplicationId: string | null;
  requiredPSVersion: string | null;
  requiredPSEditions: string[];
  requiredModules: RequiredModule[];
  requiredAssemblies: string[];
  isElevationRequired: boolean;
}

/** A ModuleSpecification of `#requires -Modules`. */
export interface RequiredModule {
  name: string;
  guid: string | null;
  version: string | null;
  requiredVersion: string | null;
  maximumVersion: string | null;
}

export interface ScriptBlockAst extends Node {
  kind: 'ScriptBlockAst';
  usingStatements: UsingStatementAst[];
  attributes: AttributeAst[];
  paramBlock: ParamBlockAst | null;
  dynamicParamBlock: NamedBlockAst | null;
  beginBlock: NamedBlockAst | null;
  processBlock: NamedBlockAst | null;
  endBlock: NamedBlockAst | null;
  cleanBlock: NamedBlockAst | null;
  scriptRequirements: ScriptRequirements | null;
}

export interface ParamBlockAst extends Node {
  kind: 'ParamBlockAst';
  attributes: AttributeAst[];
  parameters: ParameterAst[];
}

export interface NamedBlockAst extends Node {
  kind: 'NamedBlockAst';
  unnamed: boolean;
  blockKind: 'Begin' | 'Process' | 'End' | 'Dynamicparam' | 'Clean';
  statements: StatementAst[];
  traps: TrapStatementAst[] | null;
}

export interface StatementBlockAst extends Node {
  kind: 'StatementBlockAst';
  statements: StatementAst[];
  traps: TrapStatementAst[] | null;
}

export interface ParameterAst extends Node {
  kind: 'ParameterAst';
  attributes: (AttributeAst | TypeConstraintAst)[];
  name: VariableExpressionAst;
  defaultValue: ExpressionAst | null;
}

export interface AttributeAst extends Node {
  kind: 'AttributeAst';
  typeName: TypeName;
  positionalArguments: ExpressionAst[];
  namedArguments: NamedAttributeArgumentAst[];
}

export interface NamedAttributeArgumentAst extends Node {
  kind: 'NamedAttributeArgumentAst';
  argumentName: string;
  argument: ExpressionAst;
  expressionOmitted: boolean;
}

export interface TypeConstraintAst extends Node {
  kind: 'TypeConstraintAst';
  typeName: TypeName;
}

// ---- Definitions ----

export interface FunctionDefinitionAst extends Node {
  kind: 'FunctionDefinitionAst';
  isFilter: boolean;
  isWorkflow: boolean;
  name: string;
  /** Where the name stands (private to .NET; used for messages). */
  nameExtent: Extent;
  /** Parameters of the form `function f($a) {}`; null without parentheses. */
  parameters: ParameterAst[] | null;
  body: ScriptBlockAst;
}

export interface TypeDefinitionAst extends Node {
  kind: 'TypeDefinitionAst';
  name: string;
  attributes: AttributeAst[];
  baseTypes: TypeConstraintAst[];
  members: (PropertyMemberAst | FunctionMemberAst)[];
  isClass: boolean;
  isEnum: boolean;
  isInterface: boolean;
}

/** MethodAttributes and PropertyAttributes. */
export interface MemberModifiers {
  isPublic: boolean;
  isPrivate: boolean;
  isStatic: boolean;
  isHidden: boolean;
}

export interface PropertyMemberAst extends Node, MemberModifiers {
  kind: 'PropertyMemberAst';
  name: string;
  propertyType: TypeConstraintAst | null;
  attributes: AttributeAst[];
  initialValue: ExpressionAst | null;
  /** An enum's label. */
  isLiteral: boolean;
}

export interface FunctionMemberAst extends Node, MemberModifiers {
  kind: 'FunctionMemberAst';
  name: string;
  attributes: AttributeAst[];
  returnType: TypeConstraintAst | null;
  /** Holds parameters and body. */
  functionDefinition: FunctionDefinitionAst;
  isConstructor: boolean;
}

export interface UsingStatementAst extends Node {
  kind: 'UsingStatementAst';
  usingStatementKind: 'Assembly' | 'Command' | 'Module' | 'Namespace' | 'Type';
  name: StringConstantExpressionAst | null;
  alias: StringConstantExpressionAst | null;
  moduleSpecification: HashtableAst | null;
}

export interface ConfigurationDefinitionAst extends Node {
  kind: 'ConfigurationDefinitionAst';
  body: ScriptBlockExpressionAst;
  configurationType: 'Resource' | 'Meta';
  instanceName: ExpressionAst;
}

export interface DynamicKeywordStatementAst extends Node {
  kind: 'DynamicKeywordStatementAst';
  commandElements: CommandElementAst[];
}

// ---- Statements ----

export interface IfStatementAst extends Node {
  kind: 'IfStatementAst';
  clauses: { item1: PipelineBaseAst; item2: StatementBlockAst }[];
  elseClause: StatementBlockAst | null;
}

export interface DataStatementAst extends Node {
  kind: 'DataStatementAst';
  variable: string | null;
  commandsAllowed: ExpressionAst[];
  body: StatementBlockAst;
}

export interface ForEachStatementAst extends Node {
  kind: 'ForEachStatementAst';
  label: string | null;
  /** -parallel (refused by the parser outside of workflows). */
  parallel: boolean;
  throttleLimit: ExpressionAst | null;
  variable: VariableExpressionAst;
  condition: PipelineBaseAst;
  body: StatementBlockAst;
}

export interface ForStatementAst extends Node {
  kind: 'ForStatementAst';
  label: string | null;
  initializer: PipelineBaseAst | null;
  condition: PipelineBaseAst | null;
  iterator: PipelineBaseAst | null;
  body: StatementBlockAst;
}

export interface DoWhileStatementAst extends Node {
  kind: 'DoWhileStatementAst';
  label: string | null;
  condition: PipelineBaseAst;
  body: StatementBlockAst;
}

export interface DoUntilStatementAst extends Node {
  kind: 'DoUntilStatementAst';
  label: string | null;
  condition: PipelineBaseAst;
  body: StatementBlockAst;
}

export interface WhileStatementAst extends Node {
  kind: 'WhileStatementAst';
  label: string | null;
  condition: PipelineBaseAst;
  body: StatementBlockAst;
}

/** Bits of SwitchStatementAst.flags, as .NET's SwitchFlags. */
export const SwitchFlags = { None: 0, File: 1, Regex: 2, Wildcard: 4, Exact: 8, CaseSensitive: 0x10, Parallel: 0x20 } as const;

export interface SwitchStatementAst extends Node {
  kind: 'SwitchStatementAst';
  label: string | null;
  /** SwitchFlags. */
  flags: number;
  condition: PipelineBaseAst;
  clauses: { item1: ExpressionAst; item2: StatementBlockAst }[];
  default: StatementBlockAst | null;
}

export interface TryStatementAst extends Node {
  kind: 'TryStatementAst';
  body: StatementBlockAst;
  catchClauses: CatchClauseAst[];
  finally: StatementBlockAst | null;
}

export interface CatchClauseAst extends Node {
  kind: 'CatchClauseAst';
  catchTypes: TypeConstraintAst[];
  isCatchAll: boolean;
  body: StatementBlockAst;
}

export interface TrapStatementAst extends Node {
  kind: 'TrapStatementAst';
  trapType: TypeConstraintAst | null;
  body: StatementBlockAst;
}

export interface BreakStatementAst extends Node {
  kind: 'BreakStatementAst';
  label: ExpressionAst | null;
}

export interface ContinueStatementAst extends Node {
  kind: 'ContinueStatementAst';
  label: ExpressionAst | null;
}

export interface ReturnStatementAst extends Node {
  kind: 'ReturnStatementAst';
  pipeline: PipelineBaseAst | null;
}

export interface ExitStatementAst extends Node {
  kind: 'ExitStatementAst';
  pipeline: PipelineBaseAst | null;
}

export interface ThrowStatementAst extends Node {
  kind: 'ThrowStatementAst';
  pipeline: PipelineBaseAst | null;
  /** `throw` without a pipeline inside of a catch clause. */
  isRethrow: boolean;
}

/** `parallel {}` and `sequence {}`, which only workflows had; the parser reports an error with it. */
export interface BlockStatementAst extends Node {
  kind: 'BlockStatementAst';
  kindToken: Token;
  body: StatementBlockAst;
}

export interface ErrorStatementAst extends Node {
  kind: 'ErrorStatementAst';
  kindToken: Token | null;
  /** Flags of a switch statement by name in lower case. */
  flags: { name: string; token: Token; value: Ast | null }[] | null;
  conditions: Ast[] | null;
  bodies: Ast[] | null;
  nestedAst: Ast[] | null;
}

// ---- Pipelines and commands ----

export interface PipelineChainAst extends Node {
  kind: 'PipelineChainAst';
  lhsPipelineChain: PipelineAst | PipelineChainAst;
  operator: 'AndAnd' | 'OrOr';
  rhsPipeline: PipelineAst;
  background: boolean;
}

export interface PipelineAst extends Node {
  kind: 'PipelineAst';
  pipelineElements: CommandBaseAst[];
  background: boolean;
}

export interface AssignmentStatementAst extends Node {
  kind: 'AssignmentStatementAst';
  left: ExpressionAst;
  /** Equals, PlusEquals, MinusEquals, MultiplyEquals, DivideEquals, RemainderEquals or QuestionQuestionEquals. */
  operator: TokenKind;
  right: StatementAst;
  errorPosition: Extent;
}

export interface CommandAst extends Node {
  kind: 'CommandAst';
  commandElements: CommandElementAst[];
  /** Ampersand, Dot or Unknown (none). */
  invocationOperator: 'Ampersand' | 'Dot' | 'Unknown';
  redirections: RedirectionAst[];
}

export interface CommandExpressionAst extends Node {
  kind: 'CommandExpressionAst';
  expression: ExpressionAst;
  redirections: RedirectionAst[];
}

export interface CommandParameterAst extends Node {
  kind: 'CommandParameterAst';
  parameterName: string;
  /** Of `-name:argument`. */
  argument: ExpressionAst | null;
  errorPosition: Extent;
}

export interface MergingRedirectionAst extends Node {
  kind: 'MergingRedirectionAst';
  fromStream: RedirectionStream;
  toStream: RedirectionStream;
}

export interface FileRedirectionAst extends Node {
  kind: 'FileRedirectionAst';
  fromStream: RedirectionStream;
  location: ExpressionAst;
  append: boolean;
}

// ---- Expressions ----

export interface TernaryExpressionAst extends Node {
  kind: 'TernaryExpressionAst';
  condition: ExpressionAst;
  ifTrue: ExpressionAst;
  ifFalse: ExpressionAst;
}

export interface BinaryExpressionAst extends Node {
  kind: 'BinaryExpressionAst';
  operator: TokenKind;
  left: ExpressionAst;
  right: ExpressionAst;
  errorPosition: Extent;
}

export interface UnaryExpressionAst extends Node {
  kind: 'UnaryExpressionAst';
  /** The operator; PostfixPlusPlus and PostfixMinusMinus where it follows. */
  tokenKind: TokenKind;
  child: ExpressionAst;
}

export interface AttributedExpressionAst extends Node {
  kind: 'AttributedExpressionAst';
  attribute: AttributeAst | TypeConstraintAst;
  child: ExpressionAst;
}

/** A cast; .NET's `Type` and `StaticType` are `attribute` and its type name. */
export interface ConvertExpressionAst extends Node {
  kind: 'ConvertExpressionAst';
  attribute: TypeConstraintAst;
  child: ExpressionAst;
}

export interface MemberExpressionAst extends Node {
  kind: 'MemberExpressionAst';
  expression: ExpressionAst;
  member: CommandElementAst;
  static: boolean;
  nullConditional: boolean;
}

export interface InvokeMemberExpressionAst extends Node {
  kind: 'InvokeMemberExpressionAst';
  expression: ExpressionAst;
  member: CommandElementAst;
  static: boolean;
  nullConditional: boolean;
  genericTypeArguments: TypeName[] | null;
  arguments: ExpressionAst[] | null;
}

/** The call of the base constructor at the start of a constructor's body; `expression` is $this, `member` '.ctor'. */
export interface BaseCtorInvokeMemberExpressionAst extends Node {
  kind: 'BaseCtorInvokeMemberExpressionAst';
  expression: ExpressionAst;
  member: CommandElementAst;
  static: boolean;
  nullConditional: boolean;
  genericTypeArguments: TypeName[] | null;
  arguments: ExpressionAst[] | null;
}

export interface IndexExpressionAst extends Node {
  kind: 'IndexExpressionAst';
  target: ExpressionAst;
  index: ExpressionAst;
  nullConditional: boolean;
}

export interface TypeExpressionAst extends Node {
  kind: 'TypeExpressionAst';
  typeName: TypeName;
}

export interface VariableExpressionAst extends Node {
  kind: 'VariableExpressionAst';
  variablePath: VariablePath;
  splatted: boolean;
}

export interface ConstantExpressionAst extends Node {
  kind: 'ConstantExpressionAst';
  value: NumberValue | { type: 'Boolean'; value: true };
}

export type StringConstantType = 'SingleQuoted' | 'SingleQuotedHereString' | 'DoubleQuoted' | 'DoubleQuotedHereString' | 'BareWord';

export interface StringConstantExpressionAst extends Node {
  kind: 'StringConstantExpressionAst';
  value: string;
  stringConstantType: StringConstantType;
}

export interface ExpandableStringExpressionAst extends Node {
  kind: 'ExpandableStringExpressionAst';
  /** The text between the quotes with escapes replaced, nothing expanded. */
  value: string;
  stringConstantType: StringConstantType;
  /** VariableExpressionAst, SubExpressionAst or UsingExpressionAst (ErrorExpressionAst after an error). */
  nestedExpressions: ExpressionAst[];
  /** Literal texts and indices into nestedExpressions, in the order in which they are concatenated. */
  parts: (string | number)[];
}

export interface ScriptBlockExpressionAst extends Node {
  kind: 'ScriptBlockExpressionAst';
  scriptBlock: ScriptBlockAst;
}

export interface ArrayLiteralAst extends Node {
  kind: 'ArrayLiteralAst';
  elements: ExpressionAst[];
}

export interface HashtableAst extends Node {
  kind: 'HashtableAst';
  keyValuePairs: { item1: ExpressionAst; item2: StatementAst }[];
}

export interface ArrayExpressionAst extends Node {
  kind: 'ArrayExpressionAst';
  subExpression: StatementBlockAst;
}

export interface ParenExpressionAst extends Node {
  kind: 'ParenExpressionAst';
  pipeline: PipelineBaseAst;
}

export interface SubExpressionAst extends Node {
  kind: 'SubExpressionAst';
  subExpression: StatementBlockAst;
}

export interface UsingExpressionAst extends Node {
  kind: 'UsingExpressionAst';
  subExpression: ExpressionAst;
}

export interface ErrorExpressionAst extends Node {
  kind: 'ErrorExpressionAst';
  nestedAst: Ast[] | null;
}

// ---- Unions ----

export type ExpressionAst =
  | TernaryExpressionAst
  | BinaryExpressionAst
  | UnaryExpressionAst
  | AttributedExpressionAst
  | ConvertExpressionAst
  | MemberExpressionAst
  | InvokeMemberExpressionAst
  | BaseCtorInvokeMemberExpressionAst
  | IndexExpressionAst
  | TypeExpressionAst
  | VariableExpressionAst
  | ConstantExpressionAst
  | StringConstantExpressionAst
  | ExpandableStringExpressionAst
  | ScriptBlockExpressionAst
  | ArrayLiteralAst
  | HashtableAst
  | ArrayExpressionAst
  | ParenExpressionAst
  | SubExpressionAst
  | UsingExpressionAst
  | ErrorExpressionAst;

export type CommandElementAst = ExpressionAst | CommandParameterAst;
export type RedirectionAst = MergingRedirectionAst | FileRedirectionAst;
export type CommandBaseAst = CommandAst | CommandExpressionAst;
export type PipelineBaseAst = PipelineAst | PipelineChainAst | AssignmentStatementAst | ErrorStatementAst;

export type StatementAst =
  | PipelineBaseAst
  | CommandBaseAst
  | FunctionDefinitionAst
  | TypeDefinitionAst
  | UsingStatementAst
  | ConfigurationDefinitionAst
  | DynamicKeywordStatementAst
  | IfStatementAst
  | DataStatementAst
  | ForEachStatementAst
  | ForStatementAst
  | DoWhileStatementAst
  | DoUntilStatementAst
  | WhileStatementAst
  | SwitchStatementAst
  | TryStatementAst
  | TrapStatementAst
  | BreakStatementAst
  | ContinueStatementAst
  | ReturnStatementAst
  | ExitStatementAst
  | ThrowStatementAst
  | BlockStatementAst;

export type Ast =
  | ScriptBlockAst
  | ParamBlockAst
  | NamedBlockAst
  | StatementBlockAst
  | ParameterAst
  | AttributeAst
  | NamedAttributeArgumentAst
  | TypeConstraintAst
  | PropertyMemberAst
  | FunctionMemberAst
  | CatchClauseAst
  | StatementAst
  | CommandElementAst
  | RedirectionAst;

/** The name of a node's class. */
export type AstKind = Ast['kind'];
