/** Puts a command's parameters together: its own, then the ones that every advanced command has. */

import type { AttributeSpec } from '../values/code.ts';
import { fail } from '../values/errors.ts';
import { ALL_SETS, type ParameterInSet, type ParameterMetadata } from './metadata.ts';

/** Flags of a parameter that is named only. */
export function plainFlags(): ParameterInSet {
  return {
    mandatory: false,
    position: null,
    valueFromPipeline: false,
    valueFromPipelineByPropertyName: false,
    valueFromRemainingArguments: false,
    helpMessage: '',
  };
}

/** A parameter of all sets without any flag. */
export function plainParameter(name: string, type: string): ParameterMetadata {
  return {
    name,
    type,
    aliases: [],
    sets: { [ALL_SETS]: plainFlags() },
    attributes: [],
    allowNull: false,
    allowEmptyString: false,
    allowEmptyCollection: false,
    dontShow: false,
    supportsWildcards: false,
    help: '',
    isCommon: false,
    isDynamic: false,
  };
}

const ACTION = 'System.Management.Automation.ActionPreference';
const VARIABLE: AttributeSpec = { typeName: 'ValidateVariableName', positional: [], named: {} };

/** name, alias, type: in the order in which PowerShell lists them (CommonCommandParameters.cs). */
const COMMON: readonly (readonly [string, string, string])[] = [
  ['Verbose', 'vb', 'switch'],
  ['Debug', 'db', 'switch'],
  ['ErrorAction', 'ea', ACTION],
  ['WarningAction', 'wa', ACTION],
  ['InformationAction', 'infa', ACTION],
  ['ProgressAction', 'proga', ACTION],
  ['ErrorVariable', 'ev', 'string'],
  ['WarningVariable', 'wv', 'string'],
  ['InformationVariable', 'iv', 'string'],
  ['OutVariable', 'ov', 'string'],
  ['OutBuffer', 'ob', 'int'],
  ['PipelineVariable', 'pv', 'string'],
];

/** Names of the common parameters, without -WhatIf and -Confirm. */
export const COMMON_PARAMETERS: readonly string[] = COMMON.map((c) => c[0]);

function common(name: string, alias: string, type: string): ParameterMetadata {
  const parameter = plainParameter(name, type);
  parameter.aliases = [alias];
  parameter.isCommon = true;
  parameter.association = 'common';
  if (name.endsWith('Variable')) parameter.attributes = [VARIABLE];
  if (name === 'OutBuffer') parameter.attributes = [{ typeName: 'ValidateRange', positional: [0, 2147483647], named: {} }];
  return parameter;
}

function extra(association: 'shouldProcess' | 'paging', name: string, type: string, alias?: string): ParameterMetadata {
  const parameter = plainParameter(name, type);
  if (alias !== undefined) parameter.aliases = [alias];
  parameter.association = association;
  return parameter;
}

/**
 * The common parameters of an advanced command, then -WhatIf and -Confirm, then those of paging
 * (CommandMetadata.cs MergeParameterMetadata).
 */
export function automaticParameters(supportsShouldProcess: boolean, supportsPaging: boolean): ParameterMetadata[] {
  const list = COMMON.map(([name, alias, type]) => common(name, alias, type));
  if (supportsShouldProcess) {
    list.push(extra('shouldProcess', 'WhatIf', 'switch', 'wi'), extra('shouldProcess', 'Confirm', 'switch', 'cf'));
  }
  if (supportsPaging) {
    list.push(extra('paging', 'IncludeTotalCount', 'switch'), extra('paging', 'Skip', 'ulong'), extra('paging', 'First', 'ulong'));
  }
  return list;
}

function metadataError(errorId: string, message: string) {
  return fail(errorId, 'MetadataError', message, { typeName: 'System.Management.Automation.MetadataException' });
}

/**
 * Checks that no name or alias occurs twice. Throws ParameterNameAlreadyExistsForCommand, ParameterNameConflictsWithAlias,
 * AliasParameterNameAlreadyExistsForCommand (MergedCommandParameterMetadata.cs AddMetadataForBinder).
 */
export function checkNames(parameters: readonly ParameterMetadata[]): void {
  const names = new Map<string, string>();
  const aliases = new Map<string, string>();
  for (const p of parameters) {
    const lower = p.name.toLowerCase();
    if (names.has(lower)) {
      throw metadataError(
        'ParameterNameAlreadyExistsForCommand',
        `A parameter with the name '${p.name}' was defined multiple times for the command.`,
      );
    }
    const aliasOf = aliases.get(lower);
    if (aliasOf !== undefined) {
      throw metadataError(
        'ParameterNameConflictsWithAlias',
        `The parameter '${p.name}' cannot be specified because it conflicts with the parameter alias of the same name for parameter '${aliasOf}'.`,
      );
    }
    names.set(lower, p.name);
    for (const alias of p.aliases) {
      const a = alias.toLowerCase();
      if (aliases.has(a)) {
        throw metadataError(
          'AliasParameterNameAlreadyExistsForCommand',
          `The parameter alias cannot be specified because an alias with the name '${alias}' was already defined multiple times for the command.`,
        );
      }
      const named = names.get(a);
      if (named !== undefined) {
        throw metadataError(
          'ParameterNameConflictsWithAlias',
          `The parameter '${named}' cannot be specified because it conflicts with the parameter alias of the same name for parameter '${p.name}'.`,
        );
      }
      aliases.set(a, p.name);
    }
  }
}
