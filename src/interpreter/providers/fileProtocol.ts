/**
 * What the FileSystem provider asks of its host (`context.ask(op, args)`): plain data both ways. The Node host answers from the
 * real file system, a session worker from the session's overlay over the computer's files in the database.
 *
 * Paths are absolute, normalised, with `/`. Times are ms since 1970 UTC. A failure that a cmdlet turns into its own error comes back
 * as {@link FileFailure}; replies are never undefined (that means "not yet").
 */
import type { FileEntry } from '../values/fileEntry.ts';

export type { FileEntry };

/** A failure: `code` as in POSIX (ENOENT, EEXIST, ENOTDIR, EISDIR, ENOTEMPTY, EACCES, ECONFLICT: changed by another session). */
export interface FileFailure {
  failure: { code: string; message: string };
}

/** True for a failed reply. */
export function isFailure(reply: unknown): reply is FileFailure {
  return typeof reply === 'object' && reply !== null && 'failure' in reply;
}

/** Operations by name: arguments and reply. */
export interface FileOperations {
  /** null if there is none. */
  'file.stat': { args: { path: string }; reply: FileEntry | null };
  /** Entries of a folder in ordinal order of names, without recursion. */
  'file.list': { args: { path: string }; reply: FileEntry[] | FileFailure };
  /** Content as text: decoded by BOM, else UTF-8. */
  'file.readText': { args: { path: string; encoding?: string }; reply: { text: string; encoding: string } | FileFailure };
  'file.readBytes': { args: { path: string }; reply: { bytes: Uint8Array } | FileFailure };
  /** Replaces the content (made if missing; `createNew`: EEXIST if there). */
  'file.write': { args: { path: string; text?: string; bytes?: Uint8Array; createNew?: boolean }; reply: true | FileFailure };
  /** Appends (made if missing). */
  'file.append': { args: { path: string; text?: string; bytes?: Uint8Array }; reply: true | FileFailure };
  'file.mkdir': { args: { path: string; recurse: boolean }; reply: true | FileFailure };
  'file.remove': { args: { path: string; recurse: boolean }; reply: true | FileFailure };
  'file.move': { args: { from: string; to: string; overwrite: boolean }; reply: true | FileFailure };
  'file.copy': { args: { from: string; to: string; overwrite: boolean }; reply: true | FileFailure };
  'file.touch': {
    args: { path: string; modified?: number; created?: number; accessed?: number; readOnly?: boolean; mode?: number };
    reply: true | FileFailure;
  };
}
