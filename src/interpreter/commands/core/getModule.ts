/** Get-Module. Behaviour: GetModuleCommand.cs. */
import { defineCmdlet } from '../../binding/defineCmdlet.ts';
import type { CmdletContext } from '../../machine/cmdlet.ts';
import { PSModuleInfo } from '../../machine/state.ts';
import { isWildcardMatch } from '../../values/regex/wildcard.ts';
import { listOf, stringsOf } from '../support/params.ts';
import { modulesLike } from './moduleSupport.ts';

/** Modules that are part of Limpet, as objects. */
function builtin(context: CmdletContext<object>, patterns: readonly string[]): PSModuleInfo[] {
  const names = new Set([...context.runspace.cmdlets.values()].map((c) => c.moduleName));
  names.delete('Microsoft.PowerShell.Core');
  return [...names]
    .filter((n) => n !== '' && patterns.some((p) => isWildcardMatch(p, n)))
    .sort()
    .map((name) => {
      const module = new PSModuleInfo(name, `/opt/limpet/Modules/${name}/${name}.psd1`);
      module.moduleType = 'Manifest';
      module.exportedCmdlets = [...context.runspace.cmdlets.values()].filter((c) => c.moduleName === name).map((c) => c.name);
      return module;
    });
}

export default defineCmdlet({
  name: 'Get-Module',
  module: 'Microsoft.PowerShell.Core',
  aliases: ['gmo'],
  synopsis: 'Gets the modules of the session.',
  className: 'Microsoft.PowerShell.Commands.GetModuleCommand',
  defaultSet: 'Loaded',
  parameters: {
    Name: {
      type: 'string[]',
      position: 0,
      pipeline: true,
      sets: { Loaded: {}, Available: {} },
      wildcards: true,
      help: 'Names of the modules.',
    },
    FullyQualifiedName: {
      type: 'object[]',
      byName: true,
      sets: { Loaded: {}, Available: {} },
      dontShow: true,
      help: 'Names with versions.',
    },
    All: { type: 'switch', sets: { Loaded: {}, Available: {} }, help: 'Nested modules too.' },
    ListAvailable: { type: 'switch', sets: { Available: { mandatory: true } }, help: 'Modules that could be imported.' },
    PSEdition: { type: 'string', sets: { Available: {} }, help: 'Changes nothing.' },
    SkipEditionCheck: { type: 'switch', sets: { Available: {} }, help: 'Changes nothing.' },
    Refresh: { type: 'switch', sets: { Available: {} }, help: 'Changes nothing.' },
  },
  outputTypes: ['System.Management.Automation.PSModuleInfo'],
  stateVersion: 1,
  process(context) {
    const patterns = stringsOf(listOf(context.params.Name).length === 0 ? null : context.params.Name, context);
    if (context.isOn('ListAvailable')) {
      for (const module of builtin(context, patterns.length === 0 ? ['*'] : patterns)) context.write(module);
      return;
    }
    const loaded = modulesLike(context, patterns);
    const shown = patterns.length === 0 ? [] : builtin(context, patterns);
    const all = [...loaded, ...shown].sort((a, b) => (a.name.toLowerCase() < b.name.toLowerCase() ? -1 : 1));
    for (const module of all) context.write(module);
  },
  help: { examples: [{ code: 'Get-Module' }], related: ['Import-Module', 'Remove-Module'] },
});
