/** The text of a -FilePath (InvokeCommandCommand, GetScriptBlockFromFile). */
import type { CmdletContext } from '../../interpreter/machine/cmdlet.ts';
import { fail } from '../../interpreter/values/errors.ts';
import { containsWildcardCharacters } from '../../interpreter/values/regex/wildcard.ts';

/** Reads a script file of this session. Throws the errors of -FilePath. */
export function scriptFile<S extends object>(context: CmdletContext<S>, path: string): string {
  if (containsWildcardCharacters(path))
    throw fail(
      'System.ArgumentException',
      'NotSpecified',
      "Wildcard characters are not supported for the FilePath parameter. Specify a path without wildcard characters. (Parameter 'filePath')",
      { typeName: 'System.ArgumentException' },
    );
  if (!/\.ps1$/i.test(path))
    throw fail(
      'System.ArgumentException',
      'NotSpecified',
      "The value of the FilePath parameter must be a PowerShell script file. Enter the path to a file with a .ps1 file name extension and try the command again. (Parameter 'filePath')",
      { typeName: 'System.ArgumentException' },
    );
  const full = context.machine.drives.resolve(path);
  const reply = context.ask('file.readText', { path: full }) as { text?: string; failure?: unknown };
  if (typeof reply?.text !== 'string')
    throw fail('PathNotFound', 'ObjectNotFound', `Cannot find path '${full}' because it does not exist.`, {
      typeName: 'System.Management.Automation.ItemNotFoundException',
      target: full,
    });
  return reply.text;
}
