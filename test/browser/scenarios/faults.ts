import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { places, type Task, taskOf } from '../rig/fleet.ts';
import { type Context, longRun, type Scenario } from '../rig/scenario.ts';
import { connected, finish } from '../rig/sessions.ts';
import type { Tab } from '../rig/tab.ts';
import { sleep, until, within } from '../rig/wait.ts';

/** What the scenario looks at of a stored session. */
type Stored = { running: unknown; extra: { queued?: number; closedAt?: number } };

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

  /**
   * Makes a session and gives it its errand; repeated with the same command until it is known to be stored. A session that was idle still
   * when its tab died is closed with it, as it should be: another one is made then.
   */
  async begin(name: string, computer: string, make: (tag: string) => Task): Promise<Errand> {
    for (let attempt = 0; ; attempt++) {
      const errand = { ...make(`${name}a${attempt}`), session: await this.newSession(name, computer), command: randomUUID() };
      const { session, command, text } = errand;
      const begun = await this.inTab('a command to be stored', (tab) =>
        tab.evaluate(
          async (id, commandId, script) => {
            try {
              await limpet.session(id).invoke(script, { commandId });
              return true;
            } catch (error) {
              if ((error as { code?: string }).code === 'SessionNotFound') return false;
              throw error;
            }
          },
          session,
          command,
          text,
        ),
      );
      if (begun) return errand;
    }
  }

  /** What is stored of an errand: its committed output, and whether it is over. Wakes nobody. */
  async stored(errand: Errand): Promise<{ over: boolean; lines: string[]; seqs: number[]; closed: boolean }> {
    const { records, session } = await this.inTab('records', (tab) =>
      tab.evaluate(
        (id, commandId) =>
          new Promise<{ records: { seq: number; text: string }[]; session: Stored | undefined }>((done) => {
            const open = indexedDB.open('limpet');
            open.onsuccess = () => {
              const tx = open.result.transaction(['output', 'sessions']);
              const output = tx.objectStore('output').getAll(IDBKeyRange.bound([id], [id, []]));
              const record = tx.objectStore('sessions').get(id);
              tx.oncomplete = () => {
                open.result.close();
                const of = output.result.filter((flush) => flush.commandId === commandId);
                const all = of.flatMap((flush) =>
                  flush.records.map((one: { kind: string; text: string }, i: number) => ({ ...one, seq: flush.seq + i })),
                );
                done({ records: all.filter((one: { kind: string }) => one.kind !== 'seam'), session: record.result });
              };
            };
          }),
        errand.session,
        errand.command,
      ),
    );
    return {
      over: session !== undefined && session.running === null && Number(session.extra.queued ?? 0) === 0,
      closed: session?.extra.closedAt !== undefined,
      lines: records.map((one) => one.text.trimEnd()),
      seqs: records.map((one) => one.seq),
    };
  }

  /** Waits for an errand's end and compares what came of it. */
  async check(errand: Errand, milliseconds: number): Promise<string[]> {
    const problems: string[] = [];
    const end = await until(
      `the end of ${errand.text}`,
      async () => {
        const now = await this.stored(errand);
        return now.over && now;
      },
      milliseconds,
      500,
    ).catch((error: Error) => error.message);
    if (typeof end === 'string') return [`${end}; ${JSON.stringify((await this.stored(errand)).lines)}`];
    const compare = (what: string, got: string[], wanted: string[]) => {
      if (got.join('\n') !== wanted.join('\n'))
        problems.push(`${what} of ${errand.text}\n  got    ${JSON.stringify(got)}\n  wanted ${JSON.stringify(wanted)}`);
    };
    compare('output', end.lines, errand.output);
    if (end.seqs.some((seq, i) => i > 0 && seq <= end.seqs[i - 1])) problems.push(`record numbers of ${errand.text}: ${end.seqs}`);
    for (const { computer, name, lines } of errand.files) compare(`${name} on ${computer}`, await this.fileOf(computer, name), lines);
    if (!end.closed) {
      // and as the client library tells it
      const told = await this.inTab('the records', (tab) => finish(tab, errand.session, errand.command));
      if (told.state !== 'Completed') problems.push(`${errand.text} ended ${told.state}`);
      compare(
        'records',
        told.texts.map((text) => text.trimEnd()),
        errand.output,
      );
    }
    await this.inTab('the session to be removed', (tab) => tab.evaluate((id) => limpet.session(id).remove(), errand.session));
    return problems;
  }

  /** Sessions that read files, by computer. They are closed with the tabs that made them. */
  readonly readers = new Map<string, Promise<string>>();

  private async fileOf(computer: string, name: string): Promise<string[]> {
    const making = this.readers.get(computer) ?? this.newSession(`Reader ${computer}`, computer);
    this.readers.set(computer, making);
    const reader = await making;
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

/** One round: every session gets its errand, so many kills happen while they run, all is awaited and compared. */
async function round(fleet: Fleet, number: number, size: { sessions: number; kills: number; n: number; pause: number }): Promise<string[]> {
  const { options, random, pick } = fleet.context;
  const errands: Errand[] = [];
  const begun = Promise.all(
    Array.from({ length: size.sessions }, async (_, i) => {
      const computer = places[i % places.length];
      errands.push(await fleet.begin(`r${number}s${i}`, computer, (tag) => taskOf(i + number, tag, computer, random, size.n, size.pause)));
    }),
  );
  begun.catch(() => undefined);
  const seen = new Map<Errand, string[]>();
  await until('the first command', () => errands.length > 0);
  for (let kill = 0; kill < size.kills; kill++) {
    await sleep(200 + random() * 1800);
    await fleet.kill(pick(victims));
    const errand = pick(errands);
    const { lines } = await fleet.stored(errand);
    if (lines.length >= (seen.get(errand)?.length ?? 0)) seen.set(errand, lines);
  }
  await begun;
  fleet.readers.clear();
  const results = await Promise.all(errands.map((errand) => fleet.check(errand, options.full ? 400_000 : 150_000)));
  const problems = results.flat();
  if (problems.length > 0) problems.push(await fleet.describe().catch(String));
  for (const [errand, lines] of seen)
    if (lines.some((text, i) => text !== errand.output[i])) problems.push(`shown as final of ${errand.text}: ${JSON.stringify(lines)}`);
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
      const size = options.full ? { sessions: 20, kills: 50, n: 40, pause: 900 } : { sessions: 6, kills: 12, n: 25, pause: 800 };
      const end = Date.now() + options.minutes * 60_000;
      const problems: string[] = [];
      let rounds = 0;
      const counted = () => {
        const kinds = Object.entries(fleet.counts).map(([kind, n]) => `${n} ${kind}`);
        return `${fleet.kills} kills (${kinds.join(', ')}) over ${rounds * size.sessions} sessions, ${fleet.midCommand} in mid-command`;
      };
      try {
        do {
          problems.push(...(await round(fleet, rounds++, size)));
          if (options.full) console.log(`        ${counted()}`);
        } while (options.full && problems.length === 0 && (Date.now() < end || fleet.kills < 200));
      } finally {
        note(counted());
      }
      assert.deepEqual(problems, []);
      assert.ok(fleet.midCommand >= fleet.kills * 0.3, `${fleet.midCommand} of ${fleet.kills} kills in mid-command`);
    },
  },
];
