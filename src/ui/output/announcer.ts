/** Lines per second that a screen reader can follow. */
const readable = 20;
const quiet = 1500;

/**
 * Keeps a flood of output from a screen reader: while more comes than can be read, the log is not announced, and when it is over its size is.
 */
export class Announcer {
  private readonly log: HTMLElement;
  private readonly summary: HTMLElement;
  private since = 0;
  private lines = 0;
  private missed = 0;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(log: HTMLElement, summary: HTMLElement) {
    this.log = log;
    this.summary = summary;
  }

  /** Tells that lines are about to be drawn. */
  note(count: number): void {
    const now = Date.now();
    if (now - this.since > 1000) {
      this.since = now;
      this.lines = 0;
    }
    this.lines += count;
    if (this.lines <= readable && this.missed === 0) return;
    this.missed += count;
    if (this.log.getAttribute('aria-live') !== 'off') this.log.setAttribute('aria-live', 'off');
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.over(), quiet);
  }

  /** Ends what is under way. */
  stop(): void {
    clearTimeout(this.timer);
  }

  private over(): void {
    this.summary.textContent = `${this.missed} lines of output`;
    this.missed = 0;
    this.log.setAttribute('aria-live', 'polite');
    this.timer = setTimeout(() => {
      this.summary.textContent = '';
    }, 5000);
  }
}
