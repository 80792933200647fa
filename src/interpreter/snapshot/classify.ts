/** What kind of thing an object is to the snapshot. */
import './builtins.ts';
import { Unwinding } from '../machine/frames.ts';
import { Runspace, SessionRoot, Thread } from '../machine/state.ts';
import { Code, SourceText } from '../values/code.ts';
import { PSArray, PSHashtable, PSList } from '../values/collections.ts';
import { type SnapshotClass, snapshotClassOf } from '../values/heap.ts';
import { Shape } from '../values/object.ts';

/** Kinds of objects. */
export const Kind = { Heap: 0, Value: 1, Array: 2, Plain: 3, Map: 4, Set: 5, Typed: 6, Code: 7, Source: 8, Shape: 9 } as const;

/** What is known of all objects with one prototype. */
export interface TypeInfo {
  readonly kind: (typeof Kind)[keyof typeof Kind];
  /** Small number, for tables by type. */
  readonly index: number;
  /** Registration; null for owned structures. */
  readonly entry: SnapshotClass | null;
  /** Written in every checkpoint that reaches it: the root, runspaces ($? changes all the time), threads and frames. */
  readonly always: boolean;
  readonly isThread: boolean;
  /** The field that is written in pages when large, or ''. */
  readonly paged: '' | 'items' | 'entries';
  /** Fields that are not written. */
  readonly skip: ReadonlySet<string>;
  /** Position in {@link TYPED_ARRAYS}, or -1. */
  readonly typed: number;
}

/** Any typed array's class. */
export type TypedArrayClass =
  | Uint8ArrayConstructor
  | Int8ArrayConstructor
  | Uint8ClampedArrayConstructor
  | Int16ArrayConstructor
  | Uint16ArrayConstructor
  | Int32ArrayConstructor
  | Uint32ArrayConstructor
  | Float32ArrayConstructor
  | Float64ArrayConstructor
  | BigInt64ArrayConstructor
  | BigUint64ArrayConstructor;

/** Typed arrays in order of their numbers in the format. */
export const TYPED_ARRAYS: readonly TypedArrayClass[] = [
  Uint8Array,
  Int8Array,
  Uint8ClampedArray,
  Int16Array,
  Uint16Array,
  Int32Array,
  Uint32Array,
  Float32Array,
  Float64Array,
  BigInt64Array,
  BigUint64Array,
];

/** Classes whose objects the machine changes without a mark, beside those with a static `alwaysDirty`. */
const UNMARKED = [SessionRoot, Runspace, Thread, Unwinding];

const NONE: ReadonlySet<string> = new Set();

/** Facts about prototypes: a cache of what the registrations say. Only positive answers are kept. */
const infos = new Map<object | null, TypeInfo>();

function add(proto: object | null, kind: TypeInfo['kind'], more: Partial<TypeInfo> = {}): TypeInfo {
  const info: TypeInfo = {
    kind,
    index: infos.size,
    entry: null,
    always: false,
    isThread: false,
    paged: '',
    skip: NONE,
    typed: -1,
    ...more,
  };
  infos.set(proto, info);
  return info;
}
add(Array.prototype, Kind.Array);
add(Object.prototype, Kind.Plain);
add(null, Kind.Plain);
add(Map.prototype, Kind.Map);
add(Set.prototype, Kind.Set);
TYPED_ARRAYS.forEach((ctor, typed) => {
  add(ctor.prototype, Kind.Typed, { typed });
});

/** The type of an object, or undefined if snapshots can't hold it. */
export function typeInfo(object: object): TypeInfo | undefined {
  const proto: object | null = Object.getPrototypeOf(object);
  return infos.get(proto) ?? classInfo(object, proto);
}

function classInfo(object: object, proto: object | null): TypeInfo | undefined {
  if (proto === null || !Object.hasOwn(proto, 'constructor')) return undefined;
  if (proto === Shape.prototype) return add(proto, Kind.Shape);
  const entry = snapshotClassOf(proto);
  if (entry === undefined || entry.ctor.prototype !== proto) return undefined;
  const kind =
    object instanceof Code ? Kind.Code : object instanceof SourceText ? Kind.Source : entry.kind === 'heap' ? Kind.Heap : Kind.Value;
  const isThread = object instanceof Thread;
  return add(proto, kind, {
    entry,
    isThread,
    always: isThread || UNMARKED.some((c) => object instanceof c) || (entry.ctor as { alwaysDirty?: boolean }).alwaysDirty === true,
    paged: object instanceof PSArray || object instanceof PSList ? 'items' : object instanceof PSHashtable ? 'entries' : '',
    skip: new Set(kind === Kind.Heap ? ['id', 'dirtyList', ...entry.transient] : entry.transient),
  });
}

/** What a thing that can't be stored is, in words. */
export function describe(value: unknown): string {
  if (typeof value === 'function') return `a function${value.name === '' ? '' : ` '${value.name}'`}`;
  if (typeof value === 'symbol') return 'a symbol';
  if (typeof value !== 'object' || value === null) return `a ${typeof value}`;
  const name: unknown = Object.getPrototypeOf(value)?.constructor?.name;
  const tag = Object.prototype.toString.call(value).slice(8, -1);
  return `an object of class ${typeof name === 'string' && name !== '' && name !== 'Object' ? name : tag}, which is not registered with snapshotClass`;
}
