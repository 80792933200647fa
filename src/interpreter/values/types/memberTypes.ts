/** psobject and its parts: PSMemberSet, PSMemberInfo collections, PSNoteProperty and the other PSMemberInfo types, PSMethod. */
import { ScriptBlock } from '../code.ts';
import { PSArray, PSList } from '../collections.ts';
import type { NativeContext } from '../context.ts';
import { toText } from '../convert.ts';
import { badArgument, indexOutOfRange, invalidOperation } from '../faults.ts';
import { HeapObject, type PSMember, touch } from '../heap.ts';
import { invokeMethod } from '../invoke.ts';
import { listMembers, type MemberInfo } from '../memberList.ts';
import { findProperty, memberValue, setMember, setProperty } from '../members.ts';
import { PSMemberCollection, PSMemberView, PSMethodView, PSObjectView, PSTypeNamesView } from '../memberViews.ts';
import { PSObject } from '../object.ts';
import { compileWildcard, matchWildcard, WildcardOptions } from '../regex/wildcard.ts';
import { ScriptObject } from '../scriptClass.ts';
import { invokeStatic } from '../statics.ts';
import { setTypeNames, shortTypeName, typeHierarchy, unwrap } from '../typeNames.ts';
import { EnumValue, type Value } from '../value.ts';
import { cloneArray } from './array.ts';
import { enumOf, int, m, p, rw, text } from './define.ts';
import { registerType, type TypeShape } from './registry.ts';

const SMA = 'System.Management.Automation.';
const MEMBER_TYPES: Record<string, number> = {
  AliasProperty: 1,
  CodeProperty: 2,
  Property: 4,
  NoteProperty: 8,
  ScriptProperty: 16,
  PropertySet: 32,
  Method: 64,
  CodeMethod: 128,
  ScriptMethod: 256,
  ParameterizedProperty: 512,
  MemberSet: 1024,
  Event: 2048,
};

/** Members of an object as PSMemberInfo views. */
export function memberViews(target: Value, filter: PSMemberCollection['filter'], ctx: NativeContext): PSMemberView[] {
  const wanted = (i: MemberInfo): boolean => {
    if (i.hidden) return false;
    if (filter === 'Members') return true;
    const isMethod = /Method$/.test(i.memberType);
    const isProperty = /Property$/.test(i.memberType) && i.memberType !== 'ParameterizedProperty';
    return filter === 'Methods' ? isMethod || i.memberType === 'ParameterizedProperty' : isProperty;
  };
  return listMembers(target, ctx)
    .filter(wanted)
    .map((i) => new PSMemberView(target, i.name, i.memberType, /Method$/.test(i.memberType) ? i.definition : i.typeName, null));
}

/** The collection behind psobject.Properties, .Methods, .Members. */
function collection(target: Value, filter: PSMemberCollection['filter'], ctx: NativeContext): PSMemberCollection {
  return new PSMemberCollection(target, filter, memberViews(target, filter, ctx));
}

const view = (self: Value): PSObjectView => self as PSObjectView;

/** PSObject.Copy(): custom objects and arrays are copied, other objects shared. */
export function copyObject(target: Value): Value {
  if (target instanceof PSObject) {
    const copy = new PSObject(target.shape, [...target.values], target.base, target.typeNames === null ? null : [...target.typeNames]);
    copy.typeNamesOnly = target.typeNamesOnly;
    if (target.instanceMembers !== null) copy.instanceMembers = new Map([...target.instanceMembers].map(([k, v]) => [k, { ...v }]));
    return copy;
  }
  return target instanceof ScriptObject ? target : unwrap(target) instanceof PSArray ? cloneArray(unwrap(target) as PSArray) : target;
}

registerType({
  name: `${SMA}PSMemberSet`,
  ctor: PSObjectView,
  properties: {
    Members: p(`${SMA}PSMemberInfoCollection[${SMA}PSMemberInfo]`, (self, ctx) => collection(view(self).target, 'Members', ctx)),
    Properties: p(`${SMA}PSMemberInfoCollection[${SMA}PSPropertyInfo]`, (self, ctx) => collection(view(self).target, 'Properties', ctx)),
    Methods: p(`${SMA}PSMemberInfoCollection[${SMA}PSMethodInfo]`, (self, ctx) => collection(view(self).target, 'Methods', ctx)),
    ImmediateBaseObject: p('System.Object', (self) => unwrap(view(self).target)),
    BaseObject: p('System.Object', (self) => unwrap(view(self).target)),
    TypeNames: p('System.Collections.ObjectModel.Collection[string]', (self) => new PSTypeNamesView(view(self).target)),
    Name: p('string', (self) => view(self).view),
    MemberType: p(`${SMA}PSMemberTypes`, () => new EnumValue(`${SMA}PSMemberTypes`, 1024)),
  },
  methods: {
    Copy: [m('psobject Copy()', (self) => copyObject(view(self).target))],
    ToString: [m('string ToString()', (self, _a, ctx) => toText(view(self).target, ctx))],
    CompareTo: [m('int CompareTo(System.Object obj)', (self, [o], ctx) => invokeMethod(view(self).target, 'CompareTo', [o ?? null], ctx))],
  },
  toText: (self, ctx) => toText(view(self).target, ctx),
});

const list = (self: Value): PSMemberCollection => self as PSMemberCollection;
const find = (self: Value, name: string): PSMemberView | undefined =>
  list(self).items.find((x) => x.name.toLowerCase() === name.toLowerCase());

/** Adds a member to an object. Values without identity of their own must be wrapped by the caller. */
export function addMember(target: Value, member: PSMember): void {
  if (target instanceof PSObject && member.memberType === 'NoteProperty') {
    target.set(member.name, (member.value ?? null) as Value);
    return;
  }
  if (!(target instanceof HeapObject)) throw invalidOperation('Cannot add a member to a value without identity.');
  target.instanceMembers ??= new Map();
  target.instanceMembers.set(member.name.toLowerCase(), member);
  touch(target);
}

/** Removes a member that was added to an object. */
export function removeMember(target: Value, name: string): void {
  if (target instanceof PSObject) target.remove(name);
  if (!(target instanceof HeapObject)) return;
  target.instanceMembers?.delete(name.toLowerCase());
  touch(target);
}

function add(self: Value, v: Value | undefined): undefined {
  if (!(v instanceof PSMemberView) || v.own === null)
    throw badArgument('A PSProperty or PSMethod object cannot be added to this collection.');
  list(self).items = list(self).items.filter((x) => x.name.toLowerCase() !== v.name.toLowerCase());
  addMember(list(self).target, { ...v.own });
  list(self).items.push(new PSMemberView(list(self).target, v.name, v.memberType, v.definition, null));
  touch(list(self));
  return undefined;
}

function matching(self: Value, pattern: string, types: number): PSList {
  const program = compileWildcard(pattern, WildcardOptions.IgnoreCase);
  const found = list(self).items.filter(
    (x) => matchWildcard(program, x.name) && (types === 0 || ((MEMBER_TYPES[x.memberType] ?? 0) & types) !== 0),
  );
  return new PSList(found, 'Collection', `${SMA}PSMemberInfo`, true);
}

registerType({
  name: `${SMA}PSMemberInfoIntegratingCollection\`1`,
  typeParameters: ['T'],
  ctor: PSMemberCollection,
  nameOf: () => `${SMA}PSMemberInfoIntegratingCollection\`1[${SMA}PSPropertyInfo]`,
  interfaces: ['System.Collections.IEnumerable'],
  indexer: { text: `${SMA}PSMemberInfo Item(string name) {get;}` },
  enumerate: (self) => list(self).items,
  getItem: (self, [name]) => (typeof name === 'number' ? (list(self).items[name] ?? null) : (find(self, String(name)) ?? null)),
  methods: {
    Add: [
      m(`void Add(${SMA}PSMemberInfo member)`, (self, [v]) => add(self, v)),
      m(`void Add(${SMA}PSMemberInfo member, bool preValidated)`, (self, [v]) => add(self, v)),
    ],
    Match: [
      m('System.Object Match(string name)', (self, [n]) => matching(self, text(n), 0)),
      m(`System.Object Match(string name, ${SMA}PSMemberTypes memberTypes)`, (self, [n, t]) => matching(self, text(n), enumOf(t))),
    ],
    Remove: [
      m('void Remove(string name)', (self, [n]) => {
        removeMember(list(self).target, text(n));
        list(self).items = list(self).items.filter((x) => x.name.toLowerCase() !== text(n).toLowerCase());
        touch(list(self));
        return undefined;
      }),
    ],
    Item: [m('System.Object Item(string name)', (self, [n]) => find(self, text(n)) ?? null)],
  },
});

const info = (self: Value): PSMemberView => self as PSMemberView;

function memberValueOf(self: Value, ctx: NativeContext): Value {
  const x = info(self);
  if (x.own !== null) return memberValue(x.target, x.own, ctx);
  return findProperty(x.target, x.name, ctx) ?? null;
}

function setValue(self: Value, v: Value, ctx: NativeContext): void {
  const x = info(self);
  if (x.own !== null) {
    if (x.target === null && x.own.memberType === 'NoteProperty') x.own.value = v;
    else setMember(x.target, x.own, v, ctx);
    touch(x);
  } else setProperty(x.target, x.name, v, ctx);
}

function listed(self: Value, ctx: NativeContext): MemberInfo | undefined {
  const x = info(self);
  return x.own === null ? listMembers(x.target, ctx).find((i) => i.name === x.name) : undefined;
}

/** The member itself, where it was added to the object. */
function member(self: Value): PSMember | null {
  const x = info(self);
  if (x.own !== null) return x.own;
  return x.target instanceof HeapObject ? (x.target.instanceMembers?.get(x.name.toLowerCase()) ?? null) : null;
}

function definition(self: Value, ctx: NativeContext): string {
  const x = info(self);
  const known = listed(self, ctx);
  if (known !== undefined) return known.definition;
  if (x.memberType === 'NoteProperty')
    return `${x.definition === '' ? 'System.Object' : shortTypeName(x.definition)} ${x.name}=${toText(memberValueOf(self, ctx), ctx)}`;
  if (x.memberType === 'AliasProperty') return `${x.name} = ${x.own?.referencedMember ?? ''}`;
  return x.name;
}

registerType({
  name: `${SMA}PSMemberInfo`,
  isAbstract: true,
  ctor: PSMemberView,
  nameOf: (v) => `${SMA}PS${(v as PSMemberView).memberType}`,
  properties: {
    MemberType: p(`${SMA}PSMemberTypes`, (self) => new EnumValue(`${SMA}PSMemberTypes`, MEMBER_TYPES[info(self).memberType] ?? 0)),
    Value: rw('System.Object', memberValueOf, setValue),
    TypeNameOfValue: p('string', (self, ctx) => typeNameOfValue(self, ctx)),
    Name: p('string', (self) => info(self).name),
    IsInstance: p('bool', (self) => info(self).memberType !== 'Property' && info(self).memberType !== 'Method'),
  },
  methods: { Copy: [m(`${SMA}PSMemberInfo Copy()`, (self) => self)] },
  toText: (self, ctx) => definition(self, ctx),
});

function typeNameOfValue(self: Value, ctx: NativeContext): string {
  const x = info(self);
  if (x.memberType === 'ScriptProperty' || x.memberType === 'ScriptMethod') return 'System.Object';
  if (/Method$/.test(x.memberType)) return `${SMA}PSMethod`;
  const value = x.memberType === 'NoteProperty' ? memberValueOf(self, ctx) : undefined;
  if (value !== undefined) return value === null ? 'System.Object' : (typeHierarchy(value)[0] ?? 'System.Object');
  return listed(self, ctx)?.typeName ?? (x.definition || 'System.Object');
}

registerType({
  name: `${SMA}PSPropertyInfo`,
  base: `${SMA}PSMemberInfo`,
  isAbstract: true,
  properties: {
    MemberType: p(`${SMA}PSMemberTypes`, (self) => new EnumValue(`${SMA}PSMemberTypes`, MEMBER_TYPES[info(self).memberType] ?? 0)),
    IsSettable: p('bool', (self, ctx) => {
      const own = member(self);
      if (own?.memberType === 'ScriptProperty') return own.setter instanceof ScriptBlock;
      return own !== null ? true : (listed(self, ctx)?.isSettable ?? true);
    }),
    IsGettable: p('bool', (self, ctx) => listed(self, ctx)?.isGettable ?? true),
  },
});
registerType({
  name: `${SMA}PSMethodInfo`,
  base: `${SMA}PSMemberInfo`,
  isAbstract: true,
  properties: {
    OverloadDefinitions: p(
      'System.Collections.ObjectModel.Collection[string]',
      (self) => new PSList([info(self).definition], 'Collection', 'System.String'),
    ),
  },
  methods: {
    Invoke: [
      m('System.Object Invoke(params System.Object[] arguments)', (self, [a], ctx) =>
        invokeMethod(info(self).target, info(self).name, [...(a as PSArray).items], ctx),
      ),
    ],
  },
});

/** A member that is not on an object yet. */
function own(m0: PSMember, type: string): PSMemberView {
  return new PSMemberView(null, m0.name, m0.memberType, type, m0);
}

const blockOf = (v: Value | undefined): ScriptBlock | undefined => (v instanceof ScriptBlock ? v : undefined);
const property = (kind: string, accelerator: string, more: Partial<TypeShape>): void =>
  registerType({ name: `${SMA}PS${kind}`, accelerators: [accelerator], base: `${SMA}PSPropertyInfo`, ...more });

registerType({ name: `${SMA}PSProperty`, base: `${SMA}PSPropertyInfo` });
property('NoteProperty', 'psnoteproperty', {
  constructors: [
    m('psnoteproperty new(string name, System.Object value)', (_s, [n, v]) => {
      const value = v ?? null;
      return own({ name: text(n, 'name'), memberType: 'NoteProperty', value }, value === null ? '' : (typeHierarchy(value)[0] ?? ''));
    }),
  ],
});
property('AliasProperty', 'psaliasproperty', {
  properties: { ReferencedMemberName: p('string', (self) => member(self)?.referencedMember ?? null) },
  constructors: [
    m('psaliasproperty new(string name, string referencedMemberName)', (_s, [n, r]) =>
      own({ name: text(n, 'name'), memberType: 'AliasProperty', referencedMember: text(r) }, ''),
    ),
  ],
});
property('ScriptProperty', 'psscriptproperty', {
  properties: {
    GetterScript: p('scriptblock', (self) => (member(self)?.getter as Value | undefined) ?? null),
    SetterScript: p('scriptblock', (self) => (member(self)?.setter as Value | undefined) ?? null),
  },
  constructors: [
    m('psscriptproperty new(string name, scriptblock getterScript)', (_s, [n, g]) =>
      own({ name: text(n, 'name'), memberType: 'ScriptProperty', getter: blockOf(g) }, ''),
    ),
    m('psscriptproperty new(string name, scriptblock getterScript, scriptblock setterScript)', (_s, [n, g, s]) =>
      own({ name: text(n, 'name'), memberType: 'ScriptProperty', getter: blockOf(g), setter: blockOf(s) }, ''),
    ),
  ],
});
property('CodeProperty', 'pscodeproperty', {});
registerType({ name: `${SMA}PSParameterizedProperty`, base: `${SMA}PSMethodInfo` });
registerType({
  name: `${SMA}PSScriptMethod`,
  accelerators: ['psscriptmethod'],
  base: `${SMA}PSMethodInfo`,
  properties: { Script: p('scriptblock', (self) => (member(self)?.getter as Value | undefined) ?? null) },
  constructors: [
    m('psscriptmethod new(string name, scriptblock script)', (_s, [n, b]) =>
      own({ name: text(n, 'name'), memberType: 'ScriptMethod', getter: blockOf(b) }, `System.Object ${String(n)}();`),
    ),
  ],
});
registerType({
  name: `${SMA}PSPropertySet`,
  accelerators: ['pspropertyset'],
  base: `${SMA}PSMemberInfo`,
  properties: {
    ReferencedPropertyNames: p(
      'System.Collections.ObjectModel.Collection[string]',
      (self) => new PSList([...(member(self)?.names ?? [])], 'Collection', 'System.String'),
    ),
  },
  constructors: [
    m('pspropertyset new(string name, System.Collections.Generic.IEnumerable[string] referencedPropertyNames)', (_s, [n, names]) =>
      own({ name: text(n, 'name'), memberType: 'PropertySet', names: (names as PSArray).items.map(String) }, ''),
    ),
  ],
});

const method = (self: Value): PSMethodView => self as PSMethodView;
registerType({ name: `${SMA}PSMethod\`1`, base: `${SMA}PSMethod` });
registerType({
  name: `${SMA}PSMethod`,
  base: `${SMA}PSMethodInfo`,
  ctor: PSMethodView,
  // a constructor is no delegate: its type has no parameter (PSMethod.Create)
  nameOf: (v) => (method(v).isStatic && method(v).name === 'new' ? `${SMA}PSMethod` : `${SMA}PSMethod\`1`),
  properties: {
    OverloadDefinitions: p(
      'System.Collections.ObjectModel.Collection[string]',
      (self) => new PSList([...method(self).definitions], 'Collection', 'System.String'),
    ),
    MemberType: p(`${SMA}PSMemberTypes`, () => new EnumValue(`${SMA}PSMemberTypes`, 64)),
    TypeNameOfValue: p('string', () => `${SMA}PSMethod`),
    Value: p('System.Object', (self) => self),
    Name: p('string', (self) => method(self).name),
    IsInstance: p('bool', () => true),
  },
  methods: {
    Invoke: [
      m('System.Object Invoke(params System.Object[] arguments)', (self, [a], ctx) => {
        const args = [...(a as PSArray).items];
        const x = method(self);
        return x.isStatic ? invokeStatic(x.target as never, x.name, args, ctx) : invokeMethod(x.target, x.name, args, ctx);
      }),
    ],
  },
  toText: (self) => method(self).definitions.join(', '),
});

const names = (self: Value): string[] => typeHierarchy((self as PSTypeNamesView).target);
function change(self: Value, action: (list: string[]) => unknown): undefined {
  const { target } = self as PSTypeNamesView;
  const copy = names(self);
  action(copy);
  if (target instanceof HeapObject) setTypeNames(target, copy);
  return undefined;
}

registerType({
  name: `${SMA}PSTypeNames`,
  ctor: PSTypeNamesView,
  interfaces: ['System.Collections.IList', 'System.Collections.Generic.IEnumerable`1[System.String]'],
  enumerate: names,
  getItem: (self, [i]) => names(self)[int(i) < 0 ? names(self).length + int(i) : int(i)] ?? null,
  setItem: (self, [i], v) => change(self, (x) => x.splice(int(i), 1, String(v))),
  properties: { Count: p('int', (self) => names(self).length) },
  methods: {
    Add: [m('void Add(string item)', (self, [v]) => change(self, (x) => x.push(text(v))))],
    Clear: [m('void Clear()', (self) => change(self, (x) => x.splice(0)))],
    Contains: [m('bool Contains(string item)', (self, [v]) => names(self).includes(text(v)))],
    IndexOf: [m('int IndexOf(string item)', (self, [v]) => names(self).indexOf(text(v)))],
    Insert: [
      m('void Insert(int index, string item)', (self, [i, v]) => {
        if (int(i) < 0 || int(i) > names(self).length) throw indexOutOfRange();
        return change(self, (x) => x.splice(int(i), 0, text(v)));
      }),
    ],
    Remove: [
      m('bool Remove(string item)', (self, [v]) => {
        const had = names(self).includes(text(v));
        if (had) change(self, (x) => x.splice(x.indexOf(text(v)), 1));
        return had;
      }),
    ],
    RemoveAt: [m('void RemoveAt(int index)', (self, [i]) => change(self, (x) => x.splice(int(i), 1)))],
  },
});
