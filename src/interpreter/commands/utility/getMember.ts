/** Get-Member. Behaviour: GetMember.cs. */
import { defineCmdlet } from '../../binding/defineCmdlet.ts';
import { convertTo } from '../../values/convert.ts';
import { listMembers } from '../../values/members.ts';
import { isWildcardMatch } from '../../values/regex/wildcard.ts';
import { ScriptClass } from '../../values/scriptClass.ts';
import { typeHierarchy, typeNameOf, unwrap } from '../../values/typeNames.ts';
import { EnumValue, isAutomationNull, TypeValue, type Value } from '../../values/value.ts';
import { EX, enumOf, errorRecord, stringsOf } from '../support/params.ts';
import { NetRecord } from '../support/record.ts';

interface State {
  shown: string[];
}

/** Bits of PSMemberTypes. */
const BITS: Record<string, number> = {
  AliasProperty: 1,
  CodeProperty: 2,
  Property: 4,
  NoteProperty: 8,
  ScriptProperty: 16,
  PropertySet: 32,
  Method: 64,
  CodeMethod: 128,
  ScriptMethod: 256,
  ParameterizedProperty: 512,
  MemberSet: 1024,
  Event: 2048,
  Dynamic: 4096,
  InferredProperty: 8192,
};
const ALL = 16383;
const EXTENDED =
  BITS.AliasProperty |
  BITS.CodeMethod |
  BITS.CodeProperty |
  BITS.MemberSet |
  BITS.NoteProperty |
  BITS.PropertySet |
  BITS.ScriptMethod |
  BITS.ScriptProperty;
const ADAPTED = BITS.Property | BITS.ParameterizedProperty | BITS.Method;

export default defineCmdlet<State>({
  name: 'Get-Member',
  module: 'Microsoft.PowerShell.Utility',
  aliases: ['gm'],
  synopsis: 'Lists the properties and methods of objects.',
  className: 'Microsoft.PowerShell.Commands.GetMemberCommand',
  parameters: {
    InputObject: { type: 'psobject', pipeline: true, help: 'Objects whose members are listed.' },
    Name: { type: 'string[]', position: 0, notNullOrEmpty: true, wildcards: true, help: 'Names of the members.' },
    MemberType: { type: 'System.Management.Automation.PSMemberTypes', aliases: ['Type'], help: 'Kinds of members.' },
    View: { type: 'System.Management.Automation.PSMemberViewTypes', help: 'Members of the type, or those added to it.' },
    Static: { type: 'switch', help: 'Static members.' },
    Force: { type: 'switch', help: 'Hidden members too.' },
  },
  outputTypes: ['Microsoft.PowerShell.Commands.MemberDefinition'],
  stateVersion: 1,
  init: () => ({ shown: [] }),
  process(context) {
    const input = context.params.InputObject;
    if (input === undefined || input === null || isAutomationNull(input)) return;
    const { state, params } = context;
    const bare = unwrap(input);
    const isStatic = context.isOn('Static');
    let target: Value = input;
    let typeName: string;
    if (isStatic) {
      target = bare instanceof TypeValue || bare instanceof ScriptClass ? bare : convertTo(typeNameOf(bare), 'type', context);
      typeName = target instanceof TypeValue ? target.name : (target as ScriptClass).name;
    } else typeName = typeHierarchy(input)[0] ?? typeNameOf(bare);
    if (state.shown.includes(typeName.toLowerCase())) return;
    state.shown.push(typeName.toLowerCase());
    let types = params.MemberType instanceof EnumValue ? Number(params.MemberType.value) : ALL;
    // PSMemberViewTypes: Extended 1, Adapted 2, Base 4
    const view = enumOf(params.View, 3);
    if ((view & 1) === 0) types &= ~EXTENDED;
    if ((view & 6) === 0) types &= ~ADAPTED;
    const patterns = stringsOf(params.Name, context);
    const force = context.isOn('Force');
    const special = /^([gs]et|add|remove|op)_/;
    const members = listMembers(target, context, isStatic).filter(
      (m) =>
        (force || (!m.hidden && !(m.memberType === 'Method' && special.test(m.name)))) &&
        ((BITS[m.memberType] ?? 0) & types) !== 0 &&
        m.name !== 'PSStandardMembers',
    );
    const order = (a: string, b: string): number => {
      const x = a.toUpperCase();
      const y = b.toUpperCase();
      return x < y ? -1 : x > y ? 1 : 0;
    };
    for (const pattern of patterns.length === 0 ? ['*'] : patterns) {
      const matching = members.filter((m) => isWildcardMatch(pattern, m.name));
      matching.sort((a, b) => order(a.memberType, b.memberType) || order(a.name, b.name));
      for (const m of matching)
        context.write(
          new NetRecord('Microsoft.PowerShell.Commands.MemberDefinition', {
            TypeName: typeName,
            Name: m.name,
            MemberType: new EnumValue('System.Management.Automation.PSMemberTypes', BITS[m.memberType] ?? 0),
            Definition: m.definition,
          }),
        );
    }
  },
  end(context) {
    if (context.state.shown.length > 0) return;
    context.writeError(
      errorRecord(EX.netInvalidOperation, 'You must specify an object for the Get-Member cmdlet.', 'NoObjectInGetMember', 'CloseError'),
    );
  },
  help: { examples: [{ code: 'Get-Date | Get-Member -MemberType Property' }], related: ['Add-Member', 'Get-Command', 'Get-Help'] },
});
