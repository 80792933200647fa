/** Taking URIs apart and putting them together as System.Uri does on Linux. Checked against .NET 10. */
import { netError } from '../faults.ts';
import { decodeBytes, encodeText } from './encodingCodec.ts';

/** The parts of an absolute URI, escaped as AbsoluteUri shows them. */
export interface UriParts {
  scheme: string;
  userInfo: string;
  host: string;
  /** -1 without one, also where the scheme has no default. */
  port: number;
  path: string;
  /** With the `?`. */
  query: string;
  /** With the `#`. */
  fragment: string;
  hostType: 'Unknown' | 'Basic' | 'Dns' | 'IPv4' | 'IPv6';
  /** It has `//`. */
  hierarchical: boolean;
  unc: boolean;
  /** A file path that begins with a drive letter. */
  dosPath: boolean;
}

/** Default ports of the schemes that System.Uri knows. */
export const DEFAULT_PORTS: Readonly<Record<string, number>> = {
  http: 80,
  https: 443,
  ws: 80,
  wss: 443,
  ftp: 21,
  gopher: 70,
  nntp: 119,
  telnet: 23,
  ldap: 389,
  mailto: 25,
  'net.tcp': 808,
};

/** Schemes that are nothing without an authority. */
const NEED_AUTHORITY = new Set(['http', 'https', 'ws', 'wss', 'ftp', 'gopher', 'nntp', 'telnet', 'net.tcp', 'net.pipe']);

/** UriFormatException. */
export function uriError(message: string): Error {
  return netError('System.UriFormatException', `Invalid URI: ${message}`);
}

const UNDETERMINED = 'The format of the URI could not be determined.';
const BAD_HOST = 'The hostname could not be parsed.';
const BAD_PORT = 'Invalid port specified.';

const percent = (b: number): string => `%${b.toString(16).toUpperCase().padStart(2, '0')}`;

/** Escapes all but the characters that a set holds. */
export function escapeExcept(text: string, keep: RegExp): string {
  let out = '';
  for (const ch of text) {
    if (keep.test(ch)) out += ch;
    else for (const b of encodeText('utf-8', ch)) out += percent(b);
  }
  return out;
}

const UNRESERVED = /[A-Za-z0-9\-_.~]/;
const IN_URI = /[A-Za-z0-9\-_.~;/?:@&=+$,!'()*[\]#]/;

/** Escapes what may not stand in a part of a URI; escapes that are there stay, those of unreserved characters are undone. */
function canonicalPart(text: string): string {
  let out = '';
  for (let i = 0; i < text.length; ) {
    const hex = /^%([0-9A-Fa-f]{2})/.exec(text.slice(i, i + 3));
    if (hex !== null) {
      const run = /^(?:%[0-9A-Fa-f]{2})+/.exec(text.slice(i))?.[0] ?? '';
      out += canonicalRun(run);
      i += run.length;
      continue;
    }
    const ch = String.fromCodePoint(text.codePointAt(i) as number);
    out += escapeExcept(ch, IN_URI);
    i += ch.length;
  }
  return out;
}

/** A run of escapes: those of unreserved ASCII characters are undone, those of other characters above ASCII are in upper case. */
function canonicalRun(run: string): string {
  return run.replace(/%([0-9A-Fa-f]{2})/g, (all, hex: string) => {
    const b = Number.parseInt(hex, 16);
    if (b < 128) return UNRESERVED.test(String.fromCharCode(b)) ? String.fromCharCode(b) : all;
    return all.toUpperCase();
  });
}

/** Takes `.` and `..` out of a path. */
function compressPath(path: string): string {
  const out: string[] = [];
  const parts = path.split('/');
  parts.forEach((part, i) => {
    const last = i === parts.length - 1;
    if (part === '.' || part === '..') {
      if (part === '..' && out.length > 1) out.pop();
      if (last) out.push('');
    } else out.push(part);
  });
  const result = out.join('/');
  return result.startsWith('/') ? result : `/${result}`;
}

function parseHost(host: string, scheme: string): { host: string; hostType: UriParts['hostType'] } {
  if (host.startsWith('[')) {
    if (!/^\[[0-9A-Fa-f:.]+(%[^\]]*)?\]$/.test(host) || !host.includes(':')) throw uriError(BAD_HOST);
    return { host: host.toLowerCase(), hostType: 'IPv6' };
  }
  if (/^\d{1,3}(\.\d{1,3}){3}$/.test(host) && host.split('.').every((n) => Number(n) < 256)) return { host, hostType: 'IPv4' };
  const lower = host.toLowerCase();
  const labels = (lower.endsWith('.') ? lower.slice(0, -1) : lower).split('.');
  if (labels.every((l) => /^[\p{L}\p{N}_-]+$/u.test(l))) return { host: lower, hostType: 'Dns' };
  if (scheme in DEFAULT_PORTS || scheme === 'file' || /[%\s<>]/.test(host)) throw uriError(BAD_HOST);
  return { host, hostType: 'Basic' };
}

function parseAuthority(text: string, scheme: string): Pick<UriParts, 'userInfo' | 'host' | 'port' | 'hostType'> {
  const at = text.lastIndexOf('@');
  const userInfo = at < 0 ? '' : canonicalPart(text.slice(0, at));
  const rest = at < 0 ? text : text.slice(at + 1);
  const m = /^(\[[^\]]*\]?|[^:]*)(?::(.*))?$/s.exec(rest);
  if (m === null) throw uriError(BAD_HOST);
  const portText = m[2] ?? '';
  if (portText !== '' && (!/^\d+$/.test(portText) || Number(portText) > 65535)) throw uriError(BAD_PORT);
  const port = portText === '' ? (DEFAULT_PORTS[scheme] ?? -1) : Number(portText);
  const hostText = m[1] ?? '';
  if (hostText === '') {
    if (NEED_AUTHORITY.has(scheme)) throw uriError(BAD_HOST);
    return { userInfo, host: '', port, hostType: 'Basic' };
  }
  return { userInfo, port, ...parseHost(hostText, scheme) };
}

/** Splits off query and fragment. */
function tail(text: string, withQuery: boolean): { path: string; query: string; fragment: string } {
  const hash = text.indexOf('#');
  const fragment = hash < 0 ? '' : text.slice(hash);
  const rest = hash < 0 ? text : text.slice(0, hash);
  const mark = withQuery ? rest.indexOf('?') : -1;
  return {
    path: mark < 0 ? rest : rest.slice(0, mark),
    query: mark < 0 ? '' : canonicalPart(rest.slice(mark)),
    fragment: canonicalPart(fragment),
  };
}

function fileParts(host: string, path: string, query = '', fragment = ''): UriParts {
  const dosPath = /^\/?[A-Za-z]:/.test(path);
  const hosted =
    host === '' || host.toLowerCase() === 'localhost' ? { host: host.toLowerCase(), hostType: 'Basic' as const } : parseHost(host, 'file');
  const clean = compressPath(canonicalPart(path.replace(/\\/g, '/')));
  return {
    scheme: 'file',
    userInfo: '',
    ...hosted,
    port: -1,
    path: dosPath ? clean.slice(1) : clean,
    query,
    fragment,
    hierarchical: true,
    unc: host !== '',
    dosPath,
  };
}

/**
 * The parts of an absolute URI; undefined for a text that only can be a relative one. Throws UriFormatException.
 * `absolute`: the text must be absolute, so paths beginning with `/` are files.
 */
export function parseUri(original: string, absolute: boolean): UriParts | undefined {
  const text = original.trim();
  if (text === '') {
    if (absolute) throw uriError('The URI is empty.');
    return undefined;
  }
  if (/^[A-Za-z]:[\\/]/.test(text)) return fileParts('', `/${text}`);
  const unc = /^(\\\\|\/\/)([^\\/]+)(.*)$/s.exec(text);
  if (unc !== null && (absolute || text.startsWith('\\\\'))) return fileParts(unc[2] ?? '', unc[3] === '' ? '/' : (unc[3] ?? '/'));
  if (text.startsWith('/') && absolute) return fileParts('', text.replace(/\?/g, '%3F').replace(/#/g, '%23'));
  const m = /^([A-Za-z][A-Za-z0-9+.-]*):(.*)$/s.exec(text);
  if (m === null || (m[1] as string).length === 1) {
    if (!absolute) return undefined;
    throw uriError(/^[^/?#]+:./.test(text) && !text.startsWith(':') ? 'The URI scheme is not valid.' : UNDETERMINED);
  }
  const scheme = (m[1] as string).toLowerCase();
  const rest = m[2] as string;
  const slashed = NEED_AUTHORITY.has(scheme) || scheme === 'file' ? rest.replace(/^[\\/]{2}/, '//') : rest;
  if (slashed.startsWith('//')) return withAuthority(scheme, slashed.slice(2));
  if (NEED_AUTHORITY.has(scheme) || scheme === 'file') {
    if (scheme === 'file' && rest.startsWith('/')) return fileParts('', rest);
    if (!absolute) return undefined;
    throw uriError('The Authority/Host could not be parsed.');
  }
  return opaque(scheme, rest);
}

function withAuthority(scheme: string, text: string): UriParts {
  const backslashes = scheme in DEFAULT_PORTS || scheme === 'file';
  const end = text.search(backslashes ? /[/\\?#]/ : /[/?#]/);
  const authority = end < 0 ? text : text.slice(0, end);
  const t = tail(end < 0 ? '' : text.slice(end), scheme !== 'ftp');
  if (scheme === 'file') return fileParts(authority, t.path === '' ? '/' : t.path, t.query, t.fragment);
  const path = backslashes ? t.path.replace(/\\/g, '/') : t.path;
  const escaped = canonicalPart(path);
  return {
    scheme,
    ...parseAuthority(authority, scheme),
    path: compressPath(scheme === 'ftp' ? escaped.replace(/\?/g, '%3F') : escaped),
    query: t.query,
    fragment: t.fragment,
    hierarchical: true,
    unc: false,
    dosPath: false,
  };
}

function opaque(scheme: string, text: string): UriParts {
  const t = tail(text, true);
  const base = { scheme, query: t.query, fragment: t.fragment, hierarchical: false, unc: false, dosPath: false };
  if (scheme === 'mailto' && t.path.includes('@')) return { ...base, ...parseAuthority(t.path, scheme), path: '' };
  return { ...base, userInfo: '', host: '', port: -1, hostType: 'Unknown', path: canonicalPart(t.path) };
}

/** `user@host:port` of a URI; the port only where it isn't the scheme's own. */
export function authorityOf(u: UriParts): string {
  return u.host + (u.port >= 0 && u.port !== DEFAULT_PORTS[u.scheme] ? `:${u.port}` : '');
}

/** AbsoluteUri. */
export function absoluteText(u: UriParts): string {
  const user = u.userInfo === '' ? '' : `${u.userInfo}@`;
  if (!u.hierarchical) return `${u.scheme}:${user}${u.scheme === 'mailto' ? authorityOf(u) : ''}${u.path}${u.query}${u.fragment}`;
  return `${u.scheme}://${user}${authorityOf(u)}${u.dosPath ? '/' : ''}${u.path}${u.query}${u.fragment}`;
}

/** What ToString() shows: readable, but nothing that would change the meaning is unescaped. */
export function displayText(u: UriParts): string {
  const head = absoluteText({ ...u, path: '', query: '', fragment: '', dosPath: false });
  return `${head}${u.dosPath ? '/' : ''}${unescapeSafe(u.path, true)}${unescapeSafe(u.query, false)}${unescapeSafe(u.fragment, false)}`;
}

function unescapeSafe(text: string, isPath: boolean): string {
  return text.replace(/(?:%[0-9A-Fa-f]{2})+/g, (run) =>
    decodeRun(
      run,
      (c) => c > 0x1f && !(c >= 0x7f && c <= 0x9f) && !";/?:@&=+$,#[]!'()*%".includes(String.fromCharCode(c)) && !(isPath && c === 0x5c),
    ),
  );
}

/** Decodes a run of escapes; bytes that are no UTF-8 and characters that must not be stay as they are. */
function decodeRun(run: string, may: (codePoint: number) => boolean): string {
  const bytes = (run.match(/%../g) ?? []).map((t) => Number.parseInt(t.slice(1), 16));
  let out = '';
  for (let i = 0; i < bytes.length; ) {
    const b = bytes[i] as number;
    const length = b < 0x80 ? 1 : b >= 0xf0 ? 4 : b >= 0xe0 ? 3 : 2;
    const decoded = decodeBytes('utf-8', bytes.slice(i, i + length));
    const whole = b < 0x80 || (decoded.length <= 2 && !decoded.includes('\ufffd') && i + length <= bytes.length);
    const point = decoded.codePointAt(0) as number;
    if (whole && may(point)) {
      out += decoded;
      i += length;
    } else {
      const kept = whole ? length : 1;
      out += run.slice(i * 3, (i + kept) * 3);
      i += kept;
    }
  }
  return out;
}

/** Uri.UnescapeDataString. */
export function unescapeData(text: string): string {
  return text.replace(/(?:%[0-9A-Fa-f]{2})+/g, (run) => decodeRun(run, () => true));
}

/** Uri.EscapeDataString. */
export function escapeData(text: string): string {
  return escapeExcept(text, UNRESERVED);
}

/** Uri.EscapeUriString. */
export function escapeUri(text: string): string {
  return escapeExcept(text, IN_URI);
}

/** LocalPath. */
export function localPath(u: UriParts): string {
  const path = unescapeData(u.path);
  if (u.unc && u.host !== '') return `\\\\${u.host}${path.replace(/\//g, '\\')}`;
  return u.dosPath ? path.replace(/\//g, '\\') : path;
}

/** Segments: the path cut after each slash. */
export function segmentsOf(u: UriParts): string[] {
  return (u.dosPath ? `/${u.path}` : u.path).match(/[^/]*\/|[^/]+$/g) ?? [];
}

/** The text of a relative URI resolved against an absolute one. */
export function combineUris(base: UriParts, relative: string): string {
  const rel = relative.trim();
  if (rel === '') return absoluteText({ ...base, fragment: '' });
  if (/^[A-Za-z][A-Za-z0-9+.-]+:/.test(rel) && parseUri(rel, false) !== undefined) return rel;
  if (!base.hierarchical) return `${base.scheme}:${rel}`;
  const site = absoluteText({ ...base, path: '', query: '', fragment: '', dosPath: false });
  if (rel.startsWith('//')) return `${base.scheme}:${rel}`;
  if (rel.startsWith('#')) return absoluteText({ ...base, fragment: '' }) + rel;
  if (rel.startsWith('?') && base.scheme !== 'ftp') return absoluteText({ ...base, query: '', fragment: '' }) + rel;
  const cut = rel.search(/[?#]/);
  const path = cut < 0 ? rel : rel.slice(0, cut);
  const basePath = base.dosPath ? `/${base.path}` : base.path;
  const joined = path.startsWith('/') ? path : basePath.slice(0, basePath.lastIndexOf('/') + 1) + path;
  return site + compressPath(joined) + (cut < 0 ? '' : rel.slice(cut));
}

/** MakeRelativeUri's text. */
export function relativeText(from: UriParts, to: UriParts): string {
  if (from.scheme !== to.scheme || authorityOf(from) !== authorityOf(to)) return absoluteText(to);
  const a = from.path;
  const b = to.path;
  let i = 0;
  let slash = -1;
  for (; i < a.length && i < b.length && a[i] === b[i]; i++) if (a[i] === '/') slash = i;
  const rest = to.query + to.fragment;
  if (i === a.length && i === b.length) return rest;
  const up = [...a.slice(slash + 1)].filter((c) => c === '/').length;
  const down = b.slice(slash + 1);
  if (up === 0 && down === '') return `./${rest}`;
  return '../'.repeat(up) + down + rest;
}

const POINTS = { base: 36, tMin: 1, tMax: 26, skew: 38, damp: 700, bias: 72, first: 128 };

/** One label of a host name in Punycode (RFC 3492), with its `xn--`. */
function punycode(label: string): string {
  const points = [...label].map((c) => c.codePointAt(0) as number);
  const basic = points.filter((c) => c < 128);
  if (basic.length === points.length) return label;
  let out = basic.map((c) => String.fromCharCode(c)).join('') + (basic.length > 0 ? '-' : '');
  let n = POINTS.first;
  let delta = 0;
  let bias = POINTS.bias;
  let handled = basic.length;
  const digit = (d: number): string => String.fromCharCode(d < 26 ? d + 97 : d + 22);
  while (handled < points.length) {
    const next = Math.min(...points.filter((c) => c >= n));
    delta += (next - n) * (handled + 1);
    n = next;
    for (const c of points) {
      if (c < n) delta++;
      if (c !== n) continue;
      let q = delta;
      for (let k = POINTS.base; ; k += POINTS.base) {
        const t = k <= bias ? POINTS.tMin : k >= bias + POINTS.tMax ? POINTS.tMax : k - bias;
        if (q < t) break;
        out += digit(t + ((q - t) % (POINTS.base - t)));
        q = Math.floor((q - t) / (POINTS.base - t));
      }
      out += digit(q);
      let d = handled === basic.length ? Math.floor(delta / POINTS.damp) : delta >> 1;
      d += Math.floor(d / (handled + 1));
      let k = 0;
      for (; d > ((POINTS.base - POINTS.tMin) * POINTS.tMax) / 2; k += POINTS.base) d = Math.floor(d / (POINTS.base - POINTS.tMin));
      bias = k + Math.floor(((POINTS.base - POINTS.tMin + 1) * d) / (d + POINTS.skew));
      delta = 0;
      handled++;
    }
    delta++;
    n++;
  }
  return `xn--${out}`;
}

/** IdnHost. */
export function idnHost(u: UriParts): string {
  const host = u.hostType === 'IPv6' ? u.host.slice(1, -1) : u.host;
  return host.split('.').map(punycode).join('.');
}
