/** Parameters that are there in name only: each says so (docs/compatibility.md). */
import { expect, it } from 'vitest';
import { TestSession } from '../machine/session.ts';

it.each([
  ['Import-LocalizedData t -FileName x -SupportedCommand Get-Date', 'ImportLocalizedData'],
  ["ConvertTo-SecureString 'ab' -Key 1, 2", 'ConvertToSecureStringCommand'],
  ['ConvertFrom-SecureString ([securestring]::new()) -Key 1, 2', 'ConvertFromSecureStringCommand'],
])('%s', async (line, className) => {
  expect(await (await TestSession.start()).run(`try { ${line} } catch { $_.FullyQualifiedErrorId }`)).toBe(
    `ParameterNotSupported,Microsoft.PowerShell.Commands.${className}\n`,
  );
});
