// @vitest-environment happy-dom
import { afterEach, describe, expect, it } from 'vitest';
import type { SessionView } from '../../../src/sessions/client/types.ts';
import { actionsFor, commandFor, commandForNew } from '../../../src/ui/rail/commands.ts';
import '../../../src/ui/rail/rail.ts';
import type { RailRequest } from '../../../src/ui/rail/rail.ts';
import { groupByComputer, railState, sessionLabel } from '../../../src/ui/rail/sessionState.ts';
import { UnreadMarks } from '../../../src/ui/rail/unread.ts';
import { all, find, next, press, settled, show } from './dom.ts';
import { aView } from './fakeClient.ts';

afterEach(() => document.body.replaceChildren());

const session = (values: Partial<SessionView> = {}) =>
  aView({ id: 's1', kind: 'Session', name: 'Session1', computer: 'Server01', ...values });
const busy = { commandId: 'x', text: 'x', startedAt: 0 };

async function aRail(...sessions: SessionView[]) {
  const rail = document.createElement('limpet-rail');
  rail.sessions = sessions;
  rail.computers = [
    { name: 'localhost', remotingEnabled: true },
    { name: 'Server01', remotingEnabled: true },
    { name: 'Server09', remotingEnabled: false },
  ];
  return show(rail);
}

describe('the rail', () => {
  it('is the list "Sessions", its items named by state', async () => {
    const rail = await aRail(
      session({ state: 'Disconnected' }),
      aView(),
      session({ id: 's2', name: 'Lesson', computer: 'Server02', restricted: true, running: busy }),
      session({ id: 's3', name: 'Job1', kind: 'Job' }),
    );
    expect(find(rail, '[role=list]').getAttribute('aria-label')).toBe('Sessions');
    expect(all(rail, '[role=listitem]').map((item) => item.getAttribute('aria-label'))).toEqual([
      'Console on localhost, Opened',
      'Session1 on Server01, Disconnected',
      'Lesson on Server02, Running, restricted',
    ]);
    expect(find(rail, '[aria-label="New session"]').tagName).toBe('BUTTON');
  });

  it('enters with a click and moves with arrows', async () => {
    const rail = await aRail(aView(), session());
    const items = all<HTMLElementTagNameMap['limpet-session']>(rail, 'limpet-session');
    const asked = next<RailRequest>(rail, 'limpet-rail');
    find(items[1], '.row').click();
    expect(await asked).toEqual({ kind: 'action', action: 'Enter', id: 's1' });
    items[0].focus();
    press(find(items[0], '.row'), 'ArrowDown');
    expect(items[1].shadowRoot?.activeElement?.className).toBe('row');
  });

  it('opens a menu by key, chooses in it, and closes it with Escape', async () => {
    const rail = await aRail(session());
    const row = find(rail, '.row');
    row.focus();
    press(row, 'Shift+F10');
    await settled(rail);
    const entries = () => all<HTMLButtonElement>(rail, '[role=menuitem]');
    expect(entries().map((entry) => entry.textContent?.trim())).toEqual(['Enter', 'Disconnect', 'Rename', 'Remove']);
    press(entries()[0], 'Escape');
    await settled(rail);
    expect(entries()).toHaveLength(0);
    find(rail, '[aria-label="Actions for Session1"]').click();
    await settled(rail);
    const asked = next<RailRequest>(rail, 'limpet-rail');
    entries()[1].click();
    expect(await asked).toEqual({ kind: 'action', action: 'Disconnect', id: 's1' });
  });

  it('renames in place', async () => {
    const rail = await aRail(session());
    press(find(rail, '.row'), 'F2');
    await settled(rail);
    const field = find<HTMLInputElement>(rail, 'input');
    field.value = 'Work';
    const asked = next<RailRequest>(rail, 'limpet-rail');
    press(field, 'Enter');
    expect(await asked).toEqual({ kind: 'rename', id: 's1', name: 'Work' });
  });

  it('asks for new sessions, here or on a computer that takes them', async () => {
    const rail = await aRail();
    let asked = next<RailRequest>(rail, 'limpet-rail');
    find(rail, '[aria-label="New session"]').click();
    expect(await asked).toEqual({ kind: 'new', computer: null });
    find(rail, '[aria-label="New session on another computer"]').click();
    await settled(rail);
    const entries = all<HTMLButtonElement>(rail, '[role=menuitem]');
    expect(entries.map((entry) => entry.textContent?.trim())).toEqual(['localhost', 'Server01']);
    asked = next<RailRequest>(rail, 'limpet-rail');
    entries[1].click();
    expect(await asked).toEqual({ kind: 'new', computer: 'Server01' });
  });

  it('marks what has written since it was looked at', async () => {
    const rail = await aRail(session({ running: busy, lastCommitAt: 1 }));
    rail.sessions = [session({ lastCommitAt: 2 })];
    await settled(rail);
    expect(all(rail, '.unread')).toHaveLength(1);
    rail.current = 's1';
    await settled(rail);
    expect(all(rail, '.unread')).toHaveLength(0);
  });
});

describe('session states', () => {
  it('are told apart', () => {
    expect(railState(session())).toBe('Opened');
    expect(railState(session({ running: busy }))).toBe('Running');
    expect(railState(session({ running: busy, state: 'Disconnected' }))).toBe('Disconnected');
    expect(railState(session({ problem: 'three resumes without progress' }))).toBe('Broken');
    expect(sessionLabel(session({ state: 'Closed' }))).toBe('Session1 on Server01, Closed');
  });

  it('are grouped by computer, this one first', () => {
    const views = [session({ computer: 'Server10' }), session({ computer: 'Server2' }), session({ computer: 'localhost' }), aView()];
    const groups = groupByComputer(views);
    expect(groups.map((group) => group.computer)).toEqual(['localhost', 'Server2', 'Server10']);
    expect(groups[0].sessions[0].kind).toBe('Console');
  });

  it('forget marks of sessions that are gone', () => {
    const marks = new UnreadMarks();
    marks.update([session({ running: busy, lastCommitAt: 1 })], null);
    marks.update([session({ running: busy, lastCommitAt: 2 })], null);
    expect(marks.has('s1')).toBe(true);
    marks.update([], null);
    expect(marks.has('s1')).toBe(false);
  });
});

describe('what a click types', () => {
  it('is a command', () => {
    const mine = session();
    const foreign = session({ mine: false, state: 'Disconnected', computer: "Ann's" });
    expect(commandFor('Enter', mine)).toBe('Enter-PSSession -Session (Get-PSSession -ComputerName Server01 -InstanceId s1)');
    expect(commandFor('Enter', foreign)).toBe("Get-PSSession -ComputerName 'Ann''s' -InstanceId s1 | Connect-PSSession | Enter-PSSession");
    expect(commandFor('Disconnect', mine)).toBe('Get-PSSession -ComputerName Server01 -InstanceId s1 | Disconnect-PSSession');
    expect(commandFor('Remove', mine)).toBe('Get-PSSession -ComputerName Server01 -InstanceId s1 | Remove-PSSession');
    expect(commandForNew(null)).toBe('New-PSSession');
    expect(commandForNew('Server01')).toBe('New-PSSession -ComputerName Server01');
    expect(commandFor('Rename', mine)).toBeNull();
  });

  it('is offered where it makes sense', () => {
    expect(actionsFor(session(), false)).toEqual(['Enter', 'Disconnect', 'Rename', 'Remove']);
    expect(actionsFor(session(), true)).toEqual(['Disconnect', 'Rename', 'Remove']);
    expect(actionsFor(session({ state: 'Disconnected' }), false)).toEqual(['Enter', 'Connect', 'Receive', 'Rename', 'Remove']);
    expect(actionsFor(session({ state: 'Broken' }), false)).toEqual(['Rename', 'Remove']);
    expect(actionsFor(aView(), false)).toEqual(['Rename']);
  });
});
