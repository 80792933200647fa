/** What a commit holds beside its checkpoint, made of a batch. */
import type { Envelope } from '../protocol.ts';
import { type CommitInput, type DirectoryPatch, HISTORY_LIMIT, QUEUE_LIMIT } from '../store/index.ts';
import type { Batch } from './committer.ts';
import type { SessionDriver } from './driver.ts';
import { flushesOf } from './outputLog.ts';
import { newRecord } from './records.ts';

/** The commit of a batch as of now. */
export function commitInput(driver: SessionDriver, batch: Batch): Omit<CommitInput, 'checkpoint' | 'durability'> {
  const at = driver.now();
  const { outgoing } = batch;
  const mail = outgoing.filter((e) => e.to !== '');
  const orders = outgoing.filter((e) => e.to === '');
  return {
    sessionId: driver.id,
    epoch: driver.epoch,
    at,
    output: outputOf(driver, batch),
    outbox: mail.map((message) => {
      const { to, commandId, direction, seq } = message;
      return { to, commandId, direction, seq, message };
    }),
    outboxAcks: batch.outboxAcks,
    received: batch.acks.map(({ to, commandId, direction, seq }) => ({ sessionId: to, commandId, direction, seq })),
    create: orders.flatMap((e) => (e.body.kind === 'create' ? [newRecord(e.body.session, at)] : [])),
    remove: removals(orders),
    fileOperations: batch.operations,
    directoryPatch: directoryPatch(driver),
    instructions: batch.instructions,
    checkpointMs: batch.checkpointMs,
    runMs: batch.runMs,
  };
}

function removals(orders: readonly Envelope[]): string[] {
  return orders.flatMap((e) => (e.body.kind === 'remove' ? [e.body.sessionId] : []));
}

function outputOf(driver: SessionDriver, batch: Batch): CommitInput['output'] {
  if (batch.records.length === 0 && batch.acknowledged.length === 0 && batch.forgotten.length === 0) return null;
  const settings = new Map<string, { mode: 'Block' | 'Drop'; limit: number }>();
  for (const { commandId } of batch.records) {
    if (settings.has(commandId)) continue;
    // What nobody asked to have delivered is kept as long as there is room; only a command with a reader is ever suspended for one.
    const delivered = commandId !== '' && driver.desk.isDelivered(commandId);
    settings.set(commandId, delivered ? { mode: 'Block', limit: QUEUE_LIMIT } : { mode: 'Drop', limit: HISTORY_LIMIT });
  }
  return { flushes: flushesOf(driver.id, batch.records), settings, acknowledged: batch.acknowledged, forgotten: batch.forgotten };
}

/** What the directory shows of the session: only what its owner knows best. */
function directoryPatch(driver: SessionDriver): DirectoryPatch {
  const { desk, machine } = driver;
  const running = desk.running();
  const deadline = machine.nextDeadline();
  const waits = machine.root.threads.every((t) => t.state !== 'running' || (t.wait !== null && !t.stopRequested));
  const patch: DirectoryPatch = {
    running: running === null ? null : { commandId: running.id, text: running.text, startedAt: running.startedAt ?? driver.now() },
    wakeAt: waits && Number.isFinite(deadline) ? deadline : null,
    problem: null,
    extra: {
      modules: driver.requests.modules(),
      prompt: desk.prompt(),
      waits: waits && !driver.requests.isOwing,
      queued: desk.queued().length,
      remote: desk.waitsForOthers(),
    },
  };
  if (desk.isClosed()) Object.assign(patch, { state: 'Closed', availability: 'None' });
  else if (driver.record.state === 'Opened') patch.availability = running === null ? 'Available' : 'Busy';
  return patch;
}
