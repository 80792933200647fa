/** Resolves after so many milliseconds. */
export const sleep = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** A wait that took too long; the message says for what. */
export class TimeLimit extends Error {
  override name = 'TimeLimit';
}

/**
 * Asks again and again until the answer is neither undefined nor false, and returns it. What the question throws counts as no answer yet
 * (a page that is just navigating cannot answer) and is named when the time is up.
 */
export async function until<T>(
  what: string,
  question: () => Promise<T | undefined | false> | T | undefined | false,
  milliseconds = 15_000,
  pause = 40,
): Promise<T> {
  const end = Date.now() + milliseconds;
  let last = '';
  for (;;) {
    try {
      const answer = await question();
      if (answer !== undefined && answer !== false) return answer;
      last = '';
    } catch (error) {
      last = `; last: ${error instanceof Error ? error.message : String(error)}`;
    }
    if (Date.now() > end) throw new TimeLimit(`waited ${milliseconds} ms for ${what}${last}`);
    await sleep(pause);
  }
}

/** Rejects when a promise takes longer than that. */
export async function within<T>(what: string, milliseconds: number, promise: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new TimeLimit(`${what} took longer than ${milliseconds} ms`)), milliseconds);
  });
  try {
    return await Promise.race([promise, limit]);
  } finally {
    clearTimeout(timer);
  }
}
