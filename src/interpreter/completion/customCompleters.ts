/**
 * Completers of the user's: Register-ArgumentCompleter, [ArgumentCompleter()], [ArgumentCompletions()] (CompletionCompleters.cs
 * InvokeScriptArgumentCompleter, ExtensibleCompletion.cs).
 */
import type { ParameterView } from '../binding/view.ts';
import { runtimeAttribute } from '../machine/runtimeAttribute.ts';
import { FunctionInfo } from '../machine/state.ts';
import type { CommandAst } from '../syntax/ast.ts';
import { type AttributeSpec, ScriptBlock } from '../values/code.ts';
import { convertTo } from '../values/convert.ts';
import { enumerate } from '../values/enumerate.ts';
import { TerminatingError } from '../values/errors.ts';
import { invokeMethod, newObject } from '../values/members.ts';
import { ScriptClass } from '../values/scriptClass.ts';
import { unwrap } from '../values/typeNames.ts';
import { TypeValue, type Value } from '../values/value.ts';
import { CompletionResultValue } from './completionResult.ts';
import { boundValues, type PseudoBinding } from './pseudoBinding.ts';
import type { Question } from './question.ts';
import { type Candidate, candidate, matches } from './results.ts';

/** Keys of a runspace's extensions: completers by `command:parameter` or `parameter`, and those of native commands by name. */
export const ARGUMENT_COMPLETERS = 'argumentCompleters';
export const NATIVE_COMPLETERS = 'nativeCompleters';
/** Name under which the completer of all other native commands is kept. */
export const FALLBACK = '\u0000';

function registered(q: Question, extension: string, option: string, keys: readonly string[]): ScriptBlock | null {
  const given = q.optionTable(option);
  for (const key of keys) {
    const block = given?.get(key);
    if (block instanceof ScriptBlock) return block;
  }
  const table = q.runspace.extensions.get(extension) as Map<string, ScriptBlock> | undefined;
  for (const key of keys) {
    const block = table?.get(key.toLowerCase());
    if (block !== undefined) return block;
  }
  return null;
}

function resultsOf(q: Question, output: readonly Value[]): Candidate[] {
  return output.flatMap((item) => {
    const bare = unwrap(item);
    if (bare instanceof CompletionResultValue) return [bare.toCandidate()];
    const text = item === null ? '' : q.machine.text(item);
    return text === '' ? [] : [candidate(text)];
  });
}

/** Runs a completer; null where it gives nothing, fails, or may not be run. */
function run(q: Question, block: ScriptBlock, args: Value[]): Candidate[] | null {
  if (!q.canRun) return null;
  try {
    const output = q.ctx.call({ block, args });
    return output.length === 0 ? null : resultsOf(q, output);
  } catch (error) {
    if (error instanceof TerminatingError) return null;
    throw error;
  }
}

function runClass(q: Question, type: TypeValue | ScriptClass, args: Value[]): Candidate[] | null {
  if (!q.canRun) return null;
  try {
    const made = invokeMethod(newObject(type, [], q.ctx), 'CompleteArgument', args, q.ctx);
    return made === null ? null : resultsOf(q, enumerate(made) ?? [made]);
  } catch (error) {
    if (error instanceof TerminatingError) return null;
    throw error;
  }
}

const isNamed = (a: AttributeSpec, name: string): boolean =>
  new RegExp(`^(System\\.Management\\.Automation\\.)?${name}(Attribute)?$`, 'i').test(a.typeName);

/** What the user's completers say of a parameter's value; null where there is none. `word`: as typed, with its quotes. */
export function customValues(
  q: Question,
  binding: PseudoBinding,
  parameter: ParameterView,
  command: CommandAst,
  knowsBound: boolean,
): Candidate[] | null {
  if (q.isLimited) return null;
  const args = (): Value[] => [binding.name, parameter.name, q.word, q.node(command), boundValues(q, knowsBound ? binding.arguments : [])];
  const own = registered(q, ARGUMENT_COMPLETERS, 'CustomArgumentCompleters', [`${binding.name}:${parameter.name}`, parameter.name]);
  const fromOwn = own === null ? null : run(q, own, args());
  if (fromOwn !== null) return fromOwn;
  const block = binding.info instanceof FunctionInfo ? binding.info.scriptBlock : null;
  for (const attribute of parameter.meta.attributes) {
    if (isNamed(attribute, 'ArgumentCompleter')) {
      const [made] = runtimeAttribute(attribute, block).positional as Value[];
      const found =
        made instanceof ScriptBlock
          ? run(q, made, args())
          : made instanceof TypeValue || made instanceof ScriptClass
            ? runClass(q, made, args())
            : null;
      if (found !== null) return found;
    }
  }
  const listed = parameter.meta.attributes.find((a) => isNamed(a, 'ArgumentCompletions'));
  if (listed === undefined) return null;
  return listed.positional
    .flatMap((v) => enumerate(v as Value) ?? [v as Value])
    .map((v) => q.machine.text(v))
    .filter((v) => matches(v, `${q.word}*`))
    .map((v) => candidate(v, 'ParameterValue'));
}

/** What a completer of a native command says; null where there is none. */
export function nativeValues(q: Question, command: CommandAst, name: string | null): Candidate[] | null {
  if (name === null || q.isLimited) return null;
  const leaf = name.slice(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1);
  const block = registered(q, NATIVE_COMPLETERS, 'NativeArgumentCompleters', [name, leaf, leaf.replace(/\.[^.]*$/, ''), FALLBACK]);
  if (block === null) return null;
  return run(q, block, [q.word, q.node(command), convertTo(q.cursor, 'System.Int32', q.ctx)]);
}
