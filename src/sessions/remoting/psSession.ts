/** System.Management.Automation.Runspaces.PSSession: what a client holds of a session. No port, no promise: ids and a cached state. */
import { PSHashtable } from '../../interpreter/values/collections.ts';
import type { NativeContext } from '../../interpreter/values/context.ts';
import { DateTime } from '../../interpreter/values/dotnet/datetime.ts';
import { Guid } from '../../interpreter/values/dotnet/guid.ts';
import { TimeSpan } from '../../interpreter/values/dotnet/timespan.ts';
import { HeapObject, snapshotClass, touch } from '../../interpreter/values/heap.ts';
import { customObject } from '../../interpreter/values/object.ts';
import { findType, registerType } from '../../interpreter/values/types/registry.ts';
import { EnumValue, type Value } from '../../interpreter/values/value.ts';

/** Names of RunspaceState, in order of their numbers. */
export const RUNSPACE_STATES = [
  'BeforeOpen',
  'Opening',
  'Opened',
  'Closed',
  'Closing',
  'Broken',
  'Disconnecting',
  'Disconnected',
  'Connecting',
] as const;
export type RunspaceState = (typeof RUNSPACE_STATES)[number];
export const AVAILABILITIES = ['None', 'Available', 'AvailableForNestedCommand', 'Busy', 'RemoteDebug'] as const;
export type Availability = (typeof AVAILABILITIES)[number];
export const BUFFERING_MODES = ['None', 'Drop', 'Block'] as const;
export type BufferingMode = (typeof BUFFERING_MODES)[number];

/** The object in a variable. */
export class PSSession extends HeapObject {
  /** Id of Get-PSSession. */
  sessionNumber: number;
  name: string;
  instanceId: string;
  /** As the caller wrote it. */
  computerName: string;
  configurationName: string;
  user: string;
  state: RunspaceState;
  availability: Availability;
  /** ms; null = never. */
  idleTimeout: number | null;
  bufferingMode: BufferingMode;
  disconnectedOn: number | null;
  privateData: Value;
  /** What the session says of others' commands while it is Opened; with this client's own it makes `availability`. */
  told: Availability;
  /** Conversation of the link to the session, '' if there is none. */
  link: string;
  /** True: joined, not owned. */
  participant: boolean;
  /** S15: how long a synchronous command waits, in ms. */
  commandWait: number;
  /** Why it is Broken or Closed, '' if there is nothing to say. */
  reason: string;
  /** Credentials' user, and the options it was made with. */
  options: Value;
  constructor() {
    super();
    this.sessionNumber = 0;
    this.name = '';
    this.instanceId = '';
    this.computerName = '';
    this.configurationName = 'Microsoft.PowerShell';
    this.user = '';
    this.state = 'BeforeOpen';
    this.availability = 'None';
    this.idleTimeout = null;
    this.bufferingMode = 'Block';
    this.disconnectedOn = null;
    this.privateData = null;
    this.told = 'None';
    this.link = '';
    this.participant = false;
    this.commandWait = 240_000;
    this.reason = '';
    this.options = null;
  }
}
snapshotClass('PSSession', 'heap', PSSession);

/** What `$session.Runspace` shows. */
export class RemoteRunspace extends HeapObject {
  session: PSSession;
  constructor(session: PSSession = undefined as unknown as PSSession) {
    super();
    this.session = session;
  }
}
snapshotClass('RemoteRunspace', 'heap', RemoteRunspace as unknown as new () => object);

const RUNSPACES = 'System.Management.Automation.Runspaces';
const enumNames = (names: readonly string[]): Record<string, number> => Object.fromEntries(names.map((n, i) => [n, i]));

/** Enums of this room, where no other room has them. */
function enums(): void {
  const list: [string, readonly string[]][] = [
    [`${RUNSPACES}.RunspaceState`, RUNSPACE_STATES],
    [`${RUNSPACES}.RunspaceAvailability`, AVAILABILITIES],
    [`${RUNSPACES}.OutputBufferingMode`, BUFFERING_MODES],
    [`${RUNSPACES}.TargetMachineType`, ['RemoteMachine', 'VirtualMachine', 'Container']],
    [`${RUNSPACES}.SessionFilterState`, ['All', 'Opened', 'Disconnected', 'Closed', 'Broken']],
    ['Microsoft.PowerShell.Commands.OutTarget', ['Default', 'Host', 'Job']],
    [
      `${RUNSPACES}.AuthenticationMechanism`,
      ['Default', 'Basic', 'Negotiate', 'NegotiateWithImplicitCredential', 'Credssp', 'Digest', 'Kerberos'],
    ],
  ];
  for (const [name, names] of list)
    if (findType(name) === undefined) registerType({ name, isValueType: true, enumNames: enumNames(names) });
}
enums();

/** An enum value of this namespace by name. */
export function runspaceEnum(type: string, names: readonly string[], name: string): EnumValue {
  return new EnumValue(`${RUNSPACES}.${type}`, Math.max(names.indexOf(name), 0));
}

/** A time as scripts see it: local. */
export function localTime(ms: number | null, ctx: NativeContext): Value {
  return ms === null ? null : DateTime.fromUnixMilliseconds(ms).toLocalTime((utc) => ctx.zoneOffset(utc));
}

const self = (v: Value): PSSession => v as PSSession;
const state = (s: PSSession): EnumValue => runspaceEnum('RunspaceState', RUNSPACE_STATES, s.state);
const availability = (s: PSSession): EnumValue => runspaceEnum('RunspaceAvailability', AVAILABILITIES, s.availability);

registerType({
  name: `${RUNSPACES}.PSSession`,
  ctor: PSSession,
  isSealed: true,
  toText: (v) => `[PSSession]${self(v).name}`,
  properties: {
    ComputerType: {
      type: `${RUNSPACES}.TargetMachineType`,
      get: () => runspaceEnum('TargetMachineType', ['RemoteMachine'], 'RemoteMachine'),
    },
    ComputerName: { type: 'string', get: (v) => self(v).computerName },
    ContainerId: { type: 'string', get: () => '' },
    VMName: { type: 'string', get: () => '' },
    VMId: { type: 'System.Nullable[guid]', get: () => null },
    ConfigurationName: { type: 'string', get: (v) => self(v).configurationName },
    InstanceId: { type: 'guid', get: (v) => Guid.tryParse(self(v).instanceId) ?? Guid.EMPTY },
    Id: { type: 'int', get: (v) => self(v).sessionNumber },
    Name: {
      type: 'string',
      get: (v) => self(v).name,
      set: (v, value) => {
        self(v).name = String(value);
        touch(self(v));
      },
    },
    Availability: { type: `${RUNSPACES}.RunspaceAvailability`, get: (v) => availability(self(v)) },
    ApplicationPrivateData: { type: 'psprimitivedictionary', get: (v) => self(v).privateData ?? new PSHashtable('Hashtable') },
    Runspace: { type: 'runspace', get: (v) => new RemoteRunspace(self(v)) },
    Transport: { type: 'string', get: () => 'WSMan' },
  },
  extended: {
    State: {
      memberType: 'ScriptProperty',
      definition: 'System.Object State {get=$this.Runspace.RunspaceStateInfo.State;}',
      get: (v) => state(self(v)),
    },
    IdleTimeout: {
      memberType: 'ScriptProperty',
      definition: 'System.Object IdleTimeout {get=$this.Runspace.ConnectionInfo.IdleTimeout;}',
      get: (v) => self(v).idleTimeout ?? -1,
    },
    OutputBufferingMode: {
      memberType: 'ScriptProperty',
      definition: 'System.Object OutputBufferingMode {get=$this.Runspace.ConnectionInfo.OutputBufferingMode;}',
      get: (v) => runspaceEnum('OutputBufferingMode', BUFFERING_MODES, self(v).bufferingMode),
    },
    DisconnectedOn: {
      memberType: 'ScriptProperty',
      definition: 'System.Object DisconnectedOn {get=$this.Runspace.DisconnectedOn;}',
      get: (v, ctx) => localTime(self(v).disconnectedOn, ctx),
    },
    ExpiresOn: {
      memberType: 'ScriptProperty',
      definition: 'System.Object ExpiresOn {get=$this.Runspace.ExpiresOn;}',
      get: (v, ctx) => {
        const { disconnectedOn, idleTimeout } = self(v);
        return disconnectedOn === null || idleTimeout === null ? null : localTime(disconnectedOn + idleTimeout, ctx);
      },
    },
  },
});

const of = (v: Value): PSSession => (v as RemoteRunspace).session;
registerType({
  name: 'System.Management.Automation.RemoteRunspace',
  base: `${RUNSPACES}.Runspace`,
  ctor: RemoteRunspace,
  properties: {
    RunspaceIsRemote: { type: 'bool', get: () => true },
    ConnectionInfo: {
      type: `${RUNSPACES}.RunspaceConnectionInfo`,
      get: (v) =>
        customObject(
          [
            ['ComputerName', of(v).computerName],
            ['ShellUri', `http://schemas.microsoft.com/powershell/${of(v).configurationName}`],
            ['IdleTimeout', of(v).idleTimeout ?? -1],
            ['OutputBufferingMode', runspaceEnum('OutputBufferingMode', BUFFERING_MODES, of(v).bufferingMode)],
          ],
          [`${RUNSPACES}.WSManConnectionInfo`],
        ),
    },
    RunspaceStateInfo: {
      type: `${RUNSPACES}.RunspaceStateInfo`,
      get: (v) =>
        customObject(
          [
            ['State', state(of(v))],
            ['Reason', of(v).reason === '' ? null : of(v).reason],
          ],
          [`${RUNSPACES}.RunspaceStateInfo`],
        ),
    },
    RunspaceAvailability: { type: `${RUNSPACES}.RunspaceAvailability`, get: (v) => availability(of(v)) },
    InstanceId: { type: 'guid', get: (v) => Guid.tryParse(of(v).instanceId) ?? Guid.EMPTY },
    Id: { type: 'int', get: (v) => of(v).sessionNumber },
    Name: { type: 'string', get: (v) => of(v).name },
    ComputerName: { type: 'string', get: (v) => of(v).computerName },
    IdleTimeout: { type: 'timespan', get: (v) => new TimeSpan(BigInt(of(v).idleTimeout ?? -1) * 10_000n) },
  },
});
