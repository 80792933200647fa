/** A driver as pages call it. */
import * as Comlink from 'comlink';
import type { SessionPort } from '../protocol.ts';
import { complete } from './completion.ts';
import type { SessionDriver } from './driver.ts';

/** Serves a page over a port; `client` is the page's. `worker` is the lock that is held until the owner's end. */
export function servePage(driver: SessionDriver, ready: Promise<void>, port: MessagePort, client: string, worker: string): void {
  Comlink.expose(sessionPort(driver, ready, client, worker), port);
}

/** See {@link SessionPort}. */
export function sessionPort(driver: SessionDriver, ready: Promise<void>, client: string, worker: string): SessionPort {
  let columns: number | null = null;
  let view: ReturnType<typeof driver.views.add> | null = null;
  const fit = (): void => {
    const wanted = columns;
    if (wanted === null || !isOwner(driver, client)) return;
    driver.act(() => {
      for (const runspace of driver.root.runspaces) runspace.width = Math.max(20, Math.floor(wanted));
    });
  };
  return {
    async hello() {
      await ready;
      return { worker };
    },
    async attach(events, forClient, width) {
      await ready;
      if (view !== null) driver.views.remove(view);
      columns = width;
      fit();
      const tail = driver.uncommitted;
      view = driver.views.add(events, forClient, width, driver.commits.committedSeq + tail.length);
      driver.wake();
      return { epoch: driver.epoch, committedSeq: driver.commits.committedSeq, tail, live: driver.liveNow() };
    },
    detach() {
      if (view !== null) driver.views.remove(view);
      view = null;
      driver.wake();
    },
    shown(seq) {
      if (view !== null) view.shown = Math.max(view.shown, seq);
    },
    async submit(command) {
      await ready;
      return driver.submit(command);
    },
    async withdraw(commandId) {
      await ready;
      return new Promise((done) => driver.act(() => done(driver.desk.withdraw(commandId))));
    },
    async stop(commandId) {
      await ready;
      await driver.stop(commandId);
    },
    async answer(requestId, value) {
      await ready;
      driver.act(() => driver.requests.answered(requestId, value));
    },
    async complete(text, cursor) {
      await ready;
      return complete(driver, text, cursor);
    },
    resize(width) {
      columns = width;
      fit();
    },
    async history() {
      await ready;
      return driver.desk.history();
    },
    async commands() {
      await ready;
      return driver.commands();
    },
    acknowledge(commandId, seq) {
      driver.act(() => driver.commits.acknowledge(commandId, seq));
    },
    async instructions() {
      await ready;
      return driver.root.instructions;
    },
  };
}

/** The width of a session's output is that of its owner's page. */
function isOwner(driver: SessionDriver, client: string): boolean {
  const { ownerClient } = driver.record;
  return ownerClient === null || ownerClient === client;
}
