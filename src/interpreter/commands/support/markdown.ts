/** Markdown to HTML: CommonMark's usual blocks and inlines and pipe tables, written as PowerShell's converter writes them. */

/** Beyond this depth quotes and lists are taken as text. */
const DEPTH = 40;

export function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}

/** What a heading's link is called: its letters and digits, small, other characters as single hyphens. */
function anchor(text: string, used: Map<string, number>): string {
  const plain = text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_.-]/gu, '')
    .replace(/\s+/g, '-')
    .replace(/^[^\p{L}]+|[-_.]+$/gu, '');
  const base = plain === '' ? 'section' : plain;
  const count = used.get(base) ?? 0;
  used.set(base, count + 1);
  return count === 0 ? base : `${base}-${count}`;
}

const PUNCTUATION = /[!-/:-@[-`{-~]/;

/** Code, escapes, links and pictures become HTML; what is between them may still hold marks of emphasis. */
export function inline(text: string): string {
  const kept: string[] = [];
  // NUL never stands in a text of Markdown
  const keep = (html: string): string => `\0${kept.push(html) - 1}\0`;
  let work = text.replaceAll('\0', '\ufffd');
  work = work.replace(
    /(?<!`)(`+)(?!`)([^`]|[^`][\s\S]*?[^`])\1(?!`)|\\([\s\S])|<((?:https?|ftp|mailto):[^\s<>]*)>/g,
    (all, ticks, code, escaped, url) => {
      if (ticks !== undefined) {
        const body = code.replaceAll('\n', ' ');
        return keep(`<code>${escapeHtml(/^ .*[^ ].* $/.test(body) ? body.slice(1, -1) : body)}</code>`);
      }
      if (url !== undefined) return keep(`<a href="${escapeHtml(url)}">${escapeHtml(url)}</a>`);
      if (escaped === '\n') return keep('<br />\n');
      return PUNCTUATION.test(escaped) ? keep(escapeHtml(escaped)) : all;
    },
  );
  work = work.replace(/<\/?[a-zA-Z][^<>]*>|&(?:#\d{1,7}|#[xX][\da-fA-F]{1,6}|[a-zA-Z]\w{1,30});/g, (html) => keep(html));
  work = escapeHtml(work);
  work = work.replace(/(!?)\[([^[\]]*)\]\(\s*([^\s()]*)(?:\s+&quot;([^\n]*?)&quot;)?\s*\)/g, (_, picture, label, url, title) => {
    const about = title === undefined ? '' : ` title="${title}"`;
    return picture === ''
      ? `${keep(`<a href="${url}"${about}>`)}${label}${keep('</a>')}`
      : keep(`<img src="${url}"${about} alt="${label}" />`);
  });
  work = work
    .replace(/\*\*(?=\S)([^\n]*?\S)\*\*(?!\*)/g, '<strong>$1</strong>')
    .replace(/(?<![\p{L}\p{N}_])__(?=\S)([^\n]*?\S)__(?![\p{L}\p{N}_])/gu, '<strong>$1</strong>')
    .replace(/\*(?=[^\s*])([^*]*?[^\s*])\*/g, '<em>$1</em>')
    .replace(/(?<![\p{L}\p{N}_])_(?=[^\s_])([^_]*?[^\s_])_(?![\p{L}\p{N}_])/gu, '<em>$1</em>')
    .replace(/~~(?=\S)([^\n]*?\S)~~/g, '<del>$1</del>')
    .replace(/ {2,}\n/g, '<br />\n')
    .replace(/[ \t]+\n/g, '\n');
  // a label may hold code: what was kept first is put back last
  for (let i = 0; i < 4 && work.includes('\0'); i++) work = work.replace(/\0(\d+)\0/g, (_, n) => kept[Number(n)] ?? '');
  return work;
}

interface Item {
  lines: string[];
}

const BULLET = /^( {0,3})([-+*]|\d{1,9}[.)])( {1,4}|$)/;
const RULE = /^ {0,3}(?:(?:\*[ \t]*){3,}|(?:-[ \t]*){3,}|(?:_[ \t]*){3,})$/;
const HEADING = /^ {0,3}(#{1,6})(?:[ \t]+(.*?))?(?:[ \t]+#+)?[ \t]*$/;
const FENCE = /^ {0,3}(`{3,}|~{3,})[ \t]*([^`]*)$/;
const DIVIDER = /^\s*\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)*\|?\s*$/;

function cells(line: string): string[] {
  const inner = line
    .trim()
    .replace(/^\|/, '')
    .replace(/(?<!\\)\|$/, '');
  return inner.split(/(?<!\\)\|/).map((c) => c.trim().replaceAll('\\|', '|'));
}

function tableOf(head: string, divider: string, rows: readonly string[]): string {
  const styles = cells(divider).map((c) => {
    const side = c.startsWith(':') ? (c.endsWith(':') ? 'center' : 'left') : c.endsWith(':') ? 'right' : '';
    return side === '' ? '' : ` style="text-align: ${side};"`;
  });
  const row = (line: string, tag: string): string => {
    const own = cells(line);
    return `<tr>\n${styles.map((style, i) => `<${tag}${style}>${inline(own[i] ?? '')}</${tag}>\n`).join('')}</tr>\n`;
  };
  const body = rows.length === 0 ? '' : `<tbody>\n${rows.map((r) => row(r, 'td')).join('')}</tbody>\n`;
  return `<table>\n<thead>\n${row(head, 'th')}</thead>\n${body}</table>\n`;
}

/** Blocks of lines; `tight` leaves out the tags of paragraphs. */
function blocks(lines: readonly string[], used: Map<string, number>, depth: number, tight = false): string {
  let html = '';
  let paragraph: string[] = [];
  const finish = (): void => {
    if (paragraph.length === 0) return;
    const text = inline(
      paragraph
        .map((l) => l.replace(/^\s+/, ''))
        .join('\n')
        .replace(/\s+$/, ''),
    );
    html += tight ? `${text}\n` : `<p>${text}</p>\n`;
    paragraph = [];
  };
  let at = 0;
  while (at < lines.length) {
    const line = lines[at] as string;
    const fence = FENCE.exec(line);
    const heading = HEADING.exec(line);
    const bullet = BULLET.exec(line);
    if (line.trim() === '') {
      finish();
      at++;
    } else if (fence !== null) {
      finish();
      const mark = fence[1] as string;
      const body: string[] = [];
      for (at++; at < lines.length; at++) {
        const inner = (lines[at] as string).trim();
        if (inner.startsWith(mark) && inner.replaceAll(mark[0] as string, '') === '') break;
        body.push(lines[at] as string);
      }
      at++;
      const language = (fence[2] as string).trim().split(/\s/)[0] as string;
      const kind = language === '' ? '' : ` class="language-${escapeHtml(language)}"`;
      html += `<pre><code${kind}>${escapeHtml(body.map((l) => `${l}\n`).join(''))}</code></pre>\n`;
    } else if (heading !== null) {
      finish();
      const level = (heading[1] as string).length;
      const text = heading[2] ?? '';
      html += `<h${level} id="${anchor(text, used)}">${inline(text)}</h${level}>\n`;
      at++;
    } else if (paragraph.length > 0 && /^ {0,3}(?:=+|-+)[ \t]*$/.test(line)) {
      const level = line.includes('=') ? 1 : 2;
      const text = paragraph.join('\n').trim();
      paragraph = [];
      html += `<h${level} id="${anchor(text, used)}">${inline(text)}</h${level}>\n`;
      at++;
    } else if (RULE.test(line)) {
      finish();
      html += '<hr />\n';
      at++;
    } else if (/^(?: {4}|\t)/.test(line) && paragraph.length === 0) {
      const body: string[] = [];
      while (at < lines.length && (/^(?: {4}|\t)/.test(lines[at] as string) || (lines[at] as string).trim() === ''))
        body.push((lines[at++] as string).replace(/^(?: {1,4}|\t)/, ''));
      while (body.at(-1)?.trim() === '') body.pop();
      html += `<pre><code>${escapeHtml(body.map((l) => `${l}\n`).join(''))}</code></pre>\n`;
    } else if (/^ {0,3}>/.test(line) && depth < DEPTH) {
      finish();
      const inner: string[] = [];
      while (at < lines.length && (lines[at] as string).trim() !== '') inner.push((lines[at++] as string).replace(/^ {0,3}> ?/, ''));
      html += `<blockquote>\n${blocks(inner, used, depth + 1)}</blockquote>\n`;
    } else if (
      bullet !== null &&
      depth < DEPTH &&
      (paragraph.length === 0 || !/^\d/.test(bullet[2] as string) || /^1[.)]/.test(bullet[2] as string))
    ) {
      finish();
      const [text, next] = listAt(lines, at, used, depth);
      html += text;
      at = next;
    } else if (
      line.includes('|') &&
      paragraph.length === 0 &&
      DIVIDER.test(lines[at + 1] ?? '') &&
      cells(line).length === cells(lines[at + 1] as string).length
    ) {
      const divider = lines[at + 1] as string;
      const rows: string[] = [];
      for (at += 2; at < lines.length && (lines[at] as string).includes('|'); at++) rows.push(lines[at] as string);
      html += tableOf(line, divider, rows);
    } else {
      paragraph.push(line);
      at++;
    }
  }
  finish();
  return html;
}

/** The list that begins at a line, and the line after it. */
function listAt(lines: readonly string[], start: number, used: Map<string, number>, depth: number): [string, number] {
  const kindOf = (mark: string): string => (/^\d/.test(mark) ? mark.slice(-1) : mark);
  const first = (BULLET.exec(lines[start] as string) as RegExpExecArray)[2] as string;
  const items: Item[] = [];
  let loose = false;
  let blank = false;
  let width = 0;
  let at = start;
  for (; at < lines.length; at++) {
    const line = lines[at] as string;
    const indent = /^ */.exec(line)?.[0].length ?? 0;
    if (line.trim() === '') {
      blank = true;
      items.at(-1)?.lines.push('');
      continue;
    }
    if (items.length > 0 && indent >= width) {
      if (blank) loose = true;
      items.at(-1)?.lines.push(line.slice(width));
    } else {
      const bullet = RULE.test(line) ? null : BULLET.exec(line);
      if (bullet !== null && kindOf(bullet[2] as string) === kindOf(first)) {
        if (blank && items.length > 0) loose = true;
        width = bullet[0].length + (bullet[3] === '' ? 1 : 0);
        items.push({ lines: [line.slice(bullet[0].length)] });
      } else if (blank || bullet !== null || RULE.test(line) || HEADING.test(line) || FENCE.test(line) || /^ {0,3}>/.test(line)) break;
      // the paragraph of the item goes on without its indent
      else items.at(-1)?.lines.push(line.trimStart());
    }
    blank = false;
  }
  const ordered = /^\d/.test(first);
  const number = Number.parseInt(first, 10);
  const tag = ordered ? 'ol' : 'ul';
  const from = ordered && number !== 1 ? ` start="${number}"` : '';
  const body = items.map((item) => {
    const inner = blocks(item.lines, used, depth + 1, !loose);
    return loose ? `<li>${inner.trimEnd() === '' ? '' : inner}</li>\n` : `<li>${inner.replace(/\n$/, '')}</li>\n`;
  });
  return [`<${tag}${from}>\n${body.join('')}</${tag}>\n`, at];
}

/** HTML of a text of Markdown. */
export function markdownToHtml(text: string): string {
  return blocks(text.replace(/\r\n?/g, '\n').split('\n'), new Map(), 0);
}
