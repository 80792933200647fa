import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

const places = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome', '/usr/bin/google-chrome-stable'];

/** The browser that the tests drive: the one that CHROMIUM names, or the first in the usual places; undefined when there is none. */
export function findChromium(): string | undefined {
  const named = process.env.CHROMIUM;
  if (named) return existsSync(named) ? named : undefined;
  return places.find((place) => existsSync(place));
}

/** Installs Debian's Chromium with apt, as root or through sudo, telling so; returns where it is. Throws when that fails. */
export function installChromium(): string {
  console.log('No Chromium found: installing the package chromium with apt-get.');
  const asRoot = process.getuid?.() === 0 ? [] : ['sudo', '-n'];
  const run = (...args: string[]) => {
    const [command, ...rest] = [...asRoot, ...args];
    const { status, error } = spawnSync(command, rest, {
      stdio: ['ignore', 'ignore', 'inherit'],
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    });
    if (status !== 0)
      throw new Error(
        `${args.join(' ')} failed${error ? `: ${error.message}` : ''}; install Chromium yourself or set CHROMIUM to its path`,
      );
  };
  run('apt-get', 'update');
  run('apt-get', 'install', '-y', '--no-install-recommends', 'chromium');
  const found = findChromium();
  if (!found) throw new Error('apt-get installed chromium, but it is in none of the usual places');
  return found;
}
