/**
 * Display cells: how wide text is, how it is cut and broken. Escape sequences (SGR, cursor visibility, hyperlinks) take no
 * cells. Behaviour: PowerShell's ILineOutput.cs (DisplayCells), StringDecorated.cs and ComplexWriter.cs (StringManipulationHelper).
 */

/** The character that stands for what was cut. */
export const ELLIPSIS = '\u2026';
const ESC = '\x1b';
/** SGR reset. */
export const RESET = '\x1b[0m';
const SEQUENCES = new RegExp(`${ESC}\\[\\d*(?:;\\d+)*m|${ESC}\\[\\?\\d+[hl]|${ESC}\\]8;;.*?${ESC}\\\\`, 'g');

/** Text without escape sequences. */
export function plainText(text: string): string {
  return text.includes(ESC) ? text.replace(SEQUENCES, '') : text;
}

/** Cells of one UTF-16 code unit: 2 for East Asian wide ones, else 1 (halves of surrogate pairs count one each). */
export function charCells(code: number): number {
  if (code < 0x1100) return 1;
  const wide =
    code <= 0x115f ||
    code === 0x2329 ||
    code === 0x232a ||
    (code >= 0x2e80 && code <= 0xa4cf && code !== 0x303f) ||
    (code >= 0xac00 && code <= 0xd7a3) ||
    (code >= 0xf900 && code <= 0xfaff) ||
    (code >= 0xfe10 && code <= 0xfe19) ||
    (code >= 0xfe30 && code <= 0xfe6f) ||
    (code >= 0xff00 && code <= 0xff60) ||
    (code >= 0xffe0 && code <= 0xffe6);
  return wide ? 2 : 1;
}

/** Cells of a text. */
export function cellLength(text: string): number {
  const plain = plainText(text);
  let cells = plain.length;
  for (let i = 0; i < plain.length; i++) if (plain.charCodeAt(i) >= 0x1100) cells += charCells(plain.charCodeAt(i)) - 1;
  return cells;
}

/** How many characters of the plain text fit into `cells` from the start. */
export function fitFromStart(text: string, cells: number): number {
  const plain = plainText(text);
  let used = 0;
  let count = 0;
  while (count < plain.length && used < cells) {
    used += charCells(plain.charCodeAt(count));
    if (used > cells) break;
    count++;
  }
  return count;
}

/** How many characters of the plain text fit into `cells` from the end. */
export function fitFromEnd(text: string, cells: number): number {
  const plain = plainText(text);
  let used = 0;
  let count = 0;
  while (count < plain.length && used < cells) {
    used += charCells(plain.charCodeAt(plain.length - 1 - count));
    if (used > cells) break;
    count++;
  }
  return count;
}

/** Part of a text by positions in its plain text; escape sequences before and inside are kept and closed by a reset. */
export function cellSubstring(text: string, start: number, length: number): string {
  if (!text.includes(ESC)) return text.slice(start, start + length);
  let result = '';
  let position = 0;
  let hadSequence = false;
  const pattern = new RegExp(SEQUENCES.source, 'g');
  for (let i = 0; i < text.length; ) {
    pattern.lastIndex = i;
    const match = text[i] === ESC ? pattern.exec(text) : null;
    if (match !== null && match.index === i) {
      result += match[0];
      hadSequence = true;
      i += match[0].length;
      continue;
    }
    if (position >= start && position < start + length) result += text[i];
    position++;
    i++;
  }
  return hadSequence && !result.endsWith(RESET) ? result + RESET : result;
}

/** Lines of a text: broken at LF, CR dropped; open escape sequences are closed at the end of a line and opened again. */
export function splitLines(text: string): string[] {
  const clean = text.includes('\r') ? text.replaceAll('\r', '') : text;
  if (!clean.includes('\n')) return [clean];
  if (!clean.includes(ESC)) return clean.split('\n');
  let open = '';
  return clean.split('\n').map((line) => {
    const own = line.match(SEQUENCES)?.join('') ?? '';
    const decorated = open + own !== '';
    let result = plainText(line) === '' ? '' : open + line;
    if (result !== '' && decorated && !result.endsWith(RESET)) result += RESET;
    open += own;
    if (open.endsWith(RESET)) open = '';
    return result;
  });
}

/** The first line of a text, with an ellipsis if there are more. */
export function firstLine(text: string): string {
  const at = text.search(/[\n\r]/);
  return at < 0 ? text : text.slice(0, at) + ELLIPSIS;
}

interface Word {
  text: string;
  delimiter: string;
}

/** Words with the blank, tab or soft hyphen after each; hard hyphens and no-break spaces are breaks that print nothing. */
function wordsOf(line: string): Word[] {
  const words: Word[] = [];
  let from = 0;
  for (let i = 0; i < line.length; i++) {
    const c = line[i];
    if (c === ' ' || c === '\t' || c === '\u00ad') words.push({ text: line.slice(from, i), delimiter: c });
    else if (c === '\u2011' || c === '\u00a0') words.push({ text: line.slice(from, i), delimiter: '' });
    else continue;
    from = i + 1;
  }
  words.push({ text: line.slice(from), delimiter: '' });
  return words;
}

/** Characters with the escape sequences in front of each: [text, cells]. */
function piecesOf(text: string): [string, number][] {
  const pieces: [string, number][] = [];
  const pattern = new RegExp(SEQUENCES.source, 'g');
  for (let i = 0; i < text.length; ) {
    pattern.lastIndex = i;
    const match = text[i] === ESC ? pattern.exec(text) : null;
    if (match !== null && match.index === i) {
      pieces.push([match[0], 0]);
      i += match[0].length;
    } else {
      pieces.push([text[i] as string, charCells(text.charCodeAt(i))]);
      i++;
    }
  }
  return pieces;
}

function wrapLine(line: string, firstWidth: number, nextWidth: number, lines: string[]): void {
  let width = firstWidth;
  let left = firstWidth;
  let current = '';
  const newLine = (start: string, cells: number): void => {
    lines.push(current);
    current = start;
    width = nextWidth;
    left = width - cells;
  };
  for (const word of wordsOf(line)) {
    let text = word.text;
    if (word.delimiter === '\u00ad') {
      if (cellLength(text) + 1 === left) text += '-';
    } else {
      text += word.delimiter;
    }
    const cells = cellLength(text);
    if (width <= 0) {
      width = nextWidth;
      if (width <= 0) break;
      left = width;
    }
    if (cells > width) {
      for (const [piece, pieceCells] of piecesOf(text)) {
        const shown = pieceCells > width ? '?' : piece;
        const shownCells = pieceCells > width ? 1 : pieceCells;
        if (shownCells > left) newLine(shown, shownCells);
        else {
          current += shown;
          left -= shownCells;
        }
      }
    } else if (cells > left) {
      newLine(text, cells);
    } else {
      current += text;
      left -= cells;
    }
  }
  lines.push(current);
}

/** Breaks a text into lines of at most so many cells, at blanks where there are some. At least one line. */
export function generateLines(text: string, firstWidth: number, nextWidth: number): string[] {
  if (text === '') return [''];
  const lines: string[] = [];
  for (const line of splitLines(text)) {
    if (cellLength(line) <= firstWidth) lines.push(line);
    else wrapLine(line, firstWidth, nextWidth, lines);
  }
  return lines;
}
