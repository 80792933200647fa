/** Spans and moments in the words of the page. */

const seconds = 1000;
const minutes = 60 * seconds;
const hours = 60 * minutes;

/** How long something takes: `0.4 s`, `12 s`, `3 min 4 s`, `2 h 5 min`. Tenths only if asked for and below ten seconds. */
export function spanText(milliseconds: number, tenths = false): string {
  const span = Math.max(0, milliseconds);
  if (tenths && span < 10 * seconds) return `${(Math.floor(span / 100) / 10).toFixed(1)} s`;
  if (span < minutes) return `${Math.floor(span / seconds)} s`;
  if (span < hours) return `${Math.floor(span / minutes)} min ${Math.floor((span % minutes) / seconds)} s`;
  return `${Math.floor(span / hours)} h ${Math.floor((span % hours) / minutes)} min`;
}

/** The same where there is little room: `12s`, `3m`, `2h`. */
export function shortSpan(milliseconds: number): string {
  const span = Math.max(0, milliseconds);
  if (span < minutes) return `${Math.floor(span / seconds)}s`;
  if (span < hours) return `${Math.floor(span / minutes)}m`;
  return `${Math.floor(span / hours)}h`;
}

/** The time of day as `14:02:11`. */
export function clockText(at: number): string {
  const date = new Date(at);
  return [date.getHours(), date.getMinutes(), date.getSeconds()].map((part) => String(part).padStart(2, '0')).join(':');
}

/** A seam's sentence with its time in it: `the page was reloaded at 14:02:11; the command went on`. */
export function seamText(text: string, at: number): string {
  const sentence = text.trim().replace(/^[─—-]+\s*|\s*[─—-]+$/g, '');
  if (/\d{1,2}:\d{2}/.test(sentence)) return sentence;
  const end = sentence.indexOf(';');
  const when = ` at ${clockText(at)}`;
  return end < 0 ? sentence + when : sentence.slice(0, end) + when + sentence.slice(end);
}
