// @vitest-environment happy-dom
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import type { ConnectOptions } from '../../../src/sessions/client/types.ts';
import '../../../src/ui/embed/embed.ts';
import type { EmbedElement } from '../../../src/ui/embed/embed.ts';
import { listenToPage } from '../../../src/ui/embed/frame.ts';
import { EMBED_PROTOCOL, isToken, readPageMessage } from '../../../src/ui/embed/protocol.ts';
import { all, find, settled, show } from './dom.ts';
import { FakeLimpet } from './fakeClient.ts';

afterEach(() => document.body.replaceChildren());

async function anEmbed(values: Partial<EmbedElement> = {}) {
  const made: FakeLimpet[] = [];
  const element = document.createElement('limpet-embed');
  Object.assign(element, values);
  element.connect = async (options?: ConnectOptions) => {
    const limpet = new FakeLimpet(options);
    made.push(limpet);
    return limpet;
  };
  await show(element);
  await settled(element);
  return { element, made, field: () => find<HTMLTextAreaElement>(element, 'textarea') };
}

describe('an embed', () => {
  it('has a computer of its own, and a Run button for its command', async () => {
    const { element, made, field } = await anEmbed({ command: 'Get-Date', configuration: 'Lesson' });
    expect(made[0].options).toEqual({ ephemeral: true, configurationName: 'Lesson' });
    expect(field().value).toBe('Get-Date');
    expect(made[0].console.submitted).toEqual([]);
    find(element, '.run').click();
    expect(made[0].console.submitted).toEqual(['Get-Date']);
    expect(field().value).toBe('');
    expect(new URL(find<HTMLAnchorElement>(element, 'a[aria-label="Open in Limpet"]').href).searchParams.get('command')).toBe('Get-Date');
  });

  it('runs its command by itself there', async () => {
    const { made } = await anEmbed({ command: 'Get-Date', run: true });
    expect(made[0].console.submitted).toEqual(['Get-Date']);
  });

  it("never does so on the reader's computer", async () => {
    const { element, made, field } = await anEmbed({ command: 'Get-Date', run: true, computer: 'Server01' });
    expect(made[0].options).toEqual({ ephemeral: false, computerName: 'Server01' });
    expect(made[0].console.submitted).toEqual([]);
    expect(field().value).toBe('Get-Date');
    expect(all(element, '[aria-label="Reset"]')).toHaveLength(0);
  });

  it('begins anew on reset and ends when it is taken out', async () => {
    const { element, made } = await anEmbed({ command: 'Get-Date', run: true });
    find(element, '[aria-label="Reset"]').click();
    await settled(element);
    await settled(element);
    expect(made.map((limpet) => limpet.closed)).toEqual([1, 0]);
    expect(made[1].console.submitted).toEqual(['Get-Date']);
    element.remove();
    await settled(element);
    expect(made[1].closed).toBe(1);
  });

  it('says why it can not start', async () => {
    const element = document.createElement('limpet-embed');
    element.connect = () => Promise.reject(new Error('storage is off'));
    await show(element);
    await settled(element);
    expect(find(element, '[role=alert]').textContent).toContain('storage is off');
  });
});

describe('what a page may say', () => {
  it('is read strictly', () => {
    expect(readPageMessage({ limpet: EMBED_PROTOCOL, kind: 'run', command: 'evil' })).toEqual({ limpet: EMBED_PROTOCOL, kind: 'run' });
    for (const message of [null, 1, 'run', {}, { limpet: 2, kind: 'run' }, { limpet: EMBED_PROTOCOL, kind: 'eval' }]) {
      expect(readPageMessage(message)).toBeNull();
    }
    const look = {
      limpet: EMBED_PROTOCOL,
      kind: 'look',
      theme: 'pink',
      tokens: { '--limpet-accent': '#123456', '--other': 'red', '--limpet-border': 4 },
    };
    expect(readPageMessage(look)).toEqual({
      limpet: EMBED_PROTOCOL,
      kind: 'look',
      theme: 'system',
      tokens: { '--limpet-accent': '#123456' },
    });
  });

  it('sets only tokens, to values that fetch nothing', () => {
    expect(isToken('--limpet-font-mono', "'Fira Code', monospace")).toBe(true);
    for (const value of ['url(https://x.org)', 'URL (x)', 'red; color: blue', 'a{b}', 'image-set("x")'])
      expect(isToken('--limpet-accent', value)).toBe(false);
    expect(isToken('color', 'red')).toBe(false);
  });
});

describe('a frame', () => {
  type Sent = { message: { kind: string }; origin: string };
  async function framed(values: Partial<EmbedElement> = {}) {
    const { element, made } = await anEmbed({ command: 'Get-Date', ...values });
    const sent: Sent[] = [];
    const parent = { postMessage: (message: Sent['message'], origin: string) => sent.push({ message, origin }) } as unknown as Window;
    const end = listenToPage(element, { parent, self: window });
    const say = (kind: string, origin = 'https://page.example', source: unknown = parent) => {
      const event = new MessageEvent('message', {
        data: { limpet: EMBED_PROTOCOL, kind, theme: 'dark', tokens: { '--limpet-accent': 'red' } },
        origin,
      });
      Object.defineProperty(event, 'source', { value: source });
      window.dispatchEvent(event);
    };
    return { element, made, sent, say, end };
  }

  it('answers the window that holds it, at the origin that said hello', async () => {
    const { element, made, sent, say, end } = await framed();
    say('run');
    expect(made[0].console.submitted).toEqual([]);
    say('hello', 'https://page.example', window);
    expect(sent).toEqual([]);
    say('hello');
    say('hello', 'https://other.example');
    expect(sent).toEqual([{ message: { limpet: EMBED_PROTOCOL, kind: 'ready' }, origin: 'https://page.example' }]);
    say('look');
    expect(element.theme).toBe('dark');
    expect(element.style.getPropertyValue('--limpet-accent')).toBe('red');
    say('run', 'https://other.example');
    expect(made[0].console.submitted).toEqual([]);
    say('run');
    expect(made[0].console.submitted).toEqual(['Get-Date']);
    end();
    say('run');
    expect(made[0].console.submitted).toHaveLength(1);
  });

  it("runs nothing on the reader's computer, whoever asks", async () => {
    const { made, sent, say } = await framed({ computer: 'localhost' });
    say('hello');
    say('run');
    say('reset');
    expect(made[0].console.submitted).toEqual([]);
    expect(sent.map(({ message }) => message.kind)).toEqual(['ready', 'refused', 'refused']);
  });

  it('is silent where nothing holds it', async () => {
    const { element } = await anEmbed();
    const listens = vi.spyOn(window, 'addEventListener');
    listenToPage(element, { parent: window, self: window });
    expect(listens).not.toHaveBeenCalled();
  });
});

describe('<limpet-shell>', () => {
  beforeAll(async () => {
    const script = document.createElement('script');
    Object.defineProperty(script, 'src', { value: 'https://shell.example/site/limpet-shell.js' });
    vi.spyOn(document, 'scripts', 'get').mockReturnValue([script] as unknown as HTMLCollectionOf<HTMLScriptElement>);
    await import('../../../src/ui/embed/limpet-shell.ts');
  });

  it('frames embed.html beside a script of another origin', async () => {
    // happy-dom says loudly that it loads no frames.
    vi.spyOn(console, 'error').mockImplementation(() => undefined);
    const shell = document.createElement('limpet-shell');
    shell.setAttribute('command', 'Get-Date');
    shell.setAttribute('run', '');
    shell.setAttribute('height', '12em');
    document.body.append(shell);
    await new Promise((resolve) => setTimeout(resolve, 0));
    const frame = shell.shadowRoot?.querySelector('iframe');
    expect(frame?.src).toBe('https://shell.example/site/embed.html?command=Get-Date&run=');
    expect(frame?.title).toBe('Limpet shell');
    expect(shell.style.blockSize).toBe('12em');
    shell.setAttribute('height', '200');
    expect(shell.style.blockSize).toBe('200px');
    shell.remove();
    expect(shell.shadowRoot?.childElementCount).toBe(0);
  });
});
