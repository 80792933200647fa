/** System.Threading.Thread, System.GC, Nullable, StringCollection, IPAddress and other small types. */
import { PSList } from '../collections.ts';
import { PSCulture } from '../culture.ts';
import { FormatError } from '../faults.ts';
import { snapshotClass } from '../heap.ts';
import { long, toJsNumber } from '../numbers.ts';
import type { Value } from '../value.ts';
import { byteArray } from './bytes.ts';
import { m, out, p, text } from './define.ts';
import { registerType } from './registry.ts';

/** The one thread that scripts see. */
export class ThreadValue {
  readonly id: number;
  constructor(id = 1) {
    this.id = id;
  }
}
snapshotClass('ThreadValue', 'value', ThreadValue);

const culture = p('cultureinfo', (_self, ctx) => new PSCulture(ctx.culture));
registerType({
  name: 'System.Threading.Thread',
  ctor: ThreadValue,
  isSealed: true,
  properties: {
    ManagedThreadId: p('int', (self) => (self as ThreadValue).id),
    Name: p('string', () => 'Pipeline Execution Thread'),
    CurrentCulture: culture,
    CurrentUICulture: culture,
    IsAlive: p('bool', () => true),
    IsBackground: p('bool', () => false),
  },
  staticProperties: { CurrentThread: p('System.Threading.Thread', () => new ThreadValue()) },
  staticMethods: {
    Sleep: [
      m('void Sleep(int millisecondsTimeout)', (_s, [n], ctx) => {
        ctx.sleep(toJsNumber(n as Value));
        return undefined;
      }),
      m('void Sleep(timespan timeout)', (_s, [t], ctx) => {
        ctx.sleep((t as { totalMilliseconds: number }).totalMilliseconds);
        return undefined;
      }),
    ],
  },
});

registerType({
  name: 'System.GC',
  isStatic: true,
  staticMethods: {
    Collect: [m('void Collect()', () => undefined), m('void Collect(int generation)', () => undefined)],
    GetTotalMemory: [m('long GetTotalMemory(bool forceFullCollection)', () => long(0))],
    WaitForPendingFinalizers: [m('void WaitForPendingFinalizers()', () => undefined)],
    KeepAlive: [m('void KeepAlive(System.Object obj)', () => undefined)],
  },
});
registerType({
  name: 'System.Threading.Monitor',
  isStatic: true,
  staticMethods: {
    Enter: [m('void Enter(System.Object obj)', () => undefined)],
    Exit: [m('void Exit(System.Object obj)', () => undefined)],
  },
});

registerType({
  name: 'System.Collections.Specialized.StringCollection',
  base: 'System.Collections.Generic.List`1[System.String]',
  interfaces: ['System.Collections.IList'],
  constructors: [m('System.Collections.Specialized.StringCollection new()', () => new PSList([], 'List', 'System.String'))],
});

/** An IPAddress by its text. */
export class IPAddressValue {
  readonly text: string;
  constructor(text = '0.0.0.0') {
    this.text = text;
  }
}
snapshotClass('IPAddress', 'value', IPAddressValue);

function parseAddress(t: string): IPAddressValue | undefined {
  const v4 = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})$/.exec(t);
  if (v4 !== null) return v4.slice(1).every((n) => Number(n) < 256) ? new IPAddressValue(v4.slice(1).map(Number).join('.')) : undefined;
  return /^[0-9a-f:]*:[0-9a-f:]*$/i.test(t) && (t.match(/::/g)?.length ?? 0) < 2 && (t.includes('::') || t.split(':').length === 8)
    ? new IPAddressValue(t.toLowerCase())
    : undefined;
}

const ip = (self: Value): string => (self as IPAddressValue).text;
const isV6 = (address: string): boolean => address.includes(':');
registerType({
  name: 'System.Net.IPAddress',
  accelerators: ['ipaddress'],
  ctor: IPAddressValue,
  properties: {
    AddressFamily: p('string', (self) => (isV6(ip(self)) ? 'InterNetworkV6' : 'InterNetwork')),
    ScopeId: p('long', (self) => (isV6(ip(self)) ? long(0n) : null)),
    IsIPv6Multicast: p('bool', (self) => /^ff/.test(ip(self)) && isV6(ip(self))),
    IsIPv6LinkLocal: p('bool', (self) => /^fe[89ab]/.test(ip(self))),
    IsIPv6SiteLocal: p('bool', (self) => /^fe[c-f]/.test(ip(self))),
    IsIPv6Teredo: p('bool', (self) => /^2001:0?:/.test(ip(self))),
    IsIPv6UniqueLocal: p('bool', (self) => /^f[cd]/.test(ip(self)) && isV6(ip(self))),
    IsIPv4MappedToIPv6: p('bool', (self) => /^::ffff:/.test(ip(self))),
    Address: p('long', (self) =>
      isV6(ip(self))
        ? null
        : long(
            ip(self)
              .split('.')
              .reduceRight((sum, n) => sum * 256n + BigInt(n), 0n),
          ),
    ),
    IPAddressToString: p('string', ip),
  },
  methods: { GetAddressBytes: [m('byte[] GetAddressBytes()', (self) => byteArray(ip(self).split('.').map(Number)))] },
  staticProperties: {
    Loopback: p('ipaddress', () => new IPAddressValue('127.0.0.1')),
    Any: p('ipaddress', () => new IPAddressValue('0.0.0.0')),
    Broadcast: p('ipaddress', () => new IPAddressValue('255.255.255.255')),
    IPv6Loopback: p('ipaddress', () => new IPAddressValue('::1')),
  },
  staticMethods: {
    Parse: [
      m('ipaddress Parse(string ipString)', (_s, [t]) => {
        const found = parseAddress(text(t, 'ipString'));
        if (found === undefined) throw new FormatError('An invalid IP address was specified.');
        return found;
      }),
    ],
    TryParse: [
      m('bool TryParse(string ipString, [ref] ipaddress address)', (_s, [t, r]) => {
        const found = typeof t === 'string' ? parseAddress(t) : undefined;
        out(r, found ?? null);
        return found !== undefined;
      }),
    ],
    IsLoopback: [m('bool IsLoopback(ipaddress address)', (_s, [a]) => /^127\.|^::1$/.test(ip(a as Value)))],
  },
  toText: ip,
  equals: (a, b) => ip(a) === ip(b),
});
