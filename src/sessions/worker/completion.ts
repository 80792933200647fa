/** Completion for pages: the interpreter's, over the session's machine and the computer's files. */
import type { Candidates } from '../../interpreter/completion/complete.ts';
import type { SessionRoot, Thread } from '../../interpreter/machine/state.ts';
import { touch } from '../../interpreter/values/heap.ts';
import type { Completion } from '../protocol.ts';
import { listFiles } from '../store/index.ts';
import type { SessionDriver } from './driver.ts';
import { entryOf } from './fileEntries.ts';

/** Most candidates that are sent to a page. */
const MOST = 500;
/** Longest time that the user's own completers get. */
const PATIENCE = 3000;
/** What threads of completion are for. */
const PURPOSE = 'completion';

type Engine = typeof import('../../interpreter/completion/complete.ts');

/**
 * Candidates for the text at the cursor. The machine is only looked at, so it works while something runs; completers that are code of the
 * session's run only while nothing else does.
 */
export async function complete(driver: SessionDriver, text: string, cursor: number): Promise<Completion> {
  const engine = await import('../../interpreter/completion/complete.ts');
  const { machine, record, env } = driver;
  const [runspace] = machine.root.runspaces;
  const seen = await engine.completeInput(machine, runspace, text, cursor, async (path) =>
    (await listFiles(env.store, record.computer, path)).map(entryOf),
  );
  const made = seen.needsCode && !runspace.restricted ? await byThread(driver, engine, text, cursor) : null;
  const found = made ?? seen;
  if (found.matches.length === 0) return { replacementIndex: cursor, replacementLength: 0, matches: [] };
  const { replacementIndex, replacementLength, matches } = found;
  return { replacementIndex, replacementLength, matches: matches.slice(0, MOST) };
}

/** Has a thread of the session complete; null where something else runs, or it takes too long. */
function byThread(driver: SessionDriver, engine: Engine, text: string, cursor: number): Promise<Candidates | null> {
  return new Promise((done) => {
    if (driver.isEnded) done(null);
    driver.act(() => {
      const { machine } = driver;
      const [runspace] = machine.root.runspaces;
      if (driver.desk.running() !== null) return done(null);
      const { succeeded } = runspace;
      const asked = engine.startCompletion(machine, runspace, text, cursor);
      const end = driver.monotonic() + PATIENCE;
      const look = (): void => {
        const isOver = asked.thread.state !== 'running';
        if (!isOver && driver.desk.running() === null && driver.monotonic() < end) {
          driver.env.timers.set(15, () => (driver.isEnded ? done(null) : driver.act(look)));
          return;
        }
        dropThread(machine.root, asked.thread);
        if (driver.desk.running() === null) {
          runspace.succeeded = succeeded;
          touch(runspace);
        }
        done(isOver ? engine.completionOf(asked) : null);
      };
      driver.act(look);
    });
  });
}

function dropThread(root: SessionRoot, thread: Thread): void {
  root.threads = root.threads.filter((t) => t !== thread);
  touch(root);
}

/** Ends completions that a checkpoint holds: nobody waits for them any more. */
export function dropCompletions(root: SessionRoot): void {
  for (const thread of root.threads.filter((t) => t.purpose === PURPOSE)) dropThread(root, thread);
}
