import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { root } from '../../scripts/root.ts';
import { TestSession } from '../unit/machine/session.ts';

const readme = readFileSync(join(root, 'README.md'), 'utf8');

it('has examples that print what they show', async () => {
  const block = /```powershell\n([\s\S]*?)```/.exec(readme)?.[1] ?? '';
  const examples = block.split(/^PS> /m).slice(1);
  expect(examples.length).toBeGreaterThan(5);
  const session = await TestSession.start();
  for (const example of examples) {
    const [line] = example.split('\n', 1);
    expect({ line, output: await session.run(line) }).toEqual({ line, output: example.slice(line.length + 1) });
  }
});

it('shows a picture of the console', () => {
  const picture = /!\[[^\]]+\]\(([^)]+\.png)\)/.exec(readme)?.[1] ?? '';
  expect(readFileSync(join(root, picture)).subarray(1, 4).toString()).toBe('PNG');
});
