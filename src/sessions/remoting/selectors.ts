/** Finding sessions of the local repository by -Id, -Name, -InstanceId, -ComputerName, and what is said of those that are not there. */
import type { CmdletContext } from '../../interpreter/machine/cmdlet.ts';
import { listOf } from '../../interpreter/machine/using.ts';
import { toText } from '../../interpreter/values/convert.ts';
import { containsWildcardCharacters, isWildcardMatch } from '../../interpreter/values/regex/wildcard.ts';
import type { Value } from '../../interpreter/values/value.ts';
import { problem } from './directory.ts';
import type { PSSession } from './psSession.ts';
import { remotingOf } from './state.ts';

/** What a selector looks at, and the error of one that finds nothing. */
const KINDS = {
  Id: {
    matches: (s: PSSession, wanted: string) => String(s.sessionNumber) === wanted,
    id: 'RemoteRunspaceNotAvailableForSpecifiedSessionId',
    text: (wanted: string) => `The remote session with the session ID ${wanted} is not available.`,
  },
  Name: {
    matches: (s: PSSession, wanted: string) => isWildcardMatch(wanted, s.name),
    id: 'RemoteRunspaceNotAvailableForSpecifiedName',
    text: (wanted: string) => `The remote session with the name ${wanted}  is not available.`,
  },
  InstanceId: {
    matches: (s: PSSession, wanted: string) => s.instanceId.toLowerCase() === wanted.toLowerCase(),
    id: 'RemoteRunspaceNotAvailableForSpecifiedRunspaceId',
    text: (wanted: string) => `Remote session is not available for ${wanted}.`,
  },
  ComputerName: {
    matches: (s: PSSession, wanted: string) => isWildcardMatch(wanted === '.' ? 'localhost' : wanted, s.computerName),
    id: 'RemoteRunspaceNotAvailableForSpecifiedComputer',
    text: (wanted: string) => `Remote session is not available for ComputerName ${wanted}.`,
  },
} as const;

/** Selectors by parameter. */
export type SelectorKind = keyof typeof KINDS;

/** Sessions that a parameter selects, in the order of its values; one error for each value without any (a -Name with wildcards has none). */
export function selectSessions<S extends object>(
  context: CmdletContext<S>,
  kind: SelectorKind,
  values: Value | undefined = context.params[kind],
  report = true,
): PSSession[] {
  const { matches, id, text } = KINDS[kind];
  const found: PSSession[] = [];
  for (const value of listOf(values)) {
    const wanted = toText(value, context);
    const sessions = remotingOf(context.machine.root).sessions.filter((s) => matches(s, wanted));
    for (const session of sessions) if (!found.includes(session)) found.push(session);
    if (sessions.length === 0 && report && !(kind === 'Name' && containsWildcardCharacters(wanted)))
      context.writeError(problem(id, 'InvalidArgument', text(wanted), value));
  }
  return found;
}

/** The sessions that -Session gives, or the selector that was used. */
export function givenSessions<S extends object>(context: CmdletContext<S>): PSSession[] {
  for (const kind of ['Id', 'Name', 'InstanceId', 'ComputerName'] as const) if (context.isBound(kind)) return selectSessions(context, kind);
  return listOf(context.params.Session) as PSSession[];
}
