/** System.UriBuilder. Members and texts of .NET 10. */
import { badArgument } from '../faults.ts';
import { HeapObject, snapshotClass, touch } from '../heap.ts';
import type { Value } from '../value.ts';
import { int, rw, text } from './define.ts';
import { registerType } from './registry.ts';
import { constructors, methods, properties } from './tables.ts';
import { makeUri, partsOf, u } from './uri.ts';
import { DEFAULT_PORTS, escapeUri } from './uriParts.ts';
import type { PSUri } from './uriValue.ts';

/** A UriBuilder. */
export class PSUriBuilder extends HeapObject {
  scheme = 'http';
  userName = '';
  password = '';
  host = 'localhost';
  port = -1;
  path = '/';
  query = '';
  fragment = '';
}
snapshotClass('UriBuilder', 'heap', PSUriBuilder);

const b = (v: Value): PSUriBuilder => v as PSUriBuilder;

function builderOf(uri: PSUri): PSUriBuilder {
  const made = new PSUriBuilder();
  const p = partsOf(uri);
  const colon = p.userInfo.indexOf(':');
  made.scheme = p.scheme;
  made.userName = colon < 0 ? p.userInfo : p.userInfo.slice(0, colon);
  made.password = colon < 0 ? '' : p.userInfo.slice(colon + 1);
  made.host = p.host;
  made.port = p.port;
  made.path = p.path;
  made.query = p.query;
  made.fragment = p.fragment;
  return made;
}

function builderText(self: PSUriBuilder): string {
  const user = self.userName + (self.password === '' ? '' : `:${self.password}`);
  const port = self.port >= 0 ? self.port : (DEFAULT_PORTS[self.scheme] ?? -1);
  const path = self.path === '' || self.path.startsWith('/') ? self.path : `/${self.path}`;
  return `${self.scheme}://${user === '' ? '' : `${user}@`}${self.host}${port >= 0 ? `:${port}` : ''}${path}${self.query}${self.fragment}`;
}

function set(self: Value, change: (o: PSUriBuilder) => void): void {
  change(b(self));
  touch(b(self));
}
const marked = (mark: string, v: Value): string => {
  const t = String(v ?? '');
  return t === '' || t.startsWith(mark) ? t : mark + t;
};
const bracketed = (v: Value): string => {
  const t = String(v ?? '');
  return t.includes(':') && !t.startsWith('[') ? `[${t}]` : t;
};

/** The constructors from a scheme on: host, port, path, and query or fragment. */
function built([scheme, host, port, path, extra]: Value[]): PSUriBuilder {
  const made = new PSUriBuilder();
  made.scheme = String(scheme).toLowerCase();
  made.host = bracketed(host ?? '');
  if (port !== undefined) made.port = int(port);
  if (path !== undefined) made.path = path === null || path === '' ? '/' : escapeUri(path as string);
  if (typeof extra === 'string' && extra !== '') {
    if (extra.startsWith('#')) made.fragment = extra;
    else made.query = marked('?', extra);
  }
  return made;
}

registerType({
  name: 'System.UriBuilder',
  ctor: PSUriBuilder,
  properties: {
    Scheme: rw(
      'string',
      (s) => b(s).scheme,
      (s, v) =>
        set(s, (o) => {
          o.scheme = String(v ?? '')
            .replace(/:.*$/s, '')
            .toLowerCase();
        }),
    ),
    UserName: rw(
      'string',
      (s) => b(s).userName,
      (s, v) =>
        set(s, (o) => {
          o.userName = String(v ?? '');
        }),
    ),
    Password: rw(
      'string',
      (s) => b(s).password,
      (s, v) =>
        set(s, (o) => {
          o.password = String(v ?? '');
        }),
    ),
    Host: rw(
      'string',
      (s) => b(s).host,
      (s, v) =>
        set(s, (o) => {
          o.host = bracketed(v);
        }),
    ),
    Port: rw(
      'int',
      (s) => b(s).port,
      (s, v) =>
        set(s, (o) => {
          o.port = int(v);
        }),
    ),
    Path: rw(
      'string',
      (s) => b(s).path,
      (s, v) =>
        set(s, (o) => {
          o.path = v === null || v === '' ? '/' : escapeUri(v as string).replace(/%25(?=[0-9A-Fa-f]{2})/g, '%');
        }),
    ),
    Query: rw(
      'string',
      (s) => b(s).query,
      (s, v) =>
        set(s, (o) => {
          o.query = marked('?', v);
        }),
    ),
    Fragment: rw(
      'string',
      (s) => b(s).fragment,
      (s, v) =>
        set(s, (o) => {
          o.fragment = marked('#', v);
        }),
    ),
    ...properties<PSUriBuilder>({ 'uri Uri': (s) => makeUri(builderText(s), 1) }),
  },
  methods: methods({ 'string ToString()': (self) => builderText(b(self)) }),
  constructors: constructors('System.UriBuilder', {
    '': () => new PSUriBuilder(),
    'string uri': (_s, [s]) => {
      const t = text(s, 'uri');
      const uri = makeUri(t);
      return builderOf(uri.isAbsolute ? uri : makeUri(`http://${t}`, 1));
    },
    'uri uri': (_s, [s]) => builderOf(u(s)),
    'string schemeName, string hostName': (_s, args) => built(args),
    'string scheme, string host, int portNumber': (_s, args) => built(args),
    'string scheme, string host, int port, string pathValue': (_s, args) => built(args),
    'string scheme, string host, int port, string path, string extraValue': (_s, args) => {
      if (typeof args[4] === 'string' && args[4] !== '' && !/^[?#]/.test(args[4]))
        throw badArgument('Extra portion of URI not valid.', 'extraValue');
      return built(args);
    },
  }),
  toText: (self) => builderText(b(self)),
});
