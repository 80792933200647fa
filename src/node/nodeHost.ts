/** The host that Node gives a machine: clock, chance, files, standard input. */
import { randomUUID } from 'node:crypto';
import { createInterface, type Interface } from 'node:readline';
import type { Host } from '../interpreter/index.ts';
import { zoneOffset } from '../interpreter/values/dotnet/zone.ts';
import { answerFile } from './fileHost.ts';

/** A host over the process's own surroundings. */
export class NodeHost implements Host {
  private readonly offset = zoneOffset(process.env.TZ ?? Intl.DateTimeFormat().resolvedOptions().timeZone);
  private lines: Interface | null = null;
  now(): number {
    return performance.timeOrigin + performance.now();
  }
  random(): number {
    return Math.random();
  }
  newGuid(): string {
    return randomUUID();
  }
  zoneOffset(utcMs: number): number {
    return this.offset(utcMs);
  }
  ask(request: Record<string, unknown>): unknown {
    return answerFile(request);
  }
  /** Answers what `ask` could not answer at once. */
  async later(request: Record<string, unknown>): Promise<unknown> {
    if (request.op === 'readLine') return { text: await this.readLine(String(request.prompt ?? '')) };
    return {
      error: {
        errorId: 'HostRequestNotSupported',
        category: 'NotImplemented',
        message: `The Node host does not answer '${String(request.op)}'.`,
      },
    };
  }
  private readLine(prompt: string): Promise<string | null> {
    this.lines ??= createInterface({ input: process.stdin });
    process.stdout.write(prompt);
    const { lines } = this;
    return new Promise((resolve) => {
      lines.once('line', resolve);
      lines.once('close', () => resolve(null));
    });
  }
  close(): void {
    this.lines?.close();
  }
}
