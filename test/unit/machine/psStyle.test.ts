/** $PSStyle and colours (PSStyle.cs, ConsoleHostUserInterface.cs). */
import { expect, test } from 'vitest';
import { VIRTUAL_TERMINAL } from '../../../src/interpreter/formatting/styleOf.ts';
import { TestSession } from './session.ts';

test('sequences by name, rendering and what is refused', async () => {
  const session = await TestSession.start();
  expect(await session.run(`[int[]][char[]]$PSStyle.Foreground.FromRgb(0x010203) -join ' '`)).toBe(
    '27 91 51 56 59 50 59 49 59 50 59 51 109\n',
  );
  expect(await session.run(`$PSStyle.Background.BrightRed -replace "\`e", '^'`)).toBe('^[101m\n');
  expect(await session.run(`$PSStyle.Background.FromConsoleColor('DarkBlue') -replace "\`e", '^'`)).toBe('^[44m\n');
  expect(
    await session.run(`[System.Management.Automation.PSStyle]::MapColorPairToEscapeSequence('Red', 'Black') -replace "\`e", '^'`),
  ).toBe('^[91;40m\n');
  expect(await session.run(`"$($PSStyle.OutputRendering) $($PSStyle.FileInfo.Extension['.ZIP'].Length) $($PSStyle.Progress.View)"`)).toBe(
    'Host 7 Minimal\n',
  );
  expect(await session.run(`try { $PSStyle.Formatting.Error = 'x' } catch { $_.Exception.InnerException.Message }`)).toBe(
    'The specified string contains printable content when it should only contain ANSI escape sequences: x\n',
  );
  expect(await session.run(`try { $PSStyle.Progress.MaxWidth = 3 } catch { $_.FullyQualifiedErrorId }`)).toBe('ExceptionWhenSetting\n');
});

test('colours are shown where the host shows them', async () => {
  const session = await TestSession.start();
  expect(await session.run('Write-Host -ForegroundColor Red x')).toBe('x\n');
  expect(await session.run(`[pscustomobject]@{ A = 1 } | Format-List`)).toBe('\nA : 1\n\n');
  session.machine.root.runspaces[0].extensions.set(VIRTUAL_TERMINAL, true);
  expect(await session.run('Write-Host -ForegroundColor Red x')).toBe('\x1b[91mx\x1b[0m\n');
  expect(await session.run(`[pscustomobject]@{ A = 1 } | Format-List`)).toBe('\n\x1b[32;1mA : \x1b[0m1\n\n');
  expect(await session.run(`([pscustomobject]@{ A = 1 } | Format-List | Out-String).Trim()`)).toBe('A : 1\n');
  await session.run(`$PSStyle.OutputRendering = 'PlainText'`);
  expect(await session.run(`[pscustomobject]@{ A = 1 } | Format-List`)).toBe('\nA : 1\n\n');
});
