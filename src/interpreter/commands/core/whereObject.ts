/**
 * Where-Object. The form with one script block is run by the machine itself (machine/blockStages.ts); this is every other form.
 * Behaviour: InternalCommands.cs.
 */
import { defineCmdlet } from '../../binding/defineCmdlet.ts';
import type { ParameterShort } from '../../binding/metadata.ts';
import type { CmdletContext, Step } from '../../machine/cmdlet.ts';
import type { ScriptBlock } from '../../values/code.ts';
import { isTrue, toText } from '../../values/convert.ts';
import { getProperty } from '../../values/members.ts';
import { binary, matchOperator } from '../../values/operators.ts';
import { isAutomationNull, type Value } from '../../values/value.ts';

/** Comparison switches: parameter, set, operator, aliases. */
const operators: [name: string, operator: string, aliases: string[]][] = [
  ['EQ', 'Ieq', ['IEQ']],
  ['CEQ', 'Ceq', []],
  ['NE', 'Ine', ['INE']],
  ['CNE', 'Cne', []],
  ['GT', 'Igt', ['IGT']],
  ['CGT', 'Cgt', []],
  ['LT', 'Ilt', ['ILT']],
  ['CLT', 'Clt', []],
  ['GE', 'Ige', ['IGE']],
  ['CGE', 'Cge', []],
  ['LE', 'Ile', ['ILE']],
  ['CLE', 'Cle', []],
  ['Like', 'Ilike', ['ILike']],
  ['CLike', 'Clike', []],
  ['NotLike', 'Inotlike', ['INotLike']],
  ['CNotLike', 'Cnotlike', []],
  ['Match', 'Imatch', ['IMatch']],
  ['CMatch', 'Cmatch', []],
  ['NotMatch', 'Inotmatch', ['INotMatch']],
  ['CNotMatch', 'Cnotmatch', []],
  ['Contains', 'Icontains', ['IContains']],
  ['CContains', 'Ccontains', []],
  ['NotContains', 'Inotcontains', ['INotContains']],
  ['CNotContains', 'Cnotcontains', []],
  ['In', 'Iin', ['IIn']],
  ['CIn', 'Cin', []],
  ['NotIn', 'Inotin', ['INotIn']],
  ['CNotIn', 'Cnotin', []],
  ['Is', 'Is', []],
  ['IsNot', 'IsNot', []],
];
const setName = (name: string): string => (name === 'EQ' ? 'EqualSet' : `${name}Set`);
const allSets = ['EqualSet', ...operators.slice(1).map(([n]) => setName(n)), 'NotSet'];

const parameters: Record<string, ParameterShort> = {
  InputObject: { type: 'psobject', pipeline: true, allowNull: true, help: 'Objects to test.' },
  FilterScript: { type: 'scriptblock', sets: { ScriptBlockSet: { mandatory: true, position: 0 } }, help: 'Block whose result decides.' },
  Property: {
    type: 'string',
    sets: Object.fromEntries(allSets.map((s) => [s, { mandatory: true, position: 0 }])),
    notNullOrEmpty: true,
    help: 'Property to test.',
  },
  Value: {
    type: 'object',
    sets: Object.fromEntries(allSets.filter((s) => s !== 'NotSet').map((s) => [s, { position: 1 }])),
    allowNull: true,
    help: 'What to compare it with.',
  },
};
for (const [name, , aliases] of operators) {
  parameters[name] = {
    type: 'switch',
    aliases,
    sets: { [setName(name)]: name === 'EQ' ? {} : { mandatory: true } },
    help: `The -${name.toLowerCase()} operator.`,
  };
}
parameters.Not = { type: 'switch', sets: { NotSet: { mandatory: true } }, help: 'Passes objects whose property is false or missing.' };

function test(context: CmdletContext<object>): boolean {
  const input = context.input;
  const property = toText(context.params.Property as Value, context);
  const left = input === null ? null : getProperty(input, property, context);
  if (context.isOn('Not')) return !isTrue(left);
  const row = operators.find(([n]) => context.isOn(n));
  if (row === undefined)
    return context.isBound('Value') ? isTrue(binary('Ieq', left, context.params.Value ?? null, context)) : isTrue(left);
  const [, operator] = row;
  const right = context.params.Value ?? null;
  return isTrue(/match$/.test(operator) ? matchOperator(operator, left, right, context).result : binary(operator, left, right, context));
}

export default defineCmdlet({
  name: 'Where-Object',
  module: 'Microsoft.PowerShell.Core',
  aliases: ['?', 'where'],
  synopsis: 'Passes on the objects for which a test is true.',
  className: 'Microsoft.PowerShell.Commands.WhereObjectCommand',
  defaultSet: 'EqualSet',
  parameters,
  stateVersion: 1,
  process(context): Step | void {
    if (isAutomationNull(context.input)) return;
    if (context.parameterSet === 'ScriptBlockSet')
      return {
        do: 'await',
        activity: {
          kind: 'call',
          block: context.params.FilterScript as ScriptBlock,
          args: [],
          dollarUnder: context.input,
          scope: 'current',
        },
      };
    if (test(context)) context.write(context.input);
  },
  resume(context, answer) {
    const output = answer as Value[];
    if (output.length > 1 || (output.length === 1 && isTrue(output[0]))) context.write(context.input);
  },
  help: {
    examples: [{ code: 'Get-ChildItem | Where-Object Length -gt 1000' }, { code: '1..10 | Where-Object { $_ % 2 }' }],
    related: ['ForEach-Object'],
  },
});
