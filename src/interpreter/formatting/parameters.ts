/** Parameters of Format-* cmdlets: properties, also calculated ones. Behaviour: PowerShell's MshParameter.cs, BaseFormattingCommandParameters.cs. */
import { ScriptBlock } from '../values/code.ts';
import { PSArray, PSHashtable } from '../values/collections.ts';
import { isTrue } from '../values/convert.ts';
import { fail, type TerminatingError } from '../values/errors.ts';
import { typeNameOf, unwrap } from '../values/typeNames.ts';
import type { Value } from '../values/value.ts';
import { type Expression, property } from './expressions.ts';
import type { Alignment } from './packets.ts';

/** A property as given to a Format-* cmdlet. Plain data. */
export interface CalculatedProperty {
  expression: Expression;
  label: string | null;
  width: number | null;
  alignment: Alignment | null;
  format: string | null;
  depth: number | null;
}

/** All parameters of a Format-* cmdlet. Plain data. */
export interface FormatParameters {
  properties: CalculatedProperty[];
  groupBy: CalculatedProperty | null;
  view: string;
  force: boolean;
  /** null = as the view says. */
  autosize: boolean | null;
  repeatHeader: boolean;
  hideHeaders: boolean | null;
  wrap: boolean | null;
  showError: boolean;
  displayError: boolean;
  expand: 'CoreOnly' | 'EnumOnly' | 'Both' | null;
  /** Format-Wide -Column; null = not given. */
  columns: number | null;
  /** Format-Custom -Depth. */
  depth: number;
}

/** Which keys a calculated property may have, per cmdlet. */
export type PropertyKind = 'table' | 'list' | 'wide' | 'custom' | 'groupBy';

interface KeyDefinition {
  name: string;
  also: string[];
  types: string[];
}

const STRING = 'System.String';
const KEYS: Record<string, KeyDefinition> = {
  expression: { name: 'expression', also: [], types: [STRING, 'System.Management.Automation.ScriptBlock'] },
  formatString: { name: 'formatString', also: [], types: [STRING] },
  width: { name: 'width', also: [], types: ['System.Int32'] },
  alignment: { name: 'alignment', also: [], types: [STRING] },
  label: { name: 'label', also: ['name'], types: [STRING] },
  depth: { name: 'depth', also: [], types: ['System.Int32'] },
};

const ALLOWED: Record<PropertyKind, string[]> = {
  table: ['expression', 'formatString', 'width', 'alignment', 'label'],
  list: ['expression', 'formatString', 'label'],
  wide: ['expression', 'formatString'],
  custom: ['expression', 'depth'],
  groupBy: ['expression', 'formatString', 'label'],
};

function wrong(id: string, message: string): TerminatingError {
  return fail(id, 'InvalidArgument', 'Specified method is not supported.', { typeName: 'System.NotSupportedException', details: message });
}

function startsName(key: string, name: string): boolean {
  return name.toLowerCase().startsWith(key.toLowerCase());
}

function matchKey(key: string, kind: PropertyKind): KeyDefinition {
  const definitions = ALLOWED[kind].map((name) => KEYS[name] as KeyDefinition);
  const found = definitions.filter((d) => startsName(key, d.name) || d.also.some((name) => startsName(key, name)));
  const [first, second] = found;
  if (first === undefined) throw wrong('DictionaryKeyIllegal', `The ${key} key is not valid.`);
  if (second !== undefined)
    throw wrong('DictionaryKeyAmbiguous', `The ${key} key is ambiguous; ${first.name} and ${second.name} conflict.`);
  return first;
}

function checkedEntries(table: PSHashtable, kind: PropertyKind): Map<string, Value> {
  const entries = new Map<string, Value>();
  for (const { key, value } of table.entries.values()) {
    if (typeof key !== 'string') {
      const type = typeNameOf(key).replace(/^.*\./, '');
      throw wrong('DictionaryKeyNonString', `The ${type} key type is not valid. The key must be a string.`);
    }
    const definition = matchKey(key, kind);
    if (entries.has(definition.name))
      throw wrong('DictionaryKeyDuplicate', `The duplicated key "${key}" conflicts with "${definition.name}".`);
    if (value === null) throw wrong('DictionaryKeyMissingValue', `The ${key} key has no value.`);
    const base = unwrap(value);
    const type = typeNameOf(base);
    if (!definition.types.includes(type)) {
      const many = definition.types.length > 1;
      const expected = many ? `expected types are {${definition.types.join(', ')}}` : `expected type is ${definition.types[0]}`;
      throw wrong(
        many ? 'DictionaryKeyIllegalValue1' : 'DictionaryKeyIllegalValue2',
        `The "${key}" key has a type, ${type}, that is not valid; ${expected}.`,
      );
    }
    entries.set(definition.name, base);
  }
  return entries;
}

function expressionOf(value: Value, inTable: boolean): Expression {
  if (value instanceof ScriptBlock) return { kind: 'script', block: value };
  const name = String(value);
  if (name === '') {
    throw inTable
      ? wrong('ExpressionEmptyString1', 'The "expression" key cannot have an empty string value.')
      : wrong('ExpressionEmptyString2', 'An empty string value is not allowed.');
  }
  return property(name);
}

function alignmentOf(text: string): Alignment {
  const found = text === '' ? undefined : (['left', 'center', 'right'] as const).find((name) => startsName(text, name));
  if (found !== undefined) return found;
  throw wrong('AlignmentIllegalValue', `The value "${text}" for key "alignment" is not valid; valid values are {left, center, right}.`);
}

function fromTable(table: PSHashtable, kind: PropertyKind): CalculatedProperty {
  const entries = checkedEntries(table, kind);
  const source = entries.get('expression');
  if (source === undefined) throw wrong('DictionaryKeyMandatoryEntry', 'A mandatory entry for expression is missing.');
  const expression = expressionOf(source, true);
  const format = entries.get('formatString');
  if (format === '') throw wrong('FormatStringEmpty', 'Cannot have an empty formatting string for key "formatString".');
  const width = entries.get('width');
  if (typeof width === 'number' && width <= 0) {
    throw wrong('WidthOutOfRange', `The value "${width}" for key "width" should be greater than 0.`);
  }
  const alignment = entries.get('alignment');
  const label = entries.get('label');
  const depth = entries.get('depth');
  return {
    expression,
    label: typeof label === 'string' ? label : null,
    width: typeof width === 'number' ? width : null,
    alignment: typeof alignment === 'string' ? alignmentOf(alignment) : null,
    format: typeof format === 'string' ? format : null,
    depth: typeof depth === 'number' ? depth : null,
  };
}

/** One property: a name, a block or a table. Throws what PowerShell throws for anything else. */
export function parseProperty(value: Value, kind: PropertyKind): CalculatedProperty {
  const base = unwrap(value);
  if (base instanceof PSHashtable) return fromTable(base, kind);
  if (typeof base !== 'string' && !(base instanceof ScriptBlock)) {
    const types = '{System.String, System.Management.Automation.ScriptBlock}';
    throw wrong(
      'DictionaryKeyUnknownType',
      base === null
        ? `The value of a parameter was null; one of the following types was expected: ${types}.`
        : `Cannot convert ${typeNameOf(base)} to one of the following types ${types}.`,
    );
  }
  return { expression: expressionOf(base, false), label: null, width: null, alignment: null, format: null, depth: null };
}

/** The properties of -Property. */
export function parseProperties(value: Value | undefined, kind: PropertyKind): CalculatedProperty[] {
  if (value === undefined || value === null) return [];
  const items = value instanceof PSArray ? value.items : [value];
  return items.map((item) => parseProperty(item, kind));
}

/** What the cmdlets read their common parameters from. */
export interface ParameterSource {
  readonly params: Readonly<Record<string, Value | undefined>>;
  isBound(name: string): boolean;
  isOn(name: string): boolean;
}

/** Parameters common to all Format-* cmdlets. Throws if -View and -Property are both given. */
export function commonParameters(source: ParameterSource, kind: Exclude<PropertyKind, 'groupBy'>): FormatParameters {
  const { params } = source;
  const properties = parseProperties(params.Property, kind);
  const view = typeof params.View === 'string' ? params.View : '';
  if (view !== '' && properties.length > 0) {
    throw fail('FormatCannotSpecifyViewAndProperty', 'InvalidArgument', 'Found invalid data while decoding.', {
      typeName: 'System.IO.InvalidDataException',
      details: 'Cmdlet parameters View and Property are mutually exclusive.',
    });
  }
  const groupBy = params.GroupBy;
  const expand = typeof params.Expand === 'string' ? params.Expand.toLowerCase() : '';
  const flag = (name: string): boolean | null => (source.isBound(name) ? isTrue(params[name] ?? null) : null);
  return {
    properties,
    groupBy: groupBy === undefined || groupBy === null ? null : parseProperty(groupBy, 'groupBy'),
    view,
    force: source.isOn('Force'),
    autosize: flag('AutoSize'),
    repeatHeader: source.isOn('RepeatHeader'),
    hideHeaders: flag('HideTableHeaders'),
    wrap: flag('Wrap'),
    showError: source.isOn('ShowError'),
    displayError: source.isOn('DisplayError'),
    expand: (['CoreOnly', 'EnumOnly', 'Both'] as const).find((name) => name.toLowerCase() === expand) ?? null,
    columns: typeof params.Column === 'number' ? params.Column : null,
    depth: typeof params.Depth === 'number' ? params.Depth : 5,
  };
}
