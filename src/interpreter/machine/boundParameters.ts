/** PSBoundParametersDictionary: the type of $PSBoundParameters. Behaviour: ParameterBinderBase.cs. */
import { DerivedTable, type PSHashtable } from '../values/collections.ts';
import { m } from '../values/types/define.ts';
import { registerType } from '../values/types/registry.ts';

const NAME = 'System.Management.Automation.PSBoundParametersDictionary';

/** An empty $PSBoundParameters. */
export function boundParameters(): PSHashtable {
  return new DerivedTable(NAME);
}

registerType({
  name: NAME,
  isPublic: false,
  isSealed: true,
  base: 'System.Collections.Generic.Dictionary`2[System.String,System.Object]',
  internalConstructors: [m(`${NAME} new()`, boundParameters)],
});
