/** $PSStyle's state: plain data, one per session. Behaviour: PSStyle.cs. */
import { HeapObject, snapshotClass } from './heap.ts';

/** PSStyle+FormattingData: sequences by the name of what they decorate. */
export class FormattingData extends HeapObject {
  sequences: Record<string, string>;
  constructor() {
    super();
    this.sequences = {
      FormatAccent: '\x1b[32;1m',
      ErrorAccent: '\x1b[36;1m',
      Error: '\x1b[31;1m',
      Warning: '\x1b[33;1m',
      Verbose: '\x1b[33;1m',
      Debug: '\x1b[33;1m',
      TableHeader: '\x1b[32;1m',
      CustomTableHeaderLabel: '\x1b[32;1;3m',
      FeedbackName: '\x1b[33m',
      FeedbackText: '\x1b[96m',
      FeedbackAction: '\x1b[97m',
    };
  }
}
snapshotClass('FormattingData', 'heap', FormattingData);

/** PSStyle+ProgressConfiguration. `view`: 0 Minimal, 1 Classic. */
export class ProgressConfiguration extends HeapObject {
  style: string;
  maxWidth: number;
  view: number;
  useOSCIndicator: boolean;
  constructor() {
    super();
    this.style = '\x1b[33;1m';
    this.maxWidth = 120;
    this.view = 0;
    this.useOSCIndicator = false;
  }
}
snapshotClass('ProgressConfiguration', 'heap', ProgressConfiguration);

/** PSStyle+FileInfoFormatting+FileExtensionDictionary: sequences by extension in lower case. */
export class FileExtensionDictionary extends HeapObject {
  sequences: Map<string, string>;
  constructor() {
    super();
    const archive = ['.zip', '.tgz', '.gz', '.tar', '.nupkg', '.cab', '.7z'].map((e): [string, string] => [e, '\x1b[31;1m']);
    const script = ['.ps1', '.psd1', '.psm1', '.ps1xml'].map((e): [string, string] => [e, '\x1b[33;1m']);
    this.sequences = new Map([...archive, ...script]);
  }
}
snapshotClass('FileExtensionDictionary', 'heap', FileExtensionDictionary);

/** PSStyle+FileInfoFormatting. */
export class FileInfoFormatting extends HeapObject {
  sequences: Record<string, string>;
  extension: FileExtensionDictionary;
  constructor() {
    super();
    this.sequences = { Directory: '\x1b[44;1m', SymbolicLink: '\x1b[36;1m', Executable: '\x1b[32;1m' };
    this.extension = new FileExtensionDictionary();
  }
}
snapshotClass('FileInfoFormatting', 'heap', FileInfoFormatting);

/** PSStyle+ForegroundColor or PSStyle+BackgroundColor: constants only. */
export class ForegroundColor extends HeapObject {}
snapshotClass('ForegroundColor', 'heap', ForegroundColor);

/** PSStyle+BackgroundColor. */
export class BackgroundColor extends HeapObject {}
snapshotClass('BackgroundColor', 'heap', BackgroundColor);

/** $PSStyle. `outputRendering`: 0 Host, 1 PlainText, 2 Ansi. */
export class PSStyle extends HeapObject {
  outputRendering: number;
  formatting: FormattingData;
  progress: ProgressConfiguration;
  fileInfo: FileInfoFormatting;
  foreground: ForegroundColor;
  background: BackgroundColor;
  constructor() {
    super();
    this.outputRendering = 0;
    this.formatting = new FormattingData();
    this.progress = new ProgressConfiguration();
    this.fileInfo = new FileInfoFormatting();
    this.foreground = new ForegroundColor();
    this.background = new BackgroundColor();
  }
}
snapshotClass('PSStyle', 'heap', PSStyle);

/** SGR numbers of the foreground colours in ConsoleColor's order; a background's is 10 more. */
export const CONSOLE_COLOR_SGR: readonly number[] = [30, 34, 32, 36, 31, 35, 33, 37, 90, 94, 92, 96, 91, 95, 93, 97];

/** The sequence that sets the colours of the numbers of ConsoleColor given; '' for none and for what is no colour. */
export function colourSequence(foreground: number | null, background: number | null): string {
  const codes = [
    foreground === null ? undefined : CONSOLE_COLOR_SGR[foreground],
    background === null ? undefined : CONSOLE_COLOR_SGR[background],
  ];
  const both = [codes[0], codes[1] === undefined ? undefined : codes[1] + 10].filter((code) => code !== undefined);
  return both.length === 0 ? '' : `\x1b[${both.join(';')}m`;
}

/** Text without its escape sequences (ValueStringDecorated.ToString(PlainText)). */
export function plainText(text: string): string {
  // biome's rule against control characters does not know what this looks for
  return text.includes('\x1b') ? text.replace(ESCAPES, '') : text;
}
const ESCAPES = /\u001b\[\d*(;\d+)*m|\u001b\]8;;.*?\u001b\\|\u001b\[\d+[CKJ]|\u009b\d*(;\d+)*m/g;
