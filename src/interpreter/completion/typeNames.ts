/** Names of types and namespaces: CompletionCompleters.cs CompleteType, InitializeTypeCache. */
import { findAll } from '../syntax/index.ts';
import { compareOrdinalIgnoreCase } from '../values/dotnet/stringCompare.ts';
import { shortTypeName } from '../values/typeNames.ts';
import { allAccelerators, allTypeNames, findType } from '../values/types/registry.ts';
import type { Question } from './question.ts';
import { type Candidate, candidate, matches } from './results.ts';

const dots = (text: string): number => text.split('.').length - 1;

function kindOf(name: string): string {
  const shape = findType(name);
  if (shape === undefined) return '';
  if (shape.delegate !== undefined) return 'Delegate ';
  if (shape.isInterface === true) return 'Interface ';
  if (shape.enumNames !== undefined) return 'Enum ';
  return shape.base === 'System.ValueType' ? 'Struct ' : 'Class ';
}

/** A candidate for a type that was found by `key`. */
function typeCandidate(q: Question, key: string, fullName: string, prefix: string, suffix: string): Candidate {
  const tick = fullName.indexOf('`');
  const bare = tick < 0 ? fullName : fullName.slice(0, tick);
  const short = bare.slice(Math.max(bare.lastIndexOf('.'), bare.lastIndexOf('+')) + 1);
  if (tick >= 0) {
    const count = Number(fullName.slice(tick + 1));
    const args = count === 1 ? 'T' : Array.from({ length: count }, (_, i) => `T${i + 1}`).join(', ');
    return candidate(prefix + withoutNamespace(q, bare) + suffix, 'Type', `${short}<>`, `${kindOf(fullName)}${bare}[${args}]`);
  }
  const accelerator = shortTypeName(fullName);
  const isAccelerator = allAccelerators().get(accelerator.toLowerCase()) === fullName;
  const text = key.includes('.') ? fullName : isAccelerator ? accelerator : withoutNamespace(q, fullName);
  return candidate(prefix + text + suffix, 'Type', short, `${kindOf(fullName)}${fullName}`);
}

/** Without the namespace that a `using namespace` of the text names. */
function withoutNamespace(q: Question, name: string): string {
  let cut = '';
  for (const u of q.ast.usingStatements) {
    const space = u.usingStatementKind === 'Namespace' ? (u.name?.value ?? '') : '';
    if (space.length > cut.length && name.toLowerCase().startsWith(`${space.toLowerCase()}.`)) cut = space;
  }
  return cut === '' ? name : name.slice(cut.length + 1);
}

/** Types and namespaces whose name begins with the word: accelerators, short names and full names of as many parts. */
export function completeType(q: Question, word: string, prefix = '', suffix = ''): Candidate[] {
  if (q.isLimited) return [];
  const pattern = `${word}*`;
  const parts = dots(word);
  const found = new Map<string, Candidate>();
  const add = (c: Candidate): void => {
    if (!found.has(c.completionText.toLowerCase())) found.set(c.completionText.toLowerCase(), c);
  };
  const fits = (key: string): boolean => dots(key) === parts && matches(key, pattern);
  const accelerators = allAccelerators();
  if (parts === 0)
    for (const [key, full] of accelerators)
      if (fits(key)) add({ ...typeCandidate(q, key, full, prefix, suffix), completionText: prefix + key + suffix });
  for (const full of allTypeNames()) {
    if (full.includes('+')) continue;
    const bare = full.replace(/`\d+$/, '');
    const short = bare.slice(bare.lastIndexOf('.') + 1);
    const space = bare.slice(0, Math.max(bare.lastIndexOf('.'), 0));
    for (let end = space.indexOf('.'); ; end = space.indexOf('.', end + 1)) {
      const part = end < 0 ? space : space.slice(0, end);
      if (part !== '' && fits(part))
        add(candidate(prefix + part + suffix, 'Namespace', part.slice(part.lastIndexOf('.') + 1), `Namespace ${part}`));
      if (end < 0) break;
    }
    if (fits(bare)) add(typeCandidate(q, bare, full, prefix, suffix));
    else if (parts === 0 && fits(short) && !accelerators.has(short.toLowerCase())) add(typeCandidate(q, short, full, prefix, suffix));
  }
  for (const node of findAll(q.ast, (n) => n.kind === 'TypeDefinitionAst', false)) {
    if (node.kind !== 'TypeDefinitionAst' || !matches(node.name, pattern)) continue;
    const kind = node.isInterface ? 'Interface' : node.isEnum ? 'Enum' : 'Class';
    add(candidate(prefix + node.name + suffix, 'Type', node.name, `${kind} ${node.name}`));
  }
  for (const own of q.runspace.types.values()) {
    const { name, kind } = own as unknown as { name?: string; kind?: string };
    if (typeof name === 'string' && matches(name, pattern))
      add(candidate(prefix + name + suffix, 'Type', name, `${kind === 'enum' ? 'Enum' : 'Class'} ${name}`));
  }
  return [...found.values()].sort((a, b) => compareOrdinalIgnoreCase(a.listItemText, b.listItemText));
}

/** Namespaces that begin with the word (`using namespace`). */
export function completeNamespace(q: Question): Candidate[] {
  return completeType(q, q.word).filter((c) => c.resultType === 'Namespace');
}
