/** Custom entries: by a view's control, or Format-Custom's picture of an object. Behaviour: FormatViewGenerator_Complex.cs. */
import type { Value } from '../values/value.ts';
import { isScalarType, itemsOf, typesOf } from './access.ts';
import { listAssociations } from './associations.ts';
import { ELLIPSIS } from './cells.ts';
import { fieldText } from './cellText.ts';
import { evaluateExpression, expressionText, firstValue } from './expressions.ts';
import { type Generation, noteError } from './generate.ts';
import type { FormatValue } from './packets.ts';
import type { CalculatedProperty } from './parameters.ts';
import { conditionHolds, selectEntry } from './viewIndex.ts';
import type { CustomControl, CustomNode, ViewDefinition } from './viewTypes.ts';

const MAX_DEPTH = 50;
const INDENT = 2;

function show(run: Generation, value: Value, format: string | null): FormatValue {
  return { kind: 'text', text: fieldText(value, format, false, run.ctx, run.limit, null) };
}

/** Empty frames have no effect, so a plain nesting is one. */
function nested(values: FormatValue[], left = 0, right = 0, first = 0): FormatValue {
  return { kind: 'frame', left, right, first, values };
}

type BindNode = Extract<CustomNode, { kind: 'bind' }>;

function bindValues(run: Generation, view: ViewDefinition, node: BindNode, target: Value, depth: number): FormatValue[] {
  if (!conditionHolds(node.condition, target, run.ctx)) return [];
  let value = target;
  if (node.expression !== null) {
    const result = firstValue(node.expression, target, run.ctx);
    if (result !== undefined && result.error !== null) {
      const text = `Failed to evaluate expression "${expressionText(result.expression)}".`;
      noteError(run, result.error, 'PSPropertyExpressionError', text, target);
    }
    value = result?.value ?? null;
  }
  const control = typeof node.control === 'string' ? view.controls[node.control.toLowerCase()] : node.control;
  const items = node.enumerate ? itemsOf(value) : null;
  if (control === null || control === undefined) {
    return items === null
      ? [show(run, value, node.format)]
      : items.filter((item) => item !== null).map((item) => show(run, item, node.format));
  }
  if (value === null) return [];
  return (items ?? [value]).filter((item) => item !== null).flatMap((item) => controlValues(run, view, control, item, depth + 1));
}

function oneNode(run: Generation, view: ViewDefinition, node: CustomNode, target: Value, depth: number): FormatValue[] {
  if (node.kind === 'text') return [{ kind: 'text', text: node.text }];
  if (node.kind === 'newLine') return Array.from({ length: node.count }, (): FormatValue => ({ kind: 'newLine' }));
  if (node.kind === 'frame') return [nested(nodeValues(run, view, node.nodes, target, depth), node.left, node.right, node.first)];
  return bindValues(run, view, node, target, depth);
}

function nodeValues(run: Generation, view: ViewDefinition, nodes: readonly CustomNode[], target: Value, depth: number): FormatValue[] {
  return depth >= MAX_DEPTH ? [] : nodes.flatMap((node) => oneNode(run, view, node, target, depth));
}

function controlValues(run: Generation, view: ViewDefinition, control: CustomControl, target: Value, depth: number): FormatValue[] {
  const entry = selectEntry(control.entries, typesOf(target), target, run.ctx);
  return entry === undefined ? [] : nodeValues(run, view, entry.nodes, target, depth);
}

/** An object by a view's custom control. */
export function customEntry(run: Generation, view: ViewDefinition, target: Value): FormatValue[] {
  return view.control.kind === 'custom' ? controlValues(run, view, view.control, target, 0) : [];
}

/** Level of nesting, and the deepest one that is shown. */
interface Level {
  level: number;
  max: number;
}

function next(level: Level): Level {
  return { level: level.level + 1, max: level.max };
}

function text(value: string): FormatValue {
  return { kind: 'text', text: value };
}

const LINE_END: FormatValue = { kind: 'newLine' };

function isLeaf(value: Value, level: Level): boolean {
  return level.level >= level.max || value === null || isScalarType(typesOf(value));
}

function enumeration(run: Generation, items: readonly Value[], level: Level): FormatValue[] {
  const inner: FormatValue[] = [];
  for (const [i, item] of items.entries()) {
    if (run.limit >= 0 && i === run.limit) {
      inner.push(text(ELLIPSIS), LINE_END);
      break;
    }
    if (isLeaf(item, level)) {
      inner.push(show(run, item, null), LINE_END);
      continue;
    }
    const own = itemsOf(item);
    if (own === null) inner.push(...objectValues(run, item, next(level), []));
    else inner.push(LINE_END, nested(enumeration(run, own, next(level)), INDENT));
  }
  return [text('['), LINE_END, nested(inner, INDENT), text(']'), LINE_END, LINE_END];
}

function objectValues(run: Generation, target: Value, level: Level, properties: readonly CalculatedProperty[]): FormatValue[] {
  const inner: FormatValue[] = [];
  for (const association of listAssociations(properties, target, run.ctx)) {
    inner.push(text(`${expressionText(association.expression)} = `));
    const result = evaluateExpression(association.expression, target, run.ctx);
    let value = result.value;
    if (result.error !== null) {
      noteError(
        run,
        result.error,
        'PSPropertyExpressionError',
        `Failed to evaluate expression "${expressionText(association.expression)}".`,
        target,
      );
      value = run.command.parameters?.displayError === true ? '#ERR' : '';
    }
    const own = association.depth === null ? level : { level: level.level, max: association.depth };
    const items = itemsOf(value);
    if (items !== null) inner.push(LINE_END, nested(enumeration(run, items, next(own)), INDENT));
    else if (isLeaf(value, own)) inner.push(show(run, value, null), LINE_END);
    else inner.push(LINE_END, nested(objectValues(run, value, next(own), []), INDENT));
  }
  const name = typesOf(target)[0] ?? 'PSObject';
  const shown = name.slice(name.lastIndexOf('.') + 1);
  return [text(`class ${shown}`), LINE_END, text('{'), LINE_END, nested(inner, INDENT), text('}'), LINE_END];
}

/** Format-Custom without view: `class Name`, braces, properties, as deep as -Depth says. */
export function objectEntry(run: Generation, target: Value): FormatValue[] {
  const parameters = run.command.parameters;
  const level: Level = { level: 0, max: parameters?.depth ?? 5 };
  if (isScalarType(typesOf(target))) return [show(run, target, null), LINE_END];
  const items = itemsOf(target);
  return items !== null ? enumeration(run, items, level) : objectValues(run, target, level, parameters?.properties ?? []);
}
