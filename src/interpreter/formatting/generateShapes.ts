/** Table, list and wide entries of objects, by view or by properties. Behaviour: FormatViewGenerator_Table.cs, _List.cs, _Wide.cs. */
import type { Value } from '../values/value.ts';
import { findProperty, isScalarType, typesOf } from './access.ts';
import { expandParameters, labelOf, listAssociations } from './associations.ts';
import { namingProperty } from './cellText.ts';
import { expressionText, firstValue, property } from './expressions.ts';
import { cellOf, type Generation } from './generate.ts';
import type { Alignment, FormatEntry, TableColumn } from './packets.ts';
import { conditionHolds, selectEntry } from './viewIndex.ts';
import type { CellView, RowView, TableControl, ViewDefinition } from './viewTypes.ts';

const COMPUTER = 'PSComputerName';

/** Numbers and enums are aligned right, everything else (and null) left. */
function naturalAlignment(value: Value): Alignment {
  if (value === null) return 'left';
  const types = typesOf(value);
  if (types[0] === 'System.String') return 'left';
  return isScalarType(types) ? 'right' : 'left';
}

/** Columns of a table without view; the first object decides alignment. */
export function tableColumns(run: Generation, target: Value): TableColumn[] {
  return run.open.associations.map((association) => {
    let alignment = association.alignment;
    if (alignment === null) {
      const result = firstValue(association.expression, target, run.ctx);
      alignment = result === undefined || result.error !== null ? 'left' : naturalAlignment(result.value);
    }
    return { label: labelOf(association), width: association.width, alignment, isProperty: true };
  });
}

function rowOf(run: Generation, control: TableControl, target: Value): { cells: CellView[]; wrap: boolean } {
  const fallback = control.rows.find((row) => row.types === null && row.condition === null) ?? control.rows[0];
  const row: RowView | undefined =
    control.rows.length > 1 ? (selectEntry(control.rows, typesOf(target), target, run.ctx) ?? fallback) : fallback;
  if (row === undefined) return { cells: [], wrap: false };
  const cells = row.cells.map((cell, i) => cell ?? fallback?.cells[i] ?? null).filter((cell): cell is CellView => cell !== null);
  return { cells, wrap: row.wrap || fallback?.wrap === true };
}

function cellLabel(cell: CellView): string {
  return cell.expression !== null ? expressionText(cell.expression) : (cell.text ?? '');
}

function tableOf(view: ViewDefinition): TableControl {
  return view.control as TableControl;
}

/** Columns of a view's table. */
export function tableColumnsOfView(run: Generation, view: ViewDefinition, target: Value): TableColumn[] {
  const control = tableOf(view);
  const columns = rowOf(run, control, target).cells.map((cell, i): TableColumn => {
    const header = control.columns[i];
    const own = header?.alignment ?? 'none';
    const label = header?.label ?? cellLabel(cell);
    const isProperty = header === undefined || header.label === null || findProperty(target, label, run.ctx) !== null;
    return { label, width: header?.width ?? 0, alignment: own === 'none' ? cell.alignment : own, isProperty };
  });
  if (run.open.withComputer) columns.push({ label: COMPUTER, width: 0, alignment: 'none', isProperty: true });
  return columns;
}

function viewCell(run: Generation, cell: CellView, target: Value): string {
  return cell.expression === null ? (cell.text ?? '') : cellOf(run, cell.expression, target, cell.format, false);
}

/** A row by a view. */
export function tableEntryOfView(run: Generation, view: ViewDefinition, target: Value): FormatEntry {
  const row = rowOf(run, tableOf(view), target);
  const cells = row.cells.map((cell) => viewCell(run, cell, target));
  const alignments = row.cells.map((cell) => cell.alignment);
  if (run.open.withComputer) {
    cells.push(cellOf(run, property(COMPUTER), target, null, false));
    alignments.push('none');
  }
  const own = alignments.every((alignment) => alignment === 'none') ? null : alignments;
  return { kind: 'table', cells, alignments: own, wrap: run.command.parameters?.wrap ?? row.wrap };
}

/** A row without view. */
export function tableEntry(run: Generation, target: Value): FormatEntry {
  const cells = run.open.associations.map((a) => cellOf(run, a.expression, target, a.format, a.format === null));
  return { kind: 'table', cells, alignments: null, wrap: run.command.parameters?.wrap ?? false };
}

/** A list by a view. */
export function listEntryOfView(run: Generation, view: ViewDefinition, target: Value): FormatEntry {
  if (view.control.kind !== 'list') return { kind: 'list', fields: [] };
  const entry = selectEntry(view.control.entries, typesOf(target), target, run.ctx);
  const fields: [string, string][] = [];
  for (const item of entry?.items ?? []) {
    if (!conditionHolds(item.condition, target, run.ctx)) continue;
    fields.push([item.label ?? cellLabel(item), viewCell(run, item, target)]);
  }
  if (run.open.withComputer) fields.push([COMPUTER, cellOf(run, property(COMPUTER), target, null, false)]);
  return { kind: 'list', fields };
}

/** A list without view. */
export function listEntry(run: Generation, target: Value): FormatEntry {
  const associations = listAssociations(run.command.parameters?.properties ?? [], target, run.ctx);
  const fields = associations.map((a): [string, string] => [labelOf(a), cellOf(run, a.expression, target, a.format, false)]);
  return { kind: 'list', fields };
}

/** A wide entry by a view. */
export function wideEntryOfView(run: Generation, view: ViewDefinition, target: Value): FormatEntry {
  if (view.control.kind !== 'wide') return { kind: 'wide', text: '' };
  const entry = selectEntry(view.control.entries, typesOf(target), target, run.ctx);
  return { kind: 'wide', text: entry === undefined ? '' : viewCell(run, entry.cell, target) };
}

/** A wide entry without view: the given property, the naming property, or the first one there is. */
export function wideEntry(run: Generation, target: Value): FormatEntry {
  const given = run.command.parameters?.properties ?? [];
  if (given.length > 0) {
    const first = expandParameters(given, target, run.ctx, false)[0];
    return { kind: 'wide', text: first === undefined ? '' : cellOf(run, first.expression, target, first.format, false) };
  }
  const name = namingProperty(target, run.ctx);
  if (name !== null) return { kind: 'wide', text: cellOf(run, property(name, true), target, null, false) };
  const first = listAssociations([], target, run.ctx)[0];
  return { kind: 'wide', text: first === undefined ? '' : cellOf(run, first.expression, target, first.format, false) };
}
