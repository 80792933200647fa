/** ISO 8601 weeks (System.Globalization.ISOWeek). */
import type { DateTime } from '../../values/dotnet/datetime.ts';

/** The week of a date and the year that the week belongs to. */
export function isoWeek(date: DateTime): { year: number; week: number } {
  const day = Number(date.dayOfWeek);
  const week = Math.trunc((date.dayOfYear - (day === 0 ? 7 : day) + 10) / 7);
  if (week < 1) return { year: date.year - 1, week: weeksIn(date.year - 1) };
  if (week > weeksIn(date.year)) return { year: date.year + 1, week: 1 };
  return { year: date.year, week };
}

function weeksIn(year: number): number {
  const p = (y: number): number => (y + Math.trunc(y / 4) - Math.trunc(y / 100) + Math.trunc(y / 400)) % 7;
  return p(year) === 4 || p(year - 1) === 3 ? 53 : 52;
}
