/** Add-Member. Behaviour: AddMember.cs. */
import { defineCmdlet } from '../../binding/defineCmdlet.ts';
import type { CmdletContext } from '../../machine/cmdlet.ts';
import type { ScriptBlock } from '../../values/code.ts';
import { convertTo, toText } from '../../values/convert.ts';
import { dictionaryOf } from '../../values/enumerate.ts';
import { type ErrorRecord, TerminatingError } from '../../values/errors.ts';
import { type PSMember, touch } from '../../values/heap.ts';
import { listMembers } from '../../values/members.ts';
import { PSMemberView } from '../../values/memberViews.ts';
import { PSObject } from '../../values/object.ts';
import { setTypeNames, typeHierarchy } from '../../values/typeNames.ts';
import { canonicalName } from '../../values/types/registry.ts';
import type { Value } from '../../values/value.ts';
import { addNote, asObject, hasOwnMember, removeOwnMember } from '../support/members.ts';
import { EX, errorRecord, listOf, nameOf, stringOf, stringsOf } from '../support/params.ts';

type Context = CmdletContext<object>;

function refused(id: string, message: string, target: Value): ErrorRecord {
  return errorRecord(EX.netInvalidOperation, message, id, 'InvalidOperation', target);
}

/** The member that -MemberType, -Name, -Value and -SecondValue describe. Throws for values that don't fit. */
function memberOf(context: Context): PSMember {
  const { params } = context;
  const memberType = nameOf(params.MemberType, context);
  const name = stringOf(params.Name, context) ?? '';
  const first = params.Value;
  const second = params.SecondValue;
  const stop = (id: string, message: string): TerminatingError => new TerminatingError(refused(id, message, null));
  const need = (): Value => {
    if (first === undefined || first === null)
      throw stop(
        'Value1ShouldNotBeNull',
        `The Value parameter should not be null for a member of type "${memberType}". Specify a non-null value for the Value parameter when adding members of this type.`,
      );
    return first;
  };
  const noSecond = (): void => {
    if (context.isBound('SecondValue'))
      throw stop(
        'Value2ShouldNotBeSpecified',
        `The SecondValue parameter is not necessary for a member of type "${memberType}", and should not be specified. Do not specify the SecondValue parameter when you add members of this type.`,
      );
  };
  switch (memberType) {
    case 'NoteProperty':
      noSecond();
      return { name, memberType, value: first ?? null };
    case 'AliasProperty':
      return { name, memberType, referencedMember: toText(need(), context) };
    case 'ScriptMethod':
      noSecond();
      return { name, memberType, getter: convertTo(need(), 'scriptblock', context) as ScriptBlock };
    case 'ScriptProperty': {
      if ((first === null || first === undefined) && (second === null || second === undefined))
        throw stop(
          'Value1AndValue2AreNotBothNull',
          `Both Value and SecondValue parameters should not be null for a member of type "${memberType}". Specify a non-null value for one of the two parameters.`,
        );
      const member: PSMember = { name, memberType };
      if (first !== null && first !== undefined) member.getter = convertTo(first, 'scriptblock', context);
      if (second !== null && second !== undefined) member.setter = convertTo(second, 'scriptblock', context);
      return member;
    }
    case 'PropertySet':
      noSecond();
      return { name, memberType, names: stringsOf(need(), context) };
    case 'MemberSet': {
      noSecond();
      const members = listOf(first ?? null).flatMap((v) => (v instanceof PSMemberView && v.own !== null ? [v.own] : []));
      return { name, memberType, members };
    }
    default:
      if (memberType.includes(','))
        throw stop(
          'WrongMemberCount',
          `To add a member, only one member type can be specified. The member types specified are: "${memberType}"`,
        );
      throw stop(
        'CannotAddMemberType',
        `Cannot add a member with type "${memberType}". Specify a different type for the MemberTypes parameter.`,
      );
  }
}

/** Adds a member; false if it was refused. Answers the object, perhaps wrapped. */
function add(context: Context, target: Value, member: PSMember): Value | null {
  const lower = member.name.toLowerCase();
  const before = listMembers(target, context).find((m) => m.name.toLowerCase() === lower);
  if (before !== undefined || hasOwnMember(target, member.name)) {
    if (!context.isOn('Force')) {
      context.writeError(
        refused(
          'MemberAlreadyExists',
          `Cannot add a member with the name "${member.name}" because a member with that name already exists. To overwrite the member anyway, add the Force parameter to your command.`,
          target,
        ),
      );
      return null;
    }
    if (!hasOwnMember(target, member.name)) {
      context.writeError(
        refused(
          'CannotRemoveTypeDataMember',
          `Cannot force the member with name "${member.name}" and type "${before?.memberType ?? ''}" to be added. A member with that name and type already exists, and the existing member is not an instance extension.`,
          target,
        ),
      );
      return null;
    }
    removeOwnMember(target, member.name);
  }
  if (member.memberType === 'NoteProperty') return addNote(target, member.name, (member.value ?? null) as Value);
  const object = asObject(target);
  object.instanceMembers ??= new Map();
  object.instanceMembers.set(lower, member);
  touch(object);
  return object;
}

function nameType(target: Value, name: string): Value {
  const object = asObject(target);
  const full = canonicalName(name) ?? name;
  if (object instanceof PSObject && !object.typeNamesOnly) {
    object.typeNames = [full, ...(object.typeNames ?? [])];
    touch(object);
  } else setTypeNames(object, [full, ...typeHierarchy(object)]);
  return object;
}

const sets = { NotePropertySingleMemberSet: {}, NotePropertyMultiMemberSet: {}, MemberSet: {} };

export default defineCmdlet({
  name: 'Add-Member',
  module: 'Microsoft.PowerShell.Utility',
  synopsis: 'Adds properties and methods to an object.',
  className: 'Microsoft.PowerShell.Commands.AddMemberCommand',
  defaultSet: 'TypeNameSet',
  sets: ['TypeNameSet', 'NotePropertyMultiMemberSet', 'NotePropertySingleMemberSet', 'MemberSet'],
  parameters: {
    InputObject: { type: 'psobject', mandatory: true, pipeline: true, help: 'The object that gets the member.' },
    MemberType: {
      type: 'System.Management.Automation.PSMemberTypes',
      aliases: ['Type'],
      sets: { MemberSet: { mandatory: true, position: 0 } },
      help: 'Kind of the member.',
    },
    Name: { type: 'string', sets: { MemberSet: { mandatory: true, position: 1 } }, help: 'Name of the member.' },
    Value: { type: 'object', sets: { MemberSet: { position: 2 } }, help: 'Its value, code or target.' },
    SecondValue: { type: 'object', sets: { MemberSet: { position: 3 } }, help: 'Code that sets a script property.' },
    TypeName: {
      type: 'string',
      sets: { TypeNameSet: { mandatory: true }, ...sets },
      notNullOrEmpty: true,
      help: 'A type name to put in front of those of the object.',
    },
    Force: { type: 'switch', sets, help: 'Replaces a member that was added before.' },
    PassThru: { type: 'switch', sets: { TypeNameSet: {}, ...sets }, help: 'Writes the object.' },
    NotePropertyName: {
      type: 'string',
      sets: { NotePropertySingleMemberSet: { mandatory: true, position: 0 } },
      // a word that is a member type is meant as one
      softPattern:
        '^(?!(ali(a(s(p(r(o(p(e(r(ty?)?)?)?)?)?)?)?)?)?|code[mp]\\w*|n(o(t(e(p(r(o(p(e(r(ty?)?)?)?)?)?)?)?)?)?)?|script[mp]\\w*|propertys(et?)?|mem\\w*)$)',
      notNullOrEmpty: true,
      help: 'Name of a note property.',
    },
    NotePropertyValue: {
      type: 'object',
      sets: { NotePropertySingleMemberSet: { mandatory: true, position: 1 } },
      allowNull: true,
      help: 'Its value.',
    },
    NotePropertyMembers: {
      type: 'System.Collections.IDictionary',
      sets: { NotePropertyMultiMemberSet: { mandatory: true, position: 0 } },
      notNullOrEmpty: true,
      help: 'A table of note properties.',
    },
  },
  stateVersion: 1,
  process(context) {
    const { params } = context;
    let target: Value = params.InputObject ?? null;
    const typeName = stringOf(params.TypeName, context);
    let changed = true;
    if (context.parameterSet === 'NotePropertyMultiMemberSet') {
      changed = false;
      for (const { key, value } of dictionaryOf(params.NotePropertyMembers ?? null)?.entries.values() ?? []) {
        const result = add(context, target, { name: toText(key, context), memberType: 'NoteProperty', value });
        if (result !== null) {
          target = result;
          changed = true;
        }
      }
    } else if (context.parameterSet !== 'TypeNameSet') {
      const single = context.parameterSet === 'NotePropertySingleMemberSet';
      const member: PSMember = single
        ? { name: stringOf(params.NotePropertyName, context) ?? '', memberType: 'NoteProperty', value: params.NotePropertyValue ?? null }
        : memberOf(context);
      const result = add(context, target, member);
      if (result === null) return;
      target = result;
    }
    if (!changed) return;
    if (typeName !== undefined) target = nameType(target, typeName);
    if (context.isOn('PassThru')) context.write(target);
  },
  help: {
    examples: [{ code: "$pet | Add-Member Sound 'meow'" }, { code: '$o | Add-Member ScriptMethod Twice { $this.Value * 2 }' }],
    related: ['Get-Member', 'Select-Object', 'Update-TypeData'],
  },
});
