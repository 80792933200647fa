/** Get-Date. Behaviour: GetDateCommand.cs. */
import { defineCmdlet } from '../../binding/defineCmdlet.ts';
import type { CmdletContext } from '../../machine/cmdlet.ts';
import { cultureRules } from '../../values/culture.ts';
import { DateTime } from '../../values/dotnet/datetime.ts';
import { formatValue } from '../../values/formatValue.ts';
import { PSObject, shapeOf } from '../../values/object.ts';
import { unwrap } from '../../values/typeNames.ts';
import { EnumValue, type Value } from '../../values/value.ts';
import { numberOf, stringOf } from '../support/params.ts';
import { isoWeek } from './isoWeek.ts';

type Context = CmdletContext<object>;

function baseDate(context: Context): DateTime {
  const { params } = context;
  const zone = (ms: number): number => context.zoneOffset(ms);
  const given = unwrap(params.Date ?? null);
  if (given instanceof DateTime) return given;
  if (params.UnixTimeSeconds !== undefined) return DateTime.fromUnixMilliseconds(numberOf(params.UnixTimeSeconds) * 1000).toLocalTime(zone);
  return DateTime.fromUnixMilliseconds(context.now()).toLocalTime(zone);
}

function dateOf(context: Context): DateTime {
  const { params } = context;
  let date = baseDate(context);
  const n = (name: string): number | undefined => (params[name] === undefined ? undefined : numberOf(params[name]));
  const year = n('Year');
  if (year !== undefined) date = date.addYears(year - date.year);
  const month = n('Month');
  if (month !== undefined) date = date.addMonths(month - date.month);
  const add = (unit: 'Days' | 'Hours' | 'Minutes' | 'Seconds' | 'Milliseconds', value: number): void => {
    date = date.add(unit, value);
  };
  const day = n('Day');
  if (day !== undefined) add('Days', day - date.day);
  const hour = n('Hour');
  if (hour !== undefined) add('Hours', hour - date.hour);
  const minute = n('Minute');
  if (minute !== undefined) add('Minutes', minute - date.minute);
  const second = n('Second');
  if (second !== undefined) add('Seconds', second - date.second);
  const millisecond = n('Millisecond');
  if (millisecond !== undefined) {
    add('Milliseconds', millisecond - date.millisecond);
    date = new DateTime(date.ticks - (date.ticks % 10_000n), date.kind);
  }
  return context.isOn('AsUTC') ? date.toUniversalTime((ms) => context.zoneOffset(ms)) : date;
}

const NET: Record<string, string> = {
  A: 'dddd',
  a: 'ddd',
  B: 'MMMM',
  b: 'MMM',
  c: 'ddd dd MMM yyyy HH:mm:ss',
  D: 'MM/dd/yy',
  d: 'dd',
  F: 'yyyy-MM-dd',
  H: 'HH',
  h: 'MMM',
  I: 'hh',
  M: 'mm',
  m: 'MM',
  p: 'tt',
  R: 'HH:mm',
  r: 'hh:mm:ss tt',
  S: 'ss',
  T: 'HH:mm:ss',
  X: 'HH:mm:ss',
  x: 'MM/dd/yy',
  Y: 'yyyy',
  y: 'yy',
  Z: 'zz',
};

/** A date by the format codes of Unix' date. */
function uformat(format: string, date: DateTime, context: Context): string {
  const net = (f: string): string => formatValue(date, f.length === 1 ? `%${f}` : f, cultureRules(context.culture), context);
  const pad = (n: number, width: number, fill = '0'): string => String(n).padStart(width, fill);
  let result = '';
  for (let i = format.startsWith('+') ? 1 : 0; i < format.length; i++) {
    const c = format[i] as string;
    if (c !== '%') {
      result += c;
      continue;
    }
    const code = format[++i] ?? '';
    const week = isoWeek(date);
    const dayOfWeek = Number(date.dayOfWeek);
    switch (code) {
      case 'C':
        result += Math.trunc(date.year / 100);
        break;
      case 'e':
        result += pad(date.day, 2, ' ');
        break;
      case 'G':
        result += pad(week.year, 4);
        break;
      case 'g':
        result += pad(week.year % 100, 2);
        break;
      case 'j':
        result += pad(date.dayOfYear, 3);
        break;
      case 'k':
        result += pad(date.hour, 2, ' ');
        break;
      case 'l':
        result += pad(date.hour % 12 === 0 ? 12 : date.hour % 12, 2, ' ');
        break;
      case 'n':
        result += '\n';
        break;
      case 't':
        result += '\t';
        break;
      case 's':
        result += Math.round(Number(date.toUniversalTime((ms) => context.zoneOffset(ms)).ticks - DateTime.UNIX_EPOCH.ticks) / 1e7);
        break;
      case 'U':
      case 'W':
        result += Math.trunc(date.dayOfYear / 7);
        break;
      case 'u':
        result += dayOfWeek === 0 ? 7 : dayOfWeek;
        break;
      case 'V':
        result += pad(week.week, 2);
        break;
      case 'w':
        result += dayOfWeek;
        break;
      default:
        result += NET[code] === undefined ? code : net(NET[code] as string);
    }
  }
  return result;
}

const FORMATS: Record<string, [format: string, utc: boolean]> = {
  filedate: ['yyyyMMdd', false],
  filedateuniversal: ['yyyyMMddZ', true],
  filedatetime: ['yyyyMMddTHHmmssffff', false],
  filedatetimeuniversal: ['yyyyMMddTHHmmssffffZ', true],
};

const dateSets = { DateAndFormat: {}, DateAndUFormat: {} };
const unixSets = { UnixTimeSecondsAndFormat: { mandatory: true }, UnixTimeSecondsAndUFormat: { mandatory: true } };

export default defineCmdlet({
  name: 'Get-Date',
  module: 'Microsoft.PowerShell.Utility',
  synopsis: 'Gets the date and time, or makes one.',
  className: 'Microsoft.PowerShell.Commands.GetDateCommand',
  defaultSet: 'DateAndFormat',
  sets: ['DateAndFormat', 'DateAndUFormat', 'UnixTimeSecondsAndFormat', 'UnixTimeSecondsAndUFormat'],
  parameters: {
    Date: {
      type: 'datetime',
      aliases: ['LastWriteTime'],
      position: 0,
      pipeline: true,
      byName: true,
      sets: dateSets,
      help: 'A date instead of now.',
    },
    UnixTimeSeconds: { type: 'long', aliases: ['UnixTime'], byName: true, sets: unixSets, help: 'Seconds since 1970.' },
    Year: { type: 'int', validateRange: [1, 9999], help: 'The year.' },
    Month: { type: 'int', validateRange: [1, 12], help: 'The month.' },
    Day: { type: 'int', validateRange: [1, 31], help: 'The day of the month.' },
    Hour: { type: 'int', validateRange: [0, 23], help: 'The hour.' },
    Minute: { type: 'int', validateRange: [0, 59], help: 'The minute.' },
    Second: { type: 'int', validateRange: [0, 59], help: 'The second.' },
    Millisecond: { type: 'int', validateRange: [0, 999], help: 'The millisecond.' },
    DisplayHint: { type: 'Microsoft.PowerShell.Commands.DisplayHintType', help: 'What is shown of it: Date, Time or DateTime.' },
    UFormat: {
      type: 'string',
      sets: { DateAndUFormat: { mandatory: true }, UnixTimeSecondsAndUFormat: { mandatory: true } },
      help: "Text by the codes of Unix' date.",
    },
    Format: { type: 'string', sets: { DateAndFormat: {}, UnixTimeSecondsAndFormat: {} }, help: 'Text by a .NET format.' },
    AsUTC: { type: 'switch', help: 'In coordinated universal time.' },
  },
  outputTypes: ['System.String', 'System.DateTime'],
  stateVersion: 1,
  process(context) {
    const { params } = context;
    let date = dateOf(context);
    const u = stringOf(params.UFormat, context);
    if (u !== undefined) {
      context.write(uformat(u, date, context));
      return;
    }
    const format = stringOf(params.Format, context);
    if (format !== undefined) {
      const [net, utc] = FORMATS[format.toLowerCase()] ?? [format, false];
      if (utc) date = date.toUniversalTime((ms) => context.zoneOffset(ms));
      context.write(formatValue(date, net, cultureRules(context.culture), context));
      return;
    }
    const hint: Value = params.DisplayHint ?? new EnumValue('Microsoft.PowerShell.Commands.DisplayHintType', 2);
    context.write(new PSObject(shapeOf(['DisplayHint']), [hint], date));
  },
  help: {
    examples: [{ code: "Get-Date -Format 'yyyy-MM-dd'" }, { code: "(Get-Date '2024-03-01').AddDays(-1)" }],
    related: ['New-TimeSpan'],
  },
});
