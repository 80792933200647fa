import { readFileSync } from 'node:fs';
import type { Browser } from './browser.ts';
import { inDocument, type Place } from './dom.ts';
import { killProcess } from './processes.ts';
import type { Target } from './target.ts';
import { until } from './wait.ts';

/** The keys that tests press, as the protocol wants them described. */
const keys: Record<string, { code: string; windowsVirtualKeyCode: number; text?: string }> = {
  Enter: { code: 'Enter', windowsVirtualKeyCode: 13, text: '\r' },
  Tab: { code: 'Tab', windowsVirtualKeyCode: 9 },
  Escape: { code: 'Escape', windowsVirtualKeyCode: 27 },
  Backspace: { code: 'Backspace', windowsVirtualKeyCode: 8 },
  Delete: { code: 'Delete', windowsVirtualKeyCode: 46 },
  Home: { code: 'Home', windowsVirtualKeyCode: 36 },
  End: { code: 'End', windowsVirtualKeyCode: 35 },
  ArrowUp: { code: 'ArrowUp', windowsVirtualKeyCode: 38 },
  ArrowDown: { code: 'ArrowDown', windowsVirtualKeyCode: 40 },
  ArrowLeft: { code: 'ArrowLeft', windowsVirtualKeyCode: 37 },
  ArrowRight: { code: 'ArrowRight', windowsVirtualKeyCode: 39 },
  F6: { code: 'F6', windowsVirtualKeyCode: 117 },
};
const modifierBits: Record<string, number> = { Alt: 1, Control: 2, Meta: 4, Shift: 8 };

/** A document that a person sees, a tab's or a frame's: found, read and used by roles and accessible names, never by markup. */
export class Surface {
  readonly target: Target;
  /** Where keys and clicks go in: the tab's own target, also for what happens inside its frames. */
  protected readonly input: Target;

  constructor(target: Target, input: Target) {
    this.target = target;
    this.input = input;
  }

  /** Evaluates code in the document; see Target.evaluate. */
  evaluate<T, A extends unknown[]>(code: string | ((...args: A) => T | Promise<T>), ...args: A): Promise<T> {
    return this.target.evaluate(code, ...args);
  }

  /** Whether there is a visible element with this role and name. */
  async has(role: string, name?: string): Promise<boolean> {
    return (await this.evaluate(inDocument, { ask: 'find', role, name })) === true;
  }

  /** Waits for such an element. */
  async waitFor(role: string, name?: string, milliseconds?: number): Promise<void> {
    await until(`${role} "${name ?? ''}"`, () => this.has(role, name), milliseconds);
  }

  /** Waits until there is no such element. */
  async waitUntilGone(role: string, name?: string, milliseconds?: number): Promise<void> {
    await until(`${role} "${name ?? ''}" to go`, async () => !(await this.has(role, name)), milliseconds);
  }

  /** The accessible names of all visible elements of a role, in document order. */
  names(role: string): Promise<string[]> {
    return this.evaluate(inDocument, { ask: 'names', role }) as Promise<string[]>;
  }

  /** The text of an element, one line per block. Throws when there is none. */
  async textOf(role: string, name?: string, options: { pending?: boolean } = {}): Promise<string> {
    const text = await this.evaluate(inDocument, { ask: 'text', role, name, pending: options.pending ?? true });
    if (text === undefined) throw new Error(`there is no ${role} "${name ?? ''}"`);
    return text as string;
  }

  /** What a field holds. Throws when there is none. */
  async valueOf(role: string, name?: string): Promise<string> {
    const value = await this.evaluate(inDocument, { ask: 'value', role, name });
    if (value === undefined) throw new Error(`there is no ${role} "${name ?? ''}"`);
    return value as string;
  }

  /** Waits for such an element and gives it the focus. */
  async focus(role: string, name?: string): Promise<void> {
    await until(`${role} "${name ?? ''}"`, () => this.evaluate(inDocument, { ask: 'focus', role, name }));
  }

  /** Clicks the middle of an element as a mouse does, waiting until it is there, enabled and uncovered. */
  async click(role: string, name?: string): Promise<void> {
    const place = await until(`${role} "${name ?? ''}" to click on`, async () => {
      const found = (await this.evaluate(inDocument, { ask: 'place', role, name })) as Place | undefined;
      if (found?.hidden) throw new Error(found.hidden);
      return found;
    });
    const { x, y } = place;
    for (const type of ['mouseMoved', 'mousePressed', 'mouseReleased']) {
      await this.target.send('Input.dispatchMouseEvent', {
        type,
        x,
        y,
        button: type === 'mouseMoved' ? 'none' : 'left',
        clickCount: type === 'mouseMoved' ? 0 : 1,
      });
    }
  }

  /** Presses keys such as `Enter`, `Control+c`, `Shift+Enter`, wherever the focus is. */
  async press(chord: string): Promise<void> {
    const parts = chord.split('+');
    const key = parts.pop() as string;
    const modifiers = parts.reduce((bits, part) => bits | modifierBits[part], 0);
    const known = keys[key] ?? { code: `Key${key.toUpperCase()}`, windowsVirtualKeyCode: key.toUpperCase().charCodeAt(0), text: key };
    const isText = known.text !== undefined && (modifiers & ~modifierBits.Shift) === 0;
    const shared = { key, code: known.code, windowsVirtualKeyCode: known.windowsVirtualKeyCode, modifiers };
    await this.target.send('Input.dispatchKeyEvent', {
      ...shared,
      type: isText ? 'keyDown' : 'rawKeyDown',
      ...(isText ? { text: known.text } : {}),
    });
    await this.target.send('Input.dispatchKeyEvent', { ...shared, type: 'keyUp' });
  }

  /** Puts text into the command line, or into the field named, as one paste or input method would. */
  async type(text: string, role = 'textbox', name = 'Command line'): Promise<void> {
    await this.focus(role, name);
    await this.target.send('Input.insertText', { text });
  }

  /** Waits for the prompt: the command line is there and nothing runs. */
  async waitForPrompt(milliseconds = 15_000): Promise<void> {
    await until('the prompt', async () => (await this.has('textbox', 'Command line')) && !(await this.has('button', 'Stop')), milliseconds);
  }

  /** Types a command and sends it; does not wait for it to end. */
  async submit(command: string): Promise<void> {
    await this.waitFor('textbox', 'Command line');
    await this.type(command);
    await this.press('Enter');
    await until('the command to be taken', async () => (await this.valueOf('textbox', 'Command line')) === '', 5000, 10);
  }

  /**
   * Types a command, waits for the prompt's return and gives the lines that were added to the output after the line that shows the command
   * itself.
   */
  async run(command: string, options: { milliseconds?: number } = {}): Promise<string[]> {
    await this.waitForPrompt();
    const before = (await this.readOutput()).length;
    await this.submit(command);
    let quiet = 0;
    let last = '';
    // Stop shows only while something runs, and a quick command may be over before it shows: the end is no Stop and twice the same text.
    await until(
      `the end of ${command}`,
      async () => {
        if (await this.has('button', 'Stop')) {
          quiet = 0;
          return false;
        }
        const text = (await this.readOutput()).slice(before).join('\n');
        quiet = text === last && text !== '' ? quiet + 1 : 0;
        last = text;
        return quiet >= 3;
      },
      options.milliseconds ?? 20_000,
    );
    const added = (await this.readOutput()).slice(before);
    const own = command.split('\n').pop() as string;
    const echo = added.findIndex((line) => line.endsWith(own));
    return added.slice(echo + 1);
  }

  /** The lines of the output, without trailing spaces. `committed` leaves out what a crash could still take back. */
  async readOutput(options: { committed?: boolean } = {}): Promise<string[]> {
    const text = await this.textOf('log', 'Output', { pending: !options.committed });
    const lines = text.split('\n').map((line) => line.trimEnd());
    while (lines.at(-1) === '') lines.pop();
    return lines;
  }

  /** Waits until the output holds the text, or a match of the pattern. */
  async waitForText(text: string | RegExp, milliseconds = 15_000, options: { committed?: boolean } = {}): Promise<void> {
    await until(
      `output ${text}`,
      async () => {
        const output = (await this.readOutput(options)).join('\n');
        return typeof text === 'string' ? output.includes(text) : text.test(output);
      },
      milliseconds,
    );
  }
}

/** A tab of the browser under test. */
export class Tab extends Surface {
  readonly browser: Browser;
  #pid: number | undefined;

  private constructor(browser: Browser, target: Target) {
    super(target, target);
    this.browser = browser;
  }

  /** Makes a tab of an attached page. */
  static async prepare(browser: Browser, target: Target): Promise<Tab> {
    return new Tab(browser, target);
  }

  /** Goes to an address and waits until it is loaded. Throws when it cannot be loaded, unless that is expected. */
  async goto(url: string, options: { expectFailure?: boolean } = {}): Promise<void> {
    const before = await this.#born();
    const { errorText } = (await this.target.send('Page.navigate', { url })) as { errorText?: string };
    if (errorText && !options.expectFailure) throw new Error(`${url}: ${errorText}`);
    await this.#loaded(before);
  }

  /** Reloads, also after a crash, and waits until it is loaded. */
  async reload(): Promise<void> {
    const before = await this.#born();
    await this.target.send('Page.reload');
    this.target.alive = true;
    await this.#loaded(before);
  }

  /** Closes the tab as a person does, its pagehide handlers run. */
  async close(): Promise<void> {
    const { connection, targetId } = this.target;
    await connection.send('Target.closeTarget', { targetId });
    await until('the tab to close', () => !this.target.alive, 5000, 5);
  }

  /** Opens a copy of this tab as window.open does, its sessionStorage copied. */
  async duplicate(): Promise<Tab> {
    return this.browser.tabOpenedBy(() => this.evaluate('void window.open(location.href)'));
  }

  /**
   * The process that runs this tab. Chromium does not tell, so the tab spins for a moment and the renderer whose main thread worked
   * meanwhile is it: workers, of this or another tab, have threads of their own. A renderer that is just starting works too, so that one
   * process has to be it several times in a row, with pauses in which the others may come to rest.
   */
  async pid(): Promise<number> {
    if (this.#pid !== undefined) return this.#pid;
    const rounds = 3;
    const seen: number[] = [];
    this.#pid = await until(
      "the tab's process",
      async () => {
        const pid = await this.#busiest();
        if (pid === undefined || (seen.length > 0 && seen[0] !== pid)) seen.length = 0;
        if (pid !== undefined) seen.push(pid);
        return seen.length >= rounds && seen[0];
      },
      30_000,
    );
    return this.#pid;
  }

  /** The renderer whose main thread worked while this tab spun; undefined when that is not plain to see. */
  async #busiest(): Promise<number | undefined> {
    const pids = await this.browser.renderers();
    const before = pids.map(mainThreadTime);
    await this.evaluate(() => {
      const end = performance.now() + 40;
      while (performance.now() < end);
    });
    const worked = pids.map((pid, index) => ({ pid, time: mainThreadTime(pid) - before[index] })).sort((a, b) => b.time - a.time);
    return worked[0].time > 5 && worked[0].time > 2 * (worked[1]?.time ?? 0) ? worked[0].pid : undefined;
  }

  /** SIGKILL to this tab's renderer, with all workers in it, the broker's too if it lives there. */
  async killRenderer(): Promise<void> {
    const pid = await this.pid();
    this.#pid = undefined;
    await killProcess(pid);
    await until('the tab to crash', () => !this.target.alive, 5000, 5);
  }

  /** The browser's own way to crash this tab. */
  async crash(): Promise<void> {
    this.#pid = undefined;
    await this.target.send('Page.crash').catch(() => undefined);
    await until('the tab to crash', () => !this.target.alive, 5000, 5);
  }

  /** A frame of another site inside this tab whose address matches. */
  async frame(url: RegExp): Promise<Surface> {
    return new Surface(await this.browser.target('iframe', { url, tab: this }), this.target);
  }

  /** Roles and names as the browser itself computes them for screen readers. */
  async accessibleNames(role: string): Promise<string[]> {
    const { nodes } = (await this.target.send('Accessibility.getFullAXTree')) as {
      nodes: { ignored: boolean; role?: { value: string }; name?: { value: string } }[];
    };
    return nodes.filter((node) => !node.ignored && node.role?.value === role).map((node) => node.name?.value ?? '');
  }

  /** A PNG of what the tab shows. */
  async screenshot(): Promise<Buffer> {
    const { data } = (await this.target.send('Page.captureScreenshot', { format: 'png' })) as { data: string };
    return Buffer.from(data, 'base64');
  }

  /** When the present document began, which tells it from the next one; undefined after a crash. */
  async #born(): Promise<number | undefined> {
    this.#pid = undefined;
    return this.target.alive ? this.evaluate<number, []>('performance.timeOrigin') : undefined;
  }

  async #loaded(before: number | undefined): Promise<void> {
    await until(
      'the page to load',
      async () => {
        const [origin, state] = await this.evaluate<[number, string], []>('[performance.timeOrigin, document.readyState]');
        return origin !== before && state === 'complete';
      },
      30_000,
      10,
    );
  }
}

/** Milliseconds of processor time that a process's main thread has used; 0 for a process that is gone. */
function mainThreadTime(pid: number): number {
  try {
    return Number(readFileSync(`/proc/${pid}/task/${pid}/schedstat`, 'utf8').split(' ')[0]) / 1e6;
  } catch {
    return 0;
  }
}
