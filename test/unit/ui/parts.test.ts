// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import '../../../src/ui/app/header.ts';
import { keepRail, keptRail } from '../../../src/ui/app/kept.ts';
import '../../../src/ui/console/sizer.ts';
import '../../../src/ui/console/touchKeys.ts';
import { keepWidth, keptWidth } from '../../../src/ui/console/width.ts';
import { Follower } from '../../../src/ui/output/follower.ts';
import { all, find, next, press, show } from './dom.ts';

beforeEach(() => localStorage.clear());
afterEach(() => document.body.replaceChildren());

describe('the handle beside the text', () => {
  it('moves by key within its bounds and goes back with Home', async () => {
    const sizer = document.createElement('limpet-sizer');
    sizer.shown = () => 330;
    await show(sizer);
    const handle = find(sizer, '[role=separator]');
    const moved = async (key: string) => {
      const width = next<number | null>(sizer, 'limpet-width');
      press(handle, key);
      return width;
    };
    expect(await moved('ArrowRight')).toBe(350);
    expect(await moved('ArrowLeft')).toBe(320);
    expect(await moved('Home')).toBeNull();
    expect(press(handle, 'ArrowUp')).toBe(true);
  });

  it('keeps what was chosen', () => {
    expect(keptWidth()).toBeNull();
    keepWidth(700.4);
    expect(keptWidth()).toBe(700);
    keepWidth(10);
    expect(keptWidth()).toBeNull();
    keepRail('small');
    expect(keptRail()).toBe('small');
  });
});

describe('keys on glass', () => {
  it('have names and type what they show', async () => {
    const keys = await show(document.createElement('limpet-touch-keys'));
    expect(all(keys, 'button').every((button) => (button.getAttribute('aria-label') ?? '').length > 3)).toBe(true);
    const typed = next<{ key: string }>(keys, 'limpet-key');
    find(keys, '[aria-label="Type |"]').click();
    expect(await typed).toEqual({ key: '|' });
  });
});

describe('the header', () => {
  it('asks for what its buttons say', async () => {
    const header = document.createElement('limpet-header');
    header.sessions = true;
    header.dark = true;
    await show(header);
    for (const [name, id] of [
      ['Hide sessions', 'sessions'],
      ['Light theme', 'theme'],
      ['Help', 'help'],
    ]) {
      const asked = next<{ id: string }>(header, 'limpet-header');
      find(header, `[aria-label="${name}"]`).click();
      expect(await asked).toEqual({ id });
    }
  });
});

describe('following the end', () => {
  it('ends with a movement upwards and begins again at the end', () => {
    const scroller = document.createElement('div');
    const size = { height: 1000 };
    Object.defineProperty(scroller, 'scrollHeight', { get: () => size.height });
    Object.defineProperty(scroller, 'clientHeight', { value: 100 });
    let moves = 0;
    const follower = new Follower(scroller, [], () => moves++);
    const scroll = (top: number) => {
      scroller.scrollTop = top;
      scroller.dispatchEvent(new Event('scroll'));
    };
    scroll(900);
    size.height = 1500;
    scroller.dispatchEvent(new Event('scroll'));
    expect(follower.following).toBe(true);
    scroll(400);
    expect(follower.following).toBe(false);
    follower.stick();
    expect(scroller.scrollTop).toBe(400);
    scroll(1400);
    expect(follower.following).toBe(true);
    expect(moves).toBe(4);
    follower.stop();
  });
});
