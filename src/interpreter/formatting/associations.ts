/** Which properties of an object are shown. Behaviour: PowerShell's MshParameterAssociation.cs. */
import { isTrue } from '../values/convert.ts';
import { getProperty } from '../values/members.ts';
import type { Value } from '../values/value.ts';
import { defaultDisplayProperties, defaultOrder, type FormatContext, findProperty } from './access.ts';
import type { Association } from './command.ts';
import { type Expression, expressionText, hasWildcard, property, resolveExpression } from './expressions.ts';
import type { CalculatedProperty } from './parameters.ts';

const COMPUTER = 'PSComputerName';
const SHOW_COMPUTER = 'PSShowComputerName';

/** True for an object from another computer that wants it shown. */
export function showsComputer(value: Value, ctx: FormatContext): boolean {
  if (findProperty(value, SHOW_COMPUTER, ctx) === null || findProperty(value, COMPUTER, ctx) === null) return false;
  return isTrue(getProperty(value, SHOW_COMPUTER, ctx));
}

function plain(expression: Expression): Association {
  return { expression, label: null, width: 0, alignment: null, format: null, depth: null };
}

function ofParameter(parameter: CalculatedProperty, expression: Expression): Association {
  const { label, width, alignment, format, depth } = parameter;
  return { expression, label, width: width ?? 0, alignment, format, depth };
}

/** Label of a shown property. */
export function labelOf(association: Association): string {
  return association.label ?? expressionText(association.expression);
}

/** What the given properties stand for on an object; names that it lacks are kept as empty columns with `keepMissing`. */
export function expandParameters(
  parameters: readonly CalculatedProperty[],
  target: Value,
  ctx: FormatContext,
  keepMissing: boolean,
): Association[] {
  return parameters.flatMap((parameter) => {
    const found = resolveExpression(parameter.expression, target, ctx);
    if (found.length === 0 && keepMissing && !hasWildcard(parameter.expression)) return [ofParameter(parameter, parameter.expression)];
    return found.map((expression) => ofParameter(parameter, expression));
  });
}

/** The default display properties, plus the computer's name where that is wanted; none if the type has no such set. */
function defaultSet(target: Value, ctx: FormatContext): Association[] {
  const names = defaultDisplayProperties(target, ctx);
  if (names.length === 0) return [];
  const found = names.map((name) => plain(property(name)));
  return showsComputer(target, ctx) ? [...found, plain(property(COMPUTER))] : found;
}

/** All properties; the flag that remoting adds is left out, and the computer's name unless it is wanted. */
function allProperties(target: Value, ctx: FormatContext): Association[] {
  const names = defaultOrder(target, ctx);
  const isRemote = names.some((name) => name.toLowerCase() === SHOW_COMPUTER.toLowerCase());
  const hidden = new Set<string>();
  if (isRemote) {
    hidden.add(SHOW_COMPUTER.toLowerCase());
    if (!showsComputer(target, ctx)) hidden.add(COMPUTER.toLowerCase());
  }
  return names.filter((name) => !hidden.has(name.toLowerCase())).map((name) => plain(property(name, true)));
}

/** How many properties decide between table and list. */
export function displayedCount(target: Value, ctx: FormatContext): number {
  const set = defaultDisplayProperties(target, ctx).length;
  return set > 0 ? set : defaultOrder(target, ctx).length;
}

/** Properties of a list or a custom view without definition. */
export function listAssociations(parameters: readonly CalculatedProperty[], target: Value, ctx: FormatContext): Association[] {
  if (parameters.length > 0) return expandParameters(parameters, target, ctx, false);
  const set = defaultSet(target, ctx);
  return set.length > 0 ? set : allProperties(target, ctx);
}

/** Columns of a table without view: at most ten unless they were given. */
export function tableAssociations(parameters: readonly CalculatedProperty[], target: Value, ctx: FormatContext): Association[] {
  if (parameters.length > 0) return expandParameters(parameters, target, ctx, true);
  const set = defaultSet(target, ctx);
  return set.length > 0 ? set : allProperties(target, ctx).slice(0, 10);
}
