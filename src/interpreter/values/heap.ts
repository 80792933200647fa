/**
 * What a session's state is made of.
 *
 * Everything reachable from a session's root is one of four kinds, and nothing else (no function, promise, iterator,
 * Date, RegExp or WeakRef), so that a snapshot can write it down between any two instructions:
 *
 * 1. primitives: null, undefined, boolean, number, bigint, string;
 * 2. value objects: instances of classes registered with kind 'value'. Immutable, without identity, written inline;
 * 3. heap objects: instances of subclasses of {@link HeapObject}. Mutable, shared, with identity;
 * 4. owned structures: plain arrays, plain objects, Map, Set, typed arrays. Each belongs to exactly one heap object
 *    (never shared between two) and is changed only together with a {@link touch} of its owner.
 *
 * A heap object that was written to a checkpoint and not changed since is *clean*: its `dirtyList` points to the list
 * of its heap. The first change takes it off (`touch`), so the next checkpoint (a delta) finds the changed objects in
 * that list without walking the heap.
 */
export abstract class HeapObject {
  /** Identity across checkpoints; 0 until the first checkpoint that holds the object. */
  id: number;
  /** Where to announce the first change since the last checkpoint; null while dirty or never written. */
  dirtyList: HeapObject[] | null;
  /** Members added to this very object (Add-Member): by lower-case name; null for nearly all objects. */
  instanceMembers: MemberTable | null;
  constructor() {
    this.id = 0;
    this.dirtyList = null;
    this.instanceMembers = null;
  }
}

/** A table of members by lower-case name, in order of definition. Owned by one heap object. */
export type MemberTable = Map<string, PSMember>;

/** A member of PowerShell's extended type system (PSMemberInfo), as plain data. */
export interface PSMember {
  /** Name in its own spelling. */
  name: string;
  /** PSMemberTypes' name. */
  memberType: 'NoteProperty' | 'AliasProperty' | 'ScriptProperty' | 'CodeProperty' | 'PropertySet' | 'MemberSet' | 'ScriptMethod';
  /** NoteProperty: the value. */
  value?: unknown;
  /** AliasProperty: the name it stands for. */
  referencedMember?: string;
  /** ScriptProperty's getter or ScriptMethod's body: a ScriptBlock. */
  getter?: unknown;
  /** ScriptProperty's setter: a ScriptBlock. */
  setter?: unknown;
  /** PropertySet: the names; MemberSet: nested members. */
  names?: string[];
  members?: PSMember[];
  hidden?: boolean;
}

/** Announces a change of a heap object. Call it before or after every write to the object or what it owns. */
export function touch(object: HeapObject): void {
  const list = object.dirtyList;
  if (list !== null) {
    object.dirtyList = null;
    list.push(object);
  }
}

/** How a class is written to snapshots. */
export interface SnapshotClass {
  /** Stable name in the snapshot. */
  name: string;
  /** 'heap': identity and dirty marks; 'value': immutable, written inline. */
  kind: 'heap' | 'value';
  /** The class; `new ctor()` without arguments must not throw: decoding makes a blank one and assigns its fields. */
  ctor: new () => object;
  /** Fields that are caches, left out of snapshots and reset to null on decoding. */
  transient: readonly string[];
}

const byName = new Map<string, SnapshotClass>();
const byCtor = new Map<unknown, SnapshotClass>();

/**
 * Registers a class with the snapshot encoder. Called once at the top level of the class's own module.
 * Fields are written by name, so adding one with a default in the constructor keeps old snapshots readable.
 */
export function snapshotClass(name: string, kind: 'heap' | 'value', ctor: new () => object, transient: readonly string[] = []): void {
  const entry: SnapshotClass = { name, kind, ctor, transient };
  byName.set(name, entry);
  byCtor.set(ctor, entry);
}

/** The registration of a snapshot class by its stable name. */
export function snapshotClassByName(name: string): SnapshotClass | undefined {
  return byName.get(name);
}

/** The registration of an object's class. */
export function snapshotClassOf(object: object): SnapshotClass | undefined {
  return byCtor.get(object.constructor);
}
