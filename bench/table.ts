import type { Figure } from './benchmark.ts';

const digits = (value: number) => (value >= 100 ? value.toFixed(0) : value >= 10 ? value.toFixed(1) : value.toFixed(2));

/** A Markdown table of figures, with what was wanted and what PowerShell needs where that is known. */
export function figureTable(figures: Figure[]): string {
  const rows = figures.map(({ benchmark, best, median, scaled }) => {
    const met = benchmark.target === undefined ? '' : `${digits(benchmark.target)} ${scaled <= benchmark.target ? '✓' : '✗'}`;
    const native = benchmark.native === undefined ? '' : digits(benchmark.native);
    const cells = [benchmark.name, benchmark.where, benchmark.unit, digits(best), digits(median), digits(scaled), met, native];
    return `| ${cells.join(' | ')} |`;
  });
  return [
    '| what | where | unit | best | median | scaled | wanted | PowerShell 7.6 |',
    '|---|---|---|---:|---:|---:|---:|---:|',
    ...rows,
  ].join('\n');
}

const begin = '<!-- figures: written by npm run bench -- --write -->';
const end = '<!-- end of figures -->';

/** Puts the figures into a document between its two marks, or at its end when it has none. */
export function withFigures(document: string, figures: string): string {
  const section = `${begin}\n\n${figures}\n\n${end}`;
  const from = document.indexOf(begin);
  const to = document.indexOf(end);
  if (from >= 0 && to > from) return document.slice(0, from) + section + document.slice(to + end.length);
  return `${document.trimEnd()}\n\n${section}\n`.trimStart();
}
