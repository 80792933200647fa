import { describe, expect, it } from 'vitest';
import { frozen, TestSession } from '../machine/session.ts';

/** Output of each text, run in a new session; expectations are what PowerShell 7.6 prints. */
async function printed(text: string): Promise<string> {
  return (await TestSession.start()).run(text);
}

async function lines(text: string): Promise<string[]> {
  return (await printed(text)).replace(/\n$/, '').split('\n');
}

describe('Select-Object', () => {
  it('stops the commands before it when it has enough', async () => {
    const text = '$n = 0; $r = 1..100000 | ForEach-Object { $n++; $_ } | Select-Object -First 3; "$r $n"';
    expect(await lines(text)).toEqual(['1 2 3 3']);
  });
  it('skips, takes from the end and by place', async () => {
    expect(
      await lines('"$(1..9 | select -Skip 2 -First 2) $(1..9 | select -Last 2) $(1..9 | select -SkipLast 7) $(1..9 | select -Index 8,0)"'),
    ).toEqual(['3 4 8 9 1 2 1 9']);
  });
  it('calculates properties and takes them by wildcard', async () => {
    const text = `[pscustomobject]@{ Alpha = 1; Beta = 2; Alps = 3 } | Select-Object Al*, @{ n = 'Sum'; e = { $_.Alpha + $_.Beta } } -ExcludeProperty Alps | ConvertTo-Json -Compress`;
    expect(await lines(text)).toEqual(['{"Alpha":1,"Sum":3}']);
  });
  it('says what it cannot expand', async () => {
    expect(await lines(`try { 1 | select -ExpandProperty No -ErrorAction Stop } catch { $_.FullyQualifiedErrorId }`)).toEqual([
      'ExpandPropertyNotFound,Microsoft.PowerShell.Commands.SelectObjectCommand',
    ]);
  });
});

describe('Sort-Object', () => {
  it('sorts by culture, stably, by several keys', async () => {
    expect(
      await lines(
        `"$('b','A','a','B','C' | sort-object) $('b','A','a','B' | sort-object -CaseSensitive) $(3,10,2 | sort-object -Descending -Top 2)"`,
      ),
    ).toEqual(['A a b B C a A b B 10 3']);
    const text = `@{k=1;v='x'},@{k=2;v='y'},@{k=1;v='z'} | % { [pscustomobject]$_ } | Sort-Object @{ e = 'k'; Descending = $true }, v | % v`;
    expect(await lines(text)).toEqual(['y', 'x', 'z']);
  });
  it('goes on from any moment of a large sort', async () => {
    const session = await TestSession.start();
    const text = '$s = 1..3000 | ForEach-Object { ($_ * 7919) % 3001 } | Sort-Object; "$($s[0]) $($s[1500]) $($s[-1]) $($s.Count)"';
    expect(await session.run(text, frozen(0, 30))).toBe('1 1501 3000 3000\n');
  });
});

describe('Measure-Object, Group-Object and Compare-Object', () => {
  it('measure', async () => {
    expect(
      await lines(
        `$m = 1,2,3,4 | measure -AllStats; "$($m.Count) $($m.Average) $($m.Sum) $($m.Maximum) $($m.Minimum) $($m.StandardDeviation)"`,
      ),
    ).toEqual(['4 2.5 10 4 1 1.29099444873581']);
    expect(await lines(`$m = "one two","three" | measure -Line -Word -Character; "$($m.Lines) $($m.Words) $($m.Characters)"`)).toEqual([
      '2 3 12',
    ]);
  });
  it('group', async () => {
    expect(await lines(`'a','b','A' | group | % { "$($_.Name)=$($_.Count)" }`)).toEqual(['a=2', 'b=1']);
    expect(await lines(`(1..5 | group { $_ % 2 } -AsHashTable)[1] -join ','`)).toEqual(['1,3,5']);
  });
  it('compare', async () => {
    expect(await lines(`Compare-Object 1,2,3 2,3,4 | % { "$($_.InputObject)$($_.SideIndicator)" }`)).toEqual(['4=>', '1<=']);
  });
});

describe('JSON', () => {
  it('is written as .NET writes it', async () => {
    const text = `[ordered]@{ a = 1; b = @(1.0, $null, 'é<"'); c = @{}; d = @() } | ConvertTo-Json -Compress`;
    expect(await lines(text)).toEqual(['{"a":1,"b":[1.0,null,"é<\\""],"c":{},"d":[]}']);
    expect(await lines(`@{ a = @{ b = 1 } } | ConvertTo-Json`)).toEqual(['{', '  "a": {', '    "b": 1', '  }', '}']);
  });
  it('is read with the types of its numbers and dates', async () => {
    const text = `'{"i":1,"l":5000000000,"d":1.5,"t":"2020-01-02T03:04:05Z","n":null,"a":[]}' | ConvertFrom-Json | % { $o = $_; 'i','l','d','t' | % { $o.$_.GetType().Name } }`;
    expect(await lines(text)).toEqual(['Int64', 'Int64', 'Double', 'DateTime']);
    expect(await lines(`('{"A":1,"a":2}' | ConvertFrom-Json -AsHashtable).Count`)).toEqual(['2']);
  });
  it('survives a stop between any two steps', async () => {
    const session = await TestSession.start();
    const text = `$o = 1..200 | % { @{ n = $_; t = "text $_" } }; $j = ConvertTo-Json $o -Compress; $b = ConvertFrom-Json $j; "$($b.Count) $($b[199].t)"`;
    expect(await session.run(text, frozen(0, 30))).toBe('200 text 200\n');
  });
  it('refuses what is none', async () => {
    expect(await lines(`try { '{"a":' | ConvertFrom-Json } catch { $_.FullyQualifiedErrorId }`)).toEqual([
      'System.ArgumentException,Microsoft.PowerShell.Commands.ConvertFromJsonCommand',
    ]);
  });
});

describe('CSV', () => {
  it('quotes and comes back', async () => {
    const text = `[pscustomobject]@{ a = 'x,"y"'; b = $null; c = 1 } | ConvertTo-Csv`;
    expect(await lines(text)).toEqual(['"a","b","c"', '"x,""y""",,"1"']);
    expect(await lines(`[pscustomobject]@{ a = 'x'; b = 'y z' } | ConvertTo-Csv -UseQuotes AsNeeded -Delimiter ' '`)).toEqual([
      'a b',
      'x "y z"',
    ]);
    expect(await lines(`'a,b','1,"2\n3"' | ConvertFrom-Csv | % { "$($_.a)|$($_.b)" }`)).toEqual(['1|2', '3']);
  });
});

describe('messages', () => {
  it('go to their streams', async () => {
    expect(
      await lines(
        `$r = & { Write-Warning w; Write-Information i; Write-Verbose v -Verbose; Write-Output o } *>&1; $r | % { "$_ $($_.GetType().Name)" }`,
      ),
    ).toEqual(['w WarningRecord', 'i InformationRecord', 'v VerboseRecord', 'o String']);
  });
  it('have the id and category of Write-Error', async () => {
    const text = `Write-Error boom -ErrorId Mine -Category InvalidData -TargetObject 7 -ErrorAction SilentlyContinue; "$($Error[0].FullyQualifiedErrorId) $($Error[0].CategoryInfo.Category) $($Error[0].TargetObject)"`;
    expect(await lines(text)).toEqual(['Mine InvalidData 7']);
  });
});
