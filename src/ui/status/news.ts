import type { SessionLive, SiteStatus } from '../../sessions/client/types.ts';
import { clockText, spanText } from '../text/time.ts';

/** What the status line can offer a click for. */
export type StatusAction = 'persist' | 'reload' | 'terminate';

/** A piece of news. */
export interface News {
  text: string;
  tone: 'plain' | 'good' | 'warn' | 'bad';
  /** It changes every second: not for a screen reader to repeat. */
  ticking?: boolean;
  /** A longer explanation, shown when pointed at. */
  title?: string;
  action?: { id: StatusAction; label: string };
}

/** Everything that the status line is made of. */
export interface StatusInput {
  live: SessionLive | null;
  site: SiteStatus | null;
  online: boolean;
  /** Something that could not be done. */
  problem: string | null;
  /** When a stop was asked for that has not happened yet. */
  stoppingSince: number | null;
  now: number;
}

/** Where the prompt is: `Server01`, `Session1 on Server01`. */
export function placeOf(live: SessionLive): string {
  if (live.entered) return `${live.entered.name} on ${live.entered.computer}`;
  return live.view.kind === 'Console' ? live.view.computer : `${live.view.name} on ${live.view.computer}`;
}

/** The news in the order in which they are shown, the most important first. */
export function newsOf({ live, site, online, problem, stoppingSince, now }: StatusInput): News[] {
  const news: News[] = [];
  if (live) {
    news.push({ text: placeOf(live), tone: 'plain', title: live.view.id });
    if (live.connection === 'connecting')
      news.push({ text: 'connecting…', tone: 'plain', title: 'The session is being started, or found again after a crash.' });
    else if (live.connection === 'ended') news.push({ text: 'ended', tone: 'bad' });
    else if (live.running) {
      const since = live.running.startedAt ?? now;
      if (stoppingSince !== null && now - stoppingSince > 2500) {
        news.push({ text: 'Still stopping', tone: 'warn', action: { id: 'terminate', label: 'End it now' } });
      } else news.push({ text: `Running ${spanText(now - since)}`, tone: 'good', ticking: true });
    } else news.push({ text: 'Ready', tone: 'plain' });
    if (live.queued.length > 0) news.push({ text: `${live.queued.length} queued`, tone: 'plain' });
    if (live.lastCommitAt > 0) news.push(saved(live, now));
  } else news.push({ text: 'Starting…', tone: 'plain' });
  if (problem) news.push({ text: problem, tone: 'bad' });
  if (live?.view.problem) news.push({ text: live.view.problem, tone: 'bad' });
  if (site) {
    if (site.storageProblem) news.push({ text: site.storageProblem, tone: 'bad' });
    if (site.tabs > 1) news.push({ text: `${site.tabs} tabs`, tone: 'plain' });
  }
  if (!online) news.push({ text: 'offline', tone: 'warn', title: 'Everything goes on: Limpet needs no network.' });
  if (site) {
    if (site.update === 'newer') {
      news.push({ text: 'a newer Limpet runs in another tab', tone: 'warn', action: { id: 'reload', label: 'Reload to update' } });
    } else if (site.update === 'blocked') news.push({ text: 'an old tab of Limpet blocks the storage: close it', tone: 'bad' });
    if (!site.shared) {
      news.push({
        text: 'no SharedWorker: other tabs are not seen, nothing runs while this one is closed',
        tone: 'warn',
        title: 'This browser, or this frame, has no SharedWorker. Sessions are still saved and go on when the page is opened again.',
      });
    }
    if (site.persistent === false) {
      news.push({
        text: 'storage not persistent',
        tone: 'warn',
        title: 'The browser may delete what is saved here when it needs room.',
        action: { id: 'persist', label: 'Keep it' },
      });
    }
  }
  return news;
}

function saved(live: SessionLive, now: number): News {
  if (!live.dirty) return { text: 'saved', tone: 'plain', title: `at ${clockText(live.lastCommitAt)}` };
  return { text: `saved ${spanText(now - live.lastCommitAt, true)} ago`, tone: 'plain', ticking: true };
}
