/** Errors that pages get. */
import type { LimpetError, LimpetErrorCode } from './types.ts';

/** Makes a {@link LimpetError}. */
export function limpetError(code: LimpetErrorCode, message: string, cause?: unknown): LimpetError {
  return Object.assign(new Error(message, cause === undefined ? {} : { cause }), { name: 'LimpetError' as const, code });
}

/** An error of the store as pages get it. */
export function fromStore(error: unknown): LimpetError {
  const { name, message } = error as Error;
  if (name === 'LimpetError') return error as LimpetError;
  return limpetError(name === 'QuotaError' ? 'Quota' : name === 'FencedError' ? 'SessionNotFound' : 'Storage', message, error);
}

/** The owner of a session is gone; whoever called it tries again with the next one. */
export class OwnerGone extends Error {}
