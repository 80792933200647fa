/** Comment-based help: finding the comment of a function or script, and its sections. Behaviour: HelpCommentsParser.cs. */
import type { Code } from '../values/code.ts';

/** The sections of a help comment. */
export interface CommentHelp {
  synopsis: string;
  description: string;
  notes: string;
  component: string;
  role: string;
  functionality: string;
  inputs: string[];
  outputs: string[];
  links: string[];
  examples: string[];
  parameters: Map<string, string>;
}

const DIRECTIVE =
  /^\s*\.(synopsis|description|parameter|example|inputs|outputs|notes|link|component|role|functionality|forwardhelptargetname|forwardhelpcategory|remotehelprunspace|externalhelp)\b/im;

/** Comments that stand in a row from a position on; the text without the marks of comments. */
function commentsAt(text: string, from: number): string | null {
  let at = from;
  const lines: string[] = [];
  for (;;) {
    const gap = /^[ \t]*(\r?\n)?/.exec(text.slice(at))?.[0] ?? '';
    const next = at + gap.length;
    if (text.startsWith('<#', next)) {
      if (lines.length > 0) break;
      const end = text.indexOf('#>', next);
      return end < 0 ? null : text.slice(next + 2, end);
    }
    if (text[next] !== '#') break;
    const end = text.indexOf('\n', next);
    lines.push(text.slice(next + 1, end < 0 ? text.length : end).replace(/\r$/, ''));
    at = end < 0 ? text.length : end + 1;
    if (at >= text.length) break;
  }
  return lines.length === 0 ? null : lines.join('\n');
}

/** The comment that ends at a position, white space apart. */
function commentsBefore(text: string, to: number, limit: number): string | null {
  const head = text.slice(limit, to).replace(/\s+$/, '');
  if (head.endsWith('#>')) {
    const start = head.lastIndexOf('<#');
    return start < 0 ? null : head.slice(start + 2, -2);
  }
  const lines: string[] = [];
  for (const line of head.split('\n').reverse()) {
    const match = /^\s*#(.*)$/.exec(line);
    if (match === null) break;
    lines.unshift(match[1] as string);
  }
  return lines.length === 0 ? null : lines.join('\n');
}

/** The help comment of a function's or script's code, or null. */
export function helpCommentOf(code: Code, isScript: boolean): string | null {
  const { text } = code.source;
  const braced = text[code.start] === '{';
  const begin = braced ? code.start + 1 : code.start;
  const end = braced ? code.end - 1 : code.end;
  const skipped = /^\s*/.exec(text.slice(begin))?.[0].length ?? 0;
  const candidates = [commentsAt(text, begin + skipped), commentsBefore(text, end, begin)];
  if (!isScript) {
    const before = text.slice(0, code.start);
    const keyword = /(?:function|filter)\s+\S+\s*(\([^)]*\)\s*)?$/i.exec(before);
    if (keyword !== null) {
      const head = before.slice(0, keyword.index);
      // not more than one blank line between
      if (!/\n[ \t]*\r?\n[ \t]*\r?\n\s*$/.test(head)) candidates.push(commentsBefore(text, keyword.index, 0));
    }
  }
  return candidates.find((c): c is string => c !== null && DIRECTIVE.test(c)) ?? null;
}

/** Text without the indentation that all its lines have. */
function dedent(body: string): string {
  const lines = body.replaceAll('\r', '').split('\n');
  while (lines.length > 0 && (lines[0] as string).trim() === '') lines.shift();
  while (lines.length > 0 && (lines[lines.length - 1] as string).trim() === '') lines.pop();
  const filled = lines.filter((l) => l.trim() !== '');
  const indent = Math.min(...filled.map((l) => /^\s*/.exec(l)?.[0].length ?? 0));
  return lines.map((l) => l.slice(Number.isFinite(indent) ? indent : 0).trimEnd()).join('\n');
}

/** The sections of a help comment. */
export function parseHelp(comment: string): CommentHelp {
  const help: CommentHelp = {
    synopsis: '',
    description: '',
    notes: '',
    component: '',
    role: '',
    functionality: '',
    inputs: [],
    outputs: [],
    links: [],
    examples: [],
    parameters: new Map(),
  };
  let name = '';
  let argument = '';
  let body: string[] = [];
  const close = (): void => {
    const content = dedent(body.join('\n'));
    body = [];
    switch (name) {
      case 'synopsis':
      case 'description':
      case 'notes':
      case 'component':
      case 'role':
      case 'functionality':
        help[name] = content;
        break;
      case 'parameter':
        help.parameters.set(argument.toLowerCase(), content);
        break;
      case 'example':
        help.examples.push(content);
        break;
      case 'inputs':
        help.inputs.push(content);
        break;
      case 'outputs':
        help.outputs.push(content);
        break;
      case 'link':
        help.links.push(content);
        break;
    }
  };
  for (const line of comment.split('\n')) {
    const match = /^\s*\.(\w+)[ \t]*(.*?)\s*$/.exec(line);
    if (match === null || !DIRECTIVE.test(line)) {
      body.push(line);
      continue;
    }
    close();
    name = (match[1] as string).toLowerCase();
    argument = match[2] as string;
  }
  close();
  return help;
}
