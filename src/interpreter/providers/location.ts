/** From a path as typed to a provider and a path inside of it. Behaviour: LocationGlobber.cs, SessionStatePathAPIs. */
import type { PSDriveInfo, Runspace, Scope } from '../machine/state.ts';
import type { TerminatingError } from '../values/errors.ts';
import { makeError } from '../values/faults.ts';
import { isProviderVisible, providerNotFound } from './hidden.ts';
import { drivesSeen, PROVIDERS, providerPath } from './info.ts';
import { normalize } from './paths.ts';

/** A place in a provider. */
export interface Place {
  provider: string;
  /** The drive it was named by; null for a provider-qualified path. */
  drive: PSDriveInfo | null;
  /** Path inside of the provider: absolute and normal for files, a name for the others. */
  path: string;
}

/** What is needed to understand paths. */
export interface PathContext {
  readonly runspace: Runspace;
  readonly scope: Scope;
}

/** Throws DriveNotFound. */
export function driveNotFound(name: string): TerminatingError {
  return makeError(
    'System.Management.Automation.DriveNotFoundException',
    'DriveNotFound',
    'ObjectNotFound',
    `Cannot find drive. A drive with the name '${name}' does not exist.`,
    name,
  );
}

/** Throws PathNotFound. */
export function pathNotFound(path: string): TerminatingError {
  const error = makeError(
    'System.Management.Automation.ItemNotFoundException',
    'PathNotFound',
    'ObjectNotFound',
    `Cannot find path '${path}' because it does not exist.`,
    path,
  );
  error.record.exception.properties.set('ItemName', path);
  return error;
}

/** The provider's name in its own spelling. Throws ProviderNotFound. */
export function providerNamed(name: string): string {
  const bare = name.slice(name.lastIndexOf('\\') + 1).toLowerCase();
  const found = PROVIDERS.find((p) => p.name.toLowerCase() === bare);
  if (found !== undefined) return found.name;
  throw providerNotFound(name);
}

/** The drive that file paths from the root belong to. */
export function rootDrive(ctx: PathContext): PSDriveInfo | null {
  return drivesSeen(ctx.scope).get('/') ?? null;
}

/** Splits `drive:rest`; null where the text has no drive. */
export function splitDrive(path: string): { drive: string; rest: string } | null {
  const match = /^([^:/\\~.][^:/\\]*|[A-Za-z]):(?!:)(.*)$/s.exec(path);
  return match === null ? null : { drive: match[1] as string, rest: match[2] as string };
}

function inDrive(drive: PSDriveInfo, inside: string): Place {
  const path = providerPath(drive, drive.provider === 'FileSystem' ? normalize(`/${inside}`) : inside);
  return { provider: drive.provider, drive, path };
}

/** The place that a path means, wildcards not looked at. Throws DriveNotFound, ProviderNotFound. */
export function placeOf(ctx: PathContext, typed: string): Place {
  const place = placeIn(ctx, typed);
  if (!isProviderVisible(ctx, place.provider)) throw providerNotFound(place.provider);
  return place;
}

function placeIn(ctx: PathContext, typed: string): Place {
  const qualified = /^([^:]+)::(.*)$/s.exec(typed);
  if (qualified !== null) {
    const provider = providerNamed(qualified[1] as string);
    const rest = qualified[2] as string;
    const drive = provider === 'FileSystem' ? rootDrive(ctx) : (drivesSeen(ctx.scope).get(driveOfProvider(provider)) ?? null);
    if (provider !== 'FileSystem') return { provider, drive, path: rest.replace(/^[\\/]+/, '') };
    if (!/^[\\/]/.test(rest)) return { ...placeIn(ctx, rest), provider };
    return { provider, drive, path: normalize(rest) };
  }
  const split = splitDrive(typed);
  if (split !== null) {
    const drive = drivesSeen(ctx.scope).get(split.drive.toLowerCase());
    if (drive === undefined) throw driveNotFound(split.drive);
    const { rest } = split;
    // `Box:x` without a separator is seen from the drive's own location
    if (drive.provider === 'FileSystem' && !/^[\\/]/.test(rest)) return inDrive(drive, `${drive.currentLocation}/${rest}`);
    return inDrive(drive, rest);
  }
  const current = ctx.runspace.currentDrive;
  if (/^~(?=$|[\\/])/.test(typed)) {
    const home = ctx.runspace.environment.get('HOME') ?? '/';
    return { provider: 'FileSystem', drive: rootDrive(ctx), path: normalize(home + typed.slice(1)) };
  }
  if (current === null) return { provider: 'FileSystem', drive: rootDrive(ctx), path: normalize(`/${typed}`) };
  if (/^[\\/]/.test(typed)) {
    if (current.provider !== 'FileSystem') return inDrive(current, typed);
    return { provider: 'FileSystem', drive: rootDrive(ctx), path: normalize(typed) };
  }
  if (current.provider !== 'FileSystem') return inDrive(current, typed === '.' ? '' : typed.replace(/^\.[\\/]/, ''));
  return inDrive(current, `${current.currentLocation}/${typed}`);
}

/** Lower-case name of the drive that a provider of session state has. */
export function driveOfProvider(provider: string): string {
  return provider === 'Environment' ? 'env' : provider.toLowerCase();
}
