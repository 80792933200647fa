/**
 * Parses scripts and writes one JSON line each: `npm run parse -- FOLDER [--markdown] [--cut FRACTION]` for every .ps1, .psm1 and .psd1
 * of a folder, or the PowerShell blocks of its Markdown files; `--cut 0.37` takes only the first 37 % of each text, as half-typed input.
 * `npm run parse -- --dump PATH` writes the tree, tokens and errors of one file instead.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseInput } from '../src/interpreter/syntax/index.ts';
import { dump, summarize } from './parseDump.ts';

/** A file's bytes as PowerShell reads a script: UTF-8 unless a byte order mark says UTF-16 or UTF-32. */
export function decode(bytes: Uint8Array): string {
  const starts = (...mark: number[]) => mark.every((byte, i) => bytes[i] === byte);
  if (starts(0xff, 0xfe, 0, 0) || starts(0, 0, 0xfe, 0xff)) {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    let text = '';
    for (let i = 4; i + 4 <= bytes.length; i += 4) {
      const code = view.getUint32(i, bytes[0] === 0xff);
      text += code > 0x10ffff || (code >= 0xd800 && code < 0xe000) ? '\ufffd' : String.fromCodePoint(code);
    }
    return text;
  }
  if (starts(0xff, 0xfe)) return new TextDecoder('utf-16le').decode(bytes);
  if (starts(0xfe, 0xff)) return new TextDecoder('utf-16be').decode(bytes);
  return new TextDecoder().decode(bytes);
}

/** The texts of a Markdown file's PowerShell blocks; a block that never closes is none. */
export function markdownBlocks(text: string): string[] {
  const blocks: string[] = [];
  let close: RegExp | null = null;
  let block = '';
  let indent = 0;
  let skip = false;
  for (const whole of text.split('\n')) {
    const line = whole.endsWith('\r') ? whole.slice(0, -1) : whole;
    if (close) {
      if (close.test(line)) {
        if (!skip) blocks.push(block);
        close = null;
      } else if (!skip) {
        let cut = 0;
        while (cut < indent && cut < line.length && /\s/.test(line[cut])) cut++;
        block += `${line.slice(cut)}\n`;
      }
      continue;
    }
    const fence = /^(\s*)(`{3,}|~{3,})/.exec(line);
    if (!fence) continue;
    indent = fence[1].length;
    close = new RegExp(`^\\s*${fence[2][0]}{${fence[2].length},}\\s*$`);
    skip = !/^(\s*)(`{3,})\s*(powershell|powershell-interactive|pwsh)\s*$/i.test(line);
    block = '';
  }
  return blocks;
}

/** The texts of one file, each with its name. */
export function textsOf(path: string, name: string, cut: number): { name: string; text: string }[] {
  const text = decode(readFileSync(path));
  const all = /\.md$/i.test(path) ? markdownBlocks(text).map((block, i) => ({ name: `${name}#${i + 1}`, text: block })) : [{ name, text }];
  if (cut <= 0) return all;
  return all.map((item) => ({ name: item.name, text: item.text.slice(0, Math.floor(item.text.length * cut)) }));
}

function files(folder: string, prefix: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    if (entry.isDirectory()) return entry.name === '.git' ? [] : files(join(folder, entry.name), `${prefix}${entry.name}/`);
    return [`${prefix}${entry.name}`];
  });
}

function main(args: string[]): number {
  let folder: string | null = null;
  let dumpPath: string | null = null;
  let markdown = false;
  let cut = 0;
  for (let i = 0; i < args.length; i++) {
    if (/^--?dump$/.test(args[i])) dumpPath = args[++i];
    else if (/^--?markdown$/.test(args[i])) markdown = true;
    else if (/^--?cut$/.test(args[i])) cut = Number(args[++i]);
    else folder = args[i];
  }
  if (dumpPath) {
    for (const { name, text } of textsOf(resolve(dumpPath), dumpPath, cut)) process.stdout.write(dump(name, text.length, parseInput(text)));
    return 0;
  }
  if (!folder) {
    process.stderr.write('usage: parse FOLDER [--markdown] [--cut FRACTION] | --dump PATH\n');
    return 64;
  }
  const root = resolve(folder);
  const pattern = markdown ? /\.md$/i : /\.(ps1|psm1|psd1)$/i;
  const names = files(root, '').filter((name) => pattern.test(name));
  // Ordinal order of UTF-16 code units, as JavaScript compares strings.
  names.sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
  for (const file of names) {
    for (const { name, text } of textsOf(`${root}/${file}`, file, cut)) {
      process.stdout.write(`${JSON.stringify(summarize(name, text.length, parseInput(text)))}\n`);
    }
  }
  return 0;
}

if (process.argv[1] && import.meta.url.endsWith(process.argv[1].replaceAll('\\', '/'))) process.exitCode = main(process.argv.slice(2));
