/** The state of binding one command: plain data, kept in the command's frame. */
import type { ScriptBlock } from '../values/code.ts';
import type { PSHashtable } from '../values/collections.ts';
import type { NativeContext } from '../values/context.ts';
import type { ErrorRecord } from '../values/errors.ts';
import type { Value } from '../values/value.ts';
import { type BindingError, type BindingErrorKind, elaborated, type Place, WHOLE_COMMAND } from './bindingErrors.ts';
import type { CommandView, ParameterView } from './view.ts';

/** One element of a command line after its name, evaluated. Plain data. Offsets are into the source; -1 = none. */
export type CommandArgument =
  | {
      kind: 'argument';
      value: Value;
      /** A bareword's own spelling where it differs from the value's text: `1.50`, `1kb`, `0x10`. */
      text?: string;
      fromSplat?: boolean;
      start: number;
      end: number;
    }
  | {
      kind: 'parameter';
      /** Name without dash and colon. */
      name: string;
      /** As written: `-Name` or `-Name:`. */
      text: string;
      /** True for `-Name:value`. */
      hasArgument: boolean;
      value?: Value;
      /** Spelling of a bareword value. */
      valueText?: string;
      /** From a splatted table: gives way to the same parameter written out. */
      fromSplat?: boolean;
      start: number;
      end: number;
      valueStart?: number;
      valueEnd?: number;
    };

/** An argument on its way to a parameter. Plain data. */
export interface Item {
  named: boolean;
  name: string;
  text: string;
  hasValue: boolean;
  value: Value;
  spelling: string | null;
  fromSplat: boolean;
  start: number;
  end: number;
  valueStart: number;
  valueEnd: number;
}

/** A script block that is run for each pipeline object to find the parameter's value. */
export interface DelayedArgument {
  name: string;
  block: ScriptBlock;
  start: number;
  end: number;
}

/** How bindCommandLine is to bind. */
export interface BindOptions {
  commandName: string;
  /** Class of a native cmdlet, for error ids. */
  className?: string;
  /** A function without [CmdletBinding()] or [Parameter()]: unknown arguments go to $args. */
  isSimpleFunction?: boolean;
  /** True unless the command is first in its pipeline and gets no input. */
  expectingInput?: boolean;
  /** $PSDefaultParameterValues, or null. */
  defaultParameterValues?: PSHashtable | null;
  /** Names of aliases that lead to the command: keys of $PSDefaultParameterValues may name them. */
  aliases?: readonly string[];
  /** True: missing mandatory parameters are asked for. */
  interactive?: boolean;
  /** 1-based, for the prompt's caption. */
  pipelinePosition?: number;
}

/** State and result of binding. Plain data; the fields from `items` on are the binder's own. */
export interface Binding {
  commandName: string;
  className: string;
  /** Bound values by declared name, those of the current pipeline object included. */
  values: Record<string, Value>;
  /** What $PSBoundParameters holds: also what earlier pipeline objects bound. In order of binding. */
  recorded: Record<string, Value>;
  /** Declared names bound before pipeline input (command line, defaults, prompt, delayed). */
  bound: string[];
  /** Those bound by position. */
  positional: string[];
  /** Those bound by $PSDefaultParameterValues. */
  fromDefaults: string[];
  /** Script blocks run for each pipeline object. */
  delayed: DelayedArgument[];
  /** $args of a simple function. */
  unbound: Value[];
  /** Name of the resolved parameter set; `__AllParameterSets` where there is none. */
  set: string;
  /** Spelling of barewords by declared name: one entry a value, null where the value's own text is right. */
  texts: Record<string, (string | null)[]>;
  /** Warnings to write before the command begins. */
  warnings: string[];
  /** Declared names bound by the current pipeline object. All others have their default value again. */
  pipelineBound: string[];
  /** Why the last pipeline object was not bound, and where. */
  error: ErrorRecord | null;

  simple: boolean;
  expectingInput: boolean;
  interactive: boolean;
  pipelinePosition: number;
  aliases: string[];
  /** Arguments not bound yet. */
  items: Item[];
  /** Indexes of parameters not bound yet. */
  open: number[];
  /** Bits of the sets still possible, before pipeline input, and the one to try first with pipeline input. */
  sets: number;
  setsBeforePipeline: number;
  prioritized: number;
  defaultTable: PSHashtable | null;
  /** Default values that apply to this command; null = none. */
  defaults: { name: string; value: Value }[] | null;
  useDefaults: boolean;
  defaultsInUse: boolean;
  warned: string[];
  /** Error of the positional pass, shown if its argument finds no place later. */
  held: { record: ErrorRecord; kind: BindingErrorKind; start: number; end: number; fromCast: boolean } | null;
  finished: boolean;
}

/** What the binder's functions pass to each other. Never stored. */
export interface Run {
  view: CommandView;
  binding: Binding;
  ctx: NativeContext;
}

/** A fresh binding. */
export function newBinding(view: CommandView, options: BindOptions): Binding {
  return {
    commandName: options.commandName,
    className: options.className ?? '',
    values: {},
    recorded: {},
    bound: [],
    positional: [],
    fromDefaults: [],
    delayed: [],
    unbound: [],
    set: '__AllParameterSets',
    texts: {},
    warnings: [],
    pipelineBound: [],
    error: null,
    simple: options.isSimpleFunction ?? !view.meta.isAdvanced,
    expectingInput: options.expectingInput ?? false,
    interactive: options.interactive ?? false,
    pipelinePosition: options.pipelinePosition ?? 1,
    aliases: [...(options.aliases ?? [])],
    items: [],
    open: view.parameters.map((_, i) => i),
    sets: 0xffffffff,
    setsBeforePipeline: 0xffffffff,
    prioritized: 0,
    defaultTable: options.defaultParameterValues ?? null,
    defaults: null,
    useDefaults: true,
    defaultsInUse: false,
    warned: [],
    held: null,
    finished: false,
  };
}

/** A copy that can be changed without touching the original: a phase that is run again starts from the original. */
export function copyBinding(b: Binding): Binding {
  return {
    ...b,
    values: { ...b.values },
    recorded: { ...b.recorded },
    bound: [...b.bound],
    positional: [...b.positional],
    fromDefaults: [...b.fromDefaults],
    delayed: b.delayed.map((d) => ({ ...d })),
    unbound: [...b.unbound],
    texts: { ...b.texts },
    warnings: [...b.warnings],
    pipelineBound: [...b.pipelineBound],
    aliases: [...b.aliases],
    items: b.items.map((i) => ({ ...i })),
    open: [...b.open],
    defaults: b.defaults === null ? null : b.defaults.map((d) => ({ ...d })),
    warned: [...b.warned],
    held: b.held === null ? null : { ...b.held },
  };
}

/** Arguments as items; those of splatted tables come last (ParameterBinderController.cs InitUnboundArguments). */
export function itemsOf(args: readonly CommandArgument[]): Item[] {
  const written: Item[] = [];
  const splatted: Item[] = [];
  for (const a of args) {
    if (a.kind === 'argument') {
      written.push({
        named: false,
        name: '',
        text: '',
        hasValue: true,
        value: a.value,
        spelling: a.text ?? null,
        fromSplat: false,
        start: -1,
        end: -1,
        valueStart: a.start,
        valueEnd: a.end,
      });
      continue;
    }
    const item: Item = {
      named: true,
      name: a.name,
      text: a.text,
      hasValue: a.hasArgument,
      value: a.value ?? null,
      spelling: a.valueText ?? null,
      fromSplat: a.fromSplat ?? false,
      start: a.start,
      end: a.end,
      valueStart: a.hasArgument ? (a.valueStart ?? a.start) : -1,
      valueEnd: a.hasArgument ? (a.valueEnd ?? a.end) : -1,
    };
    if (item.fromSplat) splatted.push(item);
    else written.push(item);
  }
  return splatted.length === 0 ? written : [...written, ...splatted];
}

/** A named item that carries another one's value. */
export function itemFor(name: string, value: Value, from: Item | null = null): Item {
  return {
    named: true,
    name,
    text: `-${name}:`,
    hasValue: true,
    value,
    spelling: from === null ? null : from.spelling,
    fromSplat: false,
    start: -1,
    end: -1,
    valueStart: from === null ? -1 : from.valueStart,
    valueEnd: from === null ? -1 : from.valueEnd,
  };
}

/** Where an error about an argument points: the argument, else its parameter. */
export function argumentPlace(item: Item): Place {
  if (item.valueStart >= 0) return { start: item.valueStart, end: item.valueEnd };
  return item.start >= 0 ? { start: item.start, end: item.end } : WHOLE_COMMAND;
}

/** Where an error about a parameter's name points. */
export function parameterPlace(item: Item): Place {
  return item.start >= 0 ? { start: item.start, end: item.end } : WHOLE_COMMAND;
}

/** True if the parameter has a value or a delayed one. */
export function isBound(b: Binding, name: string): boolean {
  return b.bound.includes(name) || b.pipelineBound.includes(name);
}

/** Takes a parameter off the list of unbound ones. */
export function close(b: Binding, p: ParameterView): void {
  const i = b.open.indexOf(p.index);
  if (i >= 0) b.open.splice(i, 1);
}

/** The error to throw: with the remark about default values where some were bound. */
export function withDefaultsRemark(b: Binding, error: BindingError): BindingError {
  return b.defaultsInUse ? elaborated(error, b.fromDefaults) : error;
}
