/** What many sessions do while things are killed under them. Every record and every file is known in advance, whatever dies when. */

/** A text that a session runs, and what must come of it. */
export interface Task {
  text: string;
  /** Its output, line by line, in order. */
  output: string[];
  /** Files in the home folders that it leaves, line by line. */
  files: { computer: string; name: string; lines: string[] }[];
}

const range = (n: number, make: (i: number) => string): string[] => Array.from({ length: n }, (_, i) => make(i + 1));
const computers = ['Server01', 'Server02', 'Server03'] as const;

/** Makes a task for a session on a computer. `tag` names its files; `pause` is a wait in ms that the script makes about `n` times. */
type Kind = (tag: string, computer: string, other: string, n: number, pause: number) => Task;

const sleep = (pause: number): string => `Start-Sleep -Milliseconds ${pause}`;

const kinds: Kind[] = [
  // appends and output of one session
  (tag, computer, _other, n, pause) => ({
    text: `1..${n} | ForEach-Object { ${sleep(pause)}; Add-Content ${tag}.txt "a$_"; "out$_" }`,
    output: range(n, (i) => `out${i}`),
    files: [{ computer, name: `${tag}.txt`, lines: range(n, (i) => `a${i}`) }],
  }),
  // a pipeline over two machines, with a file on each
  (tag, computer, other, n, pause) => ({
    text: [
      `$s = New-PSSession -ComputerName ${other}`,
      `1..${n} | ForEach-Object { Add-Content ${tag}-in.txt "i$_"; $_ } | Invoke-Command -Session $s { process { ${sleep(pause)}; Add-Content ${tag}-far.txt "f$_"; "r$_" } } | ForEach-Object { Add-Content ${tag}-out.txt $_; "got $_" }`,
      'Remove-PSSession $s',
    ].join('; '),
    output: range(n, (i) => `got r${i}`),
    files: [
      { computer, name: `${tag}-in.txt`, lines: range(n, (i) => `i${i}`) },
      { computer: other, name: `${tag}-far.txt`, lines: range(n, (i) => `f${i}`) },
      { computer, name: `${tag}-out.txt`, lines: range(n, (i) => `r${i}`) },
    ],
  }),
  // a job that is received bit by bit
  (tag, computer, _other, n, pause) => ({
    text: [
      `$j = Start-Job { 1..${n} | ForEach-Object { ${sleep(pause)}; Add-Content ${tag}.txt "j$_"; "job$_" } }`,
      `while ($j.State -eq 'Running') { ${sleep(pause * 2)}; Receive-Job $j }`,
      '$null = Wait-Job $j; Receive-Job $j; $j.State; Remove-Job $j',
    ].join('; '),
    output: [...range(n, (i) => `job${i}`), 'Completed'],
    files: [{ computer, name: `${tag}.txt`, lines: range(n, (i) => `j${i}`) }],
  }),
  // many short calls of a session that stays, whose variables hold what was before
  (tag, _computer, other, n, pause) => ({
    text: [
      `$s = New-PSSession -ComputerName ${other}`,
      'Invoke-Command -Session $s { $sum = 0 }',
      `foreach ($i in 1..${n}) { ${sleep(pause)}; Invoke-Command -Session $s { $sum += $using:i; Add-Content ${tag}.txt $sum; "sum $sum" } }`,
      'Remove-PSSession $s',
    ].join('; '),
    output: range(n, (i) => `sum ${(i * (i + 1)) / 2}`),
    files: [{ computer: other, name: `${tag}.txt`, lines: range(n, (i) => `${(i * (i + 1)) / 2}`) }],
  }),
  // temporary sessions on all computers at once
  (tag, _computer, _other, n, pause) => ({
    text: [
      `$r = Invoke-Command -ComputerName ${computers.join(', ')} { foreach ($i in 1..${n}) { ${sleep(pause)}; Add-Content ${tag}.txt "t$i"; $i } }`,
      `foreach ($c in '${computers.join("', '")}') { "$c " + (($r | Where-Object PSComputerName -eq $c) -join ' ') }`,
    ].join('; '),
    output: computers.map((c) => `${c} ${range(n, String).join(' ')}`),
    files: computers.map((c) => ({ computer: c, name: `${tag}.txt`, lines: range(n, (i) => `t${i}`) })),
  }),
  // a background command in another session, whose job is waited for
  (tag, _computer, other, n, pause) => ({
    text: [
      `$s = New-PSSession -ComputerName ${other}`,
      `$j = Invoke-Command -Session $s -AsJob { foreach ($i in 1..${n}) { ${sleep(pause)}; Add-Content ${tag}.txt "b$i"; "b$i" } }`,
      '$null = Wait-Job $j; Receive-Job $j; $j.State; Remove-Job $j; Remove-PSSession $s',
    ].join('; '),
    output: [...range(n, (i) => `b${i}`), 'Completed'],
    files: [{ computer: other, name: `${tag}.txt`, lines: range(n, (i) => `b${i}`) }],
  }),
  // a session inside of a session, and an error that is caught
  (tag, computer, other, n, pause) => ({
    text: [
      `$s = New-PSSession -ComputerName ${other}`,
      `Invoke-Command -Session $s { $t = New-PSSession -ComputerName ${computer}; 1..${n} | Invoke-Command -Session $t { process { ${sleep(pause)}; Add-Content ${tag}.txt "n$_"; "n$_" } }; Remove-PSSession $t }`,
      "try { Invoke-Command -Session $s { 'before'; throw 'boom' } -ErrorAction Stop } catch { \"caught $($_.Exception.Message)\" }",
      'Remove-PSSession $s',
    ].join('; '),
    output: [...range(n, (i) => `n${i}`), 'before', 'caught boom'],
    files: [{ computer, name: `${tag}.txt`, lines: range(n, (i) => `n${i}`) }],
  }),
  // work without waits, and a state that grows
  (tag, computer, _other, n, _pause) => ({
    text: [
      '$all = @()',
      `foreach ($k in 1..${n}) { $x = 0; for ($i = 0; $i -lt 400000; $i++) { $x = ($x + $i) % 1000003 }; $all += $x; Add-Content ${tag}.txt "$k $x" }`,
      '"$($all.Count) $(@($all | Select-Object -Unique).Count)"',
    ].join('; '),
    output: [`${n} 1`],
    files: [{ computer, name: `${tag}.txt`, lines: range(n, (i) => `${i} ${(BigInt(399_999) * BigInt(200_000)) % 1_000_003n}`) }],
  }),
];

/** The task number `index` of a fleet; equal numbers give tasks of the same kind. */
export function taskOf(index: number, tag: string, computer: string, random: () => number, n: number, pause: number): Task {
  const others = computers.filter((c) => c !== computer);
  const other = others[Math.floor(random() * others.length)];
  return kinds[index % kinds.length](tag, computer, other, n, Math.round(pause * (0.5 + random())));
}

/** Where sessions are made. */
export const places = ['localhost', ...computers] as const;
