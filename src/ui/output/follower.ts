/** Keeps the end of a scrolled element in sight until a person scrolls away from it. */
export class Follower {
  following = true;
  private readonly scroller: HTMLElement;
  private readonly changed: () => void;
  private readonly observer: ResizeObserver | null;
  private lastTop = 0;

  /** `content` is what grows inside; `changed` hears of every scrolling. */
  constructor(scroller: HTMLElement, content: readonly Element[], changed: () => void) {
    this.scroller = scroller;
    this.changed = changed;
    scroller.addEventListener('scroll', this.scrolled, { passive: true });
    this.observer = typeof ResizeObserver === 'undefined' ? null : new ResizeObserver(() => this.stick());
    this.observer?.observe(scroller);
    for (const element of content) this.observer?.observe(element);
  }

  /** Goes to the end if it is followed. */
  stick(): void {
    if (!this.following) return;
    this.scroller.scrollTop = this.scroller.scrollHeight;
    this.lastTop = this.scroller.scrollTop;
  }

  /** Goes to the end and follows it from now on. */
  toEnd(): void {
    this.following = true;
    this.stick();
    this.changed();
  }

  stop(): void {
    this.scroller.removeEventListener('scroll', this.scrolled);
    this.observer?.disconnect();
  }

  private readonly scrolled = () => {
    const { scrollTop, scrollHeight, clientHeight } = this.scroller;
    const atEnd = scrollHeight - scrollTop - clientHeight < 12;
    // Content that grows also leaves the end behind; only a movement upwards is a person's.
    if (atEnd) this.following = true;
    else if (scrollTop < this.lastTop - 1) this.following = false;
    this.lastTop = scrollTop;
    this.changed();
  };
}
