/**
 * $ExecutionContext.InvokeProvider and SessionState.InvokeProvider: items as methods. Behaviour: ItemCmdletProviderInterfaces.cs,
 * ChildrenCmdletProviderInterfaces.cs. The work is that of the cmdlets of the same names, which run in the scope that asks.
 */
import { PSHashtable, PSList } from '../values/collections.ts';
import type { NativeContext } from '../values/context.ts';
import type { MethodOverload } from '../values/descriptor.ts';
import { HeapObject, snapshotClass } from '../values/heap.ts';
import { m, p } from '../values/types/define.ts';
import { registerType } from '../values/types/registry.ts';
import type { Value } from '../values/value.ts';
import type { MachineContext } from './context.ts';

const SMA = 'System.Management.Automation.';

/** ProviderIntrinsics. */
export class ProviderIntrinsics extends HeapObject {}
snapshotClass('ProviderIntrinsics', 'heap', ProviderIntrinsics);

/** ItemCmdletProviderIntrinsics. */
class ItemIntrinsics extends HeapObject {}
snapshotClass('ItemIntrinsics', 'heap', ItemIntrinsics);

/** ChildItemCmdletProviderIntrinsics. */
class ChildItemIntrinsics extends HeapObject {}
snapshotClass('ChildItemIntrinsics', 'heap', ChildItemIntrinsics);

/** What a cmdlet of Microsoft.PowerShell.Management writes; its first error is thrown. */
function run(ctx: NativeContext, cmdlet: string, parameters: Record<string, Value>): Value[] {
  const { machine } = ctx as MachineContext;
  const table = new PSHashtable();
  for (const [name, value] of Object.entries(parameters)) table.set(name, value);
  table.set('ErrorAction', 'Stop');
  // the cmdlet itself, whatever alias or function has its name; the table is also where the block finds it
  const value = machine.currentThread.runspace.cmdlets.get(cmdlet.toLowerCase()) ?? null;
  table.instanceMembers = new Map([['cmdlet', { name: 'Cmdlet', memberType: 'NoteProperty', value }]]);
  const block = machine.drives.compile('& $_.Cmdlet @_');
  return ctx.call({ block, args: [], dollarUnder: table, scope: 'current' });
}

const collection = (items: Value[]): Value => new PSList(items, 'Collection', `${SMA}PSObject`);
/** The parameter that a path goes to. */
const at = (path: Value | undefined, literal: Value | undefined): Record<string, Value> => ({
  [literal === true ? 'LiteralPath' : 'Path']: path ?? null,
});
const COLLECTION = 'System.Collections.ObjectModel.Collection[psobject]';

/** Two overloads: of a path with wildcards, and of paths with `force` and `literalPath`; `rest` are the arguments between them. */
function both(
  name: string,
  rest: readonly [signature: string, parameter: string][],
  cmdlet: string,
  more: Record<string, Value> = {},
  returns = COLLECTION,
): MethodOverload[] {
  const middle = rest.map(([signature]) => `, ${signature}`).join('');
  const given = (args: Value[]): Record<string, Value> => Object.fromEntries(rest.map(([, key], i) => [key, args[i + 1] ?? null]));
  const result = (items: Value[]): Value | undefined => (returns === 'void' ? undefined : collection(items));
  return [
    m(`${returns} ${name}(string path${middle})`, (_s, args, ctx) =>
      result(run(ctx, cmdlet, { ...at(args[0], false), ...given(args), ...more })),
    ),
    m(`${returns} ${name}(string[] path${middle}, bool force, bool literalPath)`, (_s, args, ctx) => {
      const [force, literal] = args.slice(rest.length + 1);
      return result(run(ctx, cmdlet, { ...at(args[0], literal), ...given(args), ...more, Force: force === true }));
    }),
  ];
}

const exists = (ctx: NativeContext, parameters: Record<string, Value>): Value => run(ctx, 'Test-Path', parameters)[0] === true;

registerType({
  name: `${SMA}ItemCmdletProviderIntrinsics`,
  ctor: ItemIntrinsics,
  methods: {
    Get: both('Get', [], 'Get-Item'),
    Set: both('Set', [['System.Object value', 'Value']], 'Set-Item', { PassThru: true }),
    Clear: both('Clear', [], 'Clear-Item'),
    Rename: [
      m(`${COLLECTION} Rename(string path, string newName)`, (_s, [path, newName], ctx) =>
        collection(run(ctx, 'Rename-Item', { LiteralPath: path ?? null, NewName: newName ?? null, PassThru: true })),
      ),
      m(`${COLLECTION} Rename(string path, string newName, bool force)`, (_s, [path, newName, force], ctx) =>
        collection(run(ctx, 'Rename-Item', { LiteralPath: path ?? null, NewName: newName ?? null, PassThru: true, Force: force === true })),
      ),
    ],
    New: [
      m(`${COLLECTION} New(string path, string name, string itemTypeName, System.Object content)`, (_s, args, ctx) =>
        collection(run(ctx, 'New-Item', newItem(args))),
      ),
      m(`${COLLECTION} New(string[] path, string name, string itemTypeName, System.Object content, bool force)`, (_s, args, ctx) =>
        collection(run(ctx, 'New-Item', { ...newItem(args), Force: args[4] === true })),
      ),
    ],
    Remove: [
      m('void Remove(string path, bool recurse)', (_s, [path, recurse], ctx) => {
        run(ctx, 'Remove-Item', { ...at(path, false), Recurse: recurse === true, Confirm: false });
        return undefined;
      }),
      m('void Remove(string[] path, bool recurse, bool force, bool literalPath)', (_s, [path, recurse, force, literal], ctx) => {
        run(ctx, 'Remove-Item', { ...at(path, literal), Recurse: recurse === true, Force: force === true, Confirm: false });
        return undefined;
      }),
    ],
    Move: both('Move', [['string destination', 'Destination']], 'Move-Item', { PassThru: true }),
    Exists: [
      m('bool Exists(string path)', (_s, [path], ctx) => exists(ctx, at(path, false))),
      m('bool Exists(string path, bool force, bool literalPath)', (_s, [path, , literal], ctx) => exists(ctx, at(path, literal))),
    ],
    IsContainer: [m('bool IsContainer(string path)', (_s, [path], ctx) => exists(ctx, { ...at(path, false), PathType: 'Container' }))],
  },
});

function newItem([path, name, type, content]: Value[]): Record<string, Value> {
  const made: Record<string, Value> = { Path: path ?? null };
  if (name !== null && name !== undefined && name !== '') made.Name = name;
  if (type !== null && type !== undefined && type !== '') made.ItemType = type;
  if (content !== null && content !== undefined) made.Value = content;
  return made;
}

registerType({
  name: `${SMA}ChildItemCmdletProviderIntrinsics`,
  ctor: ChildItemIntrinsics,
  methods: {
    Get: [
      m(`${COLLECTION} Get(string path, bool recurse)`, (_s, [path, recurse], ctx) =>
        collection(run(ctx, 'Get-ChildItem', { ...at(path, false), Recurse: recurse === true })),
      ),
      m(`${COLLECTION} Get(string[] path, bool recurse, bool force, bool literalPath)`, (_s, [path, recurse, force, literal], ctx) =>
        collection(run(ctx, 'Get-ChildItem', { ...at(path, literal), Recurse: recurse === true, Force: force === true })),
      ),
    ],
    GetNames: [
      m(
        `System.Collections.ObjectModel.Collection[string] GetNames(string path, ${SMA}ReturnContainers returnContainers, bool recurse)`,
        (_s, [path, , recurse], ctx) =>
          new PSList(
            run(ctx, 'Get-ChildItem', { ...at(path, false), Name: true, Recurse: recurse === true }),
            'Collection',
            'System.String',
          ),
      ),
    ],
    HasChild: [m('bool HasChild(string path)', (_s, [path], ctx) => run(ctx, 'Get-ChildItem', at(path, false)).length > 0)],
  },
});

registerType({
  name: `${SMA}ProviderIntrinsics`,
  ctor: ProviderIntrinsics,
  properties: {
    Item: p(`${SMA}ItemCmdletProviderIntrinsics`, () => new ItemIntrinsics()),
    ChildItem: p(`${SMA}ChildItemCmdletProviderIntrinsics`, () => new ChildItemIntrinsics()),
  },
});
