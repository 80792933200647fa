/** Values as formatted output shows them. Behaviour: PowerShell's MshObjectUtil.cs (PSObjectHelper). */
import { PSArray, PSDictionaryEntry } from '../values/collections.ts';
import { toText } from '../values/convert.ts';
import { Decimal } from '../values/dotnet/decimal.ts';
import { formatNumber } from '../values/dotnet/numberFormat.ts';
import { TerminatingError } from '../values/errors.ts';
import { HeapObject } from '../values/heap.ts';
import { PSObject, SpelledNumber } from '../values/object.ts';
import { binary } from '../values/operators.ts';
import { ScriptClass, ScriptObject } from '../values/scriptClass.ts';
import { shownText } from '../values/text.ts';
import { typeNameOf, unwrap } from '../values/typeNames.ts';
import { findType } from '../values/types/registry.ts';
import { isAutomationNull, PSNumber, TypeValue, type Value } from '../values/value.ts';
import { defaultDisplayName, type FormatContext, isRemotingProperty, itemsOf, memberOrder } from './access.ts';
import { ELLIPSIS } from './cells.ts';
import { evaluateExpression, property } from './expressions.ts';

/** PSObject.ToString() of a value: the current culture, types by full name; else as [string] makes it. */
export function displayText(value: Value, ctx: FormatContext): string {
  if (value === null || isAutomationNull(value)) return '';
  if (typeof value === 'number') return shownText(value, ctx);
  if (typeof value !== 'object') return toText(value, ctx);
  if (value instanceof PSObject && value.instanceMembers?.get('tostring') !== undefined) return toText(value, ctx);
  const base = unwrap(value);
  if (base instanceof TypeValue || base instanceof ScriptClass) return base.name;
  if (base instanceof PSDictionaryEntry) return `[${displayText(base.key, ctx)}, ${displayText(base.value, ctx)}]`;
  if (base instanceof PSNumber) return shownText(base, ctx);
  if (base !== null && typeof base === 'object' && findType(typeNameOf(base))?.textIn !== undefined) return shownText(base, ctx);
  return toText(value, ctx);
}

/** Reference types that override ToString themselves; others show a naming property inside collections. */
const OWN_TEXT = new Set([
  'System.Management.Automation.ScriptBlock',
  'System.Management.Automation.ErrorRecord',
  'System.Management.Automation.Runspaces.PSSession',
  'System.Management.Automation.InformationRecord',
  'System.Diagnostics.Process',
  'System.Text.StringBuilder',
  'System.Uri',
  'System.Exception',
  'System.Net.IPAddress',
]);

const NAMING_PATTERNS: ((name: string) => boolean)[] = [
  (name) => name === 'name',
  (name) => name === 'id',
  (name) => name === 'key',
  (name) => name.endsWith('key'),
  (name) => name.endsWith('name'),
  (name) => name.endsWith('id'),
];

/** The property that names an object: DefaultDisplayProperty, else name, id, key, *key, *name, *id; null if there is none. */
export function namingProperty(value: Value, ctx: FormatContext): string | null {
  const own = defaultDisplayName(value, ctx);
  if (own !== null) return own;
  // a node's own name comes before its attributes
  if (typeNameOf(value).startsWith('System.Xml.')) return 'Name';
  const names = memberOrder(value, ctx).filter((name) => !isRemotingProperty(name));
  for (const matches of NAMING_PATTERNS) {
    const found = names.find((name) => matches(name.toLowerCase()));
    if (found !== undefined) return found;
  }
  return null;
}

function hasOwnText(value: object): boolean {
  if (!(value instanceof HeapObject) || value instanceof PSObject) return true;
  if (value instanceof ScriptObject)
    return value.type.methods.some((m) => m.name.toLowerCase() === 'tostring' && m.parameters.length === 0);
  return OWN_TEXT.has(typeNameOf(value));
}

/** An item of a collection: its text, or the value of its naming property. */
function itemText(value: Value, ctx: FormatContext): string {
  if (value === null) return '$null';
  if (typeof value !== 'object' || hasOwnText(value)) return displayText(value, ctx);
  const name = namingProperty(value, ctx);
  if (name !== null) {
    const result = evaluateExpression(property(name, true), value, ctx);
    if (result.error === null) return displayText(result.value, ctx);
  }
  const text = displayText(value, ctx);
  return text === '' ? typeNameOf(value) : text;
}

function fixedText(value: Value, ctx: FormatContext): string | null {
  const culture = ctx.culture === '' ? 'iv' : 'en-US';
  if (typeof value === 'number') return (value | 0) === value && !Object.is(value, -0) ? null : formatNumber('Double', value, 'F', culture);
  if (value instanceof Decimal) return formatNumber('Decimal', value, 'F', culture);
  if (value instanceof PSNumber && (value.kind === 'Double' || value.kind === 'Single'))
    return formatNumber(value.kind, value.value, 'F', culture);
  return null;
}

/**
 * A value in a cell: collections as `{a, b, c…}` with at most `limit` items (negative: all), else its text. In tables
 * (`inTable`) doubles, singles and decimals have the culture's number of decimals.
 */
export function smartText(value: Value, ctx: FormatContext, limit: number, inTable: boolean): string {
  if (value === null || isAutomationNull(value)) return '';
  if (value instanceof SpelledNumber) return value.text;
  const items = itemsOf(value);
  if (items !== null) {
    let text = '{';
    let count = 0;
    for (const item of items) {
      if (limit >= 0 && count === limit) {
        text += ELLIPSIS;
        break;
      }
      text += (count > 0 ? ', ' : '') + itemText(item, ctx);
      count++;
    }
    return `${text}}`;
  }
  if (inTable) {
    const fixed = fixedText(unwrap(value), ctx);
    if (fixed !== null) return fixed;
  }
  return displayText(value, ctx);
}

/** A value by a format string, as the f (FormatString) entry of a calculated property says. Throws TerminatingError if it can't. */
function formatWith(format: string, value: Value, ctx: FormatContext): string {
  const pattern = format.includes('{0') || format.includes('}') ? format : `{0:${format}}`;
  return displayText(binary('Format', pattern, new PSArray([value ?? '']), ctx), ctx);
}

/** Why a format string failed, for -ShowError and -DisplayError. */
export interface FormatFailure {
  format: string;
  error: TerminatingError;
}

/** A field's text. A failing format string falls back to the plain text, unless `failures` collects it: then nothing is shown. */
export function fieldText(
  value: Value,
  format: string | null,
  inTable: boolean,
  ctx: FormatContext,
  limit: number,
  failures: FormatFailure[] | null,
): string {
  if (format !== null && format !== '') {
    try {
      return formatWith(format, value, ctx);
    } catch (e) {
      if (!(e instanceof TerminatingError)) throw e;
      if (failures !== null) {
        failures.push({ format, error: e });
        return '';
      }
    }
  }
  return smartText(value, ctx, limit, inTable);
}
