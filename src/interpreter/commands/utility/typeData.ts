/** Type data of the session: members that Update-TypeData gives to types. Behaviour: Update-TypeData.cs, TypeTable.cs. */
import type { CmdletContext } from '../../machine/cmdlet.ts';
import type { Runspace } from '../../machine/state.ts';
import { HeapObject, type MemberTable, type PSMember, snapshotClass, touch } from '../../values/heap.ts';

/** Type data of one type: its members are the object's own. */
export class TypeDataEntry extends HeapObject {
  typeName: string;
  constructor(typeName = '') {
    super();
    this.typeName = typeName;
  }
}
snapshotClass('TypeDataEntry', 'heap', TypeDataEntry);

/** The entry of a type, made if missing. */
export function typeEntry(runspace: Runspace, typeName: string): TypeDataEntry {
  const lower = typeName.toLowerCase();
  let entry = runspace.typeData.get(lower) as TypeDataEntry | undefined;
  if (entry === undefined) {
    entry = new TypeDataEntry(typeName);
    entry.instanceMembers = new Map();
    runspace.typeData.set(lower, entry);
    touch(runspace);
  }
  return entry;
}

/** The members of an entry. */
export function entryMembers(entry: HeapObject): MemberTable {
  entry.instanceMembers ??= new Map();
  return entry.instanceMembers;
}

/** Sets a part of PSStandardMembers. */
export function setStandardMember(entry: TypeDataEntry, member: PSMember): void {
  const table = entryMembers(entry);
  let set = table.get('psstandardmembers');
  if (set === undefined) {
    set = { name: 'PSStandardMembers', memberType: 'MemberSet', members: [], hidden: true };
    table.set('psstandardmembers', set);
  }
  set.members = [...(set.members ?? []).filter((m) => m.name.toLowerCase() !== member.name.toLowerCase()), member];
  touch(entry);
}

/** All entries of the session in order of name. */
export function typeEntries(context: CmdletContext<object>): TypeDataEntry[] {
  return [...context.runspace.typeData.values()]
    .filter((e): e is TypeDataEntry => e instanceof TypeDataEntry)
    .sort((a, b) => (a.typeName.toLowerCase() < b.typeName.toLowerCase() ? -1 : 1));
}
