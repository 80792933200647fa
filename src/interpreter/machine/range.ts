/** A lazily enumerated `a..b`: what a pipeline or foreach starts from. Never a value that a script sees. */
import { snapshotClass } from '../values/heap.ts';
import { PSChar, type Value } from '../values/value.ts';

export class RangeValue {
  readonly from: number;
  readonly to: number;
  readonly chars: boolean;
  constructor(from = 0, to = 0, chars = false) {
    this.from = from;
    this.to = to;
    this.chars = chars;
  }
  get count(): number {
    return Math.abs(this.to - this.from) + 1;
  }
  at(i: number): Value {
    const n = this.from <= this.to ? this.from + i : this.from - i;
    return this.chars ? new PSChar(n) : n;
  }
}
snapshotClass('RangeValue', 'value', RangeValue);
