/** Enums that cmdlets' parameters and objects have, where no other room has registered them. Facts: PowerShell's source. */
import { findType, registerType } from '../../values/types/registry.ts';

function define(name: string, names: readonly string[] | Record<string, number>, isFlags = false): void {
  if (findType(name)?.enumNames !== undefined) return;
  const enumNames = Array.isArray(names) ? Object.fromEntries(names.map((n, i) => [n, i])) : (names as Record<string, number>);
  registerType({ name, enumNames, isFlags, isValueType: true });
}

const SMA = 'System.Management.Automation';
const C = 'Microsoft.PowerShell.Commands';
define(`${SMA}.ScopedItemOptions`, { None: 0, ReadOnly: 1, Constant: 2, Private: 4, AllScope: 8, Unspecified: 16 }, true);
define(`${SMA}.SessionStateEntryVisibility`, ['Public', 'Private']);
define(
  `${SMA}.PSMemberTypes`,
  {
    AliasProperty: 1,
    CodeProperty: 2,
    Property: 4,
    NoteProperty: 8,
    ScriptProperty: 16,
    Properties: 31,
    PropertySet: 32,
    Method: 64,
    CodeMethod: 128,
    ScriptMethod: 256,
    Methods: 448,
    ParameterizedProperty: 512,
    MemberSet: 1024,
    Event: 2048,
    Dynamic: 4096,
    InferredProperty: 8192,
    All: 16383,
  },
  true,
);
define(`${SMA}.PSMemberViewTypes`, { Extended: 1, Adapted: 2, Base: 4, All: 7 }, true);
define(
  `${SMA}.CommandTypes`,
  {
    Alias: 1,
    Function: 2,
    Filter: 4,
    Cmdlet: 8,
    ExternalScript: 16,
    Application: 32,
    Script: 64,
    Configuration: 256,
    All: 383,
  },
  true,
);
define(`${C}.DisplayHintType`, ['Date', 'Time', 'DateTime']);
define(`${C}.ExportAliasFormat`, ['Csv', 'Script']);
define(`${C}.OpenMode`, ['Add', 'New', 'Overwrite']);
define(`${SMA}.ModuleType`, ['Script', 'Binary', 'Manifest', 'Cim', 'Workflow']);
define(`${SMA}.ModuleAccessMode`, ['ReadWrite', 'ReadOnly', 'Constant']);
define(`${SMA}.Runspaces.PipelineState`, ['NotStarted', 'Running', 'Stopping', 'Stopped', 'Completed', 'Failed', 'Disconnected']);
define(`${C}.TestPathType`, ['Any', 'Container', 'Leaf']);
define('System.ConsoleColor', [
  'Black',
  'DarkBlue',
  'DarkGreen',
  'DarkCyan',
  'DarkRed',
  'DarkMagenta',
  'DarkYellow',
  'Gray',
  'DarkGray',
  'Blue',
  'Green',
  'Cyan',
  'Red',
  'Magenta',
  'Yellow',
  'White',
]);
