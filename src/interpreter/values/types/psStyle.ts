/** $PSStyle: escape sequences by name, and how output is decorated (PSStyle.cs). */

import { PSArray } from '../collections.ts';
import { DotNetError, type PropertyDescriptor } from '../descriptor.ts';
import { ArgumentNullError } from '../dotnet/errors.ts';
import { touch } from '../heap.ts';
import {
  BackgroundColor,
  CONSOLE_COLOR_SGR,
  colourSequence,
  FileExtensionDictionary,
  FileInfoFormatting,
  ForegroundColor,
  FormattingData,
  ProgressConfiguration,
  PSStyle,
  plainText,
} from '../psStyle.ts';
import { methodText } from '../text.ts';
import { EnumValue, type Value } from '../value.ts';
import { enumOf, int, m, p, rw } from './define.ts';
import { registerType } from './registry.ts';

const NAME = 'System.Management.Automation.PSStyle';
const COLOURS = 'Black Red Green Yellow Blue Magenta Cyan White'.split(' ');
const EFFECTS: Record<string, number> = {
  Reset: 0,
  BlinkOff: 25,
  Blink: 5,
  BoldOff: 22,
  Bold: 1,
  DimOff: 22,
  Dim: 2,
  Hidden: 8,
  HiddenOff: 28,
  Reverse: 7,
  ReverseOff: 27,
  ItalicOff: 23,
  Italic: 3,
  UnderlineOff: 24,
  Underline: 4,
  StrikethroughOff: 29,
  Strikethrough: 9,
};

/** A sequence that a script sets. Throws ArgumentException for text that would be seen, ArgumentNullException. */
function sequence(v: Value | undefined): string {
  if (v === null || v === undefined) throw new ArgumentNullError('text');
  const text = String(v);
  const content = plainText(text);
  if (content !== '')
    throw new DotNetError(
      'System.ArgumentException',
      `The specified string contains printable content when it should only contain ANSI escape sequences: ${content}`,
    );
  return text;
}

function colourCode(v: Value | undefined, name: string): number {
  const index = enumOf(v);
  if (CONSOLE_COLOR_SGR[index] === undefined)
    throw new DotNetError(
      'System.ArgumentOutOfRangeException',
      `Specified argument was out of the range of valid values. (Parameter '${name}')`,
    );
  return index;
}

function constants(start: number): Record<string, PropertyDescriptor> {
  const found: Record<string, PropertyDescriptor> = {};
  for (const [offset, prefix] of [
    [0, ''],
    [60, 'Bright'],
  ] as const)
    COLOURS.forEach((colour, i) => {
      found[prefix + colour] = p('string', () => `\x1b[${start + offset + i}m`);
    });
  return found;
}

for (const [name, ctor, start] of [
  ['ForegroundColor', ForegroundColor, 30],
  ['BackgroundColor', BackgroundColor, 40],
] as const) {
  const rgb = (r: number, g: number, b: number): string => `\x1b[${start + 8};2;${r};${g};${b}m`;
  registerType({
    name: `${NAME}+${name}`,
    ctor,
    isSealed: true,
    properties: constants(start),
    methods: {
      FromRgb: [
        m('string FromRgb(byte red, byte green, byte blue)', (_s, [r, g, b]) => rgb(Number(r), Number(g), Number(b))),
        m('string FromRgb(int rgb)', (_s, [v]) => rgb((int(v) >> 16) & 255, (int(v) >> 8) & 255, int(v) & 255)),
      ],
      FromConsoleColor: [
        m('string FromConsoleColor(System.ConsoleColor color)', (_s, [c]) =>
          start === 30 ? colourSequence(colourCode(c, 'color'), null) : colourSequence(null, colourCode(c, 'color')),
        ),
      ],
    },
  });
}

function decorations(names: readonly string[]): Record<string, PropertyDescriptor> {
  return Object.fromEntries(
    names.map((name) => [
      name,
      rw(
        'string',
        (self) => (self as FormattingData | FileInfoFormatting).sequences[name],
        (self, v) => {
          const owner = self as FormattingData | FileInfoFormatting;
          owner.sequences[name] = sequence(v);
          touch(owner);
        },
      ),
    ]),
  );
}

registerType({
  name: `${NAME}+FormattingData`,
  ctor: FormattingData,
  isSealed: true,
  properties: decorations(Object.keys(new FormattingData().sequences)),
});

const extensions = (self: Value): Map<string, string> => (self as FileExtensionDictionary).sequences;
function extension(v: Value | undefined): string {
  const text = String(v ?? '');
  if (!text.startsWith('.'))
    throw new DotNetError('System.ArgumentException', 'When adding or removing extensions, the extension must start with a period.');
  return text.toLowerCase();
}

registerType({
  name: `${NAME}+FileInfoFormatting+FileExtensionDictionary`,
  ctor: FileExtensionDictionary,
  isSealed: true,
  properties: {
    Keys: p('System.Collections.Generic.IEnumerable[string]', (self) => new PSArray([...extensions(self).keys()], 'System.String')),
  },
  methods: {
    Add: [
      m('void Add(string extension, string decoration)', (self, [e, d]) => {
        const key = extension(e);
        if (extensions(self).has(key))
          throw new DotNetError('System.ArgumentException', `An item with the same key has already been added. Key: ${String(e)}`);
        extensions(self).set(key, sequence(d));
        touch(self as FileExtensionDictionary);
        return undefined;
      }),
    ],
    Remove: [
      m('void Remove(string extension)', (self, [e]) => {
        extensions(self).delete(extension(e));
        touch(self as FileExtensionDictionary);
        return undefined;
      }),
    ],
    Clear: [
      m('void Clear()', (self) => {
        extensions(self).clear();
        touch(self as FileExtensionDictionary);
        return undefined;
      }),
    ],
    ContainsKey: [m('bool ContainsKey(string extension)', (self, [e]) => e !== '' && extensions(self).has(extension(e)))],
  },
  getItem: (self, [e]) => {
    const found = extensions(self).get(extension(e));
    if (found === undefined)
      throw new DotNetError(
        'System.Collections.Generic.KeyNotFoundException',
        `The given key '${String(e)}' was not present in the dictionary.`,
      );
    return found;
  },
  setItem: (self, [e], d) => {
    extensions(self).set(extension(e), sequence(d));
    touch(self as FileExtensionDictionary);
  },
});

registerType({
  name: `${NAME}+FileInfoFormatting`,
  ctor: FileInfoFormatting,
  isSealed: true,
  properties: {
    ...decorations(['Directory', 'SymbolicLink', 'Executable']),
    Extension: p(`${NAME}+FileInfoFormatting+FileExtensionDictionary`, (self) => (self as FileInfoFormatting).extension),
  },
});

const progress = (self: Value): ProgressConfiguration => self as ProgressConfiguration;
registerType({
  name: `${NAME}+ProgressConfiguration`,
  ctor: ProgressConfiguration,
  isSealed: true,
  properties: {
    Style: rw(
      'string',
      (self) => progress(self).style,
      (self, v) => {
        progress(self).style = sequence(v);
        touch(progress(self));
      },
    ),
    MaxWidth: rw(
      'int',
      (self) => progress(self).maxWidth,
      (self, v) => {
        if (int(v) < 18)
          throw new DotNetError(
            'System.ArgumentOutOfRangeException',
            "The MaxWidth for the Progress rendering must be at least 18 to render correctly. (Parameter 'MaxWidth')",
          );
        progress(self).maxWidth = int(v);
        touch(progress(self));
      },
    ),
    View: rw(
      'System.Management.Automation.ProgressView',
      (self) => new EnumValue('System.Management.Automation.ProgressView', progress(self).view),
      (self, v) => {
        progress(self).view = enumOf(v);
        touch(progress(self));
      },
    ),
    UseOSCIndicator: rw(
      'bool',
      (self) => progress(self).useOSCIndicator,
      (self, v) => {
        progress(self).useOSCIndicator = v === true;
        touch(progress(self));
      },
    ),
  },
});

const style = (self: Value): PSStyle => self as PSStyle;
registerType({
  name: NAME,
  ctor: PSStyle,
  isSealed: true,
  properties: {
    OutputRendering: rw(
      'System.Management.Automation.OutputRendering',
      (self) => new EnumValue('System.Management.Automation.OutputRendering', style(self).outputRendering),
      (self, v) => {
        style(self).outputRendering = enumOf(v);
        touch(style(self));
      },
    ),
    ...Object.fromEntries(Object.entries(EFFECTS).map(([name, code]) => [name, p('string', () => `\x1b[${code}m`)])),
    Formatting: p(`${NAME}+FormattingData`, (self) => style(self).formatting),
    Progress: p(`${NAME}+ProgressConfiguration`, (self) => style(self).progress),
    Foreground: p(`${NAME}+ForegroundColor`, (self) => style(self).foreground),
    Background: p(`${NAME}+BackgroundColor`, (self) => style(self).background),
    FileInfo: p(`${NAME}+FileInfoFormatting`, (self) => style(self).fileInfo),
  },
  methods: {
    FormatHyperlink: [
      m(
        'string FormatHyperlink(string text, uri link)',
        (_s, [text, link], ctx) => `\x1b]8;;${methodText(link ?? null, ctx)}\x1b\\${text}\x1b]8;;\x1b\\`,
      ),
    ],
  },
  staticProperties: { Instance: p(NAME, (_s, ctx) => ctx.getVariable('PSStyle') ?? null) },
  staticMethods: {
    MapForegroundColorToEscapeSequence: [
      m('string MapForegroundColorToEscapeSequence(System.ConsoleColor foregroundColor)', (_s, [f]) =>
        colourSequence(colourCode(f, 'foregroundColor'), null),
      ),
    ],
    MapBackgroundColorToEscapeSequence: [
      m('string MapBackgroundColorToEscapeSequence(System.ConsoleColor backgroundColor)', (_s, [b]) =>
        colourSequence(null, colourCode(b, 'backgroundColor')),
      ),
    ],
    MapColorPairToEscapeSequence: [
      m('string MapColorPairToEscapeSequence(System.ConsoleColor foregroundColor, System.ConsoleColor backgroundColor)', (_s, [f, b]) =>
        colourSequence(colourCode(f, 'foregroundColor'), colourCode(b, 'backgroundColor')),
      ),
    ],
  },
});
