/** Which functions can be called without the binder. */
import type { CommandMetadata } from './metadata.ts';
import { ALL_SETS } from './metadata.ts';
import { CREDENTIAL, isBooleanLike, OBJECT, REFERENCE } from './types.ts';
import { viewOf } from './view.ts';

/** The parameters that positional arguments fill, in order. */
export interface FastShape {
  /** Full name of the type to convert to, null = any value as it is. */
  types: (string | null)[];
  /** Declared names. */
  names: string[];
  /** Slots of their variables in the function's code (-1 where the metadata doesn't know). */
  slots: number[];
}

/**
 * For a plain function (no [CmdletBinding()], no [Parameter()], no attribute, implied positions): what its positional arguments
 * fill. Null where binding must be done by {@link bindCommandLine} of binder.ts.
 *
 * The machine may bind by itself a call with positional arguments only, no more of them than `types`: a typed argument whose value
 * already is of the type stays as it is; null stays null unless the type is [string] or a value type; anything else is converted
 * with convertTo. If that throws, or the argument is a bareword with a spelling of its own or a [ref], the binder must do it: it
 * makes the right error.
 */
export function fastShape(meta: CommandMetadata): FastShape | null {
  if (meta.isAdvanced || !meta.positionalBinding) return null;
  const shape: FastShape = { types: [], names: [], slots: [] };
  for (const p of viewOf(meta).parameters) {
    // A switch takes no position; the machine counts parameters by index.
    if (p.isSwitch) return null;
    const plain =
      p.resolved &&
      p.validations.length === 0 &&
      p.transforms.length === 0 &&
      p.meta.psTypeName === undefined &&
      p.meta.obsolete === undefined &&
      p.meta.sets[ALL_SETS]?.position === shape.types.length;
    if (!plain || isBooleanLike(p.type) || p.type === REFERENCE || p.type === CREDENTIAL) return null;
    shape.types.push(p.type === OBJECT ? null : p.type);
    shape.names.push(p.name);
    shape.slots.push(p.meta.slot ?? -1);
  }
  return shape;
}
