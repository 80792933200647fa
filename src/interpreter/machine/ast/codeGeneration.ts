/** CodeGeneration: texts made safe for the places in a script where they are put (CodeGeneration.cs). */
import { m } from '../../values/types/define.ts';
import { registerType } from '../../values/types/registry.ts';
import { LANGUAGE } from './members.ts';

const escaping = (signature: string, change: (text: string) => string) => [
  m(`string ${signature}(string value)`, (_s, [value]) => (typeof value === 'string' ? change(value) : '')),
];

registerType({
  name: `${LANGUAGE}CodeGeneration`,
  isStatic: true,
  staticMethods: {
    EscapeSingleQuotedStringContent: escaping('EscapeSingleQuotedStringContent', escapeSingleQuoted),
    EscapeBlockCommentContent: escaping('EscapeBlockCommentContent', (text) => text.replace(/<#/g, '<`#').replace(/#>/g, '#`>')),
    EscapeFormatStringContent: escaping('EscapeFormatStringContent', (text) => text.replace(/[{}]/g, '$&$&')),
    EscapeVariableName: escaping('EscapeVariableName', escapeVariableName),
  },
});

/** Content of a single-quoted string: every kind of single quote twice. */
export function escapeSingleQuoted(text: string): string {
  return text.replace(/['\u2018\u2019\u201a\u201b]/g, '$&$&');
}

/** A variable's name inside of `${}`. */
export function escapeVariableName(text: string): string {
  return text.replace(/[{}`]/g, '`$&');
}
