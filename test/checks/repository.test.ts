import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { root } from '../../scripts/root.ts';

const read = (file: string) => readFileSync(join(root, file), 'utf8');
const tracked = existsSync(join(root, '.git'))
  ? execFileSync('git', ['ls-files', '-z'], { cwd: root, encoding: 'utf8' })
      .split('\0')
      .filter((file) => file && existsSync(join(root, file)))
  : [];
const own = 'test/checks/repository.test.ts';
const isText = (file: string) => /\.(ts|mjs|js|json|md|html|css|svg|yml|webmanifest|ps1|pssc|psrc)$|^\.ci\/|^\.npmrc$|^NOTICE$/.test(file);

/** Where a pattern stands in the tracked files that a test accepts, as `file:line`. */
function places(pattern: RegExp, accept: (file: string) => boolean): string[] {
  return tracked
    .filter((file) => isText(file) && file !== own && accept(file))
    .flatMap((file) =>
      read(file)
        .split('\n')
        .flatMap((line, index) => (pattern.test(line) ? [`${file}:${index + 1}`] : [])),
    );
}

describe('the repository', () => {
  it('names exact versions of everything it depends on', () => {
    const { dependencies, devDependencies } = JSON.parse(read('package.json'));
    for (const version of Object.values({ ...dependencies, ...devDependencies })) expect(version).toMatch(/^\d+\.\d+\.\d+$/);
  });

  it('names no registry in the lock file', () => {
    expect(read('package-lock.json')).not.toContain('"resolved"');
  });

  it('is built and tested by one command', () => {
    expect(
      read('.ci/run')
        .split('\n')
        .filter((line) => line && !line.startsWith('#') && line !== 'set -e'),
    ).toEqual(['npm ci && npm test']);
  });

  it('names no path of the machine it was written on', () => {
    expect(places(/\/work\/|\.\.\/shared\/|\/root\/|bash_jobs/, () => true)).toEqual([]);
  });

  it('holds no mark of unfinished work, and silences no check', () => {
    const marks = /\b(TODO|FIXME|XXX)\b|\bas any\b(?=\s*([),;.:\]>|&=]|$))|@ts-(ignore|expect-error|nocheck)|biome-ignore/;
    expect(places(marks, (file) => /^(src|test|bench|scripts)\//.test(file) && /\.(ts|mjs|js)$/.test(file))).toEqual([]);
  });

  it('skips no test', () => {
    expect(places(/\b(it|test|describe)\.(skip|only|todo|fails)\b/, (file) => file.startsWith('test/'))).toEqual([]);
  });
});
