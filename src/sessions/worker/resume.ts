/** From the store to a machine: the last checkpoint decoded, or a fresh session. */
import { INSTRUCTION_SET } from '../../interpreter/compiler/opcodes.ts';
import { type CommandEntry, type Host, Machine, newSession, prepare } from '../../interpreter/index.ts';
import type { SessionRoot } from '../../interpreter/machine/state.ts';
import { CheckpointDecoder, Heap, SnapshotError, type SnapshotNeeds } from '../../interpreter/snapshot/index.ts';
import { snapshotClassByName } from '../../interpreter/values/heap.ts';
import { lazyTypes, loadLazyType } from '../../interpreter/values/types/registry.ts';
import { isUnrestricted } from '../configurations/names.ts';
import { type OutboxRecord, type Owned, type SessionRecord, type Store, takeOwnership } from '../store/index.ts';
import { furnish } from './fileEntries.ts';
import { imported, type Timers } from './imports.ts';
import type { Scheduler } from './scheduler.ts';

/** What resuming needs. */
export interface ResumeEnvironment {
  store: Store;
  host: Host;
  scheduler: Scheduler;
  monotonic(): number;
  timers: Timers;
  commands: readonly CommandEntry[];
}

/** A session that is owned and ready to run. */
export interface Resumed {
  record: SessionRecord;
  machine: Machine;
  heap: Heap;
  /** True: it has not begun before. */
  fresh: boolean;
  /** Why its command can't go on in this build, else null. Everything but its threads is kept then. */
  lost: string | null;
  /** Messages to others that are stored. */
  outbox: OutboxRecord[];
}

/** Longest piece of work between two yields. */
const SLICE = 8;

/**
 * Becomes the session's owner and brings it back. Throws FencedError if it is gone, ResumeLimitError (with `byItself`) if it was
 * resumed too often, SnapshotError if the checkpoint can't be read, ConfigurationError if a fresh one can't have its configuration,
 * StoreError.
 */
export async function resumeSession(env: ResumeEnvironment, id: string, byItself: boolean): Promise<Resumed> {
  const owned = await takeOwnership(env.store, id, { byItself });
  const { record, outbox } = owned;
  if (owned.checkpoints.length === 0) {
    await furnish(env.store, record.computer, record.user, env.host.now());
    const machine = await machineOf(env, freshRoot(env, record));
    if (!isUnrestricted(record.configuration)) {
      const { configureSession } = await import('../configurations/storeRequests.ts');
      await configureSession(env.store, machine, record.computer, record.configuration);
    }
    return { record, outbox, fresh: true, lost: null, heap: new Heap(), machine };
  }
  const { root, heap, lost } = await thaw(env, owned);
  return { record, outbox, fresh: false, lost, heap, machine: await machineOf(env, root) };
}

async function machineOf(env: ResumeEnvironment, root: SessionRoot): Promise<Machine> {
  const machine = new Machine(root, env.host, { commands: env.commands });
  await prepare(machine);
  return machine;
}

function freshRoot(env: ResumeEnvironment, record: SessionRecord): SessionRoot {
  const { extra } = record;
  return newSession(
    {
      sessionId: record.id,
      computerName: record.computer,
      userName: record.user,
      home: record.user === 'root' ? '/root' : `/home/${record.user}`,
      hostName: record.kind === 'Console' ? 'ConsoleHost' : 'ServerRemoteHost',
      virtualTerminal: record.kind === 'Console',
      width: typeof extra.columns === 'number' ? extra.columns : 120,
    },
    env.host,
    env.commands,
  );
}

async function thaw(env: ResumeEnvironment, owned: Owned): Promise<{ root: SessionRoot; heap: Heap; lost: string | null }> {
  const streams = owned.checkpoints.map((c) => c.bytes);
  const read = async (dropThreads: boolean) => {
    const decoder = new CheckpointDecoder(streams, owned.codes, { dropThreads });
    await loadNeeds(env, decoder.needs);
    for (;;) {
      const start = env.monotonic();
      if (decoder.step(() => env.monotonic() - start >= SLICE) === 'done') break;
      await new Promise<void>((go) => env.scheduler.post(go));
    }
    return { root: decoder.result(), heap: decoder.heap };
  };
  const { needs } = new CheckpointDecoder(streams, owned.codes);
  const version = needs.instructionSet === INSTRUCTION_SET ? null : 'It was running in a version of Limpet with other instructions.';
  if (version !== null) return { ...(await read(true)), lost: version };
  try {
    return { ...(await read(false)), lost: null };
  } catch (error) {
    if (!(error instanceof SnapshotError) || !['missing-class', 'instruction-set', 'missing-code'].includes(error.code)) throw error;
    return { ...(await read(true)), lost: error.message };
  }
}

/** Imports what registers the classes that a checkpoint holds: cmdlets under way first, then whatever was imported before. */
async function loadNeeds(env: ResumeEnvironment, needs: SnapshotNeeds): Promise<void> {
  const complete = (): boolean => needs.classes.every((name) => snapshotClassByName(name) !== undefined);
  const command = async (name: string): Promise<void> => {
    const entry = env.commands.find((e) => e.name.toLowerCase() === name.toLowerCase());
    if (entry !== undefined) await imported(() => entry.load(), env.timers);
  };
  await Promise.all(Object.keys(needs.cmdlets).map(command));
  for (const name of needs.modules) {
    if (complete()) return;
    await command(name);
  }
  for (const name of Object.keys(lazyTypes)) {
    if (complete()) return;
    await imported(() => loadLazyType(name), env.timers);
  }
  for (const entry of env.commands) {
    if (complete()) return;
    await imported(() => entry.load(), env.timers);
  }
}
