/** The FileSystem provider: items and listings through the host's files. Behaviour: FileSystemProvider.cs on Unix. */
import { compareCulture } from '../values/dotnet/stringCompare.ts';
import { type ErrorCategory, ErrorRecord, PSException, TerminatingError } from '../values/errors.ts';
import type { Value } from '../values/value.ts';
import { FileSystemInfo } from './fileInfo.ts';
import { type FileEntry, type FileFailure, isFailure } from './fileProtocol.ts';
import type { Place } from './location.ts';
import type { Child, ItemProvider, ProviderContext } from './provider.ts';

/** What the host knows of a path, or null. */
export function stat(context: ProviderContext, path: string): FileEntry | null {
  return context.ask('file.stat', { path }) as FileEntry | null;
}

/** The record of a failed file operation. */
export function failureRecord(failure: FileFailure, path: string, errorId: string, category: ErrorCategory): ErrorRecord {
  const { code, message } = failure.failure;
  const denied = code === 'EACCES' || code === 'EPERM';
  const [type, text] = denied
    ? ['System.UnauthorizedAccessException', `Access to the path '${path}' is denied.`]
    : code === 'ENOENT'
      ? ['System.IO.FileNotFoundException', `Could not find file '${path}'.`]
      : code === 'EEXIST'
        ? ['System.IO.IOException', `The file '${path}' already exists.`]
        : code === 'EISDIR'
          ? ['System.UnauthorizedAccessException', `Access to the path '${path}' is denied.`]
          : ['System.IO.IOException', message];
  return new ErrorRecord(new PSException(type, text), errorId, denied ? 'PermissionDenied' : category, path);
}

/** Throws for a failed operation. */
export function done<T>(reply: T | FileFailure, path: string, errorId: string, category: ErrorCategory): T {
  if (isFailure(reply)) throw new TerminatingError(failureRecord(reply, path, errorId, category));
  return reply;
}

/** Entries of a folder: folders first, each kind by name. Throws DirIOError. */
export function listFolder(context: ProviderContext, path: string): FileEntry[] {
  const reply = context.ask('file.list', { path }) as FileEntry[] | FileFailure;
  const entries = done(
    reply,
    path,
    isFailure(reply) && reply.failure.code === 'EACCES' ? 'DirUnauthorizedAccessError' : 'DirIOError',
    'ReadError',
  );
  const order = (a: FileEntry, b: FileEntry): number => compareCulture(a.name, b.name, true) || (a.name < b.name ? -1 : 1);
  return [...entries.filter((e) => e.kind === 'directory').sort(order), ...entries.filter((e) => e.kind !== 'directory').sort(order)];
}

/** The item of an entry. */
export function fileItem(entry: FileEntry, place: Place): FileSystemInfo {
  return new FileSystemInfo(entry.path, entry.kind === 'directory', entry, place.drive);
}

/** The provider. */
export const fileSystem: ItemProvider = {
  exists: (context, path) => stat(context, path) !== null,
  isContainer: (context, path) => stat(context, path)?.kind === 'directory',
  item(context, place): Value | null {
    const entry = stat(context, place.path);
    return entry === null ? null : fileItem(entry, place);
  },
  children: (context, path): Child[] =>
    listFolder(context, path).map((e) => ({ name: e.name, path: e.path, isContainer: e.kind === 'directory', hidden: e.hidden })),
};
