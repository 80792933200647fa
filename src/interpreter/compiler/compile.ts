/** Compiles script blocks, functions and scripts to Code. */
import type {
  AttributeAst,
  ExpressionAst,
  FunctionDefinitionAst,
  ParameterAst,
  ScriptBlockAst,
  StatementAst,
  TrapStatementAst,
  TypeConstraintAst,
} from '../syntax/ast.ts';
import type { Extent } from '../syntax/token.ts';
import { type AttributeSpec, type Code, type ParameterSpec, SourceText } from '../values/code.ts';
import { Builder } from './builder.ts';
import { attributeSpec, NO_UNIT, NotConstant, typeNameText, type Unit } from './constants.ts';
import { expressionTo } from './expressions.ts';
import { COMPILATION, HANDLER_ROW, INSTRUCTION_SET, Op } from './opcodes.ts';
import { refuse } from './refuse.ts';
import { compileStatements } from './statements.ts';
import { typeDefinitions } from './types.ts';

/** Compiles a whole script or typed line. Throws NotSupported for what Limpet does not have yet. */
export function compileScript(ast: ScriptBlockAst, text: string, file = ''): Code {
  const root = new Builder(new SourceText(text, file), 0, text.length, unitOf(ast));
  return compileScriptBlock(root, ast, { name: '', start: 0, end: text.length }, null, false, false, true);
}

/** Compiles a script block of a tree by itself, or the body of one of its functions. */
export function compileNode(root: ScriptBlockAst, source: SourceText, node: ScriptBlockAst): Code {
  const outer = new Builder(source, 0, source.text.length, unitOf(root));
  return compileScriptBlock(outer, node, { name: '', start: node.extent.start, end: node.extent.end }, null, false, false, node === root);
}

/** What the whole text says about names of types. */
function unitOf(ast: ScriptBlockAst): Unit {
  const namespaces = ast.usingStatements.flatMap((u) => (u.usingStatementKind === 'Namespace' && u.name !== null ? [u.name.value] : []));
  if (namespaces.length === 0) return NO_UNIT;
  const classes = new Set<string>();
  for (const block of [ast.beginBlock, ast.processBlock, ast.endBlock])
    for (const s of block?.statements ?? []) if (s.kind === 'TypeDefinitionAst') classes.add(s.name.toLowerCase());
  return { namespaces, classes };
}

/** Content address of a code: the whole source's hash and which part of it the code is. */
function contentKey(source: SourceText, start: number, end: number, name: string): string {
  return `${INSTRUCTION_SET}.${COMPILATION}-${source.hash}-${start}-${end}-${name}`;
}

/** Compiles a script block (nested in the code of `outer`, which gives the source). */
export function compileScriptBlock(
  outer: Builder,
  ast: ScriptBlockAst,
  where: { name: string; start: number; end: number },
  parameters?: ParameterAst[] | null,
  isFilter = false,
  isMethod = false,
  isRoot = false,
): Code {
  const b = new Builder(outer.code.source, where.start, where.end, outer.unit);
  const { code } = b;
  code.name = where.name;
  code.isFilter = isFilter;
  b.isMethod = isMethod;
  b.isRoot = isRoot;
  code.namespaces = [...b.unit.namespaces];
  for (const using of ast.usingStatements)
    if (using.usingStatementKind !== 'Namespace') throw refuse(b, using.extent, `using ${using.usingStatementKind.toLowerCase()}`);
  const params = parameters ?? ast.paramBlock?.parameters ?? [];
  const blockOf = (e: ExpressionAst): Code => {
    if (e.kind !== 'ScriptBlockExpressionAst') throw refuse(b, e.extent, 'this attribute argument');
    return compileScriptBlock(b, e.scriptBlock, { name: '', start: e.extent.start, end: e.extent.end });
  };
  const attribute = (node: AttributeAst | TypeConstraintAst): AttributeSpec => {
    try {
      return attributeSpec(node, blockOf, b.unit);
    } catch (error) {
      if (error instanceof NotConstant) throw refuse(b, node.extent, 'an attribute argument that is no constant');
      throw error;
    }
  };
  code.attributes = [...ast.attributes, ...(ast.paramBlock?.attributes ?? [])].map(attribute);
  code.parameters = params.map((p): ParameterSpec => {
    const type = p.attributes.find((a) => a.kind === 'TypeConstraintAst');
    return {
      name: p.name.variablePath.name,
      type: type ? typeNameText(type.typeName, b.unit) : 'System.Object',
      attributes: p.attributes.filter((a) => a.kind !== 'TypeConstraintAst').map(attribute),
      slot: b.slot(p.name.variablePath.name),
      hasDefault: p.defaultValue !== null,
      defaultText: p.defaultValue ? code.source.text.slice(p.defaultValue.extent.start, p.defaultValue.extent.end) : null,
    };
  });
  if (params.some((p) => p.defaultValue)) {
    code.paramPc = b.pc;
    params.forEach((p, i) => {
      if (!p.defaultValue) return;
      const over = b.label();
      b.start = p.defaultValue.extent.start;
      b.end = p.defaultValue.extent.end;
      b.jump(Op.JBOUND, code.parameters[i].slot, 0, over);
      const mark = b.mark();
      const r = b.register();
      expressionTo(b, p.defaultValue, r);
      b.emit(Op.SETVAR, code.parameters[i].slot, r);
      b.release(mark);
      b.place(over);
    });
    b.emit(Op.PROLOGUEEND);
  }
  const types = typeDefinitions(b, ast);
  for (const block of [ast.beginBlock, ast.processBlock, ast.endBlock]) {
    if (!block) continue;
    const pc = b.pc;
    if (types !== null && block === (ast.beginBlock ?? ast.processBlock ?? ast.endBlock)) b.emit(Op.DEFTYPE, b.constant(types));
    compileStatements(b, block.statements, block.traps);
    b.start = b.end = where.end;
    b.emit(Op.ENDBLOCK);
    // a filter's unnamed body is its process block
    if (block.blockKind === 'Begin') code.beginPc = pc;
    else if (block.blockKind === 'Process' || (isFilter && block.unnamed)) code.processPc = pc;
    else code.endPc = pc;
  }
  for (const block of [ast.dynamicParamBlock, ast.cleanBlock]) {
    if (!block) continue;
    if (block === ast.dynamicParamBlock) code.dynamicParamPc = b.pc;
    else code.cleanPc = b.pc;
    compileStatements(b, block.statements, block.traps);
    b.start = b.end = where.end;
    b.emit(Op.ENDBLOCK);
  }
  b.finish();
  code.isPlain =
    code.paramPc < 0 &&
    code.cleanPc < 0 &&
    code.beginPc < 0 &&
    code.processPc < 0 &&
    code.endPc >= 0 &&
    !code.names.some((n) => n.toLowerCase() === 'input');
  for (const used of code.consts) addUsings(code, used);
  code.key = contentKey(code.source, where.start, where.end, `${where.name}${isFilter ? ' filter' : ''}`);
  return code;
}

/** `$using:` expressions of nested blocks belong to the outer ones too: whoever sends the outer one must evaluate them. */
function addUsings(code: Code, constant: unknown): void {
  const inner = (constant as { usings?: Code['usings'] } | null)?.usings ?? (constant as { code?: Code } | null)?.code?.usings;
  if (!Array.isArray(inner)) return;
  for (const using of inner) if (!code.usings.some((u) => u.key === using.key)) code.usings.push(using);
}

/** Compiles a function definition's body, or bare statements as a block of their own (traps). */
export function compileFunction(
  outer: Builder,
  statements: readonly StatementAst[] | null,
  traps: readonly TrapStatementAst[] | null,
  name: string,
  extent: Extent,
  definition?: FunctionDefinitionAst,
): Code {
  if (definition)
    return compileScriptBlock(
      outer,
      definition.body,
      { name, start: extent.start, end: extent.end },
      definition.parameters,
      definition.isFilter,
    );
  const b = new Builder(outer.code.source, extent.start, extent.end, outer.unit);
  b.code.endPc = b.pc;
  compileStatements(b, statements ?? [], traps);
  b.emit(Op.ENDBLOCK);
  b.finish();
  b.code.name = name;
  b.code.namespaces = [...b.unit.namespaces];
  b.code.key = contentKey(b.code.source, extent.start, extent.end, `block ${name}`);
  return b.code;
}

/** Compiles one expression as a code of its own that outputs its value (default values, initial values, $using:). */
export function compileExpression(outer: Builder, node: ExpressionAst): Code {
  const pipeline: StatementAst = {
    kind: 'PipelineAst',
    extent: node.extent,
    background: false,
    pipelineElements: [{ kind: 'CommandExpressionAst', extent: node.extent, expression: node, redirections: [] }],
  };
  const code = compileFunction(outer, [pipeline], null, '', node.extent);
  code.key += '-expression';
  return code;
}

/**
 * The expression of `expression 2>&1`: like {@link compileExpression}, but an error of the expression itself ends the statement that it
 * stands in, whose streams are not redirected.
 */
export function compileRedirected(outer: Builder, node: ExpressionAst): Code {
  const code = compileExpression(outer, node);
  // the statement's own region is the last one
  code.handlers = code.handlers.slice(0, code.handlers.length - HANDLER_ROW);
  code.key += '-redirected';
  return code;
}

/** Compiles one expression as a code that answers its value as it is, collections whole; with parameters of the same names as a method's. */
export function compileValue(outer: Builder, node: ExpressionAst, parameters: readonly ParameterSpec[] = []): Code {
  const b = new Builder(outer.code.source, node.extent.start, node.extent.end, outer.unit);
  b.isMethod = true;
  b.code.parameters = parameters.map((p) => ({ ...p, slot: b.slot(p.name), hasDefault: false, attributes: [...p.attributes] }));
  b.code.endPc = b.pc;
  b.start = node.extent.start;
  b.end = node.extent.end;
  const r = b.register();
  expressionTo(b, node, r);
  b.emit(Op.RESULT, r);
  b.emit(Op.ENDBLOCK);
  b.finish();
  b.code.isPlain = true;
  b.code.namespaces = [...b.unit.namespaces];
  b.code.key = contentKey(b.code.source, node.extent.start, node.extent.end, 'value');
  return b.code;
}

/** Registers a $using: expression and answers its key: the text, normalised. */
export function compileUsing(b: Builder, node: ExpressionAst): string {
  const key = b.code.source.text
    .slice(node.extent.start, node.extent.end)
    .replace(/^[$@]using:/i, '$')
    .replace(/^@/, '$')
    .toLowerCase();
  const plain = node.kind === 'VariableExpressionAst' ? { ...node, splatted: false } : node;
  if (!b.code.usings.some((u) => u.key === key)) b.code.usings.push({ key, code: compileExpression(b, plain) });
  return key;
}
