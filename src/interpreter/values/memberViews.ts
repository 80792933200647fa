/** What `$x.psobject` and its parts are: PSMemberSet, member collections, PSMemberInfo, PSMethod (MshMemberInfo.cs). */
import { HeapObject, type PSMember, snapshotClass } from './heap.ts';
import { PSObject } from './object.ts';
import { unwrap } from './typeNames.ts';
import type { Value } from './value.ts';

/** `$x.psobject`, `.psbase`, `.psadapted`, `.psextended`. */
export class PSObjectView extends HeapObject {
  target: Value;
  view: 'psobject' | 'psbase' | 'psadapted' | 'psextended';
  constructor(target: Value = null, view: PSObjectView['view'] = 'psobject') {
    super();
    this.target = target;
    this.view = view;
  }
}
snapshotClass('PSObjectView', 'heap', PSObjectView);

/** The .NET object whose own members `.psbase` shows; null for the other views, and where there is none. */
export function baseOf(view: PSObjectView): Exclude<Value, null> | null {
  if (view.view !== 'psbase') return null;
  const bare = unwrap(view.target);
  return bare instanceof PSObject ? null : bare;
}

/** `$x.psobject.Properties`, `.Methods`, `.Members`: a snapshot of the members, which Add and Remove change too. */
export class PSMemberCollection extends HeapObject {
  target: Value;
  filter: 'Properties' | 'Methods' | 'Members';
  items: PSMemberView[];
  constructor(target: Value = null, filter: PSMemberCollection['filter'] = 'Properties', items: PSMemberView[] = []) {
    super();
    this.target = target;
    this.filter = filter;
    this.items = items;
  }
}
snapshotClass('PSMemberCollection', 'heap', PSMemberCollection);

/** A PSMemberInfo: a member of `target`, or one of its own (`own`) that is not on an object yet. */
export class PSMemberView extends HeapObject {
  target: Value;
  name: string;
  memberType: string;
  /** Type of a property's value, or a method's definition. */
  definition: string;
  own: PSMember | null;
  constructor(target: Value = null, name = '', memberType = 'NoteProperty', definition = '', own: PSMember | null = null) {
    super();
    this.target = target;
    this.name = name;
    this.memberType = memberType;
    this.definition = definition;
    this.own = own;
  }
}
snapshotClass('PSMemberView', 'heap', PSMemberView);

/** `$x.Method` without a call: PSMethod. */
export class PSMethodView extends HeapObject {
  target: Value;
  name: string;
  /** Static methods: the target is the type's value. */
  isStatic: boolean;
  definitions: string[];
  constructor(target: Value = null, name = '', isStatic = false, definitions: string[] = []) {
    super();
    this.target = target;
    this.name = name;
    this.isStatic = isStatic;
    this.definitions = definitions;
  }
}
snapshotClass('PSMethodView', 'heap', PSMethodView);

/** `$x.psobject.TypeNames`: reads and changes the names of its target. */
export class PSTypeNamesView extends HeapObject {
  target: Value;
  constructor(target: Value = null) {
    super();
    this.target = target;
  }
}
snapshotClass('PSTypeNamesView', 'heap', PSTypeNamesView);
