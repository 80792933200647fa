/** Types of what travels in the streams: InformationRecord, WarningRecord and its like, HostInformationMessage. */
import { HostMessage, InformationRecord, MessageRecord } from '../../machine/streams.ts';
import { PSList } from '../../values/collections.ts';
import { DateTime } from '../../values/dotnet/datetime.ts';
import { methodText } from '../../values/text.ts';
import { registerType } from '../../values/types/registry.ts';
import { EnumValue, type Value } from '../../values/value.ts';
import { method } from './record.ts';

const SMA = 'System.Management.Automation';

const host = (v: Value): HostMessage => v as HostMessage;
const colour = (n: number | null): Value => (n === null ? null : new EnumValue('System.ConsoleColor', n));

registerType({
  name: `${SMA}.HostInformationMessage`,
  ctor: HostMessage,
  properties: {
    Message: { type: 'string', get: (s) => host(s).message },
    NoNewLine: { type: 'System.Nullable[bool]', get: (s) => host(s).noNewLine },
    ForegroundColor: { type: 'System.Nullable[System.ConsoleColor]', get: (s) => colour(host(s).foreground) },
    BackgroundColor: { type: 'System.Nullable[System.ConsoleColor]', get: (s) => colour(host(s).background) },
  },
  toText: (s) => host(s).message,
});

const information = (v: Value): InformationRecord => v as InformationRecord;

registerType({
  name: `${SMA}.InformationRecord`,
  ctor: InformationRecord,
  properties: {
    MessageData: { type: 'System.Object', get: (s) => information(s).messageData },
    Source: { type: 'string', get: (s) => information(s).source },
    TimeGenerated: {
      type: 'datetime',
      get: (s, ctx) => DateTime.fromUnixMilliseconds(information(s).timeGenerated).toLocalTime((ms) => ctx.zoneOffset(ms)),
    },
    Tags: {
      type: 'System.Collections.Generic.List[string]',
      get: (s) => new PSList([...information(s).tags], 'List', 'System.String'),
    },
    User: { type: 'string', get: (s) => information(s).user },
    Computer: { type: 'string', get: (s) => information(s).computer },
    ProcessId: { type: 'uint', get: () => 0 },
    NativeThreadId: { type: 'uint', get: () => 0 },
    ManagedThreadId: { type: 'uint', get: () => 0 },
  },
  toText: (s, ctx) => (information(s).messageData === null ? '' : methodText(information(s).messageData, ctx)),
});

registerType({ name: `${SMA}.InformationalRecord`, isAbstract: true });
const names = { warning: 'WarningRecord', verbose: 'VerboseRecord', debug: 'DebugRecord' } as const;
registerType({
  name: `${SMA}.MessageRecord`,
  ctor: MessageRecord,
  nameOf: (v) => `${SMA}.${names[(v as MessageRecord).kind]}`,
});
for (const name of Object.values(names)) {
  registerType({
    name: `${SMA}.${name}`,
    base: `${SMA}.InformationalRecord`,
    properties: {
      Message: { type: 'string', get: (s) => (s as MessageRecord).message },
      InvocationInfo: { type: `${SMA}.InvocationInfo`, get: () => null },
      PipelineIterationInfo: { type: 'System.Collections.ObjectModel.ReadOnlyCollection[int]', get: () => null },
    },
    methods: { ToString: method('string ToString()', (s) => (s as MessageRecord).message) },
    toText: (s) => (s as MessageRecord).message,
  });
}
