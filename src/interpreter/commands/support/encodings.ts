/** -Encoding, and text of files by it. Behaviour: EncodingConversion.cs; UTF-8 without mark unless said otherwise. */

import type { ParameterShort } from '../../binding/metadata.ts';
import type { CmdletContext } from '../../machine/cmdlet.ts';
import { type FileFailure, isFailure } from '../../providers/fileProtocol.ts';
import type { NativeContext } from '../../values/context.ts';
import { toText } from '../../values/convert.ts';
import { makeError } from '../../values/faults.ts';
import { numericKind, toJsNumber } from '../../values/numbers.ts';
import { unwrap } from '../../values/typeNames.ts';
import { decode, encode, encodingNamed, encodingOfPage, PSEncoding, preambleOf, UTF8, UTF8_NO_BOM } from '../../values/types/encoding.ts';
import type { Value } from '../../values/value.ts';

/** The parameter. Names, numbers of code pages and Encoding objects are taken. */
export const ENCODING: ParameterShort = { type: 'object', notNullOrEmpty: true, help: 'Encoding of the text.' };

const NAMES: Record<string, () => PSEncoding> = {
  ascii: () => encodingNamed('us-ascii'),
  ansi: () => encodingNamed('iso-8859-1'),
  bigendianunicode: () => encodingNamed('utf-16BE'),
  bigendianutf32: () => encodingNamed('utf-32BE'),
  default: () => UTF8_NO_BOM,
  oem: () => UTF8_NO_BOM,
  string: () => encodingNamed('utf-16'),
  unicode: () => encodingNamed('utf-16'),
  unknown: () => encodingNamed('utf-16'),
  utf7: () => UTF8_NO_BOM,
  utf8: () => UTF8_NO_BOM,
  utf8bom: () => UTF8,
  utf8nobom: () => UTF8_NO_BOM,
  utf32: () => encodingNamed('utf-32'),
};

/** The encoding that a parameter's value means; undefined = not given. Throws for an unknown name. */
export function encodingOf(value: Value | undefined, ctx: NativeContext): PSEncoding | undefined {
  const given = unwrap(value ?? null);
  if (given === null) return undefined;
  if (given instanceof PSEncoding) return given;
  if (numericKind(given) !== null) return encodingOfPage(toJsNumber(given));
  const name = toText(given, ctx);
  const known = NAMES[name.toLowerCase()];
  if (known !== undefined) return known();
  try {
    return /^\d+$/.test(name) ? encodingOfPage(Number(name)) : encodingNamed(name);
  } catch {
    throw makeError(
      'System.Management.Automation.ParameterBindingException',
      'ParameterArgumentTransformationError',
      'InvalidData',
      `Cannot process argument transformation on parameter 'Encoding'. '${name}' is not a supported encoding name. For information on defining a custom encoding, see the documentation for the Encoding.RegisterProvider method. (Parameter 'name')`,
    );
  }
}

/** Text as the argument of a file operation: text for UTF-8, bytes for all else. `start`: a mark goes in front. */
export function contentArguments(text: string, encoding: PSEncoding | undefined, start: boolean): { text: string } | { bytes: Uint8Array } {
  if (encoding === undefined || encoding === UTF8_NO_BOM) return { text };
  const body = encode(encoding, text);
  return { bytes: new Uint8Array(start ? [...preambleOf(encoding), ...body] : body) };
}

/** Reads a file as text; a byte-order mark wins over the encoding given. */
export function readText(context: CmdletContext<object>, path: string, encoding: PSEncoding | undefined): string | FileFailure {
  if (encoding === undefined || encoding === UTF8_NO_BOM || encoding === UTF8) {
    const reply = context.ask('file.readText', { path }) as { text: string } | FileFailure;
    return isFailure(reply) ? reply : reply.text;
  }
  const reply = context.ask('file.readBytes', { path }) as { bytes: Uint8Array } | FileFailure;
  if (isFailure(reply)) return reply;
  const { bytes } = reply;
  for (const marked of [encodingNamed('utf-32'), UTF8, encodingNamed('utf-16'), encodingNamed('utf-16BE')]) {
    const mark = preambleOf(marked);
    if (mark.length > 0 && mark.every((b, i) => bytes[i] === b)) return decode(marked, bytes.subarray(mark.length));
  }
  return decode(encoding, bytes);
}
