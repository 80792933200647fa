/**
 * The questions of a running command that are asked in the console, as PowerShell's console host asks them (PromptForChoice, Prompt and
 * ReadLine in ConsoleHostUserInterface*.cs): texts above, a label to type behind, lines as answers.
 */
import type { HostRequest } from '../../sessions/client/types.ts';

/** Questions with a line for an answer; credentials have a dialog of their own. */
export type LineRequest = Exclude<HostRequest, { kind: 'credential' }>;

/** Where a question stands: what was answered of it so far. */
export interface QuestionState {
  request: LineRequest;
  /** Lines shown above the prompt. */
  lines: string[];
  /** What stands before the cursor. */
  label: string;
  masked: boolean;
  /** Answers that can be clicked, with what they type. */
  buttons: { label: string; text: string }[];
  field: number;
  fields: Record<string, string | string[]>;
}

/** What a line did. */
export type QuestionStep = { done: true; answer: unknown } | { done: false; state: QuestionState };

const keyOf = (label: string): string => {
  const at = label.indexOf('&');
  return at >= 0 && at < label.length - 1 ? label[at + 1].toUpperCase() : '';
};
const wordOf = (label: string): string => label.replace('&', '');

function fieldLabel(request: LineRequest & { kind: 'parameters' }, field: number, fields: QuestionState['fields']): string {
  const { name, collection } = request.fields[field];
  const given = fields[name];
  return collection ? `${name}[${Array.isArray(given) ? given.length : 0}]: ` : `${name}: `;
}

/** A question as it is first asked. */
export function ask(request: LineRequest): QuestionState {
  const state: QuestionState = { request, lines: [], label: '', masked: false, buttons: [], field: 0, fields: {} };
  if (request.kind === 'readLine') {
    const asked = request.prompt.split('\n');
    state.label = asked.pop() ?? '';
    state.lines = asked;
    state.masked = request.masked;
  } else if (request.kind === 'choice') {
    state.lines = [request.caption, request.message].filter((line) => line !== '');
    const options = request.choices.map((choice) => (keyOf(choice) ? `[${keyOf(choice)}] ${wordOf(choice)}` : wordOf(choice)));
    const fallback = request.choices[request.default];
    const end = fallback === undefined ? '' : ` (default is "${keyOf(fallback) || wordOf(fallback)}")`;
    state.label = `${options.join('  ')}  [?] Help${end}: `;
    state.buttons = request.choices.map((choice) => ({ label: wordOf(choice), text: keyOf(choice) || wordOf(choice) }));
  } else {
    state.lines = [request.caption, request.message].filter((line) => line !== '');
    if (request.fields.length > 0) {
      state.label = fieldLabel(request, 0, {});
      state.masked = request.fields[0].masked;
    }
  }
  return state;
}

/** What a typed line does to a question. */
export function reply(state: QuestionState, text: string): QuestionStep {
  const { request } = state;
  if (request.kind === 'readLine') return { done: true, answer: text };
  if (request.kind === 'choice') {
    const typed = text.trim();
    if (typed === '' && request.default >= 0) return { done: true, answer: request.default };
    const same = (a: string, b: string) => a !== '' && a.toLowerCase() === b.toLowerCase();
    let index = request.choices.findIndex((choice) => same(wordOf(choice), typed));
    if (index < 0) index = request.choices.findIndex((choice) => same(keyOf(choice), typed));
    if (index >= 0) return { done: true, answer: index };
    if (typed !== '?') return { done: false, state };
    const help = request.choices.map((choice, at) => `${keyOf(choice) || wordOf(choice)} - ${request.help[at] ?? ''}`);
    return { done: false, state: { ...state, lines: [request.caption, request.message, ...help].filter((line) => line !== '') } };
  }
  const field = request.fields[state.field];
  if (!field) return { done: true, answer: state.fields };
  const said = field.masked ? '*'.repeat(text.length) : text;
  const lines = [...state.lines, state.label + said];
  // PowerShell's !? shows a parameter's help message.
  if (text === '!?') return { done: false, state: { ...state, lines: [...lines, field.helpMessage || 'No help is available.'] } };
  const fields = { ...state.fields };
  let next = state.field;
  if (field.collection) {
    const given = (fields[field.name] as string[] | undefined) ?? [];
    fields[field.name] = text === '' ? given : [...given, text];
    if (text === '') next++;
  } else {
    fields[field.name] = text;
    next++;
  }
  if (next >= request.fields.length) return { done: true, answer: fields };
  const label = fieldLabel(request, next, fields);
  return { done: false, state: { ...state, lines, field: next, fields, label, masked: request.fields[next].masked } };
}
