/** Import-PowerShellDataFile. Behaviour: ImportPowerShellDataFile.cs: a table of constants, nothing that runs. */
import { defineCmdlet } from '../../binding/defineCmdlet.ts';
import type { CmdletContext, Step } from '../../machine/cmdlet.ts';
import { isFailure } from '../../providers/fileProtocol.ts';
import { resolve } from '../../providers/glob.ts';
import { parseInput } from '../../syntax/index.ts';
import { TerminatingError } from '../../values/errors.ts';
import type { Value } from '../../values/value.ts';
import { readText } from '../support/encodings.ts';
import { isLiteral, typedPaths } from '../support/items.ts';
import { errorRecord } from '../support/params.ts';
import { refusedInData } from './dataFile.ts';

interface State {
  paths: string[];
}

function next(context: CmdletContext<State>): Step | void {
  for (;;) {
    const path = context.state.paths.shift();
    if (path === undefined) return;
    const text = readText(context, path, undefined);
    if (isFailure(text)) {
      context.writeError(
        errorRecord(
          'System.Management.Automation.ItemNotFoundException',
          `Cannot find path '${path}' because it does not exist.`,
          'PathNotFound',
          'ObjectNotFound',
          path,
        ),
      );
      continue;
    }
    const { ast, errors } = parseInput(text, path);
    const refused = errors.length > 0 ? 'syntax' : refusedInData(ast, context.isOn('SkipLimitCheck'));
    if (refused === null) {
      const block = context.machine.drives.compile(text, path, 'trusted');
      return { do: 'await', activity: { kind: 'call', block, args: [] } };
    }
    if (refused === 'syntax' || refused === 'table') {
      context.writeError(
        errorRecord(
          'System.InvalidOperationException',
          `The file '${path}' could not be parsed as a PowerShell Data File.`,
          'CouldNotParseAsPowerShellDataFile',
          'ParserError',
        ),
      );
      continue;
    }
    throw new TerminatingError(
      errorRecord(
        'System.InvalidOperationException',
        `Cannot generate a PowerShell object for a ScriptBlock evaluating dynamic expressions. Dynamic expression: ${refused}`,
        'System.InvalidOperationException',
        'NotSpecified',
      ),
    );
  }
}

export default defineCmdlet<State>({
  name: 'Import-PowerShellDataFile',
  module: 'Microsoft.PowerShell.Utility',
  synopsis: 'Reads a table of constants from a .psd1 file.',
  className: 'Microsoft.PowerShell.Commands.ImportPowerShellDataFileCommand',
  defaultSet: 'ByPath',
  parameters: {
    Path: { type: 'string[]', position: 0, mandatory: true, sets: { ByPath: {} }, notNullOrEmpty: true, help: 'The files.' },
    LiteralPath: {
      type: 'string[]',
      aliases: ['PSPath', 'LP'],
      mandatory: true,
      byName: true,
      sets: { ByLiteralPath: {} },
      notNullOrEmpty: true,
      help: 'Files, without wildcards.',
    },
    SkipLimitCheck: { type: 'switch', help: 'No limit for the size of the table.' },
  },
  outputTypes: ['System.Collections.Hashtable'],
  stateVersion: 1,
  init: () => ({ paths: [] }),
  process(context) {
    const paths: string[] = [];
    for (const typed of typedPaths(context)) {
      try {
        paths.push(...resolve(context, typed, { literal: isLiteral(context) }).map((p) => p.path));
      } catch (e) {
        if (!(e instanceof TerminatingError)) throw e;
        context.writeError(e.record);
      }
    }
    context.state.paths = paths;
    return next(context);
  },
  resume(context, answer) {
    for (const value of answer as Value[]) context.write(value);
    return next(context);
  },
  help: { examples: [{ code: 'Import-PowerShellDataFile ./app.psd1' }], related: ['ConvertFrom-StringData'] },
});
