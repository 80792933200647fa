/** Values from the wire (serialization.cs, RemoteHostEncoder.cs). Pure: needs no machine. */

import { InformationRecord, MessageRecord } from '../../interpreter/machine/streams.ts';
import { PSArray, PSHashtable, PSList } from '../../interpreter/values/collections.ts';
import { Guid } from '../../interpreter/values/dotnet/guid.ts';
import { type ErrorCategory, ErrorRecord, PSException } from '../../interpreter/values/errors.ts';
import { HeapObject, snapshotClassByName } from '../../interpreter/values/heap.ts';
import { customObject, PSObject, shapeOf } from '../../interpreter/values/object.ts';
import { setTypeNames } from '../../interpreter/values/typeNames.ts';
import { PSCredential, PSSecureString } from '../../interpreter/values/types/powershellTypes.ts';
import { PSChar, PSNumber, type Value } from '../../interpreter/values/value.ts';
import '../../interpreter/values/types/uriValue.ts';
import { RemoteText } from '../../interpreter/values/remoteText.ts';
import type { WireValue } from '../protocol.ts';
import type { Wire, WireError, WireObject } from './wire.ts';

/** Where values come from: what is added to them on arrival. */
export interface Source {
  computerName: string;
  /** The session's instance id. */
  runspaceId: string;
  hideComputerName: boolean;
}

/** A value as it arrives, without the properties of its origin. */
export function deserialize(wire: WireValue): Value {
  return read(wire as Wire);
}

function read(wire: Wire): Value {
  if (typeof wire !== 'object' || wire === null) return wire;
  switch (wire.t) {
    case 'number':
      return new PSNumber(wire.k, wire.v);
    case 'char':
      return new PSChar(wire.v);
    case 'bigint':
      return new PSNumber('BigInteger', wire.v);
    case 'value':
      return liveValue(wire);
    case 'bytes':
      return new PSArray(
        wire.v.map((b) => new PSNumber('Byte', b)),
        'System.Byte',
      );
    case 'secret': {
      const secret = new PSSecureString(wire.v);
      return wire.u === null ? secret : new PSCredential(wire.u, secret);
    }
    case 'list': {
      const list = new PSList(wire.v.map(read), wire.k, wire.k === 'ArrayList' ? 'System.Object' : '');
      setTypeNames(list, wire.n);
      return list;
    }
    case 'table': {
      const table = new PSHashtable(wire.k, wire.i);
      for (const [key, value] of wire.v) table.set(read(key), read(value));
      setTypeNames(table, wire.n);
      return table;
    }
    case 'enum': {
      const object = new PSObject(shapeOf(['Value']), [wire.x], wire.v, wire.n);
      object.typeNamesOnly = true;
      return object;
    }
    case 'bag': {
      const object = new PSObject(
        shapeOf(wire.p.map(([name]) => name)),
        wire.p.map(([, value]) => read(value)),
        wire.x === null ? undefined : new RemoteText(wire.x),
        wire.n,
      );
      object.typeNamesOnly = true;
      return object;
    }
    case 'with': {
      const base = read(wire.b);
      if (base instanceof HeapObject && !(base instanceof PSObject)) {
        base.instanceMembers ??= new Map();
        for (const [name, value] of wire.p)
          base.instanceMembers.set(name.toLowerCase(), { name, memberType: 'NoteProperty', value: read(value) });
        return base;
      }
      const object = base instanceof PSObject ? base : new PSObject(shapeOf([]), [], base);
      for (const [name, value] of wire.p) object.set(name, read(value));
      return object;
    }
    case 'error':
      return deserializeError(wire, null);
    case 'message':
      return new MessageRecord(wire.k, wire.x);
    case 'information': {
      const record = new InformationRecord(informationData(wire.d), wire.s, wire.at, [...wire.tags]);
      record.user = wire.user;
      record.computer = wire.computer;
      return record;
    }
  }
}

/** Write-Host's data is plain text with two colours: it crosses as such. */
function informationData(wire: Wire): Value {
  return read(wire);
}

function liveValue(wire: Extract<WireObject, { t: 'value' }>): Value {
  const entry = snapshotClassByName(wire.c);
  // values only, and none that could run: what comes is another machine's word
  if (entry === undefined || entry.kind !== 'value' || entry.name === 'Code' || entry.name === 'SourceText') return null;
  const value = Object.create(entry.ctor.prototype) as Record<string, unknown>;
  for (const [name, field] of Object.entries(wire.f)) {
    value[name] = typeof field === 'object' && field !== null && field.t === 'bigint' ? field.v : read(field);
  }
  for (const name of entry.transient) value[name] = null;
  return value;
}

/** An error as a RemotingErrorRecord; `source` null = origin not known. */
export function deserializeError(wire: WireError, source: Source | null): ErrorRecord {
  const exception = new PSException('System.Management.Automation.RemoteException', wire.message);
  exception.properties.set('SerializedRemoteException', read(wire.exception));
  exception.properties.set('SerializedRemoteInvocationInfo', null);
  exception.thrownByScript = wire.thrown;
  const record = new ErrorRecord(exception, wire.id, wire.category as ErrorCategory, read(wire.target));
  exception.errorRecord = record;
  record.fullyQualifiedErrorId = wire.fqid;
  record.activity = wire.activity;
  record.reason = wire.reason;
  record.targetName = wire.targetName;
  record.targetType = wire.targetType;
  record.details = wire.details;
  record.recommendedAction = wire.recommended;
  record.scriptStackTrace = wire.stack;
  if (source !== null) {
    record.origin = { computerName: source.computerName, runspaceId: source.runspaceId };
    const origin = customObject(
      [
        ['PSComputerName', source.computerName],
        ['RunspaceID', Guid.tryParse(source.runspaceId) ?? Guid.EMPTY],
        ['InstanceID', Guid.EMPTY],
      ],
      ['System.Management.Automation.Remoting.OriginInfo'],
    );
    record.instanceMembers = new Map([['origininfo', { name: 'OriginInfo', memberType: 'NoteProperty', value: origin }]]);
    setTypeNames(record, [
      'System.Management.Automation.Runspaces.RemotingErrorRecord',
      'System.Management.Automation.ErrorRecord',
      'System.Object',
    ]);
  }
  return record;
}

/** An output object with PSComputerName, RunspaceId and PSShowComputerName; `$null` gets none. */
export function arrivedOutput(wire: WireValue, source: Source): Value {
  const value = read(wire as Wire);
  if (value === null) return null;
  const id = Guid.tryParse(source.runspaceId) ?? Guid.EMPTY;
  if (value instanceof HeapObject && !(value instanceof PSObject)) {
    value.instanceMembers ??= new Map();
    const add = (name: string, v: Value, replace: boolean): void => {
      const lower = name.toLowerCase();
      if (!replace && value.instanceMembers?.has(lower)) return;
      value.instanceMembers?.delete(lower);
      value.instanceMembers?.set(lower, { name, memberType: 'NoteProperty', value: v });
    };
    add('PSComputerName', source.computerName, true);
    add('RunspaceId', id, true);
    add('PSShowComputerName', !source.hideComputerName, false);
    return value;
  }
  const object = value instanceof PSObject ? value : new PSObject(shapeOf([]), [], value);
  object.remove('PSComputerName');
  object.remove('RunspaceId');
  object.set('PSComputerName', source.computerName);
  object.set('RunspaceId', id);
  if (object.get('PSShowComputerName') === undefined) object.set('PSShowComputerName', !source.hideComputerName);
  return object;
}
