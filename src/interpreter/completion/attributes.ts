/** Named arguments of attributes ([Parameter(M…)]): CompletionAnalysis.cs GetResultForAttributeArgument. */

import { displayType } from '../binding/syntax.ts';
import type { AttributeAst } from '../syntax/ast.ts';
import { compareCulture } from '../values/dotnet/stringCompare.ts';
import { memberTable } from '../values/memberTable.ts';
import { TypeValue } from '../values/value.ts';
import { namesOfEnum } from './members.ts';
import type { Question } from './question.ts';
import { type Candidate, candidate, matches } from './results.ts';
import { typeNamed } from './safeValue.ts';

function around(q: Question): AttributeAst | null {
  for (let i = q.related.length - 1; i >= 0; i--) {
    const node = q.related[i];
    if (node.kind === 'AttributeAst') return node;
    if (node.kind === 'NamedAttributeArgumentAst' && node.parent?.kind === 'AttributeAst') return node.parent;
    if (node.kind === 'ParameterAst') {
      const own = node.attributes.find((a) => a.kind === 'AttributeAst' && q.cursor > a.extent.start && q.cursor <= a.extent.end);
      return own?.kind === 'AttributeAst' ? own : null;
    }
    if (node.kind === 'ScriptBlockExpressionAst') return null;
  }
  return null;
}

/** Names of an attribute's properties, or the values of one; null where the cursor is in no attribute. */
export function attributeArguments(q: Question): Candidate[] | null {
  const attribute = around(q);
  if (attribute === null || q.isLimited) return null;
  const name = attribute.typeName.fullName;
  const type = typeNamed(q, `${name}Attribute`) ?? typeNamed(q, name);
  if (!(type instanceof TypeValue)) return [];
  const properties = [...memberTable(type.name).values()].flatMap((m) =>
    m.kind === 'property' && m.property.set !== undefined ? [m] : [],
  );
  const given = attribute.namedArguments.find(
    (a) => !a.expressionOmitted && q.cursor > a.argument.extent.start && q.cursor <= a.argument.extent.end,
  );
  if (given !== undefined) {
    const own = properties.find((p) => p.name.toLowerCase() === given.argumentName.toLowerCase());
    const values = own === undefined ? [] : namesOfEnum(q, own.property.type);
    return values.filter((v) => matches(v, `${q.word}*`)).map((v) => candidate(v, 'ParameterValue'));
  }
  const word = q.token !== null && /^(Identifier|Generic)$/.test(q.token.kind) ? q.token.text : '';
  const taken = new Set(
    attribute.namedArguments
      .filter((a) => !(q.cursor >= a.extent.start && q.cursor <= a.extent.end))
      .map((a) => a.argumentName.toLowerCase()),
  );
  return properties
    .filter((p) => matches(p.name, `${word}*`) && !taken.has(p.name.toLowerCase()))
    .sort((a, b) => compareCulture(a.name, b.name, true))
    .map((p) => candidate(p.name, 'Property', p.name, `${displayType(p.property.type)} ${p.name}`));
}
