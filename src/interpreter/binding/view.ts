/**
 * What the binder works with: a command's metadata with sets as bits and types resolved. A view is worked out once for each
 * metadata object and kept beside it; it is a cache, never part of a session's state.
 */

import type { AttributeSpec } from '../values/code.ts';
import { attributeName } from './attributeNames.ts';
import { ALL_SETS, type CommandMetadata, type ParameterMetadata } from './metadata.ts';
import { type CollectionInfo, CREDENTIAL, collectionOf, knownTypeName, SWITCH } from './types.ts';

/** All bits: no set excluded yet (PowerShell's uint.MaxValue). */
export const EVERY_SET = 0xffffffff;

/** A parameter's flags in one set. `flag` is 0 for the entry of all sets. */
export interface SetView {
  flag: number;
  inAll: boolean;
  mandatory: boolean;
  position: number | null;
  byValue: boolean;
  byName: boolean;
  remaining: boolean;
  help: string;
}

/** A parameter as the binder sees it. */
export interface ParameterView {
  index: number;
  meta: ParameterMetadata;
  name: string;
  lower: string;
  /** Full name of the type, or as written while `resolved` is false. */
  type: string;
  resolved: boolean;
  collection: CollectionInfo;
  isSwitch: boolean;
  /** Bits of the sets it names; 0 if it is only in "all sets". */
  flags: number;
  inAll: boolean;
  sets: SetView[];
  mandatory: boolean;
  pipeline: boolean;
  cannotBeNull: boolean;
  transforms: AttributeSpec[];
  validations: AttributeSpec[];
  /** Declared by the command itself or dynamic: preferred among ambiguous names. */
  declared: boolean;
}

/** A command as the binder sees it. */
export interface CommandView {
  meta: CommandMetadata;
  parameters: ParameterView[];
  byName: Map<string, ParameterView>;
  byAlias: Map<string, ParameterView>;
  setNames: string[];
  defaultFlag: number;
  /** True while some type is not known yet. */
  unresolved: boolean;
  /** Whether any parameter is mandatory, and takes pipeline input by value, by property name, in some set. */
  anyMandatory: boolean;
  anyByValue: boolean;
  anyByName: boolean;
}

/** Attributes that neither validate nor transform. */
const INERT = new Set(['argumentcompleter', 'argumentcompletions', 'psdefaultvalue', 'hidden', 'supportswildcards', 'typeconstraint']);

/** True for an attribute class of the script: only running code can tell what it does. */
function isCustom(name: string): boolean {
  return !INERT.has(name) && name !== 'credential' && !name.startsWith('validate');
}

function setNamesOf(meta: CommandMetadata): string[] {
  const names: string[] = [];
  const add = (name: string) => {
    if (name !== ALL_SETS && name !== '' && !names.includes(name)) names.push(name);
  };
  if (meta.defaultSet !== '') names.push(meta.defaultSet);
  for (const name of meta.sets ?? []) add(name);
  for (const p of meta.parameters) for (const name of Object.keys(p.sets)) add(name);
  return names;
}

function resolveType(p: ParameterView): void {
  const known = knownTypeName(p.meta.type);
  p.resolved = known !== undefined;
  p.type = known ?? p.meta.type;
  p.collection = collectionOf(p.type);
  p.isSwitch = p.type === SWITCH;
  if (p.type === CREDENTIAL && p.transforms.length === 0) p.transforms = [{ typeName: 'Credential', positional: [], named: {} }];
}

function parameterView(meta: ParameterMetadata, index: number, setNames: readonly string[]): ParameterView {
  const sets: SetView[] = [];
  let flags = 0;
  for (const [name, data] of Object.entries(meta.sets)) {
    const inAll = name === ALL_SETS;
    const flag = inAll ? 0 : (1 << setNames.indexOf(name)) >>> 0;
    flags = (flags | flag) >>> 0;
    sets.push({
      flag,
      inAll,
      mandatory: data.mandatory,
      position: data.position,
      byValue: data.valueFromPipeline,
      byName: data.valueFromPipelineByPropertyName,
      remaining: data.valueFromRemainingArguments,
      help: data.helpMessage,
    });
  }
  const names = meta.attributes.map(attributeName);
  const association = meta.association ?? 'declared';
  const view: ParameterView = {
    index,
    meta,
    name: meta.name,
    lower: meta.name.toLowerCase(),
    type: meta.type,
    resolved: false,
    collection: { kind: 'none', element: null },
    isSwitch: false,
    flags,
    inAll: sets.some((s) => s.inAll),
    sets,
    mandatory: sets.some((s) => s.mandatory),
    pipeline: sets.some((s) => s.byValue || s.byName),
    cannotBeNull: names.some((n) => n === 'validatenotnull' || n === 'validatenotnullorempty'),
    transforms: meta.attributes.filter((_, i) => names[i] === 'credential' || isCustom(names[i] as string)),
    validations: meta.attributes.filter((_, i) => names[i] !== 'credential' && !INERT.has(names[i] as string)),
    declared: association === 'declared' || association === 'dynamic',
  };
  resolveType(view);
  return view;
}

const views = new WeakMap<CommandMetadata, CommandView>();

/** The binder's view of a command. */
export function viewOf(meta: CommandMetadata): CommandView {
  let view = views.get(meta);
  if (view === undefined) {
    const setNames = setNamesOf(meta);
    const parameters = meta.parameters.map((p, i) => parameterView(p, i, setNames));
    view = {
      meta,
      parameters,
      byName: new Map(parameters.map((p) => [p.lower, p])),
      byAlias: new Map(parameters.flatMap((p) => p.meta.aliases.map((a) => [a.toLowerCase(), p] as const))),
      setNames,
      defaultFlag: meta.defaultSet === '' ? 0 : 1,
      unresolved: parameters.some((p) => !p.resolved),
      anyMandatory: parameters.some((p) => p.mandatory),
      anyByValue: parameters.some((p) => p.sets.some((s) => s.byValue)),
      anyByName: parameters.some((p) => p.sets.some((s) => s.byName)),
    };
    views.set(meta, view);
  } else if (view.unresolved) {
    for (const p of view.parameters) if (!p.resolved) resolveType(p);
    view.unresolved = view.parameters.some((p) => !p.resolved);
  }
  return view;
}

/** Name of the one set among the bits; '' if they are several; the default set's name for none or all. */
export function setNameOf(view: CommandView, flags: number): string {
  if (flags === EVERY_SET || flags === 0) return view.meta.defaultSet === '' ? ALL_SETS : view.meta.defaultSet;
  let index = 0;
  while (((flags >>> index) & 1) === 0) index++;
  return ((flags >>> (index + 1)) & 1) === 0 ? (view.setNames[index] ?? '') : '';
}

/** Bits of all sets that the command names. */
export function allSetFlags(view: CommandView): number {
  return 2 ** view.setNames.length - 1;
}

/** How many sets are among the bits; "every set" counts as one, as in CmdletParameterBinderController. */
export function countSets(flags: number): number {
  if (flags === EVERY_SET) return 1;
  let count = 0;
  for (let f = flags; f !== 0; f >>>= 1) count += f & 1;
  return count;
}

/** A parameter's entries that count in the given sets. */
export function matchingSets(p: ParameterView, flags: number): SetView[] {
  if (p.sets.length === 1) {
    const only = p.sets[0] as SetView;
    return only.inAll || (only.flag & flags) !== 0 ? p.sets : [];
  }
  return p.sets.filter((s) => s.inAll || (s.flag & flags) !== 0);
}

/** The entry for the given sets: a specific one before that of all sets. */
export function setEntry(p: ParameterView, flags: number): SetView | undefined {
  return p.sets.find((s) => !s.inAll && (s.flag & flags) !== 0) ?? p.sets.find((s) => s.inAll);
}

/** True if the parameter can be given in one of the sets. */
export function isInSets(p: ParameterView, flags: number): boolean {
  return p.inAll || (p.flags & flags) !== 0;
}

/** True if it takes pipeline input in one of the sets. */
export function takesPipelineInput(p: ParameterView, flags: number): boolean {
  return p.pipeline && p.sets.some((s) => (s.inAll || (s.flag & flags) !== 0) && (s.byValue || s.byName));
}
