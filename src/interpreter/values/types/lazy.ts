/**
 * The .NET-shaped types whose file is imported when first named or met: by their names in lower case, with the accelerators. A unit test
 * holds the table against what the files register.
 */

import { DateOnly } from '../dotnet/dateonly.ts';
import { DateTime } from '../dotnet/datetime.ts';
import { DateTimeOffset } from '../dotnet/datetimeoffset.ts';
import { Guid } from '../dotnet/guid.ts';
import { SemanticVersion } from '../dotnet/semver.ts';
import { TimeOnly } from '../dotnet/timeonly.ts';
import { TimeSpan } from '../dotnet/timespan.ts';
import { Version } from '../dotnet/version.ts';
import { snapshotClass } from '../heap.ts';
import {
  BackgroundColor,
  FileExtensionDictionary,
  FileInfoFormatting,
  ForegroundColor,
  FormattingData,
  ProgressConfiguration,
  PSStyle,
} from '../psStyle.ts';
import { PSCapture, PSGroup, PSMatch, PSRegex } from '../regexValues.ts';
import { lazyAccelerators, lazyClasses, lazyNames, lazyTypes } from './registry.ts';
import { PSUri } from './uriValue.ts';

/** A file and the types in it, `name|accelerator`. */
export const LAZY_FILES: readonly { load: () => Promise<unknown>; types: string }[] = [
  { load: () => import('./file.ts'), types: 'System.IO.File System.IO.Directory' },
  {
    load: () => import('./textIo.ts'),
    types:
      'System.IO.TextReader System.IO.StringReader System.IO.StreamReader System.IO.TextWriter System.IO.StringWriter System.IO.StreamWriter',
  },
  { load: () => import('./web.ts'), types: 'System.Net.WebUtility System.Web.HttpUtility' },
  {
    load: () => import('./concurrent.ts'),
    types:
      'System.Collections.Concurrent.ConcurrentBag`1 System.Collections.Concurrent.ConcurrentQueue`1 System.Collections.Concurrent.ConcurrentStack`1 System.Collections.Generic.PriorityQueue`2',
  },
  { load: () => import('./console.ts'), types: 'System.Console System.IO.SyncTextWriter System.IO.SyncTextReader' },
  { load: () => import('./math.ts'), types: 'System.Math|math' },
  {
    load: () => import('./xml.ts'),
    types:
      'System.Xml.XmlDocument|xml System.Xml.XmlNode System.Xml.XmlLinkedNode System.Xml.XmlElement System.Xml.XmlAttribute System.Xml.XmlCharacterData System.Xml.XmlText System.Xml.XmlCDataSection System.Xml.XmlComment System.Xml.XmlWhitespace System.Xml.XmlSignificantWhitespace System.Xml.XmlEntityReference System.Xml.XmlDocumentType System.Xml.XmlDocumentFragment System.Xml.XmlProcessingInstruction System.Xml.XmlDeclaration System.Xml.XmlNodeList System.Xml.XPathNodeList System.Xml.XmlAttributeCollection System.Xml.XmlNodeType',
  },
  { load: () => import('./xmlNames.ts'), types: 'System.Xml.XmlNameTable System.Xml.NameTable System.Xml.XmlNamespaceManager' },
  {
    load: () => import('./queue.ts'),
    types:
      'System.Collections.Stack System.Collections.Generic.Stack`1 System.Collections.Queue System.Collections.Generic.Queue`1 System.Collections.Generic.LinkedList`1 System.Collections.Generic.HashSet`1 System.Collections.Generic.SortedSet`1',
  },
  { load: () => import('./convert.ts'), types: 'System.Convert' },
  { load: () => import('./bitConverter.ts'), types: 'System.BitConverter' },
  {
    load: () => import('./cultureInfo.ts'),
    types:
      'System.Globalization.NumberFormatInfo System.Globalization.DateTimeFormatInfo System.Globalization.TextInfo System.Globalization.CompareInfo System.Globalization.Calendar System.Globalization.GregorianCalendar System.Globalization.CultureInfo|cultureinfo',
  },
  { load: () => import('./timeSpan.ts'), types: 'System.TimeSpan|timespan' },
  { load: () => import('./dateTime.ts'), types: 'System.DateTime|datetime' },
  { load: () => import('./dateTimeOffset.ts'), types: 'System.DateTimeOffset' },
  { load: () => import('./dateOnly.ts'), types: 'System.DateOnly' },
  { load: () => import('./timeOnly.ts'), types: 'System.TimeOnly' },
  {
    load: () => import('./encoding.ts'),
    types:
      'System.Text.Encoding System.Text.EncoderFallback System.Text.EncoderReplacementFallback System.Text.EncoderExceptionFallback System.Text.DecoderFallback System.Text.DecoderReplacementFallback System.Text.DecoderExceptionFallback System.Text.UTF8Encoding System.Text.UnicodeEncoding System.Text.UTF32Encoding System.Text.ASCIIEncoding System.Text.Latin1Encoding System.Text.SBCSCodePageEncoding System.Text.UTF8Encoding+UTF8EncodingSealed System.Text.ASCIIEncoding+ASCIIEncodingSealed System.Text.Latin1Encoding+Latin1EncodingSealed',
  },
  { load: () => import('./environment.ts'), types: 'System.OperatingSystem System.Environment' },
  { load: () => import('./path.ts'), types: 'System.IO.Path' },
  { load: () => import('./guid.ts'), types: 'System.Guid|guid' },
  { load: () => import('./random.ts'), types: 'System.Random' },
  {
    load: () => import('./regex.ts'),
    types:
      'System.Text.RegularExpressions.Capture System.Text.RegularExpressions.Group System.Text.RegularExpressions.Match System.Text.RegularExpressions.MatchCollection System.Text.RegularExpressions.GroupCollection System.Text.RegularExpressions.CaptureCollection System.Text.RegularExpressions.Regex|regex',
  },
  { load: () => import('./version.ts'), types: 'System.Version|version' },
  { load: () => import('./semanticVersion.ts'), types: 'System.Management.Automation.SemanticVersion|semver' },
  { load: () => import('./stopwatch.ts'), types: 'System.Diagnostics.Stopwatch' },
  { load: () => import('./stringBuilder.ts'), types: 'System.Text.StringBuilder' },
  {
    load: () => import('./tuple.ts'),
    types:
      'System.Tuple`1 System.ValueTuple`1 System.Tuple`2 System.ValueTuple`2 System.Tuple`3 System.ValueTuple`3 System.Tuple`4 System.ValueTuple`4 System.Tuple`5 System.ValueTuple`5 System.Tuple`6 System.ValueTuple`6 System.Tuple`7 System.ValueTuple`7 System.Tuple System.ValueTuple System.Collections.Generic.KeyValuePair`2 System.Collections.DictionaryEntry',
  },
  { load: () => import('./uri.ts'), types: 'System.Uri|uri' },
  { load: () => import('./uriBuilder.ts'), types: 'System.UriBuilder' },
  {
    load: () => import('./psStyle.ts'),
    types:
      'System.Management.Automation.PSStyle System.Management.Automation.PSStyle+FormattingData System.Management.Automation.PSStyle+ProgressConfiguration System.Management.Automation.PSStyle+FileInfoFormatting System.Management.Automation.PSStyle+FileInfoFormatting+FileExtensionDictionary System.Management.Automation.PSStyle+ForegroundColor System.Management.Automation.PSStyle+BackgroundColor',
  },
  { load: () => import('./linq.ts'), types: 'System.Linq.Enumerable' },
  { load: () => import('./psSerializer.ts'), types: 'System.Management.Automation.PSSerializer' },
  { load: () => import('./complex.ts'), types: 'System.Numerics.Complex' },
  { load: () => import('./mailAddress.ts'), types: 'System.Net.Mail.MailAddress|mailaddress' },
  {
    load: () => import('./cryptography.ts'),
    types:
      'System.Security.Cryptography.HashAlgorithm System.Security.Cryptography.MD5 System.Security.Cryptography.SHA1 System.Security.Cryptography.SHA256 System.Security.Cryptography.SHA384 System.Security.Cryptography.SHA512 System.Security.Cryptography.HMACMD5 System.Security.Cryptography.HMACSHA1 System.Security.Cryptography.HMACSHA256 System.Security.Cryptography.HMACSHA384 System.Security.Cryptography.HMACSHA512 System.Security.Cryptography.RandomNumberGenerator',
  },
  {
    load: () => import('./threading.ts'),
    types:
      'System.Threading.Thread System.GC System.Threading.Monitor System.Collections.Specialized.StringCollection System.Net.IPAddress|ipaddress',
  },
];

for (const { load, types } of LAZY_FILES) {
  for (const row of types.split(' ')) {
    const [name, ...accelerators] = row.split('|');
    lazyNames.push(name);
    for (const key of [name, ...accelerators]) lazyTypes[key.toLowerCase()] = load;
    for (const accelerator of accelerators) lazyAccelerators.set(accelerator, name);
  }
}

/** Values that the pure layer makes: it knows nothing of snapshots. Made without arguments they are blank, which decoding wants. */
for (const [name, ctor] of Object.entries({ DateTime, DateTimeOffset, DateOnly, TimeOnly, TimeSpan, Guid, Version, SemanticVersion }))
  snapshotClass(name, 'value', ctor as unknown as new () => object);

/** Classes of values that exist before their type's file is imported. */
for (const [ctor, name] of [
  [DateTime, 'System.DateTime'],
  [DateTimeOffset, 'System.DateTimeOffset'],
  [DateOnly, 'System.DateOnly'],
  [TimeOnly, 'System.TimeOnly'],
  [TimeSpan, 'System.TimeSpan'],
  [Guid, 'System.Guid'],
  [Version, 'System.Version'],
  [SemanticVersion, 'System.Management.Automation.SemanticVersion'],
  [PSUri, 'System.Uri'],
  [PSRegex, 'System.Text.RegularExpressions.Regex'],
  [PSMatch, 'System.Text.RegularExpressions.Match'],
  [PSGroup, 'System.Text.RegularExpressions.Group'],
  [PSCapture, 'System.Text.RegularExpressions.Capture'],
  [PSStyle, 'System.Management.Automation.PSStyle'],
  [FormattingData, 'System.Management.Automation.PSStyle+FormattingData'],
  [ProgressConfiguration, 'System.Management.Automation.PSStyle+ProgressConfiguration'],
  [FileInfoFormatting, 'System.Management.Automation.PSStyle+FileInfoFormatting'],
  [FileExtensionDictionary, 'System.Management.Automation.PSStyle+FileInfoFormatting+FileExtensionDictionary'],
  [ForegroundColor, 'System.Management.Automation.PSStyle+ForegroundColor'],
  [BackgroundColor, 'System.Management.Automation.PSStyle+BackgroundColor'],
] as const)
  lazyClasses.set(ctor, name);
