/** Answers the FileSystem provider from the real file system. */
import * as fs from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { FileEntry, FileFailure } from '../interpreter/providers/fileProtocol.ts';

const names = new Map<string, Map<number, string>>();

/** Name of a user or group id from /etc/passwd or /etc/group. */
function nameOf(file: string, id: number): string {
  let table = names.get(file);
  if (table === undefined) {
    table = new Map();
    try {
      for (const line of fs.readFileSync(file, 'utf8').split('\n')) {
        const [name, , number] = line.split(':');
        if (number !== undefined && !table.has(Number(number))) table.set(Number(number), name);
      }
    } catch {
      // no such file: numbers are shown
    }
    names.set(file, table);
  }
  return table.get(id) ?? String(id);
}

function entry(path: string): FileEntry | null {
  let link: fs.Stats;
  try {
    link = fs.lstatSync(path);
  } catch {
    return null;
  }
  let stat = link;
  let linkTarget: string | null = null;
  if (link.isSymbolicLink()) {
    linkTarget = fs.readlinkSync(path);
    try {
      stat = fs.statSync(path);
    } catch {
      // a dangling link is shown as a file
    }
  }
  const name = basename(path) || '/';
  return {
    name,
    path,
    kind: stat.isDirectory() ? 'directory' : 'file',
    size: Number(stat.size),
    modified: stat.mtimeMs,
    created: stat.birthtimeMs,
    accessed: stat.atimeMs,
    readOnly: (stat.mode & 0o200) === 0,
    hidden: name.startsWith('.'),
    mode: stat.mode & 0o7777,
    user: nameOf('/etc/passwd', stat.uid),
    group: nameOf('/etc/group', stat.gid),
    linkTarget,
  };
}

function failure(error: unknown): FileFailure {
  const e = error as NodeJS.ErrnoException;
  return { failure: { code: e.code ?? 'EIO', message: e.message } };
}

function decode(bytes: Buffer): { text: string; encoding: string } {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return { text: bytes.subarray(2).toString('utf16le'), encoding: 'unicode' };
  if (bytes[0] === 0xfe && bytes[1] === 0xff)
    return { text: Buffer.from(bytes.subarray(2)).swap16().toString('utf16le'), encoding: 'bigendianunicode' };
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return { text: bytes.subarray(3).toString('utf8'), encoding: 'utf8BOM' };
  return { text: bytes.toString('utf8'), encoding: 'utf8NoBOM' };
}

/** Answers one file request; undefined if it is none. */
export function answerFile(request: Record<string, unknown>): unknown {
  const path = String(request.path ?? '');
  const content = (): string | Uint8Array => (request.bytes instanceof Uint8Array ? request.bytes : String(request.text ?? ''));
  try {
    switch (request.op) {
      case 'file.stat':
        return entry(path);
      case 'file.list':
        return fs
          .readdirSync(path)
          .sort((a, b) => (a < b ? -1 : 1))
          .map((name) => entry(join(path, name)))
          .filter((e) => e !== null);
      case 'file.readText':
        return decode(fs.readFileSync(path));
      case 'file.readBytes':
        return { bytes: new Uint8Array(fs.readFileSync(path)) };
      case 'file.write':
        fs.writeFileSync(path, content(), { flag: request.createNew === true ? 'wx' : 'w' });
        return true;
      case 'file.append':
        fs.appendFileSync(path, content());
        return true;
      case 'file.mkdir':
        fs.mkdirSync(path, { recursive: request.recurse === true });
        return true;
      case 'file.remove':
        if (entry(path)?.kind === 'directory' && entry(path)?.linkTarget === null) {
          if (request.recurse === true) fs.rmSync(path, { recursive: true });
          else fs.rmdirSync(path);
        } else fs.unlinkSync(path);
        return true;
      case 'file.move': {
        const to = String(request.to);
        if (request.overwrite !== true && fs.existsSync(to))
          return { failure: { code: 'EEXIST', message: `file already exists, '${to}'` } };
        fs.renameSync(String(request.from), to);
        return true;
      }
      case 'file.copy': {
        const from = String(request.from);
        const to = String(request.to);
        if (entry(from)?.kind === 'directory') fs.mkdirSync(to, { recursive: true });
        else fs.copyFileSync(from, to, request.overwrite === true ? 0 : fs.constants.COPYFILE_EXCL);
        return true;
      }
      case 'file.touch':
        if (request.modified !== undefined || request.accessed !== undefined) {
          const stat = fs.statSync(path);
          fs.utimesSync(path, Number(request.accessed ?? stat.atimeMs) / 1000, Number(request.modified ?? stat.mtimeMs) / 1000);
        }
        if (request.mode !== undefined) fs.chmodSync(path, Number(request.mode));
        else if (request.readOnly !== undefined) fs.chmodSync(path, request.readOnly === true ? 0o444 : 0o644);
        return true;
      default:
        return undefined;
    }
  } catch (error) {
    return failure(error);
  }
}

export { dirname };
