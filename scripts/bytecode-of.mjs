// A child process of check-run-loop.ts: compiles each file named on its command line as a module, every function at once, and lets V8 print
// the bytecode of all. A line before each file says which one follows. Nothing of the files is run.
import { readFileSync, writeSync } from 'node:fs';
import { setFlagsFromString } from 'node:v8';
import { SourceTextModule } from 'node:vm';

// The first module makes Node compile what it needs itself, before anything is printed.
new SourceTextModule('', { identifier: 'none' });

for (const file of process.argv.slice(2)) {
  const source = readFileSync(file, 'utf8').replace(/^#!.*/, '');
  writeSync(1, `\n[file ${file}]\n`);
  setFlagsFromString('--no-lazy');
  setFlagsFromString('--print-bytecode');
  new SourceTextModule(source, { identifier: file });
  setFlagsFromString('--no-print-bytecode');
}
