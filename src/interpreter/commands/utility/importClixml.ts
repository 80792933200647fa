/** Import-Clixml. Behaviour: XmlCommands.cs. */
import { defineCmdlet } from '../../binding/defineCmdlet.ts';
import { isFailure } from '../../providers/fileProtocol.ts';
import { resolve } from '../../providers/glob.ts';
import { fromClixml } from '../../values/clixmlRead.ts';
import { TerminatingError } from '../../values/errors.ts';
import { encodingOf, readText } from '../support/encodings.ts';
import { isLiteral, typedPaths } from '../support/items.ts';
import { refuse, terminating } from '../support/params.ts';

export default defineCmdlet({
  name: 'Import-Clixml',
  module: 'Microsoft.PowerShell.Utility',
  synopsis: 'Reads objects from a file that Export-Clixml wrote.',
  className: 'Microsoft.PowerShell.Commands.ImportClixmlCommand',
  defaultSet: 'ByPath',
  parameters: {
    Path: { type: 'string[]', sets: { ByPath: { mandatory: true, position: 0, pipeline: true, byName: true } }, help: 'The files.' },
    LiteralPath: {
      type: 'string[]',
      aliases: ['PSPath', 'LP'],
      sets: { ByLiteralPath: { mandatory: true, byName: true } },
      help: 'Files, without wildcards.',
    },
    IncludeTotalCount: { type: 'switch', help: 'Not supported.' },
    Skip: { type: 'ulong', help: 'Leaves out so many at the beginning.' },
    First: { type: 'ulong', help: 'Only so many.' },
  },
  stateVersion: 1,
  begin(context) {
    refuse(context, ['IncludeTotalCount']);
  },
  process(context) {
    const skip = Number((context.params.Skip as { value?: bigint } | undefined)?.value ?? 0);
    const first = (context.params.First as { value?: bigint } | undefined)?.value;
    for (const typed of typedPaths(context)) {
      let paths: string[];
      try {
        paths = isLiteral(context) ? [context.machine.drives.resolve(typed)] : resolve(context, typed).map((r) => r.path);
      } catch (error) {
        if (!(error instanceof TerminatingError)) throw error;
        context.writeError(error.record);
        continue;
      }
      for (const path of paths) {
        const text = readText(context, path, encodingOf(undefined, context));
        if (isFailure(text))
          throw terminating('System.IO.FileNotFoundException', `Could not find file '${path}'.`, 'FileOpenFailure', 'OpenError', path);
        const values = fromClixml(text, context);
        const chosen = values.slice(skip, first === undefined ? undefined : skip + Number(first));
        for (const value of chosen) context.write(value);
      }
    }
  },
  help: { examples: [{ code: 'Import-Clixml date.xml' }], related: ['Export-Clixml'] },
});
