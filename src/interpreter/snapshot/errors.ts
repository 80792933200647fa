/** Why a snapshot could not be written or read. */
export type SnapshotErrorCode =
  /** Something in the state is not plain data, or of a class that is not registered. `path` names it. */
  | 'unsupported'
  /** An object belongs to another heap. */
  | 'foreign'
  /** The bytes are damaged, or the streams given do not follow each other. */
  | 'corrupt'
  /** Written by a newer version of Limpet. */
  | 'future-format'
  /** Code of another instruction set. */
  | 'instruction-set'
  /** A class that the snapshot needs is not registered (its module is not loaded). */
  | 'missing-class'
  /** A code object that the snapshot needs was not given. */
  | 'missing-code';

/** The only error that snapshot/ throws. Its message is complete English; `path` is the way from the root where known, else ''. */
export class SnapshotError extends Error {
  readonly code: SnapshotErrorCode;
  readonly path: string;
  constructor(code: SnapshotErrorCode, message: string, path = '') {
    super(path === '' ? message : `${message} (at ${path})`);
    this.name = 'SnapshotError';
    this.code = code;
    this.path = path;
  }
}
