/** Select-Xml. Behaviour: XmlCommands.cs (SelectXmlCommand, SelectXmlInfo). */
import { defineCmdlet } from '../../binding/defineCmdlet.ts';
import type { CmdletContext } from '../../machine/cmdlet.ts';
import { isFailure } from '../../providers/fileProtocol.ts';
import { resolve } from '../../providers/glob.ts';
import { convertTo } from '../../values/convert.ts';
import { dictionaryOf } from '../../values/enumerate.ts';
import { PSException, TerminatingError } from '../../values/errors.ts';
import { isNetError, toException } from '../../values/faults.ts';
import { unwrap } from '../../values/typeNames.ts';
import '../../values/types/xml.ts';
import type { Value } from '../../values/value.ts';
import { PSXmlNode } from '../../values/xml/nodes.ts';
import { parseXml } from '../../values/xml/parser.ts';
import { innerXml } from '../../values/xml/writer.ts';
import { selectNodes } from '../../values/xml/xpath.ts';
import { readText } from '../support/encodings.ts';
import { errorRecord, listOf, nameOf, stringsOf } from '../support/params.ts';
import { defineRecord, method, NetRecord } from '../support/record.ts';

const INFO = 'Microsoft.PowerShell.Commands.SelectXmlInfo';

/** SelectXmlInfo.ToString(): the node's text, after its file if it came from one. */
function infoText(self: Value): string {
  const record = self as NetRecord;
  const node = record.get('Node');
  const text = node instanceof PSXmlNode ? (node.children.length > 0 || node.data === '' ? innerXml(node) : node.data).trim() : '';
  const path = String(record.get('Path'));
  return path === 'InputStream' ? text : `${text}:${path}`;
}
defineRecord(
  INFO,
  { Node: '!System.Xml.XmlNode', Path: '!string', Pattern: '!string' },
  { methods: { ToString: method('string ToString()', infoText) }, toText: infoText },
);

type Context = CmdletContext<object>;

/** Prefixes of -Namespace. A null among them is an error that does not end the command. */
function namespaces(context: Context): Map<string, string> {
  const names = new Map<string, string>();
  const table = dictionaryOf(context.params.Namespace ?? null);
  for (const { key, value } of table?.entries.values() ?? []) {
    if (value === null) {
      const message = 'Prefix cannot be null.';
      context.writeError(errorRecord('System.InvalidOperationException', message, 'PrefixError', 'InvalidOperation', table));
    } else names.set(nameOf(key, context), nameOf(value, context));
  }
  return names;
}

function search(context: Context, node: PSXmlNode, path: string): void {
  const pattern = nameOf(context.params.XPath, context);
  for (const found of selectNodes(pattern, node, namespaces(context)))
    context.write(new NetRecord(INFO, { Node: found, Path: path === '' ? 'InputStream' : path, Pattern: pattern }));
}

function file(context: Context, path: string): void {
  const failed = (reason: string, inner: PSException | null): void => {
    const message = `The file '${path}' cannot be read: ${reason}`;
    context.writeError(errorRecord('System.ArgumentException', message, 'ProcessingFile', 'InvalidArgument', path, inner));
  };
  const text = readText(context, path, undefined);
  if (isFailure(text)) {
    const missing = text.failure.code === 'ENOENT';
    const reason = missing ? `Could not find file '${path}'.` : `Access to the path '${path}' is denied.`;
    failed(reason, new PSException(missing ? 'System.IO.FileNotFoundException' : 'System.UnauthorizedAccessException', reason));
    return;
  }
  try {
    const document = new PSXmlNode();
    document.preserveWhitespace = true;
    search(context, parseXml(text, document), path);
  } catch (e) {
    if (!isNetError(e) || e.typeName !== 'System.Xml.XmlException') throw e;
    failed(e.message, toException(e));
  }
}

function content(context: Context, text: string): void {
  let document: Value;
  try {
    document = convertTo(text, 'System.Xml.XmlDocument', context);
  } catch (e) {
    if (!(e instanceof TerminatingError)) throw e;
    context.writeError(e.record);
    return;
  }
  search(context, document as PSXmlNode, '');
}

export default defineCmdlet<object>({
  name: 'Select-Xml',
  module: 'Microsoft.PowerShell.Utility',
  synopsis: 'Finds nodes in XML by an XPath expression.',
  className: 'Microsoft.PowerShell.Commands.SelectXmlCommand',
  defaultSet: 'Xml',
  sets: ['Path', 'LiteralPath', 'Xml', 'Content'],
  parameters: {
    Path: {
      type: 'string[]',
      sets: { Path: { position: 1, mandatory: true, byName: true } },
      notNullOrEmpty: true,
      wildcards: true,
      help: 'Files to look in.',
    },
    LiteralPath: {
      type: 'string[]',
      aliases: ['PSPath', 'LP'],
      sets: { LiteralPath: { mandatory: true, byName: true } },
      notNullOrEmpty: true,
      help: 'Files, without wildcards.',
    },
    Xml: {
      type: 'System.Xml.XmlNode[]',
      aliases: ['Node'],
      sets: { Xml: { position: 1, mandatory: true, byName: true, pipeline: true } },
      notNullOrEmpty: true,
      help: 'Nodes to look in.',
    },
    Content: {
      type: 'string[]',
      sets: { Content: { mandatory: true, pipeline: true } },
      notNullOrEmpty: true,
      help: 'XML as text.',
    },
    XPath: { type: 'string', position: 0, mandatory: true, notNullOrEmpty: true, help: 'What to look for.' },
    Namespace: { type: 'hashtable', notNullOrEmpty: true, help: 'Namespaces of the prefixes in the expression.' },
  },
  outputTypes: [INFO],
  stateVersion: 1,
  init: () => ({}),
  process(context) {
    const { params } = context;
    switch (context.parameterSet) {
      case 'Xml':
        for (const node of listOf(params.Xml)) search(context, unwrap(node) as PSXmlNode, '');
        return;
      case 'Content':
        for (const text of stringsOf(params.Content, context)) content(context, text);
        return;
      case 'LiteralPath':
        for (const path of stringsOf(params.LiteralPath, context))
          for (const place of resolve(context, path, { literal: true, allowMissing: true })) file(context, place.path);
        return;
      default:
        for (const path of stringsOf(params.Path, context)) for (const place of resolve(context, path)) file(context, place.path);
    }
  },
  help: {
    examples: [{ code: "Select-Xml -Content '<a><b>1</b></a>' -XPath //b | ForEach-Object { $_.Node.InnerText }" }],
    related: ['ConvertTo-Xml'],
  },
});
