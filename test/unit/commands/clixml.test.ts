/** CLIXML, Add-Type, Update-List, AST visitors, PSParser. Expected texts: PowerShell 7.1 and serialization.cs. */
import { describe, expect, test } from 'vitest';
import { frozen, TestSession } from '../machine/session.ts';

async function output(script: string): Promise<string> {
  const session = await TestSession.start();
  return session.run(script);
}

const CASES: [string, string, string][] = [
  [
    'an object with what it holds',
    "[pscustomobject]@{Name='a';V=1;N=$null;L=@(1,'x');H=@{k='v'};T=[datetime]'2024-01-01';S=[timespan]'1:02:03';E=[DayOfWeek]::Monday} | ConvertTo-CliXml",
    `<Objs Version="1.1.0.1" xmlns="http://schemas.microsoft.com/powershell/2004/04">
  <Obj RefId="0">
    <TN RefId="0">
      <T>System.Management.Automation.PSCustomObject</T>
      <T>System.Object</T>
    </TN>
    <MS>
      <S N="Name">a</S>
      <I32 N="V">1</I32>
      <Nil N="N" />
      <Obj N="L" RefId="1">
        <TN RefId="1">
          <T>System.Object[]</T>
          <T>System.Array</T>
          <T>System.Object</T>
        </TN>
        <LST>
          <I32>1</I32>
          <S>x</S>
        </LST>
      </Obj>
      <Obj N="H" RefId="2">
        <TN RefId="2">
          <T>System.Collections.Hashtable</T>
          <T>System.Object</T>
        </TN>
        <DCT>
          <En>
            <S N="Key">k</S>
            <S N="Value">v</S>
          </En>
        </DCT>
      </Obj>
      <DT N="T">2024-01-01T00:00:00</DT>
      <TS N="S">PT1H2M3S</TS>
      <Obj N="E" RefId="3">
        <TN RefId="3">
          <T>System.DayOfWeek</T>
          <T>System.Enum</T>
          <T>System.ValueType</T>
          <T>System.Object</T>
        </TN>
        <ToString>Monday</ToString>
        <I32>1</I32>
      </Obj>
    </MS>
  </Obj>
</Objs>
`,
  ],
  [
    'a class, and its names when it comes back',
    `class P { [string]$N = 'n'; [int]$I = 3 }
$back = [P]::new() | ConvertTo-CliXml | ConvertFrom-CliXml
$back.PSTypeNames -join ','; $back.N; $back.I; "$back"`,
    'Deserialized.P,Deserialized.System.Object\nn\n3\nP\n',
  ],
  [
    'characters that XML can not hold',
    '"a`nb<>&`u{1}x" | Export-Clixml f.xml; (Get-Content f.xml)[1]; (Import-Clixml f.xml).Length; 1..3 | Export-Clixml g.xml; (Import-Clixml g.xml -Skip 1 -First 1)',
    '  <S>a_x000A_b&lt;&gt;&amp;_x0001_x</S>\n8\n2\n',
  ],
  ['assemblies that are there', "Add-Type -AssemblyName System.Web; [System.Web.HttpUtility]::UrlEncode('a b')", 'a+b\n'],
  [
    'Update-List',
    "$l = [System.Collections.ArrayList]@('a', 'b'); (Update-List -InputObject ([pscustomobject]@{P = $l}) -Property P -Add c -Remove a).P -join ','",
    'b,c\n',
  ],
  [
    'a visitor',
    `class V : System.Management.Automation.Language.AstVisitor {
  [string[]]$names = @()
  [System.Management.Automation.Language.AstVisitAction] VisitCommand([System.Management.Automation.Language.CommandAst]$c) {
    $this.names += $c.GetCommandName(); return 'Continue'
  }
  [System.Management.Automation.Language.AstVisitAction] VisitFunctionDefinition([System.Management.Automation.Language.FunctionDefinitionAst]$f) {
    $this.names += "fn $($f.Name)"; return 'SkipChildren'
  }
}
$v = [V]::new(); { Get-Item x; function q { inner }; foo | bar }.Ast.Visit($v); $v.names -join ' '`,
    'Get-Item fn q foo bar\n',
  ],
  [
    'tokens in the form of version 2',
    `[System.Management.Automation.PSParser]::Tokenize('$a = "x"; foo -b 1 # c', [ref]$null) | ForEach-Object { "$($_.Type) $($_.Content) $($_.Start) $($_.Length)" }`,
    'Variable a 0 2\nOperator = 3 1\nString x 5 3\nStatementSeparator ; 8 1\nCommand foo 10 3\nCommandParameter -b 14 2\nNumber 1 17 1\nComment # c 19 3\n',
  ],
  [
    'a stack of objects in a typed property',
    'class T { [System.Collections.Generic.Stack[object]]$s = [System.Collections.Generic.Stack[object]]::new() }; $t = [T]::new(); $t.s.Push(1); $t.s.Count',
    '1\n',
  ],
  [
    'properties of a derived class come first',
    "class B { [int]$Z = 1 }; class C : B { [int]$A = 2 }; [C]::new().psobject.Properties.Name -join ','",
    'A,Z\n',
  ],
  [
    'an error of a redirected expression is not redirected',
    "try { $r = 1/0 2>&1; 'no' } catch { $_.Exception.Message }",
    'Attempted to divide by zero.\n',
  ],
  ["a number's spelling", 'function f { param($x) "$x"; $x -join \',\'; $x.ToString(); $x + 1 }; f 0x1F', '31\n0x1F\n0x1F\n32\n'],
  [
    'the id of Write-Error with Stop',
    'try { Write-Error x -ErrorAction Stop } catch { $_.FullyQualifiedErrorId }',
    'Microsoft.PowerShell.Commands.WriteErrorException\n',
  ],
];

describe('as PowerShell prints it', () => {
  test.each(CASES)('%s', async (_name, script, expected) => {
    expect(await output(script)).toBe(expected);
  });
});

describe('threads', () => {
  const PARALLEL = `$factor = 3
(1..4 | ForEach-Object -Parallel { $_ * $using:factor; Write-Warning "w$_" } -ThrottleLimit 2 -WarningVariable w 3>$null | Sort-Object) -join ','
$w.Count
$bag = [System.Collections.ArrayList]::new()
1..3 | ForEach-Object -Parallel { $null = ($using:bag).Add($_) }
$bag.Count
1..100 | ForEach-Object -Parallel { $_ } -ThrottleLimit 1 | Select-Object -First 2
try { 1 | ForEach-Object -Parallel { $_ } -ErrorAction Stop } catch { $_.FullyQualifiedErrorId }
try { 1 | ForEach-Object -Parallel { $using:nope } } catch { $_.FullyQualifiedErrorId }`;
  const EXPECTED =
    '3,6,9,12\n4\n3\n1\n2\nParallelCommonParametersNotSupported,Microsoft.PowerShell.Commands.ForEachObjectCommand\nUsingVariableIsUndefined,Microsoft.PowerShell.Commands.ForEachObjectCommand\n';
  test('ForEach-Object -Parallel', async () => {
    expect(await output(PARALLEL)).toBe(EXPECTED);
  });
  test('frozen and thawed while threads run', async () => {
    const session = await TestSession.start();
    expect(await session.run(PARALLEL, frozen(80, 40, 3))).toBe(EXPECTED);
  });
});
