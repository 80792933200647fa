/** Views from a format file (.format.ps1xml). Source of the elements: about_Format.ps1xml and typeDataXmlLoader*.cs. */
import type { ScriptBlock } from '../values/code.ts';
import { readXml, type XmlElement, XmlError } from '../values/xmlReader.ts';
import { type Expression, property } from './expressions.ts';
import type { Alignment } from './packets.ts';
import type { CellView, ColumnView, CustomControl, CustomNode, GroupByView, RowView, Selector, ViewDefinition } from './viewTypes.ts';

/** What came of a file. */
export interface LoadedFormats {
  views: ViewDefinition[];
  /** Messages about what could not be read. */
  errors: string[];
}

interface Loading {
  compile: (text: string) => ScriptBlock;
  sets: Map<string, string[]>;
  controls: Record<string, CustomControl>;
  errors: string[];
  file: string;
}

function child(element: XmlElement | undefined, name: string): XmlElement | undefined {
  return element?.children.find((c) => c.name === name);
}

function children(element: XmlElement | undefined, name: string): XmlElement[] {
  return element?.children.filter((c) => c.name === name) ?? [];
}

function textOf(element: XmlElement | undefined, name: string): string | null {
  const found = child(element, name);
  return found === undefined ? null : found.text.trim();
}

/** An empty element or the text true. */
function flag(element: XmlElement | undefined, name: string): boolean {
  const text = textOf(element, name);
  return text !== null && text.toLowerCase() !== 'false';
}

function whole(element: XmlElement | undefined, name: string): number {
  const value = Number(textOf(element, name) ?? 0);
  return Number.isInteger(value) ? value : 0;
}

function complain(loading: Loading, text: string): void {
  loading.errors.push(`Error in file ${loading.file}: ${text}`);
}

/** PropertyName or ScriptBlock of an element, null if it has neither. */
function expressionIn(loading: Loading, element: XmlElement | undefined): Expression | null {
  const name = textOf(element, 'PropertyName');
  if (name !== null && name !== '') return property(name);
  const script = child(element, 'ScriptBlock');
  return script === undefined ? null : { kind: 'script', block: loading.compile(script.text) };
}

function alignmentIn(loading: Loading, element: XmlElement): Alignment {
  const text = textOf(element, 'Alignment');
  if (text === null) return 'none';
  const found = (['left', 'center', 'right'] as const).find((name) => name === text.toLowerCase());
  if (found === undefined) complain(loading, `"${text}" is not a valid alignment value.`);
  return found ?? 'none';
}

function cellIn(loading: Loading, element: XmlElement): CellView {
  const label = textOf(element, 'Text');
  return {
    expression: expressionIn(loading, element),
    text: label,
    format: textOf(element, 'FormatString'),
    alignment: alignmentIn(loading, element),
  };
}

function typesIn(loading: Loading, element: XmlElement | undefined): string[] {
  const types = children(element, 'TypeName').map((t) => t.text.trim());
  for (const set of children(element, 'SelectionSetName')) types.push(...(loading.sets.get(set.text.trim().toLowerCase()) ?? []));
  return types;
}

function selectorIn(loading: Loading, entry: XmlElement): Selector {
  const selected = child(entry, 'EntrySelectedBy');
  if (selected === undefined) return { types: null, condition: null };
  const condition = child(selected, 'SelectionCondition');
  const types = [...typesIn(loading, selected), ...typesIn(loading, condition)];
  return { types: types.length === 0 ? null : types, condition: condition === undefined ? null : expressionIn(loading, condition) };
}

function conditionIn(loading: Loading, element: XmlElement): Expression | null {
  return expressionIn(loading, child(element, 'ItemSelectionCondition'));
}

function tableIn(loading: Loading, element: XmlElement): ViewDefinition['control'] {
  const columns = children(child(element, 'TableHeaders'), 'TableColumnHeader').map(
    (header): ColumnView => ({ label: textOf(header, 'Label'), width: whole(header, 'Width'), alignment: alignmentIn(loading, header) }),
  );
  const rows = children(child(element, 'TableRowEntries'), 'TableRowEntry').map((row): RowView => {
    const items = children(child(row, 'TableColumnItems'), 'TableColumnItem');
    const cells = items.map((item) => (item.children.length === 0 ? null : cellIn(loading, item)));
    return { ...selectorIn(loading, row), wrap: flag(row, 'Wrap'), cells };
  });
  const count = (rows.find((row) => row.types === null) ?? rows[0])?.cells.length ?? 0;
  if (rows.length === 0) complain(loading, 'There must be at least one default TableRowEntry.');
  if (columns.length > 0 && columns.length !== count) {
    complain(loading, `The header item count = ${columns.length} does not match default row item count = ${count}.`);
  }
  return { kind: 'table', columns, rows, hideHeader: flag(element, 'HideTableHeaders'), autosize: flag(element, 'AutoSize') };
}

function listIn(loading: Loading, element: XmlElement): ViewDefinition['control'] {
  const entries = children(child(element, 'ListEntries'), 'ListEntry').map((entry) => ({
    ...selectorIn(loading, entry),
    items: children(child(entry, 'ListItems'), 'ListItem').map((item) => ({
      ...cellIn(loading, item),
      label: textOf(item, 'Label'),
      condition: conditionIn(loading, item),
    })),
  }));
  return { kind: 'list', entries };
}

function wideIn(loading: Loading, element: XmlElement): ViewDefinition['control'] {
  const entries = children(child(element, 'WideEntries'), 'WideEntry').map((entry) => ({
    ...selectorIn(loading, entry),
    cell: cellIn(loading, child(entry, 'WideItem') ?? entry),
  }));
  return { kind: 'wide', columns: whole(element, 'ColumnNumber'), autosize: flag(element, 'AutoSize'), entries };
}

function nodesIn(loading: Loading, element: XmlElement | undefined): CustomNode[] {
  return (element?.children ?? []).flatMap((node): CustomNode[] => {
    if (node.name === 'Text') return [{ kind: 'text', text: node.text }];
    if (node.name === 'NewLine') return [{ kind: 'newLine', count: Number(textOf(node, 'Count') ?? 1) || 1 }];
    if (node.name === 'Frame') {
      const first = whole(node, 'FirstLineIndent') || -whole(node, 'FirstLineHanging');
      const nodes = nodesIn(loading, child(node, 'CustomItem'));
      return [{ kind: 'frame', left: whole(node, 'LeftIndent'), right: whole(node, 'RightIndent'), first, nodes }];
    }
    if (node.name !== 'ExpressionBinding') {
      complain(loading, `${node.name} is an unknown node.`);
      return [];
    }
    return [
      {
        kind: 'bind',
        expression: expressionIn(loading, node),
        condition: conditionIn(loading, node),
        enumerate: flag(node, 'EnumerateCollection'),
        format: textOf(node, 'FormatString'),
        control: innerControl(loading, node),
      },
    ];
  });
}

function innerControl(loading: Loading, element: XmlElement): CustomControl | string | null {
  const own = child(element, 'CustomControl');
  return own === undefined ? textOf(element, 'CustomControlName') : customIn(loading, own);
}

function customIn(loading: Loading, element: XmlElement): CustomControl {
  const entries = children(child(element, 'CustomEntries'), 'CustomEntry').map((entry) => ({
    ...selectorIn(loading, entry),
    nodes: nodesIn(loading, child(entry, 'CustomItem')),
  }));
  return { kind: 'custom', entries };
}

function controlsIn(loading: Loading, element: XmlElement | undefined): Record<string, CustomControl> {
  const found: Record<string, CustomControl> = {};
  for (const control of children(element, 'Control')) {
    const body = child(control, 'CustomControl');
    if (body !== undefined) found[(textOf(control, 'Name') ?? '').toLowerCase()] = customIn(loading, body);
  }
  return found;
}

function groupByIn(loading: Loading, element: XmlElement | undefined): GroupByView | null {
  const expression = element === undefined ? null : expressionIn(loading, element);
  if (element === undefined || expression === null) return null;
  return { expression, label: textOf(element, 'Label'), control: innerControl(loading, element) };
}

function viewIn(loading: Loading, element: XmlElement): ViewDefinition | null {
  const name = textOf(element, 'Name');
  const types = typesIn(loading, child(element, 'ViewSelectedBy'));
  if (name === null || types.length === 0) {
    complain(loading, name === null ? 'Node Name is missing.' : 'No type or condition is specified for applying the view.');
    return null;
  }
  const outOfBand = flag(element, 'OutOfBand');
  const table = child(element, 'TableControl');
  const list = child(element, 'ListControl');
  const wide = child(element, 'WideControl');
  const custom = child(element, 'CustomControl');
  let control: ViewDefinition['control'];
  if (table !== undefined) control = tableIn(loading, table);
  else if (list !== undefined) control = listIn(loading, list);
  else if (wide !== undefined) control = wideIn(loading, wide);
  else if (custom !== undefined) control = customIn(loading, custom);
  else {
    complain(loading, 'The view cannot be loaded.');
    return null;
  }
  if (outOfBand && control.kind !== 'custom' && control.kind !== 'list') {
    complain(loading, 'Out Of Band views can only have CustomControl or ListControl.');
    return null;
  }
  const controls = { ...loading.controls, ...controlsIn(loading, child(element, 'Controls')) };
  return { name, types, control, groupBy: groupByIn(loading, child(element, 'GroupBy')), outOfBand, controls };
}

/** Reads a format file. `compile` makes script blocks of their texts and throws what is wrong with them. */
export function loadFormatXml(source: string, file: string, compile: (text: string) => ScriptBlock): LoadedFormats {
  const loading: Loading = { compile, sets: new Map(), controls: {}, errors: [], file };
  let root: XmlElement;
  try {
    root = readXml(source);
  } catch (e) {
    if (!(e instanceof XmlError)) throw e;
    complain(loading, e.message);
    return { views: [], errors: loading.errors };
  }
  if (root.name !== 'Configuration') {
    complain(loading, 'Node Configuration is missing.');
    return { views: [], errors: loading.errors };
  }
  for (const set of children(child(root, 'SelectionSets'), 'SelectionSet')) {
    const types = children(child(set, 'Types'), 'TypeName').map((t) => t.text.trim());
    loading.sets.set((textOf(set, 'Name') ?? '').toLowerCase(), types);
  }
  loading.controls = controlsIn(loading, child(root, 'Controls'));
  const views = children(child(root, 'ViewDefinitions'), 'View').map((element) => viewIn(loading, element));
  return { views: views.filter((v): v is ViewDefinition => v !== null), errors: loading.errors };
}
