/**
 * The flow of a class's method (VariableAnalysis.cs): whether every path through it returns, and which variables are read where they
 * may not have been assigned, which in a method is an error, since there are no dynamic scopes.
 */
import type { Ast, FunctionMemberAst, VariableExpressionAst } from './ast.ts';
import { isReference } from './knownTypes.ts';
import type { Block, FlowEvent } from './methodFlow.ts';
import { isLocal, keyOf, MethodFlow, typeId } from './methodFlow.ts';
import { walk } from './visit.ts';

interface Variable {
  automatic: boolean;
  /** Not held in a slot, so that nothing is known about when it is assigned. */
  dynamic: boolean;
  hasSlot: boolean;
  assigned: boolean;
  type: string | null;
}

const automaticVariables = [
  '_',
  'args',
  'this',
  'input',
  'pscmdlet',
  'psboundparameters',
  'myinvocation',
  'psscriptroot',
  'pscommandpath',
  '?',
];
/** Commands that may set variables by name: nothing is known after them. */
const settingCommands = new Set(['new-variable', 'remove-variable', 'set-variable', 'set-psbreakpoint', 'nv', 'rv', 'sbp', 'sv', 'set']);
/** Variables that every method may read (SpecialVariables.cs). */
const readable = new Set(['lastexitcode', 'error', 'stacktrace', 'outputencoding', 'nestedpromptlevel', 'pwd', 'matches']);
const constants = new Set(['true', 'false', 'null']);

class Variables {
  /** Whether nothing has a slot, because something in the body may set variables by name. */
  noSlots = false;
  private readonly table = new Map<string, Variable>();

  of(key: string): Variable {
    let variable = this.table.get(key);
    if (!variable) {
      variable = { automatic: automaticVariables.includes(key), dynamic: false, hasSlot: false, assigned: false, type: null };
      this.table.set(key, variable);
    }
    return variable;
  }
}

/** Whether something in a body keeps variables from having slots (FindAllVariablesVisitor). */
function preventsSlots(body: Ast): boolean {
  let found = false;
  walk(body, (node) => {
    switch (node.kind) {
      case 'FunctionDefinitionAst':
      case 'ScriptBlockExpressionAst':
      case 'TrapStatementAst':
        return 'skip';
      case 'VariableExpressionAst':
        if (node.variablePath.isPrivate) found = true;
        break;
      case 'CommandAst': {
        const [first] = node.commandElements;
        if (node.invocationOperator === 'Dot') found = true;
        if (first?.kind !== 'StringConstantExpressionAst') break;
        if (settingCommands.has(first.value.toLowerCase().replace(/^microsoft\.powershell\.utility\\/, ''))) found = true;
        break;
      }
    }
    return found ? 'stop' : undefined;
  });
  return found;
}

function addParameters(member: FunctionMemberAst, graph: MethodFlow, variables: Variables): void {
  for (const parameter of member.functionDefinition.parameters ?? []) {
    const path = parameter.name.variablePath;
    if (!isLocal(path)) continue;
    const variable = variables.of(keyOf(path));
    variable.assigned = true;
    const types = parameter.attributes.filter((attribute) => attribute.kind === 'TypeConstraintAst');
    const plain = types.length === parameter.attributes.length && types.length <= 1;
    const type = types.length > 0 ? typeId(types[0].typeName) : 'System.Object';
    if ((!plain || type === null || (types.length > 0 && isReference(types[0].typeName))) && !variable.automatic) variable.dynamic = true;
    graph.entry.events.push({ assign: keyOf(path), type: type ?? 'System.Object', node: null });
  }
}

/** Follows one event: `assigned` holds the variables that are assigned on every path to here. Answers whether it reads too early. */
function follow(event: FlowEvent, assigned: Set<string>, variables: Variables): boolean {
  if ('read' in event) {
    const key = keyOf(event.read.variablePath);
    return !variables.of(key).automatic && !assigned.has(key);
  }
  const variable = variables.of(event.assign);
  const isFirst = !variable.hasSlot && !variable.dynamic && !variable.automatic;
  if (isFirst && variables.noSlots) variable.dynamic = true;
  else if (isFirst) variable.hasSlot = true;
  if (event.node) variable.assigned = true;
  let { type } = event;
  if (variable.type === null) variable.type = type ?? 'System.Object';
  else {
    if (type === null && !assigned.has(event.assign)) type = 'System.Object';
    // A variable that changes its type has no slot.
    if (type !== null && type !== variable.type && !variable.automatic) variable.dynamic = true;
  }
  assigned.add(event.assign);
  return false;
}

/** What is assigned on every path that was followed so far to a block. */
function assignedBefore(block: Block): Set<string> {
  let all: Set<string> | undefined;
  for (const { assigned } of block.predecessors) {
    if (!assigned) continue;
    const known: Set<string> = new Set(all ?? assigned);
    for (const key of known) if (!assigned.has(key)) known.delete(key);
    all = known;
  }
  return all ?? new Set();
}

function reversePostorder(entry: Block): Block[] {
  const seen = new Set<Block>([entry]);
  const order: Block[] = [];
  const stack = [{ block: entry, next: 0 }];
  for (let top = stack.at(-1); top; top = stack.at(-1)) {
    const successor: Block | undefined = top.block.successors[top.next++];
    if (!successor) {
      order.push(top.block);
      stack.pop();
    } else if (!seen.has(successor)) {
      seen.add(successor);
      stack.push({ block: successor, next: 0 });
    }
  }
  return order.reverse();
}

/** A method's flow: whether all paths return or throw, and the variables whose reading is an error (VariableNotLocal). */
export function analyzeMethod(member: FunctionMemberAst): { allPathsReturn: boolean; unassigned: Set<VariableExpressionAst> } {
  const { body } = member.functionDefinition;
  const variables = new Variables();
  variables.noSlots = preventsSlots(body);
  const graph = new MethodFlow();
  addParameters(member, graph, variables);
  for (const block of [body.dynamicParamBlock, body.beginBlock, body.processBlock, body.endBlock, body.cleanBlock]) {
    if (block) graph.statements(block.statements);
  }
  graph.end();
  for (const key of graph.dynamic) variables.of(key).dynamic = true;

  const early = new Set<VariableExpressionAst>();
  for (const block of reversePostorder(graph.entry)) {
    block.assigned = assignedBefore(block);
    for (const event of block.events) if (follow(event, block.assigned, variables) && 'read' in event) early.add(event.read);
  }
  const unassigned = new Set<VariableExpressionAst>();
  for (const node of graph.reads) {
    const { variablePath: path } = node;
    if (!path.isVariable || constants.has(path.name.toLowerCase()) || readable.has(path.userPath.toLowerCase())) continue;
    const variable = variables.of(keyOf(path));
    // Without a slot nothing is known of when it is assigned: reading it is an error only if it never is.
    if (variable.dynamic ? !variable.assigned && !variable.automatic : early.has(node)) unassigned.add(node);
  }
  const allPathsReturn = graph.exit.predecessors.every((block) => block.leaves || block.unreachable);
  return { allPathsReturn, unassigned };
}
