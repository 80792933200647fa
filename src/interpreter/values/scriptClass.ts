/** Classes and enums that scripts define, and their instances. */
import type { AttributeSpec, ParameterSpec, ScriptBlock } from './code.ts';
import { HeapObject, snapshotClass, touch } from './heap.ts';
import type { Value } from './value.ts';

/** A property of a script class. Plain data, owned by its class. */
export interface ScriptProperty {
  name: string;
  /** Type as resolved, full name; `System.Object` when none was written. */
  type: string;
  isStatic: boolean;
  isHidden: boolean;
  attributes: AttributeSpec[];
  /** Block that yields the initial value, or null. Run with $this = the instance. */
  initializer: ScriptBlock | null;
}

/** A method or constructor (name = class's name) of a script class. Plain data, owned by its class. */
export interface ScriptMethod {
  name: string;
  /** `System.Void` for [void], constructors and none. */
  returnType: string;
  isStatic: boolean;
  isHidden: boolean;
  parameters: ParameterSpec[];
  attributes: AttributeSpec[];
  /** Its body; what it outputs is what `return` returned (at most one value, not enumerated). */
  block: ScriptBlock;
  /** Constructor with `: base(…)`: a block with the same parameters that outputs one array of the arguments; else null. */
  baseArguments: ScriptBlock | null;
}

/** A class or enum defined by a script: the value of its type literal. */
export class ScriptClass extends HeapObject {
  name: string;
  kind: 'class' | 'enum';
  /** Base class if defined by a script, else null. */
  baseClass: ScriptClass | null;
  /** Full name of the nearest .NET base: `System.Object`, `System.Exception`, … For an enum its underlying type, `System.Int32`. */
  baseType: string;
  /** Full names of interfaces. */
  interfaces: string[];
  attributes: AttributeSpec[];
  properties: ScriptProperty[];
  /** Methods, in order of definition. */
  methods: ScriptMethod[];
  constructors: ScriptMethod[];
  /** Static constructor, or null; run before first use together with the static initialisers. */
  staticConstructor: ScriptMethod | null;
  /** Values of static properties by lower-case name. */
  statics: Map<string, Value>;
  /** 'none': statics not yet initialised. */
  staticState: 'none' | 'running' | 'done';
  /** Enum: names and numbers in order. */
  enumNames: [string, number | bigint][];
  isFlags: boolean;
  /** Properties of instances by lower-case name, as far as they were asked for: a cache. */
  found: Map<string, ScriptProperty> | null;
  /** Fields of a new instance, each name followed by its value: a cache. */
  blank: (string | Value)[] | null;
  /** Those that begin with a constant, in the same way: a cache. */
  constants: (string | Value)[] | null;
  constructor(name = '', kind: 'class' | 'enum' = 'class') {
    super();
    this.name = name;
    this.kind = kind;
    this.baseClass = null;
    this.baseType = kind === 'enum' ? 'System.Int32' : 'System.Object';
    this.interfaces = [];
    this.attributes = [];
    this.properties = [];
    this.methods = [];
    this.constructors = [];
    this.staticConstructor = null;
    this.statics = new Map();
    this.staticState = 'none';
    this.enumNames = [];
    this.isFlags = false;
    this.found = null;
    this.blank = null;
    this.constants = null;
  }
  /** The class's name, which also tells its values apart as dictionary keys. */
  override toString(): string {
    return this.name;
  }
}
snapshotClass('ScriptClass', 'heap', ScriptClass, ['found', 'blank', 'constants']);

/** An instance of a script class. */
export class ScriptObject extends HeapObject {
  type: ScriptClass;
  /** Property values by lower-case name, inherited ones included. */
  fields: Map<string, Value>;
  /** The .NET part where a base class is one (a list, a table, an exception …), else null. */
  base: HeapObject | null;
  constructor(type: ScriptClass = new ScriptClass(), base: HeapObject | null = null) {
    super();
    this.type = type;
    this.fields = new Map();
    const { blank } = type;
    if (blank !== null) for (let i = 0; i < blank.length; i += 2) this.fields.set(blank[i] as string, blank[i + 1] as Value);
    this.base = base;
  }
}
snapshotClass('ScriptObject', 'heap', ScriptObject);

/** Sets a field without conversion or checks. */
export function setField(object: ScriptObject, lower: string, value: Value): void {
  object.fields.set(lower, value);
  touch(object);
}

/** True if the class is `other` or derives from it. */
export function derivesFrom(type: ScriptClass, other: ScriptClass): boolean {
  for (let c: ScriptClass | null = type; c !== null; c = c.baseClass) if (c === other) return true;
  return false;
}

/** A value of a script enum: identity of the type is its class. */
export class ScriptEnumValue {
  readonly type: ScriptClass;
  readonly value: number | bigint;
  constructor(type: ScriptClass = undefined as unknown as ScriptClass, value: number | bigint = 0) {
    this.type = type;
    this.value = value;
  }
}
snapshotClass('ScriptEnumValue', 'value', ScriptEnumValue);
