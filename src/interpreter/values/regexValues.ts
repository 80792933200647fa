/** System.Text.RegularExpressions' objects as values: Regex, Match, Group, Capture. */
import { HeapObject, snapshotClass } from './heap.ts';
import type { CaptureResult, GroupResult, MatchResult } from './regex/regex.ts';

/** A Regex: its pattern and options. */
export class PSRegex extends HeapObject {
  pattern: string;
  options: number;
  constructor(pattern = '', options = 0) {
    super();
    this.pattern = pattern;
    this.options = options;
  }
}
snapshotClass('Regex', 'heap', PSRegex);

/** A Match. `result` is null for Match.Empty. */
export class PSMatch extends HeapObject {
  input: string;
  pattern: string;
  options: number;
  result: MatchResult | null;
  constructor(input = '', pattern = '', options = 0, result: MatchResult | null = null) {
    super();
    this.input = input;
    this.pattern = pattern;
    this.options = options;
    this.result = result;
  }
}
snapshotClass('Match', 'heap', PSMatch);

/** A Group of a match. */
export class PSGroup extends HeapObject {
  input: string;
  result: GroupResult;
  constructor(input = '', result: GroupResult = { index: 0, length: 0, name: '', number: 0, success: false, captures: [] }) {
    super();
    this.input = input;
    this.result = result;
  }
}
snapshotClass('Group', 'heap', PSGroup);

/** A Capture of a group. */
export class PSCapture extends HeapObject {
  input: string;
  result: CaptureResult;
  constructor(input = '', result: CaptureResult = { index: 0, length: 0 }) {
    super();
    this.input = input;
    this.result = result;
  }
}
snapshotClass('Capture', 'heap', PSCapture);

/** The text of a capture, group or match; '' for a failed one. */
export function captureText(input: string, result: CaptureResult | null): string {
  return result === null ? '' : input.slice(result.index, result.index + result.length);
}
