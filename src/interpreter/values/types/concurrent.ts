/**
 * System.Collections.Concurrent's bag, queue and stack, and PriorityQueue. Threads of a session take turns, so that no lock is needed:
 * what remains is their members.
 */
import { PSArray } from '../collections.ts';
import type { NativeContext } from '../context.ts';
import { enumerate } from '../enumerate.ts';
import { badArgument, invalidOperation } from '../faults.ts';
import { HeapObject, snapshotClass, touch } from '../heap.ts';
import { ScriptObject } from '../scriptClass.ts';
import { splitClosedName } from '../typeSyntax.ts';
import type { TypeValue, Value } from '../value.ts';
import { orderBy, PSComparer } from './comparers.ts';
import { m, out } from './define.ts';
import { PSEnumerator } from './enumerators.ts';
import { registerType } from './registry.ts';
import { methods, properties } from './tables.ts';

/** A bag, queue or stack. The items stand in order of their adding. */
export class PSBag extends HeapObject {
  kind: 'ConcurrentBag' | 'ConcurrentQueue' | 'ConcurrentStack';
  elementType: string;
  items: Value[];
  constructor(kind: PSBag['kind'] = 'ConcurrentBag', elementType = 'System.Object', items: Value[] = []) {
    super();
    this.kind = kind;
    this.elementType = elementType;
    this.items = items;
  }
}
snapshotClass('ConcurrentBag', 'heap', PSBag);

/** A PriorityQueue: a heap of four children a node, as .NET's, whose order among equals shows. */
export class PSPriorityQueue extends HeapObject {
  elementType: string;
  priorityType: string;
  comparer: Value;
  nodes: { element: Value; priority: Value }[] = [];
  constructor(elementType = 'System.Object', priorityType = 'System.Object', comparer: Value = null) {
    super();
    this.elementType = elementType;
    this.priorityType = priorityType;
    this.comparer = comparer;
  }
}
snapshotClass('PriorityQueue', 'heap', PSPriorityQueue);

const C = 'System.Collections.Concurrent';
const args = (self: Value): string[] => splitClosedName((self as TypeValue).name)?.args ?? [];
const bag = (v: Value): PSBag => v as PSBag;
const inOrder = (b: PSBag): Value[] => (b.kind === 'ConcurrentQueue' ? b.items : [...b.items].reverse());

function add(self: Value, v: Value | undefined): undefined {
  bag(self).items.push(v ?? null);
  touch(bag(self));
  return undefined;
}

function tryTake(self: Value, ref: Value | undefined, keep: boolean): boolean {
  const { items, kind } = bag(self);
  const first = kind === 'ConcurrentQueue';
  const v = first ? items[0] : items[items.length - 1];
  out(ref, v ?? null);
  if (v === undefined) return false;
  if (!keep) {
    if (first) items.shift();
    else items.pop();
    touch(bag(self));
  }
  return true;
}

for (const kind of ['ConcurrentBag', 'ConcurrentQueue', 'ConcurrentStack'] as const) {
  const [put, take] = {
    ConcurrentBag: ['Add', 'TryTake'],
    ConcurrentQueue: ['Enqueue', 'TryDequeue'],
    ConcurrentStack: ['Push', 'TryPop'],
  }[kind];
  registerType({
    name: `${C}.${kind}\`1`,
    typeParameters: ['T'],
    ...(kind === 'ConcurrentBag'
      ? { ctor: PSBag, nameOf: (v: object) => `${C}.${(v as PSBag).kind}\`1[${(v as PSBag).elementType}]` }
      : {}),
    interfaces: ['System.Collections.ICollection', 'System.Collections.Generic.IReadOnlyCollection`1[T]'],
    properties: properties<PSBag>({ 'int Count': (s) => s.items.length, 'bool IsEmpty': (s) => s.items.length === 0 }),
    enumerate: (self) => inOrder(bag(self)),
    methods: methods({
      [`void ${put}(T item)`]: (self, [v]) => add(self, v),
      [`bool ${take}([ref] T result)`]: (self, [ref]) => tryTake(self, ref, false),
      'bool TryPeek([ref] T result)': (self, [ref]) => tryTake(self, ref, true),
      'void Clear()': (self) => {
        bag(self).items = [];
        touch(bag(self));
        return undefined;
      },
      'T[] ToArray()': (self) => new PSArray([...inOrder(bag(self))], bag(self).elementType),
      'System.Collections.Generic.IEnumerator[T] GetEnumerator()': (self) => new PSEnumerator([...inOrder(bag(self))]),
    }),
    constructors: [
      m(`${C}.${kind}[T] new()`, (self) => new PSBag(kind, args(self)[0])),
      m(
        `${C}.${kind}[T] new(System.Collections.Generic.IEnumerable[T] collection)`,
        (self, [items]) => new PSBag(kind, args(self)[0], [...(enumerate(items ?? null) ?? [])]),
      ),
    ],
  });
}

const q = (v: Value): PSPriorityQueue => v as PSPriorityQueue;
const less = (self: Value, a: Value, b: Value, ctx: NativeContext): boolean => orderBy(q(self).comparer, a, b, ctx) < 0;

type Node = PSPriorityQueue['nodes'][number];

/**
 * The nodes to work on. An order that script code decides may interrupt the work, which is done again then: it is done on a copy, and
 * the queue changes when all is decided.
 */
function workingNodes({ comparer, nodes }: PSPriorityQueue): Node[] {
  const byScript = !(comparer === null || comparer instanceof PSComparer) || nodes[0]?.priority instanceof ScriptObject;
  return byScript ? [...nodes] : nodes;
}

/** Moves a node up to its place. */
function up(self: Value, nodes: Node[], node: Node, from: number, ctx: NativeContext): void {
  let i = from;
  while (i > 0) {
    const parent = (i - 1) >> 2;
    const above = nodes[parent] as Node;
    if (!less(self, node.priority, above.priority, ctx)) break;
    nodes[i] = above;
    i = parent;
  }
  nodes[i] = node;
}

/** Moves a node down to its place. */
function down(self: Value, nodes: Node[], node: Node, ctx: NativeContext): void {
  let i = 0;
  for (let child = 1; child < nodes.length; child = 4 * i + 1) {
    let least = child;
    for (let k = child + 1; k < Math.min(child + 4, nodes.length); k++) {
      if (less(self, (nodes[k] as Node).priority, (nodes[least] as Node).priority, ctx)) least = k;
    }
    const lowest = nodes[least] as Node;
    if (!less(self, lowest.priority, node.priority, ctx)) break;
    nodes[i] = lowest;
    i = least;
  }
  nodes[i] = node;
}

function enqueue(self: Value, element: Value | undefined, priority: Value | undefined, ctx: NativeContext): undefined {
  const queue = q(self);
  const node = { element: element ?? null, priority: priority ?? null };
  const nodes = workingNodes(queue);
  nodes.push(node);
  up(self, nodes, node, nodes.length - 1, ctx);
  queue.nodes = nodes;
  touch(queue);
  return undefined;
}

function dequeue(self: Value, ctx: NativeContext): Node | undefined {
  const queue = q(self);
  const nodes = workingNodes(queue);
  const root = nodes[0];
  if (root === undefined) return undefined;
  const last = nodes.pop() as Node;
  if (nodes.length > 0) down(self, nodes, last, ctx);
  queue.nodes = nodes;
  touch(queue);
  return root;
}

/** Takes the first one of the queue and a new one; the queue has as many as before. */
function enqueueDequeue(self: Value, element: Value, priority: Value, ctx: NativeContext): Value {
  const queue = q(self);
  const nodes = workingNodes(queue);
  const root = nodes[0];
  if (root === undefined || orderBy(queue.comparer, priority, root.priority, ctx) <= 0) return element;
  down(self, nodes, { element, priority }, ctx);
  queue.nodes = nodes;
  touch(queue);
  return root.element;
}

const PQ = 'System.Collections.Generic.PriorityQueue';
registerType({
  name: `${PQ}\`2`,
  typeParameters: ['TElement', 'TPriority'],
  ctor: PSPriorityQueue,
  nameOf: (v) => `${PQ}\`2[${(v as PSPriorityQueue).elementType},${(v as PSPriorityQueue).priorityType}]`,
  properties: properties<PSPriorityQueue>({ 'int Count': (s) => s.nodes.length }),
  methods: methods({
    'void Clear()': (self) => {
      q(self).nodes = [];
      touch(q(self));
      return undefined;
    },
    'TElement Dequeue()': (self, _a, ctx) => {
      const node = dequeue(self, ctx);
      if (node === undefined) throw invalidOperation('Queue empty.');
      return node.element;
    },
    'void Enqueue(TElement element, TPriority priority)': (self, [e, p], ctx) => enqueue(self, e, p, ctx),
    'TElement EnqueueDequeue(TElement element, TPriority priority)': (self, [e, p], ctx) => enqueueDequeue(self, e ?? null, p ?? null, ctx),
    'TElement Peek()': (self) => {
      const first = q(self).nodes[0];
      if (first === undefined) throw invalidOperation('Queue empty.');
      return first.element;
    },
    'bool TryDequeue([ref] TElement element, [ref] TPriority priority)': (self, [e, p], ctx) => {
      const node = dequeue(self, ctx);
      out(e, node?.element ?? null);
      out(p, node?.priority ?? null);
      return node !== undefined;
    },
    'bool TryPeek([ref] TElement element, [ref] TPriority priority)': (self, [e, p]) => {
      const node = q(self).nodes[0];
      out(e, node?.element ?? null);
      out(p, node?.priority ?? null);
      return node !== undefined;
    },
  }),
  constructors: [
    m(`${PQ}[TElement,TPriority] new()`, (self) => new PSPriorityQueue(args(self)[0], args(self)[1])),
    m(`${PQ}[TElement,TPriority] new(int initialCapacity)`, (self, [n]) => {
      if (Number(n) < 0) throw badArgument('Non-negative number required.', 'initialCapacity');
      return new PSPriorityQueue(args(self)[0], args(self)[1]);
    }),
    m(
      `${PQ}[TElement,TPriority] new(System.Collections.Generic.IComparer[TPriority] comparer)`,
      (self, [c]) => new PSPriorityQueue(args(self)[0], args(self)[1], c ?? null),
    ),
  ],
});
