// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { SessionLive } from '../../../src/sessions/client/types.ts';
import '../../../src/ui/app/app.ts';
import '../../../src/ui/app/help.ts';
import { newsOf } from '../../../src/ui/status/news.ts';
import { keepTheme, keptTheme, otherTheme } from '../../../src/ui/theme/choice.ts';
import { all, find, next, press, settled, show, type } from './dom.ts';
import { aView, FakeLimpet } from './fakeClient.ts';

beforeEach(() => {
  localStorage.clear();
  sessionStorage.clear();
});
afterEach(() => document.body.replaceChildren());

const running = { id: 'c9', text: 'sleep', state: 'Running' as const, client: 'me', startedAt: 0, endedAt: null };
const away = aView({ id: 's1', kind: 'Session', name: 'Session1', computer: 'Server01' });

async function anApp(prepare: (limpet: FakeLimpet) => void = () => undefined) {
  const limpet = new FakeLimpet();
  prepare(limpet);
  const app = document.createElement('limpet-app');
  app.limpet = limpet;
  await show(app);
  await settled(app);
  const status = () => find(app, '[role=status]').textContent?.replace(/\s+/g, ' ').trim();
  return { app, limpet, status, field: () => find<HTMLTextAreaElement>(app, 'textarea') };
}

const item = (app: Element, label: string) => find(find(app, `[role=listitem][aria-label="${label}"]`), '.row');

describe('the app', () => {
  it('opens with the prompt, the list and the status line', async () => {
    const { app, status, field } = await anApp((limpet) => limpet.list(...limpet.views, away));
    expect(all(app, '[role=listitem]').map((one) => one.getAttribute('aria-label'))).toEqual([
      'Console on localhost, Opened',
      'Session1 on Server01, Opened',
    ]);
    expect(status()).toContain('localhost');
    expect(field().getAttribute('aria-label')).toBe('Command line');
    expect(all(app, 'button[aria-label="Stop"]')).toHaveLength(0);
  });

  it('fills in a command from the address without running it', async () => {
    const limpet = new FakeLimpet();
    const app = document.createElement('limpet-app');
    app.command = 'Get-Date';
    await show(app);
    app.limpet = limpet;
    await settled(app);
    await settled(app);
    expect(find<HTMLTextAreaElement>(app, 'textarea').value).toBe('Get-Date');
    expect(limpet.console.submitted).toEqual([]);
  });

  it('has Stop while something runs', async () => {
    const { app, limpet } = await anApp();
    limpet.console.set({ running });
    await settled(app);
    find(app, 'button[aria-label="Stop"]').click();
    expect(limpet.console.stops).toBe(1);
    limpet.console.set({ running: null });
    await settled(app);
    expect(all(app, 'button[aria-label="Stop"]')).toHaveLength(0);
  });

  it('enters a session by a command in the console and leaves by another', async () => {
    const { app, limpet } = await anApp((one) => one.list(...one.views, away));
    item(app, 'Session1 on Server01, Opened').click();
    await settled(app);
    expect(limpet.console.submitted).toEqual(['Enter-PSSession -Session (Get-PSSession -ComputerName Server01 -InstanceId s1)']);
    limpet.console.set({ entered: { sessionId: 's1', computer: 'Server01', name: 'Session1' }, prompt: '[Server01]: PS /> ' });
    await settled(app);
    expect(document.title).toBe('Session1 on Server01 – Limpet');
    expect(find(app, 'limpet-session[current]').closest('[role=listitem]')?.getAttribute('aria-label')).toContain('Session1');
    item(app, 'Console on localhost, Opened').click();
    await settled(app);
    expect(limpet.console.submitted.at(-1)).toBe('Exit-PSSession');
  });

  it('takes part in a session that another tab has open, and comes back', async () => {
    const { app, limpet } = await anApp((one) => one.list(...one.views, { ...away, mine: false }));
    item(app, 'Session1 on Server01, Opened').click();
    await settled(app);
    expect(limpet.console.submitted).toEqual([]);
    expect(limpet.session('s1').attachments).toBe(1);
    type(find<HTMLTextAreaElement>(app, 'textarea'), '$x = 1');
    press(find(app, 'textarea'), 'Enter');
    expect(limpet.session('s1').submitted).toEqual(['$x = 1']);
    item(app, 'Console on localhost, Opened').click();
    await settled(app);
    expect(limpet.console.attachments).toBe(2);
  });

  it('goes back to its own console when a session it took part in ends', async () => {
    const { app, limpet } = await anApp((one) => one.list(...one.views, { ...away, mine: false }));
    item(app, 'Session1 on Server01, Opened').click();
    await settled(app);
    limpet.session('s1').end(null);
    await settled(app);
    expect(limpet.console.attachments).toBe(2);
  });

  it('removes at once where a command would have to wait', async () => {
    const { app, limpet } = await anApp((one) => one.list(...one.views, away));
    const remove = () =>
      find(app, 'limpet-rail').dispatchEvent(new CustomEvent('limpet-rail', { detail: { kind: 'action', action: 'Remove', id: 's1' } }));
    remove();
    await settled(app);
    expect(limpet.console.submitted).toEqual(['Get-PSSession -ComputerName Server01 -InstanceId s1 | Remove-PSSession']);
    limpet.console.set({ running });
    remove();
    await settled(app);
    expect(limpet.session('s1').removed).toBe(true);
  });

  it('makes and renames sessions', async () => {
    const { app, limpet } = await anApp((one) => one.list(...one.views, away));
    find(app, '[aria-label="New session"]').click();
    await settled(app);
    expect(limpet.console.submitted).toEqual(['New-PSSession']);
    limpet.console.set({ running });
    await settled(app);
    find(app, '[aria-label="New session"]').click();
    await settled(app);
    expect(limpet.made).toEqual([{}]);
    expect(all(app, '[role=listitem]')).toHaveLength(3);
    find(app, 'limpet-rail').dispatchEvent(new CustomEvent('limpet-rail', { detail: { kind: 'rename', id: 's1', name: 'Work' } }));
    await settled(app);
    expect(limpet.session('s1').renamed).toEqual(['Work']);
  });

  it('asks to keep the storage with one click', async () => {
    const { app, limpet, status } = await anApp((one) => one.tell({ persistent: false }));
    expect(status()).toContain('storage not persistent');
    find(app, '[role=status] button').click();
    await settled(app);
    expect(limpet.persisted).toBe(1);
    expect(status()).not.toContain('persistent');
  });

  it('says what is missing without SharedWorker', async () => {
    const { status } = await anApp((one) => one.tell({ shared: false }));
    expect(status()).toContain('no SharedWorker');
  });

  it('moves between its parts with F6 and back to the prompt with Escape', async () => {
    const { app } = await anApp();
    const focused = () => {
      const path: string[] = [];
      for (let at = app.shadowRoot?.activeElement ?? null; at; at = at.shadowRoot?.activeElement ?? null) path.push(at.localName);
      return path.slice(0, 2).join(' ');
    };
    const seen: string[] = [];
    for (let count = 0; count < 5; count++) {
      press(document.body, 'F6');
      seen.push(focused());
    }
    expect(seen.sort()).toEqual([
      'limpet-console limpet-output',
      'limpet-console limpet-prompt',
      'limpet-header button',
      'limpet-rail limpet-session',
      'limpet-status div',
    ]);
    press(document.body, 'Escape');
    expect(focused()).toBe('limpet-console limpet-prompt');
  });

  it('switches the theme and keeps the choice', async () => {
    const { app } = await anApp();
    find(app, '[aria-label="Dark theme"]').click();
    await settled(app);
    expect(app.getAttribute('theme')).toBe('dark');
    expect(keptTheme()).toBe('dark');
    find(app, '[aria-label="Light theme"]').click();
    expect(keptTheme()).toBe('system');
    keepTheme('light');
    expect(keptTheme()).toBe('light');
    expect(otherTheme('light')).toBe('dark');
  });

  it('resets the site only after a second choice', async () => {
    const { app, limpet } = await anApp();
    find(app, '[aria-label="More"]').click();
    await settled(app);
    all<HTMLButtonElement>(app, '[role=menuitem]').at(-1)?.click();
    await settled(app);
    expect(limpet.resets).toBe(0);
    const entries = all<HTMLButtonElement>(app, '[role=menuitem]');
    expect(entries.map((entry) => entry.textContent?.trim())).toEqual(['Keep everything', 'Delete all sessions and files']);
    entries[0].click();
    expect(limpet.resets).toBe(0);
  });

  it('shows help with lines to try', async () => {
    const help = await show(document.createElement('limpet-help'));
    const tried = next<{ text: string }>(help, 'limpet-try');
    find(help, '.try').click();
    expect((await tried).text).toContain('ForEach-Object');
  });

  it('says why it can not start', async () => {
    const app = document.createElement('limpet-app');
    app.failure = 'no storage';
    await show(app);
    expect(find(app, '[role=alert]').textContent).toContain('no storage');
  });
});

describe('the news', () => {
  const live = (values: Partial<SessionLive> = {}): SessionLive => ({ ...new FakeLimpet().console.live, ...values });
  const texts = (values: Partial<SessionLive> | null, more: object = {}) =>
    newsOf({ live: values && live(values), site: null, online: true, problem: null, stoppingSince: null, now: 100_000, ...more }).map(
      (piece) => piece.text,
    );

  it('tell where, what and when', () => {
    expect(texts(null)).toEqual(['Starting…']);
    expect(texts({ lastCommitAt: 99_000 })).toEqual(['localhost', 'Ready', 'saved']);
    expect(
      texts({
        running: { ...running, startedAt: 88_000 },
        dirty: true,
        lastCommitAt: 99_800,
        entered: { sessionId: 's', computer: 'Server01', name: 'Session1' },
      }),
    ).toEqual(['Session1 on Server01', 'Running 12 s', 'saved 0.2 s ago']);
    expect(texts({ connection: 'connecting' })).toContain('connecting…');
  });

  it('offer what can be done', () => {
    const stuck = newsOf({ live: live({ running }), site: null, online: true, problem: null, stoppingSince: 90_000, now: 100_000 });
    expect(stuck.map((piece) => piece.action?.id)).toContain('terminate');
    const { status } = new FakeLimpet();
    const offers = (values: object) =>
      newsOf({ live: null, site: { ...status, ...values }, online: false, problem: 'oh', stoppingSince: null, now: 0 }).map(
        (piece) => piece.action?.id ?? piece.text,
      );
    expect(offers({ update: 'newer' })).toContain('reload');
    expect(offers({ persistent: false, tabs: 3 })).toEqual(['Starting…', 'oh', '3 tabs', 'offline', 'persist']);
    expect(offers({ persistent: null })).not.toContain('persist');
  });
});
