/** Type names as text: `int[]`, `Collections.Generic.List[string]`, `System.Nullable`1[System.Int32]`. */

/** A type name taken apart; `ranks` of the arrays around it, innermost first. */
export interface ParsedTypeName {
  name: string;
  args: ParsedTypeName[];
  ranks: number[];
}

/** Parses a type name in PowerShell's or .NET's form; null if it is none. Assembly names are dropped. */
export function parseTypeName(text: string): ParsedTypeName | null {
  const parser = new Parser(text);
  const result = parser.type(false);
  if (result === null) return null;
  parser.skipAssembly();
  return parser.atEnd() ? result : null;
}

class Parser {
  readonly text: string;
  at = 0;
  constructor(text: string) {
    this.text = text;
  }
  spaces(): void {
    while (this.text[this.at] === ' ' || this.text[this.at] === '\t') this.at++;
  }
  atEnd(): boolean {
    this.spaces();
    return this.at >= this.text.length;
  }
  /** `, Assembly, Version=…` up to the end or the bracket that closes it. */
  skipAssembly(): void {
    this.spaces();
    if (this.text[this.at] !== ',') return;
    while (this.at < this.text.length && this.text[this.at] !== ']') this.at++;
  }
  type(_inArgs: boolean): ParsedTypeName | null {
    this.spaces();
    const start = this.at;
    while (this.at < this.text.length && !'[], \t'.includes(this.text.charAt(this.at))) this.at++;
    const name = this.text.slice(start, this.at);
    if (name === '') return null;
    const result: ParsedTypeName = { name, args: [], ranks: [] };
    for (;;) {
      this.spaces();
      if (this.text[this.at] !== '[') return result;
      this.at++;
      this.spaces();
      const c = this.text[this.at];
      if (c === ']' || c === ',') {
        let rank = 1;
        while (this.text[this.at] === ',') {
          rank++;
          this.at++;
          this.spaces();
        }
        if (this.text[this.at] !== ']') return null;
        this.at++;
        result.ranks.push(rank);
        continue;
      }
      if (result.args.length > 0 || result.ranks.length > 0) return null;
      for (;;) {
        this.spaces();
        const bracketed = this.text[this.at] === '[';
        if (bracketed) this.at++;
        const arg = this.type(true);
        if (arg === null) return null;
        if (bracketed) {
          this.skipAssembly();
          if (this.text[this.at] !== ']') return null;
          this.at++;
        }
        result.args.push(arg);
        this.spaces();
        if (this.text[this.at] === ',') {
          this.at++;
          continue;
        }
        break;
      }
      if (this.text[this.at] !== ']') return null;
      this.at++;
    }
  }
}

/** Element type of an array's canonical name, or null. */
export function elementTypeOf(name: string): string | null {
  if (!name.endsWith(']')) return null;
  let i = name.length - 2;
  while (name[i] === ',') i--;
  return name[i] === '[' ? name.slice(0, i) : null;
}

/** Open name and arguments of a closed generic's canonical name; null for anything else (arrays too). */
export function splitClosedName(name: string): { open: string; args: string[] } | null {
  if (!name.endsWith(']') || elementTypeOf(name) !== null) return null;
  const bracket = name.indexOf('[');
  const args: string[] = [];
  let depth = 0;
  let from = bracket + 1;
  for (let i = from; i < name.length; i++) {
    const c = name[i];
    if (c === '[') depth++;
    else if (c === ']' && depth > 0) depth--;
    else if ((c === ',' || c === ']') && depth === 0) {
      args.push(name.slice(from, i));
      from = i + 1;
    }
  }
  return { open: name.slice(0, bracket), args };
}
