/** Escape sequences that errors and formatted text are decorated with when colours are on ($PSStyle.Formatting). */

/** Sequences by use; all empty when colours are off. */
export interface Style {
  tableHeader: string;
  customTableHeader: string;
  accent: string;
  error: string;
  errorAccent: string;
  reset: string;
}

/** Colours off. */
export const NO_STYLE: Style = { tableHeader: '', customTableHeader: '', accent: '', error: '', errorAccent: '', reset: '' };

/** PowerShell's own colours (PSStyle.cs). */
export const DEFAULT_STYLE: Style = {
  tableHeader: '\x1b[32;1m',
  customTableHeader: '\x1b[32;1;3m',
  accent: '\x1b[32;1m',
  error: '\x1b[31;1m',
  errorAccent: '\x1b[36;1m',
  reset: '\x1b[0m',
};
