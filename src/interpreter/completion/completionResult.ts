/** CompletionResult and CommandCompletion as objects of scripts: CompletionResult.cs, CommandCompletion.cs. */
import { PSList } from '../values/collections.ts';
import { makeError } from '../values/faults.ts';
import { HeapObject, snapshotClass, touch } from '../values/heap.ts';
import { m, p, rw } from '../values/types/define.ts';
import { findType, registerType } from '../values/types/registry.ts';
import { EnumValue, type Value } from '../values/value.ts';
import type { Candidate, CompletionKind } from './results.ts';

const SMA = 'System.Management.Automation.';
const KIND = `${SMA}CompletionResultType`;

/** CompletionResult. */
export class CompletionResultValue extends HeapObject {
  completionText: string;
  listItemText: string;
  resultType: number;
  toolTip: string;
  constructor(completionText = '', listItemText = completionText, resultType = 0, toolTip = completionText) {
    super();
    this.completionText = completionText;
    this.listItemText = listItemText;
    this.resultType = resultType;
    this.toolTip = toolTip;
  }
  /** As the engine knows candidates. */
  toCandidate(): Candidate {
    const kind = Object.entries(findType(KIND)?.enumNames ?? {}).find(([, n]) => Number(n) === this.resultType)?.[0] ?? 'Text';
    return {
      completionText: this.completionText,
      listItemText: this.listItemText,
      resultType: kind as CompletionKind,
      toolTip: this.toolTip,
    };
  }
  /** The object of a candidate. */
  static from(c: Candidate): CompletionResultValue {
    const number = Number(findType(KIND)?.enumNames?.[c.resultType] ?? 0);
    return new CompletionResultValue(c.completionText, c.listItemText, number, c.toolTip);
  }
}
snapshotClass('CompletionResult', 'heap', CompletionResultValue);

/** CommandCompletion. */
export class CommandCompletionValue extends HeapObject {
  matches: PSList;
  currentMatchIndex: number;
  replacementIndex: number;
  replacementLength: number;
  constructor(matches: PSList = new PSList([], 'Collection'), replacementIndex = -1, replacementLength = -1) {
    super();
    this.matches = matches;
    this.currentMatchIndex = -1;
    this.replacementIndex = replacementIndex;
    this.replacementLength = replacementLength;
  }
}
snapshotClass('CommandCompletion', 'heap', CommandCompletionValue);

const r = (v: Value): CompletionResultValue => v as CompletionResultValue;
const c = (v: Value): CommandCompletionValue => v as CommandCompletionValue;

/** A text that must be there. */
function needed(value: Value | undefined, name: string): string {
  if (typeof value === 'string' && value !== '') return value;
  throw makeError(
    `${SMA}PSArgumentNullException`,
    'ArgumentNull',
    'InvalidArgument',
    `Cannot process argument because the value of argument "${name}" is null. Change the value of argument "${name}" to a non-null value.`,
  );
}

registerType({
  name: `${SMA}CompletionResult`,
  ctor: CompletionResultValue,
  properties: {
    CompletionText: p('string', (s) => r(s).completionText),
    ListItemText: p('string', (s) => r(s).listItemText),
    ResultType: p(KIND, (s) => new EnumValue(KIND, r(s).resultType)),
    ToolTip: p('string', (s) => r(s).toolTip),
  },
  constructors: [
    m(`${SMA}CompletionResult new(string completionText)`, (_s, [text]) => new CompletionResultValue(needed(text, 'completionText'))),
    m(
      `${SMA}CompletionResult new(string completionText, string listItemText, ${KIND} resultType, string toolTip)`,
      (_s, [text, item, kind, tip]) =>
        new CompletionResultValue(
          needed(text, 'completionText'),
          needed(item, 'listItemText'),
          kind instanceof EnumValue ? Number(kind.value) : 0,
          needed(tip, 'toolTip'),
        ),
    ),
  ],
});

/** A whole number that can be set. */
function number(name: 'currentMatchIndex' | 'replacementIndex' | 'replacementLength') {
  return rw(
    'int',
    (s) => c(s)[name],
    (s, v) => {
      c(s)[name] = Number(v);
      touch(c(s));
    },
  );
}

/** The next of a completion's candidates in a circle (CommandCompletion.GetNextResult); null without any. */
function nextResult(self: CommandCompletionValue, forward: boolean): Value {
  const count = self.matches.items.length;
  if (count === 0) return null;
  const next = self.currentMatchIndex + (forward ? 1 : -1);
  self.currentMatchIndex = next >= count ? 0 : next < 0 ? count - 1 : next;
  touch(self);
  return self.matches.items[self.currentMatchIndex] ?? null;
}

/** Properties and methods of CommandCompletion; its static methods come from the file that knows how to complete. */
export const commandCompletionShape = {
  name: `${SMA}CommandCompletion`,
  ctor: CommandCompletionValue,
  properties: {
    CurrentMatchIndex: number('currentMatchIndex'),
    ReplacementIndex: number('replacementIndex'),
    ReplacementLength: number('replacementLength'),
    CompletionMatches: rw(
      `System.Collections.ObjectModel.Collection[${SMA}CompletionResult]`,
      (s) => c(s).matches,
      (s, v) => {
        if (v instanceof PSList) c(s).matches = v;
        touch(c(s));
      },
    ),
  },
  methods: {
    GetNextResult: [m(`${SMA}CompletionResult GetNextResult(bool forward)`, (s, [forward]) => nextResult(c(s), forward === true))],
  },
};
