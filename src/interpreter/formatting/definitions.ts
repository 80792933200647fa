/**
 * Views as Get-FormatData shows them: ExtendedTypeDefinition and FormatViewDefinition, with their controls as custom objects.
 * Source of the members: displayDescriptionData*.cs.
 */
import { PSList } from '../values/collections.ts';
import { snapshotClass } from '../values/heap.ts';
import { customObject, type PSObject } from '../values/object.ts';
import { registerType } from '../values/types/registry.ts';
import { EnumValue, type Value } from '../values/value.ts';
import { type Expression, expressionText } from './expressions.ts';
import type { Alignment } from './packets.ts';
import type { CellView, CustomNode, Selector, ViewDefinition } from './viewTypes.ts';

const SMA = 'System.Management.Automation';

/** The views of one set of types. */
export class ExtendedTypeDefinition {
  readonly typeNames: string[];
  readonly views: ViewDefinition[];
  constructor(typeNames: string[] = [], views: ViewDefinition[] = []) {
    this.typeNames = typeNames;
    this.views = views;
  }
}
snapshotClass('ExtendedTypeDefinition', 'value', ExtendedTypeDefinition);

/** One view. */
export class FormatViewDefinition {
  readonly view: ViewDefinition;
  constructor(
    view: ViewDefinition = { name: '', types: [], control: { kind: 'list', entries: [] }, groupBy: null, outOfBand: false, controls: {} },
  ) {
    this.view = view;
  }
}
snapshotClass('FormatViewDefinition', 'value', FormatViewDefinition);

const CONTROL_NAMES = { table: 'TableControl', list: 'ListControl', wide: 'WideControl', custom: 'CustomControl' } as const;
const ALIGNMENTS: Record<Alignment, number> = { none: 0, left: 1, center: 2, right: 3 };

function typed(name: string, pairs: [string, Value][]): PSObject {
  return customObject(pairs, [`${SMA}.${name}`]);
}

function listOf(type: string, items: Value[]): PSList {
  return new PSList(items, 'List', `${SMA}.${type}`);
}

function alignment(value: Alignment): EnumValue {
  return new EnumValue(`${SMA}.Alignment`, ALIGNMENTS[value]);
}

function displayEntry(expression: Expression | null): PSObject | null {
  if (expression === null) return null;
  const isBlock = expression.kind !== 'property';
  return typed('DisplayEntry', [
    ['ValueType', new EnumValue(`${SMA}.DisplayEntryValueType`, isBlock ? 1 : 0)],
    ['Value', expressionText(expression)],
  ]);
}

function selectedBy(selector: Selector): PSObject | null {
  if (selector.types === null && selector.condition === null) return null;
  const condition = displayEntry(selector.condition);
  return typed('EntrySelectedBy', [
    ['TypeNames', new PSList([...(selector.types ?? [])], 'List', 'System.String')],
    ['SelectionCondition', listOf('DisplayEntry', condition === null ? [] : [condition])],
  ]);
}

function column(cell: CellView | null): Value {
  return typed('TableControlColumn', [
    ['Alignment', alignment(cell?.alignment ?? 'none')],
    ['DisplayEntry', displayEntry(cell?.expression ?? null)],
    ['FormatString', cell?.format ?? null],
  ]);
}

function nodeObject(node: CustomNode): Value {
  if (node.kind === 'text') return typed('CustomItemText', [['Text', node.text]]);
  if (node.kind === 'newLine') return typed('CustomItemNewline', [['Count', node.count]]);
  if (node.kind === 'frame') {
    return typed('CustomItemFrame', [
      ['LeftIndent', node.left],
      ['RightIndent', node.right],
      ['CustomItems', listOf('CustomItemBase', node.nodes.map(nodeObject))],
    ]);
  }
  return typed('CustomItemExpression', [
    ['ItemSelectionCondition', displayEntry(node.condition)],
    ['Expression', displayEntry(node.expression)],
    ['EnumerateCollection', node.enumerate],
  ]);
}

function controlMembers(view: ViewDefinition): [string, Value][] {
  const { control } = view;
  switch (control.kind) {
    case 'table':
      return [
        [
          'Headers',
          listOf(
            'TableControlColumnHeader',
            control.columns.map((header) =>
              typed('TableControlColumnHeader', [
                ['Label', header.label],
                ['Alignment', alignment(header.alignment)],
                ['Width', header.width],
              ]),
            ),
          ),
        ],
        [
          'Rows',
          listOf(
            'TableControlRow',
            control.rows.map((row) =>
              typed('TableControlRow', [
                ['Columns', listOf('TableControlColumn', row.cells.map(column))],
                ['SelectedBy', selectedBy(row)],
                ['Wrap', row.wrap],
              ]),
            ),
          ),
        ],
        ['AutoSize', control.autosize],
        ['HideTableHeaders', control.hideHeader],
      ];
    case 'list':
      return [
        [
          'Entries',
          listOf(
            'ListControlEntry',
            control.entries.map((entry) =>
              typed('ListControlEntry', [
                [
                  'Items',
                  listOf(
                    'ListControlEntryItem',
                    entry.items.map((item) =>
                      typed('ListControlEntryItem', [
                        ['Label', item.label],
                        ['DisplayEntry', displayEntry(item.expression)],
                        ['ItemSelectionCondition', displayEntry(item.condition)],
                        ['FormatString', item.format],
                      ]),
                    ),
                  ),
                ],
                ['EntrySelectedBy', selectedBy(entry)],
              ]),
            ),
          ),
        ],
      ];
    case 'wide':
      return [
        [
          'Entries',
          listOf(
            'WideControlEntryItem',
            control.entries.map((entry) =>
              typed('WideControlEntryItem', [
                ['DisplayEntry', displayEntry(entry.cell.expression)],
                ['EntrySelectedBy', selectedBy(entry)],
                ['FormatString', entry.cell.format],
              ]),
            ),
          ),
        ],
        ['AutoSize', control.autosize],
        ['Columns', control.columns],
      ];
    case 'custom':
      return [
        [
          'Entries',
          listOf(
            'CustomControlEntry',
            control.entries.map((entry) =>
              typed('CustomControlEntry', [
                ['SelectedBy', selectedBy(entry)],
                ['CustomItems', listOf('CustomItemBase', entry.nodes.map(nodeObject))],
              ]),
            ),
          ),
        ],
      ];
  }
}

function controlObject(view: ViewDefinition): PSObject {
  const by = view.groupBy;
  const groupBy =
    by === null
      ? null
      : typed('PSControlGroupBy', [
          ['Expression', displayEntry(by.expression)],
          ['Label', by.label],
        ]);
  return typed(CONTROL_NAMES[view.control.kind], [...controlMembers(view), ['GroupBy', groupBy], ['OutOfBand', view.outOfBand]]);
}

let registered = false;

/** Makes the types known; called by the cmdlets that emit them. */
export function registerDefinitionTypes(): void {
  if (registered) return;
  registered = true;
  registerType({
    name: `${SMA}.ExtendedTypeDefinition`,
    ctor: ExtendedTypeDefinition,
    properties: {
      FormatViewDefinition: {
        type: 'List[FormatViewDefinition]',
        get: (self) =>
          listOf(
            'FormatViewDefinition',
            (self as ExtendedTypeDefinition).views.map((view) => new FormatViewDefinition(view)),
          ),
      },
      TypeName: { type: 'string', get: (self) => (self as ExtendedTypeDefinition).typeNames[0] ?? null },
      TypeNames: {
        type: 'List[string]',
        get: (self) => new PSList([...(self as ExtendedTypeDefinition).typeNames], 'List', 'System.String'),
      },
    },
    toText: (self) => (self as ExtendedTypeDefinition).typeNames[0] ?? '',
  });
  registerType({
    name: `${SMA}.FormatViewDefinition`,
    ctor: FormatViewDefinition,
    properties: {
      Control: { type: `${SMA}.PSControl`, get: (self) => controlObject((self as FormatViewDefinition).view) },
      Name: { type: 'string', get: (self) => (self as FormatViewDefinition).view.name },
    },
    toText: (self) => {
      const { view } = self as FormatViewDefinition;
      return `${view.name} , ${CONTROL_NAMES[view.control.kind]}`;
    },
  });
  registerType({
    name: `${SMA}.Alignment`,
    base: 'System.Enum',
    isValueType: true,
    enumNames: { Undefined: 0, Left: 1, Center: 2, Right: 3 },
  });
  registerType({
    name: `${SMA}.DisplayEntryValueType`,
    base: 'System.Enum',
    isValueType: true,
    enumNames: { Property: 0, ScriptBlock: 1 },
  });
}

/** Views grouped by the types that they are for, in order of first appearance. */
export function typeDefinitions(views: readonly ViewDefinition[]): ExtendedTypeDefinition[] {
  const groups = new Map<string, ViewDefinition[]>();
  for (const view of views) {
    const key = view.types.join('\u0000').toLowerCase();
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [view]);
    else group.push(view);
  }
  return [...groups.values()].map((group) => new ExtendedTypeDefinition([...(group[0] as ViewDefinition).types], group));
}
