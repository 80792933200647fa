import type { Figure } from './benchmark.ts';

const digits = (value: number) => (value >= 100 ? value.toFixed(0) : value >= 10 ? value.toFixed(1) : value.toFixed(2));

/** A Markdown table of figures, with what was wanted and what PowerShell needs where that is known. */
export function figureTable(figures: Figure[]): string {
  const rows = figures.map(({ kind, where, best, median, scaled }) => {
    const met = kind.target === undefined ? '' : `${digits(kind.target)} ${scaled <= kind.target ? '✓' : '✗'}`;
    const native = kind.native === undefined ? '' : digits(kind.native);
    const cells = [kind.name, where, kind.unit, digits(best), digits(median), digits(scaled), met, native];
    return `| ${cells.join(' | ')} |`;
  });
  return [
    '| what | where | unit | best | median | scaled | wanted | PowerShell 7.6 |',
    '|---|---|---|---:|---:|---:|---:|---:|',
    ...rows,
  ].join('\n');
}

/** Puts a generated section into a document between its two marks, or at its end when it has none. */
export function withSection(document: string, name: string, text: string): string {
  const begin = `<!-- ${name}: written by a program -->`;
  const end = `<!-- end of ${name} -->`;
  const section = `${begin}\n\n${text}\n\n${end}`;
  const from = document.indexOf(begin);
  const to = document.indexOf(end);
  if (from >= 0 && to > from) return document.slice(0, from) + section + document.slice(to + end.length);
  return `${document.trimEnd()}\n\n${section}\n`.trimStart();
}
