/** What the crash schedules do. Every output is known in advance, whatever dies when. */
import type { Scenario } from './twoMachines.ts';

const range = (n: number, make: (i: number) => string): string[] => Array.from({ length: n }, (_, i) => make(i + 1));

export const scenarios: Scenario[] = [
  {
    name: 'output objects and appends in one session',
    lines: [
      '$s = New-PSSession -ComputerName Server01',
      'Invoke-Command -Session $s { $sum = 0; 1..5 | ForEach-Object { Add-Line "a$_"; $sum += $_; "out$_" } }',
      'Invoke-Command -Session $s { "sum $sum" }',
      'Remove-PSSession $s',
    ],
    files: range(5, (i) => `a${i}`),
    output: [...range(5, (i) => `out${i}`), 'sum 15'],
  },
  {
    name: 'input, and a pipeline over two machines',
    lines: [
      '$s = New-PSSession -ComputerName Server01',
      '1..4 | ForEach-Object { Add-Line "c$_"; $_ } | Invoke-Command -Session $s { process { $n = $_ * 10; "r$n" } } | ForEach-Object { "got $_" }',
      '"$($s.State)"',
    ],
    files: range(4, (i) => `c${i}`),
    output: [...range(4, (i) => `got r${i * 10}`), 'Opened'],
  },
  {
    name: 'three machines, two of them temporary',
    lines: [
      '$r = Invoke-Command -ComputerName Server01, Server02 { 1..3 | ForEach-Object { $_ } }',
      '$t = 0; foreach ($x in $r) { $t += $x }; "$($r.Count) $t"',
    ],
    files: [],
    output: ['6 12'],
  },
  {
    name: 'errors that go on, end a command, and are caught',
    lines: [
      '$s = New-PSSession -ComputerName Server01',
      'Invoke-Command -Session $s { "before"; Write-Error "bad"; "after" } 2>$null',
      'try { Invoke-Command -Session $s { "x"; throw "boom" } } catch { "caught $($_.Exception.Message)" }',
      '"$($Error.Count)"',
    ],
    files: [],
    output: ['before', 'after', 'x', 'caught boom', '2'],
  },
  {
    name: 'a session inside of a session',
    lines: [
      '$s = New-PSSession -ComputerName Server01',
      'Invoke-Command -Session $s { $t = New-PSSession -ComputerName Server02; 1..3 | Invoke-Command -Session $t { process { Add-Line "t$_"; "t$_" } }; Remove-PSSession $t }',
    ],
    files: range(3, (i) => `t${i}`),
    output: range(3, (i) => `t${i}`),
  },
  {
    name: 'arguments, using, and waits',
    lines: [
      '$k = 7; $s = New-PSSession -ComputerName Server01',
      'Invoke-Command -Session $s -ArgumentList 2, 3 { param($a, $b) foreach ($i in 1..3) { Wait-Moment 300; Add-Line ($i * $a); ($i * $b) + $using:k } }',
    ],
    files: ['2', '4', '6'],
    output: ['10', '13', '16'],
  },
  {
    name: 'jobs',
    lines: [
      '$j = Start-Job { 1..4 | ForEach-Object { Add-Line "j$_"; $_ } }; $k = Start-Job { throw "no" }',
      '$null = Wait-Job $j, $k; $r = @(Receive-Job $j); "$($r.Count) $($r[3]) $($j.State) $($k.State)"',
      'Remove-Job $j, $k; "$(@(Get-Job).Count)"',
    ],
    files: range(4, (i) => `j${i}`),
    output: ['4 4 Completed Failed', '0'],
  },
  {
    name: 'disconnect, connect and receive',
    lines: [
      '$s = New-PSSession -ComputerName Server01',
      '$j = Invoke-Command -Session $s -AsJob { 1..6 | ForEach-Object { Wait-Moment 200; Add-Line "d$_"; "d$_" } }',
      'Disconnect-PSSession $s | ForEach-Object { "$($_.State)" }',
      '$null = Wait-Job $j; $got = @(Receive-Job $j)',
      'Connect-PSSession $s | ForEach-Object { "$($_.State)" }',
      '$rest = @(Receive-PSSession $s -OutTarget Host); ($got + $rest) -join " "',
    ],
    files: range(6, (i) => `d${i}`),
    output: ['Disconnected', 'Opened', range(6, (i) => `d${i}`).join(' ')],
  },
  {
    name: 'questions to the person at the client',
    lines: [
      '$s = New-PSSession -ComputerName Server01',
      'Invoke-Command -Session $s { foreach ($i in 1..3) { $a = Read-Host "q$i"; Add-Line "$i $a"; "$i $a" } }',
      'Enter-PSSession $s',
      '$i + 1',
      'exit',
      '"back"',
    ],
    files: range(3, (i) => `${i} yes`),
    output: [...range(3, (i) => `${i} yes`), '4', 'back'],
  },
  {
    name: 'Ctrl+C at any moment',
    lines: ['Invoke-Command -ComputerName Server01 { foreach ($i in 1..6) { Wait-Moment 100; Add-Line "s$i"; "s$i" } }'],
    files: range(6, (i) => `s${i}`),
    output: range(6, (i) => `s${i}`),
    stop: true,
  },
];
