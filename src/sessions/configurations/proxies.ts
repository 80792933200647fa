/**
 * Proxies: commands of a restricted session that stand for others with fewer parameters (CommandMetadata.cs GetRestrictedCommands;
 * InitialSessionStateProvider.cs ProcessCommandModification). What a proxy refuses carries its own name in the error id, what the command
 * behind it refuses carries that command's class.
 */

import { metadataOfDefinition } from '../../interpreter/binding/defineCmdlet.ts';
import type { CommandMetadata, ParameterMetadata, ParameterShort } from '../../interpreter/binding/metadata.ts';
import { plainParameter } from '../../interpreter/binding/parameterTable.ts';
import { HELP_CATEGORIES } from '../../interpreter/commands/support/helpCategories.ts';
import { functionMetadataOf } from '../../interpreter/machine/functions.ts';
import { FunctionInfo } from '../../interpreter/machine/state.ts';
import type { AttributeSpec, ScriptBlock } from '../../interpreter/values/code.ts';
import type { ParameterRule, VisibleCommand } from './sessionConfigurationFile.ts';

/** What several entries of the same command come to: parameters and the values of each are put together. */
export function mergeRules(entries: readonly VisibleCommand[]): ParameterRule[] {
  const merged = new Map<string, ParameterRule>();
  const union = (a: string[] | null, b: string[] | null): string[] | null => {
    if (a === null || b === null) return a ?? b;
    // later ones first, each once whatever its case
    const seen = new Set<string>();
    return [...b, ...a].filter((v) => !seen.has(v.toLowerCase()) && seen.add(v.toLowerCase()) !== undefined);
  };
  for (const { parameters } of entries)
    for (const rule of parameters ?? []) {
      const known = merged.get(rule.name.toLowerCase());
      merged.set(
        rule.name.toLowerCase(),
        known === undefined
          ? rule
          : {
              name: known.name,
              validateSet: union(known.validateSet, rule.validateSet),
              validatePattern: union(known.validatePattern, rule.validatePattern),
            },
      );
    }
  return [...merged.values()];
}

/**
 * The attributes of a rule. A pattern must match the whole value and, unlike PowerShell's `$`, lets no newline follow it; the error shows the
 * pattern as PowerShell writes it. The pattern is checked before the set.
 */
function attributesOf(rule: ParameterRule): AttributeSpec[] {
  const list: AttributeSpec[] = [];
  if (rule.validatePattern !== null) {
    const shown = `^(${rule.validatePattern.join('|')})$`.replace(/[{}]/g, '$&$&');
    list.push({
      typeName: 'ValidatePattern',
      positional: [`^(?:${rule.validatePattern.join('|')})\\z`],
      named: {
        ErrorMessage: `The argument "{0}" does not match the "${shown}" pattern. Supply an argument that matches "${shown}" and try the command again.`,
      },
    });
  }
  if (rule.validateSet !== null) list.push({ typeName: 'ValidateSet', positional: [...rule.validateSet], named: {} });
  return list;
}

/** A command's metadata with only the parameters that rules name, and the common ones. One that the command lacks is added. */
export function constrain(meta: CommandMetadata, rules: readonly ParameterRule[]): CommandMetadata {
  const own: ParameterMetadata[] = [];
  const byName = new Map(meta.parameters.map((p) => [p.name.toLowerCase(), p]));
  for (const p of meta.parameters) {
    const rule = rules.find((r) => r.name.toLowerCase() === p.name.toLowerCase());
    if (rule === undefined) {
      if (p.isCommon || p.association === 'common') own.push(structuredClone(p));
      continue;
    }
    const copy = structuredClone(p);
    copy.attributes = [...copy.attributes, ...attributesOf(rule)];
    own.push(copy);
  }
  for (const rule of rules) {
    if (byName.has(rule.name.toLowerCase())) continue;
    const virtual = plainParameter(rule.name, 'object');
    virtual.attributes = attributesOf(rule);
    own.unshift(virtual);
  }
  const { hasDynamicParameters, ...rest } = meta;
  void hasDynamicParameters;
  return { ...structuredClone(rest), parameters: own };
}

function proxyOf(name: string, block: ScriptBlock, cmdlet: string, metadata: CommandMetadata): FunctionInfo {
  const info = new FunctionInfo(name, block);
  info.proxy = { cmdlet, metadata };
  return info;
}

/** A proxy for a cmdlet. `empty`: a trusted block without anything in it, what there is to see of a proxy. */
export function cmdletProxy(name: string, meta: CommandMetadata, rules: readonly ParameterRule[], empty: ScriptBlock): FunctionInfo {
  return proxyOf(name, empty, name, constrain(meta, rules));
}

/** A constrained function: the same block, fewer parameters. */
export function functionProxy(info: FunctionInfo, rules: readonly ParameterRule[]): FunctionInfo {
  const made = proxyOf(info.name, info.scriptBlock, '', constrain(functionMetadataOf(info), rules));
  made.module = info.module;
  made.moduleName = info.moduleName;
  made.options = info.options;
  return made;
}

// ---- RestrictedRemoteServer ----

const NAME_PATTERN = '^[-._:\\\\\\p{Ll}\\p{Lu}\\p{Lt}\\p{Lo}\\p{Nd}\\p{Lm}]{1,100}\\z';
const SELECTABLE = [
  'ModuleName',
  'Namespace',
  'OutputType',
  'Count',
  'HelpUri',
  'Name',
  'CommandType',
  'ResolvedCommandName',
  'DefaultParameterSet',
  'CmdletBinding',
  'Parameters',
];
const input: ParameterShort = { type: 'object', mandatory: true, pipeline: true, position: 9 };

/** The proxies that every session of this type has, and their parameters. */
const RESTRICTED: Record<string, Record<string, ParameterShort>> = {
  'Exit-PSSession': {},
  'Get-Command': {
    Name: { type: 'string[]', position: 0, validateLength: [0, 1000], validateCount: [0, 1000] },
    Module: { type: 'string[]', position: 1, validateLength: [0, 1000], validateCount: [0, 100] },
    ArgumentList: { type: 'object[]', position: 2, validateCount: [0, 100] },
    CommandType: { type: 'System.Management.Automation.CommandTypes', position: 3 },
    ListImported: { type: 'switch' },
    ShowCommandInfo: { type: 'switch' },
  },
  'Get-FormatData': {
    TypeName: { type: 'string[]', position: 0, validateLength: [0, 1000], validateCount: [0, 1000] },
    PowerShellVersion: { type: 'version', position: 1 },
  },
  'Get-Help': {
    Name: { type: 'string', position: 0, validateLength: [0, 1000], validatePattern: NAME_PATTERN },
    Category: { type: 'string[]', position: 1, validateSet: ['None', ...HELP_CATEGORIES], validateCount: [0, 1] },
  },
  'Measure-Object': { InputObject: { ...input, position: 0 } },
  'Out-Default': { InputObject: { ...input, position: 0 } },
  'Select-Object': {
    Property: { type: 'string[]', position: 0, validateSet: SELECTABLE, validateCount: [1, SELECTABLE.length] },
    InputObject: { ...input, position: 1 },
  },
};
/** Functions and aliases that such a session shows besides. */
export const RESTRICTED_COMMANDS: readonly string[] = ['Clear-Host'];
export const RESTRICTED_ALIASES: readonly string[] = ['cls', 'exsn', 'gcm', 'measure', 'select'];

/** The default proxies of SessionType RestrictedRemoteServer. */
export function restrictedProxies(empty: ScriptBlock): FunctionInfo[] {
  return Object.entries(RESTRICTED).map(([name, parameters]) => {
    const metadata = metadataOfDefinition({
      name,
      module: '',
      synopsis: '',
      className: name,
      parameters,
      confirmImpact: 'None',
      stateVersion: 1,
    });
    return proxyOf(name, empty, name, metadata);
  });
}
