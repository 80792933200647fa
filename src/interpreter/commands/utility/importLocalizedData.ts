/** Import-LocalizedData. Behaviour: ImportLocalizedData.cs: the data file of the culture, of its parents, or beside the script. */
import { defineCmdlet } from '../../binding/defineCmdlet.ts';
import type { CmdletContext } from '../../machine/cmdlet.ts';
import { assignVariable } from '../../machine/variables.ts';
import { isFailure } from '../../providers/fileProtocol.ts';
import { placeOf } from '../../providers/location.ts';
import { parseInput } from '../../syntax/index.ts';
import { TerminatingError } from '../../values/errors.ts';
import { collapse } from '../../values/members.ts';
import type { Value } from '../../values/value.ts';
import { callerFrame } from '../support/caller.ts';
import { readText } from '../support/encodings.ts';
import { EX, errorRecord, refuse, stringOf } from '../support/params.ts';
import { refusedInData } from './dataFile.ts';

type Context = CmdletContext<object>;

function invalid(message: string, category: Parameters<typeof errorRecord>[3], target: string | null) {
  return errorRecord(EX.invalidOperation, message, 'ImportLocalizedData', category, target);
}

/** The script file that calls, or ''. */
function script(context: Context): string {
  return callerFrame(context)?.code.source.file ?? '';
}

/** The name of the data file. Throws TerminatingError. */
function dataFileName(context: Context): string {
  const given = stringOf(context.params.FileName, context);
  const own = script(context);
  if (given === undefined && own === '')
    throw new TerminatingError(
      errorRecord(
        EX.invalidOperation,
        'The FileName parameter was not specified. The FileName parameter is required when Import-LocalizedData is not called from a script file.',
        'NotCalledFromAScriptFile',
        'InvalidOperation',
        null,
      ),
    );
  if (given?.includes('/') === true)
    throw new TerminatingError(
      errorRecord(
        'System.Management.Automation.PSArgumentException',
        'The argument for the FileName parameter should not contain a path.',
        'FileNameParameterCannotHavePath',
        'InvalidArgument',
        given,
      ),
    );
  const name = given ?? own.slice(own.lastIndexOf('/') + 1);
  return `${name.replace(/\.ps(?:d1|1|m1)$/i, '')}.psd1`;
}

/** Text and path of the first data file of the culture and its parents; null where there is none. */
function find(context: Context, folder: string, culture: string, name: string): { path: string; text: string } | null {
  for (let c = culture; ; c = c.slice(0, Math.max(0, c.lastIndexOf('-')))) {
    const path = [folder, c, name].filter((part) => part !== '').join('/');
    const text = readText(context, path, undefined);
    if (!isFailure(text)) return { path, text };
    if (c === '') return null;
  }
}

export default defineCmdlet({
  name: 'Import-LocalizedData',
  module: 'Microsoft.PowerShell.Utility',
  synopsis: "Reads the table of a script's texts in the language of the session.",
  className: 'Microsoft.PowerShell.Commands.ImportLocalizedData',
  parameters: {
    BindingVariable: { type: 'string', position: 0, aliases: ['Variable'], notNullOrEmpty: true, help: 'The variable that is set.' },
    UICulture: { type: 'string', position: 1, help: 'The language.' },
    BaseDirectory: { type: 'string', help: 'Where the folders of the languages are.' },
    FileName: { type: 'string', help: 'Name of the file.' },
    SupportedCommand: { type: 'string[]', help: 'Commands that the file may use.' },
  },
  stateVersion: 1,
  process(context) {
    refuse(context, ['SupportedCommand']);
    const { params } = context;
    const name = dataFileName(context);
    const base = stringOf(params.BaseDirectory, context);
    const own = script(context);
    const folder =
      base !== undefined ? placeOf(context, base).path : own === '' ? placeOf(context, '.').path : own.slice(0, own.lastIndexOf('/'));
    const culture = stringOf(params.UICulture, context) ?? 'en-US';
    const found = find(context, folder, culture, name);
    if (found === null) {
      const where = `${folder}/${culture}/`;
      const message = `Cannot find the PowerShell data file '${name}' in directory '${where}', or in any parent culture directories.`;
      context.writeError(invalid(message, 'ObjectNotFound', `${where}${name}`));
      return;
    }
    const { ast, errors } = parseInput(found.text, found.path);
    const refused = errors.length > 0 ? errors[0].message : refusedInData(ast, false);
    if (refused !== null && refused !== 'table') {
      const message = `The following error occurred while PowerShell was loading the '${found.path}' script data file:\n${refused}.`;
      context.writeError(invalid(message, 'InvalidOperation', found.path));
      return;
    }
    const block = context.machine.drives.compile(found.text, found.path, 'trusted');
    return { do: 'await', activity: { kind: 'call', block, args: [] } };
  },
  resume(context, answer) {
    const value = collapse(answer as Value[]);
    const variable = stringOf(context.params.BindingVariable, context);
    const frame = callerFrame(context);
    if (variable === undefined || frame === null) context.write(value);
    else assignVariable(context.machine, frame.scope, variable.replace(/^variable:/i, ''), value);
  },
  help: { examples: [{ code: 'Import-LocalizedData Texts -FileName texts.psd1' }], related: ['Import-PowerShellDataFile'] },
});
