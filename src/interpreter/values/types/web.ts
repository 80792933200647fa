/** System.Net.WebUtility and System.Web.HttpUtility. Behaviour: .NET 10. */
import { PSHashtable } from '../collections.ts';
import type { Value } from '../value.ts';
import { byteArray, bytesOf } from './bytes.ts';
import { decodeBytes, encodeText } from './encodingCodec.ts';
import { registerType } from './registry.ts';
import { methods } from './tables.ts';

const NAMED: Readonly<Record<string, number>> = {
  quot: 34,
  amp: 38,
  apos: 39,
  lt: 60,
  gt: 62,
  nbsp: 160,
  iexcl: 161,
  cent: 162,
  pound: 163,
  curren: 164,
  yen: 165,
  sect: 167,
  copy: 169,
  laquo: 171,
  reg: 174,
  deg: 176,
  plusmn: 177,
  sup2: 178,
  sup3: 179,
  micro: 181,
  para: 182,
  middot: 183,
  raquo: 187,
  frac14: 188,
  frac12: 189,
  frac34: 190,
  Agrave: 192,
  Aacute: 193,
  Acirc: 194,
  Atilde: 195,
  Auml: 196,
  Aring: 197,
  AElig: 198,
  Ccedil: 199,
  Egrave: 200,
  Eacute: 201,
  Ecirc: 202,
  Euml: 203,
  Ntilde: 209,
  Ouml: 214,
  times: 215,
  Uuml: 220,
  szlig: 223,
  agrave: 224,
  aacute: 225,
  acirc: 226,
  atilde: 227,
  auml: 228,
  aring: 229,
  aelig: 230,
  ccedil: 231,
  egrave: 232,
  eacute: 233,
  ecirc: 234,
  euml: 235,
  igrave: 236,
  iacute: 237,
  ntilde: 241,
  ograve: 242,
  oacute: 243,
  ocirc: 244,
  ouml: 246,
  divide: 247,
  ugrave: 249,
  uacute: 250,
  ucirc: 251,
  uuml: 252,
  euro: 8364,
  hellip: 8230,
  ndash: 8211,
  mdash: 8212,
  lsquo: 8216,
  rsquo: 8217,
  ldquo: 8220,
  rdquo: 8221,
  bull: 8226,
  trade: 8482,
  larr: 8592,
  rarr: 8594,
};

/** HtmlEncode: the five special characters, and what is above ASCII as numbers where .NET does so. */
export function htmlEncode(text: string): string {
  let out = '';
  for (const ch of text) {
    const c = ch.codePointAt(0) as number;
    if (ch === '<') out += '&lt;';
    else if (ch === '>') out += '&gt;';
    else if (ch === '"') out += '&quot;';
    else if (ch === "'") out += '&#39;';
    else if (ch === '&') out += '&amp;';
    else if ((c >= 160 && c < 256) || c > 0xffff) out += `&#${c};`;
    else out += ch;
  }
  return out;
}

/** HtmlDecode. */
export function htmlDecode(text: string): string {
  return text.replace(/&(?:#(\d+)|#[xX]([0-9a-fA-F]+)|([A-Za-z][A-Za-z0-9]*));/g, (all, decimal?: string, hex?: string, name?: string) => {
    const n = decimal !== undefined ? Number(decimal) : hex !== undefined ? Number.parseInt(hex, 16) : NAMED[name ?? ''];
    if (n === undefined || n > 0x10ffff || (n >= 0xd800 && n <= 0xdfff)) return all;
    return String.fromCodePoint(n);
  });
}

/** UrlEncode: spaces become +, bytes of UTF-8 %xx. */
function urlEncode(text: string, lower: boolean): string {
  let out = '';
  for (const b of encodeText('utf-8', text)) {
    const ch = String.fromCharCode(b);
    if (/[A-Za-z0-9\-_.!*()]/.test(ch)) out += ch;
    else if (ch === ' ') out += '+';
    else {
      const hex = b.toString(16).padStart(2, '0');
      out += `%${lower ? hex : hex.toUpperCase()}`;
    }
  }
  return out;
}

/** UrlDecode. */
function urlDecode(text: string): string {
  const bytes: number[] = [];
  for (let i = 0; i < text.length; i++) {
    const hex = /^%([0-9a-fA-F]{2})/.exec(text.slice(i, i + 3));
    if (hex !== null) {
      bytes.push(Number.parseInt(hex[1] as string, 16));
      i += 2;
    } else if (text[i] === '+') bytes.push(32);
    else bytes.push(...encodeText('utf-8', String.fromCodePoint(text.codePointAt(i) as number)));
    if ((text.codePointAt(i) as number) > 0xffff) i++;
  }
  return decodeBytes('utf-8', bytes);
}

const nullable =
  (change: (text: string) => string) =>
  (_s: Value, [v]: Value[]): Value =>
    typeof v === 'string' ? change(v) : null;

registerType({
  name: 'System.Net.WebUtility',
  isStatic: true,
  isAbstract: true,
  staticMethods: methods({
    'string HtmlEncode(string value)': nullable(htmlEncode),
    'string HtmlDecode(string value)': nullable(htmlDecode),
    'string UrlEncode(string value)': nullable((t) => urlEncode(t, false)),
    'string UrlDecode(string encodedValue)': nullable(urlDecode),
    'byte[] UrlEncodeToBytes(byte[] value, int offset, int count)': (_s, [b, i, n]) =>
      byteArray(encodeText('utf-8', urlEncode(decodeBytes('utf-8', bytesOf(b ?? null).slice(Number(i), Number(i) + Number(n))), false))),
  }),
});

/** A query string as a table in order; a name that comes again gets its values with commas between. */
function parseQuery(query: string): PSHashtable {
  const table = new PSHashtable('OrderedDictionary');
  for (const pair of query.replace(/^\?/, '').split('&')) {
    if (pair === '') continue;
    const at = pair.indexOf('=');
    const name = at < 0 ? '' : urlDecode(pair.slice(0, at));
    const value = urlDecode(at < 0 ? pair : pair.slice(at + 1));
    const known = table.get(name);
    table.set(name, known === undefined ? value : `${String(known)},${value}`);
  }
  return table;
}

registerType({
  name: 'System.Web.HttpUtility',
  isSealed: true,
  staticMethods: methods({
    'string HtmlAttributeEncode(string s)': nullable((t) =>
      t.replace(/&/g, '&amp;').replace(/"/g, '&quot;').replace(/'/g, '&#39;').replace(/</g, '&lt;'),
    ),
    'string HtmlEncode(string s)': nullable(htmlEncode),
    'string HtmlDecode(string s)': nullable(htmlDecode),
    'string UrlEncode(string str)': nullable((t) => urlEncode(t, true)),
    'string UrlDecode(string str)': nullable(urlDecode),
    'string UrlPathEncode(string str)': nullable((t) => t.replace(/ /g, '%20')),
    'System.Collections.Specialized.NameValueCollection ParseQueryString(string query)': (_s, [q]) => parseQuery(String(q ?? '')),
    'string JavaScriptStringEncode(string value)': nullable((t) =>
      t.replace(/["'&<>\\\u0000-\u001f\u0085\u2028\u2029]/g, (c) => {
        const short = (
          { '"': '\\"', '\\': '\\\\', '\n': '\\n', '\r': '\\r', '\t': '\\t', '\b': '\\b', '\f': '\\f' } as Record<string, string>
        )[c];
        return short ?? `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`;
      }),
    ),
  }),
});
