/** New-Object. Behaviour: New-Object.cs. There is no COM. */
import { defineCmdlet } from '../../binding/defineCmdlet.ts';
import type { CmdletContext } from '../../machine/cmdlet.ts';
import { isLanguageLimited } from '../../machine/restrictions.ts';
import { newNative } from '../../values/construct.ts';
import { resolveType, toText } from '../../values/convert.ts';
import { dictionaryOf } from '../../values/enumerate.ts';
import { TerminatingError } from '../../values/errors.ts';
import { listMembers, newObject, setProperty } from '../../values/members.ts';
import { PSObject, shapeOf } from '../../values/object.ts';
import { ScriptClass } from '../../values/scriptClass.ts';
import type { Value } from '../../values/value.ts';
import { addNote } from '../support/members.ts';
import { argumentMessage, EX, listOf, stringOf, terminating } from '../support/params.ts';

function make(context: CmdletContext<object>, name: string): Value {
  const type = resolveType(name, context);
  if (type === undefined)
    throw terminating(
      EX.argument,
      argumentMessage(`Cannot find type [${name}]: verify that the assembly containing this type is loaded.`, 'TypeName'),
      'TypeNotFound',
      'InvalidType',
    );
  const args = [...listOf(context.params.ArgumentList)];
  if (type === 'System.Management.Automation.PSObject' || type === 'System.Management.Automation.PSCustomObject') {
    const [first] = args;
    return first === undefined || first === null ? new PSObject(shapeOf([]), []) : first;
  }
  try {
    return type instanceof ScriptClass ? newObject(type, args, context) : newNative(type, args, context, undefined, 'New-Object');
  } catch (e) {
    if (!(e instanceof TerminatingError)) throw e;
    const { record } = e;
    if (args.length === 0 && record.errorId === 'MethodCountCouldNotFindBest')
      throw terminating(
        EX.argument,
        argumentMessage(`A constructor was not found. Cannot find an appropriate constructor for type ${name}.`, 'TypeName'),
        'CannotFindAppropriateCtor',
        'ObjectNotFound',
      );
    if (!/MethodException|MethodInvocationException/.test(record.exception.typeName)) throw e;
    const error = terminating(record.exception.typeName, record.exception.message, 'ConstructorInvokedThrowException', 'InvalidOperation');
    error.record.exception.inner = record.exception.inner;
    throw error;
  }
}

/** Sets properties, or calls methods with one argument, as the table says. */
function setAll(context: CmdletContext<object>, target: Value): Value {
  const table = dictionaryOf(context.params.Property ?? null);
  if (table === null) return target;
  let object = target;
  for (const { key, value } of table.entries.values()) {
    const name = toText(key, context);
    if (object instanceof PSObject && object.base === undefined) {
      object = addNote(object, name, value);
      continue;
    }
    if (!listMembers(object, context).some((m) => m.name.toLowerCase() === name.toLowerCase()))
      throw terminating(
        EX.netInvalidOperation,
        `The member "${name}" was not found for the specified .NET object.`,
        'InvalidOperationException',
        'InvalidOperation',
      );
    try {
      setProperty(object, name, value, context);
    } catch (e) {
      if (!(e instanceof TerminatingError)) throw e;
      throw terminating(
        'System.Exception',
        'The value supplied is not valid, or the property is read-only. Change the value, and then try again.',
        'SetValueException',
        'InvalidData',
      );
    }
  }
  return object;
}

export default defineCmdlet({
  name: 'New-Object',
  module: 'Microsoft.PowerShell.Utility',
  synopsis: 'Makes an object of a type.',
  className: 'Microsoft.PowerShell.Commands.NewObjectCommand',
  defaultSet: 'Net',
  parameters: {
    TypeName: { type: 'string', position: 0, mandatory: true, sets: { Net: {} }, help: 'Name of the type.' },
    ArgumentList: { type: 'object[]', aliases: ['Args'], position: 1, sets: { Net: {} }, help: 'Arguments of the constructor.' },
    Property: { type: 'System.Collections.IDictionary', help: 'Properties to set.' },
  },
  stateVersion: 1,
  begin(context) {
    const name = stringOf(context.params.TypeName, context) ?? '';
    if (isLanguageLimited(context))
      throw terminating(
        'System.Management.Automation.PSNotSupportedException',
        'Cannot create type. Only core types are supported in this language mode.',
        'CannotCreateTypeConstrainedLanguage',
        'PermissionDenied',
      );
    context.write(setAll(context, make(context, name)));
  },
  help: { examples: [{ code: 'New-Object System.Collections.ArrayList' }], related: ['Select-Object', 'Add-Member'] },
});
