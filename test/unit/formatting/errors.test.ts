/** Error views against what PowerShell 7.6.5 prints (golden scripts errors/*, formatting/064). */
import { expect, test } from 'vitest';
import { formatError } from '../../../src/interpreter/errors/views.ts';
import { NO_STYLE } from '../../../src/interpreter/errors/viewsStyle.ts';
import { type ErrorCategory, ErrorRecord, InvocationInfo, PSException } from '../../../src/interpreter/values/errors.ts';
import { object, shown, testContext } from './support.ts';

interface Spec {
  message: string;
  id?: string;
  category?: ErrorCategory;
  type?: string;
  /** Command's name, '' = an expression. */
  command?: string;
  invocationName?: string;
  /** Source line, its number, and the underlined part. */
  line?: string;
  number?: number;
  part?: string;
  file?: string;
  thrown?: boolean;
}

function record(spec: Spec): ErrorRecord {
  const exception = new PSException(spec.type ?? 'System.Management.Automation.RuntimeException', spec.message);
  exception.thrownByScript = spec.thrown ?? false;
  const made = new ErrorRecord(exception, spec.id ?? 'Id', spec.category ?? 'NotSpecified');
  if (spec.line !== undefined) {
    const info = new InvocationInfo();
    const part = spec.part ?? spec.line;
    info.commandName = spec.command ?? '';
    info.invocationName = spec.invocationName ?? info.commandName;
    info.line = spec.line;
    info.scriptLineNumber = spec.number ?? 2;
    info.offsetInLine = spec.line.indexOf(part) + 1;
    info.statement = part;
    info.length = part.length;
    info.scriptName = spec.file ?? '';
    made.invocationInfo = info;
  }
  return made;
}

const text = (spec: Spec, view = 'ConciseView'): string => formatError(record(spec), view, testContext(), 80, NO_STYLE);

test('a command that is not there (001)', () => {
  const message =
    "The term 'Get-Nothingg' is not recognized as a name of a cmdlet, function, script file, or executable program.\n" +
    'Check the spelling of the name, or if a path was included, verify that the path is correct and try again.';
  const spec: Spec = {
    message,
    category: 'ObjectNotFound',
    line: 'Get-Nothingg -Name x',
    part: 'Get-Nothingg',
    number: 3,
    invocationName: 'Get-Nothingg',
  };
  expect(text(spec)).toBe(`Get-Nothingg: \nLine |\n   3 |  Get-Nothingg -Name x\n     |  ~~~~~~~~~~~~\n     | ${message}`);
});

test('parse errors are wrapped (006, 018)', () => {
  const type = 'System.Management.Automation.ParentContainsErrorRecordException';
  const short = {
    message: "Unexpected token '6' in expression or statement.",
    category: 'ParserError' as const,
    type,
    line: '$x = 5 6',
    part: '6',
  };
  expect(text(short)).toBe(
    "ParserError: \nLine |\n   2 |  $x = 5 6\n     |         ~\n     | Unexpected token '6' in expression or statement.\n",
  );
  const long: Spec = {
    message:
      'The assignment expression is not valid. The input to an assignment operator must be an object that is able to accept assignments, such as a variable or a property.',
    category: 'ParserError',
    type,
    line: '1 = $x',
    part: '1',
  };
  expect(text(long)).toBe(
    [
      'ParserError: ',
      'Line |',
      '   2 |  1 = $x',
      '     |  ~',
      '     | The assignment expression is not valid. The input to an assignment',
      '     | operator must be an object that is able to accept assignments, such as a',
      '     | variable or a property.',
      '',
    ].join('\n'),
  );
});

test('what stands before the colon (035, 048, 064, facts)', () => {
  const head = (spec: Spec): string => text(spec).split('\n')[0] as string;
  expect(head({ message: 'Attempted to divide by zero.', line: '1 / 0' })).toBe('RuntimeException: ');
  expect(head({ message: 'x', category: 'MetadataError', line: '[int]$n' })).toBe('MetadataError: ');
  expect(head({ message: 'x', category: 'OperationStopped', type: 'System.ArgumentException', line: 'throw', thrown: true })).toBe(
    'OperationStopped: ',
  );
  expect(head({ message: 'x', category: 'OperationStopped', line: "throw 'x'", thrown: true })).toBe('Exception: ');
  expect(head({ message: '3 is odd', command: 'Get-Half', line: 'Get-Half 3', number: 7 })).toBe('Get-Half: ');
});

test('long source lines are cut around the underlined part (054, 064-file)', () => {
  const line =
    '    try { Get-Item nope -ErrorAction $action; "went on, $($Error.Count) in Error" } catch { "caught $($_.FullyQualifiedErrorId)" }';
  const spec: Spec = {
    message: "Cannot find path '/case/nope' because it does not exist.",
    command: 'Get-Item',
    line,
    number: 5,
    part: 'Get-Item nope -ErrorAction $action',
  };
  expect(text(spec)).toBe(
    [
      'Get-Item: ',
      'Line |',
      '   5 |      try { Get-Item nope -ErrorAction $action; "went on, $($Error.Coun …',
      '     |            ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~',
      "     | Cannot find path '/case/nope' because it does not exist.",
    ].join('\n'),
  );
  const thrown = 'throw "problem in the library file which is described by a message that is long enough to be broken over lines"';
  const inFile: Spec = {
    message: 'problem in the library file which is described by a message that is long enough to be broken over lines',
    category: 'OperationStopped',
    line: `    ${thrown}`,
    part: thrown,
    file: '/case/lib.ps1',
    thrown: true,
  };
  expect(text(inFile)).toBe(
    [
      'Exception: /case/lib.ps1:2',
      'Line |',
      '   2 |      throw "problem in the library file which is described by a messag …',
      '     |      ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~',
      '     | problem in the library file which is described by a message that is long',
      '     | enough to be broken over lines',
      '',
    ].join('\n'),
  );
});

test('details and recommended action (071); Write-Error of a script (058)', () => {
  const details = record({ message: 'original', type: 'System.Exception', line: 'try { throw $r }', number: 6, part: 'throw $r' });
  details.details = 'friendly text';
  details.recommendedAction = 'try again';
  expect(formatError(details, 'ConciseView', testContext(), 80, NO_STYLE)).toBe(
    'Exception: \nLine |\n   6 |  try { throw $r }\n     |        ~~~~~~~~\n     | friendly text\n  Recommendation: try again',
  );
  const written = record({ message: 'plain', line: '', number: 0 });
  written.activity = 'Write-Error';
  expect(formatError(written, 'ConciseView', testContext(), 80, NO_STYLE)).toBe('Write-Error: plain');
});

test('NormalView and CategoryView', () => {
  const spec: Spec = {
    message: 'Cannot find path',
    id: 'PathNotFound,X',
    category: 'ObjectNotFound',
    command: 'Get-Item',
    line: 'Get-Item nope',
    number: 1,
  };
  expect(text(spec, 'NormalView')).toBe(
    [
      'Get-Item : Cannot find path',
      'At line:1 char:1',
      '+ Get-Item nope',
      '+ ~~~~~~~~~~~~~',
      '+ CategoryInfo          : ObjectNotFound: (:) [Get-Item], RuntimeException',
      '+ FullyQualifiedErrorId : PathNotFound,X',
    ].join('\n'),
  );
  expect(text(spec, 'CategoryView')).toBe('ObjectNotFound: (:) [Get-Item], RuntimeException');
});

test('errors stand between rows', () => {
  const error = record({ message: 'soft', command: 'Report', line: 'Report', number: 1 });
  expect(shown([object({ A: 1 }), error, object({ A: 2 })])).toBe('\nA\n-\n1\nReport: soft\n2\n\n');
});
