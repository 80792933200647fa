import type { ZoneOffset } from './calendar.ts';

/**
 * Time zones through the page's own data (Intl). The result holds an Intl object and so belongs to the host, never to
 * the state of a session.
 */

/** Minutes ahead of UTC in a named zone ("Europe/Berlin") as a function of the instant. Throws RangeError for unknown names. */
export function zoneOffset(timeZoneName: string): ZoneOffset {
  const formatter = new Intl.DateTimeFormat('en-US', {
    timeZone: timeZoneName,
    hourCycle: 'h23',
    era: 'short',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
  const exact = (utcMilliseconds: number): number => {
    const parts: Record<string, string> = {};
    for (const part of formatter.formatToParts(utcMilliseconds)) parts[part.type] = part.value;
    const year = Number(parts.year) * (parts.era === 'BC' ? -1 : 1) + (parts.era === 'BC' ? 1 : 0);
    const clock = new Date(0);
    clock.setUTCFullYear(year, Number(parts.month) - 1, Number(parts.day));
    clock.setUTCHours(Number(parts.hour), Number(parts.minute), Number(parts.second));
    return (clock.getTime() - Math.floor(utcMilliseconds / 1000) * 1000) / 60_000;
  };
  // Local mean times of the time before zones have seconds, which .NET cuts from their difference to standard time.
  const standard = Math.min(exact(Date.UTC(2025, 0, 1)), exact(Date.UTC(2025, 6, 1)));
  return (utcMilliseconds) => standard + Math.trunc(exact(utcMilliseconds) - standard);
}
