/** System.Uri and System.UriBuilder. Members and texts of .NET 10. */
import type { NativeContext } from '../context.ts';
import { ArgumentNullError } from '../dotnet/errors.ts';
import { invalidOperation, netError } from '../faults.ts';
import { EnumValue, type PSChar, type Value } from '../value.ts';
import { char, enumOf, int, out, strings, text } from './define.ts';
import { registerType } from './registry.ts';
import { compareBy } from './string.ts';
import { constructors, methods, properties } from './tables.ts';
import {
  absoluteText,
  authorityOf,
  combineUris,
  DEFAULT_PORTS,
  displayText,
  escapeData,
  escapeUri,
  idnHost,
  localPath,
  parseUri,
  relativeText,
  segmentsOf,
  type UriParts,
  unescapeData,
} from './uriParts.ts';
import { PSUri } from './uriValue.ts';

/** Parts of URIs that were asked for; derived from their text alone. */
const parsed = new WeakMap<PSUri, UriParts>();

/** A Uri by kind (0 either, 1 absolute, 2 relative). Throws UriFormatException. */
export function makeUri(original: string, kind = 0): PSUri {
  const parts = kind === 2 ? undefined : parseUri(original, kind === 1);
  if (kind === 2 && /^[A-Za-z][A-Za-z0-9+.-]+:\/\//.test(original)) {
    throw netError(
      'System.UriFormatException',
      "A relative URI cannot be created because the 'uriString' parameter represents an absolute URI.",
    );
  }
  const uri = new PSUri(original, parts !== undefined);
  if (parts !== undefined) parsed.set(uri, parts);
  return uri;
}

function combine(base: PSUri, relative: string): PSUri {
  return makeUri(combineUris(partsOf(base), relative), 1);
}

/** Parts of an absolute Uri. Throws InvalidOperationException for a relative one. */
export function partsOf(uri: PSUri): UriParts {
  if (!uri.isAbsolute) throw invalidOperation('This operation is not supported for a relative URI.');
  let parts = parsed.get(uri);
  if (parts === undefined) {
    parts = parseUri(uri.original, true) as UriParts;
    parsed.set(uri, parts);
  }
  return parts;
}

/** A Uri argument. Throws ArgumentNullException for null. */
export const u = (v: Value | undefined): PSUri => {
  if (v instanceof PSUri) return v;
  throw new ArgumentNullError('uri');
};
const show = (uri: PSUri): string => (uri.isAbsolute ? displayText(partsOf(uri)) : uri.original);
const isDefaultPort = (p: UriParts): boolean => p.port === (DEFAULT_PORTS[p.scheme] ?? -1);
const bareHost = (p: UriParts): string => (p.hostType === 'IPv6' ? p.host.slice(1, -1) : p.host);
const isLoopback = (p: UriParts): boolean =>
  p.host === 'localhost' || p.host === 'loopback' || /^127\./.test(p.host) || p.host === '[::1]' || (p.scheme === 'file' && p.host === '');

function same(a: PSUri, b: PSUri): boolean {
  if (a.isAbsolute !== b.isAbsolute) return false;
  if (!a.isAbsolute) return a.original === b.original;
  const key = (p: UriParts): string => absoluteText({ ...p, userInfo: '', fragment: '' });
  return key(partsOf(a)) === key(partsOf(b));
}

const [SCHEME, USER, HOST, PORT, PATH, QUERY, FRAGMENT, STRONG_PORT, NORMALIZED, KEEP] = [1, 2, 4, 8, 16, 32, 64, 128, 256, 0x40000000];

/** GetComponents: the chosen parts, with delimiters between them. */
function components(p: UriParts, flags: number, format: number): string {
  const all = flags === -2147483648 ? 127 : flags;
  const has = (flag: number): boolean => (all & flag) !== 0;
  const single = (all & (all - 1)) === 0;
  const keep = has(KEEP);
  let result = '';
  if (has(SCHEME)) result += single ? p.scheme : `${p.scheme}:${p.hierarchical ? '//' : ''}`;
  if (has(USER) && p.userInfo !== '') result += p.userInfo + (single && !keep ? '' : '@');
  if (has(HOST) || has(NORMALIZED)) result += p.host;
  if (has(STRONG_PORT)) result += `${single ? '' : ':'}${p.port}`;
  else if (has(PORT) && !isDefaultPort(p)) result += `${single ? '' : ':'}${p.port}`;
  if (has(PATH)) result += single && !keep ? p.path.replace(/^\//, '') : p.path;
  if (has(QUERY)) result += single && !keep ? p.query.slice(1) : p.query;
  if (has(FRAGMENT)) result += single && !keep ? p.fragment.slice(1) : p.fragment;
  return format === 1 ? result : unescapeData(result);
}

function leftPart(p: UriParts, part: number): string {
  switch (part) {
    case 0:
      return p.hierarchical ? `${p.scheme}://` : `${p.scheme}:`;
    case 1:
      return p.hierarchical ? absoluteText({ ...p, path: '', query: '', fragment: '', dosPath: false }) : '';
    case 2:
      return absoluteText({ ...p, query: '', fragment: '' });
    default:
      return absoluteText({ ...p, fragment: '' });
  }
}

function isBaseOf(a: PSUri, b: PSUri): boolean {
  const other = b.isAbsolute ? b : combine(a, b.original);
  const [p, q] = [partsOf(a), partsOf(other)];
  if (p.scheme !== q.scheme || authorityOf(p) !== authorityOf(q)) return false;
  return q.path.startsWith(p.path.slice(0, p.path.lastIndexOf('/') + 1));
}

function wellFormed(s: string, kind: number): boolean {
  try {
    const uri = makeUri(s, kind);
    const canonical = escapeUri(s).replace(/%25(?=[0-9A-Fa-f]{2})/g, '%');
    return canonical === s && (!uri.isAbsolute || !s.includes('\\'));
  } catch {
    return false;
  }
}

function checkHost(name: string): string {
  if (name === '') return 'Unknown';
  if (/^\[?[0-9A-Fa-f:]*:[0-9A-Fa-f:.]*\]?$/.test(name)) return 'IPv6';
  try {
    const p = parseUri(`http://${name}/`, true);
    return p !== undefined && p.host === name.toLowerCase() ? p.hostType : 'Unknown';
  } catch {
    return 'Unknown';
  }
}
const HOST_TYPES = ['Unknown', 'Basic', 'Dns', 'IPv4', 'IPv6'];
const hostType = (name: string): Value => new EnumValue('System.UriHostNameType', HOST_TYPES.indexOf(name));

/** TryCreate: the Uri or null. */
function tryCreate(ref: Value | undefined, make: () => Value): boolean {
  try {
    out(ref, make());
    return true;
  } catch {
    out(ref, null);
    return false;
  }
}

const part =
  (get: (p: UriParts) => Value): ((s: PSUri, ctx: NativeContext) => Value) =>
  (s) =>
    get(partsOf(s));

const SCHEMES: Readonly<Record<string, string>> = {
  File: 'file',
  Ftp: 'ftp',
  Sftp: 'sftp',
  Ftps: 'ftps',
  Gopher: 'gopher',
  Http: 'http',
  Https: 'https',
  Ws: 'ws',
  Wss: 'wss',
  Mailto: 'mailto',
  News: 'news',
  Nntp: 'nntp',
  Ssh: 'ssh',
  Telnet: 'telnet',
  NetTcp: 'net.tcp',
  NetPipe: 'net.pipe',
};

registerType({
  name: 'System.Uri',
  accelerators: ['uri'],
  ctor: PSUri,
  interfaces: ['System.ISpanFormattable', 'System.IEquatable`1[System.Uri]'],
  properties: properties<PSUri>({
    'string AbsolutePath': part((p) => p.path),
    'string AbsoluteUri': part(absoluteText),
    'string LocalPath': part(localPath),
    'string Authority': part(authorityOf),
    'System.UriHostNameType HostNameType': part((p) => hostType(p.hostType)),
    'bool IsDefaultPort': part(isDefaultPort),
    'bool IsFile': part((p) => p.scheme === 'file'),
    'bool IsLoopback': part(isLoopback),
    'string PathAndQuery': part((p) => p.path + p.query),
    'string[] Segments': part((p) => strings(segmentsOf(p))),
    'bool IsUnc': part((p) => p.unc && p.host !== ''),
    'string Host': part((p) => p.host),
    'int Port': part((p) => p.port),
    'string Query': part((p) => p.query),
    'string Fragment': part((p) => p.fragment),
    'string Scheme': part((p) => p.scheme),
    'string OriginalString': (s) => s.original,
    'string DnsSafeHost': part(bareHost),
    'string IdnHost': part(idnHost),
    'bool IsAbsoluteUri': (s) => s.isAbsolute,
    'bool UserEscaped': () => false,
    'string UserInfo': part((p) => p.userInfo),
  }),
  methods: methods({
    'bool Equals(System.Object comparand)': (self, [o]) =>
      typeof o === 'string' ? same(u(self), makeUri(o)) : o instanceof PSUri && same(u(self), o),
    'bool Equals(uri other)': (self, [o]) => o instanceof PSUri && same(u(self), o),
    'string GetComponents(System.UriComponents components, System.UriFormat format)': (self, [c, f]) =>
      components(partsOf(u(self)), enumOf(c), enumOf(f)),
    'string GetLeftPart(System.UriPartial part)': (self, [p]) => leftPart(partsOf(u(self)), enumOf(p)),
    'bool IsBaseOf(uri uri)': (self, [o]) => isBaseOf(u(self), u(o)),
    'bool IsWellFormedOriginalString()': (self) => wellFormed(u(self).original, 0),
    'string MakeRelative(uri toUri)': (self, [o]) => relativeText(partsOf(u(self)), partsOf(u(o))),
    'uri MakeRelativeUri(uri uri)': (self, [o]) => makeUri(relativeText(partsOf(u(self)), partsOf(u(o)))),
    'string ToString()': (self) => show(u(self)),
  }),
  staticProperties: properties({
    ...Object.fromEntries(Object.entries(SCHEMES).map(([name, scheme]) => [`string UriScheme${name}`, () => scheme])),
    'string SchemeDelimiter': () => '://',
  }),
  staticMethods: methods({
    'System.UriHostNameType CheckHostName(string name)': (_s, [n]) => hostType(checkHost(String(n ?? ''))),
    'bool CheckSchemeName(string schemeName)': (_s, [n]) => /^[A-Za-z][A-Za-z0-9+.-]*$/.test(String(n ?? '')),
    'int Compare(uri uri1, uri uri2, System.UriComponents partsToCompare, System.UriFormat compareFormat, System.StringComparison comparisonType)':
      (_s, [a, b, c, f, k]) =>
        compareBy(components(partsOf(u(a)), enumOf(c), enumOf(f)), components(partsOf(u(b)), enumOf(c), enumOf(f)), enumOf(k)),
    'string EscapeDataString(string stringToEscape)': (_s, [s]) => escapeData(text(s, 'stringToEscape')),
    'string EscapeUriString(string stringToEscape)': (_s, [s]) => escapeUri(text(s, 'stringToEscape')),
    'int FromHex(char digit)': (_s, [c]) => Number.parseInt(char(c), 16),
    'string HexEscape(char character)': (_s, [c]) => `%${(c as PSChar).code.toString(16).toUpperCase().padStart(2, '0')}`,
    'bool IsHexDigit(char character)': (_s, [c]) => /[0-9A-Fa-f]/.test(char(c)),
    'bool IsHexEncoding(string pattern, int index)': (_s, [s, i]) => /^%[0-9A-Fa-f]{2}/.test(text(s, 'pattern').slice(int(i))),
    'bool IsWellFormedUriString(string uriString, System.UriKind uriKind)': (_s, [s, k]) => wellFormed(String(s ?? ''), enumOf(k)),
    'bool op_Equality(uri uri1, uri uri2)': (_s, [a, b]) => (a instanceof PSUri && b instanceof PSUri ? same(a, b) : a === b),
    'bool op_Inequality(uri uri1, uri uri2)': (_s, [a, b]) => (a instanceof PSUri && b instanceof PSUri ? !same(a, b) : a !== b),
    'bool TryCreate(string uriString, System.UriKind uriKind, [ref] uri result)': (_s, [s, k, r]) =>
      tryCreate(r, () => makeUri(text(s, 'uriString'), enumOf(k))),
    'bool TryCreate(uri baseUri, string relativeUri, [ref] uri result)': (_s, [b, s, r]) =>
      tryCreate(r, () => combine(u(b), text(s, 'relativeUri'))),
    'bool TryCreate(uri baseUri, uri relativeUri, [ref] uri result)': (_s, [b, s, r]) => tryCreate(r, () => combine(u(b), u(s).original)),
    'string UnescapeDataString(string stringToUnescape)': (_s, [s]) => unescapeData(text(s, 'stringToUnescape')),
  }),
  constructors: constructors('uri', {
    'string uriString': (_s, [s]) => makeUri(text(s, 'uriString'), 1),
    'string uriString, System.UriKind uriKind': (_s, [s, k]) => makeUri(text(s, 'uriString'), enumOf(k)),
    'uri baseUri, string relativeUri': (_s, [b, s]) => combine(u(b), String(s ?? '')),
    'uri baseUri, uri relativeUri': (_s, [b, s]) => combine(u(b), u(s).original),
  }),
  converts: true,
  convertFrom: (v) => (typeof v === 'string' ? makeUri(v) : undefined),
  toText: (self) => show(u(self)),
  equals: (a, b) => a instanceof PSUri && b instanceof PSUri && same(a, b),
});
