/** Errors that come out of cmdlets: whose they are, and where the command stood. */
import type { ErrorRecord } from '../values/errors.ts';
import { touch } from '../values/heap.ts';
import { StopError } from './context.ts';
import { recordOf } from './errorHandling.ts';
import type { Unwinding } from './frames.ts';
import type { Machine } from './machine.ts';
import type { NativeFrame } from './nativeFrame.ts';
import { invocationAt } from './positions.ts';

/** An error of a block that a cmdlet ran becomes one of the cmdlet (CommandProcessor.ManageInvocationException); `throw` stays as it is. */
export function passedCommand(machine: Machine, name: string, invocationName: string, u: Unwinding): void {
  const { record } = u;
  if (u.kind !== 'error' || record === null || record.exception.thrownByScript) return;
  const definition = machine.definitionOf(name);
  const className = definition?.className;
  if (
    className === undefined ||
    definition?.ownErrorIds === true ||
    record.fullyQualifiedErrorId === '' ||
    record.fullyQualifiedErrorId.includes(',')
  )
    return;
  record.fullyQualifiedErrorId += `,${className}`;
  if (record.activity === '') record.activity = name;
  const info = record.invocationInfo;
  if (info !== null && info.commandName === '') {
    info.commandName = name;
    info.invocationName = invocationName;
    info.myCommand = machine.currentThread.runspace.cmdlets.get(name.toLowerCase()) ?? null;
  }
  touch(record);
}

/** What a cmdlet's phase failed with. */
export function failureOf(machine: Machine, frame: NativeFrame, error: unknown): { record: ErrorRecord; endsScript: boolean } {
  frame.failed = true;
  const record = recordOf(machine, error, frame.place);
  const definition = machine.definitionOf(frame.cmdlet);
  // an error of the error stream that -ErrorAction Stop made end the command is complete
  const isOwn = definition?.ownErrorIds === true && (record.invocationInfo !== null || error instanceof StopError);
  const className = isOwn ? undefined : definition?.className;
  if (record.activity === '') record.activity = frame.cmdlet;
  if (className !== undefined && record.fullyQualifiedErrorId !== '' && !record.fullyQualifiedErrorId.includes(','))
    record.fullyQualifiedErrorId += `,${className}`;
  completeCommandError(machine, frame, record);
  return { record, endsScript: error instanceof StopError };
}

function completeCommandError(machine: Machine, frame: NativeFrame, record: ErrorRecord): void {
  if (record.invocationInfo === null) record.invocationInfo = invocationAt(frame.place);
  const info = record.invocationInfo;
  if (info.commandName === '') info.commandName = frame.cmdlet;
  if (info.myCommand === null) info.myCommand = machine.currentThread.runspace.cmdlets.get(frame.cmdlet.toLowerCase()) ?? null;
  if (info.invocationName === '') info.invocationName = frame.invocationName;
}
