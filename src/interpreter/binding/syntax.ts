/** How a command's parameters are shown: syntax lines, parameter sets, completion (PowerShell: engine/ParameterSetInfo.cs). */
import { shortTypeName } from '../values/typeNames.ts';
import { ALL_SETS, type CommandMetadata } from './metadata.ts';
import { COMMON_PARAMETERS } from './parameterTable.ts';
import { type CommandView, EVERY_SET, isInSets, type ParameterView, setEntry, viewOf } from './view.ts';

/** A parameter as one set shows it (CommandParameterInfo). */
export interface ParameterInfo {
  name: string;
  /** Full name of the type. */
  type: string;
  aliases: string[];
  mandatory: boolean;
  position: number | null;
  valueFromPipeline: boolean;
  valueFromPipelineByPropertyName: boolean;
  valueFromRemainingArguments: boolean;
  helpMessage: string;
  isDynamic: boolean;
}

/** A parameter set (CommandParameterSetInfo). */
export interface ParameterSetInfo {
  name: string;
  isDefault: boolean;
  parameters: ParameterInfo[];
}

/** A type's name in syntax lines and tool tips: accelerators, else without namespaces; [Nullable[x]] is x. */
export function displayType(type: string): string {
  if (type.startsWith('System.Nullable`1[') && type.endsWith(']')) return displayType(type.slice(18, -1));
  if (type.endsWith('[]')) return `${displayType(type.slice(0, -2))}[]`;
  const bracket = type.indexOf('`');
  const open = type.indexOf('[');
  if (bracket > 0 && open > bracket) {
    const args = splitArguments(type.slice(open + 1, -1));
    return `${lastPart(type.slice(0, bracket))}[${args.map(displayType).join(',')}]`;
  }
  if (type === 'System.Object') return 'Object';
  const short = shortTypeName(type);
  return short === type ? lastPart(type) : lastPart(short);
}

function lastPart(name: string): string {
  return name.slice(name.lastIndexOf('.') + 1);
}

function splitArguments(text: string): string[] {
  const parts: string[] = [];
  let depth = 0;
  let from = 0;
  for (let i = 0; i < text.length; i++) {
    if (text[i] === '[') depth++;
    else if (text[i] === ']') depth--;
    else if (text[i] === ',' && depth === 0) {
      parts.push(text.slice(from, i));
      from = i + 1;
    }
  }
  parts.push(text.slice(from));
  return parts.map((p) => (p.startsWith('[') && p.endsWith(']') ? p.slice(1, -1) : p).trim());
}

function infoOf(p: ParameterView, flag: number): ParameterInfo {
  const entry = setEntry(p, flag);
  return {
    name: p.name,
    type: p.type,
    aliases: [...p.meta.aliases],
    mandatory: entry?.mandatory ?? false,
    position: entry?.position ?? null,
    valueFromPipeline: entry?.byValue ?? false,
    valueFromPipelineByPropertyName: entry?.byName ?? false,
    valueFromRemainingArguments: entry?.remaining ?? false,
    helpMessage: entry?.help ?? '',
    isDynamic: p.meta.isDynamic,
  };
}

function setFlag(view: CommandView, name: string): number {
  const lower = name.toLowerCase();
  const index = view.setNames.findIndex((n) => n.toLowerCase() === lower);
  return index < 0 ? EVERY_SET : (1 << index) >>> 0;
}

/** The command's parameter sets, the default one first; one set named `__AllParameterSets` where none is declared. */
export function parameterSets(meta: CommandMetadata): ParameterSetInfo[] {
  const view = viewOf(meta);
  const names = view.setNames.length === 0 ? [ALL_SETS] : view.setNames;
  return names.map((name) => {
    const flag = setFlag(view, name);
    return {
      name,
      isDefault: view.defaultFlag !== 0 && name === meta.defaultSet,
      parameters: view.parameters.filter((p) => isInSets(p, flag)).map((p) => infoOf(p, flag)),
    };
  });
}

/** Parameters in the order in which PowerShell shows them: by position, named mandatory, other named; the common ones last. */
function displayOrder(parameters: readonly ParameterInfo[]): { shown: ParameterInfo[]; common: ParameterInfo[] } {
  const positional: ParameterInfo[] = [];
  const mandatory: ParameterInfo[] = [];
  const named: ParameterInfo[] = [];
  const common: ParameterInfo[] = [];
  for (const p of parameters) {
    // As in PowerShell, of two parameters with one position the later is shown.
    if (p.position !== null && p.position >= 0) positional[p.position] = p;
    else if (p.mandatory) mandatory.push(p);
    else if (COMMON_PARAMETERS.includes(p.name)) common.push(p);
    else named.push(p);
  }
  return { shown: [...positional.filter((p) => p !== undefined), ...mandatory, ...named], common };
}

/** `[[-Name] <string>]` */
export function parameterSyntax(p: ParameterInfo, psTypeName?: string): string {
  if (p.type === 'System.Management.Automation.SwitchParameter') return p.mandatory ? `-${p.name}` : `[-${p.name}]`;
  const type = psTypeName === undefined ? displayType(p.type) : lastPart(psTypeName);
  if (p.mandatory) return p.position !== null ? `[-${p.name}] <${type}>` : `-${p.name} <${type}>`;
  return p.position !== null ? `[[-${p.name}] <${type}>]` : `[-${p.name} <${type}>]`;
}

/** The parameters of one set as a syntax line shows them, without the command's name. */
export function parametersText(meta: CommandMetadata, setName: string): string {
  const set = parameterSets(meta).find((s) => s.name.toLowerCase() === setName.toLowerCase());
  if (set === undefined) return '';
  const byName = viewOf(meta).byName;
  const text = (p: ParameterInfo) => parameterSyntax(p, byName.get(p.name.toLowerCase())?.meta.psTypeName);
  const { shown, common } = displayOrder(set.parameters);
  const parts = shown.map(text);
  if (common.length === COMMON_PARAMETERS.length) parts.push('[<CommonParameters>]');
  else parts.push(...common.map(text));
  return parts.join(' ');
}

/** The line that Get-Command -Syntax prints for one set: the command's name and its parameters. */
export function syntaxText(meta: CommandMetadata, setName: string): string {
  return `${meta.name} ${parametersText(meta, setName)}`;
}

/** A parameter as completion offers it. */
export interface ParameterCompletion {
  /** Text to insert: `-Name`. */
  completionText: string;
  listItemText: string;
  /** `[string] Name - help message` */
  toolTip: string;
  isSwitch: boolean;
  /** Full name of the type. */
  type: string;
}

/** What is already on the command line. */
export interface CompletionState {
  /** Bits of the sets still possible, see {@link possibleFlags}. */
  sets?: number;
  /** Declared names that are bound already. */
  bound?: readonly string[];
}

/** Bits of the sets that remain when these parameters (declared names) are given. */
export function possibleFlags(meta: CommandMetadata, names: readonly string[]): number {
  const view = viewOf(meta);
  let flags = EVERY_SET;
  for (const name of names) {
    const p = view.byName.get(name.toLowerCase());
    if (p !== undefined && p.flags !== 0) flags = (flags & p.flags) >>> 0;
  }
  return flags;
}

/**
 * Parameters whose name, or failing that an alias, begins with the prefix (without dash), in order of declaration, the common ones
 * last; hidden ones are left out, and the common ones with them (CompletionCompleters.cs GetParameterCompletionResults).
 */
export function parameterCompletions(meta: CommandMetadata, prefix: string, state: CompletionState = {}): ParameterCompletion[] {
  const lower = prefix.toLowerCase();
  const own: ParameterCompletion[] = [];
  const common: ParameterCompletion[] = [];
  let withCommon = true;
  for (const p of viewOf(meta).parameters) {
    if (!isInSets(p, state.sets ?? EVERY_SET) || state.bound?.includes(p.name)) continue;
    const list = COMMON_PARAMETERS.includes(p.name) ? common : own;
    const offer = (name: string, help: string) =>
      list.push({
        completionText: `-${name}`,
        listItemText: name,
        toolTip: `[${displayType(p.type)}] ${name}${help}`,
        isSwitch: p.isSwitch,
        type: p.type,
      });
    if (p.lower.startsWith(lower)) {
      if (p.meta.dontShow) {
        withCommon = false;
        continue;
      }
      const help = p.sets.find((s) => s.help !== '')?.help;
      offer(p.name, help === undefined ? '' : ` - ${help}`);
    } else if (lower !== '') {
      for (const alias of p.meta.aliases) if (alias.toLowerCase().startsWith(lower)) offer(alias, '');
    }
  }
  return withCommon ? [...own, ...common] : own;
}
