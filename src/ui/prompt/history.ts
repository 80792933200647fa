/**
 * Going through what was typed before, as PSReadLine does: from a text that was begun, only the lines that begin with it are met, and the
 * text itself is at the end.
 */
export class PromptHistory {
  private lines: string[] = [];
  private at: number | null = null;
  private begun = '';

  /** All lines, oldest first. */
  load(lines: readonly string[]): void {
    this.lines = [...lines];
    this.at = null;
  }

  /** A line that was sent. The same line twice in a row is kept once. */
  add(line: string): void {
    this.at = null;
    if (line.trim() !== '' && this.lines.at(-1) !== line) this.lines.push(line);
  }

  /** Whether the text shown comes from here. */
  get active(): boolean {
    return this.at !== null;
  }

  /** Forgets where it was: the text was changed. */
  leave(): void {
    this.at = null;
  }

  /** The next older line that begins with what was typed, or null if there is none. */
  older(text: string): string | null {
    if (this.at === null) this.begun = text;
    for (let index = (this.at ?? this.lines.length) - 1; index >= 0; index--) {
      if (this.fits(index, text)) return this.go(index);
    }
    return null;
  }

  /** The next newer one; past the newest the text that was begun. */
  newer(text: string): string | null {
    if (this.at === null) return null;
    for (let index = this.at + 1; index < this.lines.length; index++) {
      if (this.fits(index, text)) return this.go(index);
    }
    this.at = null;
    return this.begun;
  }

  /** The newest line before `before` that contains a text; its index and the line. */
  search(text: string, before = this.lines.length): { index: number; line: string } | null {
    const wanted = text.toLowerCase();
    for (let index = Math.min(before, this.lines.length) - 1; index >= 0; index--) {
      if (this.lines[index].toLowerCase().includes(wanted)) return { index, line: this.lines[index] };
    }
    return null;
  }

  private fits(index: number, shown: string): boolean {
    const line = this.lines[index];
    return line !== shown && line.toLowerCase().startsWith(this.begun.toLowerCase());
  }

  private go(index: number): string {
    this.at = index;
    return this.lines[index];
  }
}
