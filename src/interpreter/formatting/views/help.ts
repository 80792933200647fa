/** Views of help, in words of our own, and of Format-Hex's bytes (PowerShellCore_format_ps1xml.cs). */
import { getProperty } from '../../values/members.ts';
import type { Value } from '../../values/value.ts';
import { type FormatContext, itemsOf } from '../access.ts';
import { displayText } from '../cellText.ts';
import { registerViewFunctions } from '../viewFunctions.ts';
import { bind, control, custom, table, type ViewDefinition } from '../viewTypes.ts';

const BYTES = 'Microsoft.PowerShell.Commands.ByteCollection';

/** Type name of a help object as Get-Help writes it; what is shown of it is in front, `…#Full`. */
export const HELP_TYPE = 'MamlCommandHelpInfo';

function text(value: Value, ctx: FormatContext): string {
  return value === null ? '' : displayText(value, ctx);
}

function items(value: Value): readonly Value[] {
  return value === null ? [] : (itemsOf(value) ?? [value]);
}

/** Paragraphs: `@(@{ Text = … })`. */
function paragraphs(value: Value, ctx: FormatContext): string {
  return items(value)
    .map((p) => text(getProperty(p, 'Text', ctx), ctx))
    .join('\n');
}

function indented(body: string): string {
  return body
    .split('\n')
    .map((line) => (line === '' ? '' : `    ${line}`))
    .join('\n');
}

function parameterText(p: Value, ctx: FormatContext): string {
  const get = (name: string): string => text(getProperty(p, name, ctx), ctx);
  const type = text(getProperty(getProperty(p, 'type', ctx), 'name', ctx), ctx);
  const described = paragraphs(getProperty(p, 'description', ctx), ctx);
  const facts = [
    ['Required?', get('required')],
    ['Position?', get('position')],
    ['Default value', get('defaultValue')],
    ['Accept pipeline input?', get('pipelineInput')],
    ['Accept wildcard characters?', get('globbing')],
  ].map(([label, value]) => `${(label as string).padEnd(29)}${value}`.trimEnd());
  return `-${get('name')} <${type}>\n${indented([described, '', ...facts].join('\n').replace(/^\n/, ''))}\n`;
}

/** What is shown: name, synopsis, syntax, description; with more, parameters and examples. */
function helpText(level: 'Default' | 'Detailed' | 'Full' | 'Examples') {
  return (target: Value, ctx: FormatContext): Value => {
    const get = (name: string): Value => getProperty(target, name, ctx);
    const parts: string[] = [];
    const section = (title: string, body: string): void => {
      if (body.trim() !== '') parts.push(`${title}\n${indented(body)}\n`);
    };
    section('NAME', text(get('Name'), ctx));
    section('SYNOPSIS', text(get('Synopsis'), ctx));
    const syntax = items(getProperty(get('syntax'), 'syntaxItem', ctx)).map((s) => text(getProperty(s, 'text', ctx), ctx));
    const parameters = items(getProperty(get('parameters'), 'parameter', ctx));
    const examples = items(getProperty(get('examples'), 'example', ctx)).map((e) => {
      const title = text(getProperty(e, 'title', ctx), ctx);
      const code = text(getProperty(e, 'code', ctx), ctx);
      return `${title}\n\nPS > ${code}\n${paragraphs(getProperty(e, 'remarks', ctx), ctx)}`.trimEnd();
    });
    if (level !== 'Examples') {
      section('SYNTAX', syntax.join('\n\n'));
      section('DESCRIPTION', paragraphs(get('description'), ctx));
      if (level !== 'Default') section('PARAMETERS', parameters.map((p) => parameterText(p, ctx)).join('\n'));
    }
    if (level !== 'Default') section('EXAMPLES', examples.join('\n\n'));
    if (level === 'Full') section('NOTES', paragraphs(getProperty(get('alertSet'), 'alert', ctx), ctx));
    if (level !== 'Examples') {
      const links = items(getProperty(get('relatedLinks'), 'navigationLink', ctx)).map((l) => text(getProperty(l, 'linkText', ctx), ctx));
      section('RELATED LINKS', links.join('\n'));
    }
    if (level === 'Default')
      section(
        'REMARKS',
        `To see the examples, type: "Get-Help ${text(get('Name'), ctx)} -Examples"\nFor all there is, type: "Get-Help ${text(get('Name'), ctx)} -Full"`,
      );
    return `\n${parts.join('\n')}`;
  };
}

registerViewFunctions({
  'help.default': helpText('Default'),
  'help.detailed': helpText('Detailed'),
  'help.full': helpText('Full'),
  'help.examples': helpText('Examples'),
  'help.parameter': (target, ctx) => `\n${parameterText(target, ctx)}`,
});

/** Views of help and of bytes. */
export const HELP_VIEWS: ViewDefinition[] = [
  table(BYTES, BYTES, 'Offset|>16|HexOffset; Bytes\n00 01 02 03 04 05 06 07 08 09 0A 0B 0C 0D 0E 0F|<47|HexBytes; Ascii|<16', {
    groupBy: 'Label',
  }),
  custom('HelpExamples', `${HELP_TYPE}#ExamplesView`, control(bind('@help.examples'))),
  custom('HelpDetailed', `${HELP_TYPE}#DetailedView`, control(bind('@help.detailed'))),
  custom('HelpFull', `${HELP_TYPE}#FullView`, control(bind('@help.full'))),
  custom('HelpParameter', `${HELP_TYPE}#parameter`, control(bind('@help.parameter'))),
  custom('Help', HELP_TYPE, control(bind('@help.default'))),
  table('HelpShort', 'HelpInfoShort', 'Name|33; Category|9; Module|25|ModuleName; Synopsis'),
];
