/**
 * Session configuration files (.pssc): from text to what a session is narrowed by. Keys, types and texts: about_Session_Configuration_Files,
 * New-PSSessionConfigurationFile's page, InitialSessionStateProvider.cs and RemotingErrorIdStrings.resx.
 */
import { DataError, type DataTable, type DataValue, entry, isDataBlock, isTable, readData } from './restrictedData.ts';

/** SessionType. */
export type SessionType = 'Default' | 'Empty' | 'RestrictedRemoteServer';

/** What a parameter of a constrained command may be. */
export interface ParameterRule {
  name: string;
  /** Allowed values; null = any. */
  validateSet: string[] | null;
  /** Patterns, one of which a value must match as a whole; null = any. */
  validatePattern: string[] | null;
}

/** A command that is made visible: by name or pattern, or with only some parameters. */
export interface VisibleCommand {
  name: string;
  /** null: the command as it is. */
  parameters: ParameterRule[] | null;
}

/** An entry of FunctionDefinitions. */
export interface FunctionDefinition {
  name: string;
  /** Text of the body, without braces. */
  text: string;
  /** ScopedItemOptions. */
  options: number;
}

/** An entry of AliasDefinitions. */
export interface AliasDefinition {
  name: string;
  value: string;
  description: string;
  options: number;
}

/** What a configuration file says. Plain data. */
export interface SessionConfiguration {
  /** Plain keys as written: SchemaVersion, GUID, Author, CompanyName, Copyright, Description, PowerShellVersion. */
  metadata: Record<string, string>;
  sessionType: SessionType;
  languageMode: 'FullLanguage' | 'NoLanguage';
  /** Visible*: null where the key is absent or names nothing. */
  visibleCmdlets: VisibleCommand[] | null;
  visibleFunctions: VisibleCommand[] | null;
  visibleAliases: string[] | null;
  functionDefinitions: FunctionDefinition[];
  aliasDefinitions: AliasDefinition[];
}

/** A configuration file with a fault. `errorId` is PowerShell's name of the text. */
export class ConfigurationError extends Error {
  readonly errorId: string;
  constructor(errorId: string, message: string) {
    super(message);
    this.errorId = errorId;
  }
}

const METADATA = ['SchemaVersion', 'GUID', 'Author', 'CompanyName', 'Copyright', 'Description', 'PowerShellVersion'];
const USED = [
  'SessionType',
  'LanguageMode',
  'VisibleCmdlets',
  'VisibleFunctions',
  'VisibleAliases',
  'FunctionDefinitions',
  'AliasDefinitions',
];
/** Keys that PowerShell knows and Limpet does not have yet: refused, never ignored. */
const KNOWN = [
  'AssembliesToLoad',
  'EnforceInputParameterValidation',
  'EnvironmentVariables',
  'ExecutionPolicy',
  'FormatsToProcess',
  'GroupManagedServiceAccount',
  'ModulesToImport',
  'MountUserDrive',
  'RequiredGroups',
  'RoleCapabilities',
  'RoleCapabilityFiles',
  'RoleDefinitions',
  'RunAsVirtualAccount',
  'RunAsVirtualAccountGroups',
  'ScriptsToProcess',
  'TranscriptDirectory',
  'TypesToProcess',
  'UserDriveMaximumSize',
  'VariableDefinitions',
  'VisibleExternalCommands',
  'VisibleProviders',
];

/** Texts of RemotingErrorIdStrings.resx by name. */
const TEXTS = {
  DISCInvalidKey: "The member '{0}' is not a valid key. Please change the member to a valid key in the file {1}.",
  DISCMissingSchemaVersion:
    "The member 'SchemaVersion' is not present in the configuration file. This member must exist and be assigned a version number of the form 'n.n.n.n'. Please add the missing member to the file {0}.",
  DISCTypeMustBeString: "The member '{0}' must be a string. Change the member to the correct type in the file {1}.",
  DISCTypeMustBeStringArray: "The member '{0}' must be a string array. Change the member to the correct type in the file {1}.",
  DISCTypeMustBeHashtableArray: "The member '{0}' must be a hashtable array. Change the member to the correct type in the file {1}.",
  DISCTypeMustBeValidEnum:
    'The member \'{0}\' must be a valid enumeration type "{1}". Valid enumeration values are "{2}". Change the member to the correct type in the file {3}.',
  DISCTypeMustContainKey: "The member '{0}' must contain the required key '{1}'. Add the require key to the file {2}.",
  DISCTypeContainsInvalidKey: "The key '{0}' in the member '{1}' is not valid. Change the key in the file {2}.",
  DISCKeyMustBeScriptBlock: "The key '{0}' in the member '{1}' must be a script block. Change the key to the correct type in the file {2}.",
  InvalidVisibleCmdletsKeyEntries: "The member '{0}' must be an array consisting of either string or hashtable elements.",
  InvalidVisibleCommandKeyEntries:
    "Could not parse visible command definition for '{0}'. The visible command definition must be a hashtable with the keys of 'Name' and 'Parameters'. The value of the 'Parameters' key must be a collection of hashtables with the keys 'Name', and optionally either 'ValidateSet' or 'ValidatePattern'.",
  DISCUnsupportedByLimpet: "Limpet does not support the member '{0}' of session configuration files yet. Remove it from the file {1}.",
  LanguageModeUnsupportedByLimpet:
    "Limpet does not support the language mode '{0}' in session configuration files yet. Use 'NoLanguage' or 'FullLanguage' in the file {1}.",
} as const;

function problem(id: keyof typeof TEXTS, ...args: string[]): ConfigurationError {
  return new ConfigurationError(
    id,
    TEXTS[id].replace(/\{(\d)\}/g, (_, n: string) => args[Number(n)] ?? ''),
  );
}

/**
 * Reads a configuration file. Throws ConfigurationError. `needSchemaVersion`: as Test-PSSessionConfigurationFile, which alone insists on
 * SchemaVersion.
 */
export function readSessionConfiguration(text: string, path: string, needSchemaVersion = false): SessionConfiguration {
  let data: DataTable;
  try {
    data = readData(text);
  } catch (error) {
    if (error instanceof DataError) throw new ConfigurationError('DISCErrorParsingConfigFile', error.message);
    throw error;
  }
  for (const [key] of data.table) {
    const is = (known: string): boolean => known.toLowerCase() === key.toLowerCase();
    if (KNOWN.some(is)) throw problem('DISCUnsupportedByLimpet', key, path);
    if (!METADATA.some(is) && !USED.some(is)) throw problem('DISCInvalidKey', key, path);
  }
  const metadata: Record<string, string> = {};
  for (const key of METADATA) {
    const value = entry(data, key);
    if (value === undefined) continue;
    if (typeof value !== 'string') throw problem('DISCTypeMustBeString', key, path);
    metadata[key] = value;
  }
  if (needSchemaVersion && metadata.SchemaVersion === undefined) throw problem('DISCMissingSchemaVersion', path);
  const sessionType = oneOf(data, 'SessionType', ['Empty', 'RestrictedRemoteServer', 'Default'], path) ?? 'Default';
  const mode = oneOf(data, 'LanguageMode', ['FullLanguage', 'RestrictedLanguage', 'NoLanguage', 'ConstrainedLanguage'], path);
  if (mode === 'RestrictedLanguage' || mode === 'ConstrainedLanguage') throw problem('LanguageModeUnsupportedByLimpet', mode, path);
  return {
    metadata,
    sessionType,
    languageMode: mode ?? (sessionType === 'Default' ? 'FullLanguage' : 'NoLanguage'),
    visibleCmdlets: visibleCommands(data, 'VisibleCmdlets'),
    visibleFunctions: visibleCommands(data, 'VisibleFunctions'),
    visibleAliases: visibleNames(data, 'VisibleAliases', path),
    functionDefinitions: functions(data, path),
    aliasDefinitions: aliases(data, path),
  };
}

function oneOf<T extends string>(data: DataTable, key: string, names: readonly T[], path: string): T | null {
  const value = entry(data, key);
  if (value === undefined) return null;
  const found = names.find((n) => typeof value === 'string' && n.toLowerCase() === value.toLowerCase());
  const type = key === 'SessionType' ? 'System.Management.Automation.Remoting.SessionType' : 'System.Management.Automation.PSLanguageMode';
  if (found === undefined) throw problem('DISCTypeMustBeValidEnum', key, type, names.join(', '), path);
  return found;
}

function items(value: DataValue | undefined): DataValue[] {
  return value === undefined ? [] : Array.isArray(value) ? value : [value];
}

function visibleNames(data: DataTable, key: string, path: string): string[] | null {
  const list = items(entry(data, key));
  if (!list.every((v) => typeof v === 'string')) throw problem('DISCTypeMustBeStringArray', key, path);
  const names = list.filter((v) => v !== '');
  return names.length === 0 ? null : names;
}

function visibleCommands(data: DataTable, key: string): VisibleCommand[] | null {
  const list = items(entry(data, key)).map((value): VisibleCommand => {
    if (typeof value === 'string') return { name: value, parameters: null };
    if (!isTable(value)) throw problem('InvalidVisibleCmdletsKeyEntries', key);
    return visibleCommand(value);
  });
  const named = list.filter((c) => c.name !== '');
  return named.length === 0 ? null : named;
}

/** One constrained command. Throws InvalidVisibleCommandKeyEntries. */
function visibleCommand(table: DataTable): VisibleCommand {
  const name = entry(table, 'Name');
  const parameters = entry(table, 'Parameters');
  const fault = (): ConfigurationError =>
    problem('InvalidVisibleCommandKeyEntries', typeof name === 'string' && name !== '' ? name : (table.table[0]?.[0] ?? ''));
  if (typeof name !== 'string' || name === '' || parameters === undefined) throw fault();
  const rules = items(parameters).map((p): ParameterRule => {
    if (!isTable(p)) throw fault();
    const parameter = entry(p, 'Name');
    if (typeof parameter !== 'string' || parameter === '') throw fault();
    for (const [key] of p.table) if (!/^(name|validateset|validatepattern)$/i.test(key)) throw fault();
    const texts = (key: string): string[] | null => {
      const list = items(entry(p, key)).map((v) => {
        if (v !== null && typeof v === 'object') throw fault();
        return String(v);
      });
      const given = list.filter((v) => v !== '');
      return entry(p, key) === undefined ? null : given;
    };
    return { name: parameter, validateSet: texts('ValidateSet'), validatePattern: texts('ValidatePattern') };
  });
  return { name, parameters: rules };
}

/** The hashtables of a key, with only these keys in them. */
function tables(data: DataTable, key: string, required: string[], optional: string[], path: string): DataTable[] {
  return items(entry(data, key)).map((table) => {
    if (!isTable(table)) throw problem('DISCTypeMustBeHashtableArray', key, path);
    for (const name of required) if (entry(table, name) === undefined) throw problem('DISCTypeMustContainKey', key, name, path);
    for (const [name] of table.table)
      if (![...required, ...optional].some((n) => n.toLowerCase() === name.toLowerCase()))
        throw problem('DISCTypeContainsInvalidKey', name, key, path);
    return table;
  });
}

function textOf(table: DataTable, name: string, key: string, path: string): string {
  const value = entry(table, name);
  if (value === undefined) return '';
  if (typeof value !== 'string') throw problem('DISCTypeMustBeString', `${key}.${name}`, path);
  return value;
}

const OPTIONS: Record<string, number> = { none: 0, readonly: 1, constant: 2, private: 4, allscope: 8, unspecified: 16 };

function optionsOf(table: DataTable, key: string, path: string): number {
  const text = textOf(table, 'Options', key, path);
  let bits = 0;
  for (const name of text.split(',').map((n) => n.trim().toLowerCase())) {
    if (name === '') continue;
    if (OPTIONS[name] === undefined)
      throw problem(
        'DISCTypeMustBeValidEnum',
        `${key}.Options`,
        'System.Management.Automation.ScopedItemOptions',
        'None, ReadOnly, Constant, Private, AllScope, Unspecified',
        path,
      );
    bits |= OPTIONS[name];
  }
  return bits;
}

function functions(data: DataTable, path: string): FunctionDefinition[] {
  const key = 'FunctionDefinitions';
  return tables(data, key, ['Name', 'ScriptBlock'], ['Options'], path).map((table) => {
    const block = entry(table, 'ScriptBlock');
    // the loader takes a string too
    if (!isDataBlock(block) && typeof block !== 'string') throw problem('DISCKeyMustBeScriptBlock', 'ScriptBlock', key, path);
    return {
      name: textOf(table, 'Name', key, path),
      text: isDataBlock(block) ? block.block : block,
      options: optionsOf(table, key, path),
    };
  });
}

function aliases(data: DataTable, path: string): AliasDefinition[] {
  const key = 'AliasDefinitions';
  return tables(data, key, ['Name', 'Value'], ['Description', 'Options'], path).map((table) => ({
    name: textOf(table, 'Name', key, path),
    value: textOf(table, 'Value', key, path),
    description: textOf(table, 'Description', key, path),
    options: optionsOf(table, key, path),
  }));
}

/** Commands that let out more than they seem to: a warning when a configuration shows one to its users. */
const OPENINGS: Record<string, string> = {
  'Invoke-Expression': 'runs any text',
  'Import-Module': 'runs the files of modules',
  'New-Object': 'makes objects of any type',
  'ForEach-Object': 'calls methods by name',
  'Invoke-Command': 'runs commands in other sessions',
  'Start-Job': 'runs commands in a session of its own',
  'Start-ThreadJob': 'runs commands in a session of its own',
  'Update-TypeData': 'defines members that run script',
  'Update-FormatData': 'loads views that run script',
  'Set-Alias': 'changes what names mean',
  'New-Alias': 'changes what names mean',
  'Set-Item': 'changes functions, aliases and variables',
  'New-Item': 'makes functions, aliases and variables',
  'Set-Content': 'changes functions and files',
};

/** What the author of a configuration should know; shown when it is registered. */
export function configurationWarnings(configuration: SessionConfiguration): string[] {
  const warnings: string[] = [];
  const restricted = configuration.visibleCmdlets !== null || configuration.visibleFunctions !== null;
  for (const [key, list] of [
    ['VisibleCmdlets', configuration.visibleCmdlets],
    ['VisibleFunctions', configuration.visibleFunctions],
  ] as const)
    for (const command of list ?? []) {
      if (/[*?[]/.test(command.name) && command.name !== '*' && command.parameters === null)
        warnings.push(`${key}: '${command.name}' shows every ${key === 'VisibleCmdlets' ? 'cmdlet' : 'function'} that matches it.`);
      const bare = command.name.replace(/^.*\\/, '').toLowerCase();
      const opening = Object.keys(OPENINGS).find((n) => n.toLowerCase() === bare);
      if (opening !== undefined && command.parameters === null)
        warnings.push(`${key}: ${opening} ${OPENINGS[opening]}. Users of this configuration may get past its limits.`);
      for (const rule of command.parameters ?? [])
        if (rule.validateSet !== null || rule.validatePattern !== null)
          warnings.push(
            `${key}: the values of ${command.name} -${rule.name} are limited, but the command can be called without that parameter.`,
          );
    }
  if (configuration.languageMode === 'FullLanguage' && (restricted || configuration.sessionType !== 'Default'))
    warnings.push('LanguageMode: with FullLanguage users can write script; NoLanguage is the stronger limit.');
  return warnings;
}
