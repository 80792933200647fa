/**
 * The allocation account: what the session has allocated in large pieces, against its limit. A worker that runs out of memory
 * takes its whole tab with it, so the session must notice first. Small objects are counted when the heap is measured; a
 * measurement (a walk of the root) happens only when the account passes the limit.
 */
import { fail } from '../values/errors.ts';
import { HeapObject, snapshotClassOf } from '../values/heap.ts';
import { StopError } from './context.ts';
import type { SessionRoot } from './state.ts';

/** Default limit per session in bytes. */
export const DEFAULT_MEMORY_LIMIT = 256 * 1024 * 1024;

/** The account of one machine. */
export class Memory {
  private readonly root: () => SessionRoot;
  limit = DEFAULT_MEMORY_LIMIT;
  constructor(root: () => SessionRoot) {
    this.root = root;
  }
  /**
   * Adds bytes about to be allocated. Throws OutOfMemoryException if the limit would be passed. It ends the command, not just the
   * statement: a loop that takes all there is would otherwise fail for ever.
   */
  charge(bytes: number): void {
    const root = this.root();
    root.allocated += bytes;
    if (root.allocated <= this.limit) return;
    if (bytes <= this.limit) {
      // a string that is referred to a thousand times is counted so often, but no more can be alive than was ever charged
      const live = Math.min(measure(root, 2 * this.limit), root.allocated - bytes);
      if (live + bytes <= this.limit) {
        root.allocated = live + bytes;
        return;
      }
    }
    root.allocated -= bytes;
    const error = fail('System.OutOfMemoryException', 'OperationStopped', "Exception of type 'System.OutOfMemoryException' was thrown.", {
      typeName: 'System.OutOfMemoryException',
    });
    // an exception of .NET's carries no record of its own, so catch sees it as it is
    error.record.exception.errorRecord = null;
    throw new StopError(error.record);
  }
}

/** Bytes of what is reachable from an object, roughly; stops counting past `enough`. */
export function measure(root: object, enough = Number.POSITIVE_INFINITY): number {
  const seen = new Set<object>();
  const stack: unknown[] = [root];
  let bytes = 0;
  while (stack.length > 0 && bytes <= enough) {
    const v = stack.pop();
    if (typeof v === 'string') {
      bytes += 16 + v.length;
    } else if (typeof v === 'bigint') bytes += 24;
    else if (typeof v === 'object' && v !== null && !seen.has(v)) {
      seen.add(v);
      if (Array.isArray(v)) {
        bytes += 16 + v.length * 8;
        for (const e of v) if (typeof e === 'object' || typeof e === 'string') stack.push(e);
      } else if (v instanceof Map) {
        bytes += 48 + v.size * 40;
        for (const [k, e] of v) stack.push(k, e);
      } else if (v instanceof Set) {
        bytes += 48 + v.size * 24;
        for (const e of v) stack.push(e);
      } else if (ArrayBuffer.isView(v)) bytes += 32 + v.byteLength;
      else {
        bytes += v instanceof HeapObject ? 64 : 24;
        const transient = snapshotClassOf(v)?.transient;
        for (const [key, e] of Object.entries(v))
          if ((typeof e === 'object' || typeof e === 'string') && transient?.includes(key) !== true) stack.push(e);
      }
    }
  }
  return bytes;
}
