/** Attributes as they are used at run time. By itself, so that the contexts need nothing that needs them. */
import { type AttributeSpec, Code, ScriptBlock } from '../values/code.ts';

/** Attributes with their script-block arguments made real. */
export function runtimeAttribute(spec: AttributeSpec, block: ScriptBlock | null): AttributeSpec {
  const value = (v: unknown): unknown => (v instanceof Code ? new ScriptBlock(v, block?.module ?? null, block?.origin ?? 'user') : v);
  if (!spec.positional.some((v) => v instanceof Code) && !Object.values(spec.named).some((v) => v instanceof Code)) return spec;
  return {
    typeName: spec.typeName,
    positional: spec.positional.map(value),
    named: Object.fromEntries(Object.entries(spec.named).map(([k, v]) => [k, value(v)])),
  };
}
