/** Configurations in the store: requests, and fresh sessions narrowed by them. */
import { expect, it } from 'vitest';
import { answerConfiguration, configureSession, type StoredConfiguration } from '../../../src/sessions/configurations/index.ts';
import { freshStore } from '../store/setup.ts';
import { LESSON } from './lesson.ts';
import { Session } from './session.ts';

const lesson: StoredConfiguration = { enabled: true, text: LESSON, path: '/home/learner/lesson.pssc' };

it('keeps configurations by computer and name', async () => {
  const { store } = await freshStore();
  const ask = (request: Record<string, unknown>) => answerConfiguration(store, { computer: 'Server01', ...request });
  expect(ask({ op: 'file.stat' })).toBeNull();
  expect(await ask({ op: 'configuration.list' })).toEqual([]);
  expect(await ask({ op: 'configuration.put', name: 'Lesson', definition: lesson })).toBe(true);
  expect(await ask({ op: 'configuration.put', name: 'LESSON', definition: lesson })).toBe(true);
  expect(await ask({ op: 'configuration.list' })).toEqual([{ name: 'LESSON', definition: lesson }]);
  expect(await ask({ op: 'configuration.list', computer: 'Server02' })).toEqual([]);
  expect(await ask({ op: 'configuration.delete', name: 'lesson' })).toBe(true);
  expect(await ask({ op: 'configuration.delete', name: 'lesson' })).toBe(false);
});

it('narrows a fresh session, or refuses to open it', async () => {
  const { store } = await freshStore();
  await answerConfiguration(store, { op: 'configuration.put', computer: 'Server01', name: 'Lesson', definition: lesson });
  const open = async (name: string): Promise<Session> => {
    const session = await Session.start();
    await configureSession(store, session.machine, 'Server01', name);
    return session;
  };
  expect((await (await open('lesson')).script('1')).id).toBe('ScriptsNotAllowed');
  expect((await (await open('Microsoft.PowerShell')).script('1')).text).toEqual(['1']);
  await expect(open('Other')).rejects.toThrow(/Other/);
  await expect(open('PowerShell.7.Other')).rejects.toThrow(/Other/);
  await answerConfiguration(store, {
    op: 'configuration.put',
    computer: 'Server01',
    name: 'Bad',
    definition: { ...lesson, text: '@{ Frob = 1 }' },
  });
  await expect(open('Bad')).rejects.toThrow(/not a valid key/);
});
