/** What must be imported before a checkpoint of a machine can be read. */
import type { Frame } from '../../interpreter/machine/frames.ts';
import type { Machine } from '../../interpreter/machine/machine.ts';
import { NativeFrame } from '../../interpreter/machine/nativeFrame.ts';
import { PipelineFrame } from '../../interpreter/machine/pipelineFrame.ts';

/** Cmdlets in the middle of their work with the versions of their states, and all that were loaded (their files may register classes). */
export function checkpointNeeds(machine: Machine): { cmdlets: Record<string, number>; modules: string[] } {
  const cmdlets: Record<string, number> = {};
  const seen = new Set<Frame>();
  const stack: (Frame | null)[] = machine.root.threads.map((t) => t.frame);
  while (stack.length > 0) {
    const frame = stack.pop();
    if (frame === null || frame === undefined || seen.has(frame)) continue;
    seen.add(frame);
    stack.push(frame.caller);
    if (frame instanceof NativeFrame) {
      cmdlets[frame.cmdlet] = frame.stateVersion;
      stack.push(frame.pipeline);
    } else if (frame instanceof PipelineFrame) stack.push(...frame.stages, ...frame.files);
  }
  return { cmdlets, modules: [...machine.definitions.keys()] };
}
