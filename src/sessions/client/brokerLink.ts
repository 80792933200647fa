/** The page's connection to a broker, and to the next one when it dies. */
import { BUILD } from '../broker/build.ts';
import { Broker } from '../broker/core.ts';
import { type FromBroker, PROTOCOL, type ToBroker, type WakeReason } from '../protocol.ts';
import { brokerLock, type Realm, untilGone } from '../worker/names.ts';

/** What the link tells. */
export interface BrokerEvents {
  /** A broker is there (again). */
  connected(): void;
  spawn(id: string, reason: WakeReason): void;
  terminate(id: string): void;
  tabs(count: number): void;
  refused(id: string, code: 'SessionNotFound' | 'SessionProblem', text: string): void;
  /** The broker is of a newer build than this page. */
  newer(): void;
  /** There is no SharedWorker here: other tabs are not seen. */
  alone(): void;
}

/** A broker must say welcome within this time, its script's loading included. */
const WELCOME = 6000;

/** See the head of the file. */
export class BrokerLink {
  private readonly realm: Realm;
  private readonly page: { readonly tab: string; readonly clientId: string };
  private readonly events: BrokerEvents;
  private readonly shared: boolean;
  private port: MessagePort | null = null;
  private connecting: Promise<void> | null = null;
  private watching: AbortController | null = null;
  private attempts = 0;
  private askedToRetire = false;
  private wasConnected = false;
  private closed = false;
  /** Ports to sessions for which a broker has not answered: a new one is asked again by those who wait. */
  private readonly queue: { message: ToBroker; transfer: Transferable[] }[] = [];

  /** `page` need not know its client before {@link connect} is called. */
  constructor(realm: Realm, page: { readonly tab: string; readonly clientId: string }, events: BrokerEvents, shared: boolean) {
    this.shared = shared;
    this.realm = realm;
    this.page = page;
    this.events = events;
  }

  /** Connects, if it is not connected. */
  connect(): Promise<void> {
    if (this.closed) return Promise.resolve();
    this.connecting ??= this.tryConnect().finally(() => {
      this.connecting = null;
    });
    return this.connecting;
  }

  private async tryConnect(): Promise<void> {
    while (!this.closed) {
      const port = this.shared && this.attempts < 3 ? this.sharedPort() : null;
      if (port === null) {
        this.events.alone();
        await this.greet(this.ownBroker());
        return;
      }
      this.attempts++;
      if (await this.greet(port)) {
        this.attempts = 0;
        return;
      }
    }
  }

  /** All callers must use the very same options, or the browser refuses the second. */
  private sharedPort(): MessagePort | null {
    if (typeof SharedWorker === 'undefined') return null;
    const url = new URL('../broker/broker.ts', import.meta.url);
    try {
      const options = { type: 'module', name: 'limpet', extendedLifetime: true } as WorkerOptions;
      return new SharedWorker(url, options).port;
    } catch {
      return null;
    }
  }

  /** The same broker in this page, when there is no other way. It adopts nothing: it dies with the page. */
  private ownBroker(): MessagePort {
    const { port1, port2 } = new MessageChannel();
    const options = { id: `${this.page.tab} own`, build: BUILD, realm: this.realm, adopt: null, preload: null, retired: () => undefined };
    new Broker(options).connect(port1);
    return port2;
  }

  /** Says hello; true if a broker that this page can talk with has answered. */
  private greet(port: MessagePort): Promise<boolean> {
    return new Promise((done) => {
      const timer = setTimeout(() => {
        port.close();
        done(false);
      }, WELCOME);
      port.onmessage = ({ data }: MessageEvent<FromBroker>) => {
        if (data.kind === 'welcome') {
          clearTimeout(timer);
          done(this.welcome(port, data));
        } else this.heard(port, data);
      };
      const handshake = { protocol: PROTOCOL, build: BUILD };
      const { tab, clientId: client } = this.page;
      port.postMessage({ kind: 'hello', handshake, tab, client, canSpawn: true } satisfies ToBroker);
    });
  }

  private welcome(port: MessagePort, message: Extract<FromBroker, { kind: 'welcome' }>): boolean {
    const { handshake, broker, tabs } = message;
    const isOther = handshake.build !== BUILD || handshake.protocol !== PROTOCOL;
    if (isOther && !this.wasConnected && !this.askedToRetire) {
      // this page has just been loaded, so the broker is the older of the two
      this.askedToRetire = true;
      port.postMessage({ kind: 'retire' } satisfies ToBroker);
    } else if (isOther) this.events.newer();
    if (handshake.protocol !== PROTOCOL && !this.askedToRetire) return false;
    this.port = port;
    this.wasConnected = true;
    if (!broker.endsWith(' own')) this.watch(broker, port);
    this.events.tabs(tabs);
    this.events.connected();
    for (const { message: waiting, transfer } of this.queue.splice(0)) port.postMessage(waiting, transfer);
    return true;
  }

  private watch(broker: string, port: MessagePort): void {
    this.watching?.abort();
    const watching = new AbortController();
    this.watching = watching;
    untilGone(brokerLock(broker), watching.signal).then(
      () => this.lost(port),
      () => undefined,
    );
  }

  private lost(port: MessagePort): void {
    if (this.port !== port || this.closed) return;
    this.port = null;
    port.close();
    void this.connect();
  }

  private heard(_port: MessagePort, message: FromBroker): void {
    switch (message.kind) {
      case 'spawn':
        this.events.spawn(message.id, message.reason);
        break;
      case 'terminate':
        this.events.terminate(message.id);
        break;
      case 'tabs':
        this.events.tabs(message.count);
        break;
      case 'refused':
        this.events.refused(message.id, message.code, message.text);
        break;
    }
  }

  /** Sends, now or when a broker is there. */
  send(message: ToBroker, transfer: Transferable[] = []): void {
    if (this.port === null) this.queue.push({ message, transfer });
    else this.port.postMessage(message, transfer);
  }

  /** A port to the owner of a session, who is started if need be. Nothing answers on it if that fails. */
  open(id: string, reason: WakeReason): MessagePort {
    const { port1, port2 } = new MessageChannel();
    this.send({ kind: 'open', id, port: port1, reason }, [port1]);
    return port2;
  }

  /** Leaves the broker; {@link connect} comes back. */
  leave(): void {
    this.watching?.abort();
    this.port?.postMessage({ kind: 'bye' } satisfies ToBroker);
    this.port?.close();
    this.port = null;
  }

  close(): void {
    this.leave();
    this.closed = true;
  }
}
