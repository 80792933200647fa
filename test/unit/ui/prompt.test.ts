// @vitest-environment happy-dom
import { afterEach, describe, expect, it } from 'vitest';
import type { CompletionMatch } from '../../../src/sessions/client/types.ts';
import { PromptHistory } from '../../../src/ui/prompt/history.ts';
import '../../../src/ui/prompt/prompt.ts';
import type { PromptElement } from '../../../src/ui/prompt/prompt.ts';
import { all, find, next, press, settled, show, type } from './dom.ts';

afterEach(() => document.body.replaceChildren());

const match = (text: string): CompletionMatch => ({
  completionText: text,
  listItemText: text,
  resultType: 'Command',
  toolTip: `about ${text}`,
});

async function aPrompt(...found: string[]) {
  const prompt = document.createElement('limpet-prompt');
  prompt.label = 'PS /> ';
  prompt.source = {
    complete: async (text) => ({ replacementIndex: 0, replacementLength: text.length, matches: found.map(match) }),
    isIncomplete: (text) => text.endsWith('{') || text.endsWith('|'),
  };
  await show(prompt);
  return { prompt, field: find<HTMLTextAreaElement>(prompt, 'textarea') };
}

const submits = (prompt: PromptElement) => {
  const sent: string[] = [];
  prompt.addEventListener('limpet-submit', (event) => sent.push((event as CustomEvent<{ text: string }>).detail.text));
  return sent;
};

describe('history', () => {
  it('is gone through by what was begun', () => {
    const history = new PromptHistory();
    history.load(['Get-Date', 'ls', 'Get-Item', 'Get-Item']);
    history.add('Get-Item');
    expect(history.older('get-')).toBe('Get-Item');
    expect(history.older('Get-Item')).toBe('Get-Date');
    expect(history.older('Get-Date')).toBeNull();
    expect(history.newer('Get-Date')).toBe('Get-Item');
    expect(history.newer('Get-Item')).toBe('get-');
    expect(history.newer('get-')).toBeNull();
    expect(history.search('dat')).toEqual({ index: 0, line: 'Get-Date' });
  });
});

describe('the prompt', () => {
  it('is the textbox "Command line" behind its label', async () => {
    const { prompt, field } = await aPrompt();
    expect(field.getAttribute('aria-label')).toBe('Command line');
    expect(find(prompt, '#label').textContent).toBe('PS /> ');
    prompt.focus();
    expect(prompt.shadowRoot?.activeElement).toBe(field);
  });

  it('sends with Enter, begins a line with Shift+Enter or while something is unfinished', async () => {
    const { prompt, field } = await aPrompt();
    const sent = submits(prompt);
    type(field, '1..3 |');
    press(field, 'Enter');
    expect(field.value).toBe('1..3 |\n');
    expect(press(field, 'Shift+Enter')).toBe(true);
    type(field, '1..3 |\nOut-Null');
    expect(press(field, 'Enter')).toBe(false);
    expect(sent).toEqual(['1..3 |\nOut-Null']);
    expect(field.value).toBe('');
  });

  it('recalls lines with Up and Down, but moves within a text of many lines', async () => {
    const { prompt, field } = await aPrompt();
    prompt.history.load(['one', 'two', 'three {\n}']);
    press(field, 'ArrowUp');
    expect(field.value).toBe('three {\n}');
    press(field, 'ArrowUp');
    expect(field.value).toBe('two');
    press(field, 'ArrowDown');
    press(field, 'ArrowDown');
    expect(field.value).toBe('');
    type(field, 'a\nb');
    expect(press(field, 'ArrowUp')).toBe(true);
    expect(field.value).toBe('a\nb');
  });

  it('completes with Tab: puts the first one in, shows the others, goes round', async () => {
    const { prompt, field } = await aPrompt('Get-Date', 'Get-Item');
    type(field, 'get-');
    expect(press(field, 'Tab')).toBe(false);
    await settled(prompt);
    expect(field.value).toBe('Get-Date');
    expect(all(prompt, '[role=option]').map((option) => option.getAttribute('aria-selected'))).toEqual(['true', 'false']);
    press(field, 'Tab');
    expect(field.value).toBe('Get-Item');
    press(field, 'Tab');
    expect(field.value).toBe('Get-Date');
    press(field, 'Shift+Tab');
    press(field, 'Enter');
    await settled(prompt);
    expect(field.value).toBe('Get-Item');
    expect(all(prompt, '[role=option]')).toHaveLength(0);
  });

  it('goes back to what was typed with Escape', async () => {
    const { prompt, field } = await aPrompt('Get-Date', 'Get-Item');
    type(field, 'get-');
    press(field, 'Tab');
    await settled(prompt);
    press(field, 'Escape');
    expect(field.value).toBe('get-');
    press(field, 'Escape');
    expect(field.value).toBe('');
  });

  it('opens the menu with Ctrl+Space and takes a click', async () => {
    const { prompt, field } = await aPrompt('Get-Date', 'Get-Item');
    type(field, 'get-');
    press(field, 'Control+ ');
    await settled(prompt);
    expect(field.value).toBe('get-');
    all(prompt, '[role=option]')[1].click();
    expect(field.value).toBe('Get-Item');
  });

  it('takes a single candidate without a menu', async () => {
    const { prompt, field } = await aPrompt('Get-Date');
    type(field, 'get-d');
    press(field, 'Tab');
    await settled(prompt);
    expect(field.value).toBe('Get-Date');
    expect(all(prompt, '[role=listbox]')).toHaveLength(0);
  });

  it('leaves Tab alone at the beginning, so that the keyboard gets out', async () => {
    const { field } = await aPrompt('x');
    expect(press(field, 'Tab')).toBe(true);
    type(field, 'x');
    expect(press(field, 'Shift+Tab')).toBe(true);
  });

  it('searches back with Ctrl+R', async () => {
    const { prompt, field } = await aPrompt();
    const sent = submits(prompt);
    prompt.history.load(['Get-Date', 'Get-Item log.txt', 'ls']);
    press(field, 'Control+r');
    press(field, 'e');
    press(field, 't');
    expect(field.value).toBe('Get-Item log.txt');
    press(field, 'Control+r');
    expect(field.value).toBe('Get-Date');
    press(field, 'Enter');
    expect(sent).toEqual(['Get-Date']);
  });

  it('asks for a clear view with Ctrl+L and leaves Ctrl+C to the console', async () => {
    const { prompt, field } = await aPrompt();
    const cleared = next(prompt, 'limpet-clear');
    expect(press(field, 'Control+l')).toBe(false);
    await cleared;
    expect(press(field, 'Control+c')).toBe(true);
  });

  it('hides what is typed as an answer to a masked question, and keeps it out of history and drafts', async () => {
    const { prompt, field } = await aPrompt();
    const drafts: string[] = [];
    prompt.addEventListener('limpet-draft', (event) => drafts.push((event as CustomEvent<{ text: string }>).detail.text));
    prompt.asks = true;
    prompt.masked = true;
    await settled(prompt);
    expect(field.classList.contains('masked')).toBe(true);
    type(field, 'secret');
    press(field, 'Enter');
    expect(drafts.join('')).toBe('');
    prompt.asks = false;
    press(field, 'ArrowUp');
    expect(field.value).toBe('');
  });
});
