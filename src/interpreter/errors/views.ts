/**
 * How the console shows an error: $ErrorView ConciseView (default), NormalView, CategoryView, DetailedView.
 * Behaviour: the ErrorRecord view in PowerShellCore_format_ps1xml.cs; golden scripts errors/* and formatting/064.
 */
import { PSHashtable } from '../values/collections.ts';
import type { NativeContext } from '../values/context.ts';
import { toText } from '../values/convert.ts';
import type { ErrorRecord, InvocationInfo } from '../values/errors.ts';
import { activityOf, categoryMessage, messageOf, positionMessage, reasonOf } from './viewsPosition.ts';
import type { Style } from './viewsStyle.ts';

/** Cut before the last blank that fits; at the width where there is none. */
function cutAtBlank(text: string, length: number): string {
  if (text.length <= length) return text;
  const head = text.slice(0, length);
  const blank = head.search(/\s(?=\S*$)/);
  return blank < 0 ? head : head.slice(0, blank);
}

/** Breaks a message over lines that all begin with the prefix `     | `. The message already begins with it. */
function breakMessage(message: string, prefix: string, prefixLength: number, width: number): string {
  const sequences = prefix.length - prefixLength;
  const flat = message.replace(/\r?\n|\t/g, ' ');
  if (width <= 0 || flat.length - sequences <= width) return flat;
  const first = cutAtBlank(flat, width + sequences);
  const lines = [first];
  let rest = flat.slice(first.length).trim();
  while (rest.length + prefixLength > width) {
    const line = cutAtBlank(prefix + rest, width + sequences);
    if (line.length - prefix.length <= 0) break;
    lines.push(line);
    rest = rest.slice(line.length - prefix.length).trim();
  }
  lines.push(prefix + rest);
  return lines.join('\n');
}

/** `line text` with the underlined part in the accent colour. */
function colourLine(line: string, offset: number, length: number, style: Style): string {
  if (style.reset === '' || length >= line.length) return line;
  return line.slice(0, offset) + style.errorAccent + line.slice(offset, offset + length) + style.reset + line.slice(offset + length);
}

interface Detail {
  header: string;
  number: string;
  line: string;
  highlight: string;
}

/** Source line and underlining: of a test's target (its table has Line and LineText) or of the invocation; null = not shown. */
function detailOf(record: ErrorRecord, info: InvocationInfo | null, ctx: NativeContext, style: Style): Detail | null {
  const target = record.targetObject;
  if (target instanceof PSHashtable && target.has('Line') && target.has('LineText')) {
    const text = (name: string): string => toText(target.get(name) ?? null, ctx);
    return { header: `${style.reset}${text('File')}\n`, number: text('Line'), line: text('LineText').trim(), highlight: '' };
  }
  if (info === null) return null;
  const isParseError = record.category === 'ParserError' && record.exception.typeName.endsWith('.ParentContainsErrorRecordException');
  const elsewhere = info.scriptName !== '' || info.scriptLineNumber > 1;
  if (!(isParseError || elsewhere) || /\.psm1$/i.test(info.scriptName)) return null;
  const message = positionMessage(info).split('\n');
  const header = info.scriptName === '' ? '\n' : `${style.reset}${info.scriptName}:${info.scriptLineNumber}\n`;
  const highlight = message.length > 2 ? (message[message.length - 1] as string).slice(1) : '';
  return { header, number: String(info.scriptLineNumber), line: (message[1] ?? '+').slice(1), highlight };
}

/** The message shown: of the details, of the exception, or the part of a parser's message behind its own position. */
function shownMessage(record: ErrorRecord): string {
  if (record.details !== null && record.details !== '') return record.details;
  const message = record.exception.message;
  if (record.category === 'ParserError' && message.includes('~\n')) {
    return ((message.split('~\n')[1] as string).split('\n\n')[0] as string) ?? '';
  }
  return message;
}

/** What stands before the colon: throw's `Exception`, the command, or the category or reason. */
function headOf(record: ErrorRecord, info: InvocationInfo | null): string {
  if (record.exception.thrownByScript && record.exception.typeName.startsWith('System.Management.Automation.')) return 'Exception';
  const isScript = (info?.myCommand as { commandType?: string } | null | undefined)?.commandType === 'ExternalScript';
  if (info !== null && info.commandName !== '' && !isScript) return info.commandName;
  const activity = activityOf(record);
  if (activity !== '') return activity;
  if (info !== null && info.invocationName !== '') return info.invocationName;
  return record.category !== 'NotSpecified' ? record.category : reasonOf(record) || 'Error';
}

function conciseView(record: ErrorRecord, ctx: NativeContext, width: number, style: Style): string {
  const info = record.invocationInfo;
  const detail = detailOf(record, info, ctx, style);
  let position = '';
  let prefix = '';
  let prefixLength = 0;
  if (detail !== null) {
    const margin = ' '.repeat(Math.max(detail.number.length - 4, 0));
    const offset = Math.max(detail.highlight.indexOf('~'), 0);
    const length = detail.highlight.trim().length;
    const line = colourLine(`${detail.line}\n`, offset, length, style);
    prefix = `${style.errorAccent}${margin}     | ${style.error}`;
    prefixLength = margin.length + 7;
    position = `${detail.header}${style.errorAccent}${margin}Line |\n`;
    position += `${style.errorAccent}${detail.number.padStart(4)} | ${style.reset}${line}`;
    if (detail.highlight !== '') position += `${prefix}${detail.highlight}\n`;
  }
  let message = prefix + shownMessage(record);
  if ((info !== null && info.scriptName !== '') || record.category === 'ParserError') {
    message = `${breakMessage(message, prefix, prefixLength, width)}\n`;
  }
  let text = `${style.error}${headOf(record, info)}: ${position}${style.error}${message}${style.reset}`;
  const advice = record.recommendedAction;
  if (advice !== null && advice.trim() !== '') text += `\n${style.error}  Recommendation: ${advice}${style.reset}`;
  return text;
}

/** `name : ` in front of a NormalView. */
function normalPrefix(info: InvocationInfo | null): string {
  if (info === null) return '';
  if (info.commandName !== '' && /^[&.]?$/.test(info.invocationName)) return `${info.commandName} : `;
  return info.invocationName !== '' ? `${info.invocationName} : ` : '';
}

function normalView(record: ErrorRecord, ctx: NativeContext, style: Style): string {
  const info = record.invocationInfo;
  let text = style.error + normalPrefix(info) + style.error + messageOf(record);
  if (info !== null && (info.commandName !== '' || record.category !== 'ParserError')) {
    const position = positionMessage(info);
    if (position !== '') text += `\n${position}`;
  }
  text += `\n+ CategoryInfo          : ${categoryMessage(record, ctx)}`;
  text += `\n+ FullyQualifiedErrorId : ${record.fullyQualifiedErrorId}`;
  if (record.origin !== null) text += `\n+ PSComputerName        : ${record.origin.computerName}`;
  return text + style.reset;
}

/**
 * Text of an error as the console shows it; it may end with a line end, and the console shows no empty lines of errors.
 * `view` is $ErrorView ('' or unknown = NormalView, as PowerShell has it), `width` the window's. `detailed` writes what Get-Error
 * shows, for DetailedView (formatting/errorDetails.ts).
 */
export function formatError(
  record: ErrorRecord,
  view: string,
  ctx: NativeContext,
  width: number,
  style: Style,
  detailed: (record: ErrorRecord) => string = messageOf,
): string {
  const id = record.fullyQualifiedErrorId;
  if (id === 'NativeCommandErrorMessage' || id === 'NativeCommandError') return `${style.error}${record.exception.message}${style.reset}`;
  switch (view.toLowerCase()) {
    case 'conciseview':
      return conciseView(record, ctx, width, style);
    case 'categoryview':
      return `${style.error}${categoryMessage(record, ctx)}${style.reset}`;
    case 'detailedview':
      return `${style.error}\n${detailed(record)}\n\n${style.reset}`;
    default:
      return normalView(record, ctx, style);
  }
}
