/** Which catch clause or trap takes an error: by its exception, the one inside, and what -ErrorAction Stop wraps (MiscOps.cs, FindMatchingHandler). */
import { NeedActivity } from '../values/context.ts';
import type { ErrorRecord, PSException } from '../values/errors.ts';
import { derivesFrom, ScriptClass, ScriptObject } from '../values/scriptClass.ts';
import { copyRecord } from '../values/types/errorTypes.ts';
import { canonicalName, isAssignable } from '../values/types/registry.ts';
import type { Machine } from './machine.ts';

/** Constant of a catch clause: the types of all clauses of its try statement in order ('' = catches all), and which are its own. */
export interface CatchDescriptor {
  types: string[];
  from: number;
  to: number;
}

type Resolved = ScriptClass | string | null;

/** The types as they resolve now; null for the one that catches all. A name that is no type matches nothing. */
function resolve(machine: Machine, names: readonly string[]): Resolved[] {
  return names.map((name) => {
    if (name === '') return null;
    const own = machine.currentThread.runspace.types.get(name.toLowerCase());
    if (own instanceof ScriptClass) return own;
    try {
      return canonicalName(name) ?? name;
    } catch (error) {
      // a type whose file nobody needed yet: no exception can be of it
      if (error instanceof NeedActivity) return name;
      throw error;
    }
  });
}

/** True if the first type is the second or derives from it. */
function isSubtype(a: Resolved, b: Resolved): boolean {
  if (b === null) return true;
  if (a === null) return false;
  if (a instanceof ScriptClass) return b instanceof ScriptClass ? derivesFrom(a, b) : isAssignable(a.baseType, b);
  return typeof b === 'string' && isAssignable(a, b);
}

function typeOf(exception: PSException): Resolved {
  return exception.script instanceof ScriptObject ? exception.script.type : exception.typeName;
}

function matching(own: Resolved, types: readonly Resolved[]): number {
  const exact = types.indexOf(own);
  if (exact >= 0 && own !== null) return exact;
  const sub = types.findIndex((t) => t !== null && isSubtype(own, t));
  return sub >= 0 ? sub : types.indexOf(null);
}

const RUNTIME = 'System.Management.Automation.RuntimeException';
const STOPPED = 'System.Management.Automation.ActionPreferenceStopException';
const INVOCATION = 'System.Management.Automation.CmdletInvocationException';

/** The clause for an error: the index of the type that fits best, -1 if none does; and the exception that $_ then shows. */
export function findHandler(
  machine: Machine,
  record: ErrorRecord,
  names: readonly string[],
): { handler: number; exception: PSException | null } {
  const types = resolve(machine, names);
  if (types.length === 1 && types[0] === null) return { handler: 0, exception: record.exception };
  const ranks = types.map((t, i) => types.filter((other, j) => j < i && isSubtype(other, t)).length);
  let handler = -1;
  let rank = Number.POSITIVE_INFINITY;
  let exception: PSException | null = null;
  const consider = (e: PSException, as: Resolved = typeOf(e)): void => {
    const found = matching(as, types);
    if (found < 0) return;
    if (ranks[found] < rank || (ranks[found] === rank && types[handler] === null)) {
      handler = found;
      rank = ranks[found];
      exception = e;
    }
  };
  let outer: PSException | null = record.exception;
  while (outer !== null) {
    const current: PSException = outer;
    outer = null;
    if (current.inner !== null) consider(current.inner);
    if (rank > 0) consider(current);
    // an exception that carries no record is inside of a RuntimeException by now
    if (rank > 0 && current === record.exception && !isSubtype(typeOf(current), RUNTIME)) consider(current, RUNTIME);
    if (rank > 0 && current.typeName === STOPPED && current.errorRecord !== null && current.errorRecord.exception !== current)
      outer = current.errorRecord.exception;
    else if (rank > 0 && current.typeName === INVOCATION && current.inner?.inner) consider(current.inner.inner);
  }
  return { handler, exception };
}

/** The trap for an error, -1 if none; and the exception that $_ shows in it. */
export function findTrap(machine: Machine, record: ErrorRecord, names: readonly string[]): number {
  return trapFor(machine, record, names).handler;
}

/** As {@link findTrap}, with the exception. */
export function trapFor(machine: Machine, record: ErrorRecord, names: readonly string[]): { handler: number; exception: PSException } {
  const types = resolve(machine, names);
  const { exception } = record;
  let handler = -1;
  let shown = exception;
  if (exception.inner !== null) {
    handler = matching(typeOf(exception.inner), types);
    shown = exception.inner;
  }
  if (handler < 0 || types[handler] === null) {
    const own = matching(typeOf(exception), types);
    if (own !== handler || handler < 0) shown = exception;
    if (own !== handler) handler = own;
  }
  return { handler, exception: shown };
}

/** What $_ is in a catch or trap: the record, with the exception that was matched where the record is that of the outer one. */
export function shownRecord(record: ErrorRecord, exception: PSException | null): ErrorRecord {
  if (exception === null || exception === record.exception || record.exception.errorRecord !== record) return record;
  return copyRecord(record, exception);
}
