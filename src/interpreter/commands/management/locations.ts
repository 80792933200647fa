/** The current location and its stacks. Behaviour: SessionStateLocationAPIs.cs. */
import type { CmdletContext } from '../../machine/cmdlet.ts';
import { declareVariable, type PSDriveInfo, setCell } from '../../machine/state.ts';
import { resolve } from '../../providers/glob.ts';
import { drivesSeen, locationOf, type PathInfo, shownPath } from '../../providers/info.ts';
import { type Place, pathNotFound } from '../../providers/location.ts';
import { providerOf } from '../../providers/provider.ts';
import { makeError } from '../../values/faults.ts';
import { touch } from '../../values/heap.ts';

type Context = CmdletContext<object>;

/** Where `Set-Location -` and `+` lead. */
interface LocationHistory {
  undo: string[];
  redo: string[];
}

const HISTORY = 'locationHistory';

function history(context: Context): LocationHistory {
  const { extensions } = context.runspace;
  let found = extensions.get(HISTORY) as LocationHistory | undefined;
  if (found === undefined) {
    found = { undo: [], redo: [] };
    extensions.set(HISTORY, found);
    touch(context.runspace);
  }
  return found;
}

/** Text of the current location. */
export function currentPath(context: Context): string {
  const drive = context.runspace.currentDrive;
  return drive === null ? '/' : shownPath(drive, drive.provider, locationOf(drive).path);
}

/** The current location in a form that means the same place wherever it is used from. */
export function savedPath(context: Context): string {
  const path = currentPath(context);
  return context.runspace.currentDrive?.name === '/' ? `Microsoft.PowerShell.Core\\FileSystem::${path}` : path;
}

function moveTo(context: Context, place: Place): PathInfo {
  const { runspace } = context;
  const drive = place.drive as PSDriveInfo;
  const root = drive.root.replace(/\/+$/, '');
  drive.currentLocation = (
    place.provider === 'FileSystem' && place.path.startsWith(root) ? place.path.slice(root.length) : place.path
  ).replace(/^\/+/, '');
  runspace.currentDrive = drive;
  touch(drive);
  touch(runspace);
  const where = locationOf(drive);
  setCell(declareVariable(runspace.globalScope, 'PWD'), where);
  return where;
}

/** Goes to a path. Throws PathNotFound, ArgumentException for a path that is no container or that several items match. */
export function setLocation(context: Context, typed: string, literal: boolean): PathInfo {
  const found = resolve(context, typed, { literal, force: true });
  const containers = found.filter((p) =>
    p.provider !== 'FileSystem' ? p.path === '' : providerOf(p.provider).isContainer(context, p.path),
  );
  if (containers.length > 1)
    throw makeError(
      'System.Management.Automation.PSArgumentException',
      'PathResolvedToMultiple',
      'InvalidArgument',
      `Cannot set the location because path '${typed}' resolved to multiple containers. You can only the set location to a single container at a time. (Parameter 'path')`,
    );
  const [place] = containers;
  if (place === undefined) throw pathNotFound(found[0]?.path ?? typed);
  return moveTo(context, place);
}

/** Set-Location with `-` and `+`: back and forth. Throws when there is nothing to go to. */
export function changeLocation(context: Context, typed: string, literal: boolean): PathInfo {
  const h = history(context);
  const before = savedPath(context);
  if (!literal && (typed === '-' || typed === '+')) {
    const from = typed === '-' ? h.undo : h.redo;
    const target = from.at(-1);
    if (target === undefined)
      throw makeError(
        'System.InvalidOperationException',
        'LocationUndoRedo',
        'InvalidOperation',
        typed === '-'
          ? 'There is no location history left to navigate backwards.'
          : 'There is no location history left to navigate forwards.',
      );
    // the history changes last: finding the place may wait, and is run again after that
    const where = setLocation(context, target, true);
    from.pop();
    (typed === '-' ? h.redo : h.undo).push(before);
    return where;
  }
  const where = setLocation(context, typed, literal);
  h.undo.push(before);
  if (h.undo.length > 20) h.undo.shift();
  h.redo.length = 0;
  return where;
}

/** The stack of a name; '' = the default one. */
export function stackNamed(context: Context, name: string): string[] | undefined {
  return context.runspace.locationStacks.get(name === '' ? 'default' : name.toLowerCase());
}

/** Puts a location onto a stack. */
export function pushLocation(context: Context, name: string, path: string): void {
  const key = name === '' ? 'default' : name.toLowerCase();
  const { locationStacks } = context.runspace;
  const stack = locationStacks.get(key) ?? [];
  stack.push(path);
  locationStacks.set(key, stack);
  touch(context.runspace);
}

/** All drives, for those who need them. */
export function drivesOf(context: Context): Map<string, PSDriveInfo> {
  return drivesSeen(context.scope);
}
