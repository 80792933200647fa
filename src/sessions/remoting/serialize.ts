/**
 * Values to the wire, as PowerShell's remoting serializes them (serialization.cs, depth 1): primitives live, collections as lists, objects
 * as bags of their properties with type names prefixed and their ToString kept. May call script code (ScriptProperty, ToString of
 * classes), so it runs in a cmdlet's phase.
 */

import { InformationRecord, MessageRecord } from '../../interpreter/machine/streams.ts';
import { ScriptBlock } from '../../interpreter/values/code.ts';
import { PSArray, PSHashtable, PSList } from '../../interpreter/values/collections.ts';
import type { NativeContext } from '../../interpreter/values/context.ts';
import { toText } from '../../interpreter/values/convert.ts';
import { PSCulture } from '../../interpreter/values/culture.ts';
import { DateTime } from '../../interpreter/values/dotnet/datetime.ts';
import { Decimal } from '../../interpreter/values/dotnet/decimal.ts';
import { Guid } from '../../interpreter/values/dotnet/guid.ts';
import { TimeSpan } from '../../interpreter/values/dotnet/timespan.ts';
import { Version } from '../../interpreter/values/dotnet/version.ts';
import { enumerate } from '../../interpreter/values/enumerate.ts';
import { enumNumber, enumValueText } from '../../interpreter/values/enums.ts';
import { ErrorRecord, fail, PSException, TerminatingError } from '../../interpreter/values/errors.ts';
import { HeapObject, snapshotClassOf } from '../../interpreter/values/heap.ts';
import { getProperty, listMembers } from '../../interpreter/values/members.ts';
import { PSObject } from '../../interpreter/values/object.ts';
import { RemoteText } from '../../interpreter/values/remoteText.ts';
import { Switch } from '../../interpreter/values/switch.ts';
import { simpleTypeName, typeHierarchy, typeNameOf } from '../../interpreter/values/typeNames.ts';
import { PSCredential, PSSecureString } from '../../interpreter/values/types/powershellTypes.ts';
import { isAutomationNull, PSChar, PSNumber, type Value } from '../../interpreter/values/value.ts';
import type { Wire, WireError, WireProperties } from './wire.ts';

/** Remoting serializes one level of an object's properties. */
const DEPTH = 1;
/** Deepest nesting of elements; past it the receiver of a PowerShell refuses the XML. */
const NESTING = 50;
const PREFIX = 'Deserialized.';

/** Immutable values that cross alive. */
const LIVE: readonly unknown[] = [DateTime, TimeSpan, Guid, Version, Decimal, Switch, PSCulture];
/** The same by type name, for types that live in rooms of their own. */
const LIVE_TYPES = new Set(['System.Uri', 'System.Net.IPAddress']);

/** Type names as they arrive: each with the prefix, once. */
export function deserializedNames(names: readonly string[]): string[] {
  return names.map((n) => (n.startsWith(PREFIX) ? n : PREFIX + n));
}

/** A value of the output or of an argument. Throws TerminatingError for nesting over 50 levels. */
export function serialize(value: Value, ctx: NativeContext): Wire {
  return write(value, ctx, DEPTH, 0);
}

function write(value: Value, ctx: NativeContext, depth: number, nesting: number): Wire {
  if (typeof value !== 'object') return value;
  if (value === null || isAutomationNull(value)) return null;
  if (nesting > NESTING)
    throw fail('JobFailure', 'OperationStopped', 'Serialized XML is nested too deeply. Line 1, position 1.', {
      typeName: 'System.Management.Automation.Remoting.PSRemotingTransportException',
    });
  if (value instanceof PSObject && value.base !== undefined && !(value.base instanceof RemoteText))
    return decorated(value, ctx, depth, nesting);
  const simple = primitive(value, ctx);
  if (simple !== undefined) return simple;
  const added = addedProperties(value, ctx, nesting);
  return added.length === 0 ? container(value, ctx, depth, nesting) : { t: 'with', b: container(value, ctx, depth, nesting), p: added };
}

/** Properties that were added to a collection or another value without identity (Add-Member); what methods are there is lost. */
function addedProperties(value: object, ctx: NativeContext, nesting: number): WireProperties {
  const properties: WireProperties = [];
  if (!(value instanceof HeapObject) || value.instanceMembers === null) return properties;
  if (
    !(
      value instanceof PSArray ||
      value instanceof PSList ||
      value instanceof PSHashtable ||
      (value instanceof PSObject && value.base !== undefined)
    )
  )
    return properties;
  for (const member of value.instanceMembers.values()) {
    if (member.hidden === true || !/Property$/.test(member.memberType)) continue;
    properties.push([member.name, write(getProperty(value, member.name, ctx), ctx, 0, nesting + 1)]);
  }
  return properties;
}

function container(value: object, ctx: NativeContext, depth: number, nesting: number): Wire {
  if (value instanceof PSHashtable) {
    const names = deserializedNames(typeHierarchy(value));
    const entries = [...value.entries.values()].map((e): [Wire, Wire] => [
      write(e.key, ctx, 0, nesting + 1),
      write(e.value, ctx, depth, nesting + 1),
    ]);
    const ordered = value.kind === 'OrderedDictionary';
    return {
      t: 'table',
      k: ordered ? 'OrderedDictionary' : 'Hashtable',
      i: value.ignoreCase,
      n: ordered ? deserializedNames(['System.Collections.Specialized.OrderedDictionary', 'System.Object']) : names,
      v: entries,
    };
  }
  if (value instanceof PSArray || value instanceof PSList) {
    if (value instanceof PSList && (value.kind === 'HashSet' || value.kind === 'LinkedList')) return bag(value, ctx, depth, nesting);
    if (value instanceof PSArray && value.elementType === 'System.Byte' && value.lengths === null)
      return { t: 'bytes', v: value.items.map((b) => Number((b as PSNumber).value)) };
    const kind = value instanceof PSList && (value.kind === 'Stack' || value.kind === 'Queue') ? value.kind : 'ArrayList';
    return {
      t: 'list',
      k: kind,
      n: deserializedNames(typeHierarchy(value)),
      v: value.items.map((v) => write(v, ctx, depth, nesting + 1)),
    };
  }
  if (value instanceof PSObject) return bag(value, ctx, depth, nesting);
  // what is too deep is its text
  if (depth <= 0) return textOf(value, ctx);
  const items = enumerate(value);
  if (items !== null && !(value instanceof PSException))
    return {
      t: 'list',
      k: 'ArrayList',
      n: deserializedNames(typeHierarchy(value)),
      v: items.map((v) => write(v, ctx, depth, nesting + 1)),
    };
  return bag(value, ctx, depth, nesting);
}

/** Values that stand for themselves; undefined for all others. */
function primitive(value: object, ctx: NativeContext): Wire | undefined {
  if (value instanceof PSNumber) return value.kind === 'BigInteger' ? undefined : { t: 'number', k: value.kind, v: value.value };
  if (value instanceof PSChar) return { t: 'char', v: value.code };
  if (value instanceof ScriptBlock) return value.text;
  if (value instanceof PSSecureString) return { t: 'secret', u: null, v: value.text };
  if (value instanceof PSCredential && !value.network) return { t: 'secret', u: value.userName, v: value.password.text };
  const number = enumNumber(value);
  if (number !== undefined) {
    const names = deserializedNames(typeHierarchy(value));
    return { t: 'enum', n: names, v: Number(number), x: enumValueText(value) };
  }
  if (LIVE.includes(value.constructor) || LIVE_TYPES.has(typeNameOf(value))) {
    const entry = snapshotClassOf(value);
    if (entry !== undefined && entry.kind === 'value') {
      const fields: Record<string, Wire> = {};
      for (const [name, field] of Object.entries(value)) {
        if (entry.transient.includes(name)) continue;
        fields[name] = typeof field === 'bigint' ? { t: 'bigint', v: field } : write(field as Value, ctx, 0, 0);
      }
      return { t: 'value', c: entry.name, f: fields };
    }
  }
  return undefined;
}

/** Note properties of a wrapper, and the value in it. */
function decorated(value: PSObject, ctx: NativeContext, depth: number, nesting: number): Wire {
  const base = write(value.base as Value, ctx, depth, nesting);
  const properties: WireProperties = value.shape.names.map((name, i) => [name, write(value.values[i] as Value, ctx, 0, nesting + 1)]);
  properties.push(...addedProperties(value, ctx, nesting));
  if (properties.length === 0) return base;
  return typeof base === 'object' && base !== null && base.t === 'bag'
    ? { ...base, p: [...base.p.filter(([n]) => !value.shape.index.has(n.toLowerCase())), ...properties] }
    : { t: 'with', b: base, p: properties };
}

function textOf(value: Value, ctx: NativeContext): string {
  try {
    return toText(value, ctx);
  } catch (error) {
    // a ToString that fails is serialized as nothing
    if (error instanceof TerminatingError) return '';
    throw error;
  }
}

/** An object as its properties. */
function bag(value: object, ctx: NativeContext, depth: number, nesting: number): Wire {
  const custom = value instanceof PSObject && value.base === undefined;
  const inner = custom ? depth : depth - 1;
  const properties: WireProperties = [];
  if (custom && value.instanceMembers === null) {
    value.shape.names.forEach((name, i) => {
      properties.push([name, write(value.values[i] as Value, ctx, inner, nesting + 1)]);
    });
  } else {
    for (const member of listMembers(value, ctx)) {
      if (!/Property$/.test(member.memberType) || member.memberType === 'ParameterizedProperty' || !member.isGettable || member.hidden)
        continue;
      let property: Value = null;
      try {
        property = getProperty(value, member.name, ctx);
      } catch (error) {
        // a property that can't be read is left out
        if (!(error instanceof TerminatingError)) throw error;
        continue;
      }
      properties.push([member.name, write(property, ctx, inner, nesting + 1)]);
    }
  }
  return { t: 'bag', n: deserializedNames(typeHierarchy(value)), x: custom ? null : textOf(value, ctx), p: properties };
}

/** A record of the error stream, or what ended a command. */
export function serializeError(record: ErrorRecord, ctx: NativeContext): WireError {
  const { exception } = record;
  const target = record.targetObject;
  const targetName = record.targetName !== '' ? record.targetName : target === null ? '' : textOf(target, ctx);
  return {
    t: 'error',
    message: exception.message,
    type: exception.typeName,
    thrown: exception.thrownByScript,
    exception: {
      t: 'bag',
      n: deserializedNames([exception.typeName, 'System.Exception', 'System.Object']),
      x: exception.message,
      p: [['Message', exception.message]],
    },
    id: record.errorId,
    fqid: record.fullyQualifiedErrorId,
    category: record.category,
    activity: record.activity !== '' ? record.activity : (record.invocationInfo?.commandName ?? ''),
    reason: record.reason !== '' ? record.reason : simpleTypeName(exception.typeName),
    targetName,
    targetType: record.targetType !== '' ? record.targetType : target === null ? '' : simpleTypeName(typeNameOf(target)),
    target: target === null ? null : write(target, ctx, DEPTH, 0),
    details: record.details,
    recommended: record.recommendedAction,
    stack: record.scriptStackTrace,
  };
}

/** A record of any other stream than the output and progress. */
export function serializeRecord(value: Value, ctx: NativeContext): Wire {
  if (value instanceof ErrorRecord) return serializeError(value, ctx);
  if (value instanceof MessageRecord) return { t: 'message', k: value.kind, x: value.message };
  if (value instanceof InformationRecord) {
    return {
      t: 'information',
      d: write(value.messageData, ctx, DEPTH, 0),
      s: value.source,
      at: value.timeGenerated,
      tags: [...value.tags],
      user: value.user,
      computer: value.computer,
    };
  }
  return serialize(value, ctx);
}
