/** What the rest of the interpreter uses of regular expressions; imported when one is first used (values/regexEngine.ts). */
export { createMatch } from './match-state.ts';
export { continueMatch, getRegex, matchTexts, nextStart, replaceTexts, splitTexts, tryMatch } from './regex.ts';
export { applyReplacement, parseReplacement } from './replacement.ts';
