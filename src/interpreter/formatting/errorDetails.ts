/** Get-Error's view: a record or exception in depth. Behaviour: the GetErrorInstance view in PowerShellCore_format_ps1xml.cs. */

import type { Style } from '../errors/viewsStyle.ts';
import { PSHashtable } from '../values/collections.ts';
import type { NativeContext } from '../values/context.ts';
import { ErrorRecord, InvocationInfo, PSException } from '../values/errors.ts';
import { unwrap } from '../values/typeNames.ts';
import { TypeValue, type Value } from '../values/value.ts';
import { type FormatContext, isRemotingProperty, itemsOf, propertiesOf } from './access.ts';
import { ELLIPSIS } from './cells.ts';
import { displayText } from './cellText.ts';
import { evaluateExpression, property } from './expressions.ts';

const MAX_DEPTH = 10;

/** Null, empty text, zero, false and empty collections are left out. */
function isEmpty(value: Value): boolean {
  if (value === null || value === '' || value === 0 || value === false) return true;
  const items = itemsOf(value);
  return items !== null && items.length === 0;
}

interface Shown {
  name: string;
  value: Value;
}

function propertiesShown(object: Value, ctx: FormatContext): Shown[] {
  const shown: Shown[] = [];
  if (object instanceof PSException) shown.push({ name: 'Type', value: object.typeName });
  for (const { name } of propertiesOf(object, ctx)) {
    if (name === 'PSErrorIndex' || (name === 'Type' && object instanceof PSException) || isRemotingProperty(name)) continue;
    const result = evaluateExpression(property(name, true), object, ctx);
    if (result.error === null && !isEmpty(result.value)) shown.push({ name, value: result.value });
  }
  return shown;
}

function isNested(value: Value): boolean {
  return value instanceof PSException || value instanceof ErrorRecord || value instanceof InvocationInfo;
}

function tableText(table: PSHashtable, indent: string, ctx: FormatContext, style: Style): string {
  const keys = [...table.entries.values()].map((entry) => [displayText(entry.key, ctx), entry.value] as const);
  keys.sort((a, b) => (a[0].toLowerCase() < b[0].toLowerCase() ? -1 : 1));
  const lines = keys.map(([key, value]) => {
    const shown = key === 'Authorization' ? ELLIPSIS : displayText(value, ctx);
    return `${indent}    ${style.accent}${key} : ${style.reset}${shown}\n`;
  });
  return `\n${lines.join('')}`;
}

function itemsText(items: readonly Value[], prefix: string, indent: number, depth: number, ctx: FormatContext, style: Style): string {
  let text = '';
  items.forEach((item, i) => {
    text += '\n';
    const lead = prefix + ' '.repeat(indent + 2);
    if (item instanceof TypeValue) text += `${lead}[${item.name}]`;
    else if (item === null || typeof item !== 'object') text += lead + displayText(item, ctx);
    else text += (i > 0 ? '\n' : '') + show(item, indent, depth + 1, ctx, style);
  });
  return text;
}

function plainValue({ name, value }: Shown, prefix: string, labelWidth: number, ctx: FormatContext, style: Style): string {
  let text = displayText(value, ctx);
  if (name === 'PositionMessage') {
    const at = text.indexOf('~');
    if (at >= 0) text = text.slice(0, at) + style.error + text.slice(at);
  } else if (name === 'Message') {
    text = style.error + text;
  }
  if (!text.includes('\n')) return text;
  const lines = text.split('\n').map((line) => line.trim());
  return lines.join(`\n${prefix}${' '.repeat(labelWidth + 3)}`);
}

function valueText(
  shown: Shown,
  prefix: string,
  indent: number,
  depth: number,
  labelWidth: number,
  ctx: FormatContext,
  style: Style,
): string {
  const { name, value } = shown;
  if (isNested(value)) return depth >= MAX_DEPTH ? ELLIPSIS : `\n${show(value, indent, depth + 1, ctx, style)}`;
  if (name === 'StackTrace') return `\n${displayText(value, ctx)}`;
  const base = unwrap(value);
  if (base instanceof PSHashtable) return tableText(base, prefix, ctx, style);
  const items = name === 'Data' ? null : itemsOf(value);
  if (items !== null) return depth >= MAX_DEPTH ? ELLIPSIS : itemsText(items, prefix, indent, depth, ctx, style);
  if (base instanceof TypeValue) return `[${base.name}]`;
  return plainValue(shown, prefix, labelWidth, ctx, style);
}

function show(object: Value, indent: number, depth: number, ctx: FormatContext, style: Style): string {
  const prefix = ' '.repeat(indent);
  const shown = propertiesShown(object, ctx);
  const labelWidth = Math.max(0, ...shown.map((p) => p.name.length));
  return shown
    .map(
      (p) =>
        `${prefix}${style.accent}${p.name.padEnd(labelWidth)} : ${style.reset}${valueText(p, prefix, indent + 4, depth, labelWidth, ctx, style)}`,
    )
    .join('\n');
}

/** Text of Get-Error's view of a record or an exception. */
export function detailedError(value: Value, ctx: NativeContext, style: Style): string {
  return show(value, 0, 1, ctx as FormatContext, style);
}
