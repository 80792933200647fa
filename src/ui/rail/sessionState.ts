import type { SessionView } from '../../sessions/client/types.ts';

/** The five states that the rail tells apart, each with a word and a shape of its own. */
export type RailState = 'Opened' | 'Running' | 'Disconnected' | 'Broken' | 'Closed';

/** What the rail shows for a session's state. */
export function railState(view: SessionView): RailState {
  if (view.problem !== null || view.state === 'Broken') return 'Broken';
  if (view.state === 'Closed') return 'Closed';
  if (view.state === 'Disconnected') return 'Disconnected';
  return view.running ? 'Running' : 'Opened';
}

/** A session's accessible name: `Session1 on Server01, Disconnected`. */
export function sessionLabel(view: SessionView): string {
  const parts = [`${view.name} on ${view.computer}`, railState(view)];
  if (view.restricted) parts.push('restricted');
  return parts.join(', ');
}

/** Sessions by computer: localhost first, then by name; in each the console first, then in the order given. */
export function groupByComputer(views: readonly SessionView[]): { computer: string; sessions: SessionView[] }[] {
  const groups = new Map<string, SessionView[]>();
  for (const view of views) {
    const group = groups.get(view.computer);
    if (group) group.push(view);
    else groups.set(view.computer, [view]);
  }
  const rank = (computer: string) => (computer.toLowerCase() === 'localhost' ? 0 : 1);
  return [...groups]
    .map(([computer, sessions]) => ({
      computer,
      sessions: sessions.sort((a, b) => Number(b.kind === 'Console') - Number(a.kind === 'Console')),
    }))
    .sort((a, b) => rank(a.computer) - rank(b.computer) || a.computer.localeCompare(b.computer, 'en', { numeric: true }));
}
