import { describe, expect, it } from 'vitest';
import { parseCommand, startBlock } from '../../../src/interpreter/index.ts';
import { TestSession } from './session.ts';

describe('the allocation account', () => {
  it('ends the command, not just the statement', async () => {
    const session = await TestSession.start();
    const text = await session.run("$n = 0; $a = @(); while ($true) { $n++; if ($n -gt 5000) { 'too far'; break }; $a += 'x' * 1e6 }");
    expect(text).toMatch(/OutOfMemoryException/);
    expect(text).not.toMatch(/too far/);
    expect(await session.run("$a.Count -gt 10; $a = $null; 'on'")).toBe('True\non\n');
    expect(await session.run('try { while ($true) { $a += "x" * 1e6 } } catch [System.OutOfMemoryException] { "caught" }')).toBe(
      'caught\n',
    );
  });

  it('ends a command that gathers memory, with PowerShell’s exception, and the session goes on', async () => {
    const session = await TestSession.start();
    const text = await session.run(
      "$a = @(); try { while ($true) { $a += ('x' * 1e6) } } catch { $_.Exception.GetType().FullName; $a.Count -gt 100 -and $a.Count -lt 300 }; $a = $null; 'on'",
    );
    expect(text.split('\n')).toEqual(['System.OutOfMemoryException', 'True', 'on', '']);
  });

  it('does not count what is garbage, nor a string once for each reference', async () => {
    const session = await TestSession.start();
    expect(await session.run("foreach ($i in 1..600) { $x = 'x' * 1e6 }; $x.Length")).toBe('1000000\n');
    expect(await session.run("$s = 'y' * 1e6; $l = foreach ($i in 1..1000) { $s }; $l.Count; ('z' * 1e6).Length")).toBe('1000\n1000000\n');
  });

  it('refuses one allocation over the limit', async () => {
    const session = await TestSession.start();
    expect(await session.run("try { 'a' * 1e9 } catch { $_.Exception.GetType().Name }")).toBe('OutOfMemoryException\n');
  });
});

describe('a stop', () => {
  for (const [name, text] of [
    ['an empty loop', 'while ($true) {}'],
    ['a long range in a pipeline', '1..1e9 | ForEach-Object { $_ } | Where-Object { $false }'],
    ['a catastrophic pattern', "('a' * 30 + '!') -match '^(a+)+$'"],
  ] as const) {
    it(`ends ${name}, runs finally blocks and leaves variables intact`, async () => {
      const session = await TestSession.start();
      await session.run('$kept = 5; $log = @()');
      const { machine } = session;
      const parsed = parseCommand(machine, `try { ${text} } finally { $log += 'finally' }`);
      if ('error' in parsed) throw new Error('does not parse');
      const thread = startBlock(machine, parsed.block, { runspace: machine.root.runspaces[0] });
      let rounds = 0;
      machine.run(() => ++rounds > 50);
      expect(thread.state).toBe('running');
      machine.stop(thread);
      rounds = 0;
      machine.run(() => ++rounds > 50);
      expect(thread.state).toBe('stopped');
      machine.root.output.length = 0;
      expect(await session.run('"$kept $log"')).toBe('5 finally\n');
    });
  }

  it('ends runaway recursion with an error that can be caught', async () => {
    const session = await TestSession.start();
    expect(await session.run('function f($n) { f ($n + 1) }; try { f 1 } catch { $_.FullyQualifiedErrorId }; "on"')).toBe(
      'CallDepthOverflow\non\n',
    );
  });
});
