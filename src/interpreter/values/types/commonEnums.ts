/** Enums of .NET and PowerShell that scripts name, with their numbers (.NET 10; PowerShell's from its sources). */
import { registerType } from './registry.ts';

/** Full name and `Name=number …`; names starting with `*` are [Flags]. */
const ENUMS: readonly (readonly [string, string])[] = [
  ['System.DayOfWeek', 'Sunday=0 Monday=1 Tuesday=2 Wednesday=3 Thursday=4 Friday=5 Saturday=6'],
  ['System.DateTimeKind', 'Unspecified=0 Utc=1 Local=2'],
  ['System.MidpointRounding', 'ToEven=0 AwayFromZero=1 ToZero=2 ToNegativeInfinity=3 ToPositiveInfinity=4'],
  [
    '*System.Text.RegularExpressions.RegexOptions',
    'None=0 IgnoreCase=1 Multiline=2 ExplicitCapture=4 Compiled=8 Singleline=16 IgnorePatternWhitespace=32 RightToLeft=64 ECMAScript=256 CultureInvariant=512 NonBacktracking=1024',
  ],
  ['*System.StringSplitOptions', 'None=0 RemoveEmptyEntries=1 TrimEntries=2'],
  [
    'System.StringComparison',
    'CurrentCulture=0 CurrentCultureIgnoreCase=1 InvariantCulture=2 InvariantCultureIgnoreCase=3 Ordinal=4 OrdinalIgnoreCase=5',
  ],
  ['System.UriKind', 'RelativeOrAbsolute=0 Absolute=1 Relative=2'],
  ['System.UriHostNameType', 'Unknown=0 Basic=1 Dns=2 IPv4=3 IPv6=4'],
  [
    '*System.UriComponents',
    'Scheme=1 UserInfo=2 Host=4 Port=8 SchemeAndServer=13 Path=16 Query=32 PathAndQuery=48 HttpRequestUrl=61 Fragment=64 AbsoluteUri=127 StrongPort=128 HostAndPort=132 StrongAuthority=134 NormalizedHost=256 KeepDelimiter=1073741824 SerializationInfoString=-2147483648',
  ],
  ['System.UriFormat', 'UriEscaped=1 Unescaped=2 SafeUnescaped=3'],
  ['System.UriPartial', 'Scheme=0 Authority=1 Path=2 Query=3'],
  [
    '*System.Globalization.DateTimeStyles',
    'None=0 AllowLeadingWhite=1 AllowTrailingWhite=2 AllowInnerWhite=4 AllowWhiteSpaces=7 NoCurrentDateDefault=8 AdjustToUniversal=16 AssumeLocal=32 AssumeUniversal=64 RoundtripKind=128',
  ],
  [
    '*System.Globalization.NumberStyles',
    'None=0 AllowLeadingWhite=1 AllowTrailingWhite=2 AllowLeadingSign=4 Integer=7 AllowTrailingSign=8 AllowParentheses=16 AllowDecimalPoint=32 AllowThousands=64 Number=111 AllowExponent=128 Float=167 AllowCurrencySymbol=256 Currency=383 Any=511 AllowHexSpecifier=512 HexNumber=515 AllowBinarySpecifier=1024 BinaryNumber=1027',
  ],
  ['*System.Globalization.TimeSpanStyles', 'None=0 AssumeNegative=1'],
  [
    'System.TypeCode',
    'Empty=0 Object=1 DBNull=2 Boolean=3 Char=4 SByte=5 Byte=6 Int16=7 UInt16=8 Int32=9 UInt32=10 Int64=11 UInt64=12 Single=13 Double=14 Decimal=15 DateTime=16 String=18',
  ],
  ['System.Text.NormalizationForm', 'FormC=1 FormD=2 FormKC=5 FormKD=6'],
  [
    'System.Globalization.UnicodeCategory',
    'UppercaseLetter=0 LowercaseLetter=1 TitlecaseLetter=2 ModifierLetter=3 OtherLetter=4 NonSpacingMark=5 SpacingCombiningMark=6 EnclosingMark=7 DecimalDigitNumber=8 LetterNumber=9 OtherNumber=10 SpaceSeparator=11 LineSeparator=12 ParagraphSeparator=13 Control=14 Format=15 Surrogate=16 PrivateUse=17 ConnectorPunctuation=18 DashPunctuation=19 OpenPunctuation=20 ClosePunctuation=21 InitialQuotePunctuation=22 FinalQuotePunctuation=23 OtherPunctuation=24 MathSymbol=25 CurrencySymbol=26 ModifierSymbol=27 OtherSymbol=28 OtherNotAssigned=29',
  ],
  [
    '*System.Globalization.CompareOptions',
    'None=0 IgnoreCase=1 IgnoreNonSpace=2 IgnoreSymbols=4 IgnoreKanaType=8 IgnoreWidth=16 NumericOrdering=32 OrdinalIgnoreCase=268435456 StringSort=536870912 Ordinal=1073741824',
  ],
  [
    '*System.Globalization.CultureTypes',
    'NeutralCultures=1 SpecificCultures=2 InstalledWin32Cultures=4 AllCultures=7 UserCustomCulture=8 ReplacementCultures=16 WindowsOnlyCultures=32 FrameworkCultures=64',
  ],
  [
    'System.Environment+SpecialFolder',
    'Desktop=0 Programs=2 MyDocuments=5 Personal=5 Favorites=6 Startup=7 Recent=8 SendTo=9 StartMenu=11 MyMusic=13 MyVideos=14 DesktopDirectory=16 MyComputer=17 NetworkShortcuts=19 Fonts=20 Templates=21 CommonStartMenu=22 CommonPrograms=23 CommonStartup=24 CommonDesktopDirectory=25 ApplicationData=26 PrinterShortcuts=27 LocalApplicationData=28 InternetCache=32 Cookies=33 History=34 CommonApplicationData=35 Windows=36 System=37 ProgramFiles=38 MyPictures=39 UserProfile=40 SystemX86=41 ProgramFilesX86=42 CommonProgramFiles=43 CommonProgramFilesX86=44 CommonTemplates=45 CommonDocuments=46 CommonAdminTools=47 AdminTools=48 CommonMusic=53 CommonPictures=54 CommonVideos=55 Resources=56 LocalizedResources=57 CommonOemLinks=58 CDBurning=59',
  ],
  ['System.Environment+SpecialFolderOption', 'None=0 DoNotVerify=16384 Create=32768'],
  ['System.EnvironmentVariableTarget', 'Process=0 User=1 Machine=2'],
  ['System.PlatformID', 'Win32S=0 Win32Windows=1 Win32NT=2 WinCE=3 Unix=4 Xbox=5 MacOSX=6 Other=7'],
  ['*System.Base64FormattingOptions', 'None=0 InsertLineBreaks=1'],
  [
    'System.ConsoleColor',
    'Black=0 DarkBlue=1 DarkGreen=2 DarkCyan=3 DarkRed=4 DarkMagenta=5 DarkYellow=6 Gray=7 DarkGray=8 Blue=9 Green=10 Cyan=11 Red=12 Magenta=13 Yellow=14 White=15',
  ],
  ['*System.ConsoleModifiers', 'None=0 Alt=1 Shift=2 Control=4'],
  ['System.IO.FileMode', 'CreateNew=1 Create=2 Open=3 OpenOrCreate=4 Truncate=5 Append=6'],
  ['*System.IO.FileAccess', 'Read=1 Write=2 ReadWrite=3'],
  ['*System.IO.FileShare', 'None=0 Read=1 Write=2 ReadWrite=3 Delete=4 Inheritable=16'],
  [
    '*System.IO.FileAttributes',
    'None=0 ReadOnly=1 Hidden=2 System=4 Directory=16 Archive=32 Device=64 Normal=128 Temporary=256 SparseFile=512 ReparsePoint=1024 Compressed=2048 Offline=4096 NotContentIndexed=8192 Encrypted=16384 IntegrityStream=32768 NoScrubData=131072',
  ],
  ['System.IO.SearchOption', 'TopDirectoryOnly=0 AllDirectories=1'],
  ['System.IO.SeekOrigin', 'Begin=0 Current=1 End=2'],
  ['System.Globalization.CalendarWeekRule', 'FirstDay=0 FirstFullWeek=1 FirstFourDayWeek=2'],
  [
    '*System.Threading.ThreadState',
    'Running=0 StopRequested=1 SuspendRequested=2 Background=4 Unstarted=8 Stopped=16 WaitSleepJoin=32 Suspended=64 AbortRequested=128 Aborted=256',
  ],
  [
    '*System.Reflection.BindingFlags',
    'Default=0 IgnoreCase=1 DeclaredOnly=2 Instance=4 Static=8 Public=16 NonPublic=32 FlattenHierarchy=64 InvokeMethod=256 CreateInstance=512 GetField=1024 SetField=2048 GetProperty=4096 SetProperty=8192 PutDispProperty=16384 PutRefDispProperty=32768 ExactBinding=65536 SuppressChangeType=131072 OptionalParamBinding=262144 IgnoreReturn=16777216 DoNotWrapExceptions=33554432',
  ],
  [
    '*System.AttributeTargets',
    'Assembly=1 Module=2 Class=4 Struct=8 Enum=16 Constructor=32 Method=64 Property=128 Field=256 Event=512 Interface=1024 Parameter=2048 Delegate=4096 ReturnValue=8192 GenericParameter=16384 All=32767',
  ],
  [
    '*System.IO.UnixFileMode',
    'None=0 OtherExecute=1 OtherWrite=2 OtherRead=4 GroupExecute=8 GroupWrite=16 GroupRead=32 UserExecute=64 UserWrite=128 UserRead=256 StickyBit=512 SetGroup=1024 SetUser=2048',
  ],
  ['System.Management.Automation.ActionPreference', 'SilentlyContinue=0 Stop=1 Continue=2 Inquire=3 Ignore=4 Suspend=5 Break=6'],
  ['System.Management.Automation.ConfirmImpact', 'None=0 Low=1 Medium=2 High=3'],
  [
    'System.Management.Automation.ErrorCategory',
    'NotSpecified=0 OpenError=1 CloseError=2 DeviceError=3 DeadlockDetected=4 InvalidArgument=5 InvalidData=6 InvalidOperation=7 InvalidResult=8 InvalidType=9 MetadataError=10 NotImplemented=11 NotInstalled=12 ObjectNotFound=13 OperationStopped=14 OperationTimeout=15 SyntaxError=16 ParserError=17 PermissionDenied=18 ResourceBusy=19 ResourceExists=20 ResourceUnavailable=21 ReadError=22 WriteError=23 FromStdErr=24 SecurityError=25 ProtocolError=26 ConnectionError=27 AuthenticationError=28 LimitsExceeded=29 QuotaExceeded=30 NotEnabled=31',
  ],
  [
    '*System.Management.Automation.CommandTypes',
    'Alias=1 Function=2 Filter=4 Cmdlet=8 ExternalScript=16 Application=32 Script=64 Configuration=256 All=383',
  ],
  [
    '*System.Management.Automation.PSMemberTypes',
    'AliasProperty=1 CodeProperty=2 Property=4 NoteProperty=8 ScriptProperty=16 Properties=31 PropertySet=32 Method=64 CodeMethod=128 ScriptMethod=256 Methods=448 ParameterizedProperty=512 MemberSet=1024 Event=2048 Dynamic=4096 InferredProperty=8192 All=16383',
  ],
  ['*System.Management.Automation.PSMemberViewTypes', 'Extended=1 Adapted=2 Base=4 All=7'],
  ['System.Management.Automation.ErrorView', 'NormalView=0 CategoryView=1 ConciseView=2 DetailedView=3'],
  ['System.Management.Automation.SessionStateEntryVisibility', 'Public=0 Private=1'],
  ['*System.Management.Automation.ScopedItemOptions', 'None=0 ReadOnly=1 Constant=2 Private=4 AllScope=8 Unspecified=16'],
  ['System.Management.Automation.ModuleType', 'Script=0 Binary=1 Manifest=2 Cim=3'],
  ['System.Management.Automation.ModuleAccessMode', 'ReadWrite=0 ReadOnly=1 Constant=2'],
  ['System.Management.Automation.PSLanguageMode', 'FullLanguage=0 RestrictedLanguage=1 NoLanguage=2 ConstrainedLanguage=3'],
  [
    'System.Management.Automation.JobState',
    'NotStarted=0 Running=1 Completed=2 Failed=3 Stopped=4 Blocked=5 Suspended=6 Disconnected=7 Suspending=8 Stopping=9 AtBreakpoint=10',
  ],
  ['System.Management.Automation.PSInvocationState', 'NotStarted=0 Running=1 Stopping=2 Stopped=3 Completed=4 Failed=5 Disconnected=6'],
  ['*System.Management.Automation.WildcardOptions', 'None=0 Compiled=1 IgnoreCase=2 CultureInvariant=4'],
  ['System.Management.Automation.VariableAccessMode', 'Read=0 Write=1 ReadWrite=2'],
  [
    '*System.Management.Automation.SplitOptions',
    'SimpleMatch=1 RegexMatch=2 CultureInvariant=4 IgnorePatternWhitespace=8 Multiline=16 Singleline=32 IgnoreCase=64 ExplicitCapture=128',
  ],
  ['System.Management.Automation.OutputRendering', 'Host=0 PlainText=1 Ansi=2'],
  ['System.Management.Automation.ProgressView', 'Minimal=0 Classic=1'],
  ['System.Management.Automation.ProgressRecordType', 'Processing=0 Completed=1'],
  ['System.Management.Automation.CommandOrigin', 'Runspace=0 Internal=1'],
  ['System.Management.Automation.ShouldProcessReason', 'None=0 WhatIf=1'],
  [
    'System.Management.Automation.CompletionResultType',
    'Text=0 History=1 Command=2 ProviderItem=3 ProviderContainer=4 Property=5 Method=6 ParameterName=7 ParameterValue=8 Variable=9 Namespace=10 Type=11 Keyword=12 DynamicKeyword=13',
  ],
  ['System.Management.Automation.ValidateRangeKind', 'Positive=0 NonNegative=1 Negative=2 NonPositive=3'],
  ['System.Management.Automation.RemotingCapability', 'None=0 PowerShell=1 SupportedByCommand=2 OwnedByCommand=3'],
  ['System.Management.Automation.ReturnContainers', 'ReturnMatchingContainers=0 ReturnAllContainers=1'],
  ['*System.Management.Automation.PSCredentialTypes', 'Generic=1 Domain=2 Default=3'],
  ['System.Management.Automation.ExperimentAction', 'None=0 Hide=1 Show=2'],
  [
    'System.Management.Automation.Runspaces.RunspaceState',
    'BeforeOpen=0 Opening=1 Opened=2 Closed=3 Closing=4 Broken=5 Disconnecting=6 Disconnected=7 Connecting=8',
  ],
  ['System.Management.Automation.Runspaces.RunspaceAvailability', 'None=0 Available=1 AvailableForNestedCommand=2 Busy=3 RemoteDebug=4'],
  ['System.Management.Automation.Runspaces.PSThreadOptions', 'Default=0 UseNewThread=1 ReuseThread=2 UseCurrentThread=3'],
  ['System.Management.Automation.Runspaces.OutputBufferingMode', 'None=0 Drop=1 Block=2'],
  ['Microsoft.PowerShell.Commands.DisplayHintType', 'Date=0 Time=1 DateTime=2'],
  ['Microsoft.PowerShell.ExecutionPolicy', 'Unrestricted=0 RemoteSigned=1 AllSigned=2 Restricted=3 Default=3 Bypass=4 Undefined=5'],
  ['Microsoft.PowerShell.ExecutionPolicyScope', 'Process=0 CurrentUser=1 LocalMachine=2 UserPolicy=3 MachinePolicy=4'],
  ['Microsoft.PowerShell.Commands.TestPathType', 'Any=0 Container=1 Leaf=2'],
  ['System.Threading.ApartmentState', 'STA=0 MTA=1 Unknown=2'],
];

for (const [name, members] of ENUMS) {
  const isFlags = name.startsWith('*');
  registerType({
    name: isFlags ? name.slice(1) : name,
    isSealed: true,
    isValueType: true,
    enumNames: Object.fromEntries(
      members
        .split(' ')
        .map((member) => member.split('='))
        .map(([n, value]) => [n, Number(value)]),
    ),
    ...(isFlags ? { isFlags } : {}),
  });
}
