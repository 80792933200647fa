/** The .NET-shaped types that are there from the start, and the table of those that come when first named. */
import './object.ts';
import './string.ts';
import './primitives.ts';
import './numeric.ts';
import './array.ts';
import './list.ts';
import './dictionary.ts';
import './interfaces.ts';
import './commonEnums.ts';
import './enumerators.ts';
import './lazy.ts';
