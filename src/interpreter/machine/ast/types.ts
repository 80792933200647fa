/** The types of System.Management.Automation.Language: tree nodes, tokens, extents, parse errors, the parser. */
import { compileNode } from '../../compiler/compile.ts';
import { numberValue } from '../../compiler/constants.ts';
import type { Ast, ScriptBlockAst } from '../../syntax/ast.ts';
import { commandName, pureExpression } from '../../syntax/nodes.ts';
import {
  makeVariablePath,
  type NumberValue,
  type Token,
  TokenFlags,
  tokenClass,
  tokenKindNames,
  tokenKindValue,
} from '../../syntax/token.ts';
import { walk } from '../../syntax/visit.ts';
import { PSReference, ScriptBlock, SourceText } from '../../values/code.ts';
import { PSArray, PSList } from '../../values/collections.ts';
import { isTrue } from '../../values/conditions.ts';
import type { NativeContext } from '../../values/context.ts';
import { PSDelegate } from '../../values/delegates.ts';
import { fail } from '../../values/errors.ts';
import { invalidOperation } from '../../values/faults.ts';
import { writeReference } from '../../values/references.ts';
import { m, p } from '../../values/types/define.ts';
import { extendType, registerType } from '../../values/types/registry.ts';
import type { Value } from '../../values/value.ts';
import type { MachineContext } from '../context.ts';
import {
  CLASSES,
  camel,
  ENUM_NUMBERS,
  enumValue,
  kindValue,
  LANGUAGE,
  partOf,
  propertyOf,
  safeValue,
  typeNameProperties,
} from './members.ts';
import {
  AstPart,
  AstValue,
  astValue,
  ExtentValue,
  lineAndColumn,
  nodeOf,
  ParseErrorValue,
  PositionValue,
  parsedSource,
  TokenValue,
  tokenOf,
  VariablePathValue,
} from './source.ts';

const ast = (self: Value): AstValue => self as AstValue;
const textOf = (self: AstValue): string => {
  const { start, end } = nodeOf(self).extent;
  return self.source.text.slice(start, end);
};

// ---- enums ----

registerType({
  name: `${LANGUAGE}TokenKind`,
  enumNames: Object.fromEntries(tokenKindNames.map((k) => [k, tokenKindValue(k)])),
  isValueType: true,
});
registerType({ name: `${LANGUAGE}TokenFlags`, enumNames: { ...TokenFlags }, isFlags: true, isValueType: true });
for (const [name, enumNames] of Object.entries(ENUM_NUMBERS))
  registerType({ name: LANGUAGE + name, enumNames, isFlags: /Attributes$|Flags$/.test(name), isValueType: true });

// ---- nodes ----

/** Nodes that Find and FindAll look at, in order. */
function candidates(self: AstValue, nested: boolean): AstValue[] {
  const found: AstValue[] = [];
  walk(nodeOf(self), (node) => {
    if (node.kind !== 'BaseCtorInvokeMemberExpressionAst') found.push(astValue(self.source, node));
    if (nested) return undefined;
    return node.kind === 'FunctionDefinitionAst' || node.kind === 'ScriptBlockExpressionAst' ? 'skip' : undefined;
  });
  return found;
}

function blockOf(predicate: Value | undefined): ScriptBlock {
  if (predicate instanceof PSDelegate) return predicate.block as ScriptBlock;
  if (predicate instanceof ScriptBlock) return predicate;
  throw fail('ArgumentNull', 'InvalidArgument', "Value cannot be null. (Parameter 'predicate')", {
    typeName: 'System.ArgumentNullException',
  });
}

function search(self: Value, predicate: Value | undefined, nested: Value | undefined, ctx: NativeContext): AstValue[] {
  const nodes = candidates(ast(self), nested === true);
  const block = blockOf(predicate);
  const answers = (ctx as MachineContext).perform(() => ({
    kind: 'each',
    block,
    items: nodes,
    args: [],
    catches: false,
    asArgument: true,
  })) as Value[][];
  return nodes.filter((_n, i) => answers[i].length > 0 && (answers[i].length > 1 || isTrue(answers[i][0])));
}

for (const [kind, { base, properties, isAbstract }] of Object.entries(CLASSES)) {
  registerType({
    name: LANGUAGE + kind,
    ...(base === '' ? {} : { base: LANGUAGE + base }),
    ...(isAbstract ? { isAbstract } : {}),
    ...(kind === 'Ast' ? { ctor: AstValue, nameOf: (v: object) => LANGUAGE + (v as AstValue).kind } : {}),
    properties: Object.fromEntries(
      properties
        .split(' ')
        .filter((name) => name !== '')
        .map((name) => [name, p('System.Object', (self) => propertyOf(ast(self), name))]),
    ),
  });
}

/** The script block of a ScriptBlockAst, or of the body of a function or method. */
function blockOfAst(self: AstValue): ScriptBlock {
  const node = nodeOf(self);
  const body = 'body' in node ? (node.body as ScriptBlockAst) : (node as ScriptBlockAst);
  const block = new ScriptBlock(compileNode(parsedSource(self.source).result.ast, self.source, body));
  block.isUnbound = true;
  return block;
}

extendType(`${LANGUAGE}Ast`, {
  methods: {
    FindAll: [
      m(
        `System.Collections.Generic.IEnumerable[${LANGUAGE}Ast] FindAll(System.Func[${LANGUAGE}Ast,bool] predicate, bool searchNestedScriptBlocks)`,
        (self, [predicate, nested], ctx) => new PSList(search(self, predicate, nested, ctx), 'List', `${LANGUAGE}Ast`),
      ),
    ],
    Find: [
      m(
        `${LANGUAGE}Ast Find(System.Func[${LANGUAGE}Ast,bool] predicate, bool searchNestedScriptBlocks)`,
        (self, [predicate, nested], ctx) => search(self, predicate, nested, ctx)[0] ?? null,
      ),
    ],
    ToString: [m('string ToString()', (self) => textOf(ast(self)))],
    Copy: [m(`${LANGUAGE}Ast Copy()`, (self) => new AstValue(ast(self).source, ast(self).number, ast(self).kind))],
    SafeGetValue: [
      m('System.Object SafeGetValue()', (self) => {
        const value = safeValue(nodeOf(ast(self)));
        if (value === undefined)
          throw invalidOperation(
            `Cannot generate a PowerShell object for a ScriptBlock evaluating dynamic expressions. Dynamic expression: ${textOf(ast(self))}.`,
          );
        return value;
      }),
    ],
  },
  toText: (self) => textOf(ast(self)),
});
extendType(`${LANGUAGE}ScriptBlockAst`, {
  methods: {
    GetScriptBlock: [
      m('scriptblock GetScriptBlock()', (self) => {
        return blockOfAst(ast(self));
      }),
    ],
  },
});
registerType({ name: `${LANGUAGE}IParameterMetadataProvider`, isInterface: true, isPublic: false });
for (const name of ['ScriptBlockAst', 'FunctionDefinitionAst', 'FunctionMemberAst'])
  extendType(LANGUAGE + name, { interfaces: [`${LANGUAGE}IParameterMetadataProvider`] });
extendType('System.Management.Automation.ScriptBlock', {
  internalConstructors: [
    m(`scriptblock new(${LANGUAGE}IParameterMetadataProvider ast, bool isFilter)`, (_s, [node, isFilter]) => {
      const block = blockOfAst(ast(node as Value));
      block.isFilter = isFilter === true;
      return block;
    }),
  ],
});
extendType(`${LANGUAGE}CommandAst`, {
  methods: {
    GetCommandName: [m('string GetCommandName()', (self) => commandName(nodeOf(ast(self))))],
  },
});
extendType(`${LANGUAGE}VariableExpressionAst`, {
  methods: { IsConstantVariable: [m('bool IsConstantVariable()', (self) => /^\$(true|false|null)$/i.test(textOf(ast(self))))] },
});
extendType(`${LANGUAGE}PipelineAst`, {
  methods: {
    GetPureExpression: [
      m(`${LANGUAGE}ExpressionAst GetPureExpression()`, (self) => {
        const only = pureExpression(nodeOf(ast(self)));
        return only === null ? null : astValue(ast(self).source, only);
      }),
    ],
  },
});

for (const name of ['TypeName', 'GenericTypeName', 'ArrayTypeName'])
  registerType({
    name: LANGUAGE + name,
    interfaces: [`${LANGUAGE}ITypeName`],
    ...(name === 'TypeName' ? { ctor: AstPart, nameOf: (v: object) => LANGUAGE + (v as AstPart).kind } : {}),
    properties: typeNameProperties(),
    methods: {
      ToString: [m('string ToString()', (self) => (partOf(self as AstPart) as { fullName: string }).fullName)],
      GetReflectionType: [
        m('type GetReflectionType()', (self, _a, ctx) => {
          const { fullName } = partOf(self as AstPart) as { fullName: string };
          const { machine, frame } = ctx as MachineContext;
          return machine.typeLiteral(frame, fullName);
        }),
      ],
    },
    toText: (self) => (partOf(self as AstPart) as { fullName: string }).fullName,
  });
registerType({ name: `${LANGUAGE}ITypeName`, isInterface: true, isAbstract: true });

const VARIABLE_PATH: [string, string][] = [
  ['UserPath', 'string'],
  ['DriveName', 'string'],
  ['IsGlobal', 'bool'],
  ['IsLocal', 'bool'],
  ['IsPrivate', 'bool'],
  ['IsScript', 'bool'],
  ['IsUnqualified', 'bool'],
  ['IsUnscopedVariable', 'bool'],
  ['IsVariable', 'bool'],
  ['IsDriveQualified', 'bool'],
];
registerType({
  name: 'System.Management.Automation.VariablePath',
  ctor: VariablePathValue,
  properties: Object.fromEntries(
    VARIABLE_PATH.map(([name, type]) => [
      name,
      p(type, (self) => (makeVariablePath((self as VariablePathValue).userPath) as unknown as Record<string, Value>)[camel(name)] ?? null),
    ]),
  ),
  constructors: [
    m('System.Management.Automation.VariablePath new(string path)', (_s, [path]) => new VariablePathValue(String(path ?? ''))),
  ],
  toText: (self) => (self as VariablePathValue).userPath,
});

// ---- places ----

const extent = (self: Value): ExtentValue => self as ExtentValue;
registerType({ name: `${LANGUAGE}IScriptExtent`, isInterface: true, isAbstract: true });
registerType({ name: `${LANGUAGE}IScriptPosition`, isInterface: true, isAbstract: true });
registerType({
  name: `${LANGUAGE}InternalScriptExtent`,
  interfaces: [`${LANGUAGE}IScriptExtent`],
  ctor: ExtentValue,
  properties: {
    File: p('string', (self) => extent(self).source.file || null),
    StartScriptPosition: p(`${LANGUAGE}IScriptPosition`, (self) => new PositionValue(extent(self).source, extent(self).start)),
    EndScriptPosition: p(`${LANGUAGE}IScriptPosition`, (self) => new PositionValue(extent(self).source, extent(self).end)),
    StartLineNumber: p('int', (self) => lineAndColumn(extent(self).source, extent(self).start).line),
    StartColumnNumber: p('int', (self) => lineAndColumn(extent(self).source, extent(self).start).column),
    EndLineNumber: p('int', (self) => lineAndColumn(extent(self).source, extent(self).end).line),
    EndColumnNumber: p('int', (self) => lineAndColumn(extent(self).source, extent(self).end).column),
    Text: p('string', (self) => extent(self).source.text.slice(extent(self).start, extent(self).end)),
    StartOffset: p('int', (self) => extent(self).start),
    EndOffset: p('int', (self) => extent(self).end),
  },
  toText: (self) => extent(self).source.text.slice(extent(self).start, extent(self).end),
});
const position = (self: Value): PositionValue => self as PositionValue;
registerType({
  name: `${LANGUAGE}InternalScriptPosition`,
  interfaces: [`${LANGUAGE}IScriptPosition`],
  ctor: PositionValue,
  properties: {
    File: p('string', (self) => position(self).source.file || null),
    LineNumber: p('int', (self) => lineAndColumn(position(self).source, position(self).offset).line),
    ColumnNumber: p('int', (self) => lineAndColumn(position(self).source, position(self).offset).column),
    Offset: p('int', (self) => position(self).offset),
    Line: p('string', (self) => {
      const { source, offset } = position(self);
      const start = source.text.lastIndexOf('\n', offset - 1) + 1;
      const end = source.text.indexOf('\n', offset);
      return source.text.slice(start, end < 0 ? undefined : end).replace(/\r$/, '');
    }),
  },
  methods: { GetFullScript: [m('string GetFullScript()', (self) => position(self).source.text)] },
});
const problem = (self: Value): ParseErrorValue => self as ParseErrorValue;
registerType({
  name: `${LANGUAGE}ParseError`,
  ctor: ParseErrorValue,
  properties: {
    Extent: p(`${LANGUAGE}IScriptExtent`, (self) => problem(self).extent),
    ErrorId: p('string', (self) => problem(self).errorId),
    Message: p('string', (self) => problem(self).message),
    IncompleteInput: p('bool', (self) => problem(self).incompleteInput),
  },
  toText: (self) => problem(self).message,
});

// ---- tokens ----

const token = (self: Value): Token => tokenOf(self as TokenValue);
const numberOf = (n: NumberValue | undefined): Value => (n === undefined ? null : numberValue(n));
function tokenValue(source: SourceText, t: Token, path: number[]): TokenValue {
  return new TokenValue(source, path, tokenClass(t));
}
const TOKENS: Record<string, { base: string; properties: Record<string, ReturnType<typeof p>> }> = {
  NumberToken: { base: 'Token', properties: { Value: p('System.Object', (self) => numberOf(token(self).number)) } },
  ParameterToken: {
    base: 'Token',
    properties: {
      ParameterName: p('string', (self) => token(self).parameterName ?? ''),
      UsedColon: p('bool', (self) => token(self).usedColon === true),
    },
  },
  VariableToken: {
    base: 'Token',
    properties: {
      Name: p('string', (self) => token(self).variablePath?.name ?? ''),
      VariablePath: p(
        'System.Management.Automation.VariablePath',
        (self) => new VariablePathValue(token(self).variablePath?.userPath ?? ''),
      ),
    },
  },
  StringToken: { base: 'Token', properties: { Value: p('string', (self) => token(self).value ?? '') } },
  StringLiteralToken: { base: 'StringToken', properties: {} },
  StringExpandableToken: {
    base: 'StringToken',
    properties: {
      NestedTokens: p('System.Object', (self) => {
        const { source, path } = self as TokenValue;
        const nested = token(self).nestedTokens;
        return nested === undefined
          ? null
          : new PSList(
              nested.map((t, i) => tokenValue(source, t, [...path, i])),
              'Collection',
              `${LANGUAGE}Token`,
            );
      }),
    },
  },
  LabelToken: { base: 'Token', properties: { LabelText: p('string', (self) => token(self).labelText ?? '') } },
  RedirectionToken: { base: 'Token', properties: {} },
  InputRedirectionToken: { base: 'RedirectionToken', properties: {} },
  MergingRedirectionToken: { base: 'RedirectionToken', properties: {} },
  FileRedirectionToken: { base: 'RedirectionToken', properties: {} },
};
registerType({
  name: `${LANGUAGE}Token`,
  ctor: TokenValue,
  nameOf: (v) => LANGUAGE + (v as TokenValue).kind,
  properties: {
    Text: p('string', (self) => token(self).text),
    TokenFlags: p(`${LANGUAGE}TokenFlags`, (self) => enumValue('TokenFlags', token(self).flags)),
    Kind: p(`${LANGUAGE}TokenKind`, (self) => kindValue(token(self).kind)),
    HasError: p('bool', (self) => (token(self).flags & TokenFlags.TokenInError) !== 0),
    Extent: p(
      `${LANGUAGE}IScriptExtent`,
      (self) => new ExtentValue((self as TokenValue).source, token(self).extent.start, token(self).extent.end),
    ),
  },
  toText: (self) => (token(self).kind === 'EndOfInput' ? '<eof>' : token(self).text),
});
for (const [name, { base, properties }] of Object.entries(TOKENS))
  registerType({ name: LANGUAGE + name, base: LANGUAGE + base, properties });

// ---- parsing ----

/** The errors of a text as objects. */
export function parseErrors(source: SourceText): ParseErrorValue[] {
  return parsedSource(source).result.errors.map(
    (e) => new ParseErrorValue(new ExtentValue(source, e.extent.start, e.extent.end), e.errorId, e.message, e.incompleteInput),
  );
}

function parse(text: string, file: string, tokens: Value | undefined, errors: Value | undefined): AstValue {
  const source = new SourceText(text, file);
  const { result } = parsedSource(source);
  if (tokens instanceof PSReference)
    writeReference(
      tokens,
      new PSArray(
        result.tokens.map((t, i) => tokenValue(source, t, [i])),
        `${LANGUAGE}Token`,
      ),
    );
  if (errors instanceof PSReference) writeReference(errors, new PSArray(parseErrors(source), `${LANGUAGE}ParseError`));
  return new AstValue(source, 0, 'ScriptBlockAst');
}

registerType({
  name: `${LANGUAGE}Parser`,
  isStatic: true,
  staticMethods: {
    ParseInput: [
      m(
        `${LANGUAGE}ScriptBlockAst ParseInput(string input, ref ${LANGUAGE}Token[] tokens, ref ${LANGUAGE}ParseError[] errors)`,
        (_s, [text, t, e]) => parse(String(text ?? ''), '', t, e),
      ),
      m(
        `${LANGUAGE}ScriptBlockAst ParseInput(string input, string fileName, ref ${LANGUAGE}Token[] tokens, ref ${LANGUAGE}ParseError[] errors)`,
        (_s, [text, file, t, e]) => parse(String(text ?? ''), String(file ?? ''), t, e),
      ),
    ],
    ParseFile: [
      m(
        `${LANGUAGE}ScriptBlockAst ParseFile(string fileName, ref ${LANGUAGE}Token[] tokens, ref ${LANGUAGE}ParseError[] errors)`,
        (_s, [file, t, e], ctx) => {
          const path = (ctx as MachineContext).machine.drives.resolve(String(file ?? ''));
          const reply = ctx.ask('file.readText', { path }) as { text?: string } | null;
          if (reply?.text === undefined)
            throw fail('FileNotFoundException', 'NotSpecified', `Could not find file '${path}'.`, {
              typeName: 'System.IO.FileNotFoundException',
            });
          return parse(reply.text, path, t, e);
        },
      ),
    ],
  },
});

/** The tree of a script block: of its function where it is the body of one. */
function blockAst(block: ScriptBlock): AstValue {
  const { source, start, end } = block.code;
  const { nodes } = parsedSource(source);
  let found: Ast = nodes[0];
  if (!(start === 0 && end === source.text.length))
    found = nodes.find((n) => n.kind === 'ScriptBlockAst' && n.extent.start === start && n.extent.end === end) ?? found;
  if (found.parent?.kind === 'FunctionDefinitionAst') found = found.parent;
  return astValue(source, found);
}

extendType('System.Management.Automation.ScriptBlock', {
  properties: {
    Ast: p(`${LANGUAGE}Ast`, (self) => blockAst(self as ScriptBlock)),
    StartPosition: p(
      'System.Management.Automation.PSToken',
      (self) => new ExtentValue((self as ScriptBlock).code.source, (self as ScriptBlock).code.start, (self as ScriptBlock).code.end),
    ),
  },
});
