/** Views: of loaded files, of built-in types, and Format-Custom. */
import { expect, test } from 'vitest';
import { FORMAT_VIEWS, type FormatContext } from '../../../src/interpreter/formatting/access.ts';
import { loadFormatXml } from '../../../src/interpreter/formatting/formatXml.ts';
import { FormatViews } from '../../../src/interpreter/formatting/userViews.ts';
import { viewFunction } from '../../../src/interpreter/formatting/viewFunctions.ts';
import { BUILTIN_VIEWS } from '../../../src/interpreter/formatting/views/index.ts';
import type { CellView, CustomNode, ViewDefinition } from '../../../src/interpreter/formatting/viewTypes.ts';
import { Scope } from '../../../src/interpreter/machine/state.ts';
import { ErrorRecord, PSException } from '../../../src/interpreter/values/errors.ts';
import type { PSObject } from '../../../src/interpreter/values/object.ts';
import { TypeValue } from '../../../src/interpreter/values/value.ts';
import { array, block, format, object, shown, table, testContext } from './support.ts';

const lines = (...text: string[]): string => `${text.join('\n')}\n`;

/** A context with the extensions that a runspace has. */
function withRunspace(extensions: Map<string, unknown>): FormatContext {
  return { ...testContext(), runspace: { extensions, width: 80, globalScope: new Scope(null, 'global'), currentDrive: null } };
}

test('a loaded table: widths, alignment, format strings, blocks (035)', () => {
  const xml = `<Configuration><ViewDefinitions><View>
<Name>Planets</Name><ViewSelectedBy><TypeName>My.Planet</TypeName></ViewSelectedBy>
<TableControl>
<TableHeaders>
<TableColumnHeader><Label>Planet</Label><Width>10</Width></TableColumnHeader>
<TableColumnHeader><Label>Radius km</Label><Width>12</Width><Alignment>Right</Alignment></TableColumnHeader>
<TableColumnHeader><Label>Moons</Label><Alignment>Center</Alignment><Width>8</Width></TableColumnHeader>
</TableHeaders>
<TableRowEntries><TableRowEntry><TableColumnItems>
<TableColumnItem><PropertyName>Name</PropertyName></TableColumnItem>
<TableColumnItem><PropertyName>Radius</PropertyName></TableColumnItem>
<TableColumnItem><ScriptBlock>'*' * $_.Moons</ScriptBlock></TableColumnItem>
</TableColumnItems></TableRowEntry></TableRowEntries>
</TableControl></View></ViewDefinitions></Configuration>`;
  const loaded = loadFormatXml(xml, '/planets.format.ps1xml', (text) =>
    block(text, (item) => '*'.repeat((item as PSObject).get('Moons') as number)),
  );
  expect(loaded.errors).toEqual([]);
  const views = new FormatViews();
  views.load('/planets.format.ps1xml', loaded.views, true);
  const ctx = withRunspace(new Map([[FORMAT_VIEWS, views]]));
  const planet = (Name: string, Radius: number, Moons: number): PSObject => object({ Name, Radius, Moons, Extra: 'hidden' }, 'My.Planet');
  expect(shown([planet('Earth', 6371, 1), planet('Mars the red planet', 3390, 2)], ctx)).toBe(
    lines(
      '',
      'Planet        Radius km  Moons',
      '------        ---------  -----',
      'Earth              6371    *',
      'Mars the …         3390    **',
      '',
    ),
  );
  expect(shown(format('list', {}, [planet('Earth', 6371, 1)], ctx), ctx)).toBe(
    lines('', 'Name   : Earth', 'Radius : 6371', 'Moons  : 1', 'Extra  : hidden', ''),
  );
});

test('every function that a built-in view names is there', () => {
  const names: string[] = [];
  const note = (cell: CellView | null): void => {
    if (cell?.expression?.kind === 'function') names.push(cell.expression.name);
  };
  const nodes = (list: readonly CustomNode[]): void => {
    for (const node of list) {
      if (node.kind === 'frame') nodes(node.nodes);
      if (node.kind === 'bind' && node.expression?.kind === 'function') names.push(node.expression.name);
    }
  };
  const visit = ({ control, groupBy }: ViewDefinition): void => {
    if (groupBy?.expression.kind === 'function') names.push(groupBy.expression.name);
    if (control.kind === 'table') for (const row of control.rows) row.cells.forEach(note);
    if (control.kind === 'list') for (const entry of control.entries) entry.items.forEach(note);
    if (control.kind === 'wide') for (const entry of control.entries) note(entry.cell);
    if (control.kind === 'custom') for (const entry of control.entries) nodes(entry.nodes);
  };
  BUILTIN_VIEWS.forEach(visit);
  expect(names.length).toBeGreaterThan(50);
  for (const name of names) expect(() => viewFunction(name)).not.toThrow();
});

test('dictionaries and types have tables; others come as lists between (029, 051)', () => {
  expect(shown([table({ one: 1, two: 2 })])).toBe(
    lines(
      '',
      'Name                           Value',
      '----                           -----',
      'one                            1',
      'two                            2',
      '',
    ),
  );
  expect(shown([table({ a: 1 }), object({ Key: 'one', Value: 1 })])).toBe(
    lines(
      '',
      'Name                           Value',
      '----                           -----',
      'a                              1',
      '',
      'Key   : one',
      'Value : 1',
      '',
      '',
    ),
  );
  expect(shown([block(' $a + 1 ', () => null), object({ Type: new TypeValue('System.Int32') })])).toBe(
    lines(' $a + 1 ', '', 'Type', '----', 'System.Int32', ''),
  );
});

test('PSSessions show Id, Name, ComputerName, State, ConfigurationName', () => {
  const session = (Id: number): PSObject =>
    object(
      {
        Id,
        Name: `Session${Id}`,
        ComputerName: 'Server01',
        State: 'Opened',
        ConfigurationName: 'Microsoft.PowerShell',
        Transport: 'WSMan',
      },
      'System.Management.Automation.Runspaces.PSSession',
    );
  expect(shown([session(1), session(2)])).toBe(
    lines(
      '',
      ' Id Name            ComputerName    State         ConfigurationName',
      ' -- ----            ------------    -----         -----------------',
      '  1 Session1        Server01        Opened        Microsoft.PowerShell',
      '  2 Session2        Server01        Opened        Microsoft.PowerShell',
      '',
    ),
  );
});

test('a column without room is printed downwards (031)', () => {
  const alias = object(
    { CommandType: 'Alias', Name: 'gci', DisplayName: 'gci -> Get-ChildItem', Version: '', Source: '' },
    'System.Management.Automation.AliasInfo',
  );
  expect(shown([alias])).toBe(
    lines(
      '',
      'CommandType     Name                                               Version    S',
      '                                                                              o',
      '                                                                              u',
      '                                                                              r',
      '                                                                              c',
      '                                                                              e',
      '-----------     ----                                               -------    -',
      'Alias           gci -> Get-ChildItem                                          ',
      '',
    ),
  );
});

test('Format-Custom', () => {
  expect(shown(format('custom', {}, [object({ A: 1, B: array(1, object({ C: 'x' })) })]))).toBe(
    lines(
      '',
      'class PSCustomObject',
      '{',
      '  A = 1',
      '  B = ',
      '    [',
      '      1',
      '      class PSCustomObject',
      '      {',
      '        C = x',
      '      }',
      '    ]',
      '    ',
      '}',
      '',
      '',
    ),
  );
});

test('objects from other computers show where they come from', () => {
  const remote = object({ Name: 'a', PSComputerName: 'Server01', RunspaceId: 'x', PSShowComputerName: true }, 'Deserialized.My.Thing');
  expect(shown([remote])).toBe(lines('', 'Name PSComputerName RunspaceId', '---- -------------- ----------', 'a    Server01       x', ''));
});

test('the view of an error is used in the middle of a list', () => {
  const record = new ErrorRecord(new PSException('System.Exception', 'soft'), 'Id');
  record.activity = 'Write-Error';
  expect(shown(['a', record, 'b'])).toBe('a\nWrite-Error: soft\nb\n');
});
