/** Get-ChildItem. Behaviour: GetChildrenCommand.cs. On Linux it has the aliases dir and gci, not ls. */
import { defineCmdlet } from '../../binding/defineCmdlet.ts';
import type { CmdletContext, Step } from '../../machine/cmdlet.ts';
import { attributesOf } from '../../providers/fileInfo.ts';
import type { FileEntry } from '../../providers/fileProtocol.ts';
import { PSArray } from '../../values/collections.ts';
import type { Value } from '../../values/value.ts';
import { attempt, FILTER_PARAMETERS, filtersOf, isLiteral, textOf, typedPaths } from '../support/items.ts';
import { numberOf } from '../support/params.ts';
import { everything, type Listing, listPath } from './children.ts';

interface State {
  /** Items found and not yet written. */
  pending: PSArray;
  at: number;
}

const BITS: Record<string, number> = { readonly: 1, hidden: 2, system: 4, directory: 16, archive: 32, normal: 128, reparsepoint: 1024 };

/** An expression of -Attributes: `!Directory+Hidden, ReadOnly`. */
function attributeTest(text: string): (entry: FileEntry) => boolean {
  const alternatives = text.split(',').map((part) =>
    part.split('+').map((one) => {
      const name = one.trim().replace(/^!/, '').toLowerCase();
      return { bit: BITS[name] ?? 0, not: one.trim().startsWith('!') };
    }),
  );
  return (entry) => alternatives.some((all) => all.every(({ bit, not }) => ((attributesOf(entry) & bit) !== 0) !== not));
}

function listing(context: CmdletContext<object>): Listing {
  const { params } = context;
  const tests: ((e: FileEntry) => boolean)[] = [];
  if (context.isOn('Directory')) tests.push((e) => e.kind === 'directory');
  if (context.isOn('File')) tests.push((e) => e.kind !== 'directory');
  if (context.isOn('Hidden')) tests.push((e) => e.hidden);
  if (context.isOn('ReadOnly')) tests.push((e) => e.readOnly);
  if (context.isOn('System')) tests.push(() => false);
  const attributes = params.Attributes === undefined ? '' : textOf(params.Attributes, context);
  if (attributes !== '') tests.push(attributeTest(attributes));
  const hasDepth = context.isBound('Depth');
  return {
    recurse: context.isOn('Recurse') || hasDepth,
    depth: hasDepth ? numberOf(params.Depth) : Number.MAX_SAFE_INTEGER,
    force: context.isOn('Force'),
    literal: isLiteral(context),
    names: context.isOn('Name'),
    filters: filtersOf(context),
    fits: tests.length === 0 ? everything : (e) => tests.every((t) => t(e)),
    wantsHidden: context.isOn('Hidden') || /hidden/i.test(attributes),
    followLinks: context.isOn('FollowSymlink'),
  };
}

function flush(context: CmdletContext<State>): Step | void {
  const { state } = context;
  const items = state.pending.items;
  const end = Math.min(state.at + 1000, items.length);
  for (let i = state.at; i < end; i++) context.write(items[i] as Value);
  state.at = end;
  if (end < items.length) return { do: 'again' };
}

export default defineCmdlet<State>({
  name: 'Get-ChildItem',
  module: 'Microsoft.PowerShell.Management',
  aliases: ['dir', 'gci'],
  synopsis: 'Lists the items in a folder or drive.',
  className: 'Microsoft.PowerShell.Commands.GetChildItemCommand',
  defaultSet: 'Items',
  sets: ['Items', 'LiteralItems'],
  parameters: {
    Path: { type: 'string[]', sets: { Items: { position: 0, pipeline: true, byName: true } }, wildcards: true, help: 'Folders to list.' },
    LiteralPath: {
      type: 'string[]',
      aliases: ['PSPath', 'LP'],
      sets: { LiteralItems: { mandatory: true, byName: true } },
      help: 'Folders, without wildcards.',
    },
    ...FILTER_PARAMETERS,
    Filter: { type: 'string', position: 1, wildcards: true, help: 'A pattern for names.' },
    Recurse: { type: 'switch', aliases: ['s', 'r'], help: 'The folders in them too.' },
    Depth: { type: 'uint', help: 'How many folders deep.' },
    Force: { type: 'switch', help: 'Hidden items too.' },
    Name: { type: 'switch', help: 'Names only.' },
    Attributes: { type: 'string', dynamic: true, help: 'Attributes that items must have.' },
    FollowSymlink: { type: 'switch', dynamic: true, help: 'Goes into links to folders.' },
    Directory: { type: 'switch', dynamic: true, aliases: ['ad'], help: 'Folders only.' },
    File: { type: 'switch', dynamic: true, aliases: ['af'], help: 'Files only.' },
    Hidden: { type: 'switch', dynamic: true, aliases: ['ah', 'h'], help: 'Hidden items only.' },
    ReadOnly: { type: 'switch', dynamic: true, aliases: ['ar'], help: 'Read-only items only.' },
    System: { type: 'switch', dynamic: true, aliases: ['as'], help: 'System items only.' },
  },
  outputTypes: ['System.IO.FileInfo', 'System.IO.DirectoryInfo'],
  stateVersion: 1,
  init: () => ({ pending: new PSArray(), at: 0 }),
  process(context) {
    const o = listing(context);
    const found: Value[] = [];
    for (const typed of typedPaths(context, ['.']))
      attempt(context, () => listPath(context, typed === '' ? '.' : typed, o, (item) => void found.push(item)));
    context.state.pending = new PSArray(found);
    context.state.at = 0;
    return flush(context);
  },
  resume: flush,
  help: {
    examples: [{ code: 'Get-ChildItem -Recurse -Filter *.txt' }, { code: 'Get-ChildItem variable:' }],
    related: ['Get-Item', 'Get-Content', 'Set-Location'],
  },
});
