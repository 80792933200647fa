/** System.Management.Automation.Remoting.PSSessionOption, with Limpet's own CommandWaitTimeout (mission.md, S15). */

import type { CmdletContext } from '../../interpreter/machine/cmdlet.ts';
import { PSHashtable } from '../../interpreter/values/collections.ts';
import type { NativeContext } from '../../interpreter/values/context.ts';
import { convertTo } from '../../interpreter/values/convert.ts';
import { TimeSpan } from '../../interpreter/values/dotnet/timespan.ts';
import { fail } from '../../interpreter/values/errors.ts';
import { HeapObject, snapshotClass, touch } from '../../interpreter/values/heap.ts';
import { registerType, type TypeShape } from '../../interpreter/values/types/registry.ts';
import type { Value } from '../../interpreter/values/value.ts';
import { BUFFERING_MODES, type BufferingMode, runspaceEnum } from './psSession.ts';

/** Property name -> value: times in ms, switches, numbers. */
export class PSSessionOption extends HeapObject {
  values: Map<string, Value>;
  constructor() {
    super();
    this.values = new Map();
  }
}
snapshotClass('PSSessionOption', 'heap', PSSessionOption);

const TYPE = 'System.Management.Automation.Remoting.PSSessionOption';
/** Times and their defaults in ms. */
const TIMES: Record<string, number> = {
  OpenTimeout: 180_000,
  CancelTimeout: 60_000,
  IdleTimeout: -1,
  OperationTimeout: 180_000,
  CommandWaitTimeout: 240_000,
};
/** Other properties: type as Get-Member shows it, and default. */
const OTHERS: Record<string, [string, Value]> = {
  MaximumConnectionRedirectionCount: ['int', 5],
  NoCompression: ['bool', false],
  NoMachineProfile: ['bool', false],
  ProxyAccessType: ['System.Management.Automation.Remoting.ProxyAccessType', null],
  ProxyAuthentication: ['System.Management.Automation.Runspaces.AuthenticationMechanism', null],
  ProxyCredential: ['pscredential', null],
  SkipCACheck: ['bool', false],
  SkipCNCheck: ['bool', false],
  SkipRevocationCheck: ['bool', false],
  NoEncryption: ['bool', false],
  UseUTF16: ['bool', false],
  IncludePortInSPN: ['bool', false],
  OutputBufferingMode: ['System.Management.Automation.Runspaces.OutputBufferingMode', null],
  MaxConnectionRetryCount: ['int', 5],
  Culture: ['cultureinfo', null],
  UICulture: ['cultureinfo', null],
  MaximumReceivedDataSizePerCommand: ['System.Nullable[int]', null],
  MaximumReceivedObjectSize: ['System.Nullable[int]', 209_715_200],
  ApplicationArguments: ['psprimitivedictionary', null],
};

/** Milliseconds of a time as options take it: a number of ms, or a TimeSpan. */
function milliseconds(value: Value, ctx: NativeContext): number {
  if (typeof value === 'number') return value;
  return Number((convertTo(value, 'timespan', ctx) as TimeSpan).ticks / 10_000n);
}

/** Sets a property of an option object. */
export function setOption(option: PSSessionOption, name: string, value: Value, ctx: NativeContext): void {
  touch(option);
  if (name in TIMES) option.values.set(name, milliseconds(value, ctx));
  else if (name === 'OutputBufferingMode')
    option.values.set(name, convertTo(value, 'System.Management.Automation.Runspaces.OutputBufferingMode', ctx));
  else option.values.set(name, value);
}

/** A time in ms, or its default. */
export function optionTime(option: PSSessionOption | null, name: string): number {
  const value = option?.values.get(name);
  return typeof value === 'number' ? value : TIMES[name];
}

/** The output buffering mode asked for; None = as the configuration says. */
export function optionMode(option: PSSessionOption | null): BufferingMode {
  const value = option?.values.get('OutputBufferingMode') as { value?: number } | null | undefined;
  return BUFFERING_MODES[Number(value?.value ?? 0)] ?? 'None';
}

const self = (v: Value): PSSessionOption => v as PSSessionOption;
const properties: TypeShape['properties'] = {};
for (const [name, [type, initial]] of Object.entries(OTHERS)) {
  properties[name] = {
    type,
    get: (v) => {
      const value = self(v).values.get(name);
      if (value !== undefined) return value;
      return name === 'OutputBufferingMode' ? runspaceEnum('OutputBufferingMode', BUFFERING_MODES, 'None') : initial;
    },
    set: (v, value, ctx) => setOption(self(v), name, value, ctx),
  };
}
for (const [name, initial] of Object.entries(TIMES)) {
  properties[name] = {
    type: 'timespan',
    get: (v) => new TimeSpan(BigInt((self(v).values.get(name) as number | undefined) ?? initial) * 10_000n),
    set: (v, value, ctx) => setOption(self(v), name, value, ctx),
  };
}
registerType({
  name: TYPE,
  ctor: PSSessionOption,
  isSealed: true,
  properties,
  constructors: [{ signature: `${TYPE} new()`, body: () => new PSSessionOption() }],
  convertFrom: (value, ctx) => {
    if (!(value instanceof PSHashtable)) return undefined;
    const option = new PSSessionOption();
    for (const { key, value: v } of value.entries.values()) {
      const name = [...Object.keys(TIMES), ...Object.keys(OTHERS)].find((n) => n.toLowerCase() === String(key).toLowerCase());
      if (name === undefined) return undefined;
      setOption(option, name, v, ctx);
    }
    return option;
  },
});

/** The options of a command: -SessionOption, else $PSSessionOption if it is one, else none. Throws for an idle time-out that is too short. */
export function sessionOptionOf<S extends object>(context: CmdletContext<S>): PSSessionOption | null {
  const given = context.params.SessionOption ?? context.getVariable('PSSessionOption');
  const option = given instanceof PSSessionOption ? given : null;
  const idle = optionTime(option, 'IdleTimeout');
  if (idle !== -1 && idle < 60_000)
    throw fail(
      'Argument',
      'InvalidArgument',
      `The specified IdleTimeout session option ${Math.trunc(idle / 1000)} (seconds) is not a valid period.  Specify an IdleTimeout value that is greater than or equal to the minimum allowed 60 (seconds).`,
      { typeName: 'System.Management.Automation.PSArgumentException' },
    );
  return option;
}
