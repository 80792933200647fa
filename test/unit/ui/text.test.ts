import { describe, expect, it } from 'vitest';
import { applySgr, freshState, indexedColour, plain, readAnsi, withoutAnsi } from '../../../src/ui/text/ansi.ts';
import { splitLinks } from '../../../src/ui/text/links.ts';
import { clockText, seamText, shortSpan, spanText } from '../../../src/ui/text/time.ts';

const texts = (source: string) => readAnsi(source, freshState()).map((part) => (part.kind === 'text' ? part.text : part.kind));

describe('ANSI text', () => {
  it('reads styles and sets them back', () => {
    const parts = readAnsi('a\x1b[31;1mb\x1b[0mc', freshState());
    expect(parts.map((part) => part.kind === 'text' && part.text)).toEqual(['a', 'b', 'c']);
    expect(parts[0]).toMatchObject({ style: plain });
    expect(parts[1]).toMatchObject({ style: { foreground: 1, bold: true } });
    expect(parts[2]).toMatchObject({ style: plain });
  });

  it('knows colours of every kind', () => {
    expect(applySgr(plain, '92')).toMatchObject({ foreground: 10 });
    expect(applySgr(plain, '44;1')).toMatchObject({ background: 4, bold: true });
    expect(applySgr(plain, '38;2;1;2;3')).toMatchObject({ foreground: 'rgb(1,2,3)' });
    expect(applySgr(plain, '48;5;196')).toMatchObject({ background: 'rgb(255,0,0)' });
    expect(applySgr(plain, '38;5;9')).toMatchObject({ foreground: 9 });
    expect(indexedColour(232)).toBe('rgb(8,8,8)');
    expect(indexedColour(999)).toBeNull();
    expect(applySgr(applySgr(plain, '31;4;7'), '39;24;27')).toBe(plain);
  });

  it('goes on with what was cut in two', () => {
    const state = freshState();
    expect(readAnsi('a\x1b[3', state)).toMatchObject([{ text: 'a' }]);
    expect(readAnsi('1mb', state)).toMatchObject([{ text: 'b', style: { foreground: 1 } }]);
    expect(readAnsi('c\n', state)).toMatchObject([{ text: 'c', style: { foreground: 1 } }, { kind: 'newline' }]);
  });

  it('leaves out what moves cursors and sets titles', () => {
    expect(texts('a\x1b[2Kb\x1b]0;title\x07c\x1b[?25ld\x1b(Be\x07')).toEqual(['a', 'b', 'c', 'd', 'e']);
    expect(texts('\x1b[H\x1b[2J\x1b[3J')).toEqual(['clear', 'clear']);
    expect(texts('a\r\nb\rc')).toEqual(['a', 'newline', 'b', 'return', 'c']);
    expect(withoutAnsi('\x1b[32;1mName\x1b[0m\n')).toBe('Name\n');
  });

  it('takes hyperlinks only to the web', () => {
    const read = (address: string) => readAnsi(`\x1b]8;;${address}\x1b\\here\x1b]8;;\x1b\\!`, freshState());
    expect(read('https://example.com/')).toMatchObject([
      { text: 'here', style: { link: 'https://example.com/' } },
      { text: '!', style: { link: null } },
    ]);
    expect(read('javascript:alert(1)')).toMatchObject([{ text: 'here', style: { link: null } }, { text: '!' }]);
  });
});

describe('links', () => {
  it('are web addresses without the punctuation around', () => {
    expect(splitLinks('see https://example.com/a?b=c, or (http://x.org/y_(z)).')).toEqual([
      { text: 'see ', href: null },
      { text: 'https://example.com/a?b=c', href: 'https://example.com/a?b=c' },
      { text: ', or (', href: null },
      { text: 'http://x.org/y_(z)', href: 'http://x.org/y_(z)' },
      { text: ').', href: null },
    ]);
  });

  it('are nothing else', () => {
    for (const text of ['javascript://x', 'file:///etc/passwd', 'ftp://x.org', 'https://', 'plain']) {
      expect(splitLinks(text).every((part) => part.href === null)).toBe(true);
    }
  });
});

describe('times', () => {
  it('have words', () => {
    expect([400, 12_000, 64_000, 7_500_000].map((span) => spanText(span))).toEqual(['0 s', '12 s', '1 min 4 s', '2 h 5 min']);
    expect(spanText(230, true)).toBe('0.2 s');
    expect([12_000, 200_000, 7_500_000].map(shortSpan)).toEqual(['12s', '3m', '2h']);
  });

  it('go into seams once', () => {
    const at = new Date(2026, 10, 21, 14, 2, 11).getTime();
    expect(clockText(at)).toBe('14:02:11');
    expect(seamText('the page was reloaded; the command went on', at)).toBe('the page was reloaded at 14:02:11; the command went on');
    expect(seamText('── taken over ──\n', at)).toBe('taken over at 14:02:11');
    expect(seamText('disconnected at 9:10', at)).toBe('disconnected at 9:10');
  });
});
