import { type Connection, ProtocolError } from './cdp.ts';

/** The kinds of places where code runs in a browser, by DevTools' names. */
export type TargetType = 'page' | 'iframe' | 'worker' | 'shared_worker' | 'service_worker';

/** An error that code in the browser threw while a test evaluated something there. */
export class PageError extends Error {
  override name = 'PageError';
}

/** A page, frame or worker of the browser under test: what its code can be asked. */
export class Target {
  readonly connection: Connection;
  readonly sessionId: string;
  readonly targetId: string;
  readonly type: TargetType;
  /** The session of the page that this frame or dedicated worker belongs to. */
  readonly parent: string | undefined;
  url: string;
  title: string;
  /** False once it crashed (until reloaded), was closed or ended. */
  alive = true;
  /** Whether it has been prepared and let run. */
  ready = false;

  constructor(
    connection: Connection,
    sessionId: string,
    info: { targetId: string; type: string; url: string; title: string },
    parent?: string,
  ) {
    this.connection = connection;
    this.sessionId = sessionId;
    this.targetId = info.targetId;
    this.type = info.type as TargetType;
    this.url = info.url;
    this.title = info.title;
    this.parent = parent;
  }

  /** A protocol command to this target. */
  send(method: string, params: Record<string, unknown> = {}): Promise<Record<string, unknown>> {
    return this.connection.send(method, params, this.sessionId);
  }

  /**
   * Evaluates an expression, or calls a function with arguments that JSON can carry; waits if the value is a promise. The function is sent
   * as its text, so it sees nothing of the test's scope. It works under a policy that forbids eval. Throws PageError for what the code throws.
   */
  async evaluate<T, A extends unknown[]>(code: string | ((...args: A) => T | Promise<T>), ...args: A): Promise<T> {
    // tsx names functions by a helper that exists only on this side.
    const helper = 'const __name = (f) => f;';
    const expression =
      typeof code === 'string'
        ? code
        : `(() => { ${helper} return (${code.toString()})(${args.map((arg) => JSON.stringify(arg) ?? 'undefined').join(', ')}); })()`;
    const answer = await this.send('Runtime.evaluate', { expression, awaitPromise: true, returnByValue: true, userGesture: true });
    const thrown = answer.exceptionDetails as { text: string; exception?: { description?: string; value?: unknown } } | undefined;
    if (thrown) throw new PageError(thrown.exception?.description ?? String(thrown.exception?.value ?? thrown.text));
    return (answer.result as { value: T }).value;
  }

  /**
   * Ends a worker as the browser ends one: at once, with whatever it was doing. Waits until it is gone. Throws for pages (close or kill them).
   */
  async kill(): Promise<void> {
    if (this.type === 'page' || this.type === 'iframe') throw new Error('kill() is for workers');
    // A dedicated worker cannot be closed through the protocol, but it can close itself; the interrupt ends what it computes.
    const closed = this.connection.send('Target.closeTarget', { targetId: this.targetId }).then(
      (answer) => answer.success === true,
      () => false,
    );
    if (!(await closed)) {
      await Promise.race([this.send('Runtime.evaluate', { expression: 'self.close()' }), this.send('Runtime.terminateExecution')]).catch(
        (error: unknown) => {
          if (!(error instanceof ProtocolError)) throw error;
        },
      );
    }
    const end = Date.now() + 5000;
    while (this.alive) {
      if (Date.now() > end) throw new Error(`${this.type} ${this.url} does not end`);
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  }
}
