/** CLIXML, written: Export-Clixml, ConvertTo-CliXml, PSSerializer (serialization.cs). */

import { ScriptBlock } from './code.ts';
import { PSArray, PSHashtable, PSList } from './collections.ts';
import type { NativeContext } from './context.ts';
import { toText } from './convert.ts';
import { cultureRules } from './culture.ts';
import { toBase64 } from './dotnet/base64.ts';
import { DateTime } from './dotnet/datetime.ts';
import { Decimal } from './dotnet/decimal.ts';
import { doubleToRoundTripString } from './dotnet/double.ts';
import { Guid } from './dotnet/guid.ts';
import { TimeSpan } from './dotnet/timespan.ts';
import { Version } from './dotnet/version.ts';
import { enumerate } from './enumerate.ts';
import { enumNumber, enumValueText } from './enums.ts';
import { PSException, TerminatingError } from './errors.ts';
import { formatText } from './formatValue.ts';
import { HeapObject } from './heap.ts';
import { getProperty, listMembers } from './members.ts';
import { PSObject } from './object.ts';
import { RemoteText } from './remoteText.ts';
import { typeHierarchy, typeNameOf, unwrap } from './typeNames.ts';
import { PSSecureString } from './types/powershellTypes.ts';
import { isAutomationNull, PSChar, PSNumber, type Value } from './value.ts';

/** Levels of an object's properties that are written, unless told. */
export const CLIXML_DEPTH = 2;

/** Elements of numbers by kind. */
const NUMBERS: Record<string, string> = {
  Byte: 'By',
  SByte: 'SB',
  Int16: 'I16',
  UInt16: 'U16',
  Int32: 'I32',
  UInt32: 'U32',
  Int64: 'I64',
  UInt64: 'U64',
  Single: 'Sg',
  Double: 'Db',
};

/** Text of an element: XML's own characters, and those that XML can't hold as `_xHHHH_`. */
export function encodeClixml(text: string): string {
  return text
    .replace(/_(?=x[0-9a-fA-F]{4}_)/g, '_x005F_')
    .replace(/[\u0000-\u001f\u007f-\u009f\ud800-\udfff]/g, (c) => `_x${c.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}_`)
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;');
}

/** ISO 8601 duration as XmlConvert writes it. */
function duration(span: TimeSpan): string {
  let ticks = span.ticks;
  if (ticks === 0n) return 'PT0S';
  const sign = ticks < 0n ? '-' : '';
  if (ticks < 0n) ticks = -ticks;
  const days = ticks / 864_000_000_000n;
  const hours = (ticks / 36_000_000_000n) % 24n;
  const minutes = (ticks / 600_000_000n) % 60n;
  const seconds = (ticks / 10_000_000n) % 60n;
  const rest = (ticks % 10_000_000n).toString().padStart(7, '0').replace(/0+$/, '');
  const time = `${hours > 0n ? `${hours}H` : ''}${minutes > 0n ? `${minutes}M` : ''}${
    seconds > 0n || rest !== '' ? `${seconds}${rest === '' ? '' : `.${rest}`}S` : ''
  }`;
  return `${sign}P${days > 0n ? `${days}D` : ''}${time === '' ? '' : `T${time}`}`;
}

/** Writes elements with references for type names and objects. */
class Writer {
  readonly ctx: NativeContext;
  readonly lines: string[] = [];
  /** RefId of a list of type names. */
  private readonly names = new Map<string, number>();
  private objects = 0;
  constructor(ctx: NativeContext) {
    this.ctx = ctx;
  }

  private put(level: number, text: string): void {
    this.lines.push('  '.repeat(level) + text);
  }
  private leaf(level: number, element: string, name: string, text: string): void {
    const attribute = name === '' ? '' : ` N="${encodeClixml(name).replace(/"/g, '&quot;')}"`;
    this.put(level, text === '' && element === 'Nil' ? `<Nil${attribute} />` : `<${element}${attribute}>${text}</${element}>`);
  }

  /** One value as an element; `name` is that of the property it is. */
  write(value: Value, name: string, depth: number, level: number): void {
    if (value === null || isAutomationNull(value)) {
      this.leaf(level, 'Nil', name, '');
      return;
    }
    const isWrapped = value instanceof PSObject && value.base !== undefined;
    const notes = isWrapped && !(value.base instanceof RemoteText) ? value.shape.names : [];
    if (notes.length === 0 && this.primitive(value, name, level)) return;
    this.object(value, name, depth, level);
  }

  private primitive(value: Value, name: string, level: number): boolean {
    const bare = unwrap(value);
    const put = (element: string, text: string): true => {
      this.leaf(level, element, name, text);
      return true;
    };
    if (typeof bare === 'string') return put('S', encodeClixml(bare));
    if (typeof bare === 'boolean') return put('B', String(bare));
    if (typeof bare === 'number')
      return (bare | 0) === bare && !Object.is(bare, -0) ? put('I32', String(bare)) : put('Db', doubleToRoundTripString(bare));
    if (typeof bare !== 'object' || bare === null) return false;
    if (bare instanceof PSNumber) {
      const element = NUMBERS[bare.kind];
      if (element === undefined) return false;
      return put(
        element,
        bare.kind === 'Double' || bare.kind === 'Single' ? doubleToRoundTripString(Number(bare.value)) : String(bare.value),
      );
    }
    if (bare instanceof PSChar) return put('C', String(bare.code));
    if (bare instanceof Decimal) return put('D', bare.toString());
    if (bare instanceof DateTime) return put('DT', this.dateText(bare));
    if (bare instanceof TimeSpan) return put('TS', duration(bare));
    if (bare instanceof Guid) return put('G', bare.toString());
    if (bare instanceof Version) return put('Version', bare.toString());
    if (bare instanceof ScriptBlock) return put('SBK', encodeClixml(bare.text));
    if (bare instanceof PSSecureString)
      return put(
        'SS',
        [...bare.text]
          .map((c) => (c.charCodeAt(0) & 255).toString(16).padStart(2, '0') + (c.charCodeAt(0) >> 8).toString(16).padStart(2, '0'))
          .join(''),
      );
    if (bare instanceof PSArray && bare.elementType === 'System.Byte' && bare.lengths === null)
      return put('BA', toBase64(bare.items.map((b) => Number((b as PSNumber).value))));
    const type = typeNameOf(bare);
    if (type === 'System.Uri') return put('URI', encodeClixml(toText(bare, this.ctx)));
    if (type === 'System.Xml.XmlDocument') return put('XD', encodeClixml(String(getProperty(bare, 'OuterXml', this.ctx) ?? '')));
    return false;
  }

  private dateText(date: DateTime): string {
    return formatText('{0:yyyy-MM-ddTHH:mm:ss.FFFFFFFK}', [date], cultureRules(''), this.ctx);
  }

  private object(value: Value, name: string, depth: number, level: number): void {
    const bare = unwrap(value);
    const isCustom = value instanceof PSObject && (value.base === undefined || value.base instanceof RemoteText);
    const number = isCustom ? undefined : enumNumber(bare);
    const isContainer = bare instanceof PSHashtable || bare instanceof PSArray || bare instanceof PSList;
    const items = isCustom || isContainer || bare instanceof PSException ? null : enumerate(bare);
    if (!isCustom && !isContainer && number === undefined && depth <= 0) {
      this.leaf(level, 'S', name, encodeClixml(this.textOf(value)));
      return;
    }
    const attribute = name === '' ? '' : ` N="${encodeClixml(name).replace(/"/g, '&quot;')}"`;
    this.put(level, `<Obj${attribute} RefId="${this.objects++}">`);
    this.typeNames(typeHierarchy(value), level + 1);
    if (number !== undefined) {
      this.leaf(level + 1, 'ToString', '', encodeClixml(enumValueText(bare as object)));
      this.leaf(level + 1, 'I32', '', String(number));
    } else if (bare instanceof PSHashtable) this.table(bare, depth, level + 1);
    else if (bare instanceof PSArray || bare instanceof PSList || items !== null) {
      const kind = bare instanceof PSList ? bare.kind : '';
      const element = kind === 'Queue' ? 'QUE' : kind === 'Stack' ? 'STK' : kind === 'HashSet' || items !== null ? 'IE' : 'LST';
      const list = items ?? (bare as PSArray).items;
      this.put(level + 1, list.length === 0 ? `<${element} />` : `<${element}>`);
      for (const item of list) this.write(item, '', depth - 1, level + 2);
      if (list.length > 0) this.put(level + 1, `</${element}>`);
    } else if (!isCustom) {
      const simple = typeof bare !== 'object' || bare instanceof PSNumber || bare instanceof PSChar || bare instanceof DateTime;
      if (simple) {
        this.write(bare, '', depth, level + 1);
      } else {
        const text = this.textOf(value);
        if (text !== '') this.leaf(level + 1, 'ToString', '', encodeClixml(text));
        this.properties('Props', value, 'Property', depth, level + 1);
      }
    }
    if (value instanceof PSObject && value.base instanceof RemoteText) this.leaf(level + 1, 'ToString', '', encodeClixml(value.base.text));
    this.properties('MS', value, 'NoteProperty', isCustom ? depth + 1 : depth, level + 1);
    this.put(level, '</Obj>');
  }

  private textOf(value: Value): string {
    try {
      return toText(value, this.ctx);
    } catch (error) {
      // a ToString that fails is written as nothing
      if (error instanceof TerminatingError) return '';
      throw error;
    }
  }

  private typeNames(names: readonly string[], level: number): void {
    const key = names.join('\n');
    const known = this.names.get(key);
    if (known !== undefined) {
      this.put(level, `<TNRef RefId="${known}" />`);
      return;
    }
    const id = this.names.size;
    this.names.set(key, id);
    this.put(level, `<TN RefId="${id}">`);
    for (const n of names) this.leaf(level + 1, 'T', '', encodeClixml(n));
    this.put(level, '</TN>');
  }

  private table(table: PSHashtable, depth: number, level: number): void {
    this.put(level, table.entries.size === 0 ? '<DCT />' : '<DCT>');
    for (const { key, value } of table.entries.values()) {
      this.put(level + 1, '<En>');
      this.write(key, 'Key', depth, level + 2);
      this.write(value, 'Value', depth, level + 2);
      this.put(level + 1, '</En>');
    }
    if (table.entries.size > 0) this.put(level, '</DCT>');
  }

  private properties(element: 'Props' | 'MS', value: Value, kind: 'Property' | 'NoteProperty', depth: number, level: number): void {
    const found: [string, Value][] = [];
    const isPlain =
      !(value instanceof PSObject) && kind === 'NoteProperty' && (!(value instanceof HeapObject) || value.instanceMembers === null);
    if (isPlain) return;
    for (const member of listMembers(value, this.ctx)) {
      const isNote = /^(Note|Alias|Script|Code)Property$/.test(member.memberType);
      if (member.hidden || !member.isGettable || (kind === 'Property' ? member.memberType !== 'Property' : !isNote)) continue;
      try {
        found.push([member.name, getProperty(value, member.name, this.ctx)]);
      } catch (error) {
        // a property that can't be read is left out
        if (!(error instanceof TerminatingError)) throw error;
      }
    }
    if (found.length === 0) return;
    this.put(level, `<${element}>`);
    for (const [name, v] of found) this.write(v, name, depth - 1, level + 1);
    this.put(level, `</${element}>`);
  }
}

/** Values as a CLIXML document. */
export function toClixml(values: readonly Value[], depth: number, ctx: NativeContext): string {
  const writer = new Writer(ctx);
  for (const value of values) writer.write(value, '', depth, 1);
  return `<Objs Version="1.1.0.1" xmlns="http://schemas.microsoft.com/powershell/2004/04">\n${writer.lines.map((l) => `${l}\n`).join('')}</Objs>`;
}
