/** Questions of running commands to a person, as pages show them. */
import type { HostRequest } from '../protocol.ts';

type Request = Record<string, unknown>;

const text = (value: unknown): string => (value === undefined || value === null ? '' : String(value));
const texts = (value: unknown): string[] => (Array.isArray(value) ? value.map(text) : []);

/** True for a host request that a person answers. */
export function isQuestion(request: Request): boolean {
  return /^(prompt\.)?(readLine|choice|credential|parameters)$/.test(text(request.op));
}

/** The question as pages get it. */
export function questionOf(id: number, request: Request): HostRequest {
  const caption = text(request.caption);
  const message = text(request.message);
  switch (text(request.op).replace('prompt.', '')) {
    case 'choice':
      return {
        id,
        kind: 'choice',
        caption,
        message,
        choices: texts(request.choices),
        help: texts(request.help),
        default: typeof request.default === 'number' ? request.default : -1,
      };
    case 'credential':
      return { id, kind: 'credential', caption, message, userName: text(request.userName) };
    case 'parameters': {
      const fields = (Array.isArray(request.fields) ? request.fields : []) as Request[];
      return {
        id,
        kind: 'parameters',
        caption,
        message,
        fields: fields.map((f) => ({
          name: text(f.name),
          type: text(f.type),
          helpMessage: text(f.helpMessage),
          collection: f.collection === true,
          masked: /securestring/i.test(text(f.type)),
        })),
      };
    }
    default:
      return { id, kind: 'readLine', prompt: text(request.prompt), masked: request.masked === true };
  }
}

/** What the machine gets for a person's answer. */
export function replyOf(request: Request, value: unknown): unknown {
  switch (text(request.op).replace('prompt.', '')) {
    case 'readLine':
      return { text: value === null || value === undefined ? null : String(value) };
    case 'choice': {
      const choices = texts(request.choices);
      const index = typeof value === 'number' ? value : -1;
      if (index >= 0 && index < choices.length) return index;
      return typeof request.default === 'number' && request.default >= 0 ? request.default : 0;
    }
    default:
      return value ?? null;
  }
}

const keyOf = (label: string): string => {
  const at = label.indexOf('&');
  return at >= 0 && at < label.length - 1 ? label[at + 1].toUpperCase() : '';
};
const wordOf = (label: string): string => label.replace('&', '');

/**
 * A question and its answer as they stay on a terminal, for the transcript (ConsoleHostUserInterface: ReadLine, PromptForChoice, Prompt).
 * '' for what leaves no trace: a dialog, or a question that was cancelled.
 */
export function askedText(id: number, request: Request, answer: unknown): string {
  const question = questionOf(id, request);
  const said = (value: unknown, masked: boolean): string => (masked ? '*'.repeat(text(value).length) : text(value));
  const head = 'caption' in question ? [question.caption, question.message].filter((line) => line !== '') : [];
  let lines: string[] = [];
  if (question.kind === 'readLine' && answer !== null) lines = [question.prompt + said(answer, question.masked)];
  else if (question.kind === 'choice') {
    const name = (label: string) => keyOf(label) || wordOf(label);
    const options = question.choices.map((label) => (keyOf(label) ? `[${keyOf(label)}] ${wordOf(label)}` : wordOf(label)));
    const fallback = question.choices[question.default];
    const end = fallback === undefined ? '' : ` (default is "${name(fallback)}")`;
    lines = [...head, `${options.join('  ')}  [?] Help${end}: ${name(question.choices[Number(answer ?? -1)] ?? '')}`];
  } else if (question.kind === 'parameters' && typeof answer === 'object' && answer !== null) {
    const given = answer as Record<string, unknown>;
    lines = [...head];
    for (const { name, collection, masked } of question.fields) {
      const values = collection && Array.isArray(given[name]) ? [...(given[name] as unknown[]), ''] : null;
      if (values === null) lines.push(`${name}: ${said(given[name], masked)}`);
      else for (const [i, value] of values.entries()) lines.push(`${name}[${i}]: ${said(value, masked)}`);
    }
  }
  return lines.map((line) => `${line}\n`).join('');
}
