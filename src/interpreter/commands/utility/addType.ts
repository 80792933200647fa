/**
 * Add-Type: assemblies that are there already are taken as loaded. Source text can't be compiled here; one that only declares enums needs
 * no compiler (AddType.cs).
 */
import { defineCmdlet } from '../../binding/defineCmdlet.ts';
import { ErrorRecord, fail, PSException, TerminatingError } from '../../values/errors.ts';
import { touch } from '../../values/heap.ts';
import { ScriptClass } from '../../values/scriptClass.ts';
import { findType } from '../../values/types/registry.ts';
import { type CsEnum, csharpEnums } from '../support/csharpEnums.ts';
import { stringOf, stringsOf } from '../support/params.ts';

/** Assemblies of .NET and PowerShell: their types are there as far as Limpet has them. */
const KNOWN =
  /^(system(\..+)?|microsoft\.(csharp|visualbasic|win32|powershell)(\..+)?|mscorlib|netstandard|windowsbase|presentation(core|framework))$/i;

/** Makes an enum known to the session; the same declaration may come again. Throws TYPE_ALREADY_EXISTS. */
function defineEnum(types: Map<string, ScriptClass>, declared: CsEnum): ScriptClass {
  const lower = declared.name.toLowerCase();
  const there = types.get(lower);
  if (there?.kind === 'enum' && JSON.stringify(there.enumNames) === JSON.stringify(declared.values)) return there;
  if (there !== undefined || findType(declared.name) !== undefined) {
    const exception = new PSException('System.Exception', `Cannot add type. The type name '${declared.name}' already exists.`);
    throw new TerminatingError(new ErrorRecord(exception, 'TYPE_ALREADY_EXISTS', 'InvalidOperation', null));
  }
  const made = new ScriptClass(declared.name, 'enum');
  made.isFlags = declared.isFlags;
  made.baseType = declared.underlying;
  made.enumNames = declared.values;
  types.set(lower, made);
  return made;
}

export default defineCmdlet({
  name: 'Add-Type',
  module: 'Microsoft.PowerShell.Utility',
  synopsis: 'Makes the types of an assembly available.',
  className: 'Microsoft.PowerShell.Commands.AddTypeCommand',
  defaultSet: 'FromSource',
  parameters: {
    TypeDefinition: { type: 'string', sets: { FromSource: { mandatory: true, position: 0 } }, help: 'Source text; not in Limpet.' },
    Name: { type: 'string', notNullOrEmpty: true, sets: { FromMember: { mandatory: true, position: 0 } }, help: 'Not in Limpet.' },
    MemberDefinition: { type: 'string[]', sets: { FromMember: { mandatory: true, position: 1 } }, help: 'Not in Limpet.' },
    Namespace: { type: 'string', aliases: ['NS'], allowNull: true, sets: { FromMember: {} }, help: 'Not in Limpet.' },
    UsingNamespace: { type: 'string[]', aliases: ['Using'], sets: { FromMember: {} }, help: 'Not in Limpet.' },
    Path: { type: 'string[]', sets: { FromPath: { mandatory: true, position: 0 } }, help: 'Files; not in Limpet.' },
    LiteralPath: {
      type: 'string[]',
      aliases: ['PSPath', 'LP'],
      sets: { FromLiteralPath: { mandatory: true } },
      help: 'Files; not in Limpet.',
    },
    AssemblyName: { type: 'string[]', aliases: ['AN'], sets: { FromAssemblyName: { mandatory: true } }, help: 'Names of assemblies.' },
    Language: { type: 'string', sets: { FromSource: {}, FromMember: {} }, help: 'Not in Limpet.' },
    ReferencedAssemblies: {
      type: 'string[]',
      aliases: ['RA'],
      sets: { FromSource: {}, FromMember: {}, FromPath: {}, FromLiteralPath: {} },
      help: 'Not in Limpet.',
    },
    OutputAssembly: {
      type: 'string',
      aliases: ['OA'],
      sets: { FromSource: {}, FromMember: {}, FromPath: {}, FromLiteralPath: {} },
      help: 'Not in Limpet.',
    },
    OutputType: {
      type: 'string',
      aliases: ['OT'],
      sets: { FromSource: {}, FromMember: {}, FromPath: {}, FromLiteralPath: {} },
      help: 'Not in Limpet.',
    },
    PassThru: { type: 'switch', help: 'Returns the types.' },
    IgnoreWarnings: { type: 'switch', help: 'Has no meaning here.' },
    CompilerOptions: {
      type: 'string[]',
      sets: { FromSource: {}, FromMember: {}, FromPath: {}, FromLiteralPath: {} },
      help: 'Not in Limpet.',
    },
  },
  stateVersion: 1,
  process(context) {
    const enums = context.parameterSet === 'FromSource' ? csharpEnums(stringOf(context.params.TypeDefinition, context) ?? '') : null;
    if (enums !== null) {
      const { runspace } = context;
      for (const declared of enums) {
        const type = defineEnum(runspace.types as Map<string, ScriptClass>, declared);
        if (context.isOn('PassThru')) context.write(type);
      }
      touch(runspace);
      return;
    }
    if (context.parameterSet !== 'FromAssemblyName')
      throw fail(
        'AddTypeNotSupported',
        'NotImplemented',
        'Limpet has no compiler: Add-Type takes only -AssemblyName and enums. Classes can be written with the class keyword.',
        { typeName: 'System.NotSupportedException' },
      );
    for (const name of stringsOf(context.params.AssemblyName, context)) {
      if (KNOWN.test(name.split(',')[0] ?? '')) continue;
      const exception = new PSException(
        'System.IO.FileNotFoundException',
        `Cannot find path '${context.machine.drives.resolve(name)}' because it does not exist.`,
      );
      const record = new ErrorRecord(exception, 'ASSEMBLY_NOT_FOUND', 'ObjectNotFound', name);
      throw new TerminatingError(record);
    }
  },
  help: { examples: [{ code: 'Add-Type -AssemblyName System.Web' }], related: ['about_Classes'] },
});
