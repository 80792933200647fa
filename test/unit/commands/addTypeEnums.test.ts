/** Add-Type with text that only declares enums; any other source text is refused by name. Behaviour: AddType.cs. */
import { expect, it } from 'vitest';
import { frozen, TestSession } from '../machine/session.ts';

it('defines enums declared in C#, and nothing else', async () => {
  const text = `$t = 'using System; namespace P { [Flags] public enum C : byte { None = 0, A = 1, B = 1 << 1, All = A | B } } // both'
Add-Type $t; Add-Type $t; "$([P.C]3) $([int][P.C]'a, b')"
try { Add-Type 'namespace P { enum C { X } }' } catch { $_.FullyQualifiedErrorId }
try { Add-Type 'public class Q { }' } catch { $_.FullyQualifiedErrorId }`;
  expect(await (await TestSession.start()).run(text, frozen(0, 10))).toBe(
    'All 3\nTYPE_ALREADY_EXISTS,Microsoft.PowerShell.Commands.AddTypeCommand\nAddTypeNotSupported,Microsoft.PowerShell.Commands.AddTypeCommand\n',
  );
});
