/** System.Security.Cryptography's hash algorithms over whole byte arrays: MD5, SHA1, SHA256, SHA384, SHA512 and their HMACs. */
import type { PSArray } from '../collections.ts';
import { ALGORITHMS, type Algorithm, hashOf } from '../dotnet/hashes.ts';
import { ArgumentNullError } from '../faults.ts';
import { HeapObject, snapshotClass } from '../heap.ts';
import type { Value } from '../value.ts';
import { byteArray, bytesOf } from './bytes.ts';
import { m, p } from './define.ts';
import { registerType } from './registry.ts';

const NS = 'System.Security.Cryptography';

/** An algorithm made by Create() or `HMAC…::new(key)`; `key` null = no HMAC. */
export class PSHashAlgorithm extends HeapObject {
  algorithm: Algorithm;
  key: number[] | null;
  constructor(algorithm: Algorithm = 'SHA256', key: number[] | null = null) {
    super();
    this.algorithm = algorithm;
    this.key = key;
  }
}
snapshotClass('HashAlgorithm', 'heap', PSHashAlgorithm as unknown as new () => object);

const BITS: Record<Algorithm, number> = { MD5: 128, SHA1: 160, SHA256: 256, SHA384: 384, SHA512: 512 };

function bytesOfHex(hex: string): number[] {
  return Array.from({ length: hex.length / 2 }, (_, i) => Number.parseInt(hex.slice(i * 2, i * 2 + 2), 16));
}
function hash(algorithm: Algorithm, bytes: readonly number[]): number[] {
  return bytesOfHex(hashOf(algorithm, Uint8Array.from(bytes)));
}
/** RFC 2104. */
function hmac(algorithm: Algorithm, key: readonly number[], bytes: readonly number[]): number[] {
  const block = algorithm === 'SHA384' || algorithm === 'SHA512' ? 128 : 64;
  const short = key.length > block ? hash(algorithm, key) : [...key];
  const padded = [...short, ...new Array<number>(block - short.length).fill(0)];
  const inner = hash(algorithm, [...padded.map((b) => b ^ 0x36), ...bytes]);
  return hash(algorithm, [...padded.map((b) => b ^ 0x5c), ...inner]);
}
function source(v: Value | undefined): number[] {
  if (v === null || v === undefined) throw new ArgumentNullError('source');
  return bytesOf(v);
}

const own = (self: Value): PSHashAlgorithm => self as PSHashAlgorithm;
const compute = (self: Value, bytes: readonly number[]): PSArray => {
  const { algorithm, key } = own(self);
  return byteArray(key === null ? hash(algorithm, bytes) : hmac(algorithm, key, bytes));
};

registerType({
  name: `${NS}.HashAlgorithm`,
  isAbstract: true,
  interfaces: ['System.IDisposable'],
  ctor: PSHashAlgorithm,
  nameOf: (v) => {
    const { algorithm, key } = v as PSHashAlgorithm;
    return key === null ? `${NS}.${algorithm}` : `${NS}.HMAC${algorithm}`;
  },
  properties: { HashSize: p('int', (self) => BITS[own(self).algorithm]) },
  methods: {
    ComputeHash: [
      m('byte[] ComputeHash(byte[] buffer)', (self, [bytes]) => compute(self, source(bytes))),
      m('byte[] ComputeHash(byte[] buffer, int offset, int count)', (self, [bytes, at, count]) =>
        compute(self, source(bytes).slice(Number(at), Number(at) + Number(count))),
      ),
    ],
    Dispose: [m('void Dispose()', () => undefined)],
    Clear: [m('void Clear()', () => undefined)],
  },
});
for (const algorithm of ALGORITHMS) {
  const full = `${NS}.${algorithm}`;
  registerType({
    name: full,
    base: `${NS}.HashAlgorithm`,
    isAbstract: true,
    staticMethods: {
      Create: [m(`${full} Create()`, () => new PSHashAlgorithm(algorithm))],
      HashData: [m('byte[] HashData(byte[] source)', (_s, [bytes]) => byteArray(hash(algorithm, source(bytes))))],
    },
  });
  const keyed = `${NS}.HMAC${algorithm}`;
  registerType({
    name: keyed,
    base: `${NS}.HashAlgorithm`,
    properties: { Key: p('byte[]', (self) => byteArray(own(self).key ?? [])) },
    constructors: [m(`${keyed} new(byte[] key)`, (_s, [key]) => new PSHashAlgorithm(algorithm, source(key)))],
    staticMethods: {
      HashData: [
        m('byte[] HashData(byte[] key, byte[] source)', (_s, [key, bytes]) => byteArray(hmac(algorithm, source(key), source(bytes)))),
      ],
    },
  });
}
registerType({
  name: `${NS}.RandomNumberGenerator`,
  isAbstract: true,
  staticMethods: {
    GetBytes: [
      m('byte[] GetBytes(int count)', (_s, [n], ctx) => byteArray(Array.from({ length: Number(n) }, () => Math.floor(ctx.random() * 256)))),
    ],
    GetInt32: [
      m('int GetInt32(int toExclusive)', (_s, [to], ctx) => Math.floor(ctx.random() * Number(to))),
      m(
        'int GetInt32(int fromInclusive, int toExclusive)',
        (_s, [from, to], ctx) => Number(from) + Math.floor(ctx.random() * (Number(to) - Number(from))),
      ),
    ],
  },
});
