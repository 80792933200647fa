/** Sessions that are played with: lines typed at consoles, over the fake store of the crash tests, without crashes. */
import { commands } from '../../../src/interpreter/index.ts';
import { submit } from '../../../src/sessions/remoting/index.ts';
import { faultCommands } from '../../faults/commands.ts';
import { type Loaded, load, World } from '../../faults/world.ts';

const names = new Set(faultCommands.map((c) => c.name));
let loaded: Promise<Loaded> | null = null;

/** A world with one console. */
export class Play {
  readonly world: World;
  private count = 0;
  private constructor(world: World) {
    this.world = world;
    world.console('console', 'client');
  }
  static async begin(seed = 1): Promise<Play> {
    loaded ??= load([...faultCommands, ...commands.filter((c) => !names.has(c.name))]);
    return new Play(new World(seed, await loaded));
  }
  /** Types a line at a console and answers what is shown until all is quiet. Console `console2` belongs to another tab. */
  type(text: string, console_ = 'console'): string {
    const { world } = this;
    if (!world.store.sessions.has(console_)) world.console(console_, `client of ${console_}`);
    const node = world.nodes.get(console_);
    if (node === undefined) throw new Error(`${console_} is asleep`);
    submit(node.machine, { commandId: `line${++this.count}`, client: 'client', text, typed: true });
    const shown = world.settle();
    const errors = [...world.nodes.values()].flatMap((n) => n.machine.internalErrors);
    if (errors.length > 0) throw new Error(errors.join('\n'));
    return shown;
  }
  /** The same as lines without empty ones. */
  lines(text: string, console_ = 'console'): string[] {
    return this.type(text, console_)
      .split('\n')
      .map((l) => l.trimEnd())
      .filter((l) => l !== '');
  }
  /** The tab of a console is closed for good. */
  close(console_: string): void {
    const { world } = this;
    const owner = world.store.sessions.get(console_)?.owner;
    if (owner !== undefined && owner !== null) world.gone.add(owner);
    world.nodes.delete(console_);
    world.store.remove(console_);
  }
}
