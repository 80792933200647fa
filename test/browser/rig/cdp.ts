import type { Readable, Writable } from 'node:stream';

/** What a command of the DevTools protocol answers, or an event carries: data whose shape its documentation gives. */
export type Values = Record<string, unknown>;

type Listener = (params: Values, sessionId: string | undefined) => void;
type Pending = { method: string; sessionId: string | undefined; resolve: (result: Values) => void; reject: (error: Error) => void };

/** A command that the browser refused, or that can no longer be answered because its target is gone. */
export class ProtocolError extends Error {
  override name = 'ProtocolError';
}

/**
 * A connection to a browser in the Chrome DevTools Protocol over the two pipes that --remote-debugging-pipe asks for (messages end in a
 * zero byte). Over pipes a browser ends with the test that started it, however that ends, and Node needs no WebSocket for it. Sessions are
 * flat: one connection carries the browser's own and those of all targets.
 */
export class Connection {
  readonly #out: Writable;
  readonly #pending = new Map<number, Pending>();
  readonly #listeners = new Map<string, Set<Listener>>();
  #last = 0;
  #closed: Error | undefined;

  constructor(out: Writable, input: Readable) {
    this.#out = out;
    let rest = '';
    input.setEncoding('utf8');
    input.on('data', (text: string) => {
      const messages = (rest + text).split('\0');
      rest = messages.pop() ?? '';
      for (const message of messages) this.#receive(JSON.parse(message));
    });
    input.on('close', () => this.#close());
    input.on('error', () => this.#close());
    out.on('error', () => this.#close());
  }

  /** Sends a command and waits for its answer. Rejects with a ProtocolError that names the command. */
  send(method: string, params: Values = {}, sessionId?: string): Promise<Values> {
    if (this.#closed) return Promise.reject(this.#closed);
    const id = ++this.#last;
    return new Promise((resolve, reject) => {
      this.#pending.set(id, { method, sessionId, resolve, reject });
      this.#out.write(`${JSON.stringify({ id, method, params, sessionId })}\0`);
    });
  }

  /** Calls back for each event of that name, of any session; returns a function that ends this. */
  on(method: string, listener: Listener): () => void {
    const listeners = this.#listeners.get(method) ?? new Set();
    this.#listeners.set(method, listeners);
    listeners.add(listener);
    return () => listeners.delete(listener);
  }

  /** The first event of that name for which the test holds, from now on. Rejects after the time limit. */
  once(method: string, test: (params: Values, sessionId: string | undefined) => boolean, milliseconds = 10_000): Promise<Values> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        stop();
        reject(new Error(`no ${method} within ${milliseconds} ms`));
      }, milliseconds);
      const stop = this.on(method, (params, sessionId) => {
        if (!test(params, sessionId)) return;
        clearTimeout(timer);
        stop();
        resolve(params);
      });
    });
  }

  /** Rejects what waits for answers of a target that crashed or went away: the browser leaves such commands unanswered. */
  abandon(sessionId: string, reason: string): void {
    for (const [id, pending] of this.#pending) {
      if (pending.sessionId !== sessionId) continue;
      this.#pending.delete(id);
      pending.reject(new ProtocolError(`${pending.method}: ${reason}`));
    }
  }

  #receive(message: {
    id?: number;
    method?: string;
    params?: Values;
    sessionId?: string;
    result?: Values;
    error?: { message: string };
  }): void {
    if (message.id !== undefined) {
      const pending = this.#pending.get(message.id);
      this.#pending.delete(message.id);
      if (message.error) pending?.reject(new ProtocolError(`${pending.method}: ${message.error.message}`));
      else pending?.resolve(message.result ?? {});
    } else if (message.method) {
      for (const listener of [...(this.#listeners.get(message.method) ?? [])]) listener(message.params ?? {}, message.sessionId);
    }
  }

  #close(): void {
    this.#closed ??= new ProtocolError('the browser is gone');
    for (const pending of this.#pending.values()) pending.reject(new ProtocolError(`${pending.method}: the browser is gone`));
    this.#pending.clear();
  }
}
