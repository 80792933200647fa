/**
 * What the interpreter may use beyond the language itself, being the same in Node, pages and workers. The project that checks the
 * interpreter (tsconfig.interpreter.json) knows these names and no others: no DOM, no worker, no clock, no storage, no Node.
 */
declare class TextEncoder {
  encode(text?: string): Uint8Array<ArrayBuffer>;
}
declare class TextDecoder {
  constructor(label?: string, options?: { fatal?: boolean; ignoreBOM?: boolean });
  decode(bytes?: ArrayBuffer | ArrayBufferView): string;
}
