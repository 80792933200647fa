/** Layouts: lists of field names, each written once in a stream and referred to by its number. */
import { type SnapshotClass, snapshotClassByName } from '../values/heap.ts';
import { type Shape, shapeOf } from '../values/object.ts';
import { ByteReader, ByteWriter } from './bytes.ts';
import type { TypeInfo } from './classify.ts';
import { SnapshotError } from './errors.ts';
import { LayoutKind } from './format.ts';
import type { StringTable } from './strings.ts';

/** How one class's instances with the same own keys are written. */
export interface ClassLayout {
  readonly number: number;
  /** All own keys of the instances, in order. */
  readonly keys: readonly string[];
  /** Those that are written. */
  readonly names: readonly string[];
}

interface Node {
  layout: number;
  next: Map<string, Node> | null;
}

/** Gives layouts their numbers and writes them down. */
export class LayoutTable {
  readonly out = new ByteWriter(256);
  count = 0;
  /** Stable names of the classes met. */
  readonly classes = new Set<string>();
  private readonly strings: StringTable;
  private readonly plain: Node = { layout: -1, next: null };
  private readonly byType: (ClassLayout[] | undefined)[] = [];
  private readonly shapes = new Map<Shape, number>();

  constructor(strings: StringTable) {
    this.strings = strings;
  }

  /** The layout of a registered class's instance, whose own keys are given. */
  ofInstance(info: TypeInfo, keys: string[]): ClassLayout {
    let list = this.byType[info.index];
    if (list === undefined) {
      list = [];
      this.byType[info.index] = list;
    }
    for (const layout of list) if (sameKeys(layout.keys, keys)) return layout;
    const names = keys.filter((k) => !info.skip.has(k));
    const entry = info.entry as SnapshotClass;
    this.classes.add(entry.name);
    const layout: ClassLayout = {
      number: this.write(entry.kind === 'heap' ? LayoutKind.Heap : LayoutKind.Value, entry.name, names),
      keys,
      names,
    };
    list.push(layout);
    return layout;
  }

  /** The number of a plain object's layout. */
  ofPlain(keys: readonly string[]): number {
    let node = this.plain;
    for (const key of keys) {
      node.next ??= new Map();
      let next = node.next.get(key);
      if (next === undefined) {
        next = { layout: -1, next: null };
        node.next.set(key, next);
      }
      node = next;
    }
    if (node.layout < 0) node.layout = this.write(LayoutKind.Plain, '', keys);
    return node.layout;
  }

  ofShape(shape: Shape): number {
    let n = this.shapes.get(shape);
    if (n === undefined) {
      n = this.write(LayoutKind.Shape, '', shape.names);
      this.shapes.set(shape, n);
    }
    return n;
  }

  private write(kind: number, className: string, names: readonly string[]): number {
    const { out, strings } = this;
    out.u8(kind);
    if (className !== '') out.varint(strings.number(className));
    out.varint(names.length);
    for (const name of names) out.varint(strings.number(name));
    return this.count++;
  }
}

function sameKeys(a: readonly string[], b: readonly string[]): boolean {
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}

/** A layout as read. */
export interface Layout {
  readonly kind: number;
  readonly className: string;
  readonly names: readonly string[];
  /** The class, once asked for by {@link classOf}. */
  entry: SnapshotClass | null;
  shape: Shape | null;
}

/** Reads all layouts of a stream. */
export function readLayouts(bytes: Uint8Array, strings: readonly string[]): Layout[] {
  const reader = new ByteReader(bytes);
  const layouts: Layout[] = [];
  const text = (): string => {
    const s = strings[reader.varint()];
    if (s === undefined) throw new RangeError('no such string');
    return s;
  };
  while (reader.position < bytes.length) {
    const kind = reader.u8();
    const className = kind === LayoutKind.Heap || kind === LayoutKind.Value ? text() : '';
    const names: string[] = [];
    for (let n = reader.varint(); n > 0; n--) names.push(text());
    layouts.push({ kind, className, names, entry: null, shape: kind === LayoutKind.Shape ? shapeOf(names) : null });
  }
  return layouts;
}

/** The class of a layout. Throws SnapshotError 'missing-class' when its module is not loaded. */
export function classOf(layout: Layout): SnapshotClass {
  layout.entry ??= snapshotClassByName(layout.className) ?? null;
  if (layout.entry === null) {
    throw new SnapshotError(
      'missing-class',
      `The checkpoint needs the class '${layout.className}', which this build does not have or has not loaded.`,
    );
  }
  return layout.entry;
}
