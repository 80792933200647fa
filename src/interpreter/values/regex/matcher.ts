/**
 * The matcher: a backtracking machine whose whole state is a {@link MatchState}. Between any two steps it can be stopped,
 * copied, stored and continued; nothing lives in JavaScript's own stack.
 *
 * The order in which things are tried, what an empty round of a loop means, and which captures survive are .NET's.
 */
import type { MatchState } from './match-state.ts';
import { RegexOptions } from './options.ts';
import type { RegexProgram } from './program.ts';
import { hasUnit, refEnd, runBack, runForward, searchStart } from './scanning.ts';
import { foldTable } from './unicode.ts';

/** Cost of a step that went over this many characters at once is one more. */
const COST_SHIFT = 4;
/** Stands for the table that a program which never ignores case does not need. */
const NO_TABLE = new Uint16Array(0);
/** Larger budgets are cut to this, so that the countdown stays a small integer. */
const MAX_BUDGET = 1_000_000_000;

/**
 * Runs a match for about `budget` steps (at most 1e9 in one call). The answer is also in the state's `status`; a finished state is not changed any more.
 * The program must be that of the pattern and options with which the state began.
 */
export function runMatch(state: MatchState, program: RegexProgram, budget: number): MatchState['status'] {
  if (state.status !== 'running') return state.status;
  const { code, bits, sets, texts } = program;
  const { input, registers, captures, latest, stack, origin } = state;
  const end = input.length;
  const fold = program.folds ? foldTable((program.options & RegexOptions.CultureInvariant) !== 0) : NO_TABLE;
  let { pc, pos, bump } = state;
  let sp = stack.length;
  const allowed = budget < MAX_BUDGET ? budget : MAX_BUDGET;
  let left = allowed;

  // The numbers are those of opcodes.ts, written out: V8 makes a jump table of literals only. A unit test compares the two.
  for (;;) {
    if (left-- <= 0) {
      stack.length = sp;
      state.pc = pc;
      state.pos = pos;
      state.bump = bump;
      state.spent += allowed - left;
      return 'running';
    }
    // Each case that succeeds continues the loop; one that fails leaves the switch and backtracks.
    switch (code[pc]) {
      case 0: {
        // Search
        const next = searchStart(program, state);
        if (next < 0) {
          stack.length = 0;
          state.spent += allowed - left + (input.length >> COST_SHIFT);
          state.status = 'fail';
          return 'fail';
        }
        left -= Math.abs(next - state.next) >> COST_SHIFT;
        state.from = next;
        state.next = next;
        bump = next;
        pos = next;
        stack[0] = 0;
        sp = 1;
        pc = 1;
        continue;
      }
      case 1: // Match
        stack.length = 0;
        state.pc = pc;
        state.pos = pos;
        state.bump = bump;
        state.spent += allowed - left;
        state.status = 'match';
        return 'match';
      case 2: // Fail
        break;
      case 3: // Jump
        pc = code[pc + 1];
        continue;
      case 4: // Char
        if (pos < end && input.charCodeAt(pos) === code[pc + 1]) {
          pos++;
          pc += 2;
          continue;
        }
        break;
      case 5: // NotChar
        if (pos < end && input.charCodeAt(pos) !== code[pc + 1]) {
          pos++;
          pc += 2;
          continue;
        }
        break;
      case 6: // Set
        if (pos < end && hasUnit(bits, sets, code[pc + 1], input.charCodeAt(pos))) {
          pos++;
          pc += 2;
          continue;
        }
        break;
      case 7: {
        // Text
        const text = texts[code[pc + 1]];
        if (input.startsWith(text, pos)) {
          pos += text.length;
          pc += 2;
          continue;
        }
        break;
      }
      case 8: {
        // TextCi
        const text = texts[code[pc + 1]];
        const size = text.length;
        if (pos + size > end) break;
        let i = 0;
        while (i < size && fold[input.charCodeAt(pos + i)] === text.charCodeAt(i)) i++;
        if (i < size) break;
        pos += size;
        pc += 2;
        continue;
      }
      case 9: // CharR
        if (pos > 0 && input.charCodeAt(pos - 1) === code[pc + 1]) {
          pos--;
          pc += 2;
          continue;
        }
        break;
      case 10: // NotCharR
        if (pos > 0 && input.charCodeAt(pos - 1) !== code[pc + 1]) {
          pos--;
          pc += 2;
          continue;
        }
        break;
      case 11: // SetR
        if (pos > 0 && hasUnit(bits, sets, code[pc + 1], input.charCodeAt(pos - 1))) {
          pos--;
          pc += 2;
          continue;
        }
        break;
      case 12: {
        // TextR
        const text = texts[code[pc + 1]];
        if (pos >= text.length && input.startsWith(text, pos - text.length)) {
          pos -= text.length;
          pc += 2;
          continue;
        }
        break;
      }
      case 13: {
        // TextCiR
        const text = texts[code[pc + 1]];
        const start = pos - text.length;
        if (start < 0) break;
        let i = 0;
        while (i < text.length && fold[input.charCodeAt(start + i)] === text.charCodeAt(i)) i++;
        if (i < text.length) break;
        pos = start;
        pc += 2;
        continue;
      }
      case 14: // Loop
      case 16: {
        // Run
        const start = pos;
        const max = code[pc + 4];
        const limit = end - start > max ? start + max : end;
        pos = runForward(program, input, code[pc + 1], code[pc + 2], start, limit);
        left -= (pos - start) >> COST_SHIFT;
        const least = start + code[pc + 3];
        if (pos < least) break;
        if (code[pc] === 16 /* Run */) {
          pc += 5;
          continue;
        }
        if (pos > least) {
          stack[sp++] = least;
          stack[sp++] = pos;
          stack[sp++] = pc;
        }
        pc += 6;
        continue;
      }
      case 15: // LoopR
      case 17: {
        // RunR
        const start = pos;
        const max = code[pc + 4];
        const limit = start > max ? start - max : 0;
        pos = runBack(program, input, code[pc + 1], code[pc + 2], start, limit);
        left -= (start - pos) >> COST_SHIFT;
        const least = start - code[pc + 3];
        if (pos > least) break;
        if (code[pc] === 17 /* RunR */) {
          pc += 5;
          continue;
        }
        if (pos < least) {
          stack[sp++] = least;
          stack[sp++] = pos;
          stack[sp++] = pc;
        }
        pc += 6;
        continue;
      }
      case 18: {
        // Lazy
        const min = code[pc + 3];
        const start = pos;
        if (min > 0) {
          if (end - start < min) break;
          pos = runForward(program, input, code[pc + 1], code[pc + 2], start, start + min);
          if (pos < start + min) break;
        }
        if (code[pc + 4] > min && pos < end) {
          stack[sp++] = end - start > code[pc + 4] ? start + code[pc + 4] : end;
          stack[sp++] = pos;
          stack[sp++] = pc;
        }
        pc += 5;
        continue;
      }
      case 19: {
        // LazyR
        const min = code[pc + 3];
        const start = pos;
        if (min > 0) {
          if (start < min) break;
          pos = runBack(program, input, code[pc + 1], code[pc + 2], start, start - min);
          if (pos > start - min) break;
        }
        if (code[pc + 4] > min && pos > 0) {
          stack[sp++] = start > code[pc + 4] ? start - code[pc + 4] : 0;
          stack[sp++] = pos;
          stack[sp++] = pc;
        }
        pc += 5;
        continue;
      }
      case 20: // Split
        stack[sp++] = pos;
        stack[sp++] = pc;
        pc += 2;
        continue;
      case 21: {
        // Branch
        if (pos >= end) {
          pc = code[pc + 3];
          continue;
        }
        const unit = input.charCodeAt(pos);
        if (!hasUnit(bits, sets, code[pc + 1], unit)) {
          pc = code[pc + 3];
          continue;
        }
        const other = code[pc + 2];
        if (other < 0 || hasUnit(bits, sets, other, unit)) {
          stack[sp++] = pos;
          stack[sp++] = pc;
        }
        pc += 4;
        continue;
      }
      case 22: // SplitLazy
        stack[sp++] = pos;
        stack[sp++] = pc;
        pc = code[pc + 1];
        continue;
      case 24: // OpenKeep
        stack[sp++] = registers[code[pc + 1]];
        stack[sp++] = -1 - pc;
        registers[code[pc + 1]] = pos;
        pc += 2;
        continue;
      case 23: // Open
        registers[code[pc + 1]] = pos;
        pc += 2;
        continue;
      case 25: {
        // Close
        const slot = code[pc + 1];
        const start = registers[code[pc + 2]];
        const at = captures.length;
        captures.push(slot, latest[slot], start < pos ? start : pos, start < pos ? pos : start);
        latest[slot] = at;
        stack[sp++] = -1 - pc;
        pc += 3;
        continue;
      }
      case 26: {
        // CloseFixed
        const slot = code[pc + 1];
        const start = pos - code[pc + 2];
        const at = captures.length;
        captures.push(slot, latest[slot], start < pos ? start : pos, start < pos ? pos : start);
        latest[slot] = at;
        stack[sp++] = -1 - pc;
        pc += 3;
        continue;
      }
      case 27: {
        // CloseBalance
        const slot = code[pc + 1];
        const taken = latest[code[pc + 2]];
        if (taken < 0) break;
        stack[sp++] = captures.length;
        stack[sp++] = -1 - pc;
        closeBalance(state, slot, code[pc + 2], registers[code[pc + 3]], pos);
        pc += 4;
        continue;
      }
      case 28: {
        // LoopInit
        const r = code[pc + 1];
        if (code[pc + 4] === 1) {
          stack[sp++] = registers[r];
          stack[sp++] = registers[r + 1];
          stack[sp++] = -1 - pc;
        }
        registers[r] = code[pc + 2] === 1 ? pos : -1;
        registers[r + 1] = code[pc + 3];
        pc += 5;
        continue;
      }
      case 29: {
        // LoopNext
        const r = code[pc + 1];
        if (pos === registers[r]) {
          pc += 3;
          continue;
        }
        stack[sp++] = registers[r];
        stack[sp++] = pos;
        stack[sp++] = pc;
        registers[r] = pos;
        pc = code[pc + 2];
        continue;
      }
      case 30: {
        // LoopCount
        const r = code[pc + 1];
        const count = registers[r + 1];
        if (count >= code[pc + 3] || (count >= 0 && pos === registers[r])) {
          pc += 4;
          continue;
        }
        stack[sp++] = registers[r];
        stack[sp++] = pos;
        stack[sp++] = pc;
        registers[r] = pos;
        registers[r + 1] = count + 1;
        pc = code[pc + 2];
        continue;
      }
      case 31: // LazyNext
        if (pos !== registers[code[pc + 1]]) {
          stack[sp++] = pos;
          stack[sp++] = pc;
        }
        pc += 3;
        continue;
      case 32: {
        // LazyCount
        const r = code[pc + 1];
        if (registers[r + 1] < 0) {
          stack[sp++] = registers[r];
          stack[sp++] = -1 - pc;
          registers[r] = pos;
          registers[r + 1]++;
          pc = code[pc + 2];
          continue;
        }
        if (registers[r + 1] < code[pc + 3] && pos !== registers[r]) {
          stack[sp++] = pos;
          stack[sp++] = pc;
        }
        pc += 4;
        continue;
      }
      case 33: {
        // AtomicBegin
        const r = code[pc + 1];
        registers[r] = sp;
        registers[r + 1] = captures.length;
        pc += 2;
        continue;
      }
      case 35: {
        // LookBegin
        const r = code[pc + 1];
        registers[r] = sp;
        registers[r + 1] = captures.length;
        registers[r + 2] = pos;
        pc += 2;
        continue;
      }
      case 34: // AtomicEnd
      case 36: {
        // LookEnd
        const r = code[pc + 1];
        sp = registers[r];
        if (code[pc] === 36 /* LookEnd */) pos = registers[r + 2];
        if (captures.length > registers[r + 1]) {
          stack[sp++] = registers[r + 1];
          stack[sp++] = -1 - pc;
        }
        pc += 2;
        continue;
      }
      case 37: // NegativeBegin
      case 39: {
        // ConditionBegin
        const r = code[pc + 1];
        registers[r] = sp;
        registers[r + 1] = captures.length;
        registers[r + 2] = pos;
        stack[sp++] = pos;
        stack[sp++] = pc;
        pc += 3;
        continue;
      }
      case 38: {
        // NegativeEnd
        const r = code[pc + 1];
        sp = registers[r];
        forgetCaptures(captures, latest, registers[r + 1]);
        break;
      }
      case 40: // IfGroup
        pc = latest[code[pc + 1]] >= 0 ? pc + 3 : code[pc + 2];
        continue;
      case 41: // Ref
      case 42: {
        // RefR
        const at = latest[code[pc + 1]];
        if (at < 0) {
          // A group that has captured nothing: fails, except with ECMAScript.
          if (code[pc + 3] === 0) break;
          pc += 4;
          continue;
        }
        const to = refEnd(input, captures[at + 2], captures[at + 3], pos, code[pc] === 42 /* RefR */, code[pc + 2] === 1 ? fold : null);
        if (to < 0) break;
        left -= Math.abs(to - pos) >> COST_SHIFT;
        pos = to;
        pc += 4;
        continue;
      }
      case 43: // Bol
        if (pos > 0 && input.charCodeAt(pos - 1) !== 10) break;
        pc++;
        continue;
      case 44: // Eol
        if (pos < end && input.charCodeAt(pos) !== 10) break;
        pc++;
        continue;
      case 45: // Begin
        if (pos > 0) break;
        pc++;
        continue;
      case 46: // Start
        if (pos !== origin) break;
        pc++;
        continue;
      case 47: // EndZ
        if (pos < end - 1 || (pos === end - 1 && input.charCodeAt(pos) !== 10)) break;
        pc++;
        continue;
      case 48: // End
        if (pos < end) break;
        pc++;
        continue;
      case 49: {
        // Boundary
        const set = code[pc + 1];
        const before = pos > 0 && hasUnit(bits, sets, set, input.charCodeAt(pos - 1));
        const behind = pos < end && hasUnit(bits, sets, set, input.charCodeAt(pos));
        if ((before !== behind) !== (code[pc + 2] === 1)) break;
        pc += 3;
        continue;
      }
      case 50: // Bump
        if (pos > bump) bump = pos;
        pc++;
        continue;
    }

    // Backtracking: take the topmost entry until one offers another way to go on.
    for (;;) {
      const top = stack[--sp];
      if (top < 0) {
        const at = -1 - top;
        switch (code[at]) {
          case 24: // OpenKeep
            registers[code[at + 1]] = stack[--sp];
            continue;
          case 25: // Close
          case 26: // CloseFixed
            forgetCaptures(captures, latest, captures.length - 4);
            continue;
          case 28: // LoopInit
            registers[code[at + 1] + 1] = stack[--sp];
            registers[code[at + 1]] = stack[--sp];
            continue;
          case 31: // LazyNext
            registers[code[at + 1]] = stack[--sp];
            continue;
          case 32: // LazyCount
            registers[code[at + 1]] = stack[--sp];
            registers[code[at + 1] + 1]--;
            continue;
          default:
            // CloseBalance, AtomicEnd, LookEnd
            forgetCaptures(captures, latest, stack[--sp]);
            continue;
        }
      }
      switch (code[top]) {
        case 0: // Search
          // The attempt failed; the next one begins one place on, or past what the first loop took.
          if (program.rightToLeft) state.next = state.from - 1;
          else state.next = bump > state.from ? bump : state.from + 1;
          sp = 0;
          pc = 0;
          break;
        case 14: {
          // Loop
          pos = stack[--sp] - 1;
          const least = stack[sp - 1];
          const next = code[top + 5];
          if (next >= 0) {
            const start = pos;
            while (pos >= least && input.charCodeAt(pos) !== next) pos--;
            left -= (start - pos) >> COST_SHIFT;
            if (pos < least) {
              sp--;
              continue;
            }
          }
          if (pos > least) {
            stack[sp++] = pos;
            stack[sp++] = top;
          } else sp--;
          pc = top + 6;
          break;
        }
        case 15: // LoopR
          pos = stack[--sp] + 1;
          if (pos < stack[sp - 1]) {
            stack[sp++] = pos;
            stack[sp++] = top;
          } else sp--;
          pc = top + 6;
          break;
        case 18: // Lazy
          pos = stack[--sp];
          if (runForward(program, input, code[top + 1], code[top + 2], pos, pos + 1) === pos) {
            sp--;
            continue;
          }
          pos++;
          if (pos < stack[sp - 1]) {
            stack[sp++] = pos;
            stack[sp++] = top;
          } else sp--;
          pc = top + 5;
          break;
        case 19: // LazyR
          pos = stack[--sp];
          if (runBack(program, input, code[top + 1], code[top + 2], pos, pos - 1) === pos) {
            sp--;
            continue;
          }
          pos--;
          if (pos > stack[sp - 1]) {
            stack[sp++] = pos;
            stack[sp++] = top;
          } else sp--;
          pc = top + 5;
          break;
        case 20: // Split
          pos = stack[--sp];
          pc = code[top + 1];
          break;
        case 21: // Branch
          pos = stack[--sp];
          pc = code[top + 3];
          break;
        case 22: // SplitLazy
          pos = stack[--sp];
          pc = top + 2;
          break;
        case 37: // NegativeBegin
        case 39: // ConditionBegin
          pos = stack[--sp];
          pc = code[top + 2];
          break;
        case 29: // LoopNext
          pos = stack[--sp];
          registers[code[top + 1]] = stack[--sp];
          pc = top + 3;
          break;
        case 30: {
          // LoopCount
          const r = code[top + 1];
          pos = stack[--sp];
          registers[r] = stack[--sp];
          // The count says how many rounds there were beyond the required ones, before this one.
          if (--registers[r + 1] < 0) continue;
          pc = top + 4;
          break;
        }
        case 31: // LazyNext
          pos = stack[--sp];
          stack[sp++] = registers[code[top + 1]];
          stack[sp++] = -1 - top;
          registers[code[top + 1]] = pos;
          pc = code[top + 2];
          break;
        case 32: {
          // LazyCount
          const r = code[top + 1];
          pos = stack[--sp];
          stack[sp++] = registers[r];
          stack[sp++] = -1 - top;
          registers[r] = pos;
          registers[r + 1]++;
          pc = code[top + 2];
          break;
        }
      }
      break;
    }
  }
}

/** Takes back captures until the list has this length again. */
function forgetCaptures(captures: number[], latest: number[], length: number): void {
  for (let at = captures.length - 4; at >= length; at -= 4) {
    const slot = captures[at];
    latest[slot < 0 ? -1 - slot : slot] = captures[at + 1];
  }
  captures.length = length;
}

/**
 * The end of (?<slot-off>…): takes off the last capture of `off` and captures what lies between it and this group.
 * Source: .NET's TransferCapture.
 */
function closeBalance(state: MatchState, slot: number, off: number, from: number, to: number): void {
  const { captures, latest } = state;
  const taken = latest[off];
  const takenStart = captures[taken + 2];
  const takenEnd = captures[taken + 3];
  let start = Math.min(from, to);
  let end = Math.max(from, to);
  if (start >= takenEnd) {
    end = start;
    start = takenEnd;
  } else if (end <= takenStart) {
    // .NET makes a capture of negative length here, which it then loses; the stretch between the two is meant.
    start = end;
    end = takenStart;
  } else {
    end = Math.min(end, takenEnd);
    start = Math.max(start, takenStart);
  }
  captures.push(-1 - off, taken, 0, 0);
  latest[off] = captures[taken + 1];
  if (slot < 0) return;
  const at = captures.length;
  captures.push(slot, latest[slot], start, end);
  latest[slot] = at;
}
