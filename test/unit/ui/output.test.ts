import { describe, expect, it } from 'vitest';
import type { ViewRecord } from '../../../src/sessions/client/types.ts';
import { type Block, firstLines, type Line, lastLines, linesOf, promptLength, withoutLines } from '../../../src/ui/output/lines.ts';
import { OutputModel, type OutputView } from '../../../src/ui/output/model.ts';
import { Tail } from '../../../src/ui/output/tail.ts';
import { OutputWindow } from '../../../src/ui/output/window.ts';
import { aRecord, someRecords } from './fakeClient.ts';

/** Keeps what a drawing would show, and fails where the model contradicts itself. */
class Watcher implements OutputView {
  readonly shown = new Map<Block, Line[]>();
  clears = 0;
  commits = 0;
  blockAdded(block: Block) {
    expect(this.shown.has(block)).toBe(false);
    this.shown.set(block, []);
  }
  blockRemoved(block: Block) {
    expect(this.shown.get(block)).toEqual([]);
    this.shown.delete(block);
  }
  labelChanged() {}
  linesAdded(block: Block, lines: readonly Line[], where: 'start' | 'end') {
    const shown = this.shown.get(block)!;
    if (where === 'end') shown.push(...lines);
    else shown.unshift(...lines);
  }
  lineChanged() {}
  lineCommitted() {
    this.commits++;
  }
  lineRemoved(line: Line) {
    for (const lines of this.shown.values()) if (lines.includes(line)) lines.splice(lines.indexOf(line), 1);
  }
  emptied() {
    this.shown.clear();
  }
  cleared() {
    this.clears++;
  }
}

const textOf = (line: Line) => line.spans.map((span) => span.text).join('');
const linesIn = (model: OutputModel) => model.blocks.flatMap((block) => block.lines.map(textOf));

function made(...records: ViewRecord[]) {
  const view = new Watcher();
  const model = new OutputModel(view);
  model.append(records);
  for (const block of model.blocks) expect(view.shown.get(block)).toEqual(block.lines);
  return { view, model };
}

describe('records', () => {
  const record = aRecord({ seq: 1, text: 'a\nb\nc\n' });
  it('are counted and cut by lines', () => {
    expect(linesOf(record)).toBe(3);
    expect(linesOf(aRecord({ seq: 1, text: 'a\nb' }))).toBe(2);
    expect(withoutLines(record, 1)).toMatchObject({ text: 'b\nc\n', firstLine: 1 });
    expect(withoutLines(withoutLines(record, 1), 1)).toMatchObject({ text: 'c\n', firstLine: 2 });
    expect(firstLines(record, 2).text).toBe('a\nb\n');
    expect(lastLines([record, aRecord({ seq: 2, text: 'd\n' })], 2)).toMatchObject([{ text: 'c\n', firstLine: 2 }, { text: 'd\n' }]);
  });

  it('tell the prompt from what was typed', () => {
    const length = (text: string, data?: unknown) => promptLength(aRecord({ seq: 1, kind: 'prompt', text, data }));
    expect(length('PS /home/learner> Get-Date\n')).toBe('PS /home/learner> '.length);
    expect(length('[Server01]: PS /a b> 1 > 2\n')).toBe('[Server01]: PS /a b> '.length);
    expect(length('my prompt: 1\n', { prompt: 'my prompt: ' })).toBe('my prompt: '.length);
    expect(length('mine$ a\nb\n', { text: 'a\nb' })).toBe('mine$ '.length);
    expect(length('anything')).toBe(0);
  });
});

describe('the model', () => {
  it('makes a block of a command and its output', () => {
    const { model } = made(
      aRecord({ seq: 0, kind: 'prompt', text: 'PS /> 1..2\n' }),
      aRecord({ seq: 1, text: '1\n2\n' }),
      aRecord({ seq: 2, kind: 'prompt', text: 'PS /> Get-Date\n', commandId: 'c2' }),
    );
    expect(model.blocks.map((block) => block.label)).toEqual(['1..2', 'Get-Date']);
    expect(linesIn(model)).toEqual(['PS /> 1..2', '1', '2', 'PS /> Get-Date']);
    expect(model.blocks[0].lines[0].spans.map((span) => span.tone)).toEqual(['prompt', 'command']);
  });

  it('joins what belongs to one line and keeps empty ones', () => {
    const { model } = made(
      aRecord({ seq: 0, text: 'a' }),
      aRecord({ seq: 1, kind: 'warning', text: 'b' }),
      aRecord({ seq: 2, text: 'c\n\nd' }),
    );
    expect(linesIn(model)).toEqual(['abc', '', 'd']);
    expect(model.blocks[0].lines[0].spans.map((span) => span.tone)).toEqual(['', 'warning', '']);
  });

  it('carries colours over lines and records, not over commands', () => {
    const { model } = made(
      aRecord({ seq: 0, text: '\x1b[31ma\nb\n' }),
      aRecord({ seq: 1, text: 'c\n' }),
      aRecord({ seq: 2, kind: 'prompt', text: 'PS /> x\n', commandId: 'c2' }),
    );
    const colours = model.blocks.flatMap((block) => block.lines.map((line) => line.spans[0].style.foreground));
    expect(colours).toEqual([1, 1, 1, null]);
  });

  it('makes seams blocks of their own and shows no progress records', () => {
    const { model } = made(
      aRecord({ seq: 0 }),
      aRecord({ seq: 1, kind: 'progress', text: 'x' }),
      aRecord({ seq: 2, kind: 'seam', text: 'resumed at 10:00:00' }),
      aRecord({ seq: 3 }),
    );
    expect(model.blocks.map((block) => [block.kind, block.label])).toEqual([
      ['command', ''],
      ['seam', 'resumed at 10:00:00'],
      ['command', ''],
    ]);
  });

  it('overwrites after a carriage return and clears', () => {
    const { model, view } = made(aRecord({ seq: 0, text: '10 %\r20 %\nab\bc\n\x1b[2Jd\n' }));
    expect(linesIn(model)).toEqual(['20 %', 'ac', 'd']);
    expect(view.clears).toBe(1);
  });

  it('knows what is not committed yet', () => {
    const { model, view } = made(aRecord({ seq: 0 }), aRecord({ seq: 1, committed: false }), aRecord({ seq: 2, committed: false }));
    const pending = () => model.blocks.flatMap((block) => block.lines.map((line) => line.pending));
    expect(pending()).toEqual([false, true, true]);
    model.committed(2);
    expect(pending()).toEqual([false, false, true]);
    expect(view.commits).toBe(1);
  });

  it('takes back what a crash undid, and what comes in its place goes there', () => {
    const { model, view } = made(
      aRecord({ seq: 0, text: 'kept, ' }),
      aRecord({ seq: 1, text: 'lost\nlost too\n', committed: false }),
      aRecord({ seq: 2, kind: 'prompt', text: 'PS /> lost\n', commandId: 'c2', committed: false }),
    );
    model.dropped(1);
    expect(linesIn(model)).toEqual(['kept, ']);
    expect(view.shown.size).toBe(1);
    model.append([aRecord({ seq: 1, epoch: 2, text: 'and again\n' })]);
    expect(linesIn(model)).toEqual(['kept, and again']);
  });

  it('is cut at both ends and grows at its beginning', () => {
    const { model, view } = made(...someRecords(10, 10));
    model.trimStart(6);
    model.trimEnd(4);
    expect(linesIn(model)).toEqual(['line 14', 'line 15', 'line 16', 'line 17']);
    model.prepend(someRecords(12, 2));
    expect(linesIn(model)[0]).toBe('line 12');
    expect(model.blocks).toHaveLength(1);
    expect(view.shown.get(model.blocks[0])).toEqual(model.blocks[0].lines);
    expect(model.lineCount).toBe(6);
    model.prepend([aRecord({ seq: 10, kind: 'prompt', text: 'PS /> first\n', commandId: 'c0' }), aRecord({ seq: 11, commandId: 'c0' })]);
    expect(model.blocks.map((block) => block.label)).toEqual(['first', '']);
  });
});

describe('the tail', () => {
  it('keeps the last lines, whatever the records are like', () => {
    const tail = new Tail(10);
    expect(tail.push(someRecords(0, 100))).toHaveLength(100);
    expect(tail.push(someRecords(50, 51))).toMatchObject([{ seq: 100 }]);
    expect(tail.records().map((record) => record.seq)).toEqual([91, 92, 93, 94, 95, 96, 97, 98, 99, 100]);
    tail.push([aRecord({ seq: 101, text: 'x\n'.repeat(50) })]);
    expect(tail.records()).toMatchObject([{ seq: 101, firstLine: 40 }]);
  });
});

describe('the window', () => {
  const limits = { following: 20, reading: 50, page: 10, flood: 8 };
  function opened(count: number, records = someRecords(0, count)) {
    const view = new Watcher();
    const window = new OutputWindow(view, limits);
    window.source = {
      firstSeq: records[0]?.seq ?? 0,
      older: async (before, limit = 1000) => records.filter((record) => record.seq < before && record.committed).slice(-limit),
    };
    return { window, view, records, shown: () => linesIn(window.model) };
  }
  const now = (change: () => void) => change();

  it('moves along with the end', () => {
    const { window, records, shown } = opened(100);
    for (let at = 0; at < 100; at += 7) window.records(records.slice(at, at + 7), true);
    expect(shown()).toEqual(Array.from({ length: 20 }, (_, index) => `line ${index + 80}`));
  });

  it('draws only the end of a flood', () => {
    const { window, records, shown } = opened(10_000);
    expect(window.records(records, true)).toBe(10_000);
    expect(shown()).toHaveLength(8);
    expect(shown().at(-1)).toBe('line 9999');
    while (window.fill());
    expect(shown()).toEqual(Array.from({ length: 20 }, (_, index) => `line ${index + 9980}`));
  });

  it('fetches older pages until the beginning and lets go of the end', async () => {
    const { window, records, shown } = opened(100);
    window.records(records, true);
    while (window.fill());
    let pages = 0;
    while (await window.loadOlder(now)) pages++;
    expect(pages).toBe(8);
    expect(shown()[0]).toBe('line 0');
    expect(shown()).toHaveLength(50);
    expect(window.atEnd).toBe(false);
    window.records(someRecords(100, 5), false);
    expect(shown()).toHaveLength(50);
    while (await window.loadNewer(now)) pages++;
    expect(window.atEnd).toBe(true);
    expect(shown().at(-1)).toBe('line 104');
    expect(shown()).toEqual(Array.from({ length: shown().length }, (_, index) => `line ${105 - shown().length + index}`));
  });

  it('goes through one huge record too', async () => {
    const text = Array.from({ length: 200 }, (_, index) => `line ${index}\n`).join('');
    const { window, records, shown } = opened(0, [aRecord({ seq: 0, text })]);
    window.records(records, true);
    while (window.fill());
    expect(shown()[0]).toBe('line 180');
    expect(await window.loadOlder(now)).toBe(true);
    expect(shown()).toEqual(Array.from({ length: 30 }, (_, index) => `line ${170 + index}`));
    while (await window.loadOlder(now));
    expect(shown()[0]).toBe('line 0');
    expect(shown()).toHaveLength(50);
    while (await window.loadNewer(now)) expect(window.model.lastLine?.toIndex).toBe(Number(shown().at(-1)?.slice(5)));
    expect(shown()).toEqual(Array.from({ length: 50 }, (_, index) => `line ${150 + index}`));
    expect(window.atEnd).toBe(true);
  });

  it('goes back to the end at once, with what is not committed', async () => {
    const { window, records, shown } = opened(100);
    window.records(records, true);
    while (window.fill());
    while (await window.loadOlder(now));
    window.records(someRecords(100, 2, { committed: false }), false);
    window.toEnd();
    expect(shown().at(-1)).toBe('line 101');
    expect(window.model.lastLine?.pending).toBe(true);
    window.committed(102);
    expect(window.model.lastLine?.pending).toBe(false);
  });

  it('lets a newer epoch write numbers anew', () => {
    const { window, shown } = opened(0);
    window.records([...someRecords(0, 3), ...someRecords(3, 2, { committed: false })], true);
    window.records([aRecord({ seq: 3, epoch: 2, text: 'again\n' })], true);
    expect(shown()).toEqual(['line 0', 'line 1', 'line 2', 'again']);
  });

  it('leaves a page that came too late', async () => {
    const { window, records, shown } = opened(100);
    window.records(records, true);
    while (window.fill());
    const loading = window.loadOlder(now);
    window.records(someRecords(100, 30), true);
    expect(await loading).toBe(false);
    expect(shown().at(-1)).toBe('line 129');
    expect(window.model.lineCount).toBe(shown().length);
  });
});
