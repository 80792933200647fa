/** Descriptors' tables written by signature: `{'int Next(int maxValue)': body}` becomes overloads by name. */
import type { NativeContext } from '../context.ts';
import type { MethodBody, MethodOverload, PropertyDescriptor } from '../descriptor.ts';
import { badArgument } from '../faults.ts';
import type { Value } from '../value.ts';

/** A method's name in its signature. */
function nameIn(signature: string): string {
  const head = signature.slice(0, signature.indexOf('('));
  return head.slice(head.lastIndexOf(' ') + 1);
}

/** Methods by name from bodies by signature; overloads of a name keep their order. */
export function methods(...tables: Record<string, MethodBody>[]): Record<string, MethodOverload[]> {
  const result: Record<string, MethodOverload[]> = {};
  for (const table of tables) {
    for (const [signature, body] of Object.entries(table)) {
      const name = nameIn(signature);
      result[name] ??= [];
      result[name].push({ signature, body });
    }
  }
  return result;
}

/** Constructors from bodies by parameter list, `{'int hours, int minutes': body}`. */
export function constructors(type: string, table: Record<string, MethodBody>): MethodOverload[] {
  return Object.entries(table).map(([parameters, body]) => ({ signature: `${type} new(${parameters})`, body }));
}

/** Read-only properties from getters by declaration, `{'int Day': getter}`. */
export function properties<T extends Value>(
  table: Record<string, (self: T, context: NativeContext) => Value>,
): Record<string, PropertyDescriptor> {
  const result: Record<string, PropertyDescriptor> = {};
  for (const [declaration, get] of Object.entries(table)) {
    const space = declaration.lastIndexOf(' ');
    const getter = get as PropertyDescriptor['get'];
    result[declaration.slice(space + 1)] = { type: declaration.slice(0, space), get: getter };
  }
  return result;
}

/** What a type that can be ordered has: CompareTo, Equals, Compare and the comparing operators. */
export interface Comparable {
  methods: Record<string, MethodBody>;
  statics: Record<string, MethodBody>;
  compare: (a: Value, b: Value) => number;
  equals: (a: Value, b: Value) => boolean;
}

/**
 * The members of an ordered type. `wrong`: text of the ArgumentException for another type's value. `names`: parameters of
 * the operators; `withCompare`: it has static Compare and Equals too.
 */
export function comparable<T extends object>(options: {
  short: string;
  ctor: abstract new (...args: never[]) => T;
  order: (a: T, b: T) => number;
  wrong: string;
  wrongParameter?: string;
  parameter?: string;
  names?: readonly [string, string];
  withCompare?: boolean;
}): Comparable {
  const { short, ctor, order } = options;
  const parameter = options.parameter ?? 'value';
  const [a, b] = options.names ?? ['left', 'right'];
  const compareTo: MethodBody = (self, [other]) => {
    if (other === null || other === undefined) return 1;
    if (!(other instanceof ctor)) throw badArgument(options.wrong, options.wrongParameter);
    return order(self as T, other);
  };
  const same: MethodBody = (self, [other]) => other instanceof ctor && order(self as T, other) === 0;
  const test =
    (check: (n: number) => boolean): MethodBody =>
    (_self, [x, y]) =>
      x instanceof ctor && y instanceof ctor ? check(order(x, y)) : check(x === y ? 0 : x === null ? -1 : 1);
  const both = `(${short} ${a}, ${short} ${b})`;
  const statics: Record<string, MethodBody> = {
    [`bool op_Equality${both}`]: test((n) => n === 0),
    [`bool op_GreaterThan${both}`]: test((n) => n > 0),
    [`bool op_GreaterThanOrEqual${both}`]: test((n) => n >= 0),
    [`bool op_Inequality${both}`]: test((n) => n !== 0),
    [`bool op_LessThan${both}`]: test((n) => n < 0),
    [`bool op_LessThanOrEqual${both}`]: test((n) => n <= 0),
  };
  if (options.withCompare === true) {
    statics[`int Compare${both}`] = (_self, [x, y]) => order(x as T, y as T);
    statics[`bool Equals${both}`] = (_self, [x, y]) => order(x as T, y as T) === 0;
  }
  return {
    methods: {
      [`int CompareTo(System.Object ${parameter})`]: compareTo,
      [`int CompareTo(${short} ${parameter})`]: compareTo,
      [`bool Equals(System.Object ${parameter})`]: same,
      [`bool Equals(${short} ${parameter})`]: same,
    },
    statics,
    compare: (x, y) => order(x as T, y as T),
    equals: (x, y) => x instanceof ctor && y instanceof ctor && order(x, y) === 0,
  };
}
