// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { ProgressData } from '../../../src/sessions/client/types.ts';
import '../../../src/ui/console/console.ts';
import { progressTree } from '../../../src/ui/console/progress.ts';
import { ask, reply } from '../../../src/ui/console/questions.ts';
import { columnsOf } from '../../../src/ui/console/width.ts';
import { all, find, next, press, settled, show, type } from './dom.ts';
import { aRecord, aView, FakeSession } from './fakeClient.ts';

beforeEach(() => sessionStorage.clear());
afterEach(() => document.body.replaceChildren());

const running = { id: 'c9', text: 'sleep', state: 'Running' as const, client: 'me', startedAt: 0, endedAt: null };

async function aConsole(prepare: (session: FakeSession) => void = () => undefined) {
  const session = new FakeSession(aView());
  prepare(session);
  const element = document.createElement('limpet-console');
  element.session = session;
  element.clientId = 'me';
  await show(element);
  await settled(element);
  const output = find<HTMLElementTagNameMap['limpet-output']>(element, 'limpet-output');
  const lines = () => {
    output.flush();
    return all(output, '.piece > div').map((line) => line.textContent);
  };
  return { session, element, output, lines, field: find<HTMLTextAreaElement>(element, 'textarea'), log: find(element, '[role=log]') };
}

describe('the console', () => {
  it('shows what was there and what comes', async () => {
    const { session, log, lines } = await aConsole((one) => {
      one.say('PS /> 1\n', { kind: 'prompt', commandId: 'c1' });
      one.say('1\n', { commandId: 'c1' });
    });
    expect(log.getAttribute('aria-label')).toBe('Output');
    expect(lines()).toEqual(['PS /> 1', '1']);
    session.say('\x1b[31;1mred\x1b[0m https://example.com\n');
    expect(lines()).toEqual(['PS /> 1', '1', 'red https://example.com']);
    expect(find(log, '.f1.bold').textContent).toBe('red');
    expect(find<HTMLAnchorElement>(log, 'a').rel).toContain('noopener');
    expect(all(log, '[role=group]').map((block) => block.getAttribute('aria-label'))).toEqual(['1', null]);
  });

  it('marks what is not committed, and replaces it after a crash', async () => {
    const { session, lines, log } = await aConsole();
    session.write(aRecord({ seq: 0, text: 'sure\n' }), aRecord({ seq: 1, text: 'perhaps\n', committed: false }));
    expect(lines()).toEqual(['sure', 'perhaps']);
    expect(all(log, '[data-pending]').map((line) => line.textContent)).toEqual(['perhaps']);
    session.drop(1);
    session.write(aRecord({ seq: 1, epoch: 2, text: 'again\n', committed: false }));
    expect(lines()).toEqual(['sure', 'again']);
    session.commit(2);
    lines();
    expect(all(log, '[data-pending]')).toHaveLength(0);
  });

  it('lets a guest leave by what one types to leave', async () => {
    const { session, field, element } = await aConsole();
    type(field, 'Exit-PSSession');
    press(field, 'Enter');
    expect(session.submitted).toEqual(['Exit-PSSession']);
    element.guest = true;
    const left = next(element, 'limpet-leave');
    type(field, 'exsn');
    press(field, 'Enter');
    await left;
    expect(session.submitted).toEqual(['Exit-PSSession']);
  });

  it('sends what is typed, and gives it back if it was not taken', async () => {
    const { session, field, element } = await aConsole();
    type(field, 'Get-Date');
    press(field, 'Enter');
    expect(session.submitted).toEqual(['Get-Date']);
    type(field, '   ');
    press(field, 'Enter');
    expect(session.submitted).toHaveLength(1);
    await settled(element);
    session.refusal = new Error('full');
    const news = next<{ problem: string | null }>(element, 'limpet-live');
    type(field, 'Get-Item');
    press(field, 'Enter');
    expect((await news).problem).toContain('full');
    await settled(element);
    expect(field.value).toBe('Get-Item');
  });

  it('stops what runs with Ctrl+C, else empties the line', async () => {
    const { session, field, element } = await aConsole();
    type(field, 'half');
    expect(press(field, 'Control+c')).toBe(false);
    expect(field.value).toBe('');
    expect(session.stops).toBe(0);
    session.set({ running });
    const stopping = next(element, 'limpet-stopping');
    press(field, 'Control+c');
    await stopping;
    expect(session.stops).toBe(1);
  });

  it('leaves Ctrl+C to the browser while something is selected', async () => {
    const { session, field } = await aConsole();
    session.set({ running });
    type(field, 'half');
    field.setSelectionRange(0, 2);
    expect(press(field, 'Control+c')).toBe(true);
    expect(session.stops).toBe(0);
  });

  it('shows what waits its turn and takes it back', async () => {
    const { session, element, field } = await aConsole();
    const queued = (id: string, client: string) => ({ ...running, id, text: `${id} text`, state: 'Queued' as const, client });
    session.set({ running, queued: [queued('q1', 'me'), queued('q2', 'other')] });
    await settled(element);
    expect(all(element, 'limpet-queue li code').map((line) => line.textContent)).toEqual(['q1 text', 'q2 text']);
    const buttons = all<HTMLButtonElement>(element, 'limpet-queue button');
    expect(buttons.map((button) => button.getAttribute('aria-label'))).toEqual(['Withdraw q1 text']);
    buttons[0].click();
    await settled(element);
    expect(session.withdrawn).toEqual(['q1']);
    expect(field.value).toBe('q1 text');
  });

  it('shows progress only while there is any', async () => {
    const { session, element } = await aConsole();
    const progress = find(element, 'limpet-progress');
    expect(progress.hidden).toBe(true);
    session.set({ running, progress: [aProgress({ activity: 'Copying', percentComplete: 30 })] });
    await settled(element);
    expect(progress.hidden).toBe(false);
    expect(find<HTMLProgressElement>(progress, 'progress').value).toBe(30);
    session.set({ running: null, progress: [] });
    await settled(element);
    expect(progress.hidden).toBe(true);
  });

  it('asks a line in the prompt', async () => {
    const { session, element, field } = await aConsole();
    session.set({ running, requests: [{ id: 7, kind: 'readLine', prompt: 'Name: ', masked: false }] });
    await settled(element);
    expect(find(element, '#label').textContent).toBe('Name: ');
    type(field, '');
    press(field, 'Enter');
    await settled(element);
    expect(session.answers).toEqual([{ id: 7, value: '' }]);
    expect(session.submitted).toEqual([]);
  });

  it('asks for a choice by letter and by click', async () => {
    const { session, element, field } = await aConsole();
    const request = {
      id: 8,
      kind: 'choice' as const,
      caption: 'Confirm',
      message: 'Sure?',
      choices: ['&Yes', '&No'],
      help: ['do it', 'do not'],
      default: 0,
    };
    session.set({ running, requests: [request] });
    await settled(element);
    expect(find(element, '#label').textContent).toBe('[Y] Yes  [N] No  [?] Help (default is "Y"): ');
    type(field, 'n');
    press(field, 'Enter');
    await settled(element);
    session.set({ requests: [{ ...request, id: 9 }] });
    await settled(element);
    find(element, '.choices button').click();
    expect(session.answers).toEqual([
      { id: 8, value: 1 },
      { id: 9, value: 0 },
    ]);
  });

  it('asks for credentials in a dialog', async () => {
    const { session, element } = await aConsole();
    session.set({ running, requests: [{ id: 10, kind: 'credential', caption: 'Credentials', message: 'Who?', userName: 'ann' }] });
    await settled(element);
    const dialog = find<HTMLDialogElement>(element, 'dialog');
    expect(dialog.open).toBe(true);
    find<HTMLInputElement>(dialog, '#password').value = 'secret';
    find(dialog, 'form').dispatchEvent(new Event('submit', { cancelable: true }));
    await settled(element);
    expect(session.answers).toEqual([{ id: 10, value: { userName: 'ann', password: 'secret' } }]);
    expect(dialog.open).toBe(false);
  });

  it('keeps a draft over a reload', async () => {
    const session = new FakeSession(aView());
    const make = async () => {
      const element = document.createElement('limpet-console');
      element.drafts = true;
      element.session = session;
      await show(element);
      await settled(element);
      return element;
    };
    const before = await make();
    type(find<HTMLTextAreaElement>(before, 'textarea'), 'half a comm');
    before.remove();
    const after = await make();
    expect(find<HTMLTextAreaElement>(after, 'textarea').value).toBe('half a comm');
  });

  it('writes keys pressed beside the prompt into it', async () => {
    const { log, field } = await aConsole();
    expect(press(log, 'g')).toBe(false);
    expect(field.value).toBe('g');
    expect(press(log, 'PageUp')).toBe(false);
    expect(press(log, 'End')).toBe(true);
  });

  it('tells why a session can not be shown, and tries again', async () => {
    const { session, element } = await aConsole((one) => {
      one.refusal = new Error('it is gone');
    });
    expect(find(element, '[role=alert]').textContent).toContain('it is gone');
    session.refusal = null;
    find(element, '[role=alert] button').click();
    await settled(element);
    expect(all(element, '[role=alert]')).toHaveLength(0);
    expect(session.attachments).toBe(1);
  });

  it('shows another session when it is given one', async () => {
    const { element, session, lines } = await aConsole((one) => one.say('old\n'));
    const other = new FakeSession(aView({ id: 'other', name: 'Session1', kind: 'Session' }));
    other.say('new\n');
    element.session = other;
    await settled(element);
    expect(lines()).toEqual(['new']);
    session.say('late\n');
    expect(lines()).toEqual(['new']);
  });
});

describe('announcements', () => {
  it('are held back in a flood and summed up after it', async () => {
    const { session, log, lines, element } = await aConsole();
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    for (let count = 0; count < 100; count++) session.say('x\n');
    lines();
    expect(log.getAttribute('aria-live')).toBe('off');
    vi.advanceTimersByTime(1600);
    expect(log.getAttribute('aria-live')).toBe('polite');
    expect(find(find(element, 'limpet-output'), '.visually-hidden').textContent).toBe('100 lines of output');
    vi.useRealTimers();
  });
});

describe('questions', () => {
  it('show help and ask again', () => {
    const state = ask({
      id: 1,
      kind: 'choice',
      caption: '',
      message: 'Sure?',
      choices: ['&Yes', '&No'],
      help: ['do it', 'do not'],
      default: -1,
    });
    expect(state.label).toBe('[Y] Yes  [N] No  [?] Help: ');
    expect(reply(state, '')).toMatchObject({ done: false });
    expect(reply(state, 'what')).toMatchObject({ done: false, state });
    expect(reply(state, '?')).toMatchObject({ done: false, state: { lines: ['Sure?', 'Y - do it', 'N - do not'] } });
    expect(reply(state, 'yes')).toEqual({ done: true, answer: 0 });
  });

  it('ask for parameters one after the other, lists until an empty line', () => {
    const field = (name: string, collection = false) => ({ name, type: 'String', helpMessage: `about ${name}`, collection, masked: false });
    let state = ask({
      id: 1,
      kind: 'parameters',
      caption: 'cmdlet X',
      message: 'Supply values',
      fields: [field('Name'), field('Value', true)],
    });
    expect(state).toMatchObject({ lines: ['cmdlet X', 'Supply values'], label: 'Name: ' });
    for (const [text, label] of [
      ['!?', 'Name: '],
      ['a', 'Value[0]: '],
      ['1', 'Value[1]: '],
      ['2', 'Value[2]: '],
    ]) {
      const step = reply(state, text);
      if (step.done) throw new Error('done too early');
      state = step.state;
      expect(state.label).toBe(label);
    }
    expect(state.lines).toContain('about Name');
    expect(reply(state, '')).toEqual({ done: true, answer: { Name: 'a', Value: ['1', '2'] } });
  });

  it('of many lines end in the prompt', () => {
    expect(ask({ id: 1, kind: 'readLine', prompt: 'first\nName: ', masked: true })).toMatchObject({
      lines: ['first'],
      label: 'Name: ',
      masked: true,
    });
  });
});

const aProgress = (values: Partial<ProgressData>): ProgressData => ({
  activityId: 1,
  parentActivityId: -1,
  activity: 'a',
  statusDescription: '',
  currentOperation: '',
  percentComplete: -1,
  secondsRemaining: -1,
  completed: false,
  ...values,
});

describe('progress', () => {
  it('stands below its parent', () => {
    const records = [
      aProgress({ activityId: 2, parentActivityId: 1 }),
      aProgress({ activityId: 1 }),
      aProgress({ activityId: 3, completed: true }),
    ];
    expect(progressTree(records).map(({ record, depth }) => [record.activityId, depth])).toEqual([
      [1, 0],
      [2, 1],
    ]);
    const circle = [aProgress({ activityId: 1, parentActivityId: 2 }), aProgress({ activityId: 2, parentActivityId: 1 })];
    expect(progressTree(circle)).toHaveLength(2);
  });
});

describe('the width in characters', () => {
  it('is what fits', () => {
    expect(columnsOf(900, 64 * 8.4, 64)).toBe(107);
    expect(columnsOf(100, 64 * 8.4, 64)).toBe(20);
    expect(columnsOf(0, 500, 64)).toBeNull();
  });
});
