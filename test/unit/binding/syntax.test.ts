import { describe, expect, it } from 'vitest';
import { displayType, parameterCompletions, parameterSets, possibleFlags, syntaxText } from '../../../src/interpreter/binding/syntax.ts';
import { attribute, cmdletOf, functionOf } from './support.ts';

const parameter = (named: Record<string, unknown>) => attribute('Parameter', [], named);

describe('syntax', () => {
  it('shows positions, mandatory parameters and types as Get-Command -Syntax', () => {
    const widget = functionOf('Get-Widget', {}, ['Name', 'string', parameter({ Mandatory: true })], ['Count', 'int']);
    expect(syntaxText(widget, '__AllParameterSets')).toBe('Get-Widget [-Name] <string> [[-Count] <int>] [<CommonParameters>]');
    expect(syntaxText(functionOf('f', null, ['A'], ['S', 'switch']), '__AllParameterSets')).toBe('f [[-A] <Object>] [-S]');
  });

  it('puts named mandatory ones before the others, -WhatIf before the common ones', () => {
    const meta = cmdletOf(
      'Set-It',
      {
        Value: { type: 'System.Object[]' },
        Force: { type: 'switch' },
        Path: { type: 'string[]', position: 0, sets: { Path: { mandatory: true } } },
        Id: { type: 'int', sets: { Id: { mandatory: true } } },
      },
      { defaultSet: 'Path', supportsShouldProcess: true },
    );
    expect(parameterSets(meta).map((s) => [s.name, s.isDefault])).toEqual([
      ['Path', true],
      ['Id', false],
    ]);
    expect(syntaxText(meta, 'Path')).toBe(
      'Set-It [-Path] <string[]> [-Value <Object[]>] [-Force] [-WhatIf] [-Confirm] [<CommonParameters>]',
    );
    expect(syntaxText(meta, 'Id')).toBe('Set-It -Id <int> [-Value <Object[]>] [-Force] [-WhatIf] [-Confirm] [<CommonParameters>]');
    expect(parameterCompletions(meta, 'p', { sets: possibleFlags(meta, ['Id']) }).map((c) => c.completionText)).toEqual([
      '-ProgressAction',
      '-PipelineVariable',
    ]);
  });

  it('names types in short', () => {
    expect(displayType('System.Management.Automation.ScriptBlock')).toBe('scriptblock');
    expect(displayType('System.Collections.Generic.List`1[System.String]')).toBe('List[string]');
    expect(displayType('System.Nullable`1[System.Boolean]')).toBe('bool');
    expect(displayType('System.Management.Automation.ActionPreference')).toBe('ActionPreference');
  });
});

describe('completion', () => {
  const meta = functionOf(
    'f',
    {},
    ['Value', 'string', parameter({ HelpMessage: 'what' })],
    ['Number', 'int', attribute('Alias', ['Nr', 'v2'])],
    ['Hidden', 'int'],
  );

  it('offers names, then aliases, the common parameters last', () => {
    expect(parameterCompletions(meta, 'v').map((c) => [c.completionText, c.toolTip])).toEqual([
      ['-Value', '[string] Value - what'],
      ['-v2', '[int] v2'],
      ['-Verbose', '[switch] Verbose'],
    ]);
    expect(
      parameterCompletions(meta, '')
        .slice(0, 3)
        .map((c) => c.listItemText),
    ).toEqual(['Value', 'Number', 'Hidden']);
    expect(parameterCompletions(meta, 'n', { bound: ['Number'] })).toEqual([]);
  });
});
