/** Changes of files with FileSystemProvider's errors: making, copying, moving, removing. Behaviour: FileSystemProvider.cs. */
import type { CmdletContext } from '../../machine/cmdlet.ts';
import type { FileEntry, FileFailure } from '../../providers/fileProtocol.ts';
import { isFailure } from '../../providers/fileProtocol.ts';
import { listFolder, stat } from '../../providers/fileSystem.ts';
import { leafOf, parentOf } from '../../providers/paths.ts';
import { type ErrorCategory, type ErrorRecord, TerminatingError } from '../../values/errors.ts';
import type { Value } from '../../values/value.ts';
import { EX, errorRecord } from './params.ts';

type Context = CmdletContext<object>;

/** The error of a missing folder. */
export function noSuchFolder(path: string, id: string, category: ErrorCategory): ErrorRecord {
  return errorRecord('System.IO.DirectoryNotFoundException', `Could not find a part of the path '${path}'.`, id, category, path);
}

/** The record for a failed change. `base` begins the error id: `NewItem` gives NewItemIOError and NewItemUnauthorizedAccessError. */
export function changeFailed(failure: FileFailure, path: string, base: string, target: Value = path): ErrorRecord {
  const { code, message } = failure.failure;
  if (code === 'EACCES' || code === 'EPERM' || code === 'EISDIR')
    return errorRecord(
      'System.UnauthorizedAccessException',
      `Access to the path '${path}' is denied.`,
      `${base}UnauthorizedAccessError`,
      'PermissionDenied',
      target,
    );
  if (code === 'ENOENT')
    return errorRecord(
      'System.IO.DirectoryNotFoundException',
      `Could not find a part of the path '${path}'.`,
      `${base}IOError`,
      'WriteError',
      target,
    );
  if (code === 'EEXIST') return errorRecord(EX.io, `The file '${path}' already exists.`, `${base}IOError`, 'WriteError', target);
  if (code === 'ENOTDIR') return errorRecord(EX.io, `Not a directory : '${path}'`, `${base}IOError`, 'WriteError', target);
  return errorRecord(EX.io, message, `${base}IOError`, 'WriteError', target);
}

/** Asks for a change; false if it failed (the error is written). */
export function change(
  context: Context,
  op: string,
  args: Record<string, unknown>,
  path: string,
  base: string,
  target: Value = path,
): boolean {
  const reply = context.ask(op, args);
  if (!isFailure(reply)) return true;
  context.writeError(changeFailed(reply, path, base, target));
  return false;
}

/** Throws for a failed change. */
export function changeOrThrow(context: Context, op: string, args: Record<string, unknown>, path: string, base: string): void {
  const reply = context.ask(op, args);
  if (isFailure(reply)) throw new TerminatingError(changeFailed(reply, path, base));
}

/** Makes a folder and those above it; false if there already is something. */
export function makeFolder(context: Context, path: string, force: boolean): boolean {
  const there = stat(context, path);
  if (there !== null && !(force && there.kind === 'directory')) {
    context.writeError(
      errorRecord(EX.io, `An item with the specified name ${path} already exists.`, 'DirectoryExist', 'ResourceExists', path),
    );
    return false;
  }
  if (!context.shouldProcess(`Destination: ${path}`, 'Create Directory')) return false;
  return there !== null || change(context, 'file.mkdir', { path, recurse: true }, path, 'CreateDirectory');
}

/** What a copy needs to know. */
export interface CopyOptions {
  recurse: boolean;
  force: boolean;
  container: boolean;
  /** Takes each item made. */
  made: (path: string, isDirectory: boolean) => void;
}

function copyFile(context: Context, from: FileEntry, to: string, o: CopyOptions): void {
  const there = stat(context, to);
  const target = there?.kind === 'directory' ? `${to === '/' ? '' : to}/${from.name}` : to;
  if (target === from.path) {
    context.writeError(errorRecord(EX.io, `Cannot overwrite the item ${target} with itself.`, 'CopyError', 'WriteError', target));
    return;
  }
  if (!context.shouldProcess(`Item: ${from.path} Destination: ${target}`, 'Copy File')) return;
  const before = stat(context, target);
  if (before?.readOnly === true && o.force) context.ask('file.touch', { path: target, readOnly: false });
  if (change(context, 'file.copy', { from: from.path, to: target, overwrite: true }, target, 'CopyFileInfoItem', from.path))
    o.made(target, false);
}

function copyFolder(context: Context, from: FileEntry, to: string, o: CopyOptions): void {
  if (to === from.path || to.startsWith(`${from.path}/`)) {
    context.writeError(errorRecord(EX.io, `Cannot overwrite the item ${from.path} with itself.`, 'CopyError', 'WriteError', from.path));
    return;
  }
  if (!context.shouldProcess(`Item: ${from.path} Destination: ${to}`, 'Copy Directory')) return;
  if (o.container) {
    const there = stat(context, to);
    if (there !== null && there.kind !== 'directory') {
      context.writeError(
        errorRecord(EX.io, `An item with the specified name ${to} already exists.`, 'DirectoryExist', 'ResourceExists', to),
      );
      return;
    }
    if (there === null && !change(context, 'file.mkdir', { path: to, recurse: true }, to, 'CreateDirectory')) return;
    o.made(to, true);
  }
  if (!o.recurse) return;
  // files before folders
  const entries = listFolder(context, from.path);
  for (const e of entries) if (e.kind !== 'directory') copyFile(context, e, o.container ? `${to}/${e.name}` : to, o);
  for (const e of entries) if (e.kind === 'directory') copyFolder(context, e, o.container ? `${to}/${e.name}` : to, o);
}

/** Copies a file or folder. */
export function copyItem(context: Context, from: FileEntry, to: string, o: CopyOptions): void {
  if (from.kind !== 'directory') {
    copyFile(context, from, to, o);
    return;
  }
  const there = stat(context, to);
  if (!o.recurse) {
    copyFolder(context, from, there?.kind === 'directory' ? `${to === '/' ? '' : to}/${from.name}` : to, o);
    return;
  }
  if (there !== null && there.kind !== 'directory') {
    context.writeError(
      errorRecord(
        EX.argument,
        `Container cannot be copied onto existing leaf item. (Parameter 'destinationPath')`,
        'CopyContainerItemToLeafError',
        'InvalidArgument',
        from.path,
      ),
    );
    return;
  }
  copyFolder(context, from, there === null || !o.container ? to : `${to === '/' ? '' : to}/${from.name}`, o);
}

/** Moves a file or folder; answers where it is now, null if it failed. */
export function moveItem(context: Context, from: FileEntry, to: string, force: boolean): string | null {
  const there = stat(context, to);
  const target = there?.kind === 'directory' ? `${to === '/' ? '' : to}/${from.name}` : to;
  const kind = from.kind === 'directory' ? 'Directory' : 'File';
  if (!context.shouldProcess(`Item: ${from.path} Destination: ${target}`, `Move ${kind}`)) return null;
  const before = target === to ? there : stat(context, target);
  const base = kind === 'Directory' ? 'MoveDirectoryItem' : 'MoveFileInfoItem';
  if (before !== null && before.path !== from.path && (kind === 'Directory' || !force)) {
    const text =
      kind === 'Directory'
        ? `Cannot create '${target}' because a file or directory with the same name already exists.`
        : `The file '${target}' already exists.`;
    context.writeError(errorRecord(EX.io, text, `${base}IOError`, 'WriteError', from.path));
    return null;
  }
  const parent = parentOf(target);
  if (parent !== '' && stat(context, parent) === null) {
    context.writeError(noSuchFolder(target, `${base}IOError`, 'WriteError'));
    return null;
  }
  return change(context, 'file.move', { from: from.path, to: target, overwrite: force }, target, base, from.path) ? target : null;
}

/** Removes a file or folder. */
export function removeItem(context: Context, entry: FileEntry, recurse: boolean, force: boolean): void {
  const isFolder = entry.kind === 'directory' && entry.linkTarget === null;
  if (!context.shouldProcess(entry.path, isFolder ? 'Remove Directory' : 'Remove File')) return;
  if (isFolder && recurse && !force) {
    for (const child of listFolder(context, entry.path)) removeItem(context, child, true, false);
    if (stat(context, entry.path) === null || listFolder(context, entry.path).length > 0) return;
  }
  if ((entry.hidden || entry.readOnly) && !force) {
    const text = 'You do not have sufficient access rights to perform this operation or the item is hidden, system, or read only.';
    const record = errorRecord(EX.io, text, 'RemoveFileSystemItemUnAuthorizedAccess', 'PermissionDenied', entry.path);
    record.details = `Cannot remove item ${entry.path}: ${text}`;
    context.writeError(record);
    return;
  }
  if (entry.readOnly && entry.linkTarget === null) context.ask('file.touch', { path: entry.path, readOnly: false });
  const reply = context.ask('file.remove', { path: entry.path, recurse: isFolder && recurse });
  if (!isFailure(reply)) return;
  const { code } = reply.failure;
  const denied = code === 'EACCES' || code === 'EPERM';
  const record = errorRecord(
    denied ? 'System.UnauthorizedAccessException' : EX.io,
    code === 'ENOTEMPTY'
      ? `Directory ${entry.path} cannot be removed because it is not empty.`
      : denied
        ? `Access to the path '${entry.path}' is denied.`
        : reply.failure.message,
    code === 'ENOTEMPTY' ? 'DirectoryNotEmpty' : denied ? 'RemoveFileSystemItemUnAuthorizedAccess' : 'RemoveFileSystemItemIOError',
    denied ? 'PermissionDenied' : 'WriteError',
    entry.path,
  );
  record.details = `Cannot remove item ${entry.path}: ${record.exception.message}`;
  context.writeError(record);
}

/** A name for items: the last part of a path. */
export function nameOfPath(path: string): string {
  return leafOf(path);
}
