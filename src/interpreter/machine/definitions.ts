/** Cmdlets' definitions: loaded when first run, brought up to date when a session comes from an older build. */

import { ALL_SETS } from '../binding/metadata.ts';
import { fail } from '../values/errors.ts';
import { loadLazyType } from '../values/types/registry.ts';
import { startActivity } from './activities.ts';
import type { Cmdlet } from './cmdlet.ts';
import { RET_REPEAT } from './frames.ts';
import type { Machine } from './machine.ts';
import type { NativeFrame } from './nativeFrame.ts';
import type { Thread } from './state.ts';

/** A parameter that takes pipeline objects as they are. */
export interface DirectInput {
  name: string;
  /** True: the cmdlet has one parameter set, so that binding the object decides nothing. */
  alone: boolean;
}

/** What directInput found, worked out once a definition. */
const direct = new WeakMap<Cmdlet, { found: DirectInput | null }>();

/** The definition for a frame's next step, or null: then the thread waits until it is loaded. */
export function definitionFor(machine: Machine, thread: Thread, frame: NativeFrame): Cmdlet | null {
  const found = machine.definitionOf(frame.cmdlet);
  if (found !== undefined) {
    if (found.stateVersion !== frame.stateVersion) {
      if (found.migrate === undefined)
        throw fail(
          'CommandStateVersion',
          'OperationStopped',
          `The command ${frame.cmdlet} was stopped: it was running in an older version of Limpet whose state this version cannot continue.`,
        );
      frame.state = found.migrate(frame.state, frame.stateVersion);
      frame.stateVersion = found.stateVersion;
    }
    return found;
  }
  startActivity(machine, thread, frame, { kind: 'host', op: 'load', command: frame.cmdlet }, RET_REPEAT);
  return null;
}

/** Loads what a 'load' request asks for. */
export async function loadRequested(machine: Machine, request: Record<string, unknown>): Promise<unknown> {
  if (typeof request.command === 'string') {
    const entry = machine.entry(request.command);
    if (entry === undefined)
      return {
        error: {
          errorId: 'CommandNotFoundException',
          category: 'ObjectNotFound',
          message: `The term '${request.command}' is not recognized as a name of a cmdlet, function, script file, or executable program.`,
        },
      };
    const module = await entry.load();
    machine.definitions.set(entry.name.toLowerCase(), module.default);
    return true;
  }
  await loadLazyType(String(request.type));
  return true;
}

/** The parameter that takes pipeline objects as they are, if the cmdlet has just one, of all its parameter sets or of the only one. */
export function directInput(definition: Cmdlet): DirectInput | null {
  let row = direct.get(definition);
  if (row === undefined) {
    const takers = definition.metadata.parameters.filter((p) =>
      Object.values(p.sets).some((s) => s.valueFromPipeline || s.valueFromPipelineByPropertyName),
    );
    const [only] = takers;
    const simple =
      takers.length === 1 &&
      /^(psobject|object|system\.object|system\.management\.automation\.psobject)$/i.test(only.type) &&
      only.attributes.every((a) => !/^Validate/i.test(a.typeName)) &&
      Object.keys(only.sets).length === 1;
    const alone =
      simple &&
      definition.metadata.parameters.every((p) => p === only || Object.keys(p.sets).join() === Object.keys(only.sets).join() || p.isCommon);
    row = { found: simple && (alone || ALL_SETS in only.sets) ? { name: only.name, alone } : null };
    direct.set(definition, row);
  }
  return row.found;
}
