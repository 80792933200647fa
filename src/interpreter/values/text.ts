/** Values as text: PSObject.ToString (MshObject.cs) for casts and expansion, Object.ToString() for methods. */
import { ScriptBlock } from './code.ts';
import { PSArray, PSDictionaryEntry, PSHashtable, PSList } from './collections.ts';
import type { NativeContext } from './context.ts';
import { hooks } from './contextHooks.ts';
import { cultureRules } from './culture.ts';
import type { CultureName } from './dotnet/culture.ts';
import { Decimal } from './dotnet/decimal.ts';
import { doubleToPowerShellString, doubleToRoundTripString, singleToPowerShellString, singleToRoundTripString } from './dotnet/double.ts';
import { formatNumber } from './dotnet/numberFormat.ts';
import { enumerate } from './enumerate.ts';
import { enumValueText } from './enums.ts';
import { ErrorRecord, PSException } from './errors.ts';
import { HeapObject, type PSMember } from './heap.ts';
import { PSObject, SpelledNumber } from './object.ts';
import { callScriptMethod, findScriptMethods } from './scriptCalls.ts';
import { ScriptClass, ScriptEnumValue, ScriptObject } from './scriptClass.ts';
import { shortTypeName, typeHierarchy, typeNameOf } from './typeNames.ts';
import { findType } from './types/registry.ts';
import { EnumValue, isAutomationNull, PSChar, PSNumber, TypeValue, type Value } from './value.ts';

/** How numbers and dates are written: as PowerShell's conversions do (invariant, 15 digits) or as ToString() does (culture, round trip). */
type Style = 'cast' | 'method' | 'display';

/** A value's text as [string] makes it ($OFS between items, "@{a=1}" for custom objects). May call script code. */
export function toText(value: Value, ctx: NativeContext): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'number') return (value | 0) === value ? String(value) : doubleToPowerShellString(value);
  if (value === null) return '';
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  const brokered = brokeredText(value, ctx);
  if (brokered !== null) return brokered;
  if (value instanceof PSObject) {
    if (value.base === undefined) return customObjectText(value, ctx);
    return toText(value.base, ctx);
  }
  const items = enumerate(value);
  if (items !== null) return joinText(items, separator(ctx), ctx);
  return singleText(value, 'cast', ctx);
}

/** A value's text inside another's: collections and custom objects are not opened. */
export function itemText(value: Value, ctx: NativeContext): string {
  if (typeof value === 'string') return value;
  if (value === null) return '';
  if (typeof value === 'object') {
    const brokered = brokeredText(value, ctx);
    if (brokered !== null) return brokered;
    if (value instanceof SpelledNumber) return value.text;
    if (value instanceof PSObject) return value.base === undefined ? '' : itemText(value.base, ctx);
  }
  return singleText(value, 'cast', ctx);
}

/** $OFS, a space if it is not set. */
export function separator(ctx: NativeContext): string {
  const ofs = ctx.getVariable('OFS');
  if (ofs === undefined) return ' ';
  return typeof ofs === 'string'
    ? ofs
    : ofs === null
      ? ''
      : enumerate(ofs) === null
        ? toText(ofs, ctx)
        : (enumerate(ofs) ?? []).map((v) => itemText(v, ctx)).join(' ');
}

/** A single value's text as the console shows it: 15 digits like a cast, in the current culture. Collections as their type's name. */
export function displayText(value: Value, ctx: NativeContext): string {
  if (value !== null && typeof value === 'object') {
    const brokered = brokeredText(value, ctx);
    if (brokered !== null) return brokered;
    if (value instanceof PSObject) return value.base === undefined ? customObjectText(value, ctx) : displayText(value.base, ctx);
  }
  return singleText(value, 'display', ctx);
}

/** Items as text with a separator between. Asks the allocation account when long. */
export function joinText(items: readonly Value[], between: string, ctx: NativeContext): string {
  const parts: string[] = new Array(items.length);
  let length = 0;
  for (let i = 0; i < items.length; i++) {
    const item = items[i] as Value;
    const text = typeof item === 'string' ? item : itemText(item, ctx);
    parts[i] = text;
    length += text.length + between.length;
  }
  if (length > 100_000) ctx.allocate(length * 2);
  return parts.join(between);
}

/** A ToString that was added to the object or its type; null if there is none. */
function brokeredText(value: object, ctx: NativeContext): string | null {
  let member: PSMember | undefined;
  if (value instanceof HeapObject && value.instanceMembers !== null) member = value.instanceMembers.get('tostring');
  const typeMembers = hooks(ctx).typeMembers;
  if (member === undefined && typeMembers !== undefined) {
    for (const name of typeHierarchy(value)) {
      member = typeMembers.call(ctx, name.toLowerCase())?.get('tostring');
      if (member !== undefined) break;
    }
  }
  if (member === undefined || member.memberType !== 'ScriptMethod' || !(member.getter instanceof ScriptBlock)) return null;
  const output = ctx.call({ block: member.getter, args: [], thisValue: value });
  const result = output.length === 0 ? null : output.length === 1 ? (output[0] ?? null) : new PSArray(output);
  return result === null ? '' : methodText(result, ctx);
}

function customObjectText(object: PSObject, ctx: NativeContext): string {
  const parts: string[] = object.shape.names.map((name, i) => `${name}=${itemText(object.values[i] ?? null, ctx)}`);
  for (const member of object.instanceMembers?.values() ?? []) {
    if (member.hidden === true) continue;
    if (member.memberType === 'ScriptProperty') parts.push(`${member.name}=System.Management.Automation.PSScriptProperty`);
    else if (member.memberType === 'NoteProperty') parts.push(`${member.name}=${itemText((member.value ?? null) as Value, ctx)}`);
    else if (member.memberType === 'AliasProperty') {
      parts.push(`${member.name}=${itemText(object.get(member.referencedMember ?? '') ?? null, ctx)}`);
    }
  }
  return parts.length === 0 ? '' : `@{${parts.join('; ')}}`;
}

/** Object.ToString() of a value: what the method shows, in the current culture. */
export function methodText(value: Value, ctx: NativeContext): string {
  if (value instanceof PSObject) {
    const brokered = brokeredText(value, ctx);
    if (brokered !== null) return brokered;
    if (value instanceof SpelledNumber) return value.text;
    return value.base === undefined ? customObjectText(value, ctx) : methodText(value.base, ctx);
  }
  return singleText(value, 'method', ctx);
}

/** A single value as the formatter shows it: as a cast makes it, but in the current culture (PSObject.ToString with a provider). */
export function shownText(value: Value, ctx: NativeContext): string {
  return singleText(value, 'cast', ctx, cultureRules(ctx.culture));
}

function singleText(
  value: Value,
  style: Style,
  ctx: NativeContext,
  culture: CultureName = style === 'cast' ? 'iv' : cultureRules(ctx.culture),
): string {
  switch (typeof value) {
    case 'string':
      return value;
    case 'boolean':
      return value ? 'True' : 'False';
    case 'number':
      if ((value | 0) === value) return String(value);
      return style === 'method' ? doubleToRoundTripString(value, culture) : doubleToPowerShellString(value, culture);
  }
  if (value === null || isAutomationNull(value)) return '';
  if (value instanceof PSNumber) return boxedNumberText(value, style, culture);
  if (value instanceof Decimal) return formatNumber('Decimal', value, '', culture);
  if (value instanceof PSChar) return String.fromCharCode(value.code);
  if (value instanceof EnumValue || value instanceof ScriptEnumValue) return enumValueText(value);
  if (value instanceof TypeValue) return style === 'method' ? value.name : shortTypeName(value.name);
  if (value instanceof ScriptClass) return value.name;
  if (value instanceof ScriptBlock) return value.text;
  if (value instanceof ErrorRecord) return errorRecordText(value);
  if (value instanceof PSException) return exceptionText(value, ctx);
  if (value instanceof ScriptObject) return scriptObjectText(value, style, ctx);
  if (value instanceof PSArray || value instanceof PSList || value instanceof PSHashtable) return typeNameOf(value);
  if (value instanceof PSDictionaryEntry) {
    return `[${singleText(value.key, 'method', ctx)}, ${singleText(value.value, 'method', ctx)}]`;
  }
  const name = typeNameOf(value);
  const shape = findType(name);
  if (shape?.textIn !== undefined) return shape.textIn(value, culture, ctx);
  return shape?.toText?.(value, ctx) ?? machineText(value) ?? name;
}

/** Text of the machine's objects, known here by their fields only. */
function machineText(value: object): string | undefined {
  const named = value as { name?: unknown; commandType?: unknown };
  return named.commandType !== undefined && typeof named.name === 'string' ? named.name : undefined;
}

function boxedNumberText(value: PSNumber, style: Style, culture: CultureName): string {
  const n = value.value;
  if (typeof n === 'number' && value.kind === 'Double')
    return style === 'method' ? doubleToRoundTripString(n, culture) : doubleToPowerShellString(n, culture);
  if (typeof n === 'number' && value.kind === 'Single')
    return style === 'method' ? singleToRoundTripString(n, culture) : singleToPowerShellString(n, culture);
  return String(n);
}

function scriptObjectText(value: ScriptObject, style: Style, ctx: NativeContext): string {
  const methods = findScriptMethods(value.type, 'tostring', false).filter((m) => m.parameters.length === 0);
  const method = methods[0];
  if (method !== undefined) {
    const result = callScriptMethod(method, value, [], ctx);
    return result === null ? '' : singleText(result, style, ctx);
  }
  if (value.base instanceof PSException) return exceptionText(value.base, ctx);
  return value.type.name;
}

/** ErrorRecord.ToString(): the details' message, else the exception's. */
export function errorRecordText(record: ErrorRecord): string {
  if (record.details !== null && record.details !== '') return record.details;
  return record.exception.message !== '' ? record.exception.message : record.exception.typeName;
}

/** Exception.ToString() as far as it does not depend on .NET's own stack. */
export function exceptionText(e: PSException, ctx: NativeContext): string {
  const own = e.script !== null && !(e.script instanceof PSException) ? typeNameOf(e.script) : e.typeName;
  let text = e.message === '' ? own : `${own}: ${e.message}`;
  if (e.inner !== null) text += `\n ---> ${exceptionText(e.inner, ctx)}\n   --- End of inner exception stack trace ---`;
  return text;
}
