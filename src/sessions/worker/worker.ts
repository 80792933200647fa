/**
 * The dedicated worker: one session, or a warm spare that waits for one. Its page starts it and gives it a port to each broker; brokers
 * hand it the ports of pages, which call it through comlink (sessionApi.ts).
 */
import { coreCommands, showingCommand } from '../../interpreter/machine/command.ts';
import type { FromWorker, ToWorker } from '../protocol.ts';
import { SessionOwner } from './owner.ts';
import { Scheduler } from './scheduler.ts';
import { sessionCommands } from './sessionCommands.ts';

const scope = self as unknown as DedicatedWorkerGlobalScope;
const brokers = new Set<MessagePort>();
let owner: SessionOwner | null = null;
/** What a broker that comes later must be told. */
const state: FromWorker[] = [];

function tell(message: FromWorker): void {
  if (message.kind === 'returned') {
    // only one can have it
    const [broker] = brokers;
    broker?.postMessage(message, [message.port]);
    return;
  }
  if (message.kind === 'ended') state.length = 0;
  else state.push(message);
  scope.postMessage(message);
  for (const broker of brokers) broker.postMessage(message);
  // the messages must have left before the worker goes
  if (message.kind === 'ended') setTimeout(() => scope.close(), 0);
}

function take(message: ToWorker): void {
  switch (message.kind) {
    case 'start': {
      const { id, reason, database, worker } = message;
      owner = new SessionOwner({ id, realm: { database }, worker, scheduler: new Scheduler(), ifAvailable: false, tell });
      void owner.start(reason);
      break;
    }
    case 'broker':
      brokers.add(message.port);
      for (const one of state) message.port.postMessage(one);
      message.port.onmessage = ({ data }: MessageEvent<ToWorker>) => take(data);
      break;
    case 'serve':
      owner?.serve(message.port, message.client);
      break;
    case 'release':
      void owner?.release(message.reason);
      break;
  }
}

// fetched while the session is looked up, or the spare waits; whoever needs one of them imports it again and is told of failures
const early = [...coreCommands, showingCommand];
for (const { name, load } of sessionCommands) if (early.includes(name)) void load().catch(() => undefined);

scope.onmessage = ({ data }: MessageEvent<ToWorker>) => take(data);
