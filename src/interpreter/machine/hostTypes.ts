/** $Host and its user interface: what scripts write to and ask (PSHost.cs, PSHostUserInterface.cs). */

import type { NativeContext } from '../values/context.ts';
import { Version } from '../values/dotnet/version.ts';
import { fail } from '../values/errors.ts';
import { HeapObject, snapshotClass } from '../values/heap.ts';
import { m, p } from '../values/types/define.ts';
import { registerType } from '../values/types/registry.ts';
import type { Value } from '../values/value.ts';
import type { MachineContext } from './context.ts';
import { hostWrite } from './hostOutput.ts';
import { PSHostInfo } from './initialState.ts';
import type { OutputRecord } from './state.ts';

/** $Host.UI. */
export class HostInterface extends HeapObject {}
snapshotClass('HostInterface', 'heap', HostInterface);

/** $Host.UI.RawUI. */
export class RawInterface extends HeapObject {
  windowTitle: string;
  constructor() {
    super();
    this.windowTitle = '';
  }
}
snapshotClass('RawInterface', 'heap', RawInterface);

const HOST = 'System.Management.Automation.Host.';
const context = (ctx: NativeContext): MachineContext => ctx as MachineContext;
const host = (v: Value): PSHostInfo => v as PSHostInfo;

function write(ctx: NativeContext, text: string, kind: OutputRecord['kind'] = 'host'): undefined {
  const c = context(ctx);
  c.once(() => {
    hostWrite(c.machine, text, kind);
    return null;
  });
  return undefined;
}
const line = (v: Value | undefined): string => `${String(v ?? '')}\n`;

registerType({
  name: `${HOST}PSHost`,
  isAbstract: true,
});
registerType({
  name: 'System.Management.Automation.Internal.Host.InternalHost',
  base: `${HOST}PSHost`,
  ctor: PSHostInfo,
  properties: {
    Name: p('string', (self) => host(self).name),
    Version: p('version', () => new Version(7, 6, 5)),
    InstanceId: p('guid', (self) => host(self).instanceId),
    UI: p(`${HOST}PSHostUserInterface`, () => new HostInterface()),
    CurrentCulture: p('cultureinfo', (_s, ctx) => ctx.getVariable('PSCulture') ?? ctx.culture),
    CurrentUICulture: p('cultureinfo', (_s, ctx) => ctx.getVariable('PSUICulture') ?? ctx.culture),
    PrivateData: p('psobject', () => null),
    DebuggerEnabled: p('bool', () => true),
    IsRunspacePushed: p('bool', () => false),
    Runspace: p('runspace', (_s, ctx) => context(ctx).machine.currentThread.runspace),
  },
  methods: {
    SetShouldExit: [
      m('void SetShouldExit(int exitCode)', (_s, [code], ctx) => {
        context(ctx).machine.currentThread.exitCode = Number(code);
      }),
    ],
  },
});
registerType({
  name: `${HOST}PSHostUserInterface`,
  isAbstract: true,
});
registerType({
  name: 'System.Management.Automation.Internal.Host.InternalHostUserInterface',
  base: `${HOST}PSHostUserInterface`,
  ctor: HostInterface,
  properties: {
    RawUI: p(`${HOST}PSHostRawUserInterface`, () => new RawInterface()),
    SupportsVirtualTerminal: p('bool', () => true),
  },
  methods: {
    Write: [m('void Write(string value)', (_s, [t], ctx) => write(ctx, String(t ?? '')))],
    WriteLine: [
      m('void WriteLine()', (_s, _a, ctx) => write(ctx, '\n')),
      m('void WriteLine(string value)', (_s, [t], ctx) => write(ctx, line(t))),
    ],
    WriteErrorLine: [m('void WriteErrorLine(string value)', (_s, [t], ctx) => write(ctx, line(t), 'error'))],
    WriteWarningLine: [m('void WriteWarningLine(string message)', (_s, [t], ctx) => write(ctx, `WARNING: ${line(t)}`, 'warning'))],
    WriteVerboseLine: [m('void WriteVerboseLine(string message)', (_s, [t], ctx) => write(ctx, `VERBOSE: ${line(t)}`, 'verbose'))],
    WriteDebugLine: [m('void WriteDebugLine(string message)', (_s, [t], ctx) => write(ctx, `DEBUG: ${line(t)}`, 'debug'))],
    ReadLine: [
      m('string ReadLine()', (_s, _a, ctx) => {
        if (!context(ctx).machine.currentThread.runspace.interactive)
          throw fail(
            'InvalidOperation',
            'InvalidOperation',
            'PowerShell is in NonInteractive mode. Read and Prompt functionality is not available.',
            {
              typeName: 'System.Management.Automation.PSInvalidOperationException',
            },
          );
        return (ctx.ask('readLine', { prompt: '' }) as { text?: string | null } | null)?.text ?? null;
      }),
    ],
  },
});
registerType({
  name: 'System.Management.Automation.Internal.Host.InternalHostRawUserInterface',
  ctor: RawInterface,
  properties: {
    WindowTitle: {
      type: 'string',
      get: (self) => (self as RawInterface).windowTitle,
      set: (self, v) => {
        (self as RawInterface).windowTitle = String(v ?? '');
      },
    },
  },
});
