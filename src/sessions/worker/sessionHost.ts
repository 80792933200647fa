/** What a machine in a browser asks of the world: clock, chance, time zone. Everything else is answered later, by its driver. */
import type { Host } from '../../interpreter/index.ts';
import { zoneOffset } from '../../interpreter/values/dotnet/zone.ts';

/** The host of session workers and of the broker. */
export class SessionHost implements Host {
  private readonly offset = zoneOffset(Intl.DateTimeFormat().resolvedOptions().timeZone);
  now(): number {
    return Date.now();
  }
  random(): number {
    return Math.random();
  }
  newGuid(): string {
    return crypto.randomUUID();
  }
  zoneOffset(utcMs: number): number {
    return this.offset(utcMs);
  }
  ask(): unknown {
    return undefined;
  }
}
