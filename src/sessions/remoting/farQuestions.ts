/**
 * Questions of commands on another computer, as this session's person gets them: whoever is asked for something secret is told who asks
 * (RemoteHost.cs: PerformSecurityChecksOnHostMessage).
 */
import type { CmdletContext } from '../../interpreter/machine/cmdlet.ts';
import { touch } from '../../interpreter/values/heap.ts';
import { sendToCall } from './client.ts';
import type { RemoteCall } from './state.ts';

type Question = Record<string, unknown>;

const text = (value: unknown): string => (typeof value === 'string' ? value : '');
const DEFAULT_CAPTION = 'PowerShell credential request';

/** The warning before a secret is typed that a credential's dialog has no room for. */
const attention = (computer: string, asks: string): string =>
  `WARNING: A script or application on the remote computer ${computer} is ${asks}, only if you trust the remote computer and the application or script that is requesting`;

function withCaption(args: Question, computer: string): Question {
  const caption = text(args.caption);
  return {
    ...args,
    caption: caption.toLowerCase() === DEFAULT_CAPTION.toLowerCase() ? caption : `PowerShell Credential Request: ${caption}`,
    message: `Warning: A script or application on the remote computer ${computer} is requesting your credentials. Enter your credentials only if you trust the remote computer and the application or script that is requesting them.\n\n${text(args.message)}`,
  };
}

/** A question with PowerShell's warning in it, if the answer is a secret. */
export function warned(method: string, args: Question, computerName: string): Question {
  const computer = computerName.toUpperCase();
  if (method === 'prompt.credential') return withCaption(args, computer);
  if (method === 'readLine' && args.masked === true) {
    const warning = attention(computer, 'asking to read a line securely. Enter sensitive information, such as your credentials');
    return { ...args, prompt: `${warning} it.\n${text(args.prompt)}` };
  }
  if (method !== 'prompt.parameters' || !Array.isArray(args.fields)) return args;
  const types = (args.fields as Question[]).map((field) => text(field.type).toLowerCase());
  if (types.some((type) => type.includes('pscredential'))) return withCaption(args, computer);
  if (!types.some((type) => type.includes('securestring'))) return args;
  const asks = 'sending a prompt request. When you are prompted, enter sensitive information, such as credentials or passwords';
  return { ...args, message: `${attention(computer, asks)} the data.\n${text(args.message)}` };
}

/** Asks this session's person what a command on the far side wants to know, and sends the answer. May wait. False: there is no question. */
export function answerFarQuestion<S extends object>(context: CmdletContext<S>, call: RemoteCall): boolean {
  const [question] = call.hostCalls;
  if (question === undefined) return false;
  const reply = context.ask(question.method, warned(question.method, question.args as Question, call.computerName));
  touch(call);
  call.hostCalls = call.hostCalls.filter((q) => q.callId !== question.callId);
  sendToCall(context.machine.root, call, { kind: 'hostReply', callId: question.callId, value: reply });
  return true;
}
