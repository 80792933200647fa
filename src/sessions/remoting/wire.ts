/**
 * The form in which values cross between machines: plain data that structured clone, the store and snapshots take. null, booleans,
 * strings and plain numbers stand for themselves; everything else is one of these, told apart by `t`.
 */
import type { NumericKind } from '../../interpreter/values/value.ts';

/** A value on its way. */
export type Wire = null | boolean | string | number | WireObject;

/** Note properties: name and value. */
export type WireProperties = [string, Wire][];

export type WireObject =
  /** A boxed number. */
  | { t: 'number'; k: Exclude<NumericKind, 'Int32' | 'Decimal'>; v: number | bigint }
  | { t: 'char'; v: number }
  /** An immutable .NET value by its snapshot name, with its fields: DateTime, TimeSpan, Guid, Version, Decimal … */
  | { t: 'value'; c: string; f: Record<string, Wire> }
  | { t: 'bigint'; v: bigint }
  | { t: 'bytes'; v: number[] }
  /** A SecureString; with a user a PSCredential. */
  | { t: 'secret'; u: string | null; v: string }
  | { t: 'list'; k: 'ArrayList' | 'Stack' | 'Queue'; n: string[]; v: Wire[] }
  | { t: 'table'; k: 'Hashtable' | 'OrderedDictionary'; i: boolean; n: string[]; v: [Wire, Wire][] }
  | { t: 'enum'; n: string[]; v: number; x: string }
  /** A property bag. `x`: its ToString, null for custom objects, whose text is made of their properties. */
  | { t: 'bag'; n: string[]; x: string | null; p: WireProperties }
  /** A value that crosses alive with note properties on it. */
  | { t: 'with'; b: Wire; p: WireProperties }
  | WireError
  /** A warning, verbose or debug record in its stream. */
  | { t: 'message'; k: 'warning' | 'verbose' | 'debug'; x: string }
  | { t: 'information'; d: Wire; s: string; at: number; tags: string[]; user: string; computer: string };

/** An error record of the error stream. */
export interface WireError {
  t: 'error';
  message: string;
  type: string;
  /** True: by `throw`. */
  thrown: boolean;
  exception: Wire;
  id: string;
  fqid: string;
  category: string;
  activity: string;
  reason: string;
  targetName: string;
  targetType: string;
  target: Wire;
  details: string | null;
  recommended: string | null;
  stack: string;
}

/** True for an object on the wire. */
export function isWireObject(wire: unknown): wire is WireObject {
  return typeof wire === 'object' && wire !== null;
}
