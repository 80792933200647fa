/** CSV: reading records, writing lines. Behaviour: CsvCommands.cs (ImportCsvHelper, ExportCsvHelper). */
import type { ParameterShort } from '../../binding/metadata.ts';
import type { CmdletContext } from '../../machine/cmdlet.ts';
import type { NativeContext } from '../../values/context.ts';
import { dictionaryOf } from '../../values/enumerate.ts';
import { TerminatingError } from '../../values/errors.ts';
import { isNetError, makeError } from '../../values/faults.ts';
import { findProperty, listMembers } from '../../values/members.ts';
import { PSObject, shapeOf } from '../../values/object.ts';
import { methodText } from '../../values/text.ts';
import { typeHierarchy } from '../../values/typeNames.ts';
import { PSChar, type Value } from '../../values/value.ts';
import { nameOf, stringsOf, terminating } from './params.ts';

/** -Delimiter and -UseCulture: the character between fields. */
export function delimiterOf(context: CmdletContext<object>): string {
  const given = context.params.Delimiter;
  return given instanceof PSChar && given.code !== 0 ? String.fromCharCode(given.code) : ',';
}

// ---- reading ----

/** State of a reading. Plain data. */
export interface CsvReading {
  text: string;
  at: number;
  header: string[] | null;
  typeName: string;
  /** True once the first line was looked at for a type's name. */
  begun: boolean;
  warned: boolean;
}

/** A reading with a header given or not. */
export function startCsv(header: string[] | null): CsvReading {
  return { text: '', at: 0, header, typeName: '', begun: false, warned: false };
}

/** Rest of a field up to the next delimiter; the end of the record is told by the second item. */
function tillDelimiter(r: CsvReading, delimiter: string, trim: boolean): [text: string, end: boolean] {
  const { text } = r;
  const from = r.at;
  let i = from;
  while (i < text.length && text[i] !== delimiter && text[i] !== '\n' && text[i] !== '\r') i++;
  let rest = text.slice(from, i);
  const end = i >= text.length || text[i] !== delimiter;
  r.at = i;
  if (i < text.length) r.at += text[i] === '\r' && text[i + 1] === '\n' ? 2 : 1;
  if (trim && rest.trim() === '') rest = '';
  return [rest, end];
}

/** The fields of the next record; none at the end of the text. */
function nextRecord(r: CsvReading, delimiter: string): string[] {
  const result: string[] = [];
  const { text } = r;
  let current = '';
  let quoted = false;
  while (r.at < text.length) {
    const c = text[r.at++] as string;
    if (quoted) {
      if (c !== '"') {
        // up to the next quote at once
        const stop = text.indexOf('"', r.at);
        const to = stop < 0 ? text.length : stop;
        current += c + text.slice(r.at, to);
        r.at = to;
        continue;
      }
      if (text[r.at] === '"') {
        r.at++;
        current += '"';
        continue;
      }
      quoted = false;
      const [rest, end] = tillDelimiter(r, delimiter, true);
      result.push(current + rest);
      current = '';
      if (end) break;
    } else if (c === delimiter) {
      result.push(current);
      current = '';
    } else if (c === '"') {
      if (current === '') {
        quoted = true;
        continue;
      }
      const [rest, end] = tillDelimiter(r, delimiter, false);
      result.push(current + c + rest);
      current = '';
      if (end) break;
    } else if (c === ' ' || c === '\t') {
      if (current === '') continue;
      const [rest, end] = tillDelimiter(r, delimiter, true);
      result.push(rest === '' ? current : current + c + rest);
      current = '';
      if (end) break;
    } else if (c === '\n' || c === '\r') {
      if (c === '\r' && text[r.at] === '\n') r.at++;
      result.push(current);
      current = '';
      break;
    } else current += c;
  }
  if (current !== '') result.push(current);
  return result;
}

function checkHeader(names: readonly string[]): void {
  const seen = new Set<string>();
  for (const name of names) {
    const lower = name.toLowerCase();
    if (name !== '' && seen.has(lower))
      throw makeError(
        'System.Management.Automation.ExtendedTypeSystemException',
        'System.Management.Automation.ExtendedTypeSystemException',
        'NotSpecified',
        `The member "${name}" is already present.`,
      );
    seen.add(lower);
  }
}

function readHeader(r: CsvReading, delimiter: string): void {
  if (!r.begun) {
    r.begun = true;
    if (r.text[r.at] === '#') {
      const end = r.text.indexOf('\n', r.at);
      const line = r.text.slice(r.at, end < 0 ? r.text.length : end).replace(/\r$/, '');
      r.at = end < 0 ? r.text.length : end + 1;
      if (/^#type/i.test(line)) r.typeName = line.slice(5).trim();
    }
    if (r.header !== null) checkHeader(r.header);
  }
  while (r.header === null && r.at < r.text.length) {
    const values = nextRecord(r, delimiter);
    while (values.length > 1 && values[values.length - 1] === '') values.pop();
    const [first] = values;
    if (first?.startsWith('#Fields: ')) values[0] = first.slice(9);
    else if (first?.startsWith('#')) continue;
    checkHeader(values);
    r.header = values;
  }
}

/** Reads up to `limit` objects; fewer mean that the text is over. */
export function readRecords(context: CmdletContext<object>, r: CsvReading, delimiter: string, limit: number): PSObject[] {
  readHeader(r, delimiter);
  const found: PSObject[] = [];
  const header = r.header ?? [];
  let unnamed = 0;
  const names = header.map((name) => (name === '' ? `H${++unnamed}` : name));
  const shape = shapeOf(names);
  while (found.length < limit && r.at < r.text.length) {
    const values = nextRecord(r, delimiter);
    if (values.length === 0) break;
    if (values.length === 1 && values[0] === '') continue;
    if (unnamed > 0 && !r.warned) {
      context.writeWarning(
        'One or more headers were not specified. Default names starting with "H" have been used in place of any missing headers.',
      );
      r.warned = true;
    }
    const object = new PSObject(
      shape,
      names.map((_, i): Value => values[i] ?? null),
    );
    if (r.typeName !== '') {
      object.typeNames = [r.typeName, `CSV:${r.typeName}`];
      object.typeNamesOnly = true;
    }
    found.push(object);
  }
  return found;
}

// ---- writing ----

/** State of a writing: the columns. Plain data. */
export interface CsvWriting {
  names: string[] | null;
}

/** How fields are quoted. */
export interface QuoteOptions {
  kind: 'Always' | 'AsNeeded' | 'Never';
  fields: string[] | null;
  delimiter: string;
}

/** -UseQuotes and -QuoteFields. Throws if both are given. */
export function quoteOptions(context: CmdletContext<object>): QuoteOptions {
  const { params } = context;
  if (params.QuoteFields !== undefined && params.UseQuotes !== undefined)
    throw terminating(
      'System.InvalidOperationException',
      'You must specify either the -UseQuotes or -QuoteFields parameters, but not both.',
      'CannotSpecifyQuoteFieldsAndUseQuotes',
      'InvalidData',
    );
  if (context.isOn('IncludeTypeInformation') && context.isBound('NoTypeInformation'))
    throw terminating(
      'System.InvalidOperationException',
      'You must specify either the -IncludeTypeInformation or -NoTypeInformation parameters, but not both.',
      'CannotSpecifyIncludeTypeInformationAndNoTypeInformation',
      'InvalidData',
    );
  const kind = nameOf(params.UseQuotes, context, 'Always').toLowerCase();
  return {
    kind: (['Always', 'AsNeeded', 'Never'] as const).find((k) => k.toLowerCase() === kind) ?? 'Always',
    fields: params.QuoteFields === undefined ? null : stringsOf(params.QuoteFields, context).map((f) => f.toLowerCase()),
    delimiter: delimiterOf(context),
  };
}

function field(name: string, text: string | null, o: QuoteOptions): string {
  if (text === null) return '';
  const quote = (): string => `"${text.replaceAll('"', '""')}"`;
  if (o.fields !== null) return o.fields.includes(name.toLowerCase()) ? quote() : text;
  if (o.kind === 'Always') return quote();
  if (o.kind === 'AsNeeded' && (text.includes(o.delimiter) || /["\n\r]/.test(text))) return quote();
  return text;
}

/** Names of the columns that an object gives. */
export function columnsOf(value: Value, ctx: NativeContext): string[] {
  const table = dictionaryOf(value);
  if (table !== null) return [...table.entries.values()].map((e) => methodText(e.key, ctx));
  if (value instanceof PSObject && value.base === undefined && value.instanceMembers === null) return [...value.shape.names];
  const members = listMembers(value, ctx).filter((m) => /^(Note|Alias|Script|Code)?Property$/.test(m.memberType) && !m.hidden);
  const own = members.filter((m) => m.memberType === 'NoteProperty');
  const native = members.filter((m) => m.memberType === 'Property');
  const extended = members.filter((m) => m.memberType !== 'NoteProperty' && m.memberType !== 'Property');
  return [...own, ...extended, ...native].map((m) => m.name);
}

/** The header line. */
export function headerLine(names: readonly string[], o: QuoteOptions): string {
  return names.map((name) => field(name, name, o)).join(o.delimiter);
}

/** The type's line of -IncludeTypeInformation. */
export function typeLine(value: Value): string {
  const [name] = typeHierarchy(value);
  return `#TYPE ${(name ?? '').replace(/^CSV:/, '')}`;
}

/** The line of one object. */
export function objectLine(value: Value, names: readonly string[], o: QuoteOptions, ctx: NativeContext): string {
  const table = dictionaryOf(value);
  return names
    .map((name) => {
      let v: Value | undefined;
      try {
        v = table !== null ? table.get(name) : findProperty(value, name, ctx);
      } catch (e) {
        if (!(e instanceof TerminatingError) && !isNetError(e)) throw e;
      }
      return field(name, v === undefined || v === null ? null : methodText(v, ctx), o);
    })
    .join(o.delimiter);
}

/** Parameters that the four share. */
export const DELIMITER = (sets: ParameterShort['sets'] & object): ParameterShort => ({
  type: 'char',
  notNull: true,
  sets,
  help: 'The character between fields.',
});
/** Parameters of the two that write. */
export const WRITE_PARAMETERS: Record<string, ParameterShort> = {
  IncludeTypeInformation: { type: 'switch', aliases: ['ITI'], help: 'A first line with the type of the objects.' },
  NoTypeInformation: { type: 'switch', aliases: ['NTI'], dontShow: true, help: 'No such line (the default).' },
  QuoteFields: { type: 'string[]', aliases: ['QF'], help: 'Columns to put in quotes.' },
  UseQuotes: { type: 'string', aliases: ['UQ'], validateSet: ['Never', 'Always', 'AsNeeded'], help: 'When fields are put in quotes.' },
  NoHeader: { type: 'switch', help: 'No line with the names of the columns.' },
};
