/** Values of types whose file comes when first named can be written to a checkpoint before that. */
import { expect, it } from 'vitest';
import { freezeThaw } from '../../../src/interpreter/snapshot/index.ts';
import { TestSession } from '../machine/session.ts';

it('dates, spans and GUIDs made by cmdlets are stored though nothing has named their types', async () => {
  const session = await TestSession.start();
  await session.run('$d = Get-Date; $t = New-TimeSpan -Days 1; $g = New-Guid; $v = $PSVersionTable.PSVersion; $null = $d, $t, $g, $v');
  expect(() => freezeThaw(session.machine.root)).not.toThrow();
});
