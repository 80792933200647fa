/**
 * Writes a checkpoint: the state of a session as one sequence of bytes, in steps.
 *
 * The machine must be paused from the first step until `done` or `abort`. A base holds everything that is reachable; a delta holds
 * the root, the runspaces, the threads and their frames (the machine changes these without a mark), what is in the heap's dirty list and what is
 * newly reachable from all these. An object that is clean is named by its id and not looked into.
 *
 * While encoding, an object that was taken up points to the list that will mean *clean* once the checkpoint is complete. That
 * is the only mark; {@link CheckpointEncoder.abort} takes it off again and gives back the ids, so that the state is as if the
 * checkpoint had never been begun.
 */
import type { SessionRoot } from '../machine/state.ts';
import type { Code, SourceText } from '../values/code.ts';
import type { PSArray, PSHashtable, PSList, TableEntry } from '../values/collections.ts';
import type { HeapObject } from '../values/heap.ts';
import { ByteWriter } from './bytes.ts';
import { type TypeInfo, typeInfo } from './classify.ts';
import { CodeCollector } from './codes.ts';
import { SnapshotError } from './errors.ts';
import { RecordType, type SnapshotNeeds } from './format.ts';
import type { Heap } from './heap.ts';
import { chunkArray, type Job, type PageSink, writeEntries, writeItems } from './pages.ts';
import { SealedStream } from './stream.ts';
import { type ValueSink, ValueWriter } from './valueWriter.ts';
import { walk } from './walk.ts';

/** What a caller decides about a checkpoint. */
export interface EncodeOptions {
  /** Number of the instruction set of the session's code. */
  instructionSet: number;
  /** Default: what {@link Heap.nextKind} advises. */
  kind?: 'base' | 'delta';
  /** Native cmdlets in the middle of their work, with the versions of their states, and modules to import before decoding. Asked at the first step. */
  needs?: () => { cmdlets?: Record<string, number>; modules?: string[] };
  /** 'share': code is not written, `shared` of the encoder holds it; for decoding in the same process. */
  codes?: 'write' | 'share';
}

/** A finished checkpoint. */
export interface EncodedCheckpoint {
  kind: 'base' | 'delta';
  /** Number of the checkpoint in its session, counted from 1. */
  number: number;
  bytes: Uint8Array<ArrayBuffer>;
  /** Code objects and source texts that are not in the store yet, by key. */
  codes: Map<string, Uint8Array<ArrayBuffer>>;
  /** Every key that it refers to, directly or not. With a base, what else is in the store may be deleted. */
  codeKeys: string[];
}

/** How an object was before it was taken up. */
const Before = { New: 0, Dirty: 1, Clean: 2 } as const;

/** Work units between two looks at the deadline; an object is one and one more per 256 bytes. */
const UNITS = 64;

type Phase = 'start' | 'graph' | 'threads' | 'codes' | 'strings' | 'assemble' | 'seal' | 'done' | 'aborted';

/** Encodes one checkpoint of one session. */
export class CheckpointEncoder implements ValueSink, PageSink {
  readonly values = new ValueWriter(this);
  readonly assigned: TableEntry[] = [];
  readonly newPages: Map<PSArray | PSList | PSHashtable, number[] | null> = new Map();
  readonly kind: 'base' | 'delta';

  private readonly heap: Heap;
  private readonly root: SessionRoot;
  private readonly options: EncodeOptions;
  /** What `dirtyList` of an object is that is taken up or clean. */
  private readonly clean: HeapObject[];
  /** The same for objects that are always written: they are dirty again at the end. Also the list of them. */
  private readonly always: HeapObject[] = [];
  private readonly threads: HeapObject[] = [];
  /** How many of the threads were reached from the root; -1 while unknown. */
  private reached = -1;
  private readonly alwaysNew: boolean[] = [];
  private readonly queue: HeapObject[] = [];
  private readonly before: number[] = [];
  private next = 0;
  private nextAlways = 0;
  private readonly jobs: Job[] = [];
  private readonly spills = new Map<object, number>();
  private readonly directory = new ByteWriter(1024);
  private records = 0;
  private lastId = 0;
  private readonly firstId: number;
  private phase: Phase = 'start';
  private sealed: SealedStream | null = null;
  private needs: SnapshotNeeds | null = null;
  private readonly collector: CodeCollector;

  /** Nothing is read or changed before the first step. */
  constructor(heap: Heap, root: SessionRoot, options: EncodeOptions) {
    this.heap = heap;
    this.root = root;
    this.options = options;
    this.kind = options.kind ?? heap.nextKind();
    if (this.kind === 'delta' && heap.needsBase) throw new SnapshotError('corrupt', 'A delta needs a base that is stored.');
    this.clean = this.kind === 'base' ? [] : heap.dirty;
    this.firstId = heap.nextId;
    this.collector = new CodeCollector(heap.codes, options.codes === 'share');
  }

  /** With `codes: 'share'`: code and source texts by the number in their keys. */
  get shared(): readonly object[] {
    return this.collector.shared;
  }

  /**
   * Works until done or until `expired` answers true. Throws SnapshotError; the checkpoint is then aborted already.
   */
  step(expired: () => boolean): 'more' | 'done' {
    if (this.phase === 'aborted') throw new SnapshotError('corrupt', 'The checkpoint was aborted.');
    try {
      let units = UNITS;
      while (this.unfinished) {
        units -= this.unit();
        if (units <= 0) {
          if (expired() && this.unfinished) return 'more';
          units = UNITS;
        }
      }
      return 'done';
    } catch (error) {
      return this.fail(error);
    }
  }

  /** Aborts because of an error and throws it, with the path where that can be found. */
  private fail(error: unknown): never {
    this.abort();
    // The encoder knows the object but not the way to it; the walk finds the way.
    if (error instanceof SnapshotError && error.code === 'unsupported') walk(this.root);
    throw error;
  }

  /** Gives the checkpoint up, at any time before it is done: objects, ids and dirty marks are as before. */
  abort(): void {
    if (this.phase === 'done' || this.phase === 'aborted') return;
    this.phase = 'aborted';
    const { heap, queue, before } = this;
    for (let i = 0; i < queue.length; i++) {
      const object = queue[i];
      object.dirtyList = before[i] === Before.Clean ? heap.dirty : null;
      if (before[i] === Before.New) object.id = 0;
    }
    this.always.forEach((object, i) => {
      object.dirtyList = null;
      if (this.alwaysNew[i]) object.id = 0;
    });
    for (const entry of this.assigned) entry.page = 0;
    heap.nextId = this.firstId;
  }

  /** The finished checkpoint. */
  result(): EncodedCheckpoint {
    if (this.phase !== 'done' || this.sealed === null) throw new SnapshotError('corrupt', 'The checkpoint is not finished.');
    const codeKeys = this.needs?.codes ?? [];
    return { kind: this.kind, number: this.heap.number, bytes: this.sealed.bytes, codes: this.collector.written, codeKeys };
  }

  /** The bytes of a checkpoint that is then aborted: for a copy that changes nothing. Throws SnapshotError. */
  preview(): Uint8Array<ArrayBuffer> {
    try {
      while (this.phase !== 'seal') this.unit();
    } catch (error) {
      this.fail(error);
    }
    this.abort();
    return (this.sealed as unknown as SealedStream).seal();
  }

  private get unfinished(): boolean {
    return this.phase !== 'done';
  }

  /** One piece of work; its size in units. */
  private unit(): number {
    switch (this.phase) {
      case 'start':
        this.start();
        return 1;
      case 'graph':
        return this.graph();
      case 'threads':
        // A thread that left the root's list since the last checkpoint may still be held by a job: store how it ended.
        if (this.reached < 0) this.reached = this.threads.length;
        this.phase = 'codes';
        if (this.kind === 'delta') {
          for (const thread of this.heap.threads) if (thread.dirtyList !== this.always) this.takeAlways(thread, true, false);
          if (this.nextAlways < this.always.length) this.phase = 'graph';
        }
        return 1;
      case 'codes':
        if (!this.collector.writeNext()) this.phase = 'strings';
        return 8;
      case 'strings':
        if (this.values.strings.writeSome()) this.phase = 'assemble';
        return UNITS;
      case 'assemble':
        this.assemble();
        return UNITS;
      case 'seal':
        if ((this.sealed as SealedStream).sealSome()) this.complete();
        return UNITS;
      default:
        return UNITS;
    }
  }

  private start(): void {
    const { heap, options } = this;
    this.phase = 'graph';
    this.needs = { instructionSet: options.instructionSet, classes: [], cmdlets: {}, modules: [], codes: [], ...options.needs?.() };
    this.reach(this.root);
    if (this.kind === 'delta') {
      for (const object of heap.dirty) {
        if (object.dirtyList === null) this.reach(object);
      }
    }
  }

  private reach(object: HeapObject): void {
    const info = typeInfo(object);
    if (info === undefined) throw new SnapshotError('unsupported', `Objects of class ${object.constructor.name} can't be stored`);
    this.ref(object, info);
  }

  private graph(): number {
    const { out } = this.values;
    const start = out.length;
    const last = this.jobs.length - 1;
    if (last >= 0) {
      // A job may add others behind it while it works.
      if (this.jobs[last].some()) this.jobs.splice(last, 1);
      return UNITS >> 2;
    }
    if (this.nextAlways < this.always.length) {
      this.object(this.always[this.nextAlways++], false);
    } else if (this.next < this.queue.length) {
      const i = this.next++;
      this.object(this.queue[i], this.before[i] === Before.Clean);
    } else {
      this.phase = 'threads';
      return 1;
    }
    return 1 + ((out.length - start) >> 8);
  }

  private object(object: HeapObject, wasClean: boolean): void {
    const info = typeInfo(object) as TypeInfo;
    const { values } = this;
    const start = values.out.length;
    const layout = values.layouts.ofInstance(info, Object.keys(object));
    if (info.paged === '') values.fields(object, layout.names, 0);
    else {
      const changesOnly = this.kind === 'delta';
      for (const name of layout.names) {
        if (name !== info.paged) values.write((object as unknown as Record<string, unknown>)[name], 0);
        else if (name === 'items') writeItems(this, object as PSArray | PSList, changesOnly);
        else writeEntries(this, object as PSHashtable, wasClean, changesOnly);
      }
    }
    this.record(object.id, RecordType.Object + layout.number, start);
  }

  /** Finds out what else the checkpoint needs and lays out the stream. */
  private assemble(): void {
    const needs = this.needs as SnapshotNeeds;
    needs.classes = [...this.values.layouts.classes];
    needs.codes = this.collector.closure();
    const { heap } = this;
    this.sealed = new SealedStream(this.kind, this.values, this.directory, this.records, {
      needs,
      number: heap.number + 1,
      previous: this.kind === 'base' ? 0 : heap.number,
      nextId: heap.nextId,
      root: this.root.id,
      threads: this.threads.slice(0, this.reached).map((t) => t.id),
    });
    this.phase = 'seal';
  }

  /** From here on the checkpoint counts. */
  private complete(): void {
    const { heap } = this;
    for (const object of this.always) object.dirtyList = null;
    for (const [collection, pages] of this.newPages) {
      collection.pages = pages;
      collection.dirtyPages = null;
    }
    const size = (this.sealed as SealedStream).bytes.length;
    if (this.kind === 'base') {
      heap.retired.add(heap.dirty);
      heap.dirty = this.clean;
      heap.baseBytes = size;
      heap.deltaBytes = 0;
      heap.deltas = 0;
      const keep = new Set(this.needs?.codes);
      heap.codes = new Map([...heap.codes, ...this.collector.refers].filter(([key]) => keep.has(key)));
    } else {
      heap.dirty.length = 0;
      heap.deltaBytes += size;
      heap.deltas++;
      for (const [key, refers] of this.collector.refers) heap.codes.set(key, refers);
    }
    heap.threads = this.threads.slice(0, this.reached);
    heap.needsBase = false;
    heap.number++;
    this.phase = 'done';
  }

  // What the value writer asks.

  ref(object: HeapObject, info: TypeInfo): number {
    const list = object.dirtyList;
    if (list === this.clean) return object.id;
    if (info.always) {
      if (list !== this.always) this.takeAlways(object, info.isThread, list !== null);
      return object.id;
    }
    const { heap } = this;
    let before: number = Before.Dirty;
    if (object.id === 0) {
      object.id = heap.nextId++;
      before = Before.New;
    } else if (list !== null) {
      if (list === heap.dirty) before = Before.Clean;
      else if (!heap.retired.has(list))
        throw new SnapshotError('foreign', `An object of class ${object.constructor.name} belongs to another session.`);
    }
    object.dirtyList = this.clean;
    this.queue.push(object);
    this.before.push(before);
    return object.id;
  }

  private takeAlways(object: HeapObject, isThread: boolean, foreign: boolean): void {
    if (foreign) throw new SnapshotError('foreign', `An object of class ${object.constructor.name} is being written by another encoder.`);
    this.alwaysNew.push(object.id === 0);
    if (object.id === 0) object.id = this.heap.nextId++;
    object.dirtyList = this.always;
    this.always.push(object);
    if (isThread) this.threads.push(object);
  }

  code(code: Code): string {
    return this.collector.code(code);
  }

  source(source: SourceText): string {
    return this.collector.source(source);
  }

  spill(value: object, isValue: boolean): number {
    const known = this.spills.get(value);
    if (known !== undefined) {
      if (isValue) return known;
      throw new SnapshotError('unsupported', 'An owned structure contains itself or has two owners');
    }
    const id = this.newId();
    this.spills.set(value, id);
    this.jobs.push({
      some: () => {
        const start = this.values.out.length;
        this.values.spilled(value);
        this.record(id, RecordType.Spill, start);
        return true;
      },
    });
    return id;
  }

  chunks(items: unknown[]): readonly number[] {
    return chunkArray(this, items);
  }

  // What pages ask.

  newId(): number {
    return this.heap.nextId++;
  }

  record(id: number, type: number, start: number): void {
    const { directory } = this;
    directory.signed(id - this.lastId);
    directory.varint(type);
    directory.varint(this.values.out.length - start);
    this.lastId = id;
    this.records++;
  }

  addJob(job: Job): void {
    this.jobs.push(job);
  }
}
