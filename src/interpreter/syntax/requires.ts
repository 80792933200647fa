/** `#requires` (tokenizer.cs GetScriptRequirements): each comment is read as a command once the script was parsed. */
import type { Ast, CommandElementAst, CommandParameterAst, RequiredModule, ScriptRequirements } from './ast.ts';
import type { ConstantTable, ConstantValue } from './constants.ts';
import { constantValue, isConstant } from './constants.ts';
import { commandName } from './nodes.ts';
import { parseCommand } from './parseCommands.ts';
import type { Parser } from './parser.ts';

const noModuleName = "The 'ModuleName' member does not exist in the hashtable that describes this module.";
const noModuleVersion =
  "The 'ModuleVersion', 'MaximumVersion' and 'RequiredVersion' members do not exist in the hashtable that describes this module. One of these three members must exist, and be assigned a version number in the format 'n.n.n.n'.";

interface State {
  shellId: string | null;
  version: string | null;
  editions: string[] | null;
  modules: RequiredModule[];
  assemblies: string[];
  elevated: boolean;
  snapin: string | null;
  snapinVersion: string | null;
}

/** What the script's #requires lines ask for, or null when there are none. Reports what is wrong with them. */
export function parseRequirements(p: Parser): ScriptRequirements | null {
  const tokens = p.tokenizer.requiresTokens;
  if (tokens.length === 0) return null;
  p.tokenizer.requiresTokens = [];
  const state: State = {
    shellId: null,
    version: null,
    editions: null,
    modules: [],
    assemblies: [],
    elevated: false,
    snapin: null,
    snapinVersion: null,
  };
  for (const token of tokens) {
    const extent = { start: token.extent.start + 1, end: token.extent.end };
    const text = p.tokenizer.textOf(extent);
    const saved = p.tokenizer.startNestedScan({ kind: 'StringLiteral', flags: 0, extent, text, value: text });
    const command = parseCommand(p);
    p.ungot = null;
    p.tokenizer.finishNestedScan(saved);
    if (!command) continue;
    if (commandName(command)?.toLowerCase() !== 'requires') p.report(command.extent, 'ScriptRequiresInvalidFormat');
    state.snapin = null;
    state.snapinVersion = null;
    const elements = command.commandElements;
    const isSnapin = (element: Ast) => element.kind === 'CommandParameterAst' && abbreviates(element, 'pssnapin');
    const hasSnapin = elements.slice(1).some(isSnapin);
    for (let i = 1; i < elements.length; i++) {
      const element = elements[i];
      if (element.kind !== 'CommandParameterAst') p.report(element.extent, 'ScriptRequiresInvalidFormat');
      else if (element.argument) handleParameter(p, state, element, element.argument, hasSnapin);
      else handleParameter(p, state, element, elements[++i] ?? null, hasSnapin);
    }
  }
  return {
    requiredApplicationId: state.shellId,
    requiredPSVersion: state.version,
    requiredPSEditions: state.editions ?? [],
    requiredModules: state.modules,
    requiredAssemblies: state.assemblies,
    isElevationRequired: state.elevated,
  };
}

function abbreviates(parameter: CommandParameterAst, name: string): boolean {
  return name.startsWith(parameter.parameterName.toLowerCase());
}

function list(value: ConstantValue): ConstantValue[] {
  return Array.isArray(value) ? value : [value];
}

/** A version's text with at least one dot, or null (Utils.StringToVersion). */
function versionText(text: string): string | null {
  const full = text.includes('.') ? text : `${text}.0`;
  return /^\s*\d{1,9}(\s*\.\s*\d{1,9}){1,3}\s*$/.test(full) ? full.replace(/\s/g, '') : null;
}

function handleParameter(
  p: Parser,
  state: State,
  parameter: CommandParameterAst,
  argument: CommandElementAst | null,
  hasSnapin: boolean,
): void {
  const twice = (name: string) => p.report(parameter.extent, 'ParameterAlreadyBound', null, name);
  if (abbreviates(parameter, 'runasadministrator')) {
    state.elevated = true;
    if (argument) p.report(parameter.extent, 'ParameterCannotHaveArgument', parameter.parameterName);
    return;
  }
  if (!argument) {
    p.report(parameter.extent, 'ParameterRequiresArgument', parameter.parameterName);
    return;
  }
  if (!isConstant(argument, { requires: true })) {
    p.report(argument.extent, 'RequiresArgumentMustBeConstant');
    return;
  }
  const value = constantValue(argument);
  const notString = (name: string) => p.report(argument.extent, 'RequiresInvalidStringArgument', name);
  if (abbreviates(parameter, 'shellid')) {
    if (state.shellId !== null) twice('shellid');
    else if (typeof value !== 'string') notString('shellid');
    else state.shellId = value;
  } else if (abbreviates(parameter, 'pssnapin')) {
    if (typeof value !== 'string') notString('pssnapin');
    else if (state.snapin !== null) twice('pssnapin');
    else if (!/^[A-Za-z0-9._-]+$/.test(value)) p.report(argument.extent, 'InvalidPSSnapInName');
    else state.snapin = value;
  } else if (abbreviates(parameter, 'psedition')) {
    if (state.editions !== null) {
      twice('psedition');
      return;
    }
    for (const edition of list(value)) {
      if (typeof edition !== 'string') {
        notString('psedition');
        continue;
      }
      state.editions ??= [];
      if (!/^(core|desktop)$/i.test(edition)) p.report(argument.extent, 'RequiresPSEditionInvalid', 'psedition');
      if (state.editions.some((other) => other.toLowerCase() === edition.toLowerCase())) {
        p.report(argument.extent, 'RequiresPSEditionValueIsAlreadySpecified', 'psedition');
      } else state.editions.push(edition);
    }
  } else if (abbreviates(parameter, 'version')) {
    const version = versionText(typeof value === 'string' ? value : p.tokenizer.textOf(argument.extent));
    if (version === null) p.report(argument.extent, 'RequiresVersionInvalid');
    else if (hasSnapin) {
      if (state.snapinVersion !== null) twice('version');
      else state.snapinVersion = version;
    } else if (state.version !== null && state.version !== version) twice('version');
    else state.version = version;
  } else if (abbreviates(parameter, 'assembly')) {
    for (const assembly of list(value)) {
      if (typeof assembly !== 'string') notString('assembly');
      else if (!state.assemblies.includes(assembly)) state.assemblies.push(assembly);
    }
  } else if (abbreviates(parameter, 'modules')) {
    for (const item of list(value)) {
      const module = requiredModule(item);
      if (typeof module === 'string') {
        p.report(argument.extent, 'RequiresModuleInvalid', module);
        return;
      }
      state.modules.push(module);
    }
  } else p.report(parameter.extent, 'ScriptRequiresInvalidFormat');
}

function isTable(value: ConstantValue): value is ConstantTable {
  return typeof value === 'object' && value !== null && 'kind' in value;
}

/** A module as `#requires -Modules` and `using module` name it, or what is wrong (ModuleSpecification.cs). */
export function requiredModule(value: ConstantValue): RequiredModule | string {
  const result: RequiredModule = { name: '', guid: null, version: null, requiredVersion: null, maximumVersion: null };
  if (typeof value === 'string') {
    result.name = value;
    return value === '' ? noModuleName : result;
  }
  if (!isTable(value)) return noModuleName;
  const bad: string[] = [];
  for (const entry of value.entries) {
    const key = String(entry.key);
    const text = isScalar(entry.value) ? scalarText(entry.value) : '';
    switch (key.toLowerCase()) {
      case 'modulename':
        result.name = text;
        break;
      case 'guid':
        result.guid = text;
        break;
      case 'moduleversion':
      case 'requiredversion':
      case 'maximumversion': {
        const isMaximum = key.toLowerCase() === 'maximumversion';
        const version = isMaximum && /^[\d.]*\*$/.test(text) ? text : versionText(text);
        if (version === null) return `Cannot convert value "${text}" to type "System.Version".`;
        if (isMaximum) result.maximumVersion = version;
        else if (key.toLowerCase() === 'requiredversion') result.requiredVersion = version;
        else result.version = version;
        break;
      }
      default:
        bad.push(`'${key}'`);
    }
  }
  if (bad.length > 0) {
    return `The hashtable describing a module contains one or more members that are not valid. The valid members are (ModuleName, ModuleVersion, RequiredVersion, GUID). Remove the members that are not valid (${bad.join(', ')}), then try again.`;
  }
  if (result.name === '') return noModuleName;
  const { version, requiredVersion, maximumVersion } = result;
  if (version === null && requiredVersion === null && maximumVersion === null) {
    return noModuleVersion;
  }
  if (requiredVersion !== null && (version !== null || maximumVersion !== null)) {
    const other = version !== null ? 'ModuleVersion' : 'MaximumVersion';
    return `The parameters ${other} and RequiredVersion cannot be used together. Please specify only one parameter.`;
  }
  return result;
}

function isScalar(value: ConstantValue): value is Exclude<ConstantValue, ConstantValue[] | ConstantTable> {
  return !Array.isArray(value) && !isTable(value);
}

function scalarText(value: Exclude<ConstantValue, ConstantValue[] | ConstantTable>): string {
  if (value === null || value === undefined) return '';
  return typeof value === 'object' ? String(value.value) : String(value);
}
