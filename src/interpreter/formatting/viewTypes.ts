/** View definitions: plain data. What PowerShell's ViewDefinition and its controls are, after displayDescriptionData*.cs. */
import { type Expression, property } from './expressions.ts';
import type { Alignment } from './packets.ts';

/** A header of a table's column. */
export interface ColumnView {
  label: string | null;
  /** 0 = not fixed. */
  width: number;
  alignment: Alignment;
}

/** What a cell or item shows: an expression, or a fixed text. */
export interface CellView {
  expression: Expression | null;
  text: string | null;
  format: string | null;
  alignment: Alignment;
}

/** Which objects an entry is for; `types` null = all others. */
export interface Selector {
  types: string[] | null;
  condition: Expression | null;
}

/** A row definition; a null cell = the default row's. */
export interface RowView extends Selector {
  wrap: boolean;
  cells: (CellView | null)[];
}

/** A table. */
export interface TableControl {
  kind: 'table';
  columns: ColumnView[];
  rows: RowView[];
  hideHeader: boolean;
  autosize: boolean;
}

/** An item of a list; without label the expression's text is. */
export interface ItemView extends CellView {
  label: string | null;
  condition: Expression | null;
}

/** A list. */
export interface ListControl {
  kind: 'list';
  entries: (Selector & { items: ItemView[] })[];
}

/** A wide view. */
export interface WideControl {
  kind: 'wide';
  /** 0 = worked out. */
  columns: number;
  autosize: boolean;
  entries: (Selector & { cell: CellView })[];
}

/** A part of a custom view. `control`: shows the value by another custom control, given or by name. */
export type CustomNode =
  | { kind: 'text'; text: string }
  | { kind: 'newLine'; count: number }
  | { kind: 'frame'; left: number; right: number; first: number; nodes: CustomNode[] }
  | {
      kind: 'bind';
      expression: Expression | null;
      condition: Expression | null;
      enumerate: boolean;
      format: string | null;
      control: CustomControl | string | null;
    };

/** A custom view. */
export interface CustomControl {
  kind: 'custom';
  entries: (Selector & { nodes: CustomNode[] })[];
}

/** How a view groups. */
export interface GroupByView {
  expression: Expression;
  label: string | null;
  control: CustomControl | string | null;
}

/** A view. */
export interface ViewDefinition {
  name: string;
  /** Type names it is for. */
  types: string[];
  control: TableControl | ListControl | WideControl | CustomControl;
  groupBy: GroupByView | null;
  outOfBand: boolean;
  /** Custom controls by lower-case name that its parts refer to. */
  controls: Record<string, CustomControl>;
}

const ALIGNMENTS: Record<string, Alignment> = { '<': 'left', '>': 'right', '^': 'center' };

/** An expression written short: `@name` is a function of views/functions.ts, else a property. */
export function expr(source: string): Expression {
  return source.startsWith('@') ? { kind: 'function', name: source.slice(1) } : property(source);
}

function cell(source: string, format: string | null = null): CellView {
  return { expression: expr(source), text: null, format, alignment: 'none' };
}

function all(): Selector {
  return { types: null, condition: null };
}

/** Options of {@link table} and the others. */
export interface ViewOptions {
  groupBy?: string;
  groupLabel?: string;
  groupControl?: CustomControl;
  autosize?: boolean;
  wrap?: boolean;
  outOfBand?: boolean;
}

function view(name: string, types: string | string[], control: ViewDefinition['control'], options: ViewOptions): ViewDefinition {
  const groupBy = options.groupBy;
  return {
    name,
    types: typeof types === 'string' ? [types] : types,
    control,
    groupBy:
      groupBy === undefined
        ? null
        : { expression: expr(groupBy), label: options.groupLabel ?? null, control: options.groupControl ?? null },
    outOfBand: options.outOfBand ?? false,
    controls: {},
  };
}

/**
 * A table of columns written short and separated by `; `: `Label|<15|source|format`, where `<`, `>`, `^` align and the number
 * is the width; the source is the property (the label if left out) or `@function`.
 */
export function table(name: string, types: string | string[], columns: string, options: ViewOptions = {}): ViewDefinition {
  const headers: ColumnView[] = [];
  const cells: CellView[] = [];
  for (const column of columns.split('; ')) {
    const [label = '', size = '', source, format] = column.split('|');
    const align = ALIGNMENTS[size[0] ?? ''];
    headers.push({ label, width: Number(align === undefined ? size : size.slice(1)), alignment: align ?? 'none' });
    cells.push(cell(source === undefined || source === '' ? label : source, format ?? null));
  }
  const rows = [{ ...all(), wrap: options.wrap ?? false, cells }];
  return view(name, types, { kind: 'table', columns: headers, rows, hideHeader: false, autosize: options.autosize ?? false }, options);
}

function items(texts: string): ItemView[] {
  return texts.split('; ').map((item) => {
    const [label = '', source] = item.split('|');
    return { ...cell(source ?? label), label, condition: null };
  });
}

/** A list of items written short and separated by `; `: `Label|source`. */
export function list(name: string, types: string | string[], texts: string, options: ViewOptions = {}): ViewDefinition {
  return view(name, types, { kind: 'list', entries: [{ ...all(), items: items(texts) }] }, options);
}

/** A list whose items depend on the type; the last entry has type '' and is for all others. */
export function listByType(name: string, types: string | string[], entries: [string, string][], options: ViewOptions = {}): ViewDefinition {
  const made = entries.map(([type, texts]) => ({ types: type === '' ? null : [type], condition: null, items: items(texts) }));
  return view(name, types, { kind: 'list', entries: made }, options);
}

/** A wide view of one source; `others`: [type, source, format]. */
export function wide(
  name: string,
  types: string | string[],
  source: string,
  others: [string, string, string][] = [],
  options: ViewOptions = {},
): ViewDefinition {
  const entries = [
    ...others.map(([type, from, format]) => ({ types: [type], condition: null, cell: cell(from, format) })),
    { ...all(), cell: cell(source) },
  ];
  return view(name, types, { kind: 'wide', columns: 0, autosize: false, entries }, options);
}

/** A custom control of nodes. */
export function control(...nodes: CustomNode[]): CustomControl {
  return { kind: 'custom', entries: [{ ...all(), nodes }] };
}

/** Node that shows a property, a function's value ('@name') or, without source, the object itself. */
export function bind(source: string | null, inner: CustomControl | null = null): CustomNode {
  return {
    kind: 'bind',
    expression: source === null ? null : expr(source),
    condition: null,
    enumerate: inner !== null,
    format: null,
    control: inner,
  };
}

/** Node of fixed text. */
export function text(value: string): CustomNode {
  return { kind: 'text', text: value };
}

/** Node that ends the line. */
export const NEW_LINE: CustomNode = { kind: 'newLine', count: 1 };

/** Node that indents others. */
export function frame(left: number, ...nodes: CustomNode[]): CustomNode {
  return { kind: 'frame', left, right: 0, first: 0, nodes };
}

/** A custom view. */
export function custom(name: string, types: string | string[], shown: CustomControl, options: ViewOptions = {}): ViewDefinition {
  return view(name, types, shown, options);
}
