/** The reader's choice of theme: kept in localStorage, the system's unless chosen. */
export type Theme = 'system' | 'light' | 'dark';

const key = 'limpet:theme';

/** The kept choice. Storage that is refused counts as no choice. */
export function keptTheme(): Theme {
  try {
    const value = localStorage.getItem(key);
    return value === 'light' || value === 'dark' ? value : 'system';
  } catch {
    return 'system';
  }
}

/** Keeps a choice as far as storage allows. */
export function keepTheme(theme: Theme): void {
  try {
    if (theme === 'system') localStorage.removeItem(key);
    else localStorage.setItem(key, theme);
  } catch {
    // A browser that keeps nothing starts with the system's theme again: nothing else is lost.
  }
}

/** Whether the page is dark now, given the choice. */
export function isDark(theme: Theme): boolean {
  return theme === 'dark' || (theme === 'system' && globalThis.matchMedia?.('(prefers-color-scheme: dark)').matches === true);
}

/** The other theme than what is seen now; back to the system's when that is what the system shows anyway. */
export function otherTheme(theme: Theme): Theme {
  const wanted = isDark(theme) ? 'light' : 'dark';
  return isDark('system') === (wanted === 'dark') ? 'system' : wanted;
}
