/** What the built-in views compute where PowerShell's have script blocks. Facts: *_format_ps1xml.cs. */
import { formatError } from '../../errors/views.ts';
import { PSArray, PSDictionaryEntry, PSHashtable } from '../../values/collections.ts';
import { isTrue } from '../../values/convert.ts';
import { ErrorRecord } from '../../values/errors.ts';
import { getProperty } from '../../values/members.ts';
import { binary } from '../../values/operators.ts';
import { unwrap } from '../../values/typeNames.ts';
import { EnumValue, mkDouble, PSNumber, type Value } from '../../values/value.ts';
import { type FormatContext, itemsOf } from '../access.ts';
import { displayText } from '../cellText.ts';
import { detailedError } from '../errorDetails.ts';
import { styleOf, windowWidth } from '../styleOf.ts';
import { registerViewFunctions, type ViewFunction } from '../viewFunctions.ts';
import { STYLE_PATHS } from './values.ts';

/** A property, or a property of a property …: `Provider.Name`. */
function path(target: Value, names: string, ctx: FormatContext): Value {
  let value = target;
  for (const name of names.split('.')) {
    if (value === null) return null;
    value = getProperty(value, name, ctx);
  }
  return value;
}

function number(value: Value): number {
  if (typeof value === 'number') return value;
  return value instanceof PSNumber ? Number(value.value) : 0;
}

function formatted(pattern: string, values: Value[], ctx: FormatContext): Value {
  return binary('Format', pattern, new PSArray(values), ctx);
}

function gigabytes(name: string): ViewFunction {
  return (target, ctx) => {
    if (!isTrue(path(target, 'Used', ctx)) && !isTrue(path(target, 'Free', ctx))) return null;
    return formatted('{0:###0.00}', [mkDouble(number(path(target, name, ctx)) / 1024 ** 3)], ctx);
  };
}

function megabytes(name: string): ViewFunction {
  return (target, ctx) => formatted('{0:N2}', [mkDouble(number(path(target, name, ctx)) / 1024 ** 2)], ctx);
}

function keysOf(name: string): ViewFunction {
  return (target, ctx) => {
    const table = unwrap(path(target, name, ctx));
    return table instanceof PSHashtable ? new PSArray([...table.entries.values()].map((entry) => entry.key)) : null;
  };
}

function duration(target: Value, ctx: FormatContext): Value {
  const span = path(target, 'Duration', ctx);
  const hours = number(path(span, 'TotalHours', ctx));
  if (hours >= 10) return formatted('{0}:{1:mm}:{1:ss}.{1:fff}', [Math.round(hours), span], ctx);
  const pattern = hours >= 1 ? 'h\\:mm\\:ss\\.fff' : number(path(span, 'TotalMinutes', ctx)) >= 1 ? 'm\\:ss\\.fff' : 's\\.fff';
  return formatted(`{0:${pattern}}`, [span], ctx);
}

function preRelease(target: Value, ctx: FormatContext): Value {
  const data = unwrap(path(target, 'PrivateData', ctx));
  const psData = data instanceof PSHashtable ? unwrap(data.get('PSData') ?? null) : null;
  return psData instanceof PSHashtable ? (psData.get('PreRelease') ?? null) : null;
}

function editions(target: Value, ctx: FormatContext): Value {
  const names = (itemsOf(path(target, 'CompatiblePSEditions', ctx)) ?? []).map((item) => displayText(item, ctx).slice(0, 4));
  return (names.length === 0 ? ['Desk'] : names.sort()).join(',');
}

/** Folder that a module's folder is in, whether or not there is a folder for its version. */
function moduleFolder(target: Value, ctx: FormatContext): Value {
  const parts = displayText(path(target, 'Path', ctx), ctx)
    .split('/')
    .slice(0, -1);
  if (/^\d+(\.\d+){1,3}$/.test(parts[parts.length - 1] ?? '')) parts.pop();
  return parts.slice(0, -1).join('/');
}

function shortened(name: string): ViewFunction {
  return (target, ctx) => {
    const text = displayText(path(target, name, ctx), ctx).slice(0, 200);
    return text.length === 200 ? `${text}\u2026` : text;
  };
}

/** A style with what it is in visible form behind it, closed by a reset. */
function styleItem(name: string): ViewFunction {
  return (target, ctx) => {
    const sequence = displayText(path(target, name, ctx), ctx);
    return sequence + sequence.replaceAll('\x1b', '`e') + (name === 'Reset' ? '' : '\x1b[0m');
  };
}

/** Names of System.Management.Automation.ErrorView in order of their numbers. */
const ERROR_VIEWS = ['NormalView', 'CategoryView', 'ConciseView', 'DetailedView'];

/** $ErrorView by name. */
function errorView(ctx: FormatContext): string {
  const view = ctx.getVariable('ErrorView');
  if (view === undefined || view === null) return 'ConciseView';
  if (view instanceof EnumValue) return ERROR_VIEWS[Number(view.value)] ?? '';
  return typeof view === 'string' ? view : displayText(view, ctx);
}

function errorText(target: Value, ctx: FormatContext): Value {
  const record = unwrap(target);
  if (!(record instanceof ErrorRecord)) return displayText(target, ctx);
  const style = styleOf(ctx);
  return formatError(record, errorView(ctx), ctx, windowWidth(ctx), style, (r) => detailedError(r, ctx, style));
}

registerViewFunctions({
  text: (target, ctx) => displayText(target, ctx),
  'entry.key': (target, ctx) => {
    const entry = unwrap(target);
    return entry instanceof PSDictionaryEntry ? entry.key : path(target, 'Name', ctx);
  },
  'entry.value': (target, ctx) => {
    const entry = unwrap(target);
    return entry instanceof PSDictionaryEntry ? entry.value : path(target, 'Value', ctx);
  },
  'error.text': errorText,
  'error.detailed': (target, ctx) => detailedError(unwrap(target), ctx, styleOf(ctx)),
  'command.name': (target, ctx) =>
    path(target, displayText(path(target, 'CommandType', ctx), ctx) === 'Alias' ? 'DisplayName' : 'Name', ctx),
  'history.duration': duration,
  'drive.used': gigabytes('Used'),
  'drive.free': gigabytes('Free'),
  'drive.provider': (target, ctx) => path(target, 'Provider.Name', ctx),
  'drive.root': (target, ctx) => path(target, 'DisplayRoot', ctx) ?? path(target, 'Root', ctx),
  'runspace.computer': (target, ctx) => path(target, 'ConnectionInfo.ComputerName', ctx) ?? 'localhost',
  'runspace.type': (target, ctx) => (path(target, 'ConnectionInfo', ctx) === null ? 'Local' : 'Remote'),
  'runspace.state': (target, ctx) => path(target, 'RunspaceStateInfo.State', ctx),
  'runspace.availability': (target, ctx) => path(target, 'RunspaceAvailability', ctx),
  'breakpoint.script': (target, ctx) => displayText(path(target, 'Script', ctx), ctx).replace(/^.*\//, ''),
  'module.preRelease': preRelease,
  'module.editions': editions,
  'module.folder': moduleFolder,
  'module.commands': keysOf('ExportedCommands'),
  'module.functions': keysOf('ExportedFunctions'),
  'module.cmdlets': keysOf('ExportedCmdlets'),
  'module.variables': keysOf('ExportedVariables'),
  'module.aliases': keysOf('ExportedAliases'),
  'method.overloads': (target, ctx) =>
    (itemsOf(path(target, 'OverloadDefinitions', ctx)) ?? []).map((item) => `${displayText(item, ctx)}\n`).join(''),
  'process.npm': (target, ctx) => Math.round(number(path(target, 'NPM', ctx)) / 1024),
  'process.pm': megabytes('PM'),
  'process.ws': megabytes('WS'),
  'process.cpu': (target, ctx) => formatted('{0:N2}', [path(target, 'CPU', ctx) ?? 0], ctx),
  'process.start': (target, ctx) => formatted('{0:d}', [path(target, 'StartTime', ctx)], ctx),
  'file.time': (target, ctx) => formatted('{0:d} {0:HH}:{0:mm}', [path(target, 'LastWriteTime', ctx)], ctx),
  'file.folder': (target, ctx) =>
    displayText(path(target, 'PSParentPath', ctx), ctx).replace('Microsoft.PowerShell.Core\\FileSystem::', ''),
  'web.content': shortened('Content'),
  'web.raw': shortened('RawContent'),
  'style.extensions': (target, ctx) => {
    const table = unwrap(path(target, 'FileInfo.Extension', ctx));
    return table instanceof PSHashtable ? [...table.entries.values()].map((entry) => displayText(entry.key, ctx)).join(',') : '';
  },
  'path:Progress.MaxWidth': (target, ctx) => path(target, 'Progress.MaxWidth', ctx),
  'path:Progress.View': (target, ctx) => path(target, 'Progress.View', ctx),
  'path:Progress.UseOSCIndicator': (target, ctx) => path(target, 'Progress.UseOSCIndicator', ctx),
  ...Object.fromEntries(STYLE_PATHS.map((name) => [`style:${name}`, styleItem(name)])),
});
