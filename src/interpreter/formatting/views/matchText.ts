/** What Select-String's MatchInfo shows: path, line number, line, context. Behaviour: MatchString.cs (MatchInfo.ToEmphasizedString). */
import { getProperty } from '../../values/members.ts';
import type { Value } from '../../values/value.ts';
import { type FormatContext, itemsOf } from '../access.ts';
import { displayText } from '../cellText.ts';
import { styleOf } from '../styleOf.ts';
import { registerViewFunctions } from '../viewFunctions.ts';

/** The current folder, as far as the runspace tells. */
function currentFolder(ctx: FormatContext): string {
  const drive = ctx.runspace?.currentDrive;
  if (drive === undefined || drive === null || drive.provider !== 'FileSystem') return '';
  return drive.root + (drive.root.endsWith('/') ? '' : '/') + drive.currentLocation;
}

/** MatchInfo.RelativePath: the path without the folder in front. */
function relativePath(path: string, folder: string): string {
  if (folder === '' || folder === '/' || !path.toLowerCase().startsWith(folder.toLowerCase())) return path;
  const rest = path.slice(folder.length);
  if (folder.endsWith('/')) return rest;
  return rest.startsWith('/') ? rest.slice(1) : path;
}

/** The line with its matches in reverse video; plain when colours are off. */
function emphasize(target: Value, line: string, ctx: FormatContext): string {
  if (styleOf(ctx).reset === '') return line;
  let result = '';
  let at = 0;
  for (const match of itemsOf(getProperty(target, 'Matches', ctx)) ?? []) {
    const index = getProperty(match, 'Index', ctx);
    const length = getProperty(match, 'Length', ctx);
    if (typeof index !== 'number' || typeof length !== 'number' || index < at) continue;
    result += `${line.slice(at, index)}\x1b[7m${line.slice(index, index + length)}\x1b[0m`;
    at = index + length;
  }
  return result + line.slice(at);
}

function matchText(target: Value, ctx: FormatContext): Value {
  const path = displayText(getProperty(target, 'Path', ctx), ctx);
  const number = Number(displayText(getProperty(target, 'LineNumber', ctx), ctx));
  const line = emphasize(target, displayText(getProperty(target, 'Line', ctx), ctx), ctx);
  const shownPath = path === 'InputStream' ? null : relativePath(path, currentFolder(ctx));
  const format = (text: string, at: number, prefix: string): string =>
    shownPath === null ? prefix + text : `${prefix}${shownPath}:${at}:${text}`;
  const context = getProperty(target, 'Context', ctx);
  if (context === null) return format(line, number, '');
  const texts = (name: string): string[] => (itemsOf(getProperty(context, name, ctx)) ?? []).map((item) => displayText(item, ctx));
  const before = texts('DisplayPreContext');
  return [
    ...before.map((text, i) => format(text, number - before.length + i, '  ')),
    format(line, number, '> '),
    ...texts('DisplayPostContext').map((text, i) => format(text, number + 1 + i, '  ')),
  ].join('\n');
}

registerViewFunctions({ 'match.text': matchText });
