/** System.Uri as a value: it may come from another session before its type's file is imported. */
import { snapshotClass } from '../heap.ts';

/** A Uri: its text, and whether it is absolute. */
export class PSUri {
  readonly original: string;
  readonly isAbsolute: boolean;
  constructor(original = '', isAbsolute = false) {
    this.original = original;
    this.isAbsolute = isAbsolute;
  }
}
snapshotClass('Uri', 'value', PSUri);
