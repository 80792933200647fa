/** CommandInfo and its kinds, PSVariable, PSDriveInfo, PSModuleInfo: what of them needs no machine. Their classes are in the machine's room. */
import type { ScriptBlock } from '../code.ts';
import type { NativeContext } from '../context.ts';
import { hooks } from '../contextHooks.ts';
import { fail } from '../errors.ts';
import { HeapObject, touch } from '../heap.ts';
import { EnumValue, type Value } from '../value.ts';
import { p, rw } from './define.ts';
import { registerType } from './registry.ts';

const SMA = 'System.Management.Automation.';

/** The fields that these objects have (machine/state.ts). */
interface Fields {
  name: string;
  commandType: string;
  moduleName: string;
  module: Value;
  visibility: string;
  options: number;
  description: string;
  definition: string;
  scriptBlock: ScriptBlock | null;
  path: string;
  value: Value | undefined;
  provider: string;
  root: string;
  currentLocation: string;
  moduleType: string;
}
const f = (self: Value): Fields => self as unknown as Fields;
const COMMAND_TYPES: Record<string, number> = {
  Alias: 1,
  Function: 2,
  Filter: 4,
  Cmdlet: 8,
  ExternalScript: 16,
  Application: 32,
  Script: 64,
  Configuration: 256,
};

function changed(self: Value): void {
  if (self instanceof HeapObject) touch(self);
}

const visibility = rw(
  `${SMA}SessionStateEntryVisibility`,
  (self) => new EnumValue(`${SMA}SessionStateEntryVisibility`, f(self).visibility === 'Private' ? 1 : 0),
  (self, v, ctx) => {
    if (hooks(ctx).isConfined?.() === true) throw notWritable('Visibility');
    f(self).visibility = v instanceof EnumValue && v.value === 1 ? 'Private' : 'Public';
    changed(self);
  },
);
function notWritable(property: string) {
  return fail('PropertySetterNotSupported', 'PermissionDenied', `The property ${property} cannot be changed in a restricted session.`);
}
/** The block of a restricted session's own function is not shown to its user. */
function shownBlock(self: Value, ctx: NativeContext): ScriptBlock | null {
  const { scriptBlock } = f(self);
  return scriptBlock?.origin === 'trusted' && hooks(ctx).isConfined?.() === true ? null : scriptBlock;
}
function shownValue(self: Value, ctx: NativeContext): void {
  if (f(self).visibility !== 'Private' || hooks(ctx).isConfined?.() !== true) return;
  const { name } = f(self);
  throw fail('VariableIsPrivate', 'PermissionDenied', `Cannot access the variable '$${name}' because it is a private variable.`, {
    typeName: `${SMA}SessionStateException`,
    target: name,
  });
}
const options = rw(
  `${SMA}ScopedItemOptions`,
  (self) => new EnumValue(`${SMA}ScopedItemOptions`, f(self).options),
  (self, v) => {
    f(self).options = v instanceof EnumValue ? Number(v.value) : 0;
    changed(self);
  },
);
const description = rw(
  'string',
  (self) => f(self).description,
  (self, v) => {
    f(self).description = typeof v === 'string' ? v : '';
    changed(self);
  },
);

registerType({
  name: `${SMA}CommandInfo`,
  isAbstract: true,
  properties: {
    Name: p('string', (self) => f(self).name),
    CommandType: p(`${SMA}CommandTypes`, (self) => new EnumValue(`${SMA}CommandTypes`, COMMAND_TYPES[f(self).commandType] ?? 2)),
    Source: p('string', (self) => f(self).moduleName),
    ModuleName: p('string', (self) => f(self).moduleName),
    Module: p('psmoduleinfo', (self) => f(self).module ?? null),
    Version: p('version', () => null),
    Visibility: visibility,
    RemotingCapability: p(`${SMA}RemotingCapability`, () => new EnumValue(`${SMA}RemotingCapability`, 1)),
  },
  toText: (self) => f(self).name,
});

const text = (self: Value, ctx: NativeContext): string => shownBlock(self, ctx)?.text ?? '';
registerType({
  name: `${SMA}FunctionInfo`,
  base: `${SMA}CommandInfo`,
  properties: {
    ScriptBlock: p('scriptblock', shownBlock),
    Definition: p('string', text),
    Options: options,
    Description: description,
    Verb: p('string', (self) => verb(f(self).name)[0]),
    Noun: p('string', (self) => verb(f(self).name)[1]),
    HelpFile: p('string', () => null),
  },
});
registerType({ name: `${SMA}FilterInfo`, base: `${SMA}FunctionInfo` });

function verb(name: string): [string, string] {
  const dash = name.indexOf('-');
  return dash < 0 ? ['', ''] : [name.slice(0, dash), name.slice(dash + 1)];
}

registerType({
  name: `${SMA}CmdletInfo`,
  base: `${SMA}CommandInfo`,
  properties: {
    Verb: p('string', (self) => verb(f(self).name)[0]),
    Noun: p('string', (self) => verb(f(self).name)[1]),
    Options: options,
    PSSnapIn: p('System.Object', () => null),
  },
});
registerType({
  name: `${SMA}AliasInfo`,
  base: `${SMA}CommandInfo`,
  properties: {
    Definition: p('string', (self) => f(self).definition),
    Options: options,
    Description: description,
  },
  extended: {
    DisplayName: {
      memberType: 'ScriptProperty',
      definition: "System.Object DisplayName {get=if ($this.Name.IndexOf('-') -lt 0) { ... };}",
      get: (self) => `${f(self).name} -> ${f(self).definition}`,
    },
  },
});
registerType({
  name: `${SMA}ExternalScriptInfo`,
  base: `${SMA}CommandInfo`,
  properties: {
    Path: p('string', (self) => f(self).path),
    Definition: p('string', (self) => f(self).path),
    Source: p('string', (self) => f(self).path),
    ScriptBlock: p('scriptblock', shownBlock),
    ScriptContents: p('string', text),
  },
});
registerType({
  name: `${SMA}ApplicationInfo`,
  base: `${SMA}CommandInfo`,
  properties: {
    Path: p('string', (self) => f(self).path),
    Definition: p('string', (self) => f(self).path),
    Extension: p('string', () => ''),
  },
});

registerType({
  name: `${SMA}PSVariable`,
  accelerators: ['psvariable'],
  properties: {
    Name: p('string', (self) => f(self).name),
    Description: description,
    Value: rw(
      'System.Object',
      (self, ctx) => {
        shownValue(self, ctx);
        return f(self).value ?? null;
      },
      (self, v, ctx) => {
        shownValue(self, ctx);
        f(self).value = v;
        changed(self);
      },
    ),
    Visibility: visibility,
    Module: p('psmoduleinfo', () => null),
    ModuleName: p('string', () => ''),
    Options: options,
  },
  toText: () => `${SMA}PSVariable`,
});
registerType({ name: `${SMA}LocalVariable`, base: `${SMA}PSVariable` });
registerType({ name: `${SMA}QuestionMarkVariable`, base: `${SMA}PSVariable` });

registerType({
  name: `${SMA}PSDriveInfo`,
  properties: {
    Name: p('string', (self) => f(self).name),
    Root: p('string', (self) => f(self).root),
    CurrentLocation: rw(
      'string',
      (self) => f(self).currentLocation,
      (self, v) => {
        f(self).currentLocation = typeof v === 'string' ? v : '';
        changed(self);
      },
    ),
    Description: description,
    MaximumSize: p('System.Nullable[long]', () => null),
    Credential: p('pscredential', () => null),
    DisplayRoot: p('string', () => null),
  },
  toText: (self) => f(self).name,
});

registerType({
  name: `${SMA}PSModuleInfo`,
  accelerators: ['psmoduleinfo'],
  properties: {
    Name: p('string', (self) => f(self).name),
    Path: p('string', (self) => f(self).path),
    ModuleBase: p('string', (self) => f(self).path.replace(/\/[^/]*$/, '')),
    ModuleType: p(
      `${SMA}ModuleType`,
      (self) => new EnumValue(`${SMA}ModuleType`, { Script: 0, Binary: 1, Manifest: 2, Cim: 3 }[f(self).moduleType] ?? 0),
    ),
    Description: description,
  },
  toText: (self) => f(self).name,
});
