/** Questions as they stay in the transcript, as PowerShell's console host leaves them on a terminal. */
import { expect, test } from 'vitest';
import { askedText } from '../../../src/sessions/worker/questions.ts';

test('a line, also one that is not shown', () => {
  expect(askedText(1, { op: 'readLine', prompt: 'Name: ', masked: false }, 'Ada')).toBe('Name: Ada\n');
  expect(askedText(1, { op: 'readLine', prompt: 'Key: ', masked: true }, 'abc')).toBe('Key: ***\n');
  expect(askedText(1, { op: 'readLine', prompt: 'Name: ', masked: false }, null)).toBe('');
});

test('a choice', () => {
  const request = { op: 'choice', caption: 'Confirm', message: 'Sure?', choices: ['&Yes', '&No'], default: 0 };
  expect(askedText(1, request, 1)).toBe('Confirm\nSure?\n[Y] Yes  [N] No  [?] Help (default is "Y"): N\n');
});

test('parameters that were missing; a credential leaves no trace', () => {
  const fields = [
    { name: 'Path', type: 'System.String[]', collection: true },
    { name: 'Key', type: 'System.Security.SecureString', collection: false },
  ];
  const request = { op: 'prompt.parameters', caption: 'cmdlet f at command pipeline position 1', message: 'Supply values:', fields };
  expect(askedText(1, request, { Path: ['a', 'b'], Key: 'xy' })).toBe(
    'cmdlet f at command pipeline position 1\nSupply values:\nPath[0]: a\nPath[1]: b\nPath[2]: \nKey: **\n',
  );
  expect(askedText(1, { op: 'prompt.credential', caption: 'c', message: 'm' }, { userName: 'a', password: 'b' })).toBe('');
});
