/** Members of PSModuleInfo that need the machine's objects. Behaviour: PSModuleInfo.cs. */
import type { CmdletContext } from '../../machine/cmdlet.ts';
import { CmdletInfo, type PSModuleInfo } from '../../machine/state.ts';
import { PSArray, PSHashtable, PSList } from '../../values/collections.ts';
import type { NativeContext } from '../../values/context.ts';
import { convertTo } from '../../values/convert.ts';
import { touch } from '../../values/heap.ts';
import { extendType } from '../../values/types/registry.ts';
import type { Value } from '../../values/value.ts';
import { customObjectOf } from './newModule.ts';

const SMA = 'System.Management.Automation.';
const module = (v: Value): PSModuleInfo => v as PSModuleInfo;

function table(entries: Iterable<readonly [string, Value]>, type: string): PSHashtable {
  const result = new PSHashtable('Dictionary', true, 'System.String', type);
  for (const [key, value] of entries) result.set(key, value);
  return result;
}

const named = (items: Iterable<{ name: string } & object>): [string, Value][] => [...items].map((i) => [i.name, i] as [string, Value]);
const cmdlets = (m: PSModuleInfo): CmdletInfo[] => m.exportedCmdlets.map((n) => new CmdletInfo(n, m.name));

function version(m: PSModuleInfo, ctx: NativeContext): Value {
  const given = m.properties.get('ModuleVersion');
  const text = given === undefined || given === null ? (m.path.startsWith('/opt/limpet/') ? '7.0.0.0' : '0.0') : given;
  return convertTo(text, 'version', ctx);
}

const property = (name: string) => (s: Value) => module(s).properties.get(name) ?? null;
const setProperty = (name: string) => (s: Value, v: Value) => {
  module(s).properties.set(name, v);
  touch(module(s));
};
const command = `${SMA}CommandInfo`;
const dictionary = (type: string): string => `System.Collections.Generic.Dictionary[string,${type}]`;

extendType(`${SMA}PSModuleInfo`, {
  properties: {
    Version: { type: 'version', get: (s, ctx) => version(module(s), ctx) },
    Guid: {
      type: 'guid',
      get: (s, ctx) => convertTo(module(s).properties.get('GUID') ?? '00000000-0000-0000-0000-000000000000', 'guid', ctx),
    },
    Author: { type: 'string', get: property('Author') },
    CompanyName: { type: 'string', get: property('CompanyName') },
    Copyright: { type: 'string', get: property('Copyright') },
    Description: {
      type: 'string',
      get: (s) => module(s).properties.get('Description') ?? '',
      set: setProperty('Description'),
    },
    PrivateData: { type: 'System.Object', get: property('PrivateData'), set: setProperty('PrivateData') },
    RootModule: { type: 'string', get: property('RootModule') },
    Prefix: { type: 'string', get: () => '' },
    AccessMode: { type: `${SMA}ModuleAccessMode`, get: () => 'ReadWrite' },
    NestedModules: {
      type: 'System.Collections.ObjectModel.ReadOnlyCollection[psmoduleinfo]',
      get: (s) => new PSList([...module(s).nested], 'Collection', `${SMA}PSModuleInfo`, true),
    },
    ExportedFunctions: {
      type: dictionary(`${SMA}FunctionInfo`),
      get: (s) => table(named(module(s).exportedFunctions.values()), `${SMA}FunctionInfo`),
    },
    ExportedAliases: {
      type: dictionary(`${SMA}AliasInfo`),
      get: (s) => table(named(module(s).exportedAliases.values()), `${SMA}AliasInfo`),
    },
    ExportedVariables: {
      type: dictionary('psvariable'),
      get: (s) => table(named(module(s).exportedVariables.values()), `${SMA}PSVariable`),
    },
    ExportedCmdlets: { type: dictionary(`${SMA}CmdletInfo`), get: (s) => table(named(cmdlets(module(s))), `${SMA}CmdletInfo`) },
    ExportedCommands: {
      type: dictionary(command),
      get: (s) =>
        table(
          [...named(module(s).exportedFunctions.values()), ...named(module(s).exportedAliases.values()), ...named(cmdlets(module(s)))],
          command,
        ),
    },
    CompatiblePSEditions: { type: 'System.Collections.Generic.IEnumerable[string]', get: () => new PSArray(['Core'], 'System.String') },
    OnRemove: { type: 'scriptblock', get: property('\u0000onremove'), set: setProperty('\u0000onremove') },
  },
  methods: {
    AsCustomObject: [
      { signature: 'psobject AsCustomObject()', body: (s, _a, ctx) => customObjectOf(ctx as unknown as CmdletContext<object>, module(s)) },
    ],
  },
});
