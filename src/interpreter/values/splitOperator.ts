/** -split and -join (ParserOps in parserutils.cs). */

import { ScriptBlock } from './code.ts';
import { PSArray } from './collections.ts';
import { isTrue } from './conditions.ts';
import type { NativeContext } from './context.ts';
import { callEach } from './contextHooks.ts';
import { convertTo, toText } from './convert.ts';
import { enumerate } from './enumerate.ts';
import { enumNumber } from './enums.ts';
import { runtimeError } from './faults.ts';
import { toInt } from './numbers.ts';
import { SpelledNumber } from './object.ts';
import { escapeRegex } from './regex/escape.ts';
import { RegexOptions } from './regex/options.ts';
import type { MatchResult } from './regex/regex.ts';
import { regexEngine } from './regexEngine.ts';
import { findMatches, regexAsRuntime } from './regexWork.ts';
import { itemText } from './text.ts';
import { unwrap } from './typeNames.ts';
import type { Value } from './value.ts';

/** Bits of SplitOptions. */
const Split = {
  SimpleMatch: 1,
  RegexMatch: 2,
  CultureInvariant: 4,
  IgnorePatternWhitespace: 8,
  Multiline: 16,
  Singleline: 32,
  IgnoreCase: 64,
  ExplicitCapture: 128,
};

/** The items on the left as strings. */
function leftStrings(left: Value, ctx: NativeContext): string[] {
  const items = enumerate(left);
  return items === null ? [toText(left, ctx)] : items.map((v) => toText(v, ctx));
}

function strings(items: string[]): PSArray {
  return new PSArray(items, 'System.String');
}

/** -split with something on the right. */
export function splitOperator(left: Value, right: Value, ignoreCase: boolean, ctx: NativeContext): Value {
  const content = leftStrings(left, ctx);
  const args = enumerate(unwrap(right)) ?? [right];
  const limit = args.length > 1 ? toInt(convertTo(args[1] as Value, 'System.Int32', ctx)) : 0;
  const first = unwrap(args[0] ?? null);
  if (first instanceof ScriptBlock) {
    if (args.length > 2) {
      throw runtimeError('InvalidSplitOptionWithPredicate', 'Options are not allowed on the -split operator with a predicate.');
    }
    return splitByPredicate(content, first, limit, ctx);
  }
  let options =
    args.length > 2 && args[2] !== null
      ? Number(enumNumber(convertTo(args[2] as Value, 'System.Management.Automation.SplitOptions', ctx)) ?? 0)
      : 0;
  if (ignoreCase) options |= Split.IgnoreCase;
  const text = toText(first, ctx);
  return splitByPattern(content, text, limit, options, ctx);
}

function splitByPattern(content: string[], separator: string, limit: number, options: number, ctx: NativeContext): Value {
  if ((options & Split.SimpleMatch) !== 0) {
    if ((options & ~(Split.SimpleMatch | Split.IgnoreCase)) !== 0) {
      throw runtimeError('InvalidSplitOptionCombination', 'The combination of options with the -split operator is not valid.');
    }
    options &= ~Split.SimpleMatch;
    options |= Split.RegexMatch;
    return splitByRegex(content, escapeRegex(separator), limit, options, ctx);
  }
  return splitByRegex(content, separator, limit, options, ctx);
}

function splitByRegex(content: string[], pattern: string, limit: number, options: number, ctx: NativeContext): Value {
  let flags = 0;
  if ((options & Split.IgnoreCase) !== 0) flags |= RegexOptions.IgnoreCase;
  if ((options & Split.CultureInvariant) !== 0) flags |= RegexOptions.CultureInvariant;
  if ((options & Split.IgnorePatternWhitespace) !== 0) flags |= RegexOptions.IgnorePatternWhitespace;
  if ((options & Split.Multiline) !== 0) flags |= RegexOptions.Multiline;
  if ((options & Split.Singleline) !== 0) flags |= RegexOptions.Singleline;
  if ((options & Split.ExplicitCapture) !== 0) flags |= RegexOptions.ExplicitCapture;
  if (limit < 0) flags |= RegexOptions.RightToLeft;
  const result: string[] = [];
  for (const text of content) {
    for (const part of regexAsRuntime(() => regexSplit(text, pattern, flags, Math.abs(limit), ctx))) result.push(part);
  }
  return strings(result);
}

/** Regex.Split: pieces between matches, with what groups captured. `count` 0 = all. Throws RegexParseError. */
export function regexSplit(input: string, pattern: string, options: number, count: number, ctx: NativeContext, start?: number): string[] {
  if (count === 1) return [input];
  if (count === 0 && start === undefined) {
    const { getRegex, splitTexts } = regexEngine();
    const pieces = splitTexts(getRegex(pattern, options), input);
    if (pieces !== undefined) return pieces;
  }
  const matches = findMatches(pattern, options, input, count === 0 ? Number.MAX_SAFE_INTEGER : count - 1, ctx, start);
  if (matches.length === 0) return [input];
  const pieces: string[] = [];
  const groups = (m: MatchResult): string[] =>
    m.groups
      .slice(1)
      .filter((g) => g.success)
      .map((g) => input.slice(g.index, g.index + g.length));
  if ((options & RegexOptions.RightToLeft) !== 0) {
    let to = input.length;
    for (const m of matches) {
      pieces.push(input.slice(m.index + m.length, to), ...groups(m));
      to = m.index;
    }
    pieces.push(input.slice(0, to));
    return pieces.reverse();
  }
  let from = 0;
  for (const m of matches) {
    pieces.push(input.slice(from, m.index), ...groups(m));
    from = m.index + m.length;
  }
  pieces.push(input.slice(from));
  return pieces;
}

function splitByPredicate(content: string[], block: ScriptBlock, limit: number, ctx: NativeContext): Value {
  const result: string[] = [];
  for (const text of content) {
    const chars = Array.from({ length: text.length }, (_, i) => text.charAt(i));
    const cuts = callEach(ctx, block, chars).map((output) => output.length > 1 || (output.length === 1 && isTrue(output[0] as Value)));
    result.push(...(limit < 0 ? cutFromEnd(text, cuts, -limit) : cutFromStart(text, cuts, limit)));
  }
  return strings(result);
}

function cutFromStart(text: string, cuts: boolean[], limit: number): string[] {
  const parts: string[] = [];
  let from = 0;
  for (let i = 0; i < text.length; i++) {
    if (limit > 0 && parts.length >= limit - 1) break;
    if (!cuts[i]) continue;
    parts.push(text.slice(from, i));
    from = i + 1;
  }
  parts.push(text.slice(from));
  return parts;
}

function cutFromEnd(text: string, cuts: boolean[], limit: number): string[] {
  const parts: string[] = [];
  let to = text.length;
  for (let i = text.length - 1; i >= 0; i--) {
    if (parts.length >= limit - 1) break;
    if (!cuts[i]) continue;
    parts.unshift(text.slice(i + 1, to));
    to = i;
  }
  parts.unshift(text.slice(0, to));
  return parts;
}

/** Unary -split: at white space, empty pieces at the ends dropped. */
export function splitUnary(value: Value, ctx: NativeContext): Value {
  const result: string[] = [];
  for (const text of leftStrings(value, ctx)) {
    const trimmed = text.trim();
    result.push(...(trimmed === '' ? [''] : trimmed.split(/\s+/)));
  }
  return strings(result);
}

/** -join; a single value on the left is its own text. */
export function joinOperator(left: Value, right: Value, ctx: NativeContext): string {
  const between = toText(right, ctx);
  const items = enumerate(left);
  if (items === null) return left instanceof SpelledNumber ? left.text : toText(left, ctx);
  let length = 0;
  const parts = items.map((v) => {
    const text = itemText(v, ctx);
    length += text.length + between.length;
    return text;
  });
  if (length > 50_000) ctx.allocate(length * 2);
  return parts.join(between);
}
