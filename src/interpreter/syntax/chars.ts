/**
 * What single UTF-16 code units mean to the tokenizer (CharTraits.cs). Characters are numbers here, since the tokenizer works on
 * charCodeAt(); 0 stands for the end of the text as well as for NUL, so callers check the position where it matters.
 */

const identifierStart = 1;
const multiplierStart = 2;
const typeSuffix = 4;
const white = 8;
const hexDigit = 16;
const variableStart = 32;
const forceStart = 64;
const forceStartAssembly = 128;
const forceStartAfterNumber = 256;
const digit = 512;

const traits = new Uint16Array(128);
function mark(characters: string, trait: number): void {
  for (let i = 0; i < characters.length; i++) traits[characters.charCodeAt(i)] |= trait;
}
const letters = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ';
mark(`${letters}_`, identifierStart | variableStart);
mark('0123456789', digit | hexDigit | variableStart);
mark('abcdefABCDEF', hexDigit);
mark('$:?^', variableStart);
mark('gkmptGKMPT', multiplierStart);
mark('dlnsuyDLNSUY', typeSuffix);
mark('\t\v\f ', white | forceStart | forceStartAssembly);
mark('\0\r\n', forceStart | forceStartAssembly);
mark('&(),;{|}', forceStart);
mark(',=]', forceStartAssembly);
mark('!#%*+-./<=>]', forceStartAfterNumber);

const letterPattern = /\p{L}/u;
const decimalPattern = /\p{Nd}/u;
const separatorPattern = /\p{Z}/u;

/** Char.IsLetter. */
export function isLetter(c: number): boolean {
  if (c < 128) return (c | 32) >= 97 && (c | 32) <= 122;
  return letterPattern.test(String.fromCharCode(c));
}

/** Char.IsDigit: any decimal digit of Unicode. */
export function isDigit(c: number): boolean {
  if (c < 128) return c >= 48 && c <= 57;
  return decimalPattern.test(String.fromCharCode(c));
}

/** Char.IsLetterOrDigit. */
export function isLetterOrDigit(c: number): boolean {
  if (c < 128) return (c >= 48 && c <= 57) || ((c | 32) >= 97 && (c | 32) <= 122);
  const text = String.fromCharCode(c);
  return letterPattern.test(text) || decimalPattern.test(text);
}

/** White space inside of a line. */
export function isWhitespace(c: number): boolean {
  if (c < 128) return (traits[c] & white) !== 0;
  if (c <= 256) return c === 0xa0 || c === 0x85;
  return separatorPattern.test(String.fromCharCode(c));
}

/** Char.IsWhiteSpace, which line ends belong to. */
export function isWhiteSpaceOrNewline(c: number): boolean {
  return c === 10 || c === 13 || isWhitespace(c);
}

export function isDash(c: number): boolean {
  return c === 45 || c === 0x2013 || c === 0x2014 || c === 0x2015;
}

export function isSingleQuote(c: number): boolean {
  return c === 39 || (c >= 0x2018 && c <= 0x201b);
}

export function isDoubleQuote(c: number): boolean {
  return c === 34 || (c >= 0x201c && c <= 0x201e);
}

export function isVariableStart(c: number): boolean {
  return c < 128 ? (traits[c] & variableStart) !== 0 : isLetterOrDigit(c);
}

export function isIdentifierStart(c: number): boolean {
  return c < 128 ? (traits[c] & identifierStart) !== 0 : isLetter(c);
}

export function isIdentifierFollow(c: number): boolean {
  return c < 128 ? (traits[c] & (identifierStart | digit)) !== 0 : isLetterOrDigit(c);
}

export function isHexDigit(c: number): boolean {
  return c < 128 && (traits[c] & hexDigit) !== 0;
}

export function isDecimalDigit(c: number): boolean {
  return c >= 48 && c <= 57;
}

export function isTypeSuffix(c: number): boolean {
  return c < 128 && (traits[c] & typeSuffix) !== 0;
}

export function isMultiplierStart(c: number): boolean {
  return c < 128 && (traits[c] & multiplierStart) !== 0;
}

/** Whether a character ends any word of a command. */
export function forcesNewToken(c: number): boolean {
  return c < 128 ? (traits[c] & forceStart) !== 0 : isWhitespace(c);
}

/** Whether a character ends a number in an expression; `?` and `:` do where a ternary operator may go on. */
export function forcesNewTokenAfterNumber(c: number, ternary: boolean): boolean {
  if (c >= 128) return isDash(c);
  return (traits[c] & forceStartAfterNumber) !== 0 || (ternary && (c === 63 || c === 58));
}

/** Whether a character ends a part of an assembly's name. */
export function forcesNewTokenInAssemblyName(c: number): boolean {
  return c < 128 ? (traits[c] & forceStartAssembly) !== 0 : isWhitespace(c);
}
