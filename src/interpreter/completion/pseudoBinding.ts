/**
 * What a command line binds while it is being typed: PseudoParameterBinder.cs in the small. Nothing is converted or run, save what
 * dynamic parameters need.
 */
import type { CommandMetadata } from '../binding/metadata.ts';
import { parameterCompletions } from '../binding/syntax.ts';
import { EVERY_SET, isInSets, matchingSets, type ParameterView, viewOf } from '../binding/view.ts';
import { type CmdletInfo, FunctionInfo } from '../machine/state.ts';
import type { Ast, CommandAst, CommandParameterAst } from '../syntax/ast.ts';
import { commandName } from '../syntax/index.ts';
import { PSHashtable } from '../values/collections.ts';
import { TerminatingError } from '../values/errors.ts';
import type { Value } from '../values/value.ts';
import { commandSeen, metadataOf } from './commandNames.ts';
import { withDynamic } from './dynamic.ts';
import type { Question } from './question.ts';
import { type Candidate, candidate } from './results.ts';
import { safeValue } from './safeValue.ts';

/** An argument on the command line. */
export interface Argument {
  /** The parameter it was given to by name, as typed; null = by position. */
  given: CommandParameterAst | null;
  /** Its value; null for a switch or where it is still missing. */
  value: Ast | null;
  /** What it is bound to. */
  parameter: ParameterView | null;
  /** What else it may be bound to: parameters of other sets at the same position. */
  others: ParameterView[];
}

/** A bound command line. */
export interface PseudoBinding {
  /** Name of the command in its own spelling. */
  name: string;
  info: FunctionInfo | CmdletInfo;
  meta: CommandMetadata;
  arguments: Argument[];
  /** Bits of the sets that are left. */
  sets: number;
}

/** Parameters that a name may mean: the exact one, else those that begin with it. */
function named(meta: CommandMetadata, name: string, exact: boolean): ParameterView[] {
  const lower = name.toLowerCase();
  const { parameters, byName, byAlias } = viewOf(meta);
  const only = exact ? (byName.get(lower) ?? byAlias.get(lower)) : undefined;
  if (only !== undefined) return [only];
  return parameters.filter((p) => p.lower.startsWith(lower) || p.meta.aliases.some((a) => a.toLowerCase().startsWith(lower)));
}

/** Splits a command line into arguments; names that fit one parameter are bound. */
function parse(meta: CommandMetadata, command: CommandAst, atCursor: Ast | null): Argument[] {
  const found: Argument[] = [];
  const elements = command.commandElements.slice(1);
  for (let i = 0; i < elements.length; i++) {
    const element = elements[i];
    if (element.kind !== 'CommandParameterAst') {
      found.push({ given: null, value: element, parameter: null, others: [] });
      continue;
    }
    const fitting = named(meta, element.parameterName, element !== atCursor);
    const parameter = fitting.length === 1 ? fitting[0] : null;
    const argument: Argument = { given: element, value: element.argument, parameter, others: [] };
    found.push(argument);
    if (element.argument !== null || parameter === null || parameter.isSwitch) continue;
    const next = elements[i + 1];
    if (next !== undefined && (next.kind !== 'CommandParameterAst' || named(meta, next.parameterName, true).length === 0)) {
      argument.value = next;
      i++;
    }
  }
  return found;
}

/** Free parameters that take arguments by position in the sets, by position. */
function positions(meta: CommandMetadata, sets: number, isTaken: (p: ParameterView) => boolean): [number, ParameterView[]][] {
  const at = new Map<number, ParameterView[]>();
  for (const p of viewOf(meta).parameters) {
    if (isTaken(p) || !isInSets(p, sets)) continue;
    for (const set of matchingSets(p, sets)) {
      if (set.position === null || set.position < 0 || set.remaining) continue;
      const list = at.get(set.position) ?? [];
      if (!list.includes(p)) list.push(p);
      at.set(set.position, list);
    }
  }
  return [...at.entries()].sort((x, y) => x[0] - y[0]);
}

/** True if a parameter takes an argument as it is written, without conversion. */
function takesAsIs(p: ParameterView, value: Ast | null): boolean {
  if (value === null || !/^(StringConstant|ExpandableString|Constant)ExpressionAst$/.test(value.kind)) return true;
  const type = p.type.replace(/\[\]$/, '');
  return type === 'System.Object' || type === (value.kind === 'ConstantExpressionAst' ? 'System.Int32' : 'System.String');
}

function bindAll(meta: CommandMetadata, found: Argument[], atCursor: Ast | null): number {
  let sets = EVERY_SET;
  const narrow = (list: readonly ParameterView[]): void => {
    if (list.some((p) => p.inAll || p.flags === 0)) return;
    const left = (sets & list.reduce((flags, p) => flags | p.flags, 0)) >>> 0;
    if (left !== 0) sets = left;
  };
  for (const a of found) if (a.parameter !== null && a.given !== atCursor) narrow([a.parameter]);
  const { defaultFlag, parameters } = viewOf(meta);
  const taken = new Set(found.flatMap((a) => (a.given !== null && a.parameter !== null ? [a.parameter] : [])));
  for (const a of found) {
    if (a.given !== null) continue;
    const next = positions(meta, sets, (p) => taken.has(p))[0]?.[1] ?? [];
    const preferred = (defaultFlag & sets) !== 0 ? next.find((p) => isInSets(p, defaultFlag) && takesAsIs(p, a.value)) : undefined;
    const chosen = preferred === undefined ? next : [preferred];
    if (chosen.length === 0) {
      a.parameter = parameters.find((p) => isInSets(p, sets) && !taken.has(p) && matchingSets(p, sets).some((s) => s.remaining)) ?? null;
      continue;
    }
    [a.parameter, ...a.others] = chosen;
    for (const p of chosen) taken.add(p);
    if (a.value !== atCursor) narrow(chosen);
  }
  return sets;
}

/** Binds a command's line. `atCursor`: the parameter or argument being typed, which says nothing of the sets yet. Null for an unknown one. */
export function pseudoBind(q: Question, command: CommandAst, atCursor: Ast | null): PseudoBinding | null {
  const typed = commandName(command);
  const info = typed === null || typed === undefined ? null : commandSeen(q, typed);
  if (info === null) return null;
  let meta = metadataOf(q, info);
  if (meta === null) return null;
  let found = parse(meta, command, atCursor);
  let sets = bindAll(meta, found, atCursor);
  if (meta.hasDynamicParameters === true && info instanceof FunctionInfo && !q.isLimited) {
    const more = withDynamic(q, info, meta, boundValues(q, found, atCursor));
    if (more !== meta) {
      meta = more;
      found = parse(meta, command, atCursor);
      sets = bindAll(meta, found, atCursor);
    }
  }
  return { name: info.name, info, meta, arguments: found, sets };
}

/** Values of what is bound, as far as they are known without running anything; texts of the rest. */
export function boundValues(q: Question, found: readonly Argument[], except: Ast | null = null): PSHashtable {
  const table = new PSHashtable('Hashtable');
  for (const a of found) {
    if (a.parameter === null || (except !== null && (a.given === except || a.value === except))) continue;
    if (a.value === null) {
      if (a.parameter.isSwitch) table.set(a.parameter.name, true);
      continue;
    }
    table.set(a.parameter.name, known(q, a.value));
  }
  return table;
}

function known(q: Question, node: Ast): Value {
  if (node.kind === 'CommandParameterAst') return q.textOf(node);
  try {
    const value = safeValue(q, node);
    return value === undefined ? q.textOf(node) : value;
  } catch (error) {
    if (error instanceof TerminatingError) return q.textOf(node);
    throw error;
  }
}

/** Names of parameters that begin as the one at the cursor. */
export function parameterNames(binding: PseudoBinding, prefix: string, atCursor: Ast | null, withColon: boolean): Candidate[] {
  const bound = binding.arguments.flatMap((a) =>
    a.parameter === null || (a.given !== null && a.given === atCursor) || a.value === atCursor ? [] : [a.parameter.name],
  );
  const offered = parameterCompletions(binding.meta, prefix, { sets: binding.sets, bound });
  return offered.map((p) => candidate(`${p.completionText}${withColon ? ':' : ''}`, 'ParameterName', p.listItemText, p.toolTip));
}
