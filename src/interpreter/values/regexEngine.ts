/** The regular expression engine, which is imported when it is first needed: few sessions' first commands need it. */
import { NeedActivity } from './context.ts';
import type * as RegexEngine from './regex/engine.ts';

let engine: typeof RegexEngine | null = null;

/** Called by the file of the Regex type, which is imported with the engine. */
export function provideRegexEngine(provided: typeof RegexEngine): void {
  engine = provided;
}

/** The engine. Native code that asks for it before it is there is run again when it has been loaded (NeedActivity). */
export function regexEngine(): typeof RegexEngine {
  if (engine === null) throw new NeedActivity({ kind: 'host', op: 'load', type: 'System.Text.RegularExpressions.Regex' });
  return engine;
}
