/** Select-String. Behaviour: MatchString.cs. Files are searched in portions; with -Context the objects of a pipeline are, at its end. */
import { defineCmdlet } from '../../binding/defineCmdlet.ts';
import type { CmdletContext, Step } from '../../machine/cmdlet.ts';
import { FileSystemInfo } from '../../providers/fileInfo.ts';
import { isFailure } from '../../providers/fileProtocol.ts';
import { stat } from '../../providers/fileSystem.ts';
import { resolve } from '../../providers/glob.ts';
import { appendItem, PSArray } from '../../values/collections.ts';
import { toText } from '../../values/convert.ts';
import { getRegex, RegexOptions, RegexParseError } from '../../values/regex/regex.ts';
import { isWildcardMatch } from '../../values/regex/wildcard.ts';
import { PSMatch } from '../../values/regexValues.ts';
import { findMatches } from '../../values/regexWork.ts';
import { unwrap } from '../../values/typeNames.ts';
import { isAutomationNull, PSNumber, type Value } from '../../values/value.ts';
import { splitLines } from '../management/getContent.ts';
import { ENCODING, encodingOf, readText } from '../support/encodings.ts';
import { isLiteral } from '../support/items.ts';
import { errorRecord, listOf, numberOf, stringsOf, terminating } from '../support/params.ts';
import { NetRecord } from '../support/record.ts';

interface State {
  files: string[];
  /** Lines of the file being searched, where the search is, and the last line shown. */
  path: string;
  lines: string[];
  at: number;
  shown: number;
  found: boolean;
  /** Objects of the pipeline so far; with -Context their text. */
  count: number;
  kept: PSArray;
  quit: boolean;
}

type Context = CmdletContext<State>;

interface Hit {
  pattern: string;
  matches: PSMatch[];
}

/** The match of a line, or null. */
function match(context: Context, line: string): Hit | null {
  const patterns = stringsOf(context.params.Pattern, context);
  const caseSensitive = context.isOn('CaseSensitive');
  const not = context.isOn('NotMatch');
  let hit: Hit | null = null;
  for (const pattern of patterns) {
    if (context.isOn('SimpleMatch')) {
      const at = caseSensitive ? line.indexOf(pattern) : line.toLowerCase().indexOf(pattern.toLowerCase());
      if (at >= 0) hit = { pattern, matches: [] };
    } else {
      const options = caseSensitive ? RegexOptions.None : RegexOptions.IgnoreCase;
      const found = findMatches(pattern, options, line, context.isOn('AllMatches') && !not ? Number.POSITIVE_INFINITY : 1, context);
      if (found.length > 0) hit = { pattern, matches: found.map((m) => new PSMatch(line, pattern, options, m)) };
    }
    if (hit !== null) break;
  }
  if (!not) return hit;
  return hit === null ? { pattern: patterns[0] ?? '', matches: [] } : null;
}

function contextLines(context: Context): [number, number] {
  const given = listOf(context.params.Context).map((v) => numberOf(v));
  return [given[0] ?? 0, given[1] ?? given[0] ?? 0];
}

const strings = (list: readonly string[]): PSArray => new PSArray([...list], 'System.String');

function info(context: Context, line: string, number: number, path: string, hit: Hit): NetRecord {
  return new NetRecord('Microsoft.PowerShell.Commands.MatchInfo', {
    IgnoreCase: !context.isOn('CaseSensitive'),
    LineNumber: new PSNumber('UInt64', BigInt(number)),
    Line: line,
    Path: path,
    Pattern: hit.pattern,
    Context: null,
    Matches: new PSArray(hit.matches, 'System.Text.RegularExpressions.Match'),
  });
}

/** Writes what -Raw, -Quiet and their like make of a match. */
function emit(context: Context, result: NetRecord): void {
  if (context.isOn('Raw')) context.write(result.get('Line'));
  else if (context.isOn('Quiet') && !context.isOn('List')) context.write(true);
  else context.write(result);
}

/** Searches lines from `at` on, `limit` of them; matches with their context. Answers how far it came. */
function search(
  context: Context,
  lines: readonly string[],
  at: number,
  limit: number,
  path: string,
  shownBefore: number,
  firstOnly: boolean,
) {
  const [before, after] = contextLines(context);
  const end = Math.min(lines.length, at + limit);
  const results: NetRecord[] = [];
  let shown = shownBefore;
  let i = at;
  let pending: { result: NetRecord; line: number } | null = null;
  // with context a match is over only when it is known where the next one is
  const close = (until: number): void => {
    if (pending === null) return;
    const c = pending.result.get('Context') as NetRecord;
    const from = pending.line + 1;
    c.fields.PostContext = strings(lines.slice(from, from + after));
    const to = Math.min(from + after, until);
    c.fields.DisplayPostContext = strings(lines.slice(from, to));
    shown = Math.max(shown, to - 1);
    pending = null;
  };
  for (; i < end; i++) {
    const line = lines[i] as string;
    const hit = match(context, line);
    if (hit === null) continue;
    const result = info(context, line, i + 1, path, hit);
    results.push(result);
    if (before > 0 || after > 0) {
      close(i);
      const from = Math.max(0, i - before);
      result.fields.Context = new NetRecord('Microsoft.PowerShell.Commands.MatchInfoContext', {
        PreContext: strings(lines.slice(from, i)),
        PostContext: strings([]),
        DisplayPreContext: strings(lines.slice(Math.max(from, shown + 1), i)),
        DisplayPostContext: strings([]),
      });
      shown = Math.max(shown, i);
      pending = { result, line: i };
    }
    if (firstOnly) {
      i++;
      break;
    }
  }
  if (pending !== null) {
    let next = (pending as { line: number }).line + 1;
    const last = Math.min(lines.length, next + after);
    while (next < last && match(context, lines[next] as string) === null) next++;
    close(firstOnly ? last : next);
  }
  return { results, at: i, shown };
}

/** Takes the next file; false if there is none. */
function openNext(context: Context): boolean {
  const { state, params } = context;
  const include = stringsOf(params.Include, context);
  const exclude = stringsOf(params.Exclude, context);
  for (;;) {
    const path = state.files.shift();
    if (path === undefined) return false;
    if (include.length > 0 && !include.some((p) => isWildcardMatch(p, path))) continue;
    if (exclude.some((p) => isWildcardMatch(p, path))) continue;
    const text = readText(context, path, encodingOf(params.Encoding, context));
    if (isFailure(text)) {
      const reason = text.failure.code === 'ENOENT' ? `Could not find file '${path}'.` : `Access to the path '${path}' is denied.`;
      context.writeError(
        errorRecord('System.ArgumentException', `The file ${path} cannot be read: ${reason}`, 'ProcessingFile', 'InvalidArgument'),
      );
      continue;
    }
    state.path = path;
    state.lines = splitLines(text);
    state.at = 0;
    state.shown = -1;
    return true;
  }
}

function next(context: Context): Step | void {
  const { state } = context;
  const firstOnly = context.isOn('Quiet') || context.isOn('List');
  let budget = 2000;
  for (;;) {
    if (state.at >= state.lines.length) {
      if (state.files.length === 0) break;
      if (!openNext(context)) break;
    }
    const { results, at, shown } = search(context, state.lines, state.at, budget, state.path, state.shown, firstOnly);
    budget -= at - state.at;
    state.at = firstOnly && results.length > 0 ? state.lines.length : at;
    state.shown = shown;
    for (const result of results) {
      state.found = true;
      emit(context, result);
    }
    if (state.found && context.isOn('Quiet')) {
      state.files = [];
      state.lines = [];
      return;
    }
    if (budget <= 0 && (state.at < state.lines.length || state.files.length > 0)) return { do: 'again' };
  }
  if (context.isOn('Quiet') && !state.found) context.write(context.isOn('List') ? null : false);
}

function startFiles(context: Context, paths: string[]): Step | void {
  const { state } = context;
  state.files = paths;
  state.lines = [];
  state.at = 0;
  state.found = false;
  return next(context);
}

function processObject(context: Context, input: Value): Step | void {
  const { state } = context;
  if (state.quit) return;
  const bare = unwrap(input);
  const [before, after] = contextLines(context);
  const earlier = bare instanceof NetRecord && bare.typeName === 'Microsoft.PowerShell.Commands.MatchInfo' ? bare : null;
  const line = earlier !== null ? toText(earlier.get('Line'), context) : toText(bare, context);
  if ((before > 0 || after > 0) && earlier === null) {
    appendItem(state.kept, line);
    return;
  }
  const hit = match(context, line);
  if (earlier !== null && (before > 0 || after > 0))
    context.writeWarning('The option "Context" is not valid when searching results that are piped from Select-String output.');
  state.count++;
  if (hit === null) return;
  emit(context, earlier ?? info(context, line, state.count, 'InputStream', hit));
  if (context.isOn('Quiet')) state.quit = true;
}

const all = ['File', 'Object', 'LiteralFile', 'FileRaw', 'ObjectRaw', 'LiteralFileRaw'];
const only = (names: string[], flags: object): Record<string, object> => Object.fromEntries(names.map((n) => [n, flags]));

export default defineCmdlet<State>({
  name: 'Select-String',
  module: 'Microsoft.PowerShell.Utility',
  aliases: ['sls'],
  synopsis: 'Finds text in strings and files.',
  className: 'Microsoft.PowerShell.Commands.SelectStringCommand',
  defaultSet: 'File',
  sets: all,
  parameters: {
    Culture: { type: 'string', notNull: true, help: 'Culture for -SimpleMatch.' },
    InputObject: {
      type: 'psobject',
      sets: only(['Object', 'ObjectRaw'], { mandatory: true, pipeline: true }),
      allowNull: true,
      allowEmptyString: true,
      help: 'Where to look.',
    },
    Pattern: { type: 'string[]', position: 0, mandatory: true, help: 'What to look for.' },
    Path: {
      type: 'string[]',
      sets: only(['File', 'FileRaw'], { position: 1, mandatory: true, byName: true }),
      wildcards: true,
      help: 'Files to look in.',
    },
    LiteralPath: {
      type: 'string[]',
      aliases: ['PSPath', 'LP'],
      sets: only(['LiteralFile', 'LiteralFileRaw'], { mandatory: true, byName: true }),
      help: 'Files, without wildcards.',
    },
    Raw: { type: 'switch', sets: only(['ObjectRaw', 'FileRaw', 'LiteralFileRaw'], { mandatory: true }), help: 'The lines only.' },
    SimpleMatch: { type: 'switch', help: 'The pattern is plain text.' },
    CaseSensitive: { type: 'switch', help: 'Upper and lower case differ.' },
    Quiet: { type: 'switch', sets: only(['Object', 'File', 'LiteralFile'], {}), help: 'Only whether there is a match.' },
    List: { type: 'switch', help: 'The first match of each file.' },
    NoEmphasis: { type: 'switch', help: 'Matches are not made to stand out.' },
    Include: { type: 'string[]', notNullOrEmpty: true, wildcards: true, help: 'Files that count.' },
    Exclude: { type: 'string[]', notNullOrEmpty: true, wildcards: true, help: 'Files that do not count.' },
    NotMatch: { type: 'switch', help: 'Lines that do not match.' },
    AllMatches: { type: 'switch', help: 'All matches of a line.' },
    Encoding: ENCODING,
    Context: {
      type: 'int[]',
      notNullOrEmpty: true,
      validateCount: [1, 2],
      validateRange: [0, 2147483647],
      help: 'Lines before and after.',
    },
  },
  outputTypes: ['Microsoft.PowerShell.Commands.MatchInfo', 'System.Boolean', 'System.String'],
  stateVersion: 1,
  init: () => ({ files: [], path: '', lines: [], at: 0, shown: -1, found: false, count: 0, kept: new PSArray(), quit: false }),
  begin(context) {
    if (context.isBound('Culture') && !context.isBound('SimpleMatch'))
      throw terminating(
        'System.InvalidOperationException',
        'You must specify -Culture parameter only with -SimpleMatch parameter.',
        'CannotSpecifyCultureWithoutSimpleMatch',
        'InvalidData',
      );
    if (context.isOn('SimpleMatch')) return;
    for (const pattern of stringsOf(context.params.Pattern, context)) {
      try {
        getRegex(pattern, context.isOn('CaseSensitive') ? RegexOptions.None : RegexOptions.IgnoreCase);
      } catch (e) {
        if (!(e instanceof RegexParseError)) throw e;
        throw terminating(
          'System.ArgumentException',
          `The string ${pattern} is not a valid regular expression: ${e.message}`,
          'InvalidRegex',
          'InvalidArgument',
        );
      }
    }
  },
  process(context) {
    const { params } = context;
    const typed = params.LiteralPath ?? params.Path;
    if (typed !== undefined) {
      const paths: string[] = [];
      for (const one of listOf(typed)) {
        const text = toText(one, context);
        const found = resolve(context, text, { literal: isLiteral(context), force: true, allowMissing: isLiteral(context) });
        paths.push(...found.map((p) => p.path).filter((p) => stat(context, p)?.kind !== 'directory'));
      }
      return startFiles(context, paths);
    }
    const input = params.InputObject;
    if (input === undefined || input === null || isAutomationNull(input)) return;
    const bare = unwrap(input);
    if (bare instanceof FileSystemInfo && !bare.isDirectory) return startFiles(context, [bare.path]);
    return processObject(context, input);
  },
  resume: next,
  end(context) {
    const { kept } = context.state;
    if (kept.items.length === 0 || context.state.quit) return;
    const lines = kept.items.map(String);
    const { results } = search(context, lines, 0, lines.length, 'InputStream', -1, context.isOn('Quiet'));
    for (const result of results) emit(context, result);
  },
  help: {
    examples: [{ code: "Select-String 'error' *.log" }, { code: "Get-Content notes.txt | Select-String '^todo'" }],
    related: ['about_Regular_Expressions'],
  },
});
