/** What can go wrong in the store. */

/** Another owner has the session, or it was removed: the machine must be dropped and nothing more sent. */
export class FencedError extends Error {
  readonly sessionId: string;
  /** The epoch found, or null if the session is gone. */
  readonly epoch: number | null;
  constructor(sessionId: string, epoch: number | null) {
    super(epoch === null ? `Session ${sessionId} was removed.` : `Session ${sessionId} has another owner now (epoch ${epoch}).`);
    this.name = 'FencedError';
    this.sessionId = sessionId;
    this.epoch = epoch;
  }
}

/** The browser has no room left. Nothing of the transaction was stored. */
export class QuotaError extends Error {
  constructor(cause: unknown) {
    super('The browser has no room left for this site.', { cause });
    this.name = 'QuotaError';
  }
}

/** A transaction did not complete. Nothing of it was stored. */
export class StoreError extends Error {
  constructor(message: string, cause?: unknown) {
    super(message, { cause });
    this.name = 'StoreError';
  }
}

/** A session was resumed too often without storing anything new: it is not started by itself any more. */
export class ResumeLimitError extends Error {
  readonly sessionId: string;
  readonly resumes: number;
  constructor(sessionId: string, resumes: number) {
    super(`Session ${sessionId} was resumed ${resumes} times without getting further. It is kept, and not started by itself.`);
    this.name = 'ResumeLimitError';
    this.sessionId = sessionId;
    this.resumes = resumes;
  }
}

/** The error as one of this room's. Quota is recognised by name: browsers differ in the class. */
export function asStoreError(error: unknown): Error {
  if (error instanceof FencedError || error instanceof QuotaError || error instanceof StoreError || error instanceof ResumeLimitError)
    return error;
  const name = error instanceof Error || error instanceof DOMException ? error.name : '';
  if (name === 'QuotaExceededError' || name === 'NS_ERROR_DOM_QUOTA_REACHED') return new QuotaError(error);
  const text = error instanceof Error || error instanceof DOMException ? error.message : String(error);
  return new StoreError(`The browser's storage refused: ${name} ${text}`.trim(), error);
}
