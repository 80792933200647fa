/** Errors by which a session ends commands of others. */
import type { Machine } from '../../interpreter/machine/machine.ts';
import { NeedActivity } from '../../interpreter/values/context.ts';
import { type ErrorRecord, fail } from '../../interpreter/values/errors.ts';
import { withoutPosition } from './cmdlets/outRemoteDefault.ts';
import { serializeError } from './serialize.ts';
import { ServedFrame } from './servedFrame.ts';
import type { WireError } from './wire.ts';

/** Text of an asynchronous command that finds the session busy. */
const CONCURRENT = 'The pipeline was not run because a pipeline is already running. Pipelines cannot be run concurrently.';

/** A command for a session that has ended. */
export function closedError(): ErrorRecord {
  return fail(
    'InvalidRunspaceState',
    'OperationStopped',
    "Cannot invoke the pipeline because the runspace is not in the Opened state. Current state of the runspace is 'Closed'.",
    { typeName: 'System.Management.Automation.Runspaces.InvalidRunspaceStateException' },
  ).record;
}

/** An asynchronous command for a busy session (S15). */
export function concurrentError(): ErrorRecord {
  return fail('RemotePipelineExecutionFailed', 'OperationStopped', CONCURRENT, {
    typeName: 'System.Management.Automation.PSInvalidOperationException',
  }).record;
}

/** A synchronous command that waited in vain (S15). */
export function busyError(): ErrorRecord {
  return fail(
    'InvokeCommandCommandInvalidSessionAvailability',
    'InvalidOperation',
    'The session is not available to run commands.  The session availability is Busy.',
    { typeName: 'System.Management.Automation.Runspaces.InvalidRunspaceStateException' },
  ).record;
}

/** An error that ends a command, outside of any frame: what would need script code is left out. */
export function errorOnWire(machine: Machine, record: ErrorRecord): WireError {
  try {
    const bottom = new ServedFrame();
    bottom.scope = machine.root.runspaces[0].globalScope;
    machine.enter(bottom);
    return serializeError(record, machine.context);
  } catch (error) {
    if (!(error instanceof NeedActivity)) throw error;
    const plain = withoutPosition(record);
    plain.targetName = '';
    plain.targetObject = null;
    return serializeError(plain, machine.context);
  }
}
