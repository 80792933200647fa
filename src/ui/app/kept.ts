/** How wide the rail is, kept in localStorage. */
export type RailSize = 'wide' | 'small';

const key = 'limpet:rail';

/** The kept size; wide where nothing is kept. */
export function keptRail(): RailSize {
  try {
    return localStorage.getItem(key) === 'small' ? 'small' : 'wide';
  } catch {
    return 'wide';
  }
}

/** Keeps a size as far as storage allows. */
export function keepRail(size: RailSize): void {
  try {
    localStorage.setItem(key, size);
  } catch {
    // Without storage the next visit begins with the usual size.
  }
}
