/** PSParser and PSToken: tokens in the form of version 2 (PSParser.cs, PSToken.cs). */

import { parseInput } from '../../syntax/parse.ts';
import { type Token, TokenFlags, tokenKindValue } from '../../syntax/token.ts';
import { PSReference, SourceText } from '../../values/code.ts';
import { PSList } from '../../values/collections.ts';
import { enumerate } from '../../values/enumerate.ts';
import { HeapObject, snapshotClass } from '../../values/heap.ts';
import { writeReference } from '../../values/references.ts';
import { m, p } from '../../values/types/define.ts';
import { PS_TOKEN_TYPES } from '../../values/types/powershellEnums.ts';
import { registerType } from '../../values/types/registry.ts';
import { EnumValue, type Value } from '../../values/value.ts';
import { LANGUAGE } from './members.ts';
import { ExtentValue, lineAndColumn } from './source.ts';
import { parseErrors } from './types.ts';

const SMA = 'System.Management.Automation.';

type TypeName = (typeof PS_TOKEN_TYPES)[number];

const KINDS: Record<string, TypeName> = {
  Variable: 'Variable',
  SplattedVariable: 'Variable',
  Parameter: 'CommandParameter',
  Number: 'Number',
  Label: 'LoopLabel',
  Identifier: 'CommandArgument',
  Generic: 'CommandArgument',
  NewLine: 'NewLine',
  LineContinuation: 'LineContinuation',
  Comment: 'Comment',
  EndOfInput: 'Unknown',
  StringLiteral: 'String',
  StringExpandable: 'String',
  HereStringLiteral: 'String',
  HereStringExpandable: 'String',
  LParen: 'GroupStart',
  RParen: 'GroupEnd',
  LCurly: 'GroupStart',
  RCurly: 'GroupEnd',
  AtParen: 'GroupStart',
  AtCurly: 'GroupStart',
  DollarParen: 'GroupStart',
  Semi: 'StatementSeparator',
};

/** Number of the first keyword's kind, Begin. */
const KEYWORDS = tokenKindValue('Begin');

function typeOf(token: Token): TypeName {
  if ((token.flags & TokenFlags.CommandName) !== 0) return 'Command';
  if ((token.flags & TokenFlags.MemberName) !== 0) return 'Member';
  if ((token.flags & TokenFlags.AttributeName) !== 0) return 'Attribute';
  if ((token.flags & TokenFlags.TypeName) !== 0) return 'Type';
  return KINDS[token.kind] ?? (tokenKindValue(token.kind) >= KEYWORDS ? 'Keyword' : 'Operator');
}

/** A PSToken. */
export class PSTokenValue extends HeapObject {
  extent: ExtentValue;
  type: string;
  content: string;
  constructor(extent: ExtentValue = new ExtentValue(), type = 'Unknown', content = '') {
    super();
    this.extent = extent;
    this.type = type;
    this.content = content;
  }
}
snapshotClass('PSTokenValue', 'heap', PSTokenValue);

const own = (self: Value): PSTokenValue => self as PSTokenValue;
const place = (self: Value, end: boolean): { line: number; column: number } =>
  lineAndColumn(own(self).extent.source, end ? own(self).extent.end : own(self).extent.start);

registerType({
  name: `${SMA}PSToken`,
  ctor: PSTokenValue,
  properties: {
    Content: p('string', (self) => own(self).content),
    Type: p(`${SMA}PSTokenType`, (self) => new EnumValue(`${SMA}PSTokenType`, PS_TOKEN_TYPES.indexOf(own(self).type as TypeName))),
    Start: p('int', (self) => own(self).extent.start),
    Length: p('int', (self) => own(self).extent.end - own(self).extent.start),
    StartLine: p('int', (self) => place(self, false).line),
    StartColumn: p('int', (self) => place(self, false).column),
    EndLine: p('int', (self) => place(self, true).line),
    EndColumn: p('int', (self) => place(self, true).column),
  },
});
/** The tokens of a text; the last one, the end of input, is left out. */
function tokenize(text: string, errors: Value | undefined): PSList {
  const source = new SourceText(text, '');
  const { tokens } = parseInput(text);
  const list = tokens
    .filter((t) => t.kind !== 'EndOfInput')
    .map((t) => {
      const content = t.value ?? t.variablePath?.userPath ?? text.slice(t.extent.start, t.extent.end);
      return new PSTokenValue(new ExtentValue(source, t.extent.start, t.extent.end), typeOf(t), content);
    });
  if (errors instanceof PSReference) writeReference(errors, new PSList(parseErrors(source), 'Collection', `${LANGUAGE}ParseError`));
  return new PSList(list, 'Collection', `${SMA}PSToken`);
}

registerType({
  name: `${SMA}PSParser`,
  isSealed: true,
  staticMethods: {
    Tokenize: [
      m(
        `System.Collections.ObjectModel.Collection[${SMA}PSToken] Tokenize(string script, ref System.Object errors)`,
        (_s, [text, errors]) => tokenize(String(text ?? ''), errors),
      ),
      m(
        `System.Collections.ObjectModel.Collection[${SMA}PSToken] Tokenize(System.Object[] script, ref System.Object errors)`,
        (_s, [lines, errors]) => tokenize([...(enumerate(lines ?? null) ?? [])].map(String).join('\n'), errors),
      ),
    ],
  },
});
