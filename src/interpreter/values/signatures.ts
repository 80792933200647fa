/** Signatures of methods in Get-Member's form, taken apart. */
import type { MethodOverload } from './descriptor.ts';
import { canonicalName, findType, registryVersion } from './types/registry.ts';
import { EnumValue, type Value } from './value.ts';

/** One parameter of a method. */
export interface Parameter {
  name: string;
  /** Canonical full name; generic parameters count as System.Object. */
  type: string;
  isParams: boolean;
  /** `ref` and `out`. */
  isRef: boolean;
  isOptional: boolean;
  /** Value of an optional parameter that is not given. */
  defaultValue: Value;
}

/** A parsed signature. */
export interface Signature {
  name: string;
  /** Canonical name of the return type; 'System.Void' for none. */
  returns: string;
  parameters: Parameter[];
  hasParams: boolean;
  optionals: number;
}

let parsedSignatures = new WeakMap<MethodOverload, Signature>();
let parsedVersion = -1;

/** Parses an overload's signature; remembered until types are registered. */
export function parseSignature(overload: MethodOverload): Signature {
  if (parsedVersion !== registryVersion()) {
    parsedSignatures = new WeakMap();
    parsedVersion = registryVersion();
  }
  let signature = parsedSignatures.get(overload);
  if (signature === undefined) {
    signature = parse(overload.signature);
    parsedSignatures.set(overload, signature);
  }
  return signature;
}

/** Splits at commas outside brackets. */
function splitTop(text: string): string[] {
  const parts: string[] = [];
  let depth = 0;
  let from = 0;
  for (let i = 0; i < text.length; i++) {
    const c = text[i];
    if (c === '[') depth++;
    else if (c === ']') depth--;
    else if (c === ',' && depth === 0) {
      parts.push(text.slice(from, i));
      from = i + 1;
    }
  }
  const last = text.slice(from);
  if (last.trim() !== '') parts.push(last);
  return parts;
}

/** Canonical name of a type as a signature writes it. Unknown names of one capital word are generic parameters. */
function typeOf(text: string): string {
  const name = canonicalName(text);
  if (name !== undefined) return name;
  const array = /^(T[A-Za-z]*\d*|V|K)((?:\[,*\])*)$/.exec(text);
  if (array !== null) return `System.Object${array[2] ?? ''}`;
  return text;
}

const DEFAULTS: Record<string, Value> = { null: null, true: true, false: false };

function parse(text: string): Signature {
  const open = text.indexOf('(');
  const head = (open < 0 ? text : text.slice(0, open)).trim().replace(/^static\s+/, '');
  const space = head.lastIndexOf(' ');
  const name = head.slice(space + 1).replace(/\[.*$/, '');
  const returnText = space < 0 ? 'void' : head.slice(0, space).trim();
  const parameters = open < 0 ? [] : splitTop(text.slice(open + 1, text.lastIndexOf(')'))).map(parseParameter);
  return {
    name,
    returns: typeOf(returnText),
    parameters,
    hasParams: parameters[parameters.length - 1]?.isParams === true,
    optionals: parameters.filter((p) => p.isOptional).length,
  };
}

/** An enum's member as a default value: `System.StringSplitOptions.None`. */
function enumDefault(literal: string): Value {
  const dot = literal.lastIndexOf('.');
  const shape = findType(literal.slice(0, dot));
  const n = shape?.enumNames?.[literal.slice(dot + 1)];
  return n === undefined || shape === undefined ? null : new EnumValue(shape.name, n);
}

function parseParameter(text: string): Parameter {
  const equals = text.indexOf('=');
  const declared = (equals < 0 ? text : text.slice(0, equals)).trim();
  let defaultValue: Value = null;
  if (equals >= 0) {
    const literal = text.slice(equals + 1).trim();
    const quoted = /^'(.*)'$/.exec(literal);
    if (quoted !== null) defaultValue = quoted[1] ?? '';
    else if (literal in DEFAULTS) defaultValue = DEFAULTS[literal] ?? null;
    else if (/^[A-Z]/.test(literal)) defaultValue = enumDefault(literal);
    else defaultValue = Number(literal);
  }
  const modifier = /^(params|ref|out|in)\s+/i.exec(declared);
  const rest = modifier === null ? declared : declared.slice(modifier[0].length);
  const space = rest.lastIndexOf(' ');
  return {
    name: space < 0 ? '' : rest.slice(space + 1),
    type: typeOf((space < 0 ? rest : rest.slice(0, space)).replace(/\s+/g, '').replace(/^\[ref\]/, '')),
    isParams: modifier?.[1]?.toLowerCase() === 'params',
    isRef: modifier?.[1] === 'ref' || modifier?.[1] === 'out' || rest.startsWith('[ref]'),
    isOptional: equals >= 0,
    defaultValue,
  };
}
