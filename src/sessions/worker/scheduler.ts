/**
 * Yields to the event loop by a MessageChannel to self, which lets messages in between (design, section 3: scheduler.yield and promises
 * starve them, timers wait 4 ms). Tasks run in order, one per message: so several machines in one worker take turns, and a message
 * from outside never waits for more than one slice.
 */
export class Scheduler {
  private readonly tasks: (() => void)[] = [];
  private readonly yield_: (next: () => void) => void;
  private posted = false;

  /** `yieldTo`: calls back after other messages had their turn (Node's MessageChannel starves its timers: tests give setImmediate). */
  constructor(yieldTo: (next: () => void) => void = messageToSelf()) {
    this.yield_ = yieldTo;
  }

  /** Runs a task after what waits already. */
  post(task: () => void): void {
    this.tasks.push(task);
    this.ring();
  }

  private ring(): void {
    if (this.posted || this.tasks.length === 0) return;
    this.posted = true;
    this.yield_(() => this.next());
  }

  private next(): void {
    this.posted = false;
    const task = this.tasks.shift();
    try {
      task?.();
    } finally {
      this.ring();
    }
  }
}

function messageToSelf(): (next: () => void) => void {
  const { port1, port2 } = new MessageChannel();
  let waiting: (() => void) | null = null;
  port1.onmessage = () => {
    const next = waiting;
    waiting = null;
    next?.();
  };
  return (next) => {
    waiting = next;
    port2.postMessage(null);
  };
}
