/** Types of the objects that cmdlets write, as records. Facts: the classes of PowerShell's cmdlet files. */
import { methodText } from '../../values/text.ts';
import type { Value } from '../../values/value.ts';
import { defineRecord, method, NetRecord } from './record.ts';

const C = 'Microsoft.PowerShell.Commands';
const fields = (v: Value): NetRecord => v as NetRecord;
const PSO = 'System.Collections.ObjectModel.Collection[psobject]';

const group = { Values: 'System.Collections.ArrayList', Count: 'int', Group: PSO, Name: 'string' };
defineRecord(`${C}.GroupInfo`, group);
defineRecord(`${C}.GroupInfoNoElement`, group, { base: `${C}.GroupInfo` });

const measure = { Property: '!string' };
defineRecord(`${C}.MeasureInfo`, measure, { isAbstract: true });
const stats = (type: string): Record<string, string> => ({
  Count: '!int',
  Average: '!System.Nullable[double]',
  Sum: '!System.Nullable[double]',
  Maximum: `!${type}`,
  Minimum: `!${type}`,
  StandardDeviation: '!System.Nullable[double]',
  ...measure,
});
defineRecord(`${C}.GenericMeasureInfo`, stats('System.Nullable[double]'), { base: `${C}.MeasureInfo` });
defineRecord(`${C}.GenericObjectMeasureInfo`, stats('System.Object'), { base: `${C}.MeasureInfo` });
defineRecord(
  `${C}.TextMeasureInfo`,
  { Lines: '!System.Nullable[int]', Words: '!System.Nullable[int]', Characters: '!System.Nullable[int]', ...measure },
  { base: `${C}.MeasureInfo` },
);

defineRecord(
  `${C}.MemberDefinition`,
  { TypeName: 'string', Name: 'string', MemberType: 'System.Management.Automation.PSMemberTypes', Definition: 'string' },
  {
    methods: { ToString: method('string ToString()', (s) => fields(s).get('Definition')) },
    toText: (s) => String(fields(s).get('Definition')),
  },
);

defineRecord(
  `${C}.HistoryInfo`,
  {
    Id: 'long',
    CommandLine: 'string',
    ExecutionStatus: 'System.Management.Automation.Runspaces.PipelineState',
    StartExecutionTime: 'datetime',
    EndExecutionTime: 'datetime',
    Duration: 'timespan',
  },
  { toText: (s) => String(fields(s).get('CommandLine')) },
);

const place = (s: Value): string => {
  const script = String(fields(s).get('ScriptName') ?? '');
  return script === '' ? '<No file>' : `${script.slice(script.lastIndexOf('/') + 1)}: line ${String(fields(s).get('ScriptLineNumber'))}`;
};
defineRecord(
  'System.Management.Automation.CallStackFrame',
  {
    ScriptName: 'string',
    ScriptLineNumber: 'int',
    InvocationInfo: 'System.Management.Automation.InvocationInfo',
    Position: 'System.Management.Automation.Language.IScriptExtent',
    FunctionName: 'string',
  },
  {
    extended: {
      Command: {
        memberType: 'ScriptProperty',
        definition: 'System.Object Command {get=…;}',
        get: (s) => fields(s).get('FunctionName'),
      },
      Location: { memberType: 'ScriptProperty', definition: 'System.Object Location {get=$this.GetScriptLocation();}', get: place },
      Arguments: {
        memberType: 'ScriptProperty',
        definition: 'System.Object Arguments {get=…;}',
        get: (s) => fields(s).get('Arguments') ?? '{}',
      },
    },
    methods: {
      GetScriptLocation: method('string GetScriptLocation()', place),
      GetFrameVariables: method('System.Collections.Generic.Dictionary[string,psvariable] GetFrameVariables()', () => null),
      ToString: method('string ToString()', (s) => `at ${String(fields(s).get('FunctionName'))}, ${place(s)}`),
    },
    toText: (s) => `at ${String(fields(s).get('FunctionName'))}, ${place(s)}`,
  },
);

defineRecord(
  'System.TimeZoneInfo',
  {
    Id: 'string',
    HasIanaId: 'bool',
    DisplayName: 'string',
    StandardName: 'string',
    DaylightName: 'string',
    BaseUtcOffset: 'timespan',
    SupportsDaylightSavingTime: 'bool',
  },
  { toText: (s) => String(fields(s).get('DisplayName')) },
);

defineRecord('Markdig.Syntax.MarkdownDocument', {});
defineRecord('Microsoft.PowerShell.MarkdownRender.MarkdownInfo', { Html: 'string', VT100EncodedString: 'string', Tokens: 'object' });
defineRecord('System.Management.Automation.VerbInfo', {
  Verb: '!string',
  AliasPrefix: '!string',
  Group: '!string',
  Description: '!string',
});

const match = {
  IgnoreCase: '!bool',
  LineNumber: '!ulong',
  Line: '!string',
  Filename: 'string',
  Path: '!string',
  Pattern: '!string',
  Context: `!${C}.MatchInfoContext`,
  Matches: '!System.Text.RegularExpressions.Match[]',
};
const fileName = (s: Value): string => {
  const path = String(fields(s).get('Path') ?? '');
  return path.slice(path.lastIndexOf('/') + 1);
};
function relative(s: Value, directory: string): string {
  const path = String(fields(s).get('Path') ?? '');
  if (path === 'InputStream' || directory === '' || !path.toLowerCase().startsWith(directory.toLowerCase())) return path;
  const rest = path.slice(directory.length);
  return directory.endsWith('/') ? rest : rest.startsWith('/') ? rest.slice(1) : path;
}
function matchText(s: Value, directory: string): string {
  const path = String(fields(s).get('Path') ?? '');
  const line = String(fields(s).get('Line') ?? '');
  const number = Number(fields(s).get('LineNumber') ?? 0);
  const shown = path === 'InputStream' ? null : directory === '' ? path : relative(s, directory);
  const format = (text: string, at: number, prefix: string): string => (shown === null ? prefix + text : `${prefix}${shown}:${at}:${text}`);
  const context = fields(s).get('Context');
  if (!(context instanceof NetRecord)) return format(line, number, '');
  const texts = (name: string): string[] => ((context.get(name) as { items?: Value[] } | null)?.items ?? []).map(String);
  const before = texts('DisplayPreContext');
  return [
    ...before.map((text, i) => format(text, number - before.length + i, '  ')),
    format(line, number, '> '),
    ...texts('DisplayPostContext').map((text, i) => format(text, number + 1 + i, '  ')),
  ].join('\n');
}
defineRecord(`${C}.MatchInfo`, match, {
  properties: { Filename: { type: 'string', get: fileName } },
  methods: {
    RelativePath: method('string RelativePath(string directory)', (s, [directory], ctx) => relative(s, methodText(directory ?? null, ctx))),
    ToString: [
      { signature: 'string ToString()', body: (s) => matchText(s, '') },
      { signature: 'string ToString(string directory)', body: (s, [directory], ctx) => matchText(s, methodText(directory ?? null, ctx)) },
    ],
  },
  toText: (s) => matchText(s, ''),
});
defineRecord(`${C}.MatchInfoContext`, {
  PreContext: '!string[]',
  PostContext: '!string[]',
  DisplayPreContext: '!string[]',
  DisplayPostContext: '!string[]',
});

defineRecord(`${C}.FileHashInfo`, { Algorithm: '!string', Hash: '!string', Path: '!string' });

defineRecord(
  `${C}.ByteCollection`,
  { Offset64: 'ulong', Bytes: 'byte[]', Path: 'string', Label: 'string' },
  {
    properties: {
      HexOffset: { type: 'string', get: (s) => fields(s).get('HexOffset') },
      HexBytes: { type: 'string', get: (s) => fields(s).get('HexBytes') },
      Ascii: { type: 'string', get: (s) => fields(s).get('Ascii') },
    },
    toText: (s) => `${fields(s).get('HexOffset')}   ${fields(s).get('HexBytes')} ${fields(s).get('Ascii')}`,
  },
);

const process =
  (field: string): ((s: Value) => Value) =>
  (s) =>
    fields(s).get(field);
defineRecord(
  'System.Diagnostics.Process',
  {
    Id: 'int',
    ProcessName: 'string',
    HandleCount: 'int',
    SessionId: 'int',
    WorkingSet64: 'long',
    PagedMemorySize64: 'long',
    NonpagedSystemMemorySize64: 'long',
    TotalProcessorTime: 'timespan',
    StartTime: 'datetime',
    HasExited: 'bool',
  },
  {
    extended: {
      Name: { memberType: 'AliasProperty', definition: 'Name = ProcessName', get: process('ProcessName') },
      SI: { memberType: 'AliasProperty', definition: 'SI = SessionId', get: process('SessionId') },
      Handles: { memberType: 'AliasProperty', definition: 'Handles = Handlecount', get: process('HandleCount') },
      PM: { memberType: 'AliasProperty', definition: 'PM = PagedMemorySize64', get: process('PagedMemorySize64') },
      NPM: { memberType: 'AliasProperty', definition: 'NPM = NonpagedSystemMemorySize64', get: process('NonpagedSystemMemorySize64') },
      WS: { memberType: 'AliasProperty', definition: 'WS = WorkingSet64', get: process('WorkingSet64') },
      CPU: {
        memberType: 'ScriptProperty',
        definition: 'System.Object CPU {get=$this.TotalProcessorTime.TotalSeconds;}',
        get: process('CPU'),
      },
      Path: {
        memberType: 'ScriptProperty',
        definition: 'System.Object Path {get=$this.Mainmodule.FileName;}',
        get: () => '/opt/limpet/pwsh',
      },
      UserName: { memberType: 'NoteProperty', definition: 'string UserName=', get: process('UserName') },
    },
    toText: () => 'System.Diagnostics.Process (pwsh)',
  },
);

defineRecord('System.Management.Automation.Runspaces.TypeData', {
  TypeName: 'string',
  Members: 'System.Collections.Generic.Dictionary[string,System.Management.Automation.Runspaces.TypeMemberData]',
});
for (const name of ['NoteProperty', 'AliasProperty', 'ScriptProperty', 'ScriptMethod'])
  defineRecord(`System.Management.Automation.Runspaces.${name}Data`, {
    Name: 'string',
    Value: 'System.Object',
    ReferencedMemberName: 'string',
    GetScriptBlock: 'scriptblock',
    SetScriptBlock: 'scriptblock',
  });
