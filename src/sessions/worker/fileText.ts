/** Text of files: by BOM, else UTF-8, or as an encoding's name says (about_Character_Encoding). */

/** Bytes of a text in UTF-8 without BOM, PowerShell's default. */
export function encodeText(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

const labels: Record<string, string> = {
  ascii: 'latin1',
  ansi: 'windows-1252',
  latin1: 'latin1',
  oem: 'windows-1252',
  unicode: 'utf-16le',
  utf16: 'utf-16le',
  bigendianunicode: 'utf-16be',
  utf8: 'utf-8',
  utf8bom: 'utf-8',
  utf8nobom: 'utf-8',
};

/** The text of a file, and the name of the encoding it was in. */
export function decodeText(bytes: Uint8Array, wanted: unknown): { text: string; encoding: string } {
  const decode = (label: string, from: number): string => new TextDecoder(label, { ignoreBOM: true }).decode(bytes.subarray(from));
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return { text: decode('utf-16le', 2), encoding: 'unicode' };
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return { text: decode('utf-16be', 2), encoding: 'bigendianunicode' };
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return { text: decode('utf-8', 3), encoding: 'utf8BOM' };
  const name = typeof wanted === 'string' ? wanted.toLowerCase() : '';
  const label = labels[name];
  return label === undefined || label === 'utf-8'
    ? { text: decode('utf-8', 0), encoding: 'utf8NoBOM' }
    : { text: decode(label, 0), encoding: name };
}
