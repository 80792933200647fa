/** ConvertTo-Html. Behaviour: ConvertTo-Html.cs. */
import { defineCmdlet } from '../../binding/defineCmdlet.ts';
import { memberOrder } from '../../formatting/access.ts';
import { resolveExpression } from '../../formatting/expressions.ts';
import type { CmdletContext } from '../../machine/cmdlet.ts';
import { toText } from '../../values/convert.ts';
import { dictionaryOf } from '../../values/enumerate.ts';
import { methodText } from '../../values/text.ts';
import { isAutomationNull, type Value } from '../../values/value.ts';
import {
  type Calculated,
  EXPRESSION_KEY,
  evaluateAll,
  expressionText,
  isWild,
  type KeyDefinition,
  parseCalculated,
} from '../support/calculated.ts';
import { listOf, nameOf, stringOf, stringsOf } from '../support/params.ts';

interface State {
  properties: Calculated[];
  /** Columns of the table; null before its head. */
  columns: Calculated[] | null;
  count: number;
}

type Context = CmdletContext<State>;

const KEYS: KeyDefinition[] = [
  EXPRESSION_KEY,
  { name: 'label', also: ['name'], types: ['System.String'] },
  { name: 'alignment', types: ['System.String'] },
  { name: 'width', types: ['System.Int32', 'System.String'] },
];

/** WebUtility.HtmlEncode. */
function encode(text: string): string {
  return text
    .replace(/[&<>"']/g, (c) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' })[c] as string)
    .replace(/[\u00a0-\u00ff]/g, (c) => `&#${c.charCodeAt(0)};`);
}

function label(c: Calculated): string {
  return typeof c.entries.label === 'string' ? c.entries.label : expressionText(c.expression);
}

function valueText(context: Context, c: Calculated, input: Value): string {
  return evaluateAll(c.expression, input, context)
    .map((r) => (r.value === null ? '' : encode(methodText(r.value, context))))
    .join(', ');
}

/** The columns for an object, names with wildcards resolved. */
function columnsFor(context: Context, input: Value): Calculated[] {
  const { properties } = context.state;
  if (properties.length === 0)
    return memberOrder(input, context).map((name) => ({ expression: { kind: 'property', name, resolved: true }, entries: {} }));
  return properties.flatMap((c) =>
    isWild(c.expression) ? resolveExpression(c.expression, input, context).map((expression) => ({ expression, entries: c.entries })) : [c],
  );
}

function head(context: Context): void {
  const { params } = context;
  const strict = '<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN"  "http://www.w3.org/TR/xhtml1/DTD/xhtml1-strict.dtd">';
  const loose =
    '<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN"  "http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd">';
  context.write(context.isOn('Transitional') ? loose : strict);
  context.write('<html xmlns="http://www.w3.org/1999/xhtml">');
  context.write('<head>');
  const charset = stringOf(params.Charset, context);
  if (charset !== undefined && charset !== '') context.write(`<meta charset="${charset}">`);
  if (params.Head !== undefined) for (const line of stringsOf(params.Head, context)) context.write(line);
  else context.write(`<title>${stringOf(params.Title, context) ?? 'HTML TABLE'}</title>`);
  for (const { key, value } of dictionaryOf(params.Meta ?? null)?.entries.values() ?? [])
    context.write(`<meta name="${toText(key, context)}" content="${toText(value, context)}">`);
  const css = params.CssUri === undefined || params.CssUri === null ? '' : toText(params.CssUri, context);
  if (css !== '') context.write(`<link rel="stylesheet" type="text/css" href="${css}" />`);
  context.write('</head><body>');
  for (const line of stringsOf(params.Body, context)) context.write(line);
}

const page = (more: object) => ({ Page: more });

export default defineCmdlet<State>({
  name: 'ConvertTo-Html',
  module: 'Microsoft.PowerShell.Utility',
  synopsis: 'Makes a page of objects in HTML.',
  className: 'Microsoft.PowerShell.Commands.ConvertToHtmlCommand',
  defaultSet: 'Page',
  parameters: {
    InputObject: { type: 'psobject', pipeline: true, help: 'Objects to show.' },
    Property: { type: 'object[]', position: 0, help: 'Properties to show.' },
    Body: { type: 'string[]', position: 3, sets: page({}), help: 'Text at the beginning of the body.' },
    Head: { type: 'string[]', position: 1, sets: page({}), help: 'The head of the page.' },
    Title: { type: 'string', position: 2, sets: page({}), notNullOrEmpty: true, help: 'The title of the page.' },
    As: { type: 'string', notNullOrEmpty: true, validateSet: ['Table', 'List'], help: 'Table or List.' },
    CssUri: { type: 'uri', aliases: ['cu', 'uri'], sets: page({}), notNullOrEmpty: true, help: 'Address of a style sheet.' },
    Fragment: { type: 'switch', sets: { Fragment: {} }, notNullOrEmpty: true, help: 'The table only.' },
    PostContent: { type: 'string[]', notNullOrEmpty: true, help: 'Text behind the table.' },
    PreContent: { type: 'string[]', notNullOrEmpty: true, help: 'Text in front of the table.' },
    Meta: { type: 'hashtable', sets: page({}), notNullOrEmpty: true, help: 'Meta tags.' },
    Charset: { type: 'string', sets: page({}), notNullOrEmpty: true, help: 'Character set of the page.' },
    Transitional: { type: 'switch', sets: page({}), notNullOrEmpty: true, help: 'The transitional document type.' },
  },
  outputTypes: ['System.String'],
  stateVersion: 1,
  init: () => ({ properties: [], columns: null, count: 0 }),
  begin(context) {
    context.state.properties = listOf(context.params.Property).map((v) => parseCalculated(v, KEYS));
    if (!context.isOn('Fragment')) head(context);
    for (const line of stringsOf(context.params.PreContent, context)) context.write(line);
    context.write('<table>');
  },
  process(context) {
    const { state, params } = context;
    const input = params.InputObject;
    if (input === undefined || input === null || isAutomationNull(input)) return;
    const isList = nameOf(params.As, context, 'Table').toLowerCase() === 'list';
    const fresh = state.columns === null || isList;
    const columns = fresh ? columnsFor(context, input) : (state.columns as Calculated[]);
    const cells = columns.map((c) => valueText(context, c, input));
    state.count++;
    if (columns.length === 0) return;
    if (isList) {
      if (state.count > 1) context.write('<tr><td><hr></td></tr>');
      for (const [i, c] of columns.entries()) context.write(`<tr><td>${label(c)}:</td><td>${cells[i]}</td></tr>`);
      return;
    }
    if (fresh) {
      state.columns = columns;
      const tags = columns.map((c) => {
        const width = c.entries.width === undefined ? '' : ` width="${toText(c.entries.width, context)}"`;
        const align = c.entries.alignment === undefined ? '' : ` align="${toText(c.entries.alignment, context)}"`;
        return `<col${width}${align}/>`;
      });
      context.write(`<colgroup>${tags.join('')}</colgroup>`);
      context.write(`<tr>${columns.map((c) => `<th>${label(c)}</th>`).join('')}</tr>`);
    }
    context.write(`<tr>${cells.map((cell) => `<td>${cell}</td>`).join('')}</tr>`);
  },
  end(context) {
    context.write('</table>');
    for (const line of stringsOf(context.params.PostContent, context)) context.write(line);
    if (!context.isOn('Fragment')) context.write('</body></html>');
  },
  help: { examples: [{ code: 'Get-ChildItem | ConvertTo-Html Name, Length > files.html' }], related: ['ConvertTo-Csv', 'ConvertTo-Json'] },
});
