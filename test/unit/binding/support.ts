/** Contexts, blocks and command tables for the tests of the binder. */
import '../../../src/interpreter/values/types/regex.ts';
import './basicTypes.ts';
import {
  type Binding,
  type BindOptions,
  bindCommandLine,
  type CommandArgument,
  finishBinding,
} from '../../../src/interpreter/binding/binder.ts';
import { metadataOfDefinition } from '../../../src/interpreter/binding/defineCmdlet.ts';
import { metadataOfCode } from '../../../src/interpreter/binding/functionMetadata.ts';
import type { CommandMetadata, ParameterShort } from '../../../src/interpreter/binding/metadata.ts';
import type { CmdletDefinition } from '../../../src/interpreter/machine/cmdlet.ts';
import { type AttributeSpec, Code, ScriptBlock, SourceText } from '../../../src/interpreter/values/code.ts';
import type { NativeContext } from '../../../src/interpreter/values/context.ts';
import { TerminatingError } from '../../../src/interpreter/values/errors.ts';
import type { Value } from '../../../src/interpreter/values/value.ts';

/** What a block does when it is called. */
export type Body = (dollarUnder: Value | undefined, args: Value[]) => Value[];

/** A context whose script blocks are JavaScript functions; questions are answered by `reply`. */
export class FakeContext implements NativeContext {
  readonly culture = 'en-US';
  readonly asked: { op: string; args: unknown }[] = [];
  readonly bodies = new Map<ScriptBlock, Body>();
  readonly variables = new Map<string, Value>();
  reply: unknown = null;
  now(): number {
    return 0;
  }
  zoneOffset(): number {
    return 0;
  }
  random(): number {
    return 0.5;
  }
  newGuid(): string {
    return '00000000-0000-0000-0000-000000000000';
  }
  call(request: { block: ScriptBlock; args: Value[]; dollarUnder?: Value }): Value[] {
    const body = this.bodies.get(request.block);
    return body === undefined ? [] : body(request.dollarUnder, request.args);
  }
  work(): unknown {
    return null;
  }
  ask(op: string, args?: Record<string, unknown>): unknown {
    this.asked.push({ op, args });
    return this.reply;
  }
  sleep(): void {}
  awaitSignal(): boolean {
    return false;
  }
  once<T>(action: () => T): T {
    return action();
  }
  getVariable(name: string): Value | undefined {
    return this.variables.get(name);
  }
  allocate(): void {}
  /** A script block with this text that does `body`. */
  block(text: string, body: Body): ScriptBlock {
    const code = new Code();
    code.source = new SourceText(`{${text}}`);
    code.end = text.length + 2;
    const block = new ScriptBlock(code);
    this.bodies.set(block, body);
    return block;
  }
}

/** A named attribute with arguments. */
export function attribute(typeName: string, positional: unknown[] = [], named: Record<string, unknown> = {}): AttributeSpec {
  return { typeName, positional, named };
}

/** A function's parameter: name, type, attributes in the order in which a script writes them. */
export type Declared = [name: string, type?: string, ...attributes: AttributeSpec[]];

/** Metadata of a function. `binding`: arguments of [CmdletBinding()], or null without it. */
export function functionOf(name: string, binding: Record<string, unknown> | null, ...parameters: Declared[]): CommandMetadata {
  const code = new Code();
  if (binding !== null) code.attributes = [attribute('CmdletBinding', [], binding)];
  code.parameters = parameters.map(([parameter, type, ...attributes], slot) => ({
    name: parameter,
    type: type ?? 'System.Object',
    attributes,
    slot,
    hasDefault: false,
    defaultText: null,
  }));
  return metadataOfCode(code, name);
}

/** Metadata of a native cmdlet. */
export function cmdletOf(name: string, parameters: Record<string, ParameterShort>, more: Partial<CmdletDefinition> = {}): CommandMetadata {
  return metadataOfDefinition({
    name,
    module: 'Test',
    synopsis: '',
    className: `Test.${name}Command`,
    parameters,
    stateVersion: 1,
    ...more,
  });
}

/**
 * Arguments in short: `'-Name'` is a parameter, `['-Name:', v]` one with its value, everything else a positional value. Each
 * argument gets offsets of its own: the n-th is 10n to 10n+5.
 */
export function line(...parts: (Value | ['-', string, Value])[]): CommandArgument[] {
  return parts.map((part, i) => {
    const [start, end] = [i * 10, i * 10 + 5];
    if (Array.isArray(part))
      return { kind: 'parameter', name: part[1], text: `-${part[1]}:`, hasArgument: true, value: part[2], start, end };
    if (typeof part === 'string' && /^-[A-Za-z]/.test(part)) {
      return { kind: 'parameter', name: part.slice(1), text: part, hasArgument: false, start, end };
    }
    return { kind: 'argument', value: part, start, end };
  });
}

/** Binds a whole command line. */
export function bind(
  meta: CommandMetadata,
  args: CommandArgument[],
  ctx: FakeContext = new FakeContext(),
  options: Partial<BindOptions> = {},
): Binding {
  const binding = bindCommandLine(meta, args, ctx, { commandName: meta.name, ...options });
  return finishBinding(meta, binding, ctx);
}

/** Id, text, category and place of the error that `action` throws. */
export function failure(action: () => unknown): { id: string; text: string; category: string; start: number | undefined; type: string } {
  try {
    action();
  } catch (e) {
    if (!(e instanceof TerminatingError)) throw e;
    return {
      id: e.record.fullyQualifiedErrorId,
      text: e.record.exception.message,
      category: e.record.category,
      start: (e as { start?: number }).start,
      type: e.record.exception.typeName.slice(e.record.exception.typeName.lastIndexOf('.') + 1),
    };
  }
  throw new Error('nothing was thrown');
}
