import { cpSync, existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { buildAll, buildId } from '../../../scripts/build.ts';
import { root } from '../../../scripts/root.ts';

const cache = join(root, '.cache/builds');
let made: Promise<Record<'first' | 'next', string>> | undefined;

async function make(): Promise<Record<'first' | 'next', string>> {
  const folder = join(cache, buildId());
  if (existsSync(cache))
    for (const old of readdirSync(cache)) if (join(cache, old) !== folder) rmSync(join(cache, old), { recursive: true });
  mkdirSync(folder, { recursive: true });
  const places = { first: join(folder, 'first'), next: join(folder, 'next') };
  for (const [name, place] of Object.entries(places)) {
    if (existsSync(place)) continue;
    // one that was interrupted is not taken for whole
    rmSync(`${place}-unfinished`, { recursive: true, force: true });
    await buildAll({ only: 'site', outDir: `${place}-unfinished`, buildId: name, quiet: true });
    renameSync(`${place}-unfinished`, place);
  }
  return places;
}

/** Puts one of two builds of the site into a folder, beside what is there. Their chunks have other names; each is built once for equal sources. */
export async function putBuild(name: 'first' | 'next', folder: string): Promise<void> {
  made ??= make();
  cpSync((await made)[name], folder, { recursive: true });
}
