/** Variables: CompletionCompleters.cs CompleteVariable. */
import { displayType } from '../binding/syntax.ts';
import { isShown } from '../machine/restrictions.ts';
import { type PSVariable, visibleVariables } from '../machine/state.ts';
import { HIDDEN_PROVIDERS } from '../providers/hidden.ts';
import { drivesSeen } from '../providers/info.ts';
import type { Ast } from '../syntax/ast.ts';
import { findAll } from '../syntax/index.ts';
import { compareOrdinalIgnoreCase } from '../values/dotnet/stringCompare.ts';
import { typeNameOf } from '../values/typeNames.ts';
import { environmentItems, itemsOf } from './items.ts';
import type { Question } from './question.ts';
import { type Candidate, candidate, hasSpecialCharacters, matches } from './results.ts';

/** Variables that are offered whether they are set or not (SpecialVariables.cs). */
const SPECIAL =
  '$ ? ^ _ args ConfirmPreference DebugPreference EnabledExperimentalFeatures env:PATHEXT error ErrorActionPreference ErrorView ExecutionContext false HOME Host InformationPreference input IsCoreCLR IsLinux IsMacOS IsWindows LASTEXITCODE LogCommandHealthEvent LogCommandLifecycleEvent LogEngineHealthEvent LogEngineLifecycleEvent LogProviderHealthEvent LogProviderLifecycleEvent LogSettingsEvent Matches MaximumHistoryCount MyInvocation NestedPromptLevel null OFS OutputEncoding PID ProgressPreference PSBoundParameters PSCmdlet PSCommandPath PSCulture PSDebugContext PSDefaultParameterValues PSEdition PSEmailServer PSHOME PSItem PSLogUserData PSModuleAutoLoadingPreference PSNativeCommandArgumentPassing PSScriptRoot PSSenderInfo PSSessionApplicationName PSSessionConfigurationName PSStyle PSUICulture PSVersionTable PWD ShellId StackTrace this true VerboseHelpErrors VerbosePreference WarningPreference WhatIfPreference'.split(
    ' ',
  );
/** Of these, what every function has: among the variables that are set. */
const AUTOMATIC = ['input', 'MyInvocation', 'PSBoundParameters', 'PSCmdlet', 'PSCommandPath', 'PSScriptRoot'];
const SCOPES = ['Global:', 'Local:', 'Script:', 'Private:', 'Using:'];

/** Variables whose name begins with the word of the question. */
export function completeVariable(q: Question): Candidate[] {
  const { last } = q;
  if (last.kind === 'PropertyMemberAst' || (last.parent?.kind === 'ParameterAst' && last.parent.defaultValue !== last)) return [];
  const colon = q.word.indexOf(':');
  const scope = colon < 0 ? '' : q.word.slice(0, colon + 1);
  const pattern = `${q.word.slice(colon + 1)}*`;
  const sigil = last.kind === 'VariableExpressionAst' && last.splatted ? '@' : '$';
  const isBraced = q.token?.text.startsWith('${') === true;
  const found = new Map<string, Candidate>();
  const add = (name: string, listItem: string, toolTip: string): void => {
    const text = !isBraced && !hasSpecialCharacters(name.replace(/^\w+:/, '')) ? sigil + name : `${sigil}{${name}}`;
    if (!found.has(text.toLowerCase())) found.set(text.toLowerCase(), candidate(text, 'Variable', listItem, toolTip));
  };
  for (const name of namesInText(q)) if (matches(name, pattern)) add(scope + name, name, name);
  if (colon < 0 || SCOPES.some((s) => s.toLowerCase() === scope.toLowerCase())) {
    const set = new Map<string, { name: string; tip: string }>();
    if (colon < 0) for (const name of AUTOMATIC) set.set(name.toLowerCase(), { name, tip: name });
    for (const [lower, cell] of visibleVariables(q.scope)) if (isOffered(q, cell)) set.set(lower, { name: cell.name, tip: tipOf(cell) });
    for (const { name, tip } of [...set.values()].sort((x, y) => compareOrdinalIgnoreCase(x.name, y.name)))
      if (matches(name, pattern)) add(scope + name, name, tip);
  } else if (!q.isLimited) {
    const drive = drivesSeen(q.scope).get(scope.slice(0, -1).toLowerCase());
    if (drive !== undefined)
      for (const { name } of itemsOf(q, drive.provider) ?? []) if (matches(name, pattern)) add(scope + name, name, name);
  }
  if (colon >= 0) return [...found.values()];
  if ('env'.startsWith(q.word.toLowerCase()) && !q.isLimited && !q.runspace.extensions.has(HIDDEN_PROVIDERS))
    for (const name of environmentItems(q)) add(`env:${name}`, `env:${name}`, `[string]env:${name}`);
  for (const name of SPECIAL) if (matches(name, pattern)) add(name, name, name);
  if (!q.runspace.restricted)
    for (const drive of drivesSeen(q.scope).values())
      if (drive.name.length > 1 && matches(drive.name, pattern)) add(`${drive.name}:`, drive.name, drive.description);
  for (const name of SCOPES) if (matches(name, pattern)) add(name, name, name);
  return [...found.values()];
}

function isOffered(q: Question, cell: PSVariable): boolean {
  return cell.value !== undefined && !cell.name.startsWith('\u0000') && isShown(q.runspace, cell);
}

function tipOf(cell: PSVariable): string {
  const { value } = cell;
  const tip = value === null || value === undefined ? cell.name : `[${displayType(typeNameOf(value))}]$${cell.name}`;
  return cell.description === '' ? tip : `${tip} - ${cell.description}`;
}

/** Names of variables that the text itself sets before the cursor. */
function namesInText(q: Question): string[] {
  const names = new Map<string, string>();
  const add = (node: Ast): void => {
    const v = node.kind === 'ConvertExpressionAst' || node.kind === 'AttributedExpressionAst' ? node.child : node;
    if (v.kind === 'ArrayLiteralAst') for (const e of v.elements) add(e);
    if (v.kind !== 'VariableExpressionAst' || v === q.last) return;
    const name = v.variablePath.userPath.replace(/^(local|private|script|global):/i, '');
    if (v.variablePath.isVariable && !names.has(name.toLowerCase())) names.set(name.toLowerCase(), name);
  };
  const start = q.last.extent.start;
  for (const node of findAll(q.ast, (n) => n.extent.start < start, true)) {
    if (node.kind === 'AssignmentStatementAst') add(node.left);
    else if (node.kind === 'ForEachStatementAst') add(node.variable);
    else if (node.kind === 'ParameterAst') add(node.name);
  }
  return [...names.values()];
}
