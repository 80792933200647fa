/** ConvertTo-Xml. Behaviour: XmlCommands.cs (ConvertToXmlCommand), CustomSerialization.cs. */
import { defineCmdlet } from '../../binding/defineCmdlet.ts';
import type { CmdletContext } from '../../machine/cmdlet.ts';
import type { NativeContext } from '../../values/context.ts';
import { toText } from '../../values/convert.ts';
import { dictionaryOf, enumerate } from '../../values/enumerate.ts';
import { enumNumber } from '../../values/enums.ts';
import { TerminatingError } from '../../values/errors.ts';
import { listMembers } from '../../values/memberList.ts';
import { getProperty } from '../../values/members.ts';
import { kindOfType } from '../../values/numbers.ts';
import { typeNameOf, unwrap } from '../../values/typeNames.ts';
import '../../values/types/xml.ts';
import { isAutomationNull, type Value } from '../../values/value.ts';
import { NodeType, PSXmlNode } from '../../values/xml/nodes.ts';
import { indentedXml } from '../../values/xml/writer.ts';
import { nameOf, numberOf } from '../support/params.ts';

interface State {
  document: PSXmlNode;
  objects: PSXmlNode;
}

/** Types whose values are written as they are (KnownTypes in serialization.cs). */
const KNOWN = new Set([
  'System.String',
  'System.Char',
  'System.Boolean',
  'System.DateTime',
  'System.TimeSpan',
  'System.Guid',
  'System.Uri',
  'System.Version',
  'System.Management.Automation.SemanticVersion',
  'System.Management.Automation.ScriptBlock',
  'System.Xml.XmlDocument',
  'System.Security.SecureString',
]);

interface Writing {
  document: PSXmlNode;
  noTypes: boolean;
  ctx: NativeContext;
}

function element(w: Writing, tag: string, name: string | null, type: string | null): PSXmlNode {
  const node = new PSXmlNode(NodeType.Element, tag, w.document);
  node.isEmpty = true;
  if (name !== null) node.setAttribute('Name', name);
  if (type !== null && !w.noTypes) node.setAttribute('Type', type);
  return node;
}

function setText(node: PSXmlNode, text: string): PSXmlNode {
  if (text !== '') node.innerText = text;
  else node.isEmpty = false;
  return node;
}

/** One object as an element: `tag` is Object for those of the pipeline, else Property. */
function write(w: Writing, value: Value, tag: string, name: string | null, depth: number): PSXmlNode {
  const bare = isAutomationNull(value) ? null : unwrap(value);
  if (bare === null) return element(w, tag, name, null);
  const type = typeNameOf(bare);
  if (KNOWN.has(type) || kindOfType(type) !== undefined) return setText(element(w, tag, name, type), toText(bare, w.ctx));
  const table = dictionaryOf(bare);
  if (table !== null) {
    const node = element(w, tag, name, type);
    for (const e of [...table.entries.values()]) {
      node.append(write(w, e.key, 'Property', 'Key', depth));
      node.append(write(w, e.value, 'Property', 'Value', depth));
    }
    return node;
  }
  const items = enumerate(bare);
  if (items !== null) {
    const node = element(w, tag, name, type);
    for (const item of [...items]) node.append(write(w, item, 'Property', null, depth));
    return node;
  }
  if (depth === 0) return setText(element(w, tag, name, type), toText(value, w.ctx));
  const node = element(w, tag, name, type);
  const number = enumNumber(bare);
  if (number !== undefined) {
    node.append(setText(element(w, 'Property', 'value__', 'System.Int32'), String(number)));
    return node;
  }
  for (const m of listMembers(value, w.ctx)) {
    if (!m.memberType.endsWith('Property') || m.memberType === 'ParameterizedProperty' || m.hidden) continue;
    node.append(property(w, value, m.name, m.typeName, depth - 1));
  }
  return node;
}

/** A property; one whose getter fails counts as null. */
function property(w: Writing, owner: Value, name: string, type: string, depth: number): PSXmlNode {
  let value: Value;
  try {
    value = getProperty(owner, name, w.ctx);
  } catch (e) {
    if (!(e instanceof TerminatingError)) throw e;
    value = null;
  }
  return value === null ? element(w, 'Property', name, type) : write(w, value, 'Property', name, depth);
}

const as = (context: CmdletContext<State>): string => nameOf(context.params.As, context, 'Document').toLowerCase();

export default defineCmdlet<State>({
  name: 'ConvertTo-Xml',
  module: 'Microsoft.PowerShell.Utility',
  synopsis: 'Turns objects into XML.',
  className: 'Microsoft.PowerShell.Commands.ConvertToXmlCommand',
  parameters: {
    Depth: { type: 'int', validateRange: [1, 2147483647], help: 'How many levels of properties are written.' },
    InputObject: { type: 'psobject', position: 0, mandatory: true, pipeline: true, allowNull: true, help: 'Objects to turn.' },
    NoTypeInformation: { type: 'switch', help: 'Leaves the types out.' },
    As: { type: 'string', notNullOrEmpty: true, validateSet: ['Stream', 'String', 'Document'], help: 'Document, String or Stream.' },
  },
  outputTypes: ['System.Xml.XmlDocument', 'System.String'],
  stateVersion: 1,
  init() {
    const document = new PSXmlNode();
    document.append(new PSXmlNode(NodeType.XmlDeclaration, 'xml', document, 'version="1.0" encoding="utf-8"'));
    const objects = document.append(new PSXmlNode(NodeType.Element, 'Objects', document));
    objects.isEmpty = true;
    return { document, objects };
  },
  begin(context) {
    if (as(context) !== 'stream') return;
    context.write('<?xml version="1.0" encoding="utf-8"?>');
    context.write('<Objects>');
  },
  process(context) {
    const { document, objects } = context.state;
    const w: Writing = { document, noTypes: context.isOn('NoTypeInformation'), ctx: context };
    const depth = context.isBound('Depth') ? numberOf(context.params.Depth) : 1;
    const node = write(w, context.params.InputObject ?? null, 'Object', null, depth);
    if (as(context) === 'stream') context.write(indentedXml(node));
    else objects.append(node);
  },
  end(context) {
    const { document } = context.state;
    switch (as(context)) {
      case 'stream':
        context.write('</Objects>');
        return;
      case 'string':
        context.write(indentedXml(document));
        return;
      default:
        context.write(document);
    }
  },
  help: { examples: [{ code: 'Get-Date | ConvertTo-Xml -As String' }], related: ['Select-Xml', 'ConvertTo-Json'] },
});
