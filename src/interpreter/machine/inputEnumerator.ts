/** What $input is: an enumerator over the objects that came, which Reset() starts again. */
import { PSEnumerator } from '../values/types/enumerators.ts';
import { findType, registerType } from '../values/types/registry.ts';
import type { Value } from '../values/value.ts';

const NAME = 'System.Collections.ArrayList+ArrayListEnumeratorSimple';
const enumerator = findType('System.Array+ArrayEnumerator');
if (enumerator !== undefined) registerType({ ...enumerator, name: NAME });

/** $input over some items. */
export function inputEnumerator(items: readonly Value[]): PSEnumerator {
  return new PSEnumerator([...items], NAME);
}
