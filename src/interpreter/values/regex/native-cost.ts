/**
 * How long the browser's own matcher can take over a pattern.
 *
 * It cannot be interrupted, so it may only be used where its time is known. The estimate is deliberately coarse: it counts
 * the places where matching can be continued in more than one way for the same text.
 */
import { type Analysis, AT_END, type Follow, inOrder } from './analysis.ts';
import { type RegexNode, UNBOUNDED } from './ast.ts';
import { areDisjoint, type CharSet, EMPTY_SET, uniteSets } from './charset.ts';

/**
 * `ways`: how many ways there are to match a given text, apart from what grows with its length. `width`: characters that bounded
 * loops may look at again from each place. `degree`: how many unbounded loops can divide the same text between them. `loops`:
 * there is an unbounded loop that something can fail behind.
 */
interface Cost {
  ways: number;
  width: number;
  degree: number;
  loops: boolean;
}

const FREE: Cost = { ways: 1, width: 1, degree: 0, loops: false };
/** Not worth a closer look: exponential, or nearly. */
const MAX_WAYS = 10_000;
/** Steps of the browser's matcher that take about 20 ms. */
const MAX_STEPS = 2_500_000;
const MAX_DEGREE = 3;

/** The longest input for which the browser's matcher may be used; 0: never. */
export function nativeInputLimit(root: RegexNode, analysis: Analysis, anchored: boolean): number {
  const cost = costOf(root, AT_END, analysis);
  if (!cost) return 0;
  // Every attempt reads on to where its loops end; a search without a fixed beginning makes one at every place.
  const degree = cost.degree + (cost.loops && !anchored ? 2 : 1);
  if (degree > MAX_DEGREE) return 0;
  const factorial = degree === 3 ? 6 : degree;
  return Math.floor(((MAX_STEPS * factorial) / (cost.ways * cost.width)) ** (1 / degree));
}

function costOf(node: RegexNode, after: Follow, analysis: Analysis): Cost | null {
  switch (node.kind) {
    case 'empty':
    case 'nothing':
    case 'text':
    case 'set':
    case 'anchor':
      return FREE;
    case 'capture':
      return node.uncapture >= 0 ? null : costOf(node.body, after, analysis);
    case 'sequence': {
      let sum: Cost = FREE;
      let follow = after;
      const children = inOrder(node);
      for (let i = children.length - 1; i >= 0; i--) {
        const cost = costOf(children[i], follow, analysis);
        if (!cost) return null;
        sum = join(sum, cost);
        follow = analysis.before(children[i], follow);
      }
      return sum.ways > MAX_WAYS ? null : sum;
    }
    case 'alternation':
      return alternationCost(node.children, after, analysis);
    case 'loop':
      return loopCost(node, after, analysis);
    default:
      return null;
  }
}

function join(a: Cost, b: Cost): Cost {
  return { ways: a.ways * b.ways, width: a.width + b.width - 1, degree: a.degree + b.degree, loops: a.loops || b.loops };
}

function alternationCost(children: RegexNode[], after: Follow, analysis: Analysis): Cost | null {
  let total: Cost = FREE;
  let seen: CharSet = EMPTY_SET;
  let exclusive = true;
  let ways = 0;
  for (const child of children) {
    const cost = costOf(child, after, analysis);
    if (!cost) return null;
    const first = analysis.first(child);
    if (first.end || !areDisjoint(first.set, seen)) exclusive = false;
    seen = uniteSets(seen, first.set);
    ways += cost.ways;
    total = { ...join(total, cost), ways: Math.max(total.ways, cost.ways) };
  }
  return { ...total, ways: exclusive ? total.ways : ways };
}

function loopCost(node: RegexNode & { kind: 'loop' }, after: Follow, analysis: Analysis): Cost | null {
  const { body, min, max, lazy } = node;
  const single = analysis.singleSet(body);
  const first = analysis.first(body);
  // It is clear from the next character whether the loop goes on.
  const decided = !first.end && areDisjoint(first.set, after.set) && !(lazy && after.end);
  const lastPart = after.end && after.set.length === 0;
  if (single) {
    if (max !== UNBOUNDED) return { ways: decided || min === max ? 1 : max - min + 1, width: max, degree: 0, loops: false };
    return { ways: 1, width: Math.max(min, 1), degree: decided || lastPart ? 0 : 1, loops: !lastPart };
  }
  // JavaScript refuses empty rounds that .NET accepts.
  if (analysis.minLength(body) === 0) return null;
  const again: Follow = { set: uniteSets(first.set, after.set), end: after.end };
  const inner = costOf(body, max === 1 ? after : again, analysis);
  if (!inner) return null;
  if (max === UNBOUNDED || max > 50) {
    if (inner.ways > 1 || inner.degree > 0) return null;
    return { ways: 1, width: inner.width, degree: decided ? 0 : 1, loops: true };
  }
  if (max > 1 && inner.degree > 0) return null;
  const ways = inner.ways ** max * (decided || min === max ? 1 : max - min + 1);
  return ways > MAX_WAYS ? null : { ways, width: inner.width * max, degree: inner.degree, loops: inner.loops };
}
