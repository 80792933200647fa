/**
 * Text with ANSI escapes, as sessions write it, read into runs of plain text with a style (ECMA-48 SGR, the hyperlinks of OSC 8, and what
 * about_ANSI_Terminals lists). Escapes that move a cursor are dropped: the page is no grid. Only erasing the whole screen is told.
 */

/** A colour: one of sixteen by number, or any other as CSS has it. */
export type Colour = number | string | null;

/** How a run of text looks. Never changed: a change makes a new one, so that equal runs may share it. */
export interface Style {
  readonly foreground: Colour;
  readonly background: Colour;
  readonly bold: boolean;
  readonly faint: boolean;
  readonly italic: boolean;
  readonly underline: boolean;
  readonly strike: boolean;
  readonly inverse: boolean;
  readonly concealed: boolean;
  /** Target of an OSC 8 hyperlink; http(s) only. */
  readonly link: string | null;
}

export const plain: Style = {
  foreground: null,
  background: null,
  bold: false,
  faint: false,
  italic: false,
  underline: false,
  strike: false,
  inverse: false,
  concealed: false,
  link: null,
};

/** What goes on from one piece of text to the next: the style, and an escape that was cut in two. */
export interface AnsiState {
  style: Style;
  rest: string;
}

export const freshState = (): AnsiState => ({ style: plain, rest: '' });

/** What a text is made of. */
export type Part =
  | { kind: 'text'; text: string; style: Style }
  | { kind: 'newline' }
  /** Back to the line's beginning (a carriage return): what follows replaces the line. */
  | { kind: 'return' }
  | { kind: 'backspace' }
  /** The whole screen was erased (Clear-Host). */
  | { kind: 'clear' };

const cube = [0, 95, 135, 175, 215, 255];

/** A colour of the 256-colour table: the first sixteen by number, the others as CSS. */
export function indexedColour(index: number): Colour {
  if (!(index >= 0 && index <= 255)) return null;
  if (index < 16) return index;
  if (index >= 232) {
    const grey = 8 + (index - 232) * 10;
    return `rgb(${grey},${grey},${grey})`;
  }
  const value = index - 16;
  return `rgb(${cube[Math.floor(value / 36)]},${cube[Math.floor(value / 6) % 6]},${cube[value % 6]})`;
}

/** The style after SGR parameters such as `1;31` or `38;2;0;128;64`. */
export function applySgr(style: Style, parameters: string): Style {
  const codes = parameters.split(/[;:]/).map((code) => (code === '' ? 0 : Number(code)));
  let next = { ...style };
  for (let at = 0; at < codes.length; at++) {
    const code = codes[at];
    if (code === 0) next = { ...plain, link: next.link };
    else if (code === 1) next.bold = true;
    else if (code === 2) next.faint = true;
    else if (code === 3) next.italic = true;
    else if (code === 4 || code === 21) next.underline = true;
    else if (code === 7) next.inverse = true;
    else if (code === 8) next.concealed = true;
    else if (code === 9) next.strike = true;
    else if (code === 22) next = { ...next, bold: false, faint: false };
    else if (code === 23) next.italic = false;
    else if (code === 24) next.underline = false;
    else if (code === 27) next.inverse = false;
    else if (code === 28) next.concealed = false;
    else if (code === 29) next.strike = false;
    else if (code >= 30 && code <= 37) next.foreground = code - 30;
    else if (code === 39) next.foreground = null;
    else if (code >= 40 && code <= 47) next.background = code - 40;
    else if (code === 49) next.background = null;
    else if (code >= 90 && code <= 97) next.foreground = code - 82;
    else if (code >= 100 && code <= 107) next.background = code - 92;
    else if (code === 38 || code === 48) {
      let colour: Colour = null;
      if (codes[at + 1] === 5) {
        colour = indexedColour(codes[at + 2]);
        at += 2;
      } else if (codes[at + 1] === 2) {
        const [red, green, blue] = codes.slice(at + 2, at + 5).map((part) => Math.min(255, Math.max(0, part | 0)));
        if (blue !== undefined) colour = `rgb(${red},${green},${blue})`;
        at += 4;
      }
      if (code === 38) next.foreground = colour;
      else next.background = colour;
    }
  }
  return Object.keys(plain).every((key) => next[key as keyof Style] === plain[key as keyof Style]) ? plain : next;
}

// CSI, OSC (ended by BEL or ST), other strings (DCS, SOS, PM, APC), charset choices, single escapes, and the control characters.
const pattern =
  /\x1b\[([0-?]*)[ -/]*([@-~])|\x1b\]([^\x07\x1b]*)(?:\x07|\x1b\\)|\x1b[PX^_][^\x1b]*\x1b\\|\x1b[()*+][\s\S]|\x1b([^[\]PX^_()*+])|[\x00-\x08\x0a-\x1a\x1c-\x1f\x7f\x9b]/g;
const unfinished = /\x1b(?:\[[0-?]*[ -/]*|\][^\x07\x1b]*\x1b?|[PX^_][^\x1b]*\x1b?|[()*+])?$/;

const special = /[\x00-\x08\x0b-\x1f\x7f\x9b]/;

/** Whether an address may become a link. */
export const isWebAddress = (address: string): boolean => /^https?:\/\/[^\s]+$/i.test(address);

/** Reads a text that follows what gave `state`; answers its parts and changes `state` to go on from. */
export function readAnsi(text: string, state: AnsiState): Part[] {
  let source = state.rest + text;
  state.rest = '';
  const cut = source.lastIndexOf('\x1b') >= Math.max(0, source.length - 4096) ? unfinished.exec(source) : null;
  if (cut) {
    state.rest = cut[0];
    source = source.slice(0, cut.index);
  }
  const parts: Part[] = [];
  let from = 0;
  if (!special.test(source)) {
    // Most text holds nothing but lines.
    for (let end = source.indexOf('\n'); end >= 0; end = source.indexOf('\n', from)) {
      if (end > from) parts.push({ kind: 'text', text: source.slice(from, end), style: state.style });
      parts.push({ kind: 'newline' });
      from = end + 1;
    }
    if (from < source.length) parts.push({ kind: 'text', text: source.slice(from), style: state.style });
    return parts;
  }
  const flush = (to: number) => {
    if (to > from) parts.push({ kind: 'text', text: source.slice(from, to), style: state.style });
  };
  pattern.lastIndex = 0;
  for (let match = pattern.exec(source); match; match = pattern.exec(source)) {
    flush(match.index);
    from = pattern.lastIndex;
    const [whole, parameters, final, osc, single] = match;
    if (final === 'm' && !/^[<=>?]/.test(parameters)) state.style = applySgr(state.style, parameters);
    else if (final === 'J' && (parameters === '2' || parameters === '3')) parts.push({ kind: 'clear' });
    else if (osc?.startsWith('8;')) {
      const address = osc.slice(osc.indexOf(';', 2) + 1);
      state.style = { ...state.style, link: isWebAddress(address) ? address : null };
    } else if (single === 'c') {
      state.style = plain;
      parts.push({ kind: 'clear' });
    } else if (whole === '\n') parts.push({ kind: 'newline' });
    else if (whole === '\r') {
      // A carriage return before a line feed is the other way to end a line.
      if (source[from] !== '\n') parts.push({ kind: 'return' });
    } else if (whole === '\b') parts.push({ kind: 'backspace' });
  }
  flush(source.length);
  return parts;
}

/** The text alone, for labels and the clipboard. */
export function withoutAnsi(text: string): string {
  return readAnsi(text, freshState())
    .map((part) => (part.kind === 'text' ? part.text : part.kind === 'newline' ? '\n' : ''))
    .join('');
}
