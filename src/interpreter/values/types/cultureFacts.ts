/** What System.Globalization.CultureInfo says of the cultures that scripts name most; the rules of all but two are those of en-US. */
import { CULTURES } from '../dotnet/culture.ts';
import { netError } from '../faults.ts';

/** Facts of a culture by its name. */
export interface CultureNames {
  name: string;
  lcid: number;
  english: string;
  native: string;
  parent: string;
  two: string;
  three: string;
  windows: string;
  neutral: boolean;
  listSeparator: string;
  oem: number;
}

/** name|LCID|English name|native name|three letters (ISO)|three letters (Windows)|list separator|OEM code page */
const ROWS = `
ar-SA|1025|Arabic (Saudi Arabia)|العربية (المملكة العربية السعودية)|ara|ARA|;|720
bg-BG|1026|Bulgarian (Bulgaria)|български (България)|bul|BGR|;|866
cs-CZ|1029|Czech (Czechia)|čeština (Česko)|ces|CSY|;|852
da-DK|1030|Danish (Denmark)|dansk (Danmark)|dan|DAN|;|850
de|7|German|Deutsch|deu|DEU|;|850
de-AT|3079|German (Austria)|Deutsch (Österreich)|deu|DEA|;|850
de-CH|2055|German (Switzerland)|Deutsch (Schweiz)|deu|DES|;|850
de-DE|1031|German (Germany)|Deutsch (Deutschland)|deu|DEU|;|850
el-GR|1032|Greek (Greece)|Ελληνικά (Ελλάδα)|ell|ELL|;|737
en|9|English|English|eng|ENU|,|437
en-AU|3081|English (Australia)|English (Australia)|eng|ENA|,|850
en-CA|4105|English (Canada)|English (Canada)|eng|ENC|,|850
en-GB|2057|English (United Kingdom)|English (United Kingdom)|eng|ENG|,|850
en-IE|6153|English (Ireland)|English (Ireland)|eng|ENI|,|850
en-IN|16393|English (India)|English (India)|eng|ENN|,|437
en-NZ|5129|English (New Zealand)|English (New Zealand)|eng|ENZ|,|850
en-US|1033|English (United States)|English (United States)|eng|ENU|,|437
es|10|Spanish|español|spa|ESP|;|850
es-ES|3082|Spanish (Spain)|español (España)|spa|ESN|;|850
es-MX|2058|Spanish (Mexico)|español (México)|spa|ESM|,|850
fi-FI|1035|Finnish (Finland)|suomi (Suomi)|fin|FIN|;|850
fr|12|French|français|fra|FRA|;|850
fr-CA|3084|French (Canada)|français (Canada)|fra|FRC|;|850
fr-FR|1036|French (France)|français (France)|fra|FRA|;|850
he-IL|1037|Hebrew (Israel)|עברית (ישראל)|heb|HEB|,|862
hi-IN|1081|Hindi (India)|हिन्दी (भारत)|hin|HIN|,|1
hu-HU|1038|Hungarian (Hungary)|magyar (Magyarország)|hun|HUN|;|852
it|16|Italian|italiano|ita|ITA|;|850
it-IT|1040|Italian (Italy)|italiano (Italia)|ita|ITA|;|850
ja|17|Japanese|日本語|jpn|JPN|,|932
ja-JP|1041|Japanese (Japan)|日本語 (日本)|jpn|JPN|,|932
ko|18|Korean|한국어|kor|KOR|,|949
ko-KR|1042|Korean (South Korea)|한국어(대한민국)|kor|KOR|,|949
nb-NO|1044|Norwegian Bokmål (Norway)|norsk bokmål (Norge)|nob|NOR|;|850
nl-NL|1043|Dutch (Netherlands)|Nederlands (Nederland)|nld|NLD|;|850
pl-PL|1045|Polish (Poland)|polski (Polska)|pol|PLK|;|852
pt-BR|1046|Portuguese (Brazil)|português (Brasil)|por|PTB|;|850
pt-PT|2070|Portuguese (Portugal)|português (Portugal)|por|PTG|;|850
ro-RO|1048|Romanian (Romania)|română (România)|ron|ROM|;|852
ru|25|Russian|русский|rus|RUS|;|866
ru-RU|1049|Russian (Russia)|русский (Россия)|rus|RUS|;|866
sv-SE|1053|Swedish (Sweden)|svenska (Sverige)|swe|SVE|;|850
th-TH|1054|Thai (Thailand)|ไทย (ไทย)|tha|THA|,|874
tr-TR|1055|Turkish (Turkey)|Türkçe (Türkiye)|tur|TRK|;|857
uk-UA|1058|Ukrainian (Ukraine)|українська (Україна)|ukr|UKR|;|866
zh-CN|2052|Chinese (China)|中文（中国）|zho|CHS|,|936
zh-TW|1028|Chinese (Taiwan)|中文（台灣）|zho|CHT|,|950`;

const INVARIANT: CultureNames = {
  name: '',
  lcid: 127,
  english: CULTURES.iv.englishName,
  native: CULTURES.iv.englishName,
  parent: '',
  two: 'iv',
  three: 'ivl',
  windows: 'IVL',
  neutral: false,
  listSeparator: ',',
  oem: 437,
};

function row(line: string): CultureNames {
  const [name = '', lcid, english = '', native = '', three = '', windows = '', listSeparator = ',', oem] = line.split('|');
  const two = name.slice(0, 2);
  const neutral = !name.includes('-');
  const parent = neutral ? '' : name === 'zh-CN' ? 'zh-Hans' : name === 'zh-TW' ? 'zh-Hant' : name === 'nb-NO' ? 'nb' : two;
  return { name, lcid: Number(lcid), english, native, parent, two, three, windows, neutral, listSeparator, oem: Number(oem) };
}

const KNOWN: readonly CultureNames[] = [INVARIANT, ...ROWS.trim().split('\n').map(row)];

/** Names of all cultures with facts of their own. */
export function knownCultures(): readonly CultureNames[] {
  return KNOWN;
}

/** Facts of a culture by name in any case; well-formed unknown names are made-up cultures as in .NET. */
export function cultureFacts(name: string): CultureNames {
  const lower = name.toLowerCase();
  const known = KNOWN.find((c) => c.name.toLowerCase() === lower);
  if (known !== undefined) return known;
  const [language = '', region = ''] = [lower.split('-')[0], name.split('-')[1]?.toUpperCase()];
  const neutral = region === '';
  const shown = neutral ? language : `${language} (${region})`;
  return {
    name: neutral ? language : `${language}-${region}`,
    lcid: 4096,
    english: shown,
    native: shown,
    parent: neutral ? '' : language,
    two: language,
    three: language,
    windows: 'ZZZ',
    neutral,
    listSeparator: ';',
    oem: 1,
  };
}

/** CultureInfo's constructor by name. Throws CultureNotFoundException. */
export function checkedCulture(name: string): CultureNames {
  if (!/^([A-Za-z]{1,8}([-_][A-Za-z0-9]{1,8})*)?$/.test(name)) {
    throw netError(
      'System.Globalization.CultureNotFoundException',
      `Culture is not supported. (Parameter 'name')\n${name} is an invalid culture identifier.`,
    );
  }
  return cultureFacts(name.replace(/_/g, '-'));
}

/** CultureInfo's constructor by LCID. Throws CultureNotFoundException. */
export function cultureByNumber(lcid: number): CultureNames {
  const known = KNOWN.find((c) => c.lcid === lcid);
  if (known !== undefined) return known;
  throw netError(
    'System.Globalization.CultureNotFoundException',
    `Culture is not supported. (Parameter 'culture')\n${lcid} (0x${lcid.toString(16).padStart(4, '0')}) is an invalid culture identifier.`,
  );
}
