/** Sessions to snapshot: hand-made and random ones, and a comparison of two sessions as graphs. */
import { declareVariable, Runspace, SessionRoot, setCell, Thread } from '../../../src/interpreter/machine/state.ts';
import { CheckpointEncoder, type EncodedCheckpoint, type Heap } from '../../../src/interpreter/snapshot/index.ts';
import { Code, ScriptBlock, SourceText } from '../../../src/interpreter/values/code.ts';
import {
  appendItem,
  PSArray,
  PSDictionaryEntry,
  PSHashtable,
  PSList,
  popItem,
  setItem,
  touchItems,
} from '../../../src/interpreter/values/collections.ts';
import { HeapObject, snapshotClass, snapshotClassOf, touch } from '../../../src/interpreter/values/heap.ts';
import { customObject, PSObject, Shape } from '../../../src/interpreter/values/object.ts';
import { AutomationNull, EnumValue, PSChar, PSNumber, TypeValue, type Value } from '../../../src/interpreter/values/value.ts';

/** A frame for tests: always written. */
export class TestFrame extends HeapObject {
  static readonly alwaysDirty = true;
  registers: unknown[] = [];
  caller: TestFrame | null = null;
}
snapshotClass('Test.Frame', 'heap', TestFrame);

/** A linked list's node. */
export class TestNode extends HeapObject {
  next: HeapObject | null = null;
  value: unknown = 0;
  cache: number[] | null = null;
}
snapshotClass('Test.Node', 'heap', TestNode, ['cache']);

/** A root with one runspace and one thread of two frames. */
export function smallRoot(): SessionRoot {
  const root = new SessionRoot();
  root.sessionId = 'test';
  const runspace = new Runspace();
  root.runspaces.push(runspace);
  const thread = new Thread(1, runspace);
  const outer = new TestFrame();
  const inner = new TestFrame();
  inner.caller = outer;
  thread.frame = inner as never;
  root.threads.push(thread);
  return root;
}

/** The global variable's cell. */
export function variable(root: SessionRoot, name: string): { value: Value | undefined } & HeapObject {
  return declareVariable(root.runspaces[0].globalScope, name);
}

/** Sets a global variable as the machine does. */
export function setVariable(root: SessionRoot, name: string, value: Value): void {
  setCell(declareVariable(root.runspaces[0].globalScope, name), value);
}

/** Encodes to the end. */
export function checkpoint(heap: Heap, root: SessionRoot, kind?: 'base' | 'delta'): EncodedCheckpoint {
  const encoder = new CheckpointEncoder(heap, root, { instructionSet: 1, ...(kind === undefined ? {} : { kind }) });
  if (encoder.step(() => false) !== 'done') throw new Error('not done');
  return encoder.result();
}

/** Makes code with a key of its own. */
export function makeCode(key: string, text: string, nested: Code[] = []): Code {
  const code = new Code();
  code.key = key;
  code.source = new SourceText(text, '/home/script.ps1');
  code.ops = Int32Array.from([1, 2, 3, 4]);
  code.consts = ['constant', 1.5, nested, { kind: 'descriptor', names: ['a'] }];
  code.end = text.length;
  return code;
}

/** A generator of pseudo-random numbers (mulberry32). */
export function randomFrom(seed: number): () => number {
  let a = seed;
  return () => {
    a = (a + 0x6d2b79f5) | 0;
    let t = Math.imul(a ^ (a >>> 15), 1 | a);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

/** A random graph that grows and changes the way scripts change it: through the marks of values/. */
export class RandomSession {
  readonly root = smallRoot();
  private readonly random: () => number;
  private readonly codes: Code[] = [];
  private serial = 0;

  constructor(seed: number) {
    this.random = randomFrom(seed);
    for (let i = 0; i < 6; i++) this.mutate();
  }

  private int(n: number): number {
    return Math.floor(this.random() * n);
  }

  private pick<T>(items: readonly T[]): T {
    return items[this.int(items.length)];
  }

  /** Objects held by variables, to change or to share. */
  private held(): HeapObject[] {
    const found: HeapObject[] = [];
    for (const cell of this.root.runspaces[0].globalScope.vars?.values() ?? []) {
      if (cell.value instanceof HeapObject) found.push(cell.value);
    }
    return found;
  }

  value(depth = 0): Value {
    const held = this.held();
    switch (this.int(depth > 3 ? 10 : 20)) {
      case 0:
        return null;
      case 1:
        return this.random() < 0.5;
      case 2:
        return this.int(400) - 200;
      case 3:
        return this.pick([2147483647, -2147483648, 0.5, -0, Number.NaN, Infinity, 1e300, 4294967296]);
      case 4:
        return this.pick(['', 'a', 'Schlüssel', '\ud800 lone', '日本語', 'x'.repeat(300), `s${this.int(50)}`]);
      case 5:
        return new PSNumber('Int64', BigInt(this.int(1e9)) * -12345678901n);
      case 6:
        return new PSChar(this.int(65536));
      case 7:
        return new TypeValue(this.pick(['System.Int32', 'System.String']));
      case 8:
        return AutomationNull;
      case 9:
        return held.length > 0 ? this.pick(held) : new EnumValue('System.DayOfWeek', 3);
      case 10:
        return new PSDictionaryEntry(this.value(depth + 2), this.value(depth + 2));
      case 11:
      case 12:
        return new PSArray(this.values(depth));
      case 13:
        return new PSList(this.values(depth), 'List', 'System.Int32');
      case 14: {
        const table = new PSHashtable(this.pick(['Hashtable', 'OrderedDictionary']));
        for (let n = this.int(6); n > 0; n--)
          table.set(this.pick<Value>([`K${this.int(9)}`, this.int(9), new PSChar(this.int(9))]), this.value(depth + 1));
        return table;
      }
      case 15:
        return customObject(
          [
            ['Name', this.value(depth + 1)],
            [`P${this.int(3)}`, this.value(depth + 1)],
          ],
          this.random() < 0.3 ? ['My.Type'] : null,
        );
      case 16:
        return new ScriptBlock(this.code());
      case 17: {
        const node = new TestNode();
        node.next = held.length > 0 ? this.pick(held) : null;
        node.value = this.pick<unknown>([
          new Set([1, 'b']),
          Uint8Array.of(1, 2, 3),
          new Float64Array([0.1]),
          new Map<unknown, unknown>([['k', { x: [1] }]]),
          123456789012345678901234567890n,
        ]);
        node.cache = [1];
        return node;
      }
      case 18: {
        const big = new PSArray([]);
        for (let n = 4000 + this.int(9000); n > 0; n--) big.items.push(n);
        return big;
      }
      default: {
        const big = new PSHashtable();
        for (let n = 4000 + this.int(6000); n > 0; n--) big.set(`key${n}`, n);
        return big;
      }
    }
  }

  private values(depth: number): Value[] {
    return Array.from({ length: this.int(5) }, () => this.value(depth + 1));
  }

  private code(): Code {
    if (this.codes.length > 0 && this.random() < 0.5) return this.pick(this.codes);
    const nested = this.codes.length > 0 && this.random() < 0.5 ? [this.pick(this.codes)] : [];
    const code = makeCode(`code${this.serial++}`, `{ ${this.int(4)} }`, nested);
    this.codes.push(code);
    return code;
  }

  /** One change. */
  mutate(): void {
    const { root } = this;
    const held = this.held();
    const frame = root.threads[0].frame as unknown as TestFrame;
    switch (this.int(6)) {
      case 0:
        frame.registers = this.values(1);
        return;
      case 1: {
        const top = new TestFrame();
        top.caller = this.random() < 0.5 ? frame : frame.caller;
        top.registers = [this.value(2)];
        root.threads[0].frame = top as never;
        return;
      }
      case 2:
        setVariable(root, `v${this.int(12)}`, this.value());
        return;
      default:
        if (held.length > 0) this.change(this.pick(held));
        else setVariable(root, `v${this.int(12)}`, this.value());
    }
  }

  private change(object: HeapObject): void {
    if (object instanceof PSArray || object instanceof PSList) {
      const n = object.items.length;
      switch (this.int(6)) {
        case 0:
          for (let i = this.int(5); i >= 0; i--) appendItem(object, this.value(2));
          return;
        case 1:
          for (let i = this.int(5); i >= 0; i--) popItem(object);
          return;
        case 2:
          object.items = object.items.slice(0, this.int(n + 1));
          touchItems(object);
          return;
        default:
          for (let i = this.int(5); n > 0 && i >= 0; i--) setItem(object, this.int(n), this.value(2));
      }
    } else if (object instanceof PSHashtable) {
      const keys = [...object.entries.values()].map((e) => e.key);
      for (let i = this.int(5); i >= 0; i--) {
        const r = this.random();
        if (r < 0.3 && keys.length > 0) object.delete(this.pick(keys));
        else if (r < 0.6 && keys.length > 0) object.set(this.pick(keys), this.value(2));
        else if (r < 0.63) for (const k of keys.slice(0, this.int(keys.length + 1))) object.delete(k);
        else if (r < 0.64) object.clear();
        else object.set(`new${this.serial++}`, this.value(2));
      }
    } else if (object instanceof PSObject) {
      object.set(`P${this.int(6)}`, this.value(2));
    } else if (object instanceof TestNode) {
      object.next = this.pick([...this.held(), null]);
      touch(object);
    }
  }
}

/** Compares two graphs: same structure, same sharing, same values. Answers the path of the first difference, or null. */
export function difference(a: unknown, b: unknown): string | null {
  const pairs = new Map<object, object>();
  const back = new Map<object, object>();
  const queue: [unknown, unknown, string][] = [[a, b, '$']];
  for (let i = 0; i < queue.length; i++) {
    const [x, y, path] = queue[i];
    if (typeof x !== 'object' || typeof y !== 'object' || x === null || y === null) {
      if (!Object.is(x, y)) return `${path}: ${String(x)} and ${String(y)}`;
      continue;
    }
    if (x.constructor !== y.constructor) return `${path}: ${x.constructor.name} and ${y.constructor.name}`;
    if (pairs.has(x)) {
      if (x instanceof HeapObject && pairs.get(x) !== y) return `${path}: shared once, apart now`;
      continue;
    }
    if (x instanceof HeapObject && back.has(y)) return `${path}: apart once, shared now`;
    pairs.set(x, y);
    back.set(y, x);
    if (x instanceof Shape) {
      if (x !== y) return `${path}: shapes differ`;
    } else if (x instanceof Map && y instanceof Map) {
      if (x.size !== y.size) return `${path}: sizes ${x.size} and ${y.size}`;
      const other = [...y];
      [...x].forEach(([k, v], n) => {
        queue.push([k, other[n][0], `${path}.key${n}`], [v, other[n][1], `${path}[${String(k)}]`]);
      });
    } else if (Array.isArray(x) && Array.isArray(y)) {
      // Holes come back as undefined.
      if (x.length !== y.length) return `${path}: lengths ${x.length} and ${y.length}`;
      for (let n = 0; n < x.length; n++) queue.push([x[n], y[n], `${path}[${n}]`]);
    } else if (x instanceof Set && y instanceof Set) {
      queue.push([[...x], [...y], `${path}.values`]);
    } else {
      const skip = ['id', 'dirtyList', 'page', ...(snapshotClassOf(x)?.transient ?? [])];
      const keys = Object.keys(x).filter((k) => !skip.includes(k));
      const others = Object.keys(y).filter((k) => !skip.includes(k));
      if (keys.length !== others.length) return `${path}: fields ${keys.slice(0, 20).join()} and ${others.slice(0, 20).join()}`;
      for (const k of keys) queue.push([(x as Record<string, unknown>)[k], (y as Record<string, unknown>)[k], `${path}.${k}`]);
    }
  }
  return null;
}
