/** Where an error is: PositionMessage and what CategoryInfo says. Behaviour: PowerShell's Position.cs and ErrorPackage.cs. */

import type { NativeContext } from '../values/context.ts';
import { toText } from '../values/convert.ts';
import { type ErrorRecord, type InvocationInfo, TerminatingError } from '../values/errors.ts';
import { typeNameOf } from '../values/typeNames.ts';

const MAX_LINE = 69;
const TAB = '    ';

/** The source line and where the underlined part is, cut to fit 80 columns. */
interface Excerpt {
  line: string;
  before: number;
  length: number;
}

function cutLine(source: string, start: number, size: number): Excerpt {
  if (source.length <= MAX_LINE) return { line: source, before: start, length: size };
  let length = size;
  let prefix = Math.min(start, 12);
  const totalSuffix = source.length - length - start;
  let suffix = Math.min(totalSuffix, 8);
  let candidate = prefix + length + suffix;
  let dotsAfter = true;
  if (candidate >= MAX_LINE) {
    if (prefix + length >= MAX_LINE) length = MAX_LINE - prefix;
  } else {
    const more = start - prefix;
    if (more > 0) {
      prefix += Math.min(more, MAX_LINE - candidate);
      candidate = prefix + length + suffix;
    }
    if (candidate < MAX_LINE && totalSuffix > 0) suffix += Math.min(totalSuffix, MAX_LINE - candidate);
    dotsAfter = suffix < totalSuffix;
  }
  const dotsBefore = prefix < start;
  const from = Math.max(start - prefix, 0);
  const shown = source.slice(from, from + MAX_LINE);
  const before = Math.min(start, prefix);
  return {
    line: (dotsBefore ? '\u2026 ' : '') + shown + (dotsAfter ? ' \u2026' : ''),
    before: before + (dotsBefore ? 2 : 0),
    length: Math.min(length, MAX_LINE - before),
  };
}

/** InvocationInfo.PositionMessage: `At line:1 char:5`, the source line and what is underlined; '' for an empty position. */
export function positionMessage(info: InvocationInfo): string {
  if (info.scriptLineNumber <= 0 && info.line === '') return '';
  const where = info.scriptName === '' ? 'line' : info.scriptName;
  let text = '';
  let line = (info.line.split(/\r?\n/, 1)[0] as string).trimEnd();
  if (line !== '') {
    let before = Math.min(Math.max(info.offsetInLine - 1, 0), line.length);
    const rest = line.length - before;
    let length = info.statement.includes('\n') ? rest : Math.min(info.length, rest);
    if (line.includes('\t')) {
      const head = line.slice(0, before).replaceAll('\t', TAB);
      const marked = line.slice(before, before + length).replaceAll('\t', TAB);
      line = head + marked + line.slice(before + length).replaceAll('\t', TAB);
      before = head.length;
      length = marked.length;
    }
    const cut = cutLine(line, before, length);
    text = `${cut.line}\n+ ${' '.repeat(cut.before)}${'~'.repeat(Math.max(cut.length, 1))}`;
  }
  return `At ${where}:${info.scriptLineNumber} char:${info.offsetInLine}\n+ ${text}`;
}

function ellipsize(text: string): string {
  return text.length <= 40 ? text : `${text.slice(0, 19)}\u2026${text.slice(-19)}`;
}

function shortName(typeName: string): string {
  return typeName.replace(/`.*$/, '').replace(/^.*[.+]/, '');
}

/** CategoryInfo.Activity: set, or the command's name. */
export function activityOf(record: ErrorRecord): string {
  return record.activity !== '' ? record.activity : (record.invocationInfo?.commandName ?? '');
}

/** CategoryInfo.Reason: set, or the exception type's short name. */
export function reasonOf(record: ErrorRecord): string {
  return record.reason !== '' ? record.reason : shortName(record.exception.typeName);
}

/** CategoryInfo.TargetName: set, or the target's text. */
export function targetNameOf(record: ErrorRecord, ctx: NativeContext): string {
  if (record.targetName !== '' || record.targetObject === null) return record.targetName;
  try {
    return toText(record.targetObject, ctx);
  } catch (e) {
    if (e instanceof TerminatingError) return '';
    throw e;
  }
}

/** CategoryInfo.TargetType: set, or the target's short type name. */
export function targetTypeOf(record: ErrorRecord): string {
  if (record.targetType !== '' || record.targetObject === null) return record.targetType;
  return typeNameOf(record.targetObject).replace(/^.*[.+](?=[^.+]*$)/, '');
}

/** CategoryInfo.GetMessage(): `Category: (target:type) [activity], reason`. */
export function categoryMessage(record: ErrorRecord, ctx: NativeContext): string {
  const target = `${ellipsize(targetNameOf(record, ctx))}:${ellipsize(targetTypeOf(record))}`;
  return `${record.category}: (${target}) [${ellipsize(activityOf(record))}], ${reasonOf(record)}`;
}

/** ErrorRecord.ToString(): the message of its details, else of its exception. */
export function messageOf(record: ErrorRecord): string {
  return record.details !== null && record.details !== '' ? record.details : record.exception.message;
}
