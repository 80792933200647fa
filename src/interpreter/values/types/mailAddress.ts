/** System.Net.Mail.MailAddress: one address with an optional display name. */
import { FormatError } from '../faults.ts';
import { snapshotClass } from '../heap.ts';
import type { Value } from '../value.ts';
import { m, p, text } from './define.ts';
import { registerType } from './registry.ts';

/** An address. */
export class PSMailAddress {
  readonly address: string;
  readonly displayName: string;
  constructor(address = '', displayName = '') {
    this.address = address;
    this.displayName = displayName;
  }
}
snapshotClass('MailAddress', 'value', PSMailAddress);

const NAME = 'System.Net.Mail.MailAddress';
const a = (self: Value): PSMailAddress => self as PSMailAddress;

function parse(value: string, displayName = ''): PSMailAddress {
  const named = /^\s*(?:"([^"]*)"|([^<]*?))\s*<([^<>]+)>\s*$/.exec(value);
  const address = (named?.[3] ?? value).trim();
  if (!/^[^\s@<>()[\],;:"]+@[^\s@<>()[\],;:"]+$/.test(address) || /^\.|\.\.|\.@/.test(address))
    throw new FormatError('The specified string is not in the form required for an e-mail address.');
  return new PSMailAddress(address, displayName === '' ? (named?.[1] ?? named?.[2] ?? '') : displayName);
}

registerType({
  name: NAME,
  accelerators: ['mailaddress'],
  ctor: PSMailAddress,
  properties: {
    DisplayName: p('string', (self) => a(self).displayName),
    User: p('string', (self) => a(self).address.slice(0, a(self).address.lastIndexOf('@'))),
    Host: p('string', (self) => a(self).address.slice(a(self).address.lastIndexOf('@') + 1)),
    Address: p('string', (self) => a(self).address),
  },
  constructors: [
    m(`${NAME} new(string address)`, (_s, [v]) => parse(text(v, 'address'))),
    m(`${NAME} new(string address, string displayName)`, (_s, [v, n]) => parse(text(v, 'address'), String(n ?? ''))),
  ],
  equals: (x, y) => y instanceof PSMailAddress && a(x).address.toLowerCase() === y.address.toLowerCase(),
  toText: (self) => (a(self).displayName === '' ? a(self).address : `"${a(self).displayName}" <${a(self).address}>`),
});
