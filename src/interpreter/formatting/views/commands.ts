/** Views of commands, variables, drives, modules, history, debugging. Facts: PowerShellCore_format_ps1xml.cs. */
import { bind, control, custom, frame, list, listByType, NEW_LINE, table, text, type ViewDefinition, wide } from '../viewTypes.ts';

const SMA = 'System.Management.Automation';
const COMMANDS = 'Microsoft.PowerShell.Commands';
const BREAKPOINTS = ['CommandBreakpoint', 'LineBreakpoint', 'VariableBreakpoint'].map((name) => `${SMA}.${name}`);
const COMMAND_TYPES = ['AliasInfo', 'ApplicationInfo', 'CmdletInfo', 'ExternalScriptInfo', 'FilterInfo', 'FunctionInfo', 'ScriptInfo'];

const PARAMETER_ATTRIBUTES = control(frame(2, bind(null), NEW_LINE));

const PARAMETER = control(
  NEW_LINE,
  frame(
    2,
    text('Parameter Name: '),
    bind('Name'),
    NEW_LINE,
    frame(
      2,
      ...[
        'ParameterType',
        'Position',
        'IsMandatory',
        'IsDynamic',
        'HelpMessage',
        'ValueFromPipeline',
        'ValueFromPipelineByPropertyName',
        'ValueFromRemainingArguments',
        'Aliases',
      ].flatMap((name) => [text(`${name} = `), bind(name), NEW_LINE]),
      text('Attributes ='),
      NEW_LINE,
      bind('Attributes', PARAMETER_ATTRIBUTES),
    ),
  ),
);

const MODULE_GROUP = control(frame(0, text('    Directory: '), bind('@module.folder')));

/** Views of commands, variables, drives and modules. */
export const COMMAND_VIEWS: ViewDefinition[] = [
  table(`System.RuntimeType`, 'System.RuntimeType', 'IsPublic|8; IsSerial|8|IsSerializable; Name|40; BaseType'),
  table(`${COMMANDS}.MemberDefinition`, `${COMMANDS}.MemberDefinition`, 'Name; MemberType; Definition', {
    autosize: true,
    groupBy: 'TypeName',
  }),
  table(`${COMMANDS}.GroupInfo`, `${COMMANDS}.GroupInfo`, 'Count|>5; Name|25; Group'),
  list(`${COMMANDS}.GroupInfo`, `${COMMANDS}.GroupInfo`, 'Name; Count; Group; Values'),
  table(`${COMMANDS}.GroupInfoNoElement`, `${COMMANDS}.GroupInfoNoElement`, 'Count|>5; Name|25'),
  list(`${COMMANDS}.GroupInfoNoElement`, `${COMMANDS}.GroupInfoNoElement`, 'Name; Count; Values'),
  table('history', `${COMMANDS}.HistoryInfo`, 'Id|>4; Duration|>12|@history.duration; CommandLine'),
  wide('history', `${COMMANDS}.HistoryInfo`, 'CommandLine'),
  custom('MatchInfo', `${COMMANDS}.MatchInfo`, control(bind('@match.text'))),
  custom('MatchInfo', `Deserialized.${COMMANDS}.MatchInfo`, control(bind('Line'))),
  table('Variable', `${SMA}.PSVariable`, 'Name|30; Value'),
  table('PathInfo', `${SMA}.PathInfo`, 'Path'),
  table('CommandInfo', `${SMA}.CommandInfo`, 'CommandType|15; Name'),
  table(
    'CommandInfo',
    COMMAND_TYPES.map((name) => `${SMA}.${name}`),
    'CommandType|15; Name|50|@command.name; Version|10; Source',
  ),
  table('TypeData', `${SMA}.Runspaces.TypeData`, 'TypeName; Members'),
  table('ApplicationInfo', `${SMA}.ApplicationInfo`, 'CommandType|15; Name; Path'),
  list(`${SMA}.ApplicationInfo`, `${SMA}.ApplicationInfo`, 'Name; CommandType; Definition; Extension; Path; FileVersionInfo'),
  table('ScriptInfo', `${SMA}.ScriptInfo`, 'CommandType|15; Name; Definition'),
  list(`${SMA}.ScriptInfo`, `${SMA}.ScriptInfo`, 'Name; CommandType; Definition; Path'),
  table('ExternalScriptInfo', `${SMA}.ExternalScriptInfo`, 'CommandType|15; Name; Path'),
  table('FunctionInfo', `${SMA}.FunctionInfo`, 'CommandType|15; Name; Function'),
  table('FilterInfo', `${SMA}.FilterInfo`, 'CommandType|15; Name; Filter'),
  table('AliasInfo', `${SMA}.AliasInfo`, 'CommandType|15; DisplayName'),
  list(`${SMA}.AliasInfo`, `${SMA}.AliasInfo`, 'DisplayName; CommandType; Definition; ReferencedCommand; ResolvedCommand'),
  table(
    'drive',
    `${SMA}.PSDriveInfo`,
    'Name|10; Used (GB)|>13|@drive.used; Free (GB)|>13|@drive.free; Provider|13|@drive.provider; Root|35|@drive.root; CurrentLocation|>',
  ),
  table('provider', `${SMA}.ProviderInfo`, 'Name|20; Capabilities; Drives'),
  list('provider', `${SMA}.ProviderInfo`, 'Name; Drives; Path; Home; Description; Capabilities; ImplementingType'),
  list(
    `${SMA}.CmdletInfo`,
    `${SMA}.CmdletInfo`,
    'Name; CommandType; Definition; Path; DLL; HelpFile; ParameterSets; ImplementingType; Verb; Noun',
  ),
  list(`${SMA}.CommandInfo`, [`${SMA}.FilterInfo`, `${SMA}.FunctionInfo`], 'Name; CommandType; Definition'),
  list(`${SMA}.PSDriveInfo`, `${SMA}.PSDriveInfo`, 'Name; Description; Provider; Root; CurrentLocation'),
  list('ShellVariable', `${SMA}.ShellVariable`, 'Name; Value'),
  custom('ScriptBlock', `${SMA}.ScriptBlock`, control(bind(null)), { outOfBand: true }),
  custom(
    'CommandParameterSetInfo',
    `${SMA}.CommandParameterSetInfo`,
    control(
      text('Parameter Set Name: '),
      bind('Name'),
      NEW_LINE,
      text('Is default parameter set: '),
      bind('IsDefault'),
      NEW_LINE,
      bind('Parameters', PARAMETER),
      NEW_LINE,
    ),
  ),
  table('CallStackFrame', `${SMA}.CallStackFrame`, 'Command; Arguments; Location'),
  table('Breakpoint', BREAKPOINTS, 'ID|>4; Script||@breakpoint.script; Line|>4; Command; Variable; Action'),
  listByType('Breakpoint', BREAKPOINTS, [
    [`${SMA}.LineBreakpoint`, 'ID; Script; Line; Column; Enabled; HitCount; Action'],
    [`${SMA}.VariableBreakpoint`, 'ID; Variable; AccessMode; Enabled; HitCount; Action'],
    [`${SMA}.CommandBreakpoint`, 'ID; Command; Enabled; HitCount; Action'],
    ['', 'ID; Script; Enabled; HitCount; Action'],
  ]),
  table(
    'Module',
    'ModuleInfoGrouping',
    'ModuleType|<10; Version|<10; PreRelease|<10|@module.preRelease; Name|<35; PSEdition|<9|@module.editions; ExportedCommands|<|@module.commands',
    { groupBy: '@module.folder', groupControl: MODULE_GROUP },
  ),
  table(
    'Module',
    `${SMA}.PSModuleInfo`,
    'ModuleType|<10; Version|<10; PreRelease|<10|@module.preRelease; Name|<35; ExportedCommands|<|@module.commands',
  ),
  wide('Module', `${SMA}.PSModuleInfo`, 'Name'),
  list(
    'Module',
    `${SMA}.PSModuleInfo`,
    'Name; Path; Description; ModuleType; Version; PreRelease|@module.preRelease; NestedModules; ExportedFunctions|@module.functions; ExportedCmdlets|@module.cmdlets; ExportedVariables|@module.variables; ExportedAliases|@module.aliases',
  ),
  table('ExperimentalFeature', `${SMA}.ExperimentalFeature`, 'Name|<35; Enabled|>7; Source|<35; Description|<'),
  list('ExperimentalFeature', `${SMA}.ExperimentalFeature`, 'Name; Enabled; Source; Description'),
  table('PSRunspaceDebug>', `${COMMANDS}.PSRunspaceDebug`, 'Id|>3|RunspaceId; Name|<20|RunspaceName; Enabled|<10; BreakAll|<10'),
  table(`${SMA}.PSMethod`, `${SMA}.PSMethod`, 'OverloadDefinitions||@method.overloads', { wrap: true }),
  table(`${SMA}.PSTraceSource`, `${SMA}.PSTraceSource`, 'Options|8; Name|20; Listeners|20; Description'),
  list(`${SMA}.PSTraceSource`, `${SMA}.PSTraceSource`, 'Name; Description; Options; Listeners; Attributes; Switch'),
];
