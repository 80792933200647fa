import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { places, type Task, taskOf } from '../rig/fleet.ts';
import { type Context, longRun, type Scenario } from '../rig/scenario.ts';
import { connected, finish } from '../rig/sessions.ts';
import type { Tab } from '../rig/tab.ts';
import { sleep, until, within } from '../rig/wait.ts';

/** A task in a session. */
type Errand = Task & { session: string; command: string };

const victims = ['worker', 'worker', 'worker', 'worker', 'broker', 'broker', 'reload', 'close', 'renderer', 'renderer', 'browser'] as const;
const TABS = 3;

/** Sessions, what they do, and the tabs that come and go around them. */
class Fleet {
  readonly context: Context;
  readonly counts: Record<string, number> = {};
  kills = 0;
  /** Kills that ended a thread in which a command was running. */
  midCommand = 0;
  tabs: Tab[] = [];

  constructor(context: Context) {
    this.context = context;
  }

  async openTabs(): Promise<void> {
    this.tabs = this.tabs.filter((tab) => tab.target.alive);
    while (this.tabs.length < TABS) {
      const tab = await this.context.openTab();
      await connected(tab);
      this.tabs.push(tab);
    }
  }

  /** Does something in a tab that lives, in another one if that dies or does not answer. It must be harmless to do it twice. */
  inTab<T>(what: string, action: (tab: Tab) => Promise<T>, milliseconds = 120_000): Promise<T> {
    return until(
      what,
      async () => {
        const alive = this.tabs.filter((tab) => tab.target.alive);
        if (alive.length === 0) throw new Error('no tab');
        return { answer: await within(what, 20_000, action(this.context.pick(alive))) };
      },
      milliseconds,
      100,
    ).then(({ answer }) => answer);
  }

  /** Ids of the sessions, children included, whose commands run, as the store has it; and how many threads own one. */
  running(): Promise<string[]> {
    return this.inTab('the sessions', (tab) =>
      tab.evaluate(async () => (await limpet.sessions()).filter((s) => s.running !== null).map((s) => s.id)),
    );
  }

  /** One kill. */
  async kill(kind: (typeof victims)[number]): Promise<void> {
    const { browser, random, pick } = this.context;
    const running = kind === 'broker' ? 0 : (await this.running()).length;
    const tab = pick(this.tabs);
    let died = 0;
    switch (kind) {
      case 'worker': {
        const workers = browser.targets('worker');
        if (workers.length === 0) return;
        died = running > 0 ? 1 : 0;
        await pick(workers).kill();
        break;
      }
      case 'broker':
        for (const broker of browser.targets('shared_worker')) await broker.kill();
        break;
      case 'reload':
        died = running;
        await tab.reload();
        break;
      case 'close':
        died = running;
        // sometimes all of them: the broker drives what runs
        if (random() < 0.3) {
          for (const one of this.tabs) await one.close();
          await sleep(random() * 5000);
        } else await tab.close();
        await this.openTabs();
        break;
      case 'renderer':
        died = running;
        await tab.killRenderer();
        await sleep(random() * 1500);
        if (random() < 0.7) await tab.reload();
        else await tab.close();
        await this.openTabs();
        break;
      case 'browser':
        died = running;
        await browser.kill();
        this.tabs = [];
        await sleep(random() * 3000);
        await browser.start();
        await this.openTabs();
        break;
    }
    this.kills++;
    if (died > 0) this.midCommand++;
    this.counts[kind] = (this.counts[kind] ?? 0) + 1;
  }

  newSession(name: string, computerName: string): Promise<string> {
    return this.inTab('a session', (tab) =>
      tab.evaluate(async (n, c) => (await limpet.newSession({ name: n, computerName: c })).id, name, computerName),
    );
  }

  /** Gives a session its errand; repeated until it is known to be stored. */
  async begin(errand: Errand): Promise<void> {
    await this.inTab('a command to be stored', (tab) =>
      tab.evaluate(
        async (id, commandId, text) => {
          await limpet.session(id).invoke(text, { commandId });
          return true;
        },
        errand.session,
        errand.command,
        errand.text,
      ),
    );
  }

  /** The committed output of an errand up to now. */
  seen(errand: Errand): Promise<string[]> {
    return this.inTab('records', (tab) =>
      tab.evaluate(
        async (id, commandId) => {
          const texts: string[] = [];
          const records = limpet.session(id).command(commandId).records(0)[Symbol.asyncIterator]();
          for (;;) {
            const next = await Promise.race([records.next(), new Promise<null>((done) => setTimeout(() => done(null), 400))]);
            if (next === null || next.done === true) return texts;
            if (next.value.kind !== 'seam') texts.push(next.value.text.trimEnd());
          }
        },
        errand.session,
        errand.command,
      ),
    );
  }

  /** Waits for an errand's end and compares what came of it. */
  async check(errand: Errand, milliseconds: number): Promise<string[]> {
    const problems: string[] = [];
    const end = Date.now() + milliseconds;
    const result = await until(
      `the end of ${errand.text}`,
      () => within('the end', end - Date.now(), finish(this.context.pick(this.tabs), errand.session, errand.command)),
      milliseconds,
    ).catch(async (error: Error) => `${error.message}; ${JSON.stringify(await this.seen(errand).catch(() => 'not readable'))}`);
    if (typeof result === 'string') return [result];
    const texts = result.texts.map((text) => text.trimEnd());
    const compare = (what: string, got: string[], wanted: string[]) => {
      if (got.join('\n') !== wanted.join('\n'))
        problems.push(`${what} of ${errand.text}\n  got    ${JSON.stringify(got)}\n  wanted ${JSON.stringify(wanted)}`);
    };
    if (result.state !== 'Completed') problems.push(`${errand.text} ended ${result.state}`);
    if (result.seqs.some((seq, i) => i > 0 && seq <= result.seqs[i - 1])) problems.push(`record numbers of ${errand.text}: ${result.seqs}`);
    compare('output', texts, errand.output);
    for (const { computer, name, lines } of errand.files) {
      const got = await this.fileOf(computer, name);
      compare(`${name} on ${computer}`, got, lines);
      if (got.join() !== lines.join()) problems.push(`read again: ${JSON.stringify(await this.fileOf(computer, name))}`);
    }
    return problems;
  }

  private readonly readers = new Map<string, string>();

  private async fileOf(computer: string, name: string): Promise<string[]> {
    const reader = this.readers.get(computer) ?? (await this.newSession(`Reader ${computer}`, computer));
    this.readers.set(computer, reader);
    const { texts } = await this.inTab('a file', async (tab) => {
      const command = await tab.evaluate(
        async (id, text) => (await limpet.session(id).invoke(text)).id,
        reader,
        `Get-Content ${name} -ErrorAction Ignore`,
      );
      return finish(tab, reader, command);
    });
    return texts.map((text) => text.trimEnd());
  }

  /** Everything that may explain why something does not go on. */
  describe(): Promise<string> {
    return this.inTab('a description', (tab) =>
      tab.evaluate(
        () =>
          new Promise<string>((done) => {
            const open = indexedDB.open('limpet');
            open.onsuccess = () => {
              const get = open.result.transaction('sessions').objectStore('sessions').getAll();
              get.onsuccess = async () => {
                open.result.close();
                const held = ((await navigator.locks.query()).held ?? []).map((lock) => lock.name ?? '');
                const lines = get.result.map(
                  ({ statistics, conflicts, id, name, ...r }) =>
                    `${name} ${id} ${held.includes(`session:limpet:${id}`) || held.some((h) => h.startsWith('session') && h.includes(id)) ? 'owned' : 'at rest'} ${JSON.stringify({ ...r, running: r.running?.text?.slice(0, 30), resumed: statistics.resumes })}`,
                );
                done([...lines, ...held].join('\n'));
              };
            };
          }),
      ),
    );
  }

  /** What is left that should not be: mail that nobody takes, sessions that ended with what made them, sessions that do not start. */
  async leftovers(): Promise<string[]> {
    const look = () =>
      this.inTab('what is left', (tab) =>
        tab.evaluate(
          () =>
            new Promise<string[]>((done) => {
              const open = indexedDB.open('limpet');
              open.onsuccess = () => {
                const tx = open.result.transaction(['outbox', 'sessions']);
                const mail = tx.objectStore('outbox').getAll();
                const sessions = tx.objectStore('sessions').getAll();
                tx.oncomplete = () => {
                  open.result.close();
                  done([
                    ...mail.result.slice(0, 10).map((m) => `mail ${JSON.stringify(m.message).slice(0, 300)}`),
                    ...sessions.result
                      .filter((s) => s.kind === 'Temporary' || s.kind === 'Job' || s.problem !== null)
                      .map((s) => `${s.kind} ${s.name}: ${s.problem}`),
                  ]);
                };
              };
            }),
        ),
      );
    let left: string[] = [];
    await until(
      'nothing to be left',
      async () => {
        left = await look();
        return left.length === 0;
      },
      30_000,
      500,
    ).catch(() => undefined);
    return left;
  }
}

/** One round: every session gets its errands, so many kills happen while they run, all is awaited and compared. */
async function round(
  fleet: Fleet,
  sessions: string[],
  number: number,
  kills: number,
  size: { n: number; pause: number },
): Promise<string[]> {
  const { options, random, pick } = fleet.context;
  const errands: Errand[] = sessions.map((session, i) => ({
    ...taskOf(i + number, `r${number}s${i}`, places[i % places.length], random, size.n, size.pause),
    session,
    command: randomUUID(),
  }));
  const begun = Promise.all(errands.map((errand) => fleet.begin(errand)));
  begun.catch(() => undefined);
  const seen = new Map<Errand, string[]>();
  for (let kill = 0; kill < kills; kill++) {
    await sleep(200 + random() * 1800);
    await fleet.kill(pick(victims));
    const errand = pick(errands);
    const records = await fleet.seen(errand).catch(() => []);
    if (records.length >= (seen.get(errand)?.length ?? 0)) seen.set(errand, records);
  }
  await begun;
  const problems: string[] = [];
  const results = await Promise.all(errands.map((errand) => fleet.check(errand, options.full ? 240_000 : 100_000)));
  problems.push(...results.flat());
  if (problems.length > 0) fleet.context.note(await fleet.describe().catch(String));
  for (const [errand, records] of seen)
    if (records.some((text, i) => text !== errand.output[i])) problems.push(`shown as final of ${errand.text}: ${JSON.stringify(records)}`);
  return [...problems, ...(await fleet.leftovers())];
}

/** Everything is killed at random while sessions work with one another. */
export const scenarios: Scenario[] = [
  {
    name: 'faults: random kills of tabs, renderers, workers, brokers and the browser lose nothing and do nothing twice',
    limit: longRun(400),
    async run(context) {
      const { options, note } = context;
      const fleet = new Fleet(context);
      await fleet.openTabs();
      const count = options.full ? 20 : 6;
      const sessions: string[] = [];
      for (let i = 0; i < count; i++) sessions.push(await fleet.newSession(`S${i}`, places[i % places.length]));
      const end = Date.now() + options.minutes * 60_000;
      const problems: string[] = [];
      let rounds = 0;
      do {
        problems.push(
          ...(await round(fleet, sessions, rounds++, options.full ? 20 : 12, options.full ? { n: 25, pause: 800 } : { n: 30, pause: 800 })),
        );
        const text = `${fleet.kills} kills (${Object.entries(fleet.counts)
          .map(([kind, n]) => `${n} ${kind}`)
          .join(', ')}), ${fleet.midCommand} in mid-command`;
        note(text);
        if (options.full) console.log(`        round ${rounds}: ${text}`);
      } while (options.full && problems.length === 0 && Date.now() < end);
      assert.deepEqual(problems, []);
      assert.ok(fleet.midCommand >= fleet.kills * 0.3, `${fleet.midCommand} of ${fleet.kills} kills in mid-command`);
    },
  },
];
