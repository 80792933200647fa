/** Add-Type: assemblies that are there already are taken as loaded; source text can't be compiled here (AddType.cs). */
import { defineCmdlet } from '../../binding/defineCmdlet.ts';
import { ErrorRecord, fail, PSException, TerminatingError } from '../../values/errors.ts';
import { stringsOf } from '../support/params.ts';

/** Assemblies of .NET and PowerShell: their types are there as far as Limpet has them. */
const KNOWN =
  /^(system(\..+)?|microsoft\.(csharp|visualbasic|win32|powershell)(\..+)?|mscorlib|netstandard|windowsbase|presentation(core|framework))$/i;

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
    if (context.parameterSet !== 'FromAssemblyName')
      throw fail(
        'AddTypeNotSupported',
        'NotImplemented',
        'Limpet has no compiler: Add-Type takes only -AssemblyName. Classes can be written with the class keyword.',
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
