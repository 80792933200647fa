import { describe, expect, it } from 'vitest';
import { breachesOf } from '../../scripts/check-imports.ts';

const texts = (file: string, source: string) => breachesOf(file, source).map((breach) => `${breach.line}: ${breach.text}`);

describe('the import check', () => {
  it('lets the layers below be imported', () => {
    expect(texts('interpreter/machine/run.ts', `import { a } from '../values/value.ts';\nimport type { B } from './b.ts';`)).toEqual([]);
    expect(
      texts('sessions/worker/worker.ts', `import { a } from '../../interpreter/machine/run.ts';\nimport * as c from 'comlink';`),
    ).toEqual([]);
    expect(texts('ui/app/main.ts', `import { connect } from '../../sessions/client/client.ts';`)).toEqual([]);
    expect(texts('node/limpet.ts', `import { a } from '../interpreter/machine/run.ts';\nimport fs from 'node:fs';`)).toEqual([]);
  });

  it('finds an import against the direction, whatever its form', () => {
    const expected = ['1: interpreter/values may not import interpreter/machine/run.ts'];
    for (const source of [
      `import { run } from '../machine/run.ts';`,
      `import '../machine/run.ts';`,
      `export { run } from '../machine/run.ts';`,
      `export * from '../machine/run.ts';`,
      `import type { Run } from '../machine/run.ts';`,
      `const run = await import('../machine/run.ts');`,
    ]) {
      expect(texts('interpreter/values/value.ts', source)).toEqual(expected);
    }
    expect(texts('interpreter/values/value.ts', `import {\n  one,\n  two,\n} from '../machine/run.ts';`)).toHaveLength(1);
    expect(texts('sessions/store/open.ts', `import { a } from '../../ui/app/main.ts';`)).toHaveLength(1);
    expect(texts('interpreter/machine/run.ts', `import { a } from '../../sessions/protocol.ts';`)).toHaveLength(1);
  });

  it('tells types from values where only types are allowed', () => {
    expect(texts('interpreter/values/value.ts', `import type { Ast } from '../syntax/ast.ts';`)).toEqual([]);
    expect(texts('interpreter/values/value.ts', `import { Ast } from '../syntax/ast.ts';`)).toEqual([
      '1: interpreter/values may not import interpreter/syntax/ast.ts other than as `import type`',
    ]);
  });

  it('keeps packages and Node out of the interpreter', () => {
    expect(texts('interpreter/values/value.ts', `import { z } from 'zod';`)).toHaveLength(1);
    expect(texts('interpreter/values/value.ts', `import fs from 'node:fs';`)).toHaveLength(1);
    expect(texts('sessions/store/open.ts', `import fs from 'node:fs';`)).toHaveLength(1);
  });

  it('keeps clock and dice out of the interpreter, but not out of comments', () => {
    expect(texts('interpreter/machine/wait.ts', `const a = Date.now();`)).toEqual([
      '1: the interpreter leaves this to its host: Date.now()',
    ]);
    expect(texts('interpreter/machine/wait.ts', `// Date.now() is the host's`)).toEqual([]);
    expect(texts('sessions/worker/host.ts', `const a = Date.now() + Math.random();`)).toEqual([]);
  });

  it('names a file that is in no room', () => {
    expect(texts('elsewhere/file.ts', '')).toHaveLength(1);
  });
});
