/**
 * Language modes: what a text may hold, before it is compiled; and lists of plain commands, the only thing that a session without a
 * language takes (about_Language_Modes; ScriptBlockToPowerShell.cs; facts of NoLanguage as measured through Invoke-Command).
 */
import type { CommandAst, CommandElementAst, ScriptBlockAst, StatementAst } from '../syntax/ast.ts';
import { type Extent, makeVariablePath } from '../syntax/token.ts';
import { type Code, SourceText } from '../values/code.ts';
import { fail, type TerminatingError } from '../values/errors.ts';
import { Builder } from './builder.ts';
import { compileScriptBlock } from './compile.ts';

/** PSLanguageMode. */
export type LanguageMode = 'FullLanguage' | 'RestrictedLanguage' | 'NoLanguage' | 'ConstrainedLanguage';

/** The error of a session without a language for any script: ScriptsNotAllowed, whatever the text says. */
export function scriptsNotAllowed(text: string): TerminatingError {
  return fail(
    'ScriptsNotAllowed',
    'ParserError',
    'The syntax is not supported by this runspace. This can occur if the runspace is in no-language mode.',
    { typeName: 'System.Management.Automation.ParseException', target: text },
  );
}

/**
 * The error for a text that a mode does not take, or null. Restricted and constrained language are not there yet: no session can be
 * put in these modes (session configuration files that ask for them are refused), and should one be, it takes no text at all.
 */
export function languageRefusal(mode: LanguageMode, text: string): TerminatingError | null {
  return mode === 'FullLanguage' ? null : scriptsNotAllowed(text);
}

/** Name of the code of a command list: how the machine tells it from a script. No script can give a function this name. */
export const COMMAND_LIST = '\u0000commands';

/** One element after a command's name. `value` is an index into the list's values; -1 = a parameter without argument. Plain data. */
export interface ListedArgument {
  parameter: string | null;
  value: number;
  /** `-Name:value` as one element. */
  joined: boolean;
}

/** One command of a list. `start` and `end`: where it stands in the text. Plain data. */
export interface ListedCommand {
  name: string;
  args: ListedArgument[];
  start: number;
  end: number;
}

/** Pipelines of plain commands; the values of their arguments are kept apart. Plain data. */
export interface ListedStatements {
  /** What the client typed: shown in errors. */
  text: string;
  statements: ListedCommand[][];
}

/** Name of the variable that holds a value; it has a slot in the list's code and is in no scope. */
function valueName(index: number): string {
  return `\u0000${index}`;
}

/** Compiles a command list. With `hasInput` its first command gets what comes down the pipeline. The values go to the slots by {@link valueSlot}. */
export function compileCommandList(list: ListedStatements, hasInput: boolean): Code {
  const { text } = list;
  const all: Extent = { start: 0, end: text.length };
  const within = (n: number): number => Math.max(0, Math.min(text.length, Number.isInteger(n) ? n : 0));
  const statements = list.statements.map((commands, i): StatementAst => {
    const elements = commands.map((c): CommandAst => {
      const extent = { start: within(c.start), end: Math.max(within(c.start), within(c.end)) };
      const value = (index: number): CommandElementAst => ({
        kind: 'VariableExpressionAst',
        extent,
        variablePath: makeVariablePath(valueName(index)),
        splatted: false,
      });
      const args = c.args.flatMap((a): CommandElementAst[] => {
        if (a.parameter === null) return [value(a.value)];
        const argument = a.value >= 0 && a.joined ? value(a.value) : null;
        const parameter: CommandElementAst = {
          kind: 'CommandParameterAst',
          extent,
          parameterName: a.parameter,
          argument: argument as Extract<CommandElementAst, { kind: 'VariableExpressionAst' }> | null,
          errorPosition: extent,
        };
        return a.value >= 0 && !a.joined ? [parameter, value(a.value)] : [parameter];
      });
      const name: CommandElementAst = { kind: 'StringConstantExpressionAst', extent, value: c.name, stringConstantType: 'SingleQuoted' };
      return { kind: 'CommandAst', extent, commandElements: [name, ...args], invocationOperator: 'Unknown', redirections: [] };
    });
    const source: StatementAst[] = [];
    if (hasInput && i === 0)
      source.push({
        kind: 'CommandExpressionAst',
        extent: all,
        expression: { kind: 'VariableExpressionAst', extent: all, variablePath: makeVariablePath('input'), splatted: false },
        redirections: [],
      });
    return {
      kind: 'PipelineAst',
      extent: all,
      pipelineElements: [...(source as CommandAst[]), ...elements],
      background: false,
    };
  });
  const ast: ScriptBlockAst = {
    kind: 'ScriptBlockAst',
    extent: all,
    usingStatements: [],
    attributes: [],
    paramBlock: null,
    dynamicParamBlock: null,
    beginBlock: null,
    processBlock: null,
    endBlock: { kind: 'NamedBlockAst', extent: all, unnamed: true, blockKind: 'End', statements, traps: null },
    cleanBlock: null,
    scriptRequirements: null,
  };
  const root = new Builder(new SourceText(text, ''), 0, text.length);
  const code = compileScriptBlock(root, ast, { name: COMMAND_LIST, start: 0, end: text.length });
  // one text may stand for several lists: what was sent decides, not what it claims to come from
  code.key += `-${new SourceText(JSON.stringify(list.statements), hasInput ? 'input' : '').hash}`;
  return code;
}

/** Slots of a list's values in its code, by index; -1 for a value that no command uses. */
export function valueSlots(code: Code, count: number): number[] {
  const slots = new Map(code.names.map((name, slot) => [name, slot]));
  return Array.from({ length: count }, (_, i) => slots.get(valueName(i)) ?? -1);
}
