/**
 * Completion of typed text, for the page's Tab key and for TabExpansion2: one engine (analysis.ts). What is offered and how it is spelt
 * follows CompletionAnalysis.cs and CompletionCompleters.cs; `replacementIndex` and `replacementLength` say which part of the text a
 * candidate replaces. In a restricted session it offers what is public, whoever asks.
 */

import { parseCommand, startBlock } from '../machine/command.ts';
import { MachineContext } from '../machine/context.ts';
import { Frame } from '../machine/frames.ts';
import type { Machine } from '../machine/machine.ts';
import type { Runspace, Thread } from '../machine/state.ts';
import { Streams } from '../machine/streams.ts';
import type { FileEntry } from '../providers/fileProtocol.ts';
import { PSArray, type PSHashtable } from '../values/collections.ts';
import { type Activity, NeedActivity } from '../values/context.ts';
import { fail, TerminatingError } from '../values/errors.ts';
import { analyse } from './analysis.ts';
import { CommandCompletionValue, CompletionResultValue } from './completionResult.ts';
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
  /** True once code would have had to be run. */
  missed = false;
  override perform(make: () => Activity): unknown {
    const activity = make();
    if (activity.kind === 'host') throw new NeedActivity(activity);
    this.missed = true;
    throw fail('InvalidOperation', 'InvalidOperation', 'No code can be run here.');
  }
}

/** What a page's question answers. */
export interface PageCandidates extends Candidates {
  /** True: code of the session's would have to be run to know all (a registered completer); see {@link startCompletion}. */
  needsCode: boolean;
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
): Promise<PageCandidates> {
  const frame = new AskingFrame();
  frame.scope = runspace.globalScope;
  frame.log = [];
  for (;;) {
    const ctx = new AskingContext(machine, frame);
    try {
      machine.enter(frame);
      const place = { machine, ctx, runspace, scope: runspace.globalScope, canRun: false, missed: false };
      const found = completeText(place, text, cursor);
      return { ...found, needsCode: place.missed || ctx.missed };
    } catch (error) {
      if (!(error instanceof NeedActivity) || error.activity.kind !== 'host') throw error;
      const { activity } = error;
      if (activity.op === 'load') await machine.load(activity);
      else frame.log.push(activity.op === 'file.list' && list !== undefined ? await list(String(activity.path)) : null);
    }
  }
}

/** A question that a thread of the session answers. */
export interface Completing {
  thread: Thread;
  output: PSArray;
}

/** What threads of completion are for. */
const COMPLETION = 'completion';

/** Asks again by a thread of the session, which runs completers; the caller drives it to its end. Its errors and messages go nowhere. */
export function startCompletion(machine: Machine, runspace: Runspace, text: string, cursor: number): Completing {
  const script = `[System.Management.Automation.CommandCompletion]::CompleteInput('${text.replace(/['\u2018\u2019\u201a\u201b]/g, '$&$&')}', ${cursor}, $null)`;
  const parsed = parseCommand(machine, script, '', 'trusted');
  if ('error' in parsed) throw new TerminatingError(parsed.error);
  const output = new PSArray();
  const thread = startBlock(machine, parsed.block, { runspace, sink: output, streams: new Streams(null, null), purpose: COMPLETION });
  return { thread, output };
}

/** What such a thread found; null if it did not get to its end. */
export function completionOf({ thread, output }: Completing): Candidates | null {
  const [found] = output.items;
  if (thread.state !== 'completed' || !(found instanceof CommandCompletionValue)) return null;
  const matches = found.matches.items.flatMap((m) => (m instanceof CompletionResultValue ? [m.toCandidate()] : []));
  return { replacementIndex: found.replacementIndex, replacementLength: found.replacementLength, matches };
}
