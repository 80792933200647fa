/** System.IO's readers and writers of text: over strings, and over whole files. Members of .NET 10. */
import type { NativeContext } from '../context.ts';
import { rulesOf } from '../culture.ts';
import type { MethodBody } from '../descriptor.ts';
import { ArgumentNullError } from '../dotnet/errors.ts';
import { enumerate } from '../enumerate.ts';
import { netError } from '../faults.ts';
import { formatText } from '../formatValue.ts';
import { HeapObject, snapshotClass, touch } from '../heap.ts';
import { methodText } from '../text.ts';
import type { Value } from '../value.ts';
import { fromChars, rw } from './define.ts';
import { UTF8 } from './encoding.ts';
import { fullPathOf, readText, writeText } from './file.ts';
import { registerType } from './registry.ts';
import { PSStringBuilder } from './stringBuilder.ts';
import { constructors, methods, properties } from './tables.ts';

/** A StringReader or StreamReader: its whole text and where it stands. */
export class PSReader extends HeapObject {
  text: string;
  at = 0;
  isStream: boolean;
  closed = false;
  constructor(text = '', isStream = false) {
    super();
    this.text = text;
    this.isStream = isStream;
  }
}
snapshotClass('TextReader', 'heap', PSReader);

/** A StringWriter or StreamWriter: what was written and, of files, not yet stored. */
export class PSWriter extends HeapObject {
  builder: PSStringBuilder;
  path: string | null;
  encoding: Value;
  /** The next flush appends. */
  append = false;
  autoFlush = false;
  closed = false;
  newLine = '\n';
  constructor(path: string | null = null, encoding: Value = null, builder: PSStringBuilder = new PSStringBuilder()) {
    super();
    this.path = path;
    this.encoding = encoding;
    this.builder = builder;
  }
}
snapshotClass('TextWriter', 'heap', PSWriter);

const disposed = (what: string): Error => netError('System.ObjectDisposedException', `Cannot ${what} a closed TextReader.`);
const r = (v: Value): PSReader => {
  const reader = v as PSReader;
  if (reader.closed) throw disposed('read from');
  return reader;
};

function take(reader: PSReader, end: number): string {
  const part = reader.text.slice(reader.at, end);
  reader.at = end;
  touch(reader);
  return part;
}

function readLine(reader: PSReader): Value {
  if (reader.at >= reader.text.length) return null;
  const rest = /\r\n|\n|\r/g;
  rest.lastIndex = reader.at;
  const found = rest.exec(reader.text);
  const line = take(reader, found === null ? reader.text.length : found.index);
  reader.at += found === null ? 0 : found[0].length;
  return line;
}

const close: MethodBody = (self) => {
  (self as PSReader).closed = true;
  touch(self as PSReader);
  return undefined;
};

registerType({
  name: 'System.IO.TextReader',
  base: 'System.MarshalByRefObject',
  isAbstract: true,
  interfaces: ['System.IDisposable'],
  methods: methods({
    'void Close()': close,
    'void Dispose()': close,
    'int Peek()': (self) => (r(self).at >= r(self).text.length ? -1 : r(self).text.charCodeAt(r(self).at)),
    'int Read()': (self) => (r(self).at >= r(self).text.length ? -1 : take(r(self), r(self).at + 1).charCodeAt(0)),
    'string ReadLine()': (self) => readLine(r(self)),
    'string ReadToEnd()': (self) => take(r(self), r(self).text.length),
  }),
});
registerType({
  name: 'System.IO.StringReader',
  base: 'System.IO.TextReader',
  ctor: PSReader,
  nameOf: (v) => `System.IO.${(v as PSReader).isStream ? 'StreamReader' : 'StringReader'}`,
  constructors: constructors('System.IO.StringReader', {
    'string s': (_s, [s]) => {
      if (typeof s !== 'string') throw new ArgumentNullError('s');
      return new PSReader(s);
    },
  }),
});
const openReader: MethodBody = (_s, [path, encoding], ctx) => new PSReader(readText(fullPathOf(path, ctx), encoding, ctx), true);
registerType({
  name: 'System.IO.StreamReader',
  base: 'System.IO.TextReader',
  properties: properties<PSReader>({
    'bool EndOfStream': (s) => r(s).at >= r(s).text.length,
    'System.Text.Encoding CurrentEncoding': () => UTF8,
  }),
  constructors: constructors('System.IO.StreamReader', {
    'string path': openReader,
    'string path, System.Text.Encoding encoding': openReader,
  }),
});

const w = (v: Value): PSWriter => v as PSWriter;

function store(writer: PSWriter, ctx: NativeContext): void {
  if (writer.path === null || (writer.append && writer.builder.text === '')) return;
  writeText(writer.path, writer.builder.text, writer.encoding, writer.append, ctx);
  writer.append = true;
  writer.builder.text = '';
  touch(writer.builder);
  touch(writer);
}

function write(self: Value, text: string, ctx: NativeContext): undefined {
  const writer = w(self);
  if (writer.closed) throw netError('System.ObjectDisposedException', 'Cannot write to a closed TextWriter.');
  if (text.length > 10_000) ctx.allocate(text.length * 2);
  if (writer.autoFlush && writer.path !== null) {
    const { builder } = writer;
    writeText(writer.path, builder.text + text, writer.encoding, writer.append, ctx);
    builder.text = '';
    writer.append = true;
    touch(writer);
    touch(builder);
    return undefined;
  }
  writer.builder.text += text;
  touch(writer.builder);
  return undefined;
}

const finish: MethodBody = (self, _a, ctx) => {
  if (w(self).closed) return undefined;
  store(w(self), ctx);
  w(self).closed = true;
  touch(w(self));
  return undefined;
};
const shown = (v: Value | undefined, ctx: NativeContext): string => (v === null || v === undefined ? '' : methodText(v, ctx));
const formatted = (format: Value | undefined, args: Value[], ctx: NativeContext): string =>
  formatText(String(format ?? ''), args, rulesOf(null, ctx), ctx);
const items = (v: Value | undefined): Value[] => [...(enumerate(v ?? null) ?? [])];

/** Write and WriteLine for all kinds of values. */
function writing(name: 'Write' | 'WriteLine'): Record<string, MethodBody> {
  const end = (self: Value): string => (name === 'WriteLine' ? w(self).newLine : '');
  const any: MethodBody = (self, [v], ctx) => write(self, shown(v, ctx) + end(self), ctx);
  const table: Record<string, MethodBody> = {};
  for (const type of ['char', 'bool', 'int', 'uint', 'long', 'ulong', 'float', 'double', 'decimal', 'string', 'System.Object'])
    table[`void ${name}(${type} value)`] = any;
  table[`void ${name}(char[] buffer)`] = (self, [v], ctx) => write(self, fromChars(v) + end(self), ctx);
  for (let n = 1; n <= 3; n++) {
    const parameters = Array.from({ length: n }, (_, i) => `System.Object arg${i}`).join(', ');
    table[`void ${name}(string format, ${parameters})`] = (self, [f, ...args], ctx) =>
      write(self, formatted(f, args, ctx) + end(self), ctx);
  }
  table[`void ${name}(string format, Params System.Object[] arg)`] = (self, [f, a], ctx) =>
    write(self, formatted(f, items(a), ctx) + end(self), ctx);
  if (name === 'WriteLine') table['void WriteLine()'] = (self, _a, ctx) => write(self, end(self), ctx);
  return table;
}

registerType({
  name: 'System.IO.TextWriter',
  base: 'System.MarshalByRefObject',
  isAbstract: true,
  interfaces: ['System.IDisposable'],
  properties: {
    ...properties<PSWriter>({ 'System.Text.Encoding Encoding': (s) => (s.encoding === null ? UTF8 : s.encoding) }),
    NewLine: rw(
      'string',
      (s) => w(s).newLine,
      (s, v) => {
        touch(w(s));
        w(s).newLine = String(v ?? '\n');
      },
    ),
  },
  methods: methods(
    {
      'void Close()': finish,
      'void Dispose()': finish,
      'void Flush()': (self, _a, ctx) => store(w(self), ctx) as undefined,
    },
    writing('Write'),
    writing('WriteLine'),
  ),
});
registerType({
  name: 'System.IO.StringWriter',
  base: 'System.IO.TextWriter',
  ctor: PSWriter,
  nameOf: (v) => `System.IO.${(v as PSWriter).path === null ? 'StringWriter' : 'StreamWriter'}`,
  methods: methods({
    'System.Text.StringBuilder GetStringBuilder()': (self) => w(self).builder,
    'string ToString()': (self) => w(self).builder.text,
  }),
  constructors: constructors('System.IO.StringWriter', {
    '': () => new PSWriter(),
    'System.IFormatProvider formatProvider': () => new PSWriter(),
    'System.Text.StringBuilder sb': (_s, [sb]) => {
      if (!(sb instanceof PSStringBuilder)) throw new ArgumentNullError('sb');
      return new PSWriter(null, null, sb);
    },
  }),
  toText: (self) => w(self).builder.text,
});

const openWriter: MethodBody = (_s, [path, append, encoding], ctx) => {
  const full = fullPathOf(path, ctx);
  const writer = new PSWriter(full, encoding ?? null);
  // The file is there as soon as it is opened.
  writeText(full, '', encoding, append === true, ctx);
  writer.append = true;
  return writer;
};
registerType({
  name: 'System.IO.StreamWriter',
  base: 'System.IO.TextWriter',
  properties: {
    AutoFlush: rw(
      'bool',
      (s) => w(s).autoFlush,
      (s, v, ctx) => {
        w(s).autoFlush = v === true;
        touch(w(s));
        if (v === true) store(w(s), ctx);
      },
    ),
  },
  constructors: constructors('System.IO.StreamWriter', {
    'string path': openWriter,
    'string path, bool append': openWriter,
    'string path, bool append, System.Text.Encoding encoding': openWriter,
  }),
});
