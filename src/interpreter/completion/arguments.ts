/** Parameters and arguments of the command that is being typed: CompletionCompleters.cs CompleteCommandParameter, CompleteCommandArgument. */
import { isInSets, matchingSets, type ParameterView, viewOf } from '../binding/view.ts';
import type { Ast, CommandAst, CommandParameterAst, ExpressionAst } from '../syntax/ast.ts';
import { commandName } from '../syntax/index.ts';
import { analyse } from './analysis.ts';
import { parameterValues } from './argumentValues.ts';
import { completeCommand } from './commandNames.ts';
import { nativeValues } from './customCompleters.ts';
import { completePath } from './paths.ts';
import { type PseudoBinding, parameterNames, pseudoBind } from './pseudoBinding.ts';
import { Question } from './question.ts';
import { type Candidate, candidate, type Offer } from './results.ts';
import { safeValue } from './safeValue.ts';

/** The word that a string argument stands for, with its quotes; null where it is not known. */
export function argumentWord(q: Question, node: Ast): string | null {
  if (node.kind === 'StringConstantExpressionAst') {
    if (node.stringConstantType === 'SingleQuoted') return `'${node.value}'`;
    return node.stringConstantType === 'DoubleQuoted' ? `"${node.value}"` : node.value;
  }
  if (node.kind !== 'ExpandableStringExpressionAst') return null;
  if (node.nestedExpressions.some((e) => e.kind !== 'VariableExpressionAst')) return null;
  const value = safeValue(q, node);
  if (typeof value !== 'string') return null;
  return node.stringConstantType === 'DoubleQuoted' ? `"${value}"` : value;
}

/** Names of parameters. */
export function completeParameter(q: Question): Candidate[] {
  let parameter: CommandParameterAst | null = null;
  for (let i = q.related.length - 1; i >= 0 && parameter === null; i--) {
    const node = q.related[i];
    if (node.kind === 'CommandParameterAst') parameter = node;
  }
  const { last } = q;
  const isDash = last.kind === 'StringConstantExpressionAst' && last.value.trim() === '-';
  const command = (parameter ?? last).parent;
  if ((parameter === null && !isDash) || command?.kind !== 'CommandAst') return [];
  const atCursor = parameter ?? last;
  const binding = pseudoBind(q, command, atCursor);
  if (binding === null) return completeArgument(q);
  const found = parameterNames(binding, parameter?.parameterName ?? '', atCursor, q.word.endsWith(':'));
  return found.length > 0 ? found : completePath(q, { containersOnly: /^Set-Location$/i.test(binding.name) });
}

/** The command whose argument is being typed, and the argument's expression, null where it is yet to be begun. */
function place(q: Question): { command: CommandAst; expression: ExpressionAst | null } | null {
  const { last } = q;
  if (last.kind === 'CommandAst') return { command: last, expression: null };
  if (last.kind === 'CommandParameterAst') return last.parent?.kind === 'CommandAst' ? { command: last.parent, expression: null } : null;
  const expression = last as ExpressionAst;
  const array = last.parent?.kind === 'ArrayLiteralAst' ? last.parent : null;
  const holder = array?.parent ?? last.parent;
  const command = holder?.kind === 'CommandParameterAst' ? holder.parent : holder;
  if (command?.kind !== 'CommandAst') return null;
  if (last.kind === 'ErrorExpressionAst' && q.textOf(last).endsWith(',')) {
    q.word = '';
    return { command, expression };
  }
  const isHead = holder === command && command.commandElements.length === 1;
  return { command, expression: isHead || q.word === '' ? null : (array ?? expression) };
}

/** Arguments: values of the parameter they are for, else paths. */
export function completeArgument(q: Question): Candidate[] {
  const at = place(q);
  if (at === null) return [];
  const { command, expression } = at;
  if (q.token !== null && q.length === 0 && q.word !== '') {
    q.index = q.token.extent.start;
    q.length = q.token.extent.end - q.token.extent.start;
  }
  const joined = joinedPath(q, command, expression);
  const binding = pseudoBind(q, command, null);
  const offer = binding === null ? null : argumentOffer(q, binding, command, joined ?? expression);
  if (offer?.isFinal === true && offer.matches.length > 0) return offer.matches;
  const isProcessed = offer?.isFinal === true;
  if (
    expression === null &&
    !isProcessed &&
    command.commandElements.length === 1 &&
    command.invocationOperator !== 'Unknown' &&
    q.word !== ''
  ) {
    const files = completePath(q, { literal: true });
    return q.word.includes('-') ? [...files, ...completeCommand(q)] : files;
  }
  const statics = expression?.kind === 'StringConstantExpressionAst' ? staticArgument(q, expression.value) : null;
  if (statics !== null) return statics;
  if (isProcessed) return [];
  const native = nativeValues(q, command, commandName(command));
  if (native !== null) return native;
  const files = completePath(q, { literal: binding === null });
  return q.word.indexOf('-') > 0 ? [...files, ...completeCommand(q)] : files;
}

/** `"a b"/c`: a path begun as one word and gone on with as another. Then both are replaced. */
function joinedPath(q: Question, command: CommandAst, expression: ExpressionAst | null): ExpressionAst | null {
  if (
    expression?.kind !== 'StringConstantExpressionAst' ||
    expression.stringConstantType !== 'BareWord' ||
    !/^[\\/]/.test(expression.value)
  )
    return null;
  const before = command.commandElements[command.commandElements.indexOf(expression) - 1];
  if (before === undefined || before.extent.end !== expression.extent.start) return null;
  const first = before.kind === 'CommandParameterAst' ? before.argument : before;
  const start = first === null ? null : argumentWord(q, first);
  if (first === null || start === null) return null;
  const quote = /^['"]/.exec(start)?.[0] ?? '';
  q.word = quote === '' ? start + expression.value : `${start.slice(0, -1)}${expression.value}${quote}`;
  q.index = first.extent.start;
  q.length = expression.extent.end - first.extent.start;
  return first as ExpressionAst;
}

/** `[math]::Sq` as an argument: offered in parentheses. Null where it is something else. */
function staticArgument(q: Question, text: string): Candidate[] | null {
  if (!/^\[[\w.]+\]::[\w*]*$/.test(text) || q.isLimited) return null;
  const found = completeStatic(q, text);
  return found.length > 0 ? found : null;
}

function completeStatic(q: Question, text: string): Candidate[] {
  const part = new Question(q, text, text.length, q.options);
  return analyse(part).map((c) =>
    candidate(
      `(${text.slice(0, part.index)}${c.completionText}${c.resultType === 'Property' ? ')' : ''}`,
      c.resultType,
      c.listItemText,
      c.toolTip,
    ),
  );
}

/** Values for the argument at the cursor; null where no parameter takes it. */
function argumentOffer(q: Question, binding: PseudoBinding, command: CommandAst, expression: ExpressionAst | null): Offer | null {
  const offer = (p: ParameterView, argument: Ast | null, knowsBound = true): Offer =>
    parameterValues(q, binding, p, command, argument, knowsBound);
  if (expression !== null) {
    const own = binding.arguments.find((a) => a.value === expression || a.given?.argument === expression);
    if (own === undefined || own.parameter === null) return null;
    const offers = [own.parameter, ...own.others].map((p) => offer(p, expression));
    return { matches: offers.flatMap((o) => o.matches), isFinal: offers.some((o) => o.isFinal) };
  }
  // nothing typed yet: behind a parameter that waits for its value, in an array, or at the next position
  const end = (q.token ?? q.before)?.extent.end ?? q.cursor;
  const before = binding.arguments.filter(
    (a) => (a.value ?? a.given) !== null && ((a.value ?? a.given) as Ast).extent.end <= Math.max(end, q.cursor),
  );
  const last = before[before.length - 1];
  if (last?.given !== undefined && last.given !== null && last.parameter !== null) {
    const isOpen = last.value === null && (!last.parameter.isSwitch || q.source.text[last.given.extent.end - 1] === ':');
    if (isOpen) return offer(last.parameter, null);
  }
  if (last !== undefined && last.value !== null && last.parameter !== null && isListOpen(q, last.value))
    return offer(last.parameter, last.value);
  if (last?.given?.argument === null && last.parameter === null) return null;
  const index = before.filter((a) => a.given === null).length;
  const there = binding.arguments.filter((a) => a.given === null)[index];
  if (there !== undefined && there.parameter !== null && index > 0) return offer(there.parameter, there.value);
  return positionalOffer(binding, index, offer, binding.arguments.length > 0);
}

/** True if an argument ends in a comma: another of the same is to come. */
function isListOpen(q: Question, value: Ast): boolean {
  return (
    (value.kind === 'ErrorExpressionAst' || value.kind === 'ArrayLiteralAst') &&
    /,\s*$/.test(q.source.text.slice(value.extent.start, q.cursor))
  );
}

/** The parameter of a position that is free (CompletePositionalArgument): that of the default set first. */
function positionalOffer(
  binding: PseudoBinding,
  position: number,
  offer: (p: ParameterView, argument: Ast | null, knowsBound: boolean) => Offer,
  knowsBound: boolean,
): Offer | null {
  const { meta, sets } = binding;
  const view = viewOf(meta);
  const taken = new Set(binding.arguments.flatMap((a) => (a.parameter === null ? [] : [a.parameter])));
  const free = view.parameters.filter((p) => !taken.has(p) && isInSets(p, sets));
  const defaultFlag = (view.defaultFlag & sets) !== 0 ? view.defaultFlag : 0;
  let best: { p: ParameterView; position: number; isDefault: boolean } | null = null;
  for (const p of free)
    for (const set of matchingSets(p, sets)) {
      if (set.remaining || set.position === null || set.position < position) continue;
      const isDefault = defaultFlag !== 0 && (set.flag === defaultFlag || set.inAll);
      if (best === null || best.position > set.position || (best.position === set.position && isDefault && !best.isDefault))
        best = { p, position: set.position, isDefault };
    }
  if (best !== null) return offer(best.p, null, knowsBound);
  const rest = free.find((p) => matchingSets(p, sets).some((s) => s.remaining));
  return rest === undefined ? null : offer(rest, null, knowsBound);
}
