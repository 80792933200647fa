import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { figureTable, withSection } from '../../bench/table.ts';
import { functionSizes, limit } from '../../scripts/check-run-loop.ts';
import { budgets, overBudget } from '../../scripts/sizes.ts';

it('finds the bytecode size of every function of a module, also of those that are never called', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'limpet-check-'));
  try {
    const cases = Array.from({ length: 9000 }, (_, index) => `case ${index * 7}: x = x * ${index} + y; break;`).join('\n');
    const large = join(folder, 'large.js');
    const small = join(folder, 'small.js');
    writeFileSync(large, `import './small.js';\nexport function huge(x, y) { switch (x) { ${cases} } return x; }\n`);
    writeFileSync(small, `#!/usr/bin/env node\nconst a = (b) => b + 1;\nexport { a as little };\nawait 1;\n`);
    const sizes = await functionSizes([large, small]);
    const huge = sizes.find((size) => size.name === 'huge');
    expect(huge?.file).toBe(large);
    expect(huge?.bytes).toBeGreaterThan(limit);
    const little = sizes.find((size) => size.file === small && size.name === 'a');
    expect(little?.bytes).toBeGreaterThan(0);
    expect(little?.bytes).toBeLessThan(100);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

it('says which entry is above its budget', () => {
  const [entry, budget] = Object.entries(budgets)[0];
  const size = { entry, bytes: 0, files: [] };
  expect(overBudget([{ ...size, brotli: budget }])).toEqual([]);
  expect(overBudget([{ ...size, brotli: budget + 1 }])).toHaveLength(1);
  expect(overBudget([{ ...size, entry: 'unknown', brotli: 1e9 }])).toEqual([]);
});

it('writes figures into a document again and again without touching the rest', () => {
  const kind = { name: 'loop', unit: 'ms' as const, target: 50, native: 54 };
  const table = figureTable([{ kind, where: 'Node', best: 24, median: 25.5, scaled: 51 }]);
  expect(table.split('\n')[2]).toBe('| loop | Node | ms | 24.0 | 25.5 | 51.0 | 50.0 ✗ | 54.0 |');
  const first = withSection('# Performance\n\nWords.\n', 'bench', table);
  const second = withSection(`${first}\nMore words.\n`, 'bench', 'none');
  expect(first).toContain(table);
  expect(second).not.toContain(table);
  expect(second).toMatch(/Words\.[\s\S]*none[\s\S]*More words\./);
});
