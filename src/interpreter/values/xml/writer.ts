/** XML as text: OuterXml, and the indented form of XmlDocument.Save. Checked against .NET 10. */
import { NodeType, type PSXmlNode } from './nodes.ts';

/** Text content with its special characters escaped. */
export function escapeText(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/\r/g, '&#xD;');
}

/** An attribute's value, escaped. */
export function escapeAttribute(text: string): string {
  return text
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .replace(/"/g, '&quot;')
    .replace(/\n/g, '&#xA;')
    .replace(/\r/g, '&#xD;')
    .replace(/\t/g, '&#x9;');
}

function attributesText(node: PSXmlNode): string {
  let text = '';
  for (const a of node.attributes) text += ` ${a.qualifiedName}="${escapeAttribute(a.data)}"`;
  const declared = node.attribute(node.prefix === '' ? 'xmlns' : `xmlns:${node.prefix}`) !== undefined;
  if (!declared && needsDeclaration(node)) {
    text +=
      node.prefix === '' ? ` xmlns="${escapeAttribute(node.namespace)}"` : ` xmlns:${node.prefix}="${escapeAttribute(node.namespace)}"`;
  }
  return text;
}

/** True for an element whose namespace is not the one in force around it. */
function needsDeclaration(node: PSXmlNode): boolean {
  if (node.prefix === 'xml') return false;
  for (let n = node.parent; n !== null; n = n.parent) {
    const declared = n.attribute(node.prefix === '' ? 'xmlns' : `xmlns:${node.prefix}`);
    if (declared !== undefined) return declared.data !== node.namespace;
    if (n.nodeType === NodeType.Element && n.prefix === node.prefix) return n.namespace !== node.namespace;
  }
  return node.namespace !== '';
}

/** OuterXml. */
export function outerXml(node: PSXmlNode): string {
  switch (node.nodeType) {
    case NodeType.Element: {
      const head = `<${node.qualifiedName}${attributesText(node)}`;
      if (node.children.length === 0 && node.isEmpty) return `${head} />`;
      return `${head}>${innerXml(node)}</${node.qualifiedName}>`;
    }
    case NodeType.Attribute:
      return `${node.qualifiedName}="${escapeAttribute(node.data)}"`;
    case NodeType.Text:
      return escapeText(node.data);
    case NodeType.CData:
      return `<![CDATA[${node.data.replace(/]]>/g, ']]]]><![CDATA[>')}]]>`;
    case NodeType.Comment:
      return `<!--${node.data}-->`;
    case NodeType.ProcessingInstruction:
    case NodeType.XmlDeclaration:
      return `<?${node.name}${node.data === '' ? '' : ` ${node.data}`}?>`;
    case NodeType.Whitespace:
    case NodeType.SignificantWhitespace:
      return node.data;
    case NodeType.EntityReference:
      return `&${node.qualifiedName};`;
    default:
      return innerXml(node);
  }
}

/** InnerXml. */
export function innerXml(node: PSXmlNode): string {
  return node.nodeType === NodeType.Attribute ? escapeAttribute(node.data) : node.children.map(outerXml).join('');
}

/** The text that XmlDocument.Save writes: indented by two, elements with text as they are. */
export function indentedXml(document: PSXmlNode, indent = '  ', newLine = '\n'): string {
  if (document.preserveWhitespace) return outerXml(document);
  const parts: string[] = [];
  const write = (node: PSXmlNode, depth: number, mixed: boolean): void => {
    if (!mixed && parts.length > 0 && !node.isText) parts.push(newLine, indent.repeat(depth));
    if (node.nodeType !== NodeType.Element || node.children.length === 0) {
      parts.push(outerXml(node));
      return;
    }
    parts.push(`<${node.qualifiedName}${attributesText(node)}>`);
    let text = mixed;
    for (const c of node.children) {
      if (c.isText) text = true;
      write(c, depth + 1, text);
    }
    if (!text) parts.push(newLine, indent.repeat(depth));
    parts.push(`</${node.qualifiedName}>`);
  };
  if (document.nodeType === NodeType.Document || document.nodeType === NodeType.DocumentFragment) {
    for (const c of document.children) write(c, 0, false);
  } else write(document, 0, false);
  return parts.join('');
}
