/**
 * Tokens: the kinds, flags and texts of PowerShell's TokenKind, TokenFlags and TokenTraits (token.cs), and the shape of a token.
 *
 * Kinds are their .NET names, because a script that looks at a token or at an operator of the AST sees those names.
 */

/** A stretch of the source text in UTF-16 code units; `end` is exclusive. PowerShell's empty extent is {start: 0, end: 0}. */
export interface Extent {
  start: number;
  end: number;
}

/** Bits of TokenFlags. The low four bits are the precedence of a binary operator. */
export const TokenFlags = {
  None: 0,
  BinaryPrecedenceMask: 0xf,
  BinaryPrecedenceLogical: 0x1,
  BinaryPrecedenceBitwise: 0x2,
  BinaryPrecedenceComparison: 0x5,
  BinaryPrecedenceCoalesce: 0x7,
  BinaryPrecedenceAdd: 0x9,
  BinaryPrecedenceMultiply: 0xa,
  BinaryPrecedenceFormat: 0xc,
  BinaryPrecedenceRange: 0xd,
  Keyword: 0x10,
  ScriptBlockBlockName: 0x20,
  BinaryOperator: 0x100,
  UnaryOperator: 0x200,
  CaseSensitiveOperator: 0x400,
  TernaryOperator: 0x800,
  SpecialOperator: 0x1000,
  AssignmentOperator: 0x2000,
  ParseModeInvariant: 0x8000,
  TokenInError: 0x10000,
  DisallowedInRestrictedMode: 0x20000,
  PrefixOrPostfixOperator: 0x40000,
  CommandName: 0x80000,
  MemberName: 0x100000,
  TypeName: 0x200000,
  AttributeName: 0x400000,
  CanConstantFold: 0x800000,
  StatementDoesntSupportAttributes: 0x1000000,
} as const;

/** For each kind: its number in .NET's enum, the flags that follow from the kind alone, and its text. */
const kinds = {
  Unknown: [0, 0x0, 'unknown'],
  Variable: [1, 0x0, 'var'],
  SplattedVariable: [2, 0x0, '@var'],
  Parameter: [3, 0x0, 'param'],
  Number: [4, 0x0, 'number'],
  Label: [5, 0x0, 'label'],
  Identifier: [6, 0x0, 'ident'],
  Generic: [7, 0x0, 'generic'],
  NewLine: [8, 0x8000, 'newline'],
  LineContinuation: [9, 0x8000, 'line continuation'],
  Comment: [10, 0x8000, 'comment'],
  EndOfInput: [11, 0x8000, 'eof'],
  StringLiteral: [12, 0x8000, 'sqstr'],
  StringExpandable: [13, 0x8000, 'dqstr'],
  HereStringLiteral: [14, 0x8000, 'sq here string'],
  HereStringExpandable: [15, 0x8000, 'dq here string'],
  LParen: [16, 0x8000, '('],
  RParen: [17, 0x8000, ')'],
  LCurly: [18, 0x8000, '{'],
  RCurly: [19, 0x8000, '}'],
  LBracket: [20, 0x0, '['],
  RBracket: [21, 0x8000, ']'],
  AtParen: [22, 0x8000, '@('],
  AtCurly: [23, 0x8000, '@{'],
  DollarParen: [24, 0x8000, '$('],
  Semi: [25, 0x8000, ';'],
  AndAnd: [26, 0x8000, '&&'],
  OrOr: [27, 0x8000, '||'],
  Ampersand: [28, 0x9000, '&'],
  Pipe: [29, 0x9000, '|'],
  Comma: [30, 0x8200, ','],
  MinusMinus: [31, 0x60200, '--'],
  PlusPlus: [32, 0x60200, '++'],
  DotDot: [33, 0x2010d, '..'],
  ColonColon: [34, 0x21000, '::'],
  Dot: [35, 0x21000, '.'],
  Exclaim: [36, 0x800200, '!'],
  Multiply: [37, 0x80010a, '*'],
  Divide: [38, 0x80010a, '/'],
  Rem: [39, 0x80010a, '%'],
  Plus: [40, 0x800309, '+'],
  Minus: [41, 0x800309, '-'],
  Equals: [42, 0x2000, '='],
  PlusEquals: [43, 0x2000, '+='],
  MinusEquals: [44, 0x2000, '-='],
  MultiplyEquals: [45, 0x2000, '*='],
  DivideEquals: [46, 0x2000, '/='],
  RemainderEquals: [47, 0x2000, '%='],
  Redirection: [48, 0x20000, 'redirection'],
  RedirectInStd: [49, 0x28000, '<'],
  Format: [50, 0x2010c, '-f'],
  Not: [51, 0x800200, '-not'],
  Bnot: [52, 0x800200, '-bnot'],
  And: [53, 0x800101, '-and'],
  Or: [54, 0x800101, '-or'],
  Xor: [55, 0x800101, '-xor'],
  Band: [56, 0x800102, '-band'],
  Bor: [57, 0x800102, '-bor'],
  Bxor: [58, 0x800102, '-bxor'],
  Join: [59, 0x20305, '-join'],
  Ieq: [60, 0x105, '-eq'],
  Ine: [61, 0x105, '-ne'],
  Ige: [62, 0x105, '-ge'],
  Igt: [63, 0x105, '-gt'],
  Ilt: [64, 0x105, '-lt'],
  Ile: [65, 0x105, '-le'],
  Ilike: [66, 0x105, '-ilike'],
  Inotlike: [67, 0x105, '-inotlike'],
  Imatch: [68, 0x20105, '-imatch'],
  Inotmatch: [69, 0x20105, '-inotmatch'],
  Ireplace: [70, 0x20105, '-ireplace'],
  Icontains: [71, 0x105, '-icontains'],
  Inotcontains: [72, 0x105, '-inotcontains'],
  Iin: [73, 0x105, '-iin'],
  Inotin: [74, 0x105, '-inotin'],
  Isplit: [75, 0x20305, '-isplit'],
  Ceq: [76, 0x505, '-ceq'],
  Cne: [77, 0x505, '-cne'],
  Cge: [78, 0x505, '-cge'],
  Cgt: [79, 0x505, '-cgt'],
  Clt: [80, 0x505, '-clt'],
  Cle: [81, 0x505, '-cle'],
  Clike: [82, 0x505, '-clike'],
  Cnotlike: [83, 0x505, '-cnotlike'],
  Cmatch: [84, 0x20505, '-cmatch'],
  Cnotmatch: [85, 0x20505, '-cnotmatch'],
  Creplace: [86, 0x20505, '-creplace'],
  Ccontains: [87, 0x505, '-ccontains'],
  Cnotcontains: [88, 0x505, '-cnotcontains'],
  Cin: [89, 0x505, '-cin'],
  Cnotin: [90, 0x505, '-cnotin'],
  Csplit: [91, 0x20705, '-csplit'],
  Is: [92, 0x105, '-is'],
  IsNot: [93, 0x105, '-isnot'],
  As: [94, 0x20105, '-as'],
  PostfixPlusPlus: [95, 0x60200, '++'],
  PostfixMinusMinus: [96, 0x60200, '--'],
  Shl: [97, 0x800105, '-shl'],
  Shr: [98, 0x800105, '-shr'],
  Colon: [99, 0x21000, ':'],
  QuestionMark: [100, 0x20800, '?'],
  QuestionQuestionEquals: [101, 0x2000, '??='],
  QuestionQuestion: [102, 0x107, '??'],
  QuestionDot: [103, 0x21000, '?.'],
  QuestionLBracket: [104, 0x0, '?['],
  Begin: [119, 0x30, 'begin'],
  Break: [120, 0x1000010, 'break'],
  Catch: [121, 0x10, 'catch'],
  Class: [122, 0x10, 'class'],
  Continue: [123, 0x1000010, 'continue'],
  Data: [124, 0x1000010, 'data'],
  Define: [125, 0x1000010, 'define'],
  Do: [126, 0x1000010, 'do'],
  Dynamicparam: [127, 0x30, 'dynamicparam'],
  Else: [128, 0x10, 'else'],
  ElseIf: [129, 0x10, 'elseif'],
  End: [130, 0x30, 'end'],
  Exit: [131, 0x1000010, 'exit'],
  Filter: [132, 0x1000010, 'filter'],
  Finally: [133, 0x10, 'finally'],
  For: [134, 0x1000010, 'for'],
  Foreach: [135, 0x1000010, 'foreach'],
  From: [136, 0x1000010, 'from'],
  Function: [137, 0x1000010, 'function'],
  If: [138, 0x1000010, 'if'],
  In: [139, 0x10, 'in'],
  Param: [140, 0x10, 'param'],
  Process: [141, 0x30, 'process'],
  Return: [142, 0x1000010, 'return'],
  Switch: [143, 0x1000010, 'switch'],
  Throw: [144, 0x1000010, 'throw'],
  Trap: [145, 0x1000010, 'trap'],
  Try: [146, 0x1000010, 'try'],
  Until: [147, 0x10, 'until'],
  Using: [148, 0x1000010, 'using'],
  Var: [149, 0x1000010, 'var'],
  While: [150, 0x1000010, 'while'],
  Workflow: [151, 0x1000010, 'workflow'],
  Parallel: [152, 0x1000010, 'parallel'],
  Sequence: [153, 0x1000010, 'sequence'],
  InlineScript: [154, 0x1000010, 'inlinescript'],
  Configuration: [155, 0x10, 'configuration'],
  DynamicKeyword: [156, 0x10, '<dynamic keyword>'],
  Public: [157, 0x10, 'public'],
  Private: [158, 0x10, 'private'],
  Static: [159, 0x10, 'static'],
  Interface: [160, 0x10, 'interface'],
  Enum: [161, 0x10, 'enum'],
  Namespace: [162, 0x10, 'namespace'],
  Module: [163, 0x10, 'module'],
  Type: [164, 0x10, 'type'],
  Assembly: [165, 0x10, 'assembly'],
  Command: [166, 0x10, 'command'],
  Hidden: [167, 0x10, 'hidden'],
  Base: [168, 0x10, 'base'],
  Default: [169, 0x10, 'default'],
  Clean: [170, 0x30, 'clean'],
} as const satisfies Record<string, readonly [number, number, string]>;

/** The name of a TokenKind. */
export type TokenKind = keyof typeof kinds;

const traits = new Map<string, number>(Object.entries(kinds).map(([name, row]) => [name, row[1]]));

/** Every kind's name, in the order of .NET's enum values. */
export const tokenKindNames: readonly TokenKind[] = Object.keys(kinds) as TokenKind[];

/** The value of a kind in .NET's TokenKind enum. */
export function tokenKindValue(kind: TokenKind): number {
  return kinds[kind][0];
}

/** TokenTraits.GetTraits: the flags that follow from the kind. */
export function kindFlags(kind: TokenKind): number {
  return traits.get(kind) ?? 0;
}

/** TokenTraits.HasTrait. */
export function hasTrait(kind: TokenKind, flag: number): boolean {
  return ((traits.get(kind) ?? 0) & flag) !== 0;
}

/** TokenTraits.Text: how the kind is written, as error messages and `-f` of an operator show it. */
export function kindText(kind: TokenKind): string {
  return kinds[kind][2];
}

/** The numbers of .NET's RedirectionStream. */
export type RedirectionStream = 'All' | 'Output' | 'Error' | 'Warning' | 'Verbose' | 'Debug' | 'Information';

/** Streams by the digit that names them; 0 stands for `*`. */
export const redirectionStreams: readonly RedirectionStream[] = ['All', 'Output', 'Error', 'Warning', 'Verbose', 'Debug', 'Information'];

/** .NET numeric type of a literal. */
export type NumberType =
  | 'Int32'
  | 'Int64'
  | 'Double'
  | 'Decimal'
  | 'BigInteger'
  | 'Byte'
  | 'SByte'
  | 'Int16'
  | 'UInt16'
  | 'UInt32'
  | 'UInt64';

/**
 * The value of a number literal as plain data: `number` for the types of up to 32 bits and for Double, `bigint` for Int64, UInt64 and
 * BigInteger, and for Decimal its invariant text with the digits (scale) that [decimal] keeps, e.g. '1.50'.
 */
export type NumberValue =
  | { type: 'Int32' | 'Double' | 'Byte' | 'SByte' | 'Int16' | 'UInt16' | 'UInt32'; value: number }
  | { type: 'Int64' | 'UInt64' | 'BigInteger'; value: bigint }
  | { type: 'Decimal'; value: string };

/**
 * VariablePath (VariablePath.cs). `name` is the unqualified path: what follows the scope or drive. `scope` is the scope's name in lower
 * case, or null. `isUsing` is always false for what the parser makes, because `$using:x` becomes a UsingExpressionAst around `$x`.
 */
export interface VariablePath {
  userPath: string;
  name: string;
  scope: 'global' | 'local' | 'private' | 'script' | 'variable' | null;
  driveName: string | null;
  isGlobal: boolean;
  isLocal: boolean;
  isPrivate: boolean;
  isScript: boolean;
  isUsing: boolean;
  isUnqualified: boolean;
  isUnscopedVariable: boolean;
  isVariable: boolean;
  isDriveQualified: boolean;
}

/**
 * A token. `kind`, `flags` and `extent` are common to all; the other fields are there for the kinds that have them:
 * value (strings, numbers, identifiers' text), variablePath (Variable, SplattedVariable), parameterName and usedColon (Parameter),
 * labelText (Label), redirection (Redirection), nestedTokens and parts (expandable strings).
 */
export interface Token {
  kind: TokenKind;
  /** TokenFlags, the kind's own included. */
  flags: number;
  extent: Extent;
  text: string;
  /** Value of a string token, without quotes and with escapes replaced. */
  value?: string;
  number?: NumberValue;
  variablePath?: VariablePath;
  parameterName?: string;
  usedColon?: boolean;
  labelText?: string;
  redirection?: { fromStream: RedirectionStream; toStream: RedirectionStream } | { fromStream: RedirectionStream; append: boolean };
  /** Of an expandable string: literal texts and indices of its nested expressions, in order. */
  parts?: (string | number)[];
  /** Of an expandable string: the tokens of its variables and sub-expressions. */
  nestedTokens?: Token[];
  /** Of a `$(…)` in a string that is yet to be scanned: the offsets of quotes that were written twice. */
  skippedOffsets?: readonly number[];
  /** Set on a nested `$(…)` that is yet to be scanned; `value` is its text. */
  unscanned?: boolean;
}

/** Whether a token is marked as part of an error (Token.HasError). */
export function hasError(token: Token): boolean {
  return (token.flags & TokenFlags.TokenInError) !== 0;
}

/**
 * Splits a variable's name into scope, drive and name, as the constructor of VariablePath does (VariablePath.cs). Never throws; an
 * empty path gives an empty unqualified name.
 */
export function makeVariablePath(userPath: string): VariablePath {
  const path: VariablePath = {
    userPath,
    name: userPath,
    scope: null,
    driveName: null,
    isGlobal: false,
    isLocal: false,
    isPrivate: false,
    isScript: false,
    isUsing: false,
    isUnqualified: false,
    isUnscopedVariable: true,
    isVariable: true,
    isDriveQualified: false,
  };
  const colon = userPath.indexOf(':');
  if (colon < 0) {
    path.isUnqualified = true;
    return path;
  }
  const head = userPath.slice(0, colon).toLowerCase();
  switch (head) {
    case 'global':
      path.isGlobal = true;
      break;
    case 'local':
      path.isLocal = true;
      break;
    case 'private':
      path.isPrivate = true;
      break;
    case 'script':
      path.isScript = true;
      break;
    case 'variable':
      break;
    default:
      // A colon in the first place names no drive: the whole is an unqualified name.
      if (colon === 0) {
        path.isUnqualified = true;
        path.name = userPath.slice(1);
        return path;
      }
      path.isDriveQualified = true;
      path.isVariable = false;
      path.isUnscopedVariable = false;
      path.driveName = userPath.slice(0, colon);
      path.name = userPath.slice(colon + 1);
      return path;
  }
  path.scope = head;
  path.isUnscopedVariable = head === 'variable';
  path.name = userPath.slice(colon + 1);
  return path;
}

/** The name of a token's .NET class. */
export function tokenClass(token: Token): string {
  switch (token.kind) {
    case 'Number':
      return 'NumberToken';
    case 'Parameter':
      return 'ParameterToken';
    case 'Variable':
    case 'SplattedVariable':
      return 'VariableToken';
    case 'Label':
      return 'LabelToken';
    case 'RedirectInStd':
      return 'InputRedirectionToken';
    case 'Redirection':
      return token.redirection && 'append' in token.redirection ? 'FileRedirectionToken' : 'MergingRedirectionToken';
    default:
      if (token.parts) return 'StringExpandableToken';
      return token.value !== undefined ? 'StringLiteralToken' : 'Token';
  }
}
