/** AstVisitor and its kin as base classes of scripts, and Ast.Visit (AstVisitor.cs). */
import { walk } from '../../syntax/visit.ts';
import { callMethod } from '../../values/classes.ts';
import type { NativeContext } from '../../values/context.ts';
import { fail } from '../../values/errors.ts';
import { findScriptMethods } from '../../values/scriptCalls.ts';
import { ScriptObject } from '../../values/scriptClass.ts';
import { m } from '../../values/types/define.ts';
import { extendType, registerType } from '../../values/types/registry.ts';
import { EnumValue, type Value } from '../../values/value.ts';
import { LANGUAGE } from './members.ts';
import { type AstValue, astValue, nodeOf } from './source.ts';

/** AstVisitAction. */
const ACTIONS = { Continue: 0, SkipChildren: 1, StopVisit: 2 } as const;

registerType({ name: `${LANGUAGE}AstVisitAction`, enumNames: { ...ACTIONS }, isValueType: true });
registerType({ name: `${LANGUAGE}AstVisitor`, isAbstract: true });
registerType({ name: `${LANGUAGE}AstVisitor2`, base: `${LANGUAGE}AstVisitor`, isAbstract: true });
registerType({ name: `${LANGUAGE}IAstPostVisitHandler`, isInterface: true, isAbstract: true });

/** Name of the method that a node of this class is given to: CommandAst -> VisitCommand. */
function methodName(kind: string): string {
  return `Visit${kind.replace(/Ast$/, '')}`;
}

/** What the visitor's method says; nodes that it has no method for are gone through. */
function actionOf(answer: Value | undefined): 'skip' | 'stop' | undefined {
  const number = answer instanceof EnumValue ? Number(answer.value) : 0;
  return number === ACTIONS.StopVisit ? 'stop' : number === ACTIONS.SkipChildren ? 'skip' : undefined;
}

/** Goes through a tree in its order, giving each node to the visitor's own method. */
function visit(self: AstValue, visitor: Value, ctx: NativeContext): void {
  if (!(visitor instanceof ScriptObject))
    throw fail('ArgumentNullException', 'InvalidArgument', "Value cannot be null. (Parameter 'astVisitor')", {
      typeName: 'System.ArgumentNullException',
    });
  const { type } = visitor;
  walk(nodeOf(self), (node) => {
    if (node.kind === 'BaseCtorInvokeMemberExpressionAst') return undefined;
    const name = methodName(node.kind);
    if (findScriptMethods(type, name.toLowerCase(), false).length === 0) return undefined;
    return actionOf(callMethod(visitor, type, name, [astValue(self.source, node)], ctx));
  });
}

extendType(`${LANGUAGE}Ast`, {
  methods: {
    Visit: [
      m(`void Visit(${LANGUAGE}AstVisitor astVisitor)`, (self, [visitor], ctx) => {
        visit(self as AstValue, visitor ?? null, ctx);
        return undefined;
      }),
    ],
  },
});
