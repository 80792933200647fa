/** Update-TypeData. Behaviour: Update-TypeData.cs. Type files (.ps1xml) are not read. */
import { defineCmdlet } from '../../binding/defineCmdlet.ts';
import type { CmdletContext } from '../../machine/cmdlet.ts';
import { convertTo, toText } from '../../values/convert.ts';
import type { PSMember } from '../../values/heap.ts';
import { touch } from '../../values/heap.ts';
import { canonicalName } from '../../values/types/registry.ts';
import type { Value } from '../../values/value.ts';
import { EX, errorRecord, listOf, nameOf, numberOf, stringOf, stringsOf, terminating } from '../support/params.ts';
import { entryMembers, setStandardMember, typeEntry } from './typeData.ts';

function member(context: CmdletContext<object>): PSMember {
  const { params } = context;
  const memberType = nameOf(params.MemberType, context);
  const name = stringOf(params.MemberName, context) ?? '';
  const value: Value = params.Value ?? null;
  const second: Value = params.SecondValue ?? null;
  switch (memberType) {
    case 'NoteProperty':
      return { name, memberType, value };
    case 'AliasProperty':
      return { name, memberType, referencedMember: toText(value, context) };
    case 'ScriptMethod':
      return { name, memberType, getter: convertTo(value, 'scriptblock', context) };
    case 'ScriptProperty': {
      const made: PSMember = { name, memberType };
      if (value !== null) made.getter = convertTo(value, 'scriptblock', context);
      if (second !== null) made.setter = convertTo(second, 'scriptblock', context);
      return made;
    }
    default:
      throw terminating(
        EX.netInvalidOperation,
        `Cannot update a member with type "${memberType}". Specify a different type for the MemberType parameter.`,
        'CannotUpdateMemberType',
        'InvalidOperation',
      );
  }
}

const dynamic = { DynamicTypeSet: {} };

export default defineCmdlet({
  name: 'Update-TypeData',
  module: 'Microsoft.PowerShell.Utility',
  synopsis: 'Gives members to all objects of a type.',
  className: 'Microsoft.PowerShell.Commands.UpdateTypeDataCommand',
  defaultSet: 'FileSet',
  sets: ['FileSet', 'DynamicTypeSet', 'TypeDataSet'],
  supportsShouldProcess: true,
  parameters: {
    AppendPath: {
      type: 'string[]',
      aliases: ['PSPath', 'Path'],
      position: 0,
      pipeline: true,
      byName: true,
      sets: { FileSet: {} },
      help: 'Type files.',
    },
    PrependPath: { type: 'string[]', sets: { FileSet: {} }, notNull: true, help: 'Type files that come first.' },
    MemberType: { type: 'System.Management.Automation.PSMemberTypes', sets: dynamic, notNull: true, help: 'Kind of the member.' },
    MemberName: { type: 'string', sets: dynamic, notNull: true, help: 'Name of the member.' },
    Value: { type: 'object', sets: dynamic, help: 'Its value, code or target.' },
    SecondValue: { type: 'object', sets: dynamic, notNull: true, help: 'Code that sets a script property.' },
    TypeConverter: { type: 'type', sets: dynamic, notNull: true, help: 'Not used.' },
    TypeAdapter: { type: 'type', sets: dynamic, notNull: true, help: 'Not used.' },
    SerializationMethod: { type: 'string', sets: dynamic, notNullOrEmpty: true, help: 'How objects are serialised.' },
    TargetTypeForDeserialization: { type: 'type', sets: dynamic, notNull: true, help: 'Type of objects that came from elsewhere.' },
    SerializationDepth: { type: 'int', sets: dynamic, validateRange: [0, 2147483647], help: 'How deep objects are serialised.' },
    DefaultDisplayProperty: { type: 'string', sets: dynamic, notNullOrEmpty: true, help: 'The property shown by Format-Wide.' },
    InheritPropertySerializationSet: { type: 'System.Nullable[bool]', sets: dynamic, notNull: true, help: 'Not used.' },
    StringSerializationSource: { type: 'string', sets: dynamic, notNullOrEmpty: true, help: 'Property that gives the text.' },
    DefaultDisplayPropertySet: { type: 'string[]', sets: dynamic, notNull: true, help: 'Properties shown by default.' },
    DefaultKeyPropertySet: { type: 'string[]', sets: dynamic, notNull: true, help: 'Properties that tell objects apart.' },
    PropertySerializationSet: { type: 'string[]', sets: dynamic, notNull: true, help: 'Properties that are serialised.' },
    TypeName: {
      type: 'string',
      position: 0,
      mandatory: true,
      byName: true,
      sets: dynamic,
      notNullOrEmpty: true,
      help: 'The type.',
    },
    Force: { type: 'switch', sets: { DynamicTypeSet: {}, TypeDataSet: {} }, help: 'Replaces what is there.' },
    TypeData: {
      type: 'object[]',
      position: 0,
      mandatory: true,
      pipeline: true,
      byName: true,
      sets: { TypeDataSet: {} },
      help: 'Type data objects.',
    },
  },
  stateVersion: 1,
  process(context) {
    const { params } = context;
    if (context.parameterSet === 'FileSet') {
      for (const path of [...stringsOf(params.AppendPath, context), ...listOf(params.PrependPath).map(String)])
        context.writeError(
          errorRecord(
            EX.notSupported,
            `The type file '${path}' was not read: Limpet takes type data as parameters only. See docs/compatibility.md.`,
            'TypeFilesNotSupported',
            'NotImplemented',
            path,
          ),
        );
      return;
    }
    if (context.parameterSet === 'TypeDataSet') {
      const text = 'Limpet does not take TypeData objects: give the type and its members as parameters. See docs/compatibility.md.';
      context.writeError(errorRecord(EX.notSupported, text, 'TypeDataObjectsNotSupported', 'NotImplemented', params.TypeData ?? null));
      return;
    }
    const given = stringOf(params.TypeName, context) ?? '';
    const typeName = canonicalName(given) ?? given;
    if (!context.shouldProcess(`Type to update: ${typeName}`, 'Update TypeData')) return;
    const kinds = [
      'MemberName',
      'DefaultDisplayProperty',
      'DefaultDisplayPropertySet',
      'DefaultKeyPropertySet',
      'PropertySerializationSet',
    ];
    kinds.push(
      'StringSerializationSource',
      'SerializationDepth',
      'SerializationMethod',
      'TargetTypeForDeserialization',
      'TypeConverter',
      'TypeAdapter',
    );
    if (!kinds.some((k) => context.isBound(k)))
      throw terminating(
        EX.netInvalidOperation,
        `No member is specified for the update on type "${typeName}".`,
        'TypeDataEmpty',
        'InvalidOperation',
      );
    const entry = typeEntry(context.runspace, typeName);
    if (context.isBound('MemberName')) {
      if (!context.isBound('MemberType'))
        throw terminating(
          EX.netInvalidOperation,
          'The MemberName, Value, and SecondValue parameters cannot be specified without the MemberType parameter.',
          'MemberTypeIsMissing',
          'InvalidOperation',
        );
      const made = member(context);
      const lower = made.name.toLowerCase();
      const table = entryMembers(entry);
      if (table.has(lower) && !context.isOn('Force')) {
        context.writeError(
          errorRecord(
            'System.Management.Automation.RuntimeException',
            `Error in TypeData "${typeName}": The member ${made.name} is already present.`,
            'DynamicUpdateException',
            'InvalidOperation',
          ),
        );
        return;
      }
      table.set(lower, made);
      touch(entry);
    }
    const display = stringOf(params.DefaultDisplayProperty, context);
    if (display !== undefined) setStandardMember(entry, { name: 'DefaultDisplayProperty', memberType: 'NoteProperty', value: display });
    for (const set of ['DefaultDisplayPropertySet', 'DefaultKeyPropertySet', 'PropertySerializationSet'])
      if (context.isBound(set)) setStandardMember(entry, { name: set, memberType: 'PropertySet', names: stringsOf(params[set], context) });
    if (context.isBound('SerializationDepth'))
      setStandardMember(entry, { name: 'SerializationDepth', memberType: 'NoteProperty', value: numberOf(params.SerializationDepth) });
    context.machine.commandsChanged();
  },
  help: {
    examples: [{ code: 'Update-TypeData -TypeName System.String -MemberType ScriptProperty -MemberName Shout -Value { $this.ToUpper() }' }],
    related: ['Get-TypeData', 'Remove-TypeData', 'Add-Member'],
  },
});
