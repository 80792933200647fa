import { createReadStream, statSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { extname, join, normalize, sep } from 'node:path';
import { contentSecurityPolicy } from './policy.ts';

const types: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.webmanifest': 'application/manifest+json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.txt': 'text/plain; charset=utf-8',
};

/** A request that the server keeps waiting, until somebody lets it go. */
export type Held = { /** Resolves when the request has arrived. */ arrived: Promise<void> /** Answers it. */; release: () => void };

/**
 * Serves a folder on localhost as plain static servers do, with the policy of the built pages on every file. Tests stop it and
 * start it again on the same port, let it miss files, and hold requests.
 */
export class StaticServer {
  readonly folder: string;
  readonly #headers: Record<string, string>;
  #server: Server | undefined;
  #sockets = new Set<Socket>();
  #port = 0;
  #missing = new Set<string>();
  #held = new Map<string, { arrived: () => void; released: Promise<void> }>();
  #late: { pattern: RegExp; released: Promise<void> } | undefined;
  /** Every path asked for since the start or the last clearing, in order. */
  readonly requests: string[] = [];

  constructor(folder: string, headers: Record<string, string> = { 'Content-Security-Policy': contentSecurityPolicy }) {
    this.folder = folder;
    this.#headers = headers;
  }

  get port(): number {
    return this.#port;
  }

  /** The address of the folder, with a slash at its end. */
  get url(): string {
    return `http://localhost:${this.#port}/`;
  }

  /** Starts on the given port, or on the one it had before, or on any free one. Rejects when the port is taken. */
  async start(port = this.#port): Promise<void> {
    const server = createServer((request, response) => void this.#answer(request, response));
    server.on('connection', (socket) => {
      this.#sockets.add(socket);
      socket.on('close', () => this.#sockets.delete(socket));
    });
    // By number: localhost may be ::1 alone, and tests also use 127.0.0.1 as another site's name for the same server.
    await new Promise<void>((resolve, reject) => server.once('error', reject).listen(port, '127.0.0.1', resolve));
    this.#server = server;
    this.#port = (server.address() as AddressInfo).port;
  }

  /** Stops at once, cutting open connections, as a server that is switched off. */
  async stop(): Promise<void> {
    const server = this.#server;
    if (!server) return;
    this.#server = undefined;
    const closed = new Promise((resolve) => server.close(resolve));
    for (const socket of this.#sockets) socket.destroy();
    await closed;
  }

  /** From now on these paths (such as `assets/core-1a2b.js`) are not found, as after a deployment that removed them. */
  miss(paths: Iterable<string>): void {
    this.#missing = new Set(paths);
  }

  /** Keeps the next requests for this path (which need not be a file) waiting until released; then they get an empty answer. */
  hold(path: string): Held {
    let release = () => {};
    const released = new Promise<void>((resolve) => {
      release = () => {
        this.#held.delete(path);
        resolve();
      };
    });
    const arrived = new Promise<void>((resolve) => this.#held.set(path, { arrived: resolve, released }));
    return { arrived, release };
  }

  /** Lets requests for paths like that wait until the function it answers is called; then they are answered as ever. */
  delay(pattern: RegExp): () => void {
    let release = () => {};
    const released = new Promise<void>((resolve) => {
      release = () => {
        this.#late = undefined;
        resolve();
      };
    });
    this.#late = { pattern, released };
    return release;
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    const path = normalize(decodeURIComponent(pathname)).slice(1) || 'index.html';
    this.requests.push(path);
    const held = this.#held.get(path);
    if (held) {
      held.arrived();
      await held.released;
      response.writeHead(204).end();
      return;
    }
    if (this.#late?.pattern.test(path)) await this.#late.released;
    const file = join(this.folder, path.endsWith('/') ? `${path}index.html` : path);
    const found = !this.#missing.has(path) && !path.split(sep).includes('..') && statSync(file, { throwIfNoEntry: false })?.isFile();
    if (!found) {
      response.writeHead(404, { 'Content-Type': 'text/plain' }).end('not found\n');
      return;
    }
    response.writeHead(200, {
      ...this.#headers,
      'Content-Type': types[extname(file)] ?? 'application/octet-stream',
      'Cache-Control': path.startsWith('assets/') ? 'public, max-age=31536000, immutable' : 'no-cache',
    });
    if (request.method === 'HEAD') response.end();
    else createReadStream(file).pipe(response);
  }
}
