/** Listing members: Get-Member, psobject.Properties, PSMethod's definitions (MshObject.cs, CoreAdapter.cs). */

import { AdaptedObject } from './adapted.ts';
import { allScriptProperties, constructorDefinitions, methodDefinition } from './classes.ts';
import type { NativeContext } from './context.ts';
import { hooks } from './contextHooks.ts';
import type { MethodOverload } from './descriptor.ts';
import { HeapObject, type PSMember } from './heap.ts';
import { memberTable, staticTable, type TypeMember } from './memberTable.ts';
import { PSMethodView } from './memberViews.ts';
import { PSObject } from './object.ts';
import { findScriptMethods } from './scriptCalls.ts';
import { ScriptClass, ScriptObject } from './scriptClass.ts';
import { itemText } from './text.ts';
import { memberTypeOf, shortTypeName, typeHierarchy, typeNameOf, unwrap } from './typeNames.ts';
import { baseChain, findType } from './types/registry.ts';
import { TypeValue, type Value } from './value.ts';

/** What Get-Member shows of a member. */
export interface MemberInfo {
  name: string;
  /** PSMemberTypes' name. */
  memberType: string;
  definition: string;
  /** Hidden members of classes: listed only with -Force. */
  hidden: boolean;
  /** TypeNameOfValue of a property. */
  typeName: string;
  isSettable: boolean;
  isGettable: boolean;
}

function info(
  name: string,
  memberType: string,
  definition: string,
  typeName: string,
  isSettable: boolean,
  hidden = false,
  isGettable = true,
): MemberInfo {
  return { name, memberType, definition, hidden, typeName, isSettable, isGettable };
}

/** All members as Get-Member lists them, unsorted. `statics`: of a type's value, its static ones. */
export function listMembers(value: Value, ctx: NativeContext, statics = false): MemberInfo[] {
  if (statics) return listStatics(value);
  const found = new Map<string, MemberInfo>();
  const add = (m: MemberInfo): void => {
    const lower = m.name.toLowerCase();
    if (!found.has(lower)) found.set(lower, m);
  };
  if (value instanceof PSObject) {
    value.shape.names.forEach((name, i) => {
      const v = value.values[i] ?? null;
      add(noteInfo(name, v, ctx));
    });
  }
  if (value instanceof HeapObject)
    for (const m of value.instanceMembers?.values() ?? []) if (m.hidden !== true) add(extendedInfo(m, value, ctx));
  const bare = unwrap(value);
  if (bare !== value && bare instanceof HeapObject)
    for (const m of bare.instanceMembers?.values() ?? []) if (m.hidden !== true) add(extendedInfo(m, value, ctx));
  const types = hooks(ctx).typeMembers;
  if (types !== undefined) {
    for (const type of typeHierarchy(value))
      for (const m of types.call(ctx, type.toLowerCase())?.values() ?? []) add(extendedInfo(m, value, ctx));
  }
  if (bare instanceof ScriptObject) listScriptMembers(bare, add);
  const native = bare instanceof ScriptObject ? (bare.base === null ? 'System.Object' : typeNameOf(bare.base)) : memberTypeOf(bare);
  const members = [...memberTable(native).values()];
  const isAlias = (m: TypeMember): boolean => m.kind === 'extended' && m.member.memberType === 'AliasProperty';
  for (const m of members) if (m.kind === 'extended' && !isAlias(m)) add(typeInfo(m));
  if (bare instanceof AdaptedObject) {
    for (const p of bare.adaptedProperties()) {
      const accessors = p.settable ? '{get;set;}' : '{get;}';
      add(info(p.name, 'Property', `${shortTypeName(p.type)} ${p.name} ${accessors}`, p.type, p.settable));
    }
  }
  for (const m of members) if (m.kind !== 'extended' && !(m.kind === 'property' && bare instanceof AdaptedObject)) add(typeInfo(m));
  for (const m of members) if (isAlias(m)) add(typeInfo(m));
  addIndexer(native, add);
  return [...found.values()];
}

/** The members that a value of a type has, without a value: for completion. */
export function listTypeMembers(type: string | ScriptClass, ctx: NativeContext): MemberInfo[] {
  const found = new Map<string, MemberInfo>();
  const add = (m: MemberInfo): void => {
    const lower = m.name.toLowerCase();
    if (!found.has(lower)) found.set(lower, m);
  };
  const name = typeof type === 'string' ? type : type.baseType;
  const types = hooks(ctx).typeMembers;
  if (types !== undefined)
    for (const base of baseChain(name))
      for (const m of types.call(ctx, base.toLowerCase())?.values() ?? []) add(extendedInfo(m, null, ctx));
  if (typeof type !== 'string') listClassMembers(type, add);
  for (const m of memberTable(name).values()) add(typeInfo(m));
  return [...found.values()];
}

function addIndexer(native: string, add: (m: MemberInfo) => void): void {
  const shape = findType(native);
  const definition = shape?.indexer;
  if (definition !== undefined)
    add(info(definition.name ?? 'Item', 'ParameterizedProperty', definition.text, definition.text.split(' ')[0] ?? '', true));
}

function noteInfo(name: string, v: Value, ctx: NativeContext): MemberInfo {
  const typeName = v === null ? 'System.Object' : typeNameOf(v);
  const shown = v === null ? 'object' : typeHierarchy(v)[0] === typeName ? shortTypeName(typeName) : (typeHierarchy(v)[0] ?? '');
  return info(name, 'NoteProperty', `${shown} ${name}=${v === null ? 'null' : itemText(v, ctx)}`, typeName, true);
}

function extendedInfo(m: PSMember, self: Value, ctx: NativeContext): MemberInfo {
  switch (m.memberType) {
    case 'NoteProperty':
      return noteInfo(m.name, (m.value ?? null) as Value, ctx);
    case 'AliasProperty':
      return info(m.name, 'AliasProperty', `${m.name} = ${m.referencedMember}`, aliasedType(self, m.referencedMember ?? ''), true);
    case 'ScriptProperty': {
      const part = (accessor: string, block: unknown): string =>
        block === undefined || block === null ? '' : `${accessor}=${blockText(block)};`;
      return info(
        m.name,
        'ScriptProperty',
        `System.Object ${m.name} {${part('get', m.getter)}${part('set', m.setter)}}`,
        'System.Object',
        m.setter !== undefined && m.setter !== null,
        false,
        m.getter !== undefined && m.getter !== null,
      );
    }
    case 'ScriptMethod':
      return info(m.name, 'ScriptMethod', `System.Object ${m.name}();`, 'System.Object', false);
    case 'PropertySet':
      return info(m.name, 'PropertySet', `${m.name} {${(m.names ?? []).join(', ')}}`, 'System.Management.Automation.PSPropertySet', false);
    default:
      return info(m.name, m.memberType, m.name, 'System.Object', false);
  }
}

/** Type of what an alias stands for; not through the list of members, which holds the alias itself. */
function aliasedType(self: Value, name: string): string {
  const lower = name.toLowerCase();
  const noted = self instanceof PSObject ? self.get(name) : undefined;
  if (noted !== undefined) return noted === null ? 'System.Object' : typeNameOf(noted);
  const own = self instanceof HeapObject ? self.instanceMembers?.get(lower) : undefined;
  if (own?.memberType === 'NoteProperty' && own.value !== null && own.value !== undefined) return typeNameOf(own.value as Value);
  const member = memberTable(typeNameOf(unwrap(self))).get(lower);
  return member?.kind === 'property' ? member.property.type : 'System.Object';
}

function blockText(block: unknown): string {
  return (block as { text?: string }).text ?? '';
}

function typeInfo(m: TypeMember): MemberInfo {
  switch (m.kind) {
    case 'property': {
      const accessors = m.property.set === undefined ? '{get;}' : '{get;set;}';
      return info(m.name, 'Property', `${m.property.type} ${m.name} ${accessors}`, m.property.type, m.property.set !== undefined);
    }
    case 'method':
      return info(m.name, 'Method', m.overloads.map(definitionOf).join(', '), 'System.Management.Automation.PSMethod', false);
    default:
      return info(m.name, m.member.memberType, m.member.definition, 'System.Object', m.member.set !== undefined);
  }
}

function definitionOf(o: MethodOverload): string {
  return o.signature;
}

function listScriptMembers(self: ScriptObject, add: (m: MemberInfo) => void): void {
  listClassMembers(self.type, add);
}

function listClassMembers(type: ScriptClass, add: (m: MemberInfo) => void): void {
  for (const p of allScriptProperties(type, false)) {
    add(info(p.name, 'Property', `${shortTypeName(p.type)} ${p.name} {get;set;}`, p.type, true, p.isHidden));
  }
  const seen = new Set<string>();
  for (let c: ScriptClass | null = type; c !== null; c = c.baseClass) {
    for (const m of c.methods) {
      const lower = m.name.toLowerCase();
      if (m.isStatic || seen.has(lower)) continue;
      seen.add(lower);
      const definitions = findScriptMethods(type, lower, false).map(methodDefinition);
      add(info(m.name, 'Method', definitions.join(', '), 'System.Management.Automation.PSMethod', false, m.isHidden));
    }
  }
}

function listStatics(value: Value): MemberInfo[] {
  const bare = unwrap(value);
  const found: MemberInfo[] = [];
  if (bare instanceof ScriptClass) {
    if (bare.kind === 'enum')
      for (const [name] of bare.enumNames) found.push(info(name, 'Property', `static ${bare.name} ${name} {get;}`, bare.name, false));
    for (const p of allScriptProperties(bare, true)) {
      found.push(info(p.name, 'Property', `static ${shortTypeName(p.type)} ${p.name} {get;set;}`, p.type, true, p.isHidden));
    }
    const seen = new Set<string>();
    for (let c: ScriptClass | null = bare; c !== null; c = c.baseClass) {
      for (const m of c.methods) {
        const lower = m.name.toLowerCase();
        if (!m.isStatic || seen.has(lower)) continue;
        seen.add(lower);
        found.push(info(m.name, 'Method', findScriptMethods(bare, lower, true).map(methodDefinition).join(', '), '', false, m.isHidden));
      }
    }
    found.push(info('new', 'Method', constructorDefinitions(bare).join(', '), '', false));
  }
  const base = (c: ScriptClass): string => (c.kind === 'enum' ? 'System.Enum' : c.baseType);
  const name = bare instanceof TypeValue ? bare.name : bare instanceof ScriptClass ? base(bare) : typeNameOf(bare);
  const shape = findType(name);
  for (const n of Object.keys(shape?.enumNames ?? {})) found.push(info(n, 'Property', `static ${name} ${n} {get;}`, name, false));
  for (const m of staticTable(name).values()) {
    const i = typeInfo(m);
    // Operators are special methods: listed only with -Force.
    if (m.kind === 'method' && m.name.startsWith('op_')) i.hidden = true;
    i.definition = m.kind === 'method' ? m.overloads.map((o) => `static ${definitionOf(o)}`).join(', ') : `static ${i.definition}`;
    if (!found.some((f) => f.name === i.name)) found.push(i);
  }
  const constructors = shape?.constructors ?? [];
  if (constructors.length > 0 && !(bare instanceof ScriptClass))
    found.push(info('new', 'Method', constructors.map(definitionOf).join(', '), '', false));
  return found;
}

/** TypeNameOfValue of a property; undefined if there is none. */
export function propertyType(value: Value, name: string, ctx: NativeContext): string | undefined {
  const lower = name.toLowerCase();
  const found = listMembers(value, ctx).find((m) => m.name.toLowerCase() === lower && /Property$/.test(m.memberType));
  return found?.typeName;
}

/** `[A <System.Int32>], [B <System.String>]` for error messages. */
export function settableProperties(value: Value, ctx: NativeContext): string {
  return listMembers(value, ctx)
    .filter((m) => /Property$/.test(m.memberType) && m.isSettable && m.memberType !== 'ParameterizedProperty')
    .map((m) => `[${m.name} <${findType(m.typeName)?.name ?? m.typeName}>]`)
    .join(', ');
}

/** `$x.Method` as a value; null if there is no such method. */
export function methodView(value: Value, lower: string, ctx: NativeContext): PSMethodView | null {
  const found = listMembers(value, ctx).find((m) => m.name.toLowerCase() === lower && /Method$/.test(m.memberType));
  if (found === undefined) return null;
  const bare = unwrap(value);
  if (bare instanceof ScriptObject) {
    const own = findScriptMethods(bare.type, lower, false);
    if (own.length > 0) return new PSMethodView(value, found.name, false, own.map(methodDefinition));
  }
  const native = memberTable(memberTypeOf(bare)).get(lower);
  const definitions = native?.kind === 'method' ? native.overloads.map(definitionOf) : [found.definition];
  return new PSMethodView(value, found.name, false, definitions);
}
