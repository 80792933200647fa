/** Update-FormatData. Behaviour: Update-TypeData.cs (UpdateFormatDataCommand), Update-Data.cs; golden script formatting/035. */
import { defineCmdlet } from '../../binding/defineCmdlet.ts';
import { FORMAT_VIEWS } from '../../formatting/access.ts';
import { loadFormatXml } from '../../formatting/formatXml.ts';
import { FormatViews } from '../../formatting/userViews.ts';
import type { CmdletContext } from '../../machine/cmdlet.ts';
import { PSArray } from '../../values/collections.ts';
import { ErrorRecord, PSException } from '../../values/errors.ts';
import { touch } from '../../values/heap.ts';
import type { Value } from '../../values/value.ts';

interface Read {
  path: string;
  text: string;
  first: boolean;
}

function pathsOf(value: Value | undefined): string[] {
  if (typeof value === 'string') return [value];
  return value instanceof PSArray ? value.items.filter((item): item is string => typeof item === 'string') : [];
}

/** Reads a file, or writes why it can't be. */
function read(context: CmdletContext<object>, path: string, first: boolean): Read | null {
  const full = context.machine.drives.resolve(path);
  const reply = context.ask('file.readText', { path: full }) as { text?: string } | null;
  if (reply === null || reply.text === undefined) {
    const exception = new PSException(
      'System.Management.Automation.ItemNotFoundException',
      `Cannot find path '${full}' because it does not exist.`,
    );
    const id = first ? 'FormatPrependPathException' : 'FormatAppendPathException';
    context.writeError(new ErrorRecord(exception, id, 'InvalidOperation', path));
    return null;
  }
  if (!full.toLowerCase().endsWith('.ps1xml')) {
    const message = `Cannot read the file "${full}"  because it does not have the file name extension "ps1xml".`;
    const exception = new PSException('System.Management.Automation.PSInvalidOperationException', message);
    context.writeError(new ErrorRecord(exception, 'WrongExtension', 'InvalidArgument'));
    return null;
  }
  return { path: full, text: reply.text, first };
}

function load(context: CmdletContext<object>, views: FormatViews, file: Read): void {
  const loaded = loadFormatXml(file.text, file.path, (text) => context.machine.drives.compile(text, '', 'trusted'));
  views.load(file.path, loaded.views, file.first);
  if (loaded.errors.length === 0) return;
  const message = `Errors occurred while loading the format data file: \n${loaded.errors.join('\n')}`;
  const exception = new PSException('System.Management.Automation.RuntimeException', message);
  context.writeError(new ErrorRecord(exception, 'FormatXmlUpdateException', 'InvalidOperation'));
}

export default defineCmdlet({
  name: 'Update-FormatData',
  module: 'Microsoft.PowerShell.Utility',
  synopsis: 'Loads views from format files.',
  className: 'Microsoft.PowerShell.Commands.UpdateFormatDataCommand',
  parameters: {
    AppendPath: {
      type: 'string[]',
      aliases: ['PSPath', 'Path'],
      position: 0,
      pipeline: true,
      byName: true,
      notNull: true,
      sets: { FileSet: {} },
      help: 'Files whose views come after the built-in ones.',
    },
    PrependPath: { type: 'string[]', notNull: true, sets: { FileSet: {} }, help: 'Files whose views come first.' },
  },
  defaultSet: 'FileSet',
  supportsShouldProcess: true,
  stateVersion: 1,
  process(context) {
    const wanted = [
      ...pathsOf(context.params.PrependPath)
        .map((path) => ({ path, first: true }))
        .reverse(),
      ...pathsOf(context.params.AppendPath).map((path) => ({ path, first: false })),
    ];
    const files: Read[] = [];
    for (const { path, first } of wanted) {
      const file = read(context, path, first);
      if (file !== null && context.shouldProcess(`FileName: ${file.path}`, 'Update FormatData')) files.push(file);
    }
    if (files.length === 0) return;
    const { runspace } = context;
    let views = runspace.extensions.get(FORMAT_VIEWS) as FormatViews | undefined;
    if (views === undefined) {
      views = new FormatViews();
      runspace.extensions.set(FORMAT_VIEWS, views);
      touch(runspace);
    }
    for (const file of files) load(context, views, file);
  },
  help: { examples: [{ code: 'Update-FormatData -PrependPath ./planets.format.ps1xml' }], related: ['Get-FormatData'] },
});
