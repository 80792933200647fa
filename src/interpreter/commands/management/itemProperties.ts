/** What the *-ItemProperty cmdlets share. Behaviour: PropertyCommandBase.cs, FileSystemProvider.cs (GetProperty, SetProperty). */
import type { CmdletContext } from '../../machine/cmdlet.ts';
import type { Place } from '../../providers/location.ts';
import { providerOf } from '../../providers/provider.ts';
import type { TerminatingError } from '../../values/errors.ts';
import { makeError } from '../../values/faults.ts';
import { findProperty, listMembers } from '../../values/members.ts';
import { PSObject, shapeOf } from '../../values/object.ts';
import { containsWildcardCharacters, isWildcardMatch } from '../../values/regex/wildcard.ts';
import type { Value } from '../../values/value.ts';
import { EX } from '../support/params.ts';

/** The error of a provider without properties. */
export function noProperties(): TerminatingError {
  return makeError(
    EX.notSupported,
    'NotSupported',
    'NotImplemented',
    'Cannot use interface. The IPropertyCmdletProvider interface is not supported by this provider.',
  );
}

/** Properties of the item at a place: the item itself, or a custom object with the named ones. Throws what the provider throws. */
export function propertiesOf(context: CmdletContext<object>, place: Place, names: readonly string[]): Value | null {
  if (place.provider !== 'FileSystem') throw noProperties();
  const item = providerOf(place.provider).item(context, place);
  if (item === null || names.length === 0) return item;
  const found: [string, Value][] = [];
  for (const name of names) {
    if (containsWildcardCharacters(name)) {
      for (const m of listMembers(item, context))
        if (/Property$/.test(m.memberType) && isWildcardMatch(name, m.name) && !/^PS/.test(m.name))
          found.push([m.name, findProperty(item, m.name, context) ?? null]);
      continue;
    }
    const member = listMembers(item, context).find((m) => m.name.toLowerCase() === name.toLowerCase() && /Property$/.test(m.memberType));
    if (member === undefined) {
      context.writeError(
        makeError('System.IO.IOException', 'GetValueError', 'ReadError', `The property ${name} does not exist or was not found.`, name)
          .record,
      );
      continue;
    }
    found.push([member.name, findProperty(item, member.name, context) ?? null]);
  }
  for (const name of ['PSPath', 'PSParentPath', 'PSChildName', 'PSDrive', 'PSProvider'])
    found.push([name, findProperty(item, name, context) ?? null]);
  return new PSObject(
    shapeOf(found.map((f) => f[0])),
    found.map((f) => f[1]),
  );
}
