/** Finding out, before matching, at which places of the input a match can begin at all. */
import { type Analysis, inOrder } from './analysis.ts';
import type { AnchorKind, RegexNode } from './ast.ts';
import { type CharSet, isFull, setSize } from './charset.ts';
import type { StartSearch } from './program.ts';

/** The cheapest search that misses no match. `addSet` gives a set its number in the program. */
export function findSearch(root: RegexNode, analysis: Analysis, rtl: boolean, addSet: (set: CharSet) => number): StartSearch {
  const anchor = leadingAnchor(root, rtl);
  if (anchor === 'start') return { kind: 'start' };
  if (anchor === 'begin' && !rtl) return { kind: 'begin' };
  if (anchor === 'bol' && !rtl) return { kind: 'line' };
  const text = rtl ? '' : leadingText(root, analysis).text;
  if (text.length > 0) return { kind: 'text', text };
  const first = analysis.first(root);
  const narrows = !first.end && !isFull(first.set) && analysis.minLength(root) > 0;
  return narrows ? { kind: 'set', set: addSet(first.set) } : { kind: 'any' };
}

/** The assertion with which every match has to begin, if there is one. */
function leadingAnchor(node: RegexNode, rtl: boolean): AnchorKind | null {
  switch (node.kind) {
    case 'anchor':
      return node.anchor;
    case 'capture':
    case 'atomic':
      return leadingAnchor(node.body, rtl);
    case 'loop':
      return node.min > 0 ? leadingAnchor(node.body, rtl) : null;
    case 'sequence': {
      if (node.rtl !== rtl) return null;
      const first = inOrder(node).find((child) => child.kind !== 'empty');
      return first ? leadingAnchor(first, rtl) : null;
    }
    case 'alternation': {
      const anchors = node.children.map((child) => leadingAnchor(child, rtl));
      return anchors.every((anchor) => anchor === anchors[0]) ? anchors[0] : null;
    }
    default:
      return null;
  }
}

/** The text with which every match begins; `whole`: that is all there is to the node. */
function leadingText(node: RegexNode, analysis: Analysis): { text: string; whole: boolean } {
  switch (node.kind) {
    case 'empty':
    case 'bump':
    case 'anchor':
    case 'look':
      return { text: '', whole: true };
    case 'text': {
      for (let i = 0; i < node.text.length; i++) {
        if (setSize(analysis.unitSet(node.text.charCodeAt(i), node.ci)) > 1) return { text: node.text.slice(0, i), whole: false };
      }
      return { text: node.text, whole: true };
    }
    case 'capture':
    case 'atomic':
      return leadingText(node.body, analysis);
    case 'loop':
      return node.min > 0 ? { text: leadingText(node.body, analysis).text, whole: false } : { text: '', whole: false };
    case 'sequence': {
      let text = '';
      for (const child of node.children) {
        const part = leadingText(child, analysis);
        text += part.text;
        if (!part.whole) return { text, whole: false };
      }
      return { text, whole: true };
    }
    default:
      return { text: '', whole: false };
  }
}
