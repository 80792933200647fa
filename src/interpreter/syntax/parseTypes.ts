/** Type names (Parser.cs TypeNameRule and below): arrays, generics, assembly-qualified names. */
import type { ArrayTypeName, GenericTypeName, SimpleTypeName, TypeName } from './ast.ts';
import { after, before, firstExtent, span } from './extents.ts';
import type { Parser } from './parser.ts';
import type { Extent, Token } from './token.ts';
import { Mode } from './tokenizer.ts';

const errorTypeName = ':ErrorTypeName:';

/** A plain type name. Backquotes written twice count once, as TypeName's constructor does. */
export function simpleTypeName(extent: Extent, text: string, assemblyName: string | null = null, genericArgumentCount = 0): SimpleTypeName {
  const name = text.replaceAll('``', '`');
  return {
    kind: 'TypeName',
    extent,
    fullName: assemblyName === null ? name : `${name},${assemblyName}`,
    name,
    assemblyName,
    isArray: false,
    isGeneric: false,
    genericArgumentCount: name.includes('`') ? 0 : genericArgumentCount,
  };
}

function genericTypeName(extent: Extent, typeName: SimpleTypeName, genericArguments: TypeName[]): GenericTypeName {
  const type: GenericTypeName = {
    kind: 'GenericTypeName',
    extent,
    fullName: '',
    name: '',
    assemblyName: null,
    isArray: false,
    isGeneric: true,
    typeName,
    genericArguments,
  };
  nameAgain(type);
  return type;
}

function arrayTypeName(extent: Extent, elementType: TypeName, rank: number): ArrayTypeName {
  const type: ArrayTypeName = {
    kind: 'ArrayTypeName',
    extent,
    fullName: '',
    name: '',
    assemblyName: null,
    isArray: true,
    isGeneric: false,
    elementType,
    rank,
  };
  nameAgain(type);
  return type;
}

/** Forms the names that depend on the inner type; again after that got its assembly. */
function nameAgain(type: TypeName): void {
  if (type.kind === 'TypeName') {
    type.fullName = type.assemblyName === null ? type.name : `${type.name},${type.assemblyName}`;
    return;
  }
  if (type.kind === 'GenericTypeName') {
    type.assemblyName = type.typeName.assemblyName;
    type.name = `${type.typeName.name}[${type.genericArguments.map((argument) => argument.name).join(',')}]`;
    type.fullName = `${type.typeName.name}[${type.genericArguments.map((argument) => argument.fullName).join(',')}]`;
  } else {
    nameAgain(type.elementType);
    type.assemblyName = type.elementType.assemblyName;
    type.name = `${type.elementType.name}[${','.repeat(type.rank - 1)}]`;
    type.fullName = type.name;
  }
  if (type.assemblyName !== null) type.fullName += `,${type.assemblyName}`;
}

/** A type name in TypeName mode, and its first token; null when none is next. */
export function parseTypeName(p: Parser, allowAssembly: boolean): { type: TypeName; token: Token } | null {
  return p.inMode(Mode.TypeName, () => {
    const token = p.next();
    if (token.kind !== 'Identifier') {
      p.unget(token);
      return null;
    }
    return { type: finishTypeName(p, token, false, allowAssembly), token };
  });
}

function finishTypeName(p: Parser, name: Token, unbracketedArgument = false, allowAssembly = true): TypeName {
  let token = p.peek();
  if (token.kind === 'LBracket') {
    const bracket = token;
    p.skip();
    p.skipNewlines();
    token = p.next();
    switch (token.kind) {
      case 'RBracket':
      case 'Comma': {
        const element = simpleTypeName(name.extent, name.text);
        return completeArray(p, element, element, token, unbracketedArgument);
      }
      case 'LBracket':
      case 'Identifier':
        return parseGeneric(p, name, token, unbracketedArgument);
      case 'EndOfInput':
        p.unget(token);
        p.reportIncomplete(after(bracket), 'MissingTypename');
        break;
      default:
        p.report(token.extent, 'UnexpectedToken', token.text);
        p.syncOnError(true, 'RBracket');
    }
    return simpleTypeName(name.extent, name.text);
  }
  if (token.kind === 'Comma' && allowAssembly && !unbracketedArgument) {
    p.skip();
    const assembly = p.tokenizer.assemblyNameSpec();
    if (assembly.trim() === '') {
      p.report(after(token), 'MissingAssemblyNameSpecification');
      return simpleTypeName(name.extent, name.text);
    }
    return simpleTypeName(span(name, p.tokenizer.currentExtent()), name.text, assembly);
  }
  return simpleTypeName(name.extent, name.text);
}

function genericArgument(p: Parser, first: Token): TypeName {
  if (first.kind === 'Identifier') return finishTypeName(p, first, true);
  // A `[` surrounds an assembly-qualified name.
  const token = p.next();
  if (token.kind !== 'Identifier') {
    p.unget(token);
    p.reportIncomplete(after(token), 'MissingTypename');
    return simpleTypeName(first.extent, errorTypeName);
  }
  const type = finishTypeName(p, token);
  const bracket = p.next();
  if (bracket.kind !== 'RBracket') {
    p.unget(bracket);
    p.reportIncomplete(before(bracket), 'EndSquareBracketExpectedAtEndOfType');
  }
  return type;
}

/** Type arguments up to what is not a comma, which is given as `last` (taken). */
export function parseGenericArguments(p: Parser, first: Token): { types: TypeName[]; last: Token } {
  const types = [genericArgument(p, first)];
  for (;;) {
    p.skipNewlines();
    const last = p.next();
    if (last.kind !== 'Comma') return { types, last };
    p.skipNewlines();
    const token = p.peek();
    if (token.kind === 'Identifier' || token.kind === 'LBracket') {
      p.skip();
      types.push(genericArgument(p, token));
    } else {
      p.reportIncomplete(after(last), 'MissingTypename');
      types.push(simpleTypeName(last.extent, errorTypeName));
    }
  }
}

function parseGeneric(p: Parser, name: Token, first: Token, unbracketedArgument: boolean): TypeName {
  const { types, last } = parseGenericArguments(p, first);
  let bracket: Token | null = last;
  if (last.kind !== 'RBracket') {
    p.unget(last);
    p.reportIncomplete(before(last), 'EndSquareBracketExpectedAtEndOfAttribute');
    bracket = null;
  }
  const open = simpleTypeName(name.extent, name.text, null, types.length);
  const result = genericTypeName(span(name, firstExtent(bracket, types.at(-1), first)), open, types);
  const token = p.peek();
  if (token.kind === 'LBracket') {
    p.skip();
    return completeArray(p, result, open, p.next(), unbracketedArgument);
  }
  if (token.kind === 'Comma' && !unbracketedArgument) {
    p.skip();
    qualify(p, token, result, open);
  }
  return result;
}

/** Reads the assembly after a comma and gives it to the innermost type. */
function qualify(p: Parser, comma: Token, whole: TypeName, inner: SimpleTypeName): void {
  const assembly = p.tokenizer.assemblyNameSpec();
  if (assembly === '') {
    p.report(after(comma), 'MissingAssemblyNameSpecification');
    return;
  }
  inner.assemblyName = assembly;
  nameAgain(inner);
  nameAgain(whole);
}

function completeArray(p: Parser, element: TypeName, inner: SimpleTypeName, afterBracket: Token, unbracketedArgument: boolean): TypeName {
  let type = element;
  let first = afterBracket;
  for (;;) {
    let token: Token;
    switch (first.kind) {
      case 'Comma': {
        let rank = 1;
        let lastComma = first;
        token = first;
        do {
          lastComma = token;
          rank++;
          token = p.next();
        } while (token.kind === 'Comma');
        if (rank > 32) {
          if (token.kind !== 'RBracket') p.unget(token);
          p.report(span(first, lastComma), 'ArrayHasTooManyDimensions', rank);
          break;
        }
        if (token.kind !== 'RBracket') {
          p.unget(token);
          p.report(after(lastComma), 'EndSquareBracketExpectedAtEndOfAttribute');
        }
        type = arrayTypeName(span(type, token), type, rank);
        break;
      }
      case 'RBracket':
        type = arrayTypeName(span(type, first), type, 1);
        break;
      case 'EndOfInput':
        p.unget(first);
        p.report(before(first), 'EndSquareBracketExpectedAtEndOfAttribute');
        break;
      default:
        p.report(first.extent, 'UnexpectedToken', first.text);
        p.syncOnError(true, 'RBracket');
    }
    token = p.peek();
    if (token.kind === 'Comma' && !unbracketedArgument) {
      p.skip();
      qualify(p, token, type, inner);
      return type;
    }
    if (token.kind !== 'LBracket') return type;
    p.skip();
    first = p.next();
  }
}
