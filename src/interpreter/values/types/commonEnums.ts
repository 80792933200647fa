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
  ['System.Management.Automation.ModuleAccessMode', 'ReadWrite=0 ReadOnly=1 Constant=2'],
  ['*System.Management.Automation.PSCredentialTypes', 'Generic=1 Domain=2 Default=3'],
  ['System.Management.Automation.ExperimentAction', 'None=0 Hide=1 Show=2'],
  ['Microsoft.PowerShell.Commands.DisplayHintType', 'Date=0 Time=1 DateTime=2'],
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
