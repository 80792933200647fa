/**
 * System.Text.RegularExpressions.RegexOptions, with .NET's numbers, and the checks that .NET's Regex constructor makes on them.
 */
import { ArgumentOutOfRangeError } from '../dotnet/errors.ts';

/** The options of a pattern: a sum of these numbers. */
export const RegexOptions = {
  None: 0,
  IgnoreCase: 1,
  Multiline: 2,
  ExplicitCapture: 4,
  /** Accepted; makes no difference here. */
  Compiled: 8,
  Singleline: 16,
  IgnorePatternWhitespace: 32,
  RightToLeft: 64,
  ECMAScript: 256,
  CultureInvariant: 512,
  /** Accepted as an ordinary pattern: same matches for what .NET allows under it. */
  NonBacktracking: 1024,
} as const;

const ECMA_COMPANIONS = RegexOptions.IgnoreCase | RegexOptions.Multiline | RegexOptions.Compiled;
/** With bit 128, which once meant Debug and which .NET still accepts. */
const ALL_OPTIONS = 0x7ff;

/**
 * Refuses what .NET's Regex constructor refuses: unknown bits, ECMAScript with more than IgnoreCase, Multiline and Compiled,
 * NonBacktracking with RightToLeft or ECMAScript.
 * @throws ArgumentOutOfRangeError
 */
export function checkOptions(options: number): void {
  const { ECMAScript, NonBacktracking, RightToLeft, CultureInvariant } = RegexOptions;
  const unknown = (options & ~ALL_OPTIONS) !== 0;
  const ecma = (options & ECMAScript) !== 0 && (options & ~(ECMA_COMPANIONS | ECMAScript | CultureInvariant)) !== 0;
  const linear = (options & NonBacktracking) !== 0 && (options & (RightToLeft | ECMAScript)) !== 0;
  if (unknown || ecma || linear) throw new ArgumentOutOfRangeError('options');
}
