/** Whether a text is unfinished: PowerShell's own parser says so. It is loaded behind the first prompt. */
type Check = (text: string) => boolean;

let check: Check | null = null;

/** Loads the parser; called once when a page connects. */
export async function loadParser(): Promise<void> {
  const { isIncomplete, parseInput } = await import('../../interpreter/syntax/index.ts');
  check = (text) => isIncomplete(parseInput(text, ''));
}

/** True if Enter should begin a new line. Until the parser is there no text is unfinished. */
export function isIncompleteText(text: string): boolean {
  return check?.(text) ?? false;
}
