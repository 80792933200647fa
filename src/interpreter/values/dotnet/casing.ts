/**
 * .NET's case mapping: simple, one code point to one, so that a text never changes its length (straße -> STRAßE).
 * Checked against .NET 10 with ICU over all cased characters.
 */

/** Letters whose full mapping has several code points but whose simple mapping is one: Greek with iota subscript. */
function simpleUpper(code: number): number {
  if ((code >= 0x1f80 && code <= 0x1f87) || (code >= 0x1f90 && code <= 0x1f97) || (code >= 0x1fa0 && code <= 0x1fa7)) return code + 8;
  return code === 0x1fb3 || code === 0x1fc3 || code === 0x1ff3 ? code + 9 : code;
}

function upperOf(ch: string): string {
  const upper = ch.toUpperCase();
  return upper.length === ch.length ? upper : String.fromCodePoint(simpleUpper(ch.codePointAt(0) ?? 0));
}

function lowerOf(ch: string): string {
  const lower = ch.toLowerCase();
  return lower.length === ch.length ? lower : ch;
}

const ASCII = /^[\x00-\x7f]*$/;

/** String.ToUpperInvariant(); dotless ı stays. */
export function toUpperInvariant(text: string): string {
  if (ASCII.test(text)) return text.toUpperCase();
  let out = '';
  for (const ch of text) out += ch === 'ı' ? ch : upperOf(ch);
  return out;
}

/** String.ToLowerInvariant(); dotted İ stays. */
export function toLowerInvariant(text: string): string {
  if (ASCII.test(text)) return text.toLowerCase();
  let out = '';
  for (const ch of text) out += lowerOf(ch);
  return out;
}

/** String.ToUpper() under en-US, which also maps ı to I. */
export function toUpperCulture(text: string): string {
  if (ASCII.test(text)) return text.toUpperCase();
  let out = '';
  for (const ch of text) out += upperOf(ch);
  return out;
}

/** String.ToLower() under en-US, which also maps İ to i. */
export function toLowerCulture(text: string): string {
  if (ASCII.test(text)) return text.toLowerCase();
  let out = '';
  for (const ch of text) out += ch === 'İ' ? 'i' : lowerOf(ch);
  return out;
}

/** The form that StringComparison.OrdinalIgnoreCase compares: as ToUpperInvariant, but the long ſ stays apart from S. */
export function ordinalFold(text: string): string {
  if (ASCII.test(text)) return text.toUpperCase();
  let out = '';
  for (const ch of text) out += ch === 'ı' || ch === 'ſ' ? ch : upperOf(ch);
  return out;
}
