/** The prompt of a session that was entered. */
import { parseCommand, startBlock } from '../../interpreter/machine/command.ts';
import { findFunction } from '../../interpreter/machine/commandLookup.ts';
import type { Machine } from '../../interpreter/machine/machine.ts';
import { isShown } from '../../interpreter/machine/restrictions.ts';
import type { Runspace } from '../../interpreter/machine/state.ts';
import { Streams } from '../../interpreter/machine/streams.ts';
import { PSArray } from '../../interpreter/values/collections.ts';
import { touch } from '../../interpreter/values/heap.ts';
import type { ServedCommand } from './state.ts';

/** The prompt that PowerShell's own function would give. */
export function plainPrompt(runspace: Runspace): string {
  const drive = runspace.currentDrive;
  if (drive === null) return 'PS> ';
  const path =
    drive.provider === 'FileSystem'
      ? `${drive.root}${drive.currentLocation}`.replace(/(.)\/$/, '$1')
      : `${drive.name}:${drive.currentLocation}`;
  return `PS ${path}> `;
}

/** Works the prompt out: at once (null), or by a thread, whose id it answers and whose output is the prompt when it has ended. */
export function promptText(machine: Machine, command: ServedCommand): number | null {
  const { root } = machine;
  const [runspace] = root.runspaces;
  const collected = runspace.extensions.get('prompt');
  touch(command);
  if (collected instanceof PSArray) {
    // the thread has ended
    runspace.extensions.delete('prompt');
    runspace.succeeded = runspace.extensions.get('prompt-succeeded') !== false;
    runspace.extensions.delete('prompt-succeeded');
    touch(runspace);
    const [first] = collected.items;
    command.prompt = collected.items.length === 0 ? 'PS>' : machine.text(first ?? null) || 'PS>';
    return null;
  }
  const own = findFunction(runspace.globalScope, 'prompt');
  if (own === undefined || !isShown(runspace, own)) {
    // where nobody may see a prompt function, nobody sees where the session is
    command.prompt = runspace.restricted ? 'PS>' : plainPrompt(runspace);
    return null;
  }
  const parsed = parseCommand(machine, 'try { prompt } catch { }', '', 'trusted');
  if ('error' in parsed) {
    command.prompt = 'PS>';
    return null;
  }
  const sink = new PSArray();
  runspace.extensions.set('prompt', sink);
  runspace.extensions.set('prompt-succeeded', runspace.succeeded);
  touch(runspace);
  return startBlock(machine, parsed.block, { runspace, sink, streams: new Streams(null, null), purpose: 'prompt' }).threadId;
}
