/**
 * Trees as objects of scripts. State holds only where a node is: the text, and the node's number in visiting order. The tree itself is
 * parsed again from the text when it is asked for (parsing is deterministic) and kept in a cache that no snapshot sees.
 */
import type { Ast } from '../../syntax/ast.ts';
import { lineAndColumn as lineAndColumnOf, lineStarts } from '../../syntax/extents.ts';
import { type ParseResult, parseInput } from '../../syntax/parse.ts';
import type { Token } from '../../syntax/token.ts';
import { linkParents, walk } from '../../syntax/visit.ts';
import type { SourceText } from '../../values/code.ts';
import { HeapObject, snapshotClass } from '../../values/heap.ts';

/** A parsed text with its nodes in visiting order. */
export interface Parsed {
  result: ParseResult;
  nodes: Ast[];
  numbers: Map<Ast, number>;
  /** Offsets of the beginnings of lines. */
  lines: number[];
}

const cache = new WeakMap<SourceText, Parsed>();

/** The tree of a text. */
export function parsedSource(source: SourceText): Parsed {
  let parsed = cache.get(source);
  if (parsed === undefined) {
    const result = parseInput(source.text, source.file === '' ? null : source.file);
    linkParents(result.ast);
    const nodes: Ast[] = [];
    walk(result.ast, (node) => {
      nodes.push(node);
      return undefined;
    });
    parsed = { result, nodes, numbers: new Map(nodes.map((n, i) => [n, i])), lines: lineStarts(source.text) };
    cache.set(source, parsed);
  }
  return parsed;
}

/** A node of a tree. */
export class AstValue extends HeapObject {
  source: SourceText;
  number: number;
  /** Class name, kept so that the type is known without parsing. */
  kind: string;
  constructor(source: SourceText = undefined as unknown as SourceText, number = 0, kind = 'ScriptBlockAst') {
    super();
    this.source = source;
    this.number = number;
    this.kind = kind;
  }
}
snapshotClass('AstValue', 'heap', AstValue as unknown as new () => object);

/** What hangs on a node without being one: a type's name, a variable's path, a token's part. `path` leads from the node to it. */
export class AstPart extends HeapObject {
  node: AstValue;
  path: (string | number)[];
  kind: string;
  constructor(node: AstValue = new AstValue(), path: (string | number)[] = [], kind = 'TypeName') {
    super();
    this.node = node;
    this.path = path;
    this.kind = kind;
  }
}
snapshotClass('AstPart', 'heap', AstPart);

/** A VariablePath. */
export class VariablePathValue extends HeapObject {
  userPath: string;
  constructor(userPath = '') {
    super();
    this.userPath = userPath;
  }
}
snapshotClass('VariablePathValue', 'heap', VariablePathValue);

/** A token: its number in the text's list, then those inside of strings. */
export class TokenValue extends HeapObject {
  source: SourceText;
  path: number[];
  kind: string;
  constructor(source: SourceText = undefined as unknown as SourceText, path: number[] = [], kind = 'Token') {
    super();
    this.source = source;
    this.path = path;
    this.kind = kind;
  }
}
snapshotClass('TokenValue', 'heap', TokenValue as unknown as new () => object);

/** A stretch of a text (IScriptExtent). */
export class ExtentValue extends HeapObject {
  source: SourceText;
  start: number;
  end: number;
  constructor(source: SourceText = undefined as unknown as SourceText, start = 0, end = 0) {
    super();
    this.source = source;
    this.start = start;
    this.end = end;
  }
}
snapshotClass('ExtentValue', 'heap', ExtentValue as unknown as new () => object);

/** A place in a text (IScriptPosition). */
export class PositionValue extends HeapObject {
  source: SourceText;
  offset: number;
  constructor(source: SourceText = undefined as unknown as SourceText, offset = 0) {
    super();
    this.source = source;
    this.offset = offset;
  }
}
snapshotClass('PositionValue', 'heap', PositionValue as unknown as new () => object);

/** A ParseError. */
export class ParseErrorValue extends HeapObject {
  extent: ExtentValue;
  errorId: string;
  message: string;
  incompleteInput: boolean;
  constructor(extent: ExtentValue = new ExtentValue(), errorId = '', message = '', incompleteInput = false) {
    super();
    this.extent = extent;
    this.errorId = errorId;
    this.message = message;
    this.incompleteInput = incompleteInput;
  }
}
snapshotClass('ParseErrorValue', 'heap', ParseErrorValue);

/** The syntax node that a value stands for. */
export function nodeOf(value: AstValue): Ast {
  return parsedSource(value.source).nodes[value.number];
}

/** The value of a node of the same tree as another value. */
export function astValue(source: SourceText, node: Ast): AstValue {
  const { numbers } = parsedSource(source);
  return new AstValue(source, numbers.get(node) ?? 0, node.kind);
}

/** The token of a value. */
export function tokenOf(value: TokenValue): Token {
  let list: readonly Token[] = parsedSource(value.source).result.tokens;
  let token = list[value.path[0]];
  for (const i of value.path.slice(1)) {
    list = token.nestedTokens ?? [];
    token = list[i];
  }
  return token;
}

/** 1-based line and column of an offset. */
export function lineAndColumn(source: SourceText, offset: number): { line: number; column: number } {
  return lineAndColumnOf(cache.get(source)?.lines ?? lineStarts(source.text), offset);
}
