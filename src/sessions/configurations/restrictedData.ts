/**
 * Reads a file as restricted data: one hashtable of constants. Nothing in it is ever run; a script block stays text. PowerShell runs its
 * session configuration files (InitialSessionStateProvider.cs, DISCUtils.LoadConfigFile); Limpet does not, so whoever can write such a
 * file gains nothing when somebody else registers it.
 */
import {
  type Ast,
  type ExpressionAst,
  type HashtableAst,
  parseInput,
  pureExpression,
  type StatementAst,
} from '../../interpreter/syntax/index.ts';

/** A script block of a data file: its text between the braces. */
export interface DataBlock {
  block: string;
}
/** A hashtable of a data file. Keys in their own spelling. */
export interface DataTable {
  table: [key: string, value: DataValue][];
}
/** A value of a data file. */
export type DataValue = null | boolean | number | string | DataBlock | DataTable | DataValue[];

/** A file that can't be read as data. `message` says what and where. */
export class DataError extends Error {}

/** True for a hashtable. */
export function isTable(value: DataValue | undefined): value is DataTable {
  return typeof value === 'object' && value !== null && 'table' in value;
}

/** True for a script block. */
export function isDataBlock(value: DataValue | undefined): value is DataBlock {
  return typeof value === 'object' && value !== null && 'block' in value;
}

/** The value of a key, whatever its case; undefined if there is none. */
export function entry(table: DataTable, key: string): DataValue | undefined {
  const lower = key.toLowerCase();
  return table.table.find(([k]) => k.toLowerCase() === lower)?.[1];
}

/** Deepest nesting of values. */
const DEPTH = 40;

/** The hashtable that a data file consists of. Throws DataError with a ParseException's text for what is no data. */
export function readData(text: string): DataTable {
  const { ast, errors } = parseInput(text.replace(/^\uFEFF/, ''), null);
  if (errors.length > 0) throw new DataError(errors[0].message);
  const reader = new Reader(text.replace(/^\uFEFF/, ''));
  const statements = ast.endBlock?.statements ?? [];
  if (ast.beginBlock || ast.processBlock || ast.dynamicParamBlock || ast.cleanBlock || ast.paramBlock || ast.usingStatements.length > 0)
    throw new DataError('A session configuration file consists of one hashtable.');
  const [only] = statements;
  const expression = statements.length === 1 ? pureExpression(only) : null;
  if (expression?.kind !== 'HashtableAst') throw new DataError('A session configuration file consists of one hashtable.');
  return reader.hashtable(expression, 0);
}

class Reader {
  private readonly text: string;
  constructor(text: string) {
    this.text = text;
  }

  private refuse(node: Ast): DataError {
    const { start, end } = node.extent;
    const line = this.text.slice(0, start).split('\n').length;
    const shown = this.text.slice(start, end);
    return new DataError(
      `At line:${line}: '${shown.length > 60 ? `${shown.slice(0, 57)}...` : shown}' is no constant. A session configuration file is read as data and never run.`,
    );
  }

  hashtable(node: HashtableAst, depth: number): DataTable {
    const table: DataTable['table'] = [];
    for (const { item1, item2 } of node.keyValuePairs) {
      const key = this.value(item1, depth + 1);
      if (typeof key !== 'string' && typeof key !== 'number') throw this.refuse(item1);
      table.push([String(key), this.statement(item2, depth + 1)]);
    }
    return { table };
  }

  private statement(node: StatementAst, depth: number): DataValue {
    const expression = pureExpression(node);
    if (expression === null) throw this.refuse(node);
    return this.value(expression, depth);
  }

  private value(node: ExpressionAst, depth: number): DataValue {
    if (depth > DEPTH) throw this.refuse(node);
    switch (node.kind) {
      case 'StringConstantExpressionAst':
        return node.value;
      case 'ExpandableStringExpressionAst':
        if (node.nestedExpressions.length > 0) throw this.refuse(node);
        return node.value;
      case 'ConstantExpressionAst':
        return node.value.type === 'Boolean' ? true : Number(node.value.value);
      case 'VariableExpressionAst': {
        const name = node.variablePath.userPath.toLowerCase();
        if (node.splatted || !['true', 'false', 'null'].includes(name)) throw this.refuse(node);
        return name === 'null' ? null : name === 'true';
      }
      case 'UnaryExpressionAst': {
        const value = node.tokenKind === 'Minus' || node.tokenKind === 'Plus' ? this.value(node.child, depth + 1) : null;
        if (typeof value !== 'number') throw this.refuse(node);
        return node.tokenKind === 'Minus' ? -value : value;
      }
      case 'ArrayLiteralAst':
        return node.elements.map((e) => this.value(e, depth + 1));
      case 'ArrayExpressionAst': {
        if (node.subExpression.traps) throw this.refuse(node);
        const items: DataValue[] = [];
        for (const s of node.subExpression.statements) {
          const value = this.statement(s, depth + 1);
          if (Array.isArray(value)) items.push(...value);
          else items.push(value);
        }
        return items;
      }
      case 'ParenExpressionAst':
        return this.statement(node.pipeline, depth + 1);
      case 'HashtableAst':
        return this.hashtable(node, depth);
      case 'ScriptBlockExpressionAst':
        return { block: this.text.slice(node.extent.start + 1, node.extent.end - 1) };
      default:
        throw this.refuse(node);
    }
  }
}
