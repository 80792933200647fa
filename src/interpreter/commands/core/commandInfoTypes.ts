/** Members of CommandInfo that need a command's metadata: parameters, sets, what an alias comes to. Behaviour: CommandInfo.cs and its kinds. */
import type { CommandMetadata, ParameterMetadata } from '../../binding/metadata.ts';
import { type ParameterInfo, parameterSets, syntaxText } from '../../binding/syntax.ts';
import { knownTypeName } from '../../binding/types.ts';
import { AttributeObject, attributeObject } from '../../machine/attributeObjects.ts';
import type { Cmdlet } from '../../machine/cmdlet.ts';
import { MachineContext } from '../../machine/context.ts';
import { functionMetadataOf } from '../../machine/functions.ts';
import { AliasInfo, CmdletInfo, type CommandInfo, ExternalScriptInfo, FunctionInfo, type PSVariable } from '../../machine/state.ts';
import { PSHashtable, PSList } from '../../values/collections.ts';
import type { NativeContext } from '../../values/context.ts';
import { extendType } from '../../values/types/registry.ts';
import { TypeValue, type Value } from '../../values/value.ts';
import { defineRecord, method, NetRecord } from '../support/record.ts';

const SMA = 'System.Management.Automation.';

function machineOf(ctx: NativeContext): MachineContext {
  if (ctx instanceof MachineContext) return ctx;
  throw new Error('a command was asked for its parameters outside of a machine');
}

/** The definition of a cmdlet; what is run waits until it is loaded. */
export function definitionOf(name: string, ctx: NativeContext): Cmdlet {
  return machineOf(ctx).machine.needDefinition(name);
}

/** A command's metadata; null for one without (an alias of nothing). */
export function metadataOf(info: CommandInfo, ctx: NativeContext): CommandMetadata | null {
  if (info instanceof AliasInfo) {
    const target = resolved(info, ctx);
    return target === null ? null : metadataOf(target, ctx);
  }
  if (info instanceof FunctionInfo) return functionMetadataOf(info);
  if (info instanceof CmdletInfo) return definitionOf(info.name, ctx).metadata;
  if (info instanceof ExternalScriptInfo) {
    const c = machineOf(ctx);
    return c.machine.blockMetadata(c.machine.drives.scriptBlock(c.frame, info, c));
  }
  return null;
}

/** The command that an alias comes to, or null. */
export function resolved(info: AliasInfo, ctx: NativeContext): CommandInfo | null {
  const c = machineOf(ctx);
  return c.machine.findCommand(c.frame, info.definition, true);
}

const typeValue = (name: string): TypeValue => new TypeValue(knownTypeName(name) ?? name);

/** A parameter's flags in one set as a ParameterAttribute. */
function parameterAttribute(set: string, flags: ParameterMetadata['sets'][string]): Value {
  const made = new AttributeObject('Parameter');
  for (const [name, value] of Object.entries({
    Position: flags.position ?? -2147483648,
    ParameterSetName: set,
    Mandatory: flags.mandatory,
    ValueFromPipeline: flags.valueFromPipeline,
    ValueFromPipelineByPropertyName: flags.valueFromPipelineByPropertyName,
    ValueFromRemainingArguments: flags.valueFromRemainingArguments,
    HelpMessage: flags.helpMessage === '' ? null : flags.helpMessage,
  }))
    made.named.set(name, value);
  return made;
}

function attributesOf(p: ParameterMetadata): Value[] {
  const list = [...Object.entries(p.sets).map(([set, flags]) => parameterAttribute(set, flags)), ...p.attributes.map(attributeObject)];
  if (p.psTypeName !== undefined) list.push(attributeObject({ typeName: 'PSTypeName', positional: [p.psTypeName], named: {} }));
  if (p.aliases.length > 0) list.push(attributeObject({ typeName: 'Alias', positional: [...p.aliases], named: {} }));
  return list;
}

/** ParameterMetadata of a parameter. */
function parameter(p: ParameterMetadata): NetRecord {
  const sets = new PSHashtable('Dictionary', true, 'System.String', `${SMA}ParameterSetMetadata`);
  for (const [set, f] of Object.entries(p.sets))
    sets.set(
      set,
      new NetRecord(`${SMA}ParameterSetMetadata`, {
        IsMandatory: f.mandatory,
        Position: f.position ?? -2147483648,
        ValueFromPipeline: f.valueFromPipeline,
        ValueFromPipelineByPropertyName: f.valueFromPipelineByPropertyName,
        ValueFromRemainingArguments: f.valueFromRemainingArguments,
        HelpMessage: f.helpMessage,
        HelpMessageBaseName: '',
        HelpMessageResourceId: '',
      }),
    );
  const type = typeValue(p.type);
  return new NetRecord(`${SMA}ParameterMetadata`, {
    Name: p.name,
    ParameterType: type,
    ParameterSets: sets,
    IsDynamic: p.isDynamic,
    Aliases: new PSList([...p.aliases], 'Collection', 'System.String'),
    Attributes: new PSList(attributesOf(p), 'Collection', 'System.Attribute'),
    SwitchParameter: type.name === `${SMA}SwitchParameter`,
  });
}

function parametersOf(info: CommandInfo, ctx: NativeContext): PSHashtable {
  const table = new PSHashtable('Dictionary', true, 'System.String', `${SMA}ParameterMetadata`);
  for (const p of metadataOf(info, ctx)?.parameters ?? []) table.set(p.name, parameter(p));
  return table;
}

function setParameter(p: ParameterInfo, meta: CommandMetadata): NetRecord {
  const own = meta.parameters.find((m) => m.name === p.name);
  return new NetRecord(`${SMA}CommandParameterInfo`, {
    Name: p.name,
    ParameterType: typeValue(p.type),
    IsMandatory: p.mandatory,
    IsDynamic: p.isDynamic,
    Position: p.position ?? -2147483648,
    ValueFromPipeline: p.valueFromPipeline,
    ValueFromPipelineByPropertyName: p.valueFromPipelineByPropertyName,
    ValueFromRemainingArguments: p.valueFromRemainingArguments,
    HelpMessage: p.helpMessage,
    Aliases: new PSList([...p.aliases], 'Collection', 'System.String', true),
    Attributes: new PSList(own === undefined ? [] : attributesOf(own), 'Collection', 'System.Attribute', true),
  });
}

function setsOf(info: CommandInfo, ctx: NativeContext): PSList {
  const meta = metadataOf(info, ctx);
  const sets = meta === null ? [] : parameterSets(meta);
  const list = sets.map(
    (s) =>
      new NetRecord(`${SMA}CommandParameterSetInfo`, {
        Name: s.name,
        IsDefault: s.isDefault,
        Parameters: new PSList(
          s.parameters.map((p) => setParameter(p, meta as CommandMetadata)),
          'Collection',
          `${SMA}CommandParameterInfo`,
          true,
        ),
        Text: syntaxText(meta as CommandMetadata, s.name).slice((meta as CommandMetadata).name.length + 1),
      }),
  );
  return new PSList(list, 'Collection', `${SMA}CommandParameterSetInfo`, true);
}

/** The text of -Syntax: a line for each set. */
export function syntaxOf(info: CommandInfo, ctx: NativeContext): string {
  const meta = metadataOf(info, ctx);
  if (meta === null) return '';
  const lines = parameterSets(meta).map((s) => {
    const text = syntaxText(meta, s.name);
    return `${info.name}${text.slice(meta.name.length)}`;
  });
  return `\n${lines.map((l) => `${l.trimEnd()}\n`).join('\n')}`;
}

const command = (v: Value): CommandInfo => v as CommandInfo;

const shared = {
  Parameters: {
    type: 'System.Collections.Generic.Dictionary[string,System.Management.Automation.ParameterMetadata]',
    get: (s: Value, ctx: NativeContext) => parametersOf(command(s), ctx),
  },
  ParameterSets: {
    type: 'System.Collections.ObjectModel.ReadOnlyCollection[System.Management.Automation.CommandParameterSetInfo]',
    get: (s: Value, ctx: NativeContext) => setsOf(command(s), ctx),
  },
};
const cmdletBinding = {
  CmdletBinding: { type: 'bool', get: (s: Value, ctx: NativeContext) => metadataOf(command(s), ctx)?.isAdvanced === true },
  DefaultParameterSet: {
    type: 'string',
    get: (s: Value, ctx: NativeContext) => {
      const set = metadataOf(command(s), ctx)?.defaultSet ?? '';
      return set === '' ? null : set;
    },
  },
  OutputType: {
    type: 'System.Collections.ObjectModel.ReadOnlyCollection[System.Management.Automation.PSTypeName]',
    get: (s: Value) => {
      const info = command(s);
      const specs = info instanceof FunctionInfo ? info.scriptBlock.code.attributes.filter((a) => /^OutputType/i.test(a.typeName)) : [];
      const names = specs.flatMap((a) => a.positional.map((p) => (p instanceof TypeValue ? p.name : String(p))));
      return new PSList(
        names.map((n) => new NetRecord(`${SMA}PSTypeName`, { Name: knownTypeName(n) ?? n, Type: typeValue(n) })),
        'Collection',
        `${SMA}PSTypeName`,
        true,
      );
    },
  },
};
const resolve = method('System.Management.Automation.ParameterMetadata ResolveParameter(string name)', (s, [name], ctx) => {
  const lower = String(name).toLowerCase();
  const found = metadataOf(command(s), ctx)?.parameters.find(
    (p) => p.name.toLowerCase() === lower || p.aliases.some((a) => a.toLowerCase() === lower),
  );
  return found === undefined ? null : parameter(found);
});

extendType(`${SMA}CommandInfo`, { properties: shared, methods: { ResolveParameter: resolve } });
extendType(`${SMA}FunctionInfo`, { properties: cmdletBinding });
extendType(`${SMA}CmdletInfo`, {
  properties: {
    ...cmdletBinding,
    Definition: { type: 'string', get: (s, ctx) => syntaxOf(command(s), ctx) },
    ImplementingType: { type: 'type', get: (s, ctx) => new TypeValue(definitionOf(command(s).name, ctx).className) },
    HelpFile: { type: 'string', get: () => '' },
    HelpUri: { type: 'string', get: () => '' },
    DLL: { type: 'string', get: () => '' },
    Noun: { type: 'string', get: (s) => command(s).name.slice(command(s).name.indexOf('-') + 1) },
    OutputType: {
      type: cmdletBinding.OutputType.type,
      get: (s, ctx) =>
        new PSList(
          (definitionOf(command(s).name, ctx).outputTypes ?? []).map(
            (n) => new NetRecord(`${SMA}PSTypeName`, { Name: n, Type: typeValue(n) }),
          ),
          'Collection',
          `${SMA}PSTypeName`,
          true,
        ),
    },
    Version: { type: 'version', get: () => null },
  },
});
extendType(`${SMA}AliasInfo`, {
  properties: {
    ReferencedCommand: { type: `${SMA}CommandInfo`, get: (s, ctx) => resolved(s as AliasInfo, ctx) },
    ResolvedCommand: { type: `${SMA}CommandInfo`, get: (s, ctx) => resolved(s as AliasInfo, ctx) },
    OutputType: cmdletBinding.OutputType,
  },
  extended: {
    ResolvedCommandName: {
      memberType: 'ScriptProperty',
      definition: 'System.Object ResolvedCommandName {get=$this.ResolvedCommand.Name;}',
      get: (s, ctx) => resolved(s as AliasInfo, ctx)?.name ?? null,
    },
  },
});

defineRecord(`${SMA}ParameterMetadata`, {
  Name: '!string',
  ParameterType: '!type',
  ParameterSets: 'System.Collections.Generic.Dictionary[string,System.Management.Automation.ParameterSetMetadata]',
  IsDynamic: '!bool',
  Aliases: 'System.Collections.ObjectModel.Collection[string]',
  Attributes: 'System.Collections.ObjectModel.Collection[System.Attribute]',
  SwitchParameter: 'bool',
});
const flags = {
  IsMandatory: 'bool',
  Position: 'int',
  ValueFromPipeline: 'bool',
  ValueFromPipelineByPropertyName: 'bool',
  ValueFromRemainingArguments: 'bool',
  HelpMessage: 'string',
};
defineRecord(`${SMA}ParameterSetMetadata`, { ...flags, HelpMessageBaseName: 'string', HelpMessageResourceId: 'string' });
defineRecord(`${SMA}CommandParameterInfo`, {
  Name: 'string',
  ParameterType: 'type',
  ...flags,
  IsDynamic: 'bool',
  Aliases: 'System.Collections.ObjectModel.ReadOnlyCollection[string]',
  Attributes: 'System.Collections.ObjectModel.ReadOnlyCollection[System.Attribute]',
});
defineRecord(
  `${SMA}CommandParameterSetInfo`,
  {
    Name: 'string',
    IsDefault: 'bool',
    Parameters: 'System.Collections.ObjectModel.ReadOnlyCollection[System.Management.Automation.CommandParameterInfo]',
  },
  {
    methods: { ToString: method('string ToString()', (s) => (s as NetRecord).get('Text')) },
    toText: (s) => String((s as NetRecord).get('Text')),
  },
);

/** Attributes of a variable, as objects. */
extendType(`${SMA}PSVariable`, {
  properties: {
    Attributes: {
      type: 'System.Collections.ObjectModel.Collection[System.Attribute]',
      get: (s) => {
        const specs = (s as PSVariable).attributes ?? [];
        return new PSList(
          specs.map((a) =>
            a.typeName === 'TypeConstraint' ? new NetRecord(`${SMA}ArgumentTypeConverterAttribute`, {}) : attributeObject(a),
          ),
          'Collection',
          'System.Attribute',
        );
      },
    },
  },
});
