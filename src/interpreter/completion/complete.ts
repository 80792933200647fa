/**
 * Completion of typed text, for the page's Tab key and for TabExpansion2: one engine (analysis.ts). What is offered and how it is spelt
 * follows CompletionAnalysis.cs and CompletionCompleters.cs; `replacementIndex` and `replacementLength` say which part of the text a
 * candidate replaces. In a restricted session it offers what is public, whoever asks.
 */
import { MachineContext } from '../machine/context.ts';
import { Frame } from '../machine/frames.ts';
import type { Machine } from '../machine/machine.ts';
import type { Runspace } from '../machine/state.ts';
import type { FileEntry } from '../providers/fileProtocol.ts';
import type { PSHashtable } from '../values/collections.ts';
import { type Activity, NeedActivity } from '../values/context.ts';
import { fail } from '../values/errors.ts';
import { analyse } from './analysis.ts';
import { type Place, Question } from './question.ts';
import type { Candidates, CompletionKind } from './results.ts';

export type { Candidate, Candidates, CompletionKind } from './results.ts';

/** What is offered without the whole language. */
const LIMITED: readonly CompletionKind[] = ['Command', 'ParameterName', 'ParameterValue', 'ProviderItem', 'ProviderContainer'];

/** Candidates for a place in a text, as native code asks for them: may wait (values/context.ts). */
export function completeText(place: Place, text: string, cursor: number, options: PSHashtable | null = null): Candidates {
  const none: Candidates = { replacementIndex: -1, replacementLength: -1, matches: [] };
  if (text === '') return { replacementIndex: 0, replacementLength: 0, matches: [] };
  const question = new Question(place, text, cursor, options);
  const found = analyse(question);
  const matches = question.isLimited ? found.filter((m) => LIMITED.includes(m.resultType)) : found;
  return matches.length === 0
    ? { ...none, replacementIndex: question.index, replacementLength: question.length }
    : { replacementIndex: question.index, replacementLength: question.length, matches };
}

/** Stands in for the code that asks: a page's question runs no code of its own. */
class AskingFrame extends Frame {
  override step(): void {}
  override receive(): void {}
}

/** The context of a page's question: whatever the machine runs meanwhile is left alone, so no code is run for it. */
class AskingContext extends MachineContext {
  override perform(make: () => Activity): unknown {
    const activity = make();
    if (activity.kind === 'host') throw new NeedActivity(activity);
    throw fail('InvalidOperation', 'InvalidOperation', 'No code can be run here.');
  }
}

/** Answers file questions: a host's own `ask`, waited for. */
export type FileLister = (path: string) => Promise<FileEntry[]>;

/** Candidates for the text at the cursor (UTF-16 offset). `list` reads folders; without it paths are not offered. */
export async function completeInput(
  machine: Machine,
  runspace: Runspace,
  text: string,
  cursor: number,
  list?: FileLister,
): Promise<Candidates> {
  const frame = new AskingFrame();
  frame.scope = runspace.globalScope;
  frame.log = [];
  for (;;) {
    const ctx = new AskingContext(machine, frame);
    try {
      machine.enter(frame);
      return completeText({ machine, ctx, runspace, scope: runspace.globalScope, canRun: false }, text, cursor);
    } catch (error) {
      if (!(error instanceof NeedActivity) || error.activity.kind !== 'host') throw error;
      const { activity } = error;
      if (activity.op === 'load') await machine.load(activity);
      else frame.log.push(activity.op === 'file.list' && list !== undefined ? await list(String(activity.path)) : null);
    }
  }
}
