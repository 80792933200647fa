/** Operators, labels, flags of statements, `using`, comments: the smaller parts of CompletionAnalysis.cs and CompletionCompleters.cs. */
import { findAll } from '../syntax/index.ts';
import { dashOperators } from '../syntax/scanWords.ts';
import { compareCulture } from '../values/dotnet/stringCompare.ts';
import type { Question } from './question.ts';
import { type Candidate, candidate, matches } from './results.ts';

/** Operators that begin with a word; its dash may be missing. */
export function completeOperator(word: string): Candidate[] {
  const lower = word.replace(/^[-\u2013-\u2015]/, '').toLowerCase();
  return dashOperators()
    .map((name) => name.replace(/^-/, ''))
    .filter((name) => name.startsWith(lower))
    .sort((a, b) => compareCulture(a, b))
    .map((name) => candidate(`-${name}`, 'ParameterName', name));
}

/** Flags of a switch statement (`switch -r`). */
export function completeSwitchFlags(word: string): Candidate[] {
  const withColon = word.endsWith(':');
  const bare = word.slice(1, withColon ? -1 : undefined).toLowerCase();
  const names = ['CaseSensitive', 'Exact', 'File', 'Parallel', 'Regex', 'Wildcard'].filter((n) => n.toLowerCase().startsWith(bare));
  const full = names.filter((n) => n.toLowerCase() === bare);
  return [...full, ...names.filter((n) => !full.includes(n))].map((n) => candidate(`-${n}${withColon ? ':' : ''}`, 'ParameterName', n));
}

/** Labels of the loops around the cursor. */
export function completeLabel(q: Question, word: string | null): Candidate[] {
  return q.related.flatMap((n) => {
    const label = 'label' in n && typeof n.label === 'string' ? n.label : null;
    return label !== null && (word === null || label.toLowerCase().startsWith(word.toLowerCase()))
      ? [candidate(label, 'Text', label, q.textOf(n))]
      : [];
  });
}

/** The kinds of `using`, where the cursor is in one. Null elsewhere. */
export function completeUsing(q: Question): Candidate[] | null {
  const { tokens } = q;
  let first = -1;
  for (let i = tokens.length - 1; i >= 0; i--)
    if (tokens[i].extent.end <= q.cursor && tokens[i].kind === 'Using') {
      first = i;
      break;
    }
  if (first < 0) return null;
  const word = tokens[first + 1];
  const isAt =
    word !== undefined &&
    word.extent.end >= q.cursor &&
    word.extent.start < q.cursor &&
    word.kind !== 'EndOfInput' &&
    word.kind !== 'NewLine';
  if (!isAt && !(word === undefined || word.extent.start >= q.cursor)) return null;
  const lower = isAt ? word.text.toLowerCase() : '';
  q.index = isAt ? word.extent.start : q.cursor;
  q.length = isAt ? word.extent.end - word.extent.start : 0;
  return ['assembly', 'module', 'namespace', 'type'].filter((n) => n.startsWith(lower) && n !== 'type').map((n) => candidate(n, 'Keyword'));
}

const REQUIRES = ['Modules', 'PSEdition', 'RunAsAdministrator', 'Version'];
const HELP = [
  'SYNOPSIS',
  'DESCRIPTION',
  'PARAMETER',
  'EXAMPLE',
  'INPUTS',
  'OUTPUTS',
  'NOTES',
  'LINK',
  'COMPONENT',
  'ROLE',
  'FUNCTIONALITY',
  'FORWARDHELPTARGETNAME',
  'FORWARDHELPCATEGORY',
  'REMOTEHELPRUNSPACE',
  'EXTERNALHELP',
];
const REPEATED = new Set(['EXAMPLE', 'LINK', 'PARAMETER']);

/** In a comment: history (`#text`, `#3`), `#requires`, keywords of help. Sets what is replaced. */
export function completeComment(q: Question): Candidate[] {
  const text = q.word;
  const before = q.source.text.slice(q.token?.extent.start ?? 0, q.cursor);
  if (text.startsWith('<#')) return helpWords(q, before);
  if (/^#requires /i.test(text)) {
    const word = /(^|\s)-?(\w*)$/.exec(before)?.[2] ?? '';
    const dash = before[before.length - word.length - 1] === '-';
    if (!dash && word !== '') return [];
    q.index = q.cursor - word.length;
    q.length = word.length;
    return REQUIRES.filter((n) => n.toLowerCase().startsWith(word.toLowerCase()) && !new RegExp(`-${n}\\b`, 'i').test(text)).map((n) =>
      candidate(dash ? n : `-${n}`, 'ParameterName', n),
    );
  }
  const word = /^#([\w-]*)$/.exec(text)?.[1];
  if (word === undefined || q.runspace.restricted) return [];
  const lines = /^\d+$/.test(word)
    ? q.runspace.history.filter((h) => h.id === Number(word))
    : [...q.runspace.history].reverse().filter((h) => matches(h.commandLine, `*${word}*`));
  return lines.filter((h) => h.commandLine !== '').map((h) => candidate(h.commandLine, 'History'));
}

function helpWords(q: Question, before: string): Candidate[] {
  const line = before.slice(before.lastIndexOf('\n') + 1);
  const parameter = /^\s*\.PARAMETER\s+(\w*)$/i.exec(line);
  if (parameter !== null) {
    q.index = q.cursor - parameter[1].length;
    q.length = parameter[1].length;
    return findAll(q.ast, (n) => n.kind === 'ParameterAst', true)
      .flatMap((n) => (n.kind === 'ParameterAst' ? [n.name.variablePath.userPath] : []))
      .filter((n) => n.toLowerCase().startsWith(parameter[1].toLowerCase()))
      .map((n) => candidate(n, 'Property'));
  }
  const word = /^\s*(?:<#)?\s*\.(\w*)$/.exec(line)?.[1];
  if (word === undefined) return [];
  q.index = q.cursor - word.length;
  q.length = word.length;
  return HELP.filter(
    (n) => n.startsWith(word.toUpperCase()) && (REPEATED.has(n) || !new RegExp(`^\\s*\\.${n}\\s*$`, 'im').test(q.word)),
  ).map((n) => candidate(n, 'Keyword'));
}
