/** System.Console: text straight to the session's console, lines from it. Members of .NET 10 on Linux. */
import type { NativeContext } from '../context.ts';
import { hooks } from '../contextHooks.ts';
import { rulesOf } from '../culture.ts';
import type { MethodBody, MethodOverload } from '../descriptor.ts';
import { enumerate } from '../enumerate.ts';
import { formatText } from '../formatValue.ts';
import { snapshotClass } from '../heap.ts';
import { CONSOLE_COLOR_SGR } from '../psStyle.ts';
import { methodText } from '../text.ts';
import { EnumValue, type Value } from '../value.ts';
import { enumOf, fromChars, int, rw } from './define.ts';
import { UTF8_NO_BOM } from './encoding.ts';
import { registerType } from './registry.ts';
import { methods, properties } from './tables.ts';

/** Console.Out, Console.Error or Console.In: the console itself is behind them. */
export class ConsoleStream {
  readonly stream: 'out' | 'error' | 'in';
  constructor(stream: ConsoleStream['stream'] = 'out') {
    this.stream = stream;
  }
}
snapshotClass('ConsoleStream', 'value', ConsoleStream);

function put(text: string, ctx: NativeContext, kind: 'out' | 'error' = 'out'): undefined {
  hooks(ctx).writeConsole?.(text, kind);
  return undefined;
}

const kindOf = (self: Value): 'out' | 'error' => (self instanceof ConsoleStream && self.stream === 'error' ? 'error' : 'out');
const shown = (v: Value | undefined, ctx: NativeContext): string => (v === null || v === undefined ? '' : methodText(v, ctx));
const formatted = (format: Value | undefined, args: Value[], ctx: NativeContext): string =>
  formatText(String(format ?? ''), args, rulesOf(null, ctx), ctx);

/** Write or WriteLine with all their overloads. */
function writing(name: 'Write' | 'WriteLine'): Record<string, MethodBody> {
  const end = name === 'WriteLine' ? '\n' : '';
  const any: MethodBody = (self, [v], ctx) => put(shown(v, ctx) + end, ctx, kindOf(self));
  const table: Record<string, MethodBody> = {};
  if (name === 'WriteLine') table['void WriteLine()'] = (self, _a, ctx) => put('\n', ctx, kindOf(self));
  for (const type of ['bool', 'char', 'decimal', 'double', 'float', 'int', 'uint', 'long', 'ulong', 'System.Object', 'string'])
    table[`void ${name}(${type} value)`] = any;
  table[`void ${name}(char[] buffer)`] = (self, [v], ctx) => put(fromChars(v) + end, ctx, kindOf(self));
  for (let n = 1; n <= 3; n++) {
    const parameters = Array.from({ length: n }, (_, i) => `System.Object arg${i}`).join(', ');
    table[`void ${name}(string format, ${parameters})`] = (self, [f, ...args], ctx) =>
      put(formatted(f, args, ctx) + end, ctx, kindOf(self));
  }
  table[`void ${name}(string format, Params System.Object[] arg)`] = (self, [f, a], ctx) =>
    put(formatted(f, [...(enumerate(a ?? null) ?? [])], ctx) + end, ctx, kindOf(self));
  return table;
}

const WRITING: Record<string, MethodOverload[]> = methods(writing('Write'), writing('WriteLine'));

function readLine(ctx: NativeContext): Value {
  return (ctx.ask('readLine', { prompt: '', masked: false }) as { text: string | null } | null)?.text ?? null;
}

registerType({
  name: 'System.IO.SyncTextWriter',
  base: 'System.IO.TextWriter',
  ctor: ConsoleStream,
  nameOf: (v) => ((v as ConsoleStream).stream === 'in' ? 'System.IO.SyncTextReader' : 'System.IO.SyncTextWriter'),
  properties: properties({ 'System.Text.Encoding Encoding': () => UTF8_NO_BOM, 'string NewLine': () => '\n' }),
  methods: {
    ...WRITING,
    ...methods({ 'void Flush()': () => undefined, 'void Close()': () => undefined, 'void Dispose()': () => undefined }),
  },
});
registerType({
  name: 'System.IO.SyncTextReader',
  base: 'System.IO.TextReader',
  methods: methods({
    'string ReadLine()': (_s, _a, ctx) => readLine(ctx),
    'string ReadToEnd()': (_s, _a, ctx) => {
      let text = '';
      for (let line = readLine(ctx); line !== null; line = readLine(ctx)) text += `${String(line)}\n`;
      return text;
    },
    'void Close()': () => undefined,
    'void Dispose()': () => undefined,
  }),
});

const encoding = rw(
  'System.Text.Encoding',
  () => UTF8_NO_BOM,
  () => undefined,
);
const colour = (background: boolean) =>
  rw(
    'System.ConsoleColor',
    () => new EnumValue('System.ConsoleColor', -1),
    (_s, v, ctx) => {
      const code = CONSOLE_COLOR_SGR[enumOf(v)];
      if (code !== undefined) put(`\u001b[${code + (background ? 10 : 0)}m`, ctx);
    },
  );
const width = (ctx: NativeContext): number => hooks(ctx).consoleSize?.().width ?? 80;
const height = (ctx: NativeContext): number => hooks(ctx).consoleSize?.().height ?? 24;

registerType({
  name: 'System.Console',
  isStatic: true,
  isAbstract: true,
  isSealed: true,
  staticProperties: {
    ...properties({
      'System.IO.TextWriter Out': () => new ConsoleStream('out'),
      'System.IO.TextWriter Error': () => new ConsoleStream('error'),
      'System.IO.TextReader In': () => new ConsoleStream('in'),
      'bool IsInputRedirected': () => false,
      'bool IsOutputRedirected': () => false,
      'bool IsErrorRedirected': () => false,
      'bool KeyAvailable': () => false,
      'int WindowWidth': (_s, ctx) => width(ctx),
      'int WindowHeight': (_s, ctx) => height(ctx),
      'int BufferWidth': (_s, ctx) => width(ctx),
      'int BufferHeight': (_s, ctx) => height(ctx),
      'int LargestWindowWidth': (_s, ctx) => width(ctx),
      'int LargestWindowHeight': (_s, ctx) => height(ctx),
      'int CursorLeft': () => 0,
      'int CursorTop': () => 0,
    }),
    InputEncoding: encoding,
    OutputEncoding: encoding,
    ForegroundColor: colour(false),
    BackgroundColor: colour(true),
    CursorVisible: rw(
      'bool',
      () => true,
      (_s, v, ctx) => put(v === true ? '\u001b[?25h' : '\u001b[?25l', ctx),
    ),
    Title: rw(
      'string',
      () => '',
      (_s, v, ctx) => put(`\u001b]0;${String(v ?? '')}\u0007`, ctx),
    ),
  },
  staticMethods: {
    ...WRITING,
    ...methods({
      'void Beep()': (_s, _a, ctx) => put('\u0007', ctx),
      'void Clear()': (_s, _a, ctx) => put('\u001b[H\u001b[2J', ctx),
      'string ReadLine()': (_s, _a, ctx) => readLine(ctx),
      'void ResetColor()': (_s, _a, ctx) => put('\u001b[39;49m', ctx),
      'void SetCursorPosition(int left, int top)': (_s, [x, y], ctx) => put(`\u001b[${int(y) + 1};${int(x) + 1}H`, ctx),
    }),
  },
});
