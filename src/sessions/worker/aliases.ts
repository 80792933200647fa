/** The aliases that the page gives its consoles and default sessions. */
import type { Machine } from '../../interpreter/machine/machine.ts';
import { AliasInfo } from '../../interpreter/machine/state.ts';
import { touch } from '../../interpreter/values/heap.ts';

/** Aliases that PowerShell has on Windows only, and Limpet's consoles and default sessions too: there are no native programs here (design, "Platform"). */
const WINDOWS_ALIASES: Record<string, string> = {
  ac: 'Add-Content',
  cat: 'Get-Content',
  clear: 'Clear-Host',
  compare: 'Compare-Object',
  cp: 'Copy-Item',
  cpp: 'Copy-ItemProperty',
  diff: 'Compare-Object',
  kill: 'Stop-Process',
  ls: 'Get-ChildItem',
  man: 'help',
  mount: 'New-PSDrive',
  mv: 'Move-Item',
  ps: 'Get-Process',
  rm: 'Remove-Item',
  rmdir: 'Remove-Item',
  sleep: 'Start-Sleep',
  sort: 'Sort-Object',
  start: 'Start-Process',
  tee: 'Tee-Object',
  write: 'Write-Output',
};

/** Adds them to a fresh session, as far as their names are free. */
export function defineWindowsAliases(machine: Machine): void {
  const { globalScope } = machine.root.runspaces[0];
  globalScope.aliases ??= new Map();
  for (const [name, target] of Object.entries(WINDOWS_ALIASES))
    if (!globalScope.aliases.has(name)) globalScope.aliases.set(name, new AliasInfo(name, target));
  touch(globalScope);
  machine.commandsChanged();
}
