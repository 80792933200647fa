/** CLIXML, read: objects come back as property bags whose type names begin with `Deserialized.` (serialization.cs, InternalDeserializer). */

import { PSArray, PSHashtable, PSList } from './collections.ts';
import type { NativeContext } from './context.ts';
import { convertTo } from './convert.ts';
import { fromBase64 } from './dotnet/base64.ts';
import { TimeSpan } from './dotnet/timespan.ts';
import { fail } from './errors.ts';
import type { HeapObject } from './heap.ts';
import { PSObject, SpelledNumber, shapeOf } from './object.ts';
import { RemoteText } from './remoteText.ts';
import { setTypeNames } from './typeNames.ts';
import { PSSecureString } from './types/powershellTypes.ts';
import { mkDouble, type NumericKind, PSChar, PSNumber, type Value } from './value.ts';
import { readXml, type XmlElement, XmlError } from './xmlReader.ts';

const PREFIX = 'Deserialized.';

function decode(text: string): string {
  return text.replace(/_x([0-9a-fA-F]{4})_/g, (_w, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
}

const INTEGERS: Record<string, Exclude<NumericKind, 'Int32' | 'Decimal'>> = {
  By: 'Byte',
  SB: 'SByte',
  I16: 'Int16',
  U16: 'UInt16',
  U32: 'UInt32',
};

function duration(text: string): TimeSpan {
  const m = /^(-)?P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)(?:\.(\d{1,7}))?S)?)?$/.exec(text);
  if (m === null) return new TimeSpan(0n);
  const part = (i: number): bigint => BigInt(m[i] ?? '0');
  const ticks =
    ((part(2) * 24n + part(3)) * 60n + part(4)) * 600_000_000n + part(5) * 10_000_000n + BigInt((m[6] ?? '').padEnd(7, '0') || '0');
  return new TimeSpan(m[1] === undefined ? ticks : -ticks);
}

class Reader {
  readonly ctx: NativeContext;
  private readonly names = new Map<string, string[]>();
  private readonly objects = new Map<string, Value>();
  constructor(ctx: NativeContext) {
    this.ctx = ctx;
  }

  read(element: XmlElement): Value {
    const { text } = element;
    switch (element.name) {
      case 'Nil':
        return null;
      case 'S':
      case 'SBK':
        return decode(text);
      case 'B':
        return text.trim() === 'true';
      case 'C':
        return new PSChar(Number(text));
      case 'I32':
        return Number(text);
      case 'Db':
        return mkDouble(realNumber(text));
      case 'Sg':
        return new PSNumber('Single', realNumber(text));
      case 'I64':
        return new PSNumber('Int64', BigInt(text));
      case 'U64':
        return new PSNumber('UInt64', BigInt(text));
      case 'By':
      case 'SB':
      case 'I16':
      case 'U16':
      case 'U32':
        return new PSNumber(INTEGERS[element.name], Number(text));
      case 'D':
        return convertTo(text, 'decimal', this.ctx);
      case 'DT':
        return convertTo(text, 'datetime', this.ctx);
      case 'TS':
        return duration(text);
      case 'G':
        return convertTo(text, 'guid', this.ctx);
      case 'Version':
        return convertTo(text, 'version', this.ctx);
      case 'URI':
        return convertTo(decode(text), 'uri', this.ctx);
      case 'XD':
        return convertTo(decode(text), 'xml', this.ctx);
      case 'BA':
        return new PSArray(
          fromBase64(text).map((byte) => new PSNumber('Byte', byte)),
          'System.Byte',
        );
      case 'SS':
        return new PSSecureString(
          (text.match(/.{4}/g) ?? []).map((h) => String.fromCharCode(Number.parseInt(h.slice(2) + h.slice(0, 2), 16))).join(''),
        );
      case 'Ref':
        return this.objects.get(element.attributes.RefId ?? '') ?? null;
      default:
        return this.object(element);
    }
  }

  private typeNames(element: XmlElement): string[] {
    const tn = element.children.find((c) => c.name === 'TN');
    if (tn !== undefined) {
      const list = tn.children.map((t) => decode(t.text)).map((n) => (n.startsWith(PREFIX) ? n : PREFIX + n));
      this.names.set(tn.attributes.RefId ?? '', list);
      return list;
    }
    const ref = element.children.find((c) => c.name === 'TNRef');
    return ref === undefined ? [] : (this.names.get(ref.attributes.RefId ?? '') ?? []);
  }

  private object(element: XmlElement): Value {
    const names = this.typeNames(element);
    const of = (name: string): XmlElement | undefined => element.children.find((c) => c.name === name);
    const text = of('ToString');
    const list = of('LST') ?? of('IE') ?? of('QUE') ?? of('STK');
    const dictionary = of('DCT');
    const notes: [string, Value][] = [];
    for (const part of [of('Props'), of('MS')])
      for (const child of part?.children ?? []) notes.push([decode(child.attributes.N ?? ''), this.read(child)]);
    const value = this.base(element, names, list, dictionary, text, notes);
    this.objects.set(element.attributes.RefId ?? '', value);
    return value;
  }

  private base(
    element: XmlElement,
    names: string[],
    list: XmlElement | undefined,
    dictionary: XmlElement | undefined,
    text: XmlElement | undefined,
    notes: [string, Value][],
  ): Value {
    const special = new Set(['TN', 'TNRef', 'ToString', 'Props', 'MS', 'LST', 'IE', 'QUE', 'STK', 'DCT']);
    const primitive = element.children.find((c) => !special.has(c.name));
    if (list !== undefined || dictionary !== undefined) {
      const made = dictionary !== undefined ? this.table(dictionary, names) : this.list(list as XmlElement);
      setTypeNames(made, names);
      if (notes.length > 0) {
        made.instanceMembers ??= new Map();
        for (const [name, value] of notes) made.instanceMembers.set(name.toLowerCase(), { name, memberType: 'NoteProperty', value });
      }
      return made;
    }
    if (primitive !== undefined) {
      const value = this.read(primitive);
      // an enum is its number with its name beside it
      if (text !== undefined && names.some((n) => n.endsWith('System.Enum'))) notes.unshift(['Value', decode(text.text)]);
      const shown = text === undefined ? null : decode(text.text);
      const object = shown === null ? new PSObject(shapeOf([]), [], value) : new SpelledNumber(value, shown);
      object.shape = shapeOf(notes.map(([n]) => n));
      object.values = notes.map(([, v]) => v);
      object.typeNames = names.length === 0 ? null : names;
      object.typeNamesOnly = names.length > 0;
      return object;
    }
    const object = new PSObject(
      shapeOf(notes.map(([n]) => n)),
      notes.map(([, v]) => v),
      text === undefined ? undefined : new RemoteText(decode(text.text)),
      names,
    );
    object.typeNamesOnly = true;
    return object;
  }

  private list(element: XmlElement): PSList {
    const kind = element.name === 'QUE' ? 'Queue' : element.name === 'STK' ? 'Stack' : 'ArrayList';
    return new PSList(
      element.children.map((c) => this.read(c)),
      kind,
      kind === 'ArrayList' ? 'System.Object' : '',
    );
  }

  private table(element: XmlElement, names: readonly string[]): PSHashtable & HeapObject {
    const table = new PSHashtable(names.some((n) => n.endsWith('OrderedDictionary')) ? 'OrderedDictionary' : 'Hashtable');
    for (const entry of element.children) {
      const part = (name: string): Value => {
        const child = entry.children.find((c) => c.attributes.N === name);
        return child === undefined ? null : this.read(child);
      };
      table.set(part('Key'), part('Value'));
    }
    return table;
  }
}

function realNumber(text: string): number {
  return text === 'INF' ? Number.POSITIVE_INFINITY : text === '-INF' ? Number.NEGATIVE_INFINITY : Number(text);
}

/** The values of a CLIXML document. Throws XmlException for what is no XML or has another root. */
export function fromClixml(source: string, ctx: NativeContext): Value[] {
  let root: XmlElement;
  try {
    root = readXml(source);
  } catch (error) {
    if (!(error instanceof XmlError)) throw error;
    throw fail('System.Xml.XmlException', 'NotSpecified', error.message, { typeName: 'System.Xml.XmlException' });
  }
  if (root.name !== 'Objs')
    throw fail(
      'System.Xml.XmlException',
      'NotSpecified',
      `Element 'Objs' with namespace name 'http://schemas.microsoft.com/powershell/2004/04' was not found.`,
      {
        typeName: 'System.Xml.XmlException',
      },
    );
  const reader = new Reader(ctx);
  return root.children.map((c) => reader.read(c));
}
