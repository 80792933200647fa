/**
 * From objects to formatted entries: what Format-* cmdlets and default formatting do with each object. Nothing is changed in the
 * command until an object is done (a property may need user code, and then the whole phase runs again).
 * Behaviour: PowerShell's BaseFormattingCommand.cs, FormatViewManager.cs, FormatViewGenerator*.cs.
 */

import { looseEquals } from '../values/compare.ts';
import { ErrorRecord, PSException, TerminatingError } from '../values/errors.ts';
import { touch } from '../values/heap.ts';
import { isAutomationNull, type Value } from '../values/value.ts';
import {
  enumerationLimit,
  type FormatContext,
  isPlainCustom,
  isScalarType,
  itemsOf,
  propertiesOf,
  typesOf,
  userViewsOf,
} from './access.ts';
import { displayedCount, listAssociations, showsComputer, tableAssociations } from './associations.ts';
import { displayText, type FormatFailure, fieldText, smartText } from './cellText.ts';
import { closedDocument, type FormatCommand, type OpenDocument } from './command.ts';
import { type Expression, expressionText, firstValue } from './expressions.ts';
import { customEntry, objectEntry } from './generateCustom.ts';
import {
  listEntry,
  listEntryOfView,
  tableColumns,
  tableColumnsOfView,
  tableEntry,
  tableEntryOfView,
  wideEntry,
  wideEntryOfView,
} from './generateShapes.ts';
import {
  FormatEndData,
  type FormatEntry,
  FormatEntryData,
  FormatStartData,
  type FormatValue,
  GroupEndData,
  GroupStartData,
  isPacket,
  type Packet,
  type Shape,
  type StreamName,
} from './packets.ts';
import { failUnknownView } from './unknownView.ts';
import { builtinView, type FoundView, findOutOfBandView, findView, hasOwnProperties, isApplicable } from './viewIndex.ts';
import type { GroupByView, ViewDefinition } from './viewTypes.ts';

/** One run of the generator over one pipeline object. */
export interface Generation {
  readonly command: FormatCommand;
  /** Draft of the command's document; put back when all went well. */
  open: OpenDocument;
  readonly ctx: FormatContext;
  readonly limit: number;
  readonly out: Packet[];
  /** Errors of properties, if -ShowError wants them. */
  readonly errors: ErrorRecord[];
}

function begin(command: FormatCommand, ctx: FormatContext): Generation {
  return { command, open: { ...command.open }, ctx, limit: enumerationLimit(ctx), out: [], errors: [] };
}

function commit(run: Generation): Packet[] {
  run.command.open = run.open;
  touch(run.command);
  return run.out;
}

/** The view that the open document goes by, or null. */
export function openView(open: OpenDocument): ViewDefinition | null {
  if (open.user !== null) return open.user.definition;
  return open.builtin >= 0 ? builtinView(open.builtin) : null;
}

/** Text of an expression on an object as a cell shows it; errors are noted as -ShowError and -DisplayError say. */
export function cellOf(run: Generation, expression: Expression, target: Value, format: string | null, inTable: boolean): string {
  const parameters = run.command.parameters;
  const show = parameters?.displayError === true;
  const result = firstValue(expression, target, run.ctx);
  if (result === undefined) return '';
  if (result.error !== null) {
    noteError(
      run,
      result.error,
      'PSPropertyExpressionError',
      `Failed to evaluate expression "${expressionText(result.expression)}".`,
      target,
    );
    return show ? '#ERR' : '';
  }
  const failures: FormatFailure[] | null = show ? [] : null;
  const text = fieldText(result.value, format, inTable, run.ctx, run.limit, failures);
  const failure = failures?.[0];
  if (failure === undefined) return text;
  noteError(run, failure.error.record, 'formattingError', `Failed to interpret format string "${failure.format}".`, target);
  return '#FMTERR';
}

/** Keeps an error of a property for -ShowError. */
export function noteError(run: Generation, cause: ErrorRecord, id: string, message: string, target: Value): void {
  if (run.command.parameters?.showError !== true) return;
  const exception = new PSException(cause.exception.typeName, cause.exception.message, cause.exception.inner);
  const record = new ErrorRecord(exception, id, 'InvalidArgument', target);
  record.details = message;
  run.errors.push(record);
}

function setView(run: Generation, found: FoundView, value: Value): void {
  run.open.shape = found.definition.control.kind;
  run.open.builtin = found.builtin;
  run.open.user = found.user;
  run.open.withComputer = showsComputer(value, run.ctx);
}

function setProperties(run: Generation, shape: Shape, value: Value): void {
  run.open.shape = shape;
  if (shape === 'table') run.open.associations = tableAssociations(run.command.parameters?.properties ?? [], value, run.ctx);
}

/** Chooses view and shape by the first object. */
function chooseView(run: Generation, value: Value): void {
  const { command, ctx } = run;
  const types = typesOf(value);
  run.open = closedDocument();
  const { shape, parameters } = command;
  if (shape === null) {
    const found = findView(types, null, null, ctx);
    if (found !== null) setView(run, found, value);
    else setProperties(run, displayedCount(value, ctx) <= 4 ? 'table' : 'list', value);
    return;
  }
  if (parameters !== null && parameters.properties.length > 0) {
    setProperties(run, shape, value);
    return;
  }
  const name = parameters === null || parameters.view === '' ? null : parameters.view;
  const found = findView(types, shape, name, ctx);
  if (found !== null) setView(run, found, value);
  else if (name !== null) throw failUnknownView(name, shape, value, ctx);
  else setProperties(run, shape, value);
}

function startData(run: Generation, value: Value): FormatStartData {
  const { open, command } = run;
  const view = openView(open);
  const parameters = command.parameters;
  const control = view?.control;
  const ownAutosize = control !== undefined && (control.kind === 'table' || control.kind === 'wide') && control.autosize;
  const autosize = parameters?.autosize ?? ownAutosize;
  if (open.shape === 'table') {
    const columns = view === null ? tableColumns(run, value) : tableColumnsOfView(run, view, value);
    const hide = parameters?.hideHeaders ?? (control?.kind === 'table' && control.hideHeader);
    return new FormatStartData('table', autosize, columns, hide, parameters?.repeatHeader ?? false);
  }
  if (open.shape === 'wide') {
    const columns = autosize ? 0 : (parameters?.columns ?? (control?.kind === 'wide' ? control.columns : 0));
    return new FormatStartData('wide', autosize, [], false, false, columns);
  }
  return new FormatStartData(open.shape, autosize);
}

function payload(run: Generation, value: Value): FormatEntry {
  const view = openView(run.open);
  switch (run.open.shape) {
    case 'table':
      return view === null ? tableEntry(run, value) : tableEntryOfView(run, view, value);
    case 'list':
      return view === null ? listEntry(run, value) : listEntryOfView(run, view, value);
    case 'wide':
      return view === null ? wideEntry(run, value) : wideEntryOfView(run, view, value);
    case 'custom':
      return { kind: 'custom', values: view === null ? objectEntry(run, value) : customEntry(run, view, value) };
  }
}

/** How an object stands between others: by its own out-of-band view, as text if it is a scalar or has no properties, else as a list. */
function outOfBandEntry(run: Generation, value: Value, types: readonly string[], listToo: boolean): FormatEntry | null {
  const found = findOutOfBandView(types, run.ctx);
  if (found !== null) {
    const view = found.definition;
    return view.control.kind === 'custom' ? { kind: 'custom', values: customEntry(run, view, value) } : listEntryOfView(run, view, value);
  }
  if (isScalarType(types)) return { kind: 'raw', text: displayText(value, run.ctx) };
  // What has a view has properties: no need to list them.
  if (!listToo && findView(types, null, null, run.ctx) !== null) return null;
  const names = propertiesOf(value, run.ctx).map((p) => p.name);
  if (!hasOwnProperties(names)) return { kind: 'raw', text: displayText(value, run.ctx) };
  if (!listToo) return null;
  const fields = listAssociations([], value, run.ctx).map((a): [string, string] => [
    expressionText(a.expression),
    cellOf(run, a.expression, value, null, false),
  ]);
  return { kind: 'list', fields };
}

function writeOutOfBand(run: Generation, value: Value, types: readonly string[], listToo: boolean, stream: StreamName): boolean {
  const entry = outOfBandEntry(run, value, types, listToo);
  if (entry === null) return false;
  run.out.push(new FormatEntryData(entry, true, stream));
  return true;
}

function writePayload(run: Generation, value: Value, stream: StreamName): void {
  run.out.push(new FormatEntryData(payload(run, value), false, stream));
  for (const record of run.errors.splice(0)) writeOutOfBand(run, record, typesOf(record), true, 'out');
}

function groupBy(run: Generation): GroupByView | null {
  const given = run.command.parameters?.groupBy;
  if (given !== undefined && given !== null) return { expression: given.expression, label: given.label, control: null };
  return openView(run.open)?.groupBy ?? null;
}

function sameGroup(a: Value | undefined, b: Value, ctx: FormatContext): boolean {
  if (a === undefined) return false;
  if (a === b) return true;
  if (a === null || b === null) return false;
  try {
    if (looseEquals(a, b, true, ctx) || looseEquals(b, a, true, ctx)) return true;
  } catch (e) {
    if (!(e instanceof TerminatingError)) throw e;
  }
  return displayText(a, ctx).toLowerCase() === displayText(b, ctx).toLowerCase();
}

/** Takes the object's value of what is grouped by; true if it is another group than the last object's. */
function updateGroup(run: Generation, by: GroupByView | null, value: Value): boolean {
  if (by === null) return false;
  const result = firstValue(by.expression, value, run.ctx, true);
  if (result === undefined || result.error !== null) return false;
  const changed = !sameGroup(run.open.groupValue, result.value, run.ctx);
  run.open.groupValue = result.value;
  if (changed) run.open.groupLabel = by.label ?? expressionText(result.expression);
  return changed;
}

function heading(run: Generation, by: GroupByView | null, value: Value): FormatValue[] | null {
  if (by === null || run.open.groupValue === undefined) return null;
  const view = openView(run.open);
  if (by.control !== null && view !== null) {
    const control = typeof by.control === 'string' ? view.controls[by.control.toLowerCase()] : by.control;
    if (control !== undefined) return customEntry(run, { ...view, control }, value);
  }
  return [
    { kind: 'text', text: `   ${by.label ?? run.open.groupLabel}: ` },
    { kind: 'text', text: smartText(run.open.groupValue, run.ctx, run.limit, false) },
  ];
}

/** A custom object in output without view: it can be nothing but a further entry. */
function isOrdinaryRow(run: Generation, value: Value): boolean {
  if (!isPlainCustom(value) || openView(run.open) !== null || userViewsOf(run.ctx) !== undefined) return false;
  return hasOwnProperties(value.shape.names);
}

function processObject(run: Generation, value: Value, stream: StreamName): void {
  if (isPacket(value)) {
    run.out.push(value);
    return;
  }
  const { command, open } = run;
  const ordinary = open.state !== 'none' && isOrdinaryRow(run, value);
  const types = ordinary ? [] : typesOf(value === null ? '' : value);
  const checkOutOfBand = command.shape === null || command.parameters?.force !== true;
  const known = ordinary || (open.state !== 'none' && open.lastType !== '' && open.lastType === types[0]);
  if (!known && checkOutOfBand && types.length > 0 && writeOutOfBand(run, value, types, false, stream)) return;
  if (run.open.state === 'none') {
    chooseView(run, value);
    run.out.push(startData(run, value));
    run.open.state = 'document';
  }
  const view = openView(run.open);
  if (!known && checkOutOfBand && view !== null && !isApplicable(view, types) && writeOutOfBand(run, value, types, true, stream)) return;
  const by = groupBy(run);
  const changed = updateGroup(run, by, value);
  if (run.open.state === 'document') {
    run.out.push(new GroupStartData(heading(run, by, value)));
    run.open.state = 'group';
  } else if (changed) {
    run.out.push(new FormatEntryData({ kind: 'custom', values: [] }, true));
    run.out.push(new GroupEndData());
    run.out.push(new GroupStartData(heading(run, by, value)));
  }
  writePayload(run, value, stream);
  // Objects of one .NET type are alike; custom objects need not be.
  const first = types[0] ?? '';
  run.open.lastType = first.startsWith('System.IO.') || first.startsWith('Microsoft.PowerShell.Commands.') ? first : '';
}

function comment(run: Generation, text: string): void {
  run.out.push(new FormatEntryData({ kind: 'raw', text }, true));
}

function announce(count: number): string {
  if (count === 0) return 'The IEnumerable contains no objects.';
  return count === 1 ? 'The IEnumerable contains the following object:' : `The IEnumerable contains the following ${count} objects:`;
}

/** Formats one pipeline object (a collection: its items) and answers what to render. */
export function generate(command: FormatCommand, value: Value, ctx: FormatContext, stream: StreamName = 'out'): Packet[] {
  if (value === null || isAutomationNull(value)) return [];
  if (typeof value === 'string' && command.shape === null && userViewsOf(ctx) === undefined) {
    return [new FormatEntryData({ kind: 'raw', text: value }, true, stream)];
  }
  const run = begin(command, ctx);
  const items = isPacket(value) ? null : itemsOf(value);
  const expand = command.parameters?.expand ?? 'EnumOnly';
  if (items === null || expand === 'CoreOnly') {
    processObject(run, value, stream);
    return commit(run);
  }
  if (expand === 'Both') {
    comment(run, 'The following object supports IEnumerable:');
    writeOutOfBand(run, value, typesOf(value), true, stream);
    comment(run, announce(items.length));
  }
  for (const item of items) processObject(run, item, stream);
  return commit(run);
}

/** Ends the command's output. */
export function finish(command: FormatCommand): Packet[] {
  const out: Packet[] = [];
  if (command.open.state === 'group') out.push(new GroupEndData());
  if (command.open.state !== 'none') out.push(new FormatEndData());
  command.open = closedDocument();
  touch(command);
  return out;
}
