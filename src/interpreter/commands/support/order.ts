/** The common course of Sort-Object and Group-Object: collect, work out keys in portions, sort as work that can be stopped. */
import type { CmdletContext, Step } from '../../machine/cmdlet.ts';
import { appendItem, PSArray } from '../../values/collections.ts';
import { isAutomationNull, type Value } from '../../values/value.ts';
import type { Calculated } from './calculated.ts';
import { keysOf } from './ordering.ts';
import { isPure, newSort, orderOfNumbers, sortNow } from './sortWork.ts';

/** Plain state. */
export interface OrderState {
  items: PSArray;
  properties: Calculated[];
  descending: boolean[];
  keys: (Value | undefined)[][];
  /** Numbers of the items in order; null while not sorted. */
  order: number[] | null;
  stage: 'keys' | 'ready' | 'sort' | 'done';
  at: number;
}

/** A fresh state. */
export function newOrder(): OrderState {
  return { items: new PSArray(), properties: [], descending: [], keys: [], order: null, stage: 'keys', at: 0 };
}

/** Items whose keys are worked out in one portion. */
const PORTION = 4000;

/** Takes an input object; null and nothing are left out. */
export function collect(state: OrderState, value: Value | undefined): void {
  if (value !== undefined && value !== null && !isAutomationNull(value)) appendItem(state.items, value);
}

/** Goes on with keys and sorting; null when `state.order` is there. With `inOrder` false, keys only. */
export function orderStep(state: OrderState, context: CmdletContext<object>, ignoreCase: boolean, inOrder = true): Step | null {
  const items = state.items.items;
  if (state.stage === 'keys') {
    const rows = keysOf(items.slice(state.at, state.at + PORTION), state.properties, context);
    state.keys.push(...rows);
    state.at += rows.length;
    if (state.at < items.length) return { do: 'again' };
    if (!inOrder) {
      state.stage = 'done';
      return null;
    }
    // the keys are there for good: the sort, which may run code too, is a run of its own
    state.stage = 'ready';
    return { do: 'again' };
  }
  if (state.stage === 'ready') {
    const numbers = orderOfNumbers(state.keys, state.descending[0] === true);
    if (numbers !== null) {
      state.order = numbers;
      state.stage = 'done';
      return null;
    }
    if (items.length > 200 && isPure(state.keys)) {
      state.stage = 'sort';
      const work = newSort(state.keys, state.descending, ignoreCase, context.culture);
      return { do: 'await', activity: { kind: 'work', name: 'sort', state: work } };
    }
    const order = sortNow(state.keys, state.descending, ignoreCase, context);
    state.order = order;
    state.stage = 'done';
  }
  return null;
}

/** Takes the sorted order from the work's answer. */
export function takeOrder(state: OrderState, answer: unknown): void {
  if (state.stage !== 'sort') return;
  state.order = answer as number[];
  state.stage = 'done';
}
