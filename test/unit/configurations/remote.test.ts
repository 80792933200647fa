/** The session Lesson as other sessions meet it: opened, invoked, entered, by a job, and by a page that types into it. */
import { describe, expect, it } from 'vitest';
import { commands } from '../../../src/interpreter/index.ts';
import { applyConfiguration, readSessionConfiguration } from '../../../src/sessions/configurations/index.ts';
import { submit } from '../../../src/sessions/remoting/index.ts';
import { shownPrompt } from '../../../src/sessions/remoting/queue.ts';
import { faultCommands } from '../../faults/commands.ts';
import { type Loaded, load, World } from '../../faults/world.ts';
import { LESSON } from './lesson.ts';

/** A world in which every computer has the configuration Lesson. */
class School extends World {
  private lines = 0;
  constructor(loaded: Loaded) {
    super(1, loaded);
    const inner = this as unknown as { ask(request: Record<string, unknown>): unknown };
    const before = inner.ask.bind(this);
    inner.ask = (request) => {
      const reply = before(request);
      const lesson = request.op === 'directory.open' && /lesson$/i.test(String(request.configuration));
      return lesson ? { ...(reply as object), configuration: 'Lesson' } : reply;
    };
    this.console('console', 'client');
  }
  override wake(id: string): void {
    super.wake(id);
    const machine = this.nodes.get(id)?.machine;
    const [runspace] = machine?.root.runspaces ?? [];
    if (machine === undefined || this.store.sessions.get(id)?.create.configuration !== 'Lesson' || runspace.restricted) return;
    applyConfiguration(machine, runspace, readSessionConfiguration(LESSON, 'lesson.pssc'));
  }
  /** Types a line and answers what is shown until all is quiet, without the prompt line and colours. */
  type(text: string, id = 'console'): string {
    submit(this.node(id).machine, { commandId: `line${++this.lines}`, client: 'client', text, typed: true });
    const shown = this.settle();
    const errors = [...this.nodes.values()].flatMap((n) => n.machine.internalErrors);
    if (errors.length > 0) throw new Error(errors.join('\n'));
    return shown
      .replace(/\u001b\[[0-9;]*m/g, '')
      .split('\n')
      .map((l) => l.trimEnd())
      .filter((l) => l !== '')
      .join('\n');
  }
  /** What stands before the cursor. */
  prompt(id = 'console'): string {
    return shownPrompt(this.node(id).machine.root).trim();
  }
  private node(id: string) {
    const node = this.nodes.get(id);
    if (node === undefined) throw new Error(`${id} is asleep`);
    return node;
  }
  /** Id of the restricted session. */
  lessonId(): string {
    for (const [id, session] of this.store.sessions) if (session.create.configuration === 'Lesson') return id;
    throw new Error('no restricted session');
  }
}

const names = new Set(faultCommands.map((c) => c.name));
let loaded: Promise<Loaded> | null = null;
async function school(): Promise<School> {
  loaded ??= load([...faultCommands, ...commands.filter((c) => !names.has(c.name))]);
  const world = new School(await loaded);
  world.type('$s = New-PSSession -ComputerName Server01 -ConfigurationName Lesson');
  return world;
}

describe('Invoke-Command', () => {
  it('runs plain commands, and computes their arguments here', async () => {
    const world = await school();
    expect(world.type('$s.ConfigurationName')).toMatch(/Lesson/);
    expect(world.type('Invoke-Command -Session $s { Get-Greeting bob }')).toMatch(/hello bob/);
    expect(world.type("$who = 'eve'; Invoke-Command -Session $s { Get-Greeting $using:who }")).toMatch(/hello eve/);
    expect(world.type('Invoke-Command -Session $s { param($x) Get-Greeting $x } -ArgumentList (1 + 1)')).toMatch(/hello 2/);
    expect(world.type('Invoke-Command -Session $s { Get-Greeting (3 * 4) }')).toMatch(/hello 12/);
    expect(world.type("'a', 'b' | Invoke-Command -Session $s { Invoke-Block }")).toMatch(/<a>\s+<b>/);
    expect(world.type('Invoke-Command -ComputerName Server02 -ConfigurationName Lesson { Get-Greeting ann }')).toMatch(/hello ann/);
  });

  it('refuses all else, with the right ids', async () => {
    const world = await school();
    const idOf = (block: string): string => {
      world.type(`Invoke-Command -Session $s { ${block} } -ErrorAction SilentlyContinue -ErrorVariable e`);
      return world.type('$e[0].FullyQualifiedErrorId').split('\n').at(-1) ?? '';
    };
    expect(idOf('1 + 1')).toBe('ScriptsNotAllowed');
    expect(idOf('& { Get-Greeting }')).toBe('ScriptsNotAllowed');
    expect(idOf('Get-Greeting { 1 }')).toBe('ScriptsNotAllowed');
    expect(idOf('Get-Secret')).toBe('CommandNotFoundException');
    expect(idOf('secret')).toBe('CommandNotFoundException');
    expect(idOf('Get-Random -Maximum 7')).toBe('ParameterArgumentValidationError,Get-Random');
    expect(idOf('Get-Random -Count 7')).toBe('NamedParameterNotFound,Get-Random');
    expect(world.type('Invoke-Command -Session $s { Invoke-Failure }')).not.toMatch(/password =|throw 'it failed'/);
  });

  it('as a job', async () => {
    const world = await school();
    expect(world.type('Invoke-Command -Session $s { Get-Greeting job } -AsJob | Wait-Job | Receive-Job')).toMatch(/hello job/);
    expect(world.type('Invoke-Command -Session $s { 1 } -AsJob | Wait-Job | Receive-Job')).toMatch(/no-language mode/);
  });
});

describe('an entered session', () => {
  it('takes commands and nothing else', async () => {
    const world = await school();
    const entering = world.type('Enter-PSSession $s');
    expect(entering).toBe('');
    expect(world.type('Get-Greeting (1 + 2)')).toMatch(/hello 3/);
    expect(world.type('1 + 1')).toMatch(/no-language mode/);
    expect(world.type('Get-Secret')).toMatch(/The term 'Get-Secret' is not recognized/);
    expect(world.type('$env:HOME')).toMatch(/no-language mode/);
    // not even where the session is
    expect(world.prompt()).toBe('[Server01]: PS>');
    world.type('Exit-PSSession');
    expect(world.type('1 + 1')).toMatch(/^2$/m);
  });

  it('is as narrow from another tab', async () => {
    const world = await school();
    world.console('console2', 'client2');
    world.type('Enter-PSSession (Get-PSSession -ComputerName Server01)', 'console2');
    expect(world.prompt('console2')).toBe('[Server01]: PS>');
    expect(world.type('Get-Greeting you', 'console2')).toMatch(/hello you/);
    expect(world.type('Get-Secret', 'console2')).toMatch(/The term 'Get-Secret' is not recognized/);
    expect(world.type('& { Get-Secret }', 'console2')).toMatch(/no-language mode/);
    expect(world.type('Get-Random -Count 3', 'console2')).toMatch(/parameter name 'Count'/);
  });
});

describe('a page that types into the session itself', () => {
  it('gets commands with literal arguments, nothing else', async () => {
    const world = await school();
    const id = world.lessonId();
    const { machine } = world.nodes.get(id) as NonNullable<ReturnType<typeof world.nodes.get>>;
    const typed = (text: string): string => {
      submit(machine, { commandId: `page-${text}`, client: 'client', text, typed: false });
      world.settle();
      return machine.root.runspaces[0].errors.items.length > 0
        ? machine.text((machine.root.runspaces[0].errors.items[0] as object) ?? null)
        : '';
    };
    expect(typed('Get-Greeting bob')).toBe('');
    expect(typed('Get-Greeting (1+1)')).toMatch(/no-language mode/);
    expect(typed('Get-Secret')).toMatch(/'Get-Secret' is not recognized/);
  });
});
