/**
 * How a .NET-shaped type is described. One file a type in values/types/, loaded when first named.
 *
 * Signatures are written as Get-Member shows them, e.g. `string Substring(int startIndex, int length)`; overloads are chosen by
 * the parameter types (values/overloads.ts), converted, and passed as `args` in order.
 */
import type { NativeContext } from './context.ts';
import type { Value } from './value.ts';

/** Body of a method; `self` is null for statics. Throws TerminatingError or {@link DotNetError}. */
export type MethodBody = (self: Value, args: Value[], context: NativeContext) => Value | undefined;

/** One overload. `undefined` as result means void. */
export interface MethodOverload {
  /** Signature in Get-Member's form. `params object[] args`, `[ref]`-like `ref int x` and `out int x` are understood. */
  signature: string;
  body: MethodBody;
}

/** A property. Without `set` it is read-only. */
export interface PropertyDescriptor {
  /** Type as Get-Member shows it, e.g. `int`. */
  type: string;
  get: (self: Value, context: NativeContext) => Value;
  set?: (self: Value, value: Value, context: NativeContext) => void;
}

/** An exception thrown by a .NET-shaped member: the machine wraps it in MethodInvocationException as PowerShell does. */
export class DotNetError extends Error {
  readonly typeName: string;
  constructor(typeName: string, message: string) {
    super(message);
    this.typeName = typeName;
  }
}

/** A .NET-shaped type. */
export interface TypeDescriptor {
  /** Full name, e.g. `System.DateTime`; generics as `System.Collections.Generic.List`1`. */
  name: string;
  /** Type accelerators, lower case: `['datetime']`. */
  accelerators?: string[];
  base?: string;
  interfaces?: string[];
  isValueType?: boolean;
  isAbstract?: boolean;
  isSealed?: boolean;
  isStatic?: boolean;
  /** Enum: names and numbers in order of number; `flags` for [Flags]. */
  enumNames?: Record<string, number>;
  isFlags?: boolean;
  /** JS class of its instances when it has one of its own (else `is`). */
  ctor?: abstract new (
    ...args: never[]
  ) => object;
  properties?: Record<string, PropertyDescriptor>;
  methods?: Record<string, MethodOverload[]>;
  staticProperties?: Record<string, PropertyDescriptor>;
  staticMethods?: Record<string, MethodOverload[]>;
  /** `signature` e.g. `datetime new(int year, int month, int day)`. */
  constructors?: MethodOverload[];
  /** ToString(): current culture where .NET's is culture-sensitive. */
  toText?: (self: Value, context: NativeContext) => string;
  /** IFormattable. */
  format?: (self: Value, format: string, context: NativeContext) => string;
  /** Equals for value types; absent = identity. */
  equals?: (a: Value, b: Value) => boolean;
  /** IComparable; throws DotNetError if not comparable. */
  compare?: (a: Value, b: Value) => number;
  /** Conversion to this type from another value (TypeConverter, Parse, op_Implicit); undefined = can't. */
  convertFrom?: (value: Value, context: NativeContext) => Value | undefined;
  /** Conversion from this type to another named type; undefined = can't. */
  convertTo?: (value: Value, targetType: string, context: NativeContext) => Value | undefined;
  /** Binary operators: 'op_Addition', 'op_Subtraction', …; undefined = not defined for that right side. */
  operators?: Record<string, (a: Value, b: Value, context: NativeContext) => Value | undefined>;
  /** IEnumerable (as the pipeline enumerates): the items, or null. */
  enumerate?: (self: Value) => readonly Value[] | null;
  /** Indexer. */
  getItem?: (self: Value, index: Value[], context: NativeContext) => Value | undefined;
  setItem?: (self: Value, index: Value[], value: Value, context: NativeContext) => void;
  /** Names for DefaultDisplayPropertySet, etc. are formatting's; members of types.ps1xml go here. */
  scriptMembers?: import('./heap.ts').PSMember[];
}
