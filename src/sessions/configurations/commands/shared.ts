/** What the session configuration cmdlets share. Texts: RemotingErrorIdStrings.resx; behaviour: CustomShellCommands.cs. */
import type { CmdletContext } from '../../../interpreter/machine/cmdlet.ts';
import { placeOf } from '../../../interpreter/providers/location.ts';
import { ErrorRecord, fail, PSException, type TerminatingError } from '../../../interpreter/values/errors.ts';
import { PSObject, shapeOf } from '../../../interpreter/values/object.ts';
import type { Value } from '../../../interpreter/values/value.ts';
import type { ConfigurationReplies, ConfigurationRequest, StoredConfiguration } from '../hostRequests.ts';
import { ConfigurationError, readSessionConfiguration, type SessionConfiguration } from '../sessionConfigurationFile.ts';

const INVALID_OPERATION = 'System.InvalidOperationException';

/** Configurations that every computer has, by the names that PowerShell 7 gives them; they can't be registered or taken away. */
export const BUILT_IN = ['Microsoft.PowerShell', 'PowerShell.7', 'PowerShell.7.6.5'];

/** Name of the computer that the session is on. */
export function computerOf(context: CmdletContext<object>): string {
  return context.runspace.environment.get('HOSTNAME') ?? 'localhost';
}

/** Asks the store. */
export function askStore<K extends ConfigurationRequest['op']>(
  context: CmdletContext<object>,
  request: Extract<ConfigurationRequest, { op: K }>,
): ConfigurationReplies[K] {
  const { op, ...args } = request;
  return context.ask(op, args) as ConfigurationReplies[K];
}

/** The error for a path that is no .pssc file. */
export function wrongPath(path: string): TerminatingError {
  return fail(
    'InvalidPSSessionConfigurationFilePath',
    'InvalidArgument',
    `PSSession Configuration file path '${path}' is not valid. The path argument must resolve to a single file in the file system with a '.pssc' extension. Please fix the path specification and try again.`,
    { typeName: INVALID_OPERATION, target: path },
  );
}

/** Absolute path of a .pssc file. Throws InvalidPSSessionConfigurationFilePath. */
export function configurationPath(context: CmdletContext<object>, typed: string): string {
  const place = placeOf(context, typed);
  if (place.provider !== 'FileSystem' || !/\.pssc$/i.test(place.path)) throw wrongPath(typed);
  return place.path;
}

/** Text of a file, or null if there is none. */
export function readText(context: CmdletContext<object>, path: string): string | null {
  const reply = context.ask('file.readText', { path }) as { text?: string } | null;
  return reply?.text ?? null;
}

/** The record of Test- and Register- for a file that is not there. */
export function fileNotFound(path: string): ErrorRecord {
  const exception = new PSException(
    'System.IO.FileNotFoundException',
    `The specified configuration file '${path}' was not loaded because no valid configuration file was found.`,
  );
  return new ErrorRecord(exception, 'PSSessionConfigurationFileNotFound', 'ResourceUnavailable', path);
}

/** The error for a name that no configuration has. Both cmdlets report it through Write-Error. */
export function notFound(pattern: string): ErrorRecord {
  const exception = new PSException(
    'Microsoft.PowerShell.Commands.WriteErrorException',
    `No session configuration matches criteria "${pattern}".`,
  );
  return new ErrorRecord(exception, 'Microsoft.PowerShell.Commands.WriteErrorException', 'NotSpecified', null);
}

/** Reads a file that is to be registered. Throws InvalidPSSessionConfigurationFilePath with the reason. */
export function readForUse(text: string, path: string): SessionConfiguration {
  try {
    return readSessionConfiguration(text, path);
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error;
    throw fail(
      'InvalidPSSessionConfigurationFilePath',
      'InvalidArgument',
      `The session configuration file ${path} is not valid. Specify a valid session configuration file and try the command again. Error parsing configuration file: ${error.message}.`,
      { typeName: INVALID_OPERATION, target: path },
    );
  }
}

const PERMISSION =
  'NT AUTHORITY\\INTERACTIVE AccessAllowed, BUILTIN\\Administrators AccessAllowed, BUILTIN\\Remote Management Users AccessAllowed';

/** A configuration as Get-PSSessionConfiguration shows it. */
export function configurationObject(name: string, definition: StoredConfiguration | null): PSObject {
  const rows: [string, Value][] = [
    ['Name', name],
    ['PSVersion', '7.6'],
    ['StartupScript', ''],
    ['RunAsUser', ''],
    ['Permission', PERMISSION],
    ['Enabled', String(definition?.enabled ?? true)],
    ['ResourceUri', `http://schemas.microsoft.com/powershell/${name}`],
  ];
  if (definition !== null) {
    rows.push(['ConfigFilePath', definition.path]);
    try {
      const { metadata, sessionType, languageMode } = readSessionConfiguration(definition.text, definition.path);
      rows.push(['SessionType', sessionType], ['LanguageMode', languageMode], ...Object.entries(metadata));
    } catch (error) {
      // a file of another version of Limpet: its name is still shown
      if (!(error instanceof ConfigurationError)) throw error;
    }
  }
  return new PSObject(
    shapeOf(rows.map(([key]) => key)),
    rows.map(([, value]) => value),
    undefined,
    ['Microsoft.PowerShell.Commands.PSSessionConfigurationCommands#PSSessionConfiguration'],
  );
}
