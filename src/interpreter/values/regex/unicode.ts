/**
 * Character facts as .NET's regular expressions see them: general categories, named blocks, \w \d \s, and which characters
 * are the same when case is ignored. All of them are about single UTF-16 code units, as in .NET.
 *
 * The unpacked tables are constants that are built on first use; nothing of a session is kept here.
 */
import { type CharSet, FULL_SET, hasChar, invertSet, rangeSet, setOfRanges, uniteSets } from './charset.ts';
import { CATEGORY_RUNS, LOWER_RUNS, NAMED_BLOCKS } from './unicode-data.ts';

/** Short names of the general categories, in order of System.Globalization.UnicodeCategory. */
export const CATEGORY_NAMES = [
  'Lu',
  'Ll',
  'Lt',
  'Lm',
  'Lo',
  'Mn',
  'Mc',
  'Me',
  'Nd',
  'Nl',
  'No',
  'Zs',
  'Zl',
  'Zp',
  'Cc',
  'Cf',
  'Cs',
  'Co',
  'Pc',
  'Pd',
  'Ps',
  'Pe',
  'Pi',
  'Pf',
  'Po',
  'Sm',
  'Sc',
  'Sk',
  'So',
  'Cn',
] as const;

/** Pairs that .NET's pattern matching takes as equal but whose lower case .NET's char functions do not know yet. */
const NEWER_PAIRS: [number, number][] = [
  [0xa7dc, 0x019b],
  [0xa7cb, 0x0264],
  [0x1c89, 0x1c8a],
  [0xa7cc, 0xa7cd],
  [0xa7da, 0xa7db],
];

let categoryBytes: Uint8Array | null = null;

/** The category of every unit. CATEGORY_RUNS is read by hand: it is on the way of the first pattern of a session. */
function categoriesOfUnits(): Uint8Array {
  if (categoryBytes) return categoryBytes;
  const bytes = new Uint8Array(0x10000);
  let unit = 0;
  let category = 0;
  let count = 0;
  for (let i = 0; i <= CATEGORY_RUNS.length; i++) {
    const code = CATEGORY_RUNS.charCodeAt(i);
    if (code >= 0x30 && code <= 0x39) {
      count = count * 10 + code - 0x30;
      continue;
    }
    if (i > 0) {
      const next = unit + (count === 0 ? 1 : count);
      bytes.fill(category, unit, next);
      unit = next;
    }
    category = code >= 0x61 ? code - 0x61 + 26 : code - 0x41;
    count = 0;
  }
  categoryBytes = bytes;
  return bytes;
}

let blockSets: Map<string, CharSet> | null = null;

function namedBlocks(): Map<string, CharSet> {
  if (blockSets) return blockSets;
  blockSets = new Map();
  for (const entry of NAMED_BLOCKS.split(' ')) {
    const [name, first, last] = entry.split(':');
    blockSets.set(`Is${name}`, rangeSet(Number.parseInt(first, 16), Number.parseInt(last, 16)));
  }
  return blockSets;
}

/** The general category of a code unit, as the number of System.Globalization.UnicodeCategory. */
export function categoryOf(unit: number): number {
  return categoriesOfUnits()[unit];
}

function unionOfCategories(isWanted: (name: string) => boolean): CharSet {
  const bytes = categoriesOfUnits();
  const wanted = CATEGORY_NAMES.map(isWanted);
  const set: number[] = [];
  let inside = false;
  for (let unit = 0; unit < 0x10000; unit++) {
    if (wanted[bytes[unit]] === inside) continue;
    inside = !inside;
    set.push(unit);
  }
  if (inside) set.push(0x10000);
  return set;
}

const cache = new Map<string, CharSet>();

function cached(key: string, make: () => CharSet): CharSet {
  let set = cache.get(key);
  if (!set) {
    set = make();
    cache.set(key, set);
  }
  return set;
}

/** \w: letters, nonspacing marks, decimal digits and connectors; with ECMAScript [a-zA-Z0-9_] and U+0130. */
export function wordSet(ecma: boolean): CharSet {
  if (ecma) return [0x30, 0x3a, 0x41, 0x5b, 0x5f, 0x60, 0x61, 0x7b, 0x130, 0x131];
  return cached('w', () => unionOfCategories((name) => name[0] === 'L' || name === 'Mn' || name === 'Nd' || name === 'Pc'));
}

/** \d: decimal digits of every script; with ECMAScript 0-9. */
export function digitSet(ecma: boolean): CharSet {
  return ecma ? [0x30, 0x3a] : cached('d', () => unionOfCategories((name) => name === 'Nd'));
}

/** \s: white space; with ECMAScript the six ASCII ones. */
export function spaceSet(ecma: boolean): CharSet {
  if (ecma) return [0x9, 0xe, 0x20, 0x21];
  return cached('s', () =>
    uniteSets(
      [0x9, 0xe, 0x85, 0x86],
      unionOfCategories((name) => name[0] === 'Z'),
    ),
  );
}

/** What counts as a word character for \b: \w and the two zero-width joiners. */
export function boundarySet(ecma: boolean): CharSet {
  return ecma ? wordSet(true) : cached('b', () => uniteSets(wordSet(false), [0x200c, 0x200e]));
}

/** The set of \p{name}, or null for a name that .NET does not know. Ignoring case, Lu, Ll and Lt mean all three. */
export function propertySet(name: string, ignoreCase: boolean): CharSet | null {
  const block = namedBlocks().get(name);
  if (block) return block;
  if (ignoreCase && (name === 'Lu' || name === 'Ll' || name === 'Lt')) {
    return cached('LuLlLt', () => unionOfCategories((other) => other === 'Lu' || other === 'Ll' || other === 'Lt'));
  }
  const known = CATEGORY_NAMES.some((other) => other === name || (name.length === 1 && other[0] === name));
  return known ? cached(`p${name}`, () => unionOfCategories((other) => other === name || other[0] === name)) : null;
}

/** True for the names that stand for general categories, which case equivalence does not widen. */
export function isCategoryName(name: string): boolean {
  return !name.startsWith('Is');
}

let lowerTable: Uint16Array | null = null;

function lowerOfUnits(): Uint16Array {
  if (lowerTable) return lowerTable;
  const table = new Uint16Array(0x10000);
  for (let unit = 0; unit < 0x10000; unit++) table[unit] = unit;
  let first = 0;
  for (const entry of LOWER_RUNS.split(' ')) {
    const [, distance, stride, count, sign, delta] = /^([0-9a-z]+)(?:([.:])([0-9a-z]+))?([+-])([0-9a-z]+)$/.exec(entry) ?? [];
    first += Number.parseInt(distance, 36);
    const step = stride === ':' ? 2 : 1;
    const times = count === undefined ? 1 : Number.parseInt(count, 36);
    const change = Number.parseInt(delta, 36) * (sign === '-' ? -1 : 1);
    for (let i = 0; i < times; i++) table[first + i * step] = first + i * step + change;
  }
  lowerTable = table;
  return table;
}

const DOTTED_CAPITAL_I = 0x130;

/** char.ToLower / TextInfo.ToLower of a unit; in cultures other than the invariant one U+0130 becomes i. */
export function lowerOf(unit: number, invariant: boolean): number {
  return unit === DOTTED_CAPITAL_I && !invariant ? 0x69 : lowerOfUnits()[unit];
}

interface CaseTables {
  /** A representative for each unit: two units are equal ignoring case exactly if theirs is the same. */
  fold: Uint16Array;
  /** All members of the class, by member, for classes of more than one. */
  classes: Map<number, number[]>;
  /** The keys of `classes`, sorted. */
  members: number[];
}

const caseTables: (CaseTables | null)[] = [null, null];

function loadCase(invariant: boolean): CaseTables {
  const index = invariant ? 1 : 0;
  const known = caseTables[index];
  if (known) return known;
  const fold = lowerOfUnits().slice();
  for (const [upper, lower] of NEWER_PAIRS) fold[upper] = lower;
  if (!invariant) fold[DOTTED_CAPITAL_I] = 0x69;
  const byFold = new Map<number, number[]>();
  for (let unit = 0; unit < 0x10000; unit++) {
    if (fold[unit] === unit) continue;
    const group = byFold.get(fold[unit]);
    if (group) group.push(unit);
    else byFold.set(fold[unit], [fold[unit], unit]);
  }
  const classes = new Map<number, number[]>();
  for (const group of byFold.values()) {
    group.sort((a, b) => a - b);
    for (const unit of group) classes.set(unit, group);
  }
  const made = { fold, classes, members: [...classes.keys()].sort((a, b) => a - b) };
  caseTables[index] = made;
  return made;
}

/** A table of 65,536 representatives: two units are equal ignoring case exactly if their entries are the same. */
export function foldTable(invariant: boolean): Uint16Array {
  return loadCase(invariant).fold;
}

/** All units equal to this one when case is ignored, itself among them; null if it stands alone. */
export function caseClass(unit: number, invariant: boolean): readonly number[] | null {
  return loadCase(invariant).classes.get(unit) ?? null;
}

/** The set with every unit that equals one of its own when case is ignored. */
export function closeOverCase(set: CharSet, invariant: boolean): CharSet {
  if (set.length === 0 || set === FULL_SET) return set;
  const { classes, members } = loadCase(invariant);
  const added: [number, number][] = [];
  const inverted = invertSet(set);
  for (const unit of members) {
    if (!hasChar(set, unit)) continue;
    for (const other of classes.get(unit) ?? []) if (hasChar(inverted, other)) added.push([other, other]);
  }
  return added.length === 0 ? set : uniteSets(set, setOfRanges(added));
}
