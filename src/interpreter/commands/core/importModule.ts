/**
 * Import-Module, for script modules (.psm1), manifests (.psd1) of such, scripts (.ps1) and modules as objects. Modules that are part of
 * Limpet are there always. Behaviour: ImportModuleCommand.cs, ModuleCmdletBase.cs.
 */
import { defineCmdlet } from '../../binding/defineCmdlet.ts';
import type { CmdletContext, Step } from '../../machine/cmdlet.ts';
import { PSModuleInfo } from '../../machine/state.ts';
import { isFailure } from '../../providers/fileProtocol.ts';
import { stat } from '../../providers/fileSystem.ts';
import { placeOf } from '../../providers/location.ts';
import { leafOf, normalize, parentOf } from '../../providers/paths.ts';
import type { PSHashtable } from '../../values/collections.ts';
import { dictionaryOf } from '../../values/enumerate.ts';
import { TerminatingError } from '../../values/errors.ts';
import { makeError } from '../../values/faults.ts';
import { touch } from '../../values/heap.ts';
import { unwrap } from '../../values/typeNames.ts';
import type { Value } from '../../values/value.ts';
import { readText } from '../support/encodings.ts';
import { errorRecord, listOf, stringOf, stringsOf } from '../support/params.ts';
import { boundTo, type ExportFilter, finishExports, importMembers, importTarget, newModule, removeMembers } from './moduleSupport.ts';
import { customObjectOf } from './newModule.ts';

interface State {
  /** Names or paths still to be imported. */
  names: string[];
  /** The module whose body runs, and its manifest. */
  module: PSModuleInfo | null;
  manifest: PSHashtable | null;
  /** True while the manifest itself is being read. */
  reading: boolean;
}

type Context = CmdletContext<State>;

/** Modules whose commands are always there. */
export const BUILTIN_MODULES = [
  'Microsoft.PowerShell.Core',
  'Microsoft.PowerShell.Management',
  'Microsoft.PowerShell.Utility',
  'Microsoft.PowerShell.Security',
  'Microsoft.PowerShell.Host',
  'ThreadJob',
  'Microsoft.PowerShell.ThreadJob',
];

function notFound(name: string): TerminatingError {
  return makeError(
    'System.IO.FileNotFoundException',
    'Modules_ModuleNotFound',
    'ResourceUnavailable',
    `The specified module '${name}' was not loaded because no valid module file was found in any module directory.`,
    name,
  );
}

/** The file that a name means: a path, or a folder of $env:PSModulePath. Throws Modules_ModuleNotFound. */
function fileOf(context: Context, name: string): string {
  const tried: string[] = [];
  const consider = (path: string): void => {
    if (/\.(psm1|psd1|ps1)$/i.test(path)) tried.push(path);
    else {
      for (const extension of ['psd1', 'psm1']) tried.push(`${path}/${leafOf(path)}.${extension}`);
      for (const extension of ['psd1', 'psm1', 'ps1']) tried.push(`${path}.${extension}`);
    }
  };
  if (/[\\/~]/.test(name) || /^\.{1,2}$/.test(name)) consider(placeOf(context, name).path);
  else {
    for (const folder of (context.runspace.environment.get('PSModulePath') ?? '').split(':'))
      if (folder !== '') consider(normalize(`${folder}/${name}`));
    if (/\.(psm1|psd1|ps1)$/i.test(name)) consider(placeOf(context, name).path);
  }
  for (const path of tried) if (stat(context, path)?.kind === 'file') return path;
  throw notFound(name);
}

function filterOf(context: Context): ExportFilter {
  const { params } = context;
  return {
    prefix: stringOf(params.Prefix, context) ?? '',
    ...(params.Function === undefined ? {} : { functions: stringsOf(params.Function, context) }),
    ...(params.Alias === undefined ? {} : { aliases: stringsOf(params.Alias, context) }),
    ...(params.Variable === undefined ? {} : { variables: stringsOf(params.Variable, context) }),
  };
}

function done(context: Context, module: PSModuleInfo): void {
  const local = (stringOf(context.params.Scope, context) ?? '').toLowerCase() === 'local';
  if (context.isOn('AsCustomObject')) {
    context.write(customObjectOf(context, module));
    return;
  }
  const target = context.isOn('Global') ? context.runspace.globalScope : importTarget(context, local);
  context.runspace.modules.set(module.name.toLowerCase(), module);
  touch(context.runspace);
  importMembers(context, module, target, filterOf(context));
  if (context.isOn('PassThru')) context.write(module);
}

function names(manifest: PSHashtable, key: string, context: Context): string[] | undefined {
  const value = manifest.get(key);
  return value === undefined || value === null ? undefined : stringsOf(value, context);
}

/** Narrows what a module exports to what its manifest lists. */
function applyManifest(context: Context, module: PSModuleInfo, manifest: PSHashtable): void {
  module.moduleType = manifest.get('RootModule') === undefined && manifest.get('ModuleToProcess') === undefined ? 'Manifest' : 'Script';
  for (const { key, value } of manifest.entries.values()) if (typeof key === 'string') module.properties.set(key, value);
  const narrow = (table: Map<string, unknown>, key: string): void => {
    const wanted = names(manifest, key, context);
    if (wanted === undefined || wanted.includes('*')) return;
    for (const lower of [...table.keys()]) if (!wanted.some((n) => n.toLowerCase() === lower)) table.delete(lower);
  };
  narrow(module.exportedFunctions, 'FunctionsToExport');
  narrow(module.exportedAliases, 'AliasesToExport');
  narrow(module.exportedVariables, 'VariablesToExport');
  touch(module);
}

function run(context: Context, module: PSModuleInfo, path: string): Step {
  const text = readText(context, path, undefined);
  if (isFailure(text)) throw notFound(path);
  const block = boundTo(context.machine.drives.compile(text, path), module);
  context.state.module = module;
  return { do: 'await', activity: { kind: 'call', block, args: [...listOf(context.params.ArgumentList)], scope: 'current' } };
}

function next(context: Context): Step | void {
  const { state } = context;
  while (state.names.length > 0) {
    const name = state.names.shift() as string;
    try {
      const step = load(context, name);
      if (step !== undefined) return step;
    } catch (e) {
      if (!(e instanceof TerminatingError)) throw e;
      context.writeError(e.record);
    }
  }
}

function load(context: Context, name: string): Step | void {
  if (BUILTIN_MODULES.some((m) => m.toLowerCase() === name.toLowerCase())) return;
  const path = fileOf(context, name);
  const own = leafOf(path).replace(/\.[^.]*$/, '');
  const there = context.runspace.modules.get(own.toLowerCase());
  if (there !== undefined && there.path === path) {
    if (!context.isOn('Force')) {
      done(context, there);
      return;
    }
    removeMembers(context, there);
  }
  const module = newModule(context, own, path);
  context.state.reading = /\.psd1$/i.test(path);
  return run(context, module, path);
}

const byName = { position: 0, mandatory: true, pipeline: true };

export default defineCmdlet<State>({
  name: 'Import-Module',
  module: 'Microsoft.PowerShell.Core',
  aliases: ['ipmo'],
  synopsis: 'Brings the commands of a module into the session.',
  className: 'Microsoft.PowerShell.Commands.ImportModuleCommand',
  defaultSet: 'Name',
  sets: ['Name', 'ModuleInfo'],
  parameters: {
    Global: { type: 'switch', help: 'Into the global scope.' },
    Prefix: { type: 'string', notNull: true, help: 'Text in front of the nouns.' },
    Name: { type: 'string[]', sets: { Name: byName }, notNullOrEmpty: true, help: 'Names or paths of the modules.' },
    Function: { type: 'string[]', notNull: true, help: 'Functions to import.' },
    Cmdlet: { type: 'string[]', notNull: true, help: 'Cmdlets to import.' },
    Variable: { type: 'string[]', notNull: true, help: 'Variables to import.' },
    Alias: { type: 'string[]', notNull: true, help: 'Aliases to import.' },
    Force: { type: 'switch', help: 'Runs the module again.' },
    PassThru: { type: 'switch', help: 'Writes the module.' },
    AsCustomObject: { type: 'switch', help: 'Writes an object with the functions as methods.' },
    MinimumVersion: { type: 'version', aliases: ['Version'], sets: { Name: {} }, help: 'The least version.' },
    MaximumVersion: { type: 'string', sets: { Name: {} }, help: 'The greatest version.' },
    RequiredVersion: { type: 'version', sets: { Name: {} }, help: 'The version.' },
    ModuleInfo: { type: 'psmoduleinfo[]', sets: { ModuleInfo: byName }, notNull: true, help: 'Modules.' },
    ArgumentList: { type: 'object[]', aliases: ['Args'], help: 'Arguments of the module.' },
    DisableNameChecking: { type: 'switch', help: 'No warning about names.' },
    NoClobber: { type: 'switch', aliases: ['NoOverwrite'], help: 'Leaves commands that are there alone.' },
    Scope: { type: 'string', validateSet: ['Local', 'Global'], help: 'Local or Global.' },
    SkipEditionCheck: { type: 'switch', sets: { Name: {} }, help: 'Changes nothing.' },
  },
  outputTypes: ['System.Management.Automation.PSModuleInfo'],
  stateVersion: 1,
  init: () => ({ names: [], module: null, manifest: null, reading: false }),
  process(context) {
    const { state, params } = context;
    for (const value of listOf(params.ModuleInfo)) {
      const module = unwrap(value);
      if (module instanceof PSModuleInfo) done(context, module);
    }
    state.names = stringsOf(params.Name, context);
    return next(context);
  },
  resume(context, answer) {
    const { state } = context;
    const { module } = state;
    if (module === null) return;
    state.module = null;
    if (state.reading) {
      state.reading = false;
      const [value] = answer as Value[];
      const manifest = value === undefined ? null : dictionaryOf(value);
      if (manifest === null) {
        context.writeError(
          errorRecord(
            'System.InvalidOperationException',
            `The module manifest '${module.path}' could not be processed because it is not a valid PowerShell module manifest file. Remove the elements that are not permitted: The manifest must be a hash table.`,
            'Modules_InvalidManifest',
            'ResourceUnavailable',
            module.path,
          ),
        );
        return next(context);
      }
      state.manifest = manifest;
      const root = stringOf(manifest.get('RootModule') ?? manifest.get('ModuleToProcess'), context);
      if (root !== undefined && root !== '') {
        const file = normalize(`${parentOf(module.path)}/${root}`);
        if (stat(context, file) === null) {
          context.writeError(notFound(root).record);
          return next(context);
        }
        return run(context, newModule(context, module.name, module.path), file);
      }
    }
    finishExports(module);
    if (state.manifest !== null) {
      applyManifest(context, module, state.manifest);
      state.manifest = null;
    }
    done(context, module);
    return next(context);
  },
  help: { examples: [{ code: 'Import-Module ./tools.psm1 -Force' }], related: ['Get-Module', 'Remove-Module', 'New-Module'] },
});
