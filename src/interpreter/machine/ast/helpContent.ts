/** GetHelpContent(): the comment-based help of a function or script as the tree knows it (CommentHelpInfo). */
import { Code } from '../../values/code.ts';
import { PSArray, PSHashtable } from '../../values/collections.ts';
import { HeapObject, snapshotClass } from '../../values/heap.ts';
import { m, p } from '../../values/types/define.ts';
import { extendType, registerType } from '../../values/types/registry.ts';
import type { Value } from '../../values/value.ts';
import { helpCommentOf, parseHelp } from '../commentHelp.ts';
import { LANGUAGE } from './members.ts';
import { type AstValue, nodeOf } from './source.ts';

/** A CommentHelpInfo: the text of the comment; its sections are read from it. */
export class CommentHelpValue extends HeapObject {
  comment: string;
  constructor(comment = '') {
    super();
    this.comment = comment;
  }
}
snapshotClass('CommentHelpValue', 'heap', CommentHelpValue);

const help = (self: Value) => parseHelp((self as CommentHelpValue).comment);
const section = (name: 'synopsis' | 'description' | 'notes' | 'component' | 'role' | 'functionality') =>
  p('string', (self) => (help(self)[name] === '' ? null : help(self)[name]));
const list = (name: 'inputs' | 'outputs' | 'links' | 'examples') =>
  p('System.Collections.ObjectModel.ReadOnlyCollection[string]', (self) => new PSArray([...help(self)[name]], 'System.String'));

registerType({
  name: `${LANGUAGE}CommentHelpInfo`,
  ctor: CommentHelpValue,
  properties: {
    Synopsis: section('synopsis'),
    Description: section('description'),
    Notes: section('notes'),
    Parameters: p('System.Collections.Generic.IDictionary[string,string]', (self) => {
      const table = new PSHashtable('Dictionary', true, 'System.String', 'System.String');
      for (const [name, text] of help(self).parameters) table.set(name.toUpperCase(), text);
      return table;
    }),
    Links: list('links'),
    Examples: list('examples'),
    Inputs: list('inputs'),
    Outputs: list('outputs'),
    Component: section('component'),
    Role: section('role'),
    Functionality: section('functionality'),
  },
});

function helpContent(self: Value): Value {
  const value = self as AstValue;
  const node = nodeOf(value);
  const { extent } = node.kind === 'FunctionDefinitionAst' ? node.body : node;
  const code = new Code();
  code.source = value.source;
  code.start = extent.start;
  code.end = extent.end;
  const comment = helpCommentOf(code, node.kind !== 'FunctionDefinitionAst');
  return comment === null ? null : new CommentHelpValue(comment);
}

for (const name of ['FunctionDefinitionAst', 'ScriptBlockAst'])
  extendType(LANGUAGE + name, { methods: { GetHelpContent: [m(`${LANGUAGE}CommentHelpInfo GetHelpContent()`, helpContent)] } });
