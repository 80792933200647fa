/** Drives as variables (`$env:PATH`, `$function:f`), script files, and what else the machine itself needs of providers. */

import { compileScript } from '../compiler/compile.ts';
import { languageRefusal } from '../compiler/languageModes.ts';
import { parseInput } from '../syntax/index.ts';
import { ScriptBlock } from '../values/code.ts';
import { PSArray } from '../values/collections.ts';
import { fail } from '../values/errors.ts';
import { touch } from '../values/heap.ts';
import type { Value } from '../values/value.ts';
import { findAlias, findFunction, isConfined, isVisible, originOf } from './commandLookup.ts';
import type { MachineContext } from './context.ts';
import { parseException } from './errorHandling.ts';
import type { CodeFrame, Frame } from './frames.ts';
import { setFunction } from './functions.ts';
import type { Machine } from './machine.ts';
import { parseHost } from './parseHost.ts';
import { HIDDEN_SOURCE } from './positions.ts';
import { AliasInfo, ExternalScriptInfo, findVariable, type PSDriveInfo, type Scope } from './state.ts';
import { assignVariable, privateVariable } from './variables.ts';

/** Access to drives for the machine. */
export class DriveAccess {
  private readonly machine: Machine;
  constructor(machine: Machine) {
    this.machine = machine;
  }

  /** `$drive:name`. */
  getVariable(frame: CodeFrame, drive: string, name: string): Value {
    const { runspace } = this.machine.currentThread;
    const lower = name.toLowerCase();
    switch (drive.toLowerCase()) {
      case 'env':
        return runspace.environment.get(name) ?? null;
      case 'function':
        return this.shownFunction(frame, lower);
      case 'variable':
        return this.shownVariable(frame, lower);
      case 'alias':
        return this.shownAlias(frame, lower);
      default:
        return this.content(frame, drive, name);
    }
  }

  /** The text of a restricted session's own functions is not shown to its user. */
  private shownFunction(frame: CodeFrame, lower: string): Value {
    const block = findFunction(frame.scope, lower)?.scriptBlock ?? null;
    return block !== null && block.origin === 'trusted' && isConfined(this.machine, frame) ? null : block;
  }
  private shownVariable(frame: CodeFrame, lower: string): Value {
    const cell = findVariable(frame.scope, lower);
    if (cell !== undefined && !isVisible(this.machine, frame, cell)) throw privateVariable(cell.name);
    return cell?.value ?? null;
  }
  private shownAlias(frame: CodeFrame, lower: string): Value {
    const alias = findAlias(frame.scope, lower);
    return alias === undefined || !isVisible(this.machine, frame, alias) ? null : alias.definition;
  }

  private content(frame: CodeFrame, drive: string, name: string): Value {
    const { runspace } = this.machine.currentThread;
    const cell = [...this.drivesSeen(frame)].find((d) => d.toLowerCase() === drive.toLowerCase());
    if (cell === undefined && runspace.currentDrive?.name.toLowerCase() !== drive.toLowerCase()) return null;
    this.machine.enter(frame);
    const text = this.machine.context.ask('file.readText', { path: name }) as { text?: string } | null;
    return text?.text ?? null;
  }

  private *drivesSeen(frame: CodeFrame): Iterable<string> {
    for (let s: typeof frame.scope | null = frame.scope; s !== null; s = s.parent)
      if (s.drives !== null) for (const d of s.drives.values()) yield d.name;
  }

  /** `$drive:name = value`. */
  setVariable(frame: CodeFrame, drive: string, name: string, value: Value): void {
    const { runspace } = this.machine.currentThread;
    switch (drive.toLowerCase()) {
      case 'env':
        if (value === null) runspace.environment.delete(name);
        else runspace.environment.set(name, this.machine.text(value));
        touch(runspace);
        return;
      case 'variable':
        assignVariable(this.machine, frame.scope, name, value, frame);
        return;
      case 'function': {
        const block = value instanceof ScriptBlock ? value : this.compile(this.machine.text(value));
        setFunction(this.machine, frame.scope, name, block);
        return;
      }
      case 'alias': {
        const { scope } = frame;
        scope.aliases ??= new Map();
        scope.aliases.set(name.toLowerCase(), new AliasInfo(name, this.machine.text(value)));
        touch(scope);
        this.machine.commandsChanged();
        return;
      }
      default:
        throw fail('DriveNotFound', 'ObjectNotFound', `Cannot find drive. A drive with the name '${drive}' does not exist.`, {
          typeName: 'System.Management.Automation.DriveNotFoundException',
          target: drive,
        });
    }
  }

  /**
   * Parses and compiles text to a script block, which belongs to whoever asks unless `origin` says otherwise. Throws ParseException as
   * PowerShell does, and what the language mode refuses.
   */
  compile(text: string, path = '', from?: 'trusted' | 'user'): ScriptBlock {
    const { runspace } = this.machine.currentThread;
    const origin = from ?? originOf(this.machine.context.frame);
    const refusal = origin === 'user' ? languageRefusal(runspace.languageMode, text) : null;
    if (refusal !== null) throw refusal;
    const file = path === '' && runspace.restricted && origin === 'trusted' ? HIDDEN_SOURCE : path;
    const { ast, errors } = parseInput(text, file, parseHost(this.machine.currentThread.runspace));
    if (errors.length > 0) throw parseException(errors, text, file);
    const block = new ScriptBlock(compileScript(ast, text, file), null, origin);
    block.isUnbound = true;
    return block;
  }

  /**
   * A script file by the name typed: a path, or a name in the current folder given as `./name`. A cmdlet asks through its own context, so
   * that the answers come in the order of its questions when it is run again.
   */
  findScript(frame: Frame, name: string, asking?: MachineContext): ExternalScriptInfo | null {
    if (!/[\\/]/.test(name) && !/\.ps1$/i.test(name)) return null;
    // no files for the user of a restricted session: not even whether there is one
    if (!/[\\/]/.test(name) || isConfined(this.machine, frame)) return null;
    for (const path of /\.ps1$/i.test(name) ? [name] : [`${name}.ps1`]) {
      const found = this.asking(frame, asking).ask('file.stat', { path: this.resolve(path) }) as { kind?: string } | null;
      if (found?.kind === 'file') return new ExternalScriptInfo(path.slice(path.lastIndexOf('/') + 1), this.resolve(path));
    }
    return null;
  }

  private asking(frame: Frame, context = this.machine.context): MachineContext {
    if (context.frame !== frame) this.machine.enter(frame);
    return context;
  }

  /** The drive of files that the running code sees under a name. */
  private fileDrive(name: string): PSDriveInfo | undefined {
    const lower = name.toLowerCase();
    for (let s: Scope | null = this.machine.context.frame.scope; s !== null; s = s.parent)
      for (const drive of s.drives?.values() ?? [])
        if (drive.name.toLowerCase() === lower) return drive.provider === 'FileSystem' ? drive : undefined;
    return undefined;
  }

  /** An absolute path of the file system; one on a drive as its place there. */
  resolve(path: string): string {
    const { runspace } = this.machine.currentThread;
    const onDrive = /^([^:\\/]+):[\\/]*(.*)$/s.exec(path);
    const drive = onDrive === null ? undefined : this.fileDrive(onDrive[1] as string);
    const full = path.startsWith('/')
      ? path
      : drive !== undefined
        ? `${drive.root}/${onDrive?.[2]}`
        : `${runspace.currentDrive?.provider === 'FileSystem' ? `${runspace.currentDrive.root}/${runspace.currentDrive.currentLocation}` : ''}/${path}`;
    const parts: string[] = [];
    for (const part of full.split(/[\\/]+/)) {
      if (part === '' || part === '.') continue;
      if (part === '..') parts.pop();
      else parts.push(part);
    }
    return `/${parts.join('/')}`;
  }

  /** The script block of a script file, read now. */
  scriptBlock(frame: Frame, info: ExternalScriptInfo, asking?: MachineContext): ScriptBlock {
    const reply = this.asking(frame, asking).ask('file.readText', { path: info.path }) as { text?: string } | null;
    return this.compile(reply?.text ?? '', info.path);
  }

  /** Lines of a file (switch -file). */
  readLines(frame: CodeFrame, path: string): Value {
    const reply = this.machine.context.ask('file.readText', { path: this.resolve(path) }) as { text?: string } | null;
    if (reply?.text === undefined)
      throw fail('FileReadError', 'ReadError', `Could not find file '${this.resolve(path)}'.`, {
        typeName: 'System.IO.FileNotFoundException',
      });
    void frame;
    const text = reply.text.replace(/\r?\n$/, '');
    return new PSArray(text.split(/\r?\n/));
  }
}
