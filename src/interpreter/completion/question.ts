/** A place in a text that is to be completed, and what is known there: CompletionContext, CompletionAnalysis.cs ExtractAstContext. */
import { astValue, parsedSource } from '../machine/ast/source.ts';
import type { MachineContext } from '../machine/context.ts';
import type { Machine } from '../machine/machine.ts';
import type { Runspace, Scope } from '../machine/state.ts';
import type { Ast, ScriptBlockAst } from '../syntax/ast.ts';
import { findAll, lineAndColumn } from '../syntax/index.ts';
import type { Extent, Token } from '../syntax/token.ts';
import { SourceText } from '../values/code.ts';
import { PSHashtable } from '../values/collections.ts';
import { NeedActivity } from '../values/context.ts';
import { isLazyType } from '../values/types/registry.ts';
import type { Value } from '../values/value.ts';

/** Where the question is asked. */
export interface Place {
  /** False: nothing of the session's code may be run (a page asks while something else may be running). */
  canRun: boolean;
  /** Set where code would have been run. */
  missed?: boolean;
  machine: Machine;
  ctx: MachineContext;
  runspace: Runspace;
  scope: Scope;
}

/** A question: a text, a cursor in it, and what is being completed. `word`, `index` and `length` change while the answer is looked for. */
export class Question implements Place {
  private readonly place: Place;
  readonly machine: Machine;
  readonly ctx: MachineContext;
  readonly runspace: Runspace;
  readonly scope: Scope;
  readonly source: SourceText;
  readonly ast: ScriptBlockAst;
  readonly tokens: readonly Token[];
  readonly cursor: number;
  /** Further completers and settings that the caller gave ($options of TabExpansion2); null = none. */
  readonly options: PSHashtable | null;
  /** The token that the cursor stands in or behind, or null; then the one before the cursor. */
  readonly token: Token | null;
  readonly before: Token | null;
  /** Nodes around the cursor, outermost first. */
  readonly related: Ast[];
  word = '';
  index: number;
  length = 0;
  /** True: wildcard characters of paths are not escaped. */
  literalPaths: boolean;
  constructor(place: Place, text: string, cursor: number, options: PSHashtable | null = null) {
    this.place = place;
    this.machine = place.machine;
    this.ctx = place.ctx;
    this.runspace = place.runspace;
    this.scope = place.scope;
    this.options = options;
    this.source = new SourceText(text);
    const { result } = parsedSource(this.source);
    this.ast = result.ast;
    this.tokens = result.tokens;
    this.cursor = cursor;
    let token = lastToken(result.tokens, (e) => cursor > e.start && cursor <= e.end);
    if (token?.nestedTokens !== undefined) token = lastToken(token.nestedTokens, (e) => cursor > e.start && cursor <= e.end) ?? token;
    this.token = token;
    this.before = token === null ? lastToken(result.tokens, (e) => e.end < cursor) : null;
    const at = this.before?.extent.end ?? cursor;
    const related = findAll(result.ast, (n) => at > n.extent.start && at <= n.extent.end, true);
    if (related.length === 0) related.push(result.ast);
    const last = related[related.length - 1];
    if (last.kind === 'NamedBlockAst' && last.unnamed && /^param/i.test(this.textOf(last))) related.pop();
    this.related = related;
    this.index = this.before === null ? 0 : cursor;
    this.literalPaths = options?.get('LiteralPaths') === true;
  }
  /** Whether code of the session's may be run here. Asked only where there is some to run. */
  get canRun(): boolean {
    if (!this.place.canRun) this.place.missed = true;
    return this.place.canRun;
  }
  /** The innermost node around the cursor. */
  get last(): Ast {
    return this.related[this.related.length - 1];
  }
  /** All nodes of the text, outer ones before what they hold. */
  nodes(): readonly Ast[] {
    return parsedSource(this.source).nodes;
  }
  textOf(node: { extent: Extent }): string {
    return this.source.text.slice(node.extent.start, node.extent.end);
  }
  lineOf(offset: number): number {
    return lineAndColumn(parsedSource(this.source).lines, offset).line;
  }
  /** True if the line that the cursor is in is blank. */
  get isLineBlank(): boolean {
    const { text } = this.source;
    const start = text.lastIndexOf('\n', this.cursor - 1) + 1;
    const end = text.indexOf('\n', this.cursor);
    return text.slice(start, end < 0 ? text.length : end).trim() === '';
  }
  /** A node as an object of scripts. */
  node(ast: Ast): Value {
    return astValue(this.source, ast);
  }
  /** Without the whole language there are commands, parameters and their values, and nothing else. */
  get isLimited(): boolean {
    return this.runspace.languageMode !== 'FullLanguage';
  }
  /** A table that the caller gave among the options, or null. */
  optionTable(name: string): PSHashtable | null {
    const value = this.options?.get(name);
    return value instanceof PSHashtable ? value : null;
  }
}

function lastToken(tokens: readonly Token[], fits: (extent: Extent) => boolean): Token | null {
  for (let i = tokens.length - 1; i >= 0; i--) {
    const token = tokens[i];
    if (token.kind !== 'NewLine' && token.kind !== 'EndOfInput' && fits(token.extent)) return token;
  }
  return null;
}

/** Has a type's file imported if it comes when first named. */
export function needType(name: string): void {
  if (isLazyType(name)) throw new NeedActivity({ kind: 'host', op: 'load', type: name });
}
