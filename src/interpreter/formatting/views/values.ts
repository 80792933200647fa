/** Views of .NET's value-like types and of $PSStyle. Facts: DotNetTypes_format_ps1xml.cs, PowerShellCore_format_ps1xml.cs. */
import { bind, control, custom, list, table, type ViewDefinition, wide } from '../viewTypes.ts';

const STYLE = 'System.Management.Automation.PSStyle';
const COLOURS = ['Black', 'White', 'Red', 'Magenta', 'Blue', 'Cyan', 'Green', 'Yellow'].flatMap((name) => [name, `Bright${name}`]);
const FORMATTING = [
  'FormatAccent',
  'ErrorAccent',
  'Error',
  'Warning',
  'Verbose',
  'Debug',
  'TableHeader',
  'CustomTableHeaderLabel',
  'FeedbackName',
  'FeedbackText',
  'FeedbackAction',
];
const EFFECTS = ['Reset', 'BlinkOff', 'Blink', 'BoldOff', 'Bold', 'DimOff', 'Dim', 'Hidden', 'HiddenOff', 'Reverse', 'ReverseOff'].concat([
  'ItalicOff',
  'Italic',
  'UnderlineOff',
  'Underline',
  'StrikethroughOff',
  'Strikethrough',
]);

function styles(names: readonly string[], prefix = ''): string {
  return names.map((name) => `${prefix}${name}|@style:${prefix}${name}`).join('; ');
}

const PROGRESS = 'Progress.Style|@style:Progress.Style; Progress.MaxWidth; Progress.View; Progress.UseOSCIndicator';
const FILE_INFO = ['Directory', 'SymbolicLink', 'Executable'];

/** Names after `@style:` that views/functions.ts answers: paths below $PSStyle. */
export const STYLE_PATHS: string[] = [
  ...EFFECTS,
  ...FORMATTING,
  ...FORMATTING.map((name) => `Formatting.${name}`),
  'Style',
  'Progress.Style',
  ...FILE_INFO,
  ...FILE_INFO.map((name) => `FileInfo.${name}`),
  ...COLOURS,
  ...COLOURS.map((name) => `Foreground.${name}`),
  ...COLOURS.map((name) => `Background.${name}`),
];

/** Views of dates, spans, versions, dictionaries and $PSStyle. */
export const VALUE_VIEWS: ViewDefinition[] = [
  table('System.Version', 'System.Version', 'Major|6; Minor|6; Build|6; Revision|8'),
  table(
    'System.Version',
    'System.Version#IncludeLabel',
    'Major|6; Minor|6; Build|6; Revision|8; PSSemVerPreReleaseLabel|26; PSSemVerBuildLabel|27',
  ),
  table(
    'System.Management.Automation.SemanticVersion',
    'System.Management.Automation.SemanticVersion',
    'Major|6; Minor|6; Patch|6; PreReleaseLabel|15; BuildLabel|11',
  ),
  table('Dictionary', 'System.Collections.DictionaryEntry', 'Name|30|@entry.key; Value||@entry.value'),
  list('System.Collections.DictionaryEntry', 'System.Collections.DictionaryEntry', 'Name|@entry.key; Value|@entry.value'),
  list(
    'System.TimeSpan',
    'System.TimeSpan',
    'Days; Hours; Minutes; Seconds; Milliseconds; Ticks; TotalDays; TotalHours; TotalMinutes; TotalSeconds; TotalMilliseconds',
  ),
  table('System.TimeSpan', 'System.TimeSpan', 'Days; Hours; Minutes; Seconds; Milliseconds'),
  wide('System.TimeSpan', 'System.TimeSpan', 'TotalMilliseconds'),
  custom('DateTime', 'System.DateTime', control(bind('DateTime'))),
  table('System.Guid', 'System.Guid', 'Guid'),
  table('System.Globalization.CultureInfo', 'System.Globalization.CultureInfo', 'LCID|16; Name|16; DisplayName'),
  table('System.Reflection.AssemblyName', 'System.Reflection.AssemblyName', 'Version|14; Name'),
  table('System.Reflection.Assembly', 'System.Reflection.Assembly', 'GAC|6|GlobalAssemblyCache; Version|14|ImageRuntimeVersion; Location'),
  table('System.Diagnostics.FileVersionInfo', 'System.Diagnostics.FileVersionInfo', 'ProductVersion|16; FileVersion|16; FileName'),
  table('System.Net.NetworkCredential', 'System.Net.NetworkCredential', 'UserName|50; Domain|50'),
  list(
    STYLE,
    STYLE,
    [
      styles(EFFECTS),
      'OutputRendering',
      styles(FORMATTING, 'Formatting.'),
      PROGRESS.replace(/Progress\.(MaxWidth|View|UseOSCIndicator)/g, '$&|@path:$&'),
      styles(FILE_INFO, 'FileInfo.'),
      'FileInfo.Extension|@style.extensions',
      styles(COLOURS, 'Foreground.'),
      styles(COLOURS, 'Background.'),
    ].join('; '),
  ),
  list(`${STYLE}+FormattingData`, `${STYLE}+FormattingData`, styles(FORMATTING)),
  list(`${STYLE}+ProgressConfiguration`, `${STYLE}+ProgressConfiguration`, 'Style|@style:Style; MaxWidth; View; UseOSCIndicator'),
  list(`${STYLE}+FileInfoFormatting`, `${STYLE}+FileInfoFormatting`, `${styles(FILE_INFO)}; Extension`),
  list(`${STYLE}+ForegroundColor`, `${STYLE}+ForegroundColor`, styles(COLOURS)),
  list(`${STYLE}+BackgroundColor`, `${STYLE}+BackgroundColor`, styles(COLOURS)),
];
