import { readdirSync, readFileSync } from 'node:fs';
import { sleep } from './wait.ts';

/** A process's state letter and group; undefined when there is no such process. Linux's /proc tells; a name may hold spaces and brackets. */
function look(pid: number | string): { state: string; group: number } | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return { state: fields[0], group: Number(fields[2]) };
  } catch {
    return undefined;
  }
}

/** Whether a process runs. One that ended and that its parent has not yet asked about is gone. */
export function isRunning(pid: number): boolean {
  const found = look(pid);
  return found !== undefined && found.state !== 'Z' && found.state !== 'X';
}

/** Whether any process of a group runs. */
export function isGroupRunning(group: number): boolean {
  return readdirSync('/proc').some((name) => /^\d+$/.test(name) && look(name)?.group === group && isRunning(Number(name)));
}

/** SIGKILL to a process, or with a negative number to a group; nothing if it is gone already. */
export function signalKill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

/** Kills one process and waits until it is gone. */
export async function killProcess(pid: number): Promise<void> {
  signalKill(pid);
  while (isRunning(pid)) await sleep(2);
}
