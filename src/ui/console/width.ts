/** How wide the text of the console is: measured in characters for the session, in pixels for the reader, who may change it. */

const key = 'limpet:console-width';
export const narrowest = 320;
export const widest = 2400;

/** Characters that fit, from a ruler's width and its count of characters; null where nothing can be measured. */
export function columnsOf(available: number, ruler: number, characters: number): number | null {
  if (available <= 0 || ruler <= 0) return null;
  return Math.max(20, Math.floor((available + 0.01) / (ruler / characters)));
}

/** The width a person chose, in pixels; null for the usual one. */
export function keptWidth(): number | null {
  try {
    const value = Number(localStorage.getItem(key));
    return value >= narrowest && value <= widest ? value : null;
  } catch {
    return null;
  }
}

/** Keeps a width as far as storage allows; null forgets it. */
export function keepWidth(width: number | null): void {
  try {
    if (width === null) localStorage.removeItem(key);
    else localStorage.setItem(key, String(Math.round(width)));
  } catch {
    // Without storage the next visit begins with the usual width.
  }
}
