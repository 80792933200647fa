/** What formatting tests share: a context without machine, objects by hand, text as a console of 80 columns shows it. */

import type { FormatContext } from '../../../src/interpreter/formatting/access.ts';
import { FormatCommand } from '../../../src/interpreter/formatting/command.ts';
import { FormatterState, feed, flush, linesText } from '../../../src/interpreter/formatting/formatter.ts';
import { finish, generate } from '../../../src/interpreter/formatting/generate.ts';
import type { Packet, Shape, StreamName } from '../../../src/interpreter/formatting/packets.ts';
import { commonParameters } from '../../../src/interpreter/formatting/parameters.ts';
import { Code, ScriptBlock, SourceText } from '../../../src/interpreter/values/code.ts';
import { PSArray, PSHashtable } from '../../../src/interpreter/values/collections.ts';
import { customObject, type PSObject } from '../../../src/interpreter/values/object.ts';
import '../../../src/interpreter/values/types/array.ts';
import '../../../src/interpreter/values/types/numeric.ts';
import '../../../src/interpreter/values/types/primitives.ts';
import type { Value } from '../../../src/interpreter/values/value.ts';

/** Bodies of the script blocks that tests make. */
const bodies = new WeakMap<ScriptBlock, (item: Value) => Value>();

/** A script block with a text and what it does. */
export function block(text: string, body: (item: Value) => Value): ScriptBlock {
  const code = new Code();
  code.source = new SourceText(`{${text}}`);
  code.start = 0;
  code.end = text.length + 2;
  const made = new ScriptBlock(code);
  bodies.set(made, body);
  return made;
}

/** A context whose clock is set by the test. */
export function testContext(variables: Record<string, Value> = {}): FormatContext & { time: number } {
  const unsupported = (): never => {
    throw new Error('not in this test');
  };
  return {
    culture: 'en-US',
    time: 0,
    now() {
      return this.time;
    },
    zoneOffset: () => 0,
    random: () => 0,
    newGuid: () => '',
    call: ({ block: called, dollarUnder }) => {
      const result = bodies.get(called)?.(dollarUnder ?? null);
      return result === undefined ? [] : [result];
    },
    work: unsupported,
    ask: unsupported,
    sleep: unsupported,
    awaitSignal: unsupported,
    once: (action) => action(),
    getVariable: (name) => variables[name],
    allocate: () => {},
  };
}

/** [pscustomobject]@{…}. */
export function object(properties: Record<string, Value>, typeName?: string): PSObject {
  return customObject(Object.entries(properties), typeName === undefined ? null : [typeName]);
}

/** An array. */
export function array(...items: Value[]): PSArray {
  return new PSArray(items);
}

/** A hashtable. */
export function table(entries: Record<string, Value>): PSHashtable {
  const made = new PSHashtable();
  for (const [key, value] of Object.entries(entries)) made.set(key, value);
  return made;
}

/** Packets of a Format-* cmdlet with these parameters. */
export function format(
  shape: Shape,
  parameters: Record<string, Value>,
  objects: readonly Value[],
  ctx: FormatContext = testContext(),
): Packet[] {
  const source = { params: parameters, isBound: (name: string) => name in parameters, isOn: (name: string) => parameters[name] === true };
  const command = new FormatCommand(shape, commonParameters(source, shape));
  return [...objects.flatMap((value) => generate(command, value, ctx)), ...finish(command)];
}

/** Text that values of the pipeline make at a width (79 columns are what a console of 80 gives). */
export function shown(values: readonly Value[], ctx: FormatContext = testContext(), columns = 79, streams: StreamName[] = []): string {
  const state = new FormatterState(columns, Math.min(columns, 80));
  const lines = values.flatMap((value, i) => feed(state, value, ctx, streams[i] ?? 'out'));
  return linesText([...lines, ...flush(state, ctx)]);
}

/** Text that Out-String makes. */
export function asString(values: readonly Value[], ctx: FormatContext = testContext()): string {
  return shown(values, ctx, Number.POSITIVE_INFINITY);
}
