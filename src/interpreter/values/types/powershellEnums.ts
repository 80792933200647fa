/** The enums of System.Management.Automation. */
import { ERROR_CATEGORIES } from '../errors.ts';
import { registerType } from './registry.ts';

const SMA = 'System.Management.Automation.';

function register(name: string, names: Record<string, number> | string[], isFlags = false, accelerators?: string[]): void {
  const enumNames = Array.isArray(names) ? Object.fromEntries(names.map((n, i) => [n, i])) : names;
  registerType({
    name: name.includes('.') ? name : SMA + name,
    base: 'System.Enum',
    enumNames,
    isFlags,
    isSealed: true,
    ...(accelerators === undefined ? {} : { accelerators }),
  });
}

/** Names of PSTokenType in order of their numbers. */
export const PS_TOKEN_TYPES = [
  'Unknown',
  'Command',
  'CommandParameter',
  'CommandArgument',
  'Number',
  'String',
  'Variable',
  'Member',
  'LoopLabel',
  'Attribute',
  'Type',
  'Operator',
  'GroupStart',
  'GroupEnd',
  'Keyword',
  'Comment',
  'StatementSeparator',
  'NewLine',
  'LineContinuation',
  'Position',
] as const;

register('ErrorCategory', [...ERROR_CATEGORIES]);
register(
  'SplitOptions',
  {
    SimpleMatch: 1,
    RegexMatch: 2,
    CultureInvariant: 4,
    IgnorePatternWhitespace: 8,
    Multiline: 16,
    Singleline: 32,
    IgnoreCase: 64,
    ExplicitCapture: 128,
  },
  true,
);
register('WhereOperatorSelectionMode', ['Default', 'First', 'Last', 'SkipUntil', 'Until', 'Split']);
register('ActionPreference', ['SilentlyContinue', 'Stop', 'Continue', 'Inquire', 'Ignore', 'Suspend', 'Break']);
register('ConfirmImpact', ['None', 'Low', 'Medium', 'High']);
register('ScopedItemOptions', { None: 0, ReadOnly: 1, Constant: 2, Private: 4, AllScope: 8, Unspecified: 16 }, true);
register(
  'CommandTypes',
  { Alias: 1, Function: 2, Filter: 4, Cmdlet: 8, ExternalScript: 16, Application: 32, Script: 64, Configuration: 256, All: 383 },
  true,
);
register(
  'PSMemberTypes',
  {
    AliasProperty: 1,
    CodeProperty: 2,
    Property: 4,
    NoteProperty: 8,
    ScriptProperty: 16,
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
    Properties: 8223,
    All: 16383,
  },
  true,
);
register('PSMemberViewTypes', { Extended: 1, Adapted: 2, Base: 4, All: 7 }, true);
register('PSLanguageMode', ['FullLanguage', 'RestrictedLanguage', 'NoLanguage', 'ConstrainedLanguage']);
register('SessionStateEntryVisibility', ['Public', 'Private']);
register('SessionStateCategory', [
  'Variable',
  'Alias',
  'Function',
  'Filter',
  'Drive',
  'CmdletProvider',
  'Scope',
  'Command',
  'Resource',
  'Cmdlet',
]);
register('ModuleType', { Script: 0, Binary: 1, Manifest: 2, Cim: 3, Workflow: 4 });
register('JobState', [
  'NotStarted',
  'Running',
  'Completed',
  'Failed',
  'Stopped',
  'Blocked',
  'Suspended',
  'Disconnected',
  'Suspending',
  'Stopping',
  'AtBreakpoint',
]);
register('PSInvocationState', ['NotStarted', 'Running', 'Stopping', 'Stopped', 'Completed', 'Failed', 'Disconnected']);
register('PSTokenType', [...PS_TOKEN_TYPES]);
register('CommandOrigin', ['Runspace', 'Internal']);
register('RemotingCapability', ['None', 'PowerShell', 'SupportedByCommand', 'OwnedByCommand']);
register('ShouldProcessReason', ['None', 'WhatIf']);
register('ProgressRecordType', ['Processing', 'Completed']);
register('CompletionResultType', [
  'Text',
  'History',
  'Command',
  'ProviderItem',
  'ProviderContainer',
  'Property',
  'Method',
  'ParameterName',
  'ParameterValue',
  'Variable',
  'Namespace',
  'Type',
  'Keyword',
  'DynamicKeyword',
]);
register('VariableAccessMode', ['Read', 'Write', 'ReadWrite']);
register('BreakpointAccess', ['Read', 'Write', 'ReadWrite']);
register('CopyContainers', ['CopyTargetContainer', 'CopyChildrenOfTargetContainer']);
register('ReturnContainers', ['ReturnMatchingContainers', 'ReturnAllContainers']);
register('OutputRendering', ['Host', 'PlainText', 'Ansi']);
register('ProgressView', ['Minimal', 'Classic']);
register('ErrorView', ['NormalView', 'CategoryView', 'ConciseView', 'DetailedView']);
register('Alignment', ['Undefined', 'Left', 'Center', 'Right']);
register('ValidateRangeKind', ['Positive', 'NonNegative', 'Negative', 'NonPositive']);
register('WildcardOptions', { None: 0, Compiled: 1, IgnoreCase: 2, CultureInvariant: 4 }, true);
register('PowerShellVersionRequirement', ['None']);
register('PSThreadOptions', ['Default', 'UseNewThread', 'ReuseThread', 'UseCurrentThread']);
register('Runspaces.PSThreadOptions', ['Default', 'UseNewThread', 'ReuseThread', 'UseCurrentThread']);
register('Runspaces.RunspaceState', [
  'BeforeOpen',
  'Opening',
  'Opened',
  'Closed',
  'Closing',
  'Broken',
  'Disconnecting',
  'Disconnected',
  'Connecting',
]);
register('Runspaces.RunspaceAvailability', ['None', 'Available', 'AvailableForNestedCommand', 'Busy', 'RemoteDebug']);
register('Runspaces.PipelineState', ['NotStarted', 'Running', 'Stopping', 'Stopped', 'Completed', 'Failed', 'Disconnected']);
register('Runspaces.PipelineResultTypes', ['None', 'Output', 'Error', 'Warning', 'Verbose', 'Debug', 'Information', 'All', 'Null']);
register('Runspaces.AuthenticationMechanism', [
  'Default',
  'Basic',
  'Negotiate',
  'NegotiateWithImplicitCredential',
  'Credssp',
  'Digest',
  'Kerberos',
]);
register('Runspaces.OutputBufferingMode', ['None', 'Drop', 'Block']);
register('Remoting.SessionType', ['Empty', 'RestrictedRemoteServer', 'Default']);
register(
  'System.Management.Automation.Host.ControlKeyStates',
  { RightAltPressed: 1, LeftAltPressed: 2, RightCtrlPressed: 4, LeftCtrlPressed: 8, ShiftPressed: 16 },
  true,
);
register('Microsoft.PowerShell.ExecutionPolicy', {
  Unrestricted: 0,
  RemoteSigned: 1,
  AllSigned: 2,
  Restricted: 3,
  Default: 3,
  Bypass: 4,
  Undefined: 5,
});
register('Microsoft.PowerShell.ExecutionPolicyScope', ['Process', 'CurrentUser', 'LocalMachine', 'UserPolicy', 'MachinePolicy']);
register('Microsoft.PowerShell.Commands.OpenMode', ['Add', 'New', 'Overwrite']);
