/** The value of an expression that can be had without running anything: SafeExprEvaluator of CompletionCompleters.cs. */

import { safeValue as constantValue } from '../machine/ast/members.ts';
import { isShown } from '../machine/restrictions.ts';
import { findVariable } from '../machine/state.ts';
import type { Ast, ExpressionAst, StatementAst } from '../syntax/ast.ts';
import { PSArray, PSHashtable } from '../values/collections.ts';
import { tryConvertTo } from '../values/convert.ts';
import { enumerate } from '../values/enumerate.ts';
import { listMembers } from '../values/memberList.ts';
import { getIndex, getProperty, getStatic } from '../values/members.ts';
import { PSObject } from '../values/object.ts';
import { ScriptClass } from '../values/scriptClass.ts';
import { unwrap } from '../values/typeNames.ts';
import { resolveTypeName } from '../values/types/registry.ts';
import { isAutomationNull, TypeValue, type Value } from '../values/value.ts';
import { needType, type Question } from './question.ts';

/** The type of a name, undefined if there is none. May wait for its file. */
export function typeNamed(q: Question, name: string): TypeValue | ScriptClass | undefined {
  const own = q.runspace.types.get(name.toLowerCase());
  if (own instanceof ScriptClass) return own;
  needType(name);
  return resolveTypeName(name);
}

/** True if reading a member runs no code of the user's. */
function isPlainProperty(q: Question, target: Value, name: string): boolean {
  const lower = name.toLowerCase();
  const member = listMembers(target, q.ctx).find((m) => m.name.toLowerCase() === lower);
  return member !== undefined && /^(Note|Alias|Code)?Property$/.test(member.memberType);
}

function statement(q: Question, node: StatementAst | Ast): Value | undefined {
  if (node.kind === 'PipelineAst' && node.pipelineElements.length === 1) return statement(q, node.pipelineElements[0]);
  return node.kind === 'CommandExpressionAst' && node.redirections.length === 0 ? safeValue(q, node.expression) : undefined;
}

/** The value, undefined where code would have to run or nothing is known. Throws what a conversion throws. */
export function safeValue(q: Question, node: Ast): Value | undefined {
  switch (node.kind) {
    case 'VariableExpressionAst': {
      const constant = constantValue(node);
      if (constant !== undefined) return constant;
      const path = node.variablePath;
      if (path.driveName?.toLowerCase() === 'env') return q.runspace.environment.get(path.name);
      const cell = path.isVariable ? findVariable(q.scope, path.name.toLowerCase()) : undefined;
      return cell === undefined || q.isLimited || !isShown(q.runspace, cell) ? undefined : cell.value;
    }
    case 'TypeExpressionAst':
      return q.isLimited ? undefined : typeNamed(q, node.typeName.fullName);
    case 'ConvertExpressionAst': {
      const inner = safeValue(q, node.child);
      if (inner === undefined || q.isLimited) return undefined;
      const name = node.attribute.typeName.fullName;
      if (/^(ordered)$/i.test(name)) return inner;
      if (/^(pscustomobject|system\.management\.automation\.pscustomobject)$/i.test(name) && inner instanceof PSHashtable)
        return customObject(inner);
      const type = typeNamed(q, name);
      return type === undefined || type instanceof ScriptClass ? undefined : tryConvertTo(inner, type, q.ctx);
    }
    case 'MemberExpressionAst': {
      const target = safeValue(q, node.expression);
      if (target === undefined || target === null || node.member.kind !== 'StringConstantExpressionAst') return undefined;
      const name = node.member.value;
      if (node.static) return target instanceof TypeValue ? getStatic(target, name, q.ctx) : undefined;
      if (unwrap(target) instanceof PSHashtable) {
        const entry = (unwrap(target) as PSHashtable).get(name);
        if (entry !== undefined) return entry;
      }
      return isPlainProperty(q, target, name) ? getProperty(target, name, q.ctx) : undefined;
    }
    case 'IndexExpressionAst': {
      const target = safeValue(q, node.target);
      const index = safeValue(q, node.index);
      if (target === undefined || target === null || index === undefined) return undefined;
      const bare = unwrap(target);
      return bare instanceof PSArray || bare instanceof PSHashtable || typeof bare === 'string'
        ? getIndex(target, [index], q.ctx)
        : undefined;
    }
    case 'ParenExpressionAst':
      return statement(q, node.pipeline);
    case 'ArrayLiteralAst': {
      const items = node.elements.map((e) => safeValue(q, e as ExpressionAst));
      return items.includes(undefined) ? undefined : new PSArray(items as Value[]);
    }
    case 'ArrayExpressionAst': {
      const items = node.subExpression.statements.map((s) => statement(q, s));
      return items.includes(undefined) ? undefined : new PSArray(items.flatMap((v) => enumerate(v as Value) ?? [v as Value]));
    }
    case 'HashtableAst': {
      const table = new PSHashtable('Hashtable');
      for (const { item1, item2 } of node.keyValuePairs) {
        const key = safeValue(q, item1);
        if (key === undefined || key === null) return undefined;
        table.set(key, statement(q, item2) ?? null);
      }
      return table;
    }
    case 'ExpandableStringExpressionAst': {
      let text = '';
      for (const part of node.parts) {
        if (typeof part === 'string') {
          text += part;
          continue;
        }
        const value = safeValue(q, node.nestedExpressions[part]);
        if (value === undefined) return undefined;
        text += q.machine.text(value);
      }
      return text;
    }
    default:
      return constantValue(node);
  }
}

function customObject(table: PSHashtable): PSObject {
  const made = new PSObject();
  for (const { key, value } of table.entries.values()) made.set(String(key), value);
  return made;
}

/** True for a value whose members are worth listing. */
export function isSomething(value: Value | undefined): value is Value {
  return value !== undefined && value !== null && !isAutomationNull(value);
}
