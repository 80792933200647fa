/** Output in the middle of which the session is frozen goes on as if nothing had happened. */
import { expect, test } from 'vitest';
import { FormatCommand } from '../../../src/interpreter/formatting/command.ts';
import { FormatterState, feed, flush, linesText } from '../../../src/interpreter/formatting/formatter.ts';
import { finish, generate } from '../../../src/interpreter/formatting/generate.ts';
import { commonParameters } from '../../../src/interpreter/formatting/parameters.ts';
import { Runspace, SessionRoot } from '../../../src/interpreter/machine/state.ts';
import { freezeThaw } from '../../../src/interpreter/snapshot/index.ts';
import type { Value } from '../../../src/interpreter/values/value.ts';
import { array, object, table, testContext } from './support.ts';

/** A root that holds some states. */
function holding(states: Record<string, unknown>): SessionRoot {
  const root = new SessionRoot();
  root.runspaces.push(new Runspace());
  for (const [name, state] of Object.entries(states)) root.extensions.set(name, state);
  return root;
}

const objects: Value[] = [
  table({ one: 1 }),
  object({ Kind: 'a', N: 1.5, Long: 'x'.repeat(90) }),
  'text',
  object({ Kind: 'a', N: 2, Long: null }),
  object({ A: 1, B: 2, C: 3, D: 4, E: 5 }),
];

function whole(list: readonly Value[]): string {
  const ctx = testContext();
  const state = new FormatterState();
  return linesText([...list.flatMap((value) => feed(state, value, ctx)), ...flush(state, ctx)]);
}

test('frozen between any two objects', () => {
  for (const list of [objects, objects.slice(1), objects.toReversed()]) {
    const ctx = testContext();
    let state = new FormatterState();
    let text = '';
    for (const value of list) {
      text += linesText(feed(state, value, ctx));
      state = freezeThaw(holding({ state })).extensions.get('state') as FormatterState;
    }
    expect(text + linesText(flush(state, ctx))).toBe(whole(list));
  }
});

test('a Format-Table with groups and calculated columns', () => {
  const params: Record<string, Value> = {
    Property: array('N', table({ n: 'Twice', e: 'N', f: 'x', a: 'right', w: 8 })),
    GroupBy: 'Kind',
    Wrap: true,
  };
  const source = { params, isBound: (name: string) => name in params, isOn: (name: string) => params[name] === true };
  const rows = ['a', 'b', 'b'].map((Kind, i) => object({ Kind, N: i * 16 }));
  const ctx = testContext();
  const run = (freeze: boolean): string => {
    let command = new FormatCommand('table', commonParameters(source, 'table'));
    let state = new FormatterState();
    let text = '';
    const step = (make: () => readonly Value[]): void => {
      for (const packet of make()) text += linesText(feed(state, packet, ctx));
      if (!freeze) return;
      const thawed = freezeThaw(holding({ command, state }));
      command = thawed.extensions.get('command') as FormatCommand;
      state = thawed.extensions.get('state') as FormatterState;
    };
    for (const row of rows) step(() => generate(command, row, ctx));
    step(() => finish(command));
    return text + linesText(flush(state, ctx));
  };
  expect(run(true)).toBe(run(false));
  expect(run(false).split('\n').length).toBeGreaterThan(12);
});
